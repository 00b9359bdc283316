//! Tokens as trees: what a macro, and an attribute, gets to see.
//!
//! Apart from the grammar, which reads on and on: what is searched by its looks is
//! looked at from both sides.

use smallvec::SmallVec;

use crate::facts::tokens::{Tokens, outside};
use crate::facts::{Delimiter, TextRange, Token, TokenKind};

/// Tokens that are in the same delimiters; a pair of these is one tree.
pub(super) struct Trees<'t> {
    text: &'t str,
    tokens: &'t [Token],
    /// Where among the tokens each tree starts.
    starts: SmallVec<[usize; 16]>,
}

impl<'t> Trees<'t> {
    pub(super) fn new(text: &'t str, tokens: &'t [Token], part: Tokens) -> Self {
        Trees {
            text,
            tokens,
            starts: outside(tokens, part).collect(),
        }
    }

    /// Takes some trees away, by their indices in order.
    pub(super) fn remove(&mut self, indices: &[usize]) {
        let mut at = 0;
        self.starts.retain(|_| {
            at += 1;
            indices.binary_search(&(at - 1)).is_err()
        });
    }

    /// All tokens, those in delimiters as well.
    pub(super) fn tokens(&self) -> impl Iterator<Item = &'t Token> {
        let tokens = self.tokens;
        let trees = self.starts.iter();
        trees.flat_map(move |start| {
            let last = match tokens[*start].kind {
                TokenKind::Open(_, close) => close as usize,
                _ => *start,
            };
            &tokens[*start..=last]
        })
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len()
    }

    /// The first token of the tree at an index.
    pub(super) fn get(&self, at: usize) -> Option<&'t Token> {
        self.starts.get(at).map(|start| &self.tokens[*start])
    }

    /// The identifier or keyword at an index.
    pub(super) fn word(&self, at: usize) -> Option<&'t str> {
        let token = self.get(at)?;
        (token.kind == TokenKind::Ident).then(|| token.text(self.text))
    }

    pub(super) fn is_word(&self, at: usize, word: &str) -> bool {
        self.word(at) == Some(word)
    }

    /// Where the identifier or keyword at an index stands.
    pub(super) fn name(&self, at: usize) -> Option<TextRange> {
        let token = self.get(at)?;
        (token.kind == TokenKind::Ident).then_some(token.range)
    }

    pub(super) fn is_punct(&self, at: usize, character: char) -> bool {
        self.get(at).is_some_and(
            |token| matches!(token.kind, TokenKind::Punct(found, _) if found == character),
        )
    }

    /// Whether punctuation stands before the tree at an index.
    pub(super) fn is_behind(&self, at: usize, character: char) -> bool {
        at > 0 && self.is_punct(at - 1, character)
    }

    /// How many lifetimes stand right before the tree at an index: one, or none.
    pub(super) fn lifetimes_before(&self, at: usize) -> usize {
        let before = at.checked_sub(1).and_then(|before| self.get(before));
        usize::from(before.is_some_and(|token| token.kind == TokenKind::Lifetime))
    }

    /// Whether a `::` starts at an index.
    pub(super) fn is_colons(&self, at: usize) -> bool {
        self.is_punct(at, ':') && self.is_punct(at + 1, ':')
    }

    /// Whether a `::` stands before the tree at an index.
    pub(super) fn is_behind_colons(&self, at: usize) -> bool {
        at > 1 && self.is_colons(at - 2)
    }

    /// The delimiters at an index, and what is in them.
    pub(super) fn group(&self, at: usize) -> Option<(Delimiter, Tokens)> {
        let start = *self.starts.get(at)?;
        match self.tokens[start].kind {
            TokenKind::Open(delimiter, close) => Some((delimiter, (index(start + 1), close))),
            _ => None,
        }
    }

    /// The tokens of some trees.
    pub(super) fn tokens_of(&self, from: usize, to: usize) -> Tokens {
        let start = |at: usize| self.starts.get(at).copied().map_or(0, index);
        let end = match to.checked_sub(1).filter(|_| from < to) {
            Some(last) => match self.group(last) {
                Some((_, (_, close))) => close + 1,
                None => start(last) + 1,
            },
            None => start(from),
        };
        (start(from), end)
    }

    /// The parts between commas; one behind the last comma may be empty.
    pub(super) fn parts(&self) -> impl Iterator<Item = Tokens> {
        let mut from = Some(0);
        std::iter::from_fn(move || {
            let start = from?;
            let comma = (start..self.len()).find(|at| self.is_punct(*at, ','));
            from = comma.map(|comma| comma + 1);
            Some(self.tokens_of(start, comma.unwrap_or(self.len())))
        })
    }
}

fn index(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
