//! Paths that lead out of the workspace: into which crate, and by which way.
//!
//! Kept apart from resolution, which only has to know that nothing of the
//! workspace is meant. Few rules ask what is meant instead; the path is walked
//! once more for them.

use super::lookup::{Hit, Search, Via};
use super::tables::{Brings, ImportId, Namespaces, TableId};
use super::walk::Walk;
use super::{Def, DefId, Hop, Names, Outcome, Res, Symbol, prelude};
use crate::facts::{Context, INCLUDE, ItemKind, PathId};
use crate::modules::{ModuleId, PendingCall, UnitId};

/// Re-exports of re-exports are followed this far.
const MAX_HOPS: u32 = 64;

/// Something outside of the workspace, and how a path gets there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The package, or the crate of the compiler.
    pub(crate) package: Symbol,
    /// The names behind its crate, as far as they are written.
    names: Vec<Symbol>,
    /// The import that brought the first name of the path into scope.
    pub import: Option<ImportId>,
    /// The modules of the workspace that the path walks through.
    pub hops: Vec<Hop>,
}

impl Names<'_> {
    /// Whether a crate outside of the workspace comes with the compiler, or nobody knows
    /// which one it is: it is no package's.
    pub(crate) fn is_of_compiler(&self, krate: Symbol) -> bool {
        krate == self.somewhere || prelude::CRATES.contains(&self.symbols.text(krate))
    }

    /// Whether a path of a unit that leads into a crate names one that is known.
    pub(crate) fn is_outside(&self, unit: UnitId, krate: Symbol) -> bool {
        krate != self.somewhere && !self.is_tool(unit, krate)
    }

    /// How a symbol reads.
    pub fn text(&self, symbol: Symbol) -> &str {
        self.symbols.text(symbol)
    }
}

impl Outside {
    /// The name of the package, or of the crate of the compiler.
    pub fn package<'n>(&self, names: &'n Names<'_>) -> &'n str {
        names.symbols.text(self.package)
    }

    /// What tells it from other items: an order of paths, the same in each run.
    pub(crate) fn key(&self) -> (Symbol, &[Symbol]) {
        (self.package, &self.names)
    }

    /// Its path, from the crate down.
    pub fn path(&self, names: &Names<'_>) -> String {
        let mut path = crate::workspace::crate_name(self.package(names));
        for name in &self.names {
            path += "::";
            path += names.symbols.text(*name);
        }
        path
    }
}

/// What is found on the way.
#[derive(Default)]
struct Trail {
    krate: Option<Symbol>,
    names: Vec<Symbol>,
    import: Option<ImportId>,
    hops: Vec<Hop>,
}

impl Trail {
    fn to(self, krate: Symbol) -> Outside {
        Outside {
            package: krate,
            names: self.names,
            import: self.import,
            hops: self.hops,
        }
    }
}

impl<'n> Names<'n> {
    /// What a path means that leads out of the workspace. `None` if it does not,
    /// or if it is not known into which crate: a prelude's, or one of several
    /// globs'.
    pub fn outside(&self, unit: UnitId, path: PathId) -> Option<Outside> {
        let krate = self.outcome(unit, path).external?;
        self.outside_in(unit, path, krate)
    }

    /// As [`Names::outside`], for a path that leads into `krate`.
    pub(crate) fn outside_in(&self, unit: UnitId, path: PathId, krate: Symbol) -> Option<Outside> {
        if !self.is_outside(unit, krate) {
            return None;
        }
        let walk = self.walk_of(unit, path);
        let mut trail = Trail::default();
        if !self.leave(walk, &mut trail) || trail.krate != Some(krate) {
            trail = Trail::default();
        }
        Some(trail.to(krate))
    }

