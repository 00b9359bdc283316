//! The comments of a file that speak to the linter.
//!
//! The lexer drops comments, so they are looked for between the tokens: there is nothing
//! else but white space. Strings and documentation are tokens.

use std::ops::Range;

use crate::facts::{Delimiter, Directive, TextRange, Token, TokenKind};

/// The directives of a text, of which some bytes at the start are no code.
pub(super) fn directives(text: &str, skipped: usize, tokens: &[Token]) -> Vec<Directive> {
    let mut directives = Vec::new();
    if !text.contains(Directive::PREFIX) {
        return directives;
    }
    let leaves = leaves(tokens);
    let mut end = skipped;
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

/// What tokens are for.
fn leaves(tokens: &[Token]) -> Vec<Leaf> {
    // How much of an attribute's head came by: `#`, or `#` and `!`.
    let mut is_head = false;
    // The end of the attribute that the walk is in.
    let mut attribute_end = None;
    let role = |(index, token): (usize, &Token)| {
        let next = tokens.get(index + 1).map(|next| next.kind);
        let was_head = std::mem::take(&mut is_head);
        match token.kind {
            _ if token.of_comment || attribute_end.is_some_and(|end| index <= end) => {
                Role::Attribute
            }
            TokenKind::Open(Delimiter::Bracket, close) if was_head => {
                attribute_end = Some(close as usize);
                Role::Attribute
            }
            TokenKind::Open(..) => Role::Opening,
            TokenKind::Punct('#', _) if next.is_some_and(is_behind_hash) => {
                is_head = true;
                Role::Attribute
            }
            TokenKind::Punct('!', _) if was_head => {
                is_head = true;
                Role::Attribute
            }
            _ => Role::Code,
        }
    };
    let roles: Vec<_> = tokens.iter().enumerate().map(role).collect();
    let leaf = |(token, role): (&Token, Role)| Leaf {
        range: token.range,
        role,
    };
    tokens.iter().zip(roles).map(leaf).collect()
}

/// Whether what follows a `#` makes an attribute of it.
fn is_behind_hash(next: TokenKind) -> bool {
    matches!(
        next,
        TokenKind::Open(Delimiter::Bracket, _) | TokenKind::Punct('!', _)
    )
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
