//! The modules that a path walks through on its way to an item.
//!
//! Kept apart from resolution, which only asks where a path ends: the path is
//! walked once more, from what its first name was found to mean.

use std::sync::Arc;

use super::lookup::{Search, Via};
use super::path::Target;
use super::tables::{ImportId, Namespaces, TableId};
use super::walk::{Start, Walk};
use super::{Def, Names, Res, Symbol};
use crate::facts::{ItemKind, PathId};
use crate::modules::{ModuleId, UnitId};

/// A part of a route that many routes share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Leg {
    /// From a name in a table to what it means.
    Name(TableId, Symbol, Res),
    /// From an import to what it brings in.
    Import(ImportId, Res),
    /// From a glob to what its path means.
    Glob(ImportId, Res),
}

/// Re-exports of re-exports are followed this far.
const MAX_HOPS: u32 = 64;

/// How a path gets to an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Route {
    /// The import (or glob) that brought the first name of the path into
    /// scope, from which the route continues.
    pub import: Option<ImportId>,
    /// The item that the first name of the path means.
    pub first: Option<Def>,
    /// The modules in which a name of the path was looked up, in order. The
    /// scope that the path stands in is none of them, nor is a `crate`, `self`,
    /// or `super` from which the path leads straight down.
    pub hops: Vec<Hop>,
}

/// A module on a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The module.
    pub module: ModuleId,
    /// The import there that leads on, where the name is not defined there.
    pub import: Option<ImportId>,
}

impl Route {
    /// Adds the modules of a part behind it; whether that leads anywhere.
    fn extend(&mut self, leg: Option<&Route>) -> bool {
        let hops = leg.map_or(&[][..], |leg| &leg.hops);
        self.hops.extend_from_slice(hops);
        leg.is_some()
    }
}

impl<'n> Names<'n> {
    /// The route of a path to one of its targets. What lies behind a type has
    /// none.
    pub fn route(&self, unit: UnitId, path: PathId, target: &Target) -> Route {
        let Some(start) = target.start else {
            return Route::default();
        };
        let first = item_of(start.res);
        let mut route = Route {
            first,
            ..Route::default()
        };
        let walk = self.walk_of(unit, path);
        let way = (start.segment, target.segment + 1);
        let is_anchor = start.via.is_none() && self.is_anchor(walk, start.segment);
        let to = Res::Def(target.def);
        let is_found = self.trace_start(walk, start, &mut route)
            && self.likely_namespaces(to).into_iter().any(|namespaces| {
                let to = (to, is_anchor);
                self.trace_on(walk, way, start.res, to, namespaces, &mut route)
            });
        if is_found {
            route
        } else {
            Route {
                first,
                ..Route::default()
            }
        }
    }

    /// The route of an item that a glob brings in under a name.
    pub fn glob_route(&self, import: ImportId, name: Symbol, def: Def) -> Route {
        let mut route = Route::default();
        let state = &self.imports[import.0 as usize];
        let super::tables::Brings::Glob { tables, .. } = &state.brings else {
            return route;
        };
        for table in tables {
            let before = route.hops.len();
            if let Some(way) = self.way_of_glob(import, *table) {
                (route.import, route.first) = (way.import, way.first);
                route.hops.extend_from_slice(&way.hops);
            }
            if self.trace_name(*table, name, Res::Def(def), &mut route, 0) {
                return route;
            }
            route.hops.truncate(before);
        }
        route
    }

    /// The route of a glob to what it names.
    pub fn star_route(&self, import: ImportId) -> Route {
        let state = &self.imports[import.0 as usize];
        let super::tables::Brings::Glob { tables, .. } = &state.brings else {
            return Route::default();
        };
        let mut ways = tables
            .iter()
            .filter_map(|table| self.way_of_glob(import, *table));
        ways.next().map(|way| (*way).clone()).unwrap_or_default()
    }

