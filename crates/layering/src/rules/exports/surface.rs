//! The names that a rule is about.
//!
//! Apart from the judgement, since all of this is settled before it starts.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::ItemKind;
use crate::modules::ModuleId;
use crate::resolve::{Def, Exposed, SurfaceName};
use crate::rules::tops::Tops;
use crate::rules::{ItemSet, Scene};

/// The names that something has where it is exported.
pub(super) fn exported_names(scene: &Scene<'_>, tops: &Tops) -> FxHashSet<String> {
    let modules = tops.modules.iter();
    let surfaces = modules.map(|top| surface(scene, tops, *top));
    let mut exported = FxHashSet::default();
    for name in surfaces.flatten() {
        if let (Exposed::External(_), Some(import)) = (name.exposed, name.import) {
            let written = scene.names.import_written(import);
            exported.extend(written.rsplit("::").next().map(str::to_owned));
        }
        exported.insert(name.name);
    }
    exported
}

/// What can be named outside of a module, or of the crate that it is the root of.
pub(super) fn surface(scene: &Scene<'_>, tops: &Tops, top: ModuleId) -> Vec<SurfaceName> {
    let names = scene.names;
    let mut surface = if names.tree.module(top).parent.is_some() {
        names.module_surface(top)
    } else {
        names.crate_surface(top)
    };
    surface.retain(|name| tops.cover(names, name));
    surface
}

/// The names of the items that are defined in modules, not re-exported there. Modules
/// are items of the one around them; those of tests are called alike everywhere.
pub(super) fn defined_in(scene: &Scene<'_>, modules: &ItemSet) -> FxHashMap<String, Def> {
    let names = scene.names;
    let defs = names
        .defs()
        .filter(|(def, _, _)| !names.is_part(*def) && !names.is_in_block(*def));
    let defs = defs.map(|(def, _, item)| match item.kind {
        ItemKind::Module(_) => {
            let (unit, item) = names.home(def);
            names.def_of(unit, item)
        }
        _ => Def::Item(def),
    });
    let is_in = |def: Def| modules.contains(names, def);
    let is_defined = |def: &Def| match def {
        Def::Module(_) => names.parent_of(*def).is_some_and(is_in) && !names.is_test(*def),
        Def::Item(_) => true,
    };
    let defined = defs.filter(|def| is_in(*def) && is_defined(def));
    defined
        .map(|def| (names.name_of(def).to_owned(), def))
        .collect()
}
