//! Files that are there, and are no text: they are not missing, and neither they nor what
//! they may lead to is said to be part of no crate.

use expect_test::{Expect, expect};
use layering::render::{Format, RenderOptions, render};
use layering_tests::{Fixture, InMemory, on_root};

const RULES: &str =
    "//- /layering.toml\nversion = 1\n[[rule]]\nid = \"orphans\"\nkind = \"orphans\"\n";

/// Checks a workspace in which one file is not UTF-8.
fn check(text: &str, unreadable: &str, expected: &Expect) {
    let mut memory = InMemory::new(&Fixture::parse("unreadable", &format!("{text}{RULES}")));
    memory
        .files
        .insert(on_root(unreadable), b"\xff\n".as_slice());
    let checked = memory.check();
    assert_eq!(checked.report.exit_code(), 3);
    let options = RenderOptions {
        format: Format::Short,
        ..RenderOptions::default()
    };
    expected.assert_eq(&render(&checked.report, &checked.sources, &options));
}

#[test]
fn a_root_file() {
    let text =
        "//- /app/src/lib.rs\n//- /app/src/a.rs\n//- /app/src/a/b.rs\n//- /app/tests/t/x.rs\n";
    check(
        text,
        "/app/src/lib.rs",
        &expect![[r#"
        app/tests/t/x.rs:1:1: error[orphans]: `app/tests/t/x.rs` is part of no crate
        error: `app/src/lib.rs` could not be read: not valid UTF-8
        checked 1 rule over 1 package, 1 crate, 0 files (0 lines), 0 references: 1 error
        error: could not complete the check due to 1 problem
    "#]],
    );
}

#[test]
fn a_module() {
    let text = "//- /app/src/lib.rs\nmod a;\n//- /app/src/a.rs\n//- /app/src/a/b.rs\n\
        //- /app/src/b.rs\n";
    check(
        text,
        "/app/src/a.rs",
        &expect![[r#"
        app/src/b.rs:1:1: error[orphans]: `app/src/b.rs` is part of no crate
        app/src/lib.rs:1:5: error: `app/src/a.rs` could not be read: not valid UTF-8
        note: 1 source file is part of no crate, and not checked: `app/src/b.rs`
        checked 1 rule over 1 package, 1 crate, 1 file (1 line), 0 references: 1 error
        error: could not complete the check due to 1 problem
    "#]],
    );
}

#[test]
fn an_included_file() {
    let text = "//- /app/src/lib.rs\ninclude!(\"parts/a.rs\");\n//- /app/src/parts/a.rs\n\
        //- /app/src/parts/b.rs\n//- /app/src/b.rs\n";
    check(
        text,
        "/app/src/parts/a.rs",
        &expect![[r#"
        app/src/b.rs:1:1: error[orphans]: `app/src/b.rs` is part of no crate
        app/src/lib.rs:1:10: error: `app/src/parts/a.rs` could not be read: not valid UTF-8
        note: 1 source file is part of no crate, and not checked: `app/src/b.rs`
        checked 1 rule over 1 package, 1 crate, 1 file (1 line), 0 references: 1 error
        error: could not complete the check due to 1 problem
    "#]],
    );
}

#[test]
fn a_file_that_nothing_leads_to() {
    let text = "//- /app/src/lib.rs\nmod gone;\n//- /app/src/a.rs\n";
    check(
        text,
        "/app/src/a.rs",
        &expect![[r#"
        app/src/a.rs:1:1: error[orphans]: `app/src/a.rs` is part of no crate
        app/src/lib.rs:1:5: error: the file of module `gone` is missing
        note: 1 source file is part of no crate, and not checked: `app/src/a.rs`
        checked 1 rule over 1 package, 1 crate, 1 file (1 line), 0 references: 1 error
        error: could not complete the check due to 1 problem
    "#]],
    );
}
