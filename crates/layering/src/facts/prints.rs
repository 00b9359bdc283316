//! A fingerprint for each thing that a file says, whatever stands before it.
//!
//! Indices into the tables of a file shift with every line that is added. A print
//! does not: it is made of words, and of what around them decides what they mean. Two
//! things with the same print mean the same, as long as all other files, and the
//! declarations of their own, stay what they are. Tables of different versions of a
//! file are compared by their prints.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::mem::discriminant;

use rustc_hash::FxHashMap;

use super::file::FileFacts;
use super::forms::Base;
use super::ids::{PathId, ScopeId};
use super::items::{Impl, Item, ItemKind, Parent, Visibility};
use super::paths::{Import, MacroUse, Path};
use super::scopes::{Bound, Bounded, ScopeKind, SelfType};
use super::texts::{Print, Texts, print};
use super::{Constructor, ImportKind};

/// The prints of what one file says.
pub(super) struct Prints<'f> {
    facts: &'f FileFacts,
    texts: &'f Texts,
    /// What each block declares; most declare nothing, and mean nothing to names.
    blocks: FxHashMap<ScopeId, Print>,
    pub(super) items: Vec<Print>,
    pub(super) impls: Vec<Print>,
    /// Of paths, whatever they are a part of.
    pub(super) meanings: Vec<Print>,
}

impl<'f> Prints<'f> {
    /// `is_idle` says which calls of macros define nothing: these are left out of
    /// what a block declares.
    pub(super) fn new(
        facts: &'f FileFacts,
        texts: &'f Texts,
        is_idle: &dyn Fn(PathId) -> bool,
    ) -> Self {
        let mut prints = Prints {
            facts,
            texts,
            blocks: FxHashMap::default(),
            items: Vec::with_capacity(facts.items.len()),
            impls: Vec::with_capacity(facts.impls.len()),
            meanings: Vec::with_capacity(facts.paths.len()),
        };
        prints.read_blocks(is_idle);
        for imp in &facts.impls {
            let print = prints.of_impl(imp);
            prints.impls.push(print);
        }
        for item in &facts.items {
            let print = prints.of_item(item);
            prints.items.push(print);
        }
        for path in &facts.paths {
            let print = prints.of_path(path);
            prints.meanings.push(print);
        }
        prints
    }

    /// A path as a part of what it stands in.
    pub(super) fn path(&self, path: PathId) -> Print {
        let owner = self.of_parent(self.facts.path(path).owner);
        print((self.meanings[path.index()], owner))
    }

    /// Whether a block declares something.
    pub(super) fn is_declaring(&self, block: ScopeId) -> bool {
        self.blocks.contains_key(&block)
    }

    /// What a file says beside items, paths, and calls, in no order; without the imports
    /// that are `apart`. What types say of a call is left out where they cannot choose.
    pub(super) fn rest(&self, may_choose: &dyn Fn(PathId) -> bool, apart: &[usize]) -> Vec<Print> {
        let facts = self.facts;
        let mut all = Vec::new();
        all.extend(self.impls.iter().map(|imp| print(("impl", imp))));
        let imports = (0..).zip(&facts.imports);
        let imports = imports.filter(|(index, _)| !apart.contains(index));
        all.extend(imports.map(|(_, import)| self.import(import)));
        for (of, bounds) in [("bound", &facts.bounds), ("equality", &facts.equalities)] {
            all.extend(bounds.iter().map(|bound| print((of, self.bound(bound)))));
        }
        for ty in &facts.field_types {
            all.push(print((
                "field",
                self.items[ty.field.index()],
                self.path(ty.path),
            )));
        }
        let initials = facts.initials.iter();
        for initial in initials.filter(|initial| may_choose(initial.call)) {
            let of = match initial.of {
                super::StructPath::Path(path) => self.path(path),
                super::StructPath::SelfType => 0,
            };
            let field = initial.field.map(|field| facts.name(field));
            all.push(print(("initial", of, field, self.path(initial.call))));
        }
        for (scope, name) in &facts.likely_modules {
            all.push(print((
                "module",
                self.around(*scope, ""),
                facts.name(*name),
            )));
        }
        for (scope, name) in &facts.lets {
            all.push(print(("let", self.around(*scope, ""), facts.name(*name))));
        }
        let conditions = facts.conditions;
        all.push(print(("file", conditions.test, conditions.other)));
        all
    }

