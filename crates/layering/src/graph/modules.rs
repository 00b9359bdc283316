//! The references between modules: which module relies on which, and where.
//!
//! Computed from all references, for rules that follow chains from module to
//! module. Separate from them because it takes a route for each reference that
//! leaves its module, and most checks have no rule that asks for it.

mod globs;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Reference, ReferenceGraph};
use crate::facts::Context;
use crate::modules::ModuleId;
use crate::resolve::{Def, Names};
use globs::Used;

/// One module relies on another because of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// The module that the reference is in.
    pub from: ModuleId,
    /// The module that it relies on; never the same one.
    pub to: ModuleId,
    /// The index of the reference in [`ReferenceGraph::references`].
    pub reference: u32,
    /// How it relies on it.
    pub via: Via,
}

/// How a reference relies on a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Via {
    /// The definition lies in it, by its path or by where it is written.
    Definition,
    /// A `use` there hands the definition on.
    ReExport,
}

/// The references between modules, sorted by the module that they are in and
/// by place.
///
/// A module that a path merely walks through is relied on no more than a
/// module by its parent: neither is an edge. The same goes for the path of a
/// `pub(in …)`, which says who may see something, and uses nothing. A glob relies
/// on the module that it names, and on what is used of all that it brings in.
#[derive(Debug, Default)]
pub struct ModuleGraph {
    edges: Vec<Edge>,
}

impl ModuleGraph {
    pub(super) fn new(names: &Names<'_>, graph: &ReferenceGraph) -> Self {
        let homes = homes(names, graph);
        let indices = 0..u32::try_from(graph.references.len()).unwrap_or(u32::MAX);
        let parts: Vec<Part> = indices
            .into_par_iter()
            .with_min_len(256)
            .fold(Part::default, |mut part, index| {
                part.add(names, graph, &homes, index);
                part
            })
            .collect();
        let (mut edges, mut used) = (Vec::new(), Used::default());
        for part in parts {
            edges.extend(part.edges);
            used.extend(part.used);
        }
        let reference = |edge: &Edge| &graph.references[edge.reference as usize];
        edges.retain(|edge| used.counts(names, reference(edge), edge));
        edges.sort_unstable_by_key(|edge| (edge.from, edge.reference, edge.to));
        ModuleGraph { edges }
    }

    /// All edges.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }
}

/// The modules of a definition: the one on its path, and the one it is written
/// in. They differ for what an `impl` away from its type gives to it. Which
/// `impl` of a trait is meant, only types can tell, so none of them counts.
type Homes = FxHashMap<Def, (ModuleId, ModuleId)>;

fn homes(names: &Names<'_>, graph: &ReferenceGraph) -> Homes {
    let targets: FxHashSet<Def> = graph.targets().collect();
    let targets: Vec<Def> = targets.into_iter().collect();
    let home = |def: &Def| {
        let home = names.home_module(*def);
        let written = match *def {
            Def::Item(item) if names.is_of_trait_impl(item) => home,
            def => names.module_at(def),
        };
        (*def, (home, written))
    };
    targets.par_iter().with_min_len(256).map(home).collect()
}

/// What some of the references come to.
#[derive(Default)]
struct Part {
    edges: Vec<Edge>,
    used: Used,
}

impl Part {
    fn add(&mut self, names: &Names<'_>, graph: &ReferenceGraph, homes: &Homes, index: u32) {
        let reference = &graph.references[index as usize];
        if reference.context == Context::Visibility {
            return;
        }
        let first = self.edges.len();
        let mut add = |to, via| {
            let is_known = self.edges[first..].iter().any(|edge| edge.to == to);
            if to != reference.from && !is_known {
                self.edges.push(Edge {
                    from: reference.from,
                    to,
                    reference: index,
                    via,
                });
            }
        };
        let (home, written) = homes[&reference.to];
        add(home, Via::Definition);
        add(written, Via::Definition);
        if home == reference.from && is_plain_name(names, reference) {
            return;
        }
        let route = reference.route(names);
        for hop in &route.hops {
            if hop.import.is_some() {
                add(hop.module, Via::ReExport);
            }
        }
        self.used.note(names, reference, &route);
    }
}

/// Whether a reference is a lone name, which leads nowhere else if it means
/// something of its own module.
fn is_plain_name(names: &Names<'_>, reference: &Reference) -> bool {
    let facts = &names.tree.unit(reference.unit).facts;
    facts.segments(facts.path(reference.path)).len() == 1
}
