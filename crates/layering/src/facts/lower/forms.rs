//! Types that are no path.

use super::Lower;
use crate::facts::{Base, Form, FormId, FormKind, PathId};

impl Lower<'_> {
    /// A type before a path that is no path itself.
    pub(super) fn form(&mut self, kind: FormKind, head: Option<PathId>) -> Base {
        let id = FormId::next(&self.facts.forms);
        self.facts.forms.push(Form { kind, head });
        Base::Form(id)
    }
}

/// What a type is, if it is no path.
pub(super) fn form_of(ty: &syn::Type) -> Option<FormKind> {
    let len = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    Some(match ty {
        syn::Type::Paren(ty) => return form_of(&ty.elem),
        syn::Type::Group(ty) => return form_of(&ty.elem),
        syn::Type::Tuple(ty) => FormKind::Tuple(len(ty.elems.len())),
        syn::Type::Array(_) => FormKind::Array,
        syn::Type::Slice(_) => FormKind::Slice,
        syn::Type::Reference(ty) if ty.mutability.is_some() => FormKind::MutableReference,
        syn::Type::Reference(_) => FormKind::Reference,
        syn::Type::Ptr(ty) => match ty.mutability {
            syn::PointerMutability::Const(_) => FormKind::Pointer,
            syn::PointerMutability::Mut(_) => FormKind::MutablePointer,
        },
        syn::Type::FnPtr(ty) => FormKind::Function(len(ty.inputs.len())),
        syn::Type::TraitObject(_) | syn::Type::ImplTrait(_) => FormKind::TraitObject,
        _ => return None,
    })
}
