//! Where the bodies of functions are in a file.

use super::cursor::Cursor;
use crate::facts::{Delimiter, Token, TokenKind};
use bumpalo::Bump;

/// The opening braces of the bodies of functions that are items of the file or of its
/// inline modules, or associated items, in order: indices of tokens.
///
/// This goes by words, and looks into no macro. The parser of items says whether it is
/// right: whoever takes a body out has to come by each of them again.
pub(in crate::facts) fn bodies(text: &str, tokens: &[Token]) -> Vec<usize> {
    let arena = Bump::new();
    let mut bodies = Vec::new();
    let mut levels = vec![(0, tokens.len())];
    while let Some((mut at, end)) = levels.pop() {
        while at < end {
            let cursor = Cursor::new(text, tokens, (at, end), &arena);
            match cursor.word(0) {
                Some("fn") if cursor.word(1).is_some() => match body(tokens, at, end) {
                    Some((open, close)) => {
                        bodies.push(open);
                        at = close + 1;
                    }
                    None => at += 2,
                },
                Some("mod" | "impl" | "trait") => match body(tokens, at, end) {
                    Some((open, close)) => {
                        levels.push((close + 1, end));
                        levels.push((open + 1, close));
                        break;
                    }
                    None => at += 1,
                },
                _ => match tokens[at].kind {
                    TokenKind::Open(_, close) => at = close as usize + 1,
                    _ => at += 1,
                },
            }
        }
    }
    bodies
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
