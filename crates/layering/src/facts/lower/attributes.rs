//! Attributes: conditions, derives, `#[path]`, and paths to macros.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Attribute, Meta, Token};

use super::Lower;
use super::paths::About;
use crate::facts::{
    Conditions, Context, Expects, ItemKind, Parent, PathAttr, TextRange, Visibility,
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

impl Lower<'_> {
    pub(super) fn attributes(&mut self, attributes: &[Attribute]) {
        attributes
            .iter()
            .for_each(|attribute| self.attribute(attribute));
    }

    /// The inner attributes of a file: `#![cfg(test)]` holds for all of it.
    pub(super) fn inner_attributes(&mut self, attributes: &[Attribute]) {
        self.facts.conditions = self.conditions_of(attributes);
        self.conditions = self.facts.conditions;
    }

    pub(super) fn attribute(&mut self, attribute: &Attribute) {
        self.meta(&attribute.meta);
    }

    /// What an attribute says, without its brackets.
    pub(super) fn meta(&mut self, meta: &Meta) {
        if let Meta::NameValue(syn::MetaNameValue {
            value: value @ syn::Expr::Macro(_),
            ..
        }) = meta
        {
            self.visit_expr(value);
        }
        let path = meta.path();
        match (path.get_ident().map(ToString::to_string).as_deref(), meta) {
            (Some("derive"), Meta::List(list)) => {
                for path in comma_separated::<syn::Path>(&list.tokens) {
                    self.path(&path, Expects::Attribute, Context::Derive);
                }
            }
            (Some("cfg_attr"), Meta::List(list)) => {
                for meta in comma_separated::<Meta>(&list.tokens).iter().skip(1) {
                    self.meta(meta);
                }
            }
            (Some(name), _) if BUILT_IN.contains(&name) => {}
            (name, _) => {
                let segments: Vec<_> = path
                    .segments
                    .iter()
                    .map(|segment| self.ident(&segment.ident))
                    .collect();
                let about = About {
                    leading_colons: path.leading_colon.is_some(),
                    // A lone name may be the helper of a derive.
                    guess: name.is_some(),
                    ..About::new(Expects::Attribute, Context::Attribute)
                };
                self.push_path(&segments, about);
                match meta {
                    Meta::List(list) => {
                        self.strings_in_attribute(name, &list.tokens);
                        self.paths_in_attribute(&list.tokens);
                        self.types_in_attribute(&list.tokens);
                    }
                    Meta::NameValue(pair) => {
                        let value = quote::ToTokens::to_token_stream(&pair.value);
                        self.strings_in_attribute(name, &value);
                        self.types_in_attribute(&value);
                    }
                    Meta::Path(_) => {}
                }
            }
        }
    }

    /// An attribute macro, or the helper of a derive, takes any tokens: they are
    /// searched for paths.
    fn paths_in_attribute(&mut self, tokens: &TokenStream) {
        self.with(
            |lower| &mut lower.context,
            Some(Context::Attribute),
            |lower| lower.scan(tokens.clone()),
        );
    }

    /// The macro that reads an attribute may define a type under a name that it is
    /// given, as in `project = Projected`.
    fn types_in_attribute(&mut self, tokens: &TokenStream) {
        let mut after_equals = true;
        for tree in tokens.clone() {
            match &tree {
                TokenTree::Ident(word)
                    if after_equals && word.to_string().starts_with(char::is_uppercase) =>
                {
                    self.product(self.offsets.ident(word));
                }
                TokenTree::Group(group) => self.types_in_attribute(&group.stream()),
                _ => {}
            }
            after_equals = super::scan::is_punct(&tree, '=');
        }
    }

    /// The conditions that attributes set for what bears them.
    pub(super) fn conditions_of(&self, attributes: &[Attribute]) -> Conditions {
        let mut conditions = Conditions::default();
        each_meta(attributes, |meta, _| {
            let path = meta.path();
            if path.is_ident("cfg") {
                if let Meta::List(list) = meta {
                    conditions = conditions.and(predicate(list.tokens.clone()));
                }
            } else if path
                .segments
                .last()
                .is_some_and(|last| last.ident == "test" || last.ident == "bench")
            {
                conditions.test = true;
            }
        });
        conditions
    }

    /// `#[path = "…"]`, also inside `cfg_attr`.
    pub(super) fn path_attributes(&self, attributes: &[Attribute]) -> Vec<PathAttr> {
        let mut paths = Vec::new();
        each_meta(attributes, |meta, conditional| {
            paths.extend(path_attr(meta, conditional));
        });
        paths
    }

    /// A function of a proc-macro crate defines a macro beside itself.
    pub(super) fn proc_macros(&mut self, item: &syn::ItemFn) {
        let mut names: Vec<TextRange> = Vec::new();
        each_meta(&item.attrs, |meta, _| {
            let path = meta.path();
            if path.is_ident("proc_macro") || path.is_ident("proc_macro_attribute") {
                names.push(self.offsets.ident(&item.sig.ident));
            } else if let (true, Meta::List(list)) = (path.is_ident("proc_macro_derive"), meta)
                && let Some(TokenTree::Ident(name)) = list.tokens.clone().into_iter().next()
            {
                names.push(self.offsets.ident(&name));
            }
        });
        let mut declared = Vec::new();
        for range in names {
            let name = self.name_at(range);
            if !declared.contains(&name) {
                declared.push(name);
                self.declare_at(range, ItemKind::Macro, Parent::Scope, Visibility::Public);
            }
        }
    }
}

