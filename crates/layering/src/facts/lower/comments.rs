//! The comments of a file that speak to the linter.
//!
//! The parser drops comments, so they are looked for between the tokens: there
//! is nothing else but white space. Strings and documentation are tokens.

use std::ops::Range;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use super::Offsets;
use crate::facts::{Directive, TextRange};

/// The directives of a text. `offsets` belong to its token stream.
///
/// Asking for the place of every token is costly, so that is left to the few
/// files in which the prefix is found at all.
pub(super) fn directives(
    text: &str,
    offsets: &Offsets<'_>,
    stream: &TokenStream,
) -> Vec<Directive> {
    if !text.contains(Directive::PREFIX) {
        return Vec::new();
    }
    let mut leaves = Leaves {
        offsets,
        found: Vec::new(),
    };
    leaves.read(stream, Role::Code);
    let leaves = leaves.found;
    let mut directives = Vec::new();
    // A byte order mark and a shebang line come before what was lexed.
    let mut end = text.len() - offsets.text().len();
    for (index, leaf) in leaves.iter().enumerate() {
        let gap = end..(leaf.range.start as usize).max(end);
        let found = in_gap(text, gap).map(|comment| placed(text, comment, &leaves, index));
        directives.extend(found);
        end = end.max(leaf.range.end as usize);
    }
    let found = in_gap(text, end..text.len());
    directives.extend(found.map(|comment| placed(text, comment, &leaves, leaves.len())));
    directives
}

/// A token, or one half of a pair of delimiters.
struct Leaf {
    range: TextRange,
    role: Role,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// A part of an attribute, or documentation.
    Attribute,
    /// What opens a pair of delimiters.
    Opening,
    Code,
}

struct Leaves<'o, 't> {
    offsets: &'o Offsets<'t>,
    found: Vec<Leaf>,
}

impl Leaves<'_, '_> {
    /// Collects the leaves of a stream. `role` is that of all of its tokens, if
    /// it is [`Role::Attribute`]. Nesting is bounded before.
    fn read(&mut self, stream: &TokenStream, role: Role) {
        let mut trees = stream.clone().into_iter().peekable();
        // How much of an attribute's head came by: `#`, or `#` and `!`.
        let mut is_head = false;
        while let Some(tree) = trees.next() {
            let next = trees.peek();
            match tree {
                TokenTree::Group(group) => {
                    let is_attribute = role == Role::Attribute
                        || (is_head && group.delimiter() == Delimiter::Bracket);
                    let (inside, opening) = if is_attribute {
                        (Role::Attribute, Role::Attribute)
                    } else {
                        (role, Role::Opening)
                    };
                    self.push(group.span_open(), opening);
                    self.read(&group.stream(), inside);
                    self.push(group.span_close(), inside);
                    is_head = false;
                }
                TokenTree::Punct(punct) => {
                    let starts = punct.as_char() == '#' && is_attribute_head(next);
                    let goes_on = is_head && punct.as_char() == '!';
                    is_head = starts || goes_on;
                    let role = if is_head { Role::Attribute } else { role };
                    self.push(punct.span(), role);
                }
                other => {
                    is_head = false;
                    self.push(other.span(), role);
                }
            }
        }
    }

    fn push(&mut self, span: proc_macro2::Span, role: Role) {
        let range = self.offsets.range(span);
        self.found.push(Leaf { range, role });
    }
}

/// Whether what follows a `#` makes an attribute of it.
fn is_attribute_head(next: Option<&TokenTree>) -> bool {
    match next {
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Bracket,
        Some(TokenTree::Punct(punct)) => punct.as_char() == '!',
        _ => false,
    }
}

/// A comment with its prefix.
struct Comment {
    range: Range<usize>,
    body: Range<usize>,
    is_block: bool,
}

/// The comments with the prefix in a text without tokens.
fn in_gap(text: &str, gap: Range<usize>) -> impl Iterator<Item = Comment> {
    let mut at = gap.start;
    let comments = std::iter::from_fn(move || {
        let rest = &text[at..gap.end];
        let start = at + rest.find('/')?;
        let rest = &text[start..gap.end];
        let is_block = rest.starts_with("/*");
        let len = if is_block {
            block_len(rest)
        } else {
            rest.find('\n').unwrap_or(rest.len())
        };
        at = start + len;
        Some((start..at, is_block))
    });
    comments.filter_map(move |(range, is_block)| {
        let inside = text[range.clone()].get(2..)?;
        let inside = match is_block {
            true => inside.strip_suffix("*/").unwrap_or(inside),
            false => inside,
        };
        let body = inside.trim().strip_prefix(Directive::PREFIX)?;
        let start = body.as_ptr() as usize - text.as_ptr() as usize;
        Some(Comment {
            // A carriage return is no part of the comment.
            range: range.start..range.start + text[range].trim_end().len(),
            body: start..start + body.len(),
            is_block,
        })
    })
}

