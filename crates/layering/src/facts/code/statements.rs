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
                let call = self.call(path)?;
                self.eat(";");
                return Some((Statement::Call(attributes, call), false));
            }
        }
        if is_item {
            let item = self.item_with(attributes)?;
            return Some((Statement::Item(self.alloc(item)), false));
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
}
