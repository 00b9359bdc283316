//! Paths and imports: what names an item.

use serde::{Deserialize, Serialize};

use super::forms::Base;
use super::ids::{NameId, PathId, ScopeId, TextRange};
use super::items::{Parent, Visibility};

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
    /// A crate, under this name; `macro_use` brings in macros of it, too.
    ExternCrate {
        /// The name, after `as`.
        name: NameId,
        /// Which of its macros `#[macro_use]` brings in.
        macro_use: MacroUse,
    },
}

/// Which macros of a crate its `extern crate` brings in (Rust reference, "The `macro_use`
/// attribute").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MacroUse {
    /// None, since there is no `#[macro_use]`.
    None,
    /// All of them.
    All,
    /// Those with the names at this index of [`FileFacts::macro_uses`].
    ///
    /// [`FileFacts::macro_uses`]: super::FileFacts::macro_uses
    Named(u32),
}

impl ImportKind {
    /// The name that it is brought in under; a glob has none of its own.
    pub fn name(self) -> Option<NameId> {
        match self {
            ImportKind::Named(name)
            | ImportKind::TypeOnly(name)
            | ImportKind::ExternCrate { name, .. } => Some(name),
            ImportKind::Glob => None,
        }
    }
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
    /// The type before it, for `<Type>::name`.
    pub base: Option<Base>,
}

/// What a path may mean, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Expects {
    /// Something in the type namespace.
    Type,
    /// A crate, as in `extern crate`.
    Crate,
    /// Something in the value namespace.
    Value,
    /// Something in the macro namespace.
    Macro,
    /// An attribute macro or a derive, which no `macro_rules!` is.
    Attribute,
    /// A type, or else a value: a generic argument.
    TypeOrValue,
    /// A constant, a unit struct, or a unit variant; or else it is a variable.
    Constant,
    /// A value, or else a type, or else a macro: an argument of a macro.
    Argument,
    /// Whatever there is, in every namespace.
    Any,
    /// Nothing: the same text was read in another way.
    Nothing,
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
