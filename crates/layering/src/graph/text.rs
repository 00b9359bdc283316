//! The references of one text.
//!
//! Apart from the graph, since each text is read by itself, and all of them at once.

use super::routes::{RouteId, TextRoutes};
use super::unresolved::{self, Collected};
use super::{Leaving, Reach, Reference, Sort, order};
use crate::diagnostic::UnresolvedPath;
use crate::facts::{Context, ImportKind, ItemKind, Path, PathId, PathRange, Segment};
use crate::modules::{Mount, Unit, UnitId};
use crate::resolve::{Def, ImportId, Names, Outcome, Symbol, Target};
use crate::source::Span;

/// What one text refers to.
#[derive(Default)]
pub(super) struct Part {
    pub(super) references: Vec<Reference>,
    pub(super) named: Vec<Reference>,
    pub(super) empty_globs: Vec<Reference>,
    pub(super) routes: TextRoutes,
    pub(super) unresolved: Collected,
    pub(super) leaving: Vec<Leaving>,
    /// How far each path leads; of files alone.
    pub(super) reach: Vec<Reach>,
}

/// Finds the references of a text.
pub(super) fn references_of(names: &Names<'_>, id: UnitId, unit: &Unit) -> Part {
    let mut part = Part::default();
    let is_replaced = |mount: Mount| names.tree.is_replaced(mount.unit, mount.call);
    if unit.mount.is_some_and(is_replaced) {
        return part;
    }
    let quoted = quoted(names, id, unit);
    let globs = globs(names, id, unit);
    // Most references of a workspace are what preludes bring in.
    let brought = globs.iter().map(|(_, brought, _)| brought.len());
    let paths = unit.facts.paths.len();
    part.references
        .reserve_exact(brought.sum::<usize>() + paths);
    if unit.mount.is_none() {
        part.reach.resize(unit.facts.paths.len(), Reach::Inside);
    }
    for (index, path) in (0..).map(PathId).zip(&unit.facts.paths) {
        let span_of = |segment: usize| place_of(names, id, path, segment);
        let is_elsewhere =
            unit.replaced.contains(index) || quoted.iter().any(|quoted| quoted.contains(index));
        if path.context == Context::Glob || is_elsewhere {
            continue;
        }
        let mut outcome = names.outcome(id, index);
        if unit.facts.imported_in_body(index) == Some(0) {
            outcome.targets.retain(|target| names.is_made(target.def));
            outcome.external = None;
        }
        part.leaving
            .extend(outcome.external.map(|krate| (id, index, krate)));
        for target in &outcome.targets {
            let Some((span, by_macro)) = span_of(target.segment) else {
                continue;
            };
            // A name that is handed to a macro may define what it names.
            if names.span(target.def) == Some(span) {
                continue;
            }
            let reference = Reference {
                by_macro,
                ..part.reference(names, (id, index), target, span)
            };
            part.references.push(reference);
            through_aliases(names, reference, &mut part.references);
            if by_macro {
                part.name(names, reference);
            }
        }
        if outcome.external.is_some() && outcome.targets.is_empty() {
            part.choose(names, id, index);
        }
        let unresolved = unresolved::explain(names, id, path, &outcome);
        if let Some(reach) = part.reach.get_mut(index.index())
            && outcome.targets.is_empty()
            && unresolved.is_none()
        {
            *reach = match outcome.external {
                Some(krate) if names.is_of_compiler(krate) => Reach::Sysroot,
                Some(_) => Reach::Outside,
                None => Reach::Nowhere,
            };
        }
        if let Some(unresolved) = unresolved
            && let Some((span, _)) = span_of(unresolved.segment)
        {
            let of = import_of(names, id, index);
            let at = unresolved_at(names, (id, path), span);
            part.unresolved.push(of, at, unresolved);
        }
    }
    for glob in globs {
        part.glob(names, (id, unit), glob);
    }
    part.references.sort_by_key(order);
    part
}

impl Part {
    /// Adds the function that a path of a trait from outside comes to by the type of
    /// its value.
    fn choose(&mut self, names: &Names<'_>, id: UnitId, index: PathId) {
        let unit = names.tree.unit(id);
        let initials = &unit.facts.initials;
        let Ok(initial) = initials.binary_search_by_key(&index, |initial| initial.call) else {
            return;
        };
        let path = unit.facts.path(index);
        for target in names.chosen(id, &initials[initial]) {
            let Some((span, false)) = place_of(names, id, path, target.segment) else {
                continue;
            };
            let reference = Reference {
                sort: Sort::Chosen,
                ..self.reference(names, (id, index), &target, span)
            };
            self.named.push(reference);
        }
    }

    /// The reference of a path to one of the items that it means.
    fn reference(
        &mut self,
        names: &Names<'_>,
        (id, index): (UnitId, PathId),
        target: &Target,
        span: Span,
    ) -> Reference {
        let unit = names.tree.unit(id);
        let path = unit.facts.path(index);
        Reference {
            span,
            to: target.def,
            from: names.tree.module_of(id, path.scope),
            unit: id,
            path: index,
            segment: u16::try_from(target.segment).unwrap_or(u16::MAX),
            route: self.routes.add(names, (id, index), target),
            context: path.context,
            test: path.test || unit.conditions.test,
            sort: Sort::Path,
            by_macro: false,
            guess: path.guess,
        }
    }