/// The length of the block comment that a text starts with. They nest.
fn block_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let (mut depth, mut at) = (0, 0);
    while at + 1 < bytes.len() {
        match &bytes[at..at + 2] {
            b"/*" => depth += 1,
            b"*/" => depth -= 1,
            _ => {
                at += 1;
                continue;
            }
        }
        at += 2;
        if depth == 0 {
            return at;
        }
    }
    bytes.len()
}

/// Where a comment stands that is followed by the leaf of an index.
fn placed(text: &str, comment: Comment, leaves: &[Leaf], next: usize) -> Directive {
    let line = text[..comment.range.start].rfind('\n').unwrap_or(0);
    let before = next.checked_sub(1).map(|index| &leaves[index]);
    let is_behind_code =
        before.is_some_and(|leaf| leaf.range.end as usize > line && leaf.role == Role::Code);
    let code = leaves[next..]
        .iter()
        .find(|leaf| leaf.role != Role::Attribute)
        .map(|leaf| leaf.range.start as usize)
        .filter(|start| !is_behind_code && !has_blank_line(&text[comment.range.end..*start]));
    Directive {
        until: offset(code.unwrap_or(comment.range.start)),
        range: range(comment.range),
        body: range(comment.body),
        is_block: comment.is_block,
    }
}

fn has_blank_line(text: &str) -> bool {
    let lines = text.split('\n').count();
    // The first line is the end of the comment's own, the last the code's.
    let mut between = text.split('\n').skip(1).take(lines.saturating_sub(2));
    between.any(|line| line.trim().is_empty())
}

fn range(range: Range<usize>) -> TextRange {
    TextRange {
        start: offset(range.start),
        end: offset(range.end),
    }
}

/// Files are bounded to 4 GiB when they are read.
fn offset(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use crate::facts::{Syntax, read};

    /// Each directive: the line that it is on, the line of the code that it
    /// stands at, and what it says.
    fn directives(text: &str) -> Vec<(usize, usize, &str)> {
        let facts = read(text, Syntax::File).expect("Rust");
        let line = |offset: u32| text[..offset as usize].split('\n').count();
        let found = facts.directives.iter().map(|found| {
            let said = &text[found.body.start as usize..found.body.end as usize];
            (line(found.range.start), line(found.until), said)
        });
        found.collect()
    }

    #[test]
    fn a_comment_stands_at_its_line_or_at_the_code_below() {
        let text = "fn a() {} // layering: 1\n// layering: 2\nfn b() {}\n";
        assert_eq!(directives(text), [(1, 1, " 1"), (2, 3, " 2")]);
        let text = "fn a() { // layering: 1\n    b(1, // layering: 2\n    2)\n}";
        assert_eq!(directives(text), [(1, 2, " 1"), (2, 2, " 2")]);
        assert_eq!(directives("fn a() {}\n// layering: end"), [(2, 2, " end")]);
    }

    #[test]
    fn attributes_and_comments_may_be_between_and_blank_lines_may_not() {
        let text =
            "// layering: 1\n// more\n#[a(\n  b\n)] // layering: 2\n/// doc\n/* c */ fn f() {}";
        assert_eq!(directives(text), [(1, 7, " 1"), (5, 7, " 2")]);
        let text = "// layering: 1\n#![a]\nmod m {\n// layering: 2\n//! inner\nfn f() {} }";
        assert_eq!(directives(text), [(1, 3, " 1"), (4, 6, " 2")]);
        assert_eq!(directives("// layering: 1\n \t\nfn f() {}"), [(1, 1, " 1")]);
        assert_eq!(
            directives("// layering: 1\r\nfn f() {}\r\n"),
            [(1, 2, " 1")]
        );
        let text = "// layering: 1\n#[a]\n\nfn f() {}";
        assert_eq!(directives(text), [(1, 1, " 1")]);
    }

    #[test]
    fn what_comes_before_the_code_is_no_comment() {
        let text = "\u{feff}#!/bin/layering: no\n// layering: é\nfn é() {}\n";
        assert_eq!(directives(text), [(2, 3, " é")]);
    }

    #[test]
    fn only_comments_that_start_so_count() {
        let texts = [
            "/// layering: doc\nfn f() {}",
            "//! layering: doc\n",
            "/** layering: doc */ fn f() {}",
            "// see layering: there",
            "//// layering: four",
            "/* /* layering: nested */ */",
            "/* // layering: inside\n */",
            "const A: &str = \"// layering: string\";",
            "const A: &str = r#\"\n\"// layering: raw string\n\"#;",
            "const A: (char, &str) = ('\"', \"\\\\// layering: string\");",
            "m! { \"\n// layering: string\" '/' }",
        ];
        for text in texts {
            assert_eq!(directives(text), [], "{text}");
        }
    }

    #[test]
    fn comments_in_macros_count_and_block_comments_are_marked() {
        let text = "m! {\n    // layering: 1\n    #name #[a]\n    b\n}";
        assert_eq!(directives(text), [(2, 3, " 1")]);
        let facts = read("/*layering: 1*/ fn f() {}", Syntax::File).expect("Rust");
        assert!(facts.directives[0].is_block);
        assert_eq!(directives("/* layering: 1\n*/ fn f() {}"), [(1, 2, " 1")]);
    }
}
