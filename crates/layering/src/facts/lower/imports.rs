//! `use` trees and `extern crate`: one import for each leaf.

use bumpalo::Bump;

use super::Lower;
use super::attributes::AttributeList;
use super::meta::Content;
use super::paths::About;
use crate::facts::code::item::{ItemKind, UseTree};
use crate::facts::code::{Cursor, part};
use crate::facts::tokens::Tokens;
use crate::facts::{Context, Expects, Import, ImportKind, MacroUse, NameId, TextRange, Visibility};

/// The segments above a leaf.
pub(super) type Prefix = Vec<(NameId, TextRange)>;

/// What is said of each path of a `use`.
pub(super) fn about_use(leading_colons: bool) -> About {
    About {
        leading_colons,
        ..About::new(Expects::Any, Context::Use)
    }
}

impl Lower<'_> {
    pub(super) fn use_item(&mut self, item: &syn::ItemUse) {
        let visibility = self.visibility(&item.vis);
        let about = about_use(item.leading_colon.is_some());
        self.use_tree(&item.tree, &mut Prefix::new(), about, visibility);
    }

    fn use_tree(
        &mut self,
        tree: &syn::UseTree,
        prefix: &mut Prefix,
        about: About,
        visibility: Visibility,
    ) {
        match tree {
            syn::UseTree::Path(path) => {
                prefix.push(self.ident(&path.ident));
                self.use_tree(&path.tree, prefix, about, visibility);
                prefix.pop();
            }
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.use_tree(tree, prefix, about, visibility);
                }
            }
            syn::UseTree::Name(leaf) => {
                let name = self.offsets.ident(&leaf.ident);
                self.use_leaf((name, name), prefix, about, visibility);
            }
            syn::UseTree::Rename(leaf) => {
                let name = self.offsets.ident(&leaf.ident);
                let rename = self.offsets.ident(&leaf.rename);
                self.use_leaf((name, rename), prefix, about, visibility);
            }
            syn::UseTree::Glob(glob) => {
                let star = self.offsets.range(glob.star_token.spans[0]);
                self.use_glob(star, prefix, about, visibility);
            }
        }
    }

    /// Reads an item that `syn` hands out as it stands, if it is a `use`: in the braces of
    /// its tree is a `::`. Returns whether it is one.
    pub(super) fn use_item_in_tokens(&mut self, tokens: Tokens) -> bool {
        let arena = Bump::new();
        let item = part(self.text, self.tokens, tokens, &arena, Cursor::item);
        let item = item.filter(|item| matches!(item.kind, ItemKind::Use(..)));
        item.iter().for_each(|item| self.code_item(item));
        item.is_some()
    }

    /// The same for a tree that was read without `syn`.
    pub(super) fn code_use_tree(
        &mut self,
        tree: &UseTree<'_>,
        prefix: &mut Prefix,
        about: About,
        visibility: Visibility,
    ) {
        match tree {
            UseTree::Path(name, tree) => {
                prefix.push((self.name_at(*name), *name));
                self.code_use_tree(tree, prefix, about, visibility);
                prefix.pop();
            }
            UseTree::Group(trees) => {
                for tree in *trees {
                    self.code_use_tree(tree, prefix, about, visibility);
                }
            }
            UseTree::Rooted(tree) => {
                let about = About {
                    leading_colons: true,
                    ..about
                };
                self.code_use_tree(tree, prefix, about, visibility);
            }
            UseTree::Name(name, rename) => {
                self.use_leaf((*name, *rename), prefix, about, visibility);
            }
            UseTree::Glob(star) => self.use_glob(*star, prefix, about, visibility),
        }
    }

    fn use_glob(
        &mut self,
        star: TextRange,
        prefix: &mut Prefix,
        about: About,
        visibility: Visibility,
    ) {
        prefix.push((self.name_at(star), star));
        let about = About {
            context: Context::Glob,
            ..about
        };
        let path = self.push_path(prefix, about);
        prefix.pop();
        self.facts.imports.push(Import {
            path,
            kind: ImportKind::Glob,
            visibility,
        });
    }

    /// A name, and what is behind `as`, or the name again.
    fn use_leaf(
        &mut self,
        (name, rename): (TextRange, TextRange),
        prefix: &Prefix,
        about: About,
        visibility: Visibility,
    ) {
        // `a::{self}` is `a`, in the type namespace alone.
        let is_self = name.of(self.text) == "self" && !prefix.is_empty();
        let mut known_as = self.name_at(rename);
        let mut segments = prefix.clone();
        if is_self {
            if rename.of(self.text) == "self" {
                known_as = prefix[prefix.len() - 1].0;
            }
        } else {
            segments.push((self.name_at(name), name));
        }
        let expects = if is_self { Expects::Type } else { Expects::Any };
        let path = self.push_path(&segments, About { expects, ..about });
        self.facts.imports.push(Import {
            path,
            kind: if is_self {
                ImportKind::TypeOnly(known_as)
            } else {
                ImportKind::Named(known_as)
            },
            visibility,
        });
    }

    /// `extern crate`, and what is behind `as`.
    pub(super) fn extern_crate(
        &mut self,
        visibility: Visibility,
        (krate, rename): (TextRange, Option<TextRange>),
        attributes: &AttributeList,
    ) {
        let segment = (self.name_at(krate), krate);
        let name = rename.map_or(segment.0, |rename| self.name_at(rename));
        let path = self.push_path(&[segment], About::new(Expects::Crate, Context::Use));
        let macro_use = self.macro_use(attributes);
        self.facts.imports.push(Import {
            path,
            kind: ImportKind::ExternCrate { name, macro_use },
            visibility,
        });
    }

    fn macro_use(&mut self, attributes: &AttributeList) -> MacroUse {
        let mut named: Option<Vec<TextRange>> = None;
        let mut is_of_all = false;
        self.each_meta(attributes, |meta, _| match (meta.name, meta.content) {
            ("macro_use", Content::List(list)) => {
                let parts = self.trees(list);
                let names = parts.parts().filter_map(|part| self.trees(part).name(0));
                named.get_or_insert_default().extend(names);
            }
            ("macro_use", _) => is_of_all = true,
            _ => {}
        });
        match named {
            Some(names) if !is_of_all => {
                let names = names.into_iter().map(|name| self.name_at(name));
                let names = names.collect();
                let index = self.facts.macro_uses.len();
                self.facts.macro_uses.push(names);
                MacroUse::Named(u32::try_from(index).unwrap_or(u32::MAX))
            }
            None if !is_of_all => MacroUse::None,
            _ => MacroUse::All,
        }
    }
}
