//! Attributes: conditions, derives, `#[path]`, and paths to macros.

use bumpalo::Bump;
use smallvec::SmallVec;
use syn::Attribute;
use syn::visit::Visit;

use super::Lower;
use super::literal::Text;
use super::meta::{Content, Meta, MetaPath};
use super::paths::About;
use crate::facts::code::{Cursor, Expr, part};
use crate::facts::tokens::Tokens;
use crate::facts::{
    Context, Expects, ItemId, ItemKind, NameId, Parent, PathAttr, TextRange, TokenKind, Visibility,
};

/// Attributes of the language, which no macro can be called by (Rust
/// reference, "Built-in attributes index"). `test` and its like are macros of
/// the prelude, which others may hide.
const BUILT_IN: &[&str] = &[
    "allow",
    "automatically_derived",
    "cfg",
    "cfg_attr",
    "cold",
    "collapse_debuginfo",
    "crate_name",
    "crate_type",
    "debugger_visualizer",
    "default",
    "deny",
    "deprecated",
    "derive",
    "diagnostic",
    "doc",
    "expect",
    "export_name",
    "feature",
    "forbid",
    "ignore",
    "inline",
    "instruction_set",
    "link",
    "link_name",
    "link_ordinal",
    "link_section",
    "macro_export",
    "macro_use",
    "must_use",
    "naked",
    "no_builtins",
    "no_implicit_prelude",
    "no_link",
    "no_main",
    "no_mangle",
    "no_std",
    "non_exhaustive",
    "panic_handler",
    "path",
    "proc_macro",
    "proc_macro_attribute",
    "proc_macro_derive",
    "recursion_limit",
    "repr",
    "should_panic",
    "target_feature",
    "track_caller",
    "type_length_limit",
    "unsafe",
    "used",
    "warn",
    "windows_subsystem",
];

/// Attributes, by what is in the brackets of each.
pub(super) type AttributeList = [Tokens];

impl<'t> Lower<'t> {
    pub(super) fn attributes(&mut self, attributes: &AttributeList) {
        for attribute in attributes {
            if self.is_comment(*attribute) {
                continue;
            }
            if let Some(meta) = self.meta_of(*attribute) {
                self.meta(&meta);
            }
        }
    }

    /// Walks `inside` under the conditions of attributes, which are read first.
    pub(super) fn under_attributes(
        &mut self,
        attributes: &AttributeList,
        inside: impl FnOnce(&mut Self),
    ) {
        if attributes.is_empty() {
            return inside(self);
        }
        let conditions = self.conditions_of(attributes);
        self.under(conditions, |lower| {
            lower.attributes(attributes);
            inside(lower);
        });
    }

    /// The inner attributes of a file: `#![cfg(test)]` holds for all of it.
    pub(super) fn inner_attributes(&mut self, attributes: &AttributeList) {
        self.facts.conditions = self.conditions_of(attributes);
        self.conditions = self.facts.conditions;
    }

    /// What an attribute says, without its brackets.
    pub(super) fn meta(&mut self, meta: &Meta<'t>) {
        if let Content::Value(value) = meta.content {
            self.call_in_attribute(value);
        }
        match (meta.name, meta.content) {
            ("derive", Content::List(list)) => {
                for path in self.meta_paths(list) {
                    self.meta_path(&path, About::new(Expects::Attribute, Context::Derive));
                }
            }
            ("cfg_attr", Content::List(list)) => {
                let (_, metas) = self.cfg_attr(list);
                metas.iter().for_each(|meta| self.meta(meta));
            }
            (name, _) if BUILT_IN.contains(&name) => {}
            (name, content) => {
                let about = About {
                    // A lone name may be the helper of a derive.
                    guess: !name.is_empty(),
                    ..About::new(Expects::Attribute, Context::Attribute)
                };
                self.meta_path(&meta.path, about);
                match content {
                    Content::List(list) => {
                        self.strings_in_attribute(name, list);
                        self.paths_in_attribute(list);
                        self.types_in_attribute(list);
                    }
                    Content::Value(value) => {
                        self.strings_in_attribute(name, value);
                        self.types_in_attribute(value);
                    }
                    Content::Nothing => {}
                }
            }
        }
    }

