//! Associated items of types that are no path, as those of tuples and trait objects.

use super::gifts::{Head, Receiver};
use super::path::Outcome;
use super::tables::Namespaces;
use super::walk::Walk;
use super::{Def, DefId, Names, Res, Symbol, inherent};
use crate::facts::{FormId, FormKind, ItemKind, PathId};
use crate::modules::UnitId;

impl<'n> Names<'n> {
    /// A type that is no path, as one that traits give items to.
    pub(super) fn receiver(&self, unit: UnitId, kind: FormKind, head: Option<PathId>) -> Receiver {
        Receiver::Form(kind, head.and_then(|head| self.head(unit, head)))
    }

    /// What a path means that such a type is about; `None` if that is not one type.
    fn head(&self, unit: UnitId, path: PathId) -> Option<Head> {
        match self.items_of(unit, path).as_slice() {
            [] => self.outside_type(unit, path).map(Head::Outside),
            [item] if !matches!(self.item(*item).kind, ItemKind::TypeAlias(_)) => {
                Some(Head::Item(*item))
            }
            _ => None,
        }
    }

    /// `<(Type, Type)>::name`
    pub(super) fn walk_from_form(
        &self,
        walk: Walk<'n>,
        form: FormId,
        last: usize,
        namespaces: Namespaces,
        outcome: &mut Outcome,
    ) {
        let form = self.tree.unit(walk.unit).facts.forms[form.index()];
        let receiver = self.receiver(walk.unit, form.kind, form.head);
        let name = self.symbol(walk.unit, walk.segments[0].name);
        let of_first = namespaces.of_segment(0, last);
        for found in self.items_of_form(walk, receiver, name, of_first) {
            let res = Res::Def(Def::Item(found));
            self.walk_on(walk, res, 0, last, namespaces, outcome);
        }
        outcome.local = outcome.targets.is_empty();
    }

    /// The items with a name of a type that is no path: of the trait that it is an object
    /// of, or else of one that is in scope. Which `impl` is for it is not known for
    /// certain, so that of two traits for such types none is meant.
    pub(super) fn items_of_form(
        &self,
        walk: Walk<'n>,
        ty: Receiver,
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        let Receiver::Form(kind, head) = ty else {
            return Vec::new();
        };
        if let (FormKind::TraitObject, Some(Head::Item(of))) = (kind, head) {
            let found = self.associated_item(of, name, namespaces);
            if !found.is_empty() {
                return found;
            }
        }
        if inherent::has_own(kind, self.symbols.text(name)) {
            return Vec::new();
        }
        let mut found = self.given_if(walk, name, namespaces, |to| to.is_like(ty));
        if found.is_empty() {
            found = self.given(walk, Receiver::Any, name, namespaces);
        }
        if found.len() > 1 {
            found.clear();
        }
        found
    }
}
