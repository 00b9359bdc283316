//! Where a fragment ends that a variable of a matcher is bound to.
//!
//! Apart from matching, which tries the same fragments again with each rule.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Source;
use super::rules::{self, is_punct};
use crate::facts::{
    Delimiter, Fragment, TokenKind, fragment_end, fragment_len, item_end, item_ends,
};

/// What is known of an input: the rules of a macro try the same again.
#[derive(Default)]
pub(super) struct Known {
    /// Where a fragment ends that starts a part of the input.
    fragments: RefCell<Ends>,
    items: RefCell<Items>,
}

type Ends = FxHashMap<(Fragment, Range<usize>), Option<usize>>;

/// The token behind the item that starts with a token. Macros that pass on all
/// of their input match one after the other.
type Items = FxHashMap<usize, usize>;

/// The fragments of an input.
pub(super) struct Fragments<'m, 'i> {
    pub(super) input: &'m Source<'i>,
    pub(super) known: &'m Known,
}

impl Fragments<'_, '_> {
    /// Where a fragment of a kind ends that starts a part of the input.
    pub(super) fn end(&self, kind: &str, input: Range<usize>) -> Option<usize> {
        let first = self.input.tokens[..input.end]
            .get(input.start)
            .map(|token| token.kind);
        let one = input.start + 1;
        // The attribute that a doc comment stands for is not in the text.
        let of_comment = self.input.tokens[..input.end]
            .get(input.start)
            .is_some_and(|token| token.of_comment);
        match kind {
            "meta" if of_comment => Some(input.end),
            "expr" | "expr_2021" if of_comment => (first? == TokenKind::Literal).then_some(one),
            "vis" => self.grammar(Fragment::Visibility, input),
            "ident" => (first? == TokenKind::Ident && self.input.token_text(input.start) != "_")
                .then_some(one),
            "lifetime" => (first? == TokenKind::Lifetime).then_some(one),
            "tt" => first.map(|_| rules::tree_end(self.input, input.start)),
            "block" => match first? {
                TokenKind::Open(Delimiter::Brace, close) => Some(close as usize + 1),
                _ => None,
            },
            "literal" => match first? {
                TokenKind::Literal => Some(one),
                TokenKind::Ident => {
                    matches!(self.input.token_text(input.start), "true" | "false").then_some(one)
                }
                TokenKind::Punct('-', _) => {
                    matches!(self.input.tokens.get(one)?.kind, TokenKind::Literal)
                        .then_some(one + 1)
                }
                _ => None,
            },
            "expr" | "expr_2021" => self.grammar(Fragment::Expr, input),
            "ty" => self.grammar(Fragment::Type, input),
            "pat" => self.grammar(Fragment::Pattern, input),
            "pat_param" => self.grammar(Fragment::PatternNoTop, input),
            "path" => self.grammar(Fragment::Path, input),
            "stmt" => self.grammar(Fragment::Statement, input),
            "item" => self.item(&input),
            "meta" => self.grammar(Fragment::Meta, input),
            _ => None,
        }
    }

    fn grammar(&self, fragment: Fragment, input: Range<usize>) -> Option<usize> {
        if input.is_empty() {
            return (fragment == Fragment::Visibility).then_some(input.start);
        }
        let key = (fragment, input);
        if let Some(known) = self.known.fragments.borrow().get(&key) {
            return *known;
        }
        let input = key.1.clone();
        let Source { text, tokens, .. } = self.input;
        let behind = match fragment_end(text, tokens, input.clone(), fragment) {
            Some(behind) => behind,
            None => self.measured(fragment, &input),
        };
        let behind =
            behind.filter(|behind| *behind > input.start || fragment == Fragment::Visibility);
        self.known.fragments.borrow_mut().insert(key, behind);
        behind
    }

    fn measured(&self, fragment: Fragment, input: &Range<usize>) -> Option<usize> {
        // The rest of an input can be long, and a fragment seldom is.
        let ends = [self.end_of(fragment, input), input.end];
        ends.iter().find_map(|end| {
            let (start, text) = self.text(&(input.start..*end));
            let len = fragment_len(text, fragment)?;
            let tokens = input.start..*end;
            Some(self.token_at(&tokens, start + len))
        })
    }

    /// Where a fragment ends most likely: it has no `;` or `=>` outside of delimiters,
    /// and no `,` but between `<` and `>`, without which it does not parse.
    fn end_of(&self, fragment: Fragment, input: &Range<usize>) -> usize {
        if fragment == Fragment::Statement {
            return input.end;
        }
        let mut at = input.start;
        while at < input.end {
            at = match self.input.tokens[at].kind {
                TokenKind::Open(_, close) => close as usize + 1,
                TokenKind::Punct(',' | ';', _) => break,
                TokenKind::Punct('=', true) if is_punct(self.input, at + 1, '>') => break,
                _ => at + 1,
            };
        }
        // What starts with none of these is no fragment, or an empty one.
        if at == input.start {
            input.end
        } else {
            at.min(input.end)
        }
    }

    /// Where the item ends that starts the input.
    fn item(&self, input: &Range<usize>) -> Option<usize> {
        if input.is_empty() {
            return None;
        }
        let mut items = self.known.items.borrow_mut();
        let known = items.get(&input.start).copied();
        let end = known.or_else(|| {
            let Source { text, tokens, .. } = self.input;
            match item_end(text, tokens, input.clone()) {
                Some(end) => drop(items.insert(input.start, end)),
                None => self.measure_items(input, &mut items),
            }
            items.get(&input.start).copied()
        });
        end.filter(|end| *end <= input.end)
    }

    /// Adds where each of the items ends that start the input.
    fn measure_items(&self, input: &Range<usize>, items: &mut Items) {
        let (start, text) = self.text(input);
        let mut first = input.start;
        for end in item_ends(text) {
            let behind = self.token_at(input, start + end);
            items.insert(first, behind);
            first = behind;
        }
    }

    /// The text of a part of the input, and where it starts.
    fn text(&self, input: &Range<usize>) -> (usize, &str) {
        let start = self.input.tokens[input.start].range.start as usize;
        let end = self.input.tokens[input.end - 1].range.end as usize;
        (start, &self.input.text[start..end])
    }

    /// The first token of a part of the input that starts at an offset or
    /// behind it.
    fn token_at(&self, input: &Range<usize>, offset: usize) -> usize {
        let tokens = &self.input.tokens[input.clone()];
        input.start + tokens.partition_point(|token| (token.range.start as usize) < offset)
    }
}
