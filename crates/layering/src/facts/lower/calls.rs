//! Macro calls, and their arguments.
//!
//! What a call produces is known when the macro is, in a later stage. Meanwhile
//! its input is only tokens. Where a call stands in code they are read at once, as
//! what they look like: expressions or statements, as those of nearly all macros
//! are, and else they are searched for what looks like a path.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::Visit;
use syn::{Expr, Token};

use super::attributes::is_comma;
use super::macros::ItemHeads;
use super::quotes::{is_quoting, is_text};
use super::scan::is_punct;
use super::{Lower, SyntaxError};
use crate::facts::{
    Context, Expects, MacroCall, Parent, PathId, PathRange, Produces, ScopeId, TextRange,
};

impl Lower<'_> {
    /// A call where an expression, a type, or a pattern stands.
    pub(super) fn macro_call(&mut self, call: &syn::Macro, produces: Produces) {
        self.call_in_code(call, produces, |lower| lower.arguments(&call.tokens));
    }

    /// A call where a statement stands. It may produce items for the block
    /// around it, and variables.
    pub(super) fn statement_call(&mut self, call: &syn::Macro) {
        if is_quoting(call) || is_include(call) {
            return self.macro_call(call, Produces::Expression);
        }
        if has_item_heads(&call.tokens) {
            return self.unread_call(call, Produces::Items);
        }
        let produces = if may_define_items(call) {
            Produces::Statements
        } else {
            Produces::Expression
        };
        self.call_in_code(call, produces, |lower| match statements(&call.tokens) {
            // What a `let` in the input binds is in scope behind the call.
            Some(stmts) => stmts.iter().for_each(|stmt| lower.statement(stmt)),
            None => {
                lower.arguments(&call.tokens);
                lower.lets(&call.tokens);
            }
        });
    }

    /// Notes the variables that a `let` binds somewhere in the input of a macro.
    fn lets(&mut self, tokens: &TokenStream) {
        let mut in_pattern = false;
        for tree in tokens.clone() {
            match &tree {
                TokenTree::Ident(word) if word == "let" => in_pattern = true,
                TokenTree::Ident(word) if in_pattern => {
                    let name = self.ident(word).0;
                    self.facts.lets.push((self.scope, name));
                }
                TokenTree::Punct(punct) if matches!(punct.as_char(), '=' | ':' | ';') => {
                    in_pattern = false;
                }
                TokenTree::Group(group) => self.lets(&group.stream()),
                _ => {}
            }
        }
    }

    /// A call whose input is read when the macro is known.
    pub(super) fn unread_call(&mut self, call: &syn::Macro, produces: Produces) {
        let input = self.taken_input(call);
        let Some(path) = self.path(&call.path, Expects::Macro, Context::MacroCall) else {
            return;
        };
        if produces == Produces::Items {
            let scope = self.facts.item_scope(self.scope);
            match input {
                Some(tokens) => self.code_likely_modules(tokens, scope),
                None => self.likely_modules(&call.tokens, scope),
            }
        }
        let input = self.input_range(call);
        let call = self.call(path, input, produces);
        self.facts.calls.push(call);
    }

    /// A call whose input is read where it stands.
    fn call_in_code(
        &mut self,
        call: &syn::Macro,
        produces: Produces,
        read: impl FnOnce(&mut Self),
    ) {
        let path = self.path(&call.path, Expects::Macro, Context::MacroCall);
        let first = PathId::next(&self.facts.paths);
        let context = self.context.or(Some(Context::MacroArg));
        self.quoting(call, |lower| {
            lower.with(|lower| &mut lower.context, context, read);
        });
        // Without a name in its input, a call says nothing of its own.
        let has_names = self.words(&call.tokens);
        if let Some(path) = path
            && (produces == Produces::Statements || has_names || is_include(call))
        {
            let input = self.input_range(call);
            let quotes = is_quoting(call);
            let call = self.call(path, input, produces);
            self.push_read_call(call, first, quotes);
        }
        if is_quoting(call) && !is_text(call) {
            self.interpolated(&call.tokens);
        }
    }

    /// Adds a call whose input was read, the paths in it from `first` on.
    pub(super) fn push_read_call(&mut self, call: MacroCall, first: PathId, quotes: bool) {
        let end = PathId::next(&self.facts.paths);
        self.facts.calls.push(MacroCall {
            read: Some(PathRange { first, end }),
            quotes,
            ..call
        });
    }

    /// Notes the words that a macro is handed, each of which it may call. Returns
    /// whether there are any.
    pub(super) fn words(&mut self, tokens: &TokenStream) -> bool {
        let mut any = false;
        for tree in tokens.clone() {
            match tree {
                TokenTree::Ident(word) => {
                    let (name, _) = self.ident(&word);
                    self.called.insert(name);
                    any = true;
                }
                TokenTree::Group(group) => any |= self.words(&group.stream()),
                _ => {}
            }
        }
        any
    }

    /// A call with its input.
    pub(super) fn call(&self, path: PathId, input: TextRange, produces: Produces) -> MacroCall {
        let scope = match produces {
            Produces::Items => self.facts.item_scope(self.scope),
            // What is a part of an `impl` sees its generic parameters, and code
            // sees variables.
            _ => self.scope,
        };
        let parent = match produces {
            Produces::Parts => self.owner,
            _ => Parent::Scope,
        };
        MacroCall {
            path,
            input,
            scope,
            parent,
            produces,
            read: None,
            quotes: false,
            conditions: self.conditions,
        }
    }

    /// Code that a call produces where statements stand.
    pub(super) fn produced_statements(&mut self, tokens: TokenStream) -> Result<(), SyntaxError> {
        let stmts = self.parsed(tokens, |tokens| syn::Block::parse_within.parse2(tokens))?;
        for stmt in &stmts {
            match stmt {
                syn::Stmt::Item(item) => self.item(item),
                stmt => self.produced(|lower| lower.statement(stmt)),
            }
        }
        Ok(())
    }

    /// Code that a call produces. To its reader, it stands in the arguments.
    pub(super) fn produced(&mut self, walk: impl FnOnce(&mut Self)) {
        let first = self.facts.paths.len();
        walk(self);
        for path in &mut self.facts.paths[first..] {
            if let Context::Expr | Context::Type | Context::Pattern | Context::Bound = path.context
            {
                path.context = Context::MacroArg;
            }
        }
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
    let last = call.path.segments.last();
    let is_plain = last.is_some_and(|last| is_plain_name(&last.ident.to_string()));
    !is_plain || has_item_heads(&call.tokens)
}

/// Whether a macro of the name defines no items but those in its input.
pub(super) fn is_plain_name(name: &str) -> bool {
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
    PLAIN.contains(&name)
}

/// Whether tokens hold a keyword of an item with a name behind it.
fn has_item_heads(tokens: &TokenStream) -> bool {
    let mut heads = ItemHeads::default();
    // `'static` is a quote with a word behind it.
    let mut is_lifetime = false;
    tokens.clone().into_iter().any(|tree| match tree {
        TokenTree::Ident(word) if !std::mem::take(&mut is_lifetime) => {
            heads.end_with(Some(&word.to_string()))
        }
        tree => {
            is_lifetime = is_punct(&tree, '\'');
            heads.end_with(None)
        }
    })
}
