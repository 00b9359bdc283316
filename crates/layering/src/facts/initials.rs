//! What types say of values that a struct expression only begins.
//!
//! `Default::default()` names no type, but where it is the value of a field or the
//! base of a struct expression, its type is written elsewhere: there it can be told
//! without inference which `impl` is called.

use serde::{Deserialize, Serialize};

use super::ids::{ItemId, NameId, PathId};

/// A call without arguments, as the value of a field or as the base of a struct
/// expression (Rust reference, "Struct expressions").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Initial {
    /// The struct.
    pub of: StructPath,
    /// The field; `None` is the base, which is of the type of the struct.
    pub field: Option<NameId>,
    /// The path that is called; it has more than one segment.
    pub call: PathId,
}

/// How a struct expression names its struct.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StructPath {
    /// By a path.
    Path(PathId),
    /// By `Self`, which is no path to an item.
    SelfType,
}

/// The type that a field is declared with, where that is a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldType {
    /// The field.
    pub field: ItemId,
    /// Its type.
    pub path: PathId,
}
