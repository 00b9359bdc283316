//! References to what lies outside of the workspace: by which path, into which
//! package.
//!
//! Apart from the references inside, since few rules ask for them, and seldom for all.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::text::place_of;
use super::{Leaving, Reference, ReferenceGraph, References, Sort};
use crate::facts::{ImportKind, Path, PathId};
use crate::modules::{ModuleId, Unit, UnitId};
use crate::resolve::{Def, DefId, Names, Outside, Symbol};
use crate::source::Span;

/// A place that names something outside of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutsideReference {
    /// The last name that is written; the `*` of a glob.
    pub span: Span,
    /// What it names.
    pub to: Outside,
    /// The module that the place is in.
    pub from: ModuleId,
    /// The path that is written there.
    pub unit: UnitId,
    /// Its index in the unit.
    pub path: PathId,
    /// Whether it is test code.
    pub test: bool,
    /// The alias of the workspace that the path names, which stands for it.
    pub alias: Option<DefId>,
}

/// A reference, and whether its path is a guess.
type Found = (bool, OutsideReference);

/// How often packages outside of the workspace are named.
#[derive(Debug, Default)]
pub struct OutsideCount {
    /// How often each is.
    pub packages: FxHashMap<Symbol, usize>,
    /// The paths that do.
    pub paths: Vec<(UnitId, PathId)>,
    /// The references that do, since they are to aliases of the workspace.
    pub references: Vec<u32>,
}

/// Counts the places that are `judged`, by the module of a place and whether it is test
/// code. Most paths are not followed for that. What leads into what comes with the compiler
/// is not listed unless that is asked for.
pub(super) fn count(
    names: &Names<'_>,
    graph: &ReferenceGraph,
    is_judged: &(dyn Fn(ModuleId, bool) -> bool + Sync),
    with_sysroot: bool,
) -> OutsideCount {
    let paths = graph.leaving.par_iter().filter_map(|leaving| {
        let (id, index, krate) = *leaving;
        let unit = names.tree.unit(id);
        let path = unit.facts.path(index);
        let from = names.tree.module_of(id, path.scope);
        let counts = is_judged(from, path.test || unit.conditions.test)
            && names.is_outside(id, krate)
            && (!may_be_word(path) || behind_path(names, *leaving).is_some());
        counts.then_some((krate, (id, index)))
    });
    let aliases = aliases(names, &graph.references);
    let aliased = indexed(&graph.references, &aliases);
    let aliased = aliased.filter_map(|(index, reference)| {
        let (_, found) = behind_alias(names, graph, &aliases, reference)?;
        is_judged(found.from, found.test).then_some((found.to.package, index))
    });
    let globs = globs(names).map(|(_, found)| found);
    let globs = globs.filter(|found| is_judged(found.from, found.test));
    let is_listed = |package| with_sysroot || !names.is_of_compiler(package);
    let paths = paths.fold(OutsideCount::default, |mut count, (package, path)| {
        count.add(package);
        if is_listed(package) {
            count.paths.push(path);
        }
        count
    });
    let globs = globs.fold(OutsideCount::default, |mut count, found| {
        count.add(found.to.package);
        count
    });
    let aliased = aliased.fold(OutsideCount::default, |mut count, (package, index)| {
        count.add(package);
        if is_listed(package) {
            count.references.push(index);
        }
        count
    });
    let counts = paths.chain(globs).chain(aliased);
    counts.reduce(OutsideCount::default, OutsideCount::and)
}

impl OutsideCount {
    fn add(&mut self, package: Symbol) {
        *self.packages.entry(package).or_default() += 1;
    }

    fn and(mut self, other: OutsideCount) -> Self {
        for (package, count) in other.packages {
            *self.packages.entry(package).or_default() += count;
        }
        self.paths.extend(other.paths);
        self.references.extend(other.references);
        self
    }
}

/// Finds every reference to the packages that are `wanted`, sorted by place: behind the
/// paths that leave the workspace, behind what globs bring in, and behind the aliases
/// among the references inside.
pub(super) fn find(
    names: &Names<'_>,
    graph: &ReferenceGraph,
    is_wanted: &(dyn Fn(Symbol) -> bool + Sync),
) -> Vec<OutsideReference> {
    let paths = graph.leaving.par_iter();
    let paths = paths.filter(|(_, _, krate)| is_wanted(*krate));
    let paths = paths.filter_map(|leaving| behind_path(names, *leaving));
    let mut aliases = aliases(names, &graph.references);
    aliases.retain(|_, to| is_wanted(to.package));
    let aliased = behind_aliases(names, graph, &aliases);
    let globs = globs(names).filter(|(_, found)| is_wanted(found.to.package));
    let mut found: Vec<Found> = paths.chain(globs).chain(aliased).collect();
    // What a macro is handed can be read more than once, also as a guess.
    let key = |(_, found): &Found| (found.span, found.from);
    found.par_sort_by(|a, b| {
        let by_place = key(a).cmp(&key(b));
        by_place.then_with(|| (a.1.to.key(), a.0).cmp(&(b.1.to.key(), b.0)))
    });
    found.dedup_by(|a, b| key(a) == key(b) && a.1.to.key() == b.1.to.key());
    let references = found.into_iter().map(|(_, reference)| reference);
    references.collect()
}

