//! The rules of the house that no compiler knows.

use std::path::Path;

use layering_tests::{disk, workspace_root};

/// No file is longer than this.
const LONGEST: usize = 400;

/// Files that still are, to be split. The list is there to become empty.
const TOO_LONG: &[&str] = &[];

/// A source file of the workspace: its path from the root, and its text.
fn sources() -> Vec<(String, String)> {
    let mut sources = Vec::new();
    disk::walk(workspace_root(), &mut |path| {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(path).expect("a source in UTF-8");
            sources.push((below_root(path), text));
        }
    });
    assert!(sources.len() > 50);
    sources
}

fn below_root(path: &Path) -> String {
    let below = path.strip_prefix(workspace_root()).expect("it lies below");
    below.to_string_lossy().replace('\\', "/")
}

/// Lines of code that name a word, outside of comments.
fn lines_with<'t>(text: &'t str, word: &str) -> Vec<&'t str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    let names = |line: &&str| {
        line.match_indices(word).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let after = line[at + word.len()..].chars().next();
            !before.is_some_and(is_name) && !after.is_some_and(is_name)
        })
    };
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
        .filter(names)
        .collect()
}

/// Asserts that below `within` only files below `allowed` name a crate.
fn only_in(within: &str, allowed: &str, krate: &str) {
    for (path, text) in sources() {
        if !path.starts_with(within) || path.starts_with(allowed) {
            continue;
        }
        let uses = lines_with(&text, krate)
            .into_iter()
            .filter(|line| line.contains(&format!("{krate}::")) || line.contains("use "));
        let uses: Vec<&str> = uses.collect();
        assert!(uses.is_empty(), "{path} names `{krate}`: {uses:?}");
    }
}

#[test]
fn every_file_says_what_it_is() {
    for (path, text) in sources() {
        assert!(text.starts_with("//!"), "{path} does not open with `//!`");
    }
}

#[test]
fn no_file_is_too_long() {
    let mut too_long = Vec::new();
    for (path, text) in sources() {
        let is_guarded = path.starts_with("crates/layering") || path.starts_with("tests/");
        if is_guarded && text.lines().count() > LONGEST {
            too_long.push(path);
        }
    }
    assert_eq!(too_long, TOO_LONG);
}

#[test]
fn only_facts_know_the_syntax_tree() {
    for krate in ["syn", "quote", "proc_macro2"] {
        only_in("crates/layering/src/", "crates/layering/src/facts/", krate);
    }
}

#[test]
fn code_is_read_without_the_syntax_tree() {
    for (path, text) in sources() {
        if path.starts_with("crates/layering/src/facts/code/") {
            for krate in ["syn", "proc_macro2"] {
                assert!(
                    !text.contains(&format!("{krate}::")),
                    "{path} names `{krate}`"
                );
            }
        }
    }
}

#[test]
fn only_workspace_knows_cargo() {
    for krate in ["cargo_metadata", "walkdir"] {
        only_in("crates/", "crates/layering/src/workspace/", krate);
    }
}

#[test]
fn the_library_has_errors_of_its_own() {
    only_in("crates/layering/", "crates/layering/none", "anyhow");
    let manifest = workspace_root().join("crates/layering/Cargo.toml");
    let manifest = std::fs::read_to_string(manifest).expect("a manifest");
    assert!(!manifest.contains("anyhow"));
}

#[test]
fn nothing_is_left_to_be_done() {
    for (path, text) in sources() {
        // Tests of the linter write such calls down, as text.
        if path.starts_with("tests/") || path.starts_with("crates/layering/src/facts") {
            continue;
        }
        for word in ["dbg", "todo", "unimplemented"] {
            let calls = lines_with(&text, word);
            let call = calls.iter().find(|line| line.contains(&format!("{word}!")));
            assert!(call.is_none(), "{path}: {call:?}");
        }
    }
}
