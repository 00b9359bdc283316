//! A matcher against the input of a call.
//!
//! Repetitions are greedy, and a failed one is given back; rustc, which never
//! goes back, refuses the definitions for which that would differ.

use std::ops::Range;
use std::rc::Rc;

use smallvec::SmallVec;

use super::Source;
use super::fragments::{Fragments, Known};
use super::rules::{self, Dollar, is_dollar};
use crate::facts::TokenKind;

/// What the variables of a matcher are bound to: few, and many times.
#[derive(Clone, Debug, Default)]
pub(super) struct Bindings<'a>(SmallVec<[(&'a str, Bound<'a>); 1]>);

impl<'a> Bindings<'a> {
    pub(super) fn get(&self, name: &str) -> Option<&Bound<'a>> {
        let bound = self.0.iter().find(|(known, _)| *known == name);
        bound.map(|(_, bound)| bound)
    }

    /// Those of one round of a variable.
    pub(super) fn of_tree(name: &'a str, range: Range<usize>) -> Self {
        let bound = Bound::Tokens { range, kind: "tt" };
        Bindings([(name, bound)].into_iter().collect())
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
    /// Tokens of the input, and the kind of fragment that they are.
    Tokens { range: Range<usize>, kind: &'a str },
    /// Tokens of the input, one for each round of a repetition; a pair of delimiters is
    /// one with all that is in it.
    Trees(Range<usize>),
    /// One for each round of a repetition.
    Rounds(Rc<Vec<Bindings<'a>>>),
}

/// Matches all of the input.
pub(super) fn run<'a>(
    body: &Source<'a>,
    matcher: Range<usize>,
    input: &Source<'_>,
    known: &Known,
) -> Option<Bindings<'a>> {
    let mut bindings = Bindings::default();
    let matching = Matching {
        body,
        input,
        fragments: Fragments { input, known },
    };
    let end = matching.sequence(matcher, 0..input.tokens.len(), &mut bindings)?;
    (end == input.tokens.len()).then_some(bindings)
}

struct Matching<'m, 'a, 'i> {
    body: &'m Source<'a>,
    input: &'m Source<'i>,
    fragments: Fragments<'m, 'i>,
}

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
            if is_dollar(self.body, next)
                && let Some((dollar, behind)) = rules::dollar(self.body, next, true)
            {
                at = self.dollar(dollar, at..input.end, bindings)?;
                next = behind;
                continue;
            }
            // No token of what was handed on is seen.
            if at >= input.end || self.input.groups.at(at).is_some() {
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
                let end = self.fragments.end(kind, input.clone())?;
                let bound = Bound::Tokens {
                    range: input.start..end,
                    kind,
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
        if let (Some(name), true, '*' | '+') =
            (self.lone_tree(&inside), separator.is_empty(), operator)
        {
            // Nothing ends that but what is around it.
            let is_enough = operator == '*' || !input.is_empty();
            let end = input.end;
            bindings.insert(name, Bound::Trees(input));
            return is_enough.then_some(end);
        }
        let mut rounds: Vec<Bindings<'a>> = Vec::new();
        let mut at = input.start;
        loop {
            let mut start = at;
            if !rounds.is_empty() {
                if operator == '?' {
                    break;
                }
                let is_separated = separator.clone().all(|token| {
                    let is_there = start < input.end && self.input.groups.at(start).is_none();
                    let same = is_there && self.same(token, start);
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

    /// The variable that a matcher is, if it is one of kind `tt`.
    fn lone_tree(&self, matcher: &Range<usize>) -> Option<&'a str> {
        if !is_dollar(self.body, matcher.start) {
            return None;
        }
        match rules::dollar(self.body, matcher.start, true)? {
            (
                Dollar::Variable {
                    name,
                    kind: Some("tt"),
                },
                behind,
            ) if behind == matcher.end => Some(name),
            _ => None,
        }
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
                )) if is_dollar(self.body, next) => {
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
}

/// The names of the variables in a part of a matcher or transcriber.
pub(super) fn variables<'a>(body: &Source<'a>, part: Range<usize>) -> Vec<&'a str> {
    let mut names = Vec::new();
    for at in part {
        if is_dollar(body, at)
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