    /// Adds what a glob brings in.
    fn glob(
        &mut self,
        names: &Names<'_>,
        (id, unit): (UnitId, &Unit),
        (index, brought, outcome): Glob,
    ) {
        let import = &unit.facts.imports[index as usize];
        let path = unit.facts.path(import.path);
        let segments = unit.facts.segments(path);
        let star = segments.len() - 1;
        let Some((span, by_macro)) = place_of(names, id, path, star) else {
            return;
        };
        let from = names.tree.module_of(id, path.scope);
        let glob = names.import_id(id, index);
        let reference = |to, sort| Reference {
            span,
            to,
            from,
            unit: id,
            path: import.path,
            segment: u16::try_from(star).unwrap_or(u16::MAX),
            route: RouteId::default(),
            context: Context::Glob,
            test: path.test || unit.conditions.test,
            sort,
            by_macro,
            guess: path.guess,
        };
        if brought.is_empty() {
            let named = names.globbed_modules(glob);
            let named = named.map(|module| reference(Def::Module(module), Sort::Star(glob)));
            self.empty_globs.extend(named);
        }
        let brought = brought.into_iter();
        let brought = brought.map(|(name, def)| reference(def, Sort::Glob(glob, name)));
        self.references.extend(brought);
        if let Some(unresolved) = unresolved::explain(names, id, path, &outcome) {
            let at = unresolved_at(names, (id, path), span);
            self.unresolved.push(Some(glob), at, unresolved);
        }
    }

    /// Adds what the call names in a path that the macro goes on with.
    fn name(&mut self, names: &Names<'_>, whole: Reference) {
        let unit = names.tree.unit(whole.unit);
        let segments = unit.facts.segments(unit.facts.path(whole.path));
        let mut before = segments[..usize::from(whole.segment)].iter();
        let of_call = |segment: &Segment| !unit.origin.is_from_body(segment.range.start);
        let Some(last) = before.rposition(of_call) else {
            return;
        };
        let outcome = names.outcome_of_prefix(whole.unit, whole.path, last + 1);
        let named = outcome
            .targets
            .iter()
            .filter(|target| target.segment == last);
        for target in named {
            let route = self.routes.add(names, (whole.unit, whole.path), target);
            self.named.push(Reference {
                to: target.def,
                segment: u16::try_from(last).unwrap_or(u16::MAX),
                route,
                sort: Sort::Part,
                by_macro: false,
                ..whole
            });
        }
    }
}

/// A path without the reason why it could not be resolved.
fn unresolved_at(names: &Names<'_>, (id, path): (UnitId, &Path), span: Span) -> UnresolvedPath {
    let unit = names.tree.unit(id);
    UnresolvedPath {
        span,
        from: names.module_path(names.tree.module_of(id, path.scope)),
        path: unit.facts.written(path),
        test: path.test || unit.conditions.test,
        reason: String::new(),
    }
}

/// The import that a path is the path of.
fn import_of(names: &Names<'_>, id: UnitId, path: PathId) -> Option<ImportId> {
    let index = names.tree.unit(id).facts.import_of(path)?;
    Some(names.import_id(id, u32::try_from(index).ok()?))
}

/// Where the reference of a path is reported whose segment names the item.
///
/// A path of a macro's body is judged where the body is written. If the call
/// has a part in it, the part of the call is the place; if the macro writes a
/// `use` for a caller in another module, the call is.
pub(super) fn place_of(
    names: &Names<'_>,
    id: UnitId,
    path: &Path,
    segment: usize,
) -> Option<(Span, bool)> {
    let unit = names.tree.unit(id);
    let segments = unit.facts.segments(path);
    let of_call = |segment: &&Segment| !unit.origin.is_from_body(segment.range.start);
    if of_call(&&segments[segment]) {
        return Some((unit.origin.span(segments[segment].range)?, false));
    }
    if let Some(part) = segments.iter().rev().find(of_call) {
        return Some((unit.origin.span(part.range)?, true));
    }
    let is_import = match path.context {
        Context::Use => !names.tree.is_import_of_own_body(id, path.scope),
        context => context == Context::Glob,
    };
    let call = is_import.then(|| names.tree.call_span(id)).flatten()?;
    Some((call, true))
}

/// The paths of a unit that are code for elsewhere: the input of `quote!`, if
/// that is not a macro of the workspace.
fn quoted(names: &Names<'_>, id: UnitId, unit: &Unit) -> Vec<PathRange> {
    let quotes = unit.facts.quotes.iter();
    let outside = quotes.filter(|quote| names.outcome(id, quote.call).targets.is_empty());
    outside.map(|quote| quote.paths).collect()
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

/// A glob import of a unit, by its index, what it brings in, and where its path ends.
type Glob = (u32, Vec<(Symbol, Def)>, Outcome);

/// What the globs of a unit bring in.
fn globs(names: &Names<'_>, id: UnitId, unit: &Unit) -> Vec<Glob> {
    let imports = (0..).zip(&unit.facts.imports).filter(|(_, import)| {
        import.kind == ImportKind::Glob && !unit.replaced.contains(import.path)
    });
    let globs = imports.map(|(index, _)| {
        let mut outcome = Outcome::default();
        let brought = names.brought_in(id, index, &mut outcome);
        (index, brought, outcome)
    });
    globs.collect()
}
