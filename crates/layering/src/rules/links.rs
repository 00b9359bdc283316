//! The links that count for one rule: references between modules, without
//! those that `tests` or `ignore` leave out.
//!
//! Every kind that follows chains starts here, so that all of them agree on
//! what a link is: a reference that an exception matches is none at all.

use std::borrow::Cow;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::config::Tests;
use crate::diagnostic::Link;
use crate::facts::PathId;
use crate::graph::{Edge, Reference, ReferenceGraph, Via};
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{Def, ImportId, Names, Route};

use super::ignores::Ignores;
use super::{Finding, finding::Target};

/// Paths, with what each means.
pub(super) type Places = FxHashSet<(UnitId, PathId, Def)>;

/// The links of one rule.
pub(super) struct Links<'a> {
    pub(super) names: &'a Names<'a>,
    graph: &'a ReferenceGraph,
    /// Sorted by module and place.
    edges: Cow<'a, [Edge]>,
    /// Where the edges of each module start.
    first: Vec<usize>,
    /// What exceptions leave out, with the entries that do.
    excused: Vec<(Edge, Vec<usize>)>,
    tests: Tests,
}

impl<'a> Links<'a> {
    pub(super) fn new(
        names: &'a Names<'a>,
        graph: &'a ReferenceGraph,
        tests: Tests,
        ignores: &Ignores,
    ) -> Self {
        let all = graph.modules(names).edges();
        let mut links = Links {
            names,
            graph,
            edges: Cow::Borrowed(all),
            first: Vec::new(),
            excused: Vec::new(),
            tests,
        };
        if tests == Tests::Exclude || !ignores.is_empty() {
            links.leave_out(all, ignores);
        }
        let modules = (0..).map(ModuleId).take(names.tree.modules.len() + 1);
        links.first = modules
            .map(|module| links.edges.partition_point(|edge| edge.from < module))
            .collect();
        links
    }

    /// Leaves out the edges that do not count.
    fn leave_out(&mut self, all: &[Edge], ignores: &Ignores) {
        let mut kept = Vec::with_capacity(all.len());
        for edge in all {
            let reference = self.reference(edge);
            if !self.counts(reference) {
                continue;
            }
            let to = [reference.to, self.target(edge)];
            let matching = ignores.matching(self.names, edge.from, to);
            if matching.is_empty() {
                kept.push(*edge);
            } else {
                self.excused.push((*edge, matching));
            }
        }
        self.edges = Cow::Owned(kept);
    }

    /// All links.
    pub(super) fn all(&self) -> &[Edge] {
        &self.edges
    }

    /// The links from each module.
    pub(super) fn modules(&self) -> impl ParallelIterator<Item = &[Edge]> {
        self.edges.par_chunk_by(|a, b| a.from == b.from)
    }

    /// The links from a module, in the order of their places.
    pub(super) fn from(&self, module: ModuleId) -> &[Edge] {
        let index = module.0 as usize;
        &self.edges[self.first[index]..self.first[index + 1]]
    }

    /// What exceptions leave out, with the entries that do.
    pub(super) fn excused(&self) -> &[(Edge, Vec<usize>)] {
        &self.excused
    }

    /// Whether a reference may be a link at all.
    pub(super) fn counts(&self, reference: &Reference) -> bool {
        self.tests != Tests::Exclude || !reference.test
    }

    /// Whether a chain may start with a link.
    pub(super) fn may_start(&self, edge: &Edge) -> bool {
        self.tests != Tests::Only || self.reference(edge).test
    }

    pub(super) fn reference(&self, edge: &Edge) -> &'a Reference {
        self.graph.behind(self.names, edge)
    }

    /// The route of a reference.
    pub(super) fn route(&self, reference: &Reference) -> Cow<'a, Route> {
        self.graph.route(self.names, reference)
    }

    /// What a link leads to: the definition, or the module that hands it on.
    pub(super) fn target(&self, edge: &Edge) -> Def {
        let to = self.reference(edge).to;
        let names = self.names;
        match edge.via {
            Via::Definition if names.home_module(to) == edge.to => to,
            _ => Def::Module(edge.to),
        }
    }

    /// Whether a reference only uses a name that an import of its module
    /// brought in, where that import is among the references `known`, or is a
    /// `Self`.
    pub(super) fn relies_on(&self, reference: &Reference, known: &Places) -> bool {
        let names = self.names;
        // The header of the `impl` says where its `Self` comes from.
        if names.starts_with_self(reference.unit, reference.path) {
            return true;
        }
        let is_known = |import, def: &Def| {
            let (unit, path) = names.import_path(import);
            known.contains(&(unit, path, *def))
        };
        let route = self.route(reference);
        let is_here = |import: &ImportId| names.import_module(*import) == reference.from;
        if let Some(import) = route.import.filter(is_here) {
            return route.first.is_some_and(|def| is_known(import, &def));
        }
        // It comes back to its own module, as `self::Name` does.
        let mut own = route.hops.iter().filter(|hop| hop.module == reference.from);
        own.any(|hop| {
            let mut meant = names.ancestors(reference.to);
            hop.import
                .is_some_and(|import| meant.any(|def| is_known(import, &def)))
        })
    }

    /// What imports are told apart by in [`Links::relies_on`].
    pub(super) fn places<'e>(&self, edges: impl Iterator<Item = &'e Edge>) -> Places {
        let references = edges.map(|edge| self.reference(edge));
        references
            .map(|reference| (reference.unit, reference.path, reference.to))
            .collect()
    }

    /// What reports say that a link leads to: the definition, wherever it lies,
    /// or the module that hands it on.
    pub(super) fn shown_target(&self, edge: &Edge) -> Def {
        match edge.via {
            Via::Definition => self.reference(edge).to,
            Via::ReExport | Via::Glob => Def::Module(edge.to),
        }
    }

    /// A link as reports show it.
    pub(super) fn show(&self, edge: &Edge) -> Link {
        let (names, reference) = (self.names, self.reference(edge));
        Link {
            from: names.module_path(edge.from),
            to: names.path_of(self.shown_target(edge)),
            span: reference.span,
        }
    }

    /// A finding at the first of some links, about what the last one means.
    pub(super) fn finding(&self, edges: &[Edge], headline: String) -> Finding {
        let names = self.names;
        let first = self.reference(&edges[0]);
        let last = edges.last().map_or(first, |last| self.reference(last));
        let to = Target::Def(last.to);
        let mut finding = Finding::new(first.span, first.from, to, headline);
        finding.written = names.written(first.unit, first.path);
        finding.test = first.test;
        finding.chain = edges.iter().map(|edge| self.show(edge)).collect();
        finding
    }
}
