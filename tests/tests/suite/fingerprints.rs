//! A fingerprint names a violation, whatever else happens to the code.

use layering::render::{Format, RenderOptions, render};
use layering_tests::{Fixture, InMemory};

/// The rules, and the crates that `app` is checked with.
const REST: &str = r#"
//- /app/src/contract.rs
pub(crate) use cloud::{Phase, Up};
//- /cloud/src/lib.rs
pub struct Phase;
pub struct Up;
//- /layering.toml
version = 1

[[rule]]
id = "gate"
kind = "gateway"
items = "cloud::{Phase, Up}"
through = "app::contract"
within = "app"
"#;

/// Each violation of `app/src/lib.rs`: the item, and the fingerprint.
fn fingerprints(lib: &str) -> Vec<(String, String)> {
    let text = format!("//- /app/src/lib.rs deps:cloud\nmod contract;\n{lib}{REST}");
    let checked = InMemory::new(&Fixture::parse("fingerprints", &text)).check();
    let options = RenderOptions {
        format: Format::Json,
        ..RenderOptions::default()
    };
    let json = render(&checked.report, &checked.sources, &options);
    let report: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    let violations = report["violations"].as_array().expect("a list").iter();
    let text = |violation: &serde_json::Value, key: &str| {
        violation[key].as_str().expect("a string").to_owned()
    };
    violations
        .map(|one| (text(one, "to"), text(one, "fingerprint")))
        .collect()
}

fn function(name: &str, returns: &str) -> String {
    format!("fn {name}() -> {returns} {{ todo!() }}\n")
}

#[test]
fn violations_that_are_alike_are_told_apart() {
    let phase = "cloud::Phase";
    let found = fingerprints(&(function("a", phase) + &function("b", phase)));
    assert_eq!(found.len(), 2);
    assert_eq!(found[0].0, found[1].0);
    assert_ne!(found[0].1, found[1].1);
}

#[test]
fn what_happens_elsewhere_in_the_file_changes_none() {
    let phase = "cloud::Phase";
    let lib = function("a", phase) + &function("b", phase);
    let before = fingerprints(&lib);
    let edited = [
        format!("// moved\n\n\n{lib}"),
        lib.replace("fn b", "struct S;\n\nfn renamed"),
        function("c", "u8") + &lib + &function("d", "bool"),
    ];
    for lib in edited {
        assert_eq!(fingerprints(&lib), before, "{lib}");
    }
    let more = function("c", "cloud::Up") + &lib + "mod m { use cloud::Phase; }\n";
    let after = fingerprints(&more);
    assert_eq!(after.len(), 4);
    assert_eq!(after[1..3], before);
}

#[test]
fn what_is_excused_leaves_the_others_as_they_are() {
    let lib = function("a", "cloud::Up") + &function("b", "cloud::Phase");
    let before = fingerprints(&lib);
    let excused = format!("// layering: allow(gate): it is old\n{lib}");
    assert_eq!(fingerprints(&excused), before[1..]);
}
