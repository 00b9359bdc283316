//! Modules and the files that they are written in.
//!
//! From the root file of each crate, `mod` items lead to further files (Rust
//! reference, "Modules"); what they say is read in parallel beforehand. Macros
//! that produce items may produce modules, so the calls whose macro is known
//! by textual scope are expanded here, in the order of the text; the others
//! wait until paths can be resolved ([`ModuleTree::pending`]).

mod build;
mod files;
mod load;
mod orphans;
mod replaced;
mod textual;

use std::path::PathBuf;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::diagnostic::Diagnostic;
use crate::expand::Origin;
use crate::facts::{
    Conditions, FileFacts, Item, ItemId, MacroCall, Parent, PathId, ScopeId, TextRange,
};
use crate::source::{FileId, Span};
use crate::workspace::CrateId;

pub use build::Builder;
pub use load::{Lines, edit};
pub(crate) use load::{on_large_stacks, read_ahead};
pub use orphans::orphans;
pub use replaced::Replaced;

/// A module of a [`ModuleTree`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleId(pub u32);

/// A text that is part of a crate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);

/// The modules of every crate.
///
/// A file that two crates share has a unit, and its modules, in each of them.
#[derive(Debug, Default)]
pub struct ModuleTree {
    /// All modules; a parent comes before its children.
    pub modules: Vec<Module>,
    /// All texts; one that was produced by a macro comes after the one that it
    /// stands in.
    pub units: Vec<Unit>,
    /// The root module of each crate, by the crate's id.
    pub roots: Vec<ModuleId>,
    /// Calls of macros that textual scope does not know, but that may mean a
    /// macro of the workspace.
    pub pending: Vec<PendingCall>,
    /// The macros that wrote imports into their products.
    importers: FxHashMap<UnitId, MacroDef>,
    /// Files that are missing, or cannot be read.
    pub problems: Vec<Diagnostic>,
    /// The crates of which something is not there that is not optional.
    pub incomplete: FxHashSet<CrateId>,
    /// Files that are part of a crate, and their lines.
    pub files: FxHashMap<FileId, u32>,
    /// Files that are there and could not be read or parsed, and the folders of what
    /// they would lead to: what lies there may be part of a crate.
    pub unknown: Vec<PathBuf>,
    /// Source files of the packages that no crate contains, sorted by path.
    pub orphans: Vec<FileId>,
    textual: textual::TextualScopes,
}

/// A macro call that waits until its path can be resolved.
#[derive(Debug)]
pub struct PendingCall {
    /// The unit that holds it.
    pub unit: UnitId,
    /// The call.
    pub call: MacroCall,
    place: build::Place,
    /// Where the macros belong that it may define.
    gap: textual::Point,
}

/// A module.
#[derive(Clone, Debug)]
pub struct Module {
    /// The crate that it is in.
    pub krate: CrateId,
    /// The module around it; a crate's root has none.
    pub parent: Option<ModuleId>,
    /// The item that declares it.
    pub declared: Option<(UnitId, ItemId)>,
    /// Where its items are written: one file or one pair of braces, or several
    /// files where a `cfg_attr` chooses among them.
    pub scopes: Vec<(UnitId, ScopeId)>,
    /// The conditions of its declaration and of all modules around it.
    pub conditions: Conditions,
}

/// A text with items: a file, or what a macro produced.
#[derive(Clone, Debug)]
pub struct Unit {
    /// What it says.
    pub facts: Arc<FileFacts>,
    /// The text that was read.
    pub text: Arc<str>,
    /// How its offsets lead to a file.
    pub origin: Origin,
    /// The crate that it is in.
    pub krate: CrateId,
    /// The module that its outermost items belong to.
    pub module: ModuleId,
    /// For what a macro produced: the scope that holds the call, and what the
    /// items are a part of there.
    pub mount: Option<Mount>,
    /// The conditions of the module, or of the call.
    pub conditions: Conditions,
    /// The paths that its calls make something else of.
    pub replaced: Replaced,
    /// The module of each scope that is one.
    modules: FxHashMap<ScopeId, ModuleId>,
}

/// Where the product of a macro belongs.
#[derive(Clone, Copy, Debug)]
pub struct Mount {
    /// The unit that holds the call.
    pub unit: UnitId,
    /// The scope of the call.
    pub scope: ScopeId,
    /// What the call is a part of: a scope, a trait, or an `impl`.
    pub parent: Parent,
    /// Where the call stands.
    pub offset: u32,
    /// The path of the macro that is called.
    pub call: PathId,
}

/// A `macro_rules!` definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MacroDef {
    /// The unit that it is written in.
    pub unit: UnitId,
    /// Its item there.
    pub item: ItemId,
}

/// What a call means that waited for its path.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// The macros of the workspace; several where a `cfg` chooses.
    pub macros: Vec<MacroDef>,
    /// Whether it is the `include!` of the standard library, under whatever name.
    pub includes: bool,
}

impl From<Vec<MacroDef>> for Meaning {
    fn from(macros: Vec<MacroDef>) -> Self {
        Meaning {
            macros,
            includes: false,
        }
    }
}

impl Meaning {
    /// Whether it is nothing that is known: a macro from outside.
    pub fn is_unknown(&self) -> bool {
        self.macros.is_empty() && !self.includes
    }
}