    fn meta_path(&mut self, path: &MetaPath<'_>, about: About) {
        let about = About {
            leading_colons: path.leading_colons,
            ..about
        };
        self.push_names(&path.segments, about);
    }

    /// A macro call that is the value of an attribute, as in `doc = include_str!("…")`.
    fn call_in_attribute(&mut self, value: Tokens) {
        if self.tokens[value.0 as usize].kind == TokenKind::Literal {
            return;
        }
        let arena = Bump::new();
        match part(self.text, self.tokens, value, &arena, Cursor::expr) {
            Some(expr @ Expr::Macro(_)) => self.code_expr(&expr),
            Some(_) => {}
            None => {
                self.again::<syn::Expr>(value, |lower, expr| {
                    if let syn::Expr::Macro(_) = expr {
                        lower.visit_expr(&expr);
                    }
                });
            }
        }
    }

    /// An attribute macro, or the helper of a derive, takes any tokens: they are
    /// searched for paths.
    fn paths_in_attribute(&mut self, tokens: Tokens) {
        self.with(
            |lower| &mut lower.context,
            Some(Context::Attribute),
            |lower| lower.scan(tokens),
        );
    }

    /// The macro that reads an attribute may define a type under a name that it is
    /// given, as in `project = Projected`.
    fn types_in_attribute(&mut self, (start, end): Tokens) {
        let mut after_equals = true;
        for token in &self.tokens[start as usize..end as usize] {
            let is_type = || token.text(self.text).starts_with(char::is_uppercase);
            if after_equals && token.kind == TokenKind::Ident && is_type() {
                self.product(token.range);
            }
            after_equals = matches!(token.kind, TokenKind::Punct('=', _) | TokenKind::Open(..));
        }
    }

    /// `#[path = "…"]`, also inside `cfg_attr`.
    pub(super) fn path_attributes(&self, attributes: &AttributeList) -> Vec<PathAttr> {
        let mut paths = Vec::new();
        self.each_meta(attributes, |meta, predicates| {
            if let ("path", Content::Value(value)) = (meta.name, meta.content)
                && let Some(text) = self.string_in(value)
            {
                paths.push(PathAttr {
                    value: text.content.into(),
                    conditional: !predicates.is_empty(),
                });
            }
        });
        paths
    }

    /// The string literal that some tokens are.
    fn string_in(&self, (start, end): Tokens) -> Option<Text> {
        match &self.tokens[start as usize..end as usize] {
            [token] if token.kind == TokenKind::Literal => Text::new(self.text, token.range),
            _ => None,
        }
    }

    /// A function of a proc-macro crate defines a macro beside itself.
    pub(super) fn proc_macros(&mut self, function: TextRange, attributes: &AttributeList) {
        let mut names: Vec<(TextRange, Vec<TextRange>)> = Vec::new();
        self.each_meta(attributes, |meta, _| match (meta.name, meta.content) {
            ("proc_macro" | "proc_macro_attribute", _) => names.push((function, Vec::new())),
            ("proc_macro_derive", Content::List(list)) => {
                let name = self.trees(list).name(0);
                names.extend(name.map(|name| (name, self.derive_helpers(list))));
            }
            _ => {}
        });
        let mut declared: Vec<(NameId, ItemId)> = Vec::new();
        for (range, helpers) in names {
            let name = self.name_at(range);
            let known = declared.iter().find(|(known, _)| *known == name);
            let id = known.map_or_else(
                || self.declare_at(range, ItemKind::Macro, Parent::Scope, Visibility::Public),
                |(_, id)| *id,
            );
            declared.push((name, id));
            for helper in helpers {
                let helper = self.name_at(helper);
                self.facts.derive_helpers.push((id, helper));
            }
        }
    }

