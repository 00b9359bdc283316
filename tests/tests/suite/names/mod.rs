//! What paths mean: a test for each sentence of what rustc does.

use expect_test::Expect;
use layering_tests::{Fixture, dump, known_broken};

mod associated;
mod blocks;
mod bodies;
mod calls_in_code;
mod chosen;
mod crates;
mod editions;
mod expansion;
mod files;
mod forms;
mod from_outside;
mod gifts;
mod globs;
mod growing;
mod handed_expressions;
mod imports;
mod included;
mod input_fragments;
mod item_macros;
mod keywords;
mod macro_names;
mod macros;
mod made_macros;
mod namespaces;
mod odd;
mod patterns;
mod products;
mod projections;
mod raw;
mod references;
mod shadowing;
mod syntax;
mod unread_calls;
mod visibility;

/// Compares the dump of a fixture (see [`dump`]) with what is expected.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the callers read better without a borrow"
)]
fn check(fixture: &str, expect: Expect) {
    let thread = std::thread::current();
    let name = thread.name().unwrap_or_default();
    let fixture = fixture.strip_prefix('\n').unwrap_or(fixture);
    let found = dump::dump(&Fixture::parse(name, fixture));
    let is_known = known_broken::KNOWN_BROKEN
        .iter()
        .any(|(broken, _)| *broken == name);
    if !is_known {
        return expect.assert_eq(&found);
    }
    let expected = dedent(expect.data());
    let outcome = if expected == found {
        Ok(())
    } else {
        Err(found)
    };
    known_broken::settle(name, outcome).unwrap_or_else(|error| panic!("{error}"));
}

/// A text without the indentation that all its lines share.
fn dedent(text: &str) -> String {
    let text = text.strip_prefix('\n').unwrap_or(text);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let indent = lines
        .map(|line| line.len() - line.trim_start().len())
        .min()
        .unwrap_or(0);
    text.split_inclusive('\n')
        .map(|line| line.get(indent..).unwrap_or("\n"))
        .filter(|line| !line.is_empty())
        .collect()
}
