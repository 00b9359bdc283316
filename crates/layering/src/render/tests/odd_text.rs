//! Texts that are hard to point at.

use expect_test::expect;

use super::*;

#[test]
fn labels_of_one_file_share_a_snippet() {
    let scene = Scene::new();
    let report = Report {
        complete: true,
        problems: vec![
            Diagnostic::warning("two rules say the same")
                .at(scene.span("\"through-contract\""), "this one")
                .with_label(scene.span("version"), "")
                .with_label(scene.span("through ="), "as here"),
        ],
        ..Report::default()
    };
    scene.check(
        &report,
        verbosity(Verbosity::Quiet),
        &expect![[r#"
        warning: two rules say the same
         --> layering.toml:4:6
          |
        1 | version = 1
          | -------
        ...
        4 | id = "through-contract"
          |      ^^^^^^^^^^^^^^^^^^ this one
        5 | through = "pika_server::managed_runtime_contract"
          | --------- as here
    "#]],
    );
}

#[test]
fn tabs_carriage_returns_and_byte_order_marks_keep_labels_in_place() {
    let mut sources = SourceMap::new(Path::new("/space"));
    let tabs = sources.add(
        Path::new("tabs.rs"),
        "fn f() {\r\n\t\tlet é = b::x;\r\n}\r\n",
    );
    let mark = sources.add(Path::new("mark.rs"), "\u{feff}use b::x;\r\n");
    let report = Report {
        problems: vec![
            Diagnostic::error("after tabs").at(span(tabs, 21, 25), "here"),
            Diagnostic::error("after a mark").at(span(mark, 7, 11), "here"),
            Diagnostic::error("at the end").at(span(tabs, 31, 31), "here"),
        ],
        ..Report::default()
    };
    let shown = render(&report, &sources, &verbosity(Verbosity::Quiet));
    expect![[r#"
        error: after tabs
         --> tabs.rs:2:11
          |
        2 |         let é = b::x;
          |                 ^^^^ here

        error: after a mark
         --> mark.rs:1:5
          |
        1 | use b::x;
          |     ^^^^ here

        error: at the end
         --> tabs.rs:4:1
          |
        4 |
          | ^ here

        error: could not complete the check due to 3 problems
    "#]]
    .assert_eq(&shown);
}

#[test]
fn no_span_panics() {
    let texts = [
        "",
        "\n",
        "\u{feff}",
        "\u{feff}é\t\r\n\r\u{0}\n\n日本\r",
        "a\r\n",
        "\u{1b}[0m",
    ];
    for text in texts {
        let mut sources = SourceMap::new(Path::new("/space"));
        let file = sources.add(Path::new("odd.rs"), text);
        for start in 0..text.len() + 2 {
            for end in start..text.len() + 3 {
                let place = span(file, start, end);
                let report = Report {
                    problems: vec![
                        Diagnostic::error("one").at(place, "label"),
                        Diagnostic::error("two")
                            .with_label(place, "")
                            .at(span(file, 0, 0), ""),
                    ],
                    ..Report::default()
                };
                for format in [Format::Human, Format::Short, Format::Json] {
                    let shown = render(&report, &sources, &in_format(format));
                    assert!(
                        !shown.contains('\u{1b}'),
                        "escape codes of the source get through"
                    );
                }
            }
        }
    }
}

#[test]
fn long_lines_are_cut_around_their_labels() {
    let mut sources = SourceMap::new(Path::new("/space"));
    let line = "use a::b; ".repeat(2_000);
    let file = sources.add(Path::new("generated.rs"), line.as_str());
    let report = Report {
        problems: vec![Diagnostic::error("far out").at(span(file, 10_004, 10_008), "here")],
        ..Report::default()
    };
    let shown = render(&report, &sources, &verbosity(Verbosity::Quiet));
    expect![[r#"
        error: far out
         --> generated.rs:1:10005
          |
        1 | ...a::b; use a::b; use a::b; use a::b; use a::b; use a::b; use a::b; use a::b; use a::b; use a::b; use a::b; use a::b; use a::b; use ...
          |                                                                ^^^^ here

        error: could not complete the check due to 1 problem
    "#]].assert_eq(&shown);
}
