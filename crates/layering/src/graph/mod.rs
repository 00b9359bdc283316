//! Every reference: from which place, to which item.
//!
//! Paths are resolved in parallel, since names only answer questions by now.

mod calls;
mod modules;
mod outside;
mod references;
mod routes;
mod text;
mod unresolved;

use std::borrow::Cow;
use std::sync::OnceLock;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::diagnostic::UnresolvedPath;
use crate::facts::{Context, PathId};
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{Def, DefId, ImportId, Names, Route, Symbol};
use crate::source::Span;

pub use calls::Calls;
pub use modules::{Edge, ModuleGraph, Via};
pub use outside::{OutsideCount, OutsideReference};
pub use references::References;
pub use routes::RouteId;

use routes::Routes;
use text::{Part, references_of};
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
    /// A part of the path names the item, and a macro goes on from there.
    Part,
    /// The path names a function of a trait, and the type of its value chooses this
    /// one: see [`Names::chosen`].
    Chosen,
    /// A glob brings the item in, under this name.
    Glob(ImportId, Symbol),
    /// The path names this alias, which stands for the item.
    Alias(DefId),
    /// A glob names the module, whatever it brings in. Between modules alone: see
    /// [`ReferenceGraph::behind`].
    Star(ImportId),
}

/// How far a path leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// To something of the workspace, or nobody knows.
    #[default]
    Inside,
    /// To another package.
    Outside,
    /// Into a library that comes with the compiler.
    Sysroot,
    /// To a variable, or to nothing that has a name.
    Nowhere,
}

/// A path that leads out of the workspace.
type Leaving = (UnitId, PathId, Symbol);

/// The references of a workspace, sorted by place.
#[derive(Debug, Default)]
pub struct ReferenceGraph {
    /// All references.
    pub references: References,
    /// What calls name in paths that a macro goes on with: the references to what
    /// these paths mean stand at the same places. Also what types choose: the type
    /// is named beside it. Both are listed, and not judged.
    named: Vec<Reference>,
    /// Paths of the workspace that mean nothing that is known.
    pub unresolved: Vec<UnresolvedPath>,
    /// The globs that bring in nothing.
    empty_globs: Vec<Reference>,
    routes: Routes,
    by_target: OnceLock<FxHashMap<Def, Vec<u32>>>,
    /// The paths that lead out of the workspace, and the crate that they end in.
    leaving: Vec<Leaving>,
    /// How far each path of each file leads, by unit.
    reach: Vec<Vec<Reach>>,
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
    let mut unresolved = Collected::default();
    let mut references = Vec::with_capacity(parts.len());
    for mut part in parts {
        graph.routes.push(part.routes);
        references.push(part.references);
        graph.named.append(&mut part.named);
        graph.empty_globs.append(&mut part.empty_globs);
        unresolved.append(&mut part.unresolved);
        graph.leaving.append(&mut part.leaving);
        graph.reach.push(part.reach);
    }
    graph.unresolved = unresolved.finish(names);
    graph.references = References::new(references);
    graph
}

impl Reference {
    /// Whether the place names the item by a path that is written there.
    pub fn is_written(&self) -> bool {
        !matches!(self.sort, Sort::Alias(_)) && !self.by_macro
    }

    /// The path as it is written, up to the part that names the item if the rest is
    /// not written at the place.
    pub fn written(&self, names: &Names<'_>) -> String {
        let facts = &names.tree.unit(self.unit).facts;
        let mut path = *facts.path(self.path);
        if self.sort == Sort::Part {
            path.count = self.segment + 1;
        }
        facts.written(&path)
    }

    /// Where the body of a macro writes the path, up to the part that its caller
    /// adds: what that means is judged there.
    pub fn begun(&self, names: &Names<'_>) -> Option<Span> {
        let unit = names.tree.unit(self.unit);
        unit.mount?;
        let segments = unit.facts.segments(unit.facts.path(self.path));
        let mut of_call = segments
            .iter()
            .map(|segment| !unit.origin.is_from_body(segment.range.start));
        let last = of_call.position(|of_call| of_call)?.checked_sub(1)?;
        unit.origin.span(segments[last].range)
    }
}

impl ReferenceGraph {
    /// The references to an item itself, not to what is below it, with their indices.
    pub fn to(&self, def: Def) -> impl Iterator<Item = (u32, &Reference)> {
        let indices = self.by_target().get(&def).into_iter().flatten();
        indices.map(|index| (*index, &self.references[*index]))
    }

    /// The route of a reference, up to the item that it is about.
    pub fn route(&self, names: &Names<'_>, reference: &Reference) -> Cow<'_, Route> {
        self.routes.of(names, reference)
    }

    /// The references that are written: each place and item once.
    pub fn written(&self) -> impl Iterator<Item = &Reference> {
        let references = self.references.iter();
        let written = references.filter(|reference| reference.is_written());
        written.chain(&self.named)
    }

    /// The references of what calls and types add to paths: listed, and not judged.
    pub fn named(&self) -> &[Reference] {
        &self.named
    }

    /// The references to those packages outside of the workspace that are `wanted`,
    /// sorted by place.
    pub fn outside(
        &self,
        names: &Names<'_>,
        is_wanted: &(dyn Fn(Symbol) -> bool + Sync),
    ) -> Vec<OutsideReference> {
        outside::find(names, self, is_wanted)
    }

    /// How often each package outside of the workspace is named in places that are
    /// `judged`, by the module of a place and whether it is test code; what leads into
    /// what comes with the compiler is only listed if that is asked for.
    pub fn count_outside(
        &self,
        names: &Names<'_>,
        is_judged: &(dyn Fn(ModuleId, bool) -> bool + Sync),
        with_sysroot: bool,
    ) -> OutsideCount {
        outside::count(names, self, is_judged, with_sysroot)
    }

    /// The paths that lead out of the workspace.
    pub(crate) fn leaving(&self) -> impl Iterator<Item = (UnitId, PathId)> {
        self.leaving.iter().map(|(unit, path, _)| (*unit, *path))
    }

    /// How far each path of a file leads; nothing is known of what macros produced.
    pub fn reach(&self, unit: UnitId) -> &[Reach] {
        &self.reach[unit.0 as usize]
    }

    /// The references between modules. They are found when they are first
    /// asked for.
    pub fn modules(&self, names: &Names<'_>) -> &ModuleGraph {
        self.modules.get_or_init(|| ModuleGraph::new(names, self))
    }

    /// The reference that makes an edge between modules.
    pub fn behind(&self, names: &Names<'_>, edge: &Edge) -> &Reference {
        match edge.via {
            Via::Glob => {
                let first = self.references.len();
                &self.modules(names).stars()[edge.reference as usize - first]
            }
            Via::Definition | Via::ReExport => &self.references[edge.reference],
        }
    }

    /// The items that are referred to, in no order.
    pub fn targets(&self) -> impl Iterator<Item = Def> {
        self.by_target().keys().copied()
    }

    fn by_target(&self) -> &FxHashMap<Def, Vec<u32>> {
        self.by_target.get_or_init(|| {
            let mut by_target: FxHashMap<Def, Vec<u32>> = FxHashMap::default();
            for (index, reference) in (0..).zip(self.references.iter()) {
                by_target.entry(reference.to).or_default().push(index);
            }
            by_target
        })
    }
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
