//! Facts of Rust that was read without `syn`: expressions and statements.
//!
//! What [`Visit`](syn::visit::Visit) does for the trees of `syn`, in the same order; the
//! rest of lowering is the same for both.

mod assoc;
mod calls;
mod items;
mod names;

use super::Lower;
use crate::facts::code::{
    Arm, Block, Closure, Expr, Field, For, If, Let, MethodCall, Pattern, Statement, StructExpr,
    Type,
};
use crate::facts::{Context, Expects, NameId, PathId, Produces, ScopeKind, StructPath};

impl Lower<'_> {
    /// The body of a function.
    pub(in crate::facts::lower) fn code_block(&mut self, block: Block<'_>) {
        let has_items = block.iter().any(|statement| match statement {
            Statement::Item(_) => true,
            Statement::Call(_, call) => self.code_may_define_items(call),
            _ => false,
        });
        let walk = |lower: &mut Self| {
            if has_items {
                lower.open(ScopeKind::Block);
            }
            block
                .iter()
                .for_each(|statement| lower.code_statement(statement));
        };
        self.with(
            |lower| &mut lower.in_signature,
            false,
            |lower| lower.in_scope(walk),
        );
    }

    /// A statement.
    pub(in crate::facts::lower) fn code_statement(&mut self, statement: &Statement<'_>) {
        match statement {
            Statement::Let(statement) => self.code_let(statement),
            Statement::Item(item) => self.code_item(item),
            Statement::Call(attributes, call) => {
                self.under_attributes(attributes, |lower| lower.code_statement_call(call));
            }
            Statement::Expr(expr) => self.in_scope(|lower| lower.code_expr(expr)),
        }
    }

    fn code_let(&mut self, statement: &Let<'_>) {
        self.under_attributes(statement.attributes, |lower| {
            if let Some(init) = &statement.init {
                lower.in_scope(|lower| lower.code_expr(init));
            }
            match statement.diverges {
                Some(diverges) => {
                    lower.code_block(diverges);
                    lower.code_pattern(&statement.pattern);
                }
                None => lower.code_irrefutable(&statement.pattern),
            }
            lower.bind();
        });
    }

    /// An expression, which is in no signature whatever it is in.
    pub(in crate::facts::lower) fn code_expr(&mut self, expr: &Expr<'_>) {
        self.with(
            |lower| &mut lower.in_signature,
            false,
            |lower| lower.code_value(expr),
        );
    }

    fn code_value(&mut self, expr: &Expr<'_>) {
        match expr {
            Expr::Plain | Expr::Text(_) => {}
            Expr::Path(path) => {
                self.code_qualified(path, Expects::Value, Context::Expr);
            }
            Expr::Struct(expr) => self.code_struct(expr),
            Expr::Call(function, arguments) => {
                self.code_expr(function);
                self.code_exprs(arguments);
            }
            Expr::MethodCall(call) => self.code_method_call(call),
            Expr::Macro(call) => self.code_call(call, Produces::Expression),
            Expr::Assign(sides) | Expr::Binary(sides) => self.code_exprs(*sides),
            Expr::Cast(value, ty) => {
                self.code_expr(value);
                self.code_type(ty);
            }
            Expr::Block(block) => self.code_block(block),
            Expr::If(expr) => self.code_if(expr),
            Expr::While(condition, body) => self.in_scope(|lower| {
                lower.code_expr(condition);
                lower.code_block(body);
            }),
            Expr::For(expr) => self.code_for(expr),
            Expr::Match(value, arms) => {
                self.code_expr(value);
                arms.iter().for_each(|arm| self.code_arm(arm));
            }
            Expr::Let(pattern, value) => {
                self.code_expr(value);
                self.code_pattern(pattern);
                self.bind();
            }
            Expr::Closure(closure) => self.code_closure(closure),
            Expr::Inner(inner) => self.code_expr(inner),
            Expr::Several(exprs) => self.code_exprs(exprs),
            Expr::Attributed(attributes, expr) => {
                self.under_attributes(attributes, |lower| lower.code_expr(expr));
            }
        }
    }

    fn code_exprs(&mut self, exprs: &[Expr<'_>]) {
        exprs.iter().for_each(|expr| self.code_expr(expr));
    }

    fn code_method_call(&mut self, call: &MethodCall<'_>) {
        self.code_expr(&call.receiver);
        self.code_generics(call.generics);
        self.code_exprs(call.arguments);
        let name = self.name_at(call.name);
        self.called.insert(name);
    }

    fn code_if(&mut self, expr: &If<'_>) {
        // As many branches as there are, without a call for each.
        let mut next = Some(expr);
        while let Some(expr) = next.take() {
            self.in_scope(|lower| {
                lower.code_expr(&expr.condition);
                lower.code_block(expr.then);
            });
            match &expr.otherwise {
                Some(Expr::If(branch)) => next = Some(branch),
                Some(other) => self.code_expr(other),
                None => {}
            }
        }
    }

    fn code_for(&mut self, expr: &For<'_>) {
        self.code_expr(&expr.iterated);
        self.in_scope(|lower| {
            lower.code_irrefutable(&expr.pattern);
            lower.bind();
            lower.code_block(expr.body);
        });
    }

    pub(super) fn code_arm(&mut self, arm: &Arm<'_>) {
        self.under_attributes(arm.attributes, |lower| {
            lower.in_scope(|lower| {
                lower.code_pattern(&arm.pattern);
                lower.bind();
                if let Some(guard) = &arm.guard {
                    lower.code_expr(guard);
                }
                lower.code_expr(&arm.body);
            });
        });
    }

    fn code_closure(&mut self, closure: &Closure<'_>) {
        self.in_scope(|lower| {
            let parameters = closure.parameters.iter();
            parameters.for_each(|parameter| lower.code_irrefutable(parameter));
            lower.bind();
            if let Some(output) = &closure.output {
                lower.code_type(output);
            }
            lower.code_expr(&closure.body);
        });
    }

    fn code_struct(&mut self, expr: &StructExpr<'_>) {
        let of = self.code_qualified(&expr.path, Expects::Type, Context::Expr);
        let is_self = || {
            let name = expr.path.path.lone_name();
            name.is_some_and(|name| name.of(self.text) == "Self")
        };
        let of = match of {
            Some(path) => Some(StructPath::Path(path)),
            None => is_self().then_some(StructPath::SelfType),
        };
        for field in expr.fields {
            let Some(name) = field.name else {
                self.code_field(field);
                continue;
            };
            let name = self.name_at(name);
            self.code_initial((of, Some(name)), &field.value, |lower| {
                lower.code_field(field);
            });
        }
        if let Some(base) = &expr.base {
            self.code_initial((of, None), base, |lower| lower.code_expr(base));
        }
    }

    fn code_field(&mut self, field: &Field<'_>) {
        self.under_attributes(field.attributes, |lower| lower.code_expr(&field.value));
    }

    fn code_initial(
        &mut self,
        of: (Option<StructPath>, Option<NameId>),
        value: &Expr<'_>,
        walk: impl FnOnce(&mut Self),
    ) {
        let call = PathId::next(&self.facts.paths);
        walk(self);
        if let Expr::Call(Expr::Path(path), []) = value
            && path.this.is_none()
            && path.path.segments.len() > 1
        {
            self.note_initial(of, call);
        }
    }

    pub(super) fn code_irrefutable(&mut self, pattern: &Pattern<'_>) {
        self.with(
            |lower| &mut lower.irrefutable,
            true,
            |lower| lower.code_pattern(pattern),
        );
    }

    /// A type, in code that was read without `syn`.
    pub(in crate::facts::lower) fn code_types(&mut self, types: &[Type<'_>]) {
        types.iter().for_each(|ty| self.code_type(ty));
    }
}
