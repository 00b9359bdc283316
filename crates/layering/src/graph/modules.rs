//! The references between modules: which module relies on which, and where.
//!
//! Computed from all references, for rules that follow chains from module to
//! module. Separate from them because it takes a route for each reference that
//! leaves its module, and most checks have no rule that asks for it.

mod globs;

use std::sync::OnceLock;

use rayon::prelude::*;

use super::{Calls, Reference, ReferenceGraph, Sort, order};
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
    /// The index of the reference in [`ReferenceGraph::references`]; behind all of these,
    /// where a glob itself makes the edge.
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
    /// A glob names it, and brings in nothing that relies on it.
    Glob,
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
    /// The globs that make an edge themselves, sorted by place.
    stars: Vec<Reference>,
}

impl ModuleGraph {
    pub(super) fn new(names: &Names<'_>, graph: &ReferenceGraph) -> Self {
        let world = World {
            names,
            graph,
            homes: Homes::new(names),
        };
        let (mut edges, mut used, mut globs) = (Vec::new(), Used::default(), Vec::new());
        let of_paths = gather(graph.references.files(), |part, file| {
            world.add_paths(part, file);
        });
        for part in of_paths {
            edges.push(part.edges);
            used.extend(part.used);
            globs.extend(part.globs);
        }
        let calls = Calls::new(names);
        let add_glob = |part: &mut Part, first| world.add_glob(part, first, &used, &calls);
        let of_globs = gather(globs.into_par_iter(), add_glob);
        let mut stars = graph.empty_globs.clone();
        for part in of_globs {
            edges.push(part.edges);
            stars.extend(part.stars);
        }
        stars.retain(|star| star.to != Def::Module(star.from));
        stars.sort_by_key(order);
        stars.dedup_by_key(|star| order(star));
        let behind = u32::try_from(graph.references.len()).expect("fewer than 2^32 references");
        let of_stars = (behind..).zip(&stars).map(|(index, star)| Edge {
            from: star.from,
            to: names.module_at(star.to),
            reference: index,
            via: Via::Glob,
        });
        edges.push(of_stars.collect());
        let edges = sorted(&edges, names.tree.modules.len());
        ModuleGraph { edges, stars }
    }

    /// The globs that make an edge themselves: see [`Edge::reference`].
    pub(crate) fn stars(&self) -> &[Reference] {
        &self.stars
    }

    /// All edges.
    pub fn edges(&self) -> &[Edge] {
        &self.edges
    }
}

/// The modules of each item: the one on its path, and the one it is written in,
/// once somebody has asked. They differ for what an `impl` away from its type gives
/// to it. Which `impl` of a trait is meant, only types can tell, so none of them
/// counts.
struct Homes(Vec<OnceLock<(ModuleId, ModuleId)>>);

impl Homes {
    fn new(names: &Names<'_>) -> Self {
        Homes((0..names.def_count()).map(|_| OnceLock::new()).collect())
    }

    fn of(&self, names: &Names<'_>, def: Def) -> (ModuleId, ModuleId) {
        match def {
            Def::Module(module) => (module, module),
            Def::Item(item) => *self.0[item.index()].get_or_init(|| {
                let home = names.home_module(def);
                let written = match names.is_of_trait_impl(item) {
                    true => home,
                    false => names.module_at(def),
                };
                (home, written)
            }),
        }
    }
}

/// What edges are made of.
struct World<'w> {
    names: &'w Names<'w>,
    graph: &'w ReferenceGraph,
    homes: Homes,
}

/// What some of the references come to.
#[derive(Default)]
struct Part {
    edges: Vec<Edge>,
    used: Used,
    /// The first of the references that each glob is.
    globs: Vec<u32>,
    stars: Vec<Reference>,
}

/// Lets `add` see some references.
fn gather<T: Send>(
    references: impl ParallelIterator<Item = T>,
    add: impl Fn(&mut Part, T) + Sync,
) -> Vec<Part> {
    let parts = references.fold(Part::default, |mut part, reference| {
        add(&mut part, reference);
        part
    });
    parts.collect()
}

