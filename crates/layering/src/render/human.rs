//! Diagnostics for a person: source snippets exactly as rustc prints them,
//! then what the report comes to.
//!
//! Separate because it alone knows what comes beside or below what in a block. The drawing
//! itself is that of annotate-snippets.

use annotate_snippets::{AnnotationKind, Group, Level, normalize_untrusted_str};

use super::excerpt::{Marked, snippet, with_true_places};
use super::{RenderOptions, style, summary, words};
use crate::diagnostic::{Diagnostic, Note, NoteKind, Report};
use crate::source::{FileId, SourceMap};

/// Every finding as a block of its own, blank lines between them.
pub(super) fn render(report: &Report, sources: &SourceMap, options: &RenderOptions) -> String {
    let renderer = style::renderer(options);
    let mut out = String::new();
    for diagnostic in report.violations.iter().chain(&report.problems) {
        for group in groups(diagnostic, sources) {
            out.push_str(&with_true_places(renderer.render(&[group])));
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

fn level(note: &Note) -> Level<'_> {
    match note.kind {
        NoteKind::Note => Level::NOTE,
        NoteKind::Why => Level::NOTE.with_name(words::note(note.kind)),
        NoteKind::Help => Level::HELP,
    }
}