    /// The way from a glob to one of the tables that it names.
    fn way_of_glob(&self, import: ImportId, table: TableId) -> Option<Arc<Route>> {
        let this = &self.tables[table];
        let to = Res::Def(this.owner.map_or(Def::Module(this.module), Def::Item));
        self.leg(Leg::Glob(import, to), |way| {
            let state = &self.imports[import.0 as usize];
            let fact = &self.tree.unit(state.unit).facts.imports[state.index as usize];
            let walk = self.walk_of(state.unit, fact.path);
            let first = self.trace(walk, walk.segments.len() - 1, to, way);
            way.first = first.and_then(item_of);
            true
        })
    }

    /// The route of the type that an alias stands for, behind the alias.
    pub fn alias_route(&self, alias: super::DefId, target: Def) -> Route {
        let ItemKind::TypeAlias(Some(path)) = self.item(alias).kind else {
            return Route::default();
        };
        let (unit, _) = self.home(alias);
        let outcome = self.outcome(unit, path);
        let found = outcome.targets.iter().find(|found| found.def == target);
        found
            .map(|found| self.route(unit, path, found))
            .unwrap_or_default()
    }

    /// Walks a path to `to`, which its segments before `last` mean. Returns what
    /// its first name means.
    fn trace(&self, walk: Walk<'n>, last: usize, to: Res, route: &mut Route) -> Option<Res> {
        if walk.hops > MAX_HOPS || last == 0 {
            return None;
        }
        let mut starts = None;
        for namespaces in self.likely_namespaces(to) {
            // What leads on is a type or a module, whatever comes of it.
            let (index, firsts) = match starts.take() {
                Some(starts) => starts,
                None if last == 1 => self.start(walk, last, namespaces, &mut walk.search()),
                None => self.start(walk, last, Namespaces::TYPE, &mut walk.search()),
            };
            for first in &firsts {
                let before = (route.import, route.hops.len());
                let name = self.symbol(walk.unit, walk.segments[index].name);
                let start = first.start(index, name);
                let is_anchor = start.via.is_none() && self.is_anchor(walk, index);
                let (way, to) = ((index, last), (to, is_anchor));
                if self.trace_start(walk, start, route)
                    && self.trace_on(walk, way, first.res, to, namespaces, route)
                {
                    return Some(first.res);
                }
                route.import = before.0;
                route.hops.truncate(before.1);
            }
            if last > 1 {
                starts = Some((index, firsts));
            }
        }
        None
    }

    /// Follows how the first name of a path came into scope.
    fn trace_start(&self, walk: Walk<'n>, start: Start, route: &mut Route) -> bool {
        match start.via {
            Some(Via::Import(id)) => {
                route.import = route.import.or(Some(id));
                self.trace_import(id, start.res, route, walk.hops)
            }
            Some(Via::Glob(id, source)) => {
                route.import = route.import.or(Some(id));
                self.trace_name(source, start.name, start.res, route, walk.hops)
            }
            Some(Via::Item) | None => true,
        }
    }

    /// All namespaces, first the one in which something is most likely found.
    fn likely_namespaces(&self, res: Res) -> [Namespaces; 3] {
        let [of_types, of_values, of_macros] = Namespaces::EACH;
        let of = match res {
            Res::Def(Def::Item(def)) => Namespaces::of(self.item(def).kind),
            _ => of_types,
        };
        if !of.meets(of_types) && of.meets(of_values) {
            [of_values, of_types, of_macros]
        } else if of.meets(of_macros) {
            [of_macros, of_types, of_values]
        } else {
            Namespaces::EACH
        }
    }

    /// Whether a first segment is a keyword from which paths lead down.
    fn is_anchor(&self, walk: Walk<'_>, index: usize) -> bool {
        let facts = &self.tree.unit(walk.unit).facts;
        let name = facts.name(walk.segments[index].name);
        matches!(name, "crate" | "self" | "super")
    }

