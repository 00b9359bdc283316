//! What the walk through a text has to follow, in the order of the text.

use rustc_hash::FxHashMap;

use crate::facts::{FileFacts, ItemId, ItemKind, MacroCall, Produces, ScopeId};

/// The events of each scope, with the offset behind which each holds.
pub(super) type Events = FxHashMap<ScopeId, Vec<(u32, Event)>>;

/// Something at the level of items that the walk has to follow.
#[derive(Clone, Copy)]
pub(super) enum Event {
    Module(ItemId),
    /// A `macro_rules!`, and whether it has a `cfg` of its own.
    Macro(ItemId, bool),
    Call(MacroCall),
    /// A call that stands for an expression, a type, or a pattern.
    CallInCode(MacroCall),
}

/// What the walk has to follow in each scope, in the order of the text; a call
/// comes before those in its input.
pub(super) fn events(facts: &FileFacts) -> Events {
    let mut events = Events::default();
    for (index, item) in (0..).map(ItemId).zip(&facts.items) {
        let (offset, event) = match item.kind {
            ItemKind::Module(_) => (item.range.start, Event::Module(index)),
            ItemKind::MacroRules(rules) => {
                let rules = facts.macro_rules[rules as usize];
                (rules.end, Event::Macro(index, rules.conditional))
            }
            _ => continue,
        };
        events.entry(item.scope).or_default().push((offset, event));
    }
    for call in &facts.calls {
        let segments = facts.segments(facts.path(call.path));
        let event = match call.produces {
            Produces::Items | Produces::Parts | Produces::Block => {
                (call.input.end, Event::Call(*call))
            }
            Produces::Statements => (segments[0].range.start, Event::Call(*call)),
            _ => (segments[0].range.start, Event::CallInCode(*call)),
        };
        let scope = facts.item_scope(call.scope);
        events.entry(scope).or_default().push(event);
    }
    for events in events.values_mut() {
        events.sort_by_key(|(offset, _)| *offset);
    }
    events
}
