//! Which item bears which attribute.
//!
//! Apart from what attributes name, which is read wherever they stand: this is
//! kept for items alone.

use super::Lower;
use super::attributes::AttributeList;
use super::meta::{Content, Meta, MetaPath};
use crate::facts::tokens::Tokens;
use crate::facts::{Attribute, AttributeKind, Context, ItemId, Parent, PathId, TextRange};

impl<'t> Lower<'t> {
    /// Reads the attributes of an item, and keeps that it bears them.
    pub(super) fn attributes_of(&mut self, item: ItemId, attributes: &AttributeList) {
        if attributes.is_empty() {
            return;
        }
        let before = PathId::next(&self.facts.paths);
        self.with(
            |lower| &mut lower.owner,
            Parent::Item(item),
            |lower| lower.attributes(attributes),
        );
        self.bears(Some(item), attributes, before);
    }

    /// As [`Lower::attributes_of`], for the item that the walk is inside of.
    pub(super) fn own_attributes(&mut self, attributes: &AttributeList) {
        if let Parent::Item(item) = self.owner {
            self.attributes_of(item, attributes);
        }
    }

    /// Reads the attributes of an item that stands among tokens.
    pub(super) fn attributes_in_tokens(&mut self, item: ItemId, attributes: &AttributeList) {
        self.with(
            |lower| &mut lower.context,
            Some(Context::MacroArg),
            |lower| lower.attributes_of(item, attributes),
        );
    }

    /// Keeps that an item, or the file, bears attributes. The paths in them
    /// have been read, from `before` on.
    pub(super) fn bears(
        &mut self,
        item: Option<ItemId>,
        attributes: &AttributeList,
        before: PathId,
    ) {
        for attribute in attributes {
            if self.is_comment(*attribute) {
                self.bears_comment(item);
            } else if let Some(meta) = self.meta_of(*attribute) {
                self.bears_meta(item, &meta, false, before);
            }
        }
    }

    fn bears_meta(
        &mut self,
        item: Option<ItemId>,
        meta: &Meta<'t>,
        conditional: bool,
        before: PathId,
    ) {
        let this = |kind, range| Attribute {
            item,
            kind,
            range,
            conditional,
        };
        match (meta.name, meta.content) {
            ("derive", Content::List(list)) => {
                for path in self.meta_paths(list) {
                    if let Some(named) = self.path_of(&path, before) {
                        let kind = AttributeKind::Derive(named);
                        self.facts.attributes.push(this(kind, path.range));
                    }
                }
            }
            ("cfg_attr", Content::List(list)) => self.bears_if(item, list, conditional, before),
            _ => {
                let named = self.path_of(&meta.path, before);
                let kind = named.map_or(AttributeKind::BuiltIn, AttributeKind::Named);
                self.facts.attributes.push(this(kind, meta.range));
            }
        }
    }

    /// Of comments that follow each other, one is kept.
    fn bears_comment(&mut self, item: Option<ItemId>) {
        let comment = Attribute {
            item,
            kind: AttributeKind::DocComment,
            range: TextRange::default(),
            conditional: false,
        };
        let last = self.facts.attributes.last();
        let is_next = last.is_some_and(|last| last.item == item && last.kind == comment.kind);
        if !is_next {
            self.facts.attributes.push(comment);
        }
    }

    /// `#[cfg_attr(predicate, attributes…)]`
    fn bears_if(&mut self, item: Option<ItemId>, list: Tokens, conditional: bool, before: PathId) {
        let (predicate, metas) = self.cfg_attr(list);
        let holds = self.holds(predicate, None);
        if holds == Some(false) {
            return;
        }
        let conditional = conditional || holds.is_none();
        for meta in &metas {
            self.bears_meta(item, meta, conditional, before);
        }
    }

    /// A path among those that were read last.
    fn path_of(&self, path: &MetaPath<'_>, before: PathId) -> Option<PathId> {
        let start = path.segments[0].start;
        let paths = &self.facts.paths[before.index()..];
        let is_it = |path: &crate::facts::Path| self.facts.segments(path)[0].range.start == start;
        let index = paths.iter().position(is_it)?;
        Some(PathId(before.0 + u32::try_from(index).ok()?))
    }
}
