//! The routes of references, each once.
//!
//! Most paths of a text are names that one of its imports brought in, and all of
//! those to one item take the same route: it is walked for the first of them.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::{Reference, Sort};
use crate::facts::PathId;
use crate::modules::UnitId;
use crate::resolve::{Names, Route, Start, Target};

/// A route of a text, among those in [`Routes`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RouteId(u32);

/// The routes of each text.
#[derive(Debug, Default)]
pub(super) struct Routes(Vec<Vec<Route>>);

/// The routes of the text that is being read.
#[derive(Default)]
pub(super) struct TextRoutes {
    routes: Vec<Route>,
    /// Those of a single name.
    known: FxHashMap<Start, RouteId>,
}

impl TextRoutes {
    /// The route of a path to one of its targets.
    pub(super) fn add(
        &mut self,
        names: &Names<'_>,
        (unit, path): (UnitId, PathId),
        target: &Target,
    ) -> RouteId {
        let single = target.start.filter(|start| start.is_all_to(target.segment));
        if let Some(known) = single.and_then(|start| self.known.get(&start)) {
            return *known;
        }
        let id = RouteId(u32::try_from(self.routes.len()).expect("fewer than 2^32 routes"));
        self.routes.push(names.route(unit, path, target));
        self.known.extend(single.map(|start| (start, id)));
        id
    }
}

impl Routes {
    /// Adds those of the next text.
    pub(super) fn push(&mut self, routes: TextRoutes) {
        self.0.push(routes.routes);
    }

    /// The route of a reference, up to the item that it is about.
    pub(super) fn of(&self, names: &Names<'_>, reference: &Reference) -> Cow<'_, Route> {
        let of_path = || &self.0[reference.unit.0 as usize][reference.route.0 as usize];
        match reference.sort {
            Sort::Path | Sort::Part | Sort::Chosen => Cow::Borrowed(of_path()),
            Sort::Glob(import, name) => Cow::Owned(names.glob_route(import, name, reference.to)),
            Sort::Star(import) => Cow::Owned(names.star_route(import)),
            Sort::Alias(alias) => {
                let mut route = of_path().clone();
                let behind = names.alias_route(alias, reference.to).hops;
                route.hops.extend(behind);
                Cow::Owned(route)
            }
        }
    }
}
