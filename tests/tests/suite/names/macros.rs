//! `macro_rules!` by textual scope, `#[macro_use]`, `#[macro_export]`, and path.

use expect_test::expect;

use super::check;

#[test]
fn a_macro_is_in_scope_behind_its_definition_and_in_modules_there() {
    check(
        r#"
mod before {
    pub fn f() { }
}
macro_rules! m { () => {} }
mod after {
    pub fn f() { m!(); }
    mod deep { pub fn f() { m!(); } }
}
pub fn f() { m!(); }
"#,
        expect![[r#"
            6:18 m -> macro a::m (macro-call)
            7:29 m -> macro a::m (macro-call)
            9:14 m -> macro a::m (macro-call)
        "#]],
    );
}

#[test]
fn a_later_definition_hides_an_earlier_one_from_there_on() {
    check(
        r#"
mod one { macro_rules! m { () => { 1 } } pub const A: u8 = m!(); pub(crate) use m as m1; }
macro_rules! m { () => { 2 } }
pub const B: u8 = m!();
mod two {
    pub const C: u8 = m!();
    macro_rules! m { () => { 3 } }
    pub const D: u8 = m!();
    pub fn f() -> u8 {
        macro_rules! m { () => { 4 } }
        m!()
    }
}
pub const E: u8 = m!() + one::m1!();
"#,
        expect![[r#"
            1:60 m -> macro a::one::m (macro-call)
            1:81 m -> macro a::one::m (use)
            3:19 m -> macro a::m (macro-call)
            5:23 m -> macro a::m (macro-call)
            7:23 m -> macro a::two::m at 6 (macro-call)
            10:9 m -> macro a::two::m at 9 (macro-call)
            13:19 m -> macro a::m (macro-call)
            13:31 one::m1 -> macro a::one::m (macro-call)
        "#]],
    );
}

#[test]
fn macro_use_on_a_module_keeps_its_macros_behind_it() {
    check(
        r#"
//- /a/src/lib.rs
#[macro_use]
mod macros;
mod user { pub fn f() { m!(); inner!(); } }
//- /a/src/macros.rs
macro_rules! m { () => {} }
#[macro_use]
mod inner { macro_rules! inner { () => {} } }
"#,
        expect![[r#"
            /a/src/lib.rs
            3:25 m -> macro a::macros::m (macro-call)
            3:31 inner -> macro a::macros::inner::inner (macro-call)
        "#]],
    );
}

#[test]
fn macro_export_puts_a_macro_at_the_root_of_its_crate() {
    check(
        r#"
//- /a/src/lib.rs deps:b
use b::m;
use b::n as renamed;
mod own {
    pub fn f() { crate::late!(); }
    mod deep {
        #[macro_export]
        macro_rules! late { () => {} }
    }
}
pub fn f() { m!(); renamed!(); b::m!(); ::b::n!(); }
//- /b/src/lib.rs
mod deep {
    #[macro_export]
    macro_rules! m { () => { $crate::n!() } }
}
#[macro_export]
macro_rules! n { () => {} }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:8 b::m -> macro b::deep::m (use)
            2:8 b::n -> macro b::n (use)
            4:25 crate::late -> macro a::own::deep::late (macro-call)
            10:14 m -> macro b::deep::m (macro-call)
            10:20 renamed -> macro b::n (macro-call)
            10:35 b::m -> macro b::deep::m (macro-call)
            10:46 ::b::n -> macro b::n (macro-call)
            /b/src/lib.rs
            3:38 $crate::n -> macro b::n (macro-body)
        "#]],
    );
}

#[test]
fn macro_use_on_extern_crate_brings_in_exported_macros() {
    check(
        r#"
//- /a/src/lib.rs deps:b
#[macro_use]
extern crate b;
pub mod inner { pub fn f() { m!(); } }
pub fn f() { m!(); }
//- /b/src/lib.rs
#[macro_export]
macro_rules! m { () => {} }
"#,
        expect![[r#"
            /a/src/lib.rs
            2:14 b -> b (use)
            3:30 m -> macro b::m (macro-call)
            4:14 m -> macro b::m (macro-call)
        "#]],
    );
}

#[test]
fn a_macro_can_be_re_exported_as_an_item() {
    check(
        r#"
macro_rules! local { () => {} }
pub(crate) use local;
pub(crate) use local as renamed;
mod user {
    use crate::local as mine;
    use super::renamed;
    pub fn f() { mine!(); renamed!(); crate::local!(); super::renamed!(); }
}
"#,
        expect![[r#"
            2:16 local -> macro a::local (use)
            3:16 local -> macro a::local (use)
            5:16 crate::local -> macro a::local (use)
            6:16 super::renamed -> macro a::local (use)
            7:18 mine -> macro a::local (macro-call)
            7:27 renamed -> macro a::local (macro-call)
            7:46 crate::local -> macro a::local (macro-call)
            7:63 super::renamed -> macro a::local (macro-call)
        "#]],
    );
}

#[test]
fn textual_scope_wins_over_an_import() {
    check(
        r#"
mod m {
    macro_rules! x { () => { 1 } }
    pub(crate) use x;
}
macro_rules! x { () => { 2 } }
pub fn f() -> u8 {
    use m::x as y;
    x!() + y!() + m::x!()
}
"#,
        expect![[r#"
            3:20 x -> macro a::m::x (use)
            7:12 m::x -> macro a::m::x (use)
            8:5 x -> macro a::x (macro-call)
            8:12 y -> macro a::m::x (macro-call)
            8:22 m::x -> macro a::m::x (macro-call)
        "#]],
    );
}

#[test]
fn a_macro_in_a_block_ends_with_it() {
    check(
        r#"
macro_rules! m { () => { 1 } }
pub fn f() {
    m!();
    { macro_rules! m { () => { 2 } } m!(); }
    m!();
    macro_rules! m { () => { 3 } }
    m!();
}
"#,
        expect![[r#"
            3:5 m -> macro a::m at 1 (macro-call)
            4:38 m -> macro a::m at 4 (macro-call)
            5:5 m -> macro a::m at 1 (macro-call)
            7:5 m -> macro a::m at 6 (macro-call)
        "#]],
    );
}

#[test]
fn the_body_of_a_macro_is_full_of_references() {
    check(
        r#"
mod m { pub struct S; pub fn f() {} #[macro_export] macro_rules! inner { () => {} } }
macro_rules! all {
    ($name:ident, $ty:ty) => {
        pub fn $name(_: $ty, s: m::S) -> $crate::m::S {
            use $crate::m::{S as T, f};
            let _: S = s;
            $crate::inner!();
            f();
            T
        }
    };
}
use m::S;
all!(go, S);
"#,
        expect![[r#"
            4:36 m::S -> a::m::S (macro-body)
            4:53 $crate::m::S -> a::m::S (macro-body)
            5:29 $crate::m::S -> a::m::S (macro-body)
            5:37 $crate::m::f -> fn a::m::f (macro-body)
            6:20 S -> a::m::S (macro-body)
            7:21 $crate::inner -> macro a::m::inner (macro-body)
            9:13 $crate::m::S -> a::m::S (macro-body)
            13:8 m::S -> a::m::S (use)
            14:1 all -> macro a::all (macro-call)
            14:10 S -> a::m::S (type)
        "#]],
    );
}

#[test]
fn arguments_of_macros_are_references() {
    check(
        r#"
mod m {
    #[derive(Debug, PartialEq)]
    pub enum E { A, B }
    pub const N: u8 = 1;
    pub fn f() -> E { E::A }
}
use m::{E, f, N};
pub fn g(e: E) {
    println!("{:?} {x:?}", f(), x = E::B);
    assert_eq!(m::f(), E::A);
    assert!(matches!(e, E::A | m::E::B));
    let _ = vec![N; 2];
    let _ = format!("{0:1$} {n}", N, N as usize, n = m::N);
}
"#,
        expect![[r#"
            5:19 E -> a::m::E (type)
            5:26 E::A -> a::m::E::A (expr)
            7:9 m::E -> a::m::E (use)
            7:12 m::f -> fn a::m::f (use)
            7:15 m::N -> const a::m::N (use)
            8:13 E -> a::m::E (type)
            9:28 f -> fn a::m::f (macro-arg)
            9:40 E::B -> a::m::E::B (macro-arg)
            10:19 m::f -> fn a::m::f (macro-arg)
            10:27 E::A -> a::m::E::A (macro-arg)
            11:28 E::A -> a::m::E::A (macro-arg)
            11:38 m::E::B -> a::m::E::B (macro-arg)
            12:18 N -> const a::m::N (macro-arg)
            13:35 N -> const a::m::N (macro-arg)
            13:38 N -> const a::m::N (macro-arg)
            13:57 m::N -> const a::m::N (macro-arg)
        "#]],
    );
}

#[test]
fn a_format_string_captures_constants() {
    check(
        r#"
mod m { pub const N: u8 = 1; }
use m::N as LIMIT;
pub fn f(x: u8) -> String {
    format!("{LIMIT} {LIMIT:>4} {x} {{LIMIT}} {other}", other = x)
}
"#,
        expect![[r#"
            2:8 m::N -> const a::m::N (use)
            4:15 LIMIT -> const a::m::N (macro-arg)
            4:23 LIMIT -> const a::m::N (macro-arg)
        "#]],
    );
}

#[test]
fn a_lifetime_is_no_head_of_an_item() {
    check(
        r#"
// compile: never: a macro is not there
//- /a/src/lib.rs
pub struct S; pub trait T { }
macro_rules! m { ($n:ident) => {
    pub static $n: &'static S = &S;
    pub fn f(x: &'static mut S, y: &'static dyn T) { let mut z = S; }
} }
outside::paste! { pub static [<A B>]: &'static S = &S; }
pub fn f() -> S { S }
"#,
        expect![[r#"
            3:34 S -> a::S (macro-body)
            4:30 S -> a::S (macro-body)
            4:49 T -> a::T (macro-body)
            4:66 S -> a::S (macro-body)
            6:1 outside::paste unresolved: `outside` is not in scope
            6:53 S -> a::S (macro-arg)
            7:15 S -> a::S (type)
            7:19 S -> a::S (expr)
        "#]],
    );
}

#[test]
fn what_is_quoted_in_a_body_means_nothing_there() {
    check(
        r#"
//- /a/src/lib.rs deps:quote
pub mod d { pub struct S; pub const C: u8 = 1; }
pub const NAME: u8 = 1;
macro_rules! name { () => { (concat!(stringify!(d::S), "::"), core::stringify!(d::C)).0 } }
macro_rules! other { ($($t:tt)*) => { quote::quote! { d::S { a: #NAME } stringify!(d::C) } } }
macro_rules! mine { () => { $crate::parse_quote!(d::C); stringify![d::C]; crate::d::S } }
#[macro_export] macro_rules! parse_quote { ($e:expr) => { $e }; }
pub fn f() -> &'static str { other!(d::C); mine!(); name!() }
//- /outside/quote/src/lib.rs
#[macro_export]
macro_rules! quote { ($($x:tt)*) => { 1 }; }
"#,
        expect![[r#"
            4:66 NAME -> const a::NAME (macro-body)
            5:37 $crate::parse_quote -> macro a::parse_quote (macro-body)
            5:53 d::C -> const a::d::C (macro-body)
            5:85 crate::d::S -> a::d::S (macro-body)
            7:30 other -> macro a::other (macro-call)
            7:40 d::C -> const a::d::C (macro-arg)
            7:44 mine -> macro a::mine (macro-call)
            7:53 name -> macro a::name (macro-call)
        "#]],
    );
}
