//! Modules and crates that others look into: what `of` selects.
//!
//! Apart from `heads`, where modules are meant that refer to others: of a
//! package, only the library can be looked into.

use super::{ItemSet, Scene};
use crate::config::{RuleConfig, SelectorList};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::Def;
use crate::workspace::TargetKind;

/// The modules whose outside is meant. Of a package, that is its library:
/// nothing can name what is in any other target.
pub(super) fn tops(
    scene: &Scene<'_>,
    of: &SelectorList,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<ModuleId> {
    let names = scene.names;
    let heads = ItemSet::new(names, of, rule.allow_empty, problems).heads();
    let modules = heads.into_iter().filter_map(|def| match def {
        Def::Module(module) => Some(module),
        Def::Item(_) => None,
    });
    let tops: Vec<ModuleId> = modules
        .filter(|module| {
            let this = names.tree.module(*module);
            this.parent.is_some() || names.workspace.krate(this.krate).kind == TargetKind::Lib
        })
        .collect();
    if let (true, false, Some(first)) = (tops.is_empty(), rule.allow_empty, of.include.first())
        && problems.is_empty()
    {
        problems.push(
            Diagnostic::error(format!("`{}` exports nothing", first.text))
                .at(first.span, "neither a library nor a module")
                .with_help("`of` takes crates that others can depend on, and modules"),
        );
    }
    tops
}
