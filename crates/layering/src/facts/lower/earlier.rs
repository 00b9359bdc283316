//! Code of edition 2015 in the words of later ones.
//!
//! The grammar of `syn` is that of the present: `async`, `await`, `dyn`, and
//! `try` are keywords, each parameter has a name, and `Fn(u8)` is a bound but
//! no type. Where it refuses a text, that is read once more with these words as
//! raw identifiers, with names for such parameters, and with a `dyn` before
//! such types. Every token keeps its place, and names are read off the text, so
//! nothing of it shows.

use proc_macro2::{Delimiter, Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};

/// Parses the tokens of a text with the grammar of today, or else with that of
/// edition 2015, and says whether that was it. The error is the one of today.
pub(crate) fn parse<T>(
    tokens: TokenStream,
    text: &str,
    parse: impl Fn(TokenStream) -> syn::Result<T>,
) -> syn::Result<(T, bool)> {
    let again = |error| match in_earlier_words(text) {
        Some(tokens) => parse(tokens)
            .map(|parsed| (parsed, true))
            .map_err(|_| error),
        None => Err(error),
    };
    parse(tokens).map(|parsed| (parsed, false)).or_else(again)
}

/// The tokens of a text as edition 2015 reads them, if that may be another way
/// than that of today.
pub(crate) fn in_earlier_words(text: &str) -> Option<TokenStream> {
    let may_differ = ["Fn", "async", "await", "dyn", "trait", "try"]
        .iter()
        .any(|word| text.contains(word));
    may_differ
        .then(|| text.parse().ok().map(rewritten))
        .flatten()
}

/// Whether a fragment has what only later editions have; to edition 2015, it would be a
/// mistake, or a field of a name that nobody gives. Not for files, which have comments.
pub(crate) fn is_of_later_edition(text: &str) -> bool {
    ["async {", "async move", "async fn", "async |", ".await"]
        .iter()
        .any(|code| text.contains(code))
}

fn is_later_keyword(word: &Ident) -> bool {
    word == "async" || word == "await" || word == "try"
}

fn rewritten(tokens: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    let objects: Vec<usize> = (0..trees.len())
        .filter_map(|at| start_of_object(&trees, at))
        .collect();
    let mut in_trait = false;
    let mut out = Vec::with_capacity(trees.len());
    for (at, tree) in trees.iter().enumerate() {
        if objects.contains(&at) {
            out.push(TokenTree::Ident(Ident::new("dyn", tree.span())));
        }
        out.push(match tree {
            TokenTree::Ident(word) => {
                in_trait |= word == "trait";
                let is_name = is_later_keyword(word) || (word == "dyn" && is_name(&trees, at));
                TokenTree::Ident(match is_name {
                    true => Ident::new_raw(&word.to_string(), word.span()),
                    false => word.clone(),
                })
            }
            TokenTree::Group(group) => {
                let is_body = group.delimiter() == Delimiter::Brace;
                let inside = match is_body && std::mem::take(&mut in_trait) {
                    true => with_named_parameters(group.stream()),
                    false => group.stream(),
                };
                let mut again = Group::new(group.delimiter(), rewritten(inside));
                again.set_span(group.span());
                TokenTree::Group(again)
            }
            tree => tree.clone(),
        });
    }
    out.into_iter().collect()
}

/// Where a type `Fn(…)` without `dyn` starts whose last name stands at `at`.
fn start_of_object(trees: &[TokenTree], at: usize) -> Option<usize> {
    let is_word = |at: usize, words: &[&str]| matches!(trees.get(at), Some(TokenTree::Ident(word)) if words.iter().any(|known| word == known));
    let is_arguments = matches!(trees.get(at + 1), Some(TokenTree::Group(group))
        if group.delimiter() == Delimiter::Parenthesis);
    if !is_arguments || !is_word(at, &["Fn", "FnMut", "FnOnce"]) {
        return None;
    }
    let mut start = at;
    while start >= 2 && is_punct(&trees[start - 1], ':') && is_punct(&trees[start - 2], ':') {
        start -= 2;
        let is_segment = start > 0
            && matches!(trees[start - 1], TokenTree::Ident(_))
            && !is_word(start - 1, &["mut", "const", "as"])
            && !(start > 1 && is_punct(&trees[start - 2], '\''));
        start -= usize::from(is_segment);
    }
    // `for<'a> Fn(&'a u8)`
    if start > 0 && is_punct(&trees[start - 1], '>') {
        let open = (0..start).rev().find(|at| is_punct(&trees[*at], '<'))?;
        start = open.checked_sub(1).filter(|at| is_word(*at, &["for"]))?;
    }
    // At the start of a group, as in `&(Fn(u8) + 'static)`.
    let Some(before) = start.checked_sub(1) else {
        return Some(start);
    };
    let is_type = ['<', ',', '&', '=']
        .iter()
        .any(|c| is_punct(&trees[before], *c))
        || is_word(before, &["mut", "const", "as", "for"])
        || (before > 0 && is_punct(&trees[before - 1], '\''))
        || (before > 0 && is_punct(&trees[before], '>') && is_punct(&trees[before - 1], '-'));
    is_type.then_some(start)
}

