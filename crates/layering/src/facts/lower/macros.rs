//! The bodies of `macro_rules!`, and input of which only its words are known.
//!
//! Apart from calls whose input reads as code: here, items and paths are found
//! by what they look like.

use rustc_hash::FxHashSet;

use super::Lower;
use super::trees::Trees;
use crate::facts::tokens::{Tokens, outside};
use crate::facts::{
    Conditions, Constructor, Context, Delimiter, ItemKind, NameId, Parent, TextRange, Token,
    TokenKind, Visibility,
};

impl<'t> Lower<'t> {
    /// The right-hand sides of a `macro_rules!`.
    pub(super) fn macro_body(&mut self, rules: Tokens) {
        self.with(
            |lower| &mut lower.context,
            Some(Context::MacroBody),
            |lower| {
                let trees = lower.trees(rules);
                for at in 2..trees.len() {
                    let is_behind_arrow = trees.is_behind(at, '>') && trees.is_behind(at - 1, '=');
                    if let (true, Some((_, inside))) = (is_behind_arrow, trees.group(at)) {
                        lower.scan(inside);
                    }
                }
            },
        );
    }

    /// Items in tokens that are not quite Rust, as in `bitflags!`, or in Rust
    /// that `syn` does not read.
    ///
    /// Returns the tokens that were not read as items.
    pub(super) fn items_in_tokens(&mut self, tokens: Tokens) -> Trees<'t> {
        let mut trees = self.trees(tokens);
        let mut visibility = Visibility::Inherited;
        let mut keyword: Option<ItemKind> = None;
        // Whether the head of an item was read, so that braces are its body.
        let mut in_item = false;
        let mut attributes = Vec::new();
        let mut read = Vec::new();
        for at in 0..trees.len() {
            if let Some(word) = trees.word(at) {
                if let Some(kind) = keyword {
                    // `static ref NAME`, `static mut NAME`, `const fn name`
                    if let Some(kind) = item_keyword(word) {
                        keyword = Some(kind);
                    } else if let (false, Some(range)) =
                        (matches!(word, "ref" | "mut"), trees.name(at))
                    {
                        let id = self.declare_at(range, kind, Parent::Scope, visibility);
                        self.attributes_in_tokens(id, &std::mem::take(&mut attributes));
                        (keyword, visibility, in_item) = (None, Visibility::Inherited, true);
                    }
                } else if word == "pub" {
                    visibility = Visibility::Public;
                } else {
                    keyword = item_keyword(word);
                }
                continue;
            }
            match trees.group(at) {
                Some((Delimiter::Bracket, inside)) if trees.is_behind(at, '#') => {
                    attributes.push(inside);
                }
                Some((Delimiter::Paren, _)) if visibility == Visibility::Public => {
                    visibility = Visibility::Crate;
                }
                Some((Delimiter::Brace, inside)) => {
                    keyword = None;
                    if !std::mem::take(&mut in_item) && self.items_in_braces(inside) {
                        read.push(at);
                    }
                }
                _ => {
                    keyword = None;
                    if trees.is_punct(at, ';') {
                        in_item = false;
                        attributes.clear();
                    }
                }
            }
        }
        trees.remove(&read);
        self.scan_trees(&trees);
        trees
    }

    /// What a macro that is not known may define under a word.
    pub(super) fn product(&mut self, range: TextRange) {
        self.declare_at(range, ItemKind::Product, Parent::Scope, Visibility::Public);
    }

    /// What a macro that is not known may define: any word of its input.
    pub(super) fn products(&mut self, trees: &Trees<'t>) {
        let items = self.facts.items.iter();
        let mut known: FxHashSet<NameId> = items.map(|item| item.name).collect();
        for token in trees.tokens() {
            let range = match token.kind {
                _ if token.of_comment => continue,
                TokenKind::Ident => token.range,
                TokenKind::Lifetime => behind_quote(token.range),
                _ => continue,
            };
            if known.insert(self.name_at(range)) {
                self.product(range);
            }
        }
    }

    /// What stands in braces may be items, as in `cfg_if! { if … { … } }`.
    fn items_in_braces(&mut self, inside: Tokens) -> bool {
        let conditional = Conditions {
            other: true,
            ..Conditions::default()
        };
        let first = self.facts.macro_rules.len();
        let is_read = self.again::<syn::File>(inside, |lower, file| {
            lower.under(conditional, |lower| {
                file.items.iter().for_each(|item| lower.item(item));
            });
        });
        let macros = &mut self.facts.macro_rules[first..];
        macros.iter_mut().for_each(|rules| rules.conditional = true);
        is_read
    }
}

/// The name of a lifetime.
pub(super) fn behind_quote(lifetime: TextRange) -> TextRange {
    TextRange {
        start: lifetime.start + 1,
        ..lifetime
    }
}

/// Whether some tokens hold a keyword of an item with a name behind it, outside of
/// delimiters.
pub(super) fn has_item_heads(text: &str, tokens: &[Token], part: Tokens) -> bool {
    let mut after_keyword = false;
    outside(tokens, part).any(|at| {
        let word = (tokens[at].kind == TokenKind::Ident).then(|| tokens[at].text(text));
        let is_keyword =
            word.is_some_and(|word| item_keyword(word).is_some() || matches!(word, "mod" | "use"));
        let is_head = after_keyword && word.is_some() && !is_keyword;
        after_keyword = is_keyword;
        is_head
    })
}

/// The kind of item that a keyword starts.
fn item_keyword(word: &str) -> Option<ItemKind> {
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
