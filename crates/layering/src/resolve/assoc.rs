//! Associated items: what `impl` blocks and traits give to a type.
//!
//! Collected once imports are settled, since the header of an `impl` is made
//! of paths.

use super::tables::{Entry, Namespaces, TableId};
use super::{Def, DefId, Names, Res, Symbol, Vis};
use crate::facts::{Constructor, ImplId, ItemId, ItemKind, Parent, ScopeId};
use crate::modules::UnitId;

/// Reads the headers of all `impl` blocks.
pub(super) fn collect(names: &mut Names<'_>) {
    let mut inherent: Vec<(DefId, UnitId, ItemId)> = Vec::new();
    let mut implemented: Vec<(DefId, DefId)> = Vec::new();
    for (id, unit) in names.tree.units() {
        for imp in &unit.facts.impls {
            let (Some(self_type), Some(of_trait)) = (imp.self_type, imp.of_trait) else {
                continue;
            };
            for ty in names.items_of(id, self_type) {
                implemented.extend(names.items_of(id, of_trait).into_iter().map(|of| (ty, of)));
            }
        }
        for (index, item) in (0..).map(ItemId).zip(&unit.facts.items) {
            let (owner, imp) = match (item.parent, unit.mount) {
                (Parent::Impl(imp), _) => (id, imp),
                (Parent::Scope, Some(mount)) if item.scope == ScopeId(0) => match mount.parent {
                    Parent::Impl(imp) => (mount.unit, imp),
                    _ => continue,
                },
                _ => continue,
            };
            let header = names.tree.unit(owner).facts.impls[imp.index()];
            if let (Some(self_type), None) = (header.self_type, header.of_trait) {
                let types = names.items_of(owner, self_type);
                inherent.extend(types.into_iter().map(|ty| (ty, id, index)));
            }
        }
    }
    for (ty, of) in implemented {
        names.implemented.entry(ty).or_default().push(of);
    }
    for (ty, unit, index) in inherent {
        names.add_associated(ty, unit, index);
    }
}

impl Names<'_> {
    /// The items that a path means, behind aliases.
    fn items_of(&self, unit: UnitId, path: crate::facts::PathId) -> Vec<DefId> {
        let outcome = self.outcome(unit, path);
        let items = outcome
            .targets
            .iter()
            .filter_map(|target| match target.def {
                Def::Item(def) => Some(self.behind_aliases(def)),
                Def::Module(_) => None,
            });
        items.collect()
    }

    fn add_associated(&mut self, ty: DefId, unit: UnitId, index: ItemId) {
        let table = match self.assoc_tables.get(&ty) {
            Some(table) => *table,
            None => {
                let module = self.module_at(Def::Item(ty));
                let table = self.add_table(module);
                self.tables[table.0 as usize].owner = Some(ty);
                self.assoc_tables.insert(ty, table);
                table
            }
        };
        let item = self.tree.unit(unit).facts.item(index);
        let entry = Entry::Item {
            res: Res::Def(self.def_of(unit, index)),
            namespaces: match item.kind {
                ItemKind::Fn | ItemKind::Const => Namespaces::VALUE,
                kind => Namespaces::of(kind),
            },
            vis: Vis::Public,
        };
        let name = self.symbol(unit, item.name);
        let names = &mut self.tables[table.0 as usize].names;
        names.entry(name).or_default().push(entry);
    }

    /// The associated items of a type or trait with a name: variants first,
    /// then those of its own `impl`s, then those of its traits.
    pub(super) fn associated_item(
        &self,
        def: DefId,
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        let own = [self.item_tables.get(&def), self.assoc_tables.get(&def)];
        for table in own.into_iter().flatten() {
            let found = self.written_items(*table, name, namespaces);
            if !found.is_empty() {
                return found;
            }
        }
        let traits = self.implemented.get(&def).into_iter().flatten();
        let mut found: Vec<DefId> = traits
            .filter_map(|of| self.item_tables.get(of))
            .flat_map(|table| self.written_items(*table, name, namespaces))
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn written_items(&self, table: TableId, name: Symbol, namespaces: Namespaces) -> Vec<DefId> {
        let entries = self.tables[table.0 as usize]
            .names
            .get(&name)
            .into_iter()
            .flatten();
        let found = entries.filter_map(|entry| match entry {
            Entry::Item {
                res: Res::Def(Def::Item(def)),
                namespaces: of,
                ..
            } if of.meets(namespaces) => Some(*def),
            _ => None,
        });
        found.collect()
    }

    /// How far the constructor of a tuple struct may be seen.
    pub(super) fn constructor_vis(&self, def: DefId) -> Option<Vis> {
        let (unit, id) = self.home(def);
        let item = self.tree.unit(unit).facts.item(id);
        let ItemKind::Struct(Constructor::Tuple(fields)) = item.kind else {
            return None;
        };
        let module = self.tree.module_of(unit, item.scope);
        Some(self.visibility(unit, module, fields))
    }

    /// The header of the `impl` that an item is in, if it is in one.
    pub fn impl_of(&self, def: DefId) -> Option<(UnitId, ImplId)> {
        let (unit, id) = self.home(def);
        let item = self.tree.unit(unit).facts.item(id);
        match (item.parent, self.tree.unit(unit).mount) {
            (Parent::Impl(id), _) => Some((unit, id)),
            (Parent::Scope, Some(mount)) if item.scope == ScopeId(0) => match mount.parent {
                Parent::Impl(id) => Some((mount.unit, id)),
                _ => None,
            },
            _ => None,
        }
    }
}