    /// An import.
    pub(super) fn import(&self, import: &Import) -> Print {
        let (kind, macro_use) = match import.kind {
            ImportKind::Named(_) => (0, None),
            ImportKind::TypeOnly(_) => (1, None),
            ImportKind::Glob => (2, None),
            ImportKind::ExternCrate { macro_use, .. } => (3, Some(self.macro_use(macro_use))),
        };
        let name = import.kind.name().map(|name| self.facts.name(name));
        let visibility = self.of_visibility(import.visibility);
        let path = self.path(import.path);
        print(("import", path, kind, name, macro_use, visibility))
    }

    fn macro_use(&self, macro_use: MacroUse) -> (bool, Option<Vec<&str>>) {
        match macro_use {
            MacroUse::None => (false, None),
            MacroUse::All => (true, None),
            MacroUse::Named(index) => {
                let names = self.facts.macro_uses[index as usize].iter();
                (
                    true,
                    Some(names.map(|name| self.facts.name(*name)).collect()),
                )
            }
        }
    }

    /// A macro call, with its input.
    pub(super) fn call(&self, index: usize) -> Print {
        let call = &self.facts.calls[index];
        let parts = (
            self.path(call.path),
            self.texts.calls[index],
            self.around(call.scope, ""),
            self.of_parent(call.parent),
            discriminant(&call.produces),
            (call.read.is_some(), call.reads_as_code),
            (call.conditions.test, call.conditions.other),
        );
        print(("call", parts))
    }

    /// An attribute that something bears.
    pub(super) fn attribute(&self, index: usize) -> Print {
        let attribute = &self.facts.attributes[index];
        let item = attribute.item.map(|item| self.items[item.index()]);
        let kind = discriminant(&attribute.kind);
        let text = self.texts.attributes[index];
        print(("attribute", item, kind, text, attribute.conditional))
    }

    fn read_blocks(&mut self, is_idle: &dyn Fn(PathId) -> bool) {
        let facts = self.facts;
        let mut blocks: FxHashMap<ScopeId, Print> = FxHashMap::default();
        let mut declare = |scope: ScopeId, what: Print| {
            if matches!(facts.scope(scope).kind, ScopeKind::Block) {
                let declared = blocks.entry(scope).or_default();
                *declared = declared.wrapping_add(what);
            }
        };
        for item in facts
            .items
            .iter()
            .filter(|item| item.parent == Parent::Scope)
        {
            declare(
                item.scope,
                print((facts.name(item.name), discriminant(&item.kind))),
            );
        }
        for import in &facts.imports {
            let path = facts.path(import.path);
            declare(
                path.scope,
                print((self.words(path), discriminant(&import.kind))),
            );
        }
        for (call, text) in facts.calls.iter().zip(&self.texts.calls) {
            if !call.stands_alone() && !is_idle(call.path) {
                declare(call.scope, print((self.words(facts.path(call.path)), text)));
            }
        }
        self.blocks = blocks;
    }

    fn bound(&self, bound: &Bound) -> Print {
        let name = |name| self.facts.name(name);
        let of = match bound.of {
            Bounded::Param(param) => ([name(param), ""], 0),
            Bounded::Assoc(item) => ([""; 2], self.items[item.index()]),
            Bounded::Projection(param, of) => ([name(param), name(of)], 0),
        };
        print((of, self.path(bound.path)))
    }

    fn of_path(&self, path: &Path) -> Print {
        let first = self.facts.name(self.facts.segments(path)[0].name);
        let meaning = |path: PathId| match self.meanings.get(path.index()) {
            Some(print) => *print,
            None => self.words(self.facts.path(path)),
        };
        let base = path.base.map(|base| match base {
            Base::Path(base) => meaning(base),
            Base::Form(id) => {
                let form = self.facts.forms[id.index()];
                print((form.kind, form.head.map(meaning)))
            }
        });
        print((
            self.words(path),
            self.around(path.scope, first),
            path.expects,
            path.context,
            (path.in_signature, path.test, path.guess),
            base,
        ))
    }

    /// A path as it is written.
    fn words(&self, path: &Path) -> Print {
        let segments = self.facts.segments(path).iter();
        let names: Vec<&str> = segments
            .map(|segment| self.facts.name(segment.name))
            .collect();
        print((path.leading_colons, names))
    }

