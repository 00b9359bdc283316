//! Text to a flat list of tokens.
//!
//! The lexer is that of rustc, which only says where each token ends. What most of a
//! text is made of, words and punctuation, is told without it.

use ra_ap_rustc_lexer as rustc;

use super::ids::TextRange;
use super::tokens::{Delimiter, Token, TokenKind};

/// The tokens of `text`, without comments that document nothing; `None` if it is not made of tokens,
/// or its delimiters do not match.
pub fn lex(text: &str) -> Option<Vec<Token>> {
    let mut lexer = Lexer::default();
    // As many as there are in most texts.
    lexer.tokens.reserve(text.len() / 4);
    let end_of_text = u32::try_from(text.len()).ok()?;
    let mut start = 0;
    while start < end_of_text {
        if let Some((plain, end)) = plain(text.as_bytes(), start) {
            lexer.plain(plain, TextRange { start, end }, text)?;
            start = end;
            continue;
        }
        let rest = &text[start as usize..];
        let token = rustc::tokenize(rest, rustc::FrontmatterAllowed::No).next()?;
        let end = start + token.len;
        lexer.token(token.kind, TextRange { start, end }, text)?;
        start = end;
    }
    lexer.open.is_empty().then_some(lexer.tokens)
}

/// What is told by its first characters.
#[derive(Clone, Copy)]
enum Plain {
    /// White space, or a comment that documents nothing.
    Nothing,
    Ident,
    Punctuation,
    Open(Delimiter),
    Close(Delimiter),
}

/// What starts at an offset, and where it ends, if that is one of those that most of a
/// text is made of. Anything else is left to the lexer of rustc, which is slower.
fn plain(bytes: &[u8], start: u32) -> Option<(Plain, u32)> {
    let rest = &bytes[start as usize..];
    let next = rest.get(1).copied();
    let run = |is_in: fn(&u8) -> bool| rest.iter().position(|byte| !is_in(byte));
    let (plain, len) = match rest[0] {
        b' ' | b'\n' | b'\t' | b'\r' => {
            let len = run(|byte| matches!(byte, b' ' | b'\n' | b'\t' | b'\r'));
            (Plain::Nothing, len.unwrap_or(rest.len()))
        }
        b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
            let len = run(|byte| IS_OF_WORD[usize::from(*byte)]);
            let len = len.unwrap_or(rest.len());
            // It may go on, or be the prefix of a literal.
            let is_all = rest
                .get(len)
                .is_none_or(|behind| behind.is_ascii() && !b"\"'#".contains(behind));
            (is_all.then_some(Plain::Ident)?, len)
        }
        b'(' => (Plain::Open(Delimiter::Paren), 1),
        b'[' => (Plain::Open(Delimiter::Bracket), 1),
        b'{' => (Plain::Open(Delimiter::Brace), 1),
        b')' => (Plain::Close(Delimiter::Paren), 1),
        b']' => (Plain::Close(Delimiter::Bracket), 1),
        b'}' => (Plain::Close(Delimiter::Brace), 1),
        b'/' => match next {
            Some(b'*') => return None,
            Some(b'/') => {
                // `///` and `//!` document something, `////` does not.
                if matches!(rest.get(2), Some(b'/' | b'!')) {
                    return None;
                }
                let len = memchr::memchr(b'\n', rest);
                (Plain::Nothing, len.unwrap_or(rest.len()))
            }
            _ => (Plain::Punctuation, 1),
        },
        b'#' if !matches!(next, Some(b'[' | b'!')) => return None,
        b'#' | b';' | b',' | b'.' | b'@' | b'?' | b'~' | b':' | b'=' | b'!' | b'<' | b'>'
        | b'-' | b'&' | b'|' | b'+' | b'*' | b'^' | b'%' | b'$' => (Plain::Punctuation, 1),
        _ => return None,
    };
    Some((plain, start + u32::try_from(len).ok()?))
}

#[derive(Default)]
struct Lexer {
    tokens: Vec<Token>,
    /// The delimiters that are not closed yet.
    open: Vec<usize>,
    /// The doc comment whose attribute is being written.
    comment: Option<TextRange>,
}

impl Lexer {
    fn plain(&mut self, plain: Plain, range: TextRange, text: &str) -> Option<()> {
        match plain {
            Plain::Nothing => {}
            Plain::Ident => self.push(TokenKind::Ident, range),
            Plain::Punctuation => self.punctuation(range, text),
            Plain::Open(delimiter) => self.open(delimiter, range),
            Plain::Close(delimiter) => return self.close(delimiter, range),
        }
        Some(())
    }

