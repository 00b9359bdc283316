//! Parts of a text that `syn` reads after all, or did not read.
//!
//! Apart from reading a whole, since what is found has to keep its place in that.

use proc_macro2::TokenStream;

use super::{Lower, Offsets, in_earlier_words};
use crate::facts::TextRange;
use crate::facts::tokens::Tokens;

impl Lower<'_> {
    /// Reads a part of the text with `syn`; returns whether that takes it.
    pub(super) fn again<T: syn::parse::Parse>(
        &mut self,
        (start, end): Tokens,
        walk: impl FnOnce(&mut Self, T),
    ) -> bool {
        let range = match &self.tokens[start as usize..end as usize] {
            [] => return false,
            [first, .., last] => TextRange {
                end: last.range.end,
                ..first.range
            },
            [only] => only.range,
        };
        let text = range.of(self.text);
        let earlier = self.in_earlier_words.then(|| in_earlier_words(text));
        let stream = earlier.flatten().or_else(|| text.parse().ok());
        let Some(Ok(parsed)) = stream.map(syn::parse2) else {
            return false;
        };
        let offsets = Offsets::new(text, range.start as usize);
        let before = std::mem::replace(&mut self.offsets, offsets);
        walk(self, parsed);
        self.offsets = before;
        true
    }

    /// The tokens of the text that a stream was made of.
    pub(super) fn tokens_of(&self, stream: &TokenStream) -> Tokens {
        let spans = stream.clone().into_iter().map(|tree| tree.span());
        let ranges = spans.map(|span| self.offsets.range(span));
        let (start, end) = ranges.fold((u32::MAX, 0), |(start, end), range| {
            (start.min(range.start), end.max(range.end))
        });
        let index = |offset| u32::try_from(self.token_at(offset)).unwrap_or(u32::MAX);
        match start < end {
            true => (index(start), index(end)),
            false => (0, 0),
        }
    }

    /// Searches for paths what `syn` handed out as it stands.
    pub(super) fn scan_stream(&mut self, stream: &TokenStream) {
        self.scan(self.tokens_of(stream));
    }
}
