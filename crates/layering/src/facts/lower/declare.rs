//! What is declared: items, and what they are made of.
//!
//! Apart from the walks that come by it, since it is the same for both kinds of trees.

use super::Lower;
use super::attributes::AttributeList;
use super::calls::Called;
use super::paths::About;
use crate::facts::{
    Base, Bounded, Conditions, Constructor, Context, Expects, FieldType, FormKind, Impl, ImplId,
    Item, ItemId, ItemKind, MacroRules, ModuleDecl, Param, Parent, PathId, ScopeKind, SelfType,
    TextRange, Visibility,
};

/// What is said of an item before it is said what is in it.
#[derive(Clone, Copy)]
pub(super) struct Head<'h> {
    pub(super) name: TextRange,
    pub(super) visibility: Visibility,
    pub(super) attributes: &'h AttributeList,
}

impl<'t> Lower<'t> {
    /// Walks an item under the conditions that its attributes set.
    pub(super) fn item_under(&mut self, attributes: &AttributeList, walk: impl FnOnce(&mut Self)) {
        let conditions = self.conditions_of(attributes);
        self.under(conditions, |lower| {
            lower.with(|lower| &mut lower.in_signature, true, walk);
        });
    }

    /// Adds an item to the present scope.
    pub(super) fn declare(&mut self, head: Head<'_>, kind: ItemKind) -> ItemId {
        self.declare_at(head.name, kind, Parent::Scope, head.visibility)
    }

    pub(super) fn declare_at(
        &mut self,
        range: TextRange,
        kind: ItemKind,
        parent: Parent,
        visibility: Visibility,
    ) -> ItemId {
        let id = ItemId::next(&self.facts.items);
        let name = self.name_at(range);
        self.facts.items.push(Item {
            name,
            range,
            kind,
            scope: self.facts.item_scope(self.scope),
            parent,
            visibility,
            conditions: self.conditions,
        });
        id
    }

    /// Walks what belongs to an item.
    pub(super) fn inside(&mut self, id: ItemId, inside: impl FnOnce(&mut Self)) {
        self.with(
            |lower| &mut lower.owner,
            Parent::Item(id),
            |lower| lower.in_scope(inside),
        );
    }

    /// A type or a trait: its generics, and its content.
    pub(super) fn type_item(
        &mut self,
        head: Head<'_>,
        kind: ItemKind,
        content: impl FnOnce(&mut Self),
    ) {
        let id = self.declare(head, kind);
        self.attributes_of(id, head.attributes);
        self.inside(id, |lower| {
            lower.open(ScopeKind::SelfType(SelfType::Item(id)));
            content(lower);
        });
    }

    /// An alias; `target` returns the path that it is for.
    pub(super) fn type_alias(
        &mut self,
        head: Head<'_>,
        target: impl FnOnce(&mut Self) -> Option<PathId>,
    ) {
        let id = self.declare(head, ItemKind::TypeAlias(None));
        self.attributes_of(id, head.attributes);
        self.inside(id, |lower| {
            let target = target(lower);
            lower.facts.items[id.index()].kind = ItemKind::TypeAlias(target);
        });
    }

    /// A function, a constant, or a static.
    pub(super) fn value_item(
        &mut self,
        head: Head<'_>,
        kind: ItemKind,
        content: impl FnOnce(&mut Self),
    ) {
        let id = self.declare(head, kind);
        if kind == ItemKind::Fn {
            self.proc_macros(head.name, head.attributes);
        }
        self.inside(id, |lower| {
            lower.attributes_of(id, head.attributes);
            content(lower);
        });
    }

    /// An item of a trait or an `impl`.
    pub(super) fn assoc_item(
        &mut self,
        (name, visibility): (TextRange, Visibility),
        kind: ItemKind,
        content: impl FnOnce(&mut Self, ItemId),
    ) {
        let id = self.declare_at(name, kind, self.owner, visibility);
        self.inside(id, |lower| content(lower, id));
    }

    /// A module; there is no `content` if that is in a file.
    pub(super) fn module(&mut self, head: Head<'_>, content: Option<impl FnOnce(&mut Self)>) {
        let decl = ModuleDecl {
            inline: None,
            paths: self.path_attributes(head.attributes),
            macro_use: self.bears_name(head.attributes, "macro_use"),
        };
        let index = self.facts.modules.len();
        self.facts.modules.push(decl);
        let kind = ItemKind::Module(u32::try_from(index).unwrap_or(u32::MAX));
        let id = self.declare(head, kind);
        // Whether a macro declares a module of what reads like one in the
        // middle of an expression is not known: its file may be missing.
        let is_guess = self.context.is_some() && content.is_none();
        self.facts.items[id.index()].conditions.other |= is_guess;
        self.attributes_of(id, head.attributes);
        let Some(content) = content else {
            return;
        };
        let walk = |lower: &mut Self| {
            let scope = lower.open(ScopeKind::Module(id));
            lower.facts.modules[index].inline = Some(scope);
            content(lower);
        };
        self.with(
            |lower| &mut lower.owner,
            Parent::Scope,
            |lower| lower.in_scope(walk),
        );
    }

