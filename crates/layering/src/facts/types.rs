//! The data that a file is lowered to.
//!
//! Tables with small indices instead of trees with pointers: facts are made in
//! parallel, kept in a cache, and walked many times. Offsets are bytes of the
//! text that was read, so that a fragment of a macro can be mapped back to
//! where its tokens came from.

use serde::{Deserialize, Serialize};

/// Declares an index into one of the tables of [`FileFacts`].
macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The index as a number.
            pub fn index(self) -> usize {
                self.0 as usize
            }

            /// The index behind the last entry of a table.
            pub(crate) fn next<T>(table: &[T]) -> Self {
                $name(u32::try_from(table.len()).expect("a file has fewer than 2^32 entries"))
            }
        }
    };
}

index!(
    /// An identifier of the file.
    NameId
);
index!(
    /// A scope of the file.
    ScopeId
);
index!(
    /// An item of the file.
    ItemId
);
index!(
    /// An `impl` block of the file.
    ImplId
);
index!(
    /// A path of the file.
    PathId
);

/// A range of bytes in the text that was read.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub struct TextRange {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte.
    pub end: u32,
}

/// Everything that one file says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FileFacts {
    /// The identifiers, each once; raw ones without their `r#`.
    pub names: Vec<Box<str>>,
    /// The scopes; the first is the file itself.
    pub scopes: Vec<Scope>,
    /// What the scopes of kind [`ScopeKind::Generics`] bind.
    pub params: Vec<Param>,
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
    /// The leaves of `use` trees, and `extern crate`s.
    pub imports: Vec<Import>,
    /// Every path that is written.
    pub paths: Vec<Path>,
    /// The segments of the paths.
    pub segments: Vec<Segment>,
    /// Macro calls where items are expected.
    pub calls: Vec<MacroCall>,
    /// Calls whose input may be code for elsewhere.
    pub quotes: Vec<Quote>,
    /// The conditions of the file's own inner attributes.
    pub conditions: Conditions,
    /// How many lines the text has.
    pub lines: u32,
}

/// A region of the text in which names mean something.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Scope {
    /// The scope around it; only the file has none.
    pub parent: Option<ScopeId>,
    /// What it binds.
    pub kind: ScopeKind,
}

/// What a scope binds (Rust reference, "Scopes").
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ScopeKind {
    /// The items and imports of the file's module.
    File,
    /// The items and imports of a module written in braces.
    Module(ItemId),
    /// The items and imports of a block.
    Block,
    /// Generic parameters: `params[start..end]`.
    Generics(u32, u32),
    /// `Self`.
    SelfType(SelfType),
    /// Local variables: `bindings[start..end]`.
    Bindings(u32, u32),
}

/// What `Self` stands for.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum SelfType {
    /// The type or trait that is being defined.
    Item(ItemId),
    /// The type that is implemented.
    Impl(ImplId),
}

/// A generic parameter; lifetimes are left out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Param {
    /// Its name.
    pub name: NameId,
    /// Whether it is a constant, not a type.
    pub is_const: bool,
}

/// A local variable, or what looks like one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Binding {
    /// Its name.
    pub name: NameId,
    /// An identifier pattern means a constant, a unit struct, or a unit variant
    /// where one is in scope, and binds a variable otherwise; this path tells.
    /// `None` where it can only be a variable.
    pub unless: Option<PathId>,
}

/// Something with a path.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Its name; `_` for a constant without one.
    pub name: NameId,
    /// Where its name stands.
    pub range: TextRange,
    /// What it is.
    pub kind: ItemKind,
    /// The scope that it is written in.
    pub scope: ScopeId,
    /// What it is a part of.
    pub parent: Parent,
    /// How far it may be seen, as declared.
    pub visibility: Visibility,
    /// Under which conditions it exists.
    pub conditions: Conditions,
}

