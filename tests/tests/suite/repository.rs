//! The linter on this very repository: it is clean, and every way to break a
//! rule of it turns red where it should.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use layering::source::Disk;
use layering::{CheckOptions, Checked};
use layering_tests::{disk, workspace_root};
use tempfile::TempDir;

const CLOUD: &str = "crates/pika-cloud/src/lib.rs";
const CUSTOMER: &str = "crates/pika-server/src/customer.rs";

/// A copy of the repository that vanishes after the test.
struct Copy {
    folder: TempDir,
}

impl Copy {
    fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        disk::copy_repository(folder.path());
        Copy { folder }
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).expect(path)
    }

    /// Adds lines at the end of a file; returns the number of the first.
    fn append(&self, path: &str, lines: &str) -> usize {
        let mut text = self.read(path);
        let first = text.lines().count() + 1;
        text.push_str(lines);
        disk::write(self.folder.path(), path, &text);
        first
    }

    fn write(&self, path: &str, text: &str) {
        disk::write(self.folder.path(), path, text);
    }

    fn check(&self) -> Checked {
        check(self.folder.path())
    }

    /// Runs the program and not only the library.
    fn run(&self, args: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_front"))
            .arg("check-layering")
            .args(args)
            .current_dir(self.folder.path())
            .env_remove("CLICOLOR_FORCE")
            .output()
            .expect("the program starts")
    }
}

fn check(root: &Path) -> Checked {
    let workspace = layering::workspace::load(Some(&root.join("Cargo.toml")));
    let workspace = workspace.expect("a workspace");
    let options = CheckOptions {
        config: workspace.root.join("layering.toml"),
        ..CheckOptions::default()
    };
    layering::check(&Disk, &workspace, &options)
}

/// The violations as `rule file:line item`.
fn violations(checked: &Checked) -> Vec<String> {
    let violations = checked.report.violations.iter();
    violations
        .map(|diagnostic| {
            let violation = diagnostic.violation.as_ref().expect("of a rule");
            let span = diagnostic.primary.as_ref().expect("a place").span;
            let (file, line) = (
                &checked.sources.file(span.file).path,
                checked.sources.start(span).line,
            );
            format!("{} {file}:{line} {}", violation.rule, violation.to)
        })
        .collect()
}

fn problems(checked: &Checked) -> Vec<&str> {
    let problems = checked.report.problems.iter();
    problems.map(|problem| problem.headline.as_str()).collect()
}

#[test]
fn this_repository_is_clean() {
    let checked = check(workspace_root());
    assert_eq!(violations(&checked), [""; 0]);
    assert_eq!(problems(&checked), [""; 0]);
    assert_eq!(checked.report.exit_code(), 0);
    let unresolved = &checked.report.unresolved;
    assert!(unresolved.is_empty(), "{unresolved:#?}");
    assert!(checked.report.summary.references > 1000);
}

#[test]
fn a_server_only_type_in_the_shared_crate() {
    let copy = Copy::new();
    let line = copy.append(CLOUD, "/// .\npub struct VmBackupUnit;\n") + 1;
    let checked = copy.check();
    let expected =
        format!("cloud-exports-no-server-only-type {CLOUD}:{line} pika_cloud::VmBackupUnit");
    assert_eq!(violations(&checked), [expected]);
    assert_eq!(checked.report.exit_code(), 1);
}

#[test]
fn a_server_only_name_handed_on_under_another() {
    let copy = Copy::new();
    let line = copy.append(
        CLOUD,
        "mod quiet { pub enum VmRecoveryPointKind {} }\npub use quiet::VmRecoveryPointKind as Kind;\n",
    ) + 1;
    let expected = format!(
        "cloud-exports-no-server-only-type {CLOUD}:{line} pika_cloud::quiet::VmRecoveryPointKind"
    );
    assert_eq!(violations(&copy.check()), [expected]);
}

#[test]
fn a_direct_import_in_the_server() {
    let copy = Copy::new();
    let line = copy.append(CUSTOMER, "use pika_cloud::AgentStartupPhase as Direct;\n");
    let checked = copy.check();
    let expected =
        format!("managed-runtime-through-contract {CUSTOMER}:{line} pika_cloud::AgentStartupPhase");
    assert_eq!(violations(&checked), [expected]);
    assert_eq!(checked.report.exit_code(), 1);
}

