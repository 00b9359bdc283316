//! The rules of a `macro_rules!`: pairs of a matcher and a transcriber.

use std::ops::Range;

use super::Source;
use crate::facts::{Delimiter, TokenKind};

/// A rule; both sides are ranges of tokens, without their delimiters.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) matcher: Range<usize>,
    pub(super) transcriber: Range<usize>,
    /// What is in the delimiters of calls in the transcriber; of calls in there, nothing.
    inputs: Vec<Range<usize>>,
}

impl Rule {
    /// Whether what a token of the transcriber stands for is handed to another macro.
    pub(super) fn is_handed_on(&self, at: usize) -> bool {
        let behind = self.inputs.partition_point(|input| input.start <= at);
        let last = behind.checked_sub(1).map(|last| &self.inputs[last]);
        last.is_some_and(|last| at < last.end)
    }
}

/// The rules of a definition's body.
pub(super) fn parse(body: &Source<'_>) -> Option<Vec<Rule>> {
    let mut rules = Vec::new();
    let mut at = 0;
    while at < body.tokens.len() {
        let matcher = group(body, at)?;
        let arrow = matcher.end + 1;
        if !is_punct(body, arrow, '=') || !is_punct(body, arrow + 1, '>') {
            return None;
        }
        let transcriber = group(body, arrow + 2)?;
        at = transcriber.end + 1;
        if at < body.tokens.len() && is_punct(body, at, ';') {
            at += 1;
        }
        rules.push(Rule {
            matcher,
            inputs: inputs(body, transcriber.clone()),
            transcriber,
        });
    }
    Some(rules)
}

/// What is in delimiters behind a `!`.
fn inputs(body: &Source<'_>, part: Range<usize>) -> Vec<Range<usize>> {
    let mut inputs = Vec::new();
    let mut at = part.start;
    while at < part.end {
        let input = group(body, at + 1).filter(|_| is_punct(body, at, '!'));
        at = input.as_ref().map_or(at, |input| input.end) + 1;
        inputs.extend(input);
    }
    inputs
}

/// The inside of the group that opens at a token.
pub(super) fn group(source: &Source<'_>, at: usize) -> Option<Range<usize>> {
    match source.tokens.get(at)?.kind {
        TokenKind::Open(_, close) => Some(at + 1..close as usize),
        _ => None,
    }
}

pub(super) fn is_punct(source: &Source<'_>, at: usize, character: char) -> bool {
    matches!(source.tokens.get(at), Some(token) if matches!(token.kind, TokenKind::Punct(c, _) if c == character))
}

/// Whether a `$` stands at a token which introduces something: the last one of a group is
/// a token as any other.
pub(super) fn is_dollar(source: &Source<'_>, at: usize) -> bool {
    let next = source.tokens.get(at + 1).map(|token| token.kind);
    is_punct(source, at, '$') && !matches!(next, None | Some(TokenKind::Close(_)))
}

/// What a `$` introduces.
pub(super) enum Dollar<'a> {
    /// `$name:kind`; `$name` has no kind.
    Variable {
        name: &'a str,
        kind: Option<&'a str>,
    },
    /// `$crate`
    Crate,
    /// `$( … ) separator operator`
    Repetition {
        inside: Range<usize>,
        separator: Range<usize>,
        operator: char,
    },
}

/// Reads what stands behind the `$` at a token; returns the token behind it.
/// `in_matcher` says whether a name has a kind.
pub(super) fn dollar<'a>(
    source: &Source<'a>,
    at: usize,
    in_matcher: bool,
) -> Option<(Dollar<'a>, usize)> {
    match source.tokens.get(at + 1)?.kind {
        TokenKind::Open(Delimiter::Paren, close) => {
            let inside = at + 2..close as usize;
            let start = inside.end + 1;
            // A separator is one token, and an operator may be one.
            let operator = |at: usize| match source.tokens.get(at).map(|token| token.kind) {
                Some(TokenKind::Punct(operator @ ('*' | '+' | '?'), _)) => Some(operator),
                _ => None,
            };
            let end = match operator(start) {
                Some(_) => start,
                None => start + token_len(source, start),
            };
            let found = operator(end)?;
            let repetition = Dollar::Repetition {
                inside,
                separator: start..end,
                operator: found,
            };
            Some((repetition, end + 1))
        }
        TokenKind::Ident => {
            let name = source.token_text(at + 1);
            if name == "crate" {
                return Some((Dollar::Crate, at + 2));
            }
            let has_kind = in_matcher && is_punct(source, at + 2, ':');
            let kind = has_kind.then(|| source.token_text(at + 3));
            let behind = if has_kind { at + 4 } else { at + 2 };
            Some((Dollar::Variable { name, kind }, behind))
        }
        _ => None,
    }
}

/// Tokens of several characters, the longest first (Rust reference, "Tokens").
const OPERATORS: &[&str] = &[
    "<<=", ">>=", "...", "..=", "=>", "==", "!=", "<=", ">=", "&&", "||", "+=", "-=", "*=", "/=",
    "%=", "^=", "&=", "|=", "<<", ">>", "->", "::", "..", "<-",
];

/// The end of the one token, or of the delimiters, that start at a token.
pub(super) fn tree_end(source: &Source<'_>, at: usize) -> usize {
    if let Some(group) = source.groups.at(at) {
        return group.end;
    }
    match source.tokens[at].kind {
        TokenKind::Open(_, close) => close as usize + 1,
        _ => at + token_len(source, at),
    }
}

/// The number of lexed tokens that make the one token at `at`, as `=>`.
pub(super) fn token_len(source: &Source<'_>, at: usize) -> usize {
    // Characters that are joined stand next to each other in the text.
    let joined = match source.tokens.get(at).map(|token| (token.kind, token.range)) {
        Some((TokenKind::Punct(_, true), range)) => &source.text[range.start as usize..],
        _ => return 1,
    };
    let operator = OPERATORS
        .iter()
        .find(|operator| joined.starts_with(**operator));
    operator.map_or(1, |operator| operator.len())
}
