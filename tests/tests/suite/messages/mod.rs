//! What violations say beyond their place: who is named, by which way, and how
//! it is mended.
//!
//! Fixtures hold where something is found; each test here holds one thing that
//! the words have to get right.

use expect_test::Expect;
use layering::render::{RenderOptions, Verbosity, render};
use layering_tests::{Fixture, InMemory};

mod chains;
mod items;
mod rules_file;

/// Compares what the linter says of a fixture with what is expected.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the callers read better without a borrow"
)]
fn check(fixture: &str, expect: Expect) {
    let fixture = fixture.strip_prefix('\n').unwrap_or(fixture);
    let checked = InMemory::new(&Fixture::parse("messages", fixture)).check();
    let options = RenderOptions {
        verbosity: Verbosity::Quiet,
        ..RenderOptions::default()
    };
    expect.assert_eq(&render(&checked.report, &checked.sources, &options));
}
