//! Where items end in a text that starts with some.
//!
//! Apart from other fragments of a macro's input, since items are measured all at
//! once.

use bumpalo::Bump;
use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};

use super::prepare::too_deep;
use super::{Offsets, in_earlier_words, is_of_later_edition};
use crate::facts::code::Cursor;
use crate::facts::lex;

/// Where each of the items ends that `text` starts with: the first token
/// behind it. Measuring them together reads the text once.
pub fn item_ends(text: &str) -> Vec<usize> {
    ends_of_all(text).unwrap_or_else(|| item_ends_by_syn(text))
}

/// As [`item_ends`], with nothing but `syn`.
pub fn item_ends_by_syn(text: &str) -> Vec<usize> {
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

/// Where each of the items ends that a text consists of; `None` says nothing but that
/// `syn` has to look at it.
fn ends_of_all(text: &str) -> Option<Vec<usize>> {
    let tokens = lex(text)?;
    if too_deep(&tokens).is_some() {
        return None;
    }
    let arena = Bump::new();
    let mut cursor = Cursor::new(text, &tokens, (0, tokens.len()), &arena);
    let mut ends = Vec::new();
    while !cursor.is_empty() {
        cursor.item()?;
        let next = tokens.get(cursor.at());
        ends.push(next.map_or(text.len(), |next| next.range.start as usize));
    }
    Some(ends)
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
