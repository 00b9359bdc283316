//! The text as the parser is to see it.
//!
//! The lexer of rustc looks at it first, which is quick, and saves what is
//! not: to parse what no parser with a stack can parse, and to make attributes
//! of documentation, which is a quarter of many files. Places stay as they are.

use std::borrow::Cow;

use ra_ap_rustc_lexer::{DocStyle, FrontmatterAllowed, TokenKind, tokenize};

use crate::facts::{Directive, TextRange, Token};

/// Deeper nesting than this is refused: no person writes it, and a parser
/// that recurses would run out of stack.
const MAX_DEPTH: u32 = 512;

/// As many prefix operators (or angle brackets, or `else if`s) in a row are
/// refused, since they nest without delimiters.
const MAX_CHAIN: u32 = 4096;

/// A text of as many bytes, with the same tokens at the same places, but without
/// what documentation says. That something is documented stays.
///
/// # Errors
/// The first token that is nested too deeply to be parsed by recursion.
pub(super) fn prepare(text: &str) -> Result<Cow<'_, str>, TextRange> {
    let mut nesting = Nesting::default();
    let mut documentation = Documentation::default();
    // Where a comment to the linter stands, it matters what is between that
    // and the code.
    let is_kept = text.contains(Directive::PREFIX);
    let mut start = 0;
    for token in tokenize(text, FrontmatterAllowed::No) {
        let range = TextRange {
            start,
            end: start + token.len,
        };
        nesting.add(token.kind).map_err(|TooDeep| range)?;
        if !is_kept {
            documentation.add(token.kind, range);
        }
        start = range.end;
    }
    Ok(documentation.taken_from(text))
}

/// The text of a file with the parts left out that do not matter to the parser: what
/// documentation says, and what is in `bodies`.
#[derive(Default)]
pub(super) struct Skeleton {
    /// What is left.
    pub(super) text: String,
    /// Where lines that follow a part which was left out start in it and in the file.
    pub(super) starts: Vec<(usize, usize)>,
}

impl Skeleton {
    /// `bodies` are what is between braces, in order.
    pub(super) fn new(text: &str, tokens: &[Token], bodies: &[TextRange]) -> Self {
        let mut skeleton = Skeleton::default();
        let mut bodies = bodies.iter().copied().peekable();
        let mut behind = 0;
        let mut documentation = documentation(text, tokens).peekable();
        loop {
            let comes_first = match (bodies.peek(), documentation.peek()) {
                (Some(body), Some(said)) => body.start < said.start,
                (body, _) => body.is_some(),
            };
            let next = match comes_first {
                true => bodies.next(),
                false => documentation.next(),
            };
            let Some(gap) = next else {
                break;
            };
            // Documentation in a body goes with it.
            if (gap.start as usize) < behind {
                continue;
            }
            skeleton.text.push_str(&text[behind..gap.start as usize]);
            skeleton.text.push('\n');
            behind = gap.end as usize;
            skeleton.starts.push((skeleton.text.len(), behind));
        }
        skeleton.text.push_str(&text[behind..]);
        skeleton
    }
}

/// What line comments say that document something. The first line of a comment stays,
/// and says nothing; the marks of the others go as well.
fn documentation(text: &str, tokens: &[Token]) -> impl Iterator<Item = TextRange> {
    let mut before: Option<(TextRange, &str)> = None;
    // A comment is a whole attribute, of which this is the first token.
    let comments = tokens.iter().filter(|token| {
        token.of_comment && matches!(token.kind, crate::facts::TokenKind::Punct('#', _))
    });
    comments.filter_map(move |token| {
        let range = token.range;
        let mark = range.of(text).get(..MARK as usize)?;
        if !mark.starts_with("//") {
            return None;
        }
        let is_next = before.is_some_and(|(last, mark_before)| {
            let between = &text[last.end as usize..range.start as usize];
            mark_before == mark && between.trim().is_empty()
        });
        before = Some((range, mark));
        let mark = if is_next { 0 } else { MARK };
        let start = range.start + mark;
        Some(TextRange { start, ..range })
    })
}

/// Whether tokens are nested too deeply to be parsed by recursion.
pub(super) fn are_too_deep(tokens: &[Token]) -> bool {
    use crate::facts::TokenKind as Kind;
    let mut nesting = Nesting::default();
    tokens.iter().any(|token| {
        let added = match token.kind {
            Kind::Open(..) => nesting.open(),
            Kind::Close(_) => {
                nesting.close();
                Ok(())
            }
            Kind::Punct('!' | '-' | '*' | '&' | '<' | '|', _) => nesting.prefix(),
            Kind::Ident => Ok(()),
            Kind::Literal | Kind::Lifetime | Kind::Punct(..) => {
                nesting.chain = 0;
                Ok(())
            }
        };
        added.is_err()
    })
}