/// What an item is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Parent {
    /// Its scope: it is an item of a module or of a block.
    Scope,
    /// A type or trait: it is a variant, a field, or an associated item.
    Item(ItemId),
    /// An `impl` block: it is an associated item.
    Impl(ImplId),
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ItemKind {
    /// `mod`; the index is into [`FileFacts::modules`].
    Module(u32),
    /// `struct`
    Struct(Constructor),
    /// `enum`
    Enum,
    /// `union`
    Union,
    /// A variant of an enum.
    Variant(Constructor),
    /// `type`, with the path that it stands for where it is one.
    TypeAlias(Option<PathId>),
    /// `trait`
    Trait,
    /// `trait … = …;`
    TraitAlias,
    /// `fn`
    Fn,
    /// `const`
    Const,
    /// `static`
    Static,
    /// `macro_rules!`; the index is into [`FileFacts::macro_rules`].
    MacroRules(u32),
    /// A macro of any other sort: `macro`, or a proc macro.
    Macro,
    /// A field, of a struct, a union, or a variant.
    Field,
    /// A function of a trait or an `impl`.
    AssocFn,
    /// A constant of a trait or an `impl`.
    AssocConst,
    /// A type of a trait or an `impl`.
    AssocType,
}

/// The function or constant of the same name that comes with a struct or a
/// variant (Rust reference, "Namespaces").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Constructor {
    /// Fields in braces: there is none.
    None,
    /// No fields: a constant.
    Unit,
    /// Fields in parentheses: a function, which may be seen as far as all of
    /// the fields. This is the narrowest visibility among them.
    Tuple(Visibility),
}

/// A declared visibility.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Visibility {
    /// None declared: the module, or what the parent says.
    Inherited,
    /// `pub`
    Public,
    /// `pub(crate)`
    Crate,
    /// `pub(super)`
    Super,
    /// `pub(self)`
    SelfModule,
    /// `pub(in path)`
    In(PathId),
}

/// Under which `cfg`s something exists. All of it is read as active; these say
/// what that is worth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conditions {
    /// It is test code: under `cfg(test)`, or in a `#[test]` function.
    pub test: bool,
    /// It is under some other condition.
    pub other: bool,
}

impl Conditions {
    /// Both sets of conditions together.
    #[must_use]
    pub fn and(self, inner: Conditions) -> Conditions {
        Conditions {
            test: self.test || inner.test,
            other: self.other || inner.other,
        }
    }
}

/// What a `mod` says of its content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModuleDecl {
    /// Its scope, if its content is written in braces.
    pub inline: Option<ScopeId>,
    /// Its `#[path]`s, in order.
    pub paths: Vec<PathAttr>,
    /// Whether `#[macro_use]` keeps its macros in scope behind it.
    pub macro_use: bool,
}

/// A `#[path = "…"]`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PathAttr {
    /// The path as written.
    pub value: Box<str>,
    /// Whether it stands in a `cfg_attr`.
    pub conditional: bool,
}

/// A `macro_rules!` definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MacroRules {
    /// The text between the outer braces.
    pub body: TextRange,
    /// Where the definition ends; it is in textual scope from there on.
    pub end: u32,
    /// Whether it is exported at the root of the crate.
    pub exported: bool,
}

/// An `impl` block.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Impl {
    /// The path of the type, where it is one.
    pub self_type: Option<PathId>,
    /// The trait.
    pub of_trait: Option<PathId>,
}

/// A leaf of a `use` tree, or an `extern crate`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Import {
    /// The whole path, from the root of the tree to the leaf.
    pub path: PathId,
    /// What it brings in.
    pub kind: ImportKind,
    /// How far the imported name may be seen.
    pub visibility: Visibility,
}

/// What an import brings in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportKind {
    /// The item, under this name; `_` brings in a trait without a name.
    Named(NameId),
    /// The item in the type namespace alone, as `{self}` does.
    TypeOnly(NameId),
    /// Everything in a module or an enum.
    Glob,
    /// A crate, under this name; `macro_use` brings in its macros, too.
    ExternCrate {
        /// The name, after `as`.
        name: NameId,
        /// Whether it has `#[macro_use]`.
        macro_use: bool,
    },
}

