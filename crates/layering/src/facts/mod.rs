//! What one source file says, before any name is known.
//!
//! [`read`] turns text into [`FileFacts`]: plain, serialisable data about the
//! items, imports, scopes, paths, and macros of one file. It depends on the
//! text alone, so files are read in parallel and facts can be kept by content.
//! Nothing here knows other files, and no `syn` type leaves this module; both
//! are what makes the stages below testable and quick.

mod attributes;
mod calls;
mod code;
mod difference;
mod directives;
mod file;
mod forms;
mod fragments;
mod ids;
mod initials;
mod items;
mod lexer;
mod lower;
mod paths;
mod prints;
mod scopes;
mod texts;
mod tokens;

pub use attributes::*;
pub use calls::*;
pub use difference::{
    Class, Declared, Difference, Imported, Knowledge, Reach, Version, difference,
};
pub use directives::Directive;
pub(crate) use file::DOLLAR_CRATE;
pub use file::FileFacts;
pub use forms::*;
pub use fragments::{Fragment, fragment_end, fragment_len};
pub use ids::*;
pub use initials::{FieldType, Initial, StructPath};
pub use items::*;
pub use lexer::lex;
pub use lower::{
    PathPart, Syntax, SyntaxError, directives, included_path, item_end, item_ends, read,
    read_by_syn, read_quickly,
};
pub use paths::*;
pub use scopes::*;
pub use texts::Texts;
pub use tokens::{Delimiter, Token, TokenKind};