    /// Whether a call means the `include!` of the standard library.
    pub(super) fn includes(&self, pending: &PendingCall, outcome: &Outcome) -> bool {
        let (unit, path) = (pending.unit, pending.call.path);
        if !outcome.targets.is_empty() {
            return false;
        }
        let named = outcome
            .external
            .and_then(|krate| self.outside_in(unit, path, krate));
        let is_library = |outside: &Outside| prelude::LIBRARIES.contains(&outside.package(self));
        if let Some(outside) = named.filter(|outside| !outside.names.is_empty()) {
            let last = outside.names.last().map(|name| self.text(*name));
            return is_library(&outside) && last == Some(INCLUDE);
        }
        // Everyone has it by its own name.
        let facts = &self.tree.unit(unit).facts;
        let segments = facts.segments(facts.path(path));
        segments.len() == 1 && facts.name(segments[0].name) == INCLUDE
    }

    /// What stands behind an alias whose type lies outside of the workspace.
    pub fn outside_of_alias(&self, alias: DefId) -> Option<Outside> {
        let last = self.behind_aliases(alias);
        let ItemKind::TypeAlias(Some(path)) = self.item(last).kind else {
            return None;
        };
        self.outside(self.home(last).0, path)
    }

    /// What a glob brings in from outside of the workspace, with the names that
    /// it gets here. A glob of a crate outside has no names.
    pub fn outside_of_glob(&self, unit: UnitId, index: u32) -> Vec<Outside> {
        let import = &self.imports[self.import_id(unit, index).0 as usize];
        let Brings::Glob { tables, external } = &import.brings else {
            return Vec::new();
        };
        let fact = &self.tree.unit(unit).facts.imports[index as usize];
        if let Some(krate) = external {
            return self
                .outside_in(unit, fact.path, *krate)
                .into_iter()
                .collect();
        }
        let from = self.tables[import.table].module;
        let brought = self.brought_from_outside(import.table, tables);
        let named = brought
            .iter()
            .filter_map(|(name, hit)| self.outside_hit(*name, hit));
        let handed_on = tables
            .iter()
            .flat_map(|table| self.outside_globs(*table, from));
        named.chain(handed_on).collect()
    }

    fn outside_hit(&self, name: Symbol, hit: &Hit) -> Option<Outside> {
        let Res::External(krate) = hit.res else {
            return None;
        };
        let mut trail = Trail::default();
        self.enter(name, hit.via, 0, &mut trail);
        (krate != self.somewhere).then(|| trail.to(krate))
    }

    /// The crates outside whose globs a table hands on to a module.
    fn outside_globs(&self, table: TableId, from: ModuleId) -> Vec<Outside> {
        let this = &self.tables[table];
        let mut found = Vec::new();
        for id in &this.globs {
            let state = &self.imports[id.0 as usize];
            let is_seen = self.is_visible(state.vis, from);
            if let (
                true,
                Brings::Glob {
                    external: Some(krate),
                    ..
                },
            ) = (is_seen, &state.brings)
            {
                let fact = &self.tree.unit(state.unit).facts.imports[state.index as usize];
                found.extend(self.outside_in(state.unit, fact.path, *krate));
            }
        }
        found
    }

    /// Whether `rustfmt` and its like are meant: attributes of tools, that no
    /// manifest names.
    fn is_tool(&self, unit: UnitId, krate: Symbol) -> bool {
        let externs = &self.externs[self.tree.unit(unit).krate.0 as usize];
        self.tools.contains(&krate) && !externs.values().any(|res| *res == Res::External(krate))
    }

