//! References to what lies outside of the workspace: by which path, into which
//! package.
//!
//! Apart from the references inside, since few rules ask for them: they are
//! found when the first one does.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{Reference, Sort, place_of, quoted};
use crate::facts::{Context, ImportKind, PathId};
use crate::modules::{ModuleId, Unit, UnitId};
use crate::resolve::{Def, DefId, Names, Outside, Symbol, Target};
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

/// Finds every one, sorted by place. `inside` are the references to items of the
/// workspace: aliases among these may stand for something outside.
pub(super) fn find(names: &Names<'_>, inside: &[Reference]) -> Vec<OutsideReference> {
    let imported = names.imported_from_outside();
    let units: Vec<_> = names.tree.units().collect();
    let parts: Vec<Vec<(bool, OutsideReference)>> = units
        .par_iter()
        .map(|(id, unit)| references_of(names, &imported, *id, unit))
        .collect();
    let mut found: Vec<_> = parts.into_iter().flatten().collect();
    let aliases = inside.par_iter();
    let behind: Vec<_> = aliases
        .filter_map(|reference| behind_alias(names, reference))
        .collect();
    found.extend(behind);
    // What a macro is handed can be read more than once, also as a guess.
    found.sort_by(|(a_is_guess, a), (b_is_guess, b)| {
        let key = |reference: &OutsideReference| (reference.span, reference.from);
        (key(a), a.to.path(), a_is_guess).cmp(&(key(b), b.to.path(), b_is_guess))
    });
    found.dedup_by(|(_, a), (_, b)| {
        (a.span, a.from) == (b.span, b.from) && a.to.path() == b.to.path()
    });
    found.into_iter().map(|(_, reference)| reference).collect()
}

/// What a reference to an alias stands for, if that lies outside.
fn behind_alias(names: &Names<'_>, reference: &Reference) -> Option<(bool, OutsideReference)> {
    let Def::Item(alias) = reference.to else {
        return None;
    };
    if !names.is_alias(reference.to) || matches!(reference.sort, Sort::Alias(_)) {
        return None;
    }
    let to = names.outside_of_alias(alias)?;
    let route = match reference.sort {
        Sort::Glob(import, name) => names.glob_route(import, name, reference.to),
        _ => {
            let (def, segment) = (reference.to, usize::from(reference.segment));
            names.route(reference.unit, reference.path, Target { def, segment })
        }
    };
    let facts = &names.tree.unit(reference.unit).facts;
    let found = OutsideReference {
        span: reference.span,
        to: Outside {
            import: route.import,
            hops: [route.hops, to.hops].concat(),
            ..to
        },
        from: reference.from,
        unit: reference.unit,
        path: reference.path,
        test: reference.test,
        alias: Some(alias),
    };
    Some((facts.path(reference.path).guess, found))
}

fn references_of(
    names: &Names<'_>,
    imported: &FxHashSet<Symbol>,
    id: UnitId,
    unit: &Unit,
) -> Vec<(bool, OutsideReference)> {
    let quoted = quoted(names, id, unit);
    let mut found = Vec::new();
    for (index, path) in (0..).map(PathId).zip(&unit.facts.paths) {
        if path.context == Context::Glob || quoted.iter().any(|quoted| quoted.contains(&index)) {
            continue;
        }
        if let Some(krate) = names.outcome(id, index).external {
            let to = names.outside_in(id, index, krate);
            // A lone word that reads like a crate is no more than a word.
            let is_word = |to: &Outside| path.guess && path.count == 1 && to.import.is_none();
            found.extend(to.filter(|to| !is_word(to)).map(|to| (index, to)));
        }
    }
    for (index, import) in (0..).zip(&unit.facts.imports) {
        if import.kind == ImportKind::Glob {
            let brought = names.outside_of_glob(id, index, imported).into_iter();
            found.extend(brought.map(|to| (import.path, to)));
        }
    }
    let placed = found.into_iter().filter_map(|(index, to)| {
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
    });
    placed.collect()
}
