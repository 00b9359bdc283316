//! The baseline: violations that were there when a rule was adopted.
//!
//! It is keyed by rule, from and to, with a count, and never by line, so that
//! it outlives edits and renamed files. [`settle`] computes, from what is
//! recorded and what occurs, the violations that are left, what is to be
//! recorded from now on, and what is wrong with the record.

mod file;
mod judge;

use std::collections::BTreeMap;

use super::recount;
use crate::diagnostic::{Diagnostic, Note, NoteKind, Violation};
use crate::rules::Verdict;
use crate::source::{SourceMap, Span};

pub use file::{FILE_NAME, parse};

/// What a baseline file says.
#[derive(Clone, Debug, Default)]
pub struct Baseline {
    entries: Vec<Entry>,
}

/// Violations that are alike.
#[derive(Clone, Debug)]
struct Entry {
    key: Key,
    count: usize,
    /// The entry in the file.
    span: Span,
}

/// What makes violations alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    rule: String,
    from: String,
    to: String,
}

/// How many violations there are of each.
type Counts = BTreeMap<Key, usize>;

/// What becomes of the baseline in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// It stays, and has to say what is.
    #[default]
    Keep,
    /// What no longer occurs is taken out.
    Prune,
    /// It is written anew.
    Update {
        /// Whether it may then hold more than before.
        may_grow: bool,
    },
}

/// A run, as far as the baseline has to know it.
#[derive(Clone, Copy)]
pub(crate) struct Run<'a> {
    /// What the file says, if there is one.
    pub(crate) baseline: Option<&'a Baseline>,
    /// What is to become of it.
    pub(crate) mode: Mode,
    /// Whether only some rules were asked for.
    pub(crate) is_partial: bool,
    /// Whether everything was read that there is.
    pub(crate) is_complete: bool,
    /// The files that violations stand in.
    pub(crate) sources: &'a SourceMap,
}

/// What came of the baseline.
#[derive(Debug, Default)]
pub(crate) struct Settled {
    /// How many violations it excuses.
    pub(crate) excused: usize,
    /// How much is left, and how that has changed.
    pub(crate) remark: Option<String>,
    /// What the file is to hold, if it is to be written.
    pub(crate) text: Option<String>,
    /// Why it is not written: it would grow.
    pub(crate) refusal: Option<Diagnostic>,
}

/// Takes out the violations that the baseline excuses. What is wrong with it
/// goes to the problems of the verdict.
pub(crate) fn settle(run: Run<'_>, verdict: &mut Verdict) -> Settled {
    if run.baseline.is_none() && run.mode == Mode::Keep {
        return Settled::default();
    }
    let mut settled = Settled::default();
    let before = recorded(run.baseline);
    let occurring = occurring(verdict);
    let mut now = None;
    if run.mode != Mode::Keep {
        let next = judge::next(run, verdict, &before, &occurring);
        if let Some(problem) = judge::hindrance(run, verdict) {
            verdict.problems.push(problem);
        } else {
            settled.refusal = judge::growth(run.mode, &before, &next);
            now = settled.refusal.is_none().then_some(next);
        }
    }
    if now.is_none() && run.is_complete {
        let faults = judge::faults(run.baseline, verdict, &occurring);
        verdict.problems.extend(faults);
    }
    settled.text = now.as_ref().map(file::text);
    let now = now.unwrap_or_else(|| before.clone());
    settled.excused = excuse(&now, run.sources, verdict);
    settled.remark = Some(judge::remark(run, verdict, [&before, &now], &occurring));
    recount(verdict);
    settled
}

fn recorded(baseline: Option<&Baseline>) -> Counts {
    let mut counts = Counts::new();
    for entry in baseline.into_iter().flat_map(|baseline| &baseline.entries) {
        let count = counts.entry(entry.key.clone()).or_default();
        // One that is there twice is a problem, and no leave for more.
        *count = entry.count.max(*count);
    }
    counts
}

fn occurring(verdict: &Verdict) -> Counts {
    let mut counts = Counts::new();
    for violation in verdict
        .violations
        .iter()
        .filter_map(|one| one.violation.as_ref())
    {
        *counts.entry(Key::of(violation)).or_default() += 1;
    }
    counts
}

/// Takes out as many violations of each key as the counts say: the first ones
/// in the order of files and places.
fn excuse(counts: &Counts, sources: &SourceMap, verdict: &mut Verdict) -> usize {
    let place = |one: &Diagnostic| {
        let span = one.primary.as_ref()?.span;
        Some((sources.file(span.file).path.clone(), span.start))
    };
    verdict.violations.sort_by_cached_key(place);
    let mut left = counts.clone();
    let before = verdict.violations.len();
    verdict.violations.retain_mut(|one| {
        let Some(key) = one.violation.as_ref().map(|violation| Key::of(violation)) else {
            return true;
        };
        let Some(left) = left.get_mut(&key) else {
            return true;
        };
        if *left == 0 {
            let notes = &mut one.notes;
            let facts = notes.iter().take_while(|note| note.kind == NoteKind::Note);
            notes.insert(facts.count(), others_like_it(counts[&key]));
            return true;
        }
        *left -= 1;
        false
    });
    before - verdict.violations.len()
}

fn others_like_it(count: usize) -> Note {
    let verb = if count == 1 { "is" } else { "are" };
    Note {
        kind: NoteKind::Note,
        text: format!("{count} like it {verb} in the baseline").into(),
    }
}

impl Key {
    fn of(violation: &Violation) -> Self {
        Key {
            rule: violation.rule.clone(),
            from: violation.from.clone(),
            to: violation.to.clone(),
        }
    }
}
