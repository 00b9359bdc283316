//! What there is to say of selectors that match nothing.

use super::{crates, exact_path, follow};
use crate::config::{SegmentPattern, Selector, SelectorList};
use crate::diagnostic::Diagnostic;
use crate::resolve::Names;

/// The problem that a selector, or one of its choices, matches nothing, with
/// the nearest thing that exists.
pub(super) fn nothing_matches(
    names: &Names<'_>,
    selector: &Selector,
    choice: &[SegmentPattern],
) -> Diagnostic {
    let headline = match (selector.alternatives.len(), exact_path(choice)) {
        (2.., Some(path)) => format!("`{path}` of selector `{}` matches nothing", selector.text),
        _ => format!("selector `{}` matches nothing", selector.text),
    };
    let problem = Diagnostic::error(headline).at(selector.span, "nothing has this path");
    match nearest(names, selector, choice) {
        Some(path) => problem.with_help(format!("the nearest that exists is `{path}`")),
        None => problem,
    }
}

/// The problem that nothing is left of a list.
pub(super) fn selects_nothing(list: &SelectorList) -> Diagnostic {
    let problem = Diagnostic::error("a list selects nothing");
    let label = match list.exclude.is_empty() {
        true => "it is empty",
        false => "nothing is left of it",
    };
    let problem = problem.at_known(list.span, label);
    problem.with_help("name what the rule is about, or say `allow-empty = true` in the rule")
}

/// In a rule, there is something else to do than to correct a selector.
pub(super) fn or_allow_it(problem: Diagnostic) -> Diagnostic {
    match problem.notes.is_empty() {
        true => problem.with_help("correct it, or say `allow-empty = true` in the rule"),
        false => problem,
    }
}

fn nearest(
    names: &Names<'_>,
    selector: &Selector,
    alternative: &[SegmentPattern],
) -> Option<String> {
    let SegmentPattern::Exact(first) = alternative.first()? else {
        return None;
    };
    let candidates = crates(names, selector.target, &alternative[0]);
    let Some((id, _)) = candidates.first() else {
        let packages = names
            .workspace
            .packages
            .iter()
            .map(|package| package.name.replace('-', "_"));
        let crates = names
            .workspace
            .crates
            .iter()
            .map(|krate| krate.name.clone());
        return most_similar(first, packages.chain(crates));
    };
    let exact = alternative
        .iter()
        .take_while(|segment| matches!(segment, SegmentPattern::Exact(_)));
    let (index, at) = follow(names, *id, &alternative[1..exact.count()]).err()?;
    let Some(SegmentPattern::Exact(wrong)) = alternative.get(index + 1) else {
        return None;
    };
    let below = at.iter().flat_map(|def| names.names_below(*def));
    let name = most_similar(wrong, below)?;
    Some(format!("{}::{name}", names.path_of(*at.first()?)))
}

/// The name that a wrong one was probably meant to be.
pub(in crate::rules) fn most_similar(
    wrong: &str,
    names: impl Iterator<Item = String>,
) -> Option<String> {
    let scored = names.map(|name| (strsim::jaro_winkler(wrong, &name), name));
    let best = scored.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1)))?;
    (best.0 > 0.7).then_some(best.1)
}
