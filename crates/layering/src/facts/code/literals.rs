//! Literals, and the numbers that fields are named by.

use super::cursor::Cursor;
use crate::facts::TextRange;

impl Cursor<'_, '_> {
    /// Takes a literal, if one is next; a number may have a sign.
    pub(super) fn eat_literal(&mut self) -> bool {
        let sign = usize::from(self.is(0, "-"));
        let is_number = || {
            let token = self.peek(sign);
            token.is_some_and(|token| {
                token
                    .text(self.text)
                    .starts_with(|c: char| c.is_ascii_digit())
            })
        };
        let is_next = self.is_literal(sign) && (sign == 0 || is_number())
            || matches!(self.word(0), Some("true" | "false"));
        if is_next {
            self.skip(sign + 1);
        }
        is_next
    }

    /// Whether the index of a field is next.
    pub(super) fn is_index(&self) -> bool {
        self.number().is_some_and(is_index)
    }

    pub(super) fn is_index_pair(&self) -> bool {
        let pair = self.number().and_then(|number| number.split_once('.'));
        pair.is_some_and(|(first, second)| is_index(first) && is_index(second))
    }

    fn number(&self) -> Option<&str> {
        let literal = self.peek(0).filter(|_| self.is_literal(0))?;
        Some(literal.text(self.text))
    }

    /// The range of the token before the next one.
    pub(super) fn last_range(&self) -> TextRange {
        self.last().map(|token| token.range).unwrap_or_default()
    }
}

/// Whether a number is the index of a field, as it is usually written.
fn is_index(number: &str) -> bool {
    (1..=9).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_digit())
}
