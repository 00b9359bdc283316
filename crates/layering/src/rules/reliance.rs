//! Whether a place only relies on a mistake that is reported elsewhere.
//!
//! Where a `use` breaks a rule, the places in the same module that use what it
//! brought in are no mistakes of their own. Every kind that judges single
//! references asks this, so that they agree on it.

use crate::graph::Reference;
use crate::resolve::{Def, Names, Route};

/// Whether the place only uses a name that an import of the same module, or
/// an alias there, brought in: that one is reported, since what it brought in
/// `is_denied`.
pub(super) fn relies_on_mistake(
    names: &Names<'_>,
    reference: &Reference,
    route: &Route,
    is_denied: impl Fn(Def) -> bool,
) -> bool {
    // The header of the `impl` says where its `Self` comes from.
    if names.starts_with_self(reference.unit, reference.path) {
        return true;
    }
    let is_here = |def| names.module_around(def) == Some(reference.from);
    let is_mistake = |def: &Def| {
        let behind = match *def {
            Def::Item(item) => Def::Item(names.behind_aliases(item)),
            module @ Def::Module(_) => module,
        };
        is_denied(*def) || is_denied(behind)
    };
    let of_trait = names.trait_of_binding(reference.unit, reference.path);
    if of_trait.is_some_and(|of_trait| is_mistake(&of_trait)) {
        return true;
    }
    let facts = &names.tree.unit(reference.unit).facts;
    let imported = facts.imported_in_body(reference.path);
    if let Some(count) = imported.filter(|count| *count > 0) {
        let imported = names.outcome_of_prefix(reference.unit, reference.path, count);
        if imported
            .targets
            .iter()
            .any(|target| is_mistake(&target.def))
        {
            return true;
        }
    }
    let mistaken = route.first.filter(is_mistake);
    // The path starts with a name that an import or an alias gave it.
    let is_imported = route
        .import
        .is_some_and(|import| names.import_module(import) == reference.from);
    if is_imported && mistaken.is_some()
        || mistaken.is_some_and(|def| names.is_alias(def) && is_here(def))
    {
        return true;
    }
    // It comes back to its own module, as `self::Name` does.
    route.hops.iter().any(|hop| {
        let is_mistaken = |import| names.brought_by(import).iter().any(is_mistake);
        hop.module == reference.from && hop.import.is_some_and(is_mistaken)
    })
}
