//! `check-layering`: exit codes, and what goes to which stream.

use std::process::{Command, Stdio};

use crate::scratch::{BROKEN, KEPT, Run, Scratch, VIOLATION};

#[test]
fn a_clean_check_exits_0_and_reports_on_stdout() {
    let run = Scratch::workspace().layering(&["check"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains("checked 1 rule over"), "{run:?}");
    assert_eq!(run.stderr, "");
}

#[test]
fn a_violation_exits_1() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    let run = scratch.layering(&["check-layering"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.contains(VIOLATION), "{run:?}");
    assert!(run.stdout.contains(" --> src/a.rs:1:"), "{run:?}");
    assert!(run.stdout.ends_with(": 1 error\n"), "{run:?}");
}

#[test]
fn wrong_rules_exit_2() {
    let scratch = Scratch::workspace();
    let run = scratch.layering(&["check", "--rule", "a-shows-nothing"]);
    assert_eq!(run.code, 2, "{run:?}");
    assert!(run.stdout.contains("a-shows-nothing-of-b"), "{run:?}");

    let run = scratch.layering(&["check", "--config", "elsewhere.toml"]);
    assert_eq!(run.code, 2, "{run:?}");
}

#[test]
fn a_workspace_that_cannot_be_read_exits_3() {
    let scratch = Scratch::empty();
    for args in [&["check"][..], &["check", "--format", "short"]] {
        let run = scratch.layering(args);
        assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{run:?}");
        assert!(run.stderr.starts_with("error: "), "{run:?}");
    }
}

#[test]
fn programs_get_a_whole_report_even_of_nothing() {
    let scratch = Scratch::empty();
    let run = scratch.layering(&["check", "--format", "json"]);
    assert_eq!(run.code, 3, "{run:?}");
    let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("valid JSON");
    assert_eq!(report["complete"], false);
    let message = report["problems"][0]["message"]
        .as_str()
        .expect("a problem");
    assert!(run.stderr.contains(message), "{run:?}");
}

#[test]
fn a_check_is_complete_if_its_rules_ran() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    let rules = scratch.read("layering.toml");
    let outcome = || {
        let run = scratch.layering(&["check", "--format", "json"]);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).expect("valid JSON");
        let rules = report["rules"].as_array().expect("a list").iter();
        let statuses: Vec<String> = rules.map(|rule| rule["status"].to_string()).collect();
        let complete = report["complete"].as_bool().expect("yes or no");
        (run.code, complete, statuses.join(" "))
    };
    let expected = (1, true, "\"broken\"".to_owned());
    assert_eq!(outcome(), expected);

    let wrong = "[[rule]]\nid = \"wrong\"\nkind = \"protected\"\nitems = \"app::gone\"\n\
        importers = []\n";
    scratch.write("layering.toml", &format!("{rules}\n{wrong}"));
    let expected = (2, false, "\"skipped\" \"skipped\"".to_owned());
    assert_eq!(outcome(), expected);

    // An exception that is wrong keeps no rule from being checked.
    let wrong = "# layering: allow(a-shows-nothing-of-b)\n";
    scratch.write("layering.toml", &format!("{rules}{wrong}"));
    let expected = (2, true, "\"broken\"".to_owned());
    assert_eq!(outcome(), expected);
}

#[test]
fn a_report_in_a_file_leaves_its_summary_on_the_terminal() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    let run = scratch.layering(&["check", "--format", "json", "--output", "report.json"]);
    assert_eq!(run.code, 1, "{run:?}");
    assert!(run.stdout.starts_with("checked 1 rule over"), "{run:?}");
    assert_eq!(run.stdout.lines().count(), 1, "{run:?}");
    let report: serde_json::Value =
        serde_json::from_str(&scratch.read("report.json")).expect("valid JSON");
    assert_eq!(report["summary"]["errors"], 1);
}

#[test]
fn a_report_that_cannot_be_written_is_an_incomplete_check() {
    let run = Scratch::workspace().layering(&["check", "--output", "no/such/dir/report.txt"]);
    assert_eq!(run.code, 3, "{run:?}");
    assert!(run.stderr.contains("no/such/dir/report.txt"), "{run:?}");
}

#[test]
fn colors_come_when_asked_for() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    let colored = |args: &[&str], name: &str| {
        let mut command = scratch.command(env!("CARGO_BIN_EXE_cargo-layering"));
        let run = Run::of(command.arg("check").args(args).env(name, "1"));
        run.stdout.contains('\u{1b}')
    };
    assert!(!colored(&[], "UNRELATED"));
    assert!(colored(&[], "CLICOLOR_FORCE"));
    assert!(colored(&["--color=always"], "NO_COLOR"));
    assert!(!colored(&["--color=never"], "CLICOLOR_FORCE"));
}

#[test]
fn a_reader_that_hangs_up_changes_nothing() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    let mut command = scratch.command(env!("CARGO_BIN_EXE_cargo-layering"));
    command
        .arg("check")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the process starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the process ends");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

/// What is no file, and what could be waited for without end, is said.
#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let scratch = Scratch::workspace();
    let pipe = |path: &str| {
        let path = scratch.path(path);
        let _ = std::fs::remove_file(&path);
        let made = Command::new("mkfifo").arg(path).status();
        assert!(made.expect("the process starts").success());
    };
    let check = |args: &[&str], code, message| {
        let run = scratch.layering(&[&["check"], args].concat());
        assert_eq!(run.code, code, "{run:?}");
        assert!(run.stdout.contains(message), "{run:?}");
    };
    scratch.write("src/a.rs", "include!(\"included.rs\");\n");
    pipe("src/included.rs");
    let message = "`src/included.rs` could not be read: not a regular file";
    check(&[], 3, message);
    check(&["--no-cache"], 3, message);
    scratch.write("src/a.rs", KEPT);
    pipe("rules.toml");
    let message = "`rules.toml` could not be read: not a regular file";
    check(&["--config", "rules.toml"], 2, message);
    pipe("src/lib.rs");
    let message = "`src/lib.rs` could not be read: not a regular file";
    check(&[], 3, message);
}
