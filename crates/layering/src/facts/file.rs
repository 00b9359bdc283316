//! Everything that one file says, as the data that it is lowered to.
//!
//! Tables with small indices instead of trees with pointers: facts are made in
//! parallel, kept in a cache, and walked many times. Offsets are bytes of the
//! text that was read, so that a fragment of a macro can be mapped back to
//! where its tokens came from.

use serde::{Deserialize, Serialize};

use super::attributes::Attribute;
use super::calls::{MacroCall, MacroRules, Quote};
use super::directives::Directive;
use super::forms::Form;
use super::ids::{ItemId, NameId, PathId, ScopeId};
use super::initials::{FieldType, Initial};
use super::items::{Conditions, Impl, Item, ModuleDecl};
use super::paths::{Import, Path, Segment};
use super::scopes::{Binding, Bound, Param, Scope, ScopeKind};

/// Identifiers with this prefix stand for the `$crate` of the crate whose
/// number follows, in the text that a macro produced.
pub(crate) const DOLLAR_CRATE: &str = "__layering_dollar_crate_";

/// Everything that one file says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// The identifiers, each once; raw ones without their `r#`.
    pub names: Vec<Box<str>>,
    /// The scopes; the first is the file itself.
    pub scopes: Vec<Scope>,
    /// What the scopes of kind [`ScopeKind::Generics`] bind.
    pub params: Vec<Param>,
    /// The bounds on generic parameters.
    pub bounds: Vec<Bound>,
    /// Which types associated types are: by `type Name = Type`, and by the `Name = Type`
    /// in a bound.
    pub equalities: Vec<Bound>,
    /// What the scopes of kind [`ScopeKind::Bindings`] bind.
    pub bindings: Vec<Binding>,
    /// The items, in the order of the text; a parent comes before its children.
    pub items: Vec<Item>,
    /// What the items of kind [`ItemKind::Module`] say of their file.
    pub modules: Vec<ModuleDecl>,
    /// What the items of kind [`ItemKind::MacroRules`] say.
    pub macro_rules: Vec<MacroRules>,
    /// The `impl` blocks.
    pub impls: Vec<Impl>,
    /// What items bear, sorted by item.
    pub attributes: Vec<Attribute>,
    /// Helper attributes of the derive macros.
    pub derive_helpers: Vec<(ItemId, NameId)>,
    /// The leaves of `use` trees, and `extern crate`s.
    pub imports: Vec<Import>,
    /// What is named in `#[macro_use(…)]`.
    pub macro_uses: Vec<Box<[NameId]>>,
    /// Every path that is written.
    pub paths: Vec<Path>,
    /// The segments of the paths.
    pub segments: Vec<Segment>,
    /// The types before paths that are no paths themselves.
    pub forms: Vec<Form>,
    /// The types of fields, in the order of the fields.
    pub field_types: Vec<FieldType>,
    /// Values whose types are those of fields.
    pub initials: Vec<Initial>,
    /// Names behind a `.`, and all words that are handed to macros in code: what may
    /// be the name of a method that is called. Sorted.
    pub called: Vec<NameId>,
    /// Macro calls that may define items, or name some by their input.
    pub calls: Vec<MacroCall>,
    /// Input that is code for elsewhere, or text.
    pub quotes: Vec<Quote>,
    /// Variables that macros may bind for the code behind them, by a `let` somewhere in
    /// their input. They count where nothing else has the name.
    pub lets: Vec<(ScopeId, NameId)>,
    /// Modules with files of their own that the input of a call in a scope
    /// seems to declare. Only good for reading these files early.
    pub likely_modules: Vec<(ScopeId, NameId)>,
    /// Paths in the bodies of macros that start with a name of the body: with the number of
    /// the segments that an import there stands for, or 0 if they mean an item that the
    /// macro makes.
    pub of_body: Vec<(PathId, u16)>,
    /// Comments that speak to the linter; of files alone.
    pub directives: Vec<Directive>,
    /// The conditions of the file's own inner attributes.
    pub conditions: Conditions,
    /// How many lines the text has.
    pub lines: u32,
}

impl FileFacts {
    /// The text of a name.
    pub fn name(&self, id: NameId) -> &str {
        &self.names[id.index()]
    }

    /// A scope.
    pub fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.index()]
    }

    /// An item.
    pub fn item(&self, id: ItemId) -> &Item {
        &self.items[id.index()]
    }

    /// The attributes of an item; `None` is the file.
    pub fn attributes_of(&self, item: Option<ItemId>) -> &[Attribute] {
        let attributes = &self.attributes;
        let first = attributes.partition_point(|attribute| attribute.item < item);
        let end = attributes.partition_point(|attribute| attribute.item <= item);
        &attributes[first..end]
    }

    /// A path.
    pub fn path(&self, id: PathId) -> &Path {
        &self.paths[id.index()]
    }

    /// The segments of a path.
    pub fn segments(&self, path: &Path) -> &[Segment] {
        let first = path.first as usize;
        &self.segments[first..first + usize::from(path.count)]
    }

    /// How many of the first segments of a path an import in the body of a macro stands for;
    /// 0 if it starts with an item that the macro makes.
    pub fn imported_in_body(&self, path: PathId) -> Option<usize> {
        let found = self.of_body.binary_search_by_key(&path, |(path, _)| *path);
        Some(usize::from(self.of_body[found.ok()?].1))
    }

    /// The index of the import that a path is the path of.
    pub fn import_of(&self, path: PathId) -> Option<usize> {
        // Each is added with its path.
        let found = self
            .imports
            .binary_search_by_key(&path, |import| import.path);
        found.ok()
    }

    /// The names that something may be called by: what is noted as called, and what
    /// paths that go on from a type end with.
    pub fn callable(&self) -> impl Iterator<Item = NameId> {
        let paths = self.paths.iter();
        let paths = paths.filter(|path| path.count > 1 || path.base.is_some());
        let ends = paths.filter_map(|path| self.segments(path).last());
        let ends = ends.map(|segment| segment.name);
        self.called.iter().copied().chain(ends)
    }

    /// The bounds and equalities that hold in a scope.
    pub fn bounds_in(&self, scope: ScopeId) -> impl Iterator<Item = &Bound> {
        let bounds = self.bounds.iter().chain(&self.equalities);
        bounds.filter(move |bound| bound.scope == scope)
    }

    /// A scope, the one around it, and so on up to the file.
    pub fn scopes_around(&self, scope: ScopeId) -> impl Iterator<Item = ScopeId> {
        std::iter::successors(Some(scope), |scope| self.scope(*scope).parent)
    }

    /// The scope of items around a scope, or the scope itself: a file, a
    /// module, or a block.
    pub fn item_scope(&self, mut id: ScopeId) -> ScopeId {
        loop {
            let scope = self.scope(id);
            match (scope.kind, scope.parent) {
                (ScopeKind::File | ScopeKind::Module(_) | ScopeKind::Block, _) | (_, None) => {
                    return id;
                }
                (_, Some(parent)) => id = parent,
            }
        }
    }

    /// A path as it is written, without generic arguments.
    pub fn written(&self, path: &Path) -> String {
        let spelled = |name| match self.name(name) {
            name if name.starts_with(DOLLAR_CRATE) => "$crate",
            name => name,
        };
        let names: Vec<&str> = self
            .segments(path)
            .iter()
            .map(|s| spelled(s.name))
            .collect();
        let leading = if path.leading_colons { "::" } else { "" };
        format!("{leading}{}", names.join("::"))
    }
}
