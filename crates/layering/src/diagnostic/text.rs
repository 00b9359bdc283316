//! Words with places among them.
//!
//! Separate from plain strings because a place is no words yet: on which line it is,
//! the text of its file says, and that may change while all else stays.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::source::{SourceMap, Span};

/// Words, and places that are shown among them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    words: String,
    /// In the order of the text.
    holes: Vec<Hole>,
}

/// What is shown somewhere in the words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Hole {
    /// Where in the words it belongs.
    at: usize,
    shown: Shown,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
enum Shown {
    /// The line of a place.
    Line(Span),
    /// Places by file and line, each line once, and not more than so many.
    Places(Vec<Span>, usize),
}

impl Text {
    /// Adds words.
    #[must_use]
    pub fn words(mut self, words: &str) -> Self {
        self.words += words;
        self
    }

    /// Adds the number of the line that a place is on.
    #[must_use]
    pub fn line(self, span: Span) -> Self {
        self.with(Shown::Line(span))
    }

    /// Adds a place, which is shown by its file and line.
    #[must_use]
    pub fn place(self, span: Span) -> Self {
        self.places(vec![span], 1)
    }

    /// Adds places. Those on a line with the one before are not shown again; of those
    /// beyond the first `most`, their number is.
    #[must_use]
    pub fn places(self, spans: Vec<Span>, most: usize) -> Self {
        self.with(Shown::Places(spans, most))
    }

    /// As it is shown.
    pub fn show(&self, sources: &SourceMap) -> Cow<'_, str> {
        if self.holes.is_empty() {
            return Cow::Borrowed(&self.words);
        }
        let mut text = String::with_capacity(self.words.len() + 32 * self.holes.len());
        let mut from = 0;
        for Hole { at, shown } in &self.holes {
            text += self.words.get(from..*at).unwrap_or_default();
            text += &shown.text(sources);
            from = *at;
        }
        text += self.words.get(from..).unwrap_or_default();
        Cow::Owned(text)
    }

    /// Its places.
    pub fn spans(&self) -> impl Iterator<Item = &Span> {
        self.holes.iter().flat_map(|hole| match &hole.shown {
            Shown::Line(span) => std::slice::from_ref(span),
            Shown::Places(spans, _) => spans,
        })
    }

    /// Its places, to be moved.
    pub fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        self.holes
            .iter_mut()
            .flat_map(|hole| match &mut hole.shown {
                Shown::Line(span) => std::slice::from_mut(span),
                Shown::Places(spans, _) => spans,
            })
    }

    fn with(mut self, shown: Shown) -> Self {
        let at = self.words.len();
        self.holes.push(Hole { at, shown });
        self
    }
}

impl Shown {
    fn text(&self, sources: &SourceMap) -> String {
        let (spans, most) = match self {
            Shown::Line(span) => return sources.start(*span).line.to_string(),
            Shown::Places(spans, most) => (spans, *most),
        };
        let place = |span: &Span| {
            let file = &sources.file(span.file).path;
            format!("{file}:{}", sources.start(*span).line)
        };
        let mut places: Vec<String> = spans.iter().map(place).collect();
        places.dedup();
        let more = places.len().saturating_sub(most);
        places.truncate(most);
        match more {
            0 => places.join(", "),
            more => format!("{}, and {more} more", places.join(", ")),
        }
    }
}

impl From<String> for Text {
    fn from(words: String) -> Self {
        Text {
            words,
            holes: Vec::new(),
        }
    }
}

impl From<&str> for Text {
    fn from(words: &str) -> Self {
        words.to_owned().into()
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn places_are_shown_where_they_are_by_then() {
        let mut sources = SourceMap::new(Path::new("/w"));
        let file = sources.add(Path::new("/w/a.rs"), "one\ntwo\nthree\n");
        let span = |start| Span {
            file,
            start,
            end: start,
        };
        let text = Text::from("see ").place(span(4)).words(", line ");
        let mut text = text.line(span(8)).words(".");
        assert_eq!(text.show(&sources), "see a.rs:2, line 3.");
        text.spans_mut().for_each(|span| span.start -= 4);
        assert_eq!(text.show(&sources), "see a.rs:1, line 2.");
        let text = Text::default().places([4, 5, 8, 0].map(span).to_vec(), 2);
        assert_eq!(text.show(&sources), "a.rs:2, a.rs:3, and 1 more");
    }
}
