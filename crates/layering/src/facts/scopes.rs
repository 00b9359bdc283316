//! Scopes: in which region of a text which names mean something.

use serde::{Deserialize, Serialize};

use super::ids::{ImplId, ItemId, NameId, PathId, ScopeId};

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

/// A bound on a generic parameter, on the `Self` of a trait, or on one of its
/// associated types.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// The scope in which it holds.
    pub scope: ScopeId,
    /// What is bound.
    pub of: Bounded,
    /// The trait; of an equality, the type.
    pub path: PathId,
}

/// What a bound is on.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Bounded {
    /// The generic parameter of this name, or `Self`.
    Param(NameId),
    /// The associated type that this item declares.
    Assoc(ItemId),
    /// The associated type of this name, the second, of the generic parameter, or `Self`.
    Projection(NameId, NameId),
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
