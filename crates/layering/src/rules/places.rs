//! Selectors that name modules and crates: places from which code refers, and
//! places that others look into.
//!
//! Apart from other selectors, since a reference knows the module that it is
//! in, not the item: a place that is no module would select nothing.

use super::select::select;
use super::{ItemSet, Scene};
use crate::config::{RuleConfig, Selector, SelectorList, Selectors};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::Def;
use crate::workspace::TargetKind;

/// Resolves selectors of places. One that selects items but no module is a
/// problem.
pub(super) fn places(
    scene: &Scene<'_>,
    rule: &RuleConfig<'_>,
    raw: &Selectors,
    problems: &mut Vec<Diagnostic>,
) -> ItemSet {
    let list = scene.config.selectors(raw, problems);
    let wrong = list
        .include
        .iter()
        .filter_map(|selector| no_module(scene, selector));
    problems.extend(wrong);
    ItemSet::new(scene.names, &list, rule.allow_empty, problems)
}

fn no_module(scene: &Scene<'_>, selector: &Selector) -> Option<Diagnostic> {
    let names = scene.names;
    let found = select(names, selector);
    let first = found.iter().copied().min()?;
    if found.iter().any(|def| matches!(def, Def::Module(_))) {
        return None;
    }
    let path = names.path_of(first);
    let module = names.module_path(names.module_at(first));
    let headline = format!("selector `{}` selects no module", selector.text);
    let label = format!("`{path}` is of kind `{}`", names.kind_word(first));
    let problem = Diagnostic::error(headline).at(selector.span, label);
    Some(problem.with_help(format!("name the module that it is in: `{module}`")))
}

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
