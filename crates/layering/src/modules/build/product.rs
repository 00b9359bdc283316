//! What a macro call produces, from the definition and the input alone.
//!
//! Apart from where that is mounted, so that the products of many calls can
//! be made at once, on several threads.

use std::sync::Arc;

use crate::expand::{self, Excerpt, Expansion, Origin, SpanMap};
use crate::facts::{self, FileFacts, ItemKind, MacroCall, Produces, Syntax};
use crate::modules::{MacroDef, ModuleTree, UnitId};

/// What a call produces.
pub(super) enum Product {
    /// Code.
    Code(Box<Code>),
    /// Nothing that can be read: no rule of the macro takes the input.
    Unknown,
    /// The macro is not one of the workspace: its input may be items.
    Input(Option<Box<Input>>),
    /// The input, which a macro wrote, grows without end.
    Endless,
}

/// What a macro of the workspace makes of its input.
pub(super) struct Code {
    pub(super) facts: FileFacts,
    pub(super) text: Arc<str>,
    pub(super) map: SpanMap,
    /// Paths of the input that the product does not contain.
    pub(super) leftover: Option<FileFacts>,
}

/// The input of a call, as far as it can be read where the call stands.
pub(super) struct Input {
    pub(super) facts: FileFacts,
    pub(super) text: Arc<str>,
    pub(super) origin: Origin,
}

impl Product {
    /// The product of the macro that a call means.
    pub(super) fn new(
        tree: &ModuleTree,
        unit: UnitId,
        call: MacroCall,
        definition: MacroDef,
    ) -> Self {
        let (text, origin) = tree.input(unit, call);
        if tree.unit(unit).mount.is_some() && expand::is_endless(&text) {
            return Product::Endless;
        }
        let input = Excerpt {
            text: &text,
            origin: &origin,
        };
        let syntax = match call.produces {
            Produces::Statements | Produces::Expression => Syntax::Statements,
            Produces::Items | Produces::Parts => Syntax::Items,
        };
        let Some(expansion) = expansion(tree, definition, input) else {
            return Product::Unknown;
        };
        match facts::read(&expansion.text, syntax) {
            Ok(facts) => Product::Code(Box::new(Code {
                facts,
                leftover: expand::leftover(input, &expansion),
                text: expansion.text.into(),
                map: expansion.map,
            })),
            Err(_) => Product::Unknown,
        }
    }
}

impl Input {
    /// Reads the input as items, or else as tokens. That of a call where a
    /// statement or an expression stands was read there.
    pub(super) fn new(tree: &ModuleTree, unit: UnitId, call: MacroCall) -> Option<Box<Self>> {
        if matches!(call.produces, Produces::Statements | Produces::Expression) {
            return None;
        }
        let (text, origin) = tree.input(unit, call);
        let facts = facts::read(&text, Syntax::Items);
        let facts = facts.or_else(|_| facts::read(&text, Syntax::Tokens)).ok()?;
        Some(Box::new(Input {
            facts,
            text,
            origin,
        }))
    }
}

impl ModuleTree {
    /// The text of the input of a call, and where it came from.
    pub(super) fn input(&self, unit: UnitId, call: MacroCall) -> (Arc<str>, Origin) {
        let unit = self.unit(unit);
        let text = &unit.text[call.input.start as usize..call.input.end as usize];
        (text.into(), unit.origin.from(call.input.start))
    }
}

fn expansion(tree: &ModuleTree, definition: MacroDef, input: Excerpt<'_>) -> Option<Expansion> {
    let defining = tree.unit(definition.unit);
    let ItemKind::MacroRules(index) = defining.facts.item(definition.item).kind else {
        return None;
    };
    let body = defining.facts.macro_rules[index as usize].body;
    let definition = Excerpt {
        text: &defining.text[body.start as usize..body.end as usize],
        origin: &defining.origin.from(body.start),
    };
    expand::expand(definition, defining.krate.0, input)
}
