//! What the input of a macro call says by its tokens alone, whatever it reads as.
//!
//! Apart from calls, since it is the same for both readers of code.

use super::Lower;
use super::lone::has_item_heads;
use crate::facts::{ScopeId, TextRange, TokenKind};

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

/// Tokens of the text, from one index to another.
pub(super) type Tokens = (u32, u32);

impl Lower<'_> {
    /// The tokens of the input of a call.
    pub(super) fn input_tokens(&self, call: &syn::Macro) -> Tokens {
        let range = self.input_range(call);
        let index = |offset: u32| {
            let index = self
                .tokens
                .partition_point(|token| token.range.start < offset);
            u32::try_from(index).unwrap_or(u32::MAX)
        };
        (index(range.start), index(range.end))
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
                TokenKind::Lifetime => TextRange {
                    start: token.range.start + 1,
                    ..token.range
                },
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
    pub(super) fn likely_modules(&mut self, (start, end): Tokens, scope: ScopeId) {
        let tokens = self.tokens;
        let is_punct = |at: usize, character| {
            matches!(tokens.get(at), Some(token)
            if matches!(token.kind, TokenKind::Punct(found, _) if found == character))
        };
        let (mut at, end) = (start as usize, end as usize);
        while at < end {
            let token = tokens[at];
            at += 1;
            match token.kind {
                TokenKind::Ident if token.text(self.text) == "mod" => {
                    let name = tokens[at..end].first();
                    let name = name.filter(|name| name.kind == TokenKind::Ident);
                    if let Some(name) = name.filter(|_| at + 1 < end && is_punct(at + 1, ';')) {
                        let name = self.name_at(name.range);
                        self.facts.likely_modules.push((scope, name));
                    }
                }
                TokenKind::Open(_, close) => {
                    // Only calls in the input are looked into.
                    if at >= 2 && is_punct(at - 2, '!') {
                        let inside = u32::try_from(at).unwrap_or(u32::MAX);
                        self.likely_modules((inside, close), scope);
                    }
                    at = close as usize + 1;
                }
                _ => {}
            }
        }
    }

    /// Whether there is a keyword of an item with a name behind it, outside of
    /// delimiters.
    pub(super) fn has_item_heads(&self, (start, end): Tokens) -> bool {
        let (start, end) = (start as usize, end as usize);
        has_item_heads(&self.tokens[start..end], start, self.text)
    }

    /// Whether a call as a statement may produce items. The macros of the standard
    /// library that are called as statements do not, unless items are their input.
    pub(super) fn may_define_items(&self, name: &str, input: Tokens) -> bool {
        !PLAIN.contains(&name) || self.has_item_heads(input)
    }
}
