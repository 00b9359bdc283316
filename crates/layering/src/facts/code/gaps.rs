//! What `syn` need not see of a file: the bodies of functions, and what is handed to the
//! macros that stand for items.

use bumpalo::Bump;

use super::cursor::Cursor;
use crate::facts::{Delimiter, Token, TokenKind};

/// What can be taken out: from behind an opening delimiter, which is the token of the
/// index, up to the one that closes it.
#[derive(Clone, Copy)]
pub(in crate::facts) enum Gap {
    /// The body of a function that is an item, or an associated one.
    Body(usize),
    /// The input of a macro call that stands for items.
    Input(usize),
}

/// What can be taken out of a file, in order.
///
/// This goes by words, and looks into no macro. The parser of items says whether it is
/// right: whoever takes something out has to come by each of the places again.
pub(in crate::facts) fn gaps(text: &str, tokens: &[Token]) -> Vec<Gap> {
    let arena = Bump::new();
    let mut gaps = Vec::new();
    let mut levels = vec![(0, tokens.len())];
    while let Some((mut at, end)) = levels.pop() {
        // Whether an item may start here, with attributes before it.
        let mut at_start = true;
        while at < end {
            let cursor = Cursor::new(text, tokens, (at, end), &arena);
            if at_start && let Some((open, close)) = call(&cursor) {
                gaps.push(Gap::Input(open));
                at = close + 1;
                at_start = tokens[close].kind == TokenKind::Close(Delimiter::Brace);
                continue;
            }
            let was_at_start = std::mem::take(&mut at_start);
            at += 1;
            match cursor.word(0) {
                Some("fn") if cursor.word(1).is_some() => {
                    if let Some((open, close)) = body(tokens, at, end) {
                        gaps.push(Gap::Body(open));
                        at = close + 1;
                        at_start = true;
                    }
                }
                Some("mod" | "impl" | "trait") => {
                    if let Some((open, close)) = body(tokens, at, end) {
                        levels.push((close + 1, end));
                        levels.push((open + 1, close));
                        break;
                    }
                }
                Some(_) => {}
                None => match tokens[at - 1].kind {
                    TokenKind::Open(delimiter, close) => {
                        at = close as usize + 1;
                        let is_attribute = was_at_start && delimiter == Delimiter::Bracket;
                        at_start = is_attribute || delimiter == Delimiter::Brace;
                    }
                    TokenKind::Punct(';', _) => at_start = true,
                    TokenKind::Punct('#' | '!', _) => at_start = was_at_start,
                    _ => {}
                },
            }
        }
    }
    gaps
}

/// The delimiters of the macro call that is next, if it may stand for items.
fn call(cursor: &Cursor<'_, '_>) -> Option<(usize, usize)> {
    let (_, behind) = cursor.plain_path()?;
    let is_call = cursor.is(behind, "!");
    is_call.then(|| cursor.delimiters(behind + 1)).flatten()
}

/// The braces behind the head of an item, if it has some.
fn body(tokens: &[Token], mut at: usize, end: usize) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    let mut before = None;
    while at < end {
        let kind = tokens[at].kind;
        match kind {
            TokenKind::Punct(';', _) => return None,
            TokenKind::Punct('<', _) => depth += 1,
            TokenKind::Punct('>', _) if before != Some(TokenKind::Punct('-', true)) => {
                depth = depth.saturating_sub(1);
            }
            TokenKind::Open(Delimiter::Brace, close) if depth == 0 => {
                return Some((at, close as usize));
            }
            TokenKind::Open(_, close) => at = close as usize,
            _ => {}
        }
        before = Some(kind);
        at += 1;
    }
    None
}
