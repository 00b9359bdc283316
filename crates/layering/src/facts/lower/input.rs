//! What the input of a macro call says by its tokens alone, whatever it reads as.
//!
//! Apart from calls, since it is the same for both readers of code.

use super::Lower;
use super::calls::Called;
use super::macros::{behind_quote, has_item_heads};
use crate::facts::tokens::Tokens;
use crate::facts::{Delimiter, ScopeId, TextRange, TokenKind, is_plain_macro};

/// Macros that hand on what stands in some of the braces of their input.
const CHOOSING: &[&str] = &["cfg_if", "cfg_select"];

impl<'t> Lower<'t> {
    /// A call in a syntax tree.
    pub(super) fn called(&self, call: &syn::Macro) -> Called<'t> {
        let span = call.delimiter.span();
        let input = TextRange {
            start: self.offsets.range(span.open()).end,
            end: self.offsets.range(span.close()).start,
        };
        let index = |offset| u32::try_from(self.token_at(offset)).unwrap_or(u32::MAX);
        let name = call.path.segments.last();
        let name = name.map(|last| self.offsets.ident(&last.ident));
        Called {
            name: name.map_or("", |name| name.of(self.text)),
            input,
            tokens: (index(input.start), index(input.end)),
        }
    }

    /// The index of the first token at an offset or behind.
    pub(super) fn token_at(&self, offset: u32) -> usize {
        self.tokens
            .partition_point(|token| token.range.start < offset)
    }

    /// All tokens of the text.
    pub(super) fn all_tokens(&self) -> Tokens {
        (0, u32::try_from(self.tokens.len()).unwrap_or(u32::MAX))
    }

    /// Notes the words that a macro is handed, each of which it may call. Returns
    /// whether there are any.
    pub(super) fn words(&mut self, (start, end): Tokens) -> bool {
        let mut any = false;
        for token in &self.tokens[start as usize..end as usize] {
            let range = match token.kind {
                _ if token.of_comment => continue,
                TokenKind::Ident => token.range,
                TokenKind::Lifetime => behind_quote(token.range),
                _ => continue,
            };
            let name = self.name_at(range);
            self.called.insert(name);
            any = true;
        }
        any
    }

    /// Notes the variables that a `let` binds somewhere in the input of a macro.
    pub(super) fn lets(&mut self, (start, end): Tokens) {
        // Whether each of the delimiters around is in a pattern.
        let mut in_pattern = vec![false];
        for token in &self.tokens[start as usize..end as usize] {
            let is_inside = in_pattern.last_mut();
            match (token.kind, is_inside) {
                (TokenKind::Open(..), _) => in_pattern.push(false),
                (TokenKind::Close(_), _) => drop(in_pattern.pop()),
                (TokenKind::Ident, Some(is_inside)) if token.text(self.text) == "let" => {
                    *is_inside = true;
                }
                (TokenKind::Ident, Some(true)) if !token.of_comment => {
                    let name = self.name_at(token.range);
                    self.facts.lets.push((self.scope, name));
                }
                (TokenKind::Punct('=' | ':' | ';', _), Some(is_inside)) => *is_inside = false,
                _ => {}
            }
        }
    }

    /// Notes each `mod name;` in the input of a call, and in that of calls there.
    pub(super) fn likely_modules(&mut self, tokens: Tokens, scope: ScopeId) {
        let (start, end) = tokens;
        let mut words = self.tokens[start as usize..end as usize].iter();
        if !words.any(|token| token.kind == TokenKind::Ident && token.text(self.text) == "mod") {
            return;
        }
        let trees = self.trees(tokens);
        for at in 0..trees.len() {
            if let Some((_, inside)) = trees.group(at) {
                // Only calls in the input are looked into.
                if trees.is_behind(at, '!') {
                    self.likely_modules(inside, scope);
                }
            } else if trees.is_word(at, "mod")
                && trees.is_punct(at + 2, ';')
                && let Some(name) = trees.name(at + 1)
            {
                let name = self.name_at(name);
                self.facts.likely_modules.push((scope, name));
            }
        }
    }

    /// Whether there is a keyword of an item with a name behind it, outside of
    /// delimiters.
    pub(super) fn has_item_heads(&self, tokens: Tokens) -> bool {
        has_item_heads(self.text, self.tokens, tokens)
    }

    /// Whether a call as a statement may declare what is in its input: items, or those
    /// among which a `cfg` chooses.
    pub(super) fn may_declare_items(&self, name: &str, input: Tokens) -> bool {
        let chooses = || {
            let trees = self.trees(input);
            let mut groups = (0..trees.len()).filter_map(|at| trees.group(at));
            groups.any(|(delimiter, inside)| {
                delimiter == Delimiter::Brace && self.has_item_heads(inside)
            })
        };
        self.has_item_heads(input) || CHOOSING.contains(&name) && chooses()
    }

    /// Whether a call as a statement may produce items. The macros of the standard
    /// library that are called as statements do not, unless items are their input.
    pub(super) fn may_define_items(&self, name: &str, input: Tokens) -> bool {
        !is_plain_macro(name) || self.has_item_heads(input)
    }
}
