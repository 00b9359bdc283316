//! Paths and their generic arguments (Rust reference, "Paths").

use super::cursor::{Cursor, Known, List};
use super::tree::{Argument, Arguments, Binding, Path, QualifiedPath, Segment, SelfOf, Type};
use crate::facts::{Delimiter, TextRange};

/// Where a path stands: in an expression, generic arguments need a `::` before them.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Expr,
    Type,
}

impl<'a> Cursor<'_, 'a> {
    /// Whether a path may be next. A `<` that starts one is no operator there.
    pub(super) fn starts_path(&self) -> bool {
        self.is_ident(0)
            || self.is(0, "::")
            || self.is(0, "<")
            || matches!(self.word(0), Some("self" | "Self" | "super" | "crate"))
    }

    /// A path that may start with `<Type as Trait>`.
    pub(super) fn qualified_path(&mut self, style: Style) -> Known<QualifiedPath<'a>> {
        if !self.eat("<") {
            let path = self.path(style)?;
            return Some(QualifiedPath { this: None, path });
        }
        let ty = self.ty()?;
        let mut segments = List::new();
        let mut leading_colons = false;
        let has_trait = self.eat_word("as");
        if has_trait {
            let path = self.path(Style::Type)?;
            leading_colons = path.leading_colons;
            segments.extend(path.segments.iter().copied());
        }
        self.expect(">")?;
        self.expect("::")?;
        loop {
            segments.push(self.segment(style)?);
            if !self.eat("::") {
                break;
            }
        }
        let path = Path {
            leading_colons,
            segments: self.keep(&segments),
        };
        Some(QualifiedPath {
            this: Some(self.alloc(SelfOf { ty, has_trait })),
            path,
        })
    }

    /// A path.
    pub(super) fn path(&mut self, style: Style) -> Known<Path<'a>> {
        let leading_colons = self.eat("::");
        let mut segments = List::new();
        segments.push(self.segment(style)?);
        while self.is(0, "::") && !self.is_open(2, Delimiter::Paren) {
            self.skip(2);
            segments.push(self.segment(style)?);
        }
        Some(Path {
            leading_colons,
            segments: self.keep(&segments),
        })
    }

    fn segment(&mut self, style: Style) -> Known<Segment<'a>> {
        let is_start = matches!(self.word(0), Some("super" | "self" | "crate"));
        if !(is_start || self.is_word(0, "Self") || self.is_ident(0)) {
            return None;
        }
        let name = self.peek(0)?.range;
        self.skip(1);
        let has_arguments = !is_start
            && (style == Style::Type && self.is(0, "<") && !self.is(0, "<=") && !self.is(0, "<<=")
                || self.is(0, "::") && self.is(2, "<"));
        let arguments = match has_arguments {
            true => Arguments::Angle(self.angle_arguments()?),
            false => Arguments::None,
        };
        Some(Segment { name, arguments })
    }

    /// `<…>`, maybe with a `::` before it.
    pub(super) fn angle_arguments(&mut self) -> Known<&'a [Argument<'a>]> {
        self.eat("::");
        self.expect("<")?;
        let mut arguments = List::new();
        while !self.is(0, ">") {
            arguments.extend(self.argument()?);
            if self.is(0, ">") {
                break;
            }
            self.expect(",")?;
        }
        self.expect(">")?;
        Some(self.keep(&arguments))
    }

    /// A generic argument; lifetimes and literals are none here.
    fn argument(&mut self) -> Known<Option<Argument<'a>>> {
        if self.is_lifetime(0) && !self.is(1, "+") {
            self.skip(1);
            return Some(None);
        }
        if self.eat_literal() {
            return Some(None);
        }
        if self.is_open(0, Delimiter::Brace) {
            return Some(Some(Argument::Const(self.block()?)));
        }
        let ty = self.ty()?;
        if let Some(binding) = binding(&ty) {
            if self.eat("=") {
                return self.bound_argument(binding).map(Some);
            }
            if self.eat(":") {
                let mut bounds = List::new();
                while !(self.is(0, ",") || self.is(0, ">")) {
                    bounds.extend(self.bound()?);
                    if !self.eat("+") {
                        break;
                    }
                }
                let binding = self.alloc(binding);
                return Some(Some(Argument::Constraint(binding, self.keep(&bounds))));
            }
        }
        Some(Some(Argument::Type(ty)))
    }

    fn bound_argument(&mut self, binding: Binding<'a>) -> Known<Argument<'a>> {
        let binding = self.alloc(binding);
        if self.eat_literal() {
            return Some(Argument::AssocConst(binding, None));
        }
        if self.is_open(0, Delimiter::Brace) {
            return Some(Argument::AssocConst(binding, Some(self.block()?)));
        }
        Some(Argument::AssocType(binding, self.ty()?))
    }

    /// A path of names alone, as macros are called by.
    pub(super) fn plain_path(&self) -> Option<(TextRange, usize)> {
        let mut at = if self.is(0, "::") { 2 } else { 0 };
        loop {
            let is_name = self.is_ident(at)
                || matches!(self.word(at), Some("super" | "self" | "Self" | "crate"));
            if !is_name {
                return None;
            }
            let name = self.peek(at)?.range;
            at += 1;
            if !self.is(at, "::") {
                return Some((name, at));
            }
            at += 2;
        }
    }
}

/// A type that may as well be the name of an associated item.
fn binding<'a>(ty: &Type<'a>) -> Option<Binding<'a>> {
    let Type::Path(QualifiedPath { this: None, path }) = ty else {
        return None;
    };
    let [segment] = path.segments else {
        return None;
    };
    let arguments = match segment.arguments {
        Arguments::None => &[],
        Arguments::Angle(arguments) => arguments,
        Arguments::Paren(_) => return None,
    };
    (!path.leading_colons).then_some(Binding {
        name: segment.name,
        arguments,
    })
}
