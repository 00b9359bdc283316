//! The tokens of a file, one after the other, for the grammar.

use bumpalo::Bump;

use crate::facts::tokens::{Tokens, outside};
use crate::facts::{Delimiter, TextRange, Token, TokenKind};

/// What the grammar returns; `None` where it does not know the code, which says
/// nothing of whether that is right.
pub(in crate::facts) type Known<T> = Option<T>;

/// Reads tokens, up to the end of the delimiters that it is inside of.
pub(in crate::facts) struct Cursor<'t, 'a> {
    pub(super) text: &'t str,
    tokens: &'t [Token],
    at: usize,
    end: usize,
    pub(super) arena: &'a Bump,
}

impl<'t, 'a> Cursor<'t, 'a> {
    pub(in crate::facts) fn new(
        text: &'t str,
        tokens: &'t [Token],
        (at, end): (usize, usize),
        arena: &'a Bump,
    ) -> Self {
        Cursor {
            text,
            tokens,
            at,
            end,
            arena,
        }
    }

    /// The index of the next token.
    pub(in crate::facts) fn at(&self) -> usize {
        self.at
    }

    /// Whether there is nothing left.
    pub(in crate::facts) fn is_empty(&self) -> bool {
        self.at >= self.end
    }

    /// The token so many behind the next one.
    pub(super) fn peek(&self, ahead: usize) -> Option<&'t Token> {
        let at = self.at + ahead;
        (at < self.end).then(|| &self.tokens[at])
    }

    pub(super) fn skip(&mut self, count: usize) {
        self.at += count;
    }

    /// Goes on from the token of an index, which is further on.
    pub(super) fn skip_to(&mut self, at: usize) {
        self.at = at;
    }

    /// The token before the next one.
    pub(super) fn last(&self) -> Option<&'t Token> {
        self.at.checked_sub(1).map(|at| &self.tokens[at])
    }

    /// The word so many tokens on: an identifier or a keyword.
    pub(in crate::facts) fn word(&self, ahead: usize) -> Option<&'t str> {
        let token = self.peek(ahead)?;
        (token.kind == TokenKind::Ident).then(|| token.text(self.text))
    }

    /// Whether a word is so many tokens on.
    pub(super) fn is_word(&self, ahead: usize, word: &str) -> bool {
        self.word(ahead) == Some(word)
    }

    /// Takes a word, if it is the next token.
    pub(super) fn eat_word(&mut self, word: &str) -> bool {
        let is_next = self.is_word(0, word);
        self.at += usize::from(is_next);
        is_next
    }

    /// Takes a word that has to be there.
    pub(super) fn expect_word(&mut self, word: &str) -> Known<()> {
        self.eat_word(word).then_some(())
    }

    /// Whether an identifier that is no keyword is so many tokens on.
    pub(super) fn is_ident(&self, ahead: usize) -> bool {
        self.word(ahead).is_some_and(|word| !is_keyword(word))
    }

    /// Takes an identifier that is no keyword.
    pub(super) fn ident(&mut self) -> Known<TextRange> {
        if !self.is_ident(0) {
            return None;
        }
        self.at += 1;
        self.last().map(|token| token.range)
    }

    /// Whether punctuation is so many tokens on. Of its characters, all but the last
    /// have to be joined to the next one; what the last is joined to is not looked at.
    pub(super) fn is(&self, ahead: usize, punctuation: &str) -> bool {
        let last = punctuation.len() - 1;
        punctuation.bytes().enumerate().all(|(index, byte)| {
            let Some(token) = self.peek(ahead + index) else {
                return false;
            };
            matches!(token.kind, TokenKind::Punct(character, joint)
                if character == char::from(byte) && (joint || index == last))
        })
    }

    /// Takes punctuation, if it is next.
    pub(super) fn eat(&mut self, punctuation: &str) -> bool {
        let is_next = self.is(0, punctuation);
        if is_next {
            self.at += punctuation.len();
        }
        is_next
    }

    /// Takes punctuation that has to be there.
    pub(super) fn expect(&mut self, punctuation: &str) -> Known<()> {
        self.eat(punctuation).then_some(())
    }

    /// Whether a `.` is next that is no range.
    pub(super) fn is_dot(&self) -> bool {
        self.is(0, ".") && !self.is(0, "..")
    }

    /// Whether an opening delimiter is so many tokens on.
    pub(super) fn is_open(&self, ahead: usize, delimiter: Delimiter) -> bool {
        matches!(self.peek(ahead), Some(token)
            if matches!(token.kind, TokenKind::Open(found, _) if found == delimiter))
    }

    pub(super) fn is_literal(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), Some(token) if token.kind == TokenKind::Literal)
    }

    /// Whether a string literal is so many tokens on, as the name of an ABI is one.
    pub(super) fn is_string(&self, ahead: usize) -> bool {
        let text = self.peek(ahead).map_or("", |token| token.text(self.text));
        self.is_literal(ahead) && text.starts_with(['"', 'r']) && text.ends_with(['"', '#'])
    }

    pub(super) fn is_lifetime(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), Some(token) if token.kind == TokenKind::Lifetime)
    }

    /// Takes a lifetime, if it is next.
    pub(super) fn eat_lifetime(&mut self) -> bool {
        let is_next = self.is_lifetime(0);
        self.at += usize::from(is_next);
        is_next
    }

    /// The indices of the delimiters that are so many tokens on.
    pub(super) fn delimiters(&self, ahead: usize) -> Known<(usize, usize)> {
        match self.peek(ahead)?.kind {
            TokenKind::Open(_, close) => Some((self.at + ahead, close as usize)),
            _ => None,
        }
    }

    /// Reads what is between delimiters that have to be next, all of it.
    pub(super) fn inside<T>(
        &mut self,
        delimiter: Delimiter,
        read: impl FnOnce(&mut Self) -> Known<T>,
    ) -> Known<T> {
        if !self.is_open(0, delimiter) {
            return None;
        }
        let (open, close) = self.delimiters(0)?;
        let end = std::mem::replace(&mut self.end, close);
        self.at = open + 1;
        let read = read(self)?;
        if self.at != close {
            return None;
        }
        self.at = close + 1;
        self.end = end;
        Some(read)
    }

    /// Reads what is behind punctuation, if that is next.
    pub(super) fn read_behind<T>(
        &mut self,
        punctuation: &str,
        read: impl FnOnce(&mut Self) -> Known<T>,
    ) -> Known<Option<T>> {
        match self.eat(punctuation) {
            true => read(self).map(Some),
            false => Some(None),
        }
    }

    /// Elements with commas between them, up to the end.
    pub(in crate::facts) fn comma_separated<T: Copy>(
        &mut self,
        mut element: impl FnMut(&mut Self) -> Known<T>,
    ) -> Known<&'a [T]> {
        let mut elements = List::new();
        while !self.is_empty() {
            elements.push(element(self)?);
            if self.is_empty() {
                break;
            }
            self.expect(",")?;
        }
        Some(self.keep(&elements))
    }

    /// Elements with commas between them, up to a closing mark, which is taken.
    pub(super) fn list_to<T: Copy>(
        &mut self,
        mark: &str,
        mut element: impl FnMut(&mut Self) -> Known<T>,
    ) -> Known<&'a [T]> {
        let mut elements = List::new();
        while !self.is(0, mark) {
            elements.push(element(self)?);
            if !self.is(0, mark) {
                self.expect(",")?;
            }
        }
        self.expect(mark)?;
        Some(self.keep(&elements))
    }

    pub(super) fn keep<T: Copy>(&self, list: &[T]) -> &'a [T] {
        match list {
            [] => &[],
            list => self.arena.alloc_slice_copy(list),
        }
    }

    pub(super) fn alloc<T: Copy>(&self, value: T) -> &'a T {
        self.arena.alloc(value)
    }

    /// What is between the delimiters that are next, without them.
    pub(super) fn between(&self) -> Known<(TextRange, Tokens)> {
        let (open, close) = self.delimiters(0)?;
        let range = TextRange {
            start: self.tokens[open].range.end,
            end: self.tokens[close].range.start,
        };
        let tokens = (u32::try_from(open + 1).ok()?, u32::try_from(close).ok()?);
        Some((range, tokens))
    }

    /// The character of punctuation that is so many tokens on.
    pub(super) fn punctuation(&self, ahead: usize) -> Option<char> {
        match self.peek(ahead)?.kind {
            TokenKind::Punct(character, _) => Some(character),
            _ => None,
        }
    }

    /// Whether the token so many on is punctuation that the next one joins.
    pub(super) fn is_joint(&self, ahead: usize) -> bool {
        matches!(self.peek(ahead), Some(token)
            if matches!(token.kind, TokenKind::Punct(_, true)))
    }

    /// Whether there is such a token from one index to another, outside of delimiters.
    pub(super) fn has_outside(&self, part: (usize, usize), is_it: impl Fn(&Token) -> bool) -> bool {
        let index = |at| u32::try_from(at).unwrap_or(u32::MAX);
        let mut indices = outside(self.tokens, (index(part.0), index(part.1)));
        indices.any(|at| is_it(&self.tokens[at]))
    }

    /// All tokens there are, also those behind the end.
    pub(super) fn all_tokens(&self) -> &'t [Token] {
        self.tokens
    }

    /// The tokens from one index to another.
    pub(super) fn slice(&self, start: usize, end: usize) -> &'t [Token] {
        &self.tokens[start..end]
    }
}

/// What is collected before it is kept.
pub(super) type List<T> = smallvec::SmallVec<[T; 8]>;

/// The words that are no identifiers (Rust reference, "Keywords"), those of later
/// editions included.
pub(in crate::facts) fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "_" | "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "crate"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "Self"
            | "self"
            | "static"
            | "struct"
            | "super"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}
