//! The walk itself: which syntax opens a scope, and which is a path.
//!
//! Each method says only what differs from visiting every child in turn.

use syn::visit::{self, Visit};

use super::Lower;
use crate::facts::{
    Bounded, Conditions, Context, Expects, Initial, NameId, PathId, Produces, StructPath,
};

impl<'ast> Visit<'ast> for Lower<'_> {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        self.item(item);
    }

    fn visit_foreign_item(&mut self, item: &'ast syn::ForeignItem) {
        self.foreign_item(item);
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        self.visit_attributes(std::slice::from_ref(attribute));
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        self.block(block);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        self.local(local);
    }

    fn visit_expr(&mut self, expr: &'ast syn::Expr) {
        let conditions = self.conditions_of_tree(super::attributes::of_expr(expr));
        self.under(conditions, |lower| {
            lower.with(
                |lower| &mut lower.in_signature,
                false,
                |lower| lower.expr(expr),
            );
        });
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        visit::visit_expr_method_call(self, call);
        let (name, _) = self.ident(&call.method);
        self.called.insert(name);
    }

    fn visit_field_value(&mut self, field: &'ast syn::FieldValue) {
        let conditions = self.conditions_of_tree(&field.attrs);
        self.under(conditions, |lower| visit::visit_field_value(lower, field));
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        let conditions = self.conditions_of_tree(&arm.attrs);
        self.under(conditions, |lower| lower.arm(arm));
    }

    fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
        self.pattern(pattern);
    }

    /// Declared visibilities are read with the item that they belong to.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_type(&mut self, ty: &'ast syn::Type) {
        match ty {
            syn::Type::Path(ty) => {
                self.qualified_path(ty.qself.as_ref(), &ty.path, Expects::Type, Context::Type);
            }
            syn::Type::Macro(ty) => self.macro_call(&ty.mac, Produces::Type),
            syn::Type::Verbatim(tokens) => self.scan_stream(tokens),
            _ => visit::visit_type(self, ty),
        }
    }

    /// A lone identifier as a generic argument may be a constant.
    fn visit_generic_argument(&mut self, argument: &'ast syn::GenericArgument) {
        match argument {
            syn::GenericArgument::Type(syn::Type::Path(ty))
                if ty.qself.is_none() && ty.path.get_ident().is_some() =>
            {
                self.path(&ty.path, Expects::TypeOrValue, Context::Type);
            }
            syn::GenericArgument::AssocType(set) => {
                if let Some(generics) = &set.generics {
                    self.visit_angle_bracketed_generic_arguments(generics);
                }
                let name = self.ident(&set.ident).0;
                self.equality(name, |lower| lower.path_of_type(&set.ty, Context::Type));
            }
            syn::GenericArgument::Constraint(constraint) => {
                if let Some(generics) = &constraint.generics {
                    self.visit_angle_bracketed_generic_arguments(generics);
                }
                let name = self.ident(&constraint.ident).0;
                self.constraint(name, |lower| {
                    let bounds = constraint.bounds.iter();
                    bounds.for_each(|bound| lower.visit_type_param_bound(bound));
                });
            }
            _ => visit::visit_generic_argument(self, argument),
        }
    }

    fn visit_trait_bound(&mut self, bound: &'ast syn::TraitBound) {
        self.bound(|lower| lower.path(&bound.path, Expects::Type, Context::Bound));
    }

    fn visit_named_arg(&mut self, arg: &'ast syn::NamedArg) {
        let conditions = self.conditions_of_tree(&arg.attrs);
        self.under(conditions, |lower| visit::visit_named_arg(lower, arg));
    }

    fn visit_generic_param(&mut self, param: &'ast syn::GenericParam) {
        let attributes = match param {
            syn::GenericParam::Lifetime(param) => &param.attrs,
            syn::GenericParam::Type(param) => &param.attrs,
            syn::GenericParam::Const(param) => &param.attrs,
        };
        let conditions = self.conditions_of_tree(attributes);
        self.under(conditions, |lower| visit::visit_generic_param(lower, param));
    }

    fn visit_type_param(&mut self, param: &'ast syn::TypeParam) {
        let name = self.ident(&param.ident).0;
        self.with(
            |lower| &mut lower.bound_of,
            Some(Bounded::Param(name)),
            |lower| visit::visit_type_param(lower, param),
        );
    }

    fn visit_predicate_type(&mut self, predicate: &'ast syn::PredicateType) {
        let of = self.bounded_type(&predicate.bounded_ty);
        self.with(
            |lower| &mut lower.bound_of,
            of,
            |lower| visit::visit_predicate_type(lower, predicate),
        );
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.macro_call(call, Produces::Expression);
    }

    /// Every path that has a meaning of its own is taken before it gets here.
    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.path(path, Expects::Any, Context::Expr);
    }
}

