//! Every reference: from which place, to which item.
//!
//! Paths are resolved in parallel, since names only answer questions by now.

mod calls;
mod modules;
mod outside;
mod routes;
mod unresolved;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::UnresolvedPath;
use crate::facts::{Context, ImportKind, ItemKind, Path, PathId, Segment};
use crate::modules::{ModuleId, Unit, UnitId};
use crate::resolve::{Def, DefId, ImportId, Names, Outcome, Route, Symbol};
use crate::source::Span;

pub use calls::Calls;
pub use modules::{Edge, ModuleGraph, Via};
pub use outside::OutsideReference;
pub use routes::RouteId;

use routes::Routes;
use unresolved::Collected;

/// A place that names an item of the workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The name that denotes the item; the `*` of a glob.
    pub span: Span,
    /// The item.
    pub to: Def,
    /// The module that the place is in.
    pub from: ModuleId,
    /// The path that is written there.
    pub unit: UnitId,
    /// Its index in the unit.
    pub path: PathId,
    /// Which of its segments denotes the item.
    pub segment: u16,
    /// How the path gets there; of a glob, this says nothing.
    route: RouteId,
    /// Where the path stands.
    pub context: Context,
    /// Whether it is test code.
    pub test: bool,
    /// What sort of reference it is.
    pub sort: Sort,
    /// Whether a macro writes the path for its caller, who stands at the place.
    pub by_macro: bool,
    /// Whether the text only reads like a path.
    pub guess: bool,
}

/// What sort of reference it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// The path names the item.
    Path,
    /// A glob brings the item in, under this name.
    Glob(ImportId, Symbol),
    /// The path names this alias, which stands for the item.
    Alias(DefId),
}

/// A path that leads out of the workspace.
type Leaving = (UnitId, PathId, Symbol);

/// The references of a workspace, sorted by place.
#[derive(Debug, Default)]
pub struct ReferenceGraph {
    /// All references.
    pub references: Vec<Reference>,
    /// Paths of the workspace that mean nothing that is known.
    pub unresolved: Vec<UnresolvedPath>,
    routes: Routes,
    by_target: OnceLock<FxHashMap<Def, Vec<u32>>>,
    /// The paths that lead out of the workspace, and the crate that they end in.
    leaving: Vec<Leaving>,
    outside: OnceLock<Vec<OutsideReference>>,
    modules: OnceLock<ModuleGraph>,
}

/// Finds every reference.
pub fn build(names: &Names<'_>) -> ReferenceGraph {
    let units: Vec<_> = names.tree.units().collect();
    let parts: Vec<Part> = units
        .par_iter()
        .map(|(id, unit)| references_of(names, *id, unit))
        .collect();
    let mut graph = ReferenceGraph::default();
    let count = |of: fn(&Part) -> usize| parts.iter().map(of).sum();
    graph
        .references
        .reserve(count(|part| part.references.len()));
    graph.leaving.reserve(count(|part| part.leaving.len()));
    graph.routes.reserve(count(|part| part.routes.len()));
    let mut unresolved = Collected::default();
    for mut part in parts {
        let routes = &mut part.routes;
        graph.routes.append(routes, &mut part.references);
        graph.references.append(&mut part.references);
        unresolved.append(&mut part.unresolved);
        graph.leaving.append(&mut part.leaving);
    }
    graph.unresolved = unresolved.finish();
    // The parts are sorted, and most of them follow each other.
    graph.references.par_sort_by_key(order);
    // A path that stands in a macro's input can be read more than once: as
    // what the macro produces, and as what it looks like.
    graph
        .references
        .dedup_by_key(|reference| (reference.span, reference.from, reference.to));
    graph
}

impl ReferenceGraph {
    /// The references to an item itself, not to what is below it.
    pub fn to(&self, def: Def) -> impl Iterator<Item = &Reference> {
        let indices = self.by_target().get(&def).into_iter().flatten();
        indices.map(|index| &self.references[*index as usize])
    }

