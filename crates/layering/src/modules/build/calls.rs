//! Macro calls where items stand: what each produces becomes a unit.
//!
//! Apart from the walk through modules, which only says where a call stands.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{Builder, MAX_DEPTH, MAX_PRODUCED, PER_CALL, Place};
use crate::diagnostic::Diagnostic;
use crate::expand::{self, Excerpt, Origin};
use crate::facts::{self, FileFacts, ItemKind, MacroCall, Produces, Syntax, TextRange};
use crate::modules::textual::{self, Point};
use crate::modules::{MacroDef, Mount, PendingCall, Unit, UnitId};

impl Builder<'_> {
    /// A macro call where items stand; returns what is in textual scope
    /// behind it.
    pub(super) fn call(&mut self, unit: UnitId, call: MacroCall, place: &Place) -> Point {
        let facts = Arc::clone(&self.tree.unit(unit).facts);
        let path = facts.path(call.path);
        let segments = facts.segments(path);
        let name = facts.name(segments[segments.len() - 1].name);
        if segments.len() == 1
            && let Some(definition) = textual::from(&self.tree, place.point, name)
        {
            return self.expand(unit, call, definition, place);
        }
        let is_std = |name| ["std", "core"].contains(&name);
        if name == "include" && (segments.len() == 1 || is_std(facts.name(segments[0].name))) {
            return self.include(unit, call, place);
        }
        if self.macro_names.contains(name) {
            self.tree.pending.push(PendingCall {
                unit,
                call,
                place: place.clone(),
            });
            return place.point;
        }
        self.read_input(unit, call, place)
    }

    pub(super) fn expand(
        &mut self,
        unit: UnitId,
        call: MacroCall,
        definition: MacroDef,
        place: &Place,
    ) -> Point {
        let syntax = match call.produces {
            Produces::Statements | Produces::Expression => Syntax::Statements,
            Produces::Items | Produces::Parts => Syntax::Items,
        };
        let (text, origin) = self.input(unit, call);
        let input = Excerpt {
            text: &text,
            origin: &origin,
        };
        if self.tree.unit(unit).mount.is_none() {
            self.budget = MAX_PRODUCED;
        }
        let is_written = self.tree.unit(unit).mount.is_some();
        if place.depth > MAX_DEPTH || self.budget == 0 || is_written && expand::is_endless(&text) {
            self.endless(unit, call);
            return place.point;
        }
        let Some(expansion) = self.expansion(definition, input) else {
            return self.read_input(unit, call, place);
        };
        let cost = expansion.text.len() + PER_CALL;
        self.budget = self.budget.saturating_sub(cost);
        let Ok(facts) = facts::read(&expansion.text, syntax) else {
            return self.read_input(unit, call, place);
        };
        if call.produces == Produces::Statements
            && facts.items.is_empty()
            && facts.imports.is_empty()
        {
            return place.point;
        }
        let leftover = expand::leftover(input, &expansion);
        let origin = Origin::Expansion(Arc::new(expansion.map), 0);
        let point = self.fragment(unit, call, (facts, expansion.text.into(), origin), place);
        if let Some(facts) = leftover {
            let (text, origin) = self.input(unit, call);
            self.fragment(unit, call, (facts, text, origin), place);
        }
        point
    }

    /// A macro that produces itself again and again: rustc would stop as well.
    fn endless(&mut self, unit: UnitId, call: MacroCall) {
        let facts = &self.tree.unit(unit).facts;
        let name = facts.written(facts.path(call.path));
        let headline = format!("macro `{name}` calls itself without end");
        let is_known = self
            .tree
            .problems
            .iter()
            .any(|known| known.headline == headline);
        if is_known {
            return;
        }
        // The call was produced by others: the outermost stands in a file.
        let (mut at, mut range) = (unit, call.input);
        let mut span = self.tree.span(at, range);
        while let Some(mount) = self.tree.unit(at).mount {
            (at, range) = (
                mount.unit,
                TextRange {
                    start: mount.offset,
                    end: mount.offset,
                },
            );
            span = self.tree.span(at, range).or(span);
        }
        let problem = Diagnostic::error(headline)
            .with_help("what it produces is not checked; end the recursion");
        self.problem(match span {
            Some(span) => problem.at(span, "called from here"),
            None => problem,
        });
    }

    fn expansion(&self, definition: MacroDef, input: Excerpt<'_>) -> Option<expand::Expansion> {
        let defining = self.tree.unit(definition.unit);
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

    /// Reads the input of a call as items, or else as tokens.
    pub(super) fn read_input(&mut self, unit: UnitId, call: MacroCall, place: &Place) -> Point {
        if matches!(call.produces, Produces::Statements | Produces::Expression) {
            return place.point;
        }
        let (text, origin) = self.input(unit, call);
        let facts = match facts::read(&text, Syntax::Items) {
            Ok(facts) => facts,
            Err(_) => match facts::read(&text, Syntax::Tokens) {
                Ok(facts) => facts,
                Err(_) => return place.point,
            },
        };
        // What the macro does with it is not known, nor under which conditions.
        let mut place = place.clone();
        place.conditions.other = true;
        self.fragment(unit, call, (facts, text, origin), &place)
    }

    pub(super) fn input(&self, unit: UnitId, call: MacroCall) -> (Arc<str>, Origin) {
        let unit = self.tree.unit(unit);
        let text = &unit.text[call.input.start as usize..call.input.end as usize];
        (text.into(), unit.origin.from(call.input.start))
    }

    pub(super) fn fragment(
        &mut self,
        unit: UnitId,
        call: MacroCall,
        (facts, text, origin): (FileFacts, Arc<str>, Origin),
        place: &Place,
    ) -> Point {
        let conditions = place.conditions.and(call.conditions).and(facts.conditions);
        let outer = self.tree.unit(unit);
        let fragment = Unit {
            facts: Arc::new(facts),
            text,
            origin,
            krate: outer.krate,
            module: place.module,
            mount: Some(Mount {
                unit,
                scope: call.scope,
                parent: call.parent,
                offset: call.input.start,
                call: call.path,
            }),
            conditions,
            modules: FxHashMap::default(),
        };
        let fragment = self.add_unit(fragment);
        let place = Place {
            conditions,
            depth: place.depth + 1,
            ..place.clone()
        };
        self.unit(fragment, &place)
    }
}
