//! The tables, before any import is resolved.

use rustc_hash::{FxHashMap, FxHashSet};

use super::numbers::Numbers;
use super::settled::{Before, Settled};
use super::tables::{Brings, Entry, ImportId, ImportState, Namespaces, TableId};
use super::{Def, Names, Res, Symbol, Symbols, Vis, prelude};
use crate::facts::{
    Constructor, Import, ImportKind, Item, ItemId, ItemKind, MacroUse, Parent, ScopeId,
};
use crate::modules::{ModuleId, ModuleTree, UnitId};
use crate::workspace::{ExternTarget, Workspace};

/// Reads what every unit defines; of those that are `known`, it was read before.
pub(super) fn collect<'t>(
    tree: &'t ModuleTree,
    workspace: &'t Workspace,
    known: Settled,
) -> (Names<'t>, Before) {
    let Settled {
        mut symbols,
        mut unit_symbols,
        ..
    } = known;
    let first = unit_symbols.len();
    let before = Before {
        units: UnitId(u32::try_from(first).expect("fewer than 2^32 units")),
        modules: known.tables.counts()[0],
    };
    for unit in &tree.units[first..] {
        let names = unit.facts.names.iter();
        unit_symbols.push(names.map(|name| symbols.intern(name)).collect());
    }
    let facts = || tree.units.iter().map(|unit| &unit.facts);
    let set = |symbols: &mut Symbols, names: &[&str]| -> FxHashSet<Symbol> {
        names.iter().map(|name| symbols.intern(name)).collect()
    };
    let mut names = Names {
        tree,
        workspace,
        def_numbers: Numbers::new(facts().map(|facts| facts.items.len())),
        import_numbers: Numbers::new(facts().map(|facts| facts.imports.len())),
        tables: known.tables,
        block_tables: known.block_tables,
        item_tables: known.item_tables,
        assoc_tables: FxHashMap::default(),
        implemented: FxHashMap::default(),
        supertraits: FxHashMap::default(),
        gifts: super::gifts::Gifts::default(),
        products: known.products,
        module_of_item: (0..)
            .map(ModuleId)
            .zip(&tree.modules)
            .filter_map(|(id, module)| Some((module.declared?, id)))
            .collect(),
        imports: known.imports,
        globs: known.globs,
        contents: super::contents::Contents::default(),
        found: super::found::Found::default(),
        legs: super::found::Found::default(),
        externs: known.externs,
        macro_preludes: known.macro_preludes,
        prelude: set(&mut symbols, prelude::NAMES),
        prelude_macros: set(&mut symbols, prelude::MACROS),
        tools: set(&mut symbols, prelude::TOOLS),
        pattern_names: known.pattern_names,
        somewhere: symbols.intern(""),
        unit_symbols,
        symbols,
    };
    names.tables.add_modules(tree.modules.len());
    if names.externs.is_empty() {
        names.collect_externs();
    }
    for (id, unit) in tree.units().skip(first) {
        for (index, item) in (0..).map(ItemId).zip(&unit.facts.items) {
            names.define(id, index, item);
        }
        for (index, import) in (0..).zip(&unit.facts.imports) {
            names.import(id, index, import);
        }
    }
    (names, before)
}

