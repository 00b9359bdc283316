//! The first line of a diagnostic, and the renderer that draws it.
//!
//! Shared by every format for people, so that levels and rule ids look the
//! same in all of them, and the same as rustc's.

use annotate_snippets::{Group, Level as Style, Renderer, Title};

use super::RenderOptions;
use crate::diagnostic::{Diagnostic, Level};
use crate::source::{SourceMap, Span};

/// The columns that a snippet may take. Lines that are longer are cut around
/// their labels. The width of the terminal is left alone on purpose: a run
/// prints the same bytes everywhere.
const WIDTH: usize = 140;

/// What draws diagnostics.
pub(super) fn renderer(options: &RenderOptions) -> Renderer {
    let renderer = if options.color {
        Renderer::styled()
    } else {
        Renderer::plain()
    };
    renderer.term_width(WIDTH)
}

/// The first line of a diagnostic: `error[rule-id]: headline`.
pub(super) fn title(diagnostic: &Diagnostic) -> Title<'_> {
    let level = match diagnostic.level {
        Level::Error => Style::ERROR,
        Level::Warning => Style::WARNING,
    };
    let title = level.primary_title(diagnostic.headline.as_str());
    match &diagnostic.violation {
        Some(violation) => title.id(violation.rule.as_str()),
        None => title,
    }
}

/// A title that stands alone, drawn.
pub(super) fn draw_title(renderer: &Renderer, title: Title<'_>) -> String {
    renderer.render(&[Group::with_title(title)])
}

/// A place as editors and terminals recognise it: `file:line:column`.
pub(super) fn place(sources: &SourceMap, span: Span) -> String {
    let position = sources.start(span);
    let path = &sources.file(span.file).path;
    format!("{path}:{}:{}", position.line, position.column)
}
