//! The places where packages are used: entries of manifests, and paths in code.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::super::finding::Target;
use super::super::reliance::relies_on_mistake;
use super::super::{Finding, ItemSet, Judged, Scene, void};
use crate::config::Tests;
use crate::graph::{OutsideReference, Reference, Sort};
use crate::modules::ModuleId;
use crate::resolve::{Def, Names};
use crate::source::Span;
use crate::workspace::{CrateId, DependencyKind, ManifestEntry, PackageId, TargetKind, crate_name};

/// A place where a package uses another one.
pub(super) enum Use<'a> {
    /// An entry of a manifest.
    Entry(PackageId, &'a ManifestEntry),
    /// A path to an item of the workspace.
    Member(&'a Reference, &'a str),
    /// A path that leads out of it.
    Outside(OutsideReference, &'a str),
}

/// The uses in some crates and modules.
pub(super) struct Uses<'a> {
    scene: Scene<'a>,
    of: ItemSet,
    kinds: Vec<DependencyKind>,
    /// Whether each module is judged.
    is_selected: Vec<bool>,
}

impl<'a> Uses<'a> {
    pub(super) fn new(scene: Scene<'a>, of: ItemSet, kinds: Vec<DependencyKind>) -> Self {
        let names = scene.names;
        let modules = u32::try_from(names.tree.modules.len()).unwrap_or(u32::MAX);
        let modules = (0..modules).into_par_iter().map(ModuleId);
        let is_selected = modules.map(|module| of.contains(names, Def::Module(module)));
        Uses {
            is_selected: is_selected.collect(),
            scene,
            of,
            kinds,
        }
    }

    /// Whether there is anything in the crates and modules that `tests` takes. A manifest
    /// has room for dev-dependencies, whatever the code is.
    pub(super) fn judge_any(&self, tests: Tests) -> bool {
        let is_other = |kind| self.kinds.iter().any(|other| *other != kind);
        let is_selected = |module: ModuleId| self.is_selected[module.0 as usize];
        match tests {
            Tests::Include => true,
            Tests::Only => is_other(DependencyKind::Normal),
            Tests::Exclude => {
                is_other(DependencyKind::Dev) && void::in_modules(&self.scene, tests, is_selected)
            }
        }
    }

    /// How often each package is used, and by which references.
    pub(super) fn count(&self, with_sysroot: bool) -> (FxHashMap<&'a str, usize>, Judged) {
        let names = self.scene.names;
        let mut counts: FxHashMap<&'a str, usize> = FxHashMap::default();
        let mut judged = Judged::default();
        for (_, entry) in self.entries() {
            *counts.entry(&entry.package).or_default() += 1;
        }
        let packages = names.workspace.packages.len();
        let nothing = || (vec![0; packages], Vec::new());
        let files = self.scene.graph.references.files();
        let inside = files.fold(nothing, |(mut counts, mut used), (first, references)| {
            for (index, reference) in (first..).zip(references) {
                if self.is_use(reference) {
                    counts[package_of(names, reference.to).0 as usize] += 1;
                    used.push(index);
                }
            }
            (counts, used)
        });
        for (of_part, used) in inside.collect::<Vec<_>>() {
            judged.references.extend(used);
            let packages = names.workspace.packages.iter().zip(of_part);
            for (package, count) in packages.filter(|(_, count)| *count > 0) {
                *counts.entry(&package.name).or_default() += count;
            }
        }
        let is_judged = |from, test| self.is_judged(from, test);
        let graph = self.scene.graph;
        let outside = graph.count_outside(names, &is_judged, with_sysroot);
        for (package, count) in outside.packages {
            *counts.entry(names.text(package)).or_default() += count;
        }
        judged.references.extend(outside.references);
        judged.paths = outside.paths;
        (counts, judged)
    }

    /// Every use of the packages that are `wanted`, those in manifests first.
    pub(super) fn find(&self, is_wanted: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Use<'a>> {
        let names = self.scene.names;
        let entries = self.entries();
        let entries = entries.filter(|(_, entry)| is_wanted(&entry.package));
        let mut found: Vec<Use<'a>> = entries
            .map(|(package, entry)| Use::Entry(package, entry))
            .collect();
        let members = names.workspace.packages.iter();
        let members: Vec<bool> = members.map(|package| is_wanted(&package.name)).collect();
        if members.contains(&true) {
            let inside = self.scene.graph.references.par_iter();
            let inside = inside.filter_map(|reference| {
                let to = package_of(names, reference.to);
                let is_found = members[to.0 as usize] && self.is_use(reference);
                is_found.then(|| Use::Member(reference, &names.workspace.package(to).name))
            });
            found.par_extend(inside);
        }
        let is_wanted = |package| is_wanted(names.text(package));
        let outside = self.scene.graph.outside(names, &is_wanted).into_iter();
        let outside = outside.filter(|found| self.is_judged(found.from, found.test));
        found.extend(outside.map(|found| {
            let package = found.to.package(names);
            Use::Outside(found, package)
        }));
        found
    }

