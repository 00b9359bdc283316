//! Paths in types, expressions, patterns, and bounds.

use smallvec::SmallVec;
use syn::visit;

use super::Lower;
use super::forms::form_of;
use crate::facts::{
    Base, Bound, Bounded, Context, Expects, NameId, Path, PathId, Segment, TextRange,
};

/// What is said of a path beside its segments.
#[derive(Clone, Copy)]
pub(super) struct About {
    pub(super) leading_colons: bool,
    pub(super) expects: Expects,
    pub(super) context: Context,
    pub(super) guess: bool,
    pub(super) base: Option<Base>,
}

impl About {
    pub(super) fn new(expects: Expects, context: Context) -> Self {
        About {
            leading_colons: false,
            expects,
            context,
            guess: false,
            base: None,
        }
    }
}

impl Lower<'_> {
    /// A path, and the paths in its generic arguments. `None` if it names a
    /// variable or a generic parameter, which are no items.
    pub(super) fn path(
        &mut self,
        path: &syn::Path,
        expects: Expects,
        context: Context,
    ) -> Option<PathId> {
        let arguments = path.segments.iter().map(|segment| &segment.arguments);
        arguments.for_each(|arguments| visit::visit_path_arguments(self, arguments));
        if path.leading_colon.is_none()
            && path.segments.len() == 1
            && self.names_no_item(&path.segments[0].ident, expects)
        {
            return None;
        }
        let segments: Vec<_> = path.segments.iter().map(|segment| &segment.ident).collect();
        let about = About {
            leading_colons: path.leading_colon.is_some(),
            ..About::new(expects, context)
        };
        let id = self.push_idents(&segments, about);
        if let Some(segment) = path.segments.last() {
            self.bindings_of(id, &segment.arguments, context);
        }
        Some(id)
    }

    /// The names in `Trait<Name = Type>` and `Trait<Name: Bound>`: associated
    /// items of the trait.
    fn bindings_of(&mut self, of: PathId, arguments: &syn::PathArguments, context: Context) {
        let syn::PathArguments::AngleBracketed(arguments) = arguments else {
            return;
        };
        for argument in &arguments.args {
            let (name, expects) = match argument {
                syn::GenericArgument::AssocType(binding) => (&binding.ident, Expects::Type),
                syn::GenericArgument::AssocConst(binding) => (&binding.ident, Expects::Value),
                syn::GenericArgument::Constraint(bound) => (&bound.ident, Expects::Type),
                _ => continue,
            };
            let about = About {
                base: Some(Base::Path(of)),
                ..About::new(expects, context)
            };
            self.push_idents(&[name], about);
        }
    }

    /// A path that may start with `<Type as Trait>`.
    pub(super) fn qualified_path(
        &mut self,
        qself: Option<&syn::QSelf>,
        path: &syn::Path,
        expects: Expects,
        context: Context,
    ) -> Option<PathId> {
        let Some(qself) = qself else {
            return self.path(path, expects, context);
        };
        if let (0, Some(param)) = (qself.position, self.param_of(&qself.ty)) {
            // `<T>::name` is `T::name`.
            let arguments = path.segments.iter().map(|segment| &segment.arguments);
            arguments.for_each(|arguments| visit::visit_path_arguments(self, arguments));
            let idents = path.segments.iter().map(|segment| &segment.ident);
            let idents: Vec<_> = std::iter::once(param).chain(idents).collect();
            return Some(self.push_idents(&idents, About::new(expects, context)));
        }
        let base = match &*qself.ty {
            syn::Type::Path(ty) if ty.qself.is_none() => {
                let path = self.path(&ty.path, Expects::Type, Context::Type);
                path.map(Base::Path)
            }
            ty => {
                let head = self.head_of_type(ty);
                form_of(ty).map(|kind| self.form(kind, head))
            }
        };
        if qself.position > 0 {
            // `<Type as Trait>::name` is the `name` of the trait.
            return self.path(path, expects, context);
        }
        let arguments = path.segments.iter().map(|segment| &segment.arguments);
        arguments.for_each(|arguments| visit::visit_path_arguments(self, arguments));
        let base = base?;
        let segments: Vec<_> = path.segments.iter().map(|segment| &segment.ident).collect();
        let about = About {
            base: Some(base),
            ..About::new(expects, context)
        };
        Some(self.push_idents(&segments, about))
    }

    /// The name of a type that is `Self` or a generic parameter.
    pub(super) fn param_of<'p>(&mut self, ty: &'p syn::Type) -> Option<&'p syn::Ident> {
        let syn::Type::Path(syn::TypePath {
            qself: None, path, ..
        }) = ty
        else {
            return None;
        };
        let name = path.get_ident()?;
        self.names_no_item(name, Expects::Type).then_some(name)
    }

    /// What a bound on a type is on.
    pub(super) fn bounded_type(&mut self, ty: &syn::Type) -> Option<Bounded> {
        let syn::Type::Path(syn::TypePath { qself, path, .. }) = ty else {
            return None;
        };
        let names: Vec<_> = path.segments.iter().map(|segment| &segment.ident).collect();
        let names = match (qself, names.as_slice()) {
            (None, names) => names.to_vec(),
            (Some(qself), [.., name]) if qself.position > 0 => {
                let syn::Type::Path(ty @ syn::TypePath { qself: None, .. }) = &*qself.ty else {
                    return None;
                };
                vec![ty.path.get_ident()?, name]
            }
            _ => return None,
        };
        match names.as_slice() {
            [param] => Some(Bounded::Param(self.ident(param).0)),
            [param, name] => {
                let (param, name) = (self.ident(param).0, self.ident(name).0);
                Some(Bounded::Projection(param, name))
            }
            _ => None,
        }
    }

    /// Notes a bound on what is being declared, if `path` finds a trait.
    pub(super) fn bound(&mut self, path: impl FnOnce(&mut Self) -> Option<PathId>) {
        let of = self.bound_of.take();
        let param = match of {
            Some(Bounded::Param(param)) => Some(param),
            _ => None,
        };
        let path = self.with(|lower| &mut lower.constrained, param, path);
        if let (Some(of), Some(path)) = (of, path) {
            let scope = self.scope;
            self.facts.bounds.push(Bound { scope, of, path });
        }
        self.bound_of = of;
    }

    /// Walks what `Name: Bound` says of an associated type in a bound.
    pub(super) fn constraint(&mut self, name: NameId, walk: impl FnOnce(&mut Self)) {
        let of = self.constrained.take();
        self.bounds_of(of.map(|of| Bounded::Projection(of, name)), walk);
        self.constrained = of;
    }

    /// Walks the type in `Name = Type`, an equality in a bound; `walk` returns the path
    /// that it is.
    pub(super) fn equality(
        &mut self,
        name: NameId,
        walk: impl FnOnce(&mut Self) -> Option<PathId>,
    ) {
        let of = self.constrained.take();
        let path = walk(self);
        if let (Some(of), Some(path)) = (of, path) {
            self.is_type(Bounded::Projection(of, name), path);
        }
        self.constrained = of;
    }

    /// Notes which type an associated type is.
    pub(super) fn is_type(&mut self, of: Bounded, path: PathId) {
        let scope = self.scope;
        self.facts.equalities.push(Bound { scope, of, path });
    }

    pub(super) fn push_idents(&mut self, idents: &[&syn::Ident], about: About) -> PathId {
        let segments: Vec<_> = idents.iter().map(|ident| self.ident(ident)).collect();
        self.push_path(&segments, about)
    }

    /// Adds a path of the names that stand in some ranges.
    pub(super) fn push_names(&mut self, names: &[TextRange], about: About) -> PathId {
        let segments: SmallVec<[_; 4]> = names
            .iter()
            .map(|range| (self.name_at(*range), *range))
            .collect();
        self.push_path(&segments, about)
    }

    /// Adds a path of the segments.
    pub(super) fn push_path(&mut self, segments: &[(NameId, TextRange)], about: About) -> PathId {
        let first = u32::try_from(self.facts.segments.len()).unwrap_or(u32::MAX);
        let segments = segments.iter().map(|(name, range)| Segment {
            name: *name,
            range: *range,
        });
        self.facts.segments.extend(segments);
        let count = self.facts.segments.len() - first as usize;
        let id = PathId::next(&self.facts.paths);
        self.facts.paths.push(Path {
            first,
            count: u16::try_from(count).unwrap_or(u16::MAX),
            leading_colons: about.leading_colons,
            expects: match self.context {
                Some(_) if about.expects == Expects::Value => Expects::Argument,
                _ => about.expects,
            },
            context: self.context.unwrap_or(about.context),
            in_signature: self.in_signature,
            test: self.conditions.test,
            guess: about.guess || self.context.is_some(),
            scope: self.scope,
            owner: self.owner,
            base: about.base,
        });
        id
    }

    fn names_no_item(&mut self, ident: &syn::Ident, expects: Expects) -> bool {
        let (name, _) = self.ident(ident);
        self.is_no_item(name, expects)
    }

    /// Whether a lone name is that of a variable or a generic parameter.
    pub(super) fn is_no_item(&self, name: NameId, expects: Expects) -> bool {
        match (self.facts.name(name), expects) {
            // `self` the value; as a module it only stands before `::`.
            ("self" | "Self", _) => true,
            (_, Expects::Constant | Expects::Macro | Expects::Attribute) => false,
            _ => self.is_local(name, expects),
        }
    }
}
