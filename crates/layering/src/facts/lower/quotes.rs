//! Calls of macros whose input is code for elsewhere, as that of `quote!`.
//!
//! Apart from other calls, since nothing in such an input is defined, or in
//! scope, where the call stands, but for what is put into it: `#NAME`.

use super::Lower;
use super::paths::About;
use crate::facts::code::{TEXT, is_quoting_name};
use crate::facts::tokens::Tokens;
use crate::facts::{Context, Expects, PathId, PathRange, Quote, TokenKind};

impl Lower<'_> {
    /// Walks the input of a call by a name, which may be code for elsewhere.
    pub(super) fn quoting<T>(&mut self, name: &str, walk: impl FnOnce(&mut Self) -> T) -> T {
        let in_quote = self.in_quote || is_quoting_name(name);
        self.with(|lower| &mut lower.in_quote, in_quote, walk)
    }

    /// Keeps that the paths from `first` on are those of the input of such a call, and
    /// reads what the input takes from around it.
    pub(super) fn quoted(&mut self, call: PathId, name: &str, input: Tokens, first: PathId) {
        let end = PathId::next(&self.facts.paths);
        if first < end {
            let paths = PathRange { first, end };
            self.facts.quotes.push(Quote { call, paths });
        }
        if name != TEXT {
            self.interpolated(input);
        }
    }

    /// Reads the input of a call that stands among tokens, if it is such a call; returns
    /// whether it is.
    pub(super) fn scan_quoted(&mut self, call: PathId, name: &str, input: Tokens) -> bool {
        if !is_quoting_name(name) {
            return false;
        }
        let first = PathId::next(&self.facts.paths);
        self.quoting(name, |lower| lower.scan(input));
        self.quoted(call, name, input, first);
        true
    }

    /// What quoted code takes from where the call stands: variables, which are
    /// no items, constants, and values that are as plain.
    fn interpolated(&mut self, (start, end): Tokens) {
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
