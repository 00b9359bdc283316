//! Whether rustc takes the fixtures: one that does not compile proves nothing.
//!
//! Slow, therefore asked for by name (`cargo xtask compile-fixtures`).

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;

use layering::rules::KINDS;

use crate::{Fixture, disk, package_root};

/// Compiles in a folder, which may be kept to be faster the next time. Each
/// fixture has a target folder of its own: cargo tells packages of several
/// workspaces apart by their place in the workspace alone.
///
/// Returns the names of those which do not compile though they should, or do
/// though they should not, with cargo's words.
///
/// # Panics
/// Where the folder cannot be written, or cargo cannot be started.
pub fn compile(fixtures: &[Fixture], folder: &Path) -> Vec<(String, String)> {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let queue = Mutex::new(fixtures.iter());
    let failed = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while let Some(fixture) = next(&queue) {
                    let fault = fault(fixture, folder);
                    let named = fault.map(|fault| (fixture.name.clone(), fault));
                    failed.lock().expect("no panic").extend(named);
                }
            });
        }
    });
    let mut failed = failed.into_inner().expect("no panic");
    failed.sort();
    failed
}

/// Every fixture: the files, those written in tests, and the examples of the
/// kinds of rules.
pub fn all_fixtures() -> Vec<Fixture> {
    let mut fixtures = disk::read_fixtures(&package_root().join("fixtures"));
    fixtures.extend(KINDS.iter().filter_map(|kind| {
        let name = format!("examples/{}", kind.name);
        Some(Fixture::parse(&name, &kind.example()?))
    }));
    let tests = package_root().join("tests");
    disk::walk(&tests, &mut |path| {
        if path.extension().is_some_and(|extension| extension == "rs") {
            fixtures.extend(written_in(path));
        }
    });
    fixtures
}

fn next<'f>(queue: &Mutex<std::slice::Iter<'f, Fixture>>) -> Option<&'f Fixture> {
    queue.lock().expect("no panic").next()
}

fn fault(fixture: &Fixture, folder: &Path) -> Option<String> {
    if fixture.never_compile {
        return None;
    }
    let workspace = folder.join(&fixture.name);
    disk::materialise(fixture, &workspace);
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--workspace",
            "--all-targets",
            "--quiet",
        ])
        .current_dir(&workspace)
        .env("CARGO_TARGET_DIR", workspace.join("target"))
        .env("RUSTFLAGS", "--allow=warnings")
        .env("CARGO_INCREMENTAL", "0")
        .output()
        .expect("cargo starts");
    let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
    match (&fixture.does_not_compile, output.status.success()) {
        (None, false) => Some(stderr),
        (Some(reason), true) => Some(format!("it compiles, though: {reason}")),
        _ => None,
    }
}

/// The fixtures in the source of a test: raw strings behind `check(`.
fn written_in(path: &Path) -> Vec<Fixture> {
    let text = fs::read_to_string(path).expect("a source in UTF-8");
    let place = name_of(path);
    let mut fixtures = Vec::new();
    for (index, after) in text.split("check(").enumerate().skip(1) {
        let Some(raw) = after.trim_start().strip_prefix("r#\"") else {
            continue;
        };
        if let Some((fixture, _)) = raw.split_once("\"#") {
            fixtures.push(Fixture::parse(&format!("{place}/{index}"), fixture));
        }
    }
    fixtures
}

fn name_of(path: &Path) -> String {
    let tests: PathBuf = package_root().join("tests");
    let below = path.strip_prefix(tests).unwrap_or(path);
    let name = below.to_string_lossy().replace('\\', "/");
    name.trim_end_matches(".rs").to_owned()
}
