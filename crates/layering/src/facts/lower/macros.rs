//! Macro calls, their arguments, and the bodies of `macro_rules!`.
//!
//! The input of a macro is only tokens. Where they read as expressions or
//! statements, as those of nearly all macros do, they are walked like any
//! others; otherwise they are searched for what looks like a path.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use rustc_hash::FxHashSet;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Expr, Token};

use super::Lower;
use super::attributes::is_comma;
use super::quotes::is_quoting;
use super::scan::is_punct;
use crate::facts::{
    Conditions, Constructor, Context, Expects, ItemKind, MacroCall, NameId, Parent, PathId,
    Produces, ScopeId, TextRange, Visibility,
};

impl Lower<'_> {
    /// A call where an expression, a statement, a type, or a pattern stands.
    pub(super) fn macro_call(&mut self, call: &syn::Macro) {
        let macro_path = if is_include(call) {
            self.item_call(call, Produces::Expression)
        } else {
            self.path(&call.path, Expects::Macro, Context::MacroCall)
        };
        self.quoting(call, macro_path, |lower| lower.input_of(call));
    }

    fn input_of(&mut self, call: &syn::Macro) {
        let context = self.context.or(Some(Context::MacroArg));
        self.with(
            |lower| &mut lower.context,
            context,
            |lower| lower.arguments(&call.tokens),
        );
    }

    /// A call where a statement stands. It may produce items for the block
    /// around it, and variables.
    pub(super) fn statement_call(&mut self, call: &syn::Macro) {
        if is_quoting(call) {
            return self.macro_call(call);
        }
        if has_item_heads(&call.tokens) {
            self.item_call(call, Produces::Items);
            return;
        }
        let path = if is_include(call) {
            self.item_call(call, Produces::Expression)
        } else if may_define_items(call) {
            self.item_call(call, Produces::Statements)
        } else {
            self.path(&call.path, Expects::Macro, Context::MacroCall)
        };
        let context = self.context.or(Some(Context::MacroArg));
        self.quoting(call, path, |lower| {
            lower.with(
                |lower| &mut lower.context,
                context,
                |lower| match statements(&call.tokens) {
                    // What a `let` in the input binds is in scope behind the
                    // call.
                    Some(stmts) => stmts.iter().for_each(|stmt| lower.statement(stmt)),
                    None => lower.arguments(&call.tokens),
                },
            );
        });
    }

    /// A call where items stand; its input is read when the macro is known.
    pub(super) fn item_call(&mut self, call: &syn::Macro, produces: Produces) -> Option<PathId> {
        let path = self.path(&call.path, Expects::Macro, Context::MacroCall)?;
        let input = self.input_range(call);
        let scope = match produces {
            // What is a part of an `impl` sees its generic parameters.
            Produces::Expression | Produces::Parts => self.scope,
            _ => self.facts.item_scope(self.scope),
        };
        if produces == Produces::Items {
            self.likely_modules(&call.tokens, scope);
        }
        self.facts.calls.push(MacroCall {
            path,
            input,
            scope,
            parent: match produces {
                Produces::Parts => self.owner,
                _ => Parent::Scope,
            },
            produces,
            conditions: self.conditions,
        });
        Some(path)
    }

    /// Notes each `mod name;` in the input of a call, and in that of calls there.
    fn likely_modules(&mut self, tokens: &TokenStream, scope: ScopeId) {
        let mut trees = tokens.clone().into_iter().peekable();
        while let Some(tree) = trees.next() {
            match (&tree, trees.peek()) {
                (TokenTree::Ident(word), Some(TokenTree::Ident(name))) if word == "mod" => {
                    let range = self.offsets.ident(name);
                    trees.next();
                    if trees.peek().is_some_and(|tree| is_punct(tree, ';')) {
                        let name = self.name_at(range);
                        self.facts.likely_modules.push((scope, name));
                    }
                }
                (tree, Some(TokenTree::Group(group))) if is_punct(tree, '!') => {
                    self.likely_modules(&group.stream(), scope);
                }
                _ => {}
            }
        }
    }

    /// The text between the delimiters of a call.
    pub(super) fn input_range(&self, call: &syn::Macro) -> TextRange {
        let span = call.delimiter.span();
        TextRange {
            start: self.offsets.range(span.open()).end,
            end: self.offsets.range(span.close()).start,
        }
    }

    pub(super) fn arguments(&mut self, tokens: &TokenStream) {
        if tokens.is_empty() {
            return;
        }
        // Code for elsewhere defines nothing here.
        if self.in_quote {
            return self.scan(tokens.clone());
        }
        if let Ok(expressions) =
            Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens.clone())
        {
            for expression in &expressions {
                self.captured_constants(expression);
                match expression {
                    // `name = value` names an argument of the macro.
                    Expr::Assign(assign) if matches!(&*assign.left, Expr::Path(_)) => {
                        self.visit_expr(&assign.right);
                    }
                    expression => self.visit_expr(expression),
                }
            }
        } else if let Some(matched) = matched(tokens) {
            matched.iter().for_each(|part| self.visit_expr(part));
        } else if let Ok(stmts) = syn::Block::parse_within.parse2(tokens.clone()) {
            self.visit_block(&syn::Block {
                brace_token: syn::token::Brace::default(),
                stmts,
            });
        } else {
            self.scan(tokens.clone());
        }
    }

    /// The right-hand sides of a `macro_rules!`.
    pub(super) fn macro_body(&mut self, definition: &syn::Macro) {
        self.with(
            |lower| &mut lower.context,
            Some(Context::MacroBody),
            |lower| {
                let mut after_arrow = false;
                let mut arrow = ' ';
                for tree in definition.tokens.clone() {
                    match tree {
                        TokenTree::Group(group) if after_arrow => {
                            lower.scan(group.stream());
                            after_arrow = false;
                        }
                        TokenTree::Punct(punct) => {
                            after_arrow = arrow == '=' && punct.as_char() == '>';
                            arrow = punct.as_char();
                        }
                        _ => {}
                    }
                }
            },
        );
    }

    /// Items in tokens that are not quite Rust, as in `bitflags!`, or in Rust
    /// that `syn` does not read.
    ///
    /// Returns the tokens that were not read as items.
    pub(super) fn items_in_tokens(&mut self, tokens: &TokenStream) -> TokenStream {
        let mut visibility = Visibility::Inherited;
        let mut keyword: Option<ItemKind> = None;
        // Whether the head of an item was read, so that braces are its body.
        let mut in_item = false;
        let mut attributes = Vec::new();
        let mut rest: Vec<TokenTree> = Vec::new();
        for tree in tokens.clone() {
            match &tree {
                TokenTree::Ident(ident) => {
                    if let Some(kind) = keyword {
                        // `static ref NAME`, `static mut NAME`, `const fn name`
                        if let Some(kind) = item_keyword(&ident.to_string()) {
                            keyword = Some(kind);
                        } else if ident != "ref" && ident != "mut" {
                            let range = self.offsets.ident(ident);
                            let id = self.declare_at(range, kind, Parent::Scope, visibility);
                            self.attributes_in_tokens(id, &std::mem::take(&mut attributes));
                            (keyword, visibility, in_item) = (None, Visibility::Inherited, true);
                        }
                    } else if ident == "pub" {
                        visibility = Visibility::Public;
                    } else {
                        keyword = item_keyword(&ident.to_string());
                    }
                }
                TokenTree::Group(group)
                    if group.delimiter() == Delimiter::Bracket
                        && rest.last().is_some_and(|last| is_punct(last, '#')) =>
                {
                    attributes.extend(rest.last().cloned());
                    attributes.push(tree.clone());
                }
                TokenTree::Group(group)
                    if visibility == Visibility::Public
                        && group.delimiter() == Delimiter::Parenthesis =>
                {
                    visibility = Visibility::Crate;
                }
                TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => {
                    keyword = None;
                    if !std::mem::take(&mut in_item) && self.items_in_braces(&group.stream()) {
                        continue;
                    }
                }
                _ => {
                    keyword = None;
                    in_item &= !is_punct(&tree, ';');
                    if is_punct(&tree, ';') {
                        attributes.clear();
                    }
                }
            }
            rest.push(tree);
        }
        let rest: TokenStream = rest.into_iter().collect();
        self.scan(rest.clone());
        rest
    }

    /// What a macro that is not known may define: any word of its input.
    pub(super) fn products(&mut self, tokens: TokenStream) {
        let items = self.facts.items.iter();
        let mut known: FxHashSet<NameId> = items.map(|item| item.name).collect();
        let mut open = vec![tokens.into_iter()];
        while let Some(trees) = open.last_mut() {
            match trees.next() {
                None => {
                    open.pop();
                }
                Some(TokenTree::Group(group)) => open.push(group.stream().into_iter()),
                Some(TokenTree::Ident(word)) => {
                    let (name, range) = self.ident(&word);
                    if known.insert(name) {
                        let visibility = Visibility::Public;
                        self.declare_at(range, ItemKind::Product, Parent::Scope, visibility);
                    }
                }
                Some(_) => {}
            }
        }
    }

    /// What stands in braces may be items, as in `cfg_if! { if … { … } }`.
    fn items_in_braces(&mut self, tokens: &TokenStream) -> bool {
        let Ok(file) = syn::parse2::<syn::File>(tokens.clone()) else {
            return false;
        };
        let conditional = Conditions {
            other: true,
            ..Conditions::default()
        };
        let first = self.facts.macro_rules.len();
        self.under(conditional, |lower| {
            file.items.iter().for_each(|item| lower.item(item));
        });
        let macros = &mut self.facts.macro_rules[first..];
        macros.iter_mut().for_each(|rules| rules.conditional = true);
        true
    }
}

