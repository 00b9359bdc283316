//! Selectors that name places: modules and crates, from which code refers.
//!
//! Apart from other selectors, since a reference knows the module that it is
//! in, not the item: a place that is no module would select nothing.

use super::select::select;
use super::{ItemSet, Scene};
use crate::config::{RuleConfig, Selector, Selectors};
use crate::diagnostic::Diagnostic;
use crate::resolve::Def;

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
