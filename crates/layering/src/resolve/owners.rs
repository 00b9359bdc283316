//! What a path is written in: the item, not the scope.
//!
//! Apart from `describe`, which starts at an item: this starts at a place.

use super::{Def, Names};
use crate::facts::{ImplId, Parent, PathId};
use crate::modules::{ModuleId, UnitId};

/// A type that an `impl` is for may not be above itself.
const MAX_DEPTH: usize = 256;

impl Names<'_> {
    /// The item that a path is a part of; for one in an `impl`, outside of its
    /// items, that is the type that it is about. `None` where it is a part of a module alone.
    pub fn item_around(&self, unit: UnitId, path: PathId) -> Option<Def> {
        let (mut unit, mut owner) = (unit, self.tree.unit(unit).facts.path(path).owner);
        loop {
            match (owner, self.tree.unit(unit).mount) {
                (Parent::Item(item), _) => return Some(self.def_of(unit, item)),
                (Parent::Impl(id), _) => return self.type_of_impl(unit, id),
                // What a macro produced is a part of what its call is.
                (Parent::Scope, Some(mount)) => (unit, owner) = (mount.unit, mount.parent),
                (Parent::Scope, None) => return None,
            }
        }
    }

    /// The type of the workspace that an `impl` is for, behind all aliases, or the trait
    /// in `impl dyn Trait`.
    pub fn implementing_type(&self, unit: UnitId, id: ImplId) -> Option<Def> {
        let header = self.tree.unit(unit).facts.impls[id.index()];
        self.type_behind(unit, header.owner()?)
    }

    /// The type of the workspace that an `impl` is about, also behind a
    /// reference to it.
    pub fn type_of_impl(&self, unit: UnitId, id: ImplId) -> Option<Def> {
        let header = self.tree.unit(unit).facts.impls[id.index()];
        self.type_behind(unit, header.head?)
    }

    /// An item, what it is a part of, and so on up to the crate.
    pub fn ancestors(&self, def: Def) -> impl Iterator<Item = Def> {
        std::iter::successors(Some(def), |def| self.parent_of(*def)).take(MAX_DEPTH)
    }

    /// A module, the one around it, and so on up to the crate.
    pub fn modules_around(&self, module: ModuleId) -> impl Iterator<Item = ModuleId> {
        std::iter::successors(Some(module), |module| self.tree.module(*module).parent)
    }

    fn type_behind(&self, unit: UnitId, path: PathId) -> Option<Def> {
        let outcome = self.outcome(unit, path);
        outcome.targets.first().map(|target| match target.def {
            Def::Item(def) => Def::Item(self.behind_aliases(def)),
            module @ Def::Module(_) => module,
        })
    }

    /// Whether an item is test code.
    pub fn is_test(&self, def: Def) -> bool {
        match def {
            Def::Item(def) => {
                let (unit, item) = self.home(def);
                let unit = self.tree.unit(unit);
                unit.facts.item(item).conditions.test || unit.conditions.test
            }
            Def::Module(module) => self.tree.module(module).conditions.test,
        }
    }
}
