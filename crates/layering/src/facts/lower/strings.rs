//! Strings that name paths: in attributes, as `#[serde(with = "…")]`, and in
//! formats, as `"{NAME}"`.

use proc_macro2::{TokenStream, TokenTree};

use super::Lower;
use super::paths::About;
use crate::facts::{Context, Expects, TextRange};

/// Keys of `serde` whose string is a path even without `::`, or a type.
const PATH_KEYS: &[&str] = &[
    "crate",
    "default",
    "deserialize_with",
    "from",
    "getter",
    "into",
    "remote",
    "serialize_with",
    "skip_serializing_if",
    "try_from",
    "with",
];

impl Lower<'_> {
    /// Strings in the arguments of an attribute. Any that reads as a path with
    /// `::` may be one, whatever the attribute; where a derive takes a path by
    /// a well-known key, a lone name may be one as well.
    pub(super) fn strings_in_attribute(&mut self, tokens: &TokenStream) {
        self.strings_under(tokens, false);
    }

    /// `in_bound` says whether the strings are bounds, as in
    /// `bound(serialize = "T: a::Trait")`.
    fn strings_under(&mut self, tokens: &TokenStream, in_bound: bool) {
        let mut key: Option<String> = None;
        for tree in tokens.clone() {
            match tree {
                TokenTree::Ident(ident) => key = Some(ident.to_string()),
                TokenTree::Punct(punct) if punct.as_char() == '=' => {}
                TokenTree::Punct(_) => key = None,
                TokenTree::Group(group) => {
                    let in_bound = in_bound || key.take().is_some_and(|key| key == "bound");
                    self.strings_under(&group.stream(), in_bound);
                }
                TokenTree::Literal(literal) => {
                    let range = self.offsets.range(literal.span());
                    let key = key.take().unwrap_or_default();
                    if in_bound || key == "bound" {
                        self.paths_in_bounds(range);
                    } else {
                        self.path_in_string(range, PATH_KEYS.contains(&key.as_str()));
                    }
                }
            }
        }
    }

    /// The constants that a format string captures. Variables have lower-case
    /// names, and functions cannot be formatted, so only other names count.
    pub(super) fn captured_constants(&mut self, expression: &syn::Expr) {
        let syn::Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(literal),
            ..
        }) = expression
        else {
            return;
        };
        let range = self.offsets.range(literal.span());
        let text = &self.text[range.start as usize..range.end as usize];
        let mut start = range.start;
        for (index, part) in text.split('{').enumerate() {
            let name_len = part
                .find(|next: char| !(next.is_alphanumeric() || next == '_'))
                .unwrap_or(part.len());
            let (name, rest) = part.split_at(name_len);
            // `{{` is a brace, `\u{…}` a character.
            let is_escaped = text[..(start - range.start) as usize].ends_with("{{")
                || text[..(start - range.start) as usize].ends_with("\\u{");
            let is_constant = name.starts_with(char::is_uppercase) && rest.starts_with(['}', ':']);
            if index > 0 && is_constant && !is_escaped {
                let end = start + u32::try_from(name_len).unwrap_or(0);
                let name_range = TextRange { start, end };
                let segment = (self.name_at(name_range), name_range);
                let about = About {
                    guess: true,
                    ..About::new(Expects::Value, Context::MacroArg)
                };
                self.push_path(&[segment], about);
            }
            start += u32::try_from(part.len()).unwrap_or(0) + 1;
        }
    }

    /// The paths in a string of bounds, apart from generic parameters.
    fn paths_in_bounds(&mut self, range: TextRange) {
        let literal = &self.text[range.start as usize..range.end as usize];
        let is_of_path = |next: char| next.is_alphanumeric() || next == '_' || next == ':';
        let mut start = range.start;
        for piece in literal.split_inclusive(|next| !is_of_path(next)) {
            let path = piece
                .trim_end_matches(|next| !is_of_path(next))
                .trim_end_matches(':');
            let is_path = path.split("::").all(is_identifier);
            if is_path && (path.contains("::") || path.starts_with(char::is_uppercase)) {
                let name = self.name(path.split("::").next().unwrap_or_default());
                if !self.is_local(name, Expects::Type) {
                    self.push_string_path(path, start, false);
                }
            }
            start += u32::try_from(piece.len()).unwrap_or(0);
        }
    }

    fn path_in_string(&mut self, range: TextRange, lone_name: bool) {
        let literal = &self.text[range.start as usize..range.end as usize];
        let Some(content) = literal
            .strip_prefix('"')
            .and_then(|rest| rest.strip_suffix('"'))
        else {
            return;
        };
        // Only the path at the head of a type: `Vec<T>` names `Vec`.
        let head = content.split('<').next().unwrap_or_default();
        let path = head.strip_suffix("::").unwrap_or(head);
        let (leading_colons, path) = match path.strip_prefix("::") {
            Some(rest) => (true, rest),
            None => (false, path),
        };
        let is_path = path.split("::").all(is_identifier) && (lone_name || path.contains("::"));
        if !is_path {
            return;
        }
        let start = range.start + 1 + if leading_colons { 2 } else { 0 };
        self.push_string_path(path, start, leading_colons);
    }

    /// Adds a path of a string that starts at an offset.
    fn push_string_path(&mut self, path: &str, mut start: u32, leading_colons: bool) {
        let segments: Vec<_> = path
            .split("::")
            .map(|segment| {
                let end = start + u32::try_from(segment.len()).unwrap_or(0);
                let range = TextRange { start, end };
                start = end + 2;
                (self.name_at(range), range)
            })
            .collect();
        let about = About {
            leading_colons,
            guess: true,
            ..About::new(Expects::Argument, Context::String)
        };
        self.push_path(&segments, about);
    }
}

fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next();
    first.is_some_and(|first| first.is_alphabetic() || first == '_')
        && characters.all(|next| next.is_alphanumeric() || next == '_')
}
