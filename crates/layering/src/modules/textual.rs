//! Which `macro_rules!` a lone name means by where it stands.
//!
//! Textual scope (Rust reference, "Textual scope"): a macro is known behind
//! its definition to the end of the scope, in modules that are declared
//! there, too, and behind a `#[macro_use]` module that defines it. The scopes
//! form a list that shares its tail, as the order of the text grows it; that of a
//! block goes on from what is around it.

use rustc_hash::FxHashMap;

use super::{MacroDef, ModuleTree, UnitId};
use crate::facts::ScopeId;

/// What is in textual scope at one point; `None` is nothing.
pub(super) type Point = Option<u32>;

/// The textual scopes of all crates.
#[derive(Debug, Default)]
pub(super) struct TextualScopes {
    links: Vec<Link>,
    /// What is in scope behind each offset of a scope of items.
    marks: FxHashMap<(UnitId, ScopeId), Vec<(u32, Point)>>,
}

#[derive(Debug)]
struct Link {
    before: Point,
    definition: MacroDef,
    /// Whether it is under a `cfg` that those before it may not be under.
    conditional: bool,
}

impl TextualScopes {
    /// The point behind a definition. One that is `conditional` does not hide
    /// those before it, since either may be there.
    pub(super) fn define(
        &mut self,
        before: Point,
        definition: MacroDef,
        conditional: bool,
    ) -> Point {
        self.links.push(Link {
            before,
            definition,
            conditional,
        });
        u32::try_from(self.links.len() - 1).ok()
    }

    /// The point behind what lies between two points, if that is under a `cfg`
    /// or a macro that is not known.
    pub(super) fn loosen(&mut self, before: Point, mut behind: Point) -> Point {
        let mut definitions = Vec::new();
        while let Some(at) = behind
            && behind != before
        {
            let link = &self.links[at as usize];
            definitions.push(link.definition);
            behind = link.before;
        }
        let definitions = definitions.into_iter().rev();
        definitions.fold(before, |before, definition| {
            self.define(before, definition, true)
        })
    }

    /// Records what is in scope from an offset of a scope on.
    pub(super) fn mark(&mut self, unit: UnitId, scope: ScopeId, offset: u32, point: Point) {
        self.marks
            .entry((unit, scope))
            .or_default()
            .push((offset, point));
    }

    fn at(&self, unit: UnitId, scope: ScopeId, offset: u32) -> Option<Point> {
        let marks = self.marks.get(&(unit, scope))?;
        let behind = marks.partition_point(|(from, _)| *from <= offset);
        Some(marks[behind.checked_sub(1)?].1)
    }
}

/// The definitions that a name means; several where a `cfg` chooses.
pub(super) fn lookup(
    tree: &ModuleTree,
    (unit, scope): (UnitId, ScopeId),
    offset: u32,
    name: &str,
) -> Vec<MacroDef> {
    from(tree, point(tree, (unit, scope), offset), name)
}

/// What is in textual scope at an offset of a scope.
pub(super) fn point(
    tree: &ModuleTree,
    (mut unit, mut scope): (UnitId, ScopeId),
    mut offset: u32,
) -> Point {
    loop {
        let facts = &tree.unit(unit).facts;
        let mut next = Some(scope);
        while let Some(scope) = next {
            if let Some(point) = tree.textual.at(unit, scope, offset) {
                return point;
            }
            next = facts.scope(scope).parent;
        }
        // What a macro produced is a part of the scope of its call.
        let mount = tree.unit(unit).mount?;
        (unit, scope, offset) = (mount.unit, mount.scope, mount.offset);
    }
}

/// Searches a list of definitions; the last one comes first.
pub(super) fn from(tree: &ModuleTree, mut point: Point, name: &str) -> Vec<MacroDef> {
    let mut found = Vec::new();
    while let Some(at) = point {
        let link = &tree.textual.links[at as usize];
        let facts = &tree.unit(link.definition.unit).facts;
        if facts.name(facts.item(link.definition.item).name) == name {
            found.push(link.definition);
            if !link.conditional {
                break;
            }
        }
        point = link.before;
    }
    found
}