    /// The route of a reference, up to the item that it is about.
    pub fn route(&self, names: &Names<'_>, reference: &Reference) -> Cow<'_, Route> {
        self.routes.of(names, reference)
    }

    /// The references that are written: each place and item once.
    pub fn written(&self) -> impl Iterator<Item = &Reference> {
        let references = self.references.iter();
        references
            .filter(|reference| !matches!(reference.sort, Sort::Alias(_)) && !reference.by_macro)
    }

    /// The references to what lies outside of the workspace, sorted by place.
    /// They are found when they are first asked for.
    pub fn outside(&self, names: &Names<'_>) -> &[OutsideReference] {
        self.outside.get_or_init(|| outside::find(names, self))
    }

    /// The references between modules. They are found when they are first
    /// asked for.
    pub fn modules(&self, names: &Names<'_>) -> &ModuleGraph {
        self.modules.get_or_init(|| ModuleGraph::new(names, self))
    }

    /// The items that are referred to, in no order.
    pub fn targets(&self) -> impl Iterator<Item = Def> {
        self.by_target().keys().copied()
    }

    fn by_target(&self) -> &FxHashMap<Def, Vec<u32>> {
        self.by_target.get_or_init(|| {
            let mut by_target: FxHashMap<Def, Vec<u32>> = FxHashMap::default();
            for (index, reference) in (0..).zip(&self.references) {
                by_target.entry(reference.to).or_default().push(index);
            }
            by_target
        })
    }
}

#[derive(Default)]
struct Part {
    references: Vec<Reference>,
    routes: Routes,
    unresolved: Collected,
    leaving: Vec<Leaving>,
}

/// The order of references: of two ways to read a place, the one that is no
/// guess comes first.
fn order(reference: &Reference) -> (Span, ModuleId, Def, bool) {
    (
        reference.span,
        reference.from,
        reference.to,
        reference.guess,
    )
}

fn references_of(names: &Names<'_>, id: UnitId, unit: &Unit) -> Part {
    let mut part = Part::default();
    let quoted = quoted(names, id, unit);
    for (index, path) in (0..).map(PathId).zip(&unit.facts.paths) {
        let span_of = |segment: usize| place_of(names, id, path, segment);
        if path.context == Context::Glob || quoted.iter().any(|quoted| quoted.contains(&index)) {
            continue;
        }
        let outcome = names.outcome(id, index);
        part.leaving
            .extend(outcome.external.map(|krate| (id, index, krate)));
        let test = path.test || unit.conditions.test;
        for target in &outcome.targets {
            let Some((span, by_macro)) = span_of(target.segment) else {
                continue;
            };
            // A name that is handed to a macro may define what it names.
            if names.span(target.def) == Some(span) {
                continue;
            }
            let reference = Reference {
                span,
                to: target.def,
                from: names.tree.module_of(id, path.scope),
                unit: id,
                path: index,
                segment: u16::try_from(target.segment).unwrap_or(u16::MAX),
                route: part.routes.add(names, (id, index), target),
                context: path.context,
                test,
                sort: Sort::Path,
                by_macro,
                guess: path.guess,
            };
            part.references.push(reference);
            through_aliases(names, reference, &mut part.references);
        }
        if let Some(unresolved) = unresolved::explain(names, id, path, &outcome)
            && let Some((span, _)) = span_of(unresolved.segment)
        {
            let of = import_of(names, id, index);
            let reason = unresolved.reason;
            let at = unresolved_at(names, (id, path), span, reason);
            part.unresolved.push(of, unresolved.import, at);
        }
    }
    globs(names, id, unit, &mut part);
    part.references.sort_by_key(order);
    part
}

fn unresolved_at(
    names: &Names<'_>,
    (id, path): (UnitId, &Path),
    span: Span,
    reason: String,
) -> UnresolvedPath {
    let unit = names.tree.unit(id);
    UnresolvedPath {
        span,
        from: names.module_path(names.tree.module_of(id, path.scope)),
        path: unit.facts.written(path),
        test: path.test || unit.conditions.test,
        reason,
    }
}

/// The import that a path is the path of.
fn import_of(names: &Names<'_>, id: UnitId, path: PathId) -> Option<ImportId> {
    let imports = &names.tree.unit(id).facts.imports;
    let index = imports.iter().position(|import| import.path == path)?;
    Some(names.import_id(id, u32::try_from(index).ok()?))
}

/// Where the reference of a path is reported whose segment names the item.
///
/// A path of a macro's body is judged where the body is written. If the call
/// has a part in it, the part of the call is the place; if the macro writes a
/// `use` for its caller, the call is.
fn place_of(names: &Names<'_>, id: UnitId, path: &Path, segment: usize) -> Option<(Span, bool)> {
    let unit = names.tree.unit(id);
    let segments = unit.facts.segments(path);
    let of_call = |segment: &&Segment| !unit.origin.is_from_body(segment.range.start);
    if of_call(&&segments[segment]) {
        return Some((unit.origin.span(segments[segment].range)?, false));
    }
    if let Some(part) = segments.iter().rev().find(of_call) {
        return Some((unit.origin.span(part.range)?, true));
    }
    let is_import = matches!(path.context, Context::Use | Context::Glob);
    let call = is_import.then(|| names.tree.call_span(id)).flatten()?;
    Some((call, true))
}

/// The paths of a unit that are code for elsewhere: the input of `quote!`, if
/// that is not a macro of the workspace.
fn quoted(names: &Names<'_>, id: UnitId, unit: &Unit) -> Vec<Range<PathId>> {
    let quotes = unit.facts.quotes.iter();
    let outside = quotes.filter(|quote| names.outcome(id, quote.call).targets.is_empty());
    outside.map(|quote| quote.first..quote.end).collect()
}

/// A reference to an alias is one to what it stands for, too.
fn through_aliases(names: &Names<'_>, reference: Reference, references: &mut Vec<Reference>) {
    let Def::Item(alias) = reference.to else {
        return;
    };
    if !matches!(names.item(alias).kind, ItemKind::TypeAlias(Some(_))) {
        return;
    }
    let behind = names.behind_aliases(alias);
    if behind != alias {
        references.push(Reference {
            to: Def::Item(behind),
            sort: Sort::Alias(alias),
            ..reference
        });
    }
}

/// What the globs of a unit bring in.
fn globs(names: &Names<'_>, id: UnitId, unit: &Unit, part: &mut Part) {
    for (index, import) in (0..).zip(&unit.facts.imports) {
        if import.kind != ImportKind::Glob {
            continue;
        }
        let path = unit.facts.path(import.path);
        let segments = unit.facts.segments(path);
        let star = segments.len() - 1;
        let Some((span, by_macro)) = place_of(names, id, path, star) else {
            continue;
        };
        let mut outcome = Outcome::default();
        for (name, def) in names.brought_in(id, index, &mut outcome) {
            part.references.push(Reference {
                span,
                to: def,
                from: names.tree.module_of(id, path.scope),
                unit: id,
                path: import.path,
                segment: u16::try_from(star).unwrap_or(u16::MAX),
                route: RouteId::default(),
                context: Context::Glob,
                test: path.test || unit.conditions.test,
                sort: Sort::Glob(names.import_id(id, index), name),
                by_macro,
                guess: path.guess,
            });
        }
        if let Some(unresolved) = unresolved::explain(names, id, path, &outcome) {
            let of = Some(names.import_id(id, index));
            let reason = unresolved.reason;
            let at = unresolved_at(names, (id, path), span, reason);
            part.unresolved.push(of, unresolved.import, at);
        }
    }
}
