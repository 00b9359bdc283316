//! The walk from the root of each crate through its modules.
//!
//! It goes in the order of the text, one crate after the other, since both
//! textual scope and the numbering of files depend on it; everything costly
//! was done by the loader.

mod ahead;
mod budget;
mod calls;
mod events;
mod foresight;
mod include;
mod inside;
mod missing;
mod product;
mod products;
mod settle;
mod unknown;
mod unread;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};

use self::ahead::Exported;
use self::budget::Budget;
use self::events::{Event, Events, events};
use self::inside::Inside;
use self::products::Products;
use self::settle::Known;
use self::unread::Unread;
use super::files::Folder;
use super::load::{Loader, on_large_stacks};
use super::textual::Point;
use super::{MacroDef, Meaning, Module, ModuleId, ModuleTree, PendingCall, Replaced, Unit, UnitId};
use crate::cache::Memo;
use crate::diagnostic::Diagnostic;
use crate::expand::Origin;
use crate::facts::{Conditions, ItemId, ItemKind, ScopeId};
use crate::source::{FileId, Files, SourceMap, Span};
use crate::workspace::{Crate, CrateId, Package, Workspace};

/// Modules nested more deeply, and macros that call each other more often, are
/// taken for endless: several times the default `recursion_limit` of rustc.
const MAX_DEPTH: u32 = 1024;

/// Where in the workspace a scope of items lies.
#[derive(Clone, Debug)]
pub(super) struct Place {
    module: ModuleId,
    folder: Folder,
    package: Arc<Package>,
    conditions: Conditions,
    /// The files around it, to notice a file that contains itself.
    files: Arc<Vec<PathBuf>>,
    depth: u32,
    /// Whether a macro from outside is handed it, and may make anything of it.
    is_handed: bool,
    /// That of the call in a file which it was produced by.
    budget: Budget,
    point: Point,
}

/// Builds a [`ModuleTree`].
pub struct Builder<'a> {
    tree: ModuleTree,
    loader: Loader<'a>,
    memo: &'a Memo<'a>,
    products: Arc<Products<'a>>,
    sources: &'a mut SourceMap,
    ids: FxHashMap<PathBuf, FileId>,
    /// The crate that the walk is in.
    krate: CrateId,
    /// Names that a macro of the workspace might be called by.
    macro_names: FxHashSet<Box<str>>,
    /// The words that calls are handed which wait: macros may be called so that they define.
    made: FxHashSet<Box<str>>,
    /// What calls that waited were found to mean.
    known: Known,
    /// Calls in code, with what they mean: they define nothing for others, and are
    /// expanded all at once.
    in_code: Vec<(PendingCall, Meaning)>,
    exported: Exported,
    /// The blocks of the texts that were walked through.
    inside: Vec<Inside>,
    unread: Vec<Unread>,
}

impl<'a> Builder<'a> {
    /// Reads all files of a workspace and walks its crates.
    pub fn new(
        files: &'a dyn Files,
        memo: &'a Memo<'a>,
        workspace: &Workspace,
        sources: &'a mut SourceMap,
    ) -> Self {
        let roots: Vec<PathBuf> = workspace
            .crates
            .iter()
            .map(|krate| krate.root.clone())
            .collect();
        let loader = Loader::read_all(files, memo, &roots);
        let mut builder = Builder {
            tree: ModuleTree::default(),
            krate: CrateId(0),
            macro_names: loader.macro_names(),
            made: FxHashSet::default(),
            known: Known::default(),
            in_code: Vec::new(),
            exported: Exported::default(),
            inside: Vec::new(),
            unread: Vec::new(),
            products: Arc::new(Products::new(memo, workspace)),
            loader,
            memo,
            sources,
            ids: FxHashMap::default(),
        };
        let files = builder.loader.files();
        let products = Arc::clone(&builder.products);
        // Macros that call each other nest deeply.
        on_large_stacks(|| {
            // What the walk does not find yet, it makes.
            rayon::join(
                || builder.walk(workspace),
                || products.foresee(&files, workspace),
            );
            builder.walk_inside();
        });
        builder
    }

