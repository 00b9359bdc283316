//! Tokens of which nothing is known, searched for what looks like a path.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Lower;
use super::paths::About;
use crate::facts::{Context, Expects, NameId, TextRange};

/// Words before an identifier that say that it is being defined.
const DEFINING: &[&str] = &[
    "const",
    "enum",
    "fn",
    "let",
    "macro_rules",
    "mod",
    "ref",
    "static",
    "struct",
    "trait",
    "type",
    "union",
];

impl Lower<'_> {
    /// Searches tokens for paths.
    pub(super) fn scan(&mut self, tokens: TokenStream) {
        let context = self.context.or(Some(Context::MacroArg));
        self.with(
            |lower| &mut lower.context,
            context,
            |lower| {
                lower.scan_under(tokens, &[]);
            },
        );
    }

    /// `prefix` is the path before a brace of a `use` tree.
    fn scan_under(&mut self, tokens: TokenStream, prefix: &[(NameId, TextRange)]) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while at < trees.len() {
            match &trees[at] {
                TokenTree::Group(group) if self.is_attribute(&trees[..at], group) => at += 1,
                TokenTree::Group(group) => {
                    let reads_as_code = prefix.is_empty();
                    if reads_as_code && !self.is_only_tokens() {
                        self.arguments(&group.stream());
                    } else {
                        self.scan_under(group.stream(), prefix);
                    }
                    at += 1;
                }
                TokenTree::Ident(_) if starts_path(&trees, at) => {
                    at = self.scan_path(&trees, at, prefix);
                }
                TokenTree::Ident(name) if at > 0 && is_punct(&trees[at - 1], '.') => {
                    let (name, _) = self.ident(name);
                    self.called.insert(name);
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// Reads `#[derive(…)]`, `#[cfg_attr(…)]`, or `#[path]`, if that is what it
    /// is. What other attributes hold may be a part of the macro's own grammar.
    fn is_attribute(&mut self, before: &[TokenTree], group: &proc_macro2::Group) -> bool {
        let is_after_hash = match before {
            [.., hash, not] if is_punct(not, '!') => is_punct(hash, '#'),
            [.., hash] => is_punct(hash, '#'),
            [] => false,
        };
        let is_attribute = is_after_hash && group.delimiter() == Delimiter::Bracket;
        if !is_attribute || self.in_quote || has_hole(&group.stream()) {
            return false;
        }
        let Ok(meta) = syn::parse2::<syn::Meta>(group.stream()) else {
            return false;
        };
        let is_known = ["derive", "cfg_attr"]
            .iter()
            .any(|name| meta.path().is_ident(name));
        let is_read = is_known || matches!(meta, syn::Meta::Path(_));
        if is_read {
            self.meta(&meta);
        }
        is_read
    }

    /// Reads a path that starts at `at`; returns where it ends.
    fn scan_path(
        &mut self,
        trees: &[TokenTree],
        mut at: usize,
        prefix: &[(NameId, TextRange)],
    ) -> usize {
        let start = at;
        let mut segments = prefix.to_vec();
        while let Some(TokenTree::Ident(ident)) = trees.get(at) {
            let dollar = at > 0 && is_punct(&trees[at - 1], '$');
            let segment = if dollar && ident == "crate" {
                let range = self.offsets.ident(ident);
                (self.name("$crate"), range)
            } else if dollar {
                // A fragment of the macro's input: what it is, the call says.
                return at + 1;
            } else {
                self.ident(ident)
            };
            segments.push(segment);
            at += 1;
            if !is_colons(trees, at) {
                break;
            }
            match trees.get(at + 2) {
                Some(TokenTree::Ident(_)) => at += 2,
                Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                    self.scan_under(group.stream(), &segments);
                    return at + 3;
                }
                _ => {
                    at += 2;
                    break;
                }
            }
        }
        let is_call = trees.get(at).is_some_and(|tree| is_punct(tree, '!'))
            && matches!(trees.get(at + 1), Some(TokenTree::Group(_)));
        if segments.len() > 1 || is_call || self.may_name_item(&segments, trees, start, at) {
            let leading_colons = start >= 2 && is_colons(trees, start - 2) && prefix.is_empty();
            let about = About {
                leading_colons,
                guess: true,
                ..About::new(
                    if is_call {
                        Expects::Macro
                    } else {
                        Expects::Argument
                    },
                    Context::MacroArg,
                )
            };
            self.push_path(&segments, about);
        }
        at.max(start + 1)
    }

    /// Whether tokens have a grammar of their own, as in attributes, or have
    /// holes in them, as in the bodies of macros and in quoted code.
    fn is_only_tokens(&self) -> bool {
        self.in_quote || matches!(self.context, Some(Context::MacroBody | Context::Attribute))
    }

    /// Whether a lone identifier among tokens is worth looking up: a keyword,
    /// a variable, the name of an argument or of a field is not.
    fn may_name_item(
        &mut self,
        segments: &[(NameId, TextRange)],
        trees: &[TokenTree],
        start: usize,
        end: usize,
    ) -> bool {
        let (name, _) = segments[0];
        let text = self.facts.name(name);
        if syn::parse_str::<syn::Ident>(text).is_err() || self.is_local(name, Expects::Argument) {
            return false;
        }
        let is_type_like = text.starts_with(char::is_uppercase);
        let before = start.checked_sub(1).map(|before| &trees[before]);
        let is_after = |character| before.is_some_and(|tree| is_punct(tree, character));
        let is_before = |character| trees.get(end).is_some_and(|tree| is_punct(tree, character));
        // `name = …` and `name: …`, but not `: Type = …`, `name => …`, `name == …`,
        // or `Type: Bound`.
        let assigned = is_before('=')
            && trees
                .get(end + 1)
                .is_none_or(|tree| !is_punct(tree, '>') && !is_punct(tree, '='));
        let named = ((is_before(':') && !is_type_like) || assigned) && !is_after(':');
        let defined = is_being_defined(&trees[..start]);
        let is_call = matches!(trees.get(end), Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Parenthesis)
            && !self.is_only_tokens();
        // `key = name` in an attribute, and one of several names.
        let ends = trees.get(end).is_none_or(|tree| is_punct(tree, ','))
            || (is_before('<') && end >= 2 && is_colons(trees, end - 2));
        let is_value = match self.context {
            Some(Context::Attribute) => ends && is_after('='),
            Some(Context::MacroBody) => false,
            _ => ends && before.is_none_or(|tree| is_punct(tree, ',')) && trees.len() > 1,
        };
        (is_type_like || is_call || is_value) && !named && !defined
    }
}

/// Whether the identifier behind some tokens is the name of something that is
/// being defined there.
fn is_being_defined(before: &[TokenTree]) -> bool {
    let Some((TokenTree::Ident(word), before)) = before.split_last() else {
        return false;
    };
    let word = word.to_string();
    match word.as_str() {
        // `&mut Type`
        "mut" => !before.last().is_some_and(|tree| is_punct(tree, '&')),
        // `value as Type`, but not `use path as Name`.
        "as" => before
            .iter()
            .rev()
            .take_while(|tree| !is_punct(tree, ';'))
            .any(|tree| matches!(tree, TokenTree::Ident(word) if word == "use")),
        word => DEFINING.contains(&word),
    }
}

/// Whether a path may start here: not behind `.`, `::` after a path, or `'`.
fn starts_path(trees: &[TokenTree], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &trees[before]) else {
        return true;
    };
    if is_punct(before, '.') {
        // `..Default` is a range.
        return at >= 2 && is_punct(&trees[at - 2], '.');
    }
    if at >= 2 && is_colons(trees, at - 2) {
        // `::name` behind nothing that it could go on from.
        return at == 2
            || matches!(&trees[at - 3], TokenTree::Punct(punct) if punct.as_char() != '>');
    }
    !is_punct(before, '\'')
}

/// Whether tokens have a place where the input of a macro goes.
fn has_hole(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|tree| match &tree {
        TokenTree::Group(group) => has_hole(&group.stream()),
        tree => is_punct(tree, '$'),
    })
}

fn is_colons(trees: &[TokenTree], at: usize) -> bool {
    let colon = |at: usize| trees.get(at).is_some_and(|tree| is_punct(tree, ':'));
    colon(at) && colon(at + 1)
}

pub(super) fn is_punct(tree: &TokenTree, character: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == character)
}
