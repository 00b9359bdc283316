//! Paths to values of the file's own module that the file alone explains.
//!
//! A lone name that no block, parameter, or variable around it binds is looked up in the
//! module, where an item that is declared comes before all that globs, the prelude,
//! and macros of other files may bring in (Rust reference, "Name resolution").

use rustc_hash::FxHashMap;

use crate::facts::file::FileFacts;
use crate::facts::ids::{PathId, PathRange};
use crate::facts::items::{Item, ItemKind, Parent};
use crate::facts::paths::{Context, Expects};
use crate::facts::prints::Prints;
use crate::facts::scopes::ScopeKind;

/// The functions, constants, and statics of the file's own module.
pub(super) struct Own<'f> {
    facts: &'f FileFacts,
    /// The names that are declared, and whether each is that of one such value alone.
    declared: FxHashMap<&'f str, bool>,
    /// The paths that macros are handed which may make something else of them.
    handed: Vec<PathRange>,
}

impl<'f> Own<'f> {
    /// `is_standard` says which paths lead into the standard library: its macros take
    /// what they are handed for what it reads as.
    pub(super) fn new(facts: &'f FileFacts, is_standard: impl Fn(PathId) -> bool) -> Self {
        let mut declared = FxHashMap::default();
        let items = facts.items.iter();
        for item in items.filter(|item| is_of_module(facts, item)) {
            declared
                .entry(facts.name(item.name))
                .and_modify(|is_alone| *is_alone = false)
                .or_insert(is_value(item.kind));
        }
        let imports = facts.imports.iter();
        for name in imports.filter_map(|import| import.kind.name()) {
            declared.insert(facts.name(name), false);
        }
        let calls = facts.calls.iter();
        let others = calls.filter(|call| !is_standard(call.path));
        Own {
            facts,
            declared,
            handed: others.filter_map(|call| call.read).collect(),
        }
    }

    /// Whether a path is a lone name that surely means one of them.
    pub(super) fn is_named(&self, prints: &Prints<'f>, id: PathId) -> bool {
        let facts = self.facts;
        let path = facts.path(id);
        let [segment] = facts.segments(path) else {
            return false;
        };
        let name = facts.name(segment.name);
        // What macros are handed is a value before it is anything else.
        let is_value = match path.context {
            Context::Expr => path.expects == Expects::Value && !path.guess,
            Context::MacroArg => matches!(path.expects, Expects::Value | Expects::Argument),
            _ => false,
        };
        let is_plain = is_value
            && path.base.is_none()
            && !(path.leading_colons || path.in_signature || path.test);
        is_plain
            && !self.handed.iter().any(|handed| handed.contains(id))
            && self.declared.get(name).copied().unwrap_or_default()
            && facts
                .scopes_around(path.scope)
                .all(|scope| match facts.scope(scope).kind {
                    ScopeKind::File | ScopeKind::SelfType(_) => true,
                    ScopeKind::Module(_) => false,
                    ScopeKind::Block => !prints.is_declaring(scope),
                    ScopeKind::Generics(start, end) => {
                        let mut params = facts.params[start as usize..end as usize].iter();
                        params.all(|param| facts.name(param.name) != name)
                    }
                    ScopeKind::Bindings(start, end) => {
                        let mut bindings = facts.bindings[start as usize..end as usize].iter();
                        bindings.all(|binding| facts.name(binding.name) != name)
                    }
                })
    }
}

/// Whether an item is one of the file's own module.
pub(super) fn is_of_module(facts: &FileFacts, item: &Item) -> bool {
    item.parent == Parent::Scope && matches!(facts.scope(item.scope).kind, ScopeKind::File)
}

/// Whether an item is a function, a constant, or a static.
pub(super) fn is_value(kind: ItemKind) -> bool {
    matches!(kind, ItemKind::Fn | ItemKind::Const | ItemKind::Static)
}