/// Whether a text is nested too deeply to be parsed by recursion.
pub(crate) fn is_too_deep(text: &str) -> bool {
    let mut nesting = Nesting::default();
    let mut tokens = tokenize(text, FrontmatterAllowed::No);
    tokens.any(|token| nesting.add(token.kind).is_err())
}

/// How deeply the present token is nested.
#[derive(Default)]
struct Nesting {
    depth: u32,
    chain: u32,
}

struct TooDeep;

impl Nesting {
    fn add(&mut self, kind: TokenKind) -> Result<(), TooDeep> {
        use TokenKind as Kind;
        match kind {
            Kind::Whitespace | Kind::LineComment { .. } | Kind::BlockComment { .. } => {}
            Kind::OpenParen | Kind::OpenBracket | Kind::OpenBrace => self.open()?,
            Kind::CloseParen | Kind::CloseBracket | Kind::CloseBrace => self.close(),
            Kind::Bang | Kind::Minus | Kind::Star | Kind::And | Kind::Lt | Kind::Or => {
                self.prefix()?;
            }
            // `&mut`, `*const`, and a path before `<` go on with the chain.
            Kind::Ident | Kind::RawIdent => {}
            _ => self.chain = 0,
        }
        Ok(())
    }

    fn open(&mut self) -> Result<(), TooDeep> {
        self.chain = 0;
        self.depth += 1;
        match self.depth < MAX_DEPTH {
            true => Ok(()),
            false => Err(TooDeep),
        }
    }

    fn close(&mut self) {
        self.depth = self.depth.saturating_sub(1);
    }

    fn prefix(&mut self) -> Result<(), TooDeep> {
        self.chain += 1;
        match self.chain < MAX_CHAIN {
            true => Ok(()),
            false => Err(TooDeep),
        }
    }
}

/// Line comments that document something.
#[derive(Default)]
struct Documentation {
    /// The bytes that say what it is, and whether they follow a mark.
    said: Vec<(TextRange, bool)>,
    /// The style of the comment before, if only white space is between.
    before: Option<DocStyle>,
}

/// The length of `///` and `//!`.
const MARK: u32 = 3;

impl Documentation {
    fn add(&mut self, kind: TokenKind, range: TextRange) {
        match kind {
            TokenKind::Whitespace => {}
            TokenKind::LineComment {
                doc_style: Some(style),
            } => {
                // The first line stays, and says nothing.
                let is_first = self.before != Some(style);
                let mark = if is_first { MARK } else { 0 };
                let start = range.start + mark;
                self.said.push((TextRange { start, ..range }, is_first));
                self.before = Some(style);
            }
            _ => self.before = None,
        }
    }

    fn taken_from(self, text: &str) -> Cow<'_, str> {
        if self.said.is_empty() {
            return Cow::Borrowed(text);
        }
        let mut prepared = String::with_capacity(text.len());
        let mut behind = 0;
        for (range, is_first) in self.said {
            let (start, end) = (range.start as usize, range.end as usize);
            prepared.push_str(&text[behind..start]);
            let mut blank = end - start;
            // Else the mark would document the blanks.
            if is_first && blank > 0 {
                prepared.push('\n');
                blank -= 1;
            }
            prepared.extend(std::iter::repeat_n(' ', blank));
            behind = end;
        }
        prepared.push_str(&text[behind..]);
        Cow::Owned(prepared)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prepared(text: &str) -> String {
        match prepare(text) {
            Ok(prepared) => {
                assert_eq!(prepared.len(), text.len(), "{text}");
                prepared.into_owned()
            }
            Err(range) => format!("too deep at {}", range.start),
        }
    }

    #[test]
    fn documentation_is_there_but_says_nothing() {
        assert_eq!(prepared("/// a\n/// b\nfn f"), "///\n \n     \nfn f");
        assert_eq!(prepared("//! é\n/// b\nx"), "//!\n  \n///\n \nx");
        assert_eq!(prepared("a /// b"), "a ///\n ");
        assert_eq!(prepared("///\n///\n"), "///\n   \n");
        assert_eq!(prepared("/// a\n// b\n/// c"), "///\n \n// b\n///\n ");
    }

    #[test]
    fn what_is_no_documentation_stays() {
        for text in [
            "// a\n//// b\n/* c */ /** d */ e",
            "\"\n/// a \" r#\"\n/// b\"#",
            "'\"' 'a /* /// b */",
            "/// a\n// layering: b\nc",
        ] {
            assert_eq!(prepared(text), text);
        }
    }

    #[test]
    fn nesting_has_a_bound() {
        let nested = |count| format!("{}{}", "(".repeat(count), ")".repeat(count));
        assert_eq!(prepared(&nested(511)), nested(511));
        assert_eq!(prepared(&nested(512)), "too deep at 511");
        assert_eq!(prepared(&"!".repeat(4096)), "too deep at 4095");
        assert_eq!(prepared(&"& mut ".repeat(4096)), "too deep at 24570");
        let many = "!(a) ".repeat(5000);
        assert_eq!(prepared(&many), many);
    }
}