/// The expressions of tokens that read as a value, a pattern, maybe with a
/// guard, and further values, as those of `matches!`; the first is the `match`.
fn matched(tokens: &TokenStream) -> Option<Vec<Expr>> {
    let trees: Vec<TokenTree> = tokens.clone().into_iter().collect();
    let stream = |part: &[TokenTree]| part.iter().cloned().collect::<TokenStream>();
    let mut parts = trees.split(is_comma);
    let (value, pattern) = (stream(parts.next()?), stream(parts.next()?));
    let matching = syn::parse2(quote::quote! { match (#value) { #pattern => () } }).ok()?;
    let rest = parts.filter(|part| !part.is_empty());
    let rest = rest.map(|part| syn::parse2(stream(part)).ok());
    std::iter::once(Some(matching)).chain(rest).collect()
}

/// Whether a call has the name of the macro that reads another file.
fn is_include(call: &syn::Macro) -> bool {
    let last = call.path.segments.last();
    last.is_some_and(|last| last.ident == "include")
}

/// The statements that tokens read as, if there is a `let` among them.
fn statements(tokens: &TokenStream) -> Option<Vec<syn::Stmt>> {
    let has_let = tokens
        .clone()
        .into_iter()
        .any(|tree| matches!(tree, TokenTree::Ident(word) if word == "let"));
    has_let
        .then(|| syn::Block::parse_within.parse2(tokens.clone()).ok())
        .flatten()
}

/// Whether a call as a statement may produce items. The macros of the standard
/// library that are called as statements do not, unless items are their input.
pub(super) fn may_define_items(call: &syn::Macro) -> bool {
    const PLAIN: &[&str] = &[
        "assert",
        "assert_eq",
        "assert_ne",
        "bail",
        "compile_error",
        "dbg",
        "debug",
        "debug_assert",
        "debug_assert_eq",
        "debug_assert_ne",
        "ensure",
        "eprint",
        "eprintln",
        "error",
        "format",
        "info",
        "panic",
        "print",
        "println",
        "todo",
        "trace",
        "unimplemented",
        "unreachable",
        "vec",
        "warn",
        "write",
        "writeln",
    ];
    let is_plain = call
        .path
        .segments
        .last()
        .is_some_and(|last| PLAIN.iter().any(|name| last.ident == name));
    !is_plain || has_item_heads(&call.tokens)
}

/// Whether tokens hold a keyword of an item with a name behind it.
fn has_item_heads(tokens: &TokenStream) -> bool {
    let mut after_keyword = false;
    tokens.clone().into_iter().any(|tree| match tree {
        TokenTree::Ident(word) => {
            let word = word.to_string();
            let is_keyword =
                item_keyword(&word).is_some() || matches!(word.as_str(), "mod" | "use");
            let is_head = after_keyword && !is_keyword;
            after_keyword = is_keyword;
            is_head
        }
        _ => {
            after_keyword = false;
            false
        }
    })
}

/// The kind of item that a keyword starts.
fn item_keyword(word: &str) -> Option<ItemKind> {
    Some(match word {
        "struct" => ItemKind::Struct(Constructor::Tuple(Visibility::Public)),
        "enum" => ItemKind::Enum,
        "union" => ItemKind::Union,
        "trait" => ItemKind::Trait,
        "type" => ItemKind::TypeAlias(None),
        "fn" => ItemKind::Fn,
        "const" => ItemKind::Const,
        "static" => ItemKind::Static,
        "macro" => ItemKind::Macro,
        _ => return None,
    })
}