/// Puts edges in order. There are few modules beside edges, so that these are dealt
/// out to them first.
fn sorted(parts: &[Vec<Edge>], modules: usize) -> Vec<Edge> {
    let mut next = vec![0; modules + 1];
    let edges = || parts.iter().flatten();
    for edge in edges() {
        next[edge.from.0 as usize + 1] += 1;
    }
    for module in 0..modules {
        next[module + 1] += next[module];
    }
    let Some(any) = edges().next() else {
        return Vec::new();
    };
    let mut sorted = vec![*any; next[modules]];
    for edge in edges() {
        let place = &mut next[edge.from.0 as usize];
        sorted[*place] = *edge;
        *place += 1;
    }
    let of_modules = sorted.par_chunk_by_mut(|a, b| a.from == b.from);
    // Those of paths are in order, and so are those of globs.
    of_modules.for_each(|edges| edges.sort_by_key(|edge| (edge.reference, edge.to)));
    sorted
}

impl World<'_> {
    /// The edges of the paths of a file, and what globs they go on from; of globs, the
    /// latter alone, and where they are.
    fn add_paths(&self, part: &mut Part, (first, references): (u32, &[Reference])) {
        let mut glob = None;
        for (index, reference) in (first..).zip(references) {
            if let Sort::Glob(import, _) = reference.sort {
                // What one brings in has the same places, one behind the other.
                if glob.replace(import) != Some(import) {
                    let route = self.graph.route(self.names, reference);
                    part.used.note(self.names, reference, &route);
                    part.globs.push(index);
                }
                continue;
            }
            glob = None;
            if reference.context != Context::Visibility {
                self.add_all(part, index, reference);
            }
        }
    }

    /// The edges of what a glob brings in, from its first reference on. Preludes
    /// bring most of what they have into many modules, which use little of it: only
    /// that takes a route.
    fn add_glob(&self, part: &mut Part, first: u32, used: &Used, calls: &Calls<'_>) {
        let references = self.graph.references.from(first as usize);
        let Some(Sort::Glob(import, _)) = references.first().map(|reference| reference.sort) else {
            return;
        };
        let is_handed_on = self.names.is_handed_on(import);
        let modules: Vec<ModuleId> = self.names.globbed_modules(import).collect();
        let is_its =
            |reference: &Reference| matches!(reference.sort, Sort::Glob(of, _) if of == import);
        let star = references[0];
        let references = references.iter().take_while(|reference| is_its(reference));
        let before = part.edges.len();
        for (index, reference) in (first..).zip(references) {
            if is_handed_on || used.counts(self.names, calls, (import, reference)) {
                self.add_all(part, index, reference);
                continue;
            }
            let (home, _) = self.homes.of(self.names, reference.to);
            for module in &modules {
                if home == *module {
                    part.add(reference, index, *module, Via::Definition);
                } else if reference.to != Def::Module(home) {
                    part.add(reference, index, *module, Via::ReExport);
                }
            }
        }
        for module in modules {
            if !part.edges[before..].iter().any(|edge| edge.to == module) {
                part.stars.push(Reference {
                    to: Def::Module(module),
                    sort: Sort::Star(import),
                    ..star
                });
            }
        }
    }

    fn add_all(&self, part: &mut Part, index: u32, reference: &Reference) {
        let (home, written) = self.homes.of(self.names, reference.to);
        part.add(reference, index, home, Via::Definition);
        part.add(reference, index, written, Via::Definition);
        if home == reference.from && is_plain_name(self.names, reference) {
            return;
        }
        let route = self.graph.route(self.names, reference);
        for hop in &route.hops {
            if hop.import.is_some() {
                part.add(reference, index, hop.module, Via::ReExport);
            }
        }
        part.used.note(self.names, reference, &route);
    }
}

impl Part {
    /// Adds an edge to those of its reference, in order.
    fn add(&mut self, reference: &Reference, index: u32, to: ModuleId, via: Via) {
        let mut edges = self.edges.iter();
        let before = edges.rposition(|edge| edge.reference != index);
        let first = before.map_or(0, |before| before + 1);
        let of_it = &self.edges[first..];
        if to == reference.from || of_it.iter().any(|edge| edge.to == to) {
            return;
        }
        let edge = Edge {
            from: reference.from,
            to,
            reference: index,
            via,
        };
        let place = of_it.partition_point(|edge| edge.to < to);
        self.edges.insert(first + place, edge);
    }
}

/// Whether a reference is a lone name, which leads nowhere else if it means
/// something of its own module.
fn is_plain_name(names: &Names<'_>, reference: &Reference) -> bool {
    let facts = &names.tree.unit(reference.unit).facts;
    facts.segments(facts.path(reference.path)).len() == 1
}
