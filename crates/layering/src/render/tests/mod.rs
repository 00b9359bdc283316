//! Snapshots of every format; `UPDATE_EXPECT=1` rewrites them.
//!
//! Apart from the renderers, because all of them are shown the same reports.
//! This file makes the reports.

mod odd_text;
mod people;
mod programs;

use std::path::Path;

use expect_test::Expect;

use super::*;
use crate::diagnostic::{
    Applicability, Diagnostic, Link, NoteKind, RuleOutcome, RuleStatus, Suggestion, Summary,
    UnresolvedPath, Violation,
};
use crate::source::{FileId, Span};

const ADMIN: &str = "\
use crate::managed_runtime_contract::VmState;

fn label(phase: Option<pika_cloud::AgentStartupPhase>) -> &'static str {
    phase.map_or(\"\", pika_cloud::AgentStartupPhase::label)
}
";

const RULES: &str = "\
version = 1

[[rule]]
id = \"through-contract\"
through = \"pika_server::managed_runtime_contract\"
";

/// A source map, and a way to point into it.
struct Scene {
    sources: SourceMap,
}

impl Scene {
    fn new() -> Self {
        let mut sources = SourceMap::new(Path::new("/space"));
        sources.add(Path::new("crates/pika-server/src/admin.rs"), ADMIN);
        sources.add(Path::new("layering.toml"), RULES);
        Scene { sources }
    }

    /// The first place of `needle` in any file.
    fn span(&self, needle: &str) -> Span {
        self.spans(needle).next().expect("needle is in a file")
    }

    fn spans(&self, needle: &str) -> impl Iterator<Item = Span> {
        self.sources.iter().flat_map(move |(file, source)| {
            let places = source.text.match_indices(needle);
            places.map(move |(start, found)| span(file, start, start + found.len()))
        })
    }

    fn around(&self, span: Span) -> Diagnostic {
        let headline =
            "`pika_cloud::AgentStartupPhase` is reached around `managed_runtime_contract`";
        let because = "server modules import managed-runtime types from one place";
        let mut diagnostic = Diagnostic::error(headline)
            .at(span, "straight into `pika_cloud`")
            .with_label(
                self.span("\"pika_server::managed_runtime_contract\""),
                "must pass through here",
            )
            .with_note(NoteKind::Why, because)
            .with_help("write `crate::managed_runtime_contract::AgentStartupPhase`");
        diagnostic.suggestion = Some(Suggestion {
            span: self.span("pika_cloud::AgentStartupPhase"),
            replacement: "crate::managed_runtime_contract::AgentStartupPhase".into(),
            applicability: Applicability::MachineApplicable,
        });
        diagnostic.violation = Some(Box::new(Violation {
            rule: "through-contract".into(),
            kind: "gateway".into(),
            from: "pika_server::admin".into(),
            to: "pika_cloud::AgentStartupPhase".into(),
            written: "pika_cloud::AgentStartupPhase".into(),
            route: vec!["pika_cloud".into()],
            test: false,
            chain: vec![Link {
                from: "pika_server::admin".into(),
                to: "pika_cloud".into(),
                span,
            }],
            because: Some(because.into()),
            help: None,
        }));
        diagnostic
    }

    fn report(&self) -> Report {
        let mut report = Report {
            complete: true,
            summary: Summary {
                packages: 2,
                crates: 5,
                files: 14,
                lines: 1_204,
                references: 321,
                ..Summary::default()
            },
            rules: vec![
                outcome("through-contract", RuleStatus::Broken, 2),
                outcome("cloud-is-shared", RuleStatus::Kept, 0),
                outcome("server-only", RuleStatus::Kept, 0),
            ],
            violations: self
                .spans("AgentStartupPhase")
                .map(|span| self.around(span))
                .collect(),
            unresolved: vec![UnresolvedPath {
                span: self.span("VmState"),
                from: String::new(),
                test: false,
                path: "crate::managed_runtime_contract::VmState".into(),
                reason: "no `VmState` in `pika_server::managed_runtime_contract`".into(),
            }],
            remarks: vec!["1 package is left out: `crates/vendored`".into()],
            ..Report::default()
        };
        report.violations[1].level = crate::diagnostic::Level::Warning;
        report.finish(&self.sources);
        report
    }

    fn broken(&self) -> Report {
        let mut report = Report {
            misconfigured: true,
            problems: vec![
                Diagnostic::error("unknown key `through`")
                    .at(self.span("through"), "")
                    .with_help("did you mean `of`?"),
                Diagnostic::warning("`crates/a/src/gone.rs` is missing under `cfg(windows)`"),
            ],
            ..Report::default()
        };
        report.finish(&self.sources);
        report
    }

    fn check(&self, report: &Report, options: RenderOptions, expected: &Expect) {
        let shown = render(report, &self.sources, &options);
        // So that a release changes no snapshot.
        let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
        expected.assert_eq(&shown.replace(&version, "\"version\": \"0.0.0\""));
    }
}

fn span(file: FileId, start: usize, end: usize) -> Span {
    let offset = |at| u32::try_from(at).expect("a short text");
    Span {
        file,
        start: offset(start),
        end: offset(end),
    }
}

fn outcome(id: &str, status: RuleStatus, violations: usize) -> RuleOutcome {
    RuleOutcome {
        id: id.into(),
        kind: "gateway".into(),
        status,
        violations,
        checked: 1_070,
    }
}

fn in_format(format: Format) -> RenderOptions {
    RenderOptions {
        format,
        ..RenderOptions::default()
    }
}

fn verbosity(verbosity: Verbosity) -> RenderOptions {
    RenderOptions {
        verbosity,
        ..RenderOptions::default()
    }
}
