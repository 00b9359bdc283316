//! What stands at the places in a file that a report points at, and between them.
//!
//! Kept instead of the text, to find the places again in a text that has changed
//! somewhere else: it begins as the one before did, or it ends so.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cache::Digest;
use crate::diagnostic::Report;
use crate::source::{FileId, SourceMap, Span};

/// The places that a report points at in one file.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Marks {
    /// Where places start and end, and where the file does; in order.
    bounds: Vec<u32>,
    /// What stands between a bound and the next.
    between: Vec<Digest>,
}

/// Where the places are in another text.
pub(super) struct Moved<'m> {
    bounds: &'m [u32],
    /// So many bounds are where they were.
    fixed: usize,
    /// From this one on, all are as far from the end as they were.
    from_end: usize,
    /// By how much the text is longer.
    longer: i64,
}

impl Marks {
    /// Those of every file that a report points into, among those that are `asked` for.
    pub(super) fn of(
        report: &Report,
        sources: &SourceMap,
        asked: impl Fn(FileId) -> bool,
    ) -> BTreeMap<FileId, Marks> {
        let mut places: BTreeMap<FileId, Vec<Span>> = BTreeMap::new();
        for span in report.spans().filter(|span| asked(span.file)) {
            places.entry(span.file).or_default().push(*span);
        }
        let marks = places.into_iter().map(|(file, places)| {
            let text = &sources.file(file).text;
            (file, Marks::new(text, &places))
        });
        marks.collect()
    }

    fn new(text: &str, places: &[Span]) -> Self {
        let ends = [0, u32::try_from(text.len()).unwrap_or(u32::MAX)];
        let places = places.iter().flat_map(|span| [span.start, span.end]);
        let mut bounds: Vec<u32> = places.chain(ends).collect();
        bounds.sort_unstable();
        bounds.dedup();
        let between = bounds.windows(2);
        let between = between.map(|range| digest(text, i64::from(range[0]), i64::from(range[1])));
        Marks {
            between: between.collect(),
            bounds,
        }
    }

    /// Where the places are in a text that was made of the one before.
    pub(super) fn moved(&self, text: &str) -> Option<Moved<'_>> {
        let last = i64::from(*self.bounds.last()?);
        let longer = i64::try_from(text.len()).ok()? - last;
        let is_as_before = |(range, before): (&[u32], &Digest), by: i64| {
            let (start, end) = (i64::from(range[0]) + by, i64::from(range[1]) + by);
            digest(text, start, end) == *before
        };
        let ranges = || self.bounds.windows(2).zip(&self.between);
        let first = ranges().take_while(|range| is_as_before(*range, 0)).count();
        let last = ranges().rev();
        let last = last
            .take_while(|range| is_as_before(*range, longer))
            .count();
        Some(Moved {
            bounds: &self.bounds,
            fixed: first + 1,
            from_end: self.bounds.len() - 1 - last,
            longer,
        })
    }
}

impl Moved<'_> {
    /// Where a place is now, if it says the same.
    pub(super) fn place(&self, span: Span) -> Option<Span> {
        let start = self.bounds.binary_search(&span.start).ok()?;
        let end = self.bounds.binary_search(&span.end).ok()?;
        let by = match () {
            () if end < self.fixed => 0,
            () if start >= self.from_end => self.longer,
            () => return None,
        };
        let moved = |offset: u32| u32::try_from(i64::from(offset) + by).ok();
        Some(Span {
            start: moved(span.start)?,
            end: moved(span.end)?,
            ..span
        })
    }
}

/// The digest of a part of a text; what lies outside of it is like nothing else.
fn digest(text: &str, start: i64, end: i64) -> Digest {
    let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
    let part = range.and_then(|(start, end)| text.as_bytes().get(start..end));
    part.map_or_else(|| Digest::of(&[0xff]), Digest::of)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    /// The words of a text, marked, as they are found in another one.
    fn found<'t>(before: &str, words: &[&str], now: &'t str) -> Vec<Option<&'t str>> {
        let mut sources = SourceMap::new(Path::new("/"));
        let file = sources.add(Path::new("/a.rs"), before);
        let offset = |at: usize| u32::try_from(at).expect("a short text");
        let places: Vec<Span> = words
            .iter()
            .map(|word| {
                let start = before.find(word).expect("it is there");
                let (start, end) = (offset(start), offset(start + word.len()));
                Span { file, start, end }
            })
            .collect();
        let marks = Marks::new(before, &places);
        let moved = marks.moved(now).expect("it is short");
        let now = |span: Span| &now[span.start as usize..span.end as usize];
        places
            .iter()
            .map(|place| moved.place(*place).map(now))
            .collect()
    }

    #[test]
    fn a_place_is_found_again_unless_something_has_changed_in_it() {
        let found = |now| found("one two three", &["one", "two", "three"], now);
        assert_eq!(found("one two three"), ["one", "two", "three"].map(Some));
        assert_eq!(found("a one two three"), ["one", "two", "three"].map(Some));
        assert_eq!(found("one two  three"), ["one", "two", "three"].map(Some));
        assert_eq!(found("one two three 4"), ["one", "two", "three"].map(Some));
        assert_eq!(found("one 2 three"), [Some("one"), None, Some("three")]);
        assert_eq!(found("one"), [Some("one"), None, None]);
        assert_eq!(found("three"), [None, None, Some("three")]);
        assert_eq!(found(""), [None; 3]);
    }

    #[test]
    fn what_two_edits_leave_between_them_is_not_looked_for() {
        let found = found("one two three", &["one", "two", "three"], "_one two _three");
        assert_eq!(found, [None, None, Some("three")]);
    }
}
