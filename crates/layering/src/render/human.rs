//! Diagnostics for a person: source snippets exactly as rustc prints them,
//! then what the report comes to.
//!
//! Separate because it alone maps spans onto excerpts of the text. The drawing
//! itself is that of annotate-snippets, which panics on a span that leaves its
//! text or cuts a character; [`Excerpt`] rules both out.

use std::ops::Range;

use annotate_snippets::{
    Annotation, AnnotationKind, Group, Level, Snippet, normalize_untrusted_str,
};

use super::{RenderOptions, style, summary, words};
use crate::diagnostic::{Diagnostic, Label, Note, NoteKind, Report};
use crate::source::{FileId, SourceFile, SourceMap, Span};

/// Every finding as a block of its own, blank lines between them.
pub(super) fn render(report: &Report, sources: &SourceMap, options: &RenderOptions) -> String {
    let renderer = style::renderer(options);
    let mut out = String::new();
    for diagnostic in report.violations.iter().chain(&report.problems) {
        for group in groups(diagnostic, sources) {
            out.push_str(&renderer.render(&[group]));
            out.push('\n');
        }
        out.push('\n');
    }
    let summary = summary::render(report, sources, options);
    if summary.is_empty() && !out.is_empty() {
        out.pop();
    }
    out + &summary
}

/// What is drawn in one piece: all of it, or each line where there is no place
/// that a margin could belong to.
fn groups<'a>(diagnostic: &'a Diagnostic, sources: &'a SourceMap) -> Vec<Group<'a>> {
    let files = by_file(diagnostic);
    let title = Group::with_title(style::title(diagnostic));
    if files.is_empty() {
        let notes = diagnostic.notes.iter();
        let notes = notes.map(|note| {
            let title =
                level(note).secondary_title(normalize_untrusted_str(&note.text.show(sources)));
            Group::with_title(title)
        });
        return std::iter::once(title).chain(notes).collect();
    }
    let snippets = files
        .into_iter()
        .map(|(file, labels)| snippet(sources.file(file), &labels));
    let notes = diagnostic
        .notes
        .iter()
        .map(|note| level(note).message(normalize_untrusted_str(&note.text.show(sources))));
    vec![title.elements(snippets).elements(notes)]
}

/// A label and how it is drawn.
type Marked<'a> = (AnnotationKind, &'a Label);

/// The labels of each file; the primary's file comes first.
fn by_file(diagnostic: &Diagnostic) -> Vec<(FileId, Vec<Marked<'_>>)> {
    let primary = diagnostic
        .primary
        .iter()
        .map(|label| (AnnotationKind::Primary, label));
    let secondary = diagnostic
        .secondary
        .iter()
        .map(|label| (AnnotationKind::Context, label));
    let mut files: Vec<(FileId, Vec<Marked<'_>>)> = Vec::new();
    for marked in primary.chain(secondary) {
        let id = marked.1.span.file;
        match files.iter_mut().find(|(file, _)| *file == id) {
            Some((_, labels)) => labels.push(marked),
            None => files.push((id, vec![marked])),
        }
    }
    files
}

pub(super) fn snippet<'a>(
    file: &'a SourceFile,
    labels: &[Marked<'a>],
) -> Snippet<'a, Annotation<'a>> {
    let excerpt = Excerpt::around(file, labels.iter().map(|(_, label)| label.span));
    let annotations = labels.iter().map(|(kind, label)| {
        let annotation = kind.span(excerpt.range(label.span));
        if label.text.is_empty() {
            annotation
        } else {
            annotation.label(label.text.as_str())
        }
    });
    Snippet::source(excerpt.text)
        .path(file.path.as_str())
        .line_start(excerpt.first_line)
        .annotations(annotations)
}

fn level(note: &Note) -> Level<'_> {
    match note.kind {
        NoteKind::Note => Level::NOTE,
        NoteKind::Why => Level::NOTE.with_name(words::note(note.kind)),
        NoteKind::Help => Level::HELP,
    }
}

/// The whole lines of a file that some spans touch. Drawing a whole file
/// instead would take time in proportion to it for every diagnostic.
struct Excerpt<'a> {
    text: &'a str,
    /// Where `text` starts in the file.
    offset: usize,
    /// The number of its first line, counted from 1.
    first_line: usize,
}

impl<'a> Excerpt<'a> {
    fn around(file: &'a SourceFile, spans: impl Iterator<Item = Span> + Clone) -> Self {
        let lines = file.lines();
        let line_at = |offset| lines.position(&file.text, offset).line;
        let first = spans
            .clone()
            .map(|span| line_at(span.start))
            .min()
            .unwrap_or(1);
        let last = spans.map(|span| line_at(span.end)).max().unwrap_or(1);

        let start = lines.line(&file.text, first).map_or(0, |line| line.start);
        let end = lines.line(&file.text, last).map_or(start, |line| line.end);
        let text = &file.text[start..end.max(start)];
        // A byte order mark is no character of the line: columns skip it.
        let visible = text.strip_prefix('\u{feff}').unwrap_or(text);
        Excerpt {
            text: visible,
            offset: start + (text.len() - visible.len()),
            first_line: first as usize,
        }
    }

    /// A span as a range of the excerpt's text, on character boundaries.
    fn range(&self, span: Span) -> Range<usize> {
        let start = self.locate(span.start);
        start..self.locate(span.end).max(start)
    }

    fn locate(&self, offset: u32) -> usize {
        let mut at = (offset as usize)
            .saturating_sub(self.offset)
            .min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }
}
