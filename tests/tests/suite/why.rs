//! `why`: the shortest chain from one selection to another, as text.

use expect_test::{Expect, expect};
use layering::config::Tests;
use layering::{Answer, Question, why};
use layering_tests::{Fixture, InMemory};

const APP: &str = r#"
//- /app/src/lib.rs deps:base
mod facade { pub use crate::store::Row; }
mod rates {
    pub fn current() -> u32 { crate::store::read() }
    pub fn other() {}
}
mod pricing {
    pub fn price() -> u32 { crate::rates::current() }
    pub fn help() -> u32 { price() }
    pub struct Price(pub Cents);
    pub struct Cents;
    impl crate::shown::Shown for Price { fn show(&self) { crate::rates::other(); } }
}
mod shown { pub trait Shown { fn show(&self); } }
mod store {
    pub struct Row;
    pub fn read() -> u32 { base::get(); 0 }
    #[cfg(test)]
    mod tests { #[test] fn works() { super::super::pricing::price(); } }
}
mod view { pub fn show(_: crate::facade::Row) {} }
mod alone {}
//- /base/src/lib.rs
pub fn get() {}
mod deep { pub fn unused() {} }
"#;

/// Compares a chain, a link on each line, with what is expected. A question
/// is written `FROM => TO`.
fn check(question: &str, expect: Expect) {
    check_in(APP, question, Tests::Include, expect);
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "the callers read better without a borrow"
)]
fn check_in(fixture: &str, question: &str, tests: Tests, expect: Expect) {
    expect.assert_eq(&shown(&ask(fixture, question, tests)));
}

fn ask(fixture: &str, question: &str, tests: Tests) -> Answer {
    let fixture = fixture.strip_prefix('\n').unwrap_or(fixture);
    let memory = InMemory::new(&Fixture::parse("why", fixture));
    let (from, to) = question.split_once(" => ").expect("two ends");
    let question = Question {
        from: from.to_owned(),
        to: to.to_owned(),
        tests,
    };
    why(&memory.files, &memory.workspace, &question)
}

fn shown(answer: &Answer) -> String {
    let problems = answer.report.problems.iter();
    let mut lines: Vec<String> = problems
        .map(|problem| {
            let notes = problem.notes.iter();
            let notes = notes.map(|note| format!("; {}", note.text.show(&answer.sources)));
            format!("{}{}", problem.headline, notes.collect::<String>())
        })
        .collect();
    let links = answer.chain.iter().flatten();
    lines.extend(links.map(|link| {
        let from = link.within.as_ref().unwrap_or(&link.from);
        let handed_on = link.handed_on.iter();
        let handed_on = handed_on.map(|item| format!(" for {item}"));
        let test = if link.test { ", test" } else { "" };
        format!(
            "{from} -> {}{} ({}:{}{test})",
            link.to,
            handed_on.collect::<String>(),
            answer.sources.file(link.span.file).path,
            answer.sources.start(link.span).line,
        )
    }));
    if answer.chain.as_ref().is_some_and(Vec::is_empty) {
        lines.push("no chain".to_owned());
    }
    lines.push(format!("exit {}", answer.report.exit_code()));
    lines.join("\n") + "\n"
}

