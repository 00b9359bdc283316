//! `why`: the answer, and what a script can tell from the exit code.

use crate::scratch::{BROKEN, KEPT, Run, Scratch};

#[test]
fn a_chain_is_shown_and_exits_0() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    let run = scratch.layering(&["why", "app::a", "app::b::B"]);
    assert_eq!(run.code, 0, "{run:?}");
    assert!(run.stdout.contains(" --> src/a.rs:1:19"), "{run:?}");
    let verdict = "`app::a` depends on `app::b::B` by 1 reference\n";
    assert!(run.stdout.ends_with(verdict), "{run:?}");
    assert_eq!(run.stderr, "");

    let manifest = scratch.path("Cargo.toml");
    let manifest = manifest.to_string_lossy();
    let args = [
        "why",
        "app::a",
        "app::b",
        "--manifest-path",
        &manifest,
        "--format",
        "json",
    ];
    let run = Scratch::empty().layering(&args);
    assert_eq!(run.code, 0, "{run:?}");
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("valid JSON");
    assert_eq!(answer["complete"], true);
    let link = &answer["chain"][0];
    assert_eq!(
        (&link["from"], &link["to"], &link["file"], &link["line"]),
        (
            &"app::a".into(),
            &"app::b::B".into(),
            &"src/a.rs".into(),
            &1.into()
        )
    );
}

#[test]
fn no_chain_exits_1() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", KEPT);
    let run = scratch.layering(&["why", "app::a", "app::b"]);
    let answer = "no chain of references leads from `app::a` to `app::b`\n";
    assert_eq!((run.code, run.stdout.as_str()), (1, answer), "{run:?}");

    let run = scratch.layering(&["why", "app::a", "app::b", "--format=json"]);
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).expect("valid JSON");
    assert_eq!((run.code, &answer["chain"]), (1, &serde_json::json!([])));
}

#[test]
fn a_wrong_end_exits_2_and_prints_no_answer() {
    let run = Scratch::workspace().layering(&["why", "app::aa", "app::b"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{run:?}");
    assert!(
        run.stderr.contains("the nearest that exists is `app::a`"),
        "{run:?}"
    );
    assert!(run.stderr.contains(" --> FROM:1:1"), "{run:?}");
    assert!(!run.stderr.contains("the check"), "{run:?}");
}

#[test]
fn what_cannot_be_read_exits_3_whatever_was_found() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    scratch.write("src/lib.rs", "pub mod a;\npub mod b;\npub mod gone;\n");
    let found = scratch.layering(&["why", "app::a", "app::b"]);
    assert_eq!(found.code, 3, "{found:?}");
    assert!(found.stdout.contains(" --> src/a.rs:1:19"), "{found:?}");
    assert!(found.stderr.contains("`gone` is missing"), "{found:?}");
    let none = scratch.layering(&["why", "app::b", "app::a"]);
    assert_eq!(none.code, 3, "{none:?}");
    assert!(none.stdout.contains("as far as"), "{none:?}");
    let wrong = scratch.layering(&["why", "app::gone::X", "app::a"]);
    assert_eq!((wrong.code, wrong.stdout.as_str()), (3, ""), "{wrong:?}");
}

#[test]
fn colors_come_when_asked_for() {
    let scratch = Scratch::workspace();
    scratch.write("src/a.rs", BROKEN);
    let colored = |color: &str| -> Run {
        let when = format!("--color={color}");
        scratch.layering(&["why", "app::a", "app::b", &when])
    };
    assert!(colored("always").stdout.contains('\u{1b}'));
    assert!(!colored("never").stdout.contains('\u{1b}'));
}
