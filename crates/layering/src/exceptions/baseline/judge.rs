//! What a run says of the baseline: what it should hold, whether it may, what
//! is wrong with it, and how much is left.
//!
//! Separate from the matching of violations, because it only compares counts.

use std::collections::BTreeMap;

use super::super::{ran, unknown_rule};
use super::{Baseline, Counts, Entry, FILE_NAME, Key, Mode, Run};
use crate::diagnostic::Diagnostic;
use crate::rules::Verdict;

const PRUNE: &str = "take it out with `check-layering --prune-baseline`";

/// What the baseline is to hold after the run. Nothing is known of rules that
/// did not run, so what is recorded of them stays.
pub(super) fn next(run: Run<'_>, verdict: &Verdict, before: &Counts, occurring: &Counts) -> Counts {
    let mut next = Counts::new();
    for (key, recorded) in before {
        let count = match ran(verdict, &key.rule) {
            Some(true) => (*recorded).min(occurring.get(key).copied().unwrap_or(0)),
            Some(false) => *recorded,
            None if run.is_partial => *recorded,
            None => 0,
        };
        if count > 0 {
            next.insert(key.clone(), count);
        }
    }
    if let Mode::Update { .. } = run.mode {
        let occurring = occurring.iter().map(|(key, count)| (key.clone(), *count));
        next.extend(occurring);
    }
    next
}

/// Why the baseline cannot be written by this run, if it cannot.
pub(super) fn hindrance(run: Run<'_>, verdict: &Verdict) -> Option<Diagnostic> {
    if run.mode == Mode::Prune && run.baseline.is_none() {
        let headline = format!("there is no `{FILE_NAME}` to prune");
        let help = "`check-layering --update-baseline` writes one, beside the rules";
        return Some(Diagnostic::error(headline).with_help(help));
    }
    let is_whole = run.is_complete && verdict.problems.is_empty();
    (!is_whole).then(|| {
        Diagnostic::error(format!("`{FILE_NAME}` is not written"))
            .with_help("mend the other problems first: they may hide violations")
    })
}

/// Why the baseline must not become what it would.
pub(super) fn growth(mode: Mode, before: &Counts, next: &Counts) -> Option<Diagnostic> {
    let (more, _) = change(before, next);
    (mode == Mode::Update { may_grow: false } && more > 0).then(|| {
        Diagnostic::error(format!(
            "`{FILE_NAME}` is not written: it would hold {} more",
            violations(more)
        ))
        .with_help("`CI` is set, and there the baseline can only shrink: mend them, or update it elsewhere")
    })
}

/// What is wrong with the record: entries that say more than there is.
pub(super) fn faults(
    baseline: Option<&Baseline>,
    verdict: &Verdict,
    occurring: &Counts,
) -> Vec<Diagnostic> {
    let mut first: BTreeMap<&Key, &Entry> = BTreeMap::new();
    let mut faults = Vec::new();
    for entry in baseline.into_iter().flat_map(|baseline| &baseline.entries) {
        if let Some(first) = first.get(&entry.key) {
            let problem = Diagnostic::error("the baseline has an entry twice")
                .at(entry.span, "again here")
                .with_label(first.span, "first here")
                .with_help(PRUNE);
            faults.push(problem);
            continue;
        }
        first.insert(&entry.key, entry);
        let occurs = occurring.get(&entry.key).copied().unwrap_or(0);
        match ran(verdict, &entry.key.rule) {
            None => {
                let problem = unknown_rule(verdict, &entry.key.rule);
                faults.push(problem.at(entry.span, "recorded here").with_help(PRUNE));
            }
            Some(true) if occurs < entry.count => faults.push(stale(entry, occurs)),
            Some(_) => {}
        }
    }
    faults
}

fn stale(entry: &Entry, occurs: usize) -> Diagnostic {
    let rule = &entry.key.rule;
    let (headline, label) = match occurs {
        0 => (
            format!("the baseline has a violation of `{rule}` that no longer occurs"),
            "nothing here breaks the rule".to_owned(),
        ),
        _ => (
            format!("the baseline has more violations of `{rule}` than there are"),
            format!("{occurs} of {} left", entry.count),
        ),
    };
    Diagnostic::error(headline)
        .at(entry.span, label)
        .with_help(PRUNE)
}

/// How much is left, and how that has changed. `before` and `now` are what the
/// baseline held and holds.
pub(super) fn remark(
    run: Run<'_>,
    verdict: &Verdict,
    [before, now]: [&Counts; 2],
    occurring: &Counts,
) -> String {
    let of_judged = |counts: &Counts| -> Counts {
        let judged = counts
            .iter()
            .filter(|(key, _)| ran(verdict, &key.rule) == Some(true));
        judged.map(|(key, count)| (key.clone(), *count)).collect()
    };
    let others: usize = now
        .iter()
        .filter(|(key, _)| ran(verdict, &key.rule) == Some(false))
        .map(|(_, count)| count)
        .sum();
    let left: Counts = of_judged(now)
        .into_iter()
        .map(|(key, count)| {
            let occurs = occurring.get(&key).copied().unwrap_or(0);
            (key, count.min(occurs))
        })
        .collect();
    let mut text = format!("baseline: {} left", violations(left.values().sum()));
    if run.is_complete {
        text += &match change(&of_judged(before), &left) {
            (0, 0) => ", as recorded".to_owned(),
            (0, fewer) => format!(", {fewer} fewer than recorded"),
            (more, 0) => format!(", {more} more than recorded before"),
            (more, fewer) => format!(", {more} more and {fewer} fewer than recorded before"),
        };
    }
    if others > 0 {
        text += &format!(" ({others} more are of rules that were not checked)");
    }
    text
}

/// How many violations come to the first counts, and how many go, for the
/// second.
fn change(before: &Counts, after: &Counts) -> (usize, usize) {
    let surplus = |of: &Counts, over: &Counts| -> usize {
        let counts = of.iter();
        counts
            .map(|(key, count)| count.saturating_sub(over.get(key).copied().unwrap_or(0)))
            .sum()
    };
    (surplus(after, before), surplus(before, after))
}

fn violations(count: usize) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} violation{plural}")
}
