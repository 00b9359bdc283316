//! Why a path means nothing that is known.
//!
//! A path that rests on an import which means nothing is counted at the import,
//! as rustc reports the import alone.

use rustc_hash::FxHashMap;

use crate::diagnostic::UnresolvedPath;
use crate::facts::{Context, Expects, ItemKind, Path, PathId};
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{DeadEnd, Def, ImportId, Names, Outcome};
use crate::source::Span;

/// A path that could not be resolved.
pub(super) struct Unresolved {
    /// The segment at which it ends.
    pub(super) segment: usize,
    /// The import that it rests on.
    import: Option<ImportId>,
    /// The module that lacks what it names.
    lacking: Option<ModuleId>,
    reason: String,
}

/// What could not be resolved in a workspace, or in a part of it.
#[derive(Default)]
pub(super) struct Collected(Vec<Entry>);

struct Entry {
    path: UnresolvedPath,
    /// The import that it is the path of.
    of: Option<ImportId>,
    why: Unresolved,
}

impl Collected {
    /// Adds a path that may be `of` an import.
    pub(super) fn push(&mut self, of: Option<ImportId>, path: UnresolvedPath, why: Unresolved) {
        self.0.push(Entry { path, of, why });
    }

    pub(super) fn append(&mut self, other: &mut Collected) {
        self.0.append(&mut other.0);
    }

    /// All paths, sorted by place; what rests on an import that is among them
    /// is counted there.
    pub(super) fn finish(self, names: &Names<'_>) -> Vec<UnresolvedPath> {
        let mut makers_in: FxHashMap<ModuleId, String> = FxHashMap::default();
        let mut paths = Vec::new();
        let mut relying = Vec::new();
        let mut at: FxHashMap<ImportId, usize> = FxHashMap::default();
        for Entry { mut path, of, why } in self.0 {
            path.reason = why.reason;
            if let Some(module) = why.lacking {
                let makers = makers_in.entry(module);
                path.reason += makers.or_insert_with(|| makers_of(names, module));
            }
            match why.import {
                Some(import) => relying.push((import, path)),
                None => {
                    at.extend(of.map(|import| (import, paths.len())));
                    paths.push(path);
                }
            }
        }
        let mut places_at: FxHashMap<usize, Vec<(Span, String)>> = FxHashMap::default();
        for (import, path) in relying {
            match at.get(&import) {
                Some(index) => places_at
                    .entry(*index)
                    .or_default()
                    .push((path.span, path.path)),
                None => paths.push(path),
            }
        }
        for (index, mut places) in places_at {
            places.sort_unstable();
            places.dedup();
            let reason = &mut paths[index].reason;
            *reason = match places.len() {
                1 => format!("{reason}; one more path relies on it"),
                count => format!("{reason}; {count} more paths rely on it"),
            };
        }
        paths.sort_by(|a, b| (a.span, &a.path).cmp(&(b.span, &b.path)));
        paths.dedup();
        paths
    }
}

/// The reason for an outcome, or `None` if there is nothing to explain: the
/// path means something, or was only a guess at a path.
pub(super) fn explain(
    names: &Names<'_>,
    unit: UnitId,
    path: &Path,
    outcome: &Outcome,
) -> Option<Unresolved> {
    let is_known = !outcome.targets.is_empty() || outcome.external.is_some() || outcome.local;
    let dead_end = outcome.dead_end.filter(|_| !is_known)?;
    let facts = &names.tree.unit(unit).facts;
    let segments = facts.segments(path);
    let name = |segment: usize| facts.name(segments[segment].name);
    let (mut import, mut lacking) = (None, None);
    let (segment, reason) = match dead_end {
        _ if path.guess && matches!(path.context, Context::MacroBody | Context::String) => {
            return None;
        }
        DeadEnd::First | DeadEnd::Import(_) if path.guess => return None,
        DeadEnd::First if is_taken(names, unit, path) || may_be_bound(names, unit, path) => {
            return None;
        }
        DeadEnd::First => {
            lacking = Some(names.tree.module_of(unit, path.scope));
            (0, format!("`{}` is not in scope", name(0)))
        }
        DeadEnd::TooManySupers => (0, "there are too many leading `super`s".to_owned()),
        DeadEnd::Import(id) => {
            import = Some(names.failed_import(id));
            let reason = "it relies on an import that could not be resolved";
            (0, reason.to_owned())
        }
        DeadEnd::In(module, segment) => {
            lacking = Some(module);
            let module = names.module_path(module);
            let reason = format!("there is no `{}` in `{module}`", name(segment));
            (segment, reason)
        }
    };
    Some(Unresolved {
        segment,
        import,
        lacking,
        reason,
    })
}

/// Whether a path may be a variable that a macro before it binds.
fn may_be_bound(names: &Names<'_>, unit: UnitId, path: &Path) -> bool {
    let facts = &names.tree.unit(unit).facts;
    let [segment] = facts.segments(path) else {
        return false;
    };
    let is_around = |scope| {
        facts
            .scopes_around(path.scope)
            .any(|around| around == scope)
    };
    let mut lets = facts.lets.iter();
    path.expects == Expects::Value
        && lets.any(|(scope, name)| *name == segment.name && is_around(*scope))
}

/// Whether an attribute is a part of what an attribute macro before it is handed: no
/// path of it is ever looked up.
fn is_taken(names: &Names<'_>, unit: UnitId, path: &Path) -> bool {
    let facts = &names.tree.unit(unit).facts;
    let is_attribute =
        |path: &Path| path.context == Context::Attribute && path.expects == Expects::Attribute;
    let paths = (0..).map(PathId).zip(&facts.paths);
    let mut before = paths.filter(|(_, other)| {
        is_attribute(other)
            && other.first < path.first
            && (other.owner, other.scope) == (path.owner, path.scope)
    });
    is_attribute(path) && before.any(|(id, _)| is_maker(names, &names.outcome(unit, id)))
}

/// The macros that may make what a module lacks: the attributes of its items,
/// or else their derives, that no file of the workspace explains.
fn makers_of(names: &Names<'_>, module: ModuleId) -> String {
    for context in [Context::Attribute, Context::Derive] {
        let mut found: Vec<String> = Vec::new();
        for (unit, _) in &names.tree.module(module).scopes {
            let facts = &names.tree.unit(*unit).facts;
            for (id, path) in (0..).map(PathId).zip(&facts.paths) {
                if path.context == context
                    && path.expects == Expects::Attribute
                    && names.tree.module_of(*unit, path.scope) == module
                    && is_maker(names, &names.outcome(*unit, id))
                {
                    let written = facts.written(path);
                    if !found.contains(&written) {
                        found.push(written);
                    }
                }
            }
        }
        let shown: Vec<String> = found
            .iter()
            .take(3)
            .map(|name| format!("`{name}`"))
            .collect();
        if !shown.is_empty() {
            let more = if found.len() > 3 {
                " or another macro"
            } else {
                ""
            };
            return format!(", unless {}{more} makes it", shown.join(" or "));
        }
    }
    String::new()
}

/// Whether a path means a macro whose output is not known.
fn is_maker(names: &Names<'_>, outcome: &Outcome) -> bool {
    let mut targets = outcome.targets.iter();
    let is_macro = |def| matches!(def, Def::Item(def) if names.item(def).kind == ItemKind::Macro);
    let krate = outcome.external.map(|krate| names.symbols().text(krate));
    targets.any(|target| is_macro(target.def))
        || krate.is_some_and(|krate| !names.is_of_the_language(krate))
}
