//! A chain of references for a person: each link with its source, as rustc
//! prints it.

use annotate_snippets::{AnnotationKind, Group, Level, normalize_untrusted_str};

use super::excerpt::{snippet, with_true_places};
use super::{RenderOptions, style};
use crate::diagnostic::Label;
use crate::source::{SourceMap, Span};

/// Draws the links of a chain, each with what it says and its place; a blank
/// line follows each.
pub(super) fn render(
    links: &[(String, Span)],
    sources: &SourceMap,
    options: &RenderOptions,
) -> String {
    let renderer = style::renderer(options);
    let mut out = String::new();
    for (text, span) in links {
        let label = Label {
            span: *span,
            text: String::new(),
        };
        let file = sources.file(span.file);
        let title = Level::NOTE.primary_title(normalize_untrusted_str(text));
        let group: Group<'_> =
            Group::with_title(title).element(snippet(file, &[(AnnotationKind::Primary, &label)]));
        out += &with_true_places(renderer.render(&[group]));
        out += "\n\n";
    }
    out
}
