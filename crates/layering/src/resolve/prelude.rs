//! Names that are in scope everywhere, and lie outside of every workspace.
//!
//! The union over all editions: a name that only a later one has would not
//! compile in an earlier one unless it is defined, and a definition wins.

use super::tables::Namespaces;
use crate::facts::{Context, Expects, FileFacts, Path};

/// Types, traits, and values of the standard prelude, and the primitive types
/// (Rust reference, "Preludes").
pub(super) const NAMES: &[&str] = &[
    "AsMut",
    "AsRef",
    "AsyncFn",
    "AsyncFnMut",
    "AsyncFnOnce",
    "Box",
    "Clone",
    "Copy",
    "Debug",
    "Default",
    "DoubleEndedIterator",
    "Drop",
    "Eq",
    "Err",
    "ExactSizeIterator",
    "Extend",
    "Fn",
    "FnMut",
    "FnOnce",
    "From",
    "FromIterator",
    "Future",
    "Hash",
    "Into",
    "IntoFuture",
    "IntoIterator",
    "Iterator",
    "None",
    "Ok",
    "Option",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "Result",
    "Send",
    "Sized",
    "Some",
    "String",
    "Sync",
    "ToOwned",
    "ToString",
    "TryFrom",
    "TryInto",
    "Unpin",
    "Vec",
    "align_of",
    "align_of_val",
    "bool",
    "char",
    "drop",
    "f128",
    "f16",
    "f32",
    "f64",
    "i128",
    "i16",
    "i32",
    "i64",
    "i8",
    "isize",
    "size_of",
    "size_of_val",
    "str",
    "u128",
    "u16",
    "u32",
    "u64",
    "u8",
    "usize",
];

/// Macros of the standard library, and of the language.
pub(super) const MACROS: &[&str] = &[
    "addr_of",
    "assert",
    "assert_eq",
    "assert_ne",
    "asm",
    "cfg",
    "cfg_select",
    "column",
    "compile_error",
    "concat",
    "concat_idents",
    "const_format_args",
    "dbg",
    "debug_assert",
    "debug_assert_eq",
    "debug_assert_ne",
    "env",
    "eprint",
    "eprintln",
    "file",
    "format",
    "format_args",
    "global_asm",
    "include",
    "include_bytes",
    "include_str",
    "is_x86_feature_detected",
    "line",
    "llvm_asm",
    "log_syntax",
    "macro_rules",
    "matches",
    "module_path",
    "naked_asm",
    "option_env",
    "panic",
    "pattern_type",
    "print",
    "println",
    "stringify",
    "thread_local",
    "todo",
    "trace_macros",
    "try",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// Derive macros of the standard library.
const DERIVES: &[&str] = &[
    "Clone",
    "CoercePointee",
    "ConstParamTy",
    "Copy",
    "Debug",
    "Default",
    "Eq",
    "From",
    "Hash",
    "Ord",
    "PartialEq",
    "PartialOrd",
    "UnsizedConstParamTy",
];

/// Macros of the standard library that bring in what their input, or another file,
/// says.
const BRINGING: &[&str] = &[
    "cfg_select",
    "concat_idents",
    "include",
    "macro_rules",
    "thread_local",
];

/// Whether a path in code leads into the standard library for what it says itself.
/// `is_defined` is whether the workspace may mean something by the name that it starts
/// with, and `is_given` whether a trait of the workspace may give a type an item of the
/// name that it ends with.
pub(crate) fn is_standard(
    facts: &FileFacts,
    path: &Path,
    is_defined: &dyn Fn(&str, Namespaces) -> bool,
    is_given: &dyn Fn(&str) -> bool,
) -> bool {
    let segments = facts.segments(path);
    let first = facts.name(segments[0].name);
    let last = facts.name(segments[segments.len() - 1].name);
    let namespaces = match (segments.len(), path.expects) {
        // As a generic argument, a type counts before a value.
        (2.., _) | (_, Expects::Type | Expects::TypeOrValue) => Namespaces::TYPE,
        (_, Expects::Macro) => Namespaces::MACRO,
        (_, Expects::Value | Expects::Constant) => Namespaces::VALUE,
        _ => Namespaces::ALL,
    };
    let is_in_code = matches!(
        path.context,
        Context::Type
            | Context::Expr
            | Context::Pattern
            | Context::Bound
            | Context::MacroCall
            | Context::MacroArg
    );
    if !is_in_code || path.base.is_some() || path.leading_colons || is_defined(first, namespaces) {
        return false;
    }
    match (segments.len(), path.expects) {
        (1, Expects::Macro) => MACROS.contains(&first) && !BRINGING.contains(&first),
        // Without a constant of the name, it is a variable.
        (1, Expects::Constant) => true,
        (1, _) => NAMES.contains(&first),
        (_, Expects::Macro) => false,
        _ => !is_given(last) && (NAMES.contains(&first) || LIBRARIES.contains(&first)),
    }
}

/// Whether the standard library has no macro of this name, by how it is
/// spelled: only derive macros are spelled as types are.
pub(super) fn is_no_macro(name: &str) -> bool {
    name.starts_with(char::is_uppercase) && !DERIVES.contains(&name)
}

/// Crates that need no manifest (Rust reference, "Extern prelude").
pub(super) const CRATES: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

/// Those of them that are in scope everywhere.
pub(crate) const LIBRARIES: [&str; 2] = ["core", "std"];

/// Modules of tools, in attributes (Rust reference, "Tool attributes").
pub(super) const TOOLS: &[&str] = &["clippy", "diagnostic", "miri", "rust_analyzer", "rustfmt"];

/// Associated items that types from outside, those of the standard library
/// above all, have on their own, and that traits like to have as well: an item
/// of the type wins over one of a trait.
const INHERENT: &[&str] = &[
    "BITS",
    "EPSILON",
    "INFINITY",
    "MAX",
    "MIN",
    "MIN_POSITIVE",
    "NAN",
    "NEG_INFINITY",
    "ZERO",
    "abs",
    "as_bytes",
    "as_mut",
    "as_mut_ptr",
    "as_ptr",
    "as_ref",
    "as_slice",
    "as_str",
    "ceil",
    "chars",
    "clamp",
    "clear",
    "cos",
    "exp",
    "floor",
    "get",
    "insert",
    "into_inner",
    "is_empty",
    "iter",
    "len",
    "ln",
    "max",
    "min",
    "new",
    "pin",
    "pop",
    "pow",
    "powf",
    "powi",
    "push",
    "push_str",
    "rem_euclid",
    "round",
    "signum",
    "sin",
    "sqrt",
    "swap_bytes",
    "tan",
    "trunc",
    "unwrap",
    "with_capacity",
];

/// What further such names start with.
const INHERENT_FAMILIES: &[&str] = &[
    "checked_",
    "count_",
    "from_be",
    "from_bits",
    "from_le",
    "from_mins",
    "from_millis",
    "from_micros",
    "from_nanos",
    "from_ne",
    "from_raw",
    "from_secs",
    "from_str_radix",
    "from_utf",
    "into_raw",
    "leading_",
    "overflowing_",
    "reverse_bits",
    "rotate_",
    "saturating_",
    "to_be",
    "to_bits",
    "to_le",
    "to_ne",
    "trailing_",
    "wrapping_",
];

/// Whether types from outside are likely to have an associated item of this
/// name on their own.
pub(super) fn is_inherent(name: &str) -> bool {
    INHERENT.contains(&name)
        || INHERENT_FAMILIES
            .iter()
            .any(|family| name.starts_with(family))
}
