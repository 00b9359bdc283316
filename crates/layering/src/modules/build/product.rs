//! What a macro call becomes: the product of a macro of the workspace, or its
//! own input.
//!
//! Apart from where that is mounted, so that the products of many calls can
//! be made at once, on several threads.

use std::sync::Arc;

use super::products::{Code, Products, Texts};
use crate::cache::Memo;
use crate::expand::{self, Origin};
use crate::facts::{self, FileFacts, ItemKind, MacroCall, Syntax};
use crate::modules::load::facts_of;
use crate::modules::{MacroDef, ModuleTree, UnitId};

/// What a call produces.
pub(super) enum Product {
    /// Code of a macro of the workspace.
    Code(MacroDef, Box<Code>),
    /// Nothing that says more than the input: it means what it means where it stands.
    Unknown,
    /// No rule of the macro takes the input, or what it makes of that is no code.
    Unread,
    /// The macro is not one of the workspace: its input may be items.
    Input(Option<Box<Input>>),
    /// The input, which a macro wrote, grows without end.
    Endless,
}

/// The input of a call, as far as it can be read where the call stands.
pub(super) struct Input {
    pub(super) facts: Arc<FileFacts>,
    pub(super) text: Arc<str>,
    pub(super) origin: Origin,
}

impl Product {
    /// The products of the macros that a call may mean. What one of them takes in, no
    /// other one leaves over.
    pub(super) fn all(
        tree: &ModuleTree,
        products: &Products<'_>,
        (unit, call): (UnitId, MacroCall),
        meanings: &[MacroDef],
    ) -> Vec<Self> {
        let meanings = meanings.iter();
        let mut all: Vec<Product> = meanings
            .map(|meaning| Product::new(tree, products, unit, call, *meaning))
            .collect();
        let is_code = |product: &Product| matches!(product, Product::Code(..));
        let is_whole =
            |product: &Product| matches!(product, Product::Code(_, code) if code.is_whole);
        if all.iter().any(is_code) {
            all.retain(|product| !matches!(product, Product::Unknown | Product::Unread));
        }
        if all.iter().any(is_whole) {
            for product in &mut all {
                if let Product::Code(_, code) = product {
                    code.is_whole = true;
                }
            }
        }
        all
    }

    /// The product of the macro that a call means.
    fn new(
        tree: &ModuleTree,
        products: &Products<'_>,
        unit: UnitId,
        call: MacroCall,
        definition: MacroDef,
    ) -> Self {
        let input = tree.input(unit, call);
        if tree.unit(unit).mount.is_some() && expand::is_endless(input) {
            return Product::Endless;
        }
        let Some((body, _)) = tree.body(definition) else {
            return Product::Unknown;
        };
        let rules = products.rules(definition, body);
        if products.leaves_input(&call, body, rules) {
            return Product::Unknown;
        }
        let code = products.code(Texts {
            body,
            rules,
            home: products.home(tree.unit(definition.unit).krate.0),
            input,
            produces: call.produces,
        });
        match code {
            Some(code) => Product::Code(definition, Box::new(code)),
            None => Product::Unread,
        }
    }
}

impl Input {
    /// Reads the input as items, or else as tokens; that of a call in code as
    /// arguments, if it was not read at once.
    pub(super) fn new(
        tree: &ModuleTree,
        memo: &Memo<'_>,
        unit: UnitId,
        call: MacroCall,
    ) -> Option<Box<Self>> {
        if call.read.is_some() {
            return None;
        }
        let text = tree.input(unit, call);
        let read = |syntax| facts::read(text, syntax).map(Arc::new);
        let facts = match call.is_in_code() {
            true => read(Syntax::Arguments),
            false => facts_of(memo, text, Syntax::Items).or_else(|_| read(Syntax::Tokens)),
        };
        let facts = facts.ok()?;
        Some(Box::new(Input {
            facts,
            text: text.into(),
            origin: tree.input_origin(unit, call),
        }))
    }
}

impl ModuleTree {
    /// The text of the input of a call.
    pub(super) fn input(&self, unit: UnitId, call: MacroCall) -> &str {
        call.input.of(&self.unit(unit).text)
    }

    /// Where the input of a call came from.
    pub(super) fn input_origin(&self, unit: UnitId, call: MacroCall) -> Origin {
        self.unit(unit).origin.from(call.input.start)
    }

    /// The text of the rules of a macro, and where it came from.
    pub(super) fn body(&self, definition: MacroDef) -> Option<(&str, Origin)> {
        let defining = self.unit(definition.unit);
        let ItemKind::MacroRules(index) = defining.facts.item(definition.item).kind else {
            return None;
        };
        let body = defining.facts.macro_rules[index as usize].body;
        Some((body.of(&defining.text), defining.origin.from(body.start)))
    }
}
