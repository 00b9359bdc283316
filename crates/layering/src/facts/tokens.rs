//! Text to a flat list of tokens, for the expansion of `macro_rules!`.
//!
//! Separate from lowering because expansion works on tokens, which it matches
//! and writes out again; the lexer itself is that of `proc_macro2`.

use proc_macro2::{Delimiter as Bracket, Spacing, TokenStream, TokenTree};

use super::ids::TextRange;
use super::lower::Offsets;

/// A token, or one half of a pair of delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub range: TextRange,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// An identifier or a keyword.
    Ident,
    /// A lifetime, with its quote.
    Lifetime,
    /// A literal.
    Literal,
    /// One character of punctuation, and whether the next one joins it.
    Punct(char, bool),
    /// An opening delimiter, with the index of the token that closes it.
    Open(Delimiter, u32),
    /// A closing delimiter.
    Close(Delimiter),
}

/// A pair of delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// `( )`
    Paren,
    /// `[ ]`
    Bracket,
    /// `{ }`
    Brace,
}

/// The tokens of `text`; `None` if it is not made of tokens.
pub fn lex(text: &str) -> Option<Vec<Token>> {
    let stream: TokenStream = text.parse().ok()?;
    let mut lexer = Lexer {
        offsets: Offsets::new(text, 0),
        tokens: Vec::new(),
    };
    lexer.stream(stream);
    Some(lexer.tokens)
}

struct Lexer<'t> {
    offsets: Offsets<'t>,
    tokens: Vec<Token>,
}

impl Lexer<'_> {
    fn stream(&mut self, stream: TokenStream) {
        let mut trees = stream.into_iter();
        while let Some(tree) = trees.next() {
            match tree {
                TokenTree::Ident(ident) => {
                    self.push(TokenKind::Ident, self.offsets.range(ident.span()));
                }
                TokenTree::Literal(literal) => {
                    self.push(TokenKind::Literal, self.offsets.range(literal.span()));
                }
                TokenTree::Punct(punct) if punct.as_char() == '\'' => {
                    let start = self.offsets.range(punct.span()).start;
                    let Some(TokenTree::Ident(name)) = trees.next() else {
                        continue;
                    };
                    let end = self.offsets.range(name.span()).end;
                    self.push(TokenKind::Lifetime, TextRange { start, end });
                }
                // A doc comment is lexed as an attribute that is not in the text.
                TokenTree::Punct(punct) if punct.as_char() == '#' && self.is_comment(&punct) => {
                    trees.find(|tree| matches!(tree, TokenTree::Group(_)));
                }
                TokenTree::Punct(punct) => {
                    let joint = punct.spacing() == Spacing::Joint;
                    self.push(
                        TokenKind::Punct(punct.as_char(), joint),
                        self.offsets.range(punct.span()),
                    );
                }
                TokenTree::Group(group) => {
                    let delimiter = match group.delimiter() {
                        Bracket::Parenthesis => Delimiter::Paren,
                        Bracket::Bracket => Delimiter::Bracket,
                        Bracket::Brace => Delimiter::Brace,
                        // Text has no invisible delimiters.
                        Bracket::None => continue,
                    };
                    let open = self.tokens.len();
                    self.push(
                        TokenKind::Open(delimiter, 0),
                        self.offsets.range(group.span_open()),
                    );
                    self.stream(group.stream());
                    let close = u32::try_from(self.tokens.len()).unwrap_or(u32::MAX);
                    self.tokens[open].kind = TokenKind::Open(delimiter, close);
                    self.push(
                        TokenKind::Close(delimiter),
                        self.offsets.range(group.span_close()),
                    );
                }
            }
        }
    }

    fn is_comment(&self, punct: &proc_macro2::Punct) -> bool {
        let range = self.offsets.range(punct.span());
        range.end - range.start > 1
    }

    fn push(&mut self, kind: TokenKind, range: TextRange) {
        self.tokens.push(Token { kind, range });
    }
}
