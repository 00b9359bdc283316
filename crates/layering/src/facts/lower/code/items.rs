//! Items that were read without `syn`.

use smallvec::SmallVec;

use crate::facts::code::item::{
    Field, Fields, Input, Item, ItemKind, UnreadCall, Variant, Visibility as Declared,
};
use crate::facts::code::{Attributes, Expr, Type};
use crate::facts::lower::Lower;
use crate::facts::lower::calls::Called;
use crate::facts::lower::declare::Head;
use crate::facts::lower::imports::{Prefix, about_use};
use crate::facts::{
    Bounded, Constructor, Context, Expects, ItemKind as Kind, PathId, Produces, TextRange,
    Visibility,
};

impl<'t> Lower<'t> {
    /// A file, or items.
    pub(in crate::facts::lower) fn code_file(
        &mut self,
        attributes: Attributes<'_>,
        items: &[Item<'_>],
    ) {
        self.inner_attributes(attributes);
        self.attributes(attributes);
        self.code_items(items);
        self.bears(None, attributes, PathId(0));
    }

    fn code_items(&mut self, items: &[Item<'_>]) {
        items.iter().for_each(|item| self.code_item(item));
    }

    /// An item.
    pub(in crate::facts::lower) fn code_item(&mut self, item: &Item<'_>) {
        self.item_under(item.attributes, |lower| lower.code_item_inside(item));
    }

    fn code_item_inside(&mut self, item: &Item<'_>) {
        let attributes = item.attributes;
        let head = |lower: &mut Self, name| Head {
            name,
            visibility: lower.code_visibility(&item.visibility),
            attributes,
        };
        match item.kind {
            ItemKind::Use(leading_colons, tree) => {
                let visibility = self.code_visibility(&item.visibility);
                let about = about_use(leading_colons);
                self.code_use_tree(tree, &mut Prefix::new(), about, visibility);
            }
            ItemKind::ExternCrate(name, rename) => {
                let visibility = self.code_visibility(&item.visibility);
                self.extern_crate(visibility, (name, rename), attributes);
            }
            ItemKind::Module(name, items) => {
                let head = head(self, name);
                let walk = items.map(|items| |lower: &mut Self| lower.code_items(items));
                self.module(head, walk);
            }
            ItemKind::MacroRules(name, rules) => {
                self.macro_rules(name, attributes, unnamed(rules));
            }
            ItemKind::Call(call) => {
                self.attributes(attributes);
                self.code_unread(call, Produces::Items);
            }
            ItemKind::Impl(item) => self.code_impl(item, attributes),
            ItemKind::Struct(name, generics, fields) => {
                let constructor = self.code_constructor(&fields);
                let head = head(self, name);
                self.type_item(head, Kind::Struct(constructor), |lower| {
                    lower.code_declared_generics(generics);
                    lower.code_fields(&fields);
                });
            }
            ItemKind::Union(name, generics, fields) => {
                let head = head(self, name);
                self.type_item(head, Kind::Union, |lower| {
                    lower.code_declared_generics(generics);
                    lower.code_fields(&fields);
                });
            }
            ItemKind::Enum(name, generics, variants) => {
                let head = head(self, name);
                self.type_item(head, Kind::Enum, |lower| {
                    lower.code_declared_generics(generics);
                    variants
                        .iter()
                        .for_each(|variant| lower.code_variant(variant));
                });
            }
            ItemKind::Trait(name, item) => {
                let head = head(self, name);
                self.type_item(head, Kind::Trait, |lower| {
                    lower.code_declared_generics(&item.generics);
                    let this = lower.name("Self");
                    lower.bounds_of(Some(Bounded::Param(this)), |lower| {
                        lower.code_bounds(item.supertraits);
                    });
                    let items = item.items.iter();
                    items.for_each(|item| lower.code_assoc_item(item));
                });
            }
            ItemKind::TraitAlias(name, generics, bounds) => {
                let head = head(self, name);
                self.type_item(head, Kind::TraitAlias, |lower| {
                    lower.code_declared_generics(generics);
                    lower.code_bounds(bounds);
                });
            }
            ItemKind::TypeAlias(name, generics, ty) => {
                let head = head(self, name);
                self.type_alias(head, |lower| {
                    lower.code_declared_generics(generics);
                    lower.code_path_of_type(ty, Context::Type)
                });
            }
            ItemKind::Fn(name, function) => {
                let head = head(self, name);
                self.value_item(head, Kind::Fn, |lower| lower.code_function(function));
            }
            ItemKind::Const(name, constant) | ItemKind::Static(name, constant) => {
                let kind = match item.kind {
                    ItemKind::Const(..) => Kind::Const,
                    _ => Kind::Static,
                };
                let head = head(self, name);
                self.value_item(head, kind, |lower| lower.code_constant(constant));
            }
            ItemKind::Foreign(items) => {
                self.attributes(attributes);
                for item in items {
                    let conditions = self.conditions_of(item.attributes);
                    self.under(conditions, |lower| lower.code_item_inside(item));
                }
            }
            ItemKind::ForeignType(name) => {
                let head = head(self, name);
                let id = self.declare(head, Kind::Struct(Constructor::None));
                self.attributes_of(id, attributes);
            }
        }
    }

    /// A call whose input is read when the macro is known.
    pub(super) fn code_unread(&mut self, call: &UnreadCall<'_>, produces: Produces) {
        let path = self.code_path(&call.path, Expects::Macro, Context::MacroCall);
        self.unread_call(path, unnamed(call.input), produces);
    }

    pub(super) fn code_visibility(&mut self, visibility: &Declared<'_>) -> Visibility {
        match visibility {
            Declared::Inherited => Visibility::Inherited,
            Declared::Public => Visibility::Public,
            Declared::Restricted(path) => {
                let segments = path.segments.iter().map(|segment| segment.name);
                let segments: SmallVec<[TextRange; 4]> = segments.collect();
                self.restricted(path.leading_colons, &segments)
            }
        }
    }

    fn code_constructor(&mut self, fields: &Fields<'_>) -> Constructor {
        match fields {
            Fields::Named(_) => Constructor::None,
            Fields::Unit => Constructor::Unit,
            Fields::Tuple(fields) => {
                let declared = fields.iter().map(|field| &field.visibility);
                let narrowest = declared.min_by_key(|visibility| match visibility {
                    Declared::Inherited => 0,
                    Declared::Restricted(_) => 1,
                    Declared::Public => 2,
                });
                Constructor::Tuple(narrowest.map_or(Visibility::Public, |visibility| {
                    self.code_visibility(visibility)
                }))
            }
        }
    }

    fn code_fields(&mut self, fields: &Fields<'_>) {
        let (Fields::Named(fields) | Fields::Tuple(fields)) = fields else {
            return;
        };
        fields
            .iter()
            .for_each(|field| self.code_declared_field(field));
    }

    fn code_declared_field(&mut self, field: &Field<'_>) {
        let head = Head {
            name: field.name,
            visibility: self.code_visibility(&field.visibility),
            attributes: field.attributes,
        };
        self.field(head, |lower| {
            lower.code_path_of_type(&field.ty, Context::Type)
        });
    }

    fn code_variant(&mut self, variant: &Variant<'_>) {
        let constructor = match variant.fields {
            Fields::Named(_) => Constructor::None,
            Fields::Tuple(_) => Constructor::Tuple(Visibility::Public),
            Fields::Unit => Constructor::Unit,
        };
        self.variant((variant.name, variant.attributes), constructor, |lower| {
            lower.code_fields(&variant.fields);
            lower.code_some(variant.discriminant.as_ref());
        });
    }

    pub(super) fn code_some(&mut self, value: Option<&Expr<'_>>) {
        if let Some(value) = value {
            self.code_expr(value);
        }
    }

    /// As [`Lower::path_of_type`].
    pub(super) fn code_path_of_type(&mut self, ty: &Type<'_>, context: Context) -> Option<PathId> {
        let Type::Path(path) = ty else {
            self.code_type(ty);
            return None;
        };
        self.code_qualified(path, Expects::Type, context)
    }
}

/// What a macro is handed, whose name is not looked at.
fn unnamed<'t>(input: Input) -> Called<'t> {
    Called {
        name: "",
        input: input.range,
        tokens: input.tokens,
    }
}
