//! References to what lies outside of the workspace: by which path, into which
//! package.
//!
//! Apart from the references inside, since few rules ask for them: they are
//! found when the first one does.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::text::place_of;
use super::{Reference, ReferenceGraph, Sort};
use crate::facts::{ImportKind, PathId};
use crate::modules::{ModuleId, Unit, UnitId};
use crate::resolve::{Def, DefId, Names, Outside};
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

/// Finds every one, sorted by place: behind the paths that leave the workspace,
/// behind what globs bring in, and behind the aliases among the references
/// `inside`.
pub(super) fn find(names: &Names<'_>, graph: &ReferenceGraph) -> Vec<OutsideReference> {
    let inside = &graph.references;
    let paths = graph.leaving.par_iter().filter_map(|(unit, path, krate)| {
        let to = names.outside_in(*unit, *path, *krate)?;
        let this = names.tree.unit(*unit).facts.path(*path);
        // A lone word that reads like a crate is no more than a word.
        let is_word = this.guess && this.count == 1 && to.import.is_none();
        (!is_word).then(|| place(names, *unit, *path, to))?
    });
    let units: Vec<_> = names.tree.units().collect();
    let globs = units
        .par_iter()
        .flat_map_iter(|(id, unit)| behind_globs(names, *id, unit));
    let aliases = aliases(names, inside);
    let aliased = inside
        .par_iter()
        .filter_map(|reference| behind_alias(names, graph, &aliases, reference));
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
fn aliases(names: &Names<'_>, inside: &[Reference]) -> FxHashMap<DefId, Outside> {
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
