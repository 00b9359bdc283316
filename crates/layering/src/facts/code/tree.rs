//! The code of a function as a tree, as far as names are concerned.
//!
//! Operators, literals, labels, and lifetimes name no item: what is left of them is
//! what they are made of. A tree lives in an arena, and is walked once.

pub(in crate::facts) mod item;

use self::item::Item;
use crate::facts::tokens::Tokens;
use crate::facts::{FormKind, TextRange};

/// A block's statements (Rust reference, "Block expressions").
pub(in crate::facts) type Block<'a> = &'a [Statement<'a>];

/// A statement. One that is nothing but a semicolon is left out.
#[derive(Clone, Copy)]
pub(in crate::facts) enum Statement<'a> {
    /// `let`
    Let(&'a Let<'a>),
    /// An item.
    Item(&'a Item<'a>),
    /// A macro call that stands for statements.
    Call(Attributes<'a>, &'a Call<'a>),
    /// An expression.
    Expr(&'a Expr<'a>),
}

/// Attributes, by what is in the brackets of each; those that are documentation as well.
pub(in crate::facts) type Attributes<'a> = &'a [Tokens];

/// A `let` statement.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Let<'a> {
    pub(in crate::facts) attributes: Attributes<'a>,
    pub(in crate::facts) pattern: Pattern<'a>,
    pub(in crate::facts) init: Option<Expr<'a>>,
    /// The block behind `else`.
    pub(in crate::facts) diverges: Option<Block<'a>>,
}

/// An expression.
#[derive(Clone, Copy)]
pub(in crate::facts) enum Expr<'a> {
    /// What names nothing.
    Plain,
    /// A string literal, with its quotes.
    Text(TextRange),
    /// A path.
    Path(&'a QualifiedPath<'a>),
    /// A struct expression.
    Struct(&'a StructExpr<'a>),
    /// A call of a function.
    Call(&'a Expr<'a>, &'a [Expr<'a>]),
    /// A call of a method.
    MethodCall(&'a MethodCall<'a>),
    /// A macro call.
    Macro(&'a Call<'a>),
    /// `left = right`
    Assign(&'a [Expr<'a>; 2]),
    /// A binary operator.
    Binary(&'a [Expr<'a>; 2]),
    /// `value as Type`
    Cast(&'a Expr<'a>, &'a Type<'a>),
    /// A block, whatever it is for: `loop`, `unsafe`, `async`, `const`, `try`.
    Block(Block<'a>),
    /// `if`; what is behind `else` is a block or another `if`.
    If(&'a If<'a>),
    /// `while`
    While(&'a Expr<'a>, Block<'a>),
    /// `for`
    For(&'a For<'a>),
    /// `match`
    Match(&'a Expr<'a>, &'a [Arm<'a>]),
    /// `let` in a condition.
    Let(&'a Pattern<'a>, &'a Expr<'a>),
    /// A closure.
    Closure(&'a Closure<'a>),
    /// One expression with something around it that names nothing.
    Inner(&'a Expr<'a>),
    /// Several expressions in a row.
    Several(&'a [Expr<'a>]),
    /// An expression with attributes.
    Attributed(Attributes<'a>, &'a Expr<'a>),
}

/// A struct expression.
#[derive(Clone, Copy)]
pub(in crate::facts) struct StructExpr<'a> {
    pub(in crate::facts) path: QualifiedPath<'a>,
    pub(in crate::facts) fields: &'a [Field<'a>],
    /// What is behind `..`.
    pub(in crate::facts) base: Option<Expr<'a>>,
}

/// A field of a struct expression.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Field<'a> {
    pub(in crate::facts) attributes: Attributes<'a>,
    /// Its name; `None` if it is a number.
    pub(in crate::facts) name: Option<TextRange>,
    pub(in crate::facts) value: Expr<'a>,
}

