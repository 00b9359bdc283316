//! `install-hook`: what is installed, what is left alone, and that git then
//! runs it on exactly what it is about to commit.

use std::path::Path;

use crate::scratch::{BROKEN, KEPT, Run, Scratch, VIOLATION};

const OWN: &str = ".git/hooks/pre-commit";
const TRACKED: &str = ".githooks/pre-commit";
const CHECK: &str = "#!/bin/sh\nexec cargo layering check --staged\n";

fn install(scratch: &Scratch) -> Run {
    scratch.layering(&["install-hook"])
}

fn commit(scratch: &Scratch, args: &[&str]) -> Run {
    scratch.git(&[&["commit", "--message=next"], args].concat())
}

fn stops(run: &Run) -> bool {
    run.code != 0 && run.stderr.contains(VIOLATION)
}

#[test]
fn the_hook_judges_what_is_about_to_be_committed() {
    let scratch = Scratch::repository();
    assert_eq!(install(&scratch).code, 0);

    scratch.write("src/a.rs", BROKEN);
    scratch.git_ok(&["add", "src/a.rs"]);
    let run = commit(&scratch, &[]);
    assert!(stops(&run), "{run:?}");

    // Staged it is still broken, but this commit takes another file alone.
    scratch.write("src/b.rs", "pub struct B;\npub struct C;\n");
    let run = commit(&scratch, &["src/b.rs"]);
    assert_eq!(run.code, 0, "{run:?}");
    let run = commit(&scratch, &["src/a.rs"]);
    assert!(stops(&run), "{run:?}");

    scratch.git_ok(&["reset", "--quiet"]);
    let run = commit(&scratch, &["--all"]);
    assert!(stops(&run), "{run:?}");
    scratch.write("src/a.rs", &format!("{KEPT}\n"));
    let run = commit(&scratch, &["--all"]);
    assert_eq!(run.code, 0, "{run:?}");
}

#[test]
fn the_hook_works_in_linked_work_trees_and_below_the_top() {
    let scratch = Scratch::empty();
    scratch.add_workspace("it's/deep/");
    scratch.commit_all();
    let run = scratch.layering_in(Path::new("it's/deep"), &["install-hook"]);
    assert_eq!(run.code, 0, "{run:?}");
    scratch.git_ok(&["worktree", "add", "--quiet", "linked"]);

    for top in ["", "linked/"] {
        scratch.write(&format!("{top}it's/deep/src/a.rs"), BROKEN);
        let mut command = scratch.command("git");
        command.current_dir(scratch.path(top).join("it's"));
        let run = Run::of(command.args(["commit", "--all", "--message=next"]));
        assert!(stops(&run), "{run:?}");
        assert!(run.stderr.contains(" --> src/a.rs:1:"), "{run:?}");
    }
}

#[test]
fn installing_again_changes_nothing() {
    let scratch = Scratch::repository();
    assert_eq!(install(&scratch).code, 0);
    let script = scratch.read(OWN);
    let run = install(&scratch);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("already"), "{run:?}");
    assert_eq!(scratch.read(OWN), script);
}

#[test]
fn a_foreign_hook_stays_until_it_runs_the_check() {
    let scratch = Scratch::repository();
    let foreign = "#!/bin/sh\nexit 0\n";
    scratch.write(OWN, foreign);
    let run = install(&scratch);
    assert_eq!(run.code, 1, "{run:?}");
    let line = "cargo layering check --staged || exit 1";
    assert!(run.stderr.contains(line), "{run:?}");
    assert_eq!(scratch.read(OWN), foreign);

    // Overwriting keeps the mode, and a new file is not executable.
    scratch.write(OWN, &format!("#!/bin/sh\n{line}\n"));
    if cfg!(unix) {
        let run = install(&scratch);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(run.stderr.contains("chmod +x"), "{run:?}");
    }
    scratch.make_executable(OWN);
    assert_eq!(install(&scratch).code, 0);
}

#[test]
fn a_tracked_hook_is_switched_on() {
    let scratch = Scratch::repository();
    scratch.write(TRACKED, CHECK);
    scratch.make_executable(TRACKED);
    scratch.git_ok(&["add", ".githooks"]);
    assert_eq!(install(&scratch).code, 0);
    assert_eq!(scratch.git_ok(&["config", "core.hooksPath"]), ".githooks");
    assert!(!scratch.path(OWN).exists());
    assert!(install(&scratch).stdout.contains("already"));
}

#[test]
fn hooks_that_run_today_are_not_switched_off() {
    let scratch = Scratch::repository();
    scratch.write(TRACKED, CHECK);
    scratch.make_executable(TRACKED);
    scratch.git_ok(&["add", ".githooks"]);

    scratch.git_ok(&["config", "core.hooksPath", "elsewhere"]);
    assert_eq!(install(&scratch).code, 1);
    assert_eq!(scratch.git_ok(&["config", "core.hooksPath"]), "elsewhere");
    scratch.git_ok(&["config", "--unset", "core.hooksPath"]);

    scratch.write(".git/hooks/pre-push", "#!/bin/sh\n");
    scratch.make_executable(".git/hooks/pre-push");
    let run = install(&scratch);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stderr.contains(".git/hooks/pre-push"), "{run:?}");
    assert_ne!(scratch.git(&["config", "core.hooksPath"]).code, 0);
}

#[test]
fn the_hooks_directory_of_the_repository_is_respected() {
    let scratch = Scratch::repository();
    scratch.git_ok(&["config", "core.hooksPath", "my-hooks"]);
    assert_eq!(install(&scratch).code, 0);
    assert!(scratch.path("my-hooks/pre-commit").exists());
    assert!(!scratch.path(OWN).exists());
}

#[test]
fn hooks_of_all_repositories_are_left_alone() {
    let scratch = Scratch::repository();
    let everywhere = scratch.path("everywhere");
    let everywhere = everywhere.to_str().expect("a path in UTF-8");
    scratch.git_ok(&["config", "--global", "core.hooksPath", everywhere]);
    let run = install(&scratch);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(!scratch.path("everywhere/pre-commit").exists());
}

#[test]
fn an_xtask_that_has_the_check_is_used() {
    let scratch = Scratch::repository();
    scratch.write(
        ".cargo/config.toml",
        "[alias]\nxtask = \"run --package xtask --\"\n",
    );
    scratch.write(
        "Cargo.toml",
        "[workspace]\nresolver = \"2\"\nmembers = [\"xtask\", \"layering-cli\"]\n",
    );
    scratch.write(
        "xtask/Cargo.toml",
        "[package]\nname = \"xtask\"\nedition = \"2021\"\n\n\
         [dependencies]\nlayering-cli = { path = \"../layering-cli\" }\n",
    );
    scratch.write("xtask/src/main.rs", "fn main() {}\n");
    scratch.write(
        "layering-cli/Cargo.toml",
        "[package]\nname = \"layering-cli\"\nedition = \"2021\"\n",
    );
    scratch.write("layering-cli/src/lib.rs", "");
    assert_eq!(install(&scratch).code, 0);
    let tracked = include_str!("../../../../.githooks/pre-commit");
    assert_eq!(scratch.read(OWN), tracked);
}

#[test]
fn without_a_repository_there_is_nothing_to_hook_into() {
    let run = install(&Scratch::workspace());
    assert_eq!(run.code, 3, "{run:?}");
    assert!(
        run.stderr.contains("a hook needs a git repository"),
        "{run:?}"
    );
}
