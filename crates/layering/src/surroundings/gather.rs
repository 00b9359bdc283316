//! What a whole check has found out of the surroundings of its files.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::{Vocabulary, Words};
use super::{Around, Known, Surroundings, packed};
use crate::cache::Digest;
use crate::config::Config;
use crate::expand::Origin;
use crate::facts::{ImportKind, ItemKind, Parent, ScopeId, ScopeKind};
use crate::graph::ReferenceGraph;
use crate::modules::{ModuleId, Unit, UnitId};
use crate::resolve::{Def, LIBRARIES, Names, Namespaces};
use crate::rules;
use crate::source::FileId;

/// What is known of files, before it is known what they hold.
pub(crate) struct Gathered {
    files: FxHashMap<FileId, Option<Known>>,
    around: Around,
}

/// Gathers what names and references say of the surroundings of each file.
pub(crate) fn gather(names: &Names<'_>, graph: &ReferenceGraph, config: &Config<'_>) -> Gathered {
    let globs = Globs::new(names);
    let mut files: FxHashMap<FileId, Option<Known>> = FxHashMap::default();
    for (id, unit) in names.tree.units() {
        let Origin::File(file, _) = unit.origin else {
            continue;
        };
        if let Some(mount) = unit.mount {
            // The input of a macro is a part of its file; what is included is not.
            if is_included(&unit.origin, &names.tree.unit(mount.unit).origin) {
                files.insert(file, None);
            }
            continue;
        }
        let (globs, only_globs_below) = globs.onto(names, unit.module);
        let known = Known {
            reach: packed(graph.reach(id)),
            globs,
            only_globs_below,
            libraries: LIBRARIES.map(|library| !is_hidden(names, (id, unit), library)),
        };
        match files.get_mut(&file) {
            None => drop(files.insert(file, Some(known))),
            Some(Some(before)) => before.meet(&known),
            Some(None) => {}
        }
    }
    Gathered {
        files,
        around: Around {
            names: all_names(names),
            products: products(names),
            callable: callable(names),
            sees: rules::sees(config),
            counts_outside: rules::needs_manifests(config),
            judges_sysroot: rules::judges_sysroot(config),
        },
    }
}

impl Gathered {
    /// With the contents of the files; what was not read is left out.
    pub(crate) fn with_contents(self, content: impl Fn(FileId) -> Option<Digest>) -> Surroundings {
        let mut surroundings = Surroundings {
            files: BTreeMap::new(),
            around: self.around,
        };
        for (file, known) in self.files {
            if let Some(content) = content(file) {
                surroundings.add(content, known);
            }
        }
        surroundings
    }
}

impl Known {
    /// What holds of a file wherever it is mounted.
    fn meet(&mut self, other: &Known) {
        // Where two differ, no bit is left: nobody knows.
        for (byte, other) in self.reach.iter_mut().zip(&other.reach) {
            *byte &= other;
        }
        self.globs = None;
        for (library, other) in self.libraries.iter_mut().zip(other.libraries) {
            *library &= other;
        }
    }
}

/// Whether the name of a library may mean something else somewhere in a file.
fn is_hidden(names: &Names<'_>, (id, unit): (UnitId, &Unit), library: &str) -> bool {
    let facts = &unit.facts;
    let is_in_block =
        |scope: ScopeId| matches!(facts.scope(facts.item_scope(scope)).kind, ScopeKind::Block);
    let mut imports = facts.imports.iter();
    // What is declared in blocks is not looked up by modules.
    let is_declared = facts
        .items
        .iter()
        .any(|item| facts.name(item.name) == library)
        || imports.any(|import| match import.kind {
            ImportKind::Named(name)
            | ImportKind::TypeOnly(name)
            | ImportKind::ExternCrate { name, .. } => facts.name(name) == library,
            ImportKind::Glob => is_in_block(facts.path(import.path).scope),
        });
    let mut externs = names.workspace.krate(unit.krate).externs.iter();
    let scopes = (0..).map(ScopeId).zip(&facts.scopes);
    let modules =
        scopes.filter(|(_, scope)| matches!(scope.kind, ScopeKind::File | ScopeKind::Module(_)));
    let mut modules = modules.map(|(scope, _)| names.tree.module_of(id, scope));
    is_declared
        || externs.any(|entry| entry.name == library)
        || modules.any(|module| names.means_something(module, library, Namespaces::TYPE))
}