/// A call of a method.
#[derive(Clone, Copy)]
pub(in crate::facts) struct MethodCall<'a> {
    pub(in crate::facts) receiver: Expr<'a>,
    pub(in crate::facts) name: TextRange,
    pub(in crate::facts) generics: &'a [Argument<'a>],
    pub(in crate::facts) arguments: &'a [Expr<'a>],
}

/// An `if`.
#[derive(Clone, Copy)]
pub(in crate::facts) struct If<'a> {
    pub(in crate::facts) condition: Expr<'a>,
    pub(in crate::facts) then: Block<'a>,
    pub(in crate::facts) otherwise: Option<Expr<'a>>,
}

/// A `for` loop.
#[derive(Clone, Copy)]
pub(in crate::facts) struct For<'a> {
    pub(in crate::facts) pattern: Pattern<'a>,
    pub(in crate::facts) iterated: Expr<'a>,
    pub(in crate::facts) body: Block<'a>,
}

/// An arm of a `match`.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Arm<'a> {
    pub(in crate::facts) attributes: Attributes<'a>,
    pub(in crate::facts) pattern: Pattern<'a>,
    pub(in crate::facts) guard: Option<Expr<'a>>,
    pub(in crate::facts) body: Expr<'a>,
}

/// A closure.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Closure<'a> {
    pub(in crate::facts) parameters: &'a [Pattern<'a>],
    pub(in crate::facts) output: Option<Type<'a>>,
    pub(in crate::facts) body: Expr<'a>,
}

/// A macro call.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Call<'a> {
    pub(in crate::facts) path: Path<'a>,
    /// Between the delimiters.
    pub(in crate::facts) input: TextRange,
    /// The same as indices of tokens.
    pub(in crate::facts) tokens: Tokens,
    /// What the input reads as.
    pub(in crate::facts) reads_as: Input<'a>,
    /// The statements that it reads as, if there is a `let` outside of delimiters.
    pub(in crate::facts) statements: Option<Block<'a>>,
    /// Whether there is a `let` anywhere.
    pub(in crate::facts) has_lets: bool,
}

/// What the input of a macro call reads as, whatever the macro makes of it.
#[derive(Clone, Copy)]
pub(in crate::facts) enum Input<'a> {
    /// Expressions.
    Expressions(&'a [Expr<'a>]),
    /// A value, an arm without a body, and further values, as those of `matches!`.
    Match(&'a Expr<'a>, &'a Arm<'a>, &'a [Expr<'a>]),
    /// Statements.
    Statements(Block<'a>),
    /// Something else, or a case of its own.
    Unknown,
}

/// A pattern.
#[derive(Clone, Copy)]
pub(in crate::facts) enum Pattern<'a> {
    /// What neither names nor binds anything.
    Plain,
    /// An identifier pattern.
    Ident(&'a IdentPattern<'a>),
    /// A path.
    Path(&'a QualifiedPath<'a>),
    /// A tuple struct pattern.
    TupleStruct(&'a QualifiedPath<'a>, &'a [Pattern<'a>]),
    /// A struct pattern.
    Struct(&'a QualifiedPath<'a>, &'a [(Attributes<'a>, Pattern<'a>)]),
    /// Constants: the ends of a range, or a block.
    Constants(&'a [Expr<'a>]),
    /// A macro call.
    Macro(&'a Call<'a>),
    /// `pattern: Type`
    Typed(&'a Pattern<'a>, &'a Type<'a>),
    /// Several patterns, or one with something around it.
    Several(&'a [Pattern<'a>]),
}

/// An identifier pattern.
#[derive(Clone, Copy)]
pub(in crate::facts) struct IdentPattern<'a> {
    pub(in crate::facts) name: TextRange,
    /// Whether it is no constant, since it has a `ref` or a `mut`.
    pub(in crate::facts) only_binds: bool,
    /// What is behind `@`.
    pub(in crate::facts) sub: Option<Pattern<'a>>,
}