/// A path that is written somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Path {
    /// Its first segment.
    pub first: u32,
    /// How many segments it has; at least one.
    pub count: u16,
    /// Whether it starts with `::`.
    pub leading_colons: bool,
    /// What it may mean.
    pub expects: Expects,
    /// Where it stands.
    pub context: Context,
    /// Whether it is in what an item says of itself to others, not in what it
    /// does.
    pub in_signature: bool,
    /// Whether it is test code.
    pub test: bool,
    /// Whether it is a guess: text that reads as a path, but may be none.
    pub guess: bool,
    /// The scope in which its first segment is looked up.
    pub scope: ScopeId,
    /// The item or `impl` that it is a part of.
    pub owner: Parent,
    /// The path of the type before it, for `<Type>::name`.
    pub base: Option<PathId>,
}

/// What a path may mean, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Expects {
    /// Something in the type namespace.
    Type,
    /// Something in the value namespace.
    Value,
    /// Something in the macro namespace.
    Macro,
    /// A type, or else a value: a generic argument.
    TypeOrValue,
    /// A constant, a unit struct, or a unit variant; or else it is a variable.
    Constant,
    /// Whatever there is.
    Any,
}

/// Where a path stands; the words are those of the JSON graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Context {
    /// A leaf of a `use` tree, or an `extern crate`.
    Use,
    /// The `*` of a glob import.
    Glob,
    /// A type.
    Type,
    /// An expression.
    Expr,
    /// A pattern.
    Pattern,
    /// A bound.
    Bound,
    /// The header of an `impl`.
    Impl,
    /// A `pub(in …)`.
    Visibility,
    /// An attribute.
    Attribute,
    /// A `#[derive]`.
    Derive,
    /// The name of a macro that is called.
    MacroCall,
    /// The argument of a macro.
    MacroArg,
    /// The body of a `macro_rules!`.
    MacroBody,
    /// A string that names a path.
    String,
}

/// A segment of a path. `crate`, `self`, `super`, `Self`, and `$crate` are
/// names like any other; no identifier can be spelled as they are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Segment {
    /// Its name.
    pub name: NameId,
    /// Where it stands.
    pub range: TextRange,
}

/// A macro call where items are expected. What its input means depends on what
/// the macro is, so it is read later.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MacroCall {
    /// The macro.
    pub path: PathId,
    /// The input, without its delimiters.
    pub input: TextRange,
    /// The scope that what it produces belongs to.
    pub scope: ScopeId,
    /// What the items that it produces are a part of.
    pub parent: Parent,
    /// What it can produce.
    pub produces: Produces,
    /// Under which conditions the call exists.
    pub conditions: Conditions,
}

/// A call of a macro that is named like those which quote code: if it is one of
/// them, the paths in its input mean nothing where the call stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The macro.
    pub call: PathId,
    /// The first path in its input.
    pub first: PathId,
    /// The path behind the last one.
    pub end: PathId,
}

/// What a macro call can produce, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Produces {
    /// Items of a scope.
    Items,
    /// Items of a trait or an `impl`.
    Parts,
    /// Statements, and items among them. The input was read where it stands.
    Statements,
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

    /// A path.
    pub fn path(&self, id: PathId) -> &Path {
        &self.paths[id.index()]
    }

    /// The segments of a path.
    pub fn segments(&self, path: &Path) -> &[Segment] {
        let first = path.first as usize;
        &self.segments[first..first + usize::from(path.count)]
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
        let names: Vec<&str> = self
            .segments(path)
            .iter()
            .map(|s| self.name(s.name))
            .collect();
        let leading = if path.leading_colons { "::" } else { "" };
        format!("{leading}{}", names.join("::"))
    }
}
