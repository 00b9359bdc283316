//! What a whole check has found out of the surroundings of its files.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::imports::{distant, inner, made, unresolved};
use super::scales::{GlobPath, Scales};
use super::weights::{Classes, Weight};
use super::words::{Vocabulary, Words};
use super::{Around, Known, ReachByte, Surroundings};
use crate::cache::Digest;
use crate::config::Config;
use crate::expand::Origin;
use crate::facts::{ImportKind, ItemKind, Parent, PathId, Reach, ScopeId, ScopeKind};
use crate::graph::{self, ReferenceGraph};
use crate::modules::{ModuleId, ModuleTree, Unit, UnitId};
use crate::resolve::{Def, LIBRARIES, Names, Namespaces};
use crate::rules::{self, Singled, Verdict};
use crate::source::FileId;

/// What is known of files, before it is known what they hold.
pub(crate) struct Gathered {
    files: FxHashMap<FileId, Option<Known>>,
    /// The one text that each file is, and its module; of those which two crates share, and
    /// of those that share a module, nothing is known of how often they count.
    texts: FxHashMap<FileId, Option<UnitId>>,
    globs: Globs,
    around: Around,
}

/// Gathers what names and references say of the surroundings of each file.
pub(crate) fn gather(names: &Names<'_>, graph: &ReferenceGraph, config: &Config<'_>) -> Gathered {
    let globs = Globs::new(names);
    let judges_sysroot = rules::judges_sysroot(config);
    let byte = |reach: &graph::Reach| {
        ReachByte::new(match reach {
            graph::Reach::Inside => Reach::Inside(None),
            graph::Reach::Outside => Reach::Outside(None),
            graph::Reach::Sysroot if judges_sysroot => Reach::Outside(None),
            graph::Reach::Sysroot | graph::Reach::Nowhere => Reach::Nowhere,
        })
    };
    let including = including(names);
    let mut produced = produced(names);
    let (inner, mut made) = (inner(names), made(names));
    let mut files: FxHashMap<FileId, Option<Known>> = FxHashMap::default();
    let mut texts: FxHashMap<FileId, Option<UnitId>> = FxHashMap::default();
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
        // Several files of a module may declare the same.
        let is_whole = names.tree.module(unit.module).scopes.len() == 1;
        texts
            .entry(file)
            .and_modify(|text| *text = None)
            .or_insert(is_whole.then_some(id));
        let mut reach: Vec<ReachByte> = graph.reach(id).iter().map(byte).collect();
        for path in including.get(&id).into_iter().flatten() {
            reach[path.index()] = ReachByte::new(Reach::default());
        }
        let known = Known {
            reach,
            weights: Vec::new(),
            own: None,
            brought: None,
            only_globs_below: globs.are_below(names, unit.module),
            libraries: LIBRARIES.map(|library| !is_hidden(names, (id, unit), library)),
            is_alone: is_whole,
            is_leaf: !inner.contains(&unit.module),
            produced: Words::new(produced.remove(&unit.module).into_iter().flatten()),
            made: Words::new(made.remove(&id).into_iter().flatten()),
        };
        match files.get_mut(&file) {
            None => drop(files.insert(file, Some(known))),
            Some(Some(before)) => before.meet(&known),
            Some(None) => {}
        }
    }
    Gathered {
        files,
        texts,
        globs,
        around: Around {
            names: all_names(names),
            products: products(names),
            callable: callable(names),
            unresolved: unresolved(graph),
            distant: distant(names, graph),
            sees: rules::sees(config),
            singled: Singled::new(config),
            counts_outside: rules::needs_manifests(config),
            judges_sysroot,
        },
    }
}

impl Gathered {
    /// With what paths count for, now that the rules have judged them.
    pub(crate) fn weighed(
        mut self,
        names: &Names<'_>,
        graph: &ReferenceGraph,
        verdict: &Verdict,
    ) -> Self {
        let sees = self.around.sees;
        let scales = Scales::new(names, graph, &self.around, verdict);
        let texts: Vec<UnitId> = self.texts.values().copied().flatten().collect();
        let mut classes: FxHashMap<_, _> = scales.classes(&texts).into_iter().collect();
        // Rules that see modules alone count all that a glob brings in of one alike.
        let brought = match sees.references {
            true => scales.brought(self.globs.below(names)),
            false => FxHashMap::default(),
        };
        let one = Weight {
            references: 1,
            checked: Vec::new(),
        };
        for (file, text) in self.texts {
            let known = self.files.get_mut(&file).and_then(Option::as_mut);
            let (Some(text), Some(known)) = (text, known) else {
                continue;
            };
            known.weigh(classes.remove(&text).unwrap_or_default());
            if !self.around.judges_items() {
                known.own = known.class_of(&one);
            }
            let of = names.tree.unit(text).module;
            known.brought = self.globs.onto(names, of).and_then(|globs| {
                let mut all = Weight::default();
                for glob in globs {
                    match sees.references {
                        true => all.add(brought.get(&(glob, of))?.as_ref()?),
                        false => all.add(&one),
                    }
                }
                Some(all)
            });
        }
        self.texts = FxHashMap::default();
        self
    }

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
    /// Notes what paths count for.
    fn weigh(&mut self, classes: Classes) {
        self.weights = classes.weights;
        for (path, class) in classes.of_paths {
            if let Some(byte) = self.reach.get_mut(path.index()) {
                *byte = ReachByte::new(match byte.reach() {
                    Reach::Inside(_) => Reach::Inside(Some(class)),
                    Reach::Outside(_) => Reach::Outside(Some(class)),
                    other => other,
                });
            }
        }
        self.own = classes.own.and_then(|weight| self.class_of(&weight));
    }

