//! The part of a file that a diagnostic shows.
//!
//! Apart from what is said there: here, spans become ranges of a text that is as short as
//! it can be, since what draws it takes time in proportion to the text, for every
//! diagnostic. It panics on a span that leaves the text, or that cuts a character; an
//! [`Excerpt`] rules both out.

use std::borrow::Cow;
use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Snippet};

use crate::diagnostic::Label;
use crate::source::{SourceFile, Span, char_boundary};

/// A line that is longer than this, in bytes, is cut around its labels. What is shown in
/// the end is less: all that is cut would be, too.
const MAX_LINE: usize = 4096;

/// So much of a long line is kept on each side of its labels.
const BESIDE: usize = 1024;

/// A label and how it is drawn.
pub(super) type Marked<'a> = (AnnotationKind, &'a Label);

/// Stands between a place and what is drawn behind it as the place in what is left of a
/// line; not a character that anybody writes.
const FALSE_PLACE: char = '\u{10fffd}';

/// Labels in their file, to be drawn.
pub(super) fn snippet<'a>(
    file: &'a SourceFile,
    labels: &[Marked<'a>],
) -> Snippet<'a, Annotation<'a>> {
    let excerpt = Excerpt::around(file, &labels.iter().map(|(_, label)| label.span));
    let annotations = labels.iter().map(|(kind, label)| {
        let annotation = kind.span(excerpt.range(label.span));
        if label.text.is_empty() {
            annotation
        } else {
            annotation.label(label.text.as_str())
        }
    });
    let annotations: Vec<Annotation<'_>> = annotations.collect();
    let path = match excerpt.cuts.is_empty() {
        true => Cow::Borrowed(file.path.as_str()),
        false => Cow::Owned(place(file, labels)),
    };
    Snippet::source(excerpt.text)
        .path(path)
        .line_start(excerpt.first_line)
        .annotations(annotations)
}

/// What was drawn, with the places that are meant.
pub(super) fn with_true_places(drawn: String) -> String {
    if !drawn.contains(FALSE_PLACE) {
        return drawn;
    }
    let mut parts = drawn.split(FALSE_PLACE);
    let first = parts.next().unwrap_or_default().to_owned();
    let number = |text: &str| {
        let rest = text
            .strip_prefix(':')?
            .trim_start_matches(|c: char| c.is_ascii_digit());
        Some(text.len() - rest.len())
    };
    parts.fold(first, |drawn, part| {
        let line = number(part).unwrap_or(0);
        let column = number(&part[line..]).unwrap_or(0);
        drawn + &part[line + column..]
    })
}

/// The place that labels are at.
fn place(file: &SourceFile, labels: &[Marked<'_>]) -> String {
    let is_primary = |(kind, _): &&Marked<'_>| *kind == AnnotationKind::Primary;
    let start = |(_, label): &Marked<'_>| label.span.start;
    let primary = labels.iter().filter(is_primary).map(start).min();
    let start = primary.or_else(|| labels.iter().map(start).min());
    let position = file.lines().position(&file.text, start.unwrap_or(0));
    let path = &file.path;
    format!("{path}:{}:{}{FALSE_PLACE}", position.line, position.column)
}

/// The lines of a file that some spans touch, without most of what is long and not
/// touched.
struct Excerpt<'a> {
    text: Cow<'a, str>,
    /// Where `text` starts in the file.
    offset: usize,
    /// The number of its first line, counted from 1.
    first_line: usize,
    /// What is left out, as ranges of the file, in order.
    cuts: Vec<Range<usize>>,
}

impl<'a> Excerpt<'a> {
    fn around(file: &'a SourceFile, spans: &(impl Iterator<Item = Span> + Clone)) -> Self {
        let lines = file.lines();
        let first = spans.clone().map(|span| lines.line_at(span.start)).min();
        let last = spans.clone().map(|span| lines.line_at(span.end)).max();
        let (first, last) = (first.unwrap_or(1), last.unwrap_or(1));

        let start = lines.line(&file.text, first).map_or(0, |line| line.start);
        let end = lines.line(&file.text, last).map_or(start, |line| line.end);
        let text = &file.text[start..end.max(start)];
        // A byte order mark is no character of the line: columns skip it.
        let visible = text.strip_prefix('\u{feff}').unwrap_or(text);
        let offset = start + (text.len() - visible.len());
        let cuts = cuts(file, offset..end, spans);
        Excerpt {
            text: without(&file.text, offset..offset + visible.len(), &cuts),
            offset,
            first_line: first as usize,
            cuts,
        }
    }

    /// A span as a range of the excerpt's text, on character boundaries.
    fn range(&self, span: Span) -> Range<usize> {
        let start = self.locate(span.start);
        start..self.locate(span.end).max(start)
    }

    fn locate(&self, offset: u32) -> usize {
        let offset = offset as usize;
        let cuts = self.cuts.iter();
        let cut = cuts.map(|cut| offset.clamp(cut.start, cut.end) - cut.start);
        let at = offset.saturating_sub(self.offset + cut.sum::<usize>());
        char_boundary(&self.text, at)
    }
}

/// What may be left out of a part of a file that is made of lines: what is far from some
/// spans, in long lines.
fn cuts(
    file: &SourceFile,
    part: Range<usize>,
    spans: &(impl Iterator<Item = Span> + Clone),
) -> Vec<Range<usize>> {
    if part.len() <= MAX_LINE {
        return Vec::new();
    }
    let text = &*file.text;
    let mut cuts = Vec::new();
    let mut start = part.start;
    for line in text[part].split_inclusive('\n') {
        let end = start + line.len();
        let content = start..start + line.trim_end_matches(['\n', '\r']).len();
        start = end;
        if content.len() <= MAX_LINE {
            continue;
        }
        let ends = spans.clone().flat_map(|span| [span.start, span.end]);
        let ends = ends.map(|end| end as usize);
        let ends = ends.filter(|end| content.contains(end) || *end == content.end);
        let from = ends.clone().min().unwrap_or(content.start);
        let to = ends.max().unwrap_or(content.start);
        let from = char_boundary(text, from.saturating_sub(BESIDE));
        let to = char_boundary(text, (to + BESIDE).min(content.end));
        cuts.push(content.start..from.max(content.start));
        cuts.push(to..content.end);
    }
    cuts.retain(|cut| !cut.is_empty());
    cuts
}

/// A part of a text without what is cut.
fn without<'a>(text: &'a str, part: Range<usize>, cuts: &[Range<usize>]) -> Cow<'a, str> {
    if cuts.is_empty() {
        return Cow::Borrowed(&text[part]);
    }
    let mut kept = String::new();
    let mut start = part.start;
    for cut in cuts {
        kept += &text[start..cut.start];
        start = cut.end;
    }
    kept += &text[start..part.end];
    Cow::Owned(kept)
}