    /// Follows a path to the place where it leaves the workspace.
    fn leave(&self, walk: Walk<'n>, trail: &mut Trail) -> bool {
        let last = walk.segments.len() - usize::from(walk.path.context == Context::Glob);
        if walk.hops > MAX_HOPS || last == 0 || walk.path.base.is_some() {
            return false;
        }
        for namespaces in Namespaces::EACH {
            let of_first = namespaces.of_segment(0, last);
            let mut search = walk.search();
            let (index, firsts) = self.start(walk, last, of_first, &mut search);
            for first in firsts {
                let name = self.symbol(walk.unit, walk.segments[index].name);
                let import = match first.found {
                    Some((_, Via::Import(id) | Via::Glob(id, _))) => Some(id),
                    _ => None,
                };
                let before = trail.import;
                trail.import = before.or(import);
                let is_outside = match (first.res, first.found) {
                    (Res::External(krate), None) => {
                        trail.krate = Some(krate);
                        self.write_down(walk, index + 1, last, trail);
                        true
                    }
                    (Res::External(_), Some((_, via))) => {
                        let is_left = self.enter(name, via, walk.hops, trail);
                        self.write_down(walk, index + 1, last, trail);
                        is_left
                    }
                    (Res::Def(Def::Module(module)), _) => {
                        self.leave_below(walk, module, (index + 1, last), namespaces, trail)
                    }
                    _ => false,
                };
                if is_outside {
                    return true;
                }
                trail.import = before;
            }
        }
        false
    }

    /// Continues in a module, with the segment at `index`.
    fn leave_below(
        &self,
        walk: Walk<'n>,
        module: ModuleId,
        (index, last): (usize, usize),
        namespaces: Namespaces,
        trail: &mut Trail,
    ) -> bool {
        if index >= last {
            return false;
        }
        let before = trail.hops.len();
        let mut search = walk.search();
        self.step(walk, module, index, last, namespaces, &mut search);
        if search.hits.is_empty() && search.external.is_some() {
            trail.krate = search.external;
            trail.hops.push(Hop {
                module,
                import: None,
            });
            self.write_down(walk, index, last, trail);
            return true;
        }
        for hit in search.hits {
            let import = match hit.via {
                Via::Import(id) | Via::Glob(id, _) => Some(id),
                Via::Item => None,
            };
            trail.hops.push(Hop { module, import });
            let name = self.symbol(walk.unit, walk.segments[index].name);
            let is_outside = match hit.res {
                Res::External(_) => {
                    let is_left = self.enter(name, hit.via, walk.hops, trail);
                    self.write_down(walk, index + 1, last, trail);
                    is_left
                }
                Res::Def(Def::Module(next)) => {
                    self.leave_below(walk, next, (index + 1, last), namespaces, trail)
                }
                _ => false,
            };
            if is_outside {
                return true;
            }
            trail.hops.truncate(before);
        }
        false
    }

    /// Follows the import that brought a name into a table from outside.
    fn enter(&self, name: Symbol, via: Via, hops: u32, trail: &mut Trail) -> bool {
        if hops > MAX_HOPS {
            return false;
        }
        let (id, source) = match via {
            Via::Item => return false,
            Via::Import(id) => (id, None),
            Via::Glob(id, source) => (id, Some(source)),
        };
        if let Some(source) = source {
            let mut search = Search::default();
            self.search(source, name, Namespaces::ALL, &mut search);
            let module = self.tables[source].module;
            let hit = search
                .hits
                .iter()
                .find(|hit| matches!(hit.res, Res::External(_)));
            let Some(hit) = hit else {
                return false;
            };
            trail.hops.push(Hop {
                module,
                import: Some(id),
            });
            return self.enter(name, hit.via, hops + 1, trail);
        }
        let state = &self.imports[id.0 as usize];
        let fact = &self.tree.unit(state.unit).facts.imports[state.index as usize];
        let walk = Walk {
            import: Some(id),
            hops: hops + 1,
            ..self.walk_of(state.unit, fact.path)
        };
        // The first import of the path that is asked about stays.
        let before = trail.import.or(Some(id));
        let is_left = self.leave(walk, trail);
        trail.import = before;
        is_left
    }

    /// The names behind the place where the path left the workspace.
    fn write_down(&self, walk: Walk<'n>, index: usize, last: usize, trail: &mut Trail) {
        let behind = walk.segments.get(index..last).unwrap_or_default();
        let names = behind
            .iter()
            .map(|segment| self.symbol(walk.unit, segment.name));
        trail.names.extend(names);
    }
}