    /// What holds of a file wherever it is mounted.
    fn meet(&mut self, other: &Known) {
        // Where two differ, nobody knows.
        for (reach, other) in self.reach.iter_mut().zip(&other.reach) {
            if reach != other {
                *reach = ReachByte::new(Reach::default());
            }
        }
        for (library, other) in self.libraries.iter_mut().zip(other.libraries) {
            *library &= other;
        }
        self.is_alone = false;
    }
}

/// The paths of calls that read another file: what these say is nobody's business by what
/// they mean alone.
fn including(names: &Names<'_>) -> FxHashMap<UnitId, Vec<PathId>> {
    let mut including: FxHashMap<UnitId, Vec<PathId>> = FxHashMap::default();
    for (_, unit) in names.tree.units() {
        if let (Some(mount), Origin::File(..)) = (unit.mount, &unit.origin)
            && is_included(&unit.origin, &names.tree.unit(mount.unit).origin)
        {
            including.entry(mount.unit).or_default().push(mount.call);
        }
    }
    including
}

/// The names that macros declare in each module, or in its blocks.
fn produced<'n>(names: &Names<'n>) -> FxHashMap<ModuleId, Vec<&'n str>> {
    let mut produced: FxHashMap<ModuleId, Vec<&'n str>> = FxHashMap::default();
    let tree: &'n ModuleTree = names.tree;
    for (_, unit) in tree.units().filter(|(_, unit)| unit.mount.is_some()) {
        let items = unit.facts.items.iter().map(|item| item.name);
        let imports = unit.facts.imports.iter();
        let imports = imports.filter_map(|import| import.kind.name());
        let declared = items.chain(imports).map(|name| unit.facts.name(name));
        produced.entry(unit.module).or_default().extend(declared);
    }
    produced
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
        || imports.any(|import| match import.kind.name() {
            Some(name) => facts.name(name) == library,
            None => is_in_block(facts.path(import.path).scope),
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

/// The modules that globs are onto, with the module and the place of each glob.
struct Globs(FxHashMap<ModuleId, Vec<(ModuleId, GlobPath)>>);

impl Globs {
    fn new(names: &Names<'_>) -> Self {
        let mut globs: FxHashMap<ModuleId, Vec<_>> = FxHashMap::default();
        for (id, unit) in names.tree.units() {
            for import in &unit.facts.imports {
                if import.kind != ImportKind::Glob || unit.replaced.contains(import.path) {
                    continue;
                }
                let from = names.tree.module_of(id, unit.facts.path(import.path).scope);
                for target in names.outcome(id, import.path).targets {
                    if let Def::Module(onto) = target.def {
                        let glob = (from, (id, import.path));
                        globs.entry(onto).or_default().push(glob);
                    }
                }
            }
        }
        Globs(globs)
    }

    /// The globs that bring in what is private to a module: those below it. `None` if
    /// others bring it in from there.
    fn onto(&self, names: &Names<'_>, module: ModuleId) -> Option<Vec<GlobPath>> {
        let below = self.all_onto(module).iter();
        let below = below.filter(|(from, _)| is_below(names, *from, module));
        let is_end = |from: ModuleId| !self.0.contains_key(&from);
        let ends = below.map(|(from, glob)| is_end(*from).then_some(*glob));
        ends.collect()
    }

    /// Whether no other globs bring in something of a module.
    fn are_below(&self, names: &Names<'_>, module: ModuleId) -> bool {
        let mut onto = self.all_onto(module).iter();
        onto.all(|(from, _)| is_below(names, *from, module))
    }

    /// Every glob that brings in what is private to a module, with that.
    fn below(&self, names: &Names<'_>) -> impl Iterator<Item = (GlobPath, ModuleId)> {
        self.0.iter().flat_map(move |(onto, globs)| {
            let below = globs.iter();
            let below = below.filter(move |(from, _)| is_below(names, *from, *onto));
            below.map(|(_, glob)| (*glob, *onto))
        })
    }

    fn all_onto(&self, module: ModuleId) -> &[(ModuleId, GlobPath)] {
        self.0.get(&module).map_or(&[], Vec::as_slice)
    }
}

fn is_below(names: &Names<'_>, module: ModuleId, other: ModuleId) -> bool {
    names.modules_around(module).any(|around| around == other)
}
