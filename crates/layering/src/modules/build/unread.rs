//! What there is to say of calls that could not be expanded, though their macro is known.
//!
//! Apart from the walk, which goes on with their input: only at its end is it known which
//! calls another macro took for input, so that they were never made.

use std::collections::BTreeMap;

use super::{Builder, Place};
use crate::diagnostic::Diagnostic;
use crate::facts::MacroCall;
use crate::modules::UnitId;
use crate::source::Span;

/// A call that no rule of its macro takes, or of which that makes no code.
pub(super) struct Unread {
    unit: UnitId,
    call: MacroCall,
}

impl Builder<'_> {
    /// Notes a call that could not be expanded. What a macro from outside is handed may
    /// not be meant as it is written.
    pub(super) fn note_unread(&mut self, unit: UnitId, call: MacroCall, place: &Place) {
        if !place.is_handed && !self.is_handed(unit, &call) {
            self.unread.push(Unread { unit, call });
        }
    }

    /// Reports the calls that could not be expanded, once for each macro.
    pub(super) fn report_unread(&mut self) {
        let mut calls: BTreeMap<String, Vec<Option<Span>>> = BTreeMap::new();
        for Unread { unit, call } in std::mem::take(&mut self.unread) {
            if self.tree.is_replaced(unit, call.path) {
                continue;
            }
            let facts = &self.tree.unit(unit).facts;
            let path = facts.path(call.path);
            let name = facts.segments(path).last();
            let place = name.and_then(|name| self.tree.source(unit, name.range));
            calls.entry(facts.written(path)).or_default().push(place);
        }
        for (name, mut places) in calls {
            places.sort_unstable_by_key(|place| place.map(|place| (place.file, place.start)));
            places.dedup();
            let label = match places.len() {
                1 => "called here".to_owned(),
                2 => "called here, and in one other place".to_owned(),
                count => format!("called here, and in {} other places", count - 1),
            };
            let headline = format!("a call of macro `{name}` could not be expanded");
            let problem = Diagnostic::warning(headline).with_help(
                "what the macro makes of it is not checked: its rules do not take this input, \
                 or what they make of it does not parse",
            );
            self.problem(problem.at_known(places.into_iter().flatten().next(), label));
        }
    }

    /// Whether a call stands in the input of another one, which was read as what it looks
    /// like.
    fn is_handed(&self, unit: UnitId, call: &MacroCall) -> bool {
        let calls = &self.tree.unit(unit).facts.calls;
        let mut inputs = calls.iter().filter_map(|other| other.read);
        inputs.any(|input| input.contains(call.path))
    }
}
