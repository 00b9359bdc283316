//! Items of `syn`'s trees.

use syn::visit::{self, Visit};

use super::Lower;
use super::attributes::of_item;
use super::declare::Head;
use crate::facts::{
    Bounded, Constructor, Context, Expects, ItemKind, Produces, TextRange, Visibility,
};

impl Lower<'_> {
    pub(super) fn item(&mut self, item: &syn::Item) {
        let attributes = self.attribute_list(of_item(item));
        self.item_under(&attributes, |lower| lower.item_inside(item, &attributes));
    }

    fn item_inside(&mut self, item: &syn::Item, attributes: &super::attributes::AttributeList) {
        let head = |lower: &mut Self, name: &syn::Ident, visibility: &syn::Visibility| Head {
            name: lower.offsets.ident(name),
            visibility: lower.visibility(visibility),
            attributes,
        };
        match item {
            syn::Item::Use(item) => self.use_item(item),
            syn::Item::ExternCrate(item) => {
                let visibility = self.visibility(&item.vis);
                let name = self.offsets.ident(&item.ident);
                let rename = item.rename.as_ref();
                let rename = rename.map(|(_, rename)| self.offsets.ident(rename));
                self.extern_crate(visibility, (name, rename), attributes);
            }
            syn::Item::Mod(item) => {
                let head = head(self, &item.ident, &item.vis);
                let items = item.content.as_ref().map(|(_, items)| items);
                let walk = items
                    .map(|items| |lower: &mut Self| items.iter().for_each(|item| lower.item(item)));
                self.module(head, walk);
            }
            syn::Item::Macro(item) => {
                let called = self.called(&item.mac);
                if let Some(name) = &item.ident {
                    let name = self.offsets.ident(name);
                    self.macro_rules(name, attributes, called);
                } else {
                    self.attributes(attributes);
                    let path = self.path(&item.mac.path, Expects::Macro, Context::MacroCall);
                    self.unread_call(path, called, Produces::Items);
                }
            }
            syn::Item::Impl(item) => self.impl_item_of(item, attributes),
            syn::Item::Struct(item) => {
                let constructor = self.constructor(&item.fields);
                let head = head(self, &item.ident, &item.vis);
                self.type_item(head, ItemKind::Struct(constructor), |lower| {
                    lower.generics(&item.generics);
                    lower.fields(&item.fields);
                });
            }
            syn::Item::Union(item) => {
                let head = head(self, &item.ident, &item.vis);
                self.type_item(head, ItemKind::Union, |lower| {
                    lower.generics(&item.generics);
                    let fields = item.fields.named.iter();
                    fields.for_each(|field| lower.field_of(field));
                });
            }
            syn::Item::Enum(item) => {
                let head = head(self, &item.ident, &item.vis);
                self.type_item(head, ItemKind::Enum, |lower| {
                    lower.generics(&item.generics);
                    let variants = item.variants.iter();
                    variants.for_each(|variant| lower.variant_of(variant));
                });
            }
            syn::Item::Trait(item) => {
                let head = head(self, &item.ident, &item.vis);
                self.type_item(head, ItemKind::Trait, |lower| {
                    lower.generics(&item.generics);
                    let this = lower.name("Self");
                    lower.bounds_of(Some(Bounded::Param(this)), |lower| {
                        let bounds = item.supertraits.iter();
                        bounds.for_each(|bound| lower.visit_type_param_bound(bound));
                    });
                    item.items.iter().for_each(|item| lower.trait_item(item));
                });
            }
            syn::Item::TraitAlias(item) => {
                let head = head(self, &item.ident, &item.vis);
                self.type_item(head, ItemKind::TraitAlias, |lower| {
                    lower.generics(&item.generics);
                    let bounds = item.bounds.iter();
                    bounds.for_each(|bound| lower.visit_type_param_bound(bound));
                });
            }
            syn::Item::Type(item) => {
                let head = head(self, &item.ident, &item.vis);
                self.type_alias(head, |lower| {
                    lower.generics(&item.generics);
                    lower.path_of_type(&item.ty, Context::Type)
                });
            }
            syn::Item::Fn(item) => {
                let head = head(self, &item.sig.ident, &item.vis);
                self.value_item(head, ItemKind::Fn, |lower| {
                    lower.function(&item.sig, Some(&item.block));
                });
            }
            syn::Item::Const(item) => {
                let head = head(self, &item.ident, &item.vis);
                self.value_item(head, ItemKind::Const, |lower| {
                    lower.generics(&item.generics);
                    lower.visit_type(&item.ty);
                    lower.visit_expr(&item.expr);
                });
            }
            syn::Item::Static(item) => {
                let head = head(self, &item.ident, &item.vis);
                self.value_item(head, ItemKind::Static, |lower| {
                    lower.visit_type(&item.ty);
                    lower.visit_expr(&item.expr);
                });
            }
            syn::Item::Verbatim(tokens) => self.verbatim(tokens),
            _ => visit::visit_item(self, item),
        }
    }

    pub(super) fn foreign_item(&mut self, item: &syn::ForeignItem) {
        let attributes = self.attribute_list(super::attributes::of_foreign_item(item));
        let conditions = self.conditions_of(&attributes);
        let head = |lower: &mut Self, name: &syn::Ident, visibility: &syn::Visibility| Head {
            name: lower.offsets.ident(name),
            visibility: lower.visibility(visibility),
            attributes: &attributes,
        };
        self.under(conditions, |lower| match item {
            syn::ForeignItem::Fn(item) => {
                let head = head(lower, &item.sig.ident, &item.vis);
                lower.value_item(head, ItemKind::Fn, |lower| lower.function(&item.sig, None));
            }
            syn::ForeignItem::Static(item) => {
                let head = head(lower, &item.ident, &item.vis);
                lower.value_item(head, ItemKind::Static, |lower| lower.visit_type(&item.ty));
            }
            syn::ForeignItem::Type(item) => {
                let head = head(lower, &item.ident, &item.vis);
                let id = lower.declare(head, ItemKind::Struct(Constructor::None));
                lower.attributes_of(id, &attributes);
            }
            _ => visit::visit_foreign_item(lower, item),
        });
    }

    /// Opens the scope of generic parameters and walks their bounds.
    pub(super) fn generics(&mut self, generics: &syn::Generics) {
        let params = generics.params.iter().filter_map(|param| match param {
            syn::GenericParam::Type(param) => Some((&param.ident, false)),
            syn::GenericParam::Const(param) => Some((&param.ident, true)),
            syn::GenericParam::Lifetime(_) => None,
        });
        let params: Vec<(TextRange, bool)> = params
            .map(|(ident, is_const)| (self.offsets.ident(ident), is_const))
            .collect();
        self.params(params.into_iter());
        visit::visit_generics(self, generics);
    }

    pub(super) fn function(&mut self, signature: &syn::Signature, body: Option<&syn::Block>) {
        self.generics(&signature.generics);
        for input in &signature.inputs {
            match input {
                syn::FnArg::Receiver(receiver) => {
                    let conditions = self.conditions_of_tree(&receiver.attrs);
                    self.under(conditions, |lower| visit::visit_receiver(lower, receiver));
                }
                syn::FnArg::Typed(input) => {
                    let attributes = self.attribute_list(&input.attrs);
                    self.under_attributes(&attributes, |lower| {
                        lower.visit_type(&input.ty);
                        lower.irrefutable_pattern(&input.pat);
                    });
                }
            }
        }
        self.visit_return_type(&signature.output);
        self.bind();
        body.into_iter().for_each(|body| self.visit_block(body));
    }

    pub(super) fn visibility(&mut self, visibility: &syn::Visibility) -> Visibility {
        match visibility {
            syn::Visibility::Inherited => Visibility::Inherited,
            syn::Visibility::Public(_) => Visibility::Public,
            syn::Visibility::Restricted(restricted) => {
                let path = &restricted.path;
                let segments = path.segments.iter();
                let segments: Vec<TextRange> = segments
                    .map(|segment| self.offsets.ident(&segment.ident))
                    .collect();
                self.restricted(path.leading_colon.is_some(), &segments)
            }
        }
    }
}
