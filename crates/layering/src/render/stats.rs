//! What a check cost, and what it could not resolve, by reason.
//!
//! Not a part of the summary, which is the same on every run: times are not.

use std::collections::BTreeMap;

use super::numbers::{counted, grouped};
use super::style;
use crate::diagnostic::Report;
use crate::source::SourceMap;

/// The lines of `--stats`.
pub(super) fn lines(report: &Report, sources: &SourceMap) -> Vec<String> {
    let mut lines = vec!["stages:".to_owned()];
    for (stage, time) in &report.timings {
        lines.push(format!(
            "  {:>8.1} ms  {stage}",
            time.as_secs_f64() * 1000.0
        ));
    }
    let summary = &report.summary;
    lines.push(format!(
        "{} of {} read, {} left out",
        counted(summary.files, "file"),
        counted(summary.crates, "crate"),
        counted(summary.unread, "crate")
    ));
    let mut by_reason: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for path in &report.unresolved {
        let place = format!("{}: `{}`", style::place(sources, path.span), path.path);
        by_reason
            .entry(path.reason.clone())
            .or_default()
            .push(place);
    }
    lines.push(format!(
        "{} resolved, {} not:",
        counted(report.summary.references, "reference"),
        grouped(report.unresolved.len())
    ));
    for (reason, places) in by_reason {
        lines.push(format!("  {} because {reason}", grouped(places.len())));
        lines.extend(places.into_iter().map(|place| format!("    {place}")));
    }
    lines
}
