//! Where items end in a text that starts with some.
//!
//! Apart from other fragments of a macro's input, since `syn` measures items all at
//! once.

use std::ops::Range;

use bumpalo::Bump;
use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};

use super::{Offsets, in_earlier_words, is_of_later_edition};
use crate::facts::Token;
use crate::facts::code::Cursor;

/// The token behind the item that starts a part of the tokens of a text, if it starts
/// with one; `None` says nothing but that [`item_ends`] has to look at it.
pub fn item_end(text: &str, tokens: &[Token], part: Range<usize>) -> Option<usize> {
    let arena = Bump::new();
    let mut cursor = Cursor::new(text, tokens, (part.start, part.end), &arena);
    cursor.item()?;
    Some(cursor.at())
}

/// Where each of the items ends that `text` starts with: the first token
/// behind it. Measuring them together reads the text once.
pub fn item_ends(text: &str) -> Vec<usize> {
    let offsets = Offsets::new(text, 0);
    if super::is_too_deep(text) {
        return Vec::new();
    }
    let Ok(stream) = text.parse::<TokenStream>() else {
        return Vec::new();
    };
    let mut ends = ends_of_items(stream, &offsets);
    if ends.last() != Some(&text.len())
        && !is_of_later_edition(text)
        && let Some(stream) = in_earlier_words(text)
    {
        let again = ends_of_items(stream, &offsets);
        if again.len() > ends.len() {
            ends = again;
        }
    }
    ends
}

fn ends_of_items(stream: TokenStream, offsets: &Offsets<'_>) -> Vec<usize> {
    let mut ends = Vec::new();
    let parser = |input: ParseStream<'_>| -> syn::Result<()> {
        while !input.is_empty() {
            if input.parse::<syn::Item>().is_err() {
                break;
            }
            ends.push(match input.is_empty() {
                true => offsets.len(),
                false => offsets.range(input.span()).start as usize,
            });
        }
        input.parse::<TokenStream>().map(drop)
    };
    // An error is only where the items end.
    let _ = parser.parse2(stream);
    ends
}
