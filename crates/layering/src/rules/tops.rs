//! Modules and crates that others look into: what `of` selects.
//!
//! Apart from `heads`, where modules are meant that refer to others: of a
//! package, only the library can be looked into.

use super::{ItemSet, Scene};
use crate::config::{RuleConfig, SelectorList};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::{Def, Exposed, Names, SurfaceName};
use crate::workspace::TargetKind;

/// The modules whose outside is meant, and what is taken away from it.
pub(super) struct Tops {
    pub(super) modules: Vec<ModuleId>,
    set: ItemSet,
}

impl Tops {
    /// Whether a name is exported by what is meant: not by a module that is
    /// taken away, nor an item that is.
    pub(super) fn cover(&self, names: &Names<'_>, name: &SurfaceName) -> bool {
        let is_item = |def: &Def| matches!(def, Def::Item(_));
        let item = match name.exposed {
            Exposed::Def(def) => Some(def),
            Exposed::External(_) => None,
        };
        let parts = item.into_iter().flat_map(|def| {
            let around = names.ancestors(def).skip(1).take_while(is_item);
            std::iter::once(def).chain(around)
        });
        let mut modules = names.ancestors(Def::Module(name.module));
        !modules.any(|def| self.set.is_excluded(def))
            && !parts.into_iter().any(|def| self.set.is_excluded(def))
    }
}

/// Of a package, its library is meant: nothing can name what is in any other
/// target.
pub(super) fn tops(
    scene: &Scene<'_>,
    of: &SelectorList,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Tops {
    let names = scene.names;
    let before = problems.len();
    let set = ItemSet::new(names, of, rule.allow_empty, problems);
    let heads = set.heads().into_iter();
    let kept = heads.filter(|def| set.contains(names, *def));
    let modules = kept.filter_map(|def| match def {
        Def::Module(module) => Some(module),
        Def::Item(_) => None,
    });
    let modules: Vec<ModuleId> = modules
        .filter(|module| {
            let this = names.tree.module(*module);
            this.parent.is_some() || names.workspace.krate(this.krate).kind == TargetKind::Lib
        })
        .collect();
    if let (true, false, Some(first)) = (modules.is_empty(), rule.allow_empty, of.include.first())
        && problems.len() == before
    {
        problems.push(
            Diagnostic::error(format!("`{}` exports nothing", first.text))
                .at(first.span, "neither a library nor a module")
                .with_help("`of` takes crates that others can depend on, and modules"),
        );
    }
    Tops { modules, set }
}
