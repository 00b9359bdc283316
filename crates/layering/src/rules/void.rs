//! Rules that nothing can break: there is no code that they judge.
//!
//! Apart from the kinds. Each says which modules, or items, it judges; what `tests`
//! takes of that, and that taking nothing is a mistake, is the same for all.

use rustc_hash::FxHashSet;

use super::{Check, ItemSet, Scene};
use crate::config::{RuleConfig, Tests};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::Def;

/// The problem that a rule judges nothing, if it does.
pub(super) fn problem(
    scene: &Scene<'_>,
    rule: &RuleConfig<'_>,
    check: &dyn Check,
) -> Option<Diagnostic> {
    let why = if scene.names.workspace.packages.is_empty() {
        "no package is left to check"
    } else if check.judges_any(rule.tests) {
        return None;
    } else {
        match rule.tests {
            Tests::Include => "all of it is left out",
            Tests::Exclude => "`tests = \"exclude\"`, but all of it is test code",
            Tests::Only => "`tests = \"only\"`, but nothing of it is test code",
        }
    };
    let headline = format!("rule `{}` judges nothing", rule.id.value);
    let problem = Diagnostic::error(headline).at(rule.span, why);
    Some(problem.with_help("correct it, or say `allow-empty = true` in the rule"))
}

/// Whether `tests` takes any of what is judged, where it is known of each part of that
/// whether it is test code.
pub(super) fn takes(tests: Tests, mut are_tests: impl Iterator<Item = bool>) -> bool {
    match tests {
        Tests::Include => are_tests.next().is_some(),
        Tests::Exclude => are_tests.any(|is_test| !is_test),
        Tests::Only => are_tests.any(|is_test| is_test),
    }
}

/// Whether some modules hold code that `tests` takes. A module that is no test code may
/// have some in it.
pub(super) fn in_modules(
    scene: &Scene<'_>,
    tests: Tests,
    is_judged: impl Fn(ModuleId) -> bool,
) -> bool {
    if tests == Tests::Include {
        return true;
    }
    let names = scene.names;
    let modules = (0..).map(ModuleId).take(names.tree.modules.len());
    let judged: FxHashSet<ModuleId> = modules.filter(|module| is_judged(*module)).collect();
    let modules = judged.iter();
    let modules = modules.map(|module| names.tree.module(*module).conditions.test);
    takes(tests, modules) || tests == Tests::Only && have_tests(scene, &judged)
}

/// Whether the modules of a set hold code that `tests` takes.
pub(super) fn in_modules_of(scene: &Scene<'_>, tests: Tests, set: &ItemSet) -> bool {
    in_modules(scene, tests, |module| {
        set.contains(scene.names, Def::Module(module))
    })
}

/// Whether an item, or a path, in some modules is test code.
fn have_tests(scene: &Scene<'_>, modules: &FxHashSet<ModuleId>) -> bool {
    let names = scene.names;
    names.tree.units().any(|(id, unit)| {
        let facts = &unit.facts;
        let items = facts.items.iter();
        let items = items.filter(|item| item.conditions.test);
        let paths = facts.paths.iter().filter(|path| path.test);
        let mut scopes = items
            .map(|item| item.scope)
            .chain(paths.map(|path| path.scope));
        scopes.any(|scope| modules.contains(&names.tree.module_of(id, scope)))
    })
}

/// Whether the items of a set, with what is in them, hold code that `tests` takes.
pub(super) fn in_items(scene: &Scene<'_>, tests: Tests, items: &ItemSet) -> bool {
    let names = scene.names;
    let is_in = |def: &Def| items.contains(names, *def);
    let defs = names.defs().map(|(def, _, _)| Def::Item(def));
    let are_tests = defs.filter(is_in).map(|def| names.is_test(def));
    tests == Tests::Include || takes(tests, are_tests) || in_modules_of(scene, tests, items)
}
