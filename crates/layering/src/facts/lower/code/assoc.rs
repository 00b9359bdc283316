//! Traits, `impl`s, and functions that were read without `syn`.

use crate::facts::code::item::{
    AssocItem, AssocKind, Constant, Function, Generics, Impl as Block, Param, ParamKind,
};
use crate::facts::code::{Attributes, QualifiedPath, Type};
use crate::facts::lower::Lower;
use crate::facts::{Bounded, Context, Expects, ItemKind, PathId, Produces, TextRange};

impl Lower<'_> {
    pub(super) fn code_impl(&mut self, item: &Block<'_>, attributes: Attributes<'_>) {
        let head = |lower: &mut Self| {
            lower.code_declared_generics(&item.generics);
            lower.attributes(attributes);
            let of_trait = item.of_trait.as_ref();
            let of_trait =
                of_trait.and_then(|path| lower.code_path(path, Expects::Type, Context::Impl));
            if let Some(param) = lower.code_param(&item.self_type) {
                return lower.impl_for_all(param, of_trait);
            }
            let is_path = matches!(item.self_type, Type::Path(_));
            lower.impl_for(item.self_type.form(), of_trait, |lower| match is_path {
                true => lower.code_path_of_type(&item.self_type, Context::Impl),
                false => lower.code_head_of_type(&item.self_type),
            })
        };
        self.impl_block(head, |lower| {
            item.items
                .iter()
                .for_each(|item| lower.code_assoc_item(item));
        });
    }

    /// As [`Lower::head_of_type`].
    pub(super) fn code_head_of_type(&mut self, ty: &Type<'_>) -> Option<PathId> {
        match ty {
            Type::Inner(ty) | Type::Around(_, ty) => self.code_head_of_type(ty),
            Type::Array(ty, len) => {
                let head = self.code_head_of_type(ty);
                self.code_expr(len);
                head
            }
            Type::Bounds(bounds) => self.head_of_bounds(bounds.iter(), |lower, bound| {
                lower.code_bounds(std::slice::from_ref(bound));
            }),
            ty => self.code_path_of_type(ty, Context::Type),
        }
    }

    /// An item of a trait or an `impl`.
    pub(super) fn code_assoc_item(&mut self, item: &AssocItem<'_>) {
        let attributes = item.attributes;
        let conditions = self.conditions_of(attributes);
        let head =
            |lower: &mut Self, name: TextRange| (name, lower.code_visibility(&item.visibility));
        self.under(conditions, |lower| match item.kind {
            AssocKind::Fn(name, function) => {
                let head = head(lower, name);
                lower.assoc_item(head, ItemKind::AssocFn, |lower, id| {
                    lower.attributes_of(id, attributes);
                    lower.code_function(function);
                });
            }
            AssocKind::Const(name, constant) => {
                let head = head(lower, name);
                lower.assoc_item(head, ItemKind::AssocConst, |lower, id| {
                    lower.attributes_of(id, attributes);
                    lower.code_constant(constant);
                });
            }
            AssocKind::Type(name, of) => {
                let head = head(lower, name);
                lower.assoc_item(head, ItemKind::AssocType, |lower, id| {
                    lower.code_declared_generics(&of.generics);
                    lower.attributes_of(id, attributes);
                    lower.bounds_of(Some(Bounded::Assoc(id)), |lower| {
                        lower.code_bounds(of.bounds);
                    });
                    if let Some(ty) = &of.ty
                        && let Some(path) = lower.code_path_of_type(ty, Context::Type)
                    {
                        lower.is_type(Bounded::Assoc(id), path);
                    }
                });
            }
            AssocKind::Call(call) => lower.code_unread(call, Produces::Parts),
        });
    }

    pub(super) fn code_constant(&mut self, constant: &Constant<'_>) {
        self.code_type(&constant.ty);
        self.code_some(constant.value.as_ref());
    }

    pub(super) fn code_function(&mut self, function: &Function<'_>) {
        self.code_declared_generics(&function.generics);
        for parameter in function.parameters {
            self.under_attributes(parameter.attributes, |lower| {
                if let Some(ty) = &parameter.ty {
                    lower.code_type(ty);
                }
                lower.code_irrefutable(&parameter.pattern);
            });
        }
        if let Some(output) = &function.output {
            self.code_type(output);
        }
        self.bind();
        if let Some(body) = function.body {
            self.code_block(body);
        }
    }

    /// As [`Lower::generics`].
    pub(super) fn code_declared_generics(&mut self, generics: &Generics<'_>) {
        let params = generics.params.iter().filter_map(|param| match param.kind {
            ParamKind::Lifetime => None,
            ParamKind::Type(name, ..) => Some((name, false)),
            ParamKind::Const(name, ..) => Some((name, true)),
        });
        self.params(params);
        generics
            .params
            .iter()
            .for_each(|param| self.code_declared_param(param));
        for predicate in generics.predicates {
            let of = self.code_bounded_type(&predicate.ty);
            self.bounds_of(of, |lower| {
                lower.code_type(&predicate.ty);
                lower.code_bounds(predicate.bounds);
            });
        }
    }

    /// As [`Lower::bounded_type`].
    fn code_bounded_type(&mut self, ty: &Type<'_>) -> Option<Bounded> {
        let Type::Path(QualifiedPath { this, path }) = ty else {
            return None;
        };
        let names = match (this, path.segments) {
            (None, [param]) => (param.name, None),
            (None, [param, name]) => (param.name, Some(name.name)),
            (Some(this), [.., name]) if this.has_trait => match this.ty {
                Type::Path(QualifiedPath { this: None, path }) => {
                    (path.lone_name()?, Some(name.name))
                }
                _ => return None,
            },
            _ => return None,
        };
        let (param, name) = (
            self.name_at(names.0),
            names.1.map(|name| self.name_at(name)),
        );
        Some(match name {
            None => Bounded::Param(param),
            Some(name) => Bounded::Projection(param, name),
        })
    }

    fn code_declared_param(&mut self, param: &Param<'_>) {
        self.under_attributes(param.attributes, |lower| match &param.kind {
            ParamKind::Lifetime => {}
            ParamKind::Type(name, bounds, default) => {
                let of = Bounded::Param(lower.name_at(*name));
                lower.bounds_of(Some(of), |lower| {
                    lower.code_bounds(bounds);
                    if let Some(default) = default {
                        lower.code_type(default);
                    }
                });
            }
            ParamKind::Const(_, ty, default) => {
                lower.code_type(ty);
                lower.code_some(default.as_ref());
            }
        });
    }
}