/// What a path names that leaves the workspace.
fn behind_path(names: &Names<'_>, (unit, path, krate): Leaving) -> Option<Found> {
    let to = names.outside_in(unit, path, krate)?;
    let is_word = may_be_word(names.tree.unit(unit).facts.path(path)) && to.import.is_none();
    (!is_word).then(|| place(names, unit, path, to))?
}

/// Whether a path may be no more than a word that reads like a crate.
fn may_be_word(path: &Path) -> bool {
    path.guess && path.count == 1
}

/// What the globs of all units bring in.
fn globs(names: &Names<'_>) -> impl ParallelIterator<Item = Found> {
    let units: Vec<_> = names.tree.units().collect();
    let units = units.into_par_iter();
    units.flat_map_iter(|(id, unit)| behind_globs(names, id, unit))
}

fn place(names: &Names<'_>, id: UnitId, index: PathId, to: Outside) -> Option<Found> {
    let unit = names.tree.unit(id);
    let path = unit.facts.path(index);
    let last = unit.facts.segments(path).len() - 1;
    let (span, _) = place_of(names, id, path, last)?;
    let reference = OutsideReference {
        span,
        to,
        from: names.tree.module_of(id, path.scope),
        unit: id,
        path: index,
        test: path.test || unit.conditions.test,
        alias: None,
    };
    Some((path.guess, reference))
}

fn behind_globs(names: &Names<'_>, id: UnitId, unit: &Unit) -> Vec<Found> {
    let imports = (0..).zip(&unit.facts.imports);
    let globs = imports.filter(|(_, import)| import.kind == ImportKind::Glob);
    let found = globs.flat_map(|(index, import)| {
        let brought = names.outside_of_glob(id, index).into_iter();
        brought.filter_map(|to| place(names, id, import.path, to))
    });
    found.collect()
}

/// The aliases that are referred to, and what each stands for outside.
fn aliases(names: &Names<'_>, inside: &References) -> FxHashMap<DefId, Outside> {
    let named: FxHashSet<DefId> = inside
        .par_iter()
        .filter_map(|reference| match reference.to {
            Def::Item(alias) if names.is_alias(reference.to) => Some(alias),
            _ => None,
        })
        .collect();
    let behind = named
        .into_par_iter()
        .filter_map(|alias| Some((alias, names.outside_of_alias(alias)?)));
    behind.collect()
}

/// What references to some aliases stand for outside.
fn behind_aliases(
    names: &Names<'_>,
    graph: &ReferenceGraph,
    aliases: &FxHashMap<DefId, Outside>,
) -> impl ParallelIterator<Item = Found> {
    let references = indexed(&graph.references, aliases);
    references.filter_map(|(_, reference)| behind_alias(names, graph, aliases, reference))
}

/// The references, with their indices, if there are aliases.
fn indexed<'g>(
    references: &'g References,
    aliases: &FxHashMap<DefId, Outside>,
) -> impl ParallelIterator<Item = (u32, &'g Reference)> {
    let files = (!aliases.is_empty()).then(|| references.files());
    let files = files.into_par_iter().flatten();
    files.flat_map_iter(|(first, references)| (first..).zip(references))
}

/// What a reference to an alias stands for, if that lies outside.
fn behind_alias(
    names: &Names<'_>,
    graph: &ReferenceGraph,
    aliases: &FxHashMap<DefId, Outside>,
    reference: &Reference,
) -> Option<Found> {
    let Def::Item(alias) = reference.to else {
        return None;
    };
    let mut to = aliases.get(&alias)?.clone();
    if matches!(reference.sort, Sort::Alias(_)) {
        return None;
    }
    let route = graph.route(names, reference).into_owned();
    to.import = route.import;
    to.hops.splice(..0, route.hops);
    let found = OutsideReference {
        span: reference.span,
        to,
        from: reference.from,
        unit: reference.unit,
        path: reference.path,
        test: reference.test,
        alias: Some(alias),
    };
    Some((reference.guess, found))
}
