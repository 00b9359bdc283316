//! Reports as text: one file per output format.
//!
//! The renderers know diagnostics and source, nothing of graph or rules, so a
//! new kind of rule needs no change here and a new format none anywhere else.

mod chain;
mod excerpt;
mod fingerprint;
mod human;
mod json;
mod numbers;
mod short;
mod stats;
mod style;
mod summary;
#[cfg(test)]
mod tests;
mod words;

use crate::diagnostic::Report;
use crate::source::{SourceMap, Span};

/// The whole report in the format that `options` asks for; it ends with a line
/// break unless it is empty.
pub fn render(report: &Report, sources: &SourceMap, options: &RenderOptions) -> String {
    match options.format {
        Format::Human => human::render(report, sources, options),
        Format::Short => short::render(report, sources, options),
        Format::Json => json::render(report, sources),
    }
}

/// What a report comes to, for a person: the lines that close the formats for
/// people, whatever `options.format` is. It goes to the terminal when the
/// report itself goes to a file.
pub fn render_summary(report: &Report, sources: &SourceMap, options: &RenderOptions) -> String {
    summary::render(report, sources, options)
}

/// The links of a chain for a person: what each says, with its place.
pub fn render_chain(
    links: &[(String, Span)],
    sources: &SourceMap,
    options: &RenderOptions,
) -> String {
    chain::render(links, sources, options)
}

/// How a report is shown.
#[derive(Clone, Copy, Debug, Default)]
pub struct RenderOptions {
    /// The shape of the output.
    pub format: Format,
    /// Whether escape codes for colors go in. Formats for programs have none.
    pub color: bool,
    /// How much is said. Formats for programs always say everything.
    pub verbosity: Verbosity,
    /// Whether the formats for people show what the check cost, and what it
    /// could not resolve.
    pub stats: bool,
}

/// The shape of the output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Source snippets, as rustc prints them.
    #[default]
    Human,
    /// One line for each finding.
    Short,
    /// One JSON document.
    Json,
}

impl Format {
    /// Whether the output is read by programs, which want a whole document
    /// even where nothing could be checked.
    pub fn is_for_programs(self) -> bool {
        match self {
            Format::Human | Format::Short => false,
            Format::Json => true,
        }
    }
}

/// How much the formats for people say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Findings, and nothing where there are none.
    Quiet,
    /// Findings and what they come to.
    #[default]
    Normal,
    /// Also every rule and every path that could not be resolved.
    Verbose,
}
