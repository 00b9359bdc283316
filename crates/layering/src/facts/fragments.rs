//! How far a fragment of a macro's input reaches.
//!
//! Matching a `macro_rules!` needs the grammar for fragments such as `$e:expr`
//! (Rust reference, "Metavariables"); the answer is only a length, so that no
//! syntax tree leaves this stage.

use std::cell::RefCell;
use std::ops::Range;

use bumpalo::Bump;
use rustc_hash::FxHashMap;
use syn::parse::{ParseStream, Parser};

use super::code::Cursor;
use super::lower::{Offsets, is_of_later_edition, parse};
use super::tokens::{Token, TokenKind};

/// The kinds of fragments that need the grammar to be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Fragment {
    /// `expr`
    Expr,
    /// `ty`
    Type,
    /// `pat`, with alternatives at the top.
    Pattern,
    /// `pat_param`
    PatternNoTop,
    /// `path`
    Path,
    /// `stmt`, without its semicolon.
    Statement,
    /// `meta`
    Meta,
    /// `vis`, which may be empty.
    Visibility,
}

/// Texts that are longer are not kept.
const MAX_KEPT: usize = 128;

/// So many texts are kept.
const MAX_COUNT: usize = 4096;

thread_local! {
    /// What was measured: a macro that takes its input apart measures the rest again
    /// in each of its steps.
    static MEASURED: RefCell<Measured> = RefCell::default();
}

type Measured = FxHashMap<(Fragment, Box<str>), Option<usize>>;

/// Where the fragment ends that starts a part of the tokens of a text, if it starts with
/// one; `None` says nothing but that its length has to be measured.
pub fn fragment_end(
    text: &str,
    tokens: &[Token],
    part: Range<usize>,
    fragment: Fragment,
) -> Option<Option<usize>> {
    let first = tokens[part.clone()].first()?;
    // What a comment stands for is not in the text.
    if first.of_comment {
        return None;
    }
    let starts_nothing = matches!(first.kind, TokenKind::Punct('@' | ',' | ';' | '=' | '~', _));
    if starts_nothing && !matches!(fragment, Fragment::Visibility | Fragment::Statement) {
        return Some(None);
    }
    let arena = Bump::new();
    let mut cursor = Cursor::new(text, tokens, (part.start, part.end), &arena);
    match fragment {
        Fragment::Expr => drop(cursor.expr()?),
        Fragment::Type => drop(cursor.ty()?),
        Fragment::Pattern => drop(cursor.pattern()?),
        Fragment::PatternNoTop => drop(cursor.single_pattern()?),
        Fragment::Path => match first.kind {
            TokenKind::Punct('<', _) => return Some(None),
            _ => drop(cursor.trait_path()?),
        },
        Fragment::Visibility => {
            let starts = matches!(cursor.word(0), Some("pub" | "crate"));
            return (!starts).then_some(Some(part.start));
        }
        Fragment::Meta => cursor.meta()?,
        Fragment::Statement => return None,
    }
    Some(Some(cursor.at()))
}

/// The number of bytes of `text` up to the first token behind the fragment
/// that it starts with; `None` if it starts with none.
pub fn fragment_len(text: &str, fragment: Fragment) -> Option<usize> {
    if text.len() > MAX_KEPT {
        return measure(text, fragment);
    }
    let key = (fragment, text.into());
    if let Some(len) = MEASURED.with_borrow(|known| known.get(&key).copied()) {
        return len;
    }
    let len = measure(text, fragment);
    MEASURED.with_borrow_mut(|known| {
        if known.len() >= MAX_COUNT {
            known.clear();
        }
        known.insert(key, len);
    });
    len
}