/// Whether there is an attribute of a name, maybe in a `cfg_attr`.
pub(super) fn bears(attributes: &[Attribute], name: &str) -> bool {
    let mut found = false;
    each_meta(attributes, |meta, _| found |= meta.path().is_ident(name));
    found
}

/// Attributes as they are where every `cfg_attr` holds, and whether each
/// stands in one.
fn each_meta(attributes: &[Attribute], mut visit: impl FnMut(&Meta, bool)) {
    for attribute in attributes {
        opened(&attribute.meta, false, &mut visit);
    }
}

fn opened(meta: &Meta, conditional: bool, visit: &mut impl FnMut(&Meta, bool)) {
    match meta {
        Meta::List(list) if list.path.is_ident("cfg_attr") => {
            let metas = comma_separated::<Meta>(&list.tokens);
            metas
                .iter()
                .skip(1)
                .for_each(|meta| opened(meta, true, visit));
        }
        meta => visit(meta, conditional),
    }
}

fn path_attr(meta: &Meta, conditional: bool) -> Option<PathAttr> {
    let Meta::NameValue(pair) = meta else {
        return None;
    };
    let syn::Expr::Lit(literal) = &pair.value else {
        return None;
    };
    let syn::Lit::Str(value) = &literal.lit else {
        return None;
    };
    pair.path.is_ident("path").then(|| PathAttr {
        value: value.value().into(),
        conditional,
    })
}

/// What a configuration predicate says of the code under it (Rust reference,
/// "Conditional compilation"). `all(test, …)` is test code; `any(test, …)` and
/// `not(test)` are not.
fn predicate(tokens: TokenStream) -> Conditions {
    let mut trees = tokens.into_iter().peekable();
    let mut conditions = Conditions::default();
    while let Some(tree) = trees.next() {
        let TokenTree::Ident(name) = tree else {
            continue;
        };
        let group = match trees.peek() {
            Some(TokenTree::Group(group)) => Some(group.stream()),
            _ => None,
        };
        match group {
            None if name == "test" => conditions.test = true,
            Some(inside) if name == "all" => conditions = conditions.and(predicate(inside)),
            _ => conditions.other = true,
        }
        while trees.next_if(|tree| !is_comma(tree)).is_some() {}
    }
    conditions
}

pub(super) fn is_comma(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',')
}

/// The elements of a list; those that cannot be read are left out, since a
/// macro may give the attribute a syntax of its own.
pub(super) fn comma_separated<T: syn::parse::Parse>(tokens: &TokenStream) -> Vec<T> {
    let parser = Punctuated::<T, Token![,]>::parse_terminated;
    match parser.parse2(tokens.clone()) {
        Ok(list) => list.into_iter().collect(),
        Err(_) => {
            let trees: Vec<_> = tokens.clone().into_iter().collect();
            let parts = trees.split(is_comma);
            parts
                .filter_map(|part| syn::parse2(part.iter().cloned().collect()).ok())
                .collect()
        }
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
