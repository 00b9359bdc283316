//! A path on its way through modules, and what it waits for.
//!
//! Apart from the walk itself, since routes and imports walk as well.

use super::Names;
use super::lookup::Search;
use super::tables::ImportId;
use crate::facts::{Expects, Path, PathId, Segment};
use crate::modules::UnitId;

/// A path with what is needed to walk it.
#[derive(Clone, Copy)]
pub(super) struct Walk<'n> {
    pub(super) unit: UnitId,
    pub(super) path: &'n Path,
    pub(super) segments: &'n [Segment],
    /// The import that it belongs to, while that is resolved.
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
        search.attribute = self.path.expects == Expects::Attribute;
        search
    }
}

impl<'n> Names<'n> {
    pub(super) fn walk_of(&self, unit: UnitId, path: PathId) -> Walk<'n> {
        let facts = &self.tree.unit(unit).facts;
        let path = facts.path(path);
        Walk {
            unit,
            path,
            segments: facts.segments(path),
            import: None,
            waits: Waits::All,
            visible: false,
            hops: 0,
        }
    }
}