#[test]
fn a_glob_of_the_renamed_crate_in_the_server() {
    let copy = Copy::new();
    let lines = "mod around { use pika_cloud as sky; use sky::*; }\n";
    let line = copy.append(CUSTOMER, lines);
    let expected = [
        "AgentProvisionRequest",
        "AgentStartupPhase",
        "IncusProvisionParams",
        "ManagedVmProvisionParams",
    ]
    .map(|item| format!("managed-runtime-through-contract {CUSTOMER}:{line} pika_cloud::{item}"));
    let mut found = violations(&copy.check());
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn a_dependency_that_a_package_must_not_have() {
    const MANIFEST: &str = "crates/pika-cloud/Cargo.toml";
    let copy = Copy::new();
    let text = copy.read(MANIFEST);
    let entry = "[dependencies]\ntree = { package = \"serde_json\", version = \"1\" }";
    let broken = text.replacen("[dependencies]", entry, 1);
    copy.write(MANIFEST, &broken);
    let line = copy.append(CLOUD, "mod wire { use tree::Value; }\n");
    let key = broken.lines().position(|line| line.starts_with("tree ="));
    let expected = [
        format!(
            "cloud-without-json {MANIFEST}:{} serde_json",
            key.expect("it is there") + 1
        ),
        format!("cloud-without-json {CLOUD}:{line} serde_json::Value"),
    ];
    assert_eq!(violations(&copy.check()), expected);
}

#[test]
fn a_syntax_tree_outside_of_facts() {
    const RULES: &str = "crates/layering/src/rules/mod.rs";
    const SOURCES: &str = "crates/layering/src/workspace/sources.rs";
    let copy = Copy::new();
    let line = copy.append(RULES, "use {syn::Item, walkdir as walk};\n");
    copy.append(SOURCES, "use walkdir::DirEntry;\n");
    let expected = [
        format!("syntax-only-in-facts {RULES}:{line} syn::Item"),
        format!("cargo-only-in-workspace {RULES}:{line} walkdir"),
    ];
    assert_eq!(violations(&copy.check()), expected);
}

#[test]
fn files_of_one_stage_that_need_each_other() {
    const IDS: &str = "crates/layering/src/facts/ids.rs";
    let copy = Copy::new();
    let line = copy.append(IDS, "use super::items::Item;\n");
    let expected = format!("no-cycles {IDS}:{line} layering::facts::items::Item");
    assert_eq!(violations(&copy.check()), [expected]);
}

#[test]
fn a_source_file_that_nothing_declares() {
    let copy = Copy::new();
    copy.write("tests/src/forgotten.rs", "//! Nobody.\n");
    let checked = copy.check();
    let expected = "no-orphans tests/src/forgotten.rs:1 tests/src/forgotten.rs";
    assert_eq!(violations(&checked), [expected]);
}

#[test]
fn a_file_that_does_not_parse_is_named() {
    let copy = Copy::new();
    copy.append(CUSTOMER, "fn (\n");
    let checked = copy.check();
    assert_eq!(checked.report.exit_code(), 3);
    let named = format!("`{CUSTOMER}` could not be parsed");
    assert!(problems(&checked).contains(&named.as_str()));
}

#[test]
fn a_module_file_that_is_missing_is_named() {
    let copy = Copy::new();
    std::fs::remove_file(copy.path("crates/pika-cloud/src/mount.rs")).expect("it is there");
    let checked = copy.check();
    assert_eq!(checked.report.exit_code(), 3);
    assert!(problems(&checked).contains(&"the file of module `mount` is missing"));
}

#[test]
fn all_problems_of_broken_rules_are_told() {
    let copy = Copy::new();
    let rules = copy.read("layering.toml");
    let broken = rules
        .replace("version = 1", "version = 1\nunresolvd = 1")
        .replacen("because", "becuse", 1)
        .replacen("kind = \"gateway\"", "kind = \"gatway\"", 1);
    copy.write("layering.toml", &broken);
    let checked = copy.check();
    assert_eq!(checked.report.exit_code(), 2);
    let told = problems(&checked).join("\n");
    for word in ["unresolvd", "becuse", "gatway"] {
        assert!(told.contains(word), "{told}");
    }
}

#[test]
fn an_excluded_package_is_left_alone() {
    let copy = Copy::new();
    let manifest = "[package]\nname = \"vendored\"\nedition = \"2021\"\n";
    copy.write("crates/vendored/Cargo.toml", manifest);
    copy.write("crates/vendored/src/lib.rs", "fn (");
    assert_eq!(copy.check().report.exit_code(), 3);

    let rules = copy.read("layering.toml");
    let exclude = "version = 1\n[workspace]\nexclude = [\"crates/vendored\"]\n";
    copy.write("layering.toml", &rules.replacen("version = 1", exclude, 1));
    let checked = copy.check();
    assert_eq!(checked.report.exit_code(), 0, "{:?}", problems(&checked));
    let remarks = checked.report.remarks.join("\n");
    assert!(remarks.contains("left out"), "{remarks}");
}

#[test]
fn the_program_says_what_the_library_found() {
    let copy = Copy::new();
    let clean = copy.run(&[]);
    assert_eq!(clean.status.code(), Some(0), "{clean:?}");

    let line = copy.append(CUSTOMER, "use pika_cloud::AgentStartupPhase as Direct;\n");
    let broken = copy.run(&["--format", "short"]);
    assert_eq!(broken.status.code(), Some(1), "{broken:?}");
    let text = String::from_utf8(broken.stdout).expect("UTF-8");
    let place = format!("{CUSTOMER}:{line}:17: error[managed-runtime-through-contract]");
    assert!(text.contains(&place), "{text}");
}

#[test]
fn the_program_exits_with_2_for_wrong_rules_and_3_for_wrong_code() {
    let copy = Copy::new();
    let rules = copy.read("layering.toml");
    copy.write(
        "layering.toml",
        &rules.replace("version = 1", "version = 9"),
    );
    let wrong = copy.run(&[]);
    assert_eq!(wrong.status.code(), Some(2), "{wrong:?}");

    copy.write("layering.toml", &rules);
    copy.append(CLOUD, "fn (\n");
    let incomplete = copy.run(&["--format", "json"]);
    assert_eq!(incomplete.status.code(), Some(3), "{incomplete:?}");
    let report: serde_json::Value = serde_json::from_slice(&incomplete.stdout).expect("JSON");
    assert_eq!(report["complete"], false);
    assert_eq!(report["problems"][0]["file"], CLOUD);
}
