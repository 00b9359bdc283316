//! Declared visibilities to the module in which something may be seen.

use super::{DefId, Names, Vis};
use crate::facts::{PathId, Visibility};
use crate::modules::{ModuleId, UnitId};
use crate::workspace::Edition;

impl Names<'_> {
    /// Whether something may be seen in a module.
    pub fn is_visible(&self, vis: Vis, from: ModuleId) -> bool {
        match vis {
            Vis::Public => true,
            Vis::Within(module) => self.is_within(from, module),
        }
    }

    /// The narrower of two visibilities.
    pub fn narrower(&self, a: Vis, b: Vis) -> Vis {
        match (a, b) {
            (Vis::Public, other) | (other, Vis::Public) => other,
            (Vis::Within(a_module), Vis::Within(b_module)) => {
                if self.is_within(a_module, b_module) {
                    a
                } else {
                    b
                }
            }
        }
    }

    /// Whether `a` reaches further than `b`.
    pub fn is_wider(&self, a: Vis, b: Vis) -> bool {
        match (a, b) {
            (_, Vis::Public) => false,
            (Vis::Public, Vis::Within(_)) => true,
            (Vis::Within(a), Vis::Within(b)) => !self.is_within(a, b),
        }
    }

    /// What a visibility means that is declared in a module (Rust reference,
    /// "Visibility and privacy").
    pub fn visibility(&self, unit: UnitId, module: ModuleId, declared: Visibility) -> Vis {
        let this = self.tree.module(module);
        match declared {
            Visibility::Public => Vis::Public,
            Visibility::Inherited | Visibility::SelfModule => Vis::Within(module),
            Visibility::Crate => Vis::Within(self.tree.roots[this.krate.0 as usize]),
            Visibility::Super => Vis::Within(this.parent.unwrap_or(module)),
            Visibility::In(path) => Vis::Within(self.ancestor(unit, module, path)),
        }
    }

    /// How far an item may be seen that is a part of a module or a block.
    pub(super) fn declared_visibility(&self, item: DefId) -> Vis {
        let (unit, id) = self.home(item);
        let item = self.tree.unit(unit).facts.item(id);
        let module = self.tree.module_of(unit, item.scope);
        self.visibility_but_of_macros(unit, module, item.visibility)
    }

    /// How far what has a visibility may be seen that is no macro: others see
    /// nothing but macros of a proc-macro crate.
    pub(super) fn visibility_but_of_macros(
        &self,
        unit: UnitId,
        module: ModuleId,
        declared: Visibility,
    ) -> Vis {
        let vis = self.visibility(unit, module, declared);
        let krate = self.tree.module(module).krate;
        if self.workspace.krate(krate).proc_macro {
            return self.narrower(vis, Vis::Within(self.tree.roots[krate.0 as usize]));
        }
        vis
    }

    /// The module around `module` that the path of a `pub(in path)` means. It
    /// has to be one, so it is found by its name, before any import is known.
    fn ancestor(&self, unit: UnitId, module: ModuleId, path: PathId) -> ModuleId {
        let facts = &self.tree.unit(unit).facts;
        let path = facts.path(path);
        let root = self.tree.roots[self.tree.unit(unit).krate.0 as usize];
        let up = |at: ModuleId| self.tree.module(at).parent.unwrap_or(at);
        let mut at = module;
        for (index, segment) in facts.segments(path).iter().enumerate() {
            let name = facts.name(segment.name);
            at = match name {
                "crate" | "$crate" => root,
                "self" => at,
                "super" => up(at),
                _ => {
                    let is_2015 =
                        self.workspace.krate(self.tree.unit(unit).krate).edition == Edition::E2015;
                    let below = if index == 0 && is_2015 { root } else { at };
                    self.child_towards(module, below, name)
                }
            };
        }
        at
    }

    /// The child of `from` called `name` on the way down to `module`.
    fn child_towards(&self, module: ModuleId, from: ModuleId, name: &str) -> ModuleId {
        let mut at = module;
        loop {
            match self.tree.module(at).parent {
                Some(parent) if parent == from && self.module_name(at) == name => return at,
                Some(parent) => at = parent,
                None => return module,
            }
        }
    }
}
