//! Which item a path means.
//!
//! Every module, block, and enum has a table of the names that are written in
//! it. Imports are resolved against the tables of all crates until nothing
//! changes; from then on the tables are only read. A name that a glob brings
//! in is never copied: it is looked up where the glob points, so that what
//! shadows it, and who may see it, is decided when it is asked for.
//!
//! Deliberately absent: types of expressions. `value.method()` is not a path.

mod assoc;
mod called;
mod children;
mod chosen;
mod circles;
mod collect;
mod contents;
mod describe;
mod forms;
mod found;
mod gifts;
mod globs;
mod helpers;
mod imports;
mod inherent;
mod lexical;
mod lookup;
mod macro_prelude;
mod numbers;
mod outside;
mod owners;
mod parts;
mod path;
mod prelude;
mod products;
mod projections;
mod route;
mod settled;
mod spelled;
mod start;
mod surface;
mod symbols;
mod tables;
mod visibility;
mod walk;
mod words;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{Item, ItemId, ItemKind, NameId, PathId, ScopeId, TextRange};
use crate::modules::{MacroDef, Meaning, ModuleId, ModuleTree, PendingCall, UnitId};
use crate::source::Span;
use crate::workspace::{CrateId, Workspace};

pub(crate) use describe::as_written;
pub use outside::Outside;
pub use path::{DeadEnd, Outcome, Target};
pub(crate) use prelude::{LIBRARIES, is_standard};
pub use route::{Hop, Route};
pub use settled::Settled;
pub use surface::{Exposed, SurfaceName};
pub use symbols::{Symbol, Symbols};
pub use tables::{ImportId, Namespaces};
pub(crate) use walk::Start;

use tables::{ImportState, TableId, Tables};

/// An item of the workspace, in one of its crates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DefId(u32);

impl DefId {
    /// Its place among all items.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What a path can lead to inside the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Def {
    /// A module; the root of a crate is one.
    Module(ModuleId),
    /// Any other item.
    Item(DefId),
}

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Res {
    /// An item of the workspace.
    Def(Def),
    /// Something outside of the workspace, in or below this crate.
    External(Symbol),
    /// A variable or a generic parameter.
    Local,
    /// Something that this import should bring in, which means nothing itself.
    Unknown(ImportId),
}

/// How far a name may be seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Vis {
    /// Everywhere.
    Public,
    /// In this module and below it.
    Within(ModuleId),
}

/// Every name of a workspace, resolved.
#[derive(Debug)]
pub struct Names<'t> {
    /// The modules that the names are in.
    pub tree: &'t ModuleTree,
    /// The workspace.
    pub workspace: &'t Workspace,
    symbols: Symbols,
    /// The symbol of each name of each unit.
    unit_symbols: Vec<Vec<Symbol>>,
    /// The numbers of items.
    def_numbers: numbers::Numbers,
    tables: Tables,
    block_tables: FxHashMap<(UnitId, ScopeId), TableId>,
    /// Tables of enums (their variants) and of traits (their items).
    item_tables: FxHashMap<DefId, TableId>,
    /// Tables of what `impl` blocks give to a type, on their own or (`true`)
    /// for a trait.
    assoc_tables: FxHashMap<(DefId, bool), TableId>,
    /// The traits of the workspace that a type implements.
    implemented: FxHashMap<DefId, Vec<DefId>>,
    /// The traits of the workspace that a trait, or a type that it declares,
    /// requires.
    supertraits: FxHashMap<DefId, Vec<DefId>>,
    gifts: gifts::Gifts,
    /// What macros from outside may define, by name, and in which table.
    products: FxHashMap<Symbol, Vec<(TableId, DefId)>>,
    module_of_item: FxHashMap<(UnitId, ItemId), ModuleId>,
    imports: Vec<ImportState>,
    globs: globs::Globs,
    contents: contents::Contents,
    found: found::Found<lookup::Question, lookup::Answer>,
    legs: found::Found<route::Leg, Option<std::sync::Arc<Route>>>,
    import_numbers: numbers::Numbers,
    externs: Vec<FxHashMap<Symbol, Res>>,
    macro_preludes: Vec<macro_prelude::MacroPrelude>,
    prelude: FxHashSet<Symbol>,
    prelude_macros: FxHashSet<Symbol>,
    tools: FxHashSet<Symbol>,
    /// Names of constants, statics, unit structs, and unit variants, and of
    /// imports: what an identifier pattern may mean.
    pattern_names: FxHashSet<Symbol>,
    /// Stands for what lies outside, in a crate that is not known: a prelude,
    /// or one of several globs.
    somewhere: Symbol,
}

/// Resolves the imports of all crates. `known` is what an earlier state of the same
/// tree said, or nothing.
pub fn resolve<'t>(tree: &'t ModuleTree, workspace: &'t Workspace, known: Settled) -> Names<'t> {
    let (mut names, before) = collect::collect(tree, workspace, known);
    imports::resolve(&mut names, before);
    assoc::collect(&mut names);
    names
}

