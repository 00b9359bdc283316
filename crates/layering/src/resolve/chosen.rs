//! Which `impl` a call of a trait's function chooses, where the type is written.
//!
//! `Default::default()` names a function of a trait from outside. Where it is the
//! base of a struct expression or the value of a field, the declaration of the struct
//! tells of which type it is: no inference is needed. All other calls that need types
//! to be told apart are left alone.

use super::{Def, DefId, Names, Namespaces, Target};
use crate::facts::{Initial, Parent, PathId, StructPath};
use crate::modules::UnitId;

impl Names<'_> {
    /// The functions of `impl`s that the value of a struct expression calls, whose
    /// path is one of a trait from outside.
    pub fn chosen(&self, unit: UnitId, initial: &Initial) -> Vec<Target> {
        let facts = &self.tree.unit(unit).facts;
        let call = facts.path(initial.call);
        let path = match initial.of {
            StructPath::Path(path) => Some((unit, path)),
            StructPath::SelfType => self.impl_around(unit, call.scope).and_then(|(unit, id)| {
                let header = self.tree.unit(unit).facts.impls[id.index()];
                Some((unit, header.self_type?))
            }),
        };
        let structs = path.map_or_else(Vec::new, |(unit, path)| self.items_of(unit, path));
        let types = structs.into_iter().flat_map(|of| match initial.field {
            None => vec![of],
            Some(field) => self.types_of_field(of, facts.name(field)),
        });
        let last = usize::from(call.count) - 1;
        types
            .flat_map(|ty| self.of_impl(unit, initial.call, ty))
            .map(|def| Target::new(Def::Item(def), last))
            .collect()
    }

    /// The items that the type of a field means.
    fn types_of_field(&self, of: DefId, field: &str) -> Vec<DefId> {
        let (unit, of) = self.home(of);
        let facts = &self.tree.unit(unit).facts;
        let mut types = facts.field_types.iter();
        let ty = types.find(|ty| {
            let item = facts.item(ty.field);
            item.parent == Parent::Item(of) && facts.name(item.name) == field
        });
        ty.map(|ty| self.items_of(unit, ty.path))
            .unwrap_or_default()
    }

    /// The function that a path of a trait from outside names, in an `impl` of that
    /// trait for a type.
    fn of_impl(&self, unit: UnitId, path: PathId, ty: DefId) -> Vec<DefId> {
        let walk = self.walk_of(unit, path);
        let [.., _, name] = walk.segments else {
            return Vec::new();
        };
        let of_trait = self.own_name(walk, walk.segments.len() - 2);
        let name = self.symbol(unit, name.name);
        let Some(table) = self.assoc_tables.get(&(ty, true)) else {
            return Vec::new();
        };
        let written = self.written_items(*table, name, Namespaces::VALUE);
        let is_of_trait = |item: &DefId| {
            self.impl_of(*item).is_some_and(|(unit, imp)| {
                let header = self.tree.unit(unit).facts.impls[imp.index()];
                header
                    .of_trait
                    .and_then(|path| self.outside_type(unit, path))
                    .is_some_and(|found| found == of_trait)
            })
        };
        written.into_iter().filter(is_of_trait).collect()
    }
}
