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
    sort: Sort,
    /// The nearest gap, which this may be itself.
    gap: Point,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A definition, and whether it is under a `cfg` that those before it may not be under.
    Definition(MacroDef, bool),
    /// A call whose macro is not known yet, and may define others; whether it is by now,
    /// so that the gap is about to be filled.
    Gap(bool),
    /// What lies behind such a call, now that it is known.
    Filled,
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
        self.link(before, Sort::Definition(definition, conditional))
    }

    /// The point behind a call that may define macros once it is known what it means.
    pub(super) fn gap(&mut self, before: Point) -> Point {
        self.link(before, Sort::Gap(false))
    }

    /// Notes that it is known what the call in front of a gap means.
    pub(super) fn will_fill(&mut self, gap: Point) {
        if let Some(gap) = gap {
            self.links[gap as usize].sort = Sort::Gap(true);
        }
    }

    /// Puts what a call has defined into the gap behind it: what lies between the point
    /// before the call and another one.
    pub(super) fn fill(&mut self, gap: Point, behind: Point) {
        if let Some(gap) = gap {
            let link = &mut self.links[gap as usize];
            (link.before, link.sort) = (behind, Sort::Filled);
        }
    }

    /// Whether there is a gap before a point, be it one that is about to be filled or, unless
    /// these alone are asked for, another one.
    pub(super) fn has_gap(&self, mut point: Point, will_be_filled: bool) -> bool {
        while let Some(at) = point {
            let link = &self.links[at as usize];
            match link.gap {
                Some(gap) if gap == at => match link.sort {
                    Sort::Gap(is_known) if is_known || !will_be_filled => return true,
                    _ => point = link.before,
                },
                nearest => point = nearest,
            }
        }
        false
    }

    fn link(&mut self, before: Point, sort: Sort) -> Point {
        let this = u32::try_from(self.links.len()).ok();
        let gap = match sort {
            Sort::Definition(..) => before.and_then(|before| self.links[before as usize].gap),
            Sort::Gap(_) | Sort::Filled => this,
        };
        self.links.push(Link { before, sort, gap });
        this
    }

    /// The point behind what lies between two points, if that is under a `cfg`
    /// or a macro that is not known.
    pub(super) fn loosen(&mut self, before: Point, mut behind: Point) -> Point {
        let mut definitions = Vec::new();
        while let Some(at) = behind
            && behind != before
        {
            let link = &self.links[at as usize];
            if let Sort::Definition(definition, _) = link.sort {
                definitions.push(definition);
            }
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
        point = link.before;
        let Sort::Definition(definition, conditional) = link.sort else {
            continue;
        };
        let facts = &tree.unit(definition.unit).facts;
        if facts.name(facts.item(definition.item).name) == name {
            found.push(definition);
            if !conditional {
                break;
            }
        }
    }
    found
}
