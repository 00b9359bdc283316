//! Calls that are expanded after the walk: of macros that textual scope does not
//! know, once paths can be resolved, and those in code.
//!
//! Each round of the former takes the resolution of all imports, so what a name was
//! found to mean in a module is kept: macros call themselves by it.

use std::cmp::Reverse;
use std::sync::atomic::AtomicUsize;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ahead::Ahead;
use super::product::{Input, Product};
use super::{Builder, on_large_stacks};
use crate::facts::{DOLLAR_CRATE, MacroCall, ScopeKind};
use crate::modules::{Meaning, ModuleId, ModuleTree, PendingCall, UnitId};

/// How many calls are expanded before it is looked at what they took for input.
const AT_ONCE: usize = 4096;

/// How much is made ahead for all of these, in bytes.
pub(super) const MAX_AT_ONCE: usize = 64 << 20;

/// What calls were found to mean.
#[derive(Default)]
pub(super) struct Known(FxHashMap<Key, Meaning>);

/// A name in a module, or a path from a `$crate`.
type Key = (Option<ModuleId>, String);

impl Builder<'_> {
    /// Continues with the calls that waited, now that it is known which macro each means.
    pub fn settle(&mut self, meanings: Vec<Meaning>) {
        let pending = std::mem::take(&mut self.tree.pending);
        for (pending, meaning) in pending.iter().zip(&meanings) {
            if !meaning.is_unknown() {
                self.tree.textual.will_fill(pending.gap);
                self.known
                    .add(&self.tree, pending.unit, pending.call, meaning);
            }
        }
        // What means nothing may mean what calls before it are about to define.
        let calls = pending.into_iter().zip(meanings);
        let (waiting, calls): (Vec<_>, Vec<_>) = calls.partition(|(pending, meaning)| {
            meaning.is_unknown() && self.tree.textual.has_gap(pending.place.point, true)
        });
        self.tree.pending = waiting.into_iter().map(|(pending, _)| pending).collect();
        on_large_stacks(|| {
            self.expand_all(calls.into_iter());
            self.walk_inside();
        });
    }

    /// Adds what calls produce; that is made on all threads, unless a file says it.
    pub(super) fn expand_all(&mut self, calls: impl Iterator<Item = (PendingCall, Meaning)>) {
        let mut calls = calls.peekable();
        while calls.peek().is_some() {
            let batch: Vec<_> = calls.by_ref().take(AT_ONCE).collect();
            let products = self.products_of_all(&batch);
            for ((pending, meaning), products) in batch.into_iter().zip(products) {
                let PendingCall {
                    unit,
                    call,
                    mut place,
                    gap,
                } = pending;
                // A call before it may have taken it for input.
                if !self.tree.is_replaced(unit, call.path) {
                    self.krate = self.tree.unit(unit).krate;
                    if meaning.includes {
                        place.point = self.include(unit, call, &place);
                    }
                    for product in products {
                        place.point = self.mount(unit, call, product, &place);
                    }
                }
                self.tree.textual.fill(gap, place.point);
            }
        }
    }

    /// What some calls produce. The longest of them can take as much time as all others,
    /// so that they come first.
    fn products_of_all(&self, calls: &[(PendingCall, Meaning)]) -> Vec<Vec<Product>> {
        let length = |of: usize| {
            let input = calls[of].0.call.input;
            input.end - input.start
        };
        let mut order: Vec<usize> = (0..calls.len()).collect();
        order.sort_by_key(|of| Reverse(length(*of)));
        let left = AtomicUsize::new(MAX_AT_ONCE);
        let products = order.into_par_iter().with_max_len(1).map(|of| {
            let (pending, meaning) = &calls[of];
            (of, self.products_of(pending, meaning, &left))
        });
        let mut products: Vec<(usize, Vec<Product>)> = products.collect();
        products.sort_unstable_by_key(|(of, _)| *of);
        products.into_iter().map(|(_, products)| products).collect()
    }

    /// What a call produces. For the calls in that, more is made ahead.
    fn products_of(
        &self,
        pending: &PendingCall,
        meaning: &Meaning,
        left: &AtomicUsize,
    ) -> Vec<Product> {
        let tree = &self.tree;
        let PendingCall {
            unit, call, place, ..
        } = pending;
        if tree.is_replaced(*unit, call.path) {
            return Vec::new();
        }
        if meaning.is_unknown() {
            let input = Input::new(tree, self.memo, *unit, *call);
            return vec![Product::Input(input)];
        }
        let products = Product::all(tree, &self.products, (*unit, *call), &meaning.macros);
        let mut ahead = Ahead::new(tree, &self.products, &self.exported, left);
        for product in &products {
            if let Product::Code(_, code) = product {
                ahead.nested(code, place.point);
            }
        }
        products
    }
}

impl Known {
    fn add(&mut self, tree: &ModuleTree, unit: UnitId, call: MacroCall, meaning: &Meaning) {
        if let Some(key) = key(tree, unit, call) {
            self.0.insert(key, meaning.clone());
        }
    }

    /// What a call means that is like one before.
    pub(super) fn get(&self, tree: &ModuleTree, unit: UnitId, call: MacroCall) -> Option<Meaning> {
        if self.0.is_empty() {
            return None;
        }
        self.0.get(&key(tree, unit, call)?).cloned()
    }
}

/// Calls with the same key mean the same macro. Those in blocks have none,
/// since each block may have its own.
fn key(tree: &ModuleTree, unit: UnitId, call: MacroCall) -> Option<Key> {
    let facts = &tree.unit(unit).facts;
    let path = facts.path(call.path);
    let names: Vec<&str> = facts
        .segments(path)
        .iter()
        .map(|segment| facts.name(segment.name))
        .collect();
    if names[0].starts_with(DOLLAR_CRATE) {
        return Some((None, names.join("::")));
    }
    let (home, scope) = tree.home(unit, call.scope);
    let kind = tree.unit(home).facts.scope(scope).kind;
    let is_module = matches!(kind, ScopeKind::File | ScopeKind::Module(_));
    (is_module && names.len() == 1 && !path.leading_colons)
        .then(|| (Some(tree.module_of(unit, call.scope)), names[0].to_owned()))
}
