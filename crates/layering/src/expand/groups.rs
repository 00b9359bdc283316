//! Fragments that a macro hands on to another one, which sees none of their tokens
//! (Rust reference, "Forwarding a fragment").
//!
//! A product is a text, which is all that the next macro gets to know. So where such a
//! fragment starts and ends is said in the text, by comments that nobody else writes.
//! They are written into the input of calls alone.

use std::ops::Range;

use crate::facts::Token;

/// Stands in the comment before a fragment, with the kind behind it.
const OPEN: &str = "\u{1}";

/// Stands in the comment behind a fragment.
const CLOSE: &str = "\u{2}";

/// The fragments in a text, in the order of the text; one that is around another comes
/// first. Of most texts, there are none.
#[derive(Debug, Default)]
pub(super) struct Groups<'a>(Vec<Group<'a>>);

/// The tokens of a fragment. Of an empty one, nobody knows.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group<'a> {
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it was matched as.
    pub(super) kind: &'a str,
}

impl<'a> Groups<'a> {
    /// The fragments that a text with these tokens was put together from.
    pub(super) fn new(text: &'a str, tokens: &[Token]) -> Self {
        let mut groups = Vec::new();
        let mut open: Vec<(usize, &'a str)> = Vec::new();
        for at in memchr::memchr2_iter(OPEN.as_bytes()[0], CLOSE.as_bytes()[0], text.as_bytes()) {
            let next = tokens.partition_point(|token| token.range.end as usize <= at);
            let is_in_token = tokens
                .get(next)
                .is_some_and(|token| token.range.start as usize <= at);
            if is_in_token {
                continue;
            }
            if text[at..].starts_with(OPEN) {
                let kind = text[at + 1..].split('*').next().unwrap_or_default();
                open.push((next, kind));
            } else if let Some((start, kind)) = open.pop()
                && start < next
            {
                groups.push(Group {
                    start,
                    end: next,
                    kind,
                });
            }
        }
        // One inside of another was closed first.
        groups.reverse();
        groups.sort_by_key(|group| group.start);
        Groups(groups)
    }

    /// The outermost fragment that starts with a token.
    pub(super) fn at(&self, token: usize) -> Option<Group<'a>> {
        let first = self.0.partition_point(|group| group.start < token);
        let group = self.0.get(first).copied();
        group.filter(|group| group.start == token)
    }

    /// Those in some tokens that start or end where these do. Of several that are all of
    /// these tokens, nothing is to be seen but the outermost; if what they are handed on
    /// as hides that as well, it is left out.
    pub(super) fn at_edges(&self, tokens: &Range<usize>, is_hidden: bool) -> Vec<Group<'a>> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let first = self.0.partition_point(|group| group.start < tokens.start);
        let mut edges = Vec::new();
        let mut has_all = is_hidden;
        for group in self.0[first..].iter().copied() {
            if group.start >= tokens.end {
                break;
            }
            let is_first = group.start == tokens.start;
            let is_last = group.end == tokens.end;
            let is_left_out = is_first && is_last && std::mem::replace(&mut has_all, true);
            if (is_first || is_last) && group.end <= tokens.end && !is_left_out {
                edges.push(group);
            }
        }
        edges
    }
}

/// Whether a fragment of a kind is seen as one, not as its tokens.
pub(super) fn is_opaque(kind: &str) -> bool {
    !matches!(kind, "ident" | "lifetime" | "tt")
}

/// Writes that a fragment starts.
pub(super) fn open(kind: &str, text: &mut String) {
    text.extend(["/*", OPEN, kind, "*/"]);
}

/// Writes that a fragment ends.
pub(super) fn close(text: &mut String) {
    text.extend(["/*", CLOSE, "*/"]);
}
