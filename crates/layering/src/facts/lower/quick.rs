//! Files whose functions are read without `syn`, and code that a macro produced.
//!
//! The bodies are taken out of the text that `syn` gets to see, and are lowered when the
//! walk comes by the function. So everything around them is what it always was. If
//! anything is out of the ordinary, the text is left to `syn` as it is.

use bumpalo::Bump;
use rustc_hash::FxHashMap;
use syn::visit::Visit;

use super::prepare::{Skeleton, are_too_deep};
use super::{Lower, Offsets, Syntax};
use crate::facts::code::{Block, Cursor, Statement, all, bodies, body, input};
use crate::facts::{Context, Directive, FileFacts, TextRange, Token, TokenKind, lex};

/// Bodies that were taken out, by where their brace opens.
#[derive(Default)]
pub(super) struct Bodies<'a> {
    by_brace: FxHashMap<u32, Block<'a>>,
    /// How many of them the walk came by.
    visited: usize,
}

/// What was read with the short cut.
#[derive(Debug)]
pub struct ReadQuickly {
    /// The facts.
    pub facts: FileFacts,
    /// How many bodies of functions `syn` had to read.
    pub left: usize,
}

/// The facts of a file or of items; `None` says nothing but that `syn` has to read them.
pub(super) fn read(text: &str) -> Option<ReadQuickly> {
    // What is between the tokens counts where comments speak to the linter.
    if super::prelude_len(text) > 0 || text.contains(Directive::PREFIX) {
        return None;
    }
    let tokens = lex(text)?;
    if are_too_deep(&tokens) {
        return None;
    }
    let arena = Bump::new();
    let mut bodies = Bodies::default();
    let mut gaps = Vec::new();
    let mut left = 0;
    for open in self::bodies(text, &tokens) {
        let range = inside(&tokens, open)?;
        if let Some(block) = body(text, &tokens, open, &arena) {
            bodies.by_brace.insert(tokens[open].range.start, block);
            gaps.push(range);
        } else {
            left += 1;
        }
    }
    let skeleton = Skeleton::new(text, &tokens, &gaps);
    let stream = skeleton.text.parse().ok()?;
    let file: syn::File = syn::parse2(stream).ok()?;
    let offsets = Offsets::with_gaps(&skeleton.text, text, &skeleton.starts);
    let mut lower = Lower {
        tokens: &tokens,
        bodies,
        ..Lower::new(text, offsets)
    };
    lower.file(&file);
    let is_all = lower.bodies.visited == lower.bodies.by_brace.len();
    (is_all && !lower.is_refused).then(|| ReadQuickly {
        facts: lower.finish(),
        left,
    })
}

/// The facts of code without items around it; `None` says nothing but that `syn` has to
/// read it.
pub(super) fn read_code(text: &str, syntax: Syntax) -> Option<FileFacts> {
    let tokens = lex(text)?;
    if are_too_deep(&tokens) {
        return None;
    }
    let arena = Bump::new();
    let mut lower = Lower {
        tokens: &tokens,
        ..Lower::new(text, Offsets::new("", 0))
    };
    match syntax {
        Syntax::Statements => {
            let block = all(text, &tokens, &arena, Cursor::statements)?;
            lower.code_produced(block);
        }
        Syntax::Expression => match all(text, &tokens, &arena, Cursor::expr) {
            Some(expr) => lower.produced(|lower| lower.code_expr(&expr)),
            None => lower.code_produced(all(text, &tokens, &arena, Cursor::statements)?),
        },
        Syntax::Type => {
            let ty = all(text, &tokens, &arena, Cursor::ty)?;
            lower.produced(|lower| lower.code_type(&ty));
        }
        Syntax::Pattern => {
            let pattern = all(text, &tokens, &arena, Cursor::pattern)?;
            lower.produced(|lower| lower.code_pattern(&pattern));
        }
        Syntax::Arguments => {
            let input = input(text, &tokens, &arena)?;
            lower.context = Some(Context::MacroArg);
            lower.code_input(&input);
            lower.code_words((0, u32::try_from(tokens.len()).ok()?));
        }
        Syntax::File | Syntax::Items | Syntax::Included | Syntax::Tokens | Syntax::Paths => {
            return None;
        }
    }
    (!lower.is_refused).then(|| lower.finish())
}

impl Lower<'_> {
    /// Statements that a macro produced.
    fn code_produced(&mut self, block: Block<'_>) {
        for statement in block {
            match statement {
                Statement::Item(_) => self.code_statement(statement),
                statement => self.produced(|lower| lower.code_statement(statement)),
            }
        }
    }

    /// The body of a function, which may have been taken out.
    pub(super) fn body(&mut self, body: &syn::Block) {
        if self.bodies.by_brace.is_empty() {
            return self.visit_block(body);
        }
        let brace = self.offsets.range(body.brace_token.span.open()).start;
        let Some(block) = self.bodies.by_brace.get(&brace).copied() else {
            return self.visit_block(body);
        };
        self.bodies.visited += 1;
        self.with(
            |lower| &mut lower.in_signature,
            false,
            |lower| lower.code_block(block),
        );
    }
}

/// What is between a brace and the one that closes it.
fn inside(tokens: &[Token], open: usize) -> Option<TextRange> {
    let TokenKind::Open(_, close) = tokens[open].kind else {
        return None;
    };
    Some(TextRange {
        start: tokens[open].range.end,
        end: tokens[close as usize].range.start,
    })
}
