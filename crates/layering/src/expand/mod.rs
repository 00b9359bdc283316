//! `macro_rules!`: a definition and the input of a call to what the call
//! produces.
//!
//! Matching and transcription follow the Rust reference, "Macros by example".
//! Only calls that stand where items do are expanded, since only these can
//! define what other code names. The product is a text, which is read like
//! any other, with a map from its tokens back to where each was written.
//!
//! Hygiene of local variables is deliberately absent: items have none.

mod matching;
mod origin;
mod rules;
mod transcribe;

use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::facts::{self, Expects, FileFacts, Syntax, Token, TokenKind};

pub use origin::{Origin, Piece, Side, SpanMap};

/// What a call produces.
#[derive(Debug, Serialize, Deserialize)]
pub struct Expansion {
    /// The produced text.
    pub text: String,
    /// Where its tokens came from, in the order of the text.
    pub pieces: Vec<Piece>,
    /// Whether every name of the input is in it.
    pub is_whole: bool,
}

/// A text with its tokens.
struct Source<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    side: Side,
}

impl<'a> Source<'a> {
    fn new(text: &'a str, side: Side) -> Option<Self> {
        Some(Source {
            text,
            tokens: facts::lex(text)?,
            side,
        })
    }

    fn token_text(&self, index: usize) -> &'a str {
        self.tokens[index].text(self.text)
    }
}

/// An input that a macro wrote is not expanded if it is longer than this: it
/// grows without end.
const MAX_WRITTEN: usize = 256 << 10;

/// Whether an input that a macro wrote is too long to be expanded.
pub fn is_endless(input: &str) -> bool {
    input.len() > MAX_WRITTEN
}

/// Expands a call of the macro with the body `definition`, which stands in the
/// crate with the number `krate`; `None` if no rule matches, or the one that
/// does is not understood.
pub fn expand(definition: &str, krate: u32, input: &str) -> Option<Expansion> {
    let body = Source::new(definition, Side::Body)?;
    let input = Source::new(input, Side::Input)?;
    for rule in rules::parse(&body)? {
        if let Some(bound) = matching::run(&body, rule.matcher.clone(), &input) {
            let (text, pieces) = transcribe::run(&body, &rule, &input, &bound, krate)?;
            return Some(Expansion {
                text,
                is_whole: is_whole(&input, &pieces),
                pieces,
            });
        }
    }
    None
}

/// Whether a product has every name of the input.
fn is_whole(input: &Source<'_>, pieces: &[Piece]) -> bool {
    let used = used(pieces);
    let names = input.tokens.iter();
    names
        .filter(|token| token.kind == TokenKind::Ident)
        .all(|name| used.contains(&name.range.start))
}

/// Where the tokens of the input start that a product was put together from.
fn used(pieces: &[Piece]) -> FxHashSet<u32> {
    let of_input = pieces.iter().filter(|piece| piece.side == Side::Input);
    of_input.map(|piece| piece.source.start).collect()
}

/// The paths in the input of a call that its product does not contain.
pub fn leftover(input: &str, expansion: &Expansion) -> Option<FileFacts> {
    if expansion.is_whole {
        return None;
    }
    let mut facts = facts::read(input, Syntax::Paths).ok()?;
    let used = used(&expansion.pieces);
    let mut any = false;
    for path in &mut facts.paths {
        let first = facts.segments[path.first as usize].range;
        let is_used = used.contains(&first.start);
        any |= !is_used;
        if is_used {
            path.expects = Expects::Nothing;
        }
    }
    any.then_some(facts)
}

#[cfg(test)]
mod tests;
