//! What is measured with is what it claims to be: a check of a workspace that was made
//! up is a whole check, twice the modules is twice the code, a median lies in the middle.

use std::time::Duration;

use layering_bench::generate;
use layering_bench::samples::median;
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
    for modules in [1, 10] {
        let memory = InMemory::new(&fixture(modules));
        let report = memory.check().report;
        assert_eq!(report.problems, [], "{modules}");
        assert_eq!(report.unresolved, [], "{modules}");
        assert_eq!(report.violations, [], "{modules}");
        assert!(report.complete, "{modules}");
        let summary = &report.summary;
        assert_eq!(summary.packages, memory.workspace.packages.len());
        // A path in 10 lines is little, even for code that is mostly comments.
        assert!(summary.references * 10 > summary.lines, "{summary:?}");
    }
}

#[test]
fn generated_code_grows_as_it_is_asked_to() {
    let lines = |modules| generate::rust_lines(&generate::with_modules(modules)) as f64;
    let growth = lines(40) / lines(20);
    assert!((1.8..2.2).contains(&growth), "{growth}");
    let wanted = lines(generate::modules_for(20_000)) / 20_000.0;
    assert!((0.9..1.1).contains(&wanted), "{wanted}");
    assert_eq!(generate::with_modules(7), generate::with_modules(7));
}

#[test]
fn a_median_lies_in_the_middle() {
    let of = |times: &[u64]| {
        let times: Vec<_> = times.iter().copied().map(Duration::from_secs).collect();
        median(&times)
    };
    assert_eq!(of(&[]), None);
    assert_eq!(of(&[9, 1, 2]), Some(Duration::from_secs(2)));
    assert_eq!(of(&[9, 1, 2, 4]), Some(Duration::from_secs(3)));
}
