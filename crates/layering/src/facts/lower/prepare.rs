//! The text as the parser is to see it.
//!
//! The lexer of rustc looks at it first, which is quick, and saves what is
//! not: to parse what no parser with a stack can parse, and to make attributes
//! of documentation, which is a quarter of many files.

use ra_ap_rustc_lexer::{FrontmatterAllowed, TokenKind, tokenize};

use crate::facts::{Delimiter, TextRange, Token};

/// The length of `///` and `//!`.
const MARK: u32 = 3;

/// Deeper nesting than this is refused: no person writes it, and a parser
/// that recurses would run out of stack.
const MAX_DEPTH: u32 = 512;

/// As many prefix operators (or angle brackets, or `else if`s) in a row are
/// refused, since they nest without delimiters.
const MAX_CHAIN: u32 = 4096;

/// Words that are prefix operators as well.
const PREFIXES: &[&str] = &["become", "break", "return", "yield"];

/// As many tokens without a separator are refused, since some of them nest.
const MAX_RUN: u32 = 150_000;

/// The text of a file without what documentation says, which does not matter to the
/// parser.
#[derive(Default)]
pub(super) struct Skeleton {
    /// What is left.
    pub(super) text: String,
    /// Where lines that follow a part which was left out start in it and in the file.
    pub(super) starts: Vec<(usize, usize)>,
}