    fn entries(&self) -> impl Iterator<Item = (PackageId, &'a ManifestEntry)> {
        let Scene {
            names, manifests, ..
        } = self.scene;
        let packages = (0..).map(PackageId).zip(&names.workspace.packages);
        packages.flat_map(move |(id, package)| {
            let entries = manifests.entries(id).iter().filter(move |entry| {
                self.kinds.contains(&entry.kind)
                    && entry.package != package.name
                    && self.is_whole(id, entry.kind)
            });
            entries.map(move |entry| (id, entry))
        })
    }

    /// Whether a reference is one to another package, from where it is judged.
    fn is_use(&self, reference: &Reference) -> bool {
        let names = self.scene.names;
        package_at(names, reference.from) != package_of(names, reference.to)
            && self.is_judged(reference.from, reference.test)
    }

    fn is_judged(&self, from: ModuleId, test: bool) -> bool {
        let kind = kind_of(self.scene.names, from, test);
        self.is_selected[from.0 as usize] && self.kinds.contains(&kind)
    }

    /// Whether all crates of a package that a table of dependencies is for are
    /// selected, as a whole.
    fn is_whole(&self, package: PackageId, kind: DependencyKind) -> bool {
        let names = self.scene.names;
        let uses_table = |target: TargetKind| match kind {
            DependencyKind::Normal => matches!(target, TargetKind::Lib | TargetKind::Bin),
            DependencyKind::Dev => target != TargetKind::Build,
            DependencyKind::Build => target == TargetKind::Build,
        };
        let own = || {
            let crates = names.workspace.crates();
            crates.filter(|(_, krate)| krate.package == package)
        };
        // A table that no target uses belongs to all of them.
        let is_used = own().any(|(_, krate)| uses_table(krate.kind));
        let mut crates = own().filter(|(_, krate)| !is_used || uses_table(krate.kind));
        crates.all(|(id, _)| self.of.contains_all(names, root(names, id)))
    }
}

fn root(names: &Names<'_>, krate: CrateId) -> ModuleId {
    names.tree.roots[krate.0 as usize]
}

fn package_at(names: &Names<'_>, module: ModuleId) -> PackageId {
    names
        .workspace
        .krate(names.tree.module(module).krate)
        .package
}

fn package_of(names: &Names<'_>, def: Def) -> PackageId {
    names.workspace.krate(names.crate_of(def)).package
}

/// The kind of dependency that code may use.
fn kind_of(names: &Names<'_>, from: ModuleId, test: bool) -> DependencyKind {
    let krate = names.workspace.krate(names.tree.module(from).krate);
    match krate.kind {
        TargetKind::Build => DependencyKind::Build,
        _ if test => DependencyKind::Dev,
        _ => DependencyKind::Normal,
    }
}

impl Use<'_> {
    /// The name of the package that is used.
    pub(super) fn package(&self) -> &str {
        match self {
            Use::Entry(_, entry) => &entry.package,
            Use::Member(_, package) => package,
            Use::Outside(_, package) => package,
        }
    }

    /// What is wrong, unless it only relies on a place of `denied`, where a
    /// denied package outside of the workspace is used.
    pub(super) fn finding(
        &self,
        scene: &Scene<'_>,
        denied: &FxHashSet<(Span, &str)>,
        is_denied: &dyn Fn(&str) -> bool,
    ) -> Option<Finding> {
        match self {
            Use::Entry(package, entry) => of_entry(scene, *package, entry),
            Use::Member(reference, package) => {
                let names = scene.names;
                let is_denied = |def: Def| {
                    let target = package_of(names, def);
                    target != package_at(names, reference.from)
                        && is_denied(&names.workspace.package(target).name)
                };
                let route = scene.graph.route(names, reference);
                let is_of_alias =
                    matches!(reference.sort, Sort::Alias(alias) if is_denied(Def::Item(alias)));
                if is_of_alias || relies_on_mistake(names, reference, &route, is_denied) {
                    return None;
                }
                let headline = headline(scene, reference.from, &names.path_of(reference.to));
                let mut finding = Finding::of_reference(scene, reference, &route, headline);
                finding.note_detour(names, reference);
                in_code(&mut finding, package);
                Some(finding)
            }
            Use::Outside(reference, _) => of_outside(scene, reference, denied, is_denied),
        }
    }

    /// The place and the package of a path that leads outside.
    pub(super) fn outside(&self) -> Option<(Span, &str)> {
        match self {
            Use::Outside(reference, package) => Some((reference.span, package)),
            _ => None,
        }
    }
}

