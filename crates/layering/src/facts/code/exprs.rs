//! Expressions: operators by precedence, and what stands behind an operand (Rust
//! reference, "Expressions").

use super::cursor::{Cursor, Known, List};
use super::tree::{Attributes, Expr, MethodCall};
use crate::facts::Delimiter;

/// How strongly an operator binds, the weakest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Precedence {
    Lowest,
    Assign,
    Range,
    Or,
    And,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Sum,
    Product,
    Cast,
}

/// What the grammar asks of an expression that was read.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// It ends with a block, and a statement with it.
    Block,
    /// A range.
    Range,
    /// A comparison, which does not go on with another one.
    Compare,
    /// A macro call with braces.
    BracedCall,
    /// Anything else.
    Other,
}

/// An expression and its shape.
pub(super) type Shaped<'a> = (Expr<'a>, Shape);

/// Whether a struct expression may stand where an expression does; not before a block.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Structs {
    Allowed,
    Refused,
}

impl<'a> Cursor<'_, 'a> {
    /// An expression.
    pub(in crate::facts) fn expr(&mut self) -> Known<Expr<'a>> {
        self.expr_where(Structs::Allowed)
    }

    /// An expression before a block.
    pub(super) fn expr_before_block(&mut self) -> Known<Expr<'a>> {
        self.expr_where(Structs::Refused)
    }

    pub(super) fn expr_where(&mut self, structs: Structs) -> Known<Expr<'a>> {
        let left = self.operand(structs)?;
        let (expr, _) = self.operators(left, structs, Precedence::Lowest)?;
        Some(expr)
    }

    /// An expression at the start of a statement or an arm: one that ends with a block
    /// is no operand.
    pub(super) fn expr_at_start(&mut self) -> Known<Shaped<'a>> {
        let attributes = self.attributes()?;
        let mut first = match self.starts_block() {
            true => self.block_like()?,
            false => self.operand(Structs::Allowed)?,
        };
        if first.1 == Shape::Block {
            if !(self.is_dot() || self.is(0, "?")) {
                return Some((self.attributed(attributes, first.0), first.1));
            }
            first = self.behind(first)?;
        }
        first.0 = self.attributed(attributes, first.0);
        self.operators(first, Structs::Allowed, Precedence::Lowest)
    }

    /// The operators behind an operand, as far as they bind as strongly.
    pub(super) fn operators(
        &mut self,
        mut left: Shaped<'a>,
        structs: Structs,
        base: Precedence,
    ) -> Known<Shaped<'a>> {
        // A range is the left side of no operator.
        while left.1 != Shape::Range {
            if let Some((len, precedence)) = self.binary_operator() {
                if precedence < base {
                    break;
                }
                if precedence == Precedence::Compare && left.1 == Shape::Compare {
                    return None;
                }
                self.skip(len);
                let right = self.right_side(structs, precedence)?;
                let shape = match precedence {
                    Precedence::Compare => Shape::Compare,
                    _ => Shape::Other,
                };
                left = (Expr::Binary(self.alloc([left.0, right])), shape);
            } else if Precedence::Assign >= base && self.is_assignment() {
                self.skip(1);
                let right = self.right_side(structs, Precedence::Assign)?;
                left = (Expr::Assign(self.alloc([left.0, right])), Shape::Other);
            } else if Precedence::Range >= base && self.is(0, "..") {
                left = self.range_expr(Some(left.0), structs)?;
            } else if Precedence::Cast >= base && self.eat_word("as") {
                let ty = self.type_with(false)?;
                let goes_on = self.is_dot()
                    || self.is(0, "?")
                    || self.is_open(0, Delimiter::Bracket)
                    || self.is_open(0, Delimiter::Paren);
                if goes_on {
                    return None;
                }
                let cast = Expr::Cast(self.alloc(left.0), self.alloc(ty));
                left = (cast, Shape::Other);
            } else {
                break;
            }
        }
        Some(left)
    }

    fn right_side(&mut self, structs: Structs, precedence: Precedence) -> Known<Expr<'a>> {
        let mut right = self.operand(structs)?;
        loop {
            let next = self.next_precedence();
            let binds = next > precedence || next == precedence && precedence == Precedence::Assign;
            let before = self.at();
            if !binds {
                break;
            }
            right = self.operators(right, structs, next)?;
            if self.at() == before {
                break;
            }
        }
        Some(right.0)
    }

    fn next_precedence(&self) -> Precedence {
        if let Some((_, precedence)) = self.binary_operator() {
            precedence
        } else if self.is_assignment() {
            Precedence::Assign
        } else if self.is(0, "..") {
            Precedence::Range
        } else if self.is_word(0, "as") {
            Precedence::Cast
        } else {
            Precedence::Lowest
        }
    }

    fn is_assignment(&self) -> bool {
        self.is(0, "=") && !self.is(0, "=>")
    }

    /// The binary operator that is next: its length, and how strongly it binds.
    fn binary_operator(&self) -> Option<(usize, Precedence)> {
        use Precedence as P;
        let first = self.punctuation(0)?;
        let assigned = |len| self.is_joint(len - 1) && self.punctuation(len) == Some('=');
        let is_double = self.is_joint(0) && self.punctuation(1) == Some(first);
        Some(match first {
            '+' | '-' | '*' | '/' | '%' | '^' | '&' | '|' if assigned(1) => (2, P::Assign),
            '<' | '>' if is_double && assigned(2) => (3, P::Assign),
            '&' if is_double => (2, P::And),
            '|' if is_double => (2, P::Or),
            '<' | '>' if is_double => (2, P::Shift),
            '=' if is_double => (2, P::Compare),
            '<' | '>' | '!' if assigned(1) => (2, P::Compare),
            '+' | '-' => (1, P::Sum),
            '*' | '/' | '%' => (1, P::Product),
            '^' => (1, P::BitXor),
            '&' => (1, P::BitAnd),
            '|' => (1, P::BitOr),
            '<' | '>' => (1, P::Compare),
            _ => return None,
        })
    }

    /// An operand, with the operators before it.
    pub(super) fn operand(&mut self, structs: Structs) -> Known<Shaped<'a>> {
        let attributes = self.attributes()?;
        if self.eat("&") {
            let is_raw =
                self.is_word(0, "raw") && (self.is_word(1, "mut") || self.is_word(1, "const"));
            if is_raw {
                self.skip(2);
            } else {
                self.eat_word("mut");
            }
        } else if !(self.eat("*") || self.eat("!") || self.eat("-")) {
            let atom = self.atom(structs)?;
            let (expr, shape) = self.behind(atom)?;
            if shape == Shape::Range && !attributes.is_empty() {
                return None;
            }
            return Some((self.attributed(attributes, expr), shape));
        }
        let (operand, _) = self.operand(structs)?;
        let expr = Expr::Inner(self.alloc(operand));
        Some((self.attributed(attributes, expr), Shape::Other))
    }

    /// What stands behind an operand: calls, fields, indices, `?`.
    pub(super) fn behind(&mut self, (mut expr, mut shape): Shaped<'a>) -> Known<Shaped<'a>> {
        loop {
            if self.is_open(0, Delimiter::Paren) {
                let arguments = self.arguments()?;
                expr = Expr::Call(self.alloc(expr), arguments);
            } else if self.is_dot() && shape != Shape::Range {
                self.skip(1);
                expr = self.member(expr)?;
            } else if self.is_open(0, Delimiter::Bracket) {
                let index = self.inside(Delimiter::Bracket, Self::expr)?;
                expr = Expr::Several(self.keep(&[expr, index]));
            } else if shape != Shape::Range && self.eat("?") {
                expr = Expr::Inner(self.alloc(expr));
            } else {
                return Some((expr, shape));
            }
            shape = Shape::Other;
        }
    }

    /// A field or a method call, from behind the dot.
    fn member(&mut self, of: Expr<'a>) -> Known<Expr<'a>> {
        let inner = Expr::Inner(self.alloc(of));
        // `x.0.1` has a number with a dot.
        if self.is_index() || self.is_index_pair() {
            self.skip(1);
            return Some(inner);
        }
        if self.eat_word("await") {
            return Some(inner);
        }
        let name = self.ident()?;
        let has_generics = self.is(0, "::");
        let generics = match has_generics {
            true => self.angle_arguments()?,
            false => &[],
        };
        if !has_generics && !self.is_open(0, Delimiter::Paren) {
            return Some(inner);
        }
        let arguments = self.arguments()?;
        Some(Expr::MethodCall(self.alloc(MethodCall {
            receiver: of,
            name,
            generics,
            arguments,
        })))
    }

    fn arguments(&mut self) -> Known<&'a [Expr<'a>]> {
        self.inside(Delimiter::Paren, |cursor| {
            cursor.comma_separated(Self::expr)
        })
    }

    /// `..`, and what may stand behind it.
    pub(super) fn range_expr(
        &mut self,
        start: Option<Expr<'a>>,
        structs: Structs,
    ) -> Known<Shaped<'a>> {
        if self.is(0, "...") {
            return None;
        }
        let is_closed = self.eat("..=");
        if !is_closed {
            self.skip(2);
        }
        let end = match !is_closed && self.ends_range(structs) {
            true => None,
            false => Some(self.right_side(structs, Precedence::Range)?),
        };
        let ends: List<_> = start.into_iter().chain(end).collect();
        Some((Expr::Several(self.keep(&ends)), Shape::Range))
    }

    fn ends_range(&self, structs: Structs) -> bool {
        const ENDS: &[&str] = &[
            ",", ";", "?", "=>", "=", "+", "/", "%", "^", ">", "<=", "!=", "-=", "*=", "&=", "|=",
            "<<=",
        ];
        self.is_empty()
            || self.is_dot()
            || structs == Structs::Refused && self.is_open(0, Delimiter::Brace)
            || self.is_word(0, "as")
            || ENDS.iter().any(|end| self.is(0, end))
    }

    /// Whether an expression may be next.
    pub(super) fn starts_expr(&self) -> bool {
        let operator = |start: &str, others: &[&str]| {
            self.is(0, start) && !others.iter().any(|other| self.is(0, other))
        };
        self.word(0).is_some_and(|word| word != "as")
            || self.is_open(0, Delimiter::Paren)
            || self.is_open(0, Delimiter::Bracket)
            || self.is_open(0, Delimiter::Brace)
            || self.is_literal(0)
            || self.is_lifetime(0)
            || operator("!", &["!="])
            || operator("-", &["-=", "->"])
            || operator("*", &["*="])
            || operator("|", &["|="])
            || operator("&", &["&="])
            || operator("<", &["<=", "<<="])
            || ["..", "::", "#"].iter().any(|start| self.is(0, start))
    }

    pub(super) fn attributed(&self, attributes: Attributes<'a>, expr: Expr<'a>) -> Expr<'a> {
        match attributes {
            [] => expr,
            attributes => Expr::Attributed(attributes, self.alloc(expr)),
        }
    }

    /// An attribute before a statement belongs to the first operand of its operators.
    pub(super) fn attributed_at_start(
        &self,
        attributes: Attributes<'a>,
        expr: Expr<'a>,
    ) -> Expr<'a> {
        match expr {
            _ if attributes.is_empty() => expr,
            Expr::Assign([left, right]) => {
                let left = self.attributed_at_start(attributes, *left);
                Expr::Assign(self.alloc([left, *right]))
            }
            Expr::Binary([left, right]) => {
                let left = self.attributed_at_start(attributes, *left);
                Expr::Binary(self.alloc([left, *right]))
            }
            Expr::Cast(left, ty) => {
                let left = self.attributed_at_start(attributes, *left);
                Expr::Cast(self.alloc(left), ty)
            }
            expr => self.attributed(attributes, expr),
        }
    }
}
