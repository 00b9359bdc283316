//! A matcher against the input of a call.
//!
//! Repetitions are greedy, and a failed one is given back; rustc, which never
//! goes back, refuses the definitions for which that would differ.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::Source;
use super::rules::{self, Dollar, is_punct};
use crate::facts::{Delimiter, Fragment, TokenKind, fragment_end, fragment_len, item_ends};

/// What the variables of a matcher are bound to: few, and many times.
#[derive(Clone, Debug, Default)]
pub(super) struct Bindings<'a>(SmallVec<[(&'a str, Bound<'a>); 1]>);

impl<'a> Bindings<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&Bound<'a>> {
        let bound = self.0.iter().find(|(known, _)| *known == name);
        bound.map(|(_, bound)| bound)
    }

    fn insert(&mut self, name: &'a str, bound: Bound<'a>) {
        match self.0.iter_mut().find(|(known, _)| *known == name) {
            Some(known) => known.1 = bound,
            None => self.0.push((name, bound)),
        }
    }
}

/// What one variable is bound to.
#[derive(Clone, Debug)]
pub(super) enum Bound<'a> {
    /// Tokens of the input; whether they are one expression.
    Tokens { range: Range<usize>, is_expr: bool },
    /// One for each round of a repetition.
    Rounds(Rc<Vec<Bindings<'a>>>),
}

/// What is known of an input: the rules of a macro try the same again.
#[derive(Default)]
pub(super) struct Known {
    /// Where a fragment ends that starts a part of the input.
    fragments: RefCell<Fragments>,
    items: RefCell<Items>,
}

type Fragments = FxHashMap<(Fragment, Range<usize>), Option<usize>>;

/// Matches all of the input.
pub(super) fn run<'a>(
    body: &Source<'a>,
    matcher: Range<usize>,
    input: &Source<'_>,
    known: &Known,
) -> Option<Bindings<'a>> {
    let mut bindings = Bindings::default();
    let matching = Matching { body, input, known };
    let end = matching.sequence(matcher, 0..input.tokens.len(), &mut bindings)?;
    (end == input.tokens.len()).then_some(bindings)
}

struct Matching<'m, 'a, 'i> {
    body: &'m Source<'a>,
    input: &'m Source<'i>,
    known: &'m Known,
}

/// The token behind the item that starts with a token. Macros that pass on all
/// of their input match one after the other.
type Items = FxHashMap<usize, usize>;

impl<'a> Matching<'_, 'a, '_> {
    /// Matches the tokens of a matcher at the start of a range of the input;
    /// returns where the match ends.
    fn sequence(
        &self,
        matcher: Range<usize>,
        input: Range<usize>,
        bindings: &mut Bindings<'a>,
    ) -> Option<usize> {
        let mut at = input.start;
        let mut next = matcher.start;
        while next < matcher.end {
            if is_punct(self.body, next, '$')
                && let Some((dollar, behind)) = rules::dollar(self.body, next, true)
            {
                at = self.dollar(dollar, at..input.end, bindings)?;
                next = behind;
                continue;
            }
            if at >= input.end {
                return None;
            }
            match (self.body.tokens[next].kind, self.input.tokens[at].kind) {
                (TokenKind::Open(expected, close), TokenKind::Open(found, end))
                    if expected == found =>
                {
                    let (close, end) = (close as usize, end as usize);
                    let inside = self.sequence(next + 1..close, at + 1..end, bindings)?;
                    if inside != end {
                        return None;
                    }
                    (next, at) = (close + 1, end + 1);
                }
                _ if self.same(next, at) => (next, at) = (next + 1, at + 1),
                _ => return None,
            }
        }
        Some(at)
    }

    fn same(&self, expected: usize, found: usize) -> bool {
        match (
            self.body.tokens[expected].kind,
            self.input.tokens[found].kind,
        ) {
            (TokenKind::Punct(a, _), TokenKind::Punct(b, _)) => a == b,
            (TokenKind::Open(..), _) | (_, TokenKind::Open(..)) => false,
            _ => self.body.token_text(expected) == self.input.token_text(found),
        }
    }

