//! The text of an attribute as a tree that can be compared: whitespace, the
//! order of arguments, and how a string is quoted make no difference.

use crate::facts::{Token, TokenKind, lex};

/// An attribute, or an argument of one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meta {
    /// `path`, `path = value`, `path(arguments)`
    Named(Vec<String>, Arguments),
    /// Any other tokens.
    Tokens(Vec<String>),
}

/// What follows a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Arguments {
    None,
    Value(Vec<String>),
    List(Vec<Meta>),
}

impl Meta {
    /// Reads the text of an attribute, without `#[…]`.
    pub(super) fn parse(text: &str) -> Option<Meta> {
        let tokens = lex(text)?;
        let meta = read(text, &tokens, 0);
        Some(match meta {
            // `unsafe(no_mangle)` is `no_mangle`.
            Meta::Named(path, Arguments::List(list)) if path == ["unsafe"] && list.len() == 1 => {
                list.into_iter().next()?
            }
            meta => meta,
        })
    }

    /// Whether this is what is wanted, or says more than that: a path alone
    /// wants nothing of what follows it.
    pub(super) fn satisfies(&self, wanted: &Meta) -> bool {
        match (wanted, self) {
            (Meta::Tokens(wanted), Meta::Tokens(this)) => wanted == this,
            (Meta::Named(wanted, arguments), Meta::Named(path, these)) => {
                is_same(wanted, path)
                    && match (arguments, these) {
                        (Arguments::None, _) => true,
                        (Arguments::Value(wanted), Arguments::Value(value)) => wanted == value,
                        (Arguments::List(wanted), Arguments::List(list)) => wanted
                            .iter()
                            .all(|wanted| list.iter().any(|this| this.satisfies(wanted))),
                        _ => false,
                    }
            }
            _ => false,
        }
    }

    /// The same under another path.
    pub(super) fn called(self, path: Vec<String>) -> Meta {
        match self {
            Meta::Named(_, arguments) => Meta::Named(path, arguments),
            tokens @ Meta::Tokens(_) => tokens,
        }
    }

    /// The parts that can be borne apart: those of `serde(a, b)` are `serde(a)`
    /// and `serde(b)`. What `cfg(all(a, b))` says is `cfg(a)` and `cfg(b)`.
    pub(super) fn parts(self) -> Vec<Meta> {
        match self {
            Meta::Named(path, Arguments::List(list)) if !list.is_empty() => {
                let list = match path.as_slice() {
                    [cfg] if cfg == "cfg" => list.into_iter().flat_map(all_of).collect(),
                    _ => list,
                };
                let parts = list.into_iter();
                parts
                    .map(|part| Meta::Named(path.clone(), Arguments::List(vec![part])))
                    .collect()
            }
            meta => vec![meta],
        }
    }
}

/// The predicates in nested `all(…)`.
fn all_of(meta: Meta) -> Vec<Meta> {
    match meta {
        Meta::Named(path, Arguments::List(list)) if path == ["all"] => {
            list.into_iter().flat_map(all_of).collect()
        }
        meta => vec![meta],
    }
}

/// Whether two paths may be the same: one of them is how the other ends, since
/// where a lone name comes from is not always known.
pub(super) fn is_same(a: &[String], b: &[String]) -> bool {
    a.ends_with(b) || b.ends_with(a)
}

/// Reads tokens, the first of which has this index in the whole text.
fn read(text: &str, tokens: &[Token], first: usize) -> Meta {
    let text_of = |token: &Token| &text[token.range.start as usize..token.range.end as usize];
    let all = || tokens.iter().map(|token| normal(text_of(token))).collect();
    let mut path = Vec::new();
    let mut at = 0;
    let colons = |at: usize| {
        let is_colon = |at: usize| {
            tokens
                .get(at)
                .is_some_and(|token| matches!(token.kind, TokenKind::Punct(':', _)))
        };
        is_colon(at) && is_colon(at + 1)
    };
    if colons(0) {
        at = 2;
    }
    while let Some(token) = tokens
        .get(at)
        .filter(|token| token.kind == TokenKind::Ident)
    {
        let name = text_of(token);
        path.push(name.strip_prefix("r#").unwrap_or(name).to_owned());
        at += 1;
        if !colons(at) {
            break;
        }
        at += 2;
    }
    if path.is_empty() {
        return Meta::Tokens(all());
    }
    match tokens.get(at).map(|token| token.kind) {
        None => Meta::Named(path, Arguments::None),
        Some(TokenKind::Punct('=', false)) => {
            let value = tokens[at + 1..].iter();
            let value = value.map(|token| normal(text_of(token))).collect();
            Meta::Named(path, Arguments::Value(value))
        }
        Some(TokenKind::Open(_, close)) if close as usize + 1 == first + tokens.len() => {
            let inside = &tokens[at + 1..tokens.len() - 1];
            Meta::Named(path, Arguments::List(list(text, inside, first + at + 1)))
        }
        _ => Meta::Tokens(all()),
    }
}

