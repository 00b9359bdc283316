//! Rust, read without `syn`.
//!
//! Most of what it takes to parse a file is to build a tree of all that is in it, which
//! is walked once. This reads the tokens of rustc's lexer into a tree that has what names
//! something and nothing else.
//!
//! It is a short cut, not another opinion: what is read here, `syn` reads as well, and
//! to the same facts. So each function returns `None` where it does not know the code;
//! such a text is left to `syn`, which also says what is wrong with one that is no
//! Rust. Tests hold the two against each other.

mod assoc;
mod atoms;
mod attributes;
mod calls;
mod cursor;
mod exprs;
mod items;
mod literals;
mod paths;
mod patterns;
mod statements;
mod tree;
mod types;

use bumpalo::Bump;

pub(super) use tree::*;

use super::tokens::{Token, Tokens};
pub(super) use calls::{TEXT, is_own_case, is_quoting_name};
pub(super) use cursor::{Cursor, is_keyword};

/// Reads all of a part of the tokens as something.
pub(super) fn part<'t, 'a, T>(
    text: &'t str,
    tokens: &'t [Token],
    (start, end): Tokens,
    arena: &'a Bump,
    read: impl FnOnce(&mut Cursor<'t, 'a>) -> Option<T>,
) -> Option<T> {
    let mut cursor = Cursor::new(text, tokens, (start as usize, end as usize), arena);
    let read = read(&mut cursor)?;
    cursor.is_empty().then_some(read)
}

/// What a part of the tokens reads as, if it is the input of a macro call and anything.
pub(super) fn input<'a>(
    text: &str,
    tokens: &[Token],
    (start, end): Tokens,
    arena: &'a Bump,
) -> Option<Input<'a>> {
    let part = (start as usize, end as usize);
    let mut those = tokens[part.0..part.1].iter();
    if those.any(|token| token.of_comment) {
        return None;
    }
    match calls::input_of(|| Cursor::new(text, tokens, part, arena)) {
        Input::Unknown => None,
        input => Some(input),
    }
}
