//! Expressions that are no operators: paths, calls of macros, and what is in delimiters
//! or starts with a keyword.

use super::cursor::{Cursor, Known, List, is_keyword};
use super::exprs::{Precedence, Shape, Shaped, Structs};
use super::paths::Style;
use super::tree::{
    Arm, Block, Closure, Expr, Field, For, If, Path, Pattern, QualifiedPath, StructExpr,
};
use crate::facts::{Delimiter, TextRange, TokenKind};

impl<'a> Cursor<'_, 'a> {
    /// An operand without what is before and behind it.
    pub(super) fn atom(&mut self, structs: Structs) -> Known<Shaped<'a>> {
        if self.starts_block() {
            return self.block_like();
        }
        let other = |expr| Some((expr, Shape::Other));
        match self.peek(0)?.kind {
            TokenKind::Literal => {
                self.skip(1);
                let range = self.last_range();
                let is_text = range.of(self.text).starts_with(['"', 'r']);
                other(if is_text {
                    Expr::Text(range)
                } else {
                    Expr::Plain
                })
            }
            TokenKind::Open(Delimiter::Paren, _) => other(self.in_parens()?),
            TokenKind::Open(Delimiter::Bracket, _) => other(self.array()?),
            TokenKind::Punct('|', _) => other(self.closure(structs)?),
            TokenKind::Punct('.', _) if self.is(0, "..") => self.range_expr(None, structs),
            TokenKind::Punct('<' | ':', _) => self.path_expr(structs),
            TokenKind::Ident => self.word_expr(structs),
            _ => None,
        }
    }

    fn word_expr(&mut self, structs: Structs) -> Known<Shaped<'a>> {
        let word = self.word(0)?;
        if !is_keyword(word) || matches!(word, "self" | "Self" | "super" | "crate") {
            if word == "builtin" && self.is(1, "#") {
                return None;
            }
            return self.path_expr(structs);
        }
        let other = |expr| Some((expr, Shape::Other));
        match word {
            "true" | "false" | "_" => {
                self.skip(1);
                other(Expr::Plain)
            }
            "move" => other(self.closure(structs)?),
            "async" => {
                let is_move = self.is_word(1, "move");
                let behind = 1 + usize::from(is_move);
                if self.is_open(behind, Delimiter::Brace) {
                    self.skip(behind);
                    return other(Expr::Block(self.block()?));
                }
                self.skip(1);
                other(self.closure(structs)?)
            }
            "let" => {
                self.skip(1);
                let pattern = self.pattern()?;
                self.expect("=")?;
                let left = self.operand(structs)?;
                let (value, _) = self.operators(left, structs, Precedence::Compare)?;
                other(Expr::Let(self.alloc(pattern), self.alloc(value)))
            }
            "break" => {
                self.skip(1);
                if self.eat_lifetime() && self.is(0, ":") && !self.is(0, "::") {
                    return None;
                }
                let may_be_block = structs == Structs::Allowed;
                let has_value =
                    self.starts_expr() && (may_be_block || !self.is_open(0, Delimiter::Brace));
                other(self.value_if(has_value)?)
            }
            "continue" => {
                self.skip(1);
                self.eat_lifetime();
                other(Expr::Plain)
            }
            "return" | "yield" => {
                self.skip(1);
                let has_value = self.starts_expr();
                other(self.value_if(has_value)?)
            }
            _ => None,
        }
    }

    fn value_if(&mut self, has_value: bool) -> Known<Expr<'a>> {
        if !has_value {
            return Some(Expr::Plain);
        }
        let value = self.expr()?;
        Some(Expr::Inner(self.alloc(value)))
    }

    /// Whether an expression is next that ends with a block, and a statement with it.
    pub(super) fn starts_block(&self) -> bool {
        match self.peek(0).map(|token| token.kind) {
            Some(TokenKind::Open(Delimiter::Brace, _) | TokenKind::Lifetime) => true,
            Some(TokenKind::Ident) => match self.word(0) {
                Some("if" | "while" | "for" | "loop" | "match" | "unsafe") => true,
                Some("try" | "const") => self.is_open(1, Delimiter::Brace),
                _ => false,
            },
            _ => false,
        }
    }

    pub(super) fn block_like(&mut self) -> Known<Shaped<'a>> {
        let expr = if self.eat_lifetime() {
            self.expect(":")?;
            match self.word(0) {
                Some("while" | "for" | "loop") => self.block_like()?.0,
                None => Expr::Block(self.block()?),
                Some(_) => return None,
            }
        } else {
            match self.word(0) {
                None => Expr::Block(self.block()?),
                Some("loop" | "unsafe" | "try" | "const") => {
                    self.skip(1);
                    Expr::Block(self.block()?)
                }
                Some("if") => self.if_expr()?,
                Some("while") => {
                    self.skip(1);
                    let condition = self.expr_before_block()?;
                    Expr::While(self.alloc(condition), self.block()?)
                }
                Some("for") => {
                    self.skip(1);
                    // A closure may start with a `for` as well.
                    if self.is(0, "<") {
                        return None;
                    }
                    let pattern = self.pattern()?;
                    self.expect_word("in")?;
                    let iterated = self.expr_before_block()?;
                    let body = self.block()?;
                    Expr::For(self.alloc(For {
                        pattern,
                        iterated,
                        body,
                    }))
                }
                Some("match") => {
                    self.skip(1);
                    let value = self.expr_before_block()?;
                    let arms = self.inside(Delimiter::Brace, Self::arms)?;
                    Expr::Match(self.alloc(value), arms)
                }
                Some(_) => return None,
            }
        };
        Some((expr, Shape::Block))
    }

    /// An `if` with all of its branches, the last of which is the innermost one.
    fn if_expr(&mut self) -> Known<Expr<'a>> {
        let mut branches: List<(Expr<'a>, Block<'a>)> = List::new();
        let mut otherwise = None;
        loop {
            self.expect_word("if")?;
            let condition = self.expr_before_block()?;
            branches.push((condition, self.block()?));
            if !self.eat_word("else") {
                break;
            }
            if !self.is_word(0, "if") {
                otherwise = Some(Expr::Block(self.block()?));
                break;
            }
        }
        for (condition, then) in branches.into_iter().rev() {
            let branch = If {
                condition,
                then,
                otherwise,
            };
            otherwise = Some(Expr::If(self.alloc(branch)));
        }
        otherwise
    }

    fn arms(&mut self) -> Known<&'a [Arm<'a>]> {
        let mut arms = List::new();
        while !self.is_empty() {
            let attributes = self.attributes()?;
            let pattern = self.pattern()?;
            let guard = match self.eat_word("if") {
                true => Some(self.expr()?),
                false => None,
            };
            self.expect("=>")?;
            let (body, shape) = self.expr_at_start()?;
            if shape != Shape::Block && !self.is_empty() {
                self.expect(",")?;
            } else {
                self.eat(",");
            }
            arms.push(Arm {
                attributes,
                pattern,
                guard,
                body,
            });
        }
        Some(self.keep(&arms))
    }

    fn in_parens(&mut self) -> Known<Expr<'a>> {
        self.inside(Delimiter::Paren, |cursor| {
            let elements = cursor.comma_separated(Self::expr)?;
            Some(Expr::Several(elements))
        })
    }

    fn array(&mut self) -> Known<Expr<'a>> {
        self.inside(Delimiter::Bracket, |cursor| {
            if cursor.is_empty() {
                return Some(Expr::Plain);
            }
            let mut elements = List::new();
            elements.push(cursor.expr()?);
            if cursor.eat(";") {
                elements.push(cursor.expr()?);
            } else if cursor.eat(",") {
                elements.extend(cursor.comma_separated(Self::expr)?.iter().copied());
            }
            Some(Expr::Several(cursor.keep(&elements)))
        })
    }

    /// A closure, from its `move` on.
    fn closure(&mut self, structs: Structs) -> Known<Expr<'a>> {
        self.eat_word("move");
        self.expect("|")?;
        let parameters = self.list_to("|", Self::closure_parameter)?;
        let (output, body) = match self.eat("->") {
            true => (Some(self.ty()?), Expr::Block(self.block()?)),
            false => (None, self.expr_where(structs)?),
        };
        Some(Expr::Closure(self.alloc(Closure {
            parameters,
            output,
            body,
        })))
    }

    fn closure_parameter(&mut self) -> Known<Pattern<'a>> {
        let pattern = self.single_pattern()?;
        if !self.eat(":") {
            return Some(pattern);
        }
        let ty = self.ty()?;
        Some(Pattern::Typed(self.alloc(pattern), self.alloc(ty)))
    }

    /// A path, or what starts with one: a macro call, or a struct expression.
    fn path_expr(&mut self, structs: Structs) -> Known<Shaped<'a>> {
        if !self.starts_path() {
            return None;
        }
        let path = self.qualified_path(Style::Expr)?;
        let is_macro = path.this.is_none() && path.path.is_plain();
        if is_macro && self.is(0, "!") && !self.is(0, "!=") {
            let call = self.call(path.path)?;
            let is_braced = self.last()?.kind == TokenKind::Close(Delimiter::Brace);
            let shape = match is_braced {
                true => Shape::BracedCall,
                false => Shape::Other,
            };
            return Some((Expr::Macro(call), shape));
        }
        let expr = match structs == Structs::Allowed && self.is_open(0, Delimiter::Brace) {
            true => self.struct_expr(path)?,
            false => Expr::Path(self.alloc(path)),
        };
        Some((expr, Shape::Other))
    }

    fn struct_expr(&mut self, path: QualifiedPath<'a>) -> Known<Expr<'a>> {
        self.inside(Delimiter::Brace, |cursor| {
            let mut fields = List::new();
            let mut base = None;
            while !cursor.is_empty() {
                if cursor.eat("..") {
                    if !cursor.is_empty() {
                        base = Some(cursor.expr()?);
                    }
                    break;
                }
                fields.push(cursor.field()?);
                if cursor.is_empty() {
                    break;
                }
                cursor.expect(",")?;
            }
            Some(Expr::Struct(cursor.alloc(StructExpr {
                path,
                fields: cursor.keep(&fields),
                base,
            })))
        })
    }

    fn field(&mut self) -> Known<Field<'a>> {
        let attributes = self.attributes()?;
        let is_number = self.is_index();
        let range = self.peek(0)?.range;
        if !is_number && !self.is_ident(0) {
            return None;
        }
        self.skip(1);
        let value = if is_number || self.is(0, ":") {
            self.expect(":")?;
            self.expr()?
        } else {
            self.name_as_expr(range)
        };
        Some(Field {
            attributes,
            name: (!is_number).then_some(range),
            value,
        })
    }

    /// `S { field }` is short for `S { field: field }`.
    fn name_as_expr(&self, name: TextRange) -> Expr<'a> {
        let segment = super::tree::Segment {
            name,
            arguments: super::tree::Arguments::None,
        };
        let path = Path {
            leading_colons: false,
            segments: self.keep(&[segment]),
        };
        Expr::Path(self.alloc(QualifiedPath { this: None, path }))
    }
}
