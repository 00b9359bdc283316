//! Traits, `impl`s, and functions: what has generic parameters and a body.

use super::cursor::{Cursor, Known, List};
use super::tree::item::{
    AssocItem, AssocKind, AssocType, Function, Generics, Impl, ItemKind, Param, ParamKind,
    Parameter, Predicate, Trait, Visibility,
};
use super::tree::{Attributes, Expr, Path, Pattern, QualifiedPath, Type};
use crate::facts::{Delimiter, TextRange, Token};

impl<'a> Cursor<'_, 'a> {
    /// A trait, or an alias of some.
    pub(super) fn trait_item(&mut self) -> Known<(ItemKind<'a>, Attributes<'a>)> {
        let is_special = self.eat_word("unsafe") | self.eat_word("auto");
        self.expect_word("trait")?;
        let name = self.ident()?;
        let mut generics = self.generics()?;
        if !is_special && self.eat("=") {
            let bounds = self.bound_list()?;
            self.predicates(&mut generics)?;
            self.expect(";")?;
            let generics = self.alloc(generics);
            return Some((ItemKind::TraitAlias(name, generics, bounds), &[]));
        }
        let supertraits = self.read_behind(":", Self::bound_list)?.unwrap_or_default();
        self.predicates(&mut generics)?;
        let (attributes, items) = self.inside(Delimiter::Brace, |cursor| {
            cursor.assoc_items(Self::item_of_trait)
        })?;
        let item = self.alloc(Trait {
            generics,
            supertraits,
            items,
        });
        Some((ItemKind::Trait(name, item), attributes))
    }

    /// An `impl`.
    pub(super) fn impl_item(&mut self) -> Known<(ItemKind<'a>, Attributes<'a>)> {
        self.eat_word("default");
        self.eat_word("unsafe");
        self.expect_word("impl")?;
        let mut generics = match self.is(0, "<") {
            true if self.starts_params() => self.generics()?,
            true => return None,
            false => Generics::default(),
        };
        let is_negative = self.eat("!");
        let mut of_trait = None;
        let mut self_type = self.self_type()?;
        if self.eat_word("for") {
            let Type::Path(QualifiedPath { this: None, path }) = self_type else {
                return None;
            };
            of_trait = Some(*path);
            self_type = self.self_type()?;
        } else if is_negative {
            return None;
        }
        self.predicates(&mut generics)?;
        let (attributes, items) = self.inside(Delimiter::Brace, |cursor| {
            cursor.assoc_items(Self::item_of_impl)
        })?;
        let item = self.alloc(Impl {
            generics,
            of_trait,
            self_type,
            items,
        });
        Some((ItemKind::Impl(item), attributes))
    }

    fn self_type(&mut self) -> Known<Type<'a>> {
        let start = self.at();
        if self.is_word(0, "const") {
            return None;
        }
        let ty = self.ty()?;
        // It is about the first trait of a `dyn`, and `impl` has no place there.
        let mut tokens = self.slice(start, self.at()).iter();
        let is_impl = |token: &Token| token.text(self.text) == "impl";
        (!tokens.any(is_impl)).then_some(ty)
    }

    /// Whether the `<` that is next starts generic parameters, and no path.
    fn starts_params(&self) -> bool {
        let is_param = (self.is_ident(1) || self.is_lifetime(1))
            && (self.is(2, ":") && !self.is(2, "::")
                || [",", ">", "="].iter().any(|next| self.is(2, next)));
        self.is(1, ">") || self.is(1, "#") || self.is_word(1, "const") || is_param
    }

    fn assoc_items(
        &mut self,
        item: fn(&mut Self) -> Known<AssocItem<'a>>,
    ) -> Known<(Attributes<'a>, &'a [AssocItem<'a>])> {
        let attributes = self.inner_attributes()?;
        let mut items = List::new();
        while !self.is_empty() {
            items.push(item(self)?);
        }
        Some((attributes, self.keep(&items)))
    }

    fn item_of_trait(&mut self) -> Known<AssocItem<'a>> {
        let attributes = self.attributes()?;
        let (kind, inner) = self.assoc_kind()?;
        Some(AssocItem {
            attributes: self.joined(attributes, inner),
            visibility: Visibility::Inherited,
            kind,
        })
    }

    fn item_of_impl(&mut self) -> Known<AssocItem<'a>> {
        let attributes = self.attributes()?;
        let visibility = self.visibility()?;
        let is_default = self.is_word(0, "default") && self.word(1).is_some();
        self.skip(usize::from(is_default));
        let (kind, inner) = self.assoc_kind()?;
        let is_known = match kind {
            AssocKind::Fn(_, function) => function.body.is_some(),
            AssocKind::Const(_, constant) => constant.value.is_some(),
            AssocKind::Type(_, of) => of.ty.is_some() && of.bounds.is_empty(),
            AssocKind::Call(_) => !is_default && matches!(visibility, Visibility::Inherited),
        };
        is_known.then_some(AssocItem {
            attributes: self.joined(attributes, inner),
            visibility,
            kind,
        })
    }

    fn assoc_kind(&mut self) -> Known<(AssocKind<'a>, Attributes<'a>)> {
        if let Some((_, behind)) = self.plain_path()
            && self.is(behind, "!")
        {
            return Some((AssocKind::Call(self.unread_call()?), &[]));
        }
        if self.eats_function_head(&[]) {
            let (name, function, inner) = self.function(true)?;
            return Some((AssocKind::Fn(name, function), inner));
        }
        if self.eat_word("const") {
            let name = self.ident_or_underscore()?;
            return Some((AssocKind::Const(name, self.constant()?), &[]));
        }
        self.expect_word("type")?;
        let name = self.ident()?;
        let mut generics = self.generics()?;
        let bounds = match self.read_behind(":", Self::bound_list)? {
            // In an `impl`, `syn` takes it for something that it does not know.
            Some([]) => return None,
            bounds => bounds.unwrap_or_default(),
        };
        let has_where = self.predicates(&mut generics)?;
        let ty = self.read_behind("=", Self::ty)?;
        if !has_where {
            self.predicates(&mut generics)?;
        }
        self.expect(";")?;
        let of = self.alloc(AssocType {
            generics,
            bounds,
            ty,
        });
        Some((AssocKind::Type(name, of), &[]))
    }

    /// Takes the words before the `fn` of a function, and the `fn`; takes nothing if
    /// they belong to something else.
    pub(super) fn eats_function_head(&mut self, further: &[&str]) -> bool {
        let mut ahead = 0;
        ahead += usize::from(self.is_word(ahead, "const"));
        ahead += usize::from(self.is_word(ahead, "async"));
        let is_safety = |word: &str| word == "unsafe" || further.contains(&word);
        ahead += usize::from(self.word(ahead).is_some_and(is_safety));
        if self.is_word(ahead, "extern") {
            ahead += 1 + usize::from(self.is_string(ahead + 1));
        }
        let is_function = self.is_word(ahead, "fn");
        self.skip(if is_function { ahead + 1 } else { 0 });
        is_function
    }

    /// A function from its name on, and the attributes inside of its body. Without one,
    /// it ends with a semicolon.
    pub(super) fn function(
        &mut self,
        may_have_body: bool,
    ) -> Known<(TextRange, &'a Function<'a>, Attributes<'a>)> {
        let name = self.ident()?;
        let mut generics = self.generics()?;
        let parameters = self.inside(Delimiter::Paren, |cursor| {
            let mut parameters = List::new();
            while !cursor.is_empty() {
                // Foreign functions take further ones.
                if !may_have_body && cursor.eat("...") {
                    break;
                }
                parameters.push(cursor.parameter(parameters.is_empty())?);
                if !cursor.is_empty() {
                    cursor.expect(",")?;
                }
            }
            Some(cursor.keep(&parameters))
        })?;
        let output = self.read_behind("->", Self::ty)?;
        self.predicates(&mut generics)?;
        let (body, attributes) = match self.eat(";") {
            true => (None, &[][..]),
            false if may_have_body => self.inside(Delimiter::Brace, |cursor| {
                let attributes = cursor.inner_attributes()?;
                Some((Some(cursor.statements()?), attributes))
            })?,
            false => return None,
        };
        let function = self.alloc(Function {
            generics,
            parameters,
            output,
            body,
        });
        Some((name, function, attributes))
    }

    fn parameter(&mut self, is_first: bool) -> Known<Parameter<'a>> {
        let attributes = self.attributes()?;
        let mut parameter = Parameter {
            attributes,
            pattern: Pattern::Plain,
            ty: None,
        };
        if is_first && self.eats_self()? {
            parameter.ty = self.read_behind(":", Self::ty)?;
            return Some(parameter);
        }
        parameter.pattern = self.single_pattern()?;
        self.expect(":")?;
        parameter.ty = Some(self.ty()?);
        Some(parameter)
    }

    /// Takes `self`, with what may be before it; `None` if a type is behind a reference
    /// to it.
    fn eats_self(&mut self) -> Known<bool> {
        let is_reference = self.is(0, "&");
        let mut ahead = usize::from(is_reference);
        ahead += usize::from(is_reference && self.is_lifetime(ahead));
        ahead += usize::from(self.is_word(ahead, "mut"));
        if !self.is_word(ahead, "self") || self.is(ahead + 1, "::") {
            return Some(false);
        }
        self.skip(ahead + 1);
        (!(is_reference && self.is(0, ":"))).then_some(true)
    }

    /// Generic parameters, if there are some.
    pub(super) fn generics(&mut self) -> Known<Generics<'a>> {
        if !self.eat("<") {
            return Some(Generics::default());
        }
        let params = self.list_to(">", |cursor| {
            let attributes = cursor.attributes()?;
            let kind = cursor.param()?;
            Some(Param { attributes, kind })
        })?;
        Some(Generics {
            params,
            predicates: &[],
        })
    }

    fn param(&mut self) -> Known<ParamKind<'a>> {
        if self.eat_lifetime() {
            if self.eat(":") {
                self.lifetimes()?;
            }
            return Some(ParamKind::Lifetime);
        }
        if self.eat_word("const") {
            let name = self.ident()?;
            self.expect(":")?;
            let ty = self.ty()?;
            let default = self.read_behind("=", Self::const_argument)?;
            return Some(ParamKind::Const(name, ty, default));
        }
        let name = self.ident()?;
        let bounds = self.read_behind(":", Self::bound_list)?.unwrap_or_default();
        let default = self.read_behind("=", Self::ty)?;
        Some(ParamKind::Type(name, bounds, default))
    }

    /// A literal, or a block.
    fn const_argument(&mut self) -> Known<Expr<'a>> {
        if self.eat_literal() {
            return Some(Expr::Plain);
        }
        self.block().map(Expr::Block)
    }

    /// The bounds of a lifetime.
    fn lifetimes(&mut self) -> Known<()> {
        while self.eat_lifetime() {
            if !self.eat("+") {
                break;
            }
        }
        Some(())
    }

    /// Bounds, of which there may be none.
    fn bound_list(&mut self) -> Known<&'a [Path<'a>]> {
        let mut bounds = List::new();
        loop {
            let is_end = self.is_empty()
                || [",", ">", "=", ";"].iter().any(|end| self.is(0, end))
                || self.is_open(0, Delimiter::Brace)
                || self.is_word(0, "where");
            if is_end {
                break;
            }
            bounds.extend(self.bound()?);
            if !self.eat("+") {
                break;
            }
        }
        Some(self.keep(&bounds))
    }

    /// The predicates of a `where`, if there is one; returns whether there is.
    pub(super) fn predicates(&mut self, generics: &mut Generics<'a>) -> Known<bool> {
        if !self.eat_word("where") {
            return Some(false);
        }
        let mut predicates = List::new();
        loop {
            let is_end = self.is_open(0, Delimiter::Brace)
                || self.is(0, ";")
                || self.is(0, ":") && !self.is(0, "::")
                || self.is(0, "=");
            if is_end || self.is_empty() {
                break;
            }
            predicates.extend(self.predicate()?);
            if !self.eat(",") {
                break;
            }
        }
        generics.predicates = self.keep(&predicates);
        Some(true)
    }

    fn predicate(&mut self) -> Known<Option<Predicate<'a>>> {
        if self.eat_lifetime() {
            self.expect(":")?;
            self.lifetimes()?;
            return Some(None);
        }
        if self.is_word(0, "for") {
            self.bound_lifetimes()?;
        }
        let ty = self.ty()?;
        self.expect(":")?;
        let bounds = self.bound_list()?;
        Some(Some(Predicate { ty, bounds }))
    }
}
