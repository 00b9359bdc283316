//! What no rule looks at is not read, and that changes no verdict: on every
//! fixture, a check says of each rule what a check of everything says.

use layering::render::{Format, RenderOptions, Verbosity, render};
use layering::workspace::TargetKind;
use layering::{CheckOptions, Checked};
use layering_tests::{Fixture, FixtureFile, InMemory, disk, package_root};

fn check(memory: &InMemory, whole: bool) -> Checked {
    let options = CheckOptions {
        config: memory.workspace.root.join("layering.toml"),
        whole,
        ..CheckOptions::default()
    };
    layering::check(&memory.files, &memory.workspace, &options)
}

/// The verdict of a report: everything but how much was looked at. Fingerprints
/// and places are in it.
fn verdict(checked: &Checked) -> String {
    let options = RenderOptions {
        format: Format::Json,
        verbosity: Verbosity::Verbose,
        ..RenderOptions::default()
    };
    let text = render(&checked.report, &checked.sources, &options);
    let mut report: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let report = report.as_object_mut().expect("an object");
    report.remove("summary");
    report.remove("unresolved");
    for rule in report["rules"].as_array_mut().expect("a list") {
        rule.as_object_mut().expect("an object").remove("checked");
    }
    let code = checked.report.exit_code();
    let report = serde_json::to_string_pretty(report).expect("JSON");
    format!("exit {code}\n{report}")
}

#[test]
fn leaving_out_what_no_rule_looks_at_changes_no_verdict() {
    let mut narrowed = 0;
    for fixture in disk::read_fixtures(&package_root().join("fixtures")) {
        for fixture in [with_user(&fixture), fixture] {
            let memory = InMemory::new(&fixture);
            let (part, whole) = (check(&memory, false), check(&memory, true));
            assert_eq!(whole.report.summary.unread, 0, "{}", fixture.name);
            narrowed += usize::from(part.report.summary.unread > 0);
            assert_eq!(verdict(&part), verdict(&whole), "{}", fixture.name);
        }
    }
    assert!(narrowed > 100, "{narrowed} fixtures");
}

/// The fixture with a package that uses all of its libraries, and hands them
/// on; as it is, where its manifest does not list its members.
fn with_user(fixture: &Fixture) -> Fixture {
    const MEMBERS: &str = "members = [";
    let workspace = InMemory::new(fixture).workspace;
    let mut manifest = String::from(
        "[package]\nname = \"user\"\nversion = \"0.0.0\"\nedition = \"2024\"\n[dependencies]\n",
    );
    let mut source = String::new();
    for krate in &workspace.crates {
        let package = workspace.package(krate.package);
        let folder = package.folder().strip_prefix(&workspace.root);
        if let (TargetKind::Lib, Ok(folder)) = (krate.kind, folder) {
            let folder = folder.display();
            manifest += &format!("{} = {{ path = \"../{folder}\" }}\n", package.name);
            source += &format!("pub use {0}::*;\npub use {0};\n", krate.name);
        }
    }
    let mut with_user = fixture.clone();
    let mut roots = with_user.files.iter_mut();
    if let Some(root) = roots.find(|file| file.path == "/Cargo.toml")
        && root.text.contains(MEMBERS)
    {
        let with_member = format!("{MEMBERS}\"user\", ");
        root.text = root.text.replacen(MEMBERS, &with_member, 1);
        for (path, text) in [("/user/Cargo.toml", manifest), ("/user/src/lib.rs", source)] {
            with_user.files.push(FixtureFile {
                path: path.to_owned(),
                text,
            });
        }
        with_user.name += " with a user";
    }
    with_user
}

/// A workspace of five crates: `app` and `tool` use `shared`, `app` by way of
/// `facade`; `alone` uses nothing. How many of them a rule leaves unread.
fn unread(rule: &str) -> usize {
    check_five(rule).report.summary.unread
}

fn check_five(rule: &str) -> Checked {
    let text = format!(
        "//- /layering.toml\nversion = 1\n[[rule]]\nid = \"r\"\n{rule}\n\
         //- /alone/src/lib.rs\npub struct Alone;\n\
         //- /app/src/lib.rs deps:facade\npub use facade::Item;\n\
         //- /facade/src/lib.rs deps:shared\npub use shared::*;\n\
         //- /shared/src/lib.rs\npub struct Item;\n\
         //- /tool/src/main.rs deps:shared\nfn main() {{}}\n"
    );
    let memory = InMemory::new(&Fixture::parse("reach", &text));
    let checked = check(&memory, false);
    assert!(checked.report.problems.is_empty(), "{:?}", checked.report);
    checked
}

#[test]
fn people_are_told_how_much_was_left_out() {
    let checked = check_five("kind = \"visibility\"\nitems = \"shared\"");
    let options = RenderOptions {
        stats: true,
        ..RenderOptions::default()
    };
    let text = render(&checked.report, &checked.sources, &options);
    let note = "note: 4 crates were not read, as no rule looks there\n";
    assert!(text.contains(note), "{text}");
    let stats = "\n1 file of 1 crate read, 4 crates left out\n";
    assert!(text.contains(stats), "{text}");
}

#[test]
fn a_rule_takes_what_it_names_and_what_that_may_refer_to() {
    let items = |of| unread(&format!("kind = \"visibility\"\nitems = {of}"));
    assert_eq!(items("\"shared::Item\""), 4);
    assert_eq!(items("\"app\""), 2);
    assert_eq!(items("[\"tool\", \"lib:alone\"]"), 2);
    assert_eq!(items("[\"{app, tool}\", \"!shared\"]"), 1);
    assert_eq!(items("\"*\""), 0);
    assert_eq!(items("\"**::Item\""), 0);
}

#[test]
fn who_refers_to_something_may_be_anybody_that_depends_on_it() {
    let rule = "kind = \"protected\"\nitems = \"shared::Item\"\nimporters = \"app\"";
    assert_eq!(unread(rule), 1);
    let rule = "kind = \"shared\"\nof = \"shared\"\nexcept = [\"Item\"]";
    assert_eq!(unread(rule), 1);
    let rule = "kind = \"exports\"\nof = \"shared\"\ndeny = [\"Secret*\"]";
    assert_eq!(unread(rule), 4);
}

#[test]
fn an_exception_is_heard_where_no_rule_looks() {
    let text = "//- /layering.toml\nversion = 1\n\
        [[rule]]\nid = \"r\"\nkind = \"visibility\"\nitems = \"a\"\n\
        //- /a/src/lib.rs\nfn f() {}\n\
        //- /b/src/lib.rs\n// layering: allow(r): nothing is wrong here\nfn f() {}\n";
    let memory = InMemory::new(&Fixture::parse("exception", text));
    let checked = check(&memory, false);
    assert_eq!(checked.report.summary.unread, 0);
    assert_eq!(checked.report.exit_code(), 2);
}
