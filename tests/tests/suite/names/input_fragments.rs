//! How far the fragments of a macro's input reach, and how they are put back.

use expect_test::expect;

use super::check;

#[test]
fn a_path_may_have_inputs_and_an_output() {
    check(
        r#"
pub mod m { pub struct S; pub struct T; pub fn f() {} }
macro_rules! object { ($bound:path, $of:ident) => { pub fn object(_: &dyn $bound, _: m::$of) {} } }
object!(Fn(m::S) -> Vec<m::T>, S);
macro_rules! bounds { ($name:ident, $($bound:path),+; $of:ident) => { pub fn $name<X: $($bound +)+>() { m::$of() } } }
bounds!(one, FnMut(m::S); f);
bounds!(two, core::ops::Fn(u8) -> m::S, Send, FnOnce(u8,); f);
bounds!(three, Fn::(m::S) -> m::T; f);
macro_rules! own { ($of:path) => {}; ($of:ty) => { pub type Item = $of; } }
own!(<Vec<m::S> as IntoIterator>::Item);
pub fn item(_: Item) {}
macro_rules! first { ($p:path) => { pub type First = dyn $p; }; (Fn($t:ty)) => {} }
first!(Fn(m::S));
pub type Uses = First;
"#,
        expect![[r#"
            3:1 object -> macro a::object (macro-call)
            3:15 m::S -> a::m::S (type)
            3:28 m::T -> a::m::T (type)
            3:32 m::S -> a::m::S (type)
            5:1 bounds -> macro a::bounds (macro-call)
            5:23 m::S -> a::m::S (type)
            5:27 m::f -> fn a::m::f (expr)
            6:1 bounds -> macro a::bounds (macro-call)
            6:38 m::S -> a::m::S (type)
            6:60 m::f -> fn a::m::f (expr)
            7:1 bounds -> macro a::bounds (macro-call)
            7:24 m::S -> a::m::S (type)
            7:33 m::T -> a::m::T (type)
            7:36 m::f -> fn a::m::f (expr)
            9:1 own -> macro a::own (macro-call)
            9:14 m::S -> a::m::S (type)
            10:16 Item -> a::Item (type)
            12:1 first -> macro a::first (macro-call)
            12:14 m::S -> a::m::S (type)
            13:17 First -> a::First (type)
        "#]],
    );
}

#[test]
fn an_object_type_without_dyn_is_a_type() {
    check(
        r#"
//- /a/Cargo.toml
[package]
name = "a"
version = "0.0.0"
edition = "2018"
//- /a/src/lib.rs
#![allow(bare_trait_objects)]
pub mod m { pub struct S; pub trait T { } pub fn f() {} }
macro_rules! boxed { ($ty:ty, $of:ident) => { pub fn $of(_: Box<$ty>) { m::$of() } } }
boxed!(Fn(m::S) -> m::S, f);
mod plus { use crate::m; boxed!(Fn(m::S) + Send, f); }
mod pointer { use crate::m; boxed!(*const Fn(m::S), f); }
macro_rules! bound { ($bound:path, $of:ident) => { pub fn bound<X: $bound>() { m::$of() } } }
bound!(Fn(Box<m::T + Send>) -> u8, f);
"#,
        expect![[r#"
            4:1 boxed -> macro a::boxed (macro-call)
            4:14 m::S -> a::m::S (type)
            4:23 m::S -> a::m::S (type)
            4:26 m::f -> fn a::m::f (expr)
            5:23 crate::m -> a::m (use)
            5:26 boxed -> macro a::boxed (macro-call)
            5:39 m::S -> a::m::S (type)
            5:50 m::f -> fn a::m::f (expr)
            6:26 crate::m -> a::m (use)
            6:29 boxed -> macro a::boxed (macro-call)
            6:49 m::S -> a::m::S (type)
            6:53 m::f -> fn a::m::f (expr)
            8:1 bound -> macro a::bound (macro-call)
            8:18 m::T -> a::m::T (bound)
            8:36 m::f -> fn a::m::f (expr)
        "#]],
    );
}
