//! The names that are written in a module, a block, an enum, or a trait.

use super::{DefId, ModuleId, Res, Symbol, Vis};
use crate::facts::{Constructor, ImportKind, ItemKind};
use crate::modules::UnitId;
use std::ops::{Index, IndexMut};

use rayon::prelude::*;
use rustc_hash::FxHashMap;
use smallvec::SmallVec;

/// A table of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct TableId(u32);

impl TableId {
    /// The table of a module.
    pub(super) fn of_module(module: ModuleId) -> Self {
        TableId(module.0)
    }
}

/// The ids of tables that are not those of modules have this bit: there may be
/// more modules by and by.
const NO_MODULE: u32 = 1 << 31;

/// All tables.
#[derive(Debug, Default)]
pub(super) struct Tables {
    of_modules: Vec<Table>,
    others: Vec<Table>,
}

impl Tables {
    /// Adds the tables of further modules, so that there are `count`.
    pub(super) fn add_modules(&mut self, count: usize) {
        let known = u32::try_from(self.of_modules.len()).expect("fewer than 2^31 modules");
        let new = (known..).map(ModuleId).map(Table::new);
        let missing = count.saturating_sub(self.of_modules.len());
        self.of_modules.extend(new.take(missing));
    }

    /// Adds a table that is not the one of a module.
    pub(super) fn add(&mut self, module: ModuleId) -> TableId {
        let id = u32::try_from(self.others.len()).expect("fewer than 2^31 tables");
        self.others.push(Table::new(module));
        TableId(id | NO_MODULE)
    }

    /// The tables with globs.
    pub(super) fn with_globs(&self) -> impl ParallelIterator<Item = TableId> {
        let ids = |tables: &[Table]| 0..u32::try_from(tables.len()).unwrap_or(NO_MODULE);
        let of_modules = ids(&self.of_modules).into_par_iter().map(TableId);
        let others = ids(&self.others).into_par_iter();
        let others = others.map(|id| TableId(id | NO_MODULE));
        let all = of_modules.chain(others);
        all.filter(|id| !self[*id].globs.is_empty())
    }

    /// The numbers of tables of both sorts.
    pub(super) fn counts(&self) -> [usize; 2] {
        [self.of_modules.len(), self.others.len()]
    }
}

impl TableId {
    /// Whether it is another table than that of a module, and its number among
    /// those of its sort.
    pub(super) fn number(self) -> (bool, usize) {
        (self.0 & NO_MODULE != 0, (self.0 & !NO_MODULE) as usize)
    }
}

impl Index<TableId> for Tables {
    type Output = Table;

    fn index(&self, id: TableId) -> &Table {
        match id.number() {
            (false, number) => &self.of_modules[number],
            (true, number) => &self.others[number],
        }
    }
}

impl IndexMut<TableId> for Tables {
    fn index_mut(&mut self, id: TableId) -> &mut Table {
        match id.number() {
            (false, number) => &mut self.of_modules[number],
            (true, number) => &mut self.others[number],
        }
    }
}

/// An import of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImportId(pub(super) u32);

/// What is written in a scope.
#[derive(Debug)]
pub(super) struct Table {
    /// The module that the scope belongs to.
    pub(super) module: ModuleId,
    /// The enum, trait, or type that the names are a part of; a table of a
    /// module or a block has none.
    pub(super) owner: Option<DefId>,
    pub(super) names: FxHashMap<Symbol, SmallVec<[Entry; 1]>>,
    pub(super) globs: Vec<ImportId>,
    /// Imports `as _`.
    pub(super) unnamed: Vec<ImportId>,
}

impl Table {
    pub(super) fn new(module: ModuleId) -> Self {
        Table {
            module,
            owner: None,
            names: FxHashMap::default(),
            globs: Vec::new(),
            unnamed: Vec::new(),
        }
    }
}

/// A definition or an import of a name.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entry {
    Item {
        res: Res,
        namespaces: Namespaces,
        vis: Vis,
    },
    Import(ImportId),
}

/// An import and what it brings in.
#[derive(Debug)]
pub(super) struct ImportState {
    pub(super) unit: UnitId,
    /// Its index in the unit.
    pub(super) index: u32,
    pub(super) kind: ImportKind,
    /// The table that it adds to.
    pub(super) table: TableId,
    pub(super) vis: Vis,
    pub(super) brings: Brings,
}

/// What an import brings in.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Brings {
    /// Not known yet.
    Pending,
    /// These, in these namespaces, as far as they may be seen.
    Named(Vec<(Namespaces, Res, Vis)>),
    /// Whatever is in these tables; there may be more in the crate `external`.
    Glob {
        tables: Vec<TableId>,
        external: Option<Symbol>,
    },
    /// Nothing: its path means nothing.
    Failed,
}

/// A set of namespaces (Rust reference, "Namespaces").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Namespaces(u8);

impl Namespaces {
    /// Modules, types, and traits.
    pub const TYPE: Namespaces = Namespaces(1);
    /// Functions, constants, statics, and constructors.
    pub const VALUE: Namespaces = Namespaces(2);
    /// Macros.
    pub const MACRO: Namespaces = Namespaces(4);
    /// All of them.
    pub const ALL: Namespaces = Namespaces(7);
    /// Each of them, alone.
    pub const EACH: [Namespaces; 3] = [Self::TYPE, Self::VALUE, Self::MACRO];

    /// Both sets together.
    #[must_use]
    pub const fn or(self, other: Namespaces) -> Namespaces {
        Namespaces(self.0 | other.0)
    }

    /// Where a segment of a path is looked up whose last one is looked up in these:
    /// what leads on is a module or a type.
    pub const fn of_segment(self, index: usize, last: usize) -> Namespaces {
        if index + 1 == last { self } else { Self::TYPE }
    }

    /// Whether the sets share a namespace.
    pub const fn meets(self, other: Namespaces) -> bool {
        self.0 & other.0 != 0
    }

    /// The namespaces in which an item defines its name. A constructor that
    /// may be seen less far than its type is defined apart.
    pub fn of(kind: ItemKind) -> Namespaces {
        match kind {
            ItemKind::Module(_)
            | ItemKind::Enum
            | ItemKind::Union
            | ItemKind::TypeAlias(_)
            | ItemKind::Trait
            | ItemKind::TraitAlias
            | ItemKind::AssocType
            | ItemKind::Struct(Constructor::None | Constructor::Tuple(_)) => Self::TYPE,
            ItemKind::Struct(Constructor::Unit) | ItemKind::Variant(_) => {
                Self::TYPE.or(Self::VALUE)
            }
            ItemKind::Fn
            | ItemKind::Const
            | ItemKind::Static
            | ItemKind::AssocFn
            | ItemKind::AssocConst => Self::VALUE,
            ItemKind::MacroRules(_) | ItemKind::Macro => Self::MACRO,
            // What it is, nobody knows: it is asked for apart.
            ItemKind::Field | ItemKind::Product => Namespaces(0),
        }
    }
}