    fn words_of(&self, path: Option<PathId>) -> Option<Print> {
        path.map(|path| self.words(self.facts.path(path)))
    }

    /// What is around a scope that a name may mean.
    fn around(&self, scope: ScopeId, name: &str) -> Print {
        let facts = self.facts;
        let scopes = || facts.scopes_around(scope);
        let binds = |scope: ScopeId| match facts.scope(scope).kind {
            ScopeKind::Generics(start, end) => {
                let mut params = facts.params[start as usize..end as usize].iter();
                params.any(|param| facts.name(param.name) == name)
            }
            _ => false,
        };
        // What can be named behind a parameter depends on all of its bounds.
        let is_param = name == "Self" || scopes().any(binds);
        let mut hasher = DefaultHasher::new();
        for id in scopes() {
            match facts.scope(id).kind {
                ScopeKind::File => 0.hash(&mut hasher),
                ScopeKind::Module(item) => (1, facts.name(facts.item(item).name)).hash(&mut hasher),
                ScopeKind::Block => {
                    if let Some(declared) = self.blocks.get(&id) {
                        (2, declared).hash(&mut hasher);
                    }
                }
                ScopeKind::Generics(..) if binds(id) => 3.hash(&mut hasher),
                ScopeKind::Bindings(start, end) => {
                    let bindings = &facts.bindings[start as usize..end as usize];
                    for binding in bindings {
                        if facts.name(binding.name) == name {
                            (4, binding.unless.is_some()).hash(&mut hasher);
                        }
                    }
                }
                ScopeKind::SelfType(of) if is_param => match of {
                    SelfType::Item(item) => {
                        (5, facts.name(facts.item(item).name)).hash(&mut hasher);
                    }
                    SelfType::Impl(id) => {
                        (6, self.of_impl(&facts.impls[id.index()])).hash(&mut hasher);
                    }
                },
                ScopeKind::Generics(..) | ScopeKind::SelfType(_) => {}
            }
            if is_param {
                for bound in facts.bounds_in(id) {
                    let of = match bound.of {
                        Bounded::Param(name) => [facts.name(name), ""],
                        Bounded::Assoc(item) => [facts.name(facts.item(item).name), ""],
                        Bounded::Projection(param, name) => [facts.name(param), facts.name(name)],
                    };
                    (7, of, self.words(facts.path(bound.path))).hash(&mut hasher);
                }
            }
        }
        hasher.finish()
    }

    fn of_impl(&self, imp: &Impl) -> Print {
        let paths = [imp.self_type, imp.head, imp.of_trait];
        print((paths.map(|path| self.words_of(path)), imp.form, imp.for_all))
    }

    fn of_parent(&self, parent: Parent) -> Print {
        match parent {
            Parent::Scope => 0,
            Parent::Item(item) => self.items.get(item.index()).copied().unwrap_or_default(),
            Parent::Impl(imp) => self.impls[imp.index()],
        }
    }

    fn of_visibility(&self, visibility: Visibility) -> Print {
        let path = match visibility {
            Visibility::In(path) => Some(path),
            _ => None,
        };
        print((discriminant(&visibility), self.words_of(path)))
    }

    fn of_item(&self, item: &Item) -> Print {
        let facts = self.facts;
        let says = match item.kind {
            ItemKind::Module(index) => {
                let decl = &facts.modules[index as usize];
                let paths = decl.paths.iter();
                let paths: Vec<_> = paths.map(|path| (&path.value, path.conditional)).collect();
                print((decl.inline.is_some(), paths, decl.macro_use))
            }
            ItemKind::Struct(constructor) | ItemKind::Variant(constructor) => {
                let fields = match constructor {
                    Constructor::Tuple(visibility) => self.of_visibility(visibility),
                    Constructor::None | Constructor::Unit => 0,
                };
                print((discriminant(&constructor), fields))
            }
            ItemKind::TypeAlias(path) => print(self.words_of(path)),
            ItemKind::MacroRules(index) => {
                let rules = &facts.macro_rules[index as usize];
                let text = self.texts.rules[index as usize];
                print((text, rules.exported, rules.conditional))
            }
            _ => 0,
        };
        print((
            (discriminant(&item.kind), facts.name(item.name), says),
            self.around(item.scope, ""),
            self.of_parent(item.parent),
            self.of_visibility(item.visibility),
            (item.conditions.test, item.conditions.other),
        ))
    }
}