fn measure(text: &str, fragment: Fragment) -> Option<usize> {
    let offsets = Offsets::new(text, 0);
    if super::lower::is_too_deep(text) {
        return None;
    }
    let stream: proc_macro2::TokenStream = text.parse().ok()?;
    let parser = |input: ParseStream<'_>| -> syn::Result<Option<proc_macro2::Span>> {
        match fragment {
            Fragment::Expr => drop(input.parse::<syn::Expr>()?),
            Fragment::Type => ty(input)?,
            Fragment::Pattern => drop(syn::Pat::parse_multi_with_leading_vert(input)?),
            Fragment::PatternNoTop => drop(syn::Pat::parse_single(input)?),
            Fragment::Path => path(input)?,
            Fragment::Statement => statement(input)?,
            Fragment::Meta => drop(input.parse::<syn::Meta>()?),
            Fragment::Visibility => drop(input.parse::<syn::Visibility>()?),
        }
        let next = (!input.is_empty()).then(|| input.span());
        input.parse::<proc_macro2::TokenStream>()?;
        Ok(next)
    };
    let parsed = match is_of_later_edition(text) {
        true => parser.parse2(stream),
        false => parse(stream, text, |stream| parser.parse2(stream)).map(|(parsed, _)| parsed),
    };
    let next = parsed.ok()?;
    let len = next.map_or(text.len(), |span| offsets.range(span).start as usize);
    Some(len)
}

/// A type. No path is followed by parentheses, but by the inputs of an object type
/// without a `dyn`, which is for the grammar of edition 2015.
fn ty(input: ParseStream<'_>) -> syn::Result<()> {
    let ty = input.parse::<syn::Type>()?;
    match ends_with_path(&ty) && input.peek(syn::token::Paren) {
        true => Err(input.error("expected `dyn`")),
        false => Ok(()),
    }
}

fn ends_with_path(ty: &syn::Type) -> bool {
    match ty {
        syn::Type::Path(_) => true,
        syn::Type::Ptr(pointer) => ends_with_path(&pointer.elem),
        syn::Type::Reference(reference) => ends_with_path(&reference.elem),
        _ => false,
    }
}

/// The path of a type, or of a trait with inputs such as `Fn(u8) -> u8`. To rustc, one
/// that starts with `<` is none.
fn path(input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(syn::Token![<]) {
        return Err(input.error("expected identifier"));
    }
    let ty = input.parse::<syn::TypePath>()?;
    let last = ty.path.segments.last();
    let is_behind_colons = input.peek(syn::Token![::]) && input.peek3(syn::token::Paren);
    let has_inputs = is_behind_colons || input.peek(syn::token::Paren);
    if has_inputs && last.is_some_and(|last| last.arguments.is_none()) {
        input.parse::<Option<syn::Token![::]>>()?;
        input.parse::<syn::ParenthesizedGenericArguments>()?;
    }
    Ok(())
}

fn statement(input: ParseStream<'_>) -> syn::Result<()> {
    syn::Attribute::parse_outer(input)?;
    if input.peek(syn::Token![let]) {
        input.parse::<syn::Token![let]>()?;
        syn::Pat::parse_single(input)?;
        if input.parse::<Option<syn::Token![:]>>()?.is_some() {
            input.parse::<syn::Type>()?;
        }
        if input.parse::<Option<syn::Token![=]>>()?.is_some() {
            input.parse::<syn::Expr>()?;
        }
        if input.parse::<Option<syn::Token![else]>>()?.is_some() {
            input.parse::<syn::Block>()?;
        }
        return Ok(());
    }
    let fork = input.fork();
    match fork.parse::<syn::Item>() {
        Ok(item) if !is_call(&item, &fork) => drop(input.parse::<syn::Item>()?),
        _ => drop(syn::Expr::parse_with_earlier_boundary_rule(input)?),
    }
    Ok(())
}

/// Whether an item is the call of a macro that makes an expression here, whose semicolon
/// is no part of it.
fn is_call(item: &syn::Item, behind: ParseStream<'_>) -> bool {
    let syn::Item::Macro(item) = item else {
        return false;
    };
    let has_braces = matches!(item.mac.delimiter, syn::MacroDelimiter::Brace(_));
    let goes_on = behind.peek(syn::Token![.]) || behind.peek(syn::Token![?]);
    item.ident.is_none() && (goes_on || !has_braces)
}
