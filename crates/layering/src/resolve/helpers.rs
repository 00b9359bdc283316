//! Helper attributes of derive macros, which come before attribute macros of their name
//! (Rust reference, "Derive macro helper attributes").

use super::path::Outcome;
use super::{Def, Names};
use crate::facts::{AttributeKind, FileFacts, ItemId, ItemKind, NameId, Parent, Path, PathId};
use crate::modules::UnitId;

impl Names<'_> {
    /// Whether an attribute is a helper, although its name means something where it stands.
    ///
    /// Which helpers there are is known of derive macros of the workspace. Of those from
    /// outside, it is known where no attribute macro may stand.
    pub(super) fn is_helper(&self, unit: UnitId, path: PathId, outcome: &Outcome) -> bool {
        let means_nothing = outcome.targets.is_empty() && outcome.external.is_none();
        let facts = &self.tree.unit(unit).facts;
        let Path { owner, count, .. } = *facts.path(path);
        let Parent::Item(item) = owner else {
            return false;
        };
        if means_nothing || count > 1 {
            return false;
        }
        let attributes = facts.attributes_of(Some(item)).iter();
        let derives = attributes.filter_map(|attribute| match attribute.kind {
            AttributeKind::Derive(derive) => Some(derive),
            _ => None,
        });
        match facts.item(item).kind {
            ItemKind::Field | ItemKind::Variant(_) => true,
            _ if derives.clone().any(|derive| derive == path) => false,
            _ => {
                let name = facts.name(facts.segments(facts.path(path))[0].name);
                let mut derives = derives;
                derives.any(|derive| self.has_helper(unit, derive, name))
            }
        }
    }

    /// Whether what a path of a `derive` means has a helper of a name.
    fn has_helper(&self, unit: UnitId, derive: PathId, name: &str) -> bool {
        let mut outcome = Outcome::default();
        self.resolve_walk(self.walk_of(unit, derive), &mut outcome);
        let derives = outcome.targets.iter();
        let mut derives = derives.filter_map(|target| match target.def {
            Def::Item(id) => Some(self.home(id)),
            Def::Module(_) => None,
        });
        derives.any(|(of, derive)| {
            let this = &self.tree.unit(of).facts;
            helpers(this, derive).any(|helper| this.name(helper) == name)
        })
    }
}

/// The helpers of a derive macro.
fn helpers(facts: &FileFacts, derive: ItemId) -> impl Iterator<Item = NameId> {
    let helpers = facts.derive_helpers.iter();
    helpers.filter_map(move |(of, helper)| (*of == derive).then_some(*helper))
}