#[test]
fn a_chain_goes_from_module_to_module() {
    check(
        "app::pricing => app::store",
        expect![[r#"
            app::pricing::price -> app::rates::current (app/src/lib.rs:7)
            app::rates::current -> app::store::read (app/src/lib.rs:3)
            exit 0
        "#]],
    );
}

#[test]
fn packages_and_patterns_are_ends_as_any_others() {
    check(
        "app => base",
        expect![[r#"
            app::store::read -> base::get (app/src/lib.rs:16)
            exit 0
        "#]],
    );
    check(
        "app::{alone, pr*} => **::get",
        expect![[r#"
            app::pricing::price -> app::rates::current (app/src/lib.rs:7)
            app::rates::current -> app::store::read (app/src/lib.rs:3)
            app::store::read -> base::get (app/src/lib.rs:16)
            exit 0
        "#]],
    );
    check(
        "lib:base => app",
        expect![[r#"
        no chain
        exit 0
    "#]],
    );
}

#[test]
fn a_chain_from_an_item_starts_in_it() {
    check(
        "app::pricing::Price => app::rates",
        expect![[r#"
            app::pricing::Price::show -> app::rates::other (app/src/lib.rs:11)
            exit 0
        "#]],
    );
    check(
        "app::pricing::Cents => app::rates",
        expect![[r#"
        no chain
        exit 0
    "#]],
    );
}

#[test]
fn a_chain_from_an_item_may_go_through_the_rest_of_its_module() {
    check(
        "app::pricing::help => app::store",
        expect![[r#"
            app::pricing::help -> app::pricing::price (app/src/lib.rs:8)
            app::pricing::price -> app::rates::current (app/src/lib.rs:7)
            app::rates::current -> app::store::read (app/src/lib.rs:3)
            exit 0
        "#]],
    );
}

#[test]
fn both_ends_may_be_in_one_module() {
    check(
        "app::pricing::help => app::pricing::price",
        expect![[r#"
            app::pricing::help -> app::pricing::price (app/src/lib.rs:8)
            exit 0
        "#]],
    );
    check(
        "app::pricing => app::pricing::Cents",
        expect![[r#"
            app::pricing::Price -> app::pricing::Cents (app/src/lib.rs:9)
            exit 0
        "#]],
    );
    check(
        "app::pricing::Cents => app::pricing",
        expect![[r#"
        no chain
        exit 0
    "#]],
    );
    let through_another = r#"
//- /app/src/lib.rs
pub fn first() { second(); }
pub fn second() { third(); }
pub fn third() {}
"#;
    check_in(
        through_another,
        "app::first => app::third",
        Tests::Include,
        expect![[r#"
            app::first -> app::second (app/src/lib.rs:1)
            app::second -> app::third (app/src/lib.rs:2)
            exit 0
        "#]],
    );
}

#[test]
fn a_module_that_hands_an_item_on_is_depended_on() {
    check(
        "app::view => app::facade",
        expect![[r#"
            app::view::show -> app::facade for app::store::Row (app/src/lib.rs:20)
            exit 0
        "#]],
    );
}

#[test]
fn what_is_around_an_end_is_another_end() {
    check(
        "app::store => app",
        expect![[r#"
            app::store::tests::works -> app::pricing::price (app/src/lib.rs:18, test)
            exit 0
        "#]],
    );
}

#[test]
fn test_code_can_be_left_out() {
    check_in(
        APP,
        "app::store => app::pricing",
        Tests::Exclude,
        expect![[r#"
            no chain
            exit 0
        "#]],
    );
    check_in(
        APP,
        "app::store => app::rates",
        Tests::Only,
        expect![[r#"
            app::store::tests::works -> app::pricing::price (app/src/lib.rs:18, test)
            app::pricing::price -> app::rates::current (app/src/lib.rs:7)
            exit 0
        "#]],
    );
}

#[test]
fn ends_that_match_nothing_are_told_with_what_is_near() {
    check(
        "app::pricng => app::{store, vew}::Row",
        expect![[r#"
            selector `app::pricng` matches nothing; the nearest that exists is `app::pricing`
            `app::vew::Row` of selector `app::{store, vew}::Row` matches nothing; the nearest that exists is `app::view`
            exit 2
        "#]],
    );
    check(
        "bse => nothing_like_it",
        expect![[r#"
        selector `bse` matches nothing; the nearest that exists is `base`
        selector `nothing_like_it` matches nothing
        exit 2
    "#]],
    );
    check(
        "crate::pricing => app::store::",
        expect![[r#"
        invalid selector `crate::pricing`; start with the name of the crate, as `use` in another crate would
        invalid selector `app::store::`
        exit 2
    "#]],
    );
    check(
        "app::store => app::{store}",
        expect![[r#"
        both ends are the same
        exit 2
    "#]],
    );
}

#[test]
fn what_could_not_be_read_makes_the_answer_incomplete() {
    let missing = r#"
//- /app/src/lib.rs
mod gone;
mod here { pub fn f() { crate::there::g(); } }
mod there { pub fn g() {} }
"#;
    check_in(
        missing,
        "app::here => app::there",
        Tests::Include,
        expect![[r#"
            the file of module `gone` is missing; write one of `app/src/gone.rs`, `app/src/gone/mod.rs`, or remove the `mod`
            app::here::f -> app::there::g (app/src/lib.rs:2)
            exit 3
        "#]],
    );
    check_in(
        missing,
        "app::gone::Item => app::there",
        Tests::Include,
        expect![[r#"
            selector `app::gone::Item` matches nothing
            the file of module `gone` is missing; write one of `app/src/gone.rs`, `app/src/gone/mod.rs`, or remove the `mod`
            exit 3
        "#]],
    );
}

#[test]
fn a_glob_leads_to_the_module_that_it_names_whatever_is_there() {
    let globs = r#"
//- /app/src/lib.rs
mod empty {}
mod between { use crate::empty::*; }
mod start { use crate::between::*; fn f() { use crate::empty::*; } }
mod own { use super::start::*; mod inner { use super::*; } }
"#;
    check_in(
        globs,
        "app::start => app::empty",
        Tests::Include,
        expect![[r#"
            app::start::f -> app::empty (app/src/lib.rs:3)
            exit 0
        "#]],
    );
    check_in(
        globs,
        "app::start::f => app::empty",
        Tests::Include,
        expect![[r#"
            app::start::f -> app::empty (app/src/lib.rs:3)
            exit 0
        "#]],
    );
    check_in(
        globs,
        "app::own => app::empty",
        Tests::Include,
        expect![[r#"
            app::own -> app::start (app/src/lib.rs:4)
            app::start::f -> app::empty (app/src/lib.rs:3)
            exit 0
        "#]],
    );
}
