//! The three namespaces: types, values, and macros.

use expect_test::expect;

use super::check;

#[test]
fn a_name_may_mean_a_type_a_value_and_a_macro() {
    check(
        r#"
mod m {
    pub struct thing {}
    pub fn thing() {}
    #[macro_export]
    macro_rules! thing { () => {} }
}
use m::thing;
pub fn f(_: thing) {
    thing();
    let _ = thing {};
    crate::thing!();
    thing!();
}
"#,
        expect![[r#"
            7:8 m::thing -> a::m::thing (use)
            7:8 m::thing -> fn a::m::thing (use)
            8:13 thing -> a::m::thing (type)
            9:5 thing -> fn a::m::thing (expr)
            10:13 thing -> a::m::thing (expr)
            11:12 crate::thing -> macro a::m::thing (macro-call)
            12:5 thing -> macro a::m::thing (macro-call)
        "#]],
    );
}

#[test]
fn a_unit_struct_and_a_tuple_struct_are_both_a_braced_one_is_a_type() {
    check(
        r#"
mod m {
    pub struct Unit;
    pub struct Tuple(pub u8);
    pub struct Braced { pub x: u8 }
    pub fn Braced() {}
}
use m::{Unit, Tuple, Braced};
pub fn f() {
    let _: (Unit, Tuple) = (Unit, Tuple(1));
    let _ = [1].map(Tuple);
    Braced();
    let Braced { x: _ } = Braced { x: 1 };
}
"#,
        expect![[r#"
            7:9 m::Unit -> a::m::Unit (use)
            7:15 m::Tuple -> a::m::Tuple (use)
            7:22 m::Braced -> a::m::Braced (use)
            7:22 m::Braced -> fn a::m::Braced (use)
            9:13 Unit -> a::m::Unit (type)
            9:19 Tuple -> a::m::Tuple (type)
            9:29 Unit -> a::m::Unit (expr)
            9:35 Tuple -> a::m::Tuple (expr)
            10:21 Tuple -> a::m::Tuple (expr)
            11:5 Braced -> fn a::m::Braced (expr)
            12:9 Braced -> a::m::Braced (pattern)
            12:27 Braced -> a::m::Braced (expr)
        "#]],
    );
}

#[test]
fn a_type_and_a_value_of_one_name_may_come_from_different_places() {
    check(
        r#"
mod types { pub struct X { pub y: u8 } }
mod values { pub const X: u8 = 1; }
mod both {
    pub use crate::types::X;
    pub use crate::values::X;
}
use both::X;
pub fn f() -> X {
    X { y: X }
}
"#,
        expect![[r#"
            4:27 crate::types::X -> a::types::X (use)
            5:28 crate::values::X -> const a::values::X (use)
            7:11 both::X -> a::types::X (use)
            7:11 both::X -> const a::values::X (use)
            8:15 X -> a::types::X (type)
            9:5 X -> a::types::X (expr)
            9:12 X -> const a::values::X (expr)
        "#]],
    );
}

#[test]
fn a_local_value_beside_a_type_from_a_glob() {
    check(
        r#"
mod m {
    pub struct thing {}
    pub fn other() {}
}
use m::*;
fn thing() {}
pub fn f(_: thing) { thing(); other(); }
"#,
        expect![[r#"
            5:8 m::* -> a::m::thing (glob)
            5:8 m::* -> fn a::m::other (glob)
            7:13 thing -> a::m::thing (type)
            7:22 thing -> fn a::thing (expr)
            7:31 other -> fn a::m::other (expr)
        "#]],
    );
}

#[test]
fn a_module_and_a_function_of_one_name() {
    check(
        r#"
pub mod run {
    pub fn now() {}
}
pub fn run() {}
pub fn f() {
    run();
    run::now();
    let _ = run;
}
"#,
        expect![[r#"
            6:5 run -> fn a::run (expr)
            7:10 run::now -> fn a::run::now (expr)
            8:13 run -> fn a::run (expr)
        "#]],
    );
}

#[test]
fn a_self_leaf_brings_in_the_type_alone() {
    check(
        r#"
mod outer {
    pub mod both { pub struct S; }
    pub fn both() {}
}
use outer::both::{self, S};
fn both() {}
pub fn f(_: S) { both(); let _: both::S; }
"#,
        expect![[r#"
            5:12 outer::both -> a::outer::both (use)
            5:25 outer::both::S -> a::outer::both::S (use)
            7:13 S -> a::outer::both::S (type)
            7:18 both -> fn a::both (expr)
            7:39 both::S -> a::outer::both::S (type)
        "#]],
    );
}

#[test]
fn a_generic_argument_may_be_a_type_or_a_constant() {
    check(
        r#"
mod m {
    pub struct A<const N: usize>;
    pub const N: usize = 2;
    pub struct T;
}
use m::{A, N, T};
pub fn f(_: A<N>, _: A<{ N + 1 }>, _: A<{ m::N }>, _: Vec<T>, _: [T; N]) {}
pub fn g<const N: usize>(_: A<N>, _: [T; N]) -> usize { N }
"#,
        expect![[r#"
            6:9 m::A -> a::m::A (use)
            6:12 m::N -> const a::m::N (use)
            6:15 m::T -> a::m::T (use)
            7:13 A -> a::m::A (type)
            7:15 N -> const a::m::N (type)
            7:22 A -> a::m::A (type)
            7:26 N -> const a::m::N (expr)
            7:39 A -> a::m::A (type)
            7:46 m::N -> const a::m::N (expr)
            7:59 T -> a::m::T (type)
            7:67 T -> a::m::T (type)
            7:70 N -> const a::m::N (expr)
            8:29 A -> a::m::A (type)
            8:39 T -> a::m::T (type)
        "#]],
    );
}

#[test]
fn a_derive_and_a_trait_of_one_name_are_apart() {
    check(
        r#"
//- /a/src/lib.rs deps:derive_it
mod m { pub trait It {} }
use derive_it::It;
use m::It as _;
mod inner {
    pub use crate::m::It;
    pub use derive_it::It;
    #[derive(It)]
    pub struct S;
    impl It for S {}
}
#[derive(It)]
pub struct S;
//- /derive_it/Cargo.toml
[package]
name = "derive_it"
version = "0.0.0"
edition = "2021"
[lib]
proc-macro = true
//- /derive_it/src/lib.rs
use proc_macro::TokenStream;
#[proc_macro_derive(It)]
pub fn derive(_: TokenStream) -> TokenStream { TokenStream::new() }
"#,
        expect![[r#"
            /a/src/lib.rs
            2:16 derive_it::It -> macro derive_it::It (use)
            3:8 m::It -> a::m::It (use)
            5:23 crate::m::It -> a::m::It (use)
            6:24 derive_it::It -> macro derive_it::It (use)
            7:14 It -> macro derive_it::It (derive)
            9:10 It -> a::m::It (impl)
            9:17 S -> a::inner::S (impl)
            11:10 It -> macro derive_it::It (derive)
        "#]],
    );
}

#[test]
fn a_macro_and_a_function_share_a_name() {
    check(
        r#"
macro_rules! run { () => {} }
pub fn run() {}
pub fn f() { run(); run!(); let _ = run; }
"#,
        expect![[r#"
            3:14 run -> fn a::run (expr)
            3:21 run -> macro a::run (macro-call)
            3:37 run -> fn a::run (expr)
        "#]],
    );
}

#[test]
fn an_associated_type_and_a_constant_share_a_name() {
    check(
        r#"
pub trait Both {
    type N;
    const N: u8;
}
impl Both for String { type N = u8; const N: u8 = 1; }
pub fn f<T: Both>() -> u8 { String::N + T::N }
"#,
        expect![[r#"
            5:6 Both -> a::Both (impl)
            6:13 Both -> a::Both (bound)
            6:37 String::N -> a::Both::N at 3 (expr)
            6:44 T::N -> a::Both::N at 3 (expr)
        "#]],
    );
}

#[test]
fn what_a_glob_from_outside_may_bring_in_hides_nothing_in_another_namespace() {
    check(
        r#"
// compile: never: `outside` is nowhere
//- /a/src/lib.rs deps:outside
use outside::*;
const LATE: bool = true;
pub trait Shape {}
pub fn pass<const B: bool>() {}
pub fn f() { pass::<LATE>(); assert_impl!(u8: Shape) }
"#,
        expect![[r#"
            5:14 pass -> fn a::pass (expr)
            5:21 LATE -> const a::LATE (type)
            5:47 Shape -> a::Shape (macro-arg)
        "#]],
    );
}

#[test]
fn the_standard_library_has_no_derive_macros_beside_those_that_are_known() {
    check(
        r#"
//- /a/src/lib.rs deps:f
use f::prelude::*;
use std::ops::Deref;
#[derive(Deref)]
pub struct S;
impl Deref for S { type Target = u8; fn deref(&self) -> &u8 { &0 } }
pub mod other {
    use f::prelude::*;
    use std::fmt::Debug;
    #[derive(Debug)]
    pub struct S;
    pub fn g() -> impl Debug { S }
}
//- /f/src/lib.rs deps:m
pub mod prelude { pub use m::{Deref, Debug}; }
//- /m/Cargo.toml
[package]
name = "m"
edition = "2024"
[lib]
proc-macro = true
//- /m/src/lib.rs
use proc_macro::TokenStream;
#[proc_macro_derive(Deref)]
pub fn deref(_: TokenStream) -> TokenStream { TokenStream::new() }
#[proc_macro_derive(Debug)]
pub fn debug(_: TokenStream) -> TokenStream { TokenStream::new() }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:17 f::prelude::* -> macro m::Debug (glob)
            1:17 f::prelude::* -> macro m::Deref (glob)
            3:10 Deref -> macro m::Deref (derive)
            5:16 S -> a::S (impl)
            7:21 f::prelude::* -> macro m::Deref (glob)
            11:32 S -> a::other::S (expr)
            /f/src/lib.rs
            1:31 m::Deref -> macro m::Deref (use)
            1:38 m::Debug -> macro m::Debug (use)
        "#]],
    );
}
