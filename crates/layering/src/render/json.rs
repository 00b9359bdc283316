//! The report for programs: one JSON document, schema version 1.
//!
//! The structs are the schema. They are kept apart from the report's own types,
//! so that a change inside the linter cannot change what others read.

use std::borrow::Cow;

use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::words;
use crate::diagnostic::{
    Diagnostic, Link, Report, RuleOutcome, Suggestion, UnresolvedPath, Violation,
};
use crate::source::{SourceMap, Span};

/// The document, indented, with a line break at its end.
pub(super) fn render(report: &Report, sources: &SourceMap) -> String {
    // Serialising plain structs into a string has nothing to fail on.
    let text = serde_json::to_string_pretty(&document(report, sources)).unwrap_or_default();
    text + "\n"
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    schema_version: u32,
    tool: ToolEntry,
    complete: bool,
    summary: SummaryEntry,
    rules: Vec<RuleEntry<'a>>,
    violations: Vec<ViolationEntry<'a>>,
    unresolved: Vec<UnresolvedEntry<'a>>,
    problems: Vec<ProblemEntry<'a>>,
}

#[derive(Serialize)]
struct ToolEntry {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct SummaryEntry {
    packages: usize,
    crates: usize,
    files: usize,
    lines: usize,
    references: usize,
    unresolved: usize,
    errors: usize,
    warnings: usize,
    baselined: usize,
    unread: usize,
}

#[derive(Serialize)]
struct RuleEntry<'a> {
    id: &'a str,
    kind: &'a str,
    status: &'static str,
    violations: usize,
    checked: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct ViolationEntry<'a> {
    rule: &'a str,
    kind: &'a str,
    severity: &'static str,
    message: &'a str,
    file: Option<&'a str>,
    line: Option<u32>,
    column: Option<u32>,
    end_line: Option<u32>,
    end_column: Option<u32>,
    from: &'a str,
    to: &'a str,
    written: &'a str,
    route: &'a [String],
    test: bool,
    chain: Vec<LinkEntry<'a>>,
    because: Option<&'a str>,
    help: Option<Cow<'a, str>>,
    suggestion: Option<SuggestionEntry<'a>>,
    fingerprint: String,
}

#[derive(Serialize)]
struct LinkEntry<'a> {
    from: &'a str,
    to: &'a str,
    file: &'a str,
    line: u32,
}

#[derive(Serialize)]
struct SuggestionEntry<'a> {
    replacement: &'a str,
    applicability: &'static str,
}

#[derive(Serialize)]
struct UnresolvedEntry<'a> {
    file: &'a str,
    line: u32,
    path: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct ProblemEntry<'a> {
    level: &'static str,
    message: String,
    file: Option<&'a str>,
    line: Option<u32>,
}

fn document<'a>(report: &'a Report, sources: &'a SourceMap) -> Document<'a> {
    let mut fingerprints = Fingerprints::default();
    let mut violations = Vec::new();
    let mut problems = Vec::new();
    for diagnostic in &report.violations {
        match &diagnostic.violation {
            Some(rule) => {
                let fingerprint = fingerprints.next(rule);
                violations.push(violation(diagnostic, rule, fingerprint, sources));
            }
            // What no rule speaks for lacks most of a violation's fields.
            None => problems.push(problem(diagnostic, sources)),
        }
    }
    problems.extend(report.problems.iter().map(|one| problem(one, sources)));
    problems.extend(report.remarks.iter().map(|remark| ProblemEntry {
        level: "note",
        message: remark.clone(),
        file: None,
        line: None,
    }));
    Document {
        schema_version: 1,
        tool: ToolEntry {
            name: "cargo-layering",
            version: env!("CARGO_PKG_VERSION"),
        },
        complete: report.complete,
        summary: summary(report),
        rules: report.rules.iter().map(rule).collect(),
        violations,
        unresolved: report
            .unresolved
            .iter()
            .map(|one| unresolved(one, sources))
            .collect(),
        problems,
    }
}

fn summary(report: &Report) -> SummaryEntry {
    let summary = &report.summary;
    SummaryEntry {
        packages: summary.packages,
        crates: summary.crates,
        files: summary.files,
        lines: summary.lines,
        references: summary.references,
        unresolved: summary.unresolved,
        errors: summary.errors,
        warnings: summary.warnings,
        baselined: summary.baselined,
        unread: summary.unread,
    }
}

fn rule(rule: &RuleOutcome) -> RuleEntry<'_> {
    RuleEntry {
        id: &rule.id,
        kind: &rule.kind,
        status: words::status(rule.status),
        violations: rule.violations,
        checked: rule.checked,
    }
}

fn violation<'a>(
    diagnostic: &'a Diagnostic,
    rule: &'a Violation,
    fingerprint: String,
    sources: &'a SourceMap,
) -> ViolationEntry<'a> {
    let span = diagnostic.primary.as_ref().map(|label| label.span);
    let start = span.map(|span| sources.start(span));
    let end = span.map(|span| sources.end(span));
    ViolationEntry {
        rule: &rule.rule,
        kind: &rule.kind,
        severity: words::level(diagnostic.level),
        message: &diagnostic.headline,
        file: span.map(|span| file(sources, span)),
        line: start.map(|start| start.line),
        column: start.map(|start| start.column),
        end_line: end.map(|end| end.line),
        end_column: end.map(|end| end.column),
        from: &rule.from,
        to: &rule.to,
        written: &rule.written,
        route: &rule.route,
        test: rule.test,
        chain: rule.chain.iter().map(|one| link(one, sources)).collect(),
        because: rule.because.as_deref(),
        help: rule.help.as_ref().map(|help| help.show(sources)),
        suggestion: diagnostic.suggestion.as_ref().map(suggestion),
        fingerprint,
    }
}

fn link<'a>(link: &'a Link, sources: &'a SourceMap) -> LinkEntry<'a> {
    LinkEntry {
        from: &link.from,
        to: &link.to,
        file: file(sources, link.span),
        line: sources.start(link.span).line,
    }
}

fn suggestion(suggestion: &Suggestion) -> SuggestionEntry<'_> {
    SuggestionEntry {
        replacement: &suggestion.replacement,
        applicability: words::applicability(suggestion.applicability),
    }
}

fn unresolved<'a>(unresolved: &'a UnresolvedPath, sources: &'a SourceMap) -> UnresolvedEntry<'a> {
    UnresolvedEntry {
        file: file(sources, unresolved.span),
        line: sources.start(unresolved.span).line,
        path: &unresolved.path,
        reason: &unresolved.reason,
    }
}

/// A problem has no fields for its notes, so its message holds them.
fn problem<'a>(diagnostic: &Diagnostic, sources: &'a SourceMap) -> ProblemEntry<'a> {
    let span = diagnostic.primary.as_ref().map(|label| label.span);
    let mut message = diagnostic.headline.clone();
    for note in &diagnostic.notes {
        let text = note.text.show(sources);
        message += &format!("\n{}: {text}", words::note(note.kind));
    }
    ProblemEntry {
        level: words::level(diagnostic.level),
        message,
        file: span.map(|span| file(sources, span)),
        line: span.map(|span| sources.start(span).line),
    }
}

fn file(sources: &SourceMap, span: Span) -> &str {
    &sources.file(span.file).path
}
