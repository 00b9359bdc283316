//! From the text of `layering.toml` to a config and its problems.
//!
//! Here is what all of these tests share; the tests are by part of the file.

use std::fmt::Write;
use std::path::Path;

use expect_test::Expect;
use serde::Deserialize;
use toml::Spanned;

use super::*;
use crate::diagnostic::Label;
use crate::source::SourceMap;

mod file;
mod groups;
mod rules;

const KINDS: [&str; 2] = ["gateway", "exports"];

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Gateway {
    items: Selectors,
    through: Spanned<Selectors>,
    within: Selectors,
    #[serde(default)]
    except: Selectors,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Exports {
    of: Selectors,
    deny: Option<Selectors>,
    #[serde(default)]
    signatures: bool,
    consumers: Option<Spanned<u32>>,
    #[serde(default)]
    dep_kinds: Vec<Depend>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Depend {
    Normal,
    Build,
}

/// What the stage above does with a config: decodes each rule's options and
/// validates their selectors. Returns a dump of them.
fn use_options(config: &Config<'_>, problems: &mut Vec<Diagnostic>) -> String {
    let mut out = String::new();
    for rule in &config.rules {
        let _ = writeln!(out, "rule {} ({})", rule.id.value, rule.kind.value);
        if rule.kind.value == "gateway" {
            if let Some(options) = rule.options::<Gateway>(problems) {
                let through = config.locate(options.through).value;
                for raw in [options.items, through, options.within, options.except] {
                    let list = config.selectors(&raw, problems);
                    let text =
                        |list: &[Selector]| list.iter().map(|s| s.text.clone()).collect::<Vec<_>>();
                    dump(&mut out, &text(&list.include), &text(&list.exclude));
                }
            }
        } else if let Some(options) = rule.options::<Exports>(problems) {
            let _ = writeln!(
                out,
                "  {:?} {:?} {:?}",
                options.signatures,
                options.consumers.map(|number| config.locate(number).value),
                options.dep_kinds
            );
            for raw in [Some(options.of), options.deny].into_iter().flatten() {
                let list = config.names(&raw, problems);
                let text = |list: &[NameOrPath]| list.iter().map(shown).collect::<Vec<_>>();
                dump(&mut out, &text(&list.include), &text(&list.exclude));
            }
        }
    }
    out
}

fn shown(entry: &NameOrPath) -> String {
    match entry {
        NameOrPath::Name(name) => format!("name {}", name.text),
        NameOrPath::Path(selector) => format!("path {}", selector.text),
    }
}

fn dump(out: &mut String, include: &[String], exclude: &[String]) {
    let include = match include {
        [] => "nothing".to_owned(),
        _ => include.join(", "),
    };
    let _ = write!(out, "  {include}");
    if !exclude.is_empty() {
        let _ = write!(out, " without {}", exclude.join(", "));
    }
    out.push('\n');
}

fn source(text: &str) -> (SourceMap, FileId) {
    let mut sources = SourceMap::new(Path::new("/"));
    let file = sources.add(Path::new("layering.toml"), text);
    (sources, file)
}

/// Prints each problem: place, text there, and headline; then its labels (`|`),
/// notes (`=`) and suggestion (`~`).
fn problems(text: &str) -> String {
    let (sources, file) = source(text);
    let (config, mut problems) = parse(file, text, &KINDS);
    use_options(&config, &mut problems);
    let mut out = String::new();
    for problem in &problems {
        let place = |label: &Label| {
            let start = sources.start(label.span);
            let line = sources.text(label.span).lines().next().unwrap_or_default();
            format!("{}:{} {line}", start.line, start.column)
        };
        let primary = problem.primary.as_ref().expect("every problem has a place");
        let _ = writeln!(out, "{}: {}", place(primary), problem.headline);
        if !primary.text.is_empty() {
            let _ = writeln!(out, "    | {}", primary.text);
        }
        for label in &problem.secondary {
            let _ = writeln!(out, "    | {} at {}", label.text, place(label));
        }
        for note in &problem.notes {
            let _ = writeln!(out, "    = {}", note.text.show(&sources));
        }
        if let Some(suggestion) = &problem.suggestion {
            let _ = writeln!(out, "    ~ {}", suggestion.replacement);
        }
    }
    out
}

/// Checks the problems of a whole file.
#[expect(
    clippy::needless_pass_by_value,
    reason = "as in expect-test's own examples"
)]
fn check(text: &str, expected: Expect) {
    expected.assert_eq(&problems(text));
}

/// Checks the problems of a file in which nothing else is wrong.
fn check_rest(text: &str, expected: Expect) {
    let rule = "[[rule]]\nid = 'sound'\nkind = 'exports'\nof = 'a'\n";
    check(&format!("version = 1\n{text}\n{rule}"), expected);
}

/// Checks the problems of one rule.
fn check_rule(text: &str, expected: Expect) {
    check(&format!("version = 1\n[[rule]]\n{text}\n"), expected);
}
