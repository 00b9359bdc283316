//! The text of a baseline: read with spans, and written for people.
//!
//! One line for each entry, sorted, so that a change is one line of a diff and
//! two branches seldom meet.

use std::fmt::Write;
use std::num::NonZeroUsize;
use std::ops::Range;

use serde::Deserialize;
use toml::Spanned;

use super::{Baseline, Counts, Entry, Key};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// Its name; it lies beside the rules.
pub const FILE_NAME: &str = "layering-baseline.toml";

/// The version of the format that this tool reads and writes.
const VERSION: i64 = 1;

const HEADER: &str = "\
# Violations of layering.toml that were there before it was. The check passes over
# as many as stand here, and over no more. `check-layering --prune-baseline` takes
# out what is mended; `--update-baseline` writes the file anew.
";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: Spanned<i64>,
    #[serde(default)]
    violations: Vec<Spanned<Row>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    rule: String,
    from: String,
    to: String,
    count: NonZeroUsize,
}

/// Reads a baseline.
///
/// # Errors
/// Where it is not one.
pub fn parse(file: FileId, text: &str) -> Result<Baseline, Box<Diagnostic>> {
    let at = |range: Range<usize>| Span {
        file,
        start: u32::try_from(range.start).unwrap_or(u32::MAX),
        end: u32::try_from(range.end).unwrap_or(u32::MAX),
    };
    let document: Document = toml::from_str(text).map_err(|error| {
        let label = error.message().lines().collect::<Vec<_>>().join(" ");
        let problem = Diagnostic::error("the baseline cannot be read")
            .at(at(error.span().unwrap_or_default()), label)
            .with_help(
                "mend it, or delete it and write it with `check-layering --update-baseline`",
            );
        Box::new(problem)
    })?;
    let version = document.version;
    if *version.get_ref() != VERSION {
        let headline = format!("unsupported version `{}`", version.get_ref());
        let label = format!("this tool reads version {VERSION}");
        let problem = Diagnostic::error(headline).at(at(version.span()), label);
        return Err(Box::new(problem));
    }
    let entry = |row: Spanned<Row>| {
        let span = at(row.span());
        let row = row.into_inner();
        Entry {
            key: Key {
                rule: row.rule,
                from: row.from,
                to: row.to,
            },
            count: row.count.get(),
            span,
        }
    };
    Ok(Baseline {
        entries: document.violations.into_iter().map(entry).collect(),
    })
}

/// The text of a baseline that holds the given violations.
pub(super) fn text(counts: &Counts) -> String {
    let mut out = format!("{HEADER}\nversion = {VERSION}\n\nviolations = [\n");
    for (Key { rule, from, to }, count) in counts {
        let [rule, from, to] = [rule, from, to].map(|text| quoted(text));
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "    {{ rule = {rule}, from = {from}, to = {to}, count = {count} }},"
        );
    }
    out + "]\n"
}

/// A text as a basic string of TOML.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}
