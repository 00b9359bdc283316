//! What is known of a tree that is still growing.
//!
//! Which macro a call means takes imports, and what it produces may hold more of
//! them. So names are resolved several times, each time for a tree with more units
//! behind those that there were: what was read of those is taken over, and only the
//! imports are settled again that may mean something else by now.

use rustc_hash::{FxHashMap, FxHashSet};

use super::globs::Globs;
use super::tables::{Brings, ImportId, ImportState, TableId, Tables};
use super::{DefId, Names, Res, Symbol, Symbols};
use crate::facts::{ImportKind, ScopeId};
use crate::modules::{ModuleId, Unit, UnitId};

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
    pub(super) macro_crates: Vec<Vec<ModuleId>>,
    pub(super) has_external_macros: Vec<bool>,
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
            macro_crates: names.macro_crates,
            has_external_macros: names.has_external_macros,
            pattern_names: names.pattern_names,
        }
    }
}

/// The names under which something else may be found than before.
enum Changed {
    These(FxHashSet<Symbol>),
    /// There are globs that were not there, or that may lead elsewhere.
    All,
}

/// Opens the imports again whose meaning may have changed since the units from
/// `first` on are there.
///
/// What an import means follows from what the names in its path are found to be. A
/// name is found to be something else where a new unit writes it, where an import
/// writes it that is opened again, and behind a new glob.
pub(super) fn reopen(names: &mut Names<'_>, first: UnitId) {
    let before = match names.tree.units.get(first.0 as usize) {
        Some(_) => names.import_numbers.first(first),
        None => return,
    };
    let mut opened: Vec<ImportId> = Vec::new();
    let mut changed = written(names, first);
    while let Changed::These(these) = &changed {
        let known = (0..before).map(ImportId);
        let affected = known.filter(|id| {
            names.imports[id.0 as usize].brings != Brings::Pending && names.mentions(*id, these)
        });
        let affected: Vec<ImportId> = affected.collect();
        if affected.is_empty() {
            break;
        }
        for id in &affected {
            names.imports[id.0 as usize].brings = Brings::Pending;
            changed.add_import(names, *id);
        }
        opened.extend(affected);
    }
    if matches!(changed, Changed::All) {
        for import in &mut names.imports {
            import.brings = Brings::Pending;
        }
        names.globs.forget();
    }
}

/// The names that the units from `first` on write.
fn written(names: &Names<'_>, first: UnitId) -> Changed {
    let mut changed = Changed::These(FxHashSet::default());
    let units: Vec<(UnitId, &Unit)> = names.tree.units().skip(first.0 as usize).collect();
    for (id, unit) in units {
        for item in &unit.facts.items {
            changed.add(names.symbol(id, item.name));
        }
        for index in (0..).take(unit.facts.imports.len()) {
            changed.add_import(names, names.import_id(id, index));
        }
    }
    changed
}

impl Changed {
    fn add(&mut self, name: Symbol) {
        if let Changed::These(these) = self {
            these.insert(name);
        }
    }

    /// Adds the name that an import writes.
    fn add_import(&mut self, names: &Names<'_>, id: ImportId) {
        let import = &names.imports[id.0 as usize];
        match import.kind {
            ImportKind::Glob
            | ImportKind::ExternCrate {
                macro_use: true, ..
            } => *self = Changed::All,
            ImportKind::Named(name)
            | ImportKind::TypeOnly(name)
            | ImportKind::ExternCrate { name, .. } => self.add(names.symbol(import.unit, name)),
        }
    }
}

impl Names<'_> {
    /// Whether the path of an import has any of the names in it.
    fn mentions(&self, id: ImportId, these: &FxHashSet<Symbol>) -> bool {
        let (unit, path) = self.import_path(id);
        let facts = &self.tree.unit(unit).facts;
        let mut segments = facts.segments(facts.path(path)).iter();
        segments.any(|segment| these.contains(&self.symbol(unit, segment.name)))
    }
}
