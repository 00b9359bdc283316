//! What the tables of a file refer to each other and to its text by.
//!
//! Below all of the tables, so that each of them can name an entry of any
//! other without knowing it.

use serde::{Deserialize, Serialize};

/// Declares an index into one of the tables of a file.
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
index!(
    /// A type of the file that is no path.
    FormId
);

/// Paths that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PathRange {
    /// The first of them.
    pub first: PathId,
    /// The path behind the last one.
    pub end: PathId,
}

impl PathRange {
    /// Whether a path is among them.
    pub fn contains(self, path: PathId) -> bool {
        self.first <= path && path < self.end
    }
}

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

impl TextRange {
    /// The part of the text that was read; empty if it leaves the text.
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize)
            .unwrap_or_default()
    }
}
