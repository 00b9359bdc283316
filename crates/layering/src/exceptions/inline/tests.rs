//! Violations and comments in any file; rules as they look in a verdict.

use std::path::Path;

use expect_test::expect;

use super::*;
use crate::diagnostic::{RuleOutcome, RuleStatus, Violation};
use crate::facts::{Syntax, read};
use crate::render::{RenderOptions, render};

/// One file, with a violation of `rule` at each `needle`.
struct Scene {
    sources: SourceMap,
    comments: Comments,
    verdict: Verdict,
}

impl Scene {
    fn new(path: &str, text: &str, violations: &[(&str, &str)]) -> Self {
        let mut sources = SourceMap::new(Path::new("/ws"));
        let file = sources.add(Path::new(path), text);
        let directives = match path.ends_with(".toml") {
            true => toml_comments::directives(text),
            false => read(text, Syntax::File).expect("Rust").directives,
        };
        let outcome = |id: &str, status| RuleOutcome {
            id: id.to_owned(),
            kind: "gateway".into(),
            status,
            violations: 0,
            checked: 1,
        };
        let mut verdict = Verdict {
            outcomes: vec![
                outcome("gate", RuleStatus::Kept),
                outcome("shut", RuleStatus::Kept),
                outcome("skipped", RuleStatus::Skipped),
            ],
            ..Verdict::default()
        };
        for (rule, needle) in violations {
            let start = u32::try_from(text.find(needle).expect("it is there")).expect("short");
            let end = start + u32::try_from(needle.len()).expect("short");
            verdict
                .violations
                .push(violation(rule, Span { file, start, end }));
        }
        recount(&mut verdict);
        let mut comments = Comments::default();
        comments.add(file, &directives, true);
        Scene {
            sources,
            comments,
            verdict,
        }
    }

    fn excuse(&mut self) -> usize {
        excuse(&self.comments, &self.sources, &mut self.verdict)
    }

    /// The problems as they are shown.
    fn problems(&mut self) -> String {
        self.excuse();
        let mut report = crate::diagnostic::Report {
            complete: true,
            problems: std::mem::take(&mut self.verdict.problems),
            ..crate::diagnostic::Report::default()
        };
        report.finish(&self.sources);
        let options = RenderOptions {
            verbosity: crate::render::Verbosity::Quiet,
            ..RenderOptions::default()
        };
        render(&report, &self.sources, &options)
    }
}

fn violation(rule: &str, span: Span) -> Diagnostic {
    let mut diagnostic = Diagnostic::error("wrong").at(span, "");
    diagnostic.violation = Some(Box::new(Violation {
        rule: rule.to_owned(),
        kind: "gateway".into(),
        from: "a".to_owned(),
        to: "b".to_owned(),
        written: "b".to_owned(),
        route: Vec::new(),
        test: false,
        chain: Vec::new(),
        because: None,
        help: None,
    }));
    diagnostic
}

#[test]
fn what_is_excused_is_counted_and_breaks_no_rule() {
    let text = "use a; // layering: allow(gate): old\nuse b;\n";
    let mut scene = Scene::new("a.rs", text, &[("gate", "a"), ("shut", "b")]);
    assert_eq!(scene.excuse(), 1);
    let left: Vec<(usize, RuleStatus)> = scene
        .verdict
        .outcomes
        .iter()
        .map(|rule| (rule.violations, rule.status))
        .collect();
    let expected = [
        (0, RuleStatus::Kept),
        (1, RuleStatus::Broken),
        (0, RuleStatus::Skipped),
    ];
    assert_eq!(left, expected);
    assert!(scene.verdict.problems.is_empty());
}

#[test]
fn a_comment_excuses_all_that_stands_on_its_lines() {
    let text = "use {a, b}; // layering: allow(gate): old\n";
    let found = [("gate", "a,"), ("gate", "b}")];
    assert_eq!(Scene::new("a.rs", text, &found).excuse(), 2);
    let twice = "// layering: allow(gate): old\nuse a; // layering: allow(gate): very\n";
    let mut scene = Scene::new("a.rs", twice, &[("gate", "a;")]);
    assert_eq!(scene.excuse(), 1);
    assert!(scene.verdict.problems.is_empty());
}

