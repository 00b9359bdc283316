//! Everything that a table holds, also by its globs.
//!
//! A prelude that hundreds of modules bring in by a glob is taken apart once.
//! Only asked for when imports are settled, since it is kept from then on.

use std::collections::hash_map::Entry as MapEntry;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::lookup::{Hit, Search, Via};
use super::path::Outcome;
use super::tables::{Brings, ImportId, Namespaces, TableId, Tables};
use super::{Def, Names, Res, Symbol};
use crate::modules::UnitId;

/// What each table holds, once somebody has asked.
#[derive(Debug, Default)]
pub(super) struct Contents([Vec<OnceLock<Vec<Content>>>; 2]);

/// A name of a table, and one thing that it means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Content {
    pub(super) name: Symbol,
    pub(super) namespaces: Namespaces,
    pub(super) hit: Hit,
}

impl Content {
    /// The order that references have, in which most of the contents are wanted.
    fn order(&self) -> (Option<Def>, Symbol, Namespaces) {
        (self.def(), self.name, self.namespaces)
    }

    fn def(&self) -> Option<Def> {
        match self.hit.res {
            Res::Def(def) => Some(def),
            _ => None,
        }
    }
}

impl Contents {
    pub(super) fn of(tables: &Tables) -> Self {
        let counts = tables.counts();
        Contents(counts.map(|count| (0..count).map(|_| OnceLock::new()).collect()))
    }
}

impl Names<'_> {
    /// What a glob brings in, sorted, each with its name: what may be seen from
    /// there and is not hidden by what is written beside the glob. Where its path
    /// means nothing, `outcome` says why.
    pub fn brought_in(
        &self,
        unit: UnitId,
        index: u32,
        outcome: &mut Outcome,
    ) -> Vec<(Symbol, Def)> {
        let import = &self.imports[self.import_id(unit, index).0 as usize];
        let Brings::Glob { tables, .. } = &import.brings else {
            let fact = &self.tree.unit(unit).facts.imports[index as usize];
            self.resolve_path(unit, fact.path, outcome);
            return Vec::new();
        };
        let brought = self.brought(import.table, tables, |res| matches!(res, Res::Def(_)));
        let mut found: Vec<(Symbol, Def)> = brought
            .filter_map(|content| Some((content.name, content.def()?)))
            .collect();
        found.sort_unstable_by_key(|(name, def)| (*def, *name));
        found.dedup();
        found
    }

    /// The names that a glob of `tables` brings into a table from outside of
    /// the workspace, and how each came to be there.
    pub(super) fn brought_from_outside(
        &self,
        into: TableId,
        tables: &[TableId],
    ) -> Vec<(Symbol, Hit)> {
        let brought = self.brought(into, tables, |res| matches!(res, Res::External(_)));
        let mut found: Vec<(Symbol, Hit)> =
            brought.map(|content| (content.name, content.hit)).collect();
        found.sort_by_key(|(name, _)| *name);
        found.dedup_by_key(|(name, _)| *name);
        found
    }

    /// What of a certain sort globs of `tables` bring into a table, shadowed by
    /// nothing there.
    fn brought<'a>(
        &'a self,
        into: TableId,
        tables: &'a [TableId],
        sort: fn(Res) -> bool,
    ) -> impl Iterator<Item = &'a Content> {
        let from = self.tables[into].module;
        let contents = tables.iter().flat_map(|table| self.contents(*table));
        contents
            .filter(move |content| sort(content.hit.res) && self.is_visible(content.hit.vis, from))
            .filter(move |content| !self.is_written(into, content.name, content.namespaces))
    }

    fn contents(&self, table: TableId) -> &[Content] {
        let (sort, number) = table.number();
        self.contents.0[usize::from(sort)][number].get_or_init(|| {
            let mut contents = Vec::new();
            // What has itself for a part cannot be put together from its parts.
            if self.globs.lead_back_to(table) {
                contents = self.contents_of_circle(table);
            } else {
                for name in self.tables[table].names.keys().copied() {
                    for namespaces in Namespaces::EACH {
                        let mut search = Search::default();
                        self.search(table, name, namespaces, &mut search);
                        contents.extend(search.hits.into_iter().map(|hit| Content {
                            name,
                            namespaces,
                            hit,
                        }));
                    }
                }
                self.add_globbed(table, &mut contents);
            }
            contents.sort_by_key(Content::order);
            contents
        })
    }

    /// Adds what the globs of a table bring into it under names that are not
    /// written there, as a search for each of them would find it.
    fn add_globbed(&self, table: TableId, contents: &mut Vec<Content>) {
        let this = &self.tables[table];
        let mut known: FxHashMap<(Symbol, Namespaces, Res), usize> = FxHashMap::default();
        for id in &this.globs {
            let import = &self.imports[id.0 as usize];
            let Brings::Glob { tables, .. } = &import.brings else {
                continue;
            };
            for source in tables {
                for content in self.contents(*source) {
                    let Content {
                        name,
                        namespaces,
                        hit,
                    } = *content;
                    if this.names.contains_key(&name)
                        || matches!(hit.res, Res::Unknown(_))
                        || !self.is_visible(hit.vis, this.module)
                    {
                        continue;
                    }
                    let hit = Hit {
                        res: hit.res,
                        vis: self.narrower(import.vis, hit.vis),
                        via: Via::Glob(*id, *source),
                    };
                    match known.entry((name, namespaces, hit.res)) {
                        MapEntry::Vacant(entry) => {
                            entry.insert(contents.len());
                            contents.push(Content { hit, ..*content });
                        }
                        // It is seen as far as one of them lets it.
                        MapEntry::Occupied(entry) => {
                            let first = &mut contents[*entry.get()].hit;
                            if self.is_wider(hit.vis, first.vis) {
                                *first = hit;
                            }
                        }
                    }
                }
            }
        }
    }

    fn is_written(&self, table: TableId, name: Symbol, namespaces: Namespaces) -> bool {
        if !self.tables[table].names.contains_key(&name) {
            return false;
        }
        let mut search = Search::default();
        search.without_globs = true;
        self.search(table, name, namespaces, &mut search);
        !search.hits.is_empty()
    }

    /// Every name that a table has, also by globs, in no order.
    pub(super) fn names_in(
        &self,
        table: TableId,
        visited: &mut Vec<TableId>,
        names: &mut Vec<Symbol>,
    ) {
        if visited.contains(&table) {
            return;
        }
        visited.push(table);
        let this = &self.tables[table];
        names.extend(this.names.keys());
        for id in &this.globs {
            if let Brings::Glob { tables, .. } = &self.imports[id.0 as usize].brings {
                for table in tables {
                    self.names_in(*table, visited, names);
                }
            }
        }
    }

    /// The import with an index in its unit.
    pub fn import_id(&self, unit: UnitId, index: u32) -> ImportId {
        ImportId(self.import_numbers.first(unit) + index)
    }
}
