//! What of a glob is relied on.
//!
//! A glob names one module and brings in whatever that has: its children, and
//! what it imports from elsewhere. A module that writes `use super::*` has its
//! siblings by name, and may know none of them. So of what a glob brings in
//! from elsewhere, only that counts which a path goes on from.

use rustc_hash::FxHashSet;

use crate::facts::ItemKind;
use crate::graph::{Calls, Reference};
use crate::resolve::{Def, ImportId, Names, Route};

/// What globs bring in that paths go on from.
#[derive(Debug, Default)]
pub(super) struct Used(FxHashSet<(ImportId, Def)>);

impl Used {
    /// Notes the globs of its own module that a reference goes on from.
    pub(super) fn note(&mut self, names: &Names<'_>, reference: &Reference, route: &Route) {
        let is_glob = |import: &ImportId| names.is_glob(*import);
        if let Some(glob) = route.import.filter(is_glob) {
            self.0.extend(route.first.map(|def| (glob, def)));
        }
        // It goes through its own module, as `self::Name` does.
        let own = route.hops.iter().filter(|hop| hop.module == reference.from);
        for glob in own.filter_map(|hop| hop.import).filter(is_glob) {
            let modules = route.hops.iter().map(|hop| Def::Module(hop.module));
            let behind = modules.chain(names.ancestors(reference.to));
            self.0.extend(behind.map(|def| (glob, def)));
        }
    }

    /// Takes over what another part of the references goes on from.
    pub(super) fn extend(&mut self, other: Used) {
        self.0.extend(other.0);
    }

    /// Whether what a glob brings in is relied on as if it were named: also a
    /// trait, by method calls, which do not name it. What is handed on is relied on
    /// by whoever takes it, and not asked for here.
    pub(super) fn counts(
        &self,
        names: &Names<'_>,
        calls: &Calls<'_>,
        (glob, reference): (ImportId, &Reference),
    ) -> bool {
        let is_called = |def| {
            matches!(def, Def::Item(item)
                if matches!(names.item(item).kind, ItemKind::Trait | ItemKind::TraitAlias)
                    && calls.may_be_in(item, reference.from))
        };
        self.0.contains(&(glob, reference.to)) || is_called(reference.to)
    }
}
