//! Associated items that traits give to types from outside, to all types, and
//! to associated types.

use expect_test::expect;

use super::check;

#[test]
fn a_trait_in_scope_gives_its_items_to_types_from_outside() {
    check(
        r#"
use std::io;
use std::io::Error as Renamed;
pub trait Make { const N: u8 = 1; fn make(s: &str) -> Self; }
impl Make for io::Error {
    fn make(s: &str) -> Self { Self::make(s) }
}
impl Make for u8 {
    fn make(_: &str) -> Self { 1 }
}
pub type Alias = io::Error;
pub fn f() {
    let _ = io::Error::make("");
    let _ = std::io::Error::make;
    let _ = Renamed::N;
    let _ = Alias::make("");
    let _ = u8::make("");
    let _ = <io::Error>::make("");
    let _ = io::Error::other("");
    let _ = String::from("");
}
"#,
        expect![[r#"
            4:6 Make -> a::Make (impl)
            5:38 Self::make -> a::Make::make (expr)
            7:6 Make -> a::Make (impl)
            12:24 io::Error::make -> a::Make::make (expr)
            13:29 std::io::Error::make -> a::Make::make (expr)
            14:22 Renamed::N -> a::Make::N (expr)
            15:20 Alias::make -> a::Make::make (expr)
            16:17 u8::make -> a::Make::make (expr)
            17:26 make -> a::Make::make (expr)
        "#]],
    );
}

#[test]
fn a_trait_that_is_not_in_scope_gives_nothing() {
    check(
        r#"
mod m {
    pub trait Make { fn new() -> Self; fn other() -> Self; }
    impl Make for String {
        fn new() -> Self { loop {} }
        fn other() -> Self { loop {} }
    }
}
mod unnamed {
    use super::m::Make as _;
    pub fn f() -> String { String::other() }
}
mod block {
    pub fn f() -> String { use super::m::*; drop(String::new()); String::other() }
}
pub fn f() -> String { String::new() }
"#,
        expect![[r#"
            3:10 Make -> a::m::Make (impl)
            9:19 super::m::Make -> a::m::Make (use)
            10:36 String::other -> a::m::Make::other (expr)
            13:42 super::m::* -> a::m::Make (glob)
            13:74 String::other -> a::m::Make::other (expr)
        "#]],
    );
}

#[test]
fn of_two_traits_with_one_name_the_one_in_scope_gives_it() {
    check(
        r#"
mod m { pub trait Make { fn other() -> Self; } impl Make for String { fn other() -> Self { loop {} } } }
mod n { pub trait Make { fn other() -> Self; } impl Make for String { fn other() -> Self { loop {} } } }
pub fn f() -> String { use n::Make; String::other() }
"#,
        expect![[r#"
            1:53 Make -> a::m::Make (impl)
            2:53 Make -> a::n::Make (impl)
            3:31 n::Make -> a::n::Make (use)
            3:45 String::other -> a::n::Make::other (expr)
        "#]],
    );
}

#[test]
fn an_impl_for_all_types_gives_its_items_to_each() {
    check(
        r#"
pub trait Make: Sized { fn make() -> Option<Self> { None } }
impl<T> Make for T {}
pub struct S;
impl S { pub fn own() {} }
pub fn f<X>() {
    let _ = S::make();
    let _ = String::make();
    let _ = X::make();
    S::own();
}
"#,
        expect![[r#"
            2:9 Make -> a::Make (impl)
            4:6 S -> a::S (impl)
            6:16 S::make -> a::Make::make (expr)
            7:21 String::make -> a::Make::make (expr)
            8:16 X::make -> a::Make::make (expr)
            9:8 S::own -> a::S::own (expr)
        "#]],
    );
}

#[test]
fn an_associated_type_has_what_its_bounds_give() {
    check(
        r#"
pub trait Error { fn make() -> Self; }
pub trait Sink { type Error: Error; fn f() -> Self::Error { Self::Error::make() } }
pub fn f<S: Sink>() -> S::Error { S::Error::make() }
pub fn g<S>() -> S::Error where S: Sink { <S as Sink>::Error::make() }
"#,
        expect![[r#"
            2:30 Error -> a::Error (bound)
            2:53 Self::Error -> a::Sink::Error (type)
            2:74 Self::Error::make -> a::Error::make (expr)
            3:13 Sink -> a::Sink (bound)
            3:27 S::Error -> a::Sink::Error (type)
            3:45 S::Error::make -> a::Error::make (expr)
            4:21 S::Error -> a::Sink::Error (type)
            4:36 Sink -> a::Sink (bound)
            4:63 Sink::Error::make -> a::Error::make (expr)
        "#]],
    );
}

#[test]
fn a_bound_names_the_associated_types_that_it_sets() {
    check(
        r#"
pub trait T { type Out; type Err: Copy; }
pub fn f<X: T<Out = u8>>(_: Box<dyn T<Out = u8, Err = u8>>) -> impl T<Out = u8, Err: Send> {
    g()
}
fn g() -> impl T<Out = u8, Err: Send> + Iterator<Item = u8> { A }
struct A;
impl T for A { type Out = u8; type Err = u8; }
impl Iterator for A { type Item = u8; fn next(&mut self) -> Option<u8> { None } }
"#,
        expect![[r#"
            2:13 T -> a::T (bound)
            2:15 Out -> a::T::Out (bound)
            2:37 T -> a::T (bound)
            2:39 Out -> a::T::Out (bound)
            2:49 Err -> a::T::Err (bound)
            2:69 T -> a::T (bound)
            2:71 Out -> a::T::Out (bound)
            2:81 Err -> a::T::Err (bound)
            3:5 g -> fn a::g (expr)
            5:16 T -> a::T (bound)
            5:18 Out -> a::T::Out (bound)
            5:28 Err -> a::T::Err (bound)
            5:63 A -> a::A (expr)
            7:6 T -> a::T (impl)
            7:12 A -> a::A (impl)
            8:19 A -> a::A (impl)
        "#]],
    );
}

#[test]
fn neither_a_module_nor_a_crate_is_given_what_all_types_are_given() {
    check(
        r#"
//- /a/src/lib.rs deps:thiserror,glam
use std::mem;
use thiserror::Error;
pub trait Read { type Error; const ZERO: u8 = 0; fn read(&self) {} fn take(&self) {} }
impl<T> Read for T { type Error = (); }
pub fn f(_: std::io::Error) {
    std::fs::read("");
    mem::take(&mut 1);
    String::read(&String::new());
    let _ = glam::Vec3::ZERO;
}
"#,
        expect![[r#"
            4:9 Read -> a::Read (impl)
            8:13 String::read -> a::Read::read (expr)
        "#]],
    );
}
