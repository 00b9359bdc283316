//! Attributes, as places in the text: what each item bears.
//!
//! Their tokens stay in the text; few rules ask for them, and for few items.

use serde::{Deserialize, Serialize};

use super::ids::{ItemId, PathId, TextRange};

/// An attribute of an item. Each attribute of a `cfg_attr` is one of its own,
/// and so is each path of a `derive`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribute {
    /// The item; `None` is the file, with its inner attributes.
    pub item: Option<ItemId>,
    /// What it is.
    pub kind: AttributeKind,
    /// Its path with its arguments, without `#[…]`; empty for a doc comment.
    pub range: TextRange,
    /// Whether a `cfg_attr` decides if the item bears it.
    pub conditional: bool,
}

/// What an attribute is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum AttributeKind {
    /// A path of a `derive`.
    Derive(PathId),
    /// Doc comments; those in a row are one.
    DocComment,
    /// One of the language.
    BuiltIn,
    /// Any other: an attribute macro, or the helper of a derive.
    Named(PathId),
}
