//! The path that the input of `include!` stands for.
//!
//! It is text like any other argument, but what the compiler makes of it has to
//! be known here: `concat!` and `env!` are macros that expand to strings.

use proc_macro2::TokenStream;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Lit, Token};

/// A part of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// Text.
    Text(String),
    /// The value of a variable at build time.
    Env(String),
}

/// The parts of the path that the input of an `include!` stands for; `None` if
/// it is neither a string nor put together from some.
pub fn included_path(input: &str) -> Option<Vec<PathPart>> {
    if super::is_too_deep(input) {
        return None;
    }
    let tokens: TokenStream = input.parse().ok()?;
    let mut parts = Vec::new();
    let arguments = arguments(tokens)?;
    let [path] = arguments.as_slice() else {
        return None;
    };
    add(path, &mut parts)?;
    Some(parts)
}

fn arguments(tokens: TokenStream) -> Option<Vec<Expr>> {
    let parser = Punctuated::<Expr, Token![,]>::parse_terminated;
    Some(parser.parse2(tokens).ok()?.into_iter().collect())
}

fn add(expr: &Expr, parts: &mut Vec<PathPart>) -> Option<()> {
    match expr {
        Expr::Lit(ExprLit { lit, .. }) => parts.push(PathPart::Text(text_of(lit)?)),
        Expr::Macro(call) => {
            let name = call.mac.path.segments.last()?.ident.to_string();
            let arguments = arguments(call.mac.tokens.clone())?;
            match (name.as_str(), arguments.as_slice()) {
                ("concat", all) => all.iter().try_for_each(|part| add(part, parts))?,
                ("env", [Expr::Lit(name), ..]) => parts.push(PathPart::Env(text_of(&name.lit)?)),
                _ => return None,
            }
        }
        Expr::Group(group) => add(&group.expr, parts)?,
        Expr::Paren(paren) => add(&paren.expr, parts)?,
        _ => return None,
    }
    Some(())
}

fn text_of(literal: &Lit) -> Option<String> {
    match literal {
        Lit::Str(text) => Some(text.value()),
        Lit::Char(character) => Some(character.value().to_string()),
        Lit::Int(number) => Some(number.base10_digits().to_owned()),
        _ => None,
    }
}
