//! Every place where a path may stand.

use expect_test::expect;

use super::check;

#[test]
fn types_bounds_and_impl_headers() {
    check(
        r#"
pub struct S; pub trait T<X = S> { type A; } pub struct G<X>(X);
pub fn f<X: T<S> + ?Sized>(_: &X, _: Box<dyn T<A = S>>, _: impl T<A = G<S>>) -> *const [S; 1] where S: Copy, for<'a> &'a S: T { loop {} }
impl<X> T<X> for G<S> where X: T<S> { type A = (S, fn(S) -> G<S>); }
pub type Al = <G<S> as T<S>>::A;
pub static X: Option<&'static S> = None;
impl Clone for S { fn clone(&self) -> S { S } }
impl Copy for S {}
"#,
        expect![[r#"
            1:31 S -> a::S (type)
            2:13 T -> a::T (bound)
            2:15 S -> a::S (type)
            2:46 T -> a::T (bound)
            2:48 A -> a::T::A (bound)
            2:52 S -> a::S (type)
            2:65 T -> a::T (bound)
            2:67 A -> a::T::A (bound)
            2:71 G -> a::G (type)
            2:73 S -> a::S (type)
            2:89 S -> a::S (type)
            2:101 S -> a::S (type)
            2:122 S -> a::S (type)
            2:125 T -> a::T (bound)
            3:9 T -> a::T (impl)
            3:18 G -> a::G (impl)
            3:20 S -> a::S (type)
            3:32 T -> a::T (bound)
            3:34 S -> a::S (type)
            3:49 S -> a::S (type)
            3:55 S -> a::S (type)
            3:61 G -> a::G (type)
            3:63 S -> a::S (type)
            4:16 G -> a::G (type)
            4:18 S -> a::S (type)
            4:26 S -> a::S (type)
            4:31 T::A -> a::T::A (type)
            5:31 S -> a::S (type)
            6:16 S -> a::S (impl)
            6:39 S -> a::S (type)
            6:43 S -> a::S (expr)
            7:15 S -> a::S (impl)
        "#]],
    );
}

#[test]
fn expressions_of_all_sorts() {
    check(
        r#"
pub struct S { pub x: u8 } pub struct U; pub const N: usize = 1; pub fn f<X>(_: X) -> u8 { 1 }
pub async fn g(s: S) -> u8 {
    let t = S { x: f(U), ..s };
    f::<S>(t); f::<Vec<U>>(vec![U]);
    let _ = [0u8; N]; let _ = &N; let _ = N as f32; let _ = f as fn(U) -> u8;
    let _ = async move { f(N) }.await + if let N = 1 { f(U) } else { f(N) };
    let _ = || -> u8 { f(U) }; let _ = N..=N; let _ = (N, [N][N]);
    for _ in [N] { while f(U) == 1 { loop { break; } } }
    'l: { break 'l; }
    return f(Some(N));
}
"#,
        expect![[r#"
            2:19 S -> a::S (type)
            3:13 S -> a::S (expr)
            3:20 f -> fn a::f (expr)
            3:22 U -> a::U (expr)
            4:5 f -> fn a::f (expr)
            4:9 S -> a::S (type)
            4:16 f -> fn a::f (expr)
            4:24 U -> a::U (type)
            4:33 U -> a::U (macro-arg)
            5:19 N -> const a::N (expr)
            5:32 N -> const a::N (expr)
            5:43 N -> const a::N (expr)
            5:61 f -> fn a::f (expr)
            5:69 U -> a::U (type)
            6:26 f -> fn a::f (expr)
            6:28 N -> const a::N (expr)
            6:48 N -> const a::N (pattern)
            6:56 f -> fn a::f (expr)
            6:58 U -> a::U (expr)
            6:70 f -> fn a::f (expr)
            6:72 N -> const a::N (expr)
            7:24 f -> fn a::f (expr)
            7:26 U -> a::U (expr)
            7:40 N -> const a::N (expr)
            7:44 N -> const a::N (expr)
            7:56 N -> const a::N (expr)
            7:60 N -> const a::N (expr)
            7:63 N -> const a::N (expr)
            8:15 N -> const a::N (expr)
            8:26 f -> fn a::f (expr)
            8:28 U -> a::U (expr)
            10:12 f -> fn a::f (expr)
            10:19 N -> const a::N (expr)
        "#]],
    );
}

#[test]
fn attributes_derives_and_strings() {
    check(
        r#"
//- /a/src/lib.rs deps:mac
mod codec { pub fn write() {} pub struct Shadow; pub fn zero() -> u8 { 1 } }
#[derive(Clone, mac::Fake)]
#[fake(with = "codec", other = "codec::write", plain = "not a path", from = "codec::Shadow")]
pub struct S {
    #[fake(default = "crate::codec::zero", rename = "codec")]
    pub x: u8,
}
#[mac::attr(codec::write)]
#[cfg_attr(unix, mac::attr)]
#[cfg_attr(unix, derive(mac::Fake))]
pub struct T;
#[mac::attr]
pub fn f() {}
//- /mac/Cargo.toml
[package]
name = "mac"
version = "0.0.0"
edition = "2021"
[lib]
proc-macro = true
//- /mac/src/lib.rs
use proc_macro::TokenStream;
#[proc_macro_derive(Fake, attributes(fake))]
pub fn derive_fake(_: TokenStream) -> TokenStream { TokenStream::new() }
#[proc_macro_attribute]
pub fn attr(_: TokenStream, item: TokenStream) -> TokenStream { item }
"#,
        expect![[r#"
            /a/src/lib.rs
            2:22 mac::Fake -> macro mac::Fake (derive)
            3:16 codec -> a::codec (string)
            3:40 codec::write -> fn a::codec::write (string)
            3:85 codec::Shadow -> a::codec::Shadow (string)
            5:37 crate::codec::zero -> fn a::codec::zero (string)
            8:8 mac::attr -> macro mac::attr (attribute)
            8:20 codec::write -> fn a::codec::write (attribute)
            9:23 mac::attr -> macro mac::attr (attribute)
            10:30 mac::Fake -> macro mac::Fake (derive)
            12:8 mac::attr -> macro mac::attr (attribute)
        "#]],
    );
}

#[test]
fn test_code_is_marked() {
    check(
        r#"
pub struct S;
#[cfg(test)]
mod tests { use super::S; #[test] fn t() { let _ = S; } }
#[cfg(all(test, unix))]
fn a1() -> S { S }
#[cfg(any(test, unix))]
fn a2() -> S { S }
#[test]
fn t() { let _ = S; }
pub fn f() {
    #[cfg(test)]
    let _ = S;
    #[cfg(test)]
    use S as Renamed;
    if cfg!(test) { let _ = S; }
}
impl S {
    #[cfg(test)]
    fn g() -> S { S }
}
pub enum E { #[cfg(test)] A(S), B(S) }
"#,
        expect![[r#"
            3:24 super::S -> a::S (use, test)
            3:52 S -> a::S (expr, test)
            5:12 S -> a::S (type, test)
            5:16 S -> a::S (expr, test)
            7:12 S -> a::S (type)
            7:16 S -> a::S (expr)
            9:18 S -> a::S (expr, test)
            12:13 S -> a::S (expr, test)
            14:9 S -> a::S (use, test)
            15:29 S -> a::S (expr)
            17:6 S -> a::S (impl)
            19:15 S -> a::S (type, test)
            19:19 S -> a::S (expr, test)
            21:29 S -> a::S (type, test)
            21:35 S -> a::S (type)
        "#]],
    );
}

#[test]
fn a_path_outside_of_the_workspace_is_no_reference() {
    check(
        r#"
//- /a/src/lib.rs deps:gone
use gone::{Thing, deep::*};
use std::collections::HashMap;
pub fn f(_: Thing, _: HashMap<u8, Other>) -> gone::S<Own> { gone::make!(Own); other() }
pub struct Own;
//- /outside/gone/src/lib.rs
pub struct Thing;
pub struct S<T>(pub T);
#[macro_export]
macro_rules! make { ($t:expr) => {}; }
pub mod deep { pub struct Other; pub fn other<T>() -> T { loop {} } }
"#,
        expect![[r#"
            3:54 Own -> a::Own (type)
            3:73 Own -> a::Own (macro-arg)
        "#]],
    );
}

#[test]
fn what_means_nothing_is_listed() {
    check(
        r#"
// compile: no: the point of it
//- /a/src/lib.rs deps:b
use b::Nothing;
use b::nowhere::*;
pub fn f(_: b::Gone, _: Undefined) -> crate::m::Missing { undefined(); super::above() }
mod m {}
//- /b/src/lib.rs
"#,
        expect![[r#"
            /a/src/lib.rs
            1:8 b::Nothing unresolved: there is no `Nothing` in `b`
            2:17 b::nowhere::* unresolved: there is no `nowhere` in `b`
            3:16 b::Gone unresolved: there is no `Gone` in `b`
            3:25 Undefined unresolved: `Undefined` is not in scope
            3:49 crate::m::Missing unresolved: there is no `Missing` in `a::m`
            3:59 undefined unresolved: `undefined` is not in scope
            3:72 super::above unresolved: there are too many leading `super`s
        "#]],
    );
}

#[test]
fn a_helper_of_a_derive_comes_before_an_attribute_macro() {
    check(
        r#"
//- /a/src/lib.rs deps:m
use m::*;
#[derive(Shape)]
#[helper(x)]
pub struct A { #[helper(x = "u8")] pub x: u8 }
#[derive(Clone)]
#[helper]
pub enum B { C }
#[derive(Shape)] #[other]
pub enum D { #[helper] E(#[other] u8) }
pub mod n { #[super::helper] fn f() { #[helper] fn g() {} } use super::*; }
//- /m/Cargo.toml
[package]
name = "m"
edition = "2024"
[lib]
proc-macro = true
//- /m/src/lib.rs
use proc_macro::TokenStream;
#[proc_macro_derive(Shape, attributes(other, helper))]
pub fn shape(_: TokenStream) -> TokenStream { TokenStream::new() }
#[proc_macro_attribute]
pub fn helper(_: TokenStream, item: TokenStream) -> TokenStream { item }
#[proc_macro_attribute]
pub fn other(_: TokenStream, item: TokenStream) -> TokenStream { item }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:8 m::* -> macro m::Shape (glob)
            1:8 m::* -> macro m::helper (glob)
            1:8 m::* -> macro m::other (glob)
            2:10 Shape -> macro m::Shape (derive)
            6:3 helper -> macro m::helper (attribute)
            8:10 Shape -> macro m::Shape (derive)
            10:22 super::helper -> macro m::helper (attribute)
            10:41 helper -> macro m::helper (attribute)
            10:72 super::* -> a::A (glob)
            10:72 super::* -> a::B (glob)
            10:72 super::* -> a::D (glob)
            10:72 super::* -> a::n (glob)
            10:72 super::* -> macro m::Shape (glob)
            10:72 super::* -> macro m::helper (glob)
            10:72 super::* -> macro m::other (glob)
        "#]],
    );
}
