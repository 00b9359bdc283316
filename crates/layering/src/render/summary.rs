//! The lines that close a report for a person: what could not be resolved,
//! remarks, how much was looked at, and what came of it.
//!
//! Separate because two formats end with them, and because they stand alone on
//! the terminal when the report goes to a file.

use annotate_snippets::{Level as Style, Renderer};

use super::numbers::{counted, grouped};
use super::{RenderOptions, Verbosity, stats, style, words};
use crate::diagnostic::{Level, Report, RuleOutcome, RuleStatus};
use crate::source::SourceMap;

/// The closing lines. A quiet run has them only where the check could not be
/// completed: that is never left out.
pub(super) fn render(report: &Report, sources: &SourceMap, options: &RenderOptions) -> String {
    let renderer = style::renderer(options);
    let mut lines = Vec::new();
    if options.verbosity > Verbosity::Quiet {
        lines.extend(unresolved(report, sources, options, &renderer));
        let remark = |text: &String| style::draw_title(&renderer, Style::NOTE.primary_title(text));
        lines.extend(report.remarks.iter().map(remark));
        lines.extend(unread(report).iter().map(remark));
        if options.verbosity == Verbosity::Verbose {
            lines.extend(report.rules.iter().map(rule));
        }
        lines.extend(verdict(report));
    }
    if options.stats {
        lines.extend(stats::lines(report, sources));
    }
    if report.misconfigured || !report.complete {
        lines.push(style::draw_title(
            &renderer,
            Style::ERROR.primary_title(failure(report)),
        ));
    }
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// How much was left out because no rule looks at it.
fn unread(report: &Report) -> Option<String> {
    let crates = match report.summary.unread {
        0 => return None,
        1 => "1 crate was".to_owned(),
        many => format!("{} crates were", grouped(many)),
    };
    Some(format!("{crates} not read, as no rule looks there"))
}

/// Names every path only on request: they may be many, and they say more about
/// the linter than about the workspace.
fn unresolved(
    report: &Report,
    sources: &SourceMap,
    options: &RenderOptions,
    renderer: &Renderer,
) -> Vec<String> {
    let paths = &report.unresolved;
    if paths.is_empty() {
        return Vec::new();
    }
    // Where they are denied, each was shown as an error.
    let mut violations = report
        .violations
        .iter()
        .filter_map(|one| one.violation.as_ref());
    let are_shown = violations.any(|violation| violation.kind == "unresolved");
    let verbose = options.verbosity == Verbosity::Verbose && !are_shown;
    let hint = match (verbose, are_shown) {
        (_, true) => ", and that is denied",
        (true, false) => "",
        (false, false) => " (`-v` shows them)",
    };
    let headline = format!(
        "{} could not be resolved{hint}",
        counted(paths.len(), "path")
    );
    let mut lines = vec![style::draw_title(
        renderer,
        Style::NOTE.primary_title(headline),
    )];
    if verbose {
        lines.extend(paths.iter().map(|path| {
            let place = style::place(sources, path.span);
            format!("  --> {place}: `{}`: {}", path.path, path.reason)
        }));
    }
    lines
}

fn rule(rule: &RuleOutcome) -> String {
    let status = words::status(rule.status);
    let mut line = format!("{status:>9} {} ({}", rule.id, rule.kind);
    if rule.status != RuleStatus::Skipped {
        line += &format!(", {} checked", grouped(rule.checked));
    }
    if rule.violations > 0 {
        line += &format!(", {}", counted(rule.violations, "violation"));
    }
    line + ")"
}

/// How much was looked at, and what was found. Nothing where no rule ran: to
/// say "no violations" would be a lie.
fn verdict(report: &Report) -> Option<String> {
    let ran = report
        .rules
        .iter()
        .filter(|rule| rule.status != RuleStatus::Skipped)
        .count();
    if ran == 0 && !report.complete {
        return None;
    }
    let rules = match report.rules.len() {
        all if all == ran => counted(all, "rule"),
        all => format!("{} of {}", grouped(ran), counted(all, "rule")),
    };
    let summary = &report.summary;
    Some(format!(
        "checked {rules} over {}, {}, {} ({}), {}: {}",
        counted(summary.packages, "package"),
        counted(summary.crates, "crate"),
        counted(summary.files, "file"),
        counted(summary.lines, "line"),
        counted(summary.references, "reference"),
        findings(report),
    ))
}

fn findings(report: &Report) -> String {
    let summary = &report.summary;
    let found = [(summary.errors, "error"), (summary.warnings, "warning")];
    let mut parts: Vec<_> = found
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| counted(number, noun))
        .collect();
    if parts.is_empty() {
        parts.push("no violations".to_owned());
    }
    if summary.baselined > 0 {
        parts.push(format!("{} in the baseline", grouped(summary.baselined)));
    }
    parts.join(", ")
}

fn failure(report: &Report) -> String {
    let errors = report
        .problems
        .iter()
        .filter(|problem| problem.level == Level::Error)
        .count();
    let cause = match errors {
        0 => String::new(),
        _ => format!(" due to {}", counted(errors, "problem")),
    };
    if report.complete {
        // What is wrong is an exception, and not what was checked.
        return format!("the check cannot pass{cause}");
    }
    format!("could not complete the check{cause}")
}
