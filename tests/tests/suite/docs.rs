//! What is published about `layering.toml` is what the linter knows:
//! `docs/rules.md` and the schema are written from the kinds of rules.
//!
//! `UPDATE_EXPECT=1 cargo test -p layering-tests docs` writes them anew.

use expect_test::expect_file;
use layering::render::{RenderOptions, Verbosity, render};
use layering::rules::{KINDS, Kind, schema};
use layering_tests::{Fixture, InMemory, workspace_root};

const INTRODUCTION: &str = "\
# Kinds of rule

`cargo layering explain KIND` prints these pages, too. The keys that every rule may have (`because`, `severity`,
`tests`, `ignore`, …), selectors, and what counts as a reference are in [the manual](manual.md).

In the examples, `//- /path` starts a file and `//~ id` marks a line that breaks the rule `id`; each of them is
checked by the tests of the linter. `deps:` stands for the `[dependencies]` of a `Cargo.toml`.
";

#[test]
fn the_pages_on_kinds_of_rules_are_current() {
    let mut text = INTRODUCTION.to_owned();
    text += "\n| kind | holds when |\n|---|---|\n";
    for kind in KINDS {
        text += &format!("| [`{0}`](#{0}) | {1} |\n", kind.name, kind.sentence());
    }
    for kind in KINDS {
        text += &page(kind);
    }
    expect_file![workspace_root().join("docs/rules.md")].assert_eq(&text);
}

#[test]
fn the_schema_is_current() {
    let text = format!("{:#}\n", schema());
    expect_file![workspace_root().join("docs/layering.schema.json")].assert_eq(&text);
}

/// The page of a kind, one heading deeper, with what the linter says of its
/// example.
fn page(kind: &Kind) -> String {
    let explained = kind.explain().replace("\n## ", "\n### ");
    let says = format!(
        "It says:\n\n```text\n{}```\n\n### How to mend it\n",
        report(kind)
    );
    let explained = explained.replacen("### How to mend it\n", &says, 1);
    format!("\n## {}\n\n{explained}", kind.name)
}

fn report(kind: &Kind) -> String {
    let example = kind.example().expect("every kind has an example");
    let checked = InMemory::new(&Fixture::parse(kind.name, &example)).check();
    let options = RenderOptions {
        verbosity: Verbosity::Quiet,
        ..RenderOptions::default()
    };
    render(&checked.report, &checked.sources, &options)
}
