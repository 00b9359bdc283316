//! Each rule runs on every fixture: whatever the code, nothing panics, and a
//! rule that looks at crates which are not there has nothing to say.

use std::collections::BTreeSet;

use layering::render::{Format, RenderOptions, Verbosity, render};
use layering_tests::net::Net;
use layering_tests::{Fixture, InMemory, disk, package_root};

fn fixtures() -> Vec<Fixture> {
    disk::read_fixtures(&package_root().join("fixtures"))
}

#[test]
fn each_rule_runs_on_every_fixture() {
    let fixtures = fixtures();
    let net = Net::new(&fixtures);
    assert!(net.len() > 50, "{} rules", net.len());
    for fixture in &fixtures {
        let (memory, checked) = net.check(fixture);
        let report = &checked.report;
        assert!(
            !report.misconfigured,
            "{}: {:#?}",
            fixture.name, report.problems
        );
        assert_eq!(report.rules.len(), net.len(), "{}", fixture.name);
        for violation in &report.violations {
            let rule = &violation.violation.as_ref().expect("of a rule").rule;
            assert!(
                net.reaches(rule, &memory.workspace),
                "`{rule}` has nothing to do with `{}`: {}",
                fixture.name,
                violation.headline
            );
        }
    }
}

#[test]
fn each_report_can_be_shown_and_is_the_same_twice() {
    for fixture in fixtures() {
        let memory = InMemory::new(&fixture);
        for format in [Format::Human, Format::Short, Format::Json] {
            let options = RenderOptions {
                format,
                verbosity: Verbosity::Verbose,
                ..RenderOptions::default()
            };
            let show = || {
                let checked = memory.check();
                render(&checked.report, &checked.sources, &options)
            };
            let (first, second) = (show(), show());
            assert_eq!(first, second, "{}", fixture.name);
            if format == Format::Json {
                let report: serde_json::Value = serde_json::from_str(&first).expect("JSON");
                check_json(&report, &fixture);
            }
        }
    }
}

/// What programs rely on in a report.
fn check_json(report: &serde_json::Value, fixture: &Fixture) {
    let name = &fixture.name;
    assert_eq!(report["schema-version"], 1, "{name}");
    let violations = report["violations"].as_array().expect("a list");
    let mut fingerprints = BTreeSet::new();
    for violation in violations {
        let text = |key: &str| violation[key].as_str().expect("a string");
        let number = |key: &str| violation[key].as_u64().expect("a number") as usize;
        let file = fixture.file(&format!("/{}", text("file"))).expect("a file");
        let line = file.lines().nth(number("line") - 1).expect("a line");
        let pointed_at: String = line.chars().skip(number("column") - 1).collect();
        assert_eq!(number("line"), number("end-line"), "{name}");
        let width = number("end-column") - number("column");
        let pointed_at = pointed_at.get(..width).expect("columns on the line");
        // In code it is a name, in other files a string.
        let is_name = |c: char| c.is_alphanumeric() || "_#*".contains(c);
        let is_code = text("file").ends_with(".rs");
        assert!(
            !is_code || pointed_at.chars().all(is_name),
            "{name}: `{pointed_at}`"
        );
        for key in ["rule", "kind", "message", "from", "to", "written"] {
            assert!(!text(key).is_empty(), "{name}: no `{key}`");
        }
        assert!(
            fingerprints.insert(text("fingerprint")),
            "{name}: {violation}"
        );
    }
    let of = |key: &str| report["summary"][key].as_u64().expect("a count") as usize;
    // Unresolved paths that are denied are errors, and listed as what they are.
    assert!(of("errors") + of("warnings") >= violations.len(), "{name}");
}
