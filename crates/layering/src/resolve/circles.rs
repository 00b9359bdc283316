//! Everything that a table holds whose globs lead back to it.
//!
//! Such a table has itself for a part, so each of its names is searched for. Where a
//! search leads depends on which tables have the name, and how far what they have may
//! be seen; most names are like others in this, and only the first of them is searched
//! for.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::contents::Content;
use super::lookup::{Hit, Search, Via};
use super::tables::{Namespaces, TableId};
use super::{Names, Res, Symbol, Vis};

/// What the tables have under a name, by number instead of by meaning, since all else
/// makes no difference to a search; `None` if a table has it in other namespaces.
type Likeness = Vec<(TableId, Option<(usize, Sort, Vis)>)>;

/// What a search tells meanings apart by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Sort {
    Def,
    Unknown,
    Other,
}

/// What globs bring in under a name, by number.
type Answer = Vec<(usize, Vis, Via)>;

impl Names<'_> {
    /// What a table holds, sorted by name.
    pub(super) fn contents_of_circle(&self, table: TableId) -> Vec<Content> {
        let mut tables = Vec::new();
        self.names_in(table, &mut tables, &mut Vec::new());
        let written = tables.iter().flat_map(|table| {
            let names = self.tables[*table].names.keys();
            names.map(|name| (*name, *table))
        });
        let mut written: Vec<(Symbol, TableId)> = written.collect();
        written.sort_unstable();
        let mut contents = Vec::new();
        let mut known = FxHashMap::default();
        for of_name in written.chunk_by(|(a, _), (b, _)| a == b) {
            for namespaces in Namespaces::EACH {
                let hits = self.search_alike(table, of_name, namespaces, &mut known);
                contents.extend(hits.into_iter().map(|hit| Content {
                    name: of_name[0].0,
                    namespaces,
                    hit,
                }));
            }
        }
        contents
    }

    /// Looks a name up in a table, given where it is written.
    fn search_alike(
        &self,
        table: TableId,
        written: &[(Symbol, TableId)],
        namespaces: Namespaces,
        known: &mut FxHashMap<Likeness, Answer>,
    ) -> SmallVec<[Hit; 2]> {
        let name = written[0].0;
        let (mut meanings, mut likeness) = (Vec::<Res>::new(), Likeness::new());
        let mut search = Search::default();
        for (_, at) in written {
            search.clear();
            self.in_table(*at, name, namespaces, &mut search);
            if *at == table && !search.hits.is_empty() {
                // No glob is asked.
                search.clear();
                self.search(table, name, namespaces, &mut search);
                return search.hits;
            }
            likeness.push((*at, None));
            likeness.extend(search.hits.iter().map(|hit| {
                let number = number_of(&mut meanings, hit.res);
                (*at, Some((number, Sort::of(hit.res), hit.vis)))
            }));
        }
        if meanings.is_empty() {
            return SmallVec::new();
        }
        let answer = known.entry(likeness).or_insert_with(|| {
            search.clear();
            self.search(table, name, namespaces, &mut search);
            let hits = search.hits.iter();
            hits.map(|hit| (number_of(&mut meanings, hit.res), hit.vis, hit.via))
                .collect()
        });
        let hits = answer.iter().map(|(number, vis, via)| Hit {
            res: meanings[*number],
            vis: *vis,
            via: *via,
        });
        hits.collect()
    }
}

impl Sort {
    fn of(res: Res) -> Self {
        match res {
            Res::Def(_) => Sort::Def,
            Res::Unknown(_) => Sort::Unknown,
            Res::External(_) | Res::Local => Sort::Other,
        }
    }
}

/// The number of a meaning among those of a name, which are few.
fn number_of(meanings: &mut Vec<Res>, res: Res) -> usize {
    let known = meanings.iter().position(|known| *known == res);
    known.unwrap_or_else(|| {
        meanings.push(res);
        meanings.len() - 1
    })
}
