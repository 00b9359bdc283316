//! Files whose functions are read without `syn`, and code that a macro produced.
//!
//! The bodies are taken out of the text that `syn` gets to see, and are lowered when the
//! walk comes by the function. So everything around them is what it always was. If
//! anything is out of the ordinary, the text is left to `syn` as it is.

use bumpalo::Bump;
use syn::visit::Visit;

use super::cut::{Cut, Part};
use super::prepare::too_deep;
use super::{Lower, Offsets, Syntax};
use crate::facts::code::{Block, Cursor, Statement, all, input};
use crate::facts::{Context, FileFacts, lex};

/// What was read with the short cut.
#[derive(Debug)]
pub struct ReadQuickly {
    /// The facts.
    pub facts: FileFacts,
    /// How many bodies of functions `syn` had to read.
    pub left: usize,
}

/// The facts of a file or of items; `None` says nothing but that `syn` has to read them.
pub(super) fn read(text: &str, syntax: Syntax) -> Option<ReadQuickly> {
    if super::prelude_len(text) > 0 {
        return None;
    }
    let tokens = lex(text)?;
    let arena = Bump::new();
    let Cut {
        skeleton,
        taken,
        left,
    } = Cut::new(text, &tokens, &arena)?;
    let stream = skeleton.text.parse().ok()?;
    let file: syn::File = syn::parse2(stream).ok()?;
    let offsets = Offsets::with_gaps(&skeleton.text, (text, 0), &skeleton.starts);
    let mut lower = Lower {
        tokens: &tokens,
        taken,
        ..Lower::new(text, offsets)
    };
    if syntax == Syntax::File {
        lower.facts.directives = super::directives(text);
    }
    lower.file(&file);
    let is_all = lower.taken.visited == lower.taken.by_opening.len();
    (is_all && !lower.is_refused).then(|| ReadQuickly {
        facts: lower.finish(),
        left,
    })
}

/// The facts of code without items around it; `None` says nothing but that `syn` has to
/// read it.
pub(super) fn read_code(text: &str, syntax: Syntax) -> Option<FileFacts> {
    let tokens = lex(text)?;
    if too_deep(&tokens).is_some() {
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
            lower.words(lower.all_tokens());
        }
        Syntax::File | Syntax::Items | Syntax::Included | Syntax::Tokens | Syntax::Paths => {
            return None;
        }
    }
    (!lower.is_refused).then(|| lower.finish())
}

impl<'t> Lower<'t> {
    /// Statements that a macro produced.
    fn code_produced(&mut self, block: Block<'_>) {
        for statement in block {
            match statement {
                Statement::Item(_) => self.code_statement(statement),
                statement => self.produced(|lower| lower.code_statement(statement)),
            }
        }
    }

    /// What was taken out from behind an opening delimiter.
    fn taken(&mut self, opening: proc_macro2::Span) -> Option<Part<'t>> {
        if self.taken.by_opening.is_empty() {
            return None;
        }
        let start = self.offsets.range(opening).start;
        let part = self.taken.by_opening.get(&start).copied();
        self.taken.visited += usize::from(part.is_some());
        part
    }

    /// Notes that the walk came by a call, whose input may have been taken out.
    pub(super) fn come_by(&mut self, call: &syn::Macro) {
        self.taken(call.delimiter.span().open());
    }

    /// The body of a function, which may have been taken out.
    pub(super) fn body(&mut self, body: &syn::Block) {
        let Some(Part::Body(block)) = self.taken(body.brace_token.span.open()) else {
            return self.visit_block(body);
        };
        self.with(
            |lower| &mut lower.in_signature,
            false,
            |lower| lower.code_block(block),
        );
    }
}
