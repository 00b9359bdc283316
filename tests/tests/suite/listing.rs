//! `graph` and `exports` for programs: places, paths, and kinds, as text.

use expect_test::{Expect, expect};
use layering::{exports, references};
use layering_tests::{Fixture, InMemory};

fn memory(fixture: &str) -> InMemory {
    let fixture = fixture.strip_prefix('\n').unwrap_or(fixture);
    InMemory::new(&Fixture::parse("listing", fixture))
}

/// Compares the surface of the crate `a` with what is expected.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the callers read better without a borrow"
)]
fn check_exports(fixture: &str, expect: Expect) {
    let memory = memory(fixture);
    let listed = exports(&memory.files, &memory.workspace, "a").expect("there is a crate");
    let lines = listed.entries.iter().map(|entry| {
        format!(
            "{}:{} {} = {} ({}) [{}]\n",
            entry.file,
            entry.line,
            entry.path,
            entry.definition,
            entry.kind,
            entry.consumers.join(", ")
        )
    });
    expect.assert_eq(&lines.collect::<String>());
}

/// Compares the references with what is expected.
#[expect(
    clippy::needless_pass_by_value,
    reason = "the callers read better without a borrow"
)]
fn check_references(fixture: &str, expect: Expect) {
    let memory = memory(fixture);
    let listed = references(&memory.files, &memory.workspace);
    let lines = listed.entries.iter().map(|entry| {
        format!(
            "{}:{}:{} {} {} -> {} {} ({})\n",
            entry.file,
            entry.line,
            entry.column,
            entry.from,
            entry.written,
            entry.to_kind,
            entry.to,
            entry.context
        )
    });
    expect.assert_eq(&lines.collect::<String>());
}

#[test]
fn what_the_body_of_a_macro_exports_is_exported_where_it_is_called() {
    check_exports(
        r#"
//- /a/src/lib.rs
#[macro_use]
mod macros;
pub mod user {
    make!(Named);
    outer! {
        Deep
    }
}
//- /a/src/macros.rs
macro_rules! make {
    ($name:ident) => {
        pub struct $name;
        pub struct Fixed;
    };
}
macro_rules! outer {
    ($name:ident) => { inner!($name); };
}
macro_rules! inner {
    ($name:ident) => {
        pub mod below { pub struct $name; }
        pub use below::$name as Again;
        pub use below as Twice;
    };
}
//- /b/src/lib.rs deps:a
use a::user::Fixed;
"#,
        expect![[r#"
            a/src/lib.rs:3 a::user = a::user (module) [b]
            a/src/lib.rs:6 a::user::Again = a::user::below::Deep (struct) []
            a/src/lib.rs:4 a::user::Fixed = a::user::Fixed (struct) [b]
            a/src/lib.rs:4 a::user::Named = a::user::Named (struct) []
            a/src/lib.rs:5 a::user::Twice = a::user::below (module) []
            a/src/lib.rs:6 a::user::Twice::Deep = a::user::below::Deep (struct) []
            a/src/lib.rs:5 a::user::below = a::user::below (module) []
            a/src/lib.rs:6 a::user::below::Deep = a::user::below::Deep (struct) []
        "#]],
    );
}

#[test]
fn a_reference_is_listed_at_the_name_that_denotes_the_item() {
    check_references(
        r#"
//- /a/src/lib.rs
pub mod m { pub struct S; impl S { pub fn new() {} } pub use self::S as Other; }
use m::{S, Other as O};
fn f(_: m::S) { O::new(); S::new() }
"#,
        expect![[r#"
            a/src/lib.rs:1:32 a::m S -> struct a::m::S (impl)
            a/src/lib.rs:1:68 a::m self::S -> struct a::m::S (use)
            a/src/lib.rs:2:9 a m::S -> struct a::m::S (use)
            a/src/lib.rs:2:12 a m::Other -> struct a::m::S (use)
            a/src/lib.rs:3:12 a m::S -> struct a::m::S (type)
            a/src/lib.rs:3:20 a O::new -> assoc a::m::S::new (expr)
            a/src/lib.rs:3:30 a S::new -> assoc a::m::S::new (expr)
        "#]],
    );
}
