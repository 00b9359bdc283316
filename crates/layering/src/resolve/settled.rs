//! What is known of a tree that is still growing.
//!
//! Which macro a call means takes imports, and what it produces may hold more of
//! them. So names are resolved several times, each time for a tree with more units
//! behind those that there were: what was read of those is taken over, and only the
//! imports are settled again that may mean something else by now.

use std::mem;

use rustc_hash::{FxHashMap, FxHashSet};

use super::globs::Globs;
use super::macro_prelude::MacroPrelude;
use super::tables::{Brings, ImportId, ImportState, TableId, Tables};
use super::{DefId, Names, Res, Symbol, Symbols};
use crate::facts::{ImportKind, Item, ItemKind, MacroUse, Parent, ScopeId};
use crate::modules::UnitId;

/// What was read of a tree, and what its imports were found to mean.
#[derive(Debug, Default)]
pub struct Settled {
    pub(super) symbols: Symbols,
    pub(super) unit_symbols: Vec<Vec<Symbol>>,
    pub(super) tables: Tables,
    pub(super) block_tables: FxHashMap<(UnitId, ScopeId), TableId>,
    pub(super) item_tables: FxHashMap<DefId, TableId>,
    pub(super) products: FxHashMap<Symbol, Vec<(TableId, DefId)>>,
    pub(super) imports: Vec<ImportState>,
    pub(super) globs: Globs,
    pub(super) externs: Vec<FxHashMap<Symbol, Res>>,
    pub(super) macro_preludes: Vec<MacroPrelude>,
    pub(super) pattern_names: FxHashSet<Symbol>,
}

impl Settled {
    /// Takes what it needs out of names that are not needed any more. They must not
    /// be more than those that macros take.
    pub fn of(names: Names<'_>) -> Self {
        Settled {
            symbols: names.symbols,
            unit_symbols: names.unit_symbols,
            tables: names.tables,
            block_tables: names.block_tables,
            item_tables: names.item_tables,
            products: names.products,
            imports: names.imports,
            globs: names.globs,
            externs: names.externs,
            macro_preludes: names.macro_preludes,
            pattern_names: names.pattern_names,
        }
    }
}

impl<'t> Names<'t> {
    /// What names that are not needed any more were made of, without the tree: it takes
    /// long to give back, and anybody may do that at any time.
    pub(crate) fn remains(mut self) -> impl Send + 'static + use<> {
        let kept = (mem::take(&mut self.found), mem::take(&mut self.legs));
        let read = (
            mem::take(&mut self.contents),
            mem::take(&mut self.assoc_tables),
        );
        (kept, read, Settled::of(self))
    }
}

/// What there was of a tree before it had grown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Before {
    /// The first unit that is new.
    pub(super) units: UnitId,
    /// How many modules there were.
    pub(super) modules: usize,
}

/// Globs that were opened again, and what each led to before.
pub(super) type Doubtful = Vec<(ImportId, Brings)>;

/// Opens the imports again whose meaning may have changed since there is more than
/// `before`.
///
/// What an import means follows from what the names in its path are found to be. A
/// name is found to be something else where a new unit writes it, where an import
/// writes it that is opened again, and behind a glob that is new or leads elsewhere.
/// What is written in a new place does not count: the way there leads through a new
/// name.
pub(super) fn reopen(names: &mut Names<'_>, before: Before) -> Doubtful {
    let mut doubtful = Doubtful::new();
    let is_known = names.tree.units.get(before.units.0 as usize).is_some();
    if before.units == UnitId(0) || !is_known {
        return doubtful;
    }
    let count = names.import_numbers.first(before.units);
    let Some(mut changed) = written(names, before) else {
        reopen_all(names);
        return doubtful;
    };
    loop {
        let known = (0..count).map(ImportId);
        let affected = known.filter(|id| {
            let is_settled = names.imports[id.0 as usize].brings != Brings::Pending;
            is_settled && names.mentions(*id, &changed)
        });
        let affected: Vec<ImportId> = affected.collect();
        if affected.is_empty() {
            break;
        }
        for id in affected {
            let import = &mut names.imports[id.0 as usize];
            let brought = mem::replace(&mut import.brings, Brings::Pending);
            match names.name_of_import(id) {
                Some(name) => {
                    changed.insert(name);
                }
                None => doubtful.push((id, brought)),
            }
        }
    }
    if !doubtful.is_empty() {
        names.globs.forget();
    }
    doubtful
}

/// Opens all imports again.
pub(super) fn reopen_all(names: &mut Names<'_>) {
    for import in &mut names.imports {
        import.brings = Brings::Pending;
    }
    names.globs.forget();
}

/// The names that new units write where there was something before; `None` if they may
/// be any.
fn written(names: &Names<'_>, before: Before) -> Option<FxHashSet<Symbol>> {
    let mut written = FxHashSet::default();
    for (id, unit) in names.tree.units().skip(before.units.0 as usize) {
        for item in &unit.facts.items {
            if !names.is_in_new_place(id, item, before) {
                written.insert(names.symbol(id, item.name));
            }
        }
        for (index, import) in (0..).zip(&unit.facts.imports) {
            if let ImportKind::ExternCrate { macro_use, .. } = import.kind
                && macro_use != MacroUse::None
            {
                return None;
            }
            let scope = unit.facts.path(import.path).scope;
            if !names.is_new_place(id, unit.facts.item_scope(scope), before) {
                written.insert(names.name_of_import(names.import_id(id, index))?);
            }
        }
    }
    Some(written)
}

impl Names<'_> {
    /// Whether nothing but new names leads to where an item of a new unit is defined.
    fn is_in_new_place(&self, unit: UnitId, item: &Item, before: Before) -> bool {
        let facts = &self.tree.unit(unit).facts;
        if let ItemKind::MacroRules(rules) = item.kind
            && facts.macro_rules[rules as usize].exported
        {
            // At the root of its crate.
            return false;
        }
        match self.tree.parent_of(unit, item) {
            (_, Parent::Scope) => self.is_new_place(unit, item.scope, before),
            (unit, Parent::Item(_) | Parent::Impl(_)) => unit >= before.units,
        }
    }

    /// Whether nothing but new names leads to a scope of a new unit.
    fn is_new_place(&self, unit: UnitId, scope: ScopeId, before: Before) -> bool {
        let (unit, scope) = self.place_of(unit, scope);
        match self.table_at(unit, scope).map(TableId::number) {
            Some((false, module)) => module >= before.modules,
            // A block that was there may have had nothing in it.
            Some((true, _)) | None => unit >= before.units,
        }
    }

    /// The name that an import writes; a glob writes none.
    fn name_of_import(&self, id: ImportId) -> Option<Symbol> {
        let import = &self.imports[id.0 as usize];
        let name = import.kind.name()?;
        Some(self.symbol(import.unit, name))
    }

    /// Whether the path of an import has any of the names in it.
    fn mentions(&self, id: ImportId, these: &FxHashSet<Symbol>) -> bool {
        let (unit, path) = self.import_path(id);
        let facts = &self.tree.unit(unit).facts;
        let mut segments = facts.segments(facts.path(path)).iter();
        segments.any(|segment| these.contains(&self.symbol(unit, segment.name)))
    }
}
