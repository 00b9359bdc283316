//! `check --staged`: the index is judged, the work tree is spoken of.

use std::path::Path;

use crate::scratch::{BROKEN, KEPT, Run, Scratch, VIOLATION};

#[test]
fn what_is_staged_counts_and_what_is_not_does_not() {
    let scratch = Scratch::repository();
    scratch.write("src/a.rs", BROKEN);
    assert_eq!(scratch.layering(&["check", "--staged"]).code, 0);

    scratch.git_ok(&["add", "src/a.rs"]);
    scratch.write("src/a.rs", KEPT);
    assert_eq!(scratch.layering(&["check"]).code, 0);
    let run = scratch.layering(&["check", "--staged"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.contains(VIOLATION), "{run:?}");
}

#[test]
fn manifests_and_files_are_those_of_the_index() {
    let scratch = Scratch::repository();
    let rules = "version = 1\n\
        [[rule]]\nid = \"lean\"\nkind = \"dependencies\"\nof = \"*\"\ndeny = \"serde\"\n\
        [[rule]]\nid = \"no-orphans\"\nkind = \"orphans\"\n";
    scratch.write("layering.toml", rules);
    let lean = scratch.read("Cargo.toml");
    let heavy = format!("{lean}\n[target.'cfg(unix)'.dependencies]\nserde = \"1\"\n");
    scratch.write("Cargo.toml", &heavy);
    scratch.write("src/left.rs", "pub fn left() {}\n");
    scratch.git_ok(&["add", "--all"]);
    scratch.write("Cargo.toml", &lean);
    std::fs::remove_file(scratch.path("src/left.rs")).expect("it is there");

    assert_eq!(scratch.layering(&["check"]).code, 0);
    let run = scratch.layering(&["check", "--staged"]);
    assert_eq!(run.code, 1, "{run:?}");
    let line = heavy.lines().count();
    assert!(
        run.stdout.contains(&format!(" --> Cargo.toml:{line}:1")),
        "{run:?}"
    );
    assert!(run.stdout.contains(" --> src/left.rs:1:1"), "{run:?}");
}

#[test]
fn the_report_is_that_of_the_same_work_tree() {
    let scratch = Scratch::repository();
    scratch.write("src/a.rs", BROKEN);
    scratch.git_ok(&["add", "src/a.rs"]);
    let expected = scratch.layering(&["check"]).stdout;
    assert!(expected.contains(VIOLATION));

    let staged = |dir: &str, args: &[&str]| scratch.layering_in(Path::new(dir), args).stdout;
    assert_eq!(staged("", &["check", "--staged"]), expected);
    assert_eq!(staged("src", &["check", "--staged"]), expected);
    let args = ["check", "--staged", "--manifest-path", "../Cargo.toml"];
    assert_eq!(staged("src", &args), expected);
    let args = ["check", "--staged", "--config", "../layering.toml"];
    assert_eq!(staged("src", &args), expected);
}

#[test]
fn a_workspace_may_be_anywhere_in_the_repository() {
    let scratch = Scratch::empty();
    scratch.add_workspace("deep/in it/");
    scratch.write("deep/in it/src/a.rs", BROKEN);
    scratch.commit_all();
    let run = scratch.layering_in(Path::new("deep/in it/src"), &["check", "--staged"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.contains(" --> src/a.rs:1:"), "{run:?}");
}

#[test]
fn what_is_missing_in_the_index_is_said() {
    let scratch = Scratch::workspace();
    let run = scratch.layering(&["check", "--staged"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(
        run.stderr.contains("`--staged` needs a git repository"),
        "{run:?}"
    );

    scratch.git_ok(&["init", "--quiet"]);
    let run = scratch.layering(&["check", "--staged"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stderr.contains("`Cargo.toml` is not staged"), "{run:?}");
}

#[test]
fn no_file_of_the_index_is_passed_over() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    scratch.commit_all();
    scratch.git_ok(&["update-index", "--skip-worktree", "src/a.rs"]);
    assert_eq!(scratch.layering(&["check", "--staged"]).code, 1);

    let scratch = Scratch::repository();
    scratch.git_ok(&["branch", "other"]);
    for (branch, text) in [
        ("main", "pub fn f() {}\npub fn g() {}\n"),
        ("other", BROKEN),
    ] {
        scratch.git_ok(&["switch", "--quiet", branch]);
        scratch.write("src/a.rs", text);
        scratch.git_ok(&["commit", "--all", "--quiet", "--message=change"]);
    }
    assert_ne!(scratch.git(&["merge", "main"]).code, 0);
    let run = scratch.layering(&["check", "--staged"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stderr.contains("merge conflicts"), "{run:?}");
}

#[test]
fn what_is_only_announced_is_not_there() {
    let scratch = Scratch::repository();
    scratch.write("src/lib.rs", "pub mod a;\npub mod b;\npub mod c;\n");
    scratch.write("src/c.rs", KEPT);
    scratch.git_ok(&["add", "src/lib.rs"]);
    scratch.git_ok(&["add", "--intent-to-add", "src/c.rs"]);
    let run = scratch.layering(&["check", "--staged"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stdout.contains("`src/c.rs`"), "{run:?}");

    // An empty file that is staged is one.
    scratch.write("src/c.rs", "");
    scratch.git_ok(&["add", "src/c.rs"]);
    assert_eq!(scratch.layering(&["check", "--staged"]).code, 0);
}

#[test]
fn what_is_announced_and_was_committed_would_be_removed() {
    let scratch = Scratch::repository();
    scratch.git_ok(&["rm", "--quiet", "--cached", "src/b.rs"]);
    scratch.git_ok(&["add", "--intent-to-add", "src/b.rs"]);
    let run = scratch.layering(&["check", "--staged"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stdout.contains("`src/b.rs`"), "{run:?}");

    // Before the first commit, nothing is held against anything.
    let scratch = Scratch::workspace();
    scratch.git_ok(&["init", "--quiet"]);
    scratch.git_ok(&[
        "add",
        "Cargo.toml",
        "layering.toml",
        "src/lib.rs",
        "src/a.rs",
    ]);
    scratch.git_ok(&["add", "--intent-to-add", "src/b.rs"]);
    assert_eq!(scratch.layering(&["check", "--staged"]).code, 3);
    scratch.git_ok(&["add", "src/b.rs"]);
    assert_eq!(scratch.layering(&["check", "--staged"]).code, 0);
}

#[test]
fn errors_do_not_speak_of_the_temporary_tree() {
    let scratch = Scratch::workspace();
    scratch.write("Cargo.toml", "[workspace]\nmembers = [\"gone\"]\n");
    scratch.commit_all();
    let run = scratch.layering(&["check", "--staged"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stderr.contains("gone"), "{run:?}");
    assert!(!run.stderr.contains("layering-staged-"), "{run:?}");
}

#[test]
fn nothing_is_left_behind() {
    let scratch = Scratch::repository();
    scratch.write("tmp/.gitignore", "*");
    for manifest in ["Cargo.toml", "gone/Cargo.toml"] {
        let mut command = scratch.command(env!("CARGO_BIN_EXE_cargo-layering"));
        command.args(["check", "--staged", "--manifest-path", manifest]);
        Run::of(
            command
                .env("TMPDIR", scratch.path("tmp"))
                .env("TMP", scratch.path("tmp")),
        );
        let left = std::fs::read_dir(scratch.path("tmp"))
            .expect("a directory")
            .count();
        assert_eq!(left, 1, "{manifest}");
    }
}
