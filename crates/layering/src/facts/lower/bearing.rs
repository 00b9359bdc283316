//! Which item bears which attribute.
//!
//! Apart from what attributes name, which is read wherever they stand: this is
//! kept for items alone.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser;
use syn::spanned::Spanned;
use syn::{Meta, MetaList};

use super::Lower;
use super::attributes::{comma_separated, is_comma};
use crate::facts::{Attribute, AttributeKind, Context, ItemId, Parent, PathId, TextRange};

impl Lower<'_> {
    /// Reads the attributes of an item, and keeps that it bears them.
    pub(super) fn attributes_of(&mut self, item: ItemId, attributes: &[syn::Attribute]) {
        let before = PathId::next(&self.facts.paths);
        self.with(
            |lower| &mut lower.owner,
            Parent::Item(item),
            |lower| lower.attributes(attributes),
        );
        self.bears(Some(item), attributes, before);
    }

    /// As [`Lower::attributes_of`], for the item that the walk is inside of.
    pub(super) fn own_attributes(&mut self, attributes: &[syn::Attribute]) {
        if let Parent::Item(item) = self.owner {
            self.attributes_of(item, attributes);
        }
    }

    /// Reads the attributes of an item that stands among tokens.
    pub(super) fn attributes_in_tokens(&mut self, item: ItemId, tokens: &[TokenTree]) {
        let tokens: TokenStream = tokens.iter().cloned().collect();
        let attributes = syn::Attribute::parse_outer.parse2(tokens);
        self.with(
            |lower| &mut lower.context,
            Some(Context::MacroArg),
            |lower| lower.attributes_of(item, &attributes.unwrap_or_default()),
        );
    }

    /// Keeps that an item, or the file, bears attributes. The paths in them
    /// have been read, from `before` on.
    pub(super) fn bears(
        &mut self,
        item: Option<ItemId>,
        attributes: &[syn::Attribute],
        before: PathId,
    ) {
        for attribute in attributes {
            self.bears_meta(item, &attribute.meta, false, before);
        }
    }

    fn bears_meta(&mut self, item: Option<ItemId>, meta: &Meta, conditional: bool, before: PathId) {
        let this = |kind, range| Attribute {
            item,
            kind,
            range,
            conditional,
        };
        match meta {
            Meta::List(list) if list.path.is_ident("derive") => {
                for path in comma_separated::<syn::Path>(&list.tokens) {
                    if let Some(named) = self.path_of(&path, before) {
                        let kind = AttributeKind::Derive(named);
                        let range = self.offsets.range(path.span());
                        self.facts.attributes.push(this(kind, range));
                    }
                }
            }
            Meta::List(list) if list.path.is_ident("cfg_attr") => {
                self.bears_if(item, list, conditional, before);
            }
            Meta::NameValue(pair) if self.is_doc_comment(pair) => {
                let is_next = self.facts.attributes.last().is_some_and(|last| {
                    last.item == item && last.kind == AttributeKind::DocComment
                });
                if !is_next {
                    let kind = AttributeKind::DocComment;
                    self.facts.attributes.push(this(kind, TextRange::default()));
                }
            }
            _ => {
                let range = self.range_of(meta);
                let named = self.path_of(meta.path(), before);
                let kind = named.map_or(AttributeKind::BuiltIn, AttributeKind::Named);
                self.facts.attributes.push(this(kind, range));
            }
        }
    }

    /// `#[cfg_attr(predicate, attributes…)]`
    fn bears_if(
        &mut self,
        item: Option<ItemId>,
        list: &MetaList,
        conditional: bool,
        before: PathId,
    ) {
        let trees: Vec<TokenTree> = list.tokens.clone().into_iter().collect();
        let predicate = trees.split(is_comma).next().unwrap_or_default();
        let Some(holds) = always(predicate) else {
            for meta in comma_separated::<Meta>(&list.tokens).iter().skip(1) {
                self.bears_meta(item, meta, true, before);
            }
            return;
        };
        if holds {
            for meta in comma_separated::<Meta>(&list.tokens).iter().skip(1) {
                self.bears_meta(item, meta, conditional, before);
            }
        }
    }

    /// A doc comment is an attribute that is not in the text.
    fn is_doc_comment(&self, pair: &syn::MetaNameValue) -> bool {
        let Some(ident) = pair.path.get_ident() else {
            return false;
        };
        let start = self.offsets.range(ident.span()).start as usize;
        ident == "doc"
            && !self.text[start..].starts_with("doc")
            && !self.text[start..].starts_with("r#doc")
    }

    fn range_of(&self, meta: &Meta) -> TextRange {
        let path = self.offsets.range(meta.path().span());
        let end = match meta {
            Meta::Path(_) => path.end,
            Meta::List(list) => self.offsets.range(list.delimiter.span().close()).end,
            Meta::NameValue(pair) => self.offsets.range(pair.value.span()).end,
        };
        TextRange {
            end: end.max(path.end),
            ..path
        }
    }

    /// A path among those that were read last.
    fn path_of(&self, path: &syn::Path, before: PathId) -> Option<PathId> {
        let start = self.offsets.ident(&path.segments.first()?.ident).start;
        let paths = &self.facts.paths[before.index()..];
        let is_it = |path: &crate::facts::Path| self.facts.segments(path)[0].range.start == start;
        let index = paths.iter().position(is_it)?;
        Some(PathId(before.0 + u32::try_from(index).ok()?))
    }
}

/// Whether a configuration predicate holds in every build, or in none.
fn always(predicate: &[TokenTree]) -> Option<bool> {
    match predicate {
        [TokenTree::Ident(name)] if name == "true" => Some(true),
        [TokenTree::Ident(name)] if name == "false" => Some(false),
        [TokenTree::Ident(name), TokenTree::Group(group)] => {
            let inside: Vec<TokenTree> = TokenStream::into_iter(group.stream()).collect();
            let parts = inside.split(is_comma).filter(|part| !part.is_empty());
            let mut parts = parts.map(always);
            match name.to_string().as_str() {
                "all" => parts.try_fold(true, |all, part| Some(all && part?)),
                "any" => parts.try_fold(false, |any, part| Some(any || part?)),
                "not" => parts.next()?.map(|part| !part),
                _ => None,
            }
        }
        _ => None,
    }
}
