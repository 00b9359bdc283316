//! Macro calls in code that was read without `syn`.
//!
//! Where the input is expressions, as it mostly is, it was read with the code. Any other
//! call is read with `syn` after all.

use crate::facts::code::{Call, Expr};
use crate::facts::lower::Lower;
use crate::facts::lower::calls::is_plain_name;
use crate::facts::lower::lone::has_item_heads;
use crate::facts::{Context, Expects, PathId, Produces, TextRange, TokenKind};

impl Lower<'_> {
    /// A macro call where an expression stands.
    pub(super) fn code_call(&mut self, call: &Call<'_>) {
        self.code_call_as(call, Produces::Expression);
    }

    pub(super) fn code_call_as(&mut self, call: &Call<'_>, produces: Produces) {
        match call.expressions {
            Some(expressions) => self.code_plain_call(call, expressions, produces),
            None => self.again::<syn::Macro>(call.range, |lower, call| {
                lower.macro_call(&call, produces);
            }),
        }
    }

    /// A macro call where a statement stands.
    pub(super) fn code_statement_call(&mut self, call: &Call<'_>) {
        match call.expressions {
            Some(expressions) if !self.code_has_item_heads(call) => {
                let produces = match self.code_may_define_items(call) {
                    true => Produces::Statements,
                    false => Produces::Expression,
                };
                self.code_plain_call(call, expressions, produces);
            }
            _ => self.again::<syn::Macro>(call.range, |lower, call| lower.statement_call(&call)),
        }
    }

    /// A call whose input is expressions.
    fn code_plain_call(&mut self, call: &Call<'_>, expressions: &[Expr<'_>], produces: Produces) {
        let path = self.code_path(&call.path, Expects::Macro, Context::MacroCall);
        let first = PathId::next(&self.facts.paths);
        let context = self.context.or(Some(Context::MacroArg));
        self.with(
            |lower| &mut lower.context,
            context,
            |lower| {
                expressions
                    .iter()
                    .for_each(|expr| lower.code_argument(expr));
            },
        );
        let has_names = self.code_words(call);
        if let Some(path) = path
            && (produces == Produces::Statements || has_names)
        {
            let call = self.call(path, call.input, produces);
            self.push_read_call(call, first, false);
        }
    }

    fn code_argument(&mut self, argument: &Expr<'_>) {
        match argument {
            Expr::Text(range) => self.captured_in(*range),
            // `name = value` names an argument of the macro.
            Expr::Assign([Expr::Path(_), value]) => self.code_expr(value),
            argument => self.code_expr(argument),
        }
    }

    /// As [`Lower::words`].
    fn code_words(&mut self, call: &Call<'_>) -> bool {
        let (start, end) = call.tokens;
        let mut any = false;
        for token in &self.tokens[start as usize..end as usize] {
            let range = match token.kind {
                TokenKind::Ident => token.range,
                TokenKind::Lifetime => TextRange {
                    start: token.range.start + 1,
                    ..token.range
                },
                _ => continue,
            };
            let name = self.name_at(range);
            self.called.insert(name);
            any = true;
        }
        any
    }

    fn code_has_item_heads(&self, call: &Call<'_>) -> bool {
        let (start, end) = (call.tokens.0 as usize, call.tokens.1 as usize);
        has_item_heads(&self.tokens[start..end], start, self.text)
    }

    pub(super) fn code_may_define_items(&self, call: &Call<'_>) -> bool {
        let name = call.path.last().map(|segment| segment.name.of(self.text));
        !name.is_some_and(is_plain_name) || self.code_has_item_heads(call)
    }
}