    /// A `macro_rules!`.
    pub(super) fn macro_rules(
        &mut self,
        name: TextRange,
        attributes: &AttributeList,
        rules: Called<'t>,
    ) {
        let exported = self.bears_name(attributes, "macro_export");
        let conditional = self.conditions_of(attributes) != Conditions::default();
        let index = u32::try_from(self.facts.macro_rules.len()).unwrap_or(u32::MAX);
        self.facts.macro_rules.push(MacroRules {
            body: rules.input,
            end: rules.input.end,
            exported,
            conditional,
        });
        let visibility = match exported {
            true => Visibility::Public,
            false => Visibility::Inherited,
        };
        let head = Head {
            name,
            visibility,
            attributes,
        };
        let id = self.declare(head, ItemKind::MacroRules(index));
        self.attributes_of(id, attributes);
        self.inside(id, |lower| lower.macro_body(rules.tokens));
    }

    /// A field; `ty` returns the path that its type is.
    pub(super) fn field(&mut self, head: Head<'_>, ty: impl FnOnce(&mut Self) -> Option<PathId>) {
        let conditions = self.conditions_of(head.attributes);
        let parent = self.owner;
        self.under(conditions, |lower| {
            let id = lower.declare_at(head.name, ItemKind::Field, parent, head.visibility);
            lower.with(
                |lower| &mut lower.owner,
                Parent::Item(id),
                |lower| {
                    lower.attributes_of(id, head.attributes);
                    let path = ty(lower);
                    let types = path.map(|path| FieldType { field: id, path });
                    lower.facts.field_types.extend(types);
                },
            );
        });
    }

    /// A variant.
    pub(super) fn variant(
        &mut self,
        (name, attributes): (TextRange, &AttributeList),
        constructor: Constructor,
        content: impl FnOnce(&mut Self),
    ) {
        let conditions = self.conditions_of(attributes);
        self.under(conditions, |lower| {
            let head = (name, Visibility::Inherited);
            lower.assoc_item(head, ItemKind::Variant(constructor), |lower, id| {
                lower.attributes_of(id, attributes);
                content(lower);
            });
        });
    }

    /// An `impl`; `head` walks all before its braces.
    pub(super) fn impl_block(
        &mut self,
        head: impl FnOnce(&mut Self) -> Impl,
        items: impl FnOnce(&mut Self),
    ) {
        let id = ImplId::next(&self.facts.impls);
        self.facts.impls.push(Impl {
            self_type: None,
            form: None,
            head: None,
            of_trait: None,
            for_all: false,
        });
        let walk = |lower: &mut Self| {
            lower.open(ScopeKind::SelfType(SelfType::Impl(id)));
            lower.facts.impls[id.index()] = head(lower);
            items(lower);
        };
        self.with(
            |lower| &mut lower.owner,
            Parent::Impl(id),
            |lower| lower.in_scope(walk),
        );
    }

    /// The generic parameter that an `impl` is for.
    pub(super) fn impl_for_all(&mut self, param: TextRange, of_trait: Option<PathId>) -> Impl {
        let about = About::new(Expects::Type, Context::Impl);
        Impl {
            self_type: Some(self.push_names(&[param], about)),
            form: None,
            head: None,
            of_trait,
            for_all: true,
        }
    }

    /// An `impl` for a type; `head` returns the path that the type is, if it is one, or
    /// is about. `form` is what it is otherwise.
    pub(super) fn impl_for(
        &mut self,
        form: Option<FormKind>,
        of_trait: Option<PathId>,
        head: impl FnOnce(&mut Self) -> Option<PathId>,
    ) -> Impl {
        let head = head(self);
        Impl {
            self_type: head.filter(|_| form.is_none()),
            form,
            head,
            of_trait,
            for_all: false,
        }
    }

    /// Opens the scope of generic parameters, each of which is a constant or a type.
    pub(super) fn params(&mut self, params: impl Iterator<Item = (TextRange, bool)>) {
        let start = u32::try_from(self.facts.params.len()).unwrap_or(u32::MAX);
        for (name, is_const) in params {
            let name = self.name_at(name);
            self.facts.params.push(Param { name, is_const });
        }
        let end = u32::try_from(self.facts.params.len()).unwrap_or(u32::MAX);
        if end > start {
            self.open(ScopeKind::Generics(start, end));
        }
    }

    /// Walks the bounds of what is being declared.
    pub(super) fn bounds_of(&mut self, of: Option<Bounded>, walk: impl FnOnce(&mut Self)) {
        self.with(|lower| &mut lower.bound_of, of, walk);
    }

    /// The path of the first bound, if there is one.
    pub(super) fn head_of_bounds<B>(
        &mut self,
        bounds: impl Iterator<Item = B>,
        mut walk: impl FnMut(&mut Self, B),
    ) -> Option<PathId> {
        let mut head = None;
        for bound in bounds {
            let before = self.facts.paths.len();
            walk(self, bound);
            // The path of a bound comes behind those in its arguments, and before the
            // names that these set.
            let is_path = self.facts.paths.len() > before;
            let last = is_path.then(|| PathId::next(&self.facts.paths[1..]));
            let of = |last: PathId| self.facts.path(last).base.and_then(Base::path);
            head = head.or(last.map(|last| of(last).unwrap_or(last)));
        }
        head
    }

    /// A visibility that names a module.
    pub(super) fn restricted(
        &mut self,
        leading_colons: bool,
        segments: &[TextRange],
    ) -> Visibility {
        let lone = match segments {
            [name] if !leading_colons => name.of(self.text),
            _ => "",
        };
        match lone {
            "crate" => return Visibility::Crate,
            "super" => return Visibility::Super,
            "self" => return Visibility::SelfModule,
            _ => {}
        }
        let about = About {
            leading_colons,
            ..About::new(Expects::Type, Context::Visibility)
        };
        Visibility::In(self.push_names(segments, about))
    }
}
