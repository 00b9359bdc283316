//! Where something stands in what a rule writes.

use std::ops::Range;

use super::Source;
use super::rules::is_punct;
use crate::facts::{Delimiter, TokenKind};

/// What is around a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// Code.
    Code,
    /// The tokens that a macro is called with, or an attribute is given.
    Input,
    /// Braces among these, which most likely have code in them.
    BlockOfInput,
}

/// What is around a token of a transcriber.
pub(super) fn place_in(body: &Source<'_>, transcriber: Range<usize>, at: usize) -> Place {
    let mut place = Place::Code;
    let mut next = transcriber.start;
    while next < at {
        let TokenKind::Open(delimiter, close) = body.tokens[next].kind else {
            next += 1;
            continue;
        };
        let close = close as usize;
        if close < at {
            next = close + 1;
            continue;
        }
        let before = transcriber.start..next;
        next += 1;
        place = match (place, delimiter) {
            (place, _) if ends_with(body, &before, '$') => place,
            _ if is_input(body, before) => Place::Input,
            (Place::Code, _) => Place::Code,
            (_, Delimiter::Brace) => Place::BlockOfInput,
            _ => Place::Input,
        };
    }
    place
}

/// Whether tokens are followed by the input of a call or an attribute.
fn is_input(body: &Source<'_>, before: Range<usize>) -> bool {
    let is_name = |at: usize| body.tokens[at].kind == TokenKind::Ident;
    let called = match before.clone().next_back() {
        // `macro_rules! name { … }`
        Some(name) if is_name(name) => before.start..name,
        _ => before,
    };
    ends_with(body, &called, '!') || ends_with(body, &called, '#')
}

fn ends_with(body: &Source<'_>, part: &Range<usize>, character: char) -> bool {
    let last = part.clone().next_back();
    last.is_some_and(|last| is_punct(body, last, character))
}
