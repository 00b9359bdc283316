//! What becomes of the baseline in a run, and that nothing but a violation
//! more or less touches it.

use expect_test::{Expect, expect};
use layering::exceptions::baseline::Mode;
use layering::render::{RenderOptions, render};
use layering::{CheckOptions, Checked};
use layering_tests::{Fixture, InMemory, on_root};

const GROW: Mode = Mode::Update { may_grow: true };
const IN_CI: Mode = Mode::Update { may_grow: false };

const LIB: &str = "/app/src/lib.rs";
const USER: &str = "/app/src/user.rs";

/// Two rules, with three violations of the first and one of the second.
fn workspace() -> Fixture {
    Fixture::parse(
        "baseline",
        r#"//- /app/src/lib.rs deps:cloud
mod contract;
pub mod user;
fn old() -> cloud::Phase { todo!() }
fn older() -> cloud::Phase { todo!() }
//- /app/src/user.rs
use cloud::Up;
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

[[rule]]
id = "hidden"
kind = "visibility"
items = "app::user"
at-most = "pub(crate)"
"#,
    )
}

fn set(fixture: &mut Fixture, path: &str, text: &str) {
    match fixture.files.iter_mut().find(|file| file.path == path) {
        Some(file) => text.clone_into(&mut file.text),
        None => fixture.files.push(layering_tests::fixture::FixtureFile {
            path: path.to_owned(),
            text: text.to_owned(),
        }),
    }
}

fn run_rules(fixture: &Fixture, mode: Mode, rules: &[&str]) -> Checked {
    let memory = InMemory::new(fixture);
    let options = CheckOptions {
        config: on_root("/layering.toml"),
        rules: rules.iter().map(|&rule| rule.to_owned()).collect(),
        baseline: mode,
        ..CheckOptions::default()
    };
    layering::check(&memory.files, &memory.workspace, &options)
}

fn run(fixture: &Fixture, mode: Mode) -> Checked {
    run_rules(fixture, mode, &[])
}

/// Runs, and writes what is to be written.
fn write(fixture: &mut Fixture, mode: Mode, rules: &[&str]) -> Checked {
    let checked = run_rules(fixture, mode, rules);
    if let Some(new) = &checked.baseline {
        assert_eq!(new.path, on_root("/layering-baseline.toml"));
        set(fixture, "/layering-baseline.toml", &new.text);
    }
    checked
}

/// The workspace with its baseline.
fn adopted() -> Fixture {
    let mut fixture = workspace();
    let checked = write(&mut fixture, GROW, &[]);
    assert_eq!(checked.report.exit_code(), 0);
    fixture
}

/// The entries of the baseline, one a line.
fn entries(fixture: &Fixture) -> String {
    let text = fixture.file("/layering-baseline.toml").expect("a baseline");
    let lines = text.lines().filter(|line| line.starts_with("    "));
    lines.map(|line| format!("{}\n", line.trim())).collect()
}

/// The exit code, and what is said of the baseline.
fn outcome(checked: &Checked) -> (u8, &str) {
    let mut remarks = checked.report.remarks.iter();
    let remark = remarks.find_map(|remark| remark.strip_prefix("baseline: "));
    (checked.report.exit_code(), remark.unwrap_or_default())
}

fn headlines(checked: &Checked) -> Vec<&str> {
    let problems = checked.report.problems.iter();
    problems.map(|problem| problem.headline.as_str()).collect()
}

fn shown(checked: &Checked, expected: &Expect) {
    let text = render(&checked.report, &checked.sources, &RenderOptions::default());
    expected.assert_eq(&text);
}

