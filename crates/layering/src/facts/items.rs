//! Items, and what each says of itself.

use serde::{Deserialize, Serialize};

use super::forms::FormKind;
use super::ids::{ImplId, ItemId, NameId, PathId, ScopeId, TextRange};

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
    /// A word in the input of a macro that is not known: the macro may define
    /// something under it. It counts where nothing else has the name.
    Product,
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

/// An `impl` block.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Impl {
    /// The path of the type, where it is one.
    pub self_type: Option<PathId>,
    /// What the type is, where it is no path.
    pub form: Option<FormKind>,
    /// The path that the type is about: behind references, pointers, slices,
    /// and arrays, and the first trait of a `dyn`.
    pub head: Option<PathId>,
    /// The trait.
    pub of_trait: Option<PathId>,
    /// Whether it is for a generic parameter, thus for all types.
    pub for_all: bool,
}

impl Impl {
    /// The path of what its items are a part of: the type, or the trait in `impl dyn Trait`.
    pub fn owner(&self) -> Option<PathId> {
        let is_object = self.form == Some(FormKind::TraitObject) && self.of_trait.is_none();
        self.self_type.or(self.head.filter(|_| is_object))
    }
}
