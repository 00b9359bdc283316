//! `use` trees and `extern crate`: one import for each leaf.

use super::Lower;
use super::attributes::bears;
use super::paths::About;
use crate::facts::{Context, Expects, Import, ImportKind, NameId, TextRange, Visibility};

/// The segments above a leaf.
type Prefix = Vec<(NameId, TextRange)>;

impl Lower<'_> {
    pub(super) fn use_item(&mut self, item: &syn::ItemUse) {
        let visibility = self.visibility(&item.vis);
        let about = About {
            leading_colons: item.leading_colon.is_some(),
            ..About::new(Expects::Any, Context::Use)
        };
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
                self.use_leaf(&leaf.ident, &leaf.ident, prefix, about, visibility);
            }
            syn::UseTree::Rename(leaf) => {
                self.use_leaf(&leaf.ident, &leaf.rename, prefix, about, visibility);
            }
            syn::UseTree::Glob(glob) => {
                let star = self.offsets.range(glob.star_token.spans[0]);
                let name = self.name_at(star);
                prefix.push((name, star));
                let path = self.push_path(
                    prefix,
                    About {
                        context: Context::Glob,
                        ..about
                    },
                );
                prefix.pop();
                self.facts.imports.push(Import {
                    path,
                    kind: ImportKind::Glob,
                    visibility,
                });
            }
        }
    }

    fn use_leaf(
        &mut self,
        ident: &syn::Ident,
        rename: &syn::Ident,
        prefix: &mut Prefix,
        about: About,
        visibility: Visibility,
    ) {
        // `a::{self}` is `a`, in the type namespace alone.
        let is_self = ident == "self" && !prefix.is_empty();
        let mut name = self.ident(rename).0;
        let mut segments = prefix.clone();
        if is_self {
            if ident == rename {
                name = prefix[prefix.len() - 1].0;
            }
        } else {
            segments.push(self.ident(ident));
        }
        let expects = if is_self { Expects::Type } else { Expects::Any };
        let path = self.push_path(&segments, About { expects, ..about });
        self.facts.imports.push(Import {
            path,
            kind: if is_self {
                ImportKind::TypeOnly(name)
            } else {
                ImportKind::Named(name)
            },
            visibility,
        });
    }

    pub(super) fn extern_crate(&mut self, item: &syn::ItemExternCrate) {
        let visibility = self.visibility(&item.vis);
        let segment = self.ident(&item.ident);
        let name = match &item.rename {
            Some((_, rename)) => self.ident(rename).0,
            None => segment.0,
        };
        let path = self.push_path(&[segment], About::new(Expects::Crate, Context::Use));
        let macro_use = bears(&item.attrs, "macro_use");
        self.facts.imports.push(Import {
            path,
            kind: ImportKind::ExternCrate { name, macro_use },
            visibility,
        });
    }
}
