//! What items of `syn`'s trees are made of: fields, variants, and associated items.

use proc_macro2::TokenStream;
use syn::visit::{self, Visit};

use super::Lower;
use super::attributes::AttributeList;
use super::declare::Head;
use super::forms::form_of;
use crate::facts::{
    Bounded, Constructor, Context, Expects, ItemId, ItemKind, Parent, PathId, Produces, TextRange,
    Visibility,
};

impl Lower<'_> {
    pub(super) fn fields(&mut self, fields: &syn::Fields) {
        fields.iter().for_each(|field| self.field_of(field));
    }

    pub(super) fn field_of(&mut self, field: &syn::Field) {
        let attributes = self.attribute_list(&field.attrs);
        let visibility = self.visibility(&field.vis);
        let name = match &field.ident {
            Some(ident) => self.offsets.ident(ident),
            // A field without a name is known by the place of its type.
            None => {
                let ty = self.offsets.range(syn::spanned::Spanned::span(&field.ty));
                TextRange {
                    end: ty.start,
                    ..ty
                }
            }
        };
        let head = Head {
            name,
            visibility,
            attributes: &attributes,
        };
        self.field(head, |lower| {
            let path = lower.path_of_type(&field.ty, Context::Type);
            if let Some((_, value)) = &field.default {
                lower.visit_expr(value);
            }
            path
        });
    }

    /// Walks a type; returns the path that it is.
    pub(super) fn path_of_type(&mut self, ty: &syn::Type, context: Context) -> Option<PathId> {
        let syn::Type::Path(ty) = ty else {
            self.visit_type(ty);
            return None;
        };
        self.qualified_path(ty.qself.as_ref(), &ty.path, Expects::Type, context)
    }

    pub(super) fn variant_of(&mut self, variant: &syn::Variant) {
        let attributes = self.attribute_list(&variant.attrs);
        let constructor = match &variant.fields {
            syn::Fields::Named(_) => Constructor::None,
            syn::Fields::Unnamed(_) => Constructor::Tuple(Visibility::Public),
            syn::Fields::Unit => Constructor::Unit,
        };
        let name = self.offsets.ident(&variant.ident);
        self.variant((name, &attributes), constructor, |lower| {
            lower.fields(&variant.fields);
            if let Some((_, value)) = &variant.discriminant {
                lower.visit_expr(value);
            }
        });
    }

    pub(super) fn constructor(&mut self, fields: &syn::Fields) -> Constructor {
        match fields {
            syn::Fields::Named(_) => Constructor::None,
            syn::Fields::Unit => Constructor::Unit,
            syn::Fields::Unnamed(fields) => {
                let declared = fields.unnamed.iter().map(|field| &field.vis);
                let narrowest = declared.min_by_key(|visibility| match visibility {
                    syn::Visibility::Inherited => 0,
                    syn::Visibility::Restricted(_) => 1,
                    syn::Visibility::Public(_) => 2,
                });
                Constructor::Tuple(
                    narrowest.map_or(Visibility::Public, |visibility| self.visibility(visibility)),
                )
            }
        }
    }

    pub(super) fn impl_item_of(&mut self, item: &syn::ItemImpl, attributes: &AttributeList) {
        let head = |lower: &mut Self| {
            lower.generics(&item.generics);
            lower.attributes(attributes);
            let of_trait = item.trait_.as_ref();
            let of_trait =
                of_trait.and_then(|(path, _)| lower.path(path, Expects::Type, Context::Impl));
            if let Some(param) = lower.param_of(&item.self_ty) {
                let param = lower.offsets.ident(param);
                return lower.impl_for_all(param, of_trait);
            }
            let is_path = matches!(&*item.self_ty, syn::Type::Path(_));
            lower.impl_for(form_of(&item.self_ty), of_trait, |lower| match is_path {
                true => lower.path_of_type(&item.self_ty, Context::Impl),
                false => lower.head_of_type(&item.self_ty),
            })
        };
        self.impl_block(head, |lower| {
            item.items.iter().for_each(|item| lower.impl_item(item));
        });
    }

    /// Walks a type; returns the path that it is about.
    pub(super) fn head_of_type(&mut self, ty: &syn::Type) -> Option<PathId> {
        match ty {
            syn::Type::Reference(ty) => self.head_of_type(&ty.elem),
            syn::Type::Ptr(ty) => self.head_of_type(&ty.elem),
            syn::Type::Slice(ty) => self.head_of_type(&ty.elem),
            syn::Type::Paren(ty) => self.head_of_type(&ty.elem),
            syn::Type::Group(ty) => self.head_of_type(&ty.elem),
            syn::Type::Array(ty) => {
                let head = self.head_of_type(&ty.elem);
                self.visit_expr(&ty.len);
                head
            }
            syn::Type::TraitObject(ty) => self.head_of_bounds(ty.bounds.iter(), |lower, bound| {
                lower.visit_type_param_bound(bound);
            }),
            ty => self.path_of_type(ty, Context::Type),
        }
    }

    fn impl_item(&mut self, item: &syn::ImplItem) {
        let attributes = self.attribute_list(super::attributes::of_impl_item(item));
        let conditions = self.conditions_of(&attributes);
        let head = |lower: &mut Self, name: &syn::Ident, visibility: &syn::Visibility| {
            (lower.offsets.ident(name), lower.visibility(visibility))
        };
        self.under(conditions, |lower| match item {
            syn::ImplItem::Fn(item) => {
                let head = head(lower, &item.sig.ident, &item.vis);
                lower.assoc_item(head, ItemKind::AssocFn, |lower, id| {
                    lower.attributes_of(id, &attributes);
                    lower.function(&item.sig, Some(&item.block));
                });
            }
            syn::ImplItem::Const(item) => {
                let head = head(lower, &item.ident, &item.vis);
                lower.assoc_item(head, ItemKind::AssocConst, |lower, id| {
                    lower.generics(&item.generics);
                    lower.attributes_of(id, &attributes);
                    lower.visit_type(&item.ty);
                    lower.visit_expr(&item.expr);
                });
            }
            syn::ImplItem::Type(item) => {
                let head = head(lower, &item.ident, &item.vis);
                lower.assoc_item(head, ItemKind::AssocType, |lower, id| {
                    lower.generics(&item.generics);
                    lower.attributes_of(id, &attributes);
                    lower.assoc_type(id, &item.ty);
                });
            }
            syn::ImplItem::Macro(item) => lower.call_of_parts(&item.mac),
            syn::ImplItem::Verbatim(tokens) => lower.scan_stream(tokens),
            _ => visit::visit_impl_item(lower, item),
        });
    }

    /// A call that stands for items of a trait or an `impl`.
    fn call_of_parts(&mut self, call: &syn::Macro) {
        let path = self.path(&call.path, Expects::Macro, Context::MacroCall);
        self.unread_call(path, self.called(call), Produces::Parts);
    }

    /// What no item of a scope looks like: an item of a trait without a body, as
    /// a macro writes it there, or syntax that `syn` does not read.
    pub(super) fn verbatim(&mut self, tokens: &TokenStream) {
        if self.use_item_in_tokens(self.tokens_of(tokens)) {
            return;
        }
        let parsed = syn::parse2::<syn::TraitItem>(tokens.clone());
        let (name, kind) = match &parsed {
            Ok(syn::TraitItem::Fn(item)) => (&item.sig.ident, ItemKind::Fn),
            Ok(syn::TraitItem::Const(item)) => (&item.ident, ItemKind::Const),
            Ok(syn::TraitItem::Type(item)) => (&item.ident, ItemKind::TypeAlias(None)),
            _ => {
                self.items_in_tokens(self.tokens_of(tokens));
                return;
            }
        };
        let name = self.offsets.ident(name);
        let id = self.declare_at(name, kind, Parent::Scope, Visibility::Inherited);
        self.inside(id, |lower| match &parsed {
            Ok(syn::TraitItem::Fn(item)) => lower.trait_fn(item),
            Ok(syn::TraitItem::Const(item)) => lower.trait_const(item),
            Ok(syn::TraitItem::Type(item)) => lower.trait_type(id, item),
            _ => {}
        });
    }

    fn trait_fn(&mut self, item: &syn::TraitItemFn) {
        let attributes = self.attribute_list(&item.attrs);
        self.own_attributes(&attributes);
        self.function(&item.sig, item.default.as_ref());
    }

    fn trait_const(&mut self, item: &syn::TraitItemConst) {
        self.generics(&item.generics);
        let attributes = self.attribute_list(&item.attrs);
        self.own_attributes(&attributes);
        self.visit_type(&item.ty);
        item.default
            .iter()
            .for_each(|(_, value)| self.visit_expr(value));
    }

    fn trait_type(&mut self, id: ItemId, item: &syn::TraitItemType) {
        self.generics(&item.generics);
        let attributes = self.attribute_list(&item.attrs);
        self.own_attributes(&attributes);
        self.bounds_of(Some(Bounded::Assoc(id)), |lower| {
            let bounds = item.bounds.iter();
            bounds.for_each(|bound| lower.visit_type_param_bound(bound));
        });
        if let Some((_, ty)) = &item.default {
            self.assoc_type(id, ty);
        }
    }

    /// The type that an associated type is.
    fn assoc_type(&mut self, id: ItemId, ty: &syn::Type) {
        if let Some(path) = self.path_of_type(ty, Context::Type) {
            self.is_type(Bounded::Assoc(id), path);
        }
    }

    pub(super) fn trait_item(&mut self, item: &syn::TraitItem) {
        let attributes = self.attribute_list(super::attributes::of_trait_item(item));
        let conditions = self.conditions_of(&attributes);
        let head = |lower: &Self, name| (lower.offsets.ident(name), Visibility::Inherited);
        self.under(conditions, |lower| match item {
            syn::TraitItem::Fn(item) => {
                let head = head(lower, &item.sig.ident);
                lower.assoc_item(head, ItemKind::AssocFn, |lower, _| lower.trait_fn(item));
            }
            syn::TraitItem::Const(item) => {
                let head = head(lower, &item.ident);
                lower.assoc_item(head, ItemKind::AssocConst, |lower, _| {
                    lower.trait_const(item);
                });
            }
            syn::TraitItem::Type(item) => {
                let head = head(lower, &item.ident);
                lower.assoc_item(head, ItemKind::AssocType, |lower, id| {
                    lower.trait_type(id, item);
                });
            }
            syn::TraitItem::Macro(item) => lower.call_of_parts(&item.mac),
            syn::TraitItem::Verbatim(tokens) => lower.scan_stream(tokens),
            _ => visit::visit_trait_item(lower, item),
        });
    }
}
