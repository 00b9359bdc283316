//! What `syn` gets to see of a text: all but the bodies of functions that can be read
//! without it, and the input of macro calls that stand for items.
//!
//! Apart from lowering what was taken out, since it says as well where items end.

use bumpalo::Bump;
use rustc_hash::FxHashMap;

use super::prepare::{Skeleton, too_deep};
use crate::facts::code::{Block, Gap, body, gaps};
use crate::facts::{TextRange, Token, TokenKind};

/// A text without what `syn` need not see.
pub(super) struct Cut<'a> {
    pub(super) skeleton: Skeleton,
    pub(super) taken: Taken<'a>,
    /// How many bodies of functions are still in it.
    pub(super) left: usize,
}

impl<'a> Cut<'a> {
    /// `None` if it is nested too deeply.
    pub(super) fn new(text: &str, tokens: &[Token], arena: &'a Bump) -> Option<Self> {
        if too_deep(tokens).is_some() {
            return None;
        }
        let mut taken = Taken::default();
        let mut ranges = Vec::new();
        let mut left = 0;
        for gap in gaps(text, tokens) {
            let (Gap::Body(open) | Gap::Input(open)) = gap;
            let close = closing(tokens, open)?;
            let part = match gap {
                Gap::Body(_) => body(text, tokens, open, arena).map(Part::Body),
                Gap::Input(_) => Some(Part::Input),
            };
            let Some(part) = part else {
                left += 1;
                continue;
            };
            let opening = tokens[open].range;
            taken.by_opening.insert(opening.start, part);
            ranges.push(TextRange {
                start: opening.end,
                end: tokens[close].range.start,
            });
        }
        Some(Cut {
            skeleton: Skeleton::new(text, tokens, &ranges),
            taken,
            left,
        })
    }
}

/// What was taken out of a text, by where its delimiters open.
#[derive(Default)]
pub(super) struct Taken<'a> {
    pub(super) by_opening: FxHashMap<u32, Part<'a>>,
    /// How many of them the walk came by.
    pub(super) visited: usize,
}

/// A part that was taken out.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    /// The body of a function.
    Body(Block<'a>),
    /// The input of a macro call, which is read off the tokens.
    Input,
}

/// The index of the token that closes an opening delimiter.
fn closing(tokens: &[Token], open: usize) -> Option<usize> {
    match tokens[open].kind {
        TokenKind::Open(_, close) => Some(close as usize),
        _ => None,
    }
}
