//! Items, and what they are made of: generics, fields, associated items.

use syn::visit::{self, Visit};

use super::Lower;
use super::attributes::bears;
use super::paths::About;
use crate::facts::{
    Bounded, Conditions, Constructor, Context, Expects, Item, ItemId, ItemKind, MacroRules,
    ModuleDecl, Param, Parent, Produces, ScopeKind, SelfType, TextRange, Visibility,
};

impl Lower<'_> {
    pub(super) fn item(&mut self, item: &syn::Item) {
        let conditions = self.conditions_of(super::attributes::of_item(item));
        self.under(conditions, |lower| {
            lower.with(
                |lower| &mut lower.in_signature,
                true,
                |lower| lower.item_inside(item),
            );
        });
    }

    fn item_inside(&mut self, item: &syn::Item) {
        match item {
            syn::Item::Use(item) => self.use_item(item),
            syn::Item::ExternCrate(item) => self.extern_crate(item),
            syn::Item::Mod(item) => self.module(item),
            syn::Item::Macro(item) => self.macro_item(item),
            syn::Item::Impl(item) => self.impl_block(item),
            syn::Item::Struct(item) => {
                let constructor = self.constructor(&item.fields);
                let id = self.declare(&item.ident, ItemKind::Struct(constructor), &item.vis);
                self.attributes_of(id, &item.attrs);
                self.type_item(id, &item.generics, |lower| lower.fields(&item.fields));
            }
            syn::Item::Union(item) => {
                let id = self.declare(&item.ident, ItemKind::Union, &item.vis);
                self.attributes_of(id, &item.attrs);
                self.type_item(id, &item.generics, |lower| {
                    item.fields
                        .named
                        .iter()
                        .for_each(|field| lower.field(field));
                });
            }
            syn::Item::Enum(item) => {
                let id = self.declare(&item.ident, ItemKind::Enum, &item.vis);
                self.attributes_of(id, &item.attrs);
                self.type_item(id, &item.generics, |lower| {
                    item.variants
                        .iter()
                        .for_each(|variant| lower.variant(variant));
                });
            }
            syn::Item::Trait(item) => {
                let id = self.declare(&item.ident, ItemKind::Trait, &item.vis);
                self.attributes_of(id, &item.attrs);
                self.type_item(id, &item.generics, |lower| {
                    let this = lower.name("Self");
                    lower.with(
                        |lower| &mut lower.bound_of,
                        Some(Bounded::Param(this)),
                        |lower| {
                            item.supertraits
                                .iter()
                                .for_each(|bound| lower.visit_type_param_bound(bound));
                        },
                    );
                    item.items.iter().for_each(|item| lower.trait_item(item));
                });
            }
            syn::Item::TraitAlias(item) => {
                let id = self.declare(&item.ident, ItemKind::TraitAlias, &item.vis);
                self.attributes_of(id, &item.attrs);
                self.type_item(id, &item.generics, |lower| {
                    item.bounds
                        .iter()
                        .for_each(|bound| lower.visit_type_param_bound(bound));
                });
            }
            syn::Item::Type(item) => {
                let id = self.declare(&item.ident, ItemKind::TypeAlias(None), &item.vis);
                self.attributes_of(id, &item.attrs);
                self.inside(id, |lower| {
                    lower.generics(&item.generics);
                    let target = match &*item.ty {
                        syn::Type::Path(ty) => lower.qualified_path(
                            ty.qself.as_ref(),
                            &ty.path,
                            Expects::Type,
                            Context::Type,
                        ),
                        ty => {
                            lower.visit_type(ty);
                            None
                        }
                    };
                    lower.facts.items[id.index()].kind = ItemKind::TypeAlias(target);
                });
            }
            syn::Item::Fn(item) => {
                let id = self.declare(&item.sig.ident, ItemKind::Fn, &item.vis);
                self.proc_macros(item);
                self.inside(id, |lower| {
                    lower.attributes_of(id, &item.attrs);
                    lower.function(&item.sig, Some(&item.block));
                });
            }
            syn::Item::Const(item) => {
                let id = self.declare(&item.ident, ItemKind::Const, &item.vis);
                self.inside(id, |lower| {
                    lower.generics(&item.generics);
                    lower.attributes_of(id, &item.attrs);
                    lower.visit_type(&item.ty);
                    lower.visit_expr(&item.expr);
                });
            }
            syn::Item::Static(item) => {
                let id = self.declare(&item.ident, ItemKind::Static, &item.vis);
                self.inside(id, |lower| {
                    lower.attributes_of(id, &item.attrs);
                    lower.visit_type(&item.ty);
                    lower.visit_expr(&item.expr);
                });
            }
            syn::Item::Verbatim(tokens) => self.verbatim(tokens),
            _ => visit::visit_item(self, item),
        }
    }

    pub(super) fn foreign_item(&mut self, item: &syn::ForeignItem) {
        let conditions = self.conditions_of(super::attributes::of_foreign_item(item));
        self.under(conditions, |lower| match item {
            syn::ForeignItem::Fn(item) => {
                let id = lower.declare(&item.sig.ident, ItemKind::Fn, &item.vis);
                lower.inside(id, |lower| {
                    lower.attributes_of(id, &item.attrs);
                    lower.function(&item.sig, None);
                });
            }
            syn::ForeignItem::Static(item) => {
                let id = lower.declare(&item.ident, ItemKind::Static, &item.vis);
                lower.inside(id, |lower| {
                    lower.attributes_of(id, &item.attrs);
                    lower.visit_type(&item.ty);
                });
            }
            syn::ForeignItem::Type(item) => {
                let kind = ItemKind::Struct(Constructor::None);
                let id = lower.declare(&item.ident, kind, &item.vis);
                lower.attributes_of(id, &item.attrs);
            }
            _ => visit::visit_foreign_item(lower, item),
        });
    }

    /// Adds an item to the present scope.
    fn declare(
        &mut self,
        name: &syn::Ident,
        kind: ItemKind,
        visibility: &syn::Visibility,
    ) -> ItemId {
        let visibility = self.visibility(visibility);
        self.declare_part(name, kind, Parent::Scope, visibility)
    }

    pub(super) fn declare_part(
        &mut self,
        name: &syn::Ident,
        kind: ItemKind,
        parent: Parent,
        visibility: Visibility,
    ) -> ItemId {
        let range = self.offsets.ident(name);
        self.declare_at(range, kind, parent, visibility)
    }

    pub(super) fn declare_at(
        &mut self,
        range: TextRange,
        kind: ItemKind,
        parent: Parent,
        visibility: Visibility,
    ) -> ItemId {
        let id = ItemId::next(&self.facts.items);
        let name = self.name_at(range);
        self.facts.items.push(Item {
            name,
            range,
            kind,
            scope: self.facts.item_scope(self.scope),
            parent,
            visibility,
            conditions: self.conditions,
        });
        id
    }

    /// Walks what belongs to an item.
    pub(super) fn inside(&mut self, id: ItemId, inside: impl FnOnce(&mut Self)) {
        self.with(
            |lower| &mut lower.owner,
            Parent::Item(id),
            |lower| lower.in_scope(inside, |_| {}),
        );
    }

    /// Walks the generics and the content of a type or a trait.
    fn type_item(&mut self, id: ItemId, generics: &syn::Generics, content: impl FnOnce(&mut Self)) {
        self.inside(id, |lower| {
            lower.open(ScopeKind::SelfType(SelfType::Item(id)));
            lower.generics(generics);
            content(lower);
        });
    }

    /// Opens the scope of generic parameters and walks their bounds.
    pub(super) fn generics(&mut self, generics: &syn::Generics) {
        let start = u32::try_from(self.facts.params.len()).unwrap_or(u32::MAX);
        for param in &generics.params {
            let (ident, is_const) = match param {
                syn::GenericParam::Type(param) => (&param.ident, false),
                syn::GenericParam::Const(param) => (&param.ident, true),
                syn::GenericParam::Lifetime(_) => continue,
            };
            let name = self.ident(ident).0;
            self.facts.params.push(Param { name, is_const });
        }
        let end = u32::try_from(self.facts.params.len()).unwrap_or(u32::MAX);
        if end > start {
            self.open(ScopeKind::Generics(start, end));
        }
        visit::visit_generics(self, generics);
    }

    pub(super) fn function(&mut self, signature: &syn::Signature, body: Option<&syn::Block>) {
        self.generics(&signature.generics);
        for input in &signature.inputs {
            match input {
                syn::FnArg::Receiver(receiver) => visit::visit_receiver(self, receiver),
                syn::FnArg::Typed(input) => {
                    self.attributes(&input.attrs);
                    self.visit_type(&input.ty);
                    self.irrefutable_pattern(&input.pat);
                }
            }
        }
        self.visit_return_type(&signature.output);
        self.bind();
        body.into_iter().for_each(|body| self.body(body));
    }

    fn module(&mut self, item: &syn::ItemMod) {
        let macro_use = bears(&item.attrs, "macro_use");
        let decl = ModuleDecl {
            inline: None,
            paths: self.path_attributes(&item.attrs),
            macro_use,
        };
        let index = self.facts.modules.len();
        self.facts.modules.push(decl);
        let kind = ItemKind::Module(u32::try_from(index).unwrap_or(u32::MAX));
        let id = self.declare(&item.ident, kind, &item.vis);
        // Whether a macro declares a module of what reads like one in the
        // middle of an expression is not known: its file may be missing.
        let is_guess = self.context.is_some() && item.content.is_none();
        self.facts.items[id.index()].conditions.other |= is_guess;
        self.attributes_of(id, &item.attrs);
        let Some((_, items)) = &item.content else {
            return;
        };
        self.with(
            |lower| &mut lower.owner,
            Parent::Scope,
            |lower| {
                lower.in_scope(
                    |lower| {
                        let scope = lower.open(ScopeKind::Module(id));
                        lower.facts.modules[index].inline = Some(scope);
                        items.iter().for_each(|item| lower.item(item));
                    },
                    |_| {},
                );
            },
        );
    }

    fn macro_item(&mut self, item: &syn::ItemMacro) {
        let Some(name) = &item.ident else {
            self.attributes(&item.attrs);
            self.unread_call(&item.mac, Produces::Items);
            return;
        };
        let exported = bears(&item.attrs, "macro_export");
        let conditional = self.conditions_of(&item.attrs) != Conditions::default();
        let index = u32::try_from(self.facts.macro_rules.len()).unwrap_or(u32::MAX);
        let body = self.input_range(&item.mac);
        self.facts.macro_rules.push(MacroRules {
            body,
            end: body.end,
            exported,
            conditional,
        });
        let visibility = if exported {
            Visibility::Public
        } else {
            Visibility::Inherited
        };
        let range = self.offsets.ident(name);
        let id = self.declare_at(
            range,
            ItemKind::MacroRules(index),
            Parent::Scope,
            visibility,
        );
        self.attributes_of(id, &item.attrs);
        self.inside(id, |lower| lower.macro_body(&item.mac));
    }

    pub(super) fn visibility(&mut self, visibility: &syn::Visibility) -> Visibility {
        match visibility {
            syn::Visibility::Inherited => Visibility::Inherited,
            syn::Visibility::Public(_) => Visibility::Public,
            syn::Visibility::Restricted(restricted) => match restricted.path.get_ident() {
                Some(ident) if ident == "crate" => Visibility::Crate,
                Some(ident) if ident == "super" => Visibility::Super,
                Some(ident) if ident == "self" => Visibility::SelfModule,
                _ => {
                    let segments: Vec<_> = restricted
                        .path
                        .segments
                        .iter()
                        .map(|segment| self.ident(&segment.ident))
                        .collect();
                    let about = About {
                        leading_colons: restricted.path.leading_colon.is_some(),
                        ..About::new(Expects::Type, Context::Visibility)
                    };
                    Visibility::In(self.push_path(&segments, about))
                }
            },
        }
    }
}
