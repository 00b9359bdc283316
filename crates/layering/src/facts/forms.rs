//! Types that are no path, as far as it shows what is implemented for them.

use serde::{Deserialize, Serialize};

use super::ids::{FormId, PathId};

/// A type that is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What it is.
    pub kind: FormKind,
    /// The path that it is about: behind references, pointers, slices, and arrays, and
    /// the first trait of a `dyn`.
    pub head: Option<PathId>,
}

/// What a type is that is no path (Rust reference, "Types").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FormKind {
    /// A tuple of so many types.
    Tuple(u32),
    /// An array.
    Array,
    /// A slice.
    Slice,
    /// `&`
    Reference,
    /// `&mut`
    MutableReference,
    /// `*const`
    Pointer,
    /// `*mut`
    MutablePointer,
    /// A function pointer that takes so many values.
    Function(u32),
    /// `dyn`
    TraitObject,
}

/// The type before a path, as in `<Type>::name`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Base {
    /// A path, of a type, or of the trait in `Trait<Name = Type>`.
    Path(PathId),
    /// A type that is no path.
    Form(FormId),
}

impl Base {
    /// The path that it is, if it is one.
    pub fn path(self) -> Option<PathId> {
        match self {
            Base::Path(path) => Some(path),
            Base::Form(_) => None,
        }
    }
}
