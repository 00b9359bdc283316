//! Which paths one version of a file has more often than the other.
//!
//! Apart from the rest, which has to be the same: of paths, there may be more and less,
//! as long as each says what another one says as well.

use rustc_hash::{FxHashMap, FxHashSet};

use super::own::Own;
use super::side::Side;
use super::{Paths, Reach};
use crate::facts::ids::PathId;
use crate::facts::paths::{Context, Path};
use crate::facts::texts::Print;

/// What the versions have of paths; `None` if it takes names to tell what one means.
/// Those to other packages only matter where they are counted.
pub(super) fn change(old: &Side<'_>, new: &Side<'_>, counts_outside: bool) -> Option<Paths> {
    let (gone, added) = unmatched(old, new, counts_outside);
    let mut paths = Paths::default();
    if gone.is_empty() && added.is_empty() {
        return Some(paths);
    }
    let (before, own) = (Said::new(old), old.own());
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

/// Finds the paths that say what none said before, and name a value of the file's own
/// module by its name alone.
pub(super) fn find_own(old: &Side<'_>, new: &mut Side<'_>, own: &Own<'_>) {
    let unknown = (0..).map(PathId).zip(&new.reach);
    let unknown = unknown.filter(|(_, reach)| **reach == Reach::Inside(None));
    let named = unknown.filter(|(path, _)| own.is_named(&new.prints, *path));
    let named: Vec<PathId> = named.map(|(path, _)| path).collect();
    if named.is_empty() {
        return;
    }
    let before = Said::new(old);
    for path in named {
        if !before.says(new, path) {
            new.reach[path.index()] = Reach::Own;
        }
    }
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

/// The paths of each version that the other one does not have: into the workspace, as a
/// part of the same item; to other packages, wherever they stand.
fn unmatched(old: &Side<'_>, new: &Side<'_>, counts_outside: bool) -> (Vec<PathId>, Vec<PathId>) {
    let key = |side: &Side<'_>, path: PathId| match side.is_inside(path) {
        true => Some((true, side.prints.path(path))),
        false if counts_outside && side.is_outside(path) => {
            Some((false, side.prints.meanings[path.index()]))
        }
        false => None,
    };
    let paths = |side: &Side<'_>| (0..).map(PathId).take(side.facts.paths.len());
    let mut open: FxHashMap<_, Vec<PathId>> = FxHashMap::default();
    for path in paths(old) {
        if let Some(key) = key(old, path) {
            open.entry(key).or_default().push(path);
        }
    }
    let mut added = Vec::new();
    for path in paths(new) {
        let Some(key) = key(new, path) else {
            continue;
        };
        // What it means is new, if only by what it is a name of.
        let is_other = new.reach[path.index()] == Reach::Own;
        if is_other || open.get_mut(&key).and_then(Vec::pop).is_none() {
            added.push(path);
        }
    }
    let mut gone: Vec<PathId> = open.into_values().flatten().collect();
    gone.sort_unstable();
    (gone, added)
}
