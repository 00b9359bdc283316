//! `macro_rules!`: a definition and the input of a call to what the call
//! produces.
//!
//! Matching and transcription follow the Rust reference, "Macros by example". The
//! product is a text, which is read like any other, with a map from its tokens
//! back to where each was written.
//!
//! Hygiene of local variables is deliberately absent: they are no items, and a
//! variable of a macro seldom has the name of an item that its caller names.

mod definition;
mod fragments;
mod groups;
mod matching;
mod origin;
mod places;
mod rules;
mod transcribe;

use groups::Groups;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use crate::facts::{self, Expects, FileFacts, PathId, Syntax, TextRange, Token, TokenKind};

pub use definition::Definition;
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

/// The crate that a macro is written in.
#[derive(Clone, Copy, Debug)]
pub struct Home {
    /// Its number, which stands for it as `$crate`.
    pub krate: u32,
    /// What its edition says.
    pub dialect: Dialect,
}

/// What the fragments of a macro take that those of earlier editions do not (Rust
/// reference, "Metavariables").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dialect {
    /// `pat` takes alternatives: since 2021.
    pub has_alternatives: bool,
    /// `expr` takes `_` and `const {…}`: since 2024.
    pub has_const: bool,
}

/// A text with its tokens.
struct Source<'a> {
    text: &'a str,
    tokens: &'a [Token],
    side: Side,
    /// What is handed on in it; nothing in the body of a macro.
    groups: Groups<'a>,
}

impl<'a> Source<'a> {
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

/// Whether a product has every name of the input.
fn is_whole(input: &Source<'_>, pieces: &[Piece]) -> bool {
    let used = Used::new(pieces);
    let names = input.tokens.iter();
    names
        .filter(|token| token.kind == TokenKind::Ident)
        .all(|name| used.contains(name.range.start))
}

/// The parts of the input that a product was put together from, sorted, and apart
/// from each other.
struct Used(Vec<TextRange>);

impl Used {
    fn new(pieces: &[Piece]) -> Self {
        let of_input = pieces.iter().filter(|piece| piece.side == Side::Input);
        let mut used: Vec<TextRange> = of_input.map(|piece| piece.source).collect();
        used.sort_unstable();
        // A macro can write a part more than once.
        used.dedup_by(|next, before| {
            let overlaps = next.start < before.end;
            if overlaps {
                before.end = before.end.max(next.end);
            }
            overlaps
        });
        Used(used)
    }

    /// Whether a token is among them that starts at an offset.
    fn contains(&self, offset: u32) -> bool {
        let behind = self.0.partition_point(|part| part.start <= offset);
        self.0[..behind]
            .last()
            .is_some_and(|part| offset < part.end)
    }
}

/// The paths in the input of a call that its product does not contain.
pub fn leftover(input: &str, pieces: &[Piece]) -> Option<FileFacts> {
    let mut facts = facts::read(input, Syntax::Paths).ok()?;
    let used = Used::new(pieces);
    let mut any = false;
    for path in &mut facts.paths {
        let first = facts.segments[path.first as usize].range;
        let is_used = used.contains(first.start);
        any |= !is_used;
        if is_used {
            path.expects = Expects::Nothing;
        }
    }
    any.then_some(facts)
}

/// Leaves those paths of a product in code that its call has a part in; the
/// others are read where the macro is written. Returns whether there are any, or
/// may be in what the product calls.
pub fn keep_paths_of_input(facts: &mut FileFacts, pieces: &[Piece]) -> bool {
    // Among items, a path can say what another one means.
    if !facts.items.is_empty() || !facts.imports.is_empty() {
        return true;
    }
    let is_of_input = |range: TextRange| {
        let first = pieces.partition_point(|piece| piece.range.end <= range.start);
        let pieces = pieces[first..].iter();
        pieces
            .take_while(|piece| piece.range.start < range.end)
            .any(|piece| piece.side == Side::Input)
    };
    let bases = facts.paths.iter().filter_map(|path| path.base?.path());
    let heads = facts.forms.iter().filter_map(|form| form.head);
    let bases: FxHashSet<PathId> = bases.chain(heads).collect();
    let mut any = facts.calls.iter().any(|call| is_of_input(call.input));
    for (id, path) in (0..).map(PathId).zip(&mut facts.paths) {
        let first = path.first as usize;
        let segments = &facts.segments[first..first + usize::from(path.count)];
        if segments.iter().any(|segment| is_of_input(segment.range)) {
            any = true;
        } else if !bases.contains(&id) && matches!(path.expects, Expects::Type | Expects::Value) {
            path.expects = Expects::Nothing;
        }
    }
    any
}

#[cfg(test)]
mod tests;
