//! Many edits to every fixture: whatever is kept, the answer is that of a check without.
//!
//! Apart from the edits whose answers are known, since these are made up, and take a while.

use layering_tests::{disk, package_root};

use super::cache::{is_quick, shown};
use super::edits::Edited;

/// What edits add behind the text of a file.
const BEHIND: &[&str] = &[
    "fn zz_one() {}",
    "pub fn zz_one() -> usize { core::mem::size_of::<u8>() }",
    "pub(crate) const ZZ_ONE: &str = \"x\";",
    "static ZZ_ONE: u8 = u8::MAX;",
    "fn zz_one() { zz_one() }",
    "fn zz_one() { zz_two(); zz_one() } fn zz_two() { zz_one(); let _: u8 = ZZ; } const ZZ: u8 = 1;",
    "use std::fmt as zz_fmt;",
    "use core::{mem::{self as zz_mem, size_of}, fmt}; fn zz_one() -> usize { zz_mem::size_of::<u8>(); size_of::<fmt::Error>() }",
    "fn zz_one(_: &dyn fmt::Debug, _: Arc<u8>) { println!(\"{:?}\", Duration::from_secs(1)); mem::drop(1) }",
    "#[inline] fn zz_one(x: &str) -> Option<String> { println!(\"{}\", x); Some(String::from(x)) }",
];

/// What they add to the first `impl`.
const TO_IMPL: &[&str] = &[
    " fn zz_one(&self) -> u8 { 1 } ",
    " pub fn zz_one() -> u8 { 1 } ",
    " const ZZ_ONE: u8 = 1; ",
];

/// What they add to the first function.
const TO_FUNCTION: &[&str] = &[
    " let zz = vec![1, 2]; let _ = zz.len(); ",
    " let _ = std::env::args(); assert!(1 > 0); ",
    " match 1 { zz => { let _ = zz; } } ",
    " { use std::fmt; fn zz() {} } ",
    " if true { panic!(\"{}\", 1) } ",
];

/// Many edits to a text: additions, and lines that are doubled or left out.
fn edits_to(text: &str) -> Vec<String> {
    let into = |item: &str, what: &str| {
        let start = text.find(item)?;
        let inside = start + text[start..].find('{')? + 1;
        Some(format!("{}{what}{}", &text[..inside], &text[inside..]))
    };
    let behind = BEHIND.iter().map(|what| format!("{text}\n{what}\n"));
    let to_impl = TO_IMPL.iter().filter_map(|what| into("impl ", what));
    let to_function = TO_FUNCTION.iter().filter_map(|what| into("fn ", what));
    let mut edits: Vec<String> = behind.chain(to_impl).chain(to_function).collect();
    let lines: Vec<&str> = text.lines().collect();
    for at in (0..lines.len()).step_by(1 + lines.len() / 30) {
        edits.push([&lines[..=at], &lines[at..]].concat().join("\n"));
        edits.push([&lines[..at], &lines[at + 1..]].concat().join("\n"));
    }
    edits
}

/// Some twenty thousand checks: `cargo test --release -p layering-tests -- --ignored any_edit`.
#[test]
#[ignore = "takes a minute"]
fn any_edit_to_any_fixture_says_what_a_check_without_a_cache_says() {
    let mut quick = 0;
    for fixture in disk::read_fixtures(&package_root().join("fixtures")) {
        let files = fixture.files.iter();
        for file in files.filter(|file| file.path.ends_with(".rs")) {
            // Each from what the file was, and each from what the one before has left.
            let mut chained = Edited::new(&fixture);
            for text in edits_to(&file.text) {
                for edited in [&mut Edited::new(&fixture), &mut chained] {
                    let (after, expected) = edited.with(&file.path, &text);
                    let (after_shown, expected) = (shown(&after), shown(&expected));
                    assert_eq!(after_shown, expected, "{}: {text}", fixture.name);
                    quick += usize::from(is_quick(&after));
                }
            }
        }
    }
    assert!(quick > 1000, "only {quick}");
}
