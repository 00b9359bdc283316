//! Every rule does on its fixtures what their markers say.

use layering_tests::{Fixture, InMemory, compare, known_broken, package_root};

/// Runs the fixtures of one folder. `FIXTURE=text` narrows to names with it.
fn run(folder: &str) {
    let filter = std::env::var("FIXTURE").unwrap_or_default();
    let fixtures = Fixture::read_all(&package_root().join("fixtures").join(folder));
    assert!(!fixtures.is_empty(), "no fixtures in `{folder}`");
    let mut failed = Vec::new();
    for fixture in &fixtures {
        let name = format!("{folder}/{}", fixture.name);
        if !name.contains(&filter) {
            continue;
        }
        let difference = compare::compare(fixture, &InMemory::new(fixture).check());
        let outcome = if difference.is_empty() {
            Ok(())
        } else {
            Err(format!("{name}:\n{difference}"))
        };
        failed.extend(known_broken::settle(&name, outcome).err());
    }
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

#[test]
fn gateway() {
    run("gateway");
}

#[test]
fn exports() {
    run("exports");
}

#[test]
fn visibility() {
    run("visibility");
}

#[test]
fn config() {
    run("config");
}

#[test]
fn problems() {
    run("problems");
}

#[test]
fn workspace() {
    run("workspace");
}
