//! The outcome of a whole check.
//!
//! Separate from a single diagnostic: this is what the exit code is derived
//! from, and what says how much was looked at.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Diagnostic, Level};
use crate::source::{FileId, SourceMap, Span};

/// Everything that a check found out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Whether every rule that was asked for ran to its end over everything that it
    /// covers. A file that could not be read or parsed makes this false, and so do
    /// rules that are wrong; exceptions that are wrong do not.
    pub complete: bool,
    /// Whether `layering.toml` or an exception was wrong; the faults are among
    /// the problems.
    pub misconfigured: bool,
    /// How much was looked at.
    pub summary: Summary,
    /// The source files that are part of a target, and how many lines each has.
    pub lines: BTreeMap<FileId, u32>,
    /// The rules in the order of `layering.toml`.
    pub rules: Vec<RuleOutcome>,
    /// Broken rules, sorted by file, offset, and rule.
    pub violations: Vec<Diagnostic>,
    /// Paths of the workspace that could not be resolved, sorted by place.
    pub unresolved: Vec<UnresolvedPath>,
    /// What is wrong with the input, sorted by place.
    pub problems: Vec<Diagnostic>,
    /// Remarks that are shown on every run, such as which packages are left
    /// out.
    pub remarks: Vec<String>,
    /// How long each stage took, in their order.
    #[serde(skip)]
    pub timings: Vec<(&'static str, Duration)>,
}

impl Report {
    /// The exit code: 0 clean, 1 violations, 2 wrong rules or
    /// exceptions, 3 incomplete. What is incomplete wins over violations.
    pub fn exit_code(&self) -> u8 {
        if self.misconfigured {
            2
        } else if !self.complete {
            3
        } else {
            u8::from(self.summary.errors > 0)
        }
    }

    /// Fixes the order of everything, by file, offset, and rule, and counts
    /// errors and warnings, so that two runs print the same bytes.
    pub fn finish(&mut self, sources: &SourceMap) {
        self.violations
            .sort_by_cached_key(|diagnostic| order(diagnostic, sources));
        self.problems
            .sort_by_cached_key(|diagnostic| order(diagnostic, sources));
        self.problems.dedup();
        self.unresolved
            .sort_by_cached_key(|path| (place(path.span, sources), path.path.clone()));
        let of = |level| self.violations.iter().filter(|d| d.level == level).count();
        (self.summary.errors, self.summary.warnings) = (of(Level::Error), of(Level::Warning));
        self.summary.unresolved = self.unresolved.len();
    }

    /// Counts what the summary says of files.
    pub fn count_lines(&mut self) {
        self.summary.files = self.lines.len();
        self.summary.lines = self.lines.values().map(|lines| *lines as usize).sum();
    }

    /// Every place that it points at or names.
    pub fn spans(&self) -> impl Iterator<Item = &Span> {
        let diagnostics = self.violations.iter().chain(&self.problems);
        let unresolved = self.unresolved.iter().map(|path| &path.span);
        diagnostics.flat_map(Diagnostic::spans).chain(unresolved)
    }

    /// Every place that it points at or names, to be moved. That must not change their
    /// order.
    pub fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let diagnostics = self.violations.iter_mut().chain(&mut self.problems);
        let unresolved = self.unresolved.iter_mut().map(|path| &mut path.span);
        diagnostics
            .flat_map(Diagnostic::spans_mut)
            .chain(unresolved)
    }
}

/// A place, in an order that does not depend on how files were read.
type Place = (String, u32, u32);

fn place(span: Span, sources: &SourceMap) -> Place {
    (sources.file(span.file).path.clone(), span.start, span.end)
}

/// The order in which diagnostics are shown.
fn order(diagnostic: &Diagnostic, sources: &SourceMap) -> (Option<Place>, String, String) {
    let primary = diagnostic.primary.as_ref();
    let violation = diagnostic.violation.as_ref();
    (
        primary.map(|label| place(label.span, sources)),
        violation.map_or_else(String::new, |violation| violation.rule.clone()),
        diagnostic.headline.clone(),
    )
}

/// How much a check looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    /// Packages of the workspace, without the excluded ones and the unread.
    pub packages: usize,
    /// Their targets.
    pub crates: usize,
    /// Source files that are part of a target.
    pub files: usize,
    /// Lines in these files.
    pub lines: usize,
    /// References to items of the workspace.
    pub references: usize,
    /// Paths that could not be resolved.
    pub unresolved: usize,
    /// Violations of rules with severity "error".
    pub errors: usize,
    /// Violations of rules with severity "warning".
    pub warnings: usize,
    /// Violations that the baseline excuses.
    pub baselined: usize,
    /// Crates that were not read, as no rule looks at them.
    pub unread: usize,
}

/// What became of one rule.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleOutcome {
    /// The rule's id.
    pub id: String,
    /// Its kind.
    pub kind: Cow<'static, str>,
    /// Whether it holds.
    pub status: RuleStatus,
    /// How many violations it has.
    pub violations: usize,
    /// How many references or items it judged.
    pub checked: usize,
}

/// Whether a rule holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RuleStatus {
    /// It ran and found nothing.
    Kept,
    /// It ran and found violations.
    Broken,
    /// It did not run.
    Skipped,
}

/// A path that leads into the workspace, or might, and means nothing that is
/// known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnresolvedPath {
    /// Where it stands.
    pub span: Span,
    /// The module that it is in.
    pub from: String,
    /// As it is written.
    pub path: String,
    /// Whether it is test code.
    pub test: bool,
    /// Why it is not known.
    pub reason: String,
}
