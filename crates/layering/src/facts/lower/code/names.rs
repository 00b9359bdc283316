//! Paths, types, and patterns of code that was read without `syn`.

use smallvec::SmallVec;

use crate::facts::code::{
    Argument, Arguments, IdentPattern, Path, Pattern, QualifiedPath, SelfOf, Type,
};
use crate::facts::lower::Lower;
use crate::facts::lower::paths::About;
use crate::facts::{Base, Context, Expects, NameId, PathId, Produces, TextRange};

impl Lower<'_> {
    /// As [`Lower::qualified_path`].
    pub(super) fn code_qualified(
        &mut self,
        path: &QualifiedPath<'_>,
        expects: Expects,
        context: Context,
    ) -> Option<PathId> {
        let QualifiedPath { this, path } = path;
        let Some(SelfOf { ty, has_trait }) = this else {
            return self.code_path(path, expects, context);
        };
        if let (false, Some(param)) = (has_trait, self.code_param(ty)) {
            self.code_arguments_of(path);
            let param = (self.name_at(param), param);
            return Some(self.code_push(Some(param), path, About::new(expects, context)));
        }
        let base = match ty {
            Type::Path(QualifiedPath { this: None, path }) => {
                let path = self.code_path(path, Expects::Type, Context::Type);
                path.map(Base::Path)
            }
            ty => {
                let head = self.code_head_of_type(ty);
                ty.form().map(|kind| self.form(kind, head))
            }
        };
        if *has_trait {
            return self.code_path(path, expects, context);
        }
        self.code_arguments_of(path);
        let base = Some(base?);
        let about = About {
            base,
            ..About::new(expects, context)
        };
        Some(self.code_push(None, path, about))
    }

    /// As [`Lower::path`].
    pub(super) fn code_path(
        &mut self,
        path: &Path<'_>,
        expects: Expects,
        context: Context,
    ) -> Option<PathId> {
        self.code_arguments_of(path);
        if let ([segment], false) = (path.segments, path.leading_colons) {
            let name = self.name_at(segment.name);
            if self.is_no_item(name, expects) {
                return None;
            }
        }
        let about = About {
            leading_colons: path.leading_colons,
            ..About::new(expects, context)
        };
        let id = self.code_push(None, path, about);
        if let Some(Arguments::Angle(arguments)) = path.last().map(|segment| segment.arguments) {
            self.code_bindings_of(id, arguments, context);
        }
        Some(id)
    }

    fn code_push(
        &mut self,
        first: Option<(NameId, TextRange)>,
        path: &Path<'_>,
        about: About,
    ) -> PathId {
        let mut segments: SmallVec<[_; 4]> = first.into_iter().collect();
        for segment in path.segments {
            segments.push((self.name_at(segment.name), segment.name));
        }
        self.push_path(&segments, about)
    }

    fn code_bindings_of(&mut self, of: PathId, arguments: &[Argument<'_>], context: Context) {
        for argument in arguments {
            let (binding, expects) = match argument {
                Argument::AssocType(binding, _) | Argument::Constraint(binding, _) => {
                    (binding, Expects::Type)
                }
                Argument::AssocConst(binding, _) => (binding, Expects::Value),
                Argument::Type(_) | Argument::Const(_) => continue,
            };
            let about = About {
                base: Some(Base::Path(of)),
                ..About::new(expects, context)
            };
            let segment = (self.name_at(binding.name), binding.name);
            self.push_path(&[segment], about);
        }
    }

    fn code_arguments_of(&mut self, path: &Path<'_>) {
        for segment in path.segments {
            match segment.arguments {
                Arguments::None => {}
                Arguments::Angle(arguments) => self.code_generics(arguments),
                Arguments::Paren(types) => self.code_types(types),
            }
        }
    }

    pub(super) fn code_generics(&mut self, arguments: &[Argument<'_>]) {
        for argument in arguments {
            match argument {
                Argument::Type(Type::Path(QualifiedPath { this: None, path }))
                    if path.lone_name().is_some() =>
                {
                    self.code_path(path, Expects::TypeOrValue, Context::Type);
                }
                Argument::Type(ty) => self.code_type(ty),
                Argument::Const(block) => self.code_block(block),
                Argument::AssocType(binding, ty) => {
                    self.code_generics(binding.arguments);
                    let name = self.name_at(binding.name);
                    self.equality(name, |lower| lower.code_path_of_type(ty, Context::Type));
                }
                Argument::AssocConst(binding, value) => {
                    self.code_generics(binding.arguments);
                    if let Some(value) = value {
                        self.code_block(value);
                    }
                }
                Argument::Constraint(binding, bounds) => {
                    self.code_generics(binding.arguments);
                    let name = self.name_at(binding.name);
                    self.constraint(name, |lower| lower.code_bounds(bounds));
                }
            }
        }
    }

    pub(super) fn code_bounds(&mut self, bounds: &[Path<'_>]) {
        for bound in bounds {
            self.bound(|lower| lower.code_path(bound, Expects::Type, Context::Bound));
        }
    }

    pub(in crate::facts::lower) fn code_type(&mut self, ty: &Type<'_>) {
        match ty {
            Type::Plain => {}
            Type::Path(path) => {
                self.code_qualified(path, Expects::Type, Context::Type);
            }
            Type::Macro(call) => self.code_call(call, Produces::Type),
            Type::Array(element, len) => {
                self.code_type(element);
                self.code_expr(len);
            }
            Type::Bounds(bounds) => self.code_bounds(bounds),
            Type::Inner(ty) | Type::Around(_, ty) => self.code_type(ty),
            Type::Several(_, types) => self.code_types(types),
        }
    }

    /// As [`Lower::param_of`].
    pub(super) fn code_param(&mut self, ty: &Type<'_>) -> Option<TextRange> {
        let Type::Path(QualifiedPath { this: None, path }) = ty else {
            return None;
        };
        let range = path.lone_name()?;
        let name = self.name_at(range);
        self.is_no_item(name, Expects::Type).then_some(range)
    }

    /// As [`Lower::pattern`].
    pub(in crate::facts::lower) fn code_pattern(&mut self, pattern: &Pattern<'_>) {
        match pattern {
            Pattern::Plain => {}
            Pattern::Ident(pattern) => self.code_ident_pattern(pattern),
            Pattern::Path(path) => {
                self.code_qualified(path, Expects::Value, Context::Pattern);
            }
            Pattern::TupleStruct(path, patterns) => {
                self.code_qualified(path, Expects::Value, Context::Pattern);
                patterns
                    .iter()
                    .for_each(|pattern| self.code_pattern(pattern));
            }
            Pattern::Struct(path, fields) => {
                self.code_qualified(path, Expects::Type, Context::Pattern);
                for (attributes, pattern) in *fields {
                    self.under_attributes(attributes, |lower| lower.code_pattern(pattern));
                }
            }
            Pattern::Constants(exprs) => {
                let context = self.context.or(Some(Context::Pattern));
                self.with(
                    |lower| &mut lower.context,
                    context,
                    |lower| exprs.iter().for_each(|expr| lower.code_expr(expr)),
                );
            }
            Pattern::Macro(call) => self.code_call(call, Produces::Pattern),
            Pattern::Typed(pattern, ty) => {
                self.code_pattern(pattern);
                self.code_type(ty);
            }
            Pattern::Several(patterns) => {
                patterns
                    .iter()
                    .for_each(|pattern| self.code_pattern(pattern));
            }
        }
    }

    fn code_ident_pattern(&mut self, pattern: &IdentPattern<'_>) {
        let name = self.name_at(pattern.name);
        let only_binds = pattern.only_binds || pattern.sub.is_some();
        self.named_pattern((name, pattern.name), only_binds);
        if let Some(sub) = &pattern.sub {
            self.code_pattern(sub);
        }
    }
}