    fn token(&mut self, kind: rustc::TokenKind, range: TextRange, text: &str) -> Option<()> {
        use rustc::TokenKind as Kind;
        match kind {
            Kind::BlockComment {
                terminated: false, ..
            } => return None,
            Kind::LineComment { doc_style } | Kind::BlockComment { doc_style, .. } => {
                if let Some(style) = doc_style {
                    return self.documentation(style, range);
                }
            }
            Kind::Whitespace => {}
            Kind::Ident | Kind::RawIdent | Kind::UnknownPrefix => {
                self.push(TokenKind::Ident, range);
            }
            Kind::Lifetime { .. } | Kind::RawLifetime | Kind::UnknownPrefixLifetime => {
                self.push(TokenKind::Lifetime, range);
            }
            Kind::Literal { kind, .. } => {
                if !is_whole(kind) {
                    return None;
                }
                self.push(TokenKind::Literal, range);
            }
            Kind::OpenParen => self.open(Delimiter::Paren, range),
            Kind::OpenBracket => self.open(Delimiter::Bracket, range),
            Kind::OpenBrace => self.open(Delimiter::Brace, range),
            Kind::CloseParen => return self.close(Delimiter::Paren, range),
            Kind::CloseBracket => return self.close(Delimiter::Bracket, range),
            Kind::CloseBrace => return self.close(Delimiter::Brace, range),
            Kind::InvalidIdent | Kind::Unknown | Kind::Frontmatter { .. } | Kind::Eof => {
                return None;
            }
            _ => self.punctuation(range, text),
        }
        Some(())
    }

    /// Characters of punctuation; the lexer hands out two together where
    /// editions differ (`##`).
    fn punctuation(&mut self, range: TextRange, text: &str) {
        for at in range.start..range.end {
            let rest = &text.as_bytes()[at as usize..];
            let is_comment = |behind: &[u8]| matches!(behind, [b'/', b'/' | b'*', ..]);
            let joint = rest
                .get(1)
                .is_some_and(|next| IS_PUNCTUATION[usize::from(*next)])
                && !is_comment(&rest[1..]);
            let range = TextRange {
                start: at,
                end: at + 1,
            };
            self.push(TokenKind::Punct(rest[0].into(), joint), range);
        }
    }

    /// The attribute that a doc comment stands for (Rust reference, "Doc
    /// comments").
    fn documentation(&mut self, style: rustc::DocStyle, range: TextRange) -> Option<()> {
        self.comment = Some(range);
        self.push(TokenKind::Punct('#', false), range);
        if style == rustc::DocStyle::Inner {
            self.push(TokenKind::Punct('!', false), range);
        }
        self.open(Delimiter::Bracket, range);
        self.push(TokenKind::Ident, range);
        self.push(TokenKind::Punct('=', false), range);
        self.push(TokenKind::Literal, range);
        self.close(Delimiter::Bracket, range)?;
        self.comment = None;
        Some(())
    }

    fn open(&mut self, delimiter: Delimiter, range: TextRange) {
        self.open.push(self.tokens.len());
        // The index of the other half is known when that comes.
        self.push(TokenKind::Open(delimiter, 0), range);
    }

    fn close(&mut self, delimiter: Delimiter, range: TextRange) -> Option<()> {
        let open = self.open.pop()?;
        let close = u32::try_from(self.tokens.len()).ok()?;
        if self.tokens[open].kind != TokenKind::Open(delimiter, 0) {
            return None;
        }
        self.tokens[open].kind = TokenKind::Open(delimiter, close);
        self.push(TokenKind::Close(delimiter), range);
        Some(())
    }

    fn push(&mut self, kind: TokenKind, range: TextRange) {
        self.tokens.push(Token {
            kind,
            range: self.comment.unwrap_or(range),
            of_comment: self.comment.is_some(),
        });
    }
}

/// Whether a literal has its end.
fn is_whole(kind: rustc::LiteralKind) -> bool {
    use rustc::LiteralKind as Kind;
    match kind {
        Kind::Int { empty_int, .. } => !empty_int,
        Kind::Float { empty_exponent, .. } => !empty_exponent,
        Kind::Char { terminated }
        | Kind::Byte { terminated }
        | Kind::Str { terminated }
        | Kind::ByteStr { terminated }
        | Kind::CStr { terminated } => terminated,
        Kind::RawStr { n_hashes } | Kind::RawByteStr { n_hashes } | Kind::RawCStr { n_hashes } => {
            n_hashes.is_some()
        }
    }
}

