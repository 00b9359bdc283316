//! Calls of macros whose input is code for elsewhere, as that of `quote!`.
//!
//! Apart from other calls, since nothing in such an input is defined, or in
//! scope, where the call stands.

use super::Lower;
use crate::facts::{PathId, Quote};

/// Macros of the crates `quote` and `syn` whose input is code for elsewhere, and
/// one whose input is only text.
const QUOTING: &[&str] = &[
    "quote",
    "quote_spanned",
    "parse_quote",
    "parse_quote_spanned",
    "stringify",
];

impl Lower<'_> {
    /// Walks the input of a call, and notes if it may be code for elsewhere.
    pub(super) fn quoting(
        &mut self,
        call: &syn::Macro,
        path: Option<PathId>,
        walk: impl FnOnce(&mut Self),
    ) {
        let first = PathId::next(&self.facts.paths);
        let is_quoting = is_quoting(call);
        let in_quote = self.in_quote || is_quoting;
        self.with(|lower| &mut lower.in_quote, in_quote, walk);
        if let (Some(call), true) = (path, is_quoting) {
            let end = PathId::next(&self.facts.paths);
            self.facts.quotes.push(Quote { call, first, end });
        }
    }
}

/// Whether a call has the name of a macro whose input is code for elsewhere.
pub(super) fn is_quoting(call: &syn::Macro) -> bool {
    let name = call.path.segments.last();
    name.is_some_and(|last| QUOTING.iter().any(|name| last.ident == name))
}
