//! One line for each finding, as `cargo check --message-format short` has it:
//! for narrow logs, and for editors that jump to `file:line:column`.
//!
//! Separate because it needs no source text at all.

use super::{RenderOptions, style, summary};
use crate::diagnostic::Report;
use crate::source::SourceMap;

/// The findings, then what they come to.
pub(super) fn render(report: &Report, sources: &SourceMap, options: &RenderOptions) -> String {
    let renderer = style::renderer(options);
    let mut out = String::new();
    for diagnostic in report.violations.iter().chain(&report.problems) {
        if let Some(label) = &diagnostic.primary {
            out.push_str(&style::place(sources, label.span));
            out.push_str(": ");
        }
        out.push_str(&style::draw_title(&renderer, style::title(diagnostic)));
        out.push('\n');
    }
    out + &summary::render(report, sources, options)
}
