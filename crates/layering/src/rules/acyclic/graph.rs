//! Siblings that lead to each other in circles, and the links between them.
//!
//! Which siblings do is found by weights alone, so that links are listed only where
//! a report shows them.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::components::{Edges, groups};
use super::siblings::{Family, Pair, Parent, Sibling, Weights};
use crate::graph::Edge;
use crate::rules::links::Links;

/// The groups of siblings that lead to each other in circles: for each sibling in one,
/// what is around it, and the number of the group there.
pub(super) struct Circles(FxHashMap<Sibling, (Parent, usize)>);

impl Circles {
    pub(super) fn new(weights: BTreeMap<Parent, Weights>) -> Self {
        let mut circles = Circles(FxHashMap::default());
        for (parent, weights) in weights {
            let siblings = siblings(weights.keys());
            let edges = weights.into_iter().map(|((from, to), weight)| {
                ((number(&siblings, from), number(&siblings, to)), weight)
            });
            let found = groups(siblings.len(), &edges.collect());
            for (index, group) in found.iter().enumerate() {
                let members = group.iter().map(|member| siblings[*member]);
                circles
                    .0
                    .extend(members.map(|member| (member, (parent, index))));
            }
        }
        circles
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether two siblings are in the same group.
    pub(super) fn join(&self, siblings: Option<(Parent, Pair)>) -> bool {
        let Some((_, (from, to))) = siblings else {
            return false;
        };
        let group = self.0.get(&from);
        group.is_some() && group == self.0.get(&to)
    }
}

/// The siblings in some pairs, sorted.
fn siblings<'p>(pairs: impl Iterator<Item = &'p Pair>) -> Vec<Sibling> {
    let mut siblings: Vec<Sibling> = pairs.flat_map(|(from, to)| [*from, *to]).collect();
    siblings.sort_unstable();
    siblings.dedup();
    siblings
}

fn number(siblings: &[Sibling], sibling: Sibling) -> usize {
    siblings.partition_point(|other| *other < sibling)
}

/// The siblings of a family by number, and how much leads from one to another.
pub(super) struct Graph {
    family: Family,
    pub(super) siblings: Vec<Sibling>,
    pub(super) edges: Edges,
}

impl Graph {
    pub(super) fn new(family: Family) -> Self {
        let siblings = siblings(family.keys());
        let mut graph = Graph {
            family,
            siblings,
            edges: Edges::new(),
        };
        let weights = graph.family.iter().map(|((from, to), links)| {
            let pair = (graph.number(*from), graph.number(*to));
            (pair, links.len() as u64)
        });
        graph.edges = weights.collect();
        graph
    }

    /// The siblings of one group, without the references that only use what
    /// an import among them brought in: they go with that.
    pub(super) fn essential(&self, links: &Links<'_>, group: &[usize]) -> Graph {
        let members: Vec<Sibling> = group.iter().map(|at| self.siblings[*at]).collect();
        let is_inside = |sibling| members.binary_search(sibling).is_ok();
        let pairs = self.family.iter();
        let inside = pairs.filter(|((from, to), _)| is_inside(from) && is_inside(to));
        let essential = |edges: &Vec<Edge>| -> Vec<Edge> {
            let places = links.places(edges.iter());
            let mut seen = FxHashSet::default();
            let mut kept = edges.clone();
            kept.retain(|edge| {
                let reference = links.reference(edge);
                !links.relies_on(reference, &places)
                    && seen.insert((reference.unit, reference.path))
            });
            // Imports that rely on each other all count.
            if kept.is_empty() { edges.clone() } else { kept }
        };
        Graph::new(
            inside
                .map(|(pair, edges)| (*pair, essential(edges)))
                .collect(),
        )
    }

    pub(super) fn number(&self, sibling: Sibling) -> usize {
        number(&self.siblings, sibling)
    }

    /// The links from one sibling to another.
    pub(super) fn links(&self, (from, to): (usize, usize)) -> impl Iterator<Item = Edge> {
        let pair = (self.siblings[from], self.siblings[to]);
        self.family.get(&pair).into_iter().flatten().copied()
    }
}