impl Lower<'_> {
    pub(super) fn visit_attributes(&mut self, attributes: &[syn::Attribute]) {
        let attributes = self.attribute_list(attributes);
        self.attributes(&attributes);
    }

    pub(super) fn conditions_of_tree(&self, attributes: &[syn::Attribute]) -> Conditions {
        self.conditions_of(&self.attribute_list(attributes))
    }

    /// A call where an expression, a type, or a pattern stands.
    pub(super) fn macro_call(&mut self, call: &syn::Macro, produces: Produces) {
        let path = self.path(&call.path, Expects::Macro, Context::MacroCall);
        let called = self.called(call);
        self.call_in_code(path, called, produces, |lower| {
            lower.arguments(called.tokens)
        });
    }

    fn expr(&mut self, expr: &syn::Expr) {
        match expr {
            syn::Expr::Path(expr) => {
                self.visit_attributes(&expr.attrs);
                self.qualified_path(
                    expr.qself.as_ref(),
                    &expr.path,
                    Expects::Value,
                    Context::Expr,
                );
            }
            syn::Expr::Struct(expr) => self.struct_expr(expr),
            syn::Expr::Closure(expr) => self.closure(expr),
            syn::Expr::If(expr) => {
                self.in_scope(|lower| {
                    lower.visit_attributes(&expr.attrs);
                    lower.visit_expr(&expr.cond);
                    lower.visit_block(&expr.then_branch);
                });
                if let Some((_, branch)) = &expr.else_branch {
                    self.visit_expr(branch);
                }
            }
            syn::Expr::While(expr) => self.in_scope(|lower| {
                lower.visit_attributes(&expr.attrs);
                lower.visit_expr(&expr.cond);
                lower.visit_block(&expr.body);
            }),
            syn::Expr::ForLoop(expr) => {
                self.visit_attributes(&expr.attrs);
                self.visit_expr(&expr.expr);
                self.in_scope(|lower| {
                    lower.irrefutable_pattern(&expr.pat);
                    lower.bind();
                    lower.visit_block(&expr.body);
                });
            }
            // What it binds stays in scope to the end of the condition.
            syn::Expr::Let(expr) => {
                self.visit_attributes(&expr.attrs);
                self.visit_expr(&expr.expr);
                self.pattern(&expr.pat);
                self.bind();
            }
            syn::Expr::Verbatim(tokens) => self.scan_stream(tokens),
            _ => visit::visit_expr(self, expr),
        }
    }

    fn struct_expr(&mut self, expr: &syn::ExprStruct) {
        self.visit_attributes(&expr.attrs);
        let of = self.qualified_path(
            expr.qself.as_ref(),
            &expr.path,
            Expects::Type,
            Context::Expr,
        );
        let of = match of {
            Some(path) => Some(StructPath::Path(path)),
            None => expr.path.is_ident("Self").then_some(StructPath::SelfType),
        };
        for field in &expr.fields {
            let syn::Member::Named(name) = &field.member else {
                self.visit_field_value(field);
                continue;
            };
            let name = self.ident(name).0;
            self.initial((of, Some(name)), &field.expr, |lower| {
                lower.visit_field_value(field);
            });
        }
        if let Some(rest) = &expr.rest {
            self.initial((of, None), rest, |lower| lower.visit_expr(rest));
        }
    }

    /// Visits a value of a struct, and notes its type if it does not name one.
    fn initial(
        &mut self,
        of: (Option<StructPath>, Option<NameId>),
        value: &syn::Expr,
        visit: impl FnOnce(&mut Self),
    ) {
        let call = PathId::next(&self.facts.paths);
        visit(self);
        if let syn::Expr::Call(syn::ExprCall { func, args, .. }) = value
            && let syn::Expr::Path(syn::ExprPath {
                qself: None, path, ..
            }) = &**func
            && args.is_empty()
            && path.segments.len() > 1
        {
            self.note_initial(of, call);
        }
    }

    /// Notes which field, or the base, a call gives a value. With attributes or generic
    /// arguments, there are other paths, too.
    pub(super) fn note_initial(
        &mut self,
        (of, field): (Option<StructPath>, Option<NameId>),
        call: PathId,
    ) {
        let is_alone = self.facts.paths.len() == call.index() + 1;
        if let (Some(of), true) = (of, is_alone) {
            self.facts.initials.push(Initial { of, field, call });
        }
    }

    fn arm(&mut self, arm: &syn::Arm) {
        self.visit_attributes(&arm.attrs);
        self.in_scope(|lower| {
            // The guard sees what its own pattern binds.
            if let syn::Pat::Guard(guarded) = &arm.pat {
                lower.pattern(&guarded.pat);
                lower.bind();
                lower.visit_expr(&guarded.guard);
            } else {
                lower.pattern(&arm.pat);
                lower.bind();
            }
            lower.visit_expr(&arm.body);
        });
    }

    fn closure(&mut self, closure: &syn::ExprClosure) {
        self.visit_attributes(&closure.attrs);
        self.in_scope(|lower| {
            for input in &closure.inputs {
                let conditions = lower.conditions_of_tree(super::attributes::of_pattern(input));
                lower.under(conditions, |lower| lower.irrefutable_pattern(input));
            }
            lower.bind();
            lower.visit_return_type(&closure.output);
            lower.visit_expr(&closure.body);
        });
    }
}