/// Whether a text is a file that another one includes: paths in it mean something else
/// than they would in a module.
fn is_included(text: &Origin, around: &Origin) -> bool {
    match (text, around) {
        (Origin::File(file, _), Origin::File(around, _)) => file != around,
        _ => true,
    }
}

/// The names that something has which is surely there.
fn all_names(names: &Names<'_>) -> Vocabulary {
    let symbols = names.symbols();
    let mut all = FxHashSet::default();
    for (id, unit) in names.tree.units() {
        let items = unit.facts.items.iter().map(|item| match item.kind {
            // The constructor may be a part of it.
            ItemKind::Struct(_) => (item.name, Namespaces::TYPE.or(Namespaces::VALUE)),
            kind => (item.name, Namespaces::of(kind)),
        });
        let imports = unit.facts.imports.iter();
        let imports = imports.filter_map(|import| match import.kind {
            ImportKind::Named(name) => Some((name, Namespaces::ALL)),
            ImportKind::TypeOnly(name) | ImportKind::ExternCrate { name, .. } => {
                Some((name, Namespaces::TYPE))
            }
            ImportKind::Glob => None,
        });
        let named = items.chain(imports);
        all.extend(named.map(|(name, namespaces)| (names.symbol(id, name), namespaces)));
    }
    let mut named: Vec<(&str, Namespaces)> = all
        .into_iter()
        .map(|(name, namespaces)| (symbols.text(name), namespaces))
        .collect();
    for krate in &names.workspace.crates {
        let externs = krate.externs.iter();
        named.extend(externs.map(|entry| (entry.name.as_str(), Namespaces::TYPE)));
    }
    Vocabulary::new(&named)
}

/// The words that macros from outside may define something under.
fn products(names: &Names<'_>) -> Words {
    let items = names.tree.units().flat_map(|(_, unit)| {
        let items = unit.facts.items.iter();
        let products = items.filter(|item| item.kind == ItemKind::Product);
        products.map(|item| unit.facts.name(item.name))
    });
    Words::new(items)
}

/// The names of what traits declare.
fn callable(names: &Names<'_>) -> Words {
    let symbols = names.symbols();
    let mut all = FxHashSet::default();
    for (id, unit) in names.tree.units() {
        for item in &unit.facts.items {
            let (owner, parent) = names.tree.parent_of(id, item);
            let Parent::Item(parent) = parent else {
                continue;
            };
            if names.tree.unit(owner).facts.item(parent).kind == ItemKind::Trait {
                all.insert(names.symbol(id, item.name));
            }
        }
    }
    Words::new(all.into_iter().map(|name| symbols.text(name)))
}

/// The modules that globs are onto, and where these globs are.
struct Globs(FxHashMap<ModuleId, Vec<ModuleId>>);

impl Globs {
    fn new(names: &Names<'_>) -> Self {
        let mut globs: FxHashMap<ModuleId, Vec<ModuleId>> = FxHashMap::default();
        for (id, unit) in names.tree.units() {
            for import in &unit.facts.imports {
                if import.kind != ImportKind::Glob || unit.replaced.contains(import.path) {
                    continue;
                }
                let from = names.tree.module_of(id, unit.facts.path(import.path).scope);
                for target in names.outcome(id, import.path).targets {
                    if let Def::Module(onto) = target.def {
                        globs.entry(onto).or_default().push(from);
                    }
                }
            }
        }
        Globs(globs)
    }

    /// How many globs bring in what is private to a module: those below it. `None` if
    /// others bring it in from there. Also whether there are no other globs.
    fn onto(&self, names: &Names<'_>, module: ModuleId) -> (Option<u32>, bool) {
        let onto = self.0.get(&module).map_or(&[][..], Vec::as_slice);
        let is_below =
            |from: &&ModuleId| names.modules_around(**from).any(|around| around == module);
        let below: Vec<&ModuleId> = onto.iter().filter(is_below).collect();
        let are_ends = below.iter().all(|from| !self.0.contains_key(from));
        let count = u32::try_from(below.len()).ok().filter(|_| are_ends);
        (count, below.len() == onto.len())
    }
}
