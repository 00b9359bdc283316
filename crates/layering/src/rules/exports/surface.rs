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

/// The names of the items that are defined in modules, not re-exported there.
pub(super) fn defined_in(scene: &Scene<'_>, modules: &ItemSet) -> FxHashMap<String, Def> {
    let names = scene.names;
    let defs = names.defs().filter(|(def, _, item)| {
        !names.is_part(*def)
            && !matches!(item.kind, ItemKind::Module(_))
            && !names.is_in_block(*def)
            && modules.contains(names, Def::Item(*def))
    });
    defs.map(|(def, _, _)| (names.name_of(Def::Item(def)).to_owned(), Def::Item(def)))
        .collect()
}
