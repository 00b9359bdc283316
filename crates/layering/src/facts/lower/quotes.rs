//! Calls of macros whose input is code for elsewhere, as that of `quote!`.
//!
//! Apart from other calls, since nothing in such an input is defined, or in
//! scope, where the call stands, but for what is put into it: `#NAME`.

use super::Lower;
use super::paths::About;
use crate::facts::code::is_quoting_name;
use crate::facts::tokens::Tokens;
use crate::facts::{Context, Expects, TokenKind};

impl Lower<'_> {
    /// Walks the input of a call by a name, which may be code for elsewhere.
    pub(super) fn quoting(&mut self, name: &str, walk: impl FnOnce(&mut Self)) {
        let in_quote = self.in_quote || is_quoting_name(name);
        self.with(|lower| &mut lower.in_quote, in_quote, walk);
    }

    /// What quoted code takes from where the call stands: variables, which are
    /// no items, constants, and values that are as plain.
    pub(super) fn interpolated(&mut self, (start, end): Tokens) {
        let mut after_hash = false;
        for token in &self.tokens[start as usize..end as usize] {
            if after_hash && token.kind == TokenKind::Ident && !token.of_comment {
                let about = About {
                    guess: true,
                    ..About::new(Expects::Constant, Context::MacroArg)
                };
                self.push_names(&[token.range], about);
            }
            after_hash = matches!(token.kind, TokenKind::Punct('#', _));
        }
    }
}
