//! Patterns (Rust reference, "Patterns").

use super::cursor::{Cursor, Known, List};
use super::paths::Style;
use super::tree::{Attributes, Expr, IdentPattern, Pattern, QualifiedPath};
use crate::facts::Delimiter;

impl<'a> Cursor<'_, 'a> {
    /// A pattern with alternatives, maybe with a `|` before the first one.
    pub(in crate::facts) fn pattern(&mut self) -> Known<Pattern<'a>> {
        let has_leading = self.eat("|");
        let first = self.single_pattern()?;
        let goes_on =
            |cursor: &Self| cursor.is(0, "|") && !cursor.is(0, "||") && !cursor.is(0, "|=");
        if !has_leading && !goes_on(self) {
            return Some(first);
        }
        let mut cases = List::new();
        cases.push(first);
        while goes_on(self) {
            self.skip(1);
            cases.push(self.single_pattern()?);
        }
        Some(Pattern::Several(self.keep(&cases)))
    }

    /// A pattern without alternatives.
    pub(in crate::facts) fn single_pattern(&mut self) -> Known<Pattern<'a>> {
        if self.starts_path_pattern() {
            return self.path_pattern();
        }
        if self.is(0, "-") || self.is_literal(0) {
            return self.literal_pattern();
        }
        match self.word(0) {
            Some("_") => {
                self.skip(1);
                return Some(Pattern::Plain);
            }
            Some("true" | "false" | "const") => return self.literal_pattern(),
            Some("ref" | "mut") => return self.ident_pattern(),
            Some(_) if self.is_ident(0) => return self.ident_pattern(),
            Some(_) => return None,
            None => {}
        }
        if self.eat("&") {
            self.eat_word("mut");
            let pattern = self.single_pattern()?;
            return Some(Pattern::Several(std::slice::from_ref(self.alloc(pattern))));
        }
        if self.is_open(0, Delimiter::Paren) {
            return self.patterns(Delimiter::Paren).map(Pattern::Several);
        }
        if self.is_open(0, Delimiter::Bracket) {
            let patterns = self.patterns(Delimiter::Bracket)?;
            // Ranges without an end need parentheses there.
            let is_open = |pattern: &Pattern<'_>| matches!(pattern, Pattern::Constants([_]));
            return (!patterns.iter().any(is_open)).then_some(Pattern::Several(patterns));
        }
        if self.is(0, "..") && !self.is(0, "...") {
            return self.range_pattern(None);
        }
        None
    }

    fn starts_path_pattern(&self) -> bool {
        let goes_on = self.is(1, "::")
            || self.is(1, "!")
            || self.is_open(1, Delimiter::Brace)
            || self.is_open(1, Delimiter::Paren)
            || self.is(1, "..");
        self.is_ident(0) && goes_on
            || self.is_word(0, "self") && self.is(1, "::")
            || self.is(0, "::")
            || self.is(0, "<")
            || matches!(self.word(0), Some("Self" | "super" | "crate"))
    }

    fn path_pattern(&mut self) -> Known<Pattern<'a>> {
        let path = self.qualified_path(Style::Expr)?;
        let is_macro = path.this.is_none() && path.path.is_plain();
        if is_macro && self.is(0, "!") && !self.is(0, "!=") {
            return self.call(path.path).map(Pattern::Macro);
        }
        let path: &QualifiedPath<'_> = self.alloc(path);
        if self.is_open(0, Delimiter::Brace) {
            let fields = self.inside(Delimiter::Brace, Self::field_patterns)?;
            return Some(Pattern::Struct(path, fields));
        }
        if self.is_open(0, Delimiter::Paren) {
            let patterns = self.patterns(Delimiter::Paren)?;
            return Some(Pattern::TupleStruct(path, patterns));
        }
        if self.is(0, "..") {
            return self.range_pattern(Some(Expr::Path(path)));
        }
        Some(Pattern::Path(path))
    }

    fn patterns(&mut self, delimiter: Delimiter) -> Known<&'a [Pattern<'a>]> {
        self.inside(delimiter, |cursor| cursor.comma_separated(Self::pattern))
    }

    fn field_patterns(&mut self) -> Known<&'a [(Attributes<'a>, Pattern<'a>)]> {
        let mut fields = List::new();
        while !self.is_empty() {
            let attributes = self.attributes()?;
            if self.eat("..") {
                // What is said of the rest is said of nothing.
                return (self.is_empty() && attributes.is_empty()).then(|| self.keep(&fields));
            }
            fields.push((attributes, self.field_pattern()?));
            if self.is_empty() {
                break;
            }
            self.expect(",")?;
        }
        Some(self.keep(&fields))
    }

    fn field_pattern(&mut self) -> Known<Pattern<'a>> {
        let is_number = self.is_index();
        if is_number || self.is_ident(0) && self.is(1, ":") {
            self.skip(1);
            self.expect(":")?;
            return self.pattern();
        }
        let by_ref = self.eat_word("ref");
        let is_mut = self.eat_word("mut");
        let name = self.ident()?;
        Some(Pattern::Ident(self.alloc(IdentPattern {
            name,
            only_binds: by_ref || is_mut,
            sub: None,
        })))
    }

    fn ident_pattern(&mut self) -> Known<Pattern<'a>> {
        let by_ref = self.eat_word("ref");
        let is_mut = self.eat_word("mut");
        let name = self.ident()?;
        let sub = match self.eat("@") {
            true => Some(self.single_pattern()?),
            false => None,
        };
        Some(Pattern::Ident(self.alloc(IdentPattern {
            name,
            only_binds: by_ref || is_mut,
            sub,
        })))
    }

    fn literal_pattern(&mut self) -> Known<Pattern<'a>> {
        let start = self.range_bound()??;
        if self.is(0, "..") {
            return self.range_pattern(Some(start));
        }
        match start {
            Expr::Plain => Some(Pattern::Plain),
            block => Some(Pattern::Constants(std::slice::from_ref(self.alloc(block)))),
        }
    }

    /// From the `..` on.
    fn range_pattern(&mut self, start: Option<Expr<'a>>) -> Known<Pattern<'a>> {
        let is_closed = self.is(0, "..=") || self.is(0, "...");
        self.skip(if is_closed { 3 } else { 2 });
        let end = self.range_bound()?;
        if is_closed && end.is_none() {
            return None;
        }
        if start.is_none() && end.is_none() {
            return Some(Pattern::Plain);
        }
        let ends: List<_> = start.into_iter().chain(end).collect();
        Some(Pattern::Constants(self.keep(&ends)))
    }

    /// A constant at an end of a range, if there is one.
    fn range_bound(&mut self) -> Known<Option<Expr<'a>>> {
        let is_none = self.is_empty()
            || ["|", "=", ",", ";"].iter().any(|end| self.is(0, end))
            || self.is(0, ":") && !self.is(0, "::")
            || self.is_word(0, "if");
        if is_none {
            return Some(None);
        }
        if self.eat_literal() {
            return Some(Some(Expr::Plain));
        }
        if self.is_word(0, "const") && self.is_open(1, Delimiter::Brace) {
            self.skip(1);
            return Some(Some(Expr::Block(self.block()?)));
        }
        if !self.starts_path() {
            return None;
        }
        let path = self.qualified_path(Style::Expr)?;
        Some(Some(Expr::Path(self.alloc(path))))
    }
}