    /// The helpers in `proc_macro_derive(Name, attributes(helpers…))`.
    fn derive_helpers(&self, list: Tokens) -> Vec<TextRange> {
        let trees = self.trees(list);
        let is_head = |at: &usize| trees.is_word(*at, "attributes");
        let inside = (1..trees.len())
            .find(is_head)
            .and_then(|head| trees.group(head + 1));
        let Some((_, inside)) = inside else {
            return Vec::new();
        };
        let helpers = self.trees(inside);
        let names = helpers.parts().filter_map(|part| self.trees(part).name(0));
        names.collect()
    }

    /// Whether there is an attribute of a name, maybe in a `cfg_attr`.
    pub(super) fn bears_name(&self, attributes: &AttributeList, name: &str) -> bool {
        let mut found = false;
        self.each_meta(attributes, |meta, _| found |= meta.name == name);
        found
    }

    /// Attributes as they are where every `cfg_attr` holds, with the predicates of those
    /// that each stands in.
    pub(super) fn each_meta(
        &self,
        attributes: &AttributeList,
        mut visit: impl FnMut(&Meta<'t>, &[Tokens]),
    ) {
        for attribute in attributes {
            if self.is_comment(*attribute) {
                continue;
            }
            if let Some(meta) = self.meta_of(*attribute) {
                self.opened(&meta, &mut SmallVec::new(), &mut visit);
            }
        }
    }

    fn opened(
        &self,
        meta: &Meta<'t>,
        predicates: &mut SmallVec<[Tokens; 2]>,
        visit: &mut impl FnMut(&Meta<'t>, &[Tokens]),
    ) {
        match (meta.name, meta.content) {
            ("cfg_attr", Content::List(list)) => {
                let (predicate, metas) = self.cfg_attr(list);
                predicates.push(predicate);
                metas
                    .iter()
                    .for_each(|meta| self.opened(meta, predicates, visit));
                predicates.pop();
            }
            _ => visit(meta, predicates),
        }
    }

    /// The attributes of a syntax tree, among the tokens.
    pub(super) fn attribute_list(&self, attributes: &[syn::Attribute]) -> SmallVec<[Tokens; 4]> {
        let inside = |attribute: &syn::Attribute| {
            let open = attribute.bracket_token.span.open();
            let start = self.token_at(self.offsets.range(open).start);
            // A comment starts with the first token that it stands for.
            let tokens = self.tokens[start..].iter().zip(start..);
            let mut brackets = tokens.filter_map(|(token, at)| match token.kind {
                TokenKind::Open(_, close) => Some((u32::try_from(at + 1).ok()?, close)),
                _ => None,
            });
            brackets.next()
        };
        attributes.iter().filter_map(inside).collect()
    }
}

/// Declares a function from a node of the syntax tree to its attributes.
macro_rules! attributes_of {
    ($name:ident, $node:ident: $($variant:ident),*) => {
        pub(super) fn $name(node: &syn::$node) -> &[Attribute] {
            match node {
                $(syn::$node::$variant(node) => &node.attrs,)*
                _ => &[],
            }
        }
    };
}

attributes_of!(of_item, Item: Const, Enum, ExternCrate, Fn, ForeignMod, Impl, Macro, Mod, Static, Struct, Trait,
    TraitAlias, Type, Union, Use);
attributes_of!(of_foreign_item, ForeignItem: Fn, Static, Type, Macro);
attributes_of!(of_impl_item, ImplItem: Const, Fn, Type, Macro);
attributes_of!(of_trait_item, TraitItem: Const, Fn, Type, Macro);
attributes_of!(of_expr, Expr: Array, Assign, Async, Await, Binary, Block, Break, Call, Cast, Closure, Const,
    Continue, Field, ForLoop, If, Index, Let, Lit, Loop, Macro, Match, MethodCall, Paren, Path, Range, Reference,
    Repeat, Return, Struct, Try, TryBlock, Tuple, Unary, Unsafe, While, Yield);
attributes_of!(of_pattern, Pat: Const, Guard, Ident, Lit, Macro, Or, Paren, Path, Range, Reference, Rest, Slice,
    Struct, Tuple, TupleStruct, Type, Wild);