fn headline(scene: &Scene<'_>, from: ModuleId, to: &str) -> String {
    format!("`{}` uses `{to}`", scene.names.module_path(from))
}

fn in_code(finding: &mut Finding, package: &str) {
    finding.label = format!("from the package `{package}`");
    finding.set_help(format!(
        "do without it, or move this to where `{package}` may be used"
    ));
}

fn of_entry(scene: &Scene<'_>, package: PackageId, entry: &ManifestEntry) -> Option<Finding> {
    let names = scene.names;
    let workspace = names.workspace;
    let own = || {
        let mut crates = workspace.crates();
        crates.find(|(_, krate)| krate.package == package)
    };
    let from = workspace.library(package).or_else(|| Some(own()?.0))?;
    let ids = (0..).map(PackageId).zip(&workspace.packages);
    let mut member = ids.filter(|(_, member)| member.name == entry.package);
    let library = member.next().and_then(|(id, _)| workspace.library(id));
    let to = library.map_or_else(
        || Target::Outside(crate_name(&entry.package)),
        |krate| Target::Def(Def::Module(root(names, krate))),
    );
    let optional = if entry.optional { "optional " } else { "" };
    let kind = match entry.kind {
        DependencyKind::Normal => "dependency",
        DependencyKind::Dev => "dev-dependency",
        DependencyKind::Build => "build-dependency",
    };
    let name = &workspace.package(package).name;
    let article = if entry.optional { "an" } else { "a" };
    let headline = format!(
        "`{name}` has {article} {optional}{kind} on `{}`",
        entry.package
    );
    let mut finding = Finding::new(entry.span, root(names, from), to, headline);
    finding.written.clone_from(&entry.name);
    finding.test = entry.kind == DependencyKind::Dev;
    finding.label = if entry.name == entry.package {
        "not to be depended on".to_owned()
    } else {
        format!("this is `{}`", entry.package)
    };
    let inherited = entry
        .inherited
        .map(|span| (span, "inherited from here".to_owned()));
    finding.also.extend(inherited);
    if let Some(target) = &entry.target {
        finding.note(format!("it is for the platform `{target}`"));
    }
    finding.set_help("remove it from the manifest".to_owned());
    Some(finding)
}

fn of_outside(
    scene: &Scene<'_>,
    reference: &OutsideReference,
    denied: &FxHashSet<(Span, &str)>,
    is_denied: &dyn Fn(&str) -> bool,
) -> Option<Finding> {
    let names = scene.names;
    let package = reference.to.package(names);
    // The import that the path relies on is a use of the same package itself.
    let is_reported = |import| {
        names.import_module(import) == reference.from
            && names
                .import_span(import)
                .is_some_and(|span| span != reference.span && denied.contains(&(span, package)))
    };
    let hops = reference.to.hops.iter().filter_map(|hop| hop.import);
    if reference.to.import.into_iter().chain(hops).any(is_reported) {
        return None;
    }
    if let Some(alias) = reference.alias {
        let alias = Def::Item(alias);
        let owner = package_of(names, alias);
        let is_here = names.module_around(alias) == Some(reference.from);
        let is_foreign = owner != package_at(names, reference.from);
        if is_here || is_foreign && is_denied(&names.workspace.package(owner).name) {
            return None;
        }
    }
    let to = reference.to.path(names);
    let headline = headline(scene, reference.from, &to);
    let target = Target::Outside(to.clone());
    let mut finding = Finding::new(reference.span, reference.from, target, headline);
    finding.written = names.written(reference.unit, reference.path);
    finding.test = reference.test;
    if let Some(alias) = reference.alias {
        let alias = names.path_of(Def::Item(alias));
        finding.note(format!("`{alias}` is an alias of it"));
    }
    let through: Vec<String> = reference
        .to
        .hops
        .iter()
        .map(|hop| format!("`{}`", names.module_path(hop.module)))
        .collect();
    if !through.is_empty() {
        finding.note(format!("it is reached through {}", through.join(", ")));
    }
    finding.route.clone_from(&reference.to.hops);
    in_code(&mut finding, package);
    Some(finding)
}
