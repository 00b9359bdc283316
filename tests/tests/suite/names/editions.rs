//! Editions 2015 to 2024: where the paths of a `use` start.

use expect_test::expect;

use super::check;

#[test]
fn in_2015_a_use_starts_at_the_root() {
    check(
        r#"
//- /a/src/lib.rs edition:2015
pub mod m {
    pub struct S;
    pub mod deep {
        use m::S;
        use ::m::S as T;
        pub fn f() -> (S, T, ::m::S, super::S) { loop {} }
    }
}
"#,
        expect![[r#"
            4:16 m::S -> a::m::S (use)
            5:18 ::m::S -> a::m::S (use)
            6:24 S -> a::m::S (type)
            6:27 T -> a::m::S (type)
            6:35 ::m::S -> a::m::S (type)
            6:45 super::S -> a::m::S (type)
        "#]],
    );
}

#[test]
fn in_2015_colons_in_a_group_are_the_root() {
    check(
        r#"
//- /a/src/lib.rs edition:2015
pub mod m {
    pub struct S;
    pub mod deep { use {::m::S, m::S as T, ::*}; pub fn f() -> (S, T, m::S) { loop {} } }
}
"#,
        expect![[r#"
            3:30 ::m::S -> a::m::S (use)
            3:36 m::S -> a::m::S (use)
            3:46 ::* -> a::m (glob)
            3:65 S -> a::m::S (type)
            3:68 T -> a::m::S (type)
            3:74 m::S -> a::m::S (type)
        "#]],
    );
}

#[test]
fn in_2015_the_path_of_a_visibility_starts_at_the_root() {
    check(
        r#"
//- /a/src/lib.rs edition:2015
pub mod m {
    pub mod n {
        pub(in m) fn open() {}
        pub(in m::n) fn shut() {}
        pub fn f() { shut() }
    }
    mod other { pub fn shut() {} }
    use m::n::*;
    use m::other::*;
    pub fn g() { open(); shut(); f() }
}
"#,
        expect![[r#"
            3:16 m -> a::m (visibility)
            4:19 m::n -> a::m::n (visibility)
            5:22 shut -> fn a::m::n::shut (expr)
            8:15 m::n::* -> fn a::m::n::f (glob)
            8:15 m::n::* -> fn a::m::n::open (glob)
            9:19 m::other::* -> fn a::m::other::shut (glob)
            10:18 open -> fn a::m::n::open (expr)
            10:26 shut -> fn a::m::other::shut (expr)
            10:34 f -> fn a::m::n::f (expr)
        "#]],
    );
}

#[test]
fn in_2015_a_module_of_the_root_comes_before_a_crate() {
    check(
        r#"
//- /a/src/lib.rs edition:2015 deps:b
pub mod b { pub struct S; }
pub mod m { use b::S; pub fn f() -> S { loop {} } }
//- /b/src/lib.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            2:20 b::S -> a::b::S (use)
            2:37 S -> a::b::S (type)
        "#]],
    );
}

#[test]
fn in_2015_other_paths_start_at_what_is_in_scope() {
    check(
        r#"
//- /a/src/lib.rs edition:2015
pub mod m {
    pub struct S;
    pub mod m {
        pub struct S;
    }
    pub fn f() -> (m::S, ::m::S) { loop {} }
}
"#,
        expect![[r#"
            6:23 m::S -> a::m::m::S (type)
            6:31 ::m::S -> a::m::S (type)
        "#]],
    );
}

#[test]
fn in_2015_a_crate_is_in_scope_where_extern_crate_stands() {
    check(
        r#"
//- /a/src/lib.rs edition:2015 deps:b
extern crate b;
use b::S;
mod m {
    use b::S;
    pub fn f() -> (S, ::b::S) { loop {} }
}
pub fn f() -> (S, b::S) { loop {} }
//- /b/src/lib.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            1:14 b -> b (use)
            2:8 b::S -> b::S (use)
            4:12 b::S -> b::S (use)
            5:20 S -> b::S (type)
            5:28 ::b::S -> b::S (type)
            7:16 S -> b::S (type)
            7:22 b::S -> b::S (type)
        "#]],
    );
}

#[test]
fn since_2018_a_use_starts_at_what_is_in_scope_or_at_a_crate() {
    check(
        r#"
//- /a/src/lib.rs edition:2018 deps:b
mod m {
    pub struct S;
    mod deep {
        pub struct D;
        mod deeper {}
        use deeper as e;
        use b::S;
        use ::b::S as T;
        use super::S as U;
        pub fn f() -> (S, T, U) { loop {} }
    }
}
use m::S;
pub fn g() -> S { loop {} }
//- /b/src/lib.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            6:13 deeper -> a::m::deep::deeper (use)
            7:16 b::S -> b::S (use)
            8:18 ::b::S -> b::S (use)
            9:20 super::S -> a::m::S (use)
            10:24 S -> b::S (type)
            10:27 T -> b::S (type)
            10:30 U -> a::m::S (type)
            13:8 m::S -> a::m::S (use)
            14:15 S -> a::m::S (type)
        "#]],
    );
}

#[test]
fn since_2018_leading_colons_lead_to_a_crate_alone() {
    check(
        r#"
//- /a/src/lib.rs edition:2021 deps:b
mod b {
    pub struct Local;
}
use self::b::Local;
use ::b::Far;
pub fn f() -> (b::Local, ::b::Far) { loop {} }
//- /b/src/lib.rs
pub struct Far;
"#,
        expect![[r#"
            /a/src/lib.rs
            4:14 self::b::Local -> a::b::Local (use)
            5:10 ::b::Far -> b::Far (use)
            6:19 b::Local -> a::b::Local (type)
            6:31 ::b::Far -> b::Far (type)
        "#]],
    );
}

#[test]
fn macros_that_a_2018_crate_exports_serve_a_2015_one() {
    check(
        r#"
//- /a/src/lib.rs edition:2015 deps:b
#[macro_use]
extern crate b;
mod m {
    pub fn f() { make!(); }
}
make!();
//- /b/src/lib.rs edition:2018
#[macro_export]
macro_rules! make { () => { use $crate::S as Made; } }
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            2:14 b -> b (use)
            4:18 make -> macro b::make (macro-call)
            6:1 make -> macro b::make (macro-call)
            /b/src/lib.rs
            2:41 $crate::S -> b::S (macro-body)
        "#]],
    );
}

#[test]
fn names_of_later_preludes_may_be_taken_in_earlier_editions() {
    check(
        r#"
//- /a/src/lib.rs edition:2018
pub trait TryFrom {}
pub struct Future;
pub fn f<T: TryFrom>(_: Future, _: dyn_::S) {}
pub mod dyn_ { pub struct S; }
pub fn g() -> Result<Vec<Option<String>>, Box<dyn Fn()>> { loop {} }
"#,
        expect![[r#"
            3:13 TryFrom -> a::TryFrom (bound)
            3:25 Future -> a::Future (type)
            3:42 dyn_::S -> a::dyn_::S (type)
        "#]],
    );
}

#[test]
fn words_that_became_keywords_are_names_in_2015() {
    check(
        r#"
//- /a/src/lib.rs edition:2015
pub struct S;
pub fn async() -> S { S }
pub struct Fields { pub try: S, pub dyn: u8 }
pub fn f(dyn: u8) -> S { let await = dyn; drop(await); ::async(); async() }
"#,
        expect![[r#"
            2:19 S -> a::S (type)
            2:23 S -> a::S (expr)
            3:30 S -> a::S (type)
            4:22 S -> a::S (type)
            4:58 ::async -> fn a::async (expr)
            4:67 async -> fn a::async (expr)
        "#]],
    );
}

#[test]
fn in_2015_parameters_of_trait_functions_may_have_no_name() {
    check(
        r#"
//- /a/src/lib.rs edition:2015
pub struct S;
pub trait T { fn f(S, &S, Option<S>) -> S; }
"#,
        expect![[r#"
            2:20 S -> a::S (type)
            2:24 S -> a::S (type)
            2:34 S -> a::S (type)
            2:41 S -> a::S (type)
        "#]],
    );
}

#[test]
fn in_2018_trait_objects_may_go_without_dyn() {
    check(
        r#"
//- /a/src/lib.rs edition:2018
pub trait T {}
pub struct S(Box<T>);
pub fn f(_: &T, _: &(T + Send), _: Vec<Box<T + 'static>>) -> *const T { loop {} }
"#,
        expect![[r#"
            2:18 T -> a::T (type)
            3:14 T -> a::T (type)
            3:22 T -> a::T (bound)
            3:44 T -> a::T (bound)
            3:69 T -> a::T (type)
        "#]],
    );
}

#[test]
fn a_local_module_and_a_crate_of_one_name() {
    check(
        r#"
//- /a/src/lib.rs edition:2021 deps:b,c
mod one { mod c { pub struct X; } use c::X; pub fn f(_: X, _: c::X, _: ::c::X) {} }
mod two { use b::*; pub fn f(_: c::Near, _: ::c::X) {} }
mod three { use c::X; pub fn f(_: X) {} }
//- /b/src/lib.rs
pub mod c { pub struct Near; }
//- /c/src/lib.rs
pub struct X;
"#,
        expect![[r#"
            /a/src/lib.rs
            1:42 c::X -> a::one::c::X (use)
            1:57 X -> a::one::c::X (type)
            1:66 c::X -> a::one::c::X (type)
            1:77 ::c::X -> c::X (type)
            2:18 b::* -> b::c (glob)
            2:36 c::Near -> b::c::Near (type)
            2:50 ::c::X -> c::X (type)
            3:20 c::X -> c::X (use)
            3:35 X -> c::X (type)
        "#]],
    );
}

#[test]
fn in_2015_later_keywords_may_name_anything() {
    check(
        r#"
//- /a/src/lib.rs edition:2015
pub mod async { pub struct S; pub mod dyn { pub struct T; } pub fn await() -> u8 { 1 } }
mod try { pub fn f(_: u8) {} }
use async::{await, dyn, S};
macro_rules! async { ($e:expr, $i:item) => { $i pub fn made() -> u8 { $e } }; }
async!(await(), pub struct Made { pub x: ::async::S });
pub struct Holder { async: u8, try: S }
pub fn f(async: u8, _: &dyn::T, _: &dyn Tr) -> u8 { let dyn = async; if dyn == 1 { await() } else { async } }
pub trait Tr { fn g(&self, S, Box<Fn(u8, S) -> S>, x: u8) -> S; fn async(self: Box<Self>, &S); }
pub fn h(h: Holder) -> Made { try::f(h.async); drop(h.try); drop(assert_eq!(await(), 1)); Made { x: S } }
pub type Callback = Box<for<'a> Fn(&'a S) -> S + Send>;
pub fn k<F: Fn(S)>(_: F, _: &Fn(S), _: &'static ::std::ops::FnMut(S), _: *const Fn() -> Box<FnOnce(S)>) {}
impl<'a> Tr2 for FnMut(S) + 'a {}
pub trait Tr2 {}
pub fn l<'a>(_: &'a (Fn(S) + 'a)) {}
"#,
        expect![[r#"
            3:13 async::await -> fn a::async::await (use)
            3:20 async::dyn -> a::async::dyn (use)
            3:25 async::S -> a::async::S (use)
            5:1 async -> macro a::async (macro-call)
            5:8 await -> fn a::async::await (expr)
            5:51 ::async::S -> a::async::S (type)
            6:37 S -> a::async::S (type)
            7:30 dyn::T -> a::async::dyn::T (type)
            7:41 Tr -> a::Tr (bound)
            7:84 await -> fn a::async::await (expr)
            8:28 S -> a::async::S (type)
            8:42 S -> a::async::S (type)
            8:48 S -> a::async::S (type)
            8:62 S -> a::async::S (type)
            8:92 S -> a::async::S (type)
            9:13 Holder -> a::Holder (type)
            9:24 Made -> a::Made (type)
            9:36 try::f -> fn a::try::f (expr)
            9:77 await -> fn a::async::await (macro-arg)
            9:91 Made -> a::Made (expr)
            9:101 S -> a::async::S (expr)
            10:40 S -> a::async::S (type)
            10:46 S -> a::async::S (type)
            11:16 S -> a::async::S (type)
            11:33 S -> a::async::S (type)
            11:67 S -> a::async::S (type)
            11:100 S -> a::async::S (type)
            12:10 Tr2 -> a::Tr2 (impl)
            12:24 S -> a::async::S (type)
            14:25 S -> a::async::S (type)
        "#]],
    );
}
