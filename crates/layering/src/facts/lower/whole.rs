//! Texts that `syn` reads as a whole.

use proc_macro2::TokenStream;
use syn::parse::Parser;
use syn::visit::Visit;

use super::prepare::Skeleton;
use super::{Lower, Offsets, Syntax, SyntaxError, comments, earlier};
use crate::facts::{Context, FileFacts, TextRange, Token};

/// The facts of a text with the length of what comes before the code, and the tokens
/// behind it.
pub(super) fn read(
    text: &str,
    (skipped, tokens): (usize, Option<Vec<Token>>),
    syntax: Syntax,
) -> Result<FileFacts, SyntaxError> {
    let body = &text[skipped..];
    let error = |message: &str, range| SyntaxError {
        message: message.to_owned(),
        range,
    };
    let skeleton = Skeleton::new(text, skipped, tokens.as_deref())
        .map_err(|range| error("nested too deeply to be read", range))?;
    let offsets = Offsets::with_gaps(&skeleton.text, (body, skipped), &skeleton.starts);
    let lexed = tokens.as_deref().unwrap_or_default();
    let result = lower((text, skipped), offsets, syntax, lexed);
    proc_macro2::extra::invalidate_current_thread_spans();
    match tokens {
        // Much is read off the tokens, which the two lexers have to agree on.
        None => result.and(Err(error("not made of tokens", TextRange::default()))),
        Some(_) => result,
    }
}

fn lower(
    (text, skipped): (&str, usize),
    offsets: Offsets<'_>,
    syntax: Syntax,
    tokens: &[Token],
) -> Result<FileFacts, SyntaxError> {
    let stream: TokenStream = offsets
        .text()
        .parse()
        .map_err(|error: proc_macro2::LexError| SyntaxError {
            message: error.to_string(),
            range: offsets.range(error.span()),
        })?;
    let mut lower = Lower {
        tokens,
        ..Lower::new(text, offsets)
    };
    if let Syntax::File | Syntax::Included = syntax {
        lower.facts.directives = comments::directives(text, skipped, tokens);
    }
    match syntax {
        Syntax::Tokens => {
            let rest = lower.items_in_tokens(lower.all_tokens());
            lower.products(&rest);
            lower.words(lower.all_tokens());
        }
        Syntax::Arguments => {
            lower.context = Some(Context::MacroArg);
            lower.arguments(lower.all_tokens());
            lower.words(lower.all_tokens());
        }
        Syntax::Paths => lower.scan(lower.all_tokens()),
        Syntax::Statements => lower.produced_statements(stream)?,
        Syntax::Expression => match lower.parsed::<syn::Expr>(stream.clone(), syn::parse2) {
            Ok(expr) => lower.produced(|lower| lower.visit_expr(&expr)),
            Err(_) => lower.produced_statements(stream)?,
        },
        Syntax::Type => {
            let ty: syn::Type = lower.parsed(stream, syn::parse2)?;
            lower.produced(|lower| lower.visit_type(&ty));
        }
        Syntax::Pattern => {
            let pattern = syn::Pat::parse_multi_with_leading_vert;
            let pattern = lower.parsed(stream, |stream| pattern.parse2(stream))?;
            lower.produced(|lower| lower.pattern(&pattern));
        }
        Syntax::Included => {
            let expr: syn::Expr = lower.parsed(stream, syn::parse2)?;
            lower.visit_expr(&expr);
        }
        Syntax::File | Syntax::Items => {
            let file = lower.parsed(stream, syn::parse2)?;
            lower.file(&file);
        }
    }
    Ok(lower.finish())
}

impl Lower<'_> {
    pub(super) fn parsed<T>(
        &mut self,
        stream: TokenStream,
        parse: impl Fn(TokenStream) -> syn::Result<T>,
    ) -> Result<T, SyntaxError> {
        match earlier::parse(stream, self.offsets.text(), parse) {
            Ok((parsed, in_earlier_words)) => {
                self.in_earlier_words = in_earlier_words;
                Ok(parsed)
            }
            Err(error) => Err(SyntaxError {
                message: error.to_string(),
                range: self.offsets.range(error.span()),
            }),
        }
    }
}
