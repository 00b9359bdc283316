//! A path with its imports written out: what a name stands for that is not of
//! the workspace, as far as that can be known.
//!
//! Apart from resolution, which ends where the workspace does.

use super::lookup::{Hit, Search, Via};
use super::tables::{ImportId, Namespaces};
use super::walk::Walk;
use super::{Def, Names, Res};
use crate::facts::PathId;
use crate::modules::UnitId;

/// Imports of imports are followed this far.
const MAX_HOPS: u32 = 64;

impl<'n> Names<'n> {
    /// The path of a macro with every import on the way written out: behind
    /// `use serde::Serialize as S`, `S` is `serde::Serialize`. A name that a
    /// glob from outside brings in, or a prelude, stands for itself.
    pub fn spelled_out(&self, unit: UnitId, path: PathId) -> Vec<String> {
        self.spell(self.walk_of(unit, path), &[])
    }

    fn spell(&self, walk: Walk<'n>, behind: &[String]) -> Vec<String> {
        let last = walk.segments.len();
        let of_last = if behind.is_empty() {
            Namespaces::MACRO
        } else {
            Namespaces::TYPE
        };
        let of_first = of_last.of_segment(0, last);
        let from = |index: usize| {
            let facts = &self.tree.unit(walk.unit).facts;
            let segments = walk.segments[index..].iter();
            let names = segments.map(|segment| facts.name(segment.name).to_owned());
            names.chain(behind.iter().cloned()).collect::<Vec<String>>()
        };
        let mut search = walk.search();
        let (mut index, firsts) = self.start(walk, last, of_first, &mut search);
        let Some(first) = firsts.into_iter().next() else {
            return from(index);
        };
        let (mut res, mut via) = (first.res, first.found.map(|(_, via)| via));
        loop {
            let name = self.symbol(walk.unit, walk.segments[index].name);
            via = via.map(|via| self.behind_globs(via, name));
            if let (Some(Via::Import(id)), true) = (via, walk.hops < MAX_HOPS) {
                return self.spell(self.walk_behind(id, walk.hops), &from(index + 1));
            }
            match res {
                Res::Def(Def::Module(module)) if index + 1 < last => {
                    let mut search = walk.search();
                    self.step(walk, module, index + 1, last, of_last, &mut search);
                    let Some(hit) = search.hits.into_iter().next() else {
                        return from(index + 1);
                    };
                    (index, res, via) = (index + 1, hit.res, Some(hit.via));
                }
                // A dependency by the name of its package, whatever it is called here.
                Res::External(krate) if via.is_none() && last > 1 && index == 0 => {
                    let krate = self.symbols().text(krate).replace('-', "_");
                    return [krate].into_iter().chain(from(1)).collect();
                }
                _ => return from(index),
            }
        }
    }

    /// How a name came into the table that globs lead to.
    fn behind_globs(&self, mut via: Via, name: super::Symbol) -> Via {
        for _ in 0..MAX_HOPS {
            let Via::Glob(_, table) = via else {
                return via;
            };
            let found = Namespaces::EACH.iter().rev().find_map(|namespaces| {
                let mut search = Search::default();
                self.search(table, name, *namespaces, &mut search);
                search.hits.first().map(|hit: &Hit| hit.via)
            });
            match found {
                Some(found) => via = found,
                None => return via,
            }
        }
        via
    }

    fn walk_behind(&self, id: ImportId, hops: u32) -> Walk<'n> {
        let state = &self.imports[id.0 as usize];
        let fact = &self.tree.unit(state.unit).facts.imports[state.index as usize];
        Walk {
            import: Some(id),
            hops: hops + 1,
            ..self.walk_of(state.unit, fact.path)
        }
    }
}
