//! Macros: definitions, and the calls that other stages have to look at.

use serde::{Deserialize, Serialize};

use super::ids::{PathId, PathRange, ScopeId, TextRange};
use super::items::{Conditions, Parent};

/// The macro that reads another file.
pub const INCLUDE: &str = "include";

/// A `macro_rules!` definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MacroRules {
    /// The text between the outer braces.
    pub body: TextRange,
    /// Where the definition ends; it is in textual scope from there on.
    pub end: u32,
    /// Whether it is exported at the root of the crate.
    pub exported: bool,
    /// Whether it has a `cfg` of its own: where there is another of the name
    /// before it, each may be meant.
    pub conditional: bool,
}

/// A macro call. What its input means depends on what the macro is, so it is
/// read later.
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
    /// The paths of the input, if that was read at once, as what it looks like where
    /// it stands. What the macro makes of them is what counts, if that is known.
    pub read: Option<PathRange>,
    /// Whether the input was read as code. Otherwise these paths are only what looks
    /// like some, and there may be more.
    pub reads_as_code: bool,
    /// Under which conditions the call exists.
    pub conditions: Conditions,
}

impl MacroCall {
    /// Whether it stands in code, not where items do.
    pub fn is_in_code(&self) -> bool {
        !matches!(
            self.produces,
            Produces::Items | Produces::Parts | Produces::Block
        )
    }

    /// Whether it defines nothing for the code around it.
    pub fn stands_alone(&self) -> bool {
        self.is_in_code() && self.produces != Produces::Statements
    }
}

/// The input of a call that is named like the macros which quote code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The macro.
    pub call: PathId,
    /// The paths of the input: if the macro is one of those, they mean nothing where the
    /// call stands.
    pub paths: PathRange,
}

/// What a macro call can produce, by where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Produces {
    /// Items of a scope.
    Items,
    /// Items of a trait or an `impl`.
    Parts,
    /// What can stand in a block, from an input with the heads of items in it.
    Block,
    /// Statements, and items among them.
    Statements,
    /// An expression.
    Expression,
    /// A type.
    Type,
    /// A pattern.
    Pattern,
}

/// Macros of the standard library and of `log` that are called as statements.
const PLAIN: &[&str] = &[
    "assert",
    "assert_eq",
    "assert_ne",
    "bail",
    "compile_error",
    "dbg",
    "debug",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "ensure",
    "eprint",
    "eprintln",
    "error",
    "format",
    "info",
    "panic",
    "print",
    "println",
    "todo",
    "trace",
    "unimplemented",
    "unreachable",
    "vec",
    "warn",
    "write",
    "writeln",
];

/// Whether a macro has the name of one that is called as a statement, and defines nothing.
pub fn is_plain_macro(name: &str) -> bool {
    PLAIN.contains(&name)
}
