//! A selector: a path with wildcards, as rules name crates and items.
//!
//! Computed from one string of `layering.toml`, and nothing else: whether it
//! matches anything is for those to say who know the items.

use std::borrow::Cow;

use super::braces;
use super::malformed::Malformed;
use super::words::nearest;
use crate::source::Span;

/// A path with wildcards that selects an item and everything below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Selector {
    /// As it is written, on one line, without a leading `!`.
    pub text: String,
    /// The string that it stands in, quotes included.
    pub span: Span,
    /// The kind of target that it is narrowed to.
    pub target: Option<TargetPrefix>,
    /// The paths that it stands for; never empty, and none of them is.
    pub alternatives: Vec<Vec<SegmentPattern>>,
}

/// A kind of target, as a selector names it before a crate: `test:smoke`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TargetPrefix {
    /// `lib:`, also a proc macro.
    Lib,
    /// `bin:`
    Bin,
    /// `test:`
    Test,
    /// `example:`
    Example,
    /// `bench:`
    Bench,
    /// `build:`, the build script.
    Build,
}

/// One segment of an alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentPattern {
    /// A name.
    Exact(String),
    /// A name with `*` in it.
    Glob(Glob),
    /// `**`: any number of segments.
    AnyDepth,
}

/// A name with `*` in it, each of which stands for any characters or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glob {
    /// What stands between the `*`s; at least two, possibly empty.
    pieces: Vec<String>,
}

impl SegmentPattern {
    /// Whether one segment of a path matches. `-` and `_` are the same, as
    /// between the name of a package and that of its crate; `r#` is no part
    /// of a name.
    pub fn matches(&self, segment: &str) -> bool {
        let name = normalized(segment);
        match self {
            SegmentPattern::Exact(exact) => *exact == name,
            SegmentPattern::Glob(glob) => glob.matches(&name),
            SegmentPattern::AnyDepth => true,
        }
    }
}

impl Glob {
    fn matches(&self, name: &str) -> bool {
        let [first, middle @ .., last] = self.pieces.as_slice() else {
            return false;
        };
        let Some(mut rest) = name.strip_prefix(first.as_str()) else {
            return false;
        };
        for piece in middle {
            // The leftmost occurrence leaves the most for the others.
            let Some((_, behind)) = rest.split_once(piece.as_str()) else {
                return false;
            };
            rest = behind;
        }
        rest.ends_with(last.as_str())
    }
}

/// Whether an alternative can match more than one path.
pub fn is_pattern(alternative: &[SegmentPattern]) -> bool {
    let exact = |segment: &SegmentPattern| matches!(segment, SegmentPattern::Exact(_));
    !alternative.iter().all(exact)
}

/// Whether an alternative matches a path from its first segment to its last.
pub fn matches_path(alternative: &[SegmentPattern], path: &[&str]) -> bool {
    let (mut at, mut segment) = (0, 0);
    // The pattern behind the last `**`, and how far that `**` reaches. Going
    // back further never helps: an earlier `**` could only skip what the last
    // one skips as well.
    let mut retry: Option<(usize, usize)> = None;
    while segment < path.len() {
        match (alternative.get(at), retry) {
            (Some(SegmentPattern::AnyDepth), _) => {
                at += 1;
                retry = Some((at, segment));
            }
            (Some(pattern), _) if pattern.matches(path[segment]) => {
                at += 1;
                segment += 1;
            }
            (_, Some((behind, reached))) => {
                (at, segment) = (behind, reached + 1);
                retry = Some((behind, segment));
            }
            (_, None) => return false,
        }
    }
    let any_depth = |pattern: &SegmentPattern| *pattern == SegmentPattern::AnyDepth;
    alternative[at..].iter().all(any_depth)
}

impl Selector {
    /// Reads a selector, without a leading `!`.
    pub(super) fn parse(text: &str, span: Span) -> Result<Self, Malformed> {
        let (target, path) = split_target(text)?;
        let expanded = braces::expand(path)?;
        let alternatives: Result<_, _> = expanded.iter().map(|path| segments(path)).collect();
        Ok(Selector {
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            span,
            target,
            alternatives: alternatives?,
        })
    }
}

