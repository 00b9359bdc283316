//! Macro calls in code, and what their input reads as.

use super::cursor::{Cursor, Known, List};
use super::tree::{Arm, Call, Expr, Input, Path};
use crate::facts::{INCLUDE, Token, TokenKind};

/// Macros of the crates `quote` and `syn` whose input is code for elsewhere.
const QUOTING: &[&str] = &[
    "quote",
    "quote_spanned",
    "parse_quote",
    "parse_quote_spanned",
];

/// A macro whose input is only text.
pub(in crate::facts) const TEXT: &str = "stringify";

impl<'a> Cursor<'_, 'a> {
    /// A macro call, from its `!` on.
    pub(super) fn call(&mut self, path: Path<'a>) -> Known<&'a Call<'a>> {
        self.expect("!")?;
        let (open, close) = self.delimiters(0)?;
        let (input, tokens) = self.between()?;
        let call = Call {
            path,
            input,
            tokens,
            reads_as: Input::Unknown,
            statements: None,
            has_lets: false,
        };
        let call = self.with_input(call, (open, close));
        self.skip_to(close + 1);
        Some(self.alloc(call))
    }

    fn with_input(&self, call: Call<'a>, (open, close): (usize, usize)) -> Call<'a> {
        let name = call.path.last().map(|segment| segment.name.of(self.text));
        let tokens = self.slice(open + 1, close);
        let is_own_case =
            name.is_none_or(is_own_case) || tokens.iter().any(|token| token.of_comment);
        if is_own_case {
            return call;
        }
        let input = || Cursor::new(self.text, self.all_tokens(), (open + 1, close), self.arena);
        let is_let =
            |token: &Token| token.kind == TokenKind::Ident && token.text(self.text) == "let";
        let has_lets = tokens.iter().any(is_let);
        let is_outside = has_lets && self.has_outside((open + 1, close), is_let);
        Call {
            reads_as: input_of(input),
            statements: match is_outside {
                true => input().statements(),
                false => None,
            },
            has_lets,
            ..call
        }
    }

    /// A value, a pattern, maybe with a guard, and further values.
    fn matched(&mut self) -> Known<Input<'a>> {
        let value = self.part(Self::expr)?;
        self.expect(",")?;
        let (pattern, guard) = self.part(|cursor| {
            let pattern = cursor.pattern()?;
            let guard = match cursor.eat_word("if") {
                true => Some(cursor.expr()?),
                false => None,
            };
            Some((pattern, guard))
        })?;
        let mut rest = List::new();
        while !self.is_empty() {
            self.expect(",")?;
            if !(self.is_empty() || self.is(0, ",")) {
                rest.push(self.part(Self::expr)?);
            }
        }
        let arm = Arm {
            attributes: &[],
            pattern,
            guard,
            body: Expr::Plain,
        };
        Some(Input::Match(
            self.alloc(value),
            self.alloc(arm),
            self.keep(&rest),
        ))
    }

    /// A part of an input that is divided by commas, which it has only in delimiters.
    fn part<T>(&mut self, read: impl FnOnce(&mut Self) -> Known<T>) -> Known<T> {
        let start = self.at();
        let part = read(self)?;
        let inside = (start, self.at());
        let is_comma = |token: &Token| matches!(token.kind, TokenKind::Punct(',', _));
        (!self.has_outside(inside, is_comma)).then_some(part)
    }
}

/// Whether the input of a macro of the name is code for elsewhere, or text.
pub(in crate::facts) fn is_quoting_name(name: &str) -> bool {
    name == TEXT || QUOTING.contains(&name)
}

/// Whether the input of a macro of the name is not what it reads as: it is code for
/// elsewhere, or text, or says which file to read.
pub(in crate::facts) fn is_own_case(name: &str) -> bool {
    name == INCLUDE || is_quoting_name(name)
}

/// What an input reads as; the first of these that all of it is.
pub(super) fn input_of<'t, 'a>(input: impl Fn() -> Cursor<'t, 'a>) -> Input<'a> {
    let mut cursor = input();
    if let Some(expressions) = cursor.comma_separated(Cursor::expr) {
        return Input::Expressions(expressions);
    }
    if let Some(matched) = input().matched() {
        return matched;
    }
    input()
        .statements()
        .map_or(Input::Unknown, Input::Statements)
}
