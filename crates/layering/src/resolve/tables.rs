//! The names that are written in a module, a block, an enum, or a trait.

use super::{DefId, ModuleId, Res, Symbol, Vis};
use crate::facts::{Constructor, ImportKind, ItemKind};
use crate::modules::UnitId;
use rustc_hash::FxHashMap;

/// A table of names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct TableId(pub(super) u32);

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
    pub(super) names: FxHashMap<Symbol, Vec<Entry>>,
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
    /// These, in these namespaces.
    Named(Vec<(Namespaces, Res)>),
    /// Whatever is in these tables; there may be more in the crate `external`.
    Glob {
        tables: Vec<TableId>,
        external: Option<Symbol>,
    },
    /// Nothing: its path means nothing.
    Failed,
}

/// A set of namespaces (Rust reference, "Namespaces").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