impl Names<'_> {
    fn collect_externs(&mut self) {
        let crates = self.workspace.crates.len();
        self.macro_preludes.resize_with(crates, Default::default);
        for krate in &self.workspace.crates {
            let mut externs = FxHashMap::default();
            for name in prelude::CRATES {
                let name = self.symbols.intern(name);
                externs.insert(name, Res::External(name));
            }
            for entry in &krate.externs {
                let res = match &entry.target {
                    ExternTarget::Member(id) => {
                        Res::Def(Def::Module(self.tree.roots[id.0 as usize]))
                    }
                    ExternTarget::Outside(package) => Res::External(self.symbols.intern(package)),
                };
                externs.insert(self.symbols.intern(&entry.name), res);
                // A library may drop the hyphens of its package (`md-5`).
                if let Res::External(_) = res {
                    let name = self.symbols.intern(&entry.name.replace('_', ""));
                    externs.entry(name).or_insert(res);
                }
            }
            self.externs.push(externs);
        }
    }

    /// The table of a scope of items.
    fn table_of_scope(&mut self, unit: UnitId, scope: ScopeId) -> TableId {
        let (unit, scope) = self.place_of(unit, scope);
        match self.table_at(unit, scope) {
            Some(table) => table,
            None => {
                let table = self.tables.add(self.tree.module_of(unit, scope));
                self.block_tables.insert((unit, scope), table);
                table
            }
        }
    }

    fn add(&mut self, table: TableId, name: Symbol, entry: Entry) {
        let entries = self.tables[table].names.entry(name).or_default();
        if entries.is_empty() {
            self.globs.note(name, table);
        }
        entries.push(entry);
    }

    fn define(&mut self, unit: UnitId, index: ItemId, item: &Item) {
        let (unit_of_owner, parent) = self.tree.parent_of(unit, item);
        let def = self.def_of(unit, index);
        if let (Def::Item(id), ItemKind::Enum | ItemKind::Trait) = (def, item.kind) {
            let table = self.tables.add(self.tree.module_of(unit, item.scope));
            self.tables[table].owner = Some(id);
            self.item_tables.insert(id, table);
        }
        match parent {
            Parent::Scope => self.define_in_scope(unit, item, def),
            Parent::Item(owner) => {
                if let Def::Item(owner) = self.def_of(unit_of_owner, owner)
                    && let Some(table) = self.item_tables.get(&owner).copied()
                {
                    let namespaces = Namespaces::of(item.kind);
                    self.note_pattern_name(unit, item);
                    let name = self.symbol(unit, item.name);
                    let res = Res::Def(def);
                    // A glob hands variants on as far as their enum may be seen. Items of
                    // traits are reached by the path of what they are a part of.
                    let vis = match item.kind {
                        ItemKind::Variant(_) => self.declared_visibility(owner),
                        _ => Vis::Public,
                    };
                    self.add(
                        table,
                        name,
                        Entry::Item {
                            res,
                            namespaces,
                            vis,
                        },
                    );
                }
            }
            Parent::Impl(_) => {}
        }
    }

    fn define_in_scope(&mut self, unit: UnitId, item: &Item, def: Def) {
        let facts = &self.tree.unit(unit).facts;
        if facts.name(item.name) == "_" {
            return;
        }
        let module = self.tree.module_of(unit, item.scope);
        let name = self.symbol(unit, item.name);
        let res = Res::Def(def);
        let mut table = self.table_of_scope(unit, item.scope);
        let mut vis = match item.kind {
            ItemKind::Macro => self.visibility(unit, module, item.visibility),
            _ => self.visibility_but_of_macros(unit, module, item.visibility),
        };
        if let (ItemKind::Product, Def::Item(def)) = (item.kind, def) {
            self.products.entry(name).or_default().push((table, def));
            return;
        }
        let namespaces = Namespaces::of(item.kind);
        if let ItemKind::MacroRules(rules) = item.kind {
            // Others have textual scope alone.
            if !facts.macro_rules[rules as usize].exported {
                return;
            }
            let root = self.tree.roots[self.tree.unit(unit).krate.0 as usize];
            (table, vis) = (TableId::of_module(root), Vis::Public);
        }
        self.note_pattern_name(unit, item);
        self.add(
            table,
            name,
            Entry::Item {
                res,
                namespaces,
                vis,
            },
        );
        if let ItemKind::Struct(Constructor::Tuple(fields)) = item.kind {
            let fields = self.visibility(unit, module, fields);
            let entry = Entry::Item {
                res,
                namespaces: Namespaces::VALUE,
                vis: self.narrower(vis, fields),
            };
            self.add(table, name, entry);
        }
    }

    fn note_pattern_name(&mut self, unit: UnitId, item: &Item) {
        let is_pattern = matches!(
            item.kind,
            ItemKind::Const
                | ItemKind::Static
                | ItemKind::Struct(Constructor::Unit)
                | ItemKind::Variant(_)
        );
        if is_pattern {
            let name = self.symbol(unit, item.name);
            self.pattern_names.insert(name);
        }
    }

    fn import(&mut self, unit: UnitId, index: u32, import: &Import) {
        let facts = &self.tree.unit(unit).facts;
        let path = facts.path(import.path);
        let scope = facts.item_scope(path.scope);
        let table = self.table_of_scope(unit, scope);
        let module = self.tree.module_of(unit, scope);
        let id = ImportId(u32::try_from(self.imports.len()).expect("fewer than 2^32 imports"));
        let vis = self.visibility_but_of_macros(unit, module, import.visibility);
        self.imports.push(ImportState {
            unit,
            index,
            kind: import.kind,
            table,
            vis,
            brings: Brings::Pending,
        });
        let Some(name) = import.kind.name() else {
            self.tables[table].globs.push(id);
            return;
        };
        if facts.name(name) == "_" {
            self.tables[table].unnamed.push(id);
            return;
        }
        let name = self.symbol(unit, name);
        self.pattern_names.insert(name);
        self.add(table, name, Entry::Import(id));
        if let ImportKind::ExternCrate { macro_use, .. } = import.kind {
            self.extern_crate(unit, import, name, macro_use);
        }
    }

    /// `extern crate` at the root of a crate adds to its extern prelude (Rust
    /// reference, "Extern crate declarations").
    fn extern_crate(&mut self, unit: UnitId, import: &Import, name: Symbol, macro_use: MacroUse) {
        let facts = &self.tree.unit(unit).facts;
        let path = facts.path(import.path);
        let krate = self.tree.unit(unit).krate;
        let root = self.tree.roots[krate.0 as usize];
        let first = facts.segments(path)[0].name;
        let res = if facts.name(first) == "self" {
            Res::Def(Def::Module(root))
        } else {
            let crate_name = self.symbol(unit, first);
            // A crate of the compiler, or one that a flag passes in.
            let found = self.externs[krate.0 as usize].get(&crate_name);
            found.copied().unwrap_or(Res::External(crate_name))
        };
        if self.tree.module_of(unit, path.scope) == root {
            self.externs[krate.0 as usize].entry(name).or_insert(res);
        }
        let only = match macro_use {
            MacroUse::None => return,
            MacroUse::All => None,
            MacroUse::Named(index) => {
                let names = facts.macro_uses[index as usize].iter();
                Some(names.map(|name| self.symbol(unit, *name)).collect())
            }
        };
        self.macro_preludes[krate.0 as usize].add(res, only);
    }
}
