//! What earlier checks left changes no answer: on every fixture, a check with
//! a cache says what one without says, whatever the cache holds.

use layering::cache::{Cache, Digest, InMemory as Kept, Store};
use layering::render::{Format, RenderOptions, Verbosity, render};
use layering::workspace::Edition;
use layering::{Ahead, CheckOptions, Checked, Help};
use layering_tests::{Fixture, InMemory, disk, package_root};

fn fixtures() -> Vec<Fixture> {
    disk::read_fixtures(&package_root().join("fixtures"))
}

/// Everything that a report says.
pub(super) fn shown(checked: &Checked) -> String {
    let options = |format| RenderOptions {
        format,
        verbosity: Verbosity::Verbose,
        ..RenderOptions::default()
    };
    [Format::Human, Format::Json]
        .map(|format| render(&checked.report, &checked.sources, &options(format)))
        .join("\n")
}

/// Checks a workspace with what is kept of it.
pub(super) fn check(memory: &InMemory, store: &Kept) -> Checked {
    check_after(memory, store, Ahead::default())
}

/// The same, after something was read ahead.
pub(super) fn check_after(memory: &InMemory, store: &Kept, ahead: Ahead) -> Checked {
    let help = Help {
        cache: Some(Cache::new(store, Digest::of(b"this version"))),
        ahead,
    };
    let options = CheckOptions {
        config: memory.workspace.root.join("layering.toml"),
        ..CheckOptions::default()
    };
    layering::check_with(&memory.files, &memory.workspace, &options, help)
}

/// Whether a report was given again, and not made.
fn is_replayed(checked: &Checked) -> bool {
    stages(checked) == ["nothing has changed"]
}

/// Whether a report was given again since nothing that matters has changed.
pub(super) fn is_quick(checked: &Checked) -> bool {
    stages(checked) == ["nothing that matters has changed"]
}

fn stages(checked: &Checked) -> Vec<&'static str> {
    let stages = checked.report.timings.iter();
    stages.map(|(stage, _)| *stage).collect()
}

#[test]
fn a_cache_changes_no_answer() {
    // All fixtures share a cache, as branches of a workspace do.
    let store = Kept::default();
    for fixture in fixtures() {
        let memory = InMemory::new(&fixture);
        let expected = shown(&memory.check());
        let first = check(&memory, &store);
        assert_eq!(shown(&first), expected, "{}: first", fixture.name);
        let again = check(&memory, &store);
        assert!(is_replayed(&again), "{}", fixture.name);
        assert_eq!(shown(&again), expected, "{}: again", fixture.name);
        // With the facts, but without the answer.
        let names = store.names().into_iter();
        names
            .filter(|name| name.starts_with("answer-"))
            .for_each(|name| store.remove(&name));
        let from_facts = check(&memory, &store);
        assert!(!is_replayed(&from_facts), "{}", fixture.name);
        assert_eq!(shown(&from_facts), expected, "{}: facts", fixture.name);
    }
}

#[test]
fn an_edit_changes_the_answer_if_it_changes_what_the_code_says() {
    let mut quick = 0;
    for (index, fixture) in fixtures().iter().enumerate() {
        let memory = InMemory::new(fixture);
        let sources = fixture.files.iter();
        let sources: Vec<_> = sources.filter(|file| file.path.ends_with(".rs")).collect();
        let Some(file) = sources.get(index % sources.len().max(1)) else {
            continue;
        };
        let text = &file.text;
        let without_line = || {
            let dropped = index % text.lines().count().max(1);
            let lines = text.lines().enumerate();
            let kept = lines.filter(|(line, _)| *line != dropped);
            kept.map(|(_, line)| format!("{line}\n")).collect()
        };
        // Two edits of each text, others of the next one.
        let edits = [
            format!("// A comment.\n\n{text}"),
            match index % 6 {
                0 => text.replace('1', "2").replace("{ ", "{\n"),
                1 => format!("{text}\nfn one_more() {{}}\n"),
                2 => text.replacen("pub ", "", 1),
                3 => text.replacen("::", ":: ", 1),
                4 => text.replacen("()", "(/* nothing */)", 1),
                _ => without_line(),
            },
        ];
        for edited in edits {
            let store = Kept::default();
            check(&memory, &store);
            let mut memory = InMemory::new(fixture);
            let path = file.path.trim_start_matches('/');
            let path = memory.workspace.root.join(path);
            memory.files.insert(path, edited.as_str());
            let after = check(&memory, &store);
            quick += usize::from(is_quick(&after));
            let expected = shown(&memory.check());
            assert_eq!(shown(&after), expected, "{}: {edited}", fixture.name);
        }
    }
    assert!(quick > 100, "only {quick}");
}

const WORKSPACE: &str = r#"
//- /layering.toml
version = 1
[[rule]]
id = "hidden"
kind = "visibility"
items = "a::hidden"
at-most = "private"
//- /a/Cargo.toml
[package]
name = "a"
//- /a/src/lib.rs
mod hidden;
//- /a/src/hidden.rs
fn f() {}
"#;

#[test]
fn whatever_changes_is_noticed() {
    let fixture = Fixture::parse("changes", WORKSPACE);
    let changes = [
        ("a/src/hidden.rs", "pub fn f() {}"),
        ("a/src/hidden.rs", "fn f() { ("),
        ("a/src/lib.rs", "pub mod hidden;"),
        ("layering.toml", "version = 1"),
        ("a/Cargo.toml", "# layering: allow(hidden): nothing is\n"),
        // Files that were looked for, and were not there.
        ("a/src/hidden/mod.rs", "pub fn f() {}"),
        ("layering-baseline.toml", "version = 9"),
    ];
    for (path, text) in changes {
        let store = Kept::default();
        let mut memory = InMemory::new(&fixture);
        check(&memory, &store);
        assert!(is_replayed(&check(&memory, &store)));
        memory.files.insert(memory.workspace.root.join(path), text);
        let after = check(&memory, &store);
        assert!(!is_replayed(&after), "{path}");
        assert_eq!(shown(&after), shown(&memory.check()), "{path}");
    }
}

#[test]
fn another_workspace_options_or_version_is_another_question() {
    let fixture = Fixture::parse("questions", WORKSPACE);
    let store = Kept::default();
    let mut memory = InMemory::new(&fixture);
    memory.workspace.crates[0].edition = Edition::E2018;
    check(&memory, &store);

    let by_another = Cache::new(&store, Digest::of(b"another version"));
    let options = CheckOptions {
        config: memory.workspace.root.join("layering.toml"),
        ..CheckOptions::default()
    };
    let ask = |options: &CheckOptions, memory: &InMemory, cache: Cache<'_>| {
        layering::check_with(&memory.files, &memory.workspace, options, cache.into())
    };
    assert!(!is_replayed(&ask(&options, &memory, by_another)));

    let cache = Cache::new(&store, Digest::of(b"this version"));
    check(&memory, &store);
    let of_a_rule = CheckOptions {
        rules: vec!["hidden".to_owned()],
        ..options.clone()
    };
    assert!(!is_replayed(&ask(&of_a_rule, &memory, cache)));

    memory.workspace.crates[0].edition = Edition::E2015;
    assert!(!is_replayed(&ask(&options, &memory, cache)));
}
