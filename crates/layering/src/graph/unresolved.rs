//! Why a path means nothing that is known.

use crate::facts::{Context, Path};
use crate::modules::UnitId;
use crate::resolve::{DeadEnd, Names, Outcome};

/// A path that could not be resolved.
pub(super) struct Unresolved {
    /// The segment at which it ends.
    pub(super) segment: usize,
    pub(super) reason: String,
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
    let (segment, reason) = match dead_end {
        _ if path.guess && matches!(path.context, Context::MacroBody | Context::String) => {
            return None;
        }
        DeadEnd::First | DeadEnd::Import if path.guess => return None,
        DeadEnd::First => (0, format!("`{}` is not in scope", name(0))),
        DeadEnd::TooManySupers => (0, "there are too many leading `super`s".to_owned()),
        DeadEnd::Import => (
            0,
            "it relies on an import that could not be resolved".to_owned(),
        ),
        DeadEnd::In(module, segment) => (
            segment,
            format!(
                "there is no `{}` in `{}`",
                name(segment),
                names.module_path(module)
            ),
        ),
    };
    Some(Unresolved { segment, reason })
}
