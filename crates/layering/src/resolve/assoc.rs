//! Associated items: what `impl` blocks and traits give to a type.
//!
//! Collected once imports are settled, since the header of an `impl` is made
//! of paths.

use rayon::prelude::*;

use super::gifts::Receiver;
use super::tables::{Entry, Namespaces, TableId};
use super::walk::Walk;
use super::{Def, DefId, Names, Res, Symbol, Vis};
use crate::facts::{Bound, Bounded, ImplId, ItemId, ItemKind, Parent, PathId, ScopeKind, SelfType};
use crate::modules::{Unit, UnitId};

/// What the headers of `impl` blocks and bounds say.
#[derive(Default)]
struct Headers {
    /// The associated items of a type, and whether they are written for a trait.
    given: Vec<(DefId, bool, UnitId, ItemId)>,
    /// The traits that a type implements.
    implemented: Vec<(DefId, DefId)>,
    /// What a trait requires.
    supertraits: Vec<(DefId, DefId)>,
    /// The traits that a type from outside, or one that is no path, implements, or any
    /// type.
    gifts: Vec<(Receiver, DefId)>,
}

/// Reads the headers of all `impl` blocks.
pub(super) fn collect(names: &mut Names<'_>) {
    let units: Vec<_> = names.tree.units().collect();
    let headers = units.par_iter();
    let headers = headers.map(|(id, unit)| names.headers(*id, unit));
    let headers: Vec<Headers> = headers.collect();
    for of_unit in &headers {
        for (of, required) in &of_unit.supertraits {
            names.supertraits.entry(*of).or_default().push(*required);
        }
        for (ty, of) in &of_unit.implemented {
            names.implemented.entry(*ty).or_default().push(*of);
        }
        for (to, of) in &of_unit.gifts {
            names.add_gift(*to, *of);
        }
    }
    for (ty, of_trait, unit, index) in headers.iter().flat_map(|of_unit| &of_unit.given) {
        names.add_associated(*ty, *of_trait, *unit, *index);
    }
}

impl Names<'_> {
    fn headers(&self, id: UnitId, unit: &Unit) -> Headers {
        let mut headers = Headers::default();
        for bound in &unit.facts.bounds {
            if let Some(of) = self.bounded_item(id, bound) {
                let required = self.items_of(id, bound.path).into_iter();
                let required = required.map(|required| (of, required));
                headers.supertraits.extend(required);
            }
        }
        for imp in &unit.facts.impls {
            let Some(of_trait) = imp.of_trait else {
                continue;
            };
            let traits = self.items_of(id, of_trait);
            if traits.is_empty() {
                continue;
            }
            let receiver = match (imp.for_all, imp.form) {
                (true, _) => Some(Receiver::Any),
                (false, form) => form.map(|kind| self.receiver(id, kind, imp.head)),
            };
            if let Some(receiver) = receiver {
                headers
                    .gifts
                    .extend(traits.iter().map(|of| (receiver, *of)));
            }
            let Some(self_type) = imp.self_type else {
                continue;
            };
            for ty in self.items_of(id, self_type) {
                let implemented = traits.iter().map(|of| (ty, *of));
                headers.implemented.extend(implemented);
            }
            if let Some(ty) = self.outside_type(id, self_type) {
                let gifts = traits.iter().map(|of| (Receiver::Outside(ty), *of));
                headers.gifts.extend(gifts);
            }
        }
        // The items of one block come one behind the other.
        let mut last: Option<((UnitId, ImplId), Vec<DefId>)> = None;
        for (index, item) in (0..).map(ItemId).zip(&unit.facts.items) {
            let (owner, Parent::Impl(imp)) = self.tree.parent_of(id, item) else {
                continue;
            };
            let header = self.tree.unit(owner).facts.impls[imp.index()];
            let Some(self_type) = header.owner() else {
                continue;
            };
            let types = match last.take() {
                Some((of, types)) if of == (owner, imp) => types,
                _ => self.items_of(owner, self_type),
            };
            let of_trait = header.of_trait.is_some();
            let given = types.iter().map(|ty| (*ty, of_trait, id, index));
            headers.given.extend(given);
            last = Some(((owner, imp), types));
        }
        headers
    }
}

