//! What is excused although it breaks a rule: by a comment in the code, or by
//! the baseline.
//!
//! Both take violations, of whatever kind of rule, and hand back those that
//! are left, with what is wrong with the exceptions themselves. Nothing here
//! knows what a rule means, and nothing here reads or writes a file.

pub mod baseline;
mod directive;
mod inline;
mod toml_comments;

use crate::config::no_such_rule;
use crate::diagnostic::{Diagnostic, RuleStatus};
use crate::facts::Directive;
use crate::rules::Verdict;

pub(crate) use inline::{Comments, excuse};

/// Whether a text may hold a comment that excuses something.
pub(crate) fn may_be_in(text: &[u8]) -> bool {
    String::from_utf8_lossy(text).contains(Directive::PREFIX)
}

/// Whether a rule of the verdict ran; `None` if there is no such rule.
fn ran(verdict: &Verdict, rule: &str) -> Option<bool> {
    let mut outcomes = verdict.outcomes.iter();
    let outcome = outcomes.find(|outcome| outcome.id == rule)?;
    Some(outcome.status != RuleStatus::Skipped)
}

/// A problem with a rule that does not exist.
fn unknown_rule(verdict: &Verdict, rule: &str) -> Diagnostic {
    let known = verdict.outcomes.iter().map(|outcome| outcome.id.as_str());
    no_such_rule(rule, &known.collect::<Vec<_>>())
}

/// Counts anew what is left of each rule.
fn recount(verdict: &mut Verdict) {
    for outcome in &mut verdict.outcomes {
        let of_rule = |one: &&Diagnostic| {
            let violation = one.violation.as_ref();
            violation.is_some_and(|violation| violation.rule == outcome.id)
        };
        outcome.violations = verdict.violations.iter().filter(of_rule).count();
        outcome.status = match outcome.status {
            RuleStatus::Skipped => RuleStatus::Skipped,
            _ if outcome.violations == 0 => RuleStatus::Kept,
            _ => RuleStatus::Broken,
        };
    }
}
