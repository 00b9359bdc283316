//! One name in one table.
//!
//! What is written in the table wins over what its globs bring in (Rust
//! reference, "Glob imports"); of that, it brings in what the module with the
//! glob may see.

use smallvec::SmallVec;

use super::globs::AtAGlance;
use super::tables::{Brings, Entry, ImportId, Namespaces, TableId};
use super::{Def, Names, Res, Symbol, Vis};
use crate::facts::ItemKind;
use crate::modules::ModuleId;

/// What a name means in a table, and how it came there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hit {
    pub(super) res: Res,
    pub(super) vis: Vis,
    pub(super) via: Via,
}

/// How a name came into a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Via {
    /// It is defined there.
    Item,
    /// By an import that names it.
    Import(ImportId),
    /// By a glob, out of another table.
    Glob(ImportId, TableId),
}

/// What is asked of the globs of a table.
pub(super) type Question = (TableId, Symbol, Namespaces);

/// What globs bring into a table under a name.
#[derive(Clone, Debug)]
pub(super) struct Answer {
    hits: SmallVec<[Hit; 1]>,
    /// The crate outside that may have the name.
    external: Option<Symbol>,
}

/// An import that has to be resolved first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wait {
    pub(super) import: ImportId,
    /// Whether it may bring in the last name of a path.
    pub(super) is_for_last: bool,
}

/// A search for a name.
#[derive(Debug, Default)]
pub(super) struct Search {
    pub(super) hits: SmallVec<[Hit; 2]>,
    /// An import that is not resolved yet, and may bring it in.
    pub(super) waits_for: Option<Wait>,
    /// The crate outside of the workspace that a glob may bring it in from.
    pub(super) external: Option<Symbol>,
    /// The import whose own path is being resolved: it cannot rest on itself.
    pub(super) ignore: Option<ImportId>,
    /// It is for the last name of a path.
    pub(super) is_for_last: bool,
    /// Take what is not resolved yet for nothing.
    pub(super) settled: bool,
    /// Something that is not resolved yet was taken for nothing.
    pub(super) passed_over: bool,
    /// Leave out what globs bring in.
    pub(super) without_globs: bool,
    /// Leave out `macro_rules!`: an attribute or a derive means none, and looks
    /// further where it meets one (Rust reference, "Sub-namespaces").
    pub(super) attribute: bool,
    /// The tables whose globs were followed, and what these brought in; nothing yet where
    /// they still are.
    visited: SmallVec<[(TableId, SmallVec<[Hit; 1]>); 4]>,
    /// The modules whose globs are being followed: each has to see what lies
    /// behind.
    askers: SmallVec<[ModuleId; 4]>,
}

impl Search {
    pub(super) fn new(ignore: Option<ImportId>, settled: bool) -> Self {
        Search {
            ignore,
            settled,
            ..Search::default()
        }
    }

    /// Whether it is a question of its own, and about what everybody may ask.
    fn is_plain(&self) -> bool {
        self.hits.is_empty()
            && self.visited.is_empty()
            && self.askers.is_empty()
            && self.ignore.is_none()
            && !self.attribute
    }

    /// Notes that an import which is not resolved yet may bring it in.
    fn meet_open(&mut self, import: ImportId) {
        if self.settled {
            self.passed_over = true;
        } else {
            let is_for_last = self.is_for_last;
            self.waits_for = self.waits_for.or(Some(Wait {
                import,
                is_for_last,
            }));
        }
    }

    /// Starts over.
    pub(super) fn clear(&mut self) {
        self.hits.clear();
        self.visited.clear();
        (self.waits_for, self.external) = (None, None);
    }
}