    /// Continues behind the segment at `index`, which means `at`.
    fn trace_on(
        &self,
        walk: Walk<'n>,
        (index, last): (usize, usize),
        at: Res,
        (to, is_anchor): (Res, bool),
        namespaces: Namespaces,
        route: &mut Route,
    ) -> bool {
        if index + 1 >= last {
            return at == to;
        }
        let Res::Def(Def::Module(module)) = at else {
            // Variants and associated items: no module lies in between.
            return true;
        };
        let mut search = walk.search();
        self.step(walk, module, index + 1, last, namespaces, &mut search);
        for hit in search.hits {
            let before = route.hops.len();
            let leads_down = hit.via == Via::Item && matches!(hit.res, Res::Def(Def::Module(_)));
            if !(is_anchor && leads_down) {
                route.hops.push(Hop {
                    module,
                    import: None,
                });
            }
            if self.trace_via((module, hit.via), walk, index + 1, hit.res, route)
                && self.trace_on(
                    walk,
                    (index + 1, last),
                    hit.res,
                    (to, false),
                    namespaces,
                    route,
                )
            {
                return true;
            }
            route.hops.truncate(before);
        }
        false
    }

    /// Follows how a name came into the module that is the last hop.
    fn trace_via(
        &self,
        (_, via): (ModuleId, Via),
        walk: Walk<'n>,
        index: usize,
        res: Res,
        route: &mut Route,
    ) -> bool {
        match via {
            Via::Item => true,
            Via::Import(id) => {
                mark(route, id);
                self.trace_import(id, res, route, walk.hops)
            }
            Via::Glob(id, source) => {
                mark(route, id);
                let name = self.symbol(walk.unit, walk.segments[index].name);
                self.trace_name(source, name, res, route, walk.hops)
            }
        }
    }

    /// Walks a part of a route that was walked before, or else for the first
    /// time. `None` if it leads nowhere.
    fn leg(&self, leg: Leg, walk: impl FnOnce(&mut Route) -> bool) -> Option<Arc<Route>> {
        let walked = || {
            let mut route = Route::default();
            walk(&mut route).then(|| Arc::new(route))
        };
        self.legs.answer(leg, walked)?
    }

    /// Looks a name up in the table that a glob points at.
    fn trace_name(
        &self,
        table: TableId,
        name: Symbol,
        res: Res,
        route: &mut Route,
        hops: u32,
    ) -> bool {
        let leg = self.leg(Leg::Name(table, name, res), |route| {
            self.trace_name_anew((table, name), res, route, hops)
        });
        route.extend(leg.as_deref())
    }

    fn trace_name_anew(
        &self,
        (table, name): (TableId, Symbol),
        res: Res,
        route: &mut Route,
        hops: u32,
    ) -> bool {
        let this = &self.tables[table];
        if hops > MAX_HOPS {
            return false;
        }
        for namespaces in self.likely_namespaces(res) {
            let mut search = Search::default();
            self.search(table, name, namespaces, &mut search);
            let Some(hit) = search.hits.iter().find(|hit| hit.res == res) else {
                continue;
            };
            // A variant lies in its enum, not in a module.
            if this.owner.is_none() {
                let module = this.module;
                route.hops.push(Hop {
                    module,
                    import: None,
                });
            }
            return match hit.via {
                Via::Item => true,
                Via::Import(id) => {
                    mark(route, id);
                    self.trace_import(id, res, route, hops)
                }
                Via::Glob(id, source) => {
                    mark(route, id);
                    self.trace_name(source, name, res, route, hops + 1)
                }
            };
        }
        false
    }

    /// Continues from an import. Its own first name belongs to the same route.
    fn trace_import(&self, id: ImportId, res: Res, route: &mut Route, hops: u32) -> bool {
        let leg = self.leg(Leg::Import(id, res), |route| {
            let state = &self.imports[id.0 as usize];
            let fact = &self.tree.unit(state.unit).facts.imports[state.index as usize];
            let walk = Walk {
                import: Some(id),
                hops: hops + 1,
                ..self.walk_of(state.unit, fact.path)
            };
            self.trace(walk, walk.segments.len(), res, route).is_some()
        });
        route.extend(leg.as_deref())
    }
}

/// What a first name means, if that is an item.
fn item_of(res: Res) -> Option<Def> {
    match res {
        Res::Def(def) => Some(def),
        _ => None,
    }
}

/// The last hop is left by an import.
fn mark(route: &mut Route, import: ImportId) {
    if let Some(hop) = route.hops.last_mut() {
        hop.import = Some(import);
    }
}
