//! Code that is nothing but a call.
//!
//! Macros that take their input apart write little else, step by step. Such a product
//! is told by its tokens alone, and has no syntax tree: its input is read when it is
//! known which macro is called.

use super::calls::Called;
use super::macros::has_item_heads;
use super::paths::About;
use super::{Lower, Offsets, Syntax};
use crate::facts::code::is_own_case;
use crate::facts::{Context, Expects, FileFacts, Produces, TextRange, Token, TokenKind};

/// The facts of a product that is nothing but a call; `None` if it is something else,
/// or calls a macro that is known by its name, or may define items.
pub(super) fn read(text: &str, tokens: &[Token], syntax: Syntax) -> Option<FileFacts> {
    let produces = match syntax {
        Syntax::Statements => Produces::Statements,
        Syntax::Expression => Produces::Expression,
        _ => return None,
    };
    // Most of what is something else ends otherwise.
    let ends = |text: &str| text.ends_with([')', ']', '}', ';']);
    if !ends(text.trim_end()) {
        return None;
    }
    let (names, input) = call_in(text, tokens)?;
    let mut lower = Lower::new(text, Offsets::new("", 0));
    let about = About::new(Expects::Macro, Context::MacroCall);
    let path = lower.push_names(&names, about);
    lower.unread_call(Some(path), input, produces);
    Some(lower.facts)
}

/// The names of the path that is called, and the input.
fn call_in<'t>(text: &'t str, tokens: &[Token]) -> Option<(Vec<TextRange>, Called<'t>)> {
    let is_punct = |at: usize, c| {
        matches!(tokens.get(at)?.kind, TokenKind::Punct(found, _) if found == c).then_some(())
    };
    let mut names = Vec::new();
    let mut at = 0;
    loop {
        let name = tokens
            .get(at)
            .filter(|token| token.kind == TokenKind::Ident)?;
        names.push(name.range);
        at += 1;
        if is_punct(at, '!').is_some() {
            break;
        }
        is_punct(at, ':')?;
        is_punct(at + 1, ':')?;
        at += 2;
    }
    let open = at + 1;
    let TokenKind::Open(_, close) = tokens.get(open)?.kind else {
        return None;
    };
    let close = close as usize;
    let behind = match is_punct(close + 1, ';') {
        Some(()) => close + 2,
        None => close + 1,
    };
    let name = names.last()?.of(text);
    let is_known = is_own_case(name);
    let inside = (u32::try_from(open + 1).ok()?, u32::try_from(close).ok()?);
    if behind != tokens.len() || is_known || has_item_heads(text, tokens, inside) {
        return None;
    }
    let input = Called {
        name,
        input: TextRange {
            start: tokens[open].range.end,
            end: tokens[close].range.start,
        },
        tokens: inside,
    };
    Some((names, input))
}
