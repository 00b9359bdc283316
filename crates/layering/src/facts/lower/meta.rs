//! What stands between the brackets of an attribute (Rust reference, "Attributes").
//!
//! Apart from what it means, since `cfg_attr` has more of it inside, and macros have
//! attributes among their tokens.

use smallvec::SmallVec;

use super::Lower;
use super::trees::Trees;
use crate::facts::TextRange;
use crate::facts::code::is_keyword;
use crate::facts::tokens::{Tokens, plain};

/// A path with what it is given.
pub(super) struct Meta<'t> {
    /// The path, if it is a lone name; else nothing.
    pub(super) name: &'t str,
    pub(super) path: MetaPath<'t>,
    pub(super) content: Content,
    /// All of it.
    pub(super) range: TextRange,
}

/// A path without generic arguments.
pub(super) struct MetaPath<'t> {
    pub(super) leading_colons: bool,
    pub(super) segments: SmallVec<[TextRange; 2]>,
    /// The last name, without an `r#`.
    pub(super) last: &'t str,
    /// All of it.
    pub(super) range: TextRange,
}

/// What an attribute is given.
#[derive(Clone, Copy)]
pub(super) enum Content {
    Nothing,
    /// Tokens in delimiters.
    List(Tokens),
    /// What is behind `=`.
    Value(Tokens),
}

impl Meta<'_> {
    pub(super) fn is_word(&self) -> bool {
        matches!(self.content, Content::Nothing)
    }
}

impl<'t> Lower<'t> {
    /// Whether a comment stands for an attribute: it documents something, and names
    /// nothing.
    pub(super) fn is_comment(&self, attribute: Tokens) -> bool {
        self.tokens[attribute.0 as usize].of_comment
    }

    /// What tokens say that are all there is in brackets, or between the commas of a
    /// `cfg_attr`; `None` if they are no attribute.
    pub(super) fn meta_of(&self, tokens: Tokens) -> Option<Meta<'t>> {
        let trees = self.trees(tokens);
        let (path, at) = match trees.is_word(0, "unsafe") {
            true => (lone(trees.name(0)?, "unsafe"), 1),
            false => path_at(&trees, 0)?,
        };
        let behind = trees.tokens_of(at, trees.len());
        let content = match trees.group(at) {
            _ if at == trees.len() => Content::Nothing,
            Some((_, inside)) if at + 1 == trees.len() => Content::List(inside),
            None if trees.is_punct(at, '=')
                && !trees.is_punct(at + 1, '=')
                && !trees.is_punct(at + 1, '>')
                && behind.0 + 1 < behind.1 =>
            {
                Content::Value((behind.0 + 1, behind.1))
            }
            _ => return None,
        };
        let last = &self.tokens[tokens.1 as usize - 1];
        let name = match (path.leading_colons, path.segments.len()) {
            (false, 1) => path.last,
            _ => "",
        };
        Some(Meta {
            name,
            content,
            range: TextRange {
                end: last.range.end,
                ..path.range
            },
            path,
        })
    }

    /// The paths between commas; what is none is left out, since a macro may give
    /// the attribute a syntax of its own.
    pub(super) fn meta_paths(&self, tokens: Tokens) -> Vec<MetaPath<'t>> {
        let parts = self.trees(tokens);
        let paths = parts.parts().filter_map(|part| {
            let trees = self.trees(part);
            let (path, end) = path_at(&trees, 0)?;
            (end == trees.len()).then_some(path)
        });
        paths.collect()
    }

    /// The attributes of a `cfg_attr`, and its predicate before them.
    pub(super) fn cfg_attr(&self, tokens: Tokens) -> (Tokens, Vec<Meta<'t>>) {
        let trees = self.trees(tokens);
        let mut parts = trees.parts();
        let predicate = parts.next().unwrap_or_default();
        (
            predicate,
            parts.filter_map(|part| self.meta_of(part)).collect(),
        )
    }
}

fn lone(range: TextRange, last: &str) -> MetaPath<'_> {
    MetaPath {
        leading_colons: false,
        segments: [range].into_iter().collect(),
        last,
        range,
    }
}

/// The path at an index, and the index behind it.
fn path_at<'t>(trees: &Trees<'t>, at: usize) -> Option<(MetaPath<'t>, usize)> {
    let start = trees.get(at)?.range;
    let leading_colons = trees.is_colons(at);
    let mut at = if leading_colons { at + 2 } else { at };
    let mut segments = SmallVec::new();
    loop {
        let word = trees.word(at)?;
        if is_keyword(word) && !matches!(word, "super" | "self" | "Self" | "crate") {
            return None;
        }
        let name = trees.name(at)?;
        segments.push(name);
        at += 1;
        if !trees.is_colons(at) {
            let path = MetaPath {
                leading_colons,
                segments,
                last: plain(word),
                range: TextRange {
                    end: name.end,
                    ..start
                },
            };
            return Some((path, at));
        }
        at += 2;
    }
}
