//! Items as a tree, as far as names are concerned.
//!
//! Apart from the tree of code, of which items hold parts, and which holds items.

use super::{Attributes, Block, Expr, Path, Pattern, Type};
use crate::facts::TextRange;
use crate::facts::tokens::Tokens;

/// An item of a module, of a block, or of an `extern` block.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Item<'a> {
    /// Its own, and behind them those inside of its braces.
    pub(in crate::facts) attributes: Attributes<'a>,
    pub(in crate::facts) visibility: Visibility<'a>,
    pub(in crate::facts) kind: ItemKind<'a>,
}

/// A declared visibility.
#[derive(Clone, Copy)]
pub(in crate::facts) enum Visibility<'a> {
    Inherited,
    Public,
    /// `pub(in path)`, also without the `in`.
    Restricted(Path<'a>),
}

/// What an item is.
#[derive(Clone, Copy)]
pub(in crate::facts) enum ItemKind<'a> {
    /// `use`, and whether its path starts with `::`.
    Use(bool, &'a UseTree<'a>),
    /// `extern crate`, and what is behind `as`.
    ExternCrate(TextRange, Option<TextRange>),
    /// A module, and what is in its braces.
    Module(TextRange, Option<&'a [Item<'a>]>),
    /// `macro_rules!`
    MacroRules(TextRange, Input),
    /// A macro call.
    Call(&'a UnreadCall<'a>),
    Impl(&'a Impl<'a>),
    Struct(TextRange, &'a Generics<'a>, Fields<'a>),
    Union(TextRange, &'a Generics<'a>, Fields<'a>),
    Enum(TextRange, &'a Generics<'a>, &'a [Variant<'a>]),
    Trait(TextRange, &'a Trait<'a>),
    /// `trait Name = …;`
    TraitAlias(TextRange, &'a Generics<'a>, &'a [Path<'a>]),
    TypeAlias(TextRange, &'a Generics<'a>, &'a Type<'a>),
    Fn(TextRange, &'a Function<'a>),
    Const(TextRange, &'a Constant<'a>),
    Static(TextRange, &'a Constant<'a>),
    /// An `extern` block.
    Foreign(&'a [Item<'a>]),
    /// A type of an `extern` block.
    ForeignType(TextRange),
}

/// A part of a `use` tree.
#[derive(Clone, Copy)]
pub(in crate::facts) enum UseTree<'a> {
    /// `name::…`
    Path(TextRange, &'a UseTree<'a>),
    /// `name`, or `name as other`.
    Name(TextRange, TextRange),
    /// `*`
    Glob(TextRange),
    /// `{…}`
    Group(&'a [UseTree<'a>]),
    /// `::…` inside of braces.
    Rooted(&'a UseTree<'a>),
}

/// What a macro is handed, without the delimiters.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Input {
    pub(in crate::facts) range: TextRange,
    pub(in crate::facts) tokens: Tokens,
}

/// A macro call that stands for items.
#[derive(Clone, Copy)]
pub(in crate::facts) struct UnreadCall<'a> {
    pub(in crate::facts) path: Path<'a>,
    pub(in crate::facts) input: Input,
}

/// Generic parameters, and the predicates of a `where`.
#[derive(Clone, Copy, Default)]
pub(in crate::facts) struct Generics<'a> {
    pub(in crate::facts) params: &'a [Param<'a>],
    pub(in crate::facts) predicates: &'a [Predicate<'a>],
}

/// A generic parameter.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Param<'a> {
    pub(in crate::facts) attributes: Attributes<'a>,
    pub(in crate::facts) kind: ParamKind<'a>,
}

/// What a generic parameter is.
#[derive(Clone, Copy)]
pub(in crate::facts) enum ParamKind<'a> {
    Lifetime,
    /// A type, with its bounds and its default.
    Type(TextRange, &'a [Path<'a>], Option<Type<'a>>),
    /// A constant, with its type and its default.
    Const(TextRange, Type<'a>, Option<Expr<'a>>),
}

/// What a `where` says of a type.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Predicate<'a> {
    pub(in crate::facts) ty: Type<'a>,
    pub(in crate::facts) bounds: &'a [Path<'a>],
}

/// The fields of a struct or a variant.
#[derive(Clone, Copy)]
pub(in crate::facts) enum Fields<'a> {
    Unit,
    Tuple(&'a [Field<'a>]),
    Named(&'a [Field<'a>]),
}

/// A field.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Field<'a> {
    pub(in crate::facts) attributes: Attributes<'a>,
    pub(in crate::facts) visibility: Visibility<'a>,
    /// Its name; one without is known by the place of its type, and this is empty.
    pub(in crate::facts) name: TextRange,
    pub(in crate::facts) ty: Type<'a>,
}

/// A variant of an enum.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Variant<'a> {
    pub(in crate::facts) attributes: Attributes<'a>,
    pub(in crate::facts) name: TextRange,
    pub(in crate::facts) fields: Fields<'a>,
    pub(in crate::facts) discriminant: Option<Expr<'a>>,
}

/// A trait.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Trait<'a> {
    pub(in crate::facts) generics: Generics<'a>,
    pub(in crate::facts) supertraits: &'a [Path<'a>],
    pub(in crate::facts) items: &'a [AssocItem<'a>],
}

/// An `impl`.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Impl<'a> {
    pub(in crate::facts) generics: Generics<'a>,
    pub(in crate::facts) of_trait: Option<Path<'a>>,
    pub(in crate::facts) self_type: Type<'a>,
    pub(in crate::facts) items: &'a [AssocItem<'a>],
}

/// An item of a trait or an `impl`.
#[derive(Clone, Copy)]
pub(in crate::facts) struct AssocItem<'a> {
    pub(in crate::facts) attributes: Attributes<'a>,
    pub(in crate::facts) visibility: Visibility<'a>,
    pub(in crate::facts) kind: AssocKind<'a>,
}

/// What an item of a trait or an `impl` is.
#[derive(Clone, Copy)]
pub(in crate::facts) enum AssocKind<'a> {
    Fn(TextRange, &'a Function<'a>),
    Const(TextRange, &'a Constant<'a>),
    Type(TextRange, &'a AssocType<'a>),
    /// A macro call.
    Call(&'a UnreadCall<'a>),
}

/// An associated type.
#[derive(Clone, Copy)]
pub(in crate::facts) struct AssocType<'a> {
    pub(in crate::facts) generics: Generics<'a>,
    pub(in crate::facts) bounds: &'a [Path<'a>],
    /// What it is, or is if nobody says.
    pub(in crate::facts) ty: Option<Type<'a>>,
}

/// A constant, or a static.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Constant<'a> {
    pub(in crate::facts) ty: Type<'a>,
    pub(in crate::facts) value: Option<Expr<'a>>,
}

/// A function, apart from its name.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Function<'a> {
    pub(in crate::facts) generics: Generics<'a>,
    pub(in crate::facts) parameters: &'a [Parameter<'a>],
    pub(in crate::facts) output: Option<Type<'a>>,
    pub(in crate::facts) body: Option<Block<'a>>,
}

/// A parameter of a function. `self` binds nothing, and needs no type.
#[derive(Clone, Copy)]
pub(in crate::facts) struct Parameter<'a> {
    pub(in crate::facts) attributes: Attributes<'a>,
    pub(in crate::facts) pattern: Pattern<'a>,
    pub(in crate::facts) ty: Option<Type<'a>>,
}
