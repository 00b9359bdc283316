//! Which packages use which items of a crate, and where.
//!
//! A use is a reference from another package, or is handed on from an item
//! that is used to what that item shows.

use std::collections::{BTreeMap, VecDeque};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::Tests;
use crate::facts::{Context, ImportKind, ItemKind, Parent, Visibility};
use crate::graph::{Calls, Reference};
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{Def, Names};
use crate::rules::Scene;
use crate::source::Span;
use crate::workspace::PackageId;

/// How a package uses an item.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    /// The first place, in the order of files.
    pub(super) first: Span,
    /// The module around all places, where they are in one crate.
    pub(super) within: Option<ModuleId>,
    /// Whether all places are test code.
    pub(super) test: bool,
    /// The item that shows this one, where no place names it.
    pub(super) shown_by: Option<Def>,
}

/// The uses of the items of a crate, by other packages.
pub(super) struct Uses {
    by: FxHashMap<Def, BTreeMap<PackageId, Use>>,
    /// Where the package itself uses an item, apart from what others show.
    pub(super) own: FxHashMap<Def, ModuleId>,
    none: BTreeMap<PackageId, Use>,
}

impl Uses {
    /// Finds the uses of what is in the crate of a module.
    pub(super) fn find(scene: &Scene<'_>, top: ModuleId, own: PackageId, tests: Tests) -> Self {
        let names = scene.names;
        let mut uses = Uses {
            by: FxHashMap::default(),
            own: FxHashMap::default(),
            none: BTreeMap::new(),
        };
        let mut shows: FxHashMap<Def, Vec<Def>> = FxHashMap::default();
        let calls = Calls::new(names);
        let package = |def| names.workspace.krate(names.crate_of(def)).package;
        for reference in scene.graph.references.iter() {
            let is_judged = match tests {
                Tests::Include => true,
                Tests::Exclude => !reference.test,
                Tests::Only => reference.test,
            };
            let user = package(Def::Module(reference.from));
            if user == own {
                uses.note_own(names, reference);
                if let Some(owner) = shown_by(names, reference, top) {
                    shows.entry(owner).or_default().push(reference.to);
                }
            } else if is_judged
                && user != package(reference.to)
                && (reference.context != Context::Glob
                    || is_trait_in_scope(names, &calls, reference))
            {
                let this = Use {
                    first: reference.span,
                    within: Some(reference.from),
                    test: reference.test,
                    shown_by: None,
                };
                for def in names.ancestors(reference.to) {
                    uses.add(names, def, user, this);
                }
            }
        }
        uses.hand_on(names, &shows);
        uses
    }

    /// The packages that use an item.
    pub(super) fn of(&self, def: Def) -> &BTreeMap<PackageId, Use> {
        self.by.get(&def).unwrap_or(&self.none)
    }

    /// Adds a use; says whether the package had none.
    fn add(&mut self, names: &Names<'_>, def: Def, user: PackageId, this: Use) -> bool {
        let uses = self.by.entry(def).or_default();
        let Some(known) = uses.get_mut(&user) else {
            uses.insert(user, this);
            return true;
        };
        if this.shown_by.is_none() {
            known.within = known.within.zip(this.within).and_then(|(a, b)| {
                let is_around = |module: &ModuleId| names.is_within(b, *module);
                names.modules_around(a).find(is_around)
            });
            known.test &= this.test;
        }
        false
    }

    /// What uses an item uses what that shows, and so on.
    fn hand_on(&mut self, names: &Names<'_>, shows: &FxHashMap<Def, Vec<Def>>) {
        let mut changed: VecDeque<Def> = {
            let mut used: Vec<Def> = self.by.keys().copied().collect();
            used.sort_unstable();
            used.into()
        };
        let mut waiting: FxHashSet<Def> = changed.iter().copied().collect();
        while let Some(def) = changed.pop_front() {
            waiting.remove(&def);
            let users: Vec<_> = self.of(def).iter().map(|(id, this)| (*id, *this)).collect();
            for shown in shows.get(&def).into_iter().flatten() {
                for (user, this) in &users {
                    let this = Use {
                        shown_by: Some(def),
                        ..*this
                    };
                    for above in names.ancestors(*shown) {
                        if self.add(names, above, *user, this) && waiting.insert(above) {
                            changed.push_back(above);
                        }
                    }
                }
            }
        }
    }

    fn note_own(&mut self, names: &Names<'_>, reference: &Reference) {
        if matches!(reference.context, Context::Use | Context::Glob) || reference.test {
            return;
        }
        let around = names.item_around(reference.unit, reference.path);
        for def in names.ancestors(reference.to) {
            // What is in the item itself does not need it to be there.
            let is_inside = |around| names.ancestors(around).any(|above| above == def);
            if !around.is_some_and(is_inside) && !matches!(def, Def::Module(_)) {
                let module = self.own.entry(def).or_insert(reference.from);
                *module = reference.from.min(*module);
            }
        }
    }
}

/// Whether a glob brings a trait into scope, whose methods need no name of it
/// then, and may be called.
fn is_trait_in_scope(names: &Names<'_>, calls: &Calls<'_>, reference: &Reference) -> bool {
    let is_trait = matches!(reference.to, Def::Item(def)
        if names.item(def).kind == ItemKind::Trait && calls.may_be_in(def, reference.from));
    let facts = &names.tree.unit(reference.unit).facts;
    is_trait
        && facts.imports.iter().any(|import| {
            import.path == reference.path
                && import.kind == ImportKind::Glob
                && import.visibility == Visibility::Inherited
        })
}

/// The item that shows what a reference names to those who use the item: in
/// its signature, a public part of it, an `impl`, or the body of a macro.
fn shown_by(names: &Names<'_>, reference: &Reference, top: ModuleId) -> Option<Def> {
    let path = names.tree.unit(reference.unit).facts.path(reference.path);
    let shows = match reference.context {
        Context::Type | Context::Bound | Context::Impl | Context::MacroArg => path.in_signature,
        Context::MacroBody => true,
        _ => false,
    };
    shows
        .then(|| open_owner(names, reference.unit, path.owner, top))
        .flatten()
}

/// The item that an owner is, or is a public part of.
fn open_owner(names: &Names<'_>, unit: UnitId, owner: Parent, top: ModuleId) -> Option<Def> {
    let of_impl = |id: crate::facts::ImplId| names.tree.unit(unit).facts.impls[id.index()];
    match owner {
        Parent::Scope => None,
        Parent::Impl(id) => names.type_of_impl(unit, id).or_else(|| {
            let outcome = names.outcome(unit, of_impl(id).of_trait?);
            outcome.targets.first().map(|target| target.def)
        }),
        Parent::Item(id) => {
            let item = names.tree.unit(unit).facts.item(id);
            let reaches = || {
                let module = names.tree.module_of(unit, item.scope);
                names.reaches_out(names.visibility(unit, module, item.visibility), top)
            };
            let (home, parent) = names.tree.owner(unit, id);
            let facts = &names.tree.unit(home).facts;
            let is_open = match parent {
                Parent::Scope => return Some(names.def_of(unit, id)),
                Parent::Item(of) => {
                    item.kind != ItemKind::Field
                        || matches!(facts.item(of).kind, ItemKind::Variant(_))
                        || reaches()
                }
                Parent::Impl(of) => facts.impls[of.index()].of_trait.is_some() || reaches(),
            };
            is_open
                .then(|| open_owner(names, home, parent, top))
                .flatten()
        }
    }
}
