//! Macro calls in code that was read without `syn`.
//!
//! Where the input reads as code, as it mostly does, it was read with the code around it.
//! Any other call is read with `syn` after all.

use crate::facts::code::{Call, Expr, Input};
use crate::facts::lower::Lower;
use crate::facts::{Context, Expects, PathId, Produces};

impl Lower<'_> {
    /// A macro call where an expression stands.
    pub(super) fn code_call(&mut self, call: &Call<'_>) {
        self.code_call_as(call, Produces::Expression);
    }

    pub(super) fn code_call_as(&mut self, call: &Call<'_>, produces: Produces) {
        match call.reads_as {
            Input::Unknown => self.again::<syn::Macro>(call.range, |lower, call| {
                lower.macro_call(&call, produces);
            }),
            _ => self.code_known_call(call, produces, |lower| lower.code_input(&call.reads_as)),
        }
    }

    /// A macro call where a statement stands.
    pub(super) fn code_statement_call(&mut self, call: &Call<'_>) {
        if matches!(call.reads_as, Input::Unknown) || self.has_item_heads(call.tokens) {
            return self.again::<syn::Macro>(call.range, |lower, call| lower.statement_call(&call));
        }
        let produces = match self.code_may_define_items(call) {
            true => Produces::Statements,
            false => Produces::Expression,
        };
        self.code_known_call(call, produces, |lower| match call.statements {
            // What a `let` in the input binds is in scope behind the call.
            Some(statements) => {
                let statements = statements.iter();
                statements.for_each(|statement| lower.code_statement(statement));
            }
            None => {
                lower.code_input(&call.reads_as);
                if call.has_lets {
                    lower.lets(call.tokens);
                }
            }
        });
    }

    fn code_known_call(
        &mut self,
        call: &Call<'_>,
        produces: Produces,
        read: impl FnOnce(&mut Self),
    ) {
        let path = self.code_path(&call.path, Expects::Macro, Context::MacroCall);
        let first = PathId::next(&self.facts.paths);
        let context = self.context.or(Some(Context::MacroArg));
        self.with(|lower| &mut lower.context, context, read);
        let has_names = self.words(call.tokens);
        if let Some(path) = path
            && (produces == Produces::Statements || has_names)
        {
            let call = self.call(path, call.input, produces);
            self.push_read_call(call, first, false);
        }
    }

    /// As [`Lower::arguments`].
    pub(in crate::facts::lower) fn code_input(&mut self, input: &Input<'_>) {
        match input {
            Input::Expressions(expressions) => self.code_arguments(expressions),
            Input::Match(value, arm, rest) => {
                self.code_expr(value);
                self.code_arm(arm);
                rest.iter().for_each(|value| self.code_expr(value));
            }
            Input::Statements(block) => self.code_block(block),
            Input::Unknown => {}
        }
    }

    /// Expressions that a macro is handed.
    fn code_arguments(&mut self, arguments: &[Expr<'_>]) {
        for argument in arguments {
            match argument {
                Expr::Text(range) => self.captured_in(*range),
                Expr::Attributed(_, Expr::Text(range)) => {
                    self.captured_in(*range);
                    self.code_expr(argument);
                }
                // `name = value` names an argument of the macro.
                Expr::Assign([Expr::Path(_) | Expr::Attributed(_, Expr::Path(_)), value]) => {
                    self.code_expr(value);
                }
                argument => self.code_expr(argument),
            }
        }
    }

    /// Whether a call as a statement may produce items.
    pub(super) fn code_may_define_items(&self, call: &Call<'_>) -> bool {
        let name = call.path.last().map(|segment| segment.name.of(self.text));
        self.may_define_items(name.unwrap_or_default(), call.tokens)
    }
}
