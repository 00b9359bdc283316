//! Every rule does on its fixtures what their markers say.

use std::thread::{self, ScopedJoinHandle};

use layering::rules::KINDS;
use layering_tests::{Fixture, InMemory, compare, disk, known_broken, package_root};

/// Compares what was expected of fixtures with what is found. `FIXTURE=text`
/// narrows to names with it.
fn failures(folder: &str, fixtures: &[Fixture]) -> Vec<String> {
    let filter = std::env::var("FIXTURE").unwrap_or_default();
    let mut failed = Vec::new();
    for fixture in fixtures {
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
    failed
}

fn folders() -> Vec<String> {
    let entries = std::fs::read_dir(package_root().join("fixtures"));
    let entries = entries.expect("the folder of fixtures is there");
    let mut folders: Vec<String> = entries
        .map(|entry| entry.expect("it can be listed").file_name())
        .map(|name| name.into_string().expect("names of fixtures are UTF-8"))
        .collect();
    folders.sort_unstable();
    folders
}

#[test]
fn every_fixture_finds_what_it_marks() {
    let folders = folders();
    let failed: Vec<String> = thread::scope(|scope| {
        let check = |folder: &String| {
            let fixtures = disk::read_fixtures(&package_root().join("fixtures").join(folder));
            assert!(!fixtures.is_empty(), "no fixtures in `{folder}`");
            failures(folder, &fixtures)
        };
        let threads: Vec<_> = folders
            .iter()
            .map(|folder| scope.spawn(move || check(folder)))
            .collect();
        let joined = threads.into_iter().map(ScopedJoinHandle::join);
        joined
            .flat_map(|failed| failed.expect("no fixture panics"))
            .collect()
    });
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

#[test]
fn every_kind_has_fixtures_that_keep_it_and_fixtures_that_break_it() {
    let folders = folders();
    for kind in KINDS {
        assert!(folders.iter().any(|folder| folder == kind.name));
        let fixtures = disk::read_fixtures(&package_root().join("fixtures").join(kind.name));
        let broken = fixtures
            .iter()
            .filter(|fixture| !fixture.expected.is_empty());
        let broken = broken.count();
        assert!(
            broken > 0,
            "no fixture breaks a rule of kind `{}`",
            kind.name
        );
        assert!(
            broken < fixtures.len(),
            "no fixture keeps a rule of kind `{}`",
            kind.name
        );
    }
}

#[test]
fn the_example_of_every_kind_finds_what_it_marks() {
    let examples = KINDS.iter().map(|kind| {
        let text = kind.example();
        let text = text.unwrap_or_else(|| panic!("kind `{}` has no example", kind.name));
        let example = Fixture::parse(kind.name, &text);
        assert!(
            !example.expected.is_empty(),
            "the example of kind `{}` breaks nothing",
            kind.name
        );
        example
    });
    let failed = failures("examples", &examples.collect::<Vec<_>>());
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}
