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

use crate::facts::{self, Expects, FileFacts, Syntax, Token, TokenKind};
use crate::source::Span;

pub use origin::{Origin, Piece, SpanMap};

/// What a call produces.
#[derive(Debug)]
pub struct Expansion {
    /// The produced text.
    pub text: String,
    /// Where its tokens came from.
    pub map: SpanMap,
    /// Whether every name of the input is in it.
    pub is_whole: bool,
}

/// A part of a text, and where it came from.
#[derive(Clone, Copy, Debug)]
pub struct Excerpt<'a> {
    /// The part.
    pub text: &'a str,
    /// Where its first byte came from.
    pub origin: &'a Origin,
}

/// An excerpt with its tokens.
struct Source<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    origin: &'a Origin,
}

impl<'a> Source<'a> {
    fn new(excerpt: Excerpt<'a>) -> Option<Self> {
        Some(Source {
            text: excerpt.text,
            tokens: facts::lex(excerpt.text)?,
            origin: excerpt.origin,
        })
    }

    fn token_text(&self, index: usize) -> &'a str {
        let range = self.tokens[index].range;
        &self.text[range.start as usize..range.end as usize]
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
pub fn expand(definition: Excerpt<'_>, krate: u32, input: Excerpt<'_>) -> Option<Expansion> {
    let body = Source::new(definition)?;
    let input = Source::new(input)?;
    for rule in rules::parse(&body)? {
        if let Some(bound) = matching::run(&body, rule.matcher.clone(), &input) {
            let (text, map) = transcribe::run(&body, &rule, &input, &bound, krate)?;
            let is_whole = is_whole(&input, &map);
            return Some(Expansion {
                text,
                map,
                is_whole,
            });
        }
    }
    None
}

/// Whether a product has every name of the input.
fn is_whole(input: &Source<'_>, map: &SpanMap) -> bool {
    let used = used(map);
    let names = input.tokens.iter();
    names
        .filter(|token| token.kind == TokenKind::Ident)
        .filter_map(|name| input.origin.span(name.range))
        .all(|span| used.contains(&span))
}

/// The places of the input that a product was put together from.
fn used(map: &SpanMap) -> FxHashSet<Span> {
    let pieces = map.pieces().iter().filter(|piece| !piece.from_body);
    pieces.filter_map(|piece| piece.source).collect()
}

/// The paths in the input of a call that its product does not contain.
pub fn leftover(input: Excerpt<'_>, expansion: &Expansion) -> Option<FileFacts> {
    if expansion.is_whole {
        return None;
    }
    let mut facts = facts::read(input.text, Syntax::Paths).ok()?;
    let used = used(&expansion.map);
    let mut any = false;
    for path in &mut facts.paths {
        let first = facts.segments[path.first as usize].range;
        let is_used = input
            .origin
            .span(first)
            .is_none_or(|span| used.contains(&span));
        any |= !is_used;
        if is_used {
            path.expects = Expects::Nothing;
        }
    }
    any.then_some(facts)
}

#[cfg(test)]
mod tests;
