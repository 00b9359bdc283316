//! A path on its way through modules: where it starts, and what it waits for.
//!
//! Apart from the walk itself, since routes and imports walk as well.

use super::lookup::{Search, Via};
use super::tables::ImportId;
use super::{Names, Res, Symbol};
use crate::facts::{Context, Expects, Path, PathId, Segment};
use crate::modules::UnitId;

/// A path with what is needed to walk it.
#[derive(Clone, Copy)]
pub(super) struct Walk<'n> {
    pub(super) unit: UnitId,
    pub(super) path: &'n Path,
    pub(super) segments: &'n [Segment],
    /// The import that it belongs to, while that is resolved, or where it may meet it on
    /// its way: no import rests on itself.
    pub(super) import: Option<ImportId>,
    /// What it waits for.
    pub(super) waits: Waits,
    /// Whether its last name has to be visible where it stands.
    pub(super) visible: bool,
    pub(super) hops: u32,
}

/// Which of the imports that are not resolved yet a path waits for; the others
/// count as nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waits {
    /// Those that may change what it means.
    All,
    /// Those that may change what its last name means.
    Last,
    /// None.
    None,
}

/// What the first name of a path means, and how it came into scope: what is
/// needed to walk the path again without looking for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Start {
    /// The last of the `self` and `super`s that it may consist of.
    pub(super) segment: usize,
    pub(super) name: Symbol,
    pub(super) res: Res,
    /// How it came into the scope that it was found in; keywords and crates are
    /// in none.
    pub(super) via: Option<Via>,
}

impl Walk<'_> {
    /// A search for one of its names, as far as imports are resolved.
    pub(super) fn search(&self) -> Search {
        self.search_for(true)
    }

    /// A search for its last name, or for another one.
    pub(super) fn search_for(&self, is_last: bool) -> Search {
        let settled = match self.waits {
            Waits::All => false,
            Waits::Last => !is_last,
            Waits::None => true,
        };
        let mut search = Search::new(self.import, settled);
        search.is_for_last = is_last;
        search.attribute = self.path.expects == Expects::Attribute;
        search
    }
}

impl Start {
    /// Whether it is the whole path to the item that a segment names.
    pub(crate) fn is_all_to(&self, segment: usize) -> bool {
        self.segment == segment
    }
}

impl<'n> Names<'n> {
    pub(super) fn walk_of(&self, unit: UnitId, id: PathId) -> Walk<'n> {
        let facts = &self.tree.unit(unit).facts;
        let path = facts.path(id);
        let segments = facts.segments(path);
        let import = match path.context {
            Context::Use => facts.import_of(id).filter(|index| {
                let name = facts.imports[*index].kind.name();
                let (_, way) = segments.split_last().unwrap_or((&segments[0], &[]));
                way.iter().any(|segment| Some(segment.name) == name)
            }),
            _ => None,
        };
        Walk {
            unit,
            path,
            segments,
            import: import
                .map(|index| self.import_id(unit, u32::try_from(index).unwrap_or(u32::MAX))),
            waits: Waits::All,
            visible: false,
            hops: 0,
        }
    }
}