/// A type.
#[derive(Clone, Copy)]
pub(in crate::facts) enum Type<'a> {
    /// What names nothing.
    Plain,
    /// A path.
    Path(&'a QualifiedPath<'a>),
    /// A macro call.
    Macro(&'a Call<'a>),
    /// An array, with its length.
    Array(&'a Type<'a>, &'a Expr<'a>),
    /// The traits of `dyn` and `impl`.
    Bounds(&'a [Path<'a>]),
    /// One type in parentheses.
    Inner(&'a Type<'a>),
    /// One type with something around it: a reference, a pointer, a slice.
    Around(FormKind, &'a Type<'a>),
    /// Several types: a tuple, or those of a function pointer.
    Several(FormKind, &'a [Type<'a>]),
}

impl Type<'_> {
    /// What it is, if it is no path.
    pub(in crate::facts) fn form(&self) -> Option<FormKind> {
        match self {
            Type::Plain | Type::Path(_) | Type::Macro(_) => None,
            Type::Array(..) => Some(FormKind::Array),
            Type::Bounds(_) => Some(FormKind::TraitObject),
            Type::Inner(ty) => ty.form(),
            Type::Around(kind, _) | Type::Several(kind, _) => Some(*kind),
        }
    }
}

/// A path that may start with `<Type as Trait>`.
#[derive(Clone, Copy)]
pub(in crate::facts) struct QualifiedPath<'a> {
    pub(in crate::facts) this: Option<&'a SelfOf<'a>>,
    pub(in crate::facts) path: Path<'a>,
}

/// The start of a qualified path.
#[derive(Clone, Copy)]
pub(in crate::facts) struct SelfOf<'a> {
    pub(in crate::facts) ty: Type<'a>,
    /// Whether there is a trait; its path is the start of the path.
    pub(in crate::facts) has_trait: bool,
}

/// A path.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Path<'a> {
    pub(in crate::facts) leading_colons: bool,
    pub(in crate::facts) segments: &'a [Segment<'a>],
}

impl<'a> Path<'a> {
    /// The name that it is, if it is nothing else.
    pub(in crate::facts) fn lone_name(&self) -> Option<TextRange> {
        match self.segments {
            [segment] if !self.leading_colons && segment.arguments.is_none() => Some(segment.name),
            _ => None,
        }
    }

    /// Whether no segment has arguments.
    pub(in crate::facts) fn is_plain(&self) -> bool {
        let mut segments = self.segments.iter();
        segments.all(|segment| segment.arguments.is_none())
    }

    /// The last segment.
    pub(in crate::facts) fn last(&self) -> Option<&'a Segment<'a>> {
        self.segments.last()
    }
}

/// A segment of a path.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Segment<'a> {
    pub(in crate::facts) name: TextRange,
    pub(in crate::facts) arguments: Arguments<'a>,
}

/// The generic arguments of a segment.
#[derive(Clone, Copy)]
pub(in crate::facts) enum Arguments<'a> {
    /// There are none.
    None,
    /// `<…>`
    Angle(&'a [Argument<'a>]),
    /// `(…)`, with the type behind `->` as the last one.
    Paren(&'a [Type<'a>]),
}

impl Arguments<'_> {
    fn is_none(&self) -> bool {
        matches!(self, Arguments::None)
    }
}

/// A generic argument; lifetimes and literals are left out.
#[derive(Clone, Copy)]
pub(in crate::facts) enum Argument<'a> {
    /// A type.
    Type(Type<'a>),
    /// A block.
    Const(Block<'a>),
    /// `Name<…> = Type`
    AssocType(&'a Binding<'a>, Type<'a>),
    /// `NAME<…> = value`
    AssocConst(&'a Binding<'a>, Option<Block<'a>>),
    /// `Name<…>: Bound`
    Constraint(&'a Binding<'a>, &'a [Path<'a>]),
}

/// The associated item that a generic argument names.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Binding<'a> {
    pub(in crate::facts) name: TextRange,
    pub(in crate::facts) arguments: &'a [Argument<'a>],
}
