//! Blocks, statements, and patterns: what is bound where.
//!
//! A `let` opens a scope that lasts to the end of its block; items of a block
//! are in scope in all of it (Rust reference, "Scopes").

use syn::visit::{self, Visit};

use super::Lower;
use super::paths::About;
use crate::facts::tokens::Tokens;
use crate::facts::{
    Binding, Context, Expects, NameId, Produces, Scope, ScopeId, ScopeKind, TextRange,
};

impl Lower<'_> {
    /// Opens a scope inside the present one.
    pub(super) fn open(&mut self, kind: ScopeKind) -> ScopeId {
        let id = ScopeId::next(&self.facts.scopes);
        self.facts.scopes.push(Scope {
            parent: Some(self.scope),
            kind,
        });
        self.scope = id;
        id
    }

    /// Walks `inside`, and closes every scope that it opens.
    pub(super) fn in_scope(&mut self, inside: impl FnOnce(&mut Self)) {
        let before = self.scope;
        inside(self);
        self.scope = before;
    }

    pub(super) fn block(&mut self, block: &syn::Block) {
        let has_items = block.stmts.iter().any(|stmt| match stmt {
            syn::Stmt::Item(_) => true,
            syn::Stmt::Macro(stmt) => {
                let call = self.called(&stmt.mac);
                self.may_define_items(call.name, call.tokens)
            }
            _ => false,
        });
        let walk = |lower: &mut Self| {
            if has_items {
                lower.open(ScopeKind::Block);
            }
            block.stmts.iter().for_each(|stmt| lower.statement(stmt));
        };
        self.with(
            |lower| &mut lower.in_signature,
            false,
            |lower| lower.in_scope(walk),
        );
    }

    pub(super) fn statement(&mut self, stmt: &syn::Stmt) {
        match stmt {
            syn::Stmt::Macro(stmt) => {
                let attributes = self.attribute_list(&stmt.attrs);
                self.under_attributes(&attributes, |lower| {
                    let called = lower.called(&stmt.mac);
                    let path = |lower: &mut Self| {
                        lower.path(&stmt.mac.path, Expects::Macro, Context::MacroCall)
                    };
                    lower.statement_call(called, path, |lower| {
                        lower.statement_arguments(called.tokens)
                    });
                });
            }
            // What a `let` of a condition binds ends with the statement.
            syn::Stmt::Expr(expr, _) => self.in_scope(|lower| lower.visit_expr(expr)),
            _ => visit::visit_stmt(self, stmt),
        }
    }

    pub(super) fn local(&mut self, local: &syn::Local) {
        let attributes = self.attribute_list(&local.attrs);
        self.under_attributes(&attributes, |lower| {
            let mut refutable = false;
            if let Some(init) = &local.init {
                lower.in_scope(|lower| lower.visit_expr(&init.expr));
                if let Some((_, diverge)) = &init.diverge {
                    refutable = true;
                    lower.visit_expr(diverge);
                }
            }
            if refutable {
                lower.pattern(&local.pat);
            } else {
                lower.irrefutable_pattern(&local.pat);
            }
            lower.bind();
        });
    }

    /// A pattern in a place where it has to match, so that a plain identifier
    /// binds a variable.
    pub(super) fn irrefutable_pattern(&mut self, pattern: &syn::Pat) {
        self.with(
            |lower| &mut lower.irrefutable,
            true,
            |lower| lower.pattern(pattern),
        );
    }

    /// Walks a pattern; what it binds is pending until [`Lower::bind`].
    pub(super) fn pattern(&mut self, pattern: &syn::Pat) {
        match pattern {
            syn::Pat::Ident(pattern) => self.identifier_pattern(pattern),
            syn::Pat::Path(pattern) => {
                self.qualified_path(
                    pattern.qself.as_ref(),
                    &pattern.path,
                    Expects::Value,
                    Context::Pattern,
                );
            }
            syn::Pat::TupleStruct(pattern) => {
                self.qualified_path(
                    pattern.qself.as_ref(),
                    &pattern.path,
                    Expects::Value,
                    Context::Pattern,
                );
                pattern
                    .elems
                    .iter()
                    .for_each(|element| self.pattern(element));
            }
            syn::Pat::Struct(pattern) => {
                self.qualified_path(
                    pattern.qself.as_ref(),
                    &pattern.path,
                    Expects::Type,
                    Context::Pattern,
                );
                for field in &pattern.fields {
                    // `S { field }` is short for `S { field: field }`, whatever
                    // that name means.
                    let attributes = self.attribute_list(&field.attrs);
                    self.under_attributes(&attributes, |lower| lower.pattern(&field.pat));
                }
            }
            syn::Pat::Lit(_) | syn::Pat::Range(_) | syn::Pat::Const(_) => {
                let context = self.context.or(Some(Context::Pattern));
                self.with(
                    |lower| &mut lower.context,
                    context,
                    |lower| visit::visit_pat(lower, pattern),
                );
            }
            syn::Pat::Guard(pattern) => {
                self.pattern(&pattern.pat);
                self.visit_expr(&pattern.guard);
            }
            syn::Pat::Macro(pattern) => {
                self.visit_attributes(&pattern.attrs);
                self.macro_call(&pattern.mac, Produces::Pattern);
            }
            syn::Pat::Verbatim(tokens) => self.scan_stream(tokens),
            _ => visit::visit_pat(self, pattern),
        }
    }

    /// What a macro binds where a pattern stands is not known yet, but nearly always
    /// written in its input.
    pub(super) fn variables_in(&mut self, tokens: Tokens) {
        let trees = self.trees(tokens);
        for at in 0..trees.len() {
            if let Some((_, inside)) = trees.group(at) {
                self.variables_in(inside);
            } else if let Some(name) = trees.name(at) {
                let name = self.name_at(name);
                let is_in_path = [':', '!']
                    .iter()
                    .any(|beside| trees.is_behind(at, *beside) || trees.is_punct(at + 1, *beside));
                if !is_in_path && self.is_variable_name(name) {
                    self.pending.push(Binding { name, unless: None });
                }
            }
        }
    }

    fn identifier_pattern(&mut self, pattern: &syn::PatIdent) {
        let name = self.ident(&pattern.ident);
        let only_binds =
            pattern.by_ref.is_some() || pattern.mutability.is_some() || pattern.subpat.is_some();
        self.named_pattern(name, only_binds);
        pattern
            .subpat
            .iter()
            .for_each(|(_, pattern)| self.pattern(pattern));
    }

    /// Adds what an identifier pattern binds, unless it is a constant.
    pub(super) fn named_pattern(&mut self, (name, range): (NameId, TextRange), only_binds: bool) {
        let unless = if only_binds || (self.irrefutable && self.is_variable_name(name)) {
            None
        } else {
            let about = About::new(Expects::Constant, Context::Pattern);
            Some(self.push_path(&[(name, range)], about))
        };
        self.pending.push(Binding { name, unless });
    }

    /// Puts the pending bindings in scope.
    pub(super) fn bind(&mut self) {
        let mut bindings = std::mem::take(&mut self.pending);
        // The alternatives of `A(x) | B(x)` bind the same names.
        bindings.sort_by_key(|binding| (binding.name.0, binding.unless));
        bindings.dedup_by_key(|binding| binding.name);
        if bindings.is_empty() {
            return;
        }
        let start = u32::try_from(self.facts.bindings.len()).unwrap_or(u32::MAX);
        self.facts.bindings.append(&mut bindings);
        let end = u32::try_from(self.facts.bindings.len()).unwrap_or(u32::MAX);
        self.open(ScopeKind::Bindings(start, end));
    }

    /// Whether a lone identifier is known to be a variable or a generic
    /// parameter without looking at any item.
    ///
    /// A block with items in between may hide the variable; then the scopes
    /// decide when names are resolved.
    pub(super) fn is_local(&self, name: NameId, expects: Expects) -> bool {
        let mut next = Some(self.scope);
        while let Some(scope) = next.map(|id| self.facts.scope(id)) {
            match scope.kind {
                ScopeKind::Bindings(start, end)
                    if matches!(expects, Expects::Value | Expects::Argument) =>
                {
                    let bindings = &self.facts.bindings[start as usize..end as usize];
                    if let Some(binding) = bindings.iter().find(|binding| binding.name == name) {
                        return binding.unless.is_none();
                    }
                }
                ScopeKind::Generics(start, end) => {
                    let params = &self.facts.params[start as usize..end as usize];
                    let found = params.iter().find(|param| param.name == name);
                    if found.is_some_and(|param| param.is_const != (expects == Expects::Type)) {
                        return true;
                    }
                    if found.is_some_and(|param| !param.is_const && expects != Expects::Value) {
                        return true;
                    }
                }
                ScopeKind::File | ScopeKind::Module(_) | ScopeKind::Block => return false,
                _ => {}
            }
            next = scope.parent;
        }
        false
    }

    /// A constant may be written like this, too, but no `let` or parameter can
    /// have it for its whole pattern.
    pub(super) fn is_variable_name(&self, name: NameId) -> bool {
        self.facts
            .name(name)
            .starts_with(|first: char| first == '_' || first.is_lowercase())
    }
}
