//! The code of functions, read without `syn`.
//!
//! Two thirds of most files are bodies of functions, and most of what it takes to parse
//! a file is to build trees of them that are walked once. This reads them from the
//! tokens of rustc's lexer into a tree that has what names something and nothing else.
//!
//! It is a short cut, not another opinion: what is read here, `syn` reads as well, and
//! to the same facts. So each function returns `None` where it does not know the code;
//! such a body is left to `syn`, which also says what is wrong with one that is no
//! Rust. Tests hold the two against each other.

mod atoms;
mod calls;
mod cursor;
mod exprs;
mod gaps;
mod literals;
mod paths;
mod patterns;
mod statements;
mod tree;
mod types;

use bumpalo::Bump;

pub(super) use tree::*;

use super::tokens::{Token, TokenKind};
pub(super) use calls::{TEXT, is_own_case, is_quoting_name};
pub(super) use cursor::Cursor;
pub(super) use gaps::{Gap, gaps};
pub(super) use paths::Style;

/// Reads all of some tokens as something.
pub(super) fn all<'t, 'a, T>(
    text: &'t str,
    tokens: &'t [Token],
    arena: &'a Bump,
    read: impl FnOnce(&mut Cursor<'t, 'a>) -> Option<T>,
) -> Option<T> {
    let mut cursor = Cursor::new(text, tokens, (0, tokens.len()), arena);
    let read = read(&mut cursor)?;
    cursor.is_empty().then_some(read)
}

/// What the input of a macro call reads as, if it is anything.
pub(super) fn input<'a>(text: &str, tokens: &[Token], arena: &'a Bump) -> Option<Input<'a>> {
    let cursor = || Cursor::new(text, tokens, (0, tokens.len()), arena);
    let has_comments = tokens.iter().any(|token| token.of_comment);
    match calls::input_of(cursor) {
        _ if has_comments => None,
        Input::Unknown => None,
        input => Some(input),
    }
}

/// The statements between the brace of an index and the one that closes it.
pub(super) fn body<'a>(
    text: &str,
    tokens: &[Token],
    open: usize,
    arena: &'a Bump,
) -> Option<Block<'a>> {
    let TokenKind::Open(_, close) = tokens[open].kind else {
        return None;
    };
    let inside = (open + 1, close as usize);
    Cursor::new(text, tokens, inside, arena).statements()
}