#[test]
fn an_update_records_what_there_is() {
    let mut fixture = workspace();
    let checked = write(&mut fixture, GROW, &[]);
    assert_eq!(
        outcome(&checked),
        (0, "4 violations left, 4 more than recorded before")
    );
    expect![[r#"
        # Violations of layering.toml that were there before it was. The check passes over
        # as many as stand here, and over no more. `check-layering --prune-baseline` takes
        # out what is mended; `--update-baseline` writes the file anew.

        version = 1

        violations = [
            { rule = "gate", from = "app", to = "cloud::Phase", count = 2 },
            { rule = "gate", from = "app::user", to = "cloud::Up", count = 1 },
            { rule = "hidden", from = "app", to = "app::user", count = 1 },
        ]
    "#]]
    .assert_eq(fixture.file("/layering-baseline.toml").expect("written"));

    let checked = run(&fixture, Mode::Keep);
    assert_eq!(outcome(&checked), (0, "4 violations left, as recorded"));
    assert_eq!(checked.report.summary.baselined, 4);
    assert!(run(&fixture, GROW).baseline.is_none());
}

#[test]
fn moved_lines_and_renamed_files_change_nothing() {
    let mut fixture = adopted();
    set(
        &mut fixture,
        LIB,
        "#[path = \"other.rs\"]\npub mod user;\nmod contract;\n\nfn new() {}\n\
         fn older() -> cloud::Phase { todo!() }\nfn old() -> cloud::Phase { todo!() }\n",
    );
    let user = fixture.file(USER).expect("a file").to_owned();
    fixture.files.retain(|file| file.path != USER);
    set(&mut fixture, "/app/src/other.rs", &format!("\n\n{user}"));
    let checked = run(&fixture, Mode::Keep);
    assert_eq!(outcome(&checked), (0, "4 violations left, as recorded"));
}

#[test]
fn what_is_beyond_the_baseline_is_shown() {
    let mut fixture = adopted();
    let text = fixture.file(LIB).expect("a file").to_owned();
    set(
        &mut fixture,
        LIB,
        &format!("{text}fn new() -> cloud::Phase {{ todo!() }}\n"),
    );
    let checked = run(&fixture, Mode::Keep);
    shown(
        &checked,
        &expect![[r#"
            error[gate]: `cloud::Phase` is reached around `contract`
             --> app/src/lib.rs:5:20
              |
            5 | fn new() -> cloud::Phase { todo!() }
              |                    ^^^^^ straight into `cloud`
              |
             ::: layering.toml:7:11
              |
            7 | through = "app::contract"
              |           --------------- must pass through here
              |
              = note: it is reached by `app -> cloud::Phase`
              = note: 2 like it are in the baseline
              = help: write `crate::contract::Phase`

            note: baseline: 4 violations left, as recorded
            checked 2 rules over 2 packages, 2 crates, 4 files (9 lines), 6 references: 1 error, 4 in the baseline
        "#]],
    );
    assert_eq!(checked.report.exit_code(), 1);
}

#[test]
fn what_no_longer_occurs_is_an_error_until_it_is_pruned() {
    let mut fixture = adopted();
    set(
        &mut fixture,
        LIB,
        "mod contract;\npub(crate) mod user;\nfn old() -> cloud::Phase { todo!() }\n",
    );
    let checked = run(&fixture, Mode::Keep);
    shown(
        &checked,
        &expect![[r#"
            error: the baseline has more violations of `gate` than there are
             --> layering-baseline.toml:8:5
              |
            8 |     { rule = "gate", from = "app", to = "cloud::Phase", count = 2 },
              |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ 1 of 2 left
              |
              = help: take it out with `check-layering --prune-baseline`

            error: the baseline has a violation of `hidden` that no longer occurs
              --> layering-baseline.toml:10:5
               |
            10 |     { rule = "hidden", from = "app", to = "app::user", count = 1 },
               |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ nothing here breaks the rule
               |
               = help: take it out with `check-layering --prune-baseline`

            note: baseline: 2 violations left, 2 fewer than recorded
            checked 2 rules over 2 packages, 2 crates, 4 files (7 lines), 4 references: no violations, 2 in the baseline
            error: the check cannot pass due to 2 problems
        "#]],
    );
    assert_eq!(checked.report.exit_code(), 2);

    let checked = write(&mut fixture, Mode::Prune, &[]);
    assert_eq!(
        outcome(&checked),
        (0, "2 violations left, 2 fewer than recorded")
    );
    expect![[r#"
        { rule = "gate", from = "app", to = "cloud::Phase", count = 1 },
        { rule = "gate", from = "app::user", to = "cloud::Up", count = 1 },
    "#]]
    .assert_eq(&entries(&fixture));
    assert_eq!(run(&fixture, Mode::Keep).report.exit_code(), 0);
}

#[test]
fn pruning_adds_nothing() {
    let mut fixture = adopted();
    let before = entries(&fixture);
    set(&mut fixture, USER, "use cloud::{Up, Phase};\n");
    let checked = write(&mut fixture, Mode::Prune, &[]);
    assert_eq!(outcome(&checked), (1, "4 violations left, as recorded"));
    assert_eq!(entries(&fixture), before);
}

#[test]
fn in_ci_the_baseline_can_only_shrink() {
    let mut fixture = workspace();
    let checked = run(&fixture, IN_CI);
    assert_eq!(checked.report.exit_code(), 1);
    assert!(checked.baseline.is_none());
    assert_eq!(
        headlines(&checked),
        ["`layering-baseline.toml` is not written: it would hold 4 violations more"]
    );
    assert_eq!(checked.report.violations.len(), 4);

    write(&mut fixture, GROW, &[]);
    set(&mut fixture, USER, "use cloud::Phase;\n");
    let checked = run(&fixture, IN_CI);
    assert!(checked.baseline.is_none());
    assert_ne!(checked.report.exit_code(), 0);

    set(&mut fixture, USER, "");
    let checked = write(&mut fixture, IN_CI, &[]);
    assert_eq!(
        outcome(&checked),
        (0, "3 violations left, 1 fewer than recorded")
    );
}

#[test]
fn a_refusal_is_never_green() {
    let mut fixture = workspace();
    let rules = fixture.file("/layering.toml").expect("rules");
    let rules = rules.replace("kind =", "severity = \"warning\"\nkind =");
    set(&mut fixture, "/layering.toml", &rules);
    assert_eq!(run(&fixture, Mode::Keep).report.exit_code(), 0);
    assert_eq!(run(&fixture, IN_CI).report.exit_code(), 2);
}

#[test]
fn rules_that_were_not_checked_keep_their_entries() {
    let mut fixture = adopted();
    set(&mut fixture, LIB, "mod contract;\nmod user;\n");
    set(&mut fixture, USER, "");
    let checked = run_rules(&fixture, Mode::Keep, &["hidden"]);
    assert_eq!(
        headlines(&checked),
        ["the baseline has a violation of `hidden` that no longer occurs"]
    );
    let checked = write(&mut fixture, Mode::Prune, &["hidden"]);
    assert_eq!(
        outcome(&checked),
        (
            0,
            "0 violations left, 1 fewer than recorded (3 more are of rules that were not checked)"
        )
    );
    write(&mut fixture, GROW, &["hidden"]);
    expect![[r#"
        { rule = "gate", from = "app", to = "cloud::Phase", count = 2 },
        { rule = "gate", from = "app::user", to = "cloud::Up", count = 1 },
    "#]]
    .assert_eq(&entries(&fixture));
}

#[test]
fn entries_of_rules_that_are_gone_are_pruned() {
    let mut fixture = adopted();
    let rules = fixture.file("/layering.toml").expect("rules");
    let rules = rules.replace("\"hidden\"", "\"renamed\"");
    set(&mut fixture, "/layering.toml", &rules);
    let checked = run(&fixture, Mode::Keep);
    assert_eq!(headlines(&checked), ["there is no rule `hidden`"]);
    assert_eq!(checked.report.exit_code(), 2);
    write(&mut fixture, Mode::Prune, &[]);
    assert!(!entries(&fixture).contains("hidden"));
}

#[test]
fn a_run_that_says_too_little_writes_nothing() {
    let mut fixture = adopted();
    set(
        &mut fixture,
        LIB,
        "mod contract;\npub mod user;\nmod gone;\n",
    );
    for mode in [GROW, IN_CI, Mode::Prune] {
        let checked = run(&fixture, mode);
        assert_eq!(checked.report.exit_code(), 3);
        assert!(checked.baseline.is_none());
        assert!(headlines(&checked).contains(&"`layering-baseline.toml` is not written"));
    }
    let mut fixture = adopted();
    set(
        &mut fixture,
        USER,
        "// layering: allow(gate)\nuse cloud::Up;\n",
    );
    let checked = run(&fixture, Mode::Prune);
    assert_eq!(checked.report.exit_code(), 2);
    assert!(checked.baseline.is_none());
}

#[test]
fn there_has_to_be_something_to_prune() {
    let checked = run(&workspace(), Mode::Prune);
    assert_eq!(
        headlines(&checked),
        ["there is no `layering-baseline.toml` to prune"]
    );
    assert_eq!(checked.report.exit_code(), 2);
}

#[test]
fn what_the_code_excuses_is_not_recorded() {
    let mut fixture = workspace();
    set(
        &mut fixture,
        USER,
        "// layering: allow(gate): it is old\nuse cloud::Up;\n",
    );
    let checked = write(&mut fixture, GROW, &[]);
    assert!(!entries(&fixture).contains("cloud::Up"));
    let excused = "excused in the code: 1 violation".to_owned();
    assert!(checked.report.remarks.contains(&excused));
}

#[test]
fn any_text_can_stand_in_an_entry() {
    let mut fixture = adopted();
    let odd = "version = 1\nviolations = [{ rule = 'gate', from = '\"\\', to = \"\\u0001é\", count = 1 }]\n";
    set(&mut fixture, "/layering-baseline.toml", odd);
    let checked = run_rules(&fixture, GROW, &["hidden"]);
    let text = checked.baseline.expect("a new entry").text;
    set(&mut fixture, "/layering-baseline.toml", &text);
    assert!(text.contains(r#"from = "\"\\", to = "\u0001é""#), "{text}");
    let checked = run_rules(&fixture, Mode::Keep, &["hidden"]);
    assert_eq!(checked.report.exit_code(), 0);
}
