//! Globs of paths from the workspace root, as rules about files name them.
//!
//! Apart from selectors, which name what code can name: a file that no crate
//! contains has no other name than its path.

use std::borrow::Cow;

use glob::{MatchOptions, Pattern};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;
use toml::Spanned;

use super::braces;
use super::list::Selectors;
use super::table::span;
use super::words::shown;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// Globs as they are written: a string or a list of strings.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct PathGlobs(Selectors);

impl JsonSchema for PathGlobs {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("PathGlobs")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A path from the workspace root, or a list of paths. \
                `*`, `**`, `?` and `{a, b}` are wildcards.",
            "anyOf": [
                { "type": "string" },
                { "type": "array", "items": { "type": "string" } },
            ],
        })
    }
}

/// A glob that is valid.
#[derive(Clone, Debug)]
pub struct PathGlob {
    /// As it is written, without a `/` at its end.
    pub text: String,
    /// The string that it stands in, quotes included.
    pub span: Span,
    patterns: Vec<Pattern>,
}

/// `*` stays inside of a folder.
const OPTIONS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

impl PathGlob {
    /// Whether it matches a path, or a folder that the path lies in. Parts of
    /// paths are separated by `/`.
    pub fn covers(&self, path: &str) -> bool {
        let folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        let mut paths = folders.chain([path]);
        paths.any(|path| {
            let is_match = |pattern: &Pattern| pattern.matches_with(path, OPTIONS);
            self.patterns.iter().any(is_match)
        })
    }
}

impl PathGlobs {
    /// Reads each glob. What is wrong is reported and left out.
    pub(super) fn read(&self, file: FileId, problems: &mut Vec<Diagnostic>) -> Vec<PathGlob> {
        let read = |glob: &Spanned<String>| {
            let text = glob.get_ref();
            let span = span(file, glob.span());
            let parsed = parse(text).map_err(|why| {
                let headline = format!("`{}` is no glob of paths", shown(text));
                problems.push(Diagnostic::error(headline).at(span, why));
            });
            Some(PathGlob {
                text: text.trim_end_matches('/').to_owned(),
                span,
                patterns: parsed.ok()?,
            })
        };
        self.0.written().iter().filter_map(read).collect()
    }
}

fn parse(text: &str) -> Result<Vec<Pattern>, String> {
    let text = text.strip_prefix("./").unwrap_or(text);
    if text.is_empty() || text.starts_with('/') {
        return Err("write a path from the workspace root".to_owned());
    }
    let choices =
        braces::expand(text.trim_end_matches('/')).map_err(|malformed| malformed.label)?;
    let patterns = choices.iter().map(|choice| Pattern::new(choice));
    let patterns: Result<Vec<_>, _> = patterns.collect();
    patterns.map_err(|error| error.msg.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(glob: &str, path: &str) -> bool {
        let glob = PathGlob {
            text: glob.to_owned(),
            span: span(
                crate::source::SourceMap::default().add(path.as_ref(), ""),
                0..0,
            ),
            patterns: parse(glob).expect("a glob"),
        };
        glob.covers(path)
    }

    #[test]
    fn a_glob_covers_what_lies_below_it() {
        assert!(covers("crates/app", "crates/app/src/lib.rs"));
        assert!(covers("crates/app/", "crates/app/src/lib.rs"));
        assert!(!covers("crates/app", "crates/app2/src/lib.rs"));
        assert!(covers("crates/*/src", "crates/app/src/a/b.rs"));
        assert!(!covers("crates/*/b.rs", "crates/app/src/b.rs"));
        assert!(covers("**/ui/*.rs", "crates/app/tests/ui/one.rs"));
        assert!(covers("tests/{ui, pass}/**", "tests/pass/a/b.rs"));
    }

    #[test]
    fn what_is_no_glob_is_refused() {
        for glob in ["", "/", "/abs/olute", "a{b", "a[", "a***b"] {
            assert!(parse(glob).is_err(), "{glob}");
        }
    }
}