    fn dollar(
        &self,
        dollar: Dollar<'a>,
        input: Range<usize>,
        bindings: &mut Bindings<'a>,
    ) -> Option<usize> {
        match dollar {
            Dollar::Crate => None,
            Dollar::Variable { name, kind } => {
                let kind = kind?;
                let end = self.fragment(kind, input.clone())?;
                let bound = Bound::Tokens {
                    range: input.start..end,
                    is_expr: kind.starts_with("expr"),
                };
                bindings.insert(name, bound);
                Some(end)
            }
            Dollar::Repetition {
                inside,
                separator,
                operator,
            } => self.repetition(inside, &separator, operator, input, bindings),
        }
    }

    fn repetition(
        &self,
        inside: Range<usize>,
        separator: &Range<usize>,
        operator: char,
        input: Range<usize>,
        bindings: &mut Bindings<'a>,
    ) -> Option<usize> {
        let mut rounds: Vec<Bindings<'a>> = Vec::new();
        let mut at = input.start;
        loop {
            let mut start = at;
            if !rounds.is_empty() {
                if operator == '?' {
                    break;
                }
                let is_separated = separator.clone().all(|token| {
                    let same = start < input.end && self.same(token, start);
                    start += 1;
                    same
                });
                if !is_separated {
                    break;
                }
            }
            if start >= input.end && !inside.is_empty() && !self.may_be_empty(&inside) {
                break;
            }
            let mut round = Bindings::default();
            match self.sequence(inside.clone(), start..input.end, &mut round) {
                // A round that takes nothing would repeat for ever.
                Some(end) if end > at => {
                    rounds.push(round);
                    at = end;
                }
                _ => break,
            }
        }
        if operator == '+' && rounds.is_empty() {
            return None;
        }
        let rounds = Rc::new(rounds);
        for name in variables(self.body, inside) {
            bindings.insert(name, Bound::Rounds(Rc::clone(&rounds)));
        }
        Some(at)
    }

    /// Whether a matcher can match nothing: it is made of repetitions and of
    /// visibilities.
    fn may_be_empty(&self, matcher: &Range<usize>) -> bool {
        let mut next = matcher.start;
        while next < matcher.end {
            match rules::dollar(self.body, next, true) {
                Some((
                    Dollar::Repetition {
                        operator: '*' | '?',
                        ..
                    },
                    behind,
                )) if is_punct(self.body, next, '$') => {
                    next = behind;
                }
                Some((
                    Dollar::Variable {
                        kind: Some("vis"), ..
                    },
                    behind,
                )) => next = behind,
                _ => return false,
            }
        }
        true
    }

    /// Where a fragment ends that starts the input.
    fn fragment(&self, kind: &str, input: Range<usize>) -> Option<usize> {
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
            "tt" => Some(match first? {
                TokenKind::Open(_, close) => close as usize + 1,
                _ => input.start + rules::token_len(self.input, input.start),
            }),
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

    /// Where the item ends that starts the input; all that follow it are
    /// measured with it.
    fn item(&self, input: &Range<usize>) -> Option<usize> {
        if input.is_empty() {
            return None;
        }
        let mut items = self.known.items.borrow_mut();
        if !items.contains_key(&input.start) {
            let (start, text) = self.text(input);
            let mut first = input.start;
            for end in item_ends(text) {
                let behind = self.token_at(input, start + end);
                items.insert(first, behind);
                first = behind;
            }
        }
        let end = items.get(&input.start).copied();
        end.filter(|end| *end <= input.end)
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

/// The names of the variables in a part of a matcher or transcriber.
pub(super) fn variables<'a>(body: &Source<'a>, part: Range<usize>) -> Vec<&'a str> {
    let mut names = Vec::new();
    for at in part {
        if is_punct(body, at, '$')
            && body
                .tokens
                .get(at + 1)
                .is_some_and(|token| token.kind == TokenKind::Ident)
            && body.token_text(at + 1) != "crate"
        {
            names.push(body.token_text(at + 1));
        }
    }
    names
}