impl Names<'_> {
    /// The items that a path means, behind aliases.
    pub(super) fn items_of(&self, unit: UnitId, path: PathId) -> Vec<DefId> {
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

    fn add_associated(&mut self, ty: DefId, of_trait: bool, unit: UnitId, index: ItemId) {
        let table = match self.assoc_tables.get(&(ty, of_trait)) {
            Some(table) => *table,
            None => {
                let module = self.module_at(Def::Item(ty));
                let table = self.tables.add(module);
                self.tables[table].owner = Some(ty);
                self.assoc_tables.insert((ty, of_trait), table);
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
        let names = &mut self.tables[table].names;
        names.entry(name).or_default().push(entry);
    }

    /// The associated items of a type or trait with a name: variants first,
    /// then those of its own `impl`s, those that it writes for traits, and
    /// those that these traits provide. A type that is written for a trait
    /// goes by the trait's name for it.
    pub(super) fn associated_item(
        &self,
        def: DefId,
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        let written = namespaces != Namespaces::TYPE;
        let own = [
            self.item_tables.get(&def),
            self.assoc_tables.get(&(def, false)),
            self.assoc_tables.get(&(def, true)).filter(|_| written),
        ];
        for table in own.into_iter().flatten() {
            let found = self.written_items(*table, name, namespaces);
            if !found.is_empty() {
                return found;
            }
        }
        self.items_required(def, name, namespaces)
    }

    /// The items with a name of a trait, or else of those that it requires. What is
    /// written for its objects is not among them.
    pub(super) fn items_of_trait(
        &self,
        of: DefId,
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        let own = self.item_tables.get(&of).into_iter();
        let own = own.flat_map(|table| self.written_items(*table, name, namespaces));
        let own: Vec<DefId> = own.collect();
        match own.is_empty() {
            true => self.items_required(of, name, namespaces),
            false => own,
        }
    }

    /// The items with a name of what a type implements, or a trait requires.
    fn items_required(&self, def: DefId, name: Symbol, namespaces: Namespaces) -> Vec<DefId> {
        let mut found = Vec::new();
        let mut traits: Vec<DefId> = self.required_traits(def).collect();
        let mut next = 0;
        while let Some(of) = traits.get(next).copied() {
            if let Some(table) = self.item_tables.get(&of) {
                found.extend(self.written_items(*table, name, namespaces));
            }
            for required in self.required_traits(of) {
                if !traits.contains(&required) {
                    traits.push(required);
                }
            }
            next += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The traits that a type implements, or that a trait requires.
    fn required_traits(&self, def: DefId) -> impl Iterator<Item = DefId> {
        let implemented = self.implemented.get(&def).into_iter().flatten();
        implemented
            .chain(self.supertraits.get(&def).into_iter().flatten())
            .copied()
    }

    /// The trait whose `Self` a bound is on, or the associated type.
    fn bounded_item(&self, unit: UnitId, bound: &Bound) -> Option<DefId> {
        let facts = &self.tree.unit(unit).facts;
        let name = match bound.of {
            Bounded::Param(name) => name,
            Bounded::Projection(..) => return None,
            Bounded::Assoc(item) => {
                return match self.def_of(unit, item) {
                    Def::Item(def) => Some(def),
                    Def::Module(_) => None,
                };
            }
        };
        if facts.name(name) != "Self" {
            return None;
        }
        let mut next = Some(bound.scope);
        while let Some(scope) = next.map(|scope| facts.scope(scope)) {
            if let ScopeKind::SelfType(SelfType::Item(item)) = scope.kind {
                return match self.def_of(unit, item) {
                    Def::Item(def) => Some(def),
                    Def::Module(_) => None,
                };
            }
            next = scope.parent;
        }
        None
    }

    /// What a name means behind a generic parameter: an item of a trait that
    /// bounds it (Rust reference, "Paths", on associated items).
    pub(super) fn items_of_bounds(
        &self,
        walk: Walk<'_>,
        param: Symbol,
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        // `Self` of an `impl` for a type that has no path.
        let is_self = self.symbols.text(param) == "Self";
        // In an `impl` for a parameter, `Self` is that parameter.
        let around = self.impl_around(walk.unit, walk.path.scope);
        let stands_for = around.filter(|_| is_self).and_then(|(unit, id)| {
            let facts = &self.tree.unit(unit).facts;
            let path = facts.path(facts.impls[id.index()].self_type?);
            Some(self.symbol(unit, facts.segments(path)[0].name))
        });
        let params = [Some(param), stands_for];
        let mut bounds: Vec<(UnitId, PathId)> = Vec::new();
        let (mut at, mut next) = (walk.unit, Some(walk.path.scope));
        while let Some(scope) = next {
            let facts = &self.tree.unit(at).facts;
            let of_param = facts.bounds.iter().filter(|bound| {
                bound.scope == scope
                    && matches!(bound.of, Bounded::Param(name) if params.contains(&Some(self.symbol(at, name))))
            });
            bounds.extend(of_param.map(|bound| (at, bound.path)));
            let kind = facts.scope(scope).kind;
            if let (true, ScopeKind::SelfType(SelfType::Impl(id))) = (is_self, kind) {
                let of_trait = facts.impls[id.index()].of_trait;
                bounds.extend(of_trait.map(|path| (at, path)));
            }
            next = facts.scope(scope).parent;
            if let (None, Some(_)) = (next, self.tree.unit(at).mount) {
                let (unit, scope) = self.tree.home(at, scope);
                (at, next) = (unit, Some(scope));
            }
        }
        let traits = bounds.into_iter();
        let traits = traits.flat_map(|(unit, path)| self.items_of(unit, path));
        let mut found: Vec<DefId> = traits
            .flat_map(|of| self.items_of_trait(of, name, namespaces))
            .collect();
        found.sort_unstable();
        found.dedup();
        if !found.is_empty() {
            return found;
        }
        let form = around.filter(|_| is_self).and_then(|(unit, id)| {
            let imp = &self.tree.unit(unit).facts.impls[id.index()];
            Some(self.receiver(unit, imp.form?, imp.head))
        });
        match form {
            Some(form) => self.items_of_form(walk, form, name, namespaces),
            None => self.given(walk, Receiver::Any, name, namespaces),
        }
    }

    pub(super) fn written_items(
        &self,
        table: TableId,
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        let entries = self.tables[table].names.get(&name).into_iter().flatten();
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

    /// Whether an item is a part of an `impl` of a trait.
    pub fn is_of_trait_impl(&self, def: DefId) -> bool {
        let imp = self.impl_of(def);
        imp.is_some_and(|(unit, imp)| {
            let header = &self.tree.unit(unit).facts.impls[imp.index()];
            header.of_trait.is_some()
        })
    }

    /// The header of the `impl` that an item is in, if it is in one.
    pub fn impl_of(&self, def: DefId) -> Option<(UnitId, ImplId)> {
        let (unit, id) = self.home(def);
        let item = self.tree.unit(unit).facts.item(id);
        match self.tree.parent_of(unit, item) {
            (unit, Parent::Impl(id)) => Some((unit, id)),
            _ => None,
        }
    }
}
