//! What the walk through a text has to follow, in the order of the text.

use rustc_hash::FxHashMap;

use crate::facts::{FileFacts, ItemId, ItemKind, MacroCall, ScopeId};

/// The events of each scope, with the offset behind which each holds.
pub(super) type Events = FxHashMap<ScopeId, Vec<(u32, Event)>>;

/// Something at the level of items that the walk has to follow.
#[derive(Clone, Copy)]
pub(super) enum Event {
    Module(ItemId),
    /// A `macro_rules!`, and whether it has a `cfg` of its own.
    Macro(ItemId, bool),
    Call(MacroCall),
}

/// What the walk has to follow in each scope, in the order of the text.
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
        events
            .entry(facts.item_scope(call.scope))
            .or_default()
            .push((call.input.end, Event::Call(*call)));
    }
    for events in events.values_mut() {
        events.sort_by_key(|(offset, _)| *offset);
    }
    events
}
