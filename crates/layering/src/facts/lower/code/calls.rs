//! Macro calls in code that was read without `syn`.
//!
//! Where the input reads as code, as it mostly does, it was read with the code around it.
//! Any other input is read with `syn` after all.

use bumpalo::Bump;

use crate::facts::code::{Call, Expr, Input, input};
use crate::facts::lower::Lower;
use crate::facts::lower::calls::Called;
use crate::facts::tokens::Tokens;
use crate::facts::{Context, Expects, Produces};

impl<'t> Lower<'t> {
    /// A macro call where something else than a statement stands.
    pub(super) fn code_call(&mut self, call: &Call<'_>, produces: Produces) {
        let path = self.code_path(&call.path, Expects::Macro, Context::MacroCall);
        let called = self.code_called(call);
        self.call_in_code(path, called, produces, |lower| match call.reads_as {
            Input::Unknown => lower.other_arguments(called.tokens),
            _ => {
                lower.code_input(&call.reads_as);
                true
            }
        });
    }

    /// A macro call where a statement stands.
    pub(super) fn code_statement_call(&mut self, call: &Call<'_>) {
        let called = self.code_called(call);
        let path =
            |lower: &mut Self| lower.code_path(&call.path, Expects::Macro, Context::MacroCall);
        self.statement_call(called, path, |lower| {
            match (call.statements, call.reads_as) {
                // What a `let` in the input binds is in scope behind the call.
                (Some(statements), _) => {
                    let statements = statements.iter();
                    statements.for_each(|statement| lower.code_statement(statement));
                    true
                }
                (None, Input::Unknown) => lower.statement_arguments(called.tokens),
                (None, _) => {
                    lower.code_input(&call.reads_as);
                    if call.has_lets {
                        lower.lets(called.tokens);
                    }
                    true
                }
            }
        });
    }

    fn code_called(&self, call: &Call<'_>) -> Called<'t> {
        let name = call.path.last();
        Called {
            name: name.map_or("", |last| last.name.of(self.text)),
            input: call.input,
            tokens: call.tokens,
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

    /// A part of an input, as what it reads as; returns whether that is known.
    pub(in crate::facts::lower) fn code_part(&mut self, tokens: Tokens) -> bool {
        let arena = Bump::new();
        let input = input(self.text, self.tokens, tokens, &arena);
        if let Some(input) = &input {
            self.code_input(input);
        }
        input.is_some()
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
        let called = self.code_called(call);
        self.may_define_items(called.name, called.tokens)
    }
}
