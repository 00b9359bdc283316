//! Each rule runs on every fixture: whatever the code, nothing panics, and a
//! rule that looks at crates which are not there has nothing to say.

use layering::render::{Format, RenderOptions, Verbosity, render};
use layering_tests::net::Net;
use layering_tests::{Fixture, InMemory, package_root};

fn fixtures() -> Vec<Fixture> {
    Fixture::read_all(&package_root().join("fixtures"))
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
                assert_eq!(report["schema-version"], 1, "{}", fixture.name);
            }
        }
    }
}