impl ModuleTree {
    /// A module.
    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.0 as usize]
    }

    /// A unit.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id.0 as usize]
    }

    /// All units with their ids.
    pub fn units(&self) -> impl Iterator<Item = (UnitId, &Unit)> {
        (0..).map(UnitId).zip(&self.units)
    }

    /// The place of a range of a unit's text, if it was written in a file.
    pub fn span(&self, unit: UnitId, range: TextRange) -> Option<Span> {
        self.unit(unit).origin.span(range)
    }

    /// The name of the macro whose call produced a unit, where that stands in a
    /// file: the place to blame for what no token of the call stands for.
    pub fn call_span(&self, unit: UnitId) -> Option<Span> {
        let mut mount = self.unit(unit).mount?;
        loop {
            let caller = self.unit(mount.unit);
            let segments = caller.facts.segments(caller.facts.path(mount.call));
            let range = segments[segments.len() - 1].range;
            match (caller.origin.is_from_body(range.start), caller.mount) {
                (true, Some(outer)) => mount = outer,
                _ => return caller.origin.span(range),
            }
        }
    }

    /// Whether an import that a macro wrote stands in the module that the macro is written
    /// in: what its body says of it, it says there as well.
    pub fn is_import_of_own_body(&self, unit: UnitId, scope: ScopeId) -> bool {
        self.importers.get(&unit).is_some_and(|definition| {
            let MacroDef { unit: of, item } = *definition;
            let item = self.unit(of).facts.item(item);
            self.module_of(of, item.scope) == self.module_of(unit, scope)
        })
    }

    /// Where a range of a unit's text comes from: its place, or, if the body of
    /// a macro has it, the call in a file that brings it in.
    pub fn source(&self, unit: UnitId, range: TextRange) -> Option<Span> {
        if self.unit(unit).origin.is_from_body(range.start) {
            return self.call_span(unit);
        }
        self.span(unit, range)
    }

    /// The place to blame for a range of a unit's text: where it is written,
    /// or the call of a macro of another crate, which wrote it.
    pub fn blamed(&self, unit: UnitId, range: TextRange) -> Option<Span> {
        let this = self.unit(unit);
        let written = this.origin.span(range);
        if !this.origin.is_from_body(range.start) {
            return written;
        }
        let is_own = |span: &Span| {
            let mut own = self.units.iter().filter(|unit| unit.krate == this.krate);
            own.any(|unit| matches!(unit.origin, Origin::File(file, _) if file == span.file))
        };
        written.filter(is_own).or_else(|| self.call_span(unit))
    }

    /// Whether a path is in the input of a call, or in what a call there produced,
    /// of which a macro makes something else.
    pub fn is_replaced(&self, mut unit: UnitId, mut path: PathId) -> bool {
        loop {
            let this = self.unit(unit);
            if this.replaced.contains(path) {
                return true;
            }
            let Some(mount) = this.mount else {
                return false;
            };
            (unit, path) = (mount.unit, mount.call);
        }
    }

    /// What an item is a part of, and the unit of that: what a macro produces
    /// in an `impl` or a trait is a part of it.
    pub fn owner(&self, unit: UnitId, item: ItemId) -> (UnitId, Parent) {
        self.parent_of(unit, self.unit(unit).facts.item(item))
    }

    /// The unit and scope in which a scope of items really lies: the outermost
    /// scope of a macro's product is the scope of the call.
    pub fn home(&self, mut unit: UnitId, mut scope: ScopeId) -> (UnitId, ScopeId) {
        while let (0, Some(mount)) = (scope.0, self.unit(unit).mount) {
            (unit, scope) = (mount.unit, mount.scope);
        }
        (unit, scope)
    }

    /// The unit of the file in which a unit is mounted in the end, or itself.
    pub fn outermost(&self, unit: UnitId) -> UnitId {
        let around = |unit: &UnitId| self.unit(*unit).mount.map(|mount| mount.unit);
        std::iter::successors(Some(unit), around)
            .last()
            .unwrap_or(unit)
    }

    /// What an item is a part of, and the unit that this is written in: what a
    /// macro produces is a part of what its call is a part of.
    pub fn parent_of(&self, unit: UnitId, item: &Item) -> (UnitId, Parent) {
        let (mut at, mut scope, mut parent) = (unit, item.scope, item.parent);
        while let (Parent::Scope, 0, Some(mount)) = (parent, scope.0, self.unit(at).mount) {
            (at, scope, parent) = (mount.unit, mount.scope, mount.parent);
        }
        (at, parent)
    }

    /// The module that a scope belongs to.
    pub fn module_of(&self, mut unit: UnitId, mut scope: ScopeId) -> ModuleId {
        loop {
            let this = self.unit(unit);
            let mut next = Some(scope);
            while let Some(scope) = next {
                if let Some(module) = this.modules.get(&scope) {
                    return *module;
                }
                next = this.facts.scope(scope).parent;
            }
            match this.mount {
                Some(mount) => (unit, scope) = (mount.unit, mount.scope),
                None => return this.module,
            }
        }
    }

    /// The `macro_rules!` that a lone name means by textual scope (Rust
    /// reference, "Textual scope"); several where a `cfg` chooses.
    pub fn textual_macros(
        &self,
        unit: UnitId,
        scope: ScopeId,
        offset: u32,
        name: &str,
    ) -> Vec<MacroDef> {
        textual::lookup(self, (unit, scope), offset, name)
    }
}
