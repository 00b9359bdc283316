//! Attributes (Rust reference, "Attributes").

use super::cursor::{Cursor, Known, List};
use super::tree::Attributes;
use crate::facts::Delimiter;
use crate::facts::tokens::Tokens;

impl<'a> Cursor<'_, 'a> {
    /// Outer attributes, documentation among them.
    pub(super) fn attributes(&mut self) -> Known<Attributes<'a>> {
        if !self.is(0, "#") {
            return Some(&[]);
        }
        let mut attributes = List::new();
        while self.is(0, "#") {
            attributes.push(self.brackets(1)?);
        }
        Some(self.keep(&attributes))
    }

    /// Inner attributes, documentation among them.
    pub(super) fn inner_attributes(&mut self) -> Known<Attributes<'a>> {
        let mut attributes = List::new();
        while self.is(0, "#") && self.is(1, "!") {
            attributes.push(self.brackets(2)?);
        }
        Some(self.keep(&attributes))
    }

    /// What is in the brackets of an attribute, which are so many tokens on.
    fn brackets(&mut self, ahead: usize) -> Known<Tokens> {
        if !self.is_open(ahead, Delimiter::Bracket) {
            return None;
        }
        let is_comment = self.peek(0)?.of_comment;
        self.skip(ahead);
        let (_, tokens) = self.between()?;
        match is_comment {
            true => self.skip_to(tokens.1 as usize + 1),
            false => self.inside(Delimiter::Bracket, Self::attribute)?,
        }
        Some(tokens)
    }

    /// Attributes, and further ones of the same.
    pub(super) fn joined(
        &self,
        attributes: Attributes<'a>,
        further: Attributes<'a>,
    ) -> Attributes<'a> {
        match (attributes, further) {
            (attributes, []) => attributes,
            ([], further) => further,
            _ => self.keep(&[attributes, further].concat()),
        }
    }

    /// What is in the brackets of an attribute.
    fn attribute(&mut self) -> Known<()> {
        if !self.eat_word("unsafe") {
            return self.meta();
        }
        let (_, close) = self.delimiters(0)?;
        let is_list = self.is_open(0, Delimiter::Paren);
        self.skip_to(close + 1);
        is_list.then_some(())
    }

    /// The content of an attribute (Rust reference, "Attributes").
    pub(in crate::facts) fn meta(&mut self) -> Known<()> {
        let (_, behind) = self.plain_path()?;
        self.skip(behind);
        if let Some((_, close)) = self.delimiters(0) {
            self.skip_to(close + 1);
        } else if self.is(0, "=") && !self.is(0, "==") && !self.is(0, "=>") {
            self.skip(1);
            // There are no attributes in attributes.
            if self.is(0, "#") {
                return None;
            }
            self.expr()?;
        }
        Some(())
    }
}
