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
use super::quotes::{is_quoting, is_text};
use super::{Lower, SyntaxError};
use crate::facts::{Context, Expects, MacroCall, Parent, PathId, PathRange, Produces, TextRange};

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
        let tokens = self.input_tokens(call);
        if self.has_item_heads(tokens) {
            return self.unread_call(call, Produces::Items);
        }
        let produces = if self.may_define_items(&name_of(call), tokens) {
            Produces::Statements
        } else {
            Produces::Expression
        };
        self.call_in_code(call, produces, |lower| match statements(&call.tokens) {
            // What a `let` in the input binds is in scope behind the call.
            Some(stmts) => stmts.iter().for_each(|stmt| lower.statement(stmt)),
            None => {
                lower.arguments(&call.tokens);
                lower.lets(tokens);
            }
        });
    }

    /// A call whose input is read when the macro is known.
    pub(super) fn unread_call(&mut self, call: &syn::Macro, produces: Produces) {
        let tokens = self.input_tokens(call);
        self.come_by(call);
        let Some(path) = self.path(&call.path, Expects::Macro, Context::MacroCall) else {
            return;
        };
        if produces == Produces::Items {
            let scope = self.facts.item_scope(self.scope);
            self.likely_modules(tokens, scope);
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
        let has_names = self.words(self.input_tokens(call));
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

/// The name that a call ends its path with.
pub(super) fn name_of(call: &syn::Macro) -> String {
    let last = call.path.segments.last();
    last.map_or_else(String::new, |last| last.ident.to_string())
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
