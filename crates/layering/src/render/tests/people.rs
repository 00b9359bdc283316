//! Formats for people: snippets, single lines, and how a report closes.

use expect_test::expect;

use super::*;

#[test]
fn human_output_looks_like_rustc() {
    let scene = Scene::new();
    scene.check(&scene.report(), in_format(Format::Human), &expect![[r#"
        error[through-contract]: `pika_cloud::AgentStartupPhase` is reached around `managed_runtime_contract`
         --> crates/pika-server/src/admin.rs:3:36
          |
        3 | fn label(phase: Option<pika_cloud::AgentStartupPhase>) -> &'static str {
          |                                    ^^^^^^^^^^^^^^^^^ straight into `pika_cloud`
          |
         ::: layering.toml:5:11
          |
        5 | through = "pika_server::managed_runtime_contract"
          |           --------------------------------------- must pass through here
          |
          = why: server modules import managed-runtime types from one place
          = help: write `crate::managed_runtime_contract::AgentStartupPhase`

        warning[through-contract]: `pika_cloud::AgentStartupPhase` is reached around `managed_runtime_contract`
         --> crates/pika-server/src/admin.rs:4:34
          |
        4 |     phase.map_or("", pika_cloud::AgentStartupPhase::label)
          |                                  ^^^^^^^^^^^^^^^^^ straight into `pika_cloud`
          |
         ::: layering.toml:5:11
          |
        5 | through = "pika_server::managed_runtime_contract"
          |           --------------------------------------- must pass through here
          |
          = why: server modules import managed-runtime types from one place
          = help: write `crate::managed_runtime_contract::AgentStartupPhase`

        note: 1 path could not be resolved (`-v` shows them)
        note: 1 package is left out: `crates/vendored`
        checked 3 rules over 2 packages, 5 crates, 14 files (1,204 lines), 321 references: 1 error, 1 warning
    "#]]);
}

#[test]
fn problems_are_shown_and_explain_the_failure() {
    let scene = Scene::new();
    scene.check(
        &scene.broken(),
        in_format(Format::Human),
        &expect![[r#"
        warning: `crates/a/src/gone.rs` is missing under `cfg(windows)`

        error: unknown key `through`
         --> layering.toml:4:7
          |
        4 | id = "through-contract"
          |       ^^^^^^^
          |
          = help: did you mean `of`?

        error: could not complete the check due to 1 problem
    "#]],
    );
}

#[test]
fn verbose_output_names_rules_and_unresolved_paths() {
    let scene = Scene::new();
    let mut report = scene.report();
    report.violations.clear();
    report.summary.baselined = 1_500;
    report.rules[1].status = RuleStatus::Skipped;
    report.finish(&scene.sources);
    scene.check(&report, verbosity(Verbosity::Verbose), &expect![[r#"
        note: 1 path could not be resolved
          --> crates/pika-server/src/admin.rs:1:38: `crate::managed_runtime_contract::VmState`: no `VmState` in `pika_server::managed_runtime_contract`
        note: 1 package is left out: `crates/vendored`
           broken through-contract (gateway, 1,070 checked, 2 violations)
          skipped cloud-is-shared (gateway)
             kept server-only (gateway, 1,070 checked)
        checked 2 of 3 rules over 2 packages, 5 crates, 14 files (1,204 lines), 321 references: no violations, 1,500 in the baseline
    "#]]);
}

#[test]
fn quiet_output_says_nothing_of_a_clean_run() {
    let scene = Scene::new();
    let mut report = scene.report();
    report.violations.clear();
    scene.check(&report, verbosity(Verbosity::Quiet), &expect![[""]]);
}

#[test]
fn quiet_output_still_says_that_the_check_is_incomplete() {
    let scene = Scene::new();
    let mut report = scene.broken();
    report.problems.truncate(1);
    scene.check(
        &report,
        verbosity(Verbosity::Quiet),
        &expect![[r#"
        warning: `crates/a/src/gone.rs` is missing under `cfg(windows)`

        error: could not complete the check
    "#]],
    );
}

#[test]
fn short_output_has_a_line_for_each_finding() {
    let scene = Scene::new();
    scene.check(&scene.report(), in_format(Format::Short), &expect![[r#"
        crates/pika-server/src/admin.rs:3:36: error[through-contract]: `pika_cloud::AgentStartupPhase` is reached around `managed_runtime_contract`
        crates/pika-server/src/admin.rs:4:34: warning[through-contract]: `pika_cloud::AgentStartupPhase` is reached around `managed_runtime_contract`
        note: 1 path could not be resolved (`-v` shows them)
        note: 1 package is left out: `crates/vendored`
        checked 3 rules over 2 packages, 5 crates, 14 files (1,204 lines), 321 references: 1 error, 1 warning
    "#]]);
    scene.check(
        &scene.broken(),
        in_format(Format::Short),
        &expect![[r#"
        warning: `crates/a/src/gone.rs` is missing under `cfg(windows)`
        layering.toml:4:7: error: unknown key `through`
        error: could not complete the check due to 1 problem
    "#]],
    );
}

#[test]
fn color_is_left_out_unless_asked_for() {
    let scene = Scene::new();
    for format in [Format::Human, Format::Short] {
        let mut options = in_format(format);
        assert!(!render(&scene.report(), &scene.sources, &options).contains('\u{1b}'));
        options.color = true;
        assert!(render(&scene.report(), &scene.sources, &options).contains('\u{1b}'));
    }
}
