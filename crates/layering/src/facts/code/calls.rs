//! Macro calls in code: their input, where that is expressions.

use super::cursor::{Cursor, Known};
use super::tree::{Call, Expr, Path};
use crate::facts::{TextRange, TokenKind};

/// Macros whose input is code for elsewhere, or text, or a file: each is a case of its
/// own.
const OWN_CASES: &[&str] = &[
    "include",
    "parse_quote",
    "parse_quote_spanned",
    "quote",
    "quote_spanned",
    "stringify",
];

impl<'a> Cursor<'_, 'a> {
    /// A macro call, from its `!` on; its path starts at the token `start`.
    pub(super) fn call(&mut self, start: usize, path: Path<'a>) -> Known<&'a Call<'a>> {
        self.expect("!")?;
        let (open, close) = self.delimiters(0)?;
        let whole = self.range(start, close);
        let delimiters = self.range(open, close);
        let call = Call {
            path,
            range: whole,
            input: TextRange {
                start: delimiters.start + 1,
                end: delimiters.end - 1,
            },
            tokens: (u32::try_from(open + 1).ok()?, u32::try_from(close).ok()?),
            expressions: self.input_expressions(&path, (open, close)),
        };
        self.skip_to(close + 1);
        Some(self.alloc(call))
    }

    /// The expressions that the input of a call is, if nothing else comes into question.
    fn input_expressions(
        &self,
        path: &Path<'a>,
        (open, close): (usize, usize),
    ) -> Option<&'a [Expr<'a>]> {
        let name = path.last()?.name.of(self.text);
        let tokens = self.slice(open + 1, close);
        let is_own_case = OWN_CASES.contains(&name)
            || tokens.iter().any(|token| {
                token.of_comment || token.kind == TokenKind::Ident && token.text(self.text) == "let"
            });
        if is_own_case {
            return None;
        }
        let mut input = Cursor::new(self.text, self.all_tokens(), (open + 1, close), self.arena);
        let expressions = input.comma_separated(Self::expr)?;
        (!input.has_attributes).then_some(expressions)
    }
}
