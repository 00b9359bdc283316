//! Macro calls: what each produces becomes a unit.
//!
//! Apart from the walk through modules, which only says where a call stands.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::budget::Budget;
use super::product::{Input, Product};
use super::{Builder, MAX_DEPTH, Place};
use crate::diagnostic::Diagnostic;
use crate::expand::{Origin, SpanMap};
use crate::facts::{FileFacts, INCLUDE, MacroCall, TextRange, is_plain_macro};
use crate::modules::load::macros_of;
use crate::modules::textual::{self, Point};
use crate::modules::{Meaning, Mount, PendingCall, Replaced, Unit, UnitId};

impl Builder<'_> {
    /// A macro call; returns what is in textual scope behind it.
    pub(super) fn call(&mut self, unit: UnitId, call: MacroCall, place: &Place) -> Point {
        let facts = Arc::clone(&self.tree.unit(unit).facts);
        let path = facts.path(call.path);
        let segments = facts.segments(path);
        let name = facts.name(segments[segments.len() - 1].name);
        if segments.len() == 1 {
            let definitions = textual::from(&self.tree, place.point, name);
            if !definitions.is_empty() {
                return self.expand(unit, call, definitions.into(), place);
            }
        }
        let may_be_known = self.macro_names.contains(name);
        let is_library = |name| ["std", "core"].contains(&name);
        let is_own = || segments.len() == 1 || is_library(facts.name(segments[0].name));
        if name == INCLUDE && !may_be_known && is_own() {
            return self.include(unit, call, place);
        }
        let may_be_made =
            || self.made.contains(name) && self.tree.textual.has_gap(place.point, false);
        if name == INCLUDE || may_be_known || may_be_made() {
            if let Some(meaning) = self.known.get(&self.tree, unit, call) {
                return self.expand(unit, call, meaning, place);
            }
            return self.wait(unit, call, place);
        }
        self.read_input(unit, call, place)
    }

    /// Leaves a call for later, when it is known what its path means. It may define macros
    /// that are called before.
    fn wait(&mut self, unit: UnitId, call: MacroCall, place: &Place) -> Point {
        let gap = match call.stands_alone() {
            true => None,
            false => self.tree.textual.gap(place.point),
        };
        if gap.is_some() {
            let is_part = |c: char| c == '_' || c.is_alphanumeric();
            let words = self.tree.input(unit, call).split(|c| !is_part(c));
            let words = words.filter(|word| !word.is_empty());
            self.made.extend(words.map(Box::from));
        }
        self.tree.pending.push(PendingCall {
            unit,
            call,
            place: place.clone(),
            gap,
        });
        gap.or(place.point)
    }

    /// Whether a call in code may be one of a macro of the workspace, or `include!`,
    /// or its input was not read; and it is not in the input of one that was expanded.
    pub(super) fn is_of_interest(&self, unit: UnitId, call: &MacroCall) -> bool {
        let this = self.tree.unit(unit);
        let segments = this.facts.segments(this.facts.path(call.path));
        let name = this.facts.name(segments[segments.len() - 1].name);
        let may_be_known = name == INCLUDE || self.macro_names.contains(name);
        let may_be_known = may_be_known || self.made.contains(name) && !is_plain_macro(name);
        let is_open = call.read.is_none() || may_be_known;
        is_open && !this.replaced.contains(call.path)
    }

    /// Adds what each macro that a call may mean makes of it.
    fn expand(&mut self, unit: UnitId, call: MacroCall, meaning: Meaning, place: &Place) -> Point {
        let mut place = place.clone();
        if call.stands_alone() {
            let point = place.point;
            let pending = PendingCall {
                unit,
                call,
                place,
                gap: None,
            };
            self.in_code.push((pending, meaning));
            return point;
        }
        if meaning.includes {
            place.point = self.include(unit, call, &place);
        }
        for product in Product::all(&self.tree, &self.products, (unit, call), &meaning.macros) {
            place.point = self.mount(unit, call, product, &place);
        }
        place.point
    }

    /// Adds what a call produces.
    pub(super) fn mount(
        &mut self,
        unit: UnitId,
        call: MacroCall,
        product: Product,
        place: &Place,
    ) -> Point {
        let (definition, code) = match product {
            Product::Code(definition, code) => (definition, *code),
            Product::Unknown => return self.read_input(unit, call, place),
            Product::Unread => {
                self.note_unread(unit, call, place);
                return self.read_input(unit, call, place);
            }
            Product::Input(input) => return self.mount_input(unit, call, input, place),
            Product::Endless => {
                self.endless(unit, call);
                return place.point;
            }
        };
        let mut place = place.clone();
        if self.tree.unit(unit).mount.is_none() {
            place.budget = Budget::new();
        }
        if place.depth > MAX_DEPTH || !place.budget.take(&code.text) {
            self.endless(unit, call);
            return place.point;
        }
        if let Some(read) = call.read {
            self.tree.units[unit.0 as usize].replaced.add(read);
        }
        let of_input = self.tree.input_origin(unit, call);
        let Some((_, of_body)) = self.tree.body(definition) else {
            return place.point;
        };
        // What a macro wrote, and another one drops, was never meant.
        let is_dropped = !code.is_whole && self.tree.unit(unit).mount.is_none();
        let leftover = is_dropped.then(|| {
            let input = self.tree.input(unit, call);
            self.products.leftover(input, &code.pieces)
        });
        let mut point = place.point;
        if code.is_said {
            let map = SpanMap::new(code.pieces, of_body, of_input.clone());
            let origin = Origin::Expansion(Arc::new(map), 0);
            if !code.facts.imports.is_empty() {
                self.tree.importers.insert(self.next_unit(), definition);
            }
            point = self.fragment(unit, call, (code.facts, code.text, origin), &place);
        }
        if let Some(facts) = leftover.flatten() {
            let text = self.tree.input(unit, call).into();
            self.fragment(unit, call, (facts, text, of_input), &place);
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
        self.problem(problem.at_known(span, "called from here"));
    }

    /// Reads the input of a call as items, or else as tokens.
    pub(super) fn read_input(&mut self, unit: UnitId, call: MacroCall, place: &Place) -> Point {
        let input = Input::new(&self.tree, self.memo, unit, call);
        self.mount_input(unit, call, input, place)
    }

    fn mount_input(
        &mut self,
        unit: UnitId,
        call: MacroCall,
        input: Option<Box<Input>>,
        place: &Place,
    ) -> Point {
        let Some(input) = input else {
            return place.point;
        };
        // What the macro does with it is not known, nor under which conditions.
        let mut place = place.clone();
        place.conditions.other = true;
        place.is_handed = true;
        let parts = (input.facts, input.text, input.origin);
        let behind = self.fragment(unit, call, parts, &place);
        self.tree.textual.loosen(place.point, behind)
    }

    pub(super) fn fragment(
        &mut self,
        unit: UnitId,
        call: MacroCall,
        (facts, text, origin): (Arc<FileFacts>, Arc<str>, Origin),
        place: &Place,
    ) -> Point {
        let conditions = place.conditions.and(call.conditions).and(facts.conditions);
        self.macro_names.extend(macros_of(&facts).map(Box::from));
        let outer = self.tree.unit(unit);
        let fragment = Unit {
            facts,
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
            replaced: Replaced::default(),
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
