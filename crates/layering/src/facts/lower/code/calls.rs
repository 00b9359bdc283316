//! Macro calls in code that was read without `syn`.
//!
//! Where the input reads as code, as it mostly does, it was read with the code around it.
//! Any other call is read with `syn` after all.

use crate::facts::code::{Call, Expr, Input};
use crate::facts::lower::Lower;
use crate::facts::lower::calls::is_plain_name;
use crate::facts::lower::lone::has_item_heads;
use crate::facts::{Context, Expects, PathId, Produces, ScopeId, TextRange, TokenKind};

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
        if matches!(call.reads_as, Input::Unknown) || self.code_has_item_heads(call) {
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
                    lower.code_lets(call);
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
        let has_names = self.code_words(call.tokens);
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

    /// As [`Lower::lets`].
    fn code_lets(&mut self, call: &Call<'_>) {
        let (start, end) = call.tokens;
        // Whether each of the delimiters around is in a pattern.
        let mut in_pattern = vec![false];
        for token in &self.tokens[start as usize..end as usize] {
            let is_inside = in_pattern.last_mut();
            match (token.kind, is_inside) {
                (TokenKind::Open(..), _) => in_pattern.push(false),
                (TokenKind::Close(_), _) => drop(in_pattern.pop()),
                (TokenKind::Ident, Some(is_inside)) if token.text(self.text) == "let" => {
                    *is_inside = true;
                }
                (TokenKind::Ident, Some(true)) => {
                    let name = self.name_at(token.range);
                    self.facts.lets.push((self.scope, name));
                }
                (TokenKind::Punct('=' | ':' | ';', _), Some(is_inside)) => *is_inside = false,
                _ => {}
            }
        }
    }

    /// As [`Lower::words`], for tokens from one index to another.
    pub(in crate::facts::lower) fn code_words(&mut self, (start, end): (u32, u32)) -> bool {
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

    /// As [`Lower::likely_modules`], for tokens from one index to another.
    pub(in crate::facts::lower) fn code_likely_modules(
        &mut self,
        (start, end): (u32, u32),
        scope: ScopeId,
    ) {
        let tokens = self.tokens;
        let is_punct = |at: usize, character| {
            matches!(tokens.get(at), Some(token)
            if matches!(token.kind, TokenKind::Punct(found, _) if found == character))
        };
        let (mut at, end) = (start as usize, end as usize);
        while at < end {
            let token = tokens[at];
            at += 1;
            match token.kind {
                TokenKind::Ident if token.text(self.text) == "mod" => {
                    let name = tokens[at..end].first();
                    let name = name.filter(|name| name.kind == TokenKind::Ident);
                    if let Some(name) = name.filter(|_| at + 1 < end && is_punct(at + 1, ';')) {
                        let name = self.name_at(name.range);
                        self.facts.likely_modules.push((scope, name));
                    }
                }
                TokenKind::Open(_, close) => {
                    // Only calls in the input are looked into.
                    if at >= 2 && is_punct(at - 2, '!') {
                        let inside = u32::try_from(at).unwrap_or(u32::MAX);
                        self.code_likely_modules((inside, close), scope);
                    }
                    at = close as usize + 1;
                }
                _ => {}
            }
        }
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
