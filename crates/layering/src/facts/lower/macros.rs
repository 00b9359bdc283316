//! The bodies of `macro_rules!`, and input of which only its words are known.
//!
//! Apart from calls whose input reads as code: here, items and paths are found
//! by what they look like.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use rustc_hash::FxHashSet;

use super::Lower;
use super::scan::is_punct;
use crate::facts::{
    Conditions, Constructor, Context, ItemKind, NameId, Parent, TextRange, Visibility,
};

impl Lower<'_> {
    /// The right-hand sides of a `macro_rules!`.
    pub(super) fn macro_body(&mut self, definition: &syn::Macro) {
        self.with(
            |lower| &mut lower.context,
            Some(Context::MacroBody),
            |lower| {
                let mut after_arrow = false;
                let mut arrow = ' ';
                for tree in definition.tokens.clone() {
                    match tree {
                        TokenTree::Group(group) if after_arrow => {
                            lower.scan(group.stream());
                            after_arrow = false;
                        }
                        TokenTree::Punct(punct) => {
                            after_arrow = arrow == '=' && punct.as_char() == '>';
                            arrow = punct.as_char();
                        }
                        _ => {}
                    }
                }
            },
        );
    }

    /// Items in tokens that are not quite Rust, as in `bitflags!`, or in Rust
    /// that `syn` does not read.
    ///
    /// Returns the tokens that were not read as items.
    pub(super) fn items_in_tokens(&mut self, tokens: &TokenStream) -> TokenStream {
        let mut visibility = Visibility::Inherited;
        let mut keyword: Option<ItemKind> = None;
        // Whether the head of an item was read, so that braces are its body.
        let mut in_item = false;
        let mut attributes = Vec::new();
        let mut rest: Vec<TokenTree> = Vec::new();
        for tree in tokens.clone() {
            match &tree {
                TokenTree::Ident(ident) => {
                    if let Some(kind) = keyword {
                        // `static ref NAME`, `static mut NAME`, `const fn name`
                        if let Some(kind) = item_keyword(&ident.to_string()) {
                            keyword = Some(kind);
                        } else if ident != "ref" && ident != "mut" {
                            let range = self.offsets.ident(ident);
                            let id = self.declare_at(range, kind, Parent::Scope, visibility);
                            self.attributes_in_tokens(id, &std::mem::take(&mut attributes));
                            (keyword, visibility, in_item) = (None, Visibility::Inherited, true);
                        }
                    } else if ident == "pub" {
                        visibility = Visibility::Public;
                    } else {
                        keyword = item_keyword(&ident.to_string());
                    }
                }
                TokenTree::Group(group)
                    if group.delimiter() == Delimiter::Bracket
                        && rest.last().is_some_and(|last| is_punct(last, '#')) =>
                {
                    attributes.extend(rest.last().cloned());
                    attributes.push(tree.clone());
                }
                TokenTree::Group(group)
                    if visibility == Visibility::Public
                        && group.delimiter() == Delimiter::Parenthesis =>
                {
                    visibility = Visibility::Crate;
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    keyword = None;
                    if !std::mem::take(&mut in_item) && self.items_in_braces(&group.stream()) {
                        continue;
                    }
                }
                _ => {
                    keyword = None;
                    in_item &= !is_punct(&tree, ';');
                    if is_punct(&tree, ';') {
                        attributes.clear();
                    }
                }
            }
            rest.push(tree);
        }
        let rest: TokenStream = rest.into_iter().collect();
        self.scan(rest.clone());
        rest
    }

    /// What a macro that is not known may define under a word.
    pub(super) fn product(&mut self, range: TextRange) {
        self.declare_at(range, ItemKind::Product, Parent::Scope, Visibility::Public);
    }

    /// What a macro that is not known may define: any word of its input.
    pub(super) fn products(&mut self, tokens: TokenStream) {
        let items = self.facts.items.iter();
        let mut known: FxHashSet<NameId> = items.map(|item| item.name).collect();
        let mut open = vec![tokens.into_iter()];
        while let Some(trees) = open.last_mut() {
            match trees.next() {
                None => {
                    open.pop();
                }
                Some(TokenTree::Group(group)) => open.push(group.stream().into_iter()),
                Some(TokenTree::Ident(word)) => {
                    let (name, range) = self.ident(&word);
                    if known.insert(name) {
                        self.product(range);
                    }
                }
                Some(_) => {}
            }
        }
    }

    /// What stands in braces may be items, as in `cfg_if! { if … { … } }`.
    fn items_in_braces(&mut self, tokens: &TokenStream) -> bool {
        let Ok(file) = syn::parse2::<syn::File>(tokens.clone()) else {
            return false;
        };
        let conditional = Conditions {
            other: true,
            ..Conditions::default()
        };
        let first = self.facts.macro_rules.len();
        self.under(conditional, |lower| {
            file.items.iter().for_each(|item| lower.item(item));
        });
        let macros = &mut self.facts.macro_rules[first..];
        macros.iter_mut().for_each(|rules| rules.conditional = true);
        true
    }
}

/// Looks for a keyword of an item with a name behind it.
#[derive(Default)]
pub(super) struct ItemHeads {
    after_keyword: bool,
}

impl ItemHeads {
    /// Whether the next token, a word or something else, is such a name.
    pub(super) fn end_with(&mut self, word: Option<&str>) -> bool {
        let is_keyword =
            word.is_some_and(|word| item_keyword(word).is_some() || matches!(word, "mod" | "use"));
        let is_head = self.after_keyword && word.is_some() && !is_keyword;
        self.after_keyword = is_keyword;
        is_head
    }
}

/// The kind of item that a keyword starts.
pub(super) fn item_keyword(word: &str) -> Option<ItemKind> {
    Some(match word {
        "struct" => ItemKind::Struct(Constructor::Tuple(Visibility::Public)),
        "enum" => ItemKind::Enum,
        "union" => ItemKind::Union,
        "trait" => ItemKind::Trait,
        "type" => ItemKind::TypeAlias(None),
        "fn" => ItemKind::Fn,
        "const" => ItemKind::Const,
        "static" => ItemKind::Static,
        "macro" => ItemKind::Macro,
        _ => return None,
    })
}