/// Whether a `dyn` is a name: it is a keyword only before a bound.
fn is_name(trees: &[TokenTree], at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &trees[before]);
    let is_defined = matches!(before, Some(TokenTree::Ident(word))
        if ["const", "enum", "fn", "let", "mod", "static", "struct", "trait", "type", "use"]
            .iter()
            .any(|keyword| word == keyword));
    let starts_bound = match trees.get(at + 1) {
        Some(TokenTree::Ident(word)) => word != "as" && word != "in" && word != "if",
        Some(TokenTree::Punct(punct)) => {
            // A path that goes on is one of that name.
            punct.as_char() == '\'' || punct.as_char() == '?'
        }
        Some(TokenTree::Group(group)) => {
            let is_type = before.is_some_and(|before| {
                ['&', '<', ':', '>', '\'']
                    .iter()
                    .any(|c| is_punct(before, *c))
                    || matches!(before, TokenTree::Ident(word) if word == "mut")
            });
            group.delimiter() == Delimiter::Parenthesis && !group.stream().is_empty() && is_type
        }
        _ => false,
    };
    is_defined || !starts_bound
}

/// The items of a trait, with a name for each parameter without one.
fn with_named_parameters(items: TokenStream) -> TokenStream {
    let mut in_head = false;
    let tree = |tree: TokenTree| match tree {
        TokenTree::Ident(word) => {
            in_head |= word == "fn";
            TokenTree::Ident(word)
        }
        TokenTree::Group(group)
            if group.delimiter() == Delimiter::Parenthesis && std::mem::take(&mut in_head) =>
        {
            let mut named = Group::new(group.delimiter(), named(group.stream()));
            named.set_span(group.span());
            TokenTree::Group(named)
        }
        tree => tree,
    };
    items.into_iter().map(tree).collect()
}

fn named(parameters: TokenStream) -> TokenStream {
    let trees: Vec<TokenTree> = parameters.into_iter().collect();
    let mut out = Vec::new();
    let mut start = 0;
    while start < trees.len() {
        let end = start + parameter_len(&trees[start..]);
        let parameter = &trees[start..end];
        if !has_name(parameter) {
            let span = parameter
                .first()
                .map_or_else(Span::call_site, TokenTree::span);
            let mut colon = Punct::new(':', Spacing::Alone);
            colon.set_span(span);
            out.push(TokenTree::Ident(Ident::new("_", span)));
            out.push(TokenTree::Punct(colon));
        }
        // The comma goes with it.
        let behind = trees.len().min(end + 1);
        out.extend(trees[start..behind].iter().cloned());
        start = behind;
    }
    out.into_iter().collect()
}

/// How many tokens there are up to the comma that ends a parameter.
fn parameter_len(trees: &[TokenTree]) -> usize {
    let mut depth = 0_usize;
    for (at, tree) in trees.iter().enumerate() {
        let is_arrow = at > 0 && is_punct(&trees[at - 1], '-');
        if is_punct(tree, '<') {
            depth += 1;
        } else if is_punct(tree, '>') && !is_arrow {
            depth = depth.saturating_sub(1);
        } else if is_punct(tree, ',') && depth == 0 {
            return at;
        }
    }
    trees.len()
}

/// Whether a parameter has a name, or is a `self`, or has attributes, which
/// those of edition 2015 had not.
fn has_name(parameter: &[TokenTree]) -> bool {
    let is_self = matches!(parameter.last(), Some(TokenTree::Ident(word)) if word == "self");
    let colon = |at: usize| parameter.get(at).is_some_and(|tree| is_punct(tree, ':'));
    let is_typed = (0..parameter.len())
        .any(|at| colon(at) && !colon(at + 1) && !at.checked_sub(1).is_some_and(colon));
    is_self
        || is_typed
        || parameter
            .first()
            .is_none_or(|tree| is_punct(tree, '#') || is_punct(tree, '.'))
}
fn is_punct(tree: &TokenTree, character: char) -> bool {
    matches!(tree, TokenTree::Punct(punct) if punct.as_char() == character)
}
