//! Which `macro_rules!` a lone name means by where it stands.
//!
//! Textual scope (Rust reference, "Textual scope"): a macro is known behind
//! its definition to the end of the scope, in modules that are declared
//! there, too, and behind a `#[macro_use]` module that defines it. The scopes
//! form a list that shares its tail, as the order of the text grows it.

use rustc_hash::FxHashMap;

use super::{MacroDef, ModuleTree, UnitId};
use crate::facts::{ItemKind, ScopeId, ScopeKind};

/// What is in textual scope at one point; `None` is nothing.
pub(super) type Point = Option<u32>;

/// The textual scopes of all crates.
#[derive(Debug, Default)]
pub(super) struct TextualScopes {
    links: Vec<Link>,
    /// What is in scope behind each offset of a module's scope.
    marks: FxHashMap<(UnitId, ScopeId), Vec<(u32, Point)>>,
}

#[derive(Debug)]
struct Link {
    before: Point,
    definition: MacroDef,
}

impl TextualScopes {
    /// The point behind a definition.
    pub(super) fn define(&mut self, before: Point, definition: MacroDef) -> Point {
        self.links.push(Link { before, definition });
        u32::try_from(self.links.len() - 1).ok()
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

pub(super) fn lookup(
    tree: &ModuleTree,
    mut unit: UnitId,
    mut scope: ScopeId,
    mut offset: u32,
    name: &str,
) -> Option<MacroDef> {
    loop {
        let facts = &tree.unit(unit).facts;
        let mut next = Some(scope);
        while let Some(scope) = next {
            if let Some(point) = tree.textual.at(unit, scope, offset) {
                let found = from(tree, point, name);
                // Behind a call in a block, the block knows more.
                if found.is_some() || scope.0 != 0 || tree.unit(unit).mount.is_none() {
                    return found;
                }
            }
            if facts.scope(scope).kind == ScopeKind::Block
                && let Some(found) = in_block(tree, unit, scope, offset, name)
            {
                return Some(found);
            }
            next = facts.scope(scope).parent;
        }
        // What a macro produced is a part of the scope of its call.
        let mount = tree.unit(unit).mount?;
        (unit, scope, offset) = (mount.unit, mount.scope, mount.offset);
    }
}

/// Searches a list of definitions.
pub(super) fn from(tree: &ModuleTree, mut point: Point, name: &str) -> Option<MacroDef> {
    while let Some(at) = point {
        let link = &tree.textual.links[at as usize];
        let facts = &tree.unit(link.definition.unit).facts;
        if facts.name(facts.item(link.definition.item).name) == name {
            return Some(link.definition);
        }
        point = link.before;
    }
    None
}

/// The last definition of a block before an offset.
fn in_block(
    tree: &ModuleTree,
    unit: UnitId,
    scope: ScopeId,
    offset: u32,
    name: &str,
) -> Option<MacroDef> {
    let facts = &tree.unit(unit).facts;
    let defined = (0..).zip(&facts.items).filter(|(_, item)| match item.kind {
        ItemKind::MacroRules(index) => {
            item.scope == scope
                && facts.macro_rules[index as usize].end <= offset
                && facts.name(item.name) == name
        }
        _ => false,
    });
    defined.last().map(|(index, _)| MacroDef {
        unit,
        item: crate::facts::ItemId(index),
    })
}
