//! Files, and code that a macro produced, that are read without `syn`.
//!
//! If anything is out of the ordinary, the text is left to `syn` as it is.

use bumpalo::Bump;

use super::prepare::too_deep;
use super::{Lower, Offsets, Syntax};
use crate::facts::code::{Block, Cursor, Statement, input, part};
use crate::facts::{Context, FileFacts, Token};

/// The facts of a file or of items; `None` says nothing but that `syn` has to read them.
pub(super) fn read(
    (text, skipped): (&str, usize),
    tokens: &[Token],
    syntax: Syntax,
) -> Option<FileFacts> {
    if too_deep(text, tokens).is_some() {
        return None;
    }
    let arena = Bump::new();
    let (attributes, items) = all(text, tokens, &arena, Cursor::file)?;
    let mut lower = Lower {
        tokens,
        is_quick: true,
        ..Lower::new(text, Offsets::new("", 0))
    };
    if syntax == Syntax::File {
        lower.facts.directives = super::comments::directives(text, skipped, tokens);
    }
    lower.code_file(attributes, items);
    Some(lower.finish())
}

/// The facts of code without items around it; `None` says nothing but that `syn` has to
/// read it.
pub(super) fn read_code(text: &str, tokens: &[Token], syntax: Syntax) -> Option<FileFacts> {
    if too_deep(text, tokens).is_some() {
        return None;
    }
    let arena = Bump::new();
    let mut lower = Lower {
        tokens,
        is_quick: true,
        ..Lower::new(text, Offsets::new("", 0))
    };
    match syntax {
        Syntax::Statements => {
            let block = all(text, tokens, &arena, Cursor::statements)?;
            lower.code_produced(block);
        }
        Syntax::Expression => match all(text, tokens, &arena, Cursor::expr) {
            Some(expr) => lower.produced(|lower| lower.code_expr(&expr)),
            None => lower.code_produced(all(text, tokens, &arena, Cursor::statements)?),
        },
        Syntax::Type => {
            let ty = all(text, tokens, &arena, Cursor::ty)?;
            lower.produced(|lower| lower.code_type(&ty));
        }
        Syntax::Pattern => {
            let pattern = all(text, tokens, &arena, Cursor::pattern)?;
            lower.produced(|lower| lower.code_pattern(&pattern));
        }
        Syntax::Arguments => {
            let input = input(text, tokens, (0, end_of(tokens)?), &arena)?;
            lower.context = Some(Context::MacroArg);
            lower.code_input(&input);
            lower.words(lower.all_tokens());
        }
        Syntax::File | Syntax::Items | Syntax::Included | Syntax::Tokens | Syntax::Paths => {
            return None;
        }
    }
    Some(lower.finish())
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
}

/// Reads all of some tokens as something.
fn all<'t, 'a, T>(
    text: &'t str,
    tokens: &'t [Token],
    arena: &'a Bump,
    read: impl FnOnce(&mut Cursor<'t, 'a>) -> Option<T>,
) -> Option<T> {
    part(text, tokens, (0, end_of(tokens)?), arena, read)
}

fn end_of(tokens: &[Token]) -> Option<u32> {
    u32::try_from(tokens.len()).ok()
}
