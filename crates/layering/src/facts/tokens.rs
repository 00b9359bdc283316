//! Tokens: what macros match and write, and what the grammar is read from.

use super::ids::TextRange;

/// A token, or one half of a pair of delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub range: TextRange,
    /// Whether it is a part of the attribute that a doc comment stands for; all
    /// of that is where the comment is.
    pub of_comment: bool,
}

impl Token {
    /// How the token reads; `text` is what was lexed.
    pub fn text<'t>(&self, text: &'t str) -> &'t str {
        if !self.of_comment {
            return self.range.of(text);
        }
        match self.kind {
            TokenKind::Punct('!', _) => "!",
            TokenKind::Punct('=', _) => "=",
            TokenKind::Punct(..) | TokenKind::Lifetime => "#",
            TokenKind::Ident => "doc",
            TokenKind::Literal => r#""""#,
            TokenKind::Open(..) => "[",
            TokenKind::Close(_) => "]",
        }
    }
}

/// The name that an identifier is: a raw one without its `r#`.
pub(super) fn plain(identifier: &str) -> &str {
    identifier.strip_prefix("r#").unwrap_or(identifier)
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

/// Tokens of a text: from the index of the first to that behind the last.
pub(super) type Tokens = (u32, u32);

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

/// The indices of those of some tokens that are in no delimiters among them. The
/// opening one of a pair stands for all of it.
pub(super) fn outside(tokens: &[Token], (start, end): Tokens) -> impl Iterator<Item = usize> {
    let mut next = start as usize;
    std::iter::from_fn(move || {
        let at = next;
        if at >= end as usize {
            return None;
        }
        next = match tokens[at].kind {
            TokenKind::Open(_, close) => close as usize + 1,
            _ => at + 1,
        };
        Some(at)
    })
}
