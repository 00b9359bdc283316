//! Macros that calls define which wait until it is known what they mean.

use expect_test::expect;

use super::check;

#[test]
fn macros_that_a_macro_defines_which_is_called_by_path_are_known_behind_the_call() {
    check(
        r#"
//- /lib1/src/lib.rs
pub mod d { pub struct S; pub struct T; }
#[macro_export] macro_rules! def { ($n:ident) => { macro_rules! $n { ($x:ident) => { $crate::d::$x } } } }
#[macro_export] macro_rules! chain { ($n:ident, $m:ident) => { $crate::def!($n); $crate::def!($m); } }
pub mod q1 { crate::def!(p); pub fn g() { let _ = p!(S); } }
pub mod q2 { use crate::def as e; e!(p); pub fn g() { let _ = p!(S); } }
pub mod q3 { crate::def!(p); crate::def!(q); pub fn f(_: p!(S), _: q!(T)) {} }
//- /a/Cargo.toml
[package]
name = "a"
version = "0.0.0"
edition = "2024"
[dependencies]
lib1 = { path = "../lib1" }
//- /a/src/lib.rs
#[macro_use] extern crate lib1;
pub mod q4 { lib1::def!(p); pub fn g() { let _ = p!(S); } }
pub mod q5 { def!(p); pub type X = p!(T); }
pub fn q6() { lib1::def!(p); let _ = p!(S); p!(T); }
pub mod q7 { lib1::chain!(p, q); pub mod below { pub fn f() { let _ = (p!(S), q!(T)); } } }
pub fn q8() { let s = 1; { lib1::def!(p); lib1::def!(q); let _ = (p!(S), q!(T), s); } }
macro_rules! p { ($x:ident) => { 1 } }
pub fn q9() -> u8 { p!(S) }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:27 lib1 -> lib1 (use)
            2:20 lib1::def -> macro lib1::def (macro-call)
            2:50 p -> macro a::q4::p (macro-call)
            2:53 $crate::d::S -> lib1::d::S (macro-arg)
            3:14 def -> macro lib1::def (macro-call)
            3:36 p -> macro a::q5::p (macro-call)
            3:39 $crate::d::T -> lib1::d::T (macro-arg)
            4:21 lib1::def -> macro lib1::def (macro-call)
            4:38 p -> macro a::p at 4 (macro-call)
            4:41 $crate::d::S -> lib1::d::S (macro-arg)
            4:45 p -> macro a::p at 4 (macro-call)
            4:48 $crate::d::T -> lib1::d::T (macro-arg)
            5:20 lib1::chain -> macro lib1::chain (macro-call)
            5:72 p -> macro a::q7::p (macro-call)
            5:75 $crate::d::S -> lib1::d::S (macro-arg)
            5:79 q -> macro a::q7::q (macro-call)
            5:82 $crate::d::T -> lib1::d::T (macro-arg)
            6:34 lib1::def -> macro lib1::def (macro-call)
            6:49 lib1::def -> macro lib1::def (macro-call)
            6:67 p -> macro a::p at 6 (macro-call)
            6:70 $crate::d::S -> lib1::d::S (macro-arg)
            6:74 q -> macro a::q (macro-call)
            6:77 $crate::d::T -> lib1::d::T (macro-arg)
            8:21 p -> macro a::p at 7 (macro-call)
            /lib1/src/lib.rs
            2:94 $crate::d -> lib1::d (macro-body)
            3:72 $crate::def -> macro lib1::def (macro-body)
            3:90 $crate::def -> macro lib1::def (macro-body)
            4:21 crate::def -> macro lib1::def (macro-call)
            4:51 p -> macro lib1::q1::p (macro-call)
            4:54 $crate::d::S -> lib1::d::S (macro-arg)
            5:25 crate::def -> macro lib1::def (use)
            5:35 e -> macro lib1::def (macro-call)
            5:63 p -> macro lib1::q2::p (macro-call)
            5:66 $crate::d::S -> lib1::d::S (macro-arg)
            6:21 crate::def -> macro lib1::def (macro-call)
            6:37 crate::def -> macro lib1::def (macro-call)
            6:58 p -> macro lib1::q3::p (macro-call)
            6:61 $crate::d::S -> lib1::d::S (macro-arg)
            6:68 q -> macro lib1::q3::q (macro-call)
            6:71 $crate::d::T -> lib1::d::T (macro-arg)
        "#]],
    );
}