const PREFIXES: [(&str, TargetPrefix); 6] = [
    ("lib", TargetPrefix::Lib),
    ("bin", TargetPrefix::Bin),
    ("test", TargetPrefix::Test),
    ("example", TargetPrefix::Example),
    ("bench", TargetPrefix::Bench),
    ("build", TargetPrefix::Build),
];

/// Splits at a first colon that stands alone.
fn split_target(text: &str) -> Result<(Option<TargetPrefix>, &str), Malformed> {
    let Some((prefix, path)) = text.split_once(':') else {
        return Ok((None, text));
    };
    if path.starts_with(':') {
        return Ok((None, text));
    }
    if let Some((_, target)) = PREFIXES.iter().find(|(name, _)| *name == prefix) {
        return Ok((Some(*target), path));
    }
    let help = match nearest(prefix, &PREFIXES.map(|(name, _)| name)) {
        Some(meant) => format!("did you mean `{meant}:`?"),
        None => "write `::` between names".to_owned(),
    };
    Err(Malformed::new("a single `:` is expected only behind a kind of target").help(help))
}

/// Reads a path without braces.
fn segments(path: &str) -> Result<Vec<SegmentPattern>, Malformed> {
    if path.is_empty() {
        return Err(Malformed::new("an empty selector").help("name a crate, or a path in it"));
    }
    if path.starts_with("::") {
        return Err(Malformed::new("`::` has no name before it").help("start with the crate"));
    }
    let mut names: Vec<_> = path.split("::").collect();
    // As in a use tree: `a::{self, B}` names the module as well.
    if names.len() > 1 && names.last() == Some(&"self") {
        names.pop();
    }
    let numbered = names.iter().enumerate();
    numbered
        .map(|(index, name)| segment(name, index == 0))
        .collect()
}

fn segment(written: &str, is_crate: bool) -> Result<SegmentPattern, Malformed> {
    let name = written.strip_prefix("r#").unwrap_or(written);
    match written {
        "" => return Err(Malformed::new("a name is missing beside `::`")),
        "**" => return Ok(SegmentPattern::AnyDepth),
        "crate" | "self" | "super" | "Self" => {
            return Err(
                Malformed::new(format!("`{written}` names nothing in a selector"))
                    .help("start with the name of the crate, as `use` in another crate would"),
            );
        }
        _ if written.contains("**") => {
            return Err(Malformed::new("`**` stands for whole segments")
                .help("write `*` inside a name, and `**` only between `::`"));
        }
        _ => {}
    }
    let fits = |c: char| c == '*' || c == '_' || c.is_alphanumeric() || (c == '-' && is_crate);
    match name.chars().find(|c| !fits(*c)) {
        Some('-') => {
            return Err(Malformed::new("`-` can stand only in the name of a crate")
                .help(format!("did you mean `{}`?", name.replace('-', "_"))));
        }
        Some(':') => {
            return Err(Malformed::new("unexpected `:`").help("write `::` between names"));
        }
        Some(c) if c.is_whitespace() => return Err(Malformed::new("unexpected whitespace")),
        Some(c) => {
            return Err(Malformed::new(format!("unexpected `{}`", c.escape_debug()))
                .help("a selector is a path of names, with `*`, `**` and `{a, b}`"));
        }
        None => {}
    }
    // Targets may be called `2048`; items may not.
    if name.is_empty() || (!is_crate && name.starts_with(char::is_numeric)) {
        return Err(Malformed::new(format!("`{written}` is not a name")));
    }
    let name = normalized(name);
    Ok(if name.contains('*') {
        SegmentPattern::Glob(Glob {
            pieces: name.split('*').map(str::to_owned).collect(),
        })
    } else {
        SegmentPattern::Exact(name.into_owned())
    })
}

fn normalized(name: &str) -> Cow<'_, str> {
    let name = name.strip_prefix("r#").unwrap_or(name);
    if name.contains('-') {
        Cow::Owned(name.replace('-', "_"))
    } else {
        Cow::Borrowed(name)
    }
}

#[cfg(test)]
mod tests;
