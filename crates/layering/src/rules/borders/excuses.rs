//! Which exceptions a rule about borders needs.
//!
//! An exception leaves out links before chains are followed, so that nothing
//! is found which it could excuse. It is needed if a crossing would lead over
//! one of these links, were none left out.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Borders, Part, Search};
use crate::graph::Edge;
use crate::modules::ModuleId;
use crate::rules::ignores::Ignores;

/// Marks the exceptions that leave out a link of a crossing.
pub(super) fn mark_used<B: Borders>(search: &Search<'_, '_, B>, ignores: &mut Ignores) {
    let excused = search.links.excused();
    if excused.is_empty() {
        return;
    }
    let mut around = Around::new(search);
    for (edge, entries) in excused {
        let is_known = entries.iter().all(|entry| ignores.is_used(*entry));
        if !is_known && around.matters(edge) {
            entries.iter().for_each(|entry| ignores.mark_used(*entry));
        }
    }
}

/// What lies around modules that are in no part, as if no link were left out.
struct Around<'b, 's, 'a, B> {
    search: &'b Search<'s, 'a, B>,
    steps: FxHashMap<(ModuleId, Way), Vec<Edge>>,
    known: FxHashMap<(ModuleId, Way), Vec<Part>>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Way {
    On,
    Back,
}

impl<'b, 's, 'a, B: Borders> Around<'b, 's, 'a, B> {
    fn new(search: &'b Search<'s, 'a, B>) -> Self {
        let mut steps: FxHashMap<_, Vec<Edge>> = FxHashMap::default();
        if !search.borders.is_direct_only() {
            let excused = search.links.excused().iter().map(|(edge, _)| edge);
            for edge in search.links.all().iter().chain(excused) {
                steps.entry((edge.from, Way::On)).or_default().push(*edge);
                steps.entry((edge.to, Way::Back)).or_default().push(*edge);
            }
        }
        Around {
            search,
            steps,
            known: FxHashMap::default(),
        }
    }

    /// Whether a crossing would lead over a link.
    fn matters(&mut self, edge: &Edge) -> bool {
        let borders = self.search.borders;
        let before = match borders.part(edge.from) {
            Some(part) if self.search.links.may_start(edge) => vec![part],
            Some(_) => Vec::new(),
            None => self.parts(edge.from, Way::Back),
        };
        let behind = match (self.search.reached(edge), borders.part(edge.to)) {
            (Some(part), _) => vec![part],
            (None, Some(_)) => Vec::new(),
            (None, None) => self.parts(edge.to, Way::On),
        };
        let is_forbidden = |from: &Part| behind.iter().any(|to| borders.forbids(*from, *to));
        before.iter().any(is_forbidden)
    }

    /// The parts from which chains lead to a module that is in none, or to
    /// which they lead from there.
    fn parts(&mut self, module: ModuleId, way: Way) -> Vec<Part> {
        if let Some(known) = self.known.get(&(module, way)) {
            return known.clone();
        }
        let borders = self.search.borders;
        let (mut parts, mut seen) = (FxHashSet::default(), FxHashSet::from_iter([module]));
        let mut left = vec![module];
        while let Some(at) = left.pop() {
            for edge in self.steps.get(&(at, way)).into_iter().flatten() {
                let (next, part) = match way {
                    Way::On => (edge.to, self.search.reached(edge)),
                    Way::Back => {
                        let part = borders.part(edge.from);
                        (
                            edge.from,
                            part.filter(|_| self.search.links.may_start(edge)),
                        )
                    }
                };
                parts.extend(part);
                if borders.part(next).is_none() && seen.insert(next) {
                    left.push(next);
                }
            }
        }
        let parts: Vec<Part> = parts.into_iter().collect();
        self.known.insert((module, way), parts.clone());
        parts
    }
}
