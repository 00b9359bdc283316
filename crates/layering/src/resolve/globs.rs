//! Which tables the globs of a table reach.
//!
//! Most names that are looked up in a module with globs come from none of
//! them. Knowing where a name is written at all, and which tables a glob
//! reaches, answers that without following a single glob.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::tables::{Brings, ImportId, TableId, Tables};
use super::{Names, Symbol};

/// What the globs of every table reach, at one point of resolution.
#[derive(Debug, Default)]
pub(super) struct Globs {
    reached: FxHashMap<TableId, Reached>,
    /// The tables in which a name is written.
    written_in: FxHashMap<Symbol, SmallVec<[TableId; 4]>>,
}

#[derive(Debug, Default)]
struct Reached {
    tables: FxHashSet<TableId>,
    external: Option<Symbol>,
    pending: Vec<ImportId>,
}

/// What a table's globs can say of a name without being followed.
pub(super) enum AtAGlance {
    /// Some table that they reach has it.
    Maybe,
    /// None has it.
    No {
        /// The crate outside that may have it.
        external: Option<Symbol>,
        /// A glob that is not resolved yet, and may reach it.
        waits_for: Option<ImportId>,
    },
}

impl Globs {
    /// Notes that a name is written in a table.
    pub(super) fn note(&mut self, name: Symbol, table: TableId) {
        self.written_in.entry(name).or_default().push(table);
    }

    /// Forgets what globs reach.
    pub(super) fn forget(&mut self) {
        self.reached.clear();
    }

    /// Follows all globs as they stand now. Where none was pending, nothing has
    /// changed.
    pub(super) fn follow(&mut self, names: &Names<'_>) {
        let is_final = |id: &TableId| {
            let reached = self.reached.get(id);
            reached.is_some_and(|reached| reached.pending.is_empty())
        };
        let open = names.tables.with_globs().filter(|id| !is_final(id));
        let followed: Vec<(TableId, Reached)> = open
            .map(|id| {
                let mut reached = Reached::default();
                reached.follow(names, id);
                (id, reached)
            })
            .collect();
        self.reached.extend(followed);
    }

    /// Whether the globs of a table reach the table itself.
    pub(super) fn lead_back_to(&self, table: TableId) -> bool {
        let reached = self.reached.get(&table);
        reached.is_some_and(|reached| reached.tables.contains(&table))
    }

    pub(super) fn glance(
        &self,
        tables: &Tables,
        table: TableId,
        name: Symbol,
        ignore: Option<ImportId>,
    ) -> AtAGlance {
        let Some(reached) = self.reached.get(&table) else {
            return AtAGlance::Maybe;
        };
        let written = self
            .written_in
            .get(&name)
            .map_or(&[][..], SmallVec::as_slice);
        // Names like `new` are written in most tables.
        let is_written = if written.len() <= reached.tables.len() {
            written.iter().any(|table| reached.tables.contains(table))
        } else {
            let mut reached = reached.tables.iter();
            reached.any(|table| tables[*table].names.contains_key(&name))
        };
        if is_written {
            return AtAGlance::Maybe;
        }
        let mut pending = reached.pending.iter().copied();
        AtAGlance::No {
            external: reached.external,
            waits_for: pending.find(|import| ignore != Some(*import)),
        }
    }
}

impl Reached {
    fn follow(&mut self, names: &Names<'_>, from: TableId) {
        let mut open = vec![from];
        while let Some(table) = open.pop() {
            for import in &names.tables[table].globs {
                match &names.imports[import.0 as usize].brings {
                    Brings::Glob { tables, external } => {
                        self.external = names.either(self.external, *external);
                        open.extend(tables.iter().filter(|table| self.tables.insert(**table)));
                    }
                    Brings::Pending => self.pending.push(*import),
                    Brings::Named(_) | Brings::Failed => {}
                }
            }
        }
    }
}