#[test]
fn manifests_have_comments_of_their_own() {
    let text = "[dependencies]\n# layering: allow(gate): old\nserde = \"1\"\n\
                syn = \"2\" # layering: allow(gate): new\n";
    let found = [("gate", "serde"), ("gate", "syn")];
    let mut scene = Scene::new("Cargo.toml", text, &found);
    assert_eq!(scene.excuse(), 2);
    assert!(scene.verdict.problems.is_empty());
}

#[test]
fn nothing_is_said_of_rules_that_did_not_run() {
    let mut scene = Scene::new("a.rs", "// layering: allow(skipped): old\nuse a;\n", &[]);
    assert_eq!(scene.excuse(), 0);
    assert!(scene.verdict.problems.is_empty());
}

#[test]
fn what_is_part_of_no_crate_may_be_excused_and_need_not_be() {
    let text = "// layering: allow(gate): old\n// layering: allow(shut): old\n// layering: odd\n";
    let mut scene = Scene::new("a.rs", text, &[("gate", "//")]);
    for comment in &mut scene.comments.0 {
        comment.is_checked = false;
    }
    assert_eq!(scene.excuse(), 1);
    assert!(scene.verdict.problems.is_empty());
}

#[test]
fn every_fault_is_pointed_at() {
    let text = "\
// layering: allow(gate): far away
use b;

use c; // layering: allow(shut, gaet): no
use a; // layering: allow(gate)
use d; /* layering: allow(gate): no */
use e; // layering: gate is open here
";
    let mut scene = Scene::new("a.rs", text, &[("gate", "a;")]);
    expect![[r#"
        error: an exception from rule `gate` excuses nothing
         --> a.rs:1:20
          |
        1 | // layering: allow(gate): far away
          |                    ^^^^ nothing breaks the rule here
          |
          = note: the nearest place in this file that breaks the rule is line 5
          = help: write it on that line or on the line above, or remove it

        error: an exception from rule `shut` excuses nothing
         --> a.rs:4:27
          |
        4 | use c; // layering: allow(shut, gaet): no
          |                           ^^^^ nothing breaks the rule here
          |
          = help: remove it, so that it does not excuse something else later

        error: there is no rule `gaet`
         --> a.rs:4:33
          |
        4 | use c; // layering: allow(shut, gaet): no
          |                                 ^^^^ excused here
          |
          = help: did you mean `gate`?

        error: an exception without a reason
         --> a.rs:5:21
          |
        5 | use a; // layering: allow(gate)
          |                     ^^^^^^^^^^^ `: reason` is expected behind this
          |
          = help: write `// layering: allow(RULE-ID): reason`

        error: an exception in a block comment
         --> a.rs:6:8
          |
        6 | use d; /* layering: allow(gate): no */
          |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ this excuses nothing
          |
          = help: write `// layering: allow(RULE-ID): reason`

        error: a comment that starts with `layering:` and is no exception
         --> a.rs:7:21
          |
        7 | use e; // layering: gate is open here
          |                     ^^^^ `allow` is expected here
          |
          = help: write `// layering: allow(RULE-ID): reason`
    "#]]
    .assert_eq(&scene.problems());
    assert_eq!(scene.verdict.violations.len(), 1);

    let mut scene = Scene::new("Cargo.toml", "# layering: allow(gate)\n", &[]);
    expect![[r#"
        error: an exception without a reason
         --> Cargo.toml:1:13
          |
        1 | # layering: allow(gate)
          |             ^^^^^^^^^^^ `: reason` is expected behind this
          |
          = help: write `# layering: allow(RULE-ID): reason`
    "#]]
    .assert_eq(&scene.problems());
}