impl Skeleton {
    /// That of a text, of which some bytes at the start are no code; there are no tokens
    /// if it is not made of any, and the parser is to say what is wrong with it.
    ///
    /// # Errors
    /// The first token that is nested too deeply to be parsed by recursion.
    pub(super) fn new(
        text: &str,
        skipped: usize,
        tokens: Option<&[Token]>,
    ) -> Result<Self, TextRange> {
        let deep = match tokens {
            Some(tokens) => too_deep(text, tokens),
            None => first_too_deep(&text[skipped..]),
        };
        if let Some(range) = deep {
            return Err(range);
        }
        let mut skeleton = Skeleton::default();
        let mut behind = skipped;
        for gap in documentation(text, tokens.unwrap_or_default()) {
            skeleton.text.push_str(&text[behind..gap.start as usize]);
            skeleton.text.push('\n');
            behind = gap.end as usize;
            let place = (skeleton.text.len(), behind - skipped);
            skeleton.starts.push(place);
        }
        skeleton.text.push_str(&text[behind..]);
        Ok(skeleton)
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

/// The first of some tokens that is nested too deeply to be parsed by recursion: in
/// delimiters, behind prefixes, or behind tokens each of which may nest in the one
/// before, as in `a = b = c`.
pub(super) fn too_deep(text: &str, tokens: &[Token]) -> Option<TextRange> {
    use crate::facts::TokenKind as Kind;
    if !may_be_too_deep(tokens) {
        return None;
    }
    let mut nesting = Nesting::default();
    // How many tokens there were since the last separator, in each of the delimiters
    // around; those of a block separate as well.
    let mut runs = Vec::new();
    let mut run = 0;
    let first = tokens.iter().find(|token| {
        run += 1;
        let added = match token.kind {
            Kind::Open(..) => {
                runs.push(std::mem::take(&mut run));
                nesting.open()
            }
            Kind::Close(delimiter) => {
                let before = runs.pop().unwrap_or(0);
                run = match delimiter {
                    Delimiter::Brace => 0,
                    Delimiter::Paren | Delimiter::Bracket => before,
                };
                nesting.close();
                Ok(())
            }
            Kind::Punct('!' | '-' | '*' | '&' | '<' | '|', _) => nesting.prefix(),
            Kind::Ident if PREFIXES.contains(&token.text(text)) => nesting.prefix(),
            Kind::Ident => Ok(()),
            Kind::Punct(',' | ';', _) => {
                (run, nesting.chain) = (0, 0);
                Ok(())
            }
            Kind::Literal | Kind::Lifetime | Kind::Punct(..) => {
                nesting.chain = 0;
                Ok(())
            }
        };
        added.is_err() || run > MAX_RUN
    });
    first.map(|token| token.range)
}

/// Whether it has to be looked at closely whether tokens are nested too deeply: nearly
/// always, they are far from that.
fn may_be_too_deep(tokens: &[Token]) -> bool {
    use crate::facts::TokenKind as Kind;
    let (mut depth, mut chain) = (0_u32, 0_u32);
    let is_deep = |token: &Token| {
        match token.kind {
            Kind::Open(..) => (depth, chain) = (depth + 1, 0),
            Kind::Close(_) => depth = depth.saturating_sub(1),
            // Any word may be a prefix.
            Kind::Ident | Kind::Punct('!' | '-' | '*' | '&' | '<' | '|', _) => chain += 1,
            Kind::Literal | Kind::Lifetime | Kind::Punct(..) => chain = 0,
        }
        depth >= MAX_DEPTH || chain >= MAX_CHAIN
    };
    let is_short = tokens.len() < MAX_DEPTH as usize;
    !is_short && (tokens.len() > MAX_RUN as usize || tokens.iter().any(is_deep))
}

/// Whether a text is nested too deeply to be parsed by recursion.
pub(crate) fn is_too_deep(text: &str) -> bool {
    first_too_deep(text).is_some()
}

fn first_too_deep(text: &str) -> Option<TextRange> {
    let mut nesting = Nesting::default();
    let mut start = 0;
    tokenize(text, FrontmatterAllowed::No).find_map(|token| {
        let range = TextRange {
            start,
            end: start + token.len,
        };
        start = range.end;
        nesting.add(token.kind).is_err().then_some(range)
    })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::lex;
    use crate::facts::lower::Offsets;

    /// The skeleton of a text, from which each word leads back to its place.
    fn skeleton(text: &str) -> String {
        let skeleton = match Skeleton::new(text, 0, lex(text).as_deref()) {
            Ok(skeleton) => skeleton,
            Err(range) => return format!("too deep at {}", range.start),
        };
        let offsets = Offsets::with_gaps(&skeleton.text, (text, 0), &skeleton.starts);
        let tokens: proc_macro2::TokenStream = skeleton.text.parse().expect("tokens");
        for tree in tokens {
            if let proc_macro2::TokenTree::Ident(word) = tree {
                assert_eq!(offsets.ident(&word).of(text), word.to_string(), "{text}");
            }
        }
        skeleton.text
    }

    #[test]
    fn documentation_is_there_but_says_nothing() {
        assert_eq!(skeleton("/// a\n/// b\nfn f"), "///\n\n\n\nfn f");
        assert_eq!(skeleton("//! é\n/// b\nx y"), "//!\n\n///\n\nx y");
        assert_eq!(skeleton("a /// b"), "a ///\n");
        assert_eq!(skeleton("///\n///\n"), "///\n\n\n\n");
        assert_eq!(skeleton("/// a\n// b\n/// c\nd"), "///\n\n// b\n///\n\nd");
    }

    #[test]
    fn what_is_no_documentation_stays() {
        for text in [
            "// a\n//// b\n/* c */ /** d */ e",
            "\"\n/// a \" r#\"\n/// b\"#",
            "'\"' 'a /* /// b */",
        ] {
            assert_eq!(skeleton(text), text);
        }
    }

    #[test]
    fn nesting_has_a_bound() {
        let nested = |count| format!("{}{}", "(".repeat(count), ")".repeat(count));
        assert_eq!(skeleton(&nested(511)), nested(511));
        assert_eq!(skeleton(&nested(512)), "too deep at 511");
        assert_eq!(skeleton(&"(".repeat(512)), "too deep at 511");
        assert_eq!(skeleton(&"!".repeat(4096)), "too deep at 4095");
        assert_eq!(skeleton(&"& mut ".repeat(4096)), "too deep at 24570");
        assert_eq!(skeleton(&"return ".repeat(4096)), "too deep at 28665");
        assert_eq!(skeleton(&"a = ".repeat(80_000)), "too deep at 300000");
        let many = "a = 1; ".repeat(80_000);
        assert_eq!(skeleton(&many), many);
        let many = "!(a) ".repeat(5000);
        assert_eq!(skeleton(&many), many);
    }
}
