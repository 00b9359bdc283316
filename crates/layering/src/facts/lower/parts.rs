//! What items are made of: fields, variants, and associated items.

use proc_macro2::TokenStream;
use syn::visit::{self, Visit};

use super::Lower;
use super::paths::About;
use crate::facts::{
    Bounded, Constructor, Context, Expects, FieldType, Impl, ImplId, ItemId, ItemKind, Parent,
    PathId, Produces, ScopeKind, SelfType, TextRange, Visibility,
};

impl Lower<'_> {
    pub(super) fn fields(&mut self, fields: &syn::Fields) {
        fields.iter().for_each(|field| self.field(field));
    }

    pub(super) fn field(&mut self, field: &syn::Field) {
        let conditions = self.conditions_of(&field.attrs);
        let visibility = self.visibility(&field.vis);
        let parent = self.owner;
        self.under(conditions, |lower| {
            let range = match &field.ident {
                Some(ident) => lower.offsets.ident(ident),
                // A field without a name is known by the place of its type.
                None => TextRange {
                    end: 0,
                    ..lower.offsets.range(syn::spanned::Spanned::span(&field.ty))
                },
            };
            let range = TextRange {
                end: range.end.max(range.start),
                ..range
            };
            let id = lower.declare_at(range, ItemKind::Field, parent, visibility);
            lower.with(
                |lower| &mut lower.owner,
                Parent::Item(id),
                |lower| {
                    lower.attributes_of(id, &field.attrs);
                    lower.field_type(id, &field.ty);
                    field
                        .default
                        .iter()
                        .for_each(|(_, value)| lower.visit_expr(value));
                },
            );
        });
    }

    fn field_type(&mut self, field: ItemId, ty: &syn::Type) {
        let syn::Type::Path(ty) = ty else {
            return self.visit_type(ty);
        };
        let path = self.qualified_path(ty.qself.as_ref(), &ty.path, Expects::Type, Context::Type);
        let types = path.map(|path| FieldType { field, path });
        self.facts.field_types.extend(types);
    }

    pub(super) fn variant(&mut self, variant: &syn::Variant) {
        let conditions = self.conditions_of(&variant.attrs);
        let parent = self.owner;
        self.under(conditions, |lower| {
            let constructor = match &variant.fields {
                syn::Fields::Named(_) => Constructor::None,
                syn::Fields::Unnamed(_) => Constructor::Tuple(Visibility::Public),
                syn::Fields::Unit => Constructor::Unit,
            };
            let kind = ItemKind::Variant(constructor);
            let id = lower.declare_part(&variant.ident, kind, parent, Visibility::Inherited);
            lower.inside(id, |lower| {
                lower.attributes_of(id, &variant.attrs);
                lower.fields(&variant.fields);
                variant
                    .discriminant
                    .iter()
                    .for_each(|(_, value)| lower.visit_expr(value));
            });
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

    pub(super) fn impl_block(&mut self, item: &syn::ItemImpl) {
        let id = ImplId::next(&self.facts.impls);
        self.facts.impls.push(Impl {
            self_type: None,
            head: None,
            of_trait: None,
            for_all: false,
        });
        self.with(
            |lower| &mut lower.owner,
            Parent::Impl(id),
            |lower| {
                lower.in_scope(
                    |lower| {
                        lower.open(ScopeKind::SelfType(SelfType::Impl(id)));
                        lower.generics(&item.generics);
                        lower.attributes(&item.attrs);
                        let of_trait = item.trait_.as_ref();
                        let of_trait = of_trait
                            .and_then(|(path, _)| lower.path(path, Expects::Type, Context::Impl));
                        let param = lower.param_of(&item.self_ty).cloned();
                        let (self_type, head) = match (&*item.self_ty, &param) {
                            (_, Some(param)) => {
                                let about = About::new(Expects::Type, Context::Impl);
                                let path = lower.push_idents(&[param], about);
                                (Some(path), None)
                            }
                            (syn::Type::Path(ty), _) => {
                                let path = lower.qualified_path(
                                    ty.qself.as_ref(),
                                    &ty.path,
                                    Expects::Type,
                                    Context::Impl,
                                );
                                (path, path)
                            }
                            (ty, _) => (None, lower.head_of_type(ty)),
                        };
                        lower.facts.impls[id.index()] = Impl {
                            self_type,
                            head,
                            of_trait,
                            for_all: param.is_some(),
                        };
                        item.items.iter().for_each(|item| lower.impl_item(item));
                    },
                    |_| {},
                );
            },
        );
    }

    /// Walks a type; returns the path that it is about.
    fn head_of_type(&mut self, ty: &syn::Type) -> Option<PathId> {
        match ty {
            syn::Type::Path(ty) => {
                self.qualified_path(ty.qself.as_ref(), &ty.path, Expects::Type, Context::Type)
            }
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
            syn::Type::TraitObject(ty) => {
                let mut head = None;
                for bound in &ty.bounds {
                    let before = self.facts.paths.len();
                    self.visit_type_param_bound(bound);
                    // The path of a bound comes behind those in its arguments.
                    let is_path = self.facts.paths.len() > before;
                    let last = is_path.then(|| PathId::next(&self.facts.paths[1..]));
                    head = head.or(last);
                }
                head
            }
            _ => {
                self.visit_type(ty);
                None
            }
        }
    }

    fn impl_item(&mut self, item: &syn::ImplItem) {
        let conditions = self.conditions_of(super::attributes::of_impl_item(item));
        let parent = self.owner;
        self.under(conditions, |lower| match item {
            syn::ImplItem::Fn(item) => {
                let visibility = lower.visibility(&item.vis);
                let id = lower.declare_part(&item.sig.ident, ItemKind::AssocFn, parent, visibility);
                lower.inside(id, |lower| {
                    lower.attributes_of(id, &item.attrs);
                    lower.function(&item.sig, Some(&item.block));
                });
            }
            syn::ImplItem::Const(item) => {
                let visibility = lower.visibility(&item.vis);
                let id = lower.declare_part(&item.ident, ItemKind::AssocConst, parent, visibility);
                lower.inside(id, |lower| {
                    lower.generics(&item.generics);
                    lower.attributes_of(id, &item.attrs);
                    lower.visit_type(&item.ty);
                    lower.visit_expr(&item.expr);
                });
            }
            syn::ImplItem::Type(item) => {
                let visibility = lower.visibility(&item.vis);
                let id = lower.declare_part(&item.ident, ItemKind::AssocType, parent, visibility);
                lower.inside(id, |lower| {
                    lower.generics(&item.generics);
                    lower.attributes_of(id, &item.attrs);
                    lower.visit_type(&item.ty);
                });
            }
            syn::ImplItem::Macro(item) => {
                lower.unread_call(&item.mac, Produces::Parts);
            }
            syn::ImplItem::Verbatim(tokens) => lower.scan(tokens.clone()),
            _ => visit::visit_impl_item(lower, item),
        });
    }

    /// What no item of a scope looks like: an item of a trait without a body, as
    /// a macro writes it there, or syntax that `syn` does not read.
    pub(super) fn verbatim(&mut self, tokens: &TokenStream) {
        let parsed = syn::parse2::<syn::TraitItem>(tokens.clone());
        let (name, kind) = match &parsed {
            Ok(syn::TraitItem::Fn(item)) => (&item.sig.ident, ItemKind::Fn),
            Ok(syn::TraitItem::Const(item)) => (&item.ident, ItemKind::Const),
            Ok(syn::TraitItem::Type(item)) => (&item.ident, ItemKind::TypeAlias(None)),
            _ => {
                self.items_in_tokens(tokens);
                return;
            }
        };
        let id = self.declare_part(name, kind, Parent::Scope, Visibility::Inherited);
        self.inside(id, |lower| match &parsed {
            Ok(syn::TraitItem::Fn(item)) => lower.trait_fn(item),
            Ok(syn::TraitItem::Const(item)) => lower.trait_const(item),
            Ok(syn::TraitItem::Type(item)) => lower.trait_type(id, item),
            _ => {}
        });
    }

    fn trait_fn(&mut self, item: &syn::TraitItemFn) {
        self.own_attributes(&item.attrs);
        self.function(&item.sig, item.default.as_ref());
    }

    fn trait_const(&mut self, item: &syn::TraitItemConst) {
        self.generics(&item.generics);
        self.own_attributes(&item.attrs);
        self.visit_type(&item.ty);
        item.default
            .iter()
            .for_each(|(_, value)| self.visit_expr(value));
    }

    fn trait_type(&mut self, id: ItemId, item: &syn::TraitItemType) {
        self.generics(&item.generics);
        self.own_attributes(&item.attrs);
        self.with(
            |lower| &mut lower.bound_of,
            Some(Bounded::Assoc(id)),
            |lower| {
                item.bounds
                    .iter()
                    .for_each(|bound| lower.visit_type_param_bound(bound));
            },
        );
        item.default.iter().for_each(|(_, ty)| self.visit_type(ty));
    }

    pub(super) fn trait_item(&mut self, item: &syn::TraitItem) {
        let conditions = self.conditions_of(super::attributes::of_trait_item(item));
        let parent = self.owner;
        self.under(conditions, |lower| match item {
            syn::TraitItem::Fn(item) => {
                let id = lower.declare_part(
                    &item.sig.ident,
                    ItemKind::AssocFn,
                    parent,
                    Visibility::Inherited,
                );
                lower.inside(id, |lower| lower.trait_fn(item));
            }
            syn::TraitItem::Const(item) => {
                let id = lower.declare_part(
                    &item.ident,
                    ItemKind::AssocConst,
                    parent,
                    Visibility::Inherited,
                );
                lower.inside(id, |lower| lower.trait_const(item));
            }
            syn::TraitItem::Type(item) => {
                let id = lower.declare_part(
                    &item.ident,
                    ItemKind::AssocType,
                    parent,
                    Visibility::Inherited,
                );
                lower.inside(id, |lower| lower.trait_type(id, item));
            }
            syn::TraitItem::Macro(item) => {
                lower.unread_call(&item.mac, Produces::Parts);
            }
            syn::TraitItem::Verbatim(tokens) => lower.scan(tokens.clone()),
            _ => visit::visit_trait_item(lower, item),
        });
    }
}
