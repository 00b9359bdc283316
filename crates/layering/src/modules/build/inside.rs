//! The walk through the blocks of texts: the bodies of functions.
//!
//! Nothing outside depends on what is in them, so that it comes behind the walk
//! through modules, and what calls there produce is made before, on all threads.

use std::sync::atomic::AtomicUsize;

use rayon::prelude::*;

use super::ahead::Ahead;
use super::events::{Event, Events};
use super::settle::MAX_AT_ONCE;
use super::{Builder, Place};
use crate::facts::{ScopeId, ScopeKind};
use crate::modules::UnitId;
use crate::modules::textual;

/// The blocks of a text.
pub(super) struct Inside {
    unit: UnitId,
    place: Place,
    events: Events,
}

impl Builder<'_> {
    /// Keeps what is left of a text for later: blocks, and the modules in them.
    pub(super) fn add_inside(&mut self, unit: UnitId, place: &Place, events: Events) {
        if !events.is_empty() {
            let place = place.clone();
            self.inside.push(Inside {
                unit,
                place,
                events,
            });
        }
    }

    /// Walks all blocks, expands the calls in code that were met, and goes on with
    /// what these produce.
    pub(super) fn walk_inside(&mut self) {
        loop {
            let inside = std::mem::take(&mut self.inside);
            if inside.is_empty() {
                let calls = std::mem::take(&mut self.in_code);
                if calls.is_empty() {
                    return;
                }
                self.expand_all(calls.into_iter());
                continue;
            }
            self.make_ahead(&inside);
            for Inside {
                unit,
                place,
                mut events,
            } in inside
            {
                self.krate = self.tree.unit(unit).krate;
                // An outer block before an inner one.
                let facts = &self.tree.unit(unit).facts;
                let is_block = |scope: &ScopeId| facts.scope(*scope).kind == ScopeKind::Block;
                let mut blocks: Vec<ScopeId> = events.keys().copied().filter(is_block).collect();
                blocks.sort_unstable();
                for scope in blocks {
                    let first = events.get(&scope).and_then(|events| events.first());
                    if let Some((offset, _)) = first {
                        let point = textual::point(&self.tree, (unit, scope), *offset);
                        let place = Place {
                            module: self.tree.module_of(unit, scope),
                            point,
                            ..place.clone()
                        };
                        self.scope(unit, scope, place, &mut events);
                    }
                }
            }
        }
    }

    /// Makes the products of the calls in some blocks.
    fn make_ahead(&self, inside: &[Inside]) {
        let left = AtomicUsize::new(MAX_AT_ONCE);
        inside.par_iter().for_each(|inside| {
            let unit = self.tree.unit(inside.unit);
            for (scope, events) in &inside.events {
                for (offset, event) in events {
                    if let Event::Call(call) = event {
                        // Whatever defines macros in there comes later.
                        let point = textual::point(&self.tree, (inside.unit, *scope), *offset);
                        let mut ahead =
                            Ahead::new(&self.tree, &self.products, &self.exported, &left);
                        ahead.call((&unit.facts, &unit.text), call, point);
                    }
                }
            }
        });
    }
}
