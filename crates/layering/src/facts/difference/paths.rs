//! Which paths one version of a file has more often than the other.
//!
//! Apart from the rest, which has to be the same: of paths, there may be more and less,
//! as long as each says what another one says as well.

use rustc_hash::FxHashSet;

use super::own::Own;
use super::side::Side;
use super::{Paths, Reach, unmatched};
use crate::facts::ids::PathId;
use crate::facts::paths::{Context, Path};
use crate::facts::texts::Print;

/// What the versions have of paths; `None` if it takes names to tell what one means.
/// Those to other packages only matter where they are counted.
pub(super) fn change<'f>(
    (old, own): (&Side<'f>, &Own<'f>),
    new: &Side<'_>,
    counts_outside: bool,
) -> Option<Paths> {
    let paths = |side| compared(side, counts_outside);
    let (gone, added) = unmatched(paths(old), paths(new));
    let mut paths = Paths::default();
    if gone.is_empty() && added.is_empty() {
        return Some(paths);
    }
    let before = Said::new(old);
    for id in added {
        let path = new.facts.path(id);
        if !may_be_more_or_less(path) {
            return None;
        }
        paths.in_signature |= path.in_signature;
        match new.reach[id.index()] {
            Reach::Inside(Some(class)) | Reach::Outside(Some(class)) => {
                paths.more.push(class);
                paths.change_owners |= !before.says_by_owner(new, id);
            }
            Reach::Own => {
                let name = new.facts.segments(path)[0].name;
                paths.own.push(new.facts.name(name).into());
            }
            _ => return None,
        }
    }
    let still = Said::new(new);
    for id in gone {
        let path = old.facts.path(id);
        let (Reach::Inside(Some(class)) | Reach::Outside(Some(class))) = old.reach[id.index()]
        else {
            return None;
        };
        if !may_be_more_or_less(path) {
            return None;
        }
        paths.in_signature |= path.in_signature;
        match still.says(old, id) {
            true => {
                paths.less.push(class);
                paths.change_owners |= !still.says_by_owner(old, id);
            }
            false if own.is_named(&old.prints, id) => paths.last.push(class),
            false => return None,
        }
    }
    Some(paths)
}

/// Finds the paths that say what none said before, and either name a value of the file's
/// own module by its name alone, or lead into the standard library by an import of the
/// file; returns the names of these imports.
pub(super) fn find_known<'f>(old: &Side<'_>, new: &mut Side<'f>, own: &Own<'f>) -> Vec<Box<str>> {
    let unknown = (0..).map(PathId).zip(&new.reach);
    let unknown = unknown.filter(|(_, reach)| **reach == Reach::Inside(None));
    let known = unknown.filter_map(|(path, _)| match new.library_name(own, path) {
        None => own.is_named(&new.prints, path).then_some((path, None)),
        through => Some((path, through)),
    });
    let known: Vec<(PathId, Option<&str>)> = known.collect();
    if known.is_empty() {
        return Vec::new();
    }
    let before = Said::new(old);
    let mut through = Vec::new();
    for (path, import) in known {
        if before.says(new, path) {
            continue;
        }
        new.reach[path.index()] = match import {
            None => Reach::Own,
            Some(_) => Reach::Nowhere,
        };
        through.extend(import.map(Box::from));
    }
    through
}

/// What the paths of a version say that are compared. A name of the file's own module
/// that is new says something else than before.
struct Said {
    meanings: FxHashSet<Print>,
    /// Together with the item that says so.
    by_owners: FxHashSet<Print>,
}

impl Said {
    fn new(side: &Side<'_>) -> Self {
        let paths = (0..).map(PathId).zip(&side.reach);
        let said = paths.filter(|(_, reach)| !matches!(reach, Reach::Own | Reach::Nowhere));
        let said =
            said.map(|(path, _)| (side.prints.meanings[path.index()], side.prints.path(path)));
        let (meanings, by_owners) = said.unzip();
        Said {
            meanings,
            by_owners,
        }
    }

    /// Whether what a path of another version says is said as well.
    fn says(&self, other: &Side<'_>, path: PathId) -> bool {
        self.meanings.contains(&other.prints.meanings[path.index()])
    }

    /// Whether the same item says that.
    fn says_by_owner(&self, other: &Side<'_>, path: PathId) -> bool {
        self.by_owners.contains(&other.prints.path(path))
    }
}

/// Whether nothing but references depends on how often a path is written. What macros of
/// the workspace are handed is compared with their calls.
fn may_be_more_or_less(path: &Path) -> bool {
    matches!(
        path.context,
        Context::Expr | Context::Type | Context::Pattern | Context::MacroArg
    )
}

/// The paths of a version that are compared, with what they are told apart by: into the
/// workspace, as a part of the same item; to other packages, wherever they stand. Those
/// that name the file's own are like none before: what they mean is new.
fn compared(
    side: &Side<'_>,
    counts_outside: bool,
) -> impl Iterator<Item = ((Sort, Print), PathId)> {
    let paths = (0..).map(PathId).zip(&side.reach);
    paths.filter_map(move |(path, reach)| {
        let key = match reach {
            Reach::Inside(_) => (Sort::Inside, side.prints.path(path)),
            Reach::Own => (Sort::Own, side.prints.path(path)),
            Reach::Outside(_) if counts_outside => {
                (Sort::Outside, side.prints.meanings[path.index()])
            }
            Reach::Outside(_) | Reach::Nowhere => return None,
        };
        Some((key, path))
    })
}

#[derive(PartialEq, Eq, Hash)]
enum Sort {
    Inside,
    Own,
    Outside,
}
