//! The comments of a TOML file that speak to the linter.
//!
//! As in Rust, a comment is what the lexer says that it is: `#` in a string is
//! none.

use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use crate::facts::{Directive, TextRange};

/// The directives of a file.
pub(super) fn directives(text: &str) -> Vec<Directive> {
    if !text.contains(Directive::PREFIX) {
        return Vec::new();
    }
    let mut found: Vec<Directive> = Vec::new();
    // Those above the next code, as long as no blank line is between.
    let mut waiting = 0;
    let (mut has_code, mut has_comment) = (false, false);
    for token in Source::new(text).lex() {
        let (start, end) = (token.span().start(), token.span().end());
        match token.kind() {
            TokenKind::Whitespace => {}
            TokenKind::Newline => {
                if !has_code && !has_comment {
                    waiting = found.len();
                }
                (has_code, has_comment) = (false, false);
            }
            TokenKind::Comment => {
                has_comment = true;
                found.extend(directive(text, start, end));
                if has_code {
                    waiting = found.len();
                }
            }
            TokenKind::Eof => {}
            _ => {
                has_code = true;
                for directive in &mut found[waiting..] {
                    directive.until = offset(start);
                }
                waiting = found.len();
            }
        }
    }
    found
}

fn directive(text: &str, start: usize, end: usize) -> Option<Directive> {
    let comment = text[start..end].trim_end();
    let body = comment.trim_start_matches('#').trim_start();
    let body = body.strip_prefix(Directive::PREFIX)?;
    let end = start + comment.len();
    let range = |start| TextRange {
        start: offset(start),
        end: offset(end),
    };
    Some(Directive {
        range: range(start),
        body: range(end - body.len()),
        until: offset(start),
        is_block: false,
    })
}

/// Files are bounded to 4 GiB when they are read.
fn offset(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each directive with the line that it stands at, counted from 1.
    fn lines(text: &str) -> Vec<(usize, usize)> {
        let line = |offset: u32| text[..offset as usize].split('\n').count();
        let directives = directives(text).into_iter();
        directives
            .map(|found| (line(found.range.start), line(found.until)))
            .collect()
    }

    #[test]
    fn a_comment_stands_at_its_line_or_at_the_code_below() {
        let text = "a = 1 # layering: allow(x): y\nb = 2\n# layering: 1\n# more\n[c]\n\
                    # layering: 2\n\nd = '# layering: none'\n# layering: 3\r\ne = 4\r\n";
        assert_eq!(lines(text), [(1, 1), (3, 5), (6, 6), (9, 10)]);
    }

    #[test]
    fn what_it_says_comes_without_the_line_ending() {
        let text = "#layering:  allow(x): y \r\n";
        let found = directives(text)[0];
        let said = &text[found.body.start as usize..found.body.end as usize];
        assert_eq!(said, "  allow(x): y");
    }
}
