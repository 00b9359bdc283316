//! Types and bounds (Rust reference, "Types").

use super::cursor::{Cursor, Known, List};
use super::paths::Style;
use super::tree::{Arguments, Path, Segment, Type};
use crate::facts::{Delimiter, FormKind, TokenKind};

impl<'a> Cursor<'_, 'a> {
    /// A type.
    pub(in crate::facts) fn ty(&mut self) -> Known<Type<'a>> {
        self.type_with(true)
    }

    /// A type; whether a `+` goes on with it depends on where it stands.
    pub(super) fn type_with(&mut self, plus: bool) -> Known<Type<'a>> {
        if self.is_open(0, Delimiter::Paren) {
            let types = self.inside(Delimiter::Paren, |cursor| {
                let types = cursor.comma_separated(Self::ty)?;
                let is_tuple = matches!(cursor.last(), Some(token)
                    if matches!(token.kind, TokenKind::Punct(',', _)));
                Some(match types {
                    [ty] if !is_tuple => Type::Inner(ty),
                    types => Type::Several(FormKind::Tuple(len(types)), types),
                })
            })?;
            return (!(plus && self.is(0, "+"))).then_some(types);
        }
        if self.is_open(0, Delimiter::Bracket) {
            return self.inside(Delimiter::Bracket, |cursor| {
                let element = cursor.ty()?;
                let element = cursor.alloc(element);
                if !cursor.eat(";") {
                    return Some(Type::Around(FormKind::Slice, element));
                }
                let len = cursor.expr()?;
                Some(Type::Array(element, cursor.alloc(len)))
            });
        }
        if self.eat("!") {
            return Some(Type::Plain);
        }
        if self.eat("*") {
            let kind = match self.eat_word("mut") {
                true => FormKind::MutablePointer,
                false if self.eat_word("const") => FormKind::Pointer,
                false => return None,
            };
            return self.pointed(kind);
        }
        if self.eat("&") {
            self.eat_lifetime();
            let kind = match self.eat_word("mut") {
                true => FormKind::MutableReference,
                false => FormKind::Reference,
            };
            return self.pointed(kind);
        }
        match self.word(0) {
            Some("_") => {
                self.skip(1);
                Some(Type::Plain)
            }
            Some(word @ ("dyn" | "impl")) => {
                self.skip(1);
                self.bounds(plus, word == "impl").map(Type::Bounds)
            }
            Some("for") => {
                self.bound_lifetimes()?;
                self.function_pointer()
            }
            Some("fn" | "unsafe" | "extern") => self.function_pointer(),
            _ => self.path_type(plus),
        }
    }

    fn path_type(&mut self, plus: bool) -> Known<Type<'a>> {
        if !self.starts_path() {
            return None;
        }
        let path = self.qualified_path(Style::Type)?;
        // An object type without a `dyn`.
        if self.starts_inputs() {
            return None;
        }
        if path.this.is_some() {
            return Some(Type::Path(self.alloc(path)));
        }
        if self.is(0, "!") && !self.is(0, "!=") && path.path.is_plain() {
            return self.call(path.path).map(Type::Macro);
        }
        // One of several bounds.
        if plus && self.is(0, "+") {
            return None;
        }
        Some(Type::Path(self.alloc(path)))
    }

    fn pointed(&mut self, kind: FormKind) -> Known<Type<'a>> {
        let ty = self.type_with(false)?;
        Some(Type::Around(kind, self.alloc(ty)))
    }

    fn function_pointer(&mut self) -> Known<Type<'a>> {
        self.eat_word("unsafe");
        if self.eat_word("extern") && self.is_string(0) {
            self.skip(1);
        }
        self.expect_word("fn")?;
        let inputs = self.inside(Delimiter::Paren, |cursor| {
            cursor.comma_separated(|cursor| {
                let has_name = cursor.is_ident(0) || cursor.is_word(0, "_");
                if has_name && cursor.is(1, ":") && !cursor.is(1, "::") {
                    cursor.skip(2);
                }
                cursor.ty()
            })
        })?;
        let kind = FormKind::Function(len(inputs));
        let types = self.with_output(inputs)?;
        Some(Type::Several(kind, types))
    }

    /// Types with the one behind `->`, if there is one.
    fn with_output(&mut self, inputs: &'a [Type<'a>]) -> Known<&'a [Type<'a>]> {
        if !self.eat("->") {
            return Some(inputs);
        }
        let mut types: List<_> = inputs.iter().copied().collect();
        types.push(self.type_with(false)?);
        Some(self.keep(&types))
    }

    /// The bounds behind `dyn` or `impl`, of which one has to be a trait.
    fn bounds(&mut self, plus: bool, captures: bool) -> Known<&'a [Path<'a>]> {
        let mut bounds = List::new();
        loop {
            if captures && self.is_word(0, "use") {
                self.captured()?;
            } else {
                bounds.extend(self.bound()?);
            }
            if !(plus && self.eat("+")) {
                break;
            }
            let goes_on = self.word(0).is_some()
                || self.is(0, "::")
                || self.is(0, "?")
                || self.is_lifetime(0)
                || self.is_open(0, Delimiter::Paren);
            if !goes_on {
                break;
            }
        }
        (!bounds.is_empty()).then(|| self.keep(&bounds))
    }

    /// `use<'a, T>`, which names parameters alone.
    fn captured(&mut self) -> Known<()> {
        self.expect_word("use")?;
        self.expect("<")?;
        let parameter = |cursor: &mut Self| {
            let is_known = cursor.ident().is_some() || cursor.eat_word("Self");
            (is_known || cursor.eat_lifetime()).then_some(())
        };
        self.list_to(">", parameter).map(drop)
    }

    /// A bound; a lifetime is no trait.
    pub(super) fn bound(&mut self) -> Known<Option<Path<'a>>> {
        if self.eat_lifetime() {
            return Some(None);
        }
        if self.is_open(0, Delimiter::Paren) {
            return self.inside(Delimiter::Paren, Self::trait_bound).map(Some);
        }
        self.trait_bound().map(Some)
    }

    fn trait_bound(&mut self) -> Known<Path<'a>> {
        if self.is_word(0, "for") {
            self.bound_lifetimes()?;
        } else {
            self.eat("?");
        }
        self.trait_path()
    }

    /// A path whose last name may have inputs and an output, as `Fn(u8) -> u8`.
    pub(in crate::facts) fn trait_path(&mut self) -> Known<Path<'a>> {
        let path = self.path(Style::Type)?;
        let (last, before) = path.segments.split_last()?;
        if !(self.starts_inputs() && matches!(last.arguments, Arguments::None)) {
            return Some(path);
        }
        self.eat("::");
        let inputs = self.inside(Delimiter::Paren, |cursor| cursor.comma_separated(Self::ty))?;
        let arguments = Arguments::Paren(self.with_output(inputs)?);
        let mut segments: List<_> = before.iter().copied().collect();
        segments.push(Segment { arguments, ..*last });
        Some(Path {
            segments: self.keep(&segments),
            ..path
        })
    }

    /// Whether the inputs of a trait such as `Fn` are next.
    fn starts_inputs(&self) -> bool {
        self.is_open(0, Delimiter::Paren) || self.is(0, "::") && self.is_open(2, Delimiter::Paren)
    }

    /// `for<'a>`
    pub(super) fn bound_lifetimes(&mut self) -> Known<()> {
        self.expect_word("for")?;
        self.expect("<")?;
        let lifetime = |cursor: &mut Self| cursor.eat_lifetime().then_some(());
        self.list_to(">", lifetime).map(drop)
    }
}

fn len(types: &[Type<'_>]) -> u32 {
    u32::try_from(types.len()).unwrap_or(u32::MAX)
}
