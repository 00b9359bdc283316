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

use super::{Lower, SyntaxError};
use crate::facts::code::is_quoting_name;
use crate::facts::tokens::Tokens;
use crate::facts::{Context, INCLUDE, MacroCall, Parent, PathId, PathRange, Produces, TextRange};

/// A macro call, apart from its path.
#[derive(Clone, Copy)]
pub(super) struct Called<'t> {
    /// The name that the path ends with.
    pub(super) name: &'t str,
    /// What is between the delimiters.
    pub(super) input: TextRange,
    /// The same.
    pub(super) tokens: Tokens,
}

impl Called<'_> {
    fn is_quoting(&self) -> bool {
        is_quoting_name(self.name)
    }

    /// Whether it has the name of the macro that reads another file.
    fn is_include(&self) -> bool {
        self.name == INCLUDE
    }
}

impl<'t> Lower<'t> {
    /// A call where a statement stands. It may produce items for the block
    /// around it, and variables. `read` reads its input, and returns whether that is
    /// code.
    pub(super) fn statement_call(
        &mut self,
        call: Called<'t>,
        path: impl FnOnce(&mut Self) -> Option<PathId>,
        read: impl FnOnce(&mut Self) -> bool,
    ) {
        let is_own_case = call.is_quoting() || call.is_include();
        if !is_own_case && self.may_declare_items(call.name, call.tokens) {
            let path = path(self);
            return self.unread_call(path, call, Produces::Block);
        }
        let may_define = !is_own_case && self.may_define_items(call.name, call.tokens);
        let produces = match may_define {
            true => Produces::Statements,
            false => Produces::Expression,
        };
        let path = path(self);
        self.call_in_code(path, call, produces, |lower| match is_own_case {
            true => lower.arguments(call.tokens),
            false => read(lower),
        });
    }

    /// A call whose input is read when the macro is known.
    pub(super) fn unread_call(
        &mut self,
        path: Option<PathId>,
        call: Called<'t>,
        produces: Produces,
    ) {
        let Some(path) = path else {
            return;
        };
        if let Produces::Items | Produces::Block = produces {
            let scope = self.facts.item_scope(self.scope);
            self.likely_modules(call.tokens, scope);
        }
        let call = self.call(path, call.input, produces);
        self.facts.calls.push(call);
    }

    /// A call whose input is read where it stands; `read` returns whether that is code.
    pub(super) fn call_in_code(
        &mut self,
        path: Option<PathId>,
        called: Called<'t>,
        produces: Produces,
        read: impl FnOnce(&mut Self) -> bool,
    ) {
        let first = PathId::next(&self.facts.paths);
        let context = self.context.or(Some(Context::MacroArg));
        let reads_as_code = self.quoting(called.name, |lower| {
            lower.with(|lower| &mut lower.context, context, read)
        });
        // Without a name in its input, a call says nothing of its own.
        let has_names = self.words(called.tokens);
        if let Some(path) = path
            && (produces == Produces::Statements || has_names || called.is_include())
        {
            let call = MacroCall {
                reads_as_code,
                ..self.call(path, called.input, produces)
            };
            self.push_read_call(call, first);
        }
        if let Some(path) = path
            && called.is_quoting()
        {
            self.quoted(path, called.name, called.tokens, first);
        }
        if produces == Produces::Pattern {
            self.variables_in(called.tokens);
        }
    }

    /// Adds a call whose input was read, the paths in it from `first` on.
    fn push_read_call(&mut self, call: MacroCall, first: PathId) {
        let end = PathId::next(&self.facts.paths);
        self.facts.calls.push(MacroCall {
            read: Some(PathRange { first, end }),
            ..call
        });
    }