impl Names<'_> {
    /// Whether a name may mean something of the workspace in a module, in one of the
    /// namespaces.
    pub fn means_something(&self, module: ModuleId, name: &str, namespaces: Namespaces) -> bool {
        let Some(name) = self.symbols.get(name) else {
            return false;
        };
        let mut search = Search::default();
        self.search(TableId::of_module(module), name, namespaces, &mut search);
        !search.hits.is_empty()
    }

    /// Looks a name up in a table, in any of the namespaces.
    pub(super) fn search(
        &self,
        table: TableId,
        name: Symbol,
        namespaces: Namespaces,
        search: &mut Search,
    ) {
        let first = search.hits.len();
        self.in_table(table, name, namespaces, search);
        let is_found = search.hits.len() > first;
        if is_found {
            // What is known by name wins over what may have it.
            if search.hits[first..]
                .iter()
                .any(|hit| matches!(hit.res, Res::Def(_)))
            {
                let mut index = 0;
                search.hits.retain(|hit| {
                    index += 1;
                    index <= first || matches!(hit.res, Res::Def(_))
                });
            }
            return;
        }
        if search.without_globs || self.tables[table].globs.is_empty() {
            return;
        }
        let mut visited = search.visited.iter();
        if let Some((_, hits)) = visited.find(|(visited, _)| *visited == table) {
            search.hits.extend(hits.iter().copied());
            return;
        }
        if search.is_plain() {
            let find = || {
                let mut search = Search::default();
                self.through_globs(table, name, namespaces, &mut search);
                Answer {
                    hits: search.hits.into_iter().collect(),
                    external: search.external,
                }
            };
            if let Some(answer) = self.found.answer((table, name, namespaces), find) {
                search.hits.extend(answer.hits);
                search.external = self.either(search.external, answer.external);
                return;
            }
        }
        self.through_globs(table, name, namespaces, search);
    }

    /// What the globs of a table bring in.
    fn through_globs(
        &self,
        table: TableId,
        name: Symbol,
        namespaces: Namespaces,
        search: &mut Search,
    ) {
        match self.globs.glance(&self.tables, table, name, search.ignore) {
            AtAGlance::No {
                external,
                waits_for,
            } => {
                search.external = self.either(search.external, external);
                if let Some(import) = waits_for {
                    search.meet_open(import);
                }
            }
            AtAGlance::Maybe => {
                let (place, first) = (search.visited.len(), search.hits.len());
                search.visited.push((table, SmallVec::new()));
                self.globbed(table, name, namespaces, search);
                search.visited[place].1 = search.hits[first..].into();
            }
        }
    }

    /// What is written in the table.
    pub(super) fn in_table(
        &self,
        table: TableId,
        name: Symbol,
        namespaces: Namespaces,
        search: &mut Search,
    ) {
        let Some(entries) = self.tables[table].names.get(&name) else {
            return;
        };
        for entry in entries {
            match *entry {
                Entry::Item {
                    res,
                    namespaces: of,
                    vis,
                } => {
                    if of.meets(namespaces) && !(search.attribute && self.is_macro_rules(res)) {
                        let via = Via::Item;
                        search.hits.push(Hit { res, vis, via });
                    }
                }
                Entry::Import(id) if search.ignore == Some(id) => {}
                Entry::Import(id) => {
                    let import = &self.imports[id.0 as usize];
                    let via = Via::Import(id);
                    match &import.brings {
                        Brings::Pending => search.meet_open(id),
                        Brings::Named(found) => {
                            let found = found.iter().filter(|(of, res, _)| {
                                of.meets(namespaces)
                                    && !(search.attribute && self.is_macro_rules(*res))
                            });
                            search.hits.extend(found.map(|(_, res, vis)| Hit {
                                res: *res,
                                vis: *vis,
                                via,
                            }));
                        }
                        Brings::Failed => search.hits.push(Hit {
                            res: Res::Unknown(id),
                            vis: import.vis,
                            via,
                        }),
                        Brings::Glob { .. } => {}
                    }
                }
            }
        }
    }

    fn is_macro_rules(&self, res: Res) -> bool {
        matches!(res, Res::Def(Def::Item(def)) if matches!(self.item(def).kind, ItemKind::MacroRules(_)))
    }

    /// Of two crates outside that may have a name, neither is known to.
    pub(super) fn either(&self, a: Option<Symbol>, b: Option<Symbol>) -> Option<Symbol> {
        match (a, b) {
            (Some(a), Some(b)) if a != b => Some(self.somewhere),
            _ => a.or(b),
        }
    }

    fn globbed(&self, table: TableId, name: Symbol, namespaces: Namespaces, search: &mut Search) {
        let this = &self.tables[table];
        let start = search.hits.len();
        for id in &this.globs {
            let import = &self.imports[id.0 as usize];
            let is_seen = search
                .askers
                .iter()
                .all(|from| self.is_visible(import.vis, *from));
            if search.ignore == Some(*id) || !is_seen {
                continue;
            }
            match &import.brings {
                Brings::Glob { tables, external } => {
                    search.external = self.either(search.external, *external);
                    for source in tables {
                        let first = search.hits.len();
                        search.askers.push(this.module);
                        self.search(*source, name, namespaces, search);
                        search.askers.pop();
                        let mut kept = first;
                        for index in first..search.hits.len() {
                            let hit = search.hits[index];
                            if self.is_visible(hit.vis, this.module)
                                && !matches!(hit.res, Res::Unknown(_))
                            {
                                search.hits[kept] = Hit {
                                    res: hit.res,
                                    vis: self.narrower(import.vis, hit.vis),
                                    via: Via::Glob(*id, *source),
                                };
                                kept += 1;
                            }
                        }
                        search.hits.truncate(kept);
                    }
                }
                Brings::Pending => search.meet_open(*id),
                Brings::Named(_) | Brings::Failed => {}
            }
        }
        // Two globs may bring in the same item, which is seen as far as one of them lets it.
        let mut kept = start;
        for index in start..search.hits.len() {
            let (known, rest) = search.hits.split_at_mut(kept);
            let hit = rest[index - kept];
            match known[start..].iter_mut().find(|known| known.res == hit.res) {
                Some(known) if self.is_wider(hit.vis, known.vis) => *known = hit,
                Some(_) => {}
                None => (rest[0], kept) = (hit, kept + 1),
            }
        }
        search.hits.truncate(kept);
    }
}
