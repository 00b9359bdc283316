//! A `macro_rules!` that is read once, for all of its calls.

use std::ops::Range;

use super::fragments::Known;
use super::groups::Groups;
use super::rules::{self, Dollar, Rule, is_dollar};
use super::{Expansion, Home, Side, Source, is_whole, matching, transcribe};
use crate::facts::{self, Token, TokenKind};

/// The rules of a macro.
#[derive(Debug)]
pub struct Definition {
    tokens: Vec<Token>,
    rules: Vec<Rule>,
    /// Whether the input of a call in code means what it means where it stands, if
    /// it reads as code there: all rules take expressions, which nothing can take
    /// apart again, and what they write brings no name into scope.
    pub is_transparent: bool,
}

impl Definition {
    /// Reads the text between the outer braces of a macro; `None` if it is not
    /// made of rules.
    pub fn new(body: &str) -> Option<Self> {
        let tokens = facts::lex(body)?;
        let source = Source {
            text: body,
            tokens: &tokens,
            side: Side::Body,
            groups: Groups::default(),
        };
        let rules = rules::parse(&source)?;
        let is_transparent = rules.iter().all(|rule| {
            takes_expressions(&source, rule.matcher.clone())
                && !defines_names(&source, rule.transcriber.clone())
        });
        Some(Definition {
            tokens,
            rules,
            is_transparent,
        })
    }

    /// Expands a call of the macro, whose `body` it was read from; `None` if no rule
    /// matches, or the one that does is not understood.
    pub fn expand(&self, body: &str, home: Home, input: &str) -> Option<Expansion> {
        let body = Source {
            text: body,
            tokens: &self.tokens,
            side: Side::Body,
            groups: Groups::default(),
        };
        let tokens = facts::lex(input)?;
        let input = Source {
            text: input,
            tokens: &tokens,
            side: Side::Input,
            groups: Groups::new(input, &tokens),
        };
        let known = Known::new(home.dialect);
        for rule in &self.rules {
            if let Some(bound) = matching::run(&body, rule.matcher.clone(), &input, &known) {
                let (text, pieces) = transcribe::run(&body, rule, &input, &bound, home.krate)?;
                return Some(Expansion {
                    text,
                    is_whole: is_whole(&input, &pieces),
                    pieces,
                });
            }
        }
        None
    }
}

/// Whether a matcher has nothing but expressions between punctuation.
fn takes_expressions(body: &Source<'_>, matcher: Range<usize>) -> bool {
    let mut next = matcher.start;
    while next < matcher.end {
        if is_dollar(body, next) {
            let Some((dollar, behind)) = rules::dollar(body, next, true) else {
                return false;
            };
            let is_taken = match dollar {
                Dollar::Variable { kind, .. } => {
                    kind.is_some_and(|kind| ["expr", "expr_2021", "literal"].contains(&kind))
                }
                Dollar::Repetition { inside, .. } => takes_expressions(body, inside),
                Dollar::Crate => false,
            };
            if !is_taken {
                return false;
            }
            next = behind;
            continue;
        }
        if body.tokens[next].kind == TokenKind::Ident {
            return false;
        }
        next += 1;
    }
    true
}

/// Whether what is written may have an item or an import in it.
fn defines_names(body: &Source<'_>, transcriber: Range<usize>) -> bool {
    const HEADS: &[&str] = &[
        "const",
        "enum",
        "extern",
        "fn",
        "macro_rules",
        "mod",
        "static",
        "struct",
        "trait",
        "type",
        "union",
        "use",
    ];
    let mut words = transcriber.filter(|at| body.tokens[*at].kind == TokenKind::Ident);
    words.any(|at| HEADS.contains(&body.token_text(at)))
}
