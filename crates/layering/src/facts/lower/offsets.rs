//! Spans of `proc_macro2` to byte ranges.
//!
//! The conversion in `proc_macro2` counts characters from the nearest place
//! that was asked for before; with a table of lines it is an addition.

use proc_macro2::Span;

use crate::facts::TextRange;

/// Where the lines of the text start that `proc_macro2` was given.
pub(crate) struct Offsets<'t> {
    text: &'t str,
    /// What the text is a copy of, maybe with parts left out between lines.
    source: &'t str,
    base: u32,
    lines: Vec<Line>,
}

struct Line {
    /// Offset in the source.
    start: u32,
    /// Columns are bytes, not only characters.
    ascii: bool,
}

impl<'t> Offsets<'t> {
    /// `text` is what is lexed; `base` is its offset in the whole file.
    pub(crate) fn new(text: &'t str, base: usize) -> Self {
        let mut start = 0;
        let lines = text
            .split_inclusive('\n')
            .map(|line| {
                let this = Line {
                    start,
                    ascii: line.is_ascii(),
                };
                start += to_u32(line.len());
                this
            })
            .collect();
        Offsets {
            text,
            source: text,
            base: to_u32(base),
            lines,
        }
    }

    /// Those of a text from which parts of the source were left out. `starts` says where
    /// in the source some of its lines start, each by the offset that it has in the text;
    /// all others follow the line before.
    pub(crate) fn with_gaps(
        text: &'t str,
        (source, base): (&'t str, usize),
        starts: &[(usize, usize)],
    ) -> Self {
        let mut starts = starts.iter().peekable();
        let (mut at, mut in_source) = (0, 0);
        let lines = text.split_inclusive('\n').map(|line| {
            if let Some((_, start)) = starts.next_if(|(start, _)| *start == at) {
                in_source = *start;
            }
            let this = Line {
                start: to_u32(in_source),
                ascii: line.is_ascii(),
            };
            at += line.len();
            in_source += line.len();
            this
        });
        Offsets {
            text,
            source,
            base: to_u32(base),
            lines: lines.collect(),
        }
    }

    /// What is lexed.
    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// The length of what the text is a copy of.
    pub(crate) fn len(&self) -> usize {
        self.source.len()
    }

    /// The range of a span.
    pub(crate) fn range(&self, span: Span) -> TextRange {
        let end = self.offset(span.end());
        TextRange {
            start: self.offset(span.start()).min(end),
            end,
        }
    }

    /// A range of what is lexed as one of the whole file.
    pub(crate) fn moved(&self, range: TextRange) -> TextRange {
        TextRange {
            start: self.base + range.start,
            end: self.base + range.end,
        }
    }

    /// The range of an identifier, from its start alone.
    pub(crate) fn ident(&self, ident: &proc_macro2::Ident) -> TextRange {
        let start = self.offset(ident.span().start());
        let rest = &self.source[(start - self.base) as usize..];
        let raw = if rest.starts_with("r#") { 2 } else { 0 };
        let len = rest[raw..]
            .bytes()
            .position(|byte| !(byte.is_ascii_alphanumeric() || byte == b'_'))
            .unwrap_or(rest.len() - raw);
        if rest
            .as_bytes()
            .get(raw + len)
            .is_some_and(|byte| !byte.is_ascii())
        {
            // Identifiers of any script: rare enough to ask for the end.
            return self.range(ident.span());
        }
        TextRange {
            start,
            end: start + to_u32(raw + len),
        }
    }

    fn offset(&self, position: proc_macro2::LineColumn) -> u32 {
        let Some(line) = self.lines.get(position.line.saturating_sub(1)) else {
            return self.base + to_u32(self.source.len());
        };
        let column = if line.ascii {
            position.column
        } else {
            let rest = &self.source[line.start as usize..];
            let mut characters = rest.char_indices();
            characters
                .nth(position.column)
                .map_or(rest.len(), |(bytes, _)| bytes)
        };
        (self.base + line.start + to_u32(column)).min(self.base + to_u32(self.source.len()))
    }
}

/// Files are bounded to 4 GiB when they are read.
fn to_u32(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
