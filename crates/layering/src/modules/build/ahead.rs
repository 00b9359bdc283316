//! Products of calls in code, made ahead of the walk through that code.
//!
//! By then it is known what is in scope around the code, and which macros crates
//! export, so that this follows nearly all calls, on all threads. What it does not
//! follow, or follows to another macro, costs time and nothing else: a product is
//! found by the texts that it was made of.

use std::sync::atomic::{AtomicUsize, Ordering};

use rustc_hash::FxHashMap;

use super::budget::PER_CALL;
use super::products::{Code, Products, Texts};
use crate::expand;
use crate::facts::{DOLLAR_CRATE, FileFacts, ItemId, ItemKind, MacroCall};
use crate::modules::textual::{self, Point};
use crate::modules::{MacroDef, ModuleTree, Unit, UnitId};

/// When a call leads to more than this, in bytes, the rest of it is left to the
/// walk: it may have no end.
const MAX_AHEAD: usize = 1 << 20;

/// The macros that crates export, by the number of the crate.
#[derive(Default)]
pub(super) struct Exported(FxHashMap<(u32, Box<str>), MacroDef>);

/// The products of a call, and of those that it leads to.
pub(super) struct Ahead<'t> {
    tree: &'t ModuleTree,
    products: &'t Products<'t>,
    exported: &'t Exported,
    /// How much may still be produced, in bytes.
    budget: usize,
    /// The same for all calls that are followed at once.
    left: &'t AtomicUsize,
}

impl Exported {
    /// Adds those of a text.
    pub(super) fn add(&mut self, id: UnitId, unit: &Unit) {
        let facts = &unit.facts;
        for (item, declared) in (0..).map(ItemId).zip(&facts.items) {
            if let ItemKind::MacroRules(rules) = declared.kind
                && facts.macro_rules[rules as usize].exported
            {
                let key = (unit.krate.0, facts.name(declared.name).into());
                self.0.insert(key, MacroDef { unit: id, item });
            }
        }
    }

    fn get(&self, root: &str, name: &str) -> Option<MacroDef> {
        let krate = root.strip_prefix(DOLLAR_CRATE)?.parse().ok()?;
        self.0.get(&(krate, name.into())).copied()
    }
}

impl<'t> Ahead<'t> {
    pub(super) fn new(
        tree: &'t ModuleTree,
        products: &'t Products<'t>,
        exported: &'t Exported,
        left: &'t AtomicUsize,
    ) -> Self {
        Ahead {
            tree,
            products,
            exported,
            budget: MAX_AHEAD,
            left,
        }
    }

    /// Follows a call of a text, at a point of textual scope.
    pub(super) fn call(
        &mut self,
        (facts, text): (&FileFacts, &str),
        call: &MacroCall,
        point: Point,
    ) {
        for definition in self.meanings(facts, call, point) {
            let Some((body, _)) = self.tree.body(definition) else {
                continue;
            };
            let rules = self.products.rules(definition, body);
            if self.products.leaves_input(call, body, rules) {
                continue;
            }
            let texts = Texts {
                body,
                rules,
                home: self.products.home(self.tree.unit(definition.unit).krate.0),
                input: call.input.of(text),
                produces: call.produces,
            };
            if self.budget.min(self.left.load(Ordering::Relaxed)) > 0
                && let Some(code) = self.products.new_code(texts)
            {
                self.nested(&code, point);
            }
        }
    }

    /// Follows the calls of a product.
    pub(super) fn nested(&mut self, code: &Code, point: Point) {
        let size = code.text.len() + PER_CALL;
        self.budget = self.budget.saturating_sub(size);
        // Others may take at the same time: then it is a little more that is produced.
        let left = self.left.load(Ordering::Relaxed).saturating_sub(size);
        self.left.store(left, Ordering::Relaxed);
        let calls = code.facts.calls.iter();
        for call in calls.filter(|call| !expand::is_endless(call.input.of(&code.text))) {
            self.call((&code.facts, &code.text), call, point);
        }
    }

    fn meanings(&self, facts: &FileFacts, call: &MacroCall, point: Point) -> Vec<MacroDef> {
        let segments = facts.segments(facts.path(call.path));
        let name = |index: usize| facts.name(segments[index].name);
        match segments.len() {
            1 => textual::from(self.tree, point, name(0)),
            2 => self.exported.get(name(0), name(1)).into_iter().collect(),
            _ => Vec::new(),
        }
    }
}
