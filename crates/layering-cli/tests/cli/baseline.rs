//! The baseline on a disk: which file is read and written, and how.

use crate::scratch::{BROKEN, KEPT, Run, Scratch};

const BASELINE: &str = "layering-baseline.toml";

/// Runs `check` as on a machine of its own, or as in CI.
fn check(scratch: &Scratch, ci: Option<&str>, args: &[&str]) -> Run {
    let mut command = scratch.command(env!("CARGO_BIN_EXE_cargo-layering"));
    match ci {
        Some(value) => command.env("CI", value),
        None => command.env_remove("CI"),
    };
    Run::of(command.arg("check").args(args))
}

#[test]
fn a_workspace_adopts_mends_and_prunes() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    let run = check(&scratch, None, &["--update-baseline"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(scratch.read(BASELINE).contains("count = 1"));

    let run = check(&scratch, None, &[]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(
        run.stdout
            .contains("note: baseline: 1 violation left, as recorded")
    );
    assert!(run.stdout.ends_with(": no violations, 1 in the baseline\n"));
    let run = check(&scratch, None, &["--format", "json"]);
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("valid JSON");
    assert_eq!(report["summary"]["baselined"], 1);

    scratch.write("src/a.rs", KEPT);
    let run = check(&scratch, None, &[]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stdout.contains("--prune-baseline"), "{run:?}");
    let run = check(&scratch, Some("true"), &["--prune-baseline"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(!scratch.read(BASELINE).contains("count"));
}

#[test]
fn ci_is_a_ratchet() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    for ci in ["true", "1", "woodpecker"] {
        let run = check(&scratch, Some(ci), &["--update-baseline"]);
        assert_eq!(run.code, 1, "{run:?}");
        assert!(
            run.stdout.contains("it would hold 1 violation more"),
            "{run:?}"
        );
        assert!(!scratch.path(BASELINE).exists());
    }
    for no in ["", "false"] {
        assert_eq!(check(&scratch, Some(no), &["--update-baseline"]).code, 0);
    }
}

#[test]
fn it_lies_beside_the_rules() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    let rules = scratch.read("layering.toml");
    scratch.write("rules/other.toml", &rules);
    let args = ["--config", "rules/other.toml", "--update-baseline"];
    assert_eq!(check(&scratch, None, &args).code, 0);
    assert!(scratch.path("rules").join(BASELINE).exists());
    assert_eq!(check(&scratch, None, &args[..2]).code, 0);
    assert_eq!(check(&scratch, None, &[]).code, 1);
}

#[test]
fn a_commit_is_judged_by_the_baseline_that_it_holds() {
    let scratch = Scratch::repository();
    scratch.write("src/a.rs", BROKEN);
    scratch.git_ok(&["add", "src/a.rs"]);
    assert_eq!(check(&scratch, None, &["--update-baseline"]).code, 0);
    assert_eq!(check(&scratch, None, &["--staged"]).code, 1);
    scratch.git_ok(&["add", BASELINE]);
    assert_eq!(check(&scratch, None, &["--staged"]).code, 0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_baseline_that_cannot_be_written_is_an_error() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    let rules = std::fs::File::open(scratch.path("layering.toml")).expect("it is there");
    // Not even root can write beside these.
    let args = ["check", "--config", "/proc/self/fd/0", "--update-baseline"];
    let mut command = scratch.command(env!("CARGO_BIN_EXE_cargo-layering"));
    let run = Run::of(command.env_remove("CI").args(args).stdin(rules));
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stderr.contains(BASELINE), "{run:?}");
}

#[cfg(unix)]
#[test]
fn a_new_baseline_can_be_read_by_others_and_an_old_one_keeps_its_mode() {
    use std::os::unix::fs::PermissionsExt;
    let scratch = Scratch::workspace();
    let mode = |path: &str| {
        let metadata = std::fs::metadata(scratch.path(path)).expect("a file");
        metadata.permissions().mode() & 0o777
    };
    assert_eq!(check(&scratch, None, &["--update-baseline"]).code, 0);
    assert_eq!(mode(BASELINE), mode("src/a.rs"));
    let private = std::fs::Permissions::from_mode(0o600);
    std::fs::set_permissions(scratch.path(BASELINE), private).expect("a file of our own");
    scratch.write("src/a.rs", BROKEN);
    assert_eq!(check(&scratch, None, &["--update-baseline"]).code, 0);
    assert_eq!(mode(BASELINE), 0o600);
}

#[test]
fn what_is_there_and_no_file_is_not_taken_for_none() {
    let scratch = Scratch::workspace();
    // With what an earlier check has kept, and without.
    for args in [&[][..], &["--no-cache"], &["--update-baseline"]] {
        assert_eq!(check(&scratch, None, &[]).code, 0);
        std::fs::create_dir(scratch.path(BASELINE)).expect("nothing is there");
        let run = check(&scratch, None, args);
        assert_eq!(run.code, 2, "{run:?}");
        assert!(
            run.stdout
                .contains("`layering-baseline.toml` could not be read"),
            "{run:?}"
        );
        std::fs::remove_dir(scratch.path(BASELINE)).expect("it is there");
    }
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_is_no_baseline() {
    let scratch = Scratch::workspace();
    assert_eq!(check(&scratch, None, &[]).code, 0);
    std::os::unix::fs::symlink("gone.toml", scratch.path(BASELINE)).expect("a link");
    let run = check(&scratch, None, &[]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stdout.contains("a link that leads nowhere"), "{run:?}");
    scratch.write("gone.toml", "version = 1\n");
    assert_eq!(check(&scratch, None, &[]).code, 0);
}