/// Whether a byte is a token that the one before it can join (Rust reference,
/// "Punctuation").
const IS_PUNCTUATION: [bool; 256] = table(b"~!@#$%^&*-=+|;:,<.>/?'");

/// Whether a byte goes on with a word.
const IS_OF_WORD: [bool; 256] =
    table(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

/// What is asked for each byte is looked up.
const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each token; punctuation that is joined by what follows with a `+`.
    fn tokens(text: &str) -> String {
        let Some(tokens) = lex(text) else {
            return "no tokens".to_owned();
        };
        let shown = tokens.iter().map(|token| {
            let text = token.text(text);
            match token.kind {
                TokenKind::Ident => format!("i:{text}"),
                TokenKind::Lifetime => format!("t:{text}"),
                TokenKind::Literal => format!("l:{text}"),
                TokenKind::Punct(character, true) => format!("{character}+"),
                TokenKind::Punct(character, false) => character.to_string(),
                TokenKind::Open(_, close) => format!("{text}{close}"),
                TokenKind::Close(_) => text.to_owned(),
            }
        });
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn tokens_have_their_kinds() {
        assert_eq!(
            tokens("r#fn 'a 1u8 b\"x\" _"),
            "i:r#fn t:'a l:1u8 l:b\"x\" i:_"
        );
        assert_eq!(tokens("a{b[(c)]}"), "i:a {8 i:b [7 (6 i:c ) ] }");
        assert_eq!(tokens("'static: 'x'"), "t:'static : l:'x'");
    }

    #[test]
    fn punctuation_joins_what_follows_at_once() {
        assert_eq!(tokens("a::b = > c"), "i:a :+ : i:b = > i:c");
        assert_eq!(tokens("<<=x ##\"a\""), "<+ <+ = i:x #+ # l:\"a\"");
        assert_eq!(tokens("=// c\n= &'a"), "= = &+ t:'a");
    }

    #[test]
    fn comments_are_no_tokens_unless_they_document_something() {
        assert_eq!(tokens("a /* /* */ b */ // c\n//// d\nf"), "i:a i:f");
        let attribute = |open: &str, close| format!("{open} [{close} i:doc = l:\"\" ]");
        assert_eq!(tokens("/// d\na"), attribute("#", 5) + " i:a");
        assert_eq!(
            tokens("a /*! d */"),
            "i:a ".to_owned() + &attribute("# !", 7)
        );
    }

    /// As [`lex`], with nothing but the lexer of rustc.
    fn lex_by_rustc(text: &str) -> Option<Vec<Token>> {
        let mut lexer = Lexer::default();
        let mut start = 0;
        for token in rustc::tokenize(text, rustc::FrontmatterAllowed::No) {
            let end = start + token.len;
            lexer.token(token.kind, TextRange { start, end }, text)?;
            start = end;
        }
        lexer.open.is_empty().then_some(lexer.tokens)
    }

    #[test]
    fn plain_tokens_are_those_of_rustc() {
        let texts = [
            include_str!("lexer.rs"),
            "r#a r\"b\" b'c' c\"d\" br#\"e\"# k#fn",
            "f#g h\"i\" j'k' 'l'm é aé a_é éa _ __ _1",
            "'a: 'b 'c' '\\'' 1.0e5 0x_1u8 1..2 1.a() 1e",
            "##\"j\"## #\"k\"# # a #![b] #[c] #! d #",
            "a // b\r\n/ c //",
            "//// a\n/// b\n//! c\n/** d */ /*! e */ /* /* f */ */ /**/ /***/",
            "a\u{2028}b \u{b}c\u{c}d\re\u{feff}",
            "\\ ` \u{1f980} a\u{1f980}",
        ];
        for text in texts.iter().flat_map(|text| {
            let starts = text.char_indices().map(|(start, _)| &text[..start]);
            starts.rev().take(40).chain([*text])
        }) {
            assert_eq!(lex(text), lex_by_rustc(text), "{text}");
        }
    }

    #[test]
    fn what_does_not_end_is_not_made_of_tokens() {
        for text in ["(", ")", "(]", "\"a", "/* a", "r#\"a\"", "'a", "№"] {
            let expected = if text == "'a" { "t:'a" } else { "no tokens" };
            assert_eq!(tokens(text), expected, "{text}");
        }
    }
}