    /// A call with its input.
    fn call(&self, path: PathId, input: TextRange, produces: Produces) -> MacroCall {
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
            reads_as_code: false,
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

    /// What a macro is handed that is not known otherwise, as what it reads as; returns
    /// whether that is code.
    pub(super) fn arguments(&mut self, tokens: Tokens) -> bool {
        let is_quick = self.is_quick && !self.in_quote;
        is_quick && self.code_part(tokens) || self.other_arguments(tokens)
    }

    /// As [`Lower::arguments`], of what is not known to read as code without `syn`.
    pub(super) fn other_arguments(&mut self, tokens: Tokens) -> bool {
        let (start, end) = tokens;
        if start == end {
            return true;
        }
        // Code for elsewhere defines nothing here.
        let is_read =
            !self.in_quote && !self.begins_with_arm(tokens) && self.arguments_by_syn(tokens);
        if !is_read {
            self.scan(tokens);
        }
        is_read
    }

    fn arguments_by_syn(&mut self, tokens: Tokens) -> bool {
        self.again(tokens, |lower, arguments: Arguments| match arguments {
            Arguments::Expressions(expressions) => lower.expressions(&expressions),
            Arguments::Statements(stmts) => lower.visit_block(&syn::Block {
                brace_token: syn::token::Brace::default(),
                stmts,
            }),
            Arguments::Matched(parts) => parts.iter().for_each(|part| lower.visit_expr(part)),
        })
    }

    /// Whether there is a `=>` outside of delimiters, and no comma before: what macros
    /// like `select!` are handed, and no code at all. That is told here, since `syn`
    /// takes its time to find it out.
    fn begins_with_arm(&self, tokens: Tokens) -> bool {
        let trees = self.trees(tokens);
        let is_arrow = |at: usize| trees.is_punct(at, '=') && trees.is_punct(at + 1, '>');
        let first = (0..trees.len()).find(|at| trees.is_punct(*at, ',') || is_arrow(*at));
        first.is_some_and(is_arrow)
    }

    fn expressions(&mut self, expressions: &Punctuated<Expr, Token![,]>) {
        for expression in expressions {
            self.captured_constants(expression);
            match expression {
                // `name = value` names an argument of the macro.
                Expr::Assign(assign) if matches!(&*assign.left, Expr::Path(_)) => {
                    self.visit_expr(&assign.right);
                }
                expression => self.visit_expr(expression),
            }
        }
    }

    /// The constants that a format string captures.
    fn captured_constants(&mut self, expression: &Expr) {
        if let Expr::Lit(syn::ExprLit {
            lit: syn::Lit::Str(literal),
            ..
        }) = expression
        {
            self.captured_in(self.offsets.range(literal.span()));
        }
    }

    /// What a macro is handed where a statement stands, as what `syn` says it is. What
    /// a `let` in there binds is in scope behind the call. Returns whether it is code.
    pub(super) fn statement_arguments(&mut self, tokens: Tokens) -> bool {
        let trees = self.trees(tokens);
        let has_let = (0..trees.len()).any(|at| trees.is_word(at, "let"));
        let is_read = has_let
            && !self.begins_with_arm(tokens)
            && self.again(tokens, |lower, Statements(stmts)| {
                stmts.iter().for_each(|stmt| lower.statement(stmt));
            });
        if is_read {
            return true;
        }
        let reads_as_code = self.other_arguments(tokens);
        self.lets(tokens);
        reads_as_code
    }
}

/// What macros are handed.
enum Arguments {
    Expressions(Punctuated<Expr, Token![,]>),
    /// The first of them is the `match` that the first two stand for.
    Matched(Vec<Expr>),
    Statements(Vec<syn::Stmt>),
}

impl syn::parse::Parse for Arguments {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        let tokens: TokenStream = input.parse()?;
        let expressions = Punctuated::parse_terminated.parse2(tokens.clone());
        if let Ok(expressions) = expressions {
            return Ok(Arguments::Expressions(expressions));
        }
        match matched(&tokens) {
            Some(parts) => Ok(Arguments::Matched(parts)),
            None => syn::Block::parse_within
                .parse2(tokens)
                .map(Arguments::Statements),
        }
    }
}

struct Statements(Vec<syn::Stmt>);

impl syn::parse::Parse for Statements {
    fn parse(input: syn::parse::ParseStream<'_>) -> syn::Result<Self> {
        syn::Block::parse_within(input).map(Statements)
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

fn is_comma(tree: &TokenTree) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == ',')
}
