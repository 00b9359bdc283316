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

#[test]
fn long_lines_are_shown_with_the_places_that_are_meant() {
    let mut sources = SourceMap::new(Path::new("/space"));
    let line = "use é::b; ".repeat(2_000);
    let long = format!("\u{feff}{line}\r\nuse c;\n{line}\n");
    let (first, width) = ("\u{feff}".len(), line.len());
    let third = first + width + 9;
    let one = sources.add(Path::new("one.rs"), long.as_str());
    let other = sources.add(Path::new("other.rs"), long.as_str());
    let label =
        |start: usize, len: usize, text: &str| (span(one, start, start + len), text.to_owned());
    let [at_start, middle, third_line] = [
        label(first, 3, "at the start"),
        label(first + 11_004, 5, "in the middle"),
        label(third + width - 11, 3, "at the end"),
    ];
    let whole = span(other, first + 5_504, third + 5_509);
    let report = Report {
        problems: vec![
            Diagnostic::error("at the start").at(at_start.0, at_start.1),
            Diagnostic::error("in the middle")
                .at(middle.0, middle.1)
                .with_label(third_line.0, third_line.1)
                .with_label(span(other, third + 5_504, third + 5_509), "elsewhere"),
            Diagnostic::error("from line to line").at(whole, "all of that"),
        ],
        ..Report::default()
    };
    let shown = render(&report, &sources, &verbosity(Verbosity::Quiet));
    expect![[r#"
        error: at the start
         --> one.rs:1:1
          |
        1 | use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use...
          | ^^^ at the start

        error: in the middle
         --> one.rs:1:10005
          |
        1 | ...; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b...
          |                                                            ^^^^ in the middle
        2 | ...
        3 | ...é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; 
          |                                                            --- at the end
          |
         ::: other.rs:3:5005
          |
        3 | ...:b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é:...
          |                                                              ---- elsewhere

        error: from line to line
         --> other.rs:1:5005
          |
        1 |   ...:b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use ...
          |  ______________________________________________________________^
        2 | | ...
        3 | | ...use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b; use é::b...
          | |_____________________________________________________________^ all of that

        error: could not complete the check due to 3 problems
    "#]].assert_eq(&shown);
    let options = RenderOptions {
        color: true,
        ..verbosity(Verbosity::Quiet)
    };
    let colored = render(&report, &sources, &options);
    for place in ["one.rs:1:1\n", "one.rs:1:10005\n", "other.rs:3:5005\n"] {
        assert!(colored.contains(place), "{colored}");
    }
}
