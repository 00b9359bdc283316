//! Comments that speak to the linter, as plain data.
//!
//! Only that they are comments, and which code they stand at, is settled here:
//! both take a lexer. What they say is read where exceptions are.

use serde::{Deserialize, Serialize};

use super::ids::TextRange;

/// A comment that starts with [`Directive::PREFIX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Directive {
    /// The comment.
    pub range: TextRange,
    /// What it says behind the prefix.
    pub body: TextRange,
    /// The start of the code that it stands at: below the comment, behind
    /// attributes and further comments. The comment itself if that is behind
    /// code, or if there is a blank line between.
    pub until: u32,
    /// Whether it is written `/* … */`.
    pub is_block: bool,
}

impl Directive {
    /// What such a comment starts with.
    pub const PREFIX: &'static str = "layering:";
}
