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

#[test]
fn a_statement_is_followed_by_more_without_a_semicolon() {
    check(
        r#"
pub mod m { pub struct S; pub const K: u8 = 1; pub fn f() {} pub fn g() -> S { S } }
macro_rules! first { ($s:stmt; $name:ident) => { pub fn first() { $s m::$name(); } } }
first!(let _x = m::K; f);
macro_rules! call { ($s:stmt, $name:ident) => { pub fn call() { $s m::$name(); } } }
call!(std::mem::drop(m::K), f);
macro_rules! all { ($name:ident: $($s:stmt;)*) => { pub fn all() -> m::S { $($s)* m::$name() } } }
all!(g: let x = m::K; drop(x); println!("{x}"); use m::f as local;; local(););
macro_rules! value { ($name:ident: $s:stmt) => { pub fn $name() -> m::S { $s } } }
value!(value: m::g());
macro_rules! here { ($s:stmt) => { $s } }
macro_rules! or { ($s:stmt, $name:ident) => { pub fn or() { $s m::$name() } } }
or!(let Some(1) = m::K.checked_add(1) else { return m::f() }, f);
macro_rules! nested { ($s:stmt) => { here!($s); id!({ $s m::f() }) } }
macro_rules! id { ($e:expr) => { $e } }
pub fn user() {
    here!(let x = m::K);
    here!(drop(x));
    nested!(let _y = m::g());
    first();
    call();
    value();
    or();
    all();
}
"#,
        expect![[r#"
            1:76 S -> a::m::S (type)
            1:80 S -> a::m::S (expr)
            3:1 first -> macro a::first (macro-call)
            3:20 m::K -> const a::m::K (expr)
            3:23 m::f -> fn a::m::f (expr)
            5:1 call -> macro a::call (macro-call)
            5:25 m::K -> const a::m::K (expr)
            5:29 m::f -> fn a::m::f (expr)
            6:72 m::S -> a::m::S (macro-body)
            7:1 all -> macro a::all (macro-call)
            7:6 m::g -> fn a::m::g (expr)
            7:20 m::K -> const a::m::K (expr)
            7:56 m::f -> fn a::m::f (use)
            7:69 local -> fn a::m::f (expr)
            8:71 m::S -> a::m::S (macro-body)
            9:1 value -> macro a::value (macro-call)
            9:18 m::g -> fn a::m::g (expr)
            12:1 or -> macro a::or (macro-call)
            12:22 m::K -> const a::m::K (expr)
            12:56 m::f -> fn a::m::f (expr)
            12:63 m::f -> fn a::m::f (expr)
            13:38 here -> macro a::here (macro-body)
            13:49 id -> macro a::id (macro-body)
            13:61 m::f -> fn a::m::f (macro-body)
            16:5 here -> macro a::here (macro-call)
            16:22 m::K -> const a::m::K (macro-arg)
            17:5 here -> macro a::here (macro-call)
            18:5 nested -> macro a::nested (macro-call)
            18:25 m::g -> fn a::m::g (macro-arg)
            19:5 first -> fn a::first (expr)
            20:5 call -> fn a::call (expr)
            21:5 value -> fn a::value (expr)
            22:5 or -> fn a::or (expr)
            23:5 all -> fn a::all (expr)
        "#]],
    );
}
