//! Paths that the file alone explains, by what its own module declares.
//!
//! A name that no block, parameter, or variable around it binds is looked up in the
//! module, where what is declared comes before all that globs, the prelude, and macros of
//! other files may bring in (Rust reference, "Name resolution").

use rustc_hash::FxHashMap;

use crate::facts::file::FileFacts;
use crate::facts::ids::{PathId, PathRange};
use crate::facts::items::{Item, ItemKind, Parent};
use crate::facts::paths::{Context, Expects, Import, ImportKind};
use crate::facts::prints::Prints;
use crate::facts::scopes::ScopeKind;

/// What the file's own module declares.
pub(super) struct Own<'f> {
    facts: &'f FileFacts,
    declared: FxHashMap<&'f str, Declares>,
    /// The paths that macros are handed which may make something else of them.
    handed: Vec<PathRange>,
}

/// What a name is declared as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Declares {
    /// A function, a constant, or a static.
    Value,
    /// Something of the standard library.
    OfLibrary,
    /// A type or a module of the standard library.
    TypeOfLibrary,
    /// Something else, or several things.
    Other,
}

impl<'f> Own<'f> {
    /// `is_standard` says which paths lead into the standard library: its macros take
    /// what they are handed for what it reads as. `is_library` says which names are those
    /// of its libraries.
    pub(super) fn new(
        facts: &'f FileFacts,
        is_standard: impl Fn(PathId) -> bool,
        is_library: &dyn Fn(&str) -> bool,
    ) -> Self {
        let items = facts.items.iter();
        let items = items.filter(|item| is_of_module(facts, item));
        let items = items.map(|item| match is_value(item.kind) {
            true => (item.name, Declares::Value),
            false => (item.name, Declares::Other),
        });
        let imports = facts.imports.iter().filter_map(|import| {
            let name = import.kind.name()?;
            let is_from_library = is_from_library(facts, import, is_library);
            let declares = match import.kind {
                _ if !is_from_library => Declares::Other,
                ImportKind::TypeOnly(_) => Declares::TypeOfLibrary,
                _ => Declares::OfLibrary,
            };
            Some((name, declares))
        });
        let mut declared = FxHashMap::default();
        for (name, declares) in items.chain(imports) {
            let known = declared.entry(facts.name(name));
            known
                .and_modify(|known| *known = Declares::Other)
                .or_insert(declares);
        }
        let calls = facts.calls.iter();
        let others = calls.filter(|call| !is_standard(call.path));
        Own {
            facts,
            declared,
            handed: others.filter_map(|call| call.read).collect(),
        }
    }

    /// Whether a name is that of something in the standard library, and of nothing else.
    pub(super) fn is_of_library(&self, name: &str) -> bool {
        matches!(
            self.declares(name),
            Declares::OfLibrary | Declares::TypeOfLibrary
        )
    }

    /// The name that a path starts with, if it leads into the standard library by what the
    /// file imports from there.
    pub(super) fn library_name(&self, prints: &Prints<'f>, id: PathId) -> Option<&'f str> {
        let path = self.facts.path(id);
        let name = self.facts.name(self.facts.segments(path)[0].name);
        let is_code = matches!(
            path.context,
            Context::Type | Context::Expr | Context::Pattern | Context::Bound | Context::MacroArg
        );
        let is_plain = matches!(
            path.expects,
            Expects::Type | Expects::Value | Expects::TypeOrValue | Expects::Argument
        );
        // What macros are handed is a guess wherever it may be something else.
        let is_sure = !path.guess || path.context == Context::MacroArg;
        let is_through = match self.declares(name) {
            Declares::OfLibrary => true,
            Declares::TypeOfLibrary => path.count > 1 || path.expects == Expects::Type,
            Declares::Value | Declares::Other => false,
        };
        let is_known = is_code && is_plain && is_sure && is_through;
        (is_known && self.is_free(prints, id)).then_some(name)
    }

    /// Whether a path is a lone name that surely means a value.
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
        is_value
            && !(path.in_signature || path.test)
            && self.declares(name) == Declares::Value
            && self.is_free(prints, id)
    }

    fn declares(&self, name: &str) -> Declares {
        self.declared.get(name).copied().unwrap_or(Declares::Other)
    }

    /// Whether nothing around a path has the name that it starts with, and no macro may
    /// make something else of it.
    fn is_free(&self, prints: &Prints<'f>, id: PathId) -> bool {
        let facts = self.facts;
        let path = facts.path(id);
        let name = facts.name(facts.segments(path)[0].name);
        path.base.is_none()
            && !path.leading_colons
            && !self.handed.iter().any(|handed| handed.contains(id))
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

/// Whether an import of the file's own module names something in one of the libraries.
fn is_from_library(facts: &FileFacts, import: &Import, is_library: &dyn Fn(&str) -> bool) -> bool {
    let path = facts.path(import.path);
    let segments = facts.segments(path);
    let scope = facts.scope(facts.item_scope(path.scope));
    matches!(import.kind, ImportKind::Named(_) | ImportKind::TypeOnly(_))
        && matches!(scope.kind, ScopeKind::File)
        && !path.leading_colons
        && segments.len() > 1
        && is_library(facts.name(segments[0].name))
}
