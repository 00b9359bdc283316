//! Blocks and statements (Rust reference, "Statements").

use super::cursor::{Cursor, Known};
use super::exprs::Shape;
use super::paths::Style;
use super::tree::{Attributes, Block, Expr, Let, Pattern, Statement};
use crate::facts::{Delimiter, TokenKind};

impl<'a> Cursor<'_, 'a> {
    /// A block without attributes of its own.
    pub(super) fn block(&mut self) -> Known<Block<'a>> {
        self.inside(Delimiter::Brace, Self::statements)
    }

    /// Statements up to the end.
    pub(in crate::facts) fn statements(&mut self) -> Known<Block<'a>> {
        let mut statements: smallvec::SmallVec<[Statement<'a>; 16]> = smallvec::SmallVec::new();
        loop {
            while self.eat(";") {}
            if self.is_empty() {
                return Some(self.keep(&statements));
            }
            let (statement, needs_semicolon) = self.statement()?;
            statements.push(statement);
            if needs_semicolon && !self.is_empty() {
                return None;
            }
        }
    }

    /// A statement, and whether there has to be a semicolon that it lacks.
    fn statement(&mut self) -> Known<(Statement<'a>, bool)> {
        let start = self.at();
        let attributes = self.attributes()?;
        let first = self.at();
        let mut is_item = self.starts_item();
        if let Some((_, behind)) = self.plain_path()
            && self.is(behind, "!")
        {
            let goes_on = |at| self.is(at, ".") && !self.is(at, "..") || self.is(at, "?");
            if self.is_ident(behind + 1) || self.is_word(behind + 1, "try") {
                is_item = true;
            } else if self.is_open(behind + 1, Delimiter::Brace)
                && let (_, close) = self.delimiters(behind + 1)?
                && !goes_on(close + 1 - first)
            {
                let path = self.path(Style::Expr)?;
                let call = self.call(first, path)?;
                self.eat(";");
                return Some((Statement::Call(attributes, call), false));
            }
        }
        if is_item {
            let end = self.item_end()?;
            let range = self.range(start, end);
            self.skip_to(end + 1);
            return Some((Statement::Item(range), false));
        }
        if self.eat_word("let") {
            let statement = self.let_statement(attributes)?;
            return Some((Statement::Let(self.alloc(statement)), false));
        }
        let (expr, shape) = self.expr_at_start()?;
        let has_semicolon = self.eat(";");
        if let Expr::Macro(call) = expr
            && (has_semicolon || shape == Shape::BracedCall)
        {
            return Some((Statement::Call(attributes, call), false));
        }
        let expr = self.attributed_at_start(attributes, expr);
        let may_end = matches!(shape, Shape::Block | Shape::BracedCall);
        Some((
            Statement::Expr(self.alloc(expr)),
            !has_semicolon && !may_end,
        ))
    }

    fn let_statement(&mut self, attributes: Attributes<'a>) -> Known<Let<'a>> {
        let mut pattern = self.single_pattern()?;
        if self.eat(":") {
            let ty = self.ty()?;
            pattern = Pattern::Typed(self.alloc(pattern), self.alloc(ty));
        }
        let mut init = None;
        let mut diverges = None;
        if self.eat("=") {
            init = Some(self.expr()?);
            let ends_with_brace = matches!(self.last(), Some(token)
                if token.kind == TokenKind::Close(Delimiter::Brace));
            if !ends_with_brace && self.eat_word("else") {
                diverges = Some(self.block()?);
            }
        }
        self.expect(";")?;
        Some(Let {
            attributes,
            pattern,
            init,
            diverges,
        })
    }

    /// Whether an item is next.
    fn starts_item(&self) -> bool {
        let Some(word) = self.word(0) else {
            return false;
        };
        let next = |words: &[&str]| self.word(1).is_some_and(|word| words.contains(&word));
        match word {
            "pub" | "extern" | "use" | "fn" | "mod" | "type" | "struct" | "enum" | "trait"
            | "impl" | "macro" => true,
            "crate" => !self.is(1, "::"),
            "static" => self.is_word(1, "mut") || self.is_ident(1),
            "const" => {
                let is_closure = self.is_open(1, Delimiter::Brace)
                    || next(&["static", "move"])
                    || self.is(1, "|")
                    || self.is_word(1, "async")
                        && !matches!(self.word(2), Some("unsafe" | "extern" | "fn"));
                !is_closure
            }
            "unsafe" => !self.is_open(1, Delimiter::Brace),
            "async" => next(&["unsafe", "extern", "fn"]),
            "union" => self.is_ident(1),
            "auto" => next(&["trait"]),
            "default" => next(&["unsafe", "impl"]),
            _ => false,
        }
    }

    /// The last token of the item that is next: a guess by its first word, which the
    /// parser of items confirms.
    fn item_end(&self) -> Known<usize> {
        let mut ahead = 0;
        let mut has_body = false;
        let mut depth = 0_usize;
        while let Some(token) = self.peek(ahead) {
            match token.kind {
                TokenKind::Ident => {
                    let word = token.text(self.text);
                    // What ends with a semicolon, whatever is in between.
                    let is_open_end = matches!(word, "use" | "static" | "type")
                        || word == "const" && !self.starts_function(ahead + 1);
                    if !has_body && is_open_end {
                        return self.semicolon(ahead);
                    }
                    has_body |= matches!(
                        word,
                        "fn" | "mod" | "struct" | "enum" | "union" | "trait" | "impl" | "macro"
                    );
                    ahead += 1;
                }
                TokenKind::Punct(';', _) => return Some(self.at() + ahead),
                TokenKind::Punct('<', _) => {
                    depth += 1;
                    ahead += 1;
                }
                TokenKind::Punct('>', _) => {
                    let is_arrow = ahead > 0 && self.is(ahead - 1, "->");
                    depth = depth.saturating_sub(usize::from(!is_arrow));
                    ahead += 1;
                }
                TokenKind::Open(delimiter, close) => {
                    let close = close as usize;
                    if delimiter == Delimiter::Brace && depth == 0 {
                        return Some(close);
                    }
                    ahead = close + 1 - self.at();
                }
                _ => ahead += 1,
            }
        }
        None
    }

    /// Whether the words from there on start a function.
    fn starts_function(&self, mut ahead: usize) -> bool {
        while matches!(self.word(ahead), Some("async" | "unsafe" | "extern")) {
            ahead += 1;
            ahead += usize::from(self.is_literal(ahead));
        }
        self.is_word(ahead, "fn")
    }

    fn semicolon(&self, mut ahead: usize) -> Known<usize> {
        while let Some(token) = self.peek(ahead) {
            match token.kind {
                TokenKind::Punct(';', _) => return Some(self.at() + ahead),
                TokenKind::Open(_, close) => ahead = close as usize + 1 - self.at(),
                _ => ahead += 1,
            }
        }
        None
    }
}
