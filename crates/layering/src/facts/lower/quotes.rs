//! Calls of macros whose input is code for elsewhere, as that of `quote!`.
//!
//! Apart from other calls, since nothing in such an input is defined, or in
//! scope, where the call stands, but for what is put into it: `#NAME`.

use proc_macro2::{TokenStream, TokenTree};

use super::Lower;
use super::paths::About;
use super::scan::is_punct;
use crate::facts::code::{TEXT, is_quoting_name};
use crate::facts::{Context, Expects};

impl Lower<'_> {
    /// Walks the input of a call, which may be code for elsewhere.
    pub(super) fn quoting(&mut self, call: &syn::Macro, walk: impl FnOnce(&mut Self)) {
        let is_quoting = is_quoting(call);
        let in_quote = self.in_quote || is_quoting;
        self.with(|lower| &mut lower.in_quote, in_quote, walk);
    }

    /// What quoted code takes from where the call stands: variables, which are
    /// no items, constants, and values that are as plain.
    pub(super) fn interpolated(&mut self, tokens: &TokenStream) {
        let mut after_hash = false;
        for tree in tokens.clone() {
            match &tree {
                TokenTree::Ident(name) if after_hash => {
                    let about = About {
                        guess: true,
                        ..About::new(Expects::Constant, Context::MacroArg)
                    };
                    let segment = self.ident(name);
                    self.push_path(&[segment], about);
                }
                TokenTree::Group(group) => self.interpolated(&group.stream()),
                _ => {}
            }
            after_hash = is_punct(&tree, '#');
        }
    }
}

/// Whether a call has the name of a macro whose input is code for elsewhere, or
/// text.
pub(super) fn is_quoting(call: &syn::Macro) -> bool {
    let last = call.path.segments.last();
    last.is_some_and(|last| is_quoting_name(&last.ident.to_string()))
}

/// Whether a call has the name of the one whose input is only text.
pub(super) fn is_text(call: &syn::Macro) -> bool {
    let last = call.path.segments.last();
    last.is_some_and(|last| last.ident == TEXT)
}
