//! Where a fragment ends that a variable of a matcher is bound to.
//!
//! Apart from matching, which tries the same fragments again with each rule.

use std::cell::RefCell;
use std::ops::Range;

use rustc_hash::FxHashMap;

use super::groups::Group;
use super::rules::{self, is_punct};
use super::{Dialect, Source};
use crate::facts::{
    Delimiter, Fragment, TokenKind, fragment_end, fragment_len, item_end, item_ends,
};

/// What is known of an input: the rules of a macro try the same again.
pub(super) struct Known {
    dialect: Dialect,
    /// Where a fragment ends that starts a part of the input.
    fragments: RefCell<Ends>,
    items: RefCell<Items>,
}

impl Known {
    pub(super) fn new(dialect: Dialect) -> Self {
        Known {
            dialect,
            fragments: RefCell::default(),
            items: RefCell::default(),
        }
    }
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
        let Dialect {
            has_alternatives,
            has_const,
        } = self.known.dialect;
        let kind = match kind {
            "pat" if !has_alternatives => "pat_param",
            "expr" if !has_const => "expr_2021",
            kind => kind,
        };
        if let Some(group) = self.input.groups.at(input.start) {
            return self.handed_on(kind, group, input);
        }
        let one = input.start + 1;
        // The attribute that a doc comment stands for is not in the text.
        let of_comment = self.input.tokens[..input.end]
            .get(input.start)
            .is_some_and(|token| token.of_comment);
        match kind {
            "meta" if of_comment => Some(input.end),
            "expr" | "expr_2021" if of_comment => (first? == TokenKind::Literal).then_some(one),
            "expr" if self.is_word(&input, &["let"]) => None,
            "expr_2021" if self.is_word(&input, &["let", "const", "_"]) => None,
            "vis" => self.grammar(Fragment::Visibility, input),
            "ident" => (first? == TokenKind::Ident && self.input.token_text(input.start) != "_")
                .then_some(one),
            "lifetime" => (first? == TokenKind::Lifetime).then_some(one),
            "tt" => first.map(|_| rules::tree_end(self.input, input.start)),
            "block" => match first? {
                TokenKind::Open(Delimiter::Brace, close) => Some(close as usize + 1),
                _ => None,
            },
            "literal" => self.literal(input),
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

    /// Where a fragment ends that starts with one which another macro handed on.
    fn handed_on(&self, kind: &str, group: Group<'_>, input: Range<usize>) -> Option<usize> {
        let Group { start, end, .. } = group;
        let is_behind = |character| end < input.end && is_punct(self.input, end, character);
        let is_all = end >= input.end || is_behind(',') || is_behind(';');
        let at_least = |end: Option<usize>| end.filter(|end| *end >= group.end);
        let is_expr = group.kind.starts_with("expr");
        let is_pat = group.kind.starts_with("pat");
        match kind {
            "tt" => Some(end),
            "vis" if group.kind != "vis" => Some(start),
            "expr" | "expr_2021" if is_expr && is_all => Some(end),
            "expr" | "expr_2021" => match group.kind {
                // It is all of the path that there is.
                "path" if is_behind('!') || self.is_brace(end) => Some(end),
                "block" | "literal" | "path" => at_least(self.grammar(Fragment::Expr, input)),
                _ if is_expr => at_least(self.grammar(Fragment::Expr, input)),
                _ => None,
            },
            "pat" if is_pat && !is_behind('|') => Some(end),
            "pat_param" if is_pat => Some(end),
            "pat" | "pat_param"
                if is_pat || is_expr || ["literal", "path"].contains(&group.kind) =>
            {
                let fragment = match kind {
                    "pat" => Fragment::Pattern,
                    _ => Fragment::PatternNoTop,
                };
                let pattern = at_least(self.grammar(fragment, input));
                // What the expression is, nobody asks yet.
                pattern.or(is_expr.then_some(end))
            }
            "ty" if group.kind == "path" => at_least(self.grammar(Fragment::Type, input)),
            "path" if group.kind == "ty" => {
                let path = self.grammar(Fragment::Path, start..end);
                path.filter(|path| *path == end)
            }
            "meta" if matches!(group.kind, "path" | "ty") => {
                at_least(self.grammar(Fragment::Meta, input))
            }
            "literal" if is_expr => self.literal_in(start..end).then_some(end),
            "stmt" if group.kind != "stmt" => at_least(self.grammar(Fragment::Statement, input)),
            "item" if matches!(group.kind, "path" | "vis") => at_least(self.item(&input)),
            kind => (kind == group.kind).then_some(end),
        }
    }

    /// Whether a part of the input starts with one of some words.
    fn is_word(&self, input: &Range<usize>, words: &[&str]) -> bool {
        !input.is_empty()
            && self.input.tokens[input.start].kind == TokenKind::Ident
            && words.contains(&self.input.token_text(input.start))
    }

    fn is_brace(&self, at: usize) -> bool {
        let token = self.input.tokens.get(at);
        token.is_some_and(|token| matches!(token.kind, TokenKind::Open(Delimiter::Brace, _)))
    }

    /// Whether all of an expression is a literal, maybe in parentheses.
    fn literal_in(&self, mut tokens: Range<usize>) -> bool {
        while let Some(TokenKind::Open(Delimiter::Paren, close)) =
            self.input.tokens.get(tokens.start).map(|token| token.kind)
            && close as usize + 1 == tokens.end
        {
            tokens = tokens.start + 1..close as usize;
        }
        self.literal(tokens.clone()) == Some(tokens.end)
    }

    /// Where the literal ends that starts some tokens.
    fn literal(&self, tokens: Range<usize>) -> Option<usize> {
        let one = tokens.start + 1;
        let kind = |at: usize| (at < tokens.end).then(|| self.input.tokens[at].kind);
        match kind(tokens.start)? {
            TokenKind::Literal => Some(one),
            TokenKind::Ident => {
                matches!(self.input.token_text(tokens.start), "true" | "false").then_some(one)
            }
            TokenKind::Punct('-', _) => matches!(kind(one)?, TokenKind::Literal).then_some(one + 1),
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
