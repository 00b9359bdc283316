//! Odd corners in which names have to be looked up all the same.

use expect_test::expect;

use super::check;

#[test]
fn a_macro_in_the_place_of_a_type_a_pattern_or_a_statement() {
    check(
        r#"
mod m { pub struct S; pub enum E { A, B } pub fn run() -> E { E::A } }
macro_rules! id { ($($x:tt)*) => { $($x)* }; }
pub struct Holder { pub x: id!(m::S), pub y: [id!(m::S); 1] }
pub fn f(e: m::E) -> id!(m::E) {
    match e { id!(m::E::A) => id!(m::run()), other => other }
}
impl id!(Holder) {}
pub fn g() {
    id! { m::run(); let x = m::E::B; }
    id!(let Holder { x: _, y } = loop {};);
    let _ = id!([m::S, m::S]);
}
"#,
        expect![[r#"
            1:59 E -> a::m::E (type)
            1:66 E::A -> a::m::E::A (expr)
            3:28 id -> macro a::id (macro-call)
            3:35 m::S -> a::m::S (macro-arg)
            3:47 id -> macro a::id (macro-call)
            3:54 m::S -> a::m::S (macro-arg)
            4:16 m::E -> a::m::E (type)
            4:22 id -> macro a::id (macro-call)
            4:29 m::E -> a::m::E (macro-arg)
            5:15 id -> macro a::id (macro-call)
            5:25 m::E::A -> a::m::E::A (macro-arg)
            5:31 id -> macro a::id (macro-call)
            5:38 m::run -> fn a::m::run (macro-arg)
            7:6 id -> macro a::id (macro-call)
            7:10 Holder -> a::Holder (macro-arg)
            9:5 id -> macro a::id (macro-call)
            9:14 m::run -> fn a::m::run (macro-arg)
            9:35 m::E::B -> a::m::E::B (macro-arg)
            10:5 id -> macro a::id (macro-call)
            10:13 Holder -> a::Holder (macro-arg)
            11:13 id -> macro a::id (macro-call)
            11:21 m::S -> a::m::S (macro-arg)
            11:27 m::S -> a::m::S (macro-arg)
        "#]],
    );
}

#[test]
fn patterns_in_the_arguments_of_matches() {
    check(
        r#"
pub mod m { pub enum E { A, B { x: u8 }, C(u8) } pub const LIMIT: u8 = 1; pub fn ok(_: u8) -> bool { true } }
use m::{E, LIMIT, ok};
pub fn f(e: &E, y: u8) -> bool {
    matches!(e, E::A | E::B { x: LIMIT, .. })
        || matches!(e, E::C(n) if *n > LIMIT && ok(*n))
        || matches!(e, E::B { x } if ok(*x))
        || matches!(y, LIMIT..=9)
        || matches!(y, m::LIMIT)
}
"#,
        expect![[r#"
            2:9 m::E -> a::m::E (use)
            2:12 m::LIMIT -> const a::m::LIMIT (use)
            2:19 m::ok -> fn a::m::ok (use)
            3:14 E -> a::m::E (type)
            4:20 E::A -> a::m::E::A (macro-arg)
            4:27 E::B -> a::m::E::B (macro-arg)
            4:34 LIMIT -> const a::m::LIMIT (macro-arg)
            5:27 E::C -> a::m::E::C (macro-arg)
            5:40 LIMIT -> const a::m::LIMIT (macro-arg)
            5:49 ok -> fn a::m::ok (macro-arg)
            6:27 E::B -> a::m::E::B (macro-arg)
            6:38 ok -> fn a::m::ok (macro-arg)
            7:24 LIMIT -> const a::m::LIMIT (macro-arg)
            8:27 m::LIMIT -> const a::m::LIMIT (macro-arg)
        "#]],
    );
}

#[test]
fn an_attribute_macro_may_make_a_type_of_a_value() {
    check(
        r#"
// compile: never: `outside` is nowhere
//- /a/src/lib.rs deps:outside
mod m { pub struct S { pub x: u8 } }
#[outside::rewrite]
pub fn f() { let _ = m::S; }
"#,
        expect![[r#"
            3:25 m::S -> a::m::S (expr)
        "#]],
    );
}

#[test]
fn variables_in_the_arguments_of_macros_are_none_of_ours() {
    check(
        r#"
pub fn value() -> u8 { 1 }
pub const N: u8 = 1;
pub fn f(value: u8) {
    println!("{} {value}", value);
    let N2 = 1;
    println!("{N2} {}", N2);
    let _ = vec![value; 2];
    let _ = [1].iter().map(|value| format!("{value}{}", value));
    assert!(value == 1, "{value}");
}
pub fn g() {
    let _ = vec![value(); 2];
    assert_eq!(value(), N, "{}", value());
}
"#,
        expect![[r#"
            12:18 value -> fn a::value (macro-arg)
            13:16 value -> fn a::value (macro-arg)
            13:25 N -> const a::N (macro-arg)
            13:34 value -> fn a::value (macro-arg)
        "#]],
    );
}

#[test]
fn a_use_that_a_macro_writes_in_a_block() {
    check(
        r#"
mod m { pub struct S; pub struct T; }
macro_rules! bring { () => { use crate::m::S; }; ($x:ident) => { use crate::m::$x; }; }
pub fn f() {
    bring!();
    let _ = S;
    {
        bring!(T);
        let _ = T;
    }
}
"#,
        expect![[r#"
            2:44 crate::m::S -> a::m::S (macro-body)
            2:77 crate::m -> a::m (macro-body)
            4:5 bring -> macro a::bring (macro-call)
            5:13 S -> a::m::S (expr)
            7:9 bring -> macro a::bring (macro-call)
            7:16 crate::m::T -> a::m::T (use)
            8:17 T -> a::m::T (expr)
        "#]],
    );
}

#[test]
fn self_in_array_lengths_and_constants() {
    check(
        r#"
pub struct S;
impl S {
    pub const N: usize = 2;
    pub fn f(_: [u8; Self::N]) -> [u8; { S::N + Self::N }] { [0; Self::N * 2] }
}
pub struct Holds { x: [u8; S::N] }
"#,
        expect![[r#"
            2:6 S -> a::S (impl)
            4:28 Self::N -> a::S::N (expr)
            4:45 S::N -> a::S::N (expr)
            4:55 Self::N -> a::S::N (expr)
            4:72 Self::N -> a::S::N (expr)
            6:31 S::N -> a::S::N (expr)
        "#]],
    );
}

#[test]
fn path_attributes_in_inline_modules_of_both_sorts_of_files() {
    check(
        r#"
//- /a/src/lib.rs
mod flat;
mod nested;
mod inline {
    #[path = "x.rs"]
    mod inner;
    #[path = "folder"]
    mod moved { mod deep; #[path = "y.rs"] mod other; }
}
//- /a/src/flat.rs
mod inline { #[path = "x.rs"] mod inner; }
//- /a/src/nested/mod.rs
mod inline { #[path = "x.rs"] mod inner; }
//- /a/src/inline/x.rs
use super::super::flat as ok1;
//- /a/src/inline/folder/deep.rs
use super::super::super::flat as ok2;
//- /a/src/inline/folder/y.rs
use super::super::super::flat as ok3;
//- /a/src/flat/inline/x.rs
use super::super::super::flat as ok4;
//- /a/src/nested/inline/x.rs
use super::super::super::flat as ok5;
"#,
        expect![[r#"
            /a/src/flat/inline/x.rs
            1:26 super::super::super::flat -> a::flat (use)
            /a/src/inline/folder/deep.rs
            1:26 super::super::super::flat -> a::flat (use)
            /a/src/inline/folder/y.rs
            1:26 super::super::super::flat -> a::flat (use)
            /a/src/inline/x.rs
            1:19 super::super::flat -> a::flat (use)
            /a/src/nested/inline/x.rs
            1:26 super::super::super::flat -> a::flat (use)
        "#]],
    );
}

#[test]
fn macros_by_file_order_and_by_include() {
    check(
        r#"
//- /a/src/lib.rs
#[macro_use]
mod first;
mod second;
include!("macros.inc.rs");
included!();
mod third;
//- /a/src/first.rs
macro_rules! early { () => { pub struct Early; }; }
early!();
//- /a/src/second.rs
early!();
pub fn f(_: Early, _: crate::first::Early) {}
//- /a/src/macros.inc.rs
macro_rules! included { () => { pub struct Included; }; }
//- /a/src/third.rs
included!();
pub fn f(_: Included, _: crate::Included) {}
"#,
        expect![[r#"
            /a/src/first.rs
            2:1 early -> macro a::first::early (macro-call)
            /a/src/lib.rs
            5:1 included -> macro a::included (macro-call)
            /a/src/second.rs
            1:1 early -> macro a::first::early (macro-call)
            2:13 Early -> a::second::Early (type)
            2:37 crate::first::Early -> a::first::Early (type)
            /a/src/third.rs
            1:1 included -> macro a::included (macro-call)
            2:13 Included -> a::third::Included (type)
            2:33 crate::Included -> a::Included (type)
        "#]],
    );
}

#[test]
fn the_crates_of_the_compiler_are_outside() {
    check(
        r#"
extern crate alloc;
extern crate std as mystd;
use alloc::vec::Vec as V;
use core::fmt::{self, Debug};
use mystd::collections::HashMap;
pub struct S;
pub fn f(_: V<S>, _: HashMap<u8, S>, _: &dyn Debug, _: ::std::string::String) -> fmt::Result { Ok(()) }
mod std2 { pub struct String; }
use std2 as local;
pub fn g(_: local::String) {}
"#,
        expect![[r#"
            7:15 S -> a::S (type)
            7:34 S -> a::S (type)
            9:5 std2 -> a::std2 (use)
            10:20 local::String -> a::std2::String (type)
        "#]],
    );
}

#[test]
fn guards_with_lets_and_ranges_without_ends() {
    check(
        r#"
pub const LIMIT: u8 = 1;
pub enum E { A(u8) }
pub fn f(x: Option<E>, y: u8) -> u8 {
    match x {
        Some(E::A(a)) if let LIMIT = a && y > LIMIT => a,
        Some(E::A(LIMIT..)) => 2,
        Some(E::A(..=LIMIT)) => y,
        _ => LIMIT,
    }
}
"#,
        expect![[r#"
            3:20 E -> a::E (type)
            5:17 E::A -> a::E::A (pattern)
            5:30 LIMIT -> const a::LIMIT (pattern)
            5:47 LIMIT -> const a::LIMIT (expr)
            6:17 E::A -> a::E::A (pattern)
            6:19 LIMIT -> const a::LIMIT (pattern)
            7:17 E::A -> a::E::A (pattern)
            7:22 LIMIT -> const a::LIMIT (pattern)
            8:14 LIMIT -> const a::LIMIT (expr)
        "#]],
    );
}
