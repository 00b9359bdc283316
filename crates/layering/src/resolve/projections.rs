//! Associated items of associated types: `T::Name::item` of a generic parameter `T`, and
//! `Self::Name::item` in an `impl`.
//!
//! What a trait itself says of the types that it declares is known to `assoc`; this is
//! what is said elsewhere, where the path stands.

use super::gifts::Receiver;
use super::tables::Namespaces;
use super::walk::Walk;
use super::{Def, DefId, Names, Symbol};
use crate::facts::{Bounded, ItemKind, Parent, PathId, ScopeId};
use crate::modules::UnitId;

impl<'n> Names<'n> {
    /// The items with a name of the associated type `ty` of `param`, which the segment
    /// before names, as far as bounds around say what that has, or which type it is.
    pub(super) fn items_of_projection(
        &self,
        walk: Walk<'n>,
        (param, ty): (Symbol, Symbol),
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        let is_meant = |unit: UnitId, of: Bounded| {
            matches!(of, Bounded::Projection(of, name)
            if self.symbol(unit, of) == param && self.symbol(unit, name) == ty)
        };
        let bounds = self.bounds_around(walk, is_meant).into_iter();
        let mut found: Vec<DefId> = bounds
            .flat_map(|(unit, path)| self.items_of_type(walk, (unit, path), name, namespaces))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The items with a name of the type that `Self::ty` is in the `impl` around, where
    /// that says so.
    pub(super) fn items_of_own_type(
        &self,
        walk: Walk<'n>,
        ty: Symbol,
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        let Some((unit, id)) = self.impl_around(walk.unit, walk.path.scope) else {
            return Vec::new();
        };
        let facts = &self.tree.unit(unit).facts;
        let equalities = facts.equalities.iter().filter(|equality| {
            let Bounded::Assoc(item) = equality.of else {
                return false;
            };
            let item = facts.item(item);
            item.parent == Parent::Impl(id) && self.symbol(unit, item.name) == ty
        });
        equalities
            .flat_map(|equality| self.items_of_type(walk, (unit, equality.path), name, namespaces))
            .collect()
    }

    /// The items with a name of what a path means: a type, or a trait that bounds one.
    fn items_of_type(
        &self,
        walk: Walk<'n>,
        (unit, path): (UnitId, PathId),
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        let items = self.items_of(unit, path);
        if items.is_empty()
            && let Some(outside) = self.outside_type(unit, path)
        {
            return self.given_if(walk, name, namespaces, |to| {
                to == Receiver::Outside(outside)
            });
        }
        let items = items.into_iter();
        let items = items.flat_map(|def| match self.item(def).kind {
            ItemKind::Trait => self.items_of_trait(def, name, namespaces),
            _ => self.associated_item(def, name, namespaces),
        });
        items.collect()
    }

    /// The paths of the bounds and equalities that hold where a path stands.
    fn bounds_around(
        &self,
        walk: Walk<'n>,
        is_meant: impl Fn(UnitId, Bounded) -> bool,
    ) -> Vec<(UnitId, PathId)> {
        let mut bounds = Vec::new();
        for (unit, scope) in self.scopes_around(walk.unit, walk.path.scope) {
            let facts = &self.tree.unit(unit).facts;
            let of_scope = facts.bounds_in(scope);
            let of_scope = of_scope.filter(|bound| is_meant(unit, bound.of));
            bounds.extend(of_scope.map(|bound| (unit, bound.path)));
        }
        bounds
    }

    /// A scope and those around it, also of the texts that calls of macros stand in.
    fn scopes_around(
        &self,
        unit: UnitId,
        scope: ScopeId,
    ) -> impl Iterator<Item = (UnitId, ScopeId)> {
        std::iter::successors(Some((unit, scope)), |(unit, scope)| {
            let this = self.tree.unit(*unit);
            match (this.facts.scope(*scope).parent, this.mount) {
                (Some(parent), _) => Some((*unit, parent)),
                (None, Some(_)) => Some(self.tree.home(*unit, *scope)),
                (None, None) => None,
            }
        })
    }

    /// The items with a name of the associated type that the segment before names, if
    /// what is before that is a generic parameter or `Self`.
    pub(super) fn items_behind_projection(
        &self,
        walk: Walk<'n>,
        index: usize,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        if index != 2 || walk.path.base.is_some() {
            return Vec::new();
        }
        let name = |index: usize| self.symbol(walk.unit, walk.segments[index].name);
        let found = self.items_of_projection(walk, (name(0), name(1)), name(2), namespaces);
        if !found.is_empty() || self.symbols.text(name(0)) != "Self" {
            return found;
        }
        self.items_of_own_type(walk, name(1), name(2), namespaces)
    }

    /// Whether an item is an associated type.
    pub(super) fn is_assoc_type(&self, def: Def) -> bool {
        matches!(def, Def::Item(def) if self.item(def).kind == ItemKind::AssocType)
    }
}
