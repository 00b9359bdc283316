//! Imports as real code writes them.

use expect_test::expect;

use super::check;

#[test]
fn groups_nest() {
    check(
        r#"
mod x { pub mod y { pub mod z { pub struct S; pub struct T; } pub struct U; } pub fn f() {} }
use x::{y::{z::{S, T as R}, U, self, z}, f};
use {x::{self as w}, crate::x::{y::{{z::S as V}}}};
pub fn g(_: S, _: R, _: U, _: V, _: y::U, _: z::T, _: w::y::U) { f(); }
"#,
        expect![[r#"
            2:9 x::y -> a::x::y (use)
            2:17 x::y::z::S -> a::x::y::z::S (use)
            2:20 x::y::z::T -> a::x::y::z::T (use)
            2:29 x::y::U -> a::x::y::U (use)
            2:38 x::y::z -> a::x::y::z (use)
            2:42 x::f -> fn a::x::f (use)
            3:6 x -> a::x (use)
            3:41 crate::x::y::z::S -> a::x::y::z::S (use)
            4:13 S -> a::x::y::z::S (type)
            4:19 R -> a::x::y::z::T (type)
            4:25 U -> a::x::y::U (type)
            4:31 V -> a::x::y::z::S (type)
            4:40 y::U -> a::x::y::U (type)
            4:49 z::T -> a::x::y::z::T (type)
            4:61 w::y::U -> a::x::y::U (type)
            4:66 f -> fn a::x::f (expr)
        "#]],
    );
}

#[test]
fn trees_in_a_group_may_start_with_colons() {
    check(
        r#"
//- /a/src/lib.rs deps:dep
pub mod dep { pub struct S; }
pub use {::dep::S as R, ::dep::m};
mod n { pub use {self::z as y, {::dep::{{S as T}, m::{{f as g}}}}}; pub fn z() {} }
mod o { #[cfg(test)] use {::dep::m::*}; }
pub fn h(_: R, _: n::T) { use {::dep::S, crate::dep::S as U}; let _ = (S, U); n::g(); n::y(); m::f(); }
//- /dep/src/lib.rs
pub struct S; pub mod m { pub fn f() {} }
"#,
        expect![[r#"
            /a/src/lib.rs
            2:17 ::dep::S -> dep::S (use)
            2:32 ::dep::m -> dep::m (use)
            3:24 self::z -> fn a::n::z (use)
            3:42 ::dep::S -> dep::S (use)
            3:56 ::dep::m::f -> fn dep::m::f (use)
            4:37 ::dep::m::* -> fn dep::m::f (glob, test)
            5:13 R -> dep::S (type)
            5:22 n::T -> dep::S (type)
            5:39 ::dep::S -> dep::S (use)
            5:54 crate::dep::S -> a::dep::S (use)
            5:72 S -> dep::S (expr)
            5:75 U -> a::dep::S (expr)
            5:82 n::g -> fn dep::m::f (expr)
            5:90 n::y -> fn a::n::z (expr)
            5:98 m::f -> fn dep::m::f (expr)
        "#]],
    );
}

#[test]
fn an_import_may_rely_on_another_in_any_order() {
    check(
        r#"
use c::S;
use b as c;
use a1 as b;
mod a1 { pub struct S; }
use self::S as T;
pub fn f(_: S, _: T) {}
"#,
        expect![[r#"
            1:8 c::S -> a::a1::S (use)
            2:5 b -> a::a1 (use)
            3:5 a1 -> a::a1 (use)
            5:11 self::S -> a::a1::S (use)
            6:13 S -> a::a1::S (type)
            6:19 T -> a::a1::S (type)
        "#]],
    );
}

#[test]
fn an_underscore_import_brings_in_no_name() {
    check(
        r#"
mod m { pub trait T { fn go(&self) {} } impl T for u8 {} }
use m::T as _;
pub use m::T as _;
extern crate core as _;
pub trait T {}
pub fn f<X: T>(_: X) { 1u8.go(); }
"#,
        expect![[r#"
            1:46 T -> a::m::T (impl)
            2:8 m::T -> a::m::T (use)
            3:12 m::T -> a::m::T (use)
            6:13 T -> a::T (bound)
        "#]],
    );
}

#[test]
fn an_import_may_have_the_name_of_what_it_leads_to_elsewhere() {
    check(
        r#"
//- /a/src/lib.rs deps:b
pub mod b { pub use ::b::*; pub struct Own; }
mod user {
    use super::b::{Own, Far};
    pub fn f(_: Own, _: Far) {}
}
//- /b/src/lib.rs
pub struct Far;
"#,
        expect![[r#"
            /a/src/lib.rs
            1:26 ::b::* -> b::Far (glob)
            3:20 super::b::Own -> a::b::Own (use)
            3:25 super::b::Far -> b::Far (use)
            4:17 Own -> a::b::Own (type)
            4:25 Far -> b::Far (type)
        "#]],
    );
}

#[test]
fn one_import_for_each_cfg_is_one_for_all() {
    check(
        r#"
#[cfg(unix)]
mod one { pub fn run() {} }
#[cfg(not(unix))]
mod two { pub fn run() {} }
#[cfg(unix)]
use one::run;
#[cfg(not(unix))]
use two::run;
pub fn f() { run(); }
"#,
        expect![[r#"
            6:10 one::run -> fn a::one::run (use)
            8:10 two::run -> fn a::two::run (use)
            9:14 run -> fn a::one::run (expr)
            9:14 run -> fn a::two::run (expr)
        "#]],
    );
}

#[test]
fn a_use_of_an_enum_and_of_its_variants() {
    check(
        r#"
pub mod m { pub enum E { A, B, Self_ } }
use m::E::{self, A, *};
pub fn f() -> E { if true { A } else { B } }
mod inner { use super::{E as F, E::B}; pub fn g() -> F { B } }
"#,
        expect![[r#"
            2:8 m::E -> a::m::E (use)
            2:18 m::E::A -> a::m::E::A (use)
            2:21 m::E::* -> a::m::E::B (glob)
            2:21 m::E::* -> a::m::E::Self_ (glob)
            3:15 E -> a::m::E (type)
            3:29 A -> a::m::E::A (expr)
            3:40 B -> a::m::E::B (expr)
            4:25 super::E -> a::m::E (use)
            4:36 super::E::B -> a::m::E::B (use)
            4:54 F -> a::m::E (type)
            4:58 B -> a::m::E::B (expr)
        "#]],
    );
}

#[test]
fn an_import_is_not_settled_on_what_one_in_the_same_knot_may_change() {
    check(
        r#"
//- /a/src/lib.rs deps:math
use math::Curve;
pub fn f(_: &dyn Curve) {}
//- /math/src/lib.rs
pub use curve::Curve;
pub use std::fmt::*;
pub use cubic::*;
mod curve { use super::*; pub trait Curve {} }
mod cubic { use crate::Curve; pub fn g(_: &dyn Curve) {} }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:11 math::Curve -> math::curve::Curve (use)
            2:18 Curve -> math::curve::Curve (bound)
            /math/src/lib.rs
            1:16 curve::Curve -> math::curve::Curve (use)
            3:16 cubic::* -> fn math::cubic::g (glob)
            4:24 super::* -> fn math::cubic::g (glob)
            4:24 super::* -> math::cubic (glob)
            4:24 super::* -> math::curve (glob)
            5:24 crate::Curve -> math::curve::Curve (use)
            5:48 Curve -> math::curve::Curve (bound)
        "#]],
    );
}

#[test]
fn a_module_and_a_function_of_one_name_are_imported_where_they_meet_in_a_knot() {
    check(
        r#"
pub mod ide {
    mod go { pub fn go() {} }
    mod all { pub use crate::ide::go::go; }
    pub use all::go;
}
mod user {
    use crate::ide::go;
    fn f() { go() }
}
"#,
        expect![[r#"
            3:39 crate::ide::go::go -> fn a::ide::go::go (use)
            4:18 all::go -> fn a::ide::go::go (use)
            7:21 crate::ide::go -> fn a::ide::go::go (use)
            8:14 go -> fn a::ide::go::go (expr)
        "#]],
    );
}

#[test]
fn an_import_does_not_rest_on_the_name_that_it_brings_in() {
    check(
        r#"
//- /api/src/lib.rs
pub mod api { pub fn f() {} pub mod api { pub fn f() {} } }
pub mod n { pub fn n() {} pub mod api { pub fn f() {} } }
//- /a/Cargo.toml
[package]
name = "a"
version = "0.0.0"
edition = "2024"
[dependencies]
api = { path = "../api" }
//- /a/src/lib.rs
pub mod one { use api::api; pub fn f() { api::f(); } }
pub mod two { use api::{n as api}; pub fn f() { api::n(); } }
pub mod three { pub fn f() { use api::n::api; api::f(); } }
pub mod four {
    pub mod x { pub mod x { pub fn f() {} } }
    pub mod inner { use super::*; use x::x; pub fn f() { x::f(); } }
}
pub mod five {
    pub mod n { pub struct y; pub fn z() {} pub mod n { pub fn z() {} } }
    mod inner { use super::n; use n::n as m; use n::y as w; pub fn f() { (m::z(), n::z(), w); } }
}
pub mod six { pub use self::api::api as other; use ::api; pub fn f() { other::f(); } }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:24 api::api -> api::api (use)
            1:47 api::f -> fn api::api::f (expr)
            2:25 api::n -> api::n (use)
            2:54 api::n -> fn api::n::n (expr)
            3:42 api::n::api -> api::n::api (use)
            3:52 api::f -> fn api::n::api::f (expr)
            6:32 super::* -> a::four::inner (glob)
            6:42 x::x -> a::four::x::x (use)
            6:61 x::f -> fn a::four::x::x::f (expr)
            10:28 super::n -> a::five::n (use)
            10:38 n::n -> a::five::n::n (use)
            10:53 n::y -> a::five::n::y (use)
            10:78 m::z -> fn a::five::n::n::z (expr)
            10:86 n::z -> fn a::five::n::z (expr)
            10:91 w -> a::five::n::y (expr)
            12:34 self::api::api -> api::api (use)
            12:54 ::api -> api (use)
            12:79 other::f -> fn api::api::f (expr)
        "#]],
    );
}

#[test]
fn trees_in_the_body_of_a_macro() {
    check(
        r#"
//- /a/src/lib.rs deps:dep
pub mod dep { pub struct S; }
pub struct R; pub fn g() {} pub fn k() {}
macro_rules! uses { ($n:ident) => {
    pub mod $n { pub use {::dep::S as R, ::dep::m::{{f as g}, f as k}, crate::{dep::{S as Q}}, ::{dep::m}}; }
} }
uses!(n);
pub fn h(_: n::R, _: n::Q) { n::g(); n::k(); n::m::f(); }
//- /dep/src/lib.rs
pub struct S; pub mod m { pub fn f() {} }
"#,
        expect![[r#"
            /a/src/lib.rs
            4:34 ::dep::S -> dep::S (macro-body)
            4:54 ::dep::m::f -> fn dep::m::f (macro-body)
            4:63 ::dep::m::f -> fn dep::m::f (macro-body)
            4:86 crate::dep::S -> a::dep::S (macro-body)
            4:104 ::dep::m -> dep::m (macro-body)
            6:1 uses -> macro a::uses (macro-call)
            7:16 n::R -> dep::S (type)
            7:25 n::Q -> a::dep::S (type)
            7:33 n::g -> fn dep::m::f (expr)
            7:41 n::k -> fn dep::m::f (expr)
            7:52 n::m::f -> fn dep::m::f (expr)
        "#]],
    );
}
