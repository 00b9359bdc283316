//! Fixtures and copies of this repository on a disk.

use std::fs;
use std::path::{Path, PathBuf};

use crate::Fixture;

/// Visits every file below a folder, but none of hidden folders and of
/// `target`.
///
/// # Panics
/// Where a folder cannot be read.
pub fn walk(folder: &Path, visit: &mut dyn FnMut(&Path)) {
    let entries = fs::read_dir(folder).unwrap_or_else(|_| panic!("{}", folder.display()));
    let mut paths: Vec<_> = entries
        .map(|entry| entry.expect("an entry of a folder").path())
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if !path.is_dir() {
            visit(&path);
        } else if !name.starts_with('.') && name != "target" {
            walk(&path, visit);
        }
    }
}

/// Reads every fixture below a folder, in the order of their names.
///
/// # Panics
/// Where one cannot be read, or is not written as it should be.
pub fn read_fixtures(folder: &Path) -> Vec<Fixture> {
    let mut paths = Vec::new();
    walk(folder, &mut |path| {
        if path.to_string_lossy().ends_with(".rs.txt") {
            paths.push(path.to_path_buf());
        }
    });
    paths.sort();
    let read = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a fixture in UTF-8");
        let name = path.strip_prefix(folder).expect("it lies below");
        let name = name.to_string_lossy().replace('\\', "/");
        Fixture::parse(name.trim_end_matches(".rs.txt"), &text)
    };
    paths.iter().map(read).collect()
}

/// Writes the files of a fixture below a folder, and removes others. What is
/// there with the same content is left alone, so that cargo does not take it
/// for new.
///
/// # Panics
/// Where a file cannot be written.
pub fn materialise(fixture: &Fixture, folder: &Path) {
    if folder.is_dir() {
        walk(folder, &mut |path| {
            let below = path.strip_prefix(folder).expect("it lies below");
            let below = format!("/{}", below.to_string_lossy().replace('\\', "/"));
            if fixture.file(&below).is_none() && !below.ends_with("Cargo.lock") {
                fs::remove_file(path).expect("a file of our own");
            }
        });
    }
    for file in &fixture.files {
        write(folder, &file.path, &file.text);
    }
}

/// Writes one file below a folder, and the folders that it needs.
///
/// # Panics
/// Where it cannot be written.
pub fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path.trim_start_matches('/'));
    if fs::read_to_string(&path).is_ok_and(|present| present == text) {
        return;
    }
    let parent = path.parent().expect("a file lies in a folder");
    fs::create_dir_all(parent).expect("a new folder");
    fs::write(&path, text).unwrap_or_else(|_| panic!("{}", path.display()));
}

/// Copies what the linter reads of this repository: manifests, rules, sources.
///
/// # Panics
/// Where a file cannot be copied.
pub fn copy_repository(to: &Path) {
    let root = crate::workspace_root();
    walk(root, &mut |path| {
        let is_read = path
            .extension()
            .is_some_and(|extension| extension == "rs" || extension == "toml");
        if is_read {
            let below = path.strip_prefix(root).expect("it lies below");
            let copy = to.join(below);
            fs::create_dir_all(copy.parent().expect("a folder")).expect("a new folder");
            fs::copy(path, copy).expect("a copy");
        }
    });
}