/// Resolves the imports of all crates as far as it takes to tell which macro
/// a path means.
pub fn resolve_macros<'t>(
    tree: &'t ModuleTree,
    workspace: &'t Workspace,
    known: Settled,
) -> Names<'t> {
    let (mut names, before) = collect::collect(tree, workspace, known);
    imports::resolve(&mut names, before);
    names
}

impl Names<'_> {
    /// How many items there may be; the index of each is less.
    pub fn def_count(&self) -> usize {
        self.def_numbers.count()
    }

    /// The items of the workspace with their ids, apart from what macros from
    /// outside may define.
    pub fn defs(&self) -> impl Iterator<Item = (DefId, UnitId, &Item)> {
        self.tree.units().flat_map(|(id, unit)| {
            let first = self.def_numbers.first(id);
            (first..)
                .map(DefId)
                .zip(&unit.facts.items)
                .filter(|(_, item)| item.kind != ItemKind::Product)
                .map(move |(def, item)| (def, id, item))
        })
    }

    /// The unit that an item is written in, and its index there.
    pub fn home(&self, def: DefId) -> (UnitId, ItemId) {
        let (unit, item) = self.def_numbers.home(def.0);
        (unit, ItemId(item))
    }

    /// An item as it is written.
    pub fn item(&self, def: DefId) -> &Item {
        let (unit, item) = self.home(def);
        self.tree.unit(unit).facts.item(item)
    }

    /// What an item of a unit is.
    pub fn def_of(&self, unit: UnitId, item: ItemId) -> Def {
        match self.module_of_item.get(&(unit, item)) {
            Some(module) => Def::Module(*module),
            None => Def::Item(DefId(self.def_numbers.first(unit) + item.0)),
        }
    }

    /// Where the name of an item is written.
    pub fn span(&self, def: Def) -> Option<Span> {
        let (unit, range) = self.name_range(def)?;
        self.tree.span(unit, range)
    }

    /// Where an item comes from: its name, or the call in a file, if the body of
    /// a macro has the name.
    pub fn source(&self, def: Def) -> Option<Span> {
        let (unit, range) = self.name_range(def)?;
        self.tree.source(unit, range)
    }

    fn name_range(&self, def: Def) -> Option<(UnitId, TextRange)> {
        let (unit, item) = match def {
            Def::Item(def) => self.home(def),
            Def::Module(module) => self.tree.module(module).declared?,
        };
        Some((unit, self.tree.unit(unit).facts.item(item).range))
    }

    /// The module that an item is in; that of a module is the one around it.
    pub fn module_around(&self, def: Def) -> Option<ModuleId> {
        match def {
            Def::Module(module) => self.tree.module(module).parent,
            Def::Item(def) => {
                let (unit, item) = self.home(def);
                let scope = self.tree.unit(unit).facts.item(item).scope;
                Some(self.tree.module_of(unit, scope))
            }
        }
    }

    /// The module of an item, or the module itself.
    pub fn module_at(&self, def: Def) -> ModuleId {
        match def {
            Def::Module(module) => module,
            Def::Item(_) => self
                .module_around(def)
                .expect("only the root of a crate is in no module"),
        }
    }

    /// The crate that an item is in.
    pub fn crate_of(&self, def: Def) -> CrateId {
        match def {
            Def::Module(module) => self.tree.module(module).krate,
            Def::Item(def) => self.tree.unit(self.home(def).0).krate,
        }
    }

    /// Whether a module is another one or lies below it.
    pub fn is_within(&self, module: ModuleId, ancestor: ModuleId) -> bool {
        let mut next = Some(module);
        while let Some(module) = next {
            if module == ancestor {
                return true;
            }
            next = self.tree.module(module).parent;
        }
        false
    }

    /// The symbol of a name in a unit.
    pub fn symbol(&self, unit: UnitId, name: NameId) -> Symbol {
        self.unit_symbols[unit.0 as usize][name.index()]
    }

    /// All symbols.
    pub fn symbols(&self) -> &Symbols {
        &self.symbols
    }

    /// What a call means that waited for its path.
    pub fn meaning_of(&self, pending: &PendingCall) -> Meaning {
        let outcome = self.outcome(pending.unit, pending.call.path);
        let defs = outcome
            .targets
            .iter()
            .filter_map(|target| match target.def {
                Def::Item(def) if matches!(self.item(def).kind, ItemKind::MacroRules(_)) => {
                    Some(def)
                }
                _ => None,
            });
        let homes = defs.map(|def| self.home(def));
        Meaning {
            macros: homes.map(|(unit, item)| MacroDef { unit, item }).collect(),
            includes: self.includes(pending, &outcome),
        }
    }

    /// What the first segments of a path mean, which lead on to the others.
    pub fn outcome_of_prefix(&self, unit: UnitId, path: PathId, count: usize) -> Outcome {
        let mut outcome = Outcome::default();
        self.resolve_prefix(unit, path, count, &mut outcome);
        outcome
    }

    /// What a path means.
    pub fn outcome(&self, unit: UnitId, path: PathId) -> Outcome {
        let mut outcome = Outcome::default();
        self.resolve_path(unit, path, &mut outcome);
        outcome
    }
}
