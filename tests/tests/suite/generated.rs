//! The workspaces that are made up for measuring are what they claim to be: a check
//! of them is a whole check, and twice the modules is twice the code.

use layering_bench::generate;
use layering_tests::{Fixture, InMemory};

/// A workspace with so many modules. `compile` holds that it is Rust.
pub(crate) fn fixture(modules: usize) -> Fixture {
    let files = generate::with_modules(modules);
    let files = files
        .iter()
        .map(|(path, text)| format!("//- /{path}\n{text}"));
    let name = format!("generated/{modules}");
    Fixture::parse(&name, &files.collect::<String>())
}

#[test]
fn every_path_of_generated_code_is_resolved() {
    let fixture = fixture(10);
    let memory = InMemory::new(&fixture);
    let report = memory.check().report;
    assert_eq!(report.problems, []);
    assert_eq!(report.unresolved, []);
    assert_eq!(report.violations, []);
    assert!(report.complete);
    assert_eq!(report.summary.packages, memory.workspace.packages.len());
    // A path in 10 lines is little, even for code that is mostly comments.
    let summary = &report.summary;
    assert!(summary.references * 10 > summary.lines, "{summary:?}");
}

#[test]
fn generated_code_grows_as_it_is_asked_to() {
    let lines = |modules| generate::rust_lines(&generate::with_modules(modules)) as f64;
    let growth = lines(40) / lines(20);
    assert!((1.8..2.2).contains(&growth), "{growth}");
    let wanted = 20_000.0;
    let got = generate::rust_lines(&generate::with_lines(20_000)) as f64;
    assert!((0.9..1.1).contains(&(got / wanted)), "{got}");
    assert_eq!(generate::with_modules(7), generate::with_modules(7));
}