/// Reads a list that commas separate.
fn list(text: &str, tokens: &[Token], first: usize) -> Vec<Meta> {
    let mut found = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at <= tokens.len() {
        match tokens.get(at).map(|token| token.kind) {
            Some(TokenKind::Open(_, close)) => {
                at = close as usize - first;
                continue;
            }
            None | Some(TokenKind::Punct(',', _)) => {
                if start < at {
                    found.push(read(text, &tokens[start..at], first + start));
                }
                start = at + 1;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

/// A token as it is compared: `r#"a"#` is `"a"`.
fn normal(token: &str) -> String {
    let raw = token.strip_prefix('r').map(|rest| {
        let bare = rest.trim_start_matches('#');
        bare.strip_suffix(&rest[..rest.len() - bare.len()])
            .unwrap_or(bare)
    });
    let is_plain = |text: &&str| {
        text.len() >= 2
            && text.starts_with('"')
            && text.ends_with('"')
            && !text[1..text.len() - 1].contains(['"', '\\'])
    };
    raw.filter(is_plain).unwrap_or(token).to_owned()
}

#[cfg(test)]
mod tests {
    use super::Meta;

    fn satisfies(this: &str, wanted: &str) -> bool {
        let (this, wanted) = (Meta::parse(this), Meta::parse(wanted));
        let wanted = wanted.expect("tokens").parts();
        let these = this.expect("tokens").parts();
        wanted
            .iter()
            .all(|wanted| these.iter().any(|this| this.satisfies(wanted)))
    }

    #[test]
    fn what_says_as_much_or_more_satisfies() {
        for (this, wanted) in [
            ("non_exhaustive", "non_exhaustive"),
            (
                "serde ( default , deny_unknown_fields )",
                "serde(deny_unknown_fields)",
            ),
            ("serde(a, b)", "serde(b, a)"),
            ("serde(a, b,)", "serde"),
            ("serde(a, b)", "serde(a, b,)"),
            (
                r#"serde(rename_all="kebab-case")"#,
                r#"serde(rename_all = "kebab-case")"#,
            ),
            (
                r##"serde(rename_all = r#"kebab-case"#)"##,
                r#"serde(rename_all = "kebab-case")"#,
            ),
            (r#"serde(rename_all = "kebab-case")"#, "serde(rename_all)"),
            (
                r#"serde(rename(serialize = "a", deserialize = "b"))"#,
                r#"serde(rename(deserialize = "b"))"#,
            ),
            ("repr(C, align(8))", "repr(align(8))"),
            ("repr(transparent)", "repr(transparent)"),
            (r#"deprecated = "old""#, "deprecated"),
            ("deprecated(note = \"old\")", "deprecated"),
            ("cfg(all(test, all(unix, windows)))", "cfg(windows)"),
            ("unsafe(no_mangle)", "no_mangle"),
            ("::tracing::instrument(skip(a))", "tracing::instrument"),
            ("serde[a]", "serde(a)"),
            ("tracing::instrument", "instrument"),
        ] {
            assert!(satisfies(this, wanted), "`{this}` satisfies `{wanted}`");
        }
    }

    #[test]
    fn what_says_less_or_something_else_does_not() {
        for (this, wanted) in [
            ("serde(default)", "serde(deny_unknown_fields)"),
            ("serde", "serde(default)"),
            (
                r#"serde(rename_all = "snake_case")"#,
                r#"serde(rename_all = "kebab-case")"#,
            ),
            (r#"serde(tag = "default")"#, "serde(default)"),
            ("repr(align(16))", "repr(align(8))"),
            ("cfg(any(test, unix))", "cfg(test)"),
            ("cfg(not(test))", "cfg(test)"),
            ("doc = \"hidden\"", "doc(hidden)"),
            ("a::b", "a"),
            ("a::b", "c::b"),
        ] {
            assert!(
                !satisfies(this, wanted),
                "`{this}` does not satisfy `{wanted}`"
            );
        }
    }
}
