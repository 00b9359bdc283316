//! Items of modules (Rust reference, "Items").

use super::cursor::{Cursor, Known};
use super::paths::Style;
use super::tree::Attributes;
use super::tree::item::{
    Constant, Field, Fields, Generics, Input, Item, ItemKind, UnreadCall, UseTree, Variant,
    Visibility,
};
use crate::facts::{Delimiter, TextRange};

/// What items are inside of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    Module,
    Foreign,
}

impl<'a> Cursor<'_, 'a> {
    /// All that is left: inner attributes, and items.
    pub(in crate::facts) fn file(&mut self) -> Known<(Attributes<'a>, &'a [Item<'a>])> {
        self.items(Around::Module)
    }

    fn items(&mut self, around: Around) -> Known<(Attributes<'a>, &'a [Item<'a>])> {
        let attributes = self.inner_attributes()?;
        let mut items: smallvec::SmallVec<[Item<'a>; 16]> = smallvec::SmallVec::new();
        while !self.is_empty() {
            items.push(match around {
                Around::Module => self.item()?,
                Around::Foreign => self.foreign_item()?,
            });
        }
        Some((attributes, self.keep(&items)))
    }

    /// An item with its attributes.
    pub(in crate::facts) fn item(&mut self) -> Known<Item<'a>> {
        let attributes = self.attributes()?;
        self.item_with(attributes)
    }

    /// An item, whose attributes were read.
    pub(super) fn item_with(&mut self, attributes: Attributes<'a>) -> Known<Item<'a>> {
        let mut item = Item {
            attributes,
            visibility: Visibility::Inherited,
            kind: ItemKind::Foreign(&[]),
        };
        if let Some((_, behind)) = self.plain_path()
            && self.is(behind, "!")
        {
            item.kind = self.macro_item()?;
            return Some(item);
        }
        item.visibility = self.visibility()?;
        let is_private = matches!(item.visibility, Visibility::Inherited);
        if self.eats_function_head(&[]) {
            let (name, function, inner) = self.function(true)?;
            function.body?;
            item.attributes = self.joined(attributes, inner);
            item.kind = ItemKind::Fn(name, function);
            return Some(item);
        }
        let (kind, inner) = match (self.word(0)?, self.word(1)) {
            ("use", _) => (self.use_item()?, &[][..]),
            ("extern", Some("crate")) => (self.extern_crate()?, &[][..]),
            ("extern", _) if is_private => self.foreign()?,
            ("unsafe", Some("extern")) if is_private => {
                self.skip(1);
                self.foreign()?
            }
            ("mod", _) => self.module()?,
            ("type", _) => (self.type_alias()?, &[][..]),
            ("struct", _) => (self.struct_item()?, &[][..]),
            ("union", Some(_)) => (self.union_item()?, &[][..]),
            ("enum", _) => (self.enum_item()?, &[][..]),
            ("const", _) => (self.const_item()?, &[][..]),
            ("static", _) => (self.static_item(true)?, &[][..]),
            ("trait", _) | ("auto" | "unsafe", Some("trait")) | ("unsafe", Some("auto")) => {
                self.trait_item()?
            }
            ("impl", _) | ("default" | "unsafe", Some("impl")) if is_private => self.impl_item()?,
            _ => return None,
        };
        item.attributes = self.joined(attributes, inner);
        item.kind = kind;
        Some(item)
    }

    /// `macro_rules! name {…}`, or a call.
    fn macro_item(&mut self) -> Known<ItemKind<'a>> {
        let is_rules = self.is_word(0, "macro_rules");
        if self.is_word(0, "Self") {
            return None;
        }
        let path = self.path(Style::Expr)?;
        self.expect("!")?;
        if is_rules && self.is_ident(0) {
            let name = self.ident()?;
            return Some(ItemKind::MacroRules(name, self.input()?));
        }
        let input = self.input()?;
        Some(ItemKind::Call(self.alloc(UnreadCall { path, input })))
    }

    /// A macro call that stands for items of a trait or an `impl`.
    pub(super) fn unread_call(&mut self) -> Known<&'a UnreadCall<'a>> {
        match self.macro_item()? {
            ItemKind::Call(call) => Some(call),
            _ => None,
        }
    }

    /// What a macro is handed, and the semicolon behind it if there has to be one.
    fn input(&mut self) -> Known<Input> {
        let (range, tokens) = self.between()?;
        let is_braced = self.is_open(0, Delimiter::Brace);
        self.skip_to(tokens.1 as usize + 1);
        if !is_braced {
            self.expect(";")?;
        }
        Some(Input { range, tokens })
    }

    pub(super) fn visibility(&mut self) -> Known<Visibility<'a>> {
        if !self.eat_word("pub") {
            return Some(Visibility::Inherited);
        }
        if !self.is_open(0, Delimiter::Paren) {
            return Some(Visibility::Public);
        }
        let (open, close) = self.delimiters(0)?;
        let starts = match self.word(1) {
            Some("in") => true,
            // A field of a tuple may have a type in parentheses.
            Some("crate" | "self" | "super") => close == open + 2,
            _ => false,
        };
        if !starts {
            return Some(Visibility::Public);
        }
        let path = self.inside(Delimiter::Paren, |cursor| {
            cursor.eat_word("in");
            let (_, behind) = cursor.plain_path()?;
            let path = cursor.path(Style::Expr)?;
            (behind > 0 && path.is_plain()).then_some(path)
        })?;
        Some(Visibility::Restricted(path))
    }

    fn use_item(&mut self) -> Known<ItemKind<'a>> {
        self.expect_word("use")?;
        let leading_colons = self.eat("::");
        let tree = self.use_tree(!leading_colons)?;
        self.expect(";")?;
        Some(ItemKind::Use(leading_colons, self.alloc(tree)))
    }

    /// A tree; before the first name, those in a group may start with `::`.
    fn use_tree(&mut self, may_be_rooted: bool) -> Known<UseTree<'a>> {
        if self.is_open(0, Delimiter::Brace) {
            let trees = self.inside(Delimiter::Brace, |cursor| {
                cursor.comma_separated(|cursor| cursor.use_tree_in_group(may_be_rooted))
            })?;
            return Some(UseTree::Group(trees));
        }
        if self.eat("*") {
            return Some(UseTree::Glob(self.last()?.range));
        }
        let is_root = matches!(self.word(0), Some("self" | "super" | "crate"));
        if !(is_root || self.is_ident(0)) {
            return None;
        }
        let name = self.peek(0)?.range;
        self.skip(1);
        if self.eat("::") {
            let tree = self.use_tree(false)?;
            return Some(UseTree::Path(name, self.alloc(tree)));
        }
        if !self.eat_word("as") {
            return Some(UseTree::Name(name, name));
        }
        Some(UseTree::Name(name, self.ident_or_underscore()?))
    }

    fn use_tree_in_group(&mut self, may_be_rooted: bool) -> Known<UseTree<'a>> {
        if !may_be_rooted || !self.eat("::") {
            return self.use_tree(may_be_rooted);
        }
        let tree = self.use_tree(false)?;
        Some(UseTree::Rooted(self.alloc(tree)))
    }

    pub(super) fn ident_or_underscore(&mut self) -> Known<TextRange> {
        match self.eat_word("_") {
            true => self.last().map(|token| token.range),
            false => self.ident(),
        }
    }

    fn extern_crate(&mut self) -> Known<ItemKind<'a>> {
        self.skip(2);
        let name = match self.eat_word("self") {
            true => self.last()?.range,
            false => self.ident()?,
        };
        let rename = match self.eat_word("as") {
            true => Some(self.ident_or_underscore()?),
            false => None,
        };
        self.expect(";")?;
        Some(ItemKind::ExternCrate(name, rename))
    }

    fn module(&mut self) -> Known<(ItemKind<'a>, Attributes<'a>)> {
        self.expect_word("mod")?;
        let name = self.ident()?;
        if self.eat(";") {
            return Some((ItemKind::Module(name, None), &[]));
        }
        let (attributes, items) =
            self.inside(Delimiter::Brace, |cursor| cursor.items(Around::Module))?;
        Some((ItemKind::Module(name, Some(items)), attributes))
    }

    fn foreign(&mut self) -> Known<(ItemKind<'a>, Attributes<'a>)> {
        self.expect_word("extern")?;
        self.skip(usize::from(self.is_string(0)));
        let (attributes, items) =
            self.inside(Delimiter::Brace, |cursor| cursor.items(Around::Foreign))?;
        Some((ItemKind::Foreign(items), attributes))
    }

    fn foreign_item(&mut self) -> Known<Item<'a>> {
        let attributes = self.attributes()?;
        let visibility = self.visibility()?;
        let kind = if self.eats_function_head(&["safe"]) {
            let (name, function, _) = self.function(false)?;
            ItemKind::Fn(name, function)
        } else if self.eat_word("type") {
            let name = self.ident()?;
            self.expect(";")?;
            ItemKind::ForeignType(name)
        } else {
            let _ = self.eat_word("safe") || self.eat_word("unsafe");
            self.static_item(false)?
        };
        Some(Item {
            attributes,
            visibility,
            kind,
        })
    }

    fn type_alias(&mut self) -> Known<ItemKind<'a>> {
        self.expect_word("type")?;
        let name = self.ident()?;
        let mut generics = self.generics()?;
        let has_where = self.predicates(&mut generics)?;
        self.expect("=")?;
        let ty = self.ty()?;
        if !has_where {
            self.predicates(&mut generics)?;
        }
        self.expect(";")?;
        let generics = self.alloc(generics);
        Some(ItemKind::TypeAlias(name, generics, self.alloc(ty)))
    }

    fn const_item(&mut self) -> Known<ItemKind<'a>> {
        self.expect_word("const")?;
        let name = self.ident_or_underscore()?;
        let constant = self.constant()?;
        constant.value?;
        Some(ItemKind::Const(name, constant))
    }

    /// What is behind the name of a constant or a static.
    pub(super) fn constant(&mut self) -> Known<&'a Constant<'a>> {
        self.expect(":")?;
        let ty = self.ty()?;
        let value = self.read_behind("=", Self::expr)?;
        self.expect(";")?;
        Some(self.alloc(Constant { ty, value }))
    }

    fn static_item(&mut self, has_value: bool) -> Known<ItemKind<'a>> {
        self.expect_word("static")?;
        self.eat_word("mut");
        let name = self.ident()?;
        let constant = self.constant()?;
        let is_known = constant.value.is_some() == has_value;
        is_known.then_some(ItemKind::Static(name, constant))
    }

    fn struct_item(&mut self) -> Known<ItemKind<'a>> {
        self.expect_word("struct")?;
        let name = self.ident()?;
        let mut generics = self.generics()?;
        let has_where = self.predicates(&mut generics)?;
        let fields = match self.is_open(0, Delimiter::Brace) {
            true => self.fields()?,
            false => {
                let mut fields = Fields::Unit;
                if !has_where {
                    fields = self.fields()?;
                    self.predicates(&mut generics)?;
                }
                self.expect(";")?;
                fields
            }
        };
        Some(ItemKind::Struct(name, self.alloc(generics), fields))
    }

    fn union_item(&mut self) -> Known<ItemKind<'a>> {
        self.expect_word("union")?;
        let name = self.ident()?;
        let mut generics = self.generics()?;
        self.predicates(&mut generics)?;
        let fields = match self.is_open(0, Delimiter::Brace) {
            true => self.fields()?,
            false => return None,
        };
        Some(ItemKind::Union(name, self.alloc(generics), fields))
    }

    fn enum_item(&mut self) -> Known<ItemKind<'a>> {
        self.expect_word("enum")?;
        let name = self.ident()?;
        let mut generics = self.generics()?;
        self.predicates(&mut generics)?;
        let variants = self.inside(Delimiter::Brace, |cursor| {
            cursor.comma_separated(Self::variant)
        })?;
        let generics: &Generics<'_> = self.alloc(generics);
        Some(ItemKind::Enum(name, generics, variants))
    }

    fn variant(&mut self) -> Known<Variant<'a>> {
        let attributes = self.attributes()?;
        let name = self.ident()?;
        let fields = self.fields()?;
        let discriminant = self.read_behind("=", Self::expr)?;
        Some(Variant {
            attributes,
            name,
            fields,
            discriminant,
        })
    }

    fn fields(&mut self) -> Known<Fields<'a>> {
        if self.is_open(0, Delimiter::Brace) {
            let fields = |cursor: &mut Self| cursor.comma_separated(Self::named_field);
            return self.inside(Delimiter::Brace, fields).map(Fields::Named);
        }
        if self.is_open(0, Delimiter::Paren) {
            let fields = |cursor: &mut Self| cursor.comma_separated(Self::tuple_field);
            return self.inside(Delimiter::Paren, fields).map(Fields::Tuple);
        }
        Some(Fields::Unit)
    }

    fn named_field(&mut self) -> Known<Field<'a>> {
        let attributes = self.attributes()?;
        let visibility = self.visibility()?;
        let name = self.ident()?;
        self.expect(":")?;
        Some(Field {
            attributes,
            visibility,
            name,
            ty: self.ty()?,
        })
    }

    fn tuple_field(&mut self) -> Known<Field<'a>> {
        let attributes = self.attributes()?;
        let visibility = self.visibility()?;
        let start = self.peek(0)?.range.start;
        Some(Field {
            attributes,
            visibility,
            name: TextRange { start, end: start },
            ty: self.ty()?,
        })
    }
}