    fn walk(&mut self, workspace: &Workspace) {
        for (id, krate) in workspace.crates() {
            let package = Arc::new(workspace.package(krate.package).clone());
            self.krate(id, krate, package);
        }
    }

    /// What is known so far.
    pub fn tree(&self) -> &ModuleTree {
        &self.tree
    }

    /// The finished tree.
    pub fn finish(mut self) -> ModuleTree {
        self.report_unread();
        self.tree
    }

    fn krate(&mut self, id: CrateId, krate: &Crate, package: Arc<Package>) {
        self.krate = id;
        let module = self.add_module(Module {
            krate: id,
            parent: None,
            declared: None,
            scopes: Vec::new(),
            conditions: Conditions {
                test: krate.kind.is_test(),
                other: false,
            },
        });
        self.tree.roots.push(module);
        let place = Place {
            module,
            folder: Folder::of_file(&krate.root, true),
            package,
            conditions: self.tree.module(module).conditions,
            files: Arc::new(Vec::new()),
            depth: 0,
            is_handed: false,
            budget: Budget::new(),
            point: None,
        };
        match self.loader.get(&krate.root) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let path = self.sources.display_path(&krate.root);
                self.problem(Diagnostic::error(format!(
                    "the root file `{path}` of crate `{}` is missing",
                    krate.name
                )));
            }
            _ => {
                self.file(&krate.root, place, None);
            }
        }
    }

    fn add_module(&mut self, module: Module) -> ModuleId {
        let id = ModuleId(u32::try_from(self.tree.modules.len()).expect("fewer than 2^32 modules"));
        self.tree.modules.push(module);
        id
    }

    /// The id of the unit that is added next.
    pub(super) fn next_unit(&self) -> UnitId {
        UnitId(u32::try_from(self.tree.units.len()).expect("fewer than 2^32 units"))
    }

    pub(super) fn add_unit(&mut self, unit: Unit) -> UnitId {
        let id = self.next_unit();
        self.exported.add(id, &unit);
        self.tree.units.push(unit);
        id
    }

    pub(super) fn problem(&mut self, problem: Diagnostic) {
        if problem.level == crate::diagnostic::Level::Error {
            self.tree.incomplete.insert(self.krate);
        }
        self.tree.problems.push(problem);
    }

    /// Mounts a file as the content of a module. `by` is what leads to it.
    fn file(&mut self, path: &Path, mut place: Place, by: Option<Span>) -> Point {
        let before = place.point;
        if place.files.iter().any(|file| file == path) || place.depth > MAX_DEPTH {
            let shown = self.sources.display_path(path);
            let problem = Diagnostic::error(format!("`{shown}` is a module of itself"));
            self.problem(problem.at_known(by, "leads back to a file that it is in"));
            return before;
        }
        let loaded = match self.loader.get(path) {
            Ok(loaded) => loaded,
            Err(error) => {
                self.unreadable(path, &error, &place.folder, by);
                return before;
            }
        };
        let id = self.file_id(path, &loaded);
        let facts = match loaded.facts {
            Ok(facts) => facts,
            Err(error) => {
                self.unparsed(path, id, error, &place.folder);
                return before;
            }
        };
        self.tree.files.insert(id, facts.lines);
        place.conditions = place.conditions.and(facts.conditions);
        place.files = Arc::new(
            place
                .files
                .iter()
                .cloned()
                .chain([path.to_path_buf()])
                .collect(),
        );
        let module = place.module;
        let unit = self.add_unit(Unit {
            facts,
            text: loaded.text,
            origin: Origin::File(id, 0),
            krate: self.tree.module(module).krate,
            module,
            mount: None,
            conditions: place.conditions,
            replaced: Replaced::default(),
            modules: FxHashMap::from_iter([(ScopeId(0), module)]),
        });
        let of_module = &mut self.tree.modules[module.0 as usize];
        of_module.scopes.push((unit, ScopeId(0)));
        of_module.conditions = place.conditions;
        self.unit(unit, &place)
    }

    /// Walks all scopes of a unit; returns what is in textual scope behind it.
    pub(super) fn unit(&mut self, unit: UnitId, place: &Place) -> Point {
        let facts = Arc::clone(&self.tree.unit(unit).facts);
        let mut events = events(&facts);
        let behind = self.scope(unit, ScopeId(0), place.clone(), &mut events);
        self.add_inside(unit, place, events);
        behind
    }

    fn scope(
        &mut self,
        unit: UnitId,
        scope: ScopeId,
        mut place: Place,
        events: &mut Events,
    ) -> Point {
        let facts = Arc::clone(&self.tree.unit(unit).facts);
        self.tree.textual.mark(unit, scope, 0, place.point);
        for (offset, event) in events.remove(&scope).unwrap_or_default() {
            match event {
                Event::Module(item) => {
                    let behind = self.module(unit, item, &place, events);
                    let ItemKind::Module(index) = facts.item(item).kind else {
                        continue;
                    };
                    if facts.modules[index as usize].macro_use {
                        let conditional = facts.item(item).conditions != Conditions::default();
                        place.point = if conditional {
                            self.tree.textual.loosen(place.point, behind)
                        } else {
                            behind
                        };
                    }
                }
                Event::Macro(item, conditional) => {
                    let definition = MacroDef { unit, item };
                    let textual = &mut self.tree.textual;
                    place.point = textual.define(place.point, definition, conditional);
                }
                Event::Call(call) => place.point = self.call(unit, call, &place),
                // Code defines nothing around it.
                Event::CallInCode(call) => {
                    if self.is_of_interest(unit, &call) {
                        self.call(unit, call, &place);
                    }
                    continue;
                }
            }
            self.tree.textual.mark(unit, scope, offset, place.point);
        }
        place.point
    }

    fn module(&mut self, unit: UnitId, item: ItemId, place: &Place, events: &mut Events) -> Point {
        let facts = Arc::clone(&self.tree.unit(unit).facts);
        let this = facts.item(item);
        let ItemKind::Module(index) = this.kind else {
            return place.point;
        };
        let decl = &facts.modules[index as usize];
        let name = facts.name(this.name);
        let conditions = place.conditions.and(this.conditions);
        let module = self.add_module(Module {
            krate: self.tree.unit(unit).krate,
            parent: Some(place.module),
            declared: Some((unit, item)),
            scopes: Vec::new(),
            conditions,
        });
        let mut inside = Place {
            module,
            conditions,
            depth: place.depth + 1,
            ..place.clone()
        };
        if let Some(scope) = decl.inline {
            inside.folder = place.folder.of_inline(name, &decl.paths);
            self.tree.modules[module.0 as usize]
                .scopes
                .push((unit, scope));
            self.tree.units[unit.0 as usize]
                .modules
                .insert(scope, module);
            return self.scope(unit, scope, inside, events);
        }
        let candidates = place.folder.candidates(name, &decl.paths);
        let by = self.tree.span(unit, this.range);
        let mut behind = None;
        let mut found_unconditional = false;
        for candidate in &candidates {
            let is_taken = !candidate.conditional && found_unconditional;
            if is_taken || !self.loader.is_file(&candidate.path) {
                continue;
            }
            found_unconditional |= !candidate.conditional;
            inside.folder = Folder::of_file(&candidate.path, candidate.mod_rs);
            inside.point = self.file(&candidate.path, inside.clone(), by);
            behind = Some(inside.point);
        }
        behind.unwrap_or_else(|| {
            self.missing(name, &candidates, conditions, by);
            place.point
        })
    }
}
