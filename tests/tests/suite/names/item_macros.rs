//! Items written inside item-position macros, and modules declared there.

use expect_test::expect;

use super::check;

#[test]
fn items_in_a_macro_that_passes_them_through_are_items() {
    check(
        r#"
macro_rules! pass { ($($item:item)*) => { $($item)* }; }
pass! {
    pub struct S;
    pub mod inner { pub fn f() -> super::S { super::S } }
    use inner::f as renamed;
    impl S { pub const C: u8 = 1; }
}
pub fn g() -> S { let _ = S::C; renamed(); inner::f() }
"#,
        expect![[r#"
            2:1 pass -> macro a::pass (macro-call)
            4:42 super::S -> a::S (type)
            4:53 super::S -> a::S (expr)
            5:16 inner::f -> fn a::inner::f (use)
            6:10 S -> a::S (impl)
            8:15 S -> a::S (type)
            8:30 S::C -> a::S::C (expr)
            8:33 renamed -> fn a::inner::f (expr)
            8:51 inner::f -> fn a::inner::f (expr)
        "#]],
    );
}

#[test]
fn items_in_cfg_if_are_items_on_every_branch() {
    check(
        r#"
//- /a/src/lib.rs deps:cfg-if
use cfg_if::cfg_if;
cfg_if! {
    if #[cfg(windows)] {
        mod windows;
        pub use windows::get;
    } else if #[cfg(unix)] {
        mod unix;
        pub use self::unix::get;
    } else {
        pub fn get() -> S { S }
    }
}
pub struct S;
pub fn f() -> S { get() }
//- /a/src/windows.rs
use crate::S;
pub fn get() -> S { S }
//- /a/src/unix.rs
pub fn get() -> super::S { super::S }
//- /outside/cfg-if/src/lib.rs
#[macro_export]
macro_rules! cfg_if {
    ($(if #[cfg($i_meta:meta)] { $($i_tokens:tt)* }) else+ else { $($e_tokens:tt)* }) => {
        $crate::cfg_if! { @__items () ; $((($i_meta) ($($i_tokens)*)),)+ (() ($($e_tokens)*)), }
    };
    (@__items ($($_:meta,)*) ; ) => {};
    (@__items ($($no:meta,)*) ; (($($yes:meta)?) ($($tokens:tt)*)), $($rest:tt,)*) => {
        #[cfg(all($($yes,)? not(any($($no),*))))]
        $crate::cfg_if! { @__identity $($tokens)* }
        $crate::cfg_if! { @__items ($($no,)* $($yes,)?) ; $($rest,)* }
    };
    (@__identity $($tokens:tt)*) => { $($tokens)* };
}
"#,
        expect![[r#"
            /a/src/lib.rs
            5:26 windows::get -> fn a::windows::get (use)
            8:29 self::unix::get -> fn a::unix::get (use)
            10:25 S -> a::S (type)
            10:29 S -> a::S (expr)
            14:15 S -> a::S (type)
            14:19 get -> fn a::get (expr)
            14:19 get -> fn a::unix::get (expr)
            14:19 get -> fn a::windows::get (expr)
            /a/src/unix.rs
            1:24 super::S -> a::S (type)
            1:35 super::S -> a::S (expr)
            /a/src/windows.rs
            1:12 crate::S -> a::S (use)
            2:17 S -> a::S (type)
            2:21 S -> a::S (expr)
        "#]],
    );
}

#[test]
fn a_macro_may_declare_modules_with_files() {
    check(
        r#"
//- /a/src/lib.rs
macro_rules! modules { ($($name:ident),*) => { $(pub mod $name;)* }; }
modules!(one, two);
mod nested { modules!(three); }
pub fn f() -> (one::S, two::S, nested::three::S) { loop {} }
//- /a/src/one.rs
pub struct S;
//- /a/src/two/mod.rs
pub struct S;
//- /a/src/nested/three.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            2:1 modules -> macro a::modules (macro-call)
            3:14 modules -> macro a::modules (macro-call)
            4:21 one::S -> a::one::S (type)
            4:29 two::S -> a::two::S (type)
            4:47 nested::three::S -> a::nested::three::S (type)
        "#]],
    );
}

#[test]
fn a_macro_may_make_items_of_the_names_that_it_is_handed() {
    check(
        r#"
macro_rules! make {
    (struct $name:ident { $($field:ident: $ty:ty),* }) => {
        pub struct $name { $(pub $field: $ty),* }
        impl $name { pub fn new($($field: $ty),*) -> $name { $name { $($field),* } } }
    };
    (enum $name:ident = $($variant:ident)|*) => { pub enum $name { $($variant),* } };
}
make!(struct Point { x: Unit, y: self::Unit });
make!(enum Color = Red | Green);
pub struct Unit;
pub fn f() -> Point {
    let _ = Color::Red;
    Point::new(Unit, Unit)
}
"#,
        expect![[r#"
            8:1 make -> macro a::make (macro-call)
            8:25 Unit -> a::Unit (type)
            8:40 self::Unit -> a::Unit (type)
            9:1 make -> macro a::make (macro-call)
            11:15 Point -> a::Point (type)
            12:20 Color::Red -> a::Color::Red (expr)
            13:12 Point::new -> a::Point::new (expr)
            13:16 Unit -> a::Unit (expr)
            13:22 Unit -> a::Unit (expr)
        "#]],
    );
}

#[test]
fn macros_that_call_macros_are_followed() {
    check(
        r#"
macro_rules! outer { ($($name:ident)*) => { $(inner!($name);)* }; }
macro_rules! inner { ($name:ident) => { pub fn $name() -> S { S } }; }
macro_rules! recursive {
    () => {};
    ($first:ident $($rest:ident)*) => { pub struct $first; recursive!($($rest)*); };
}
pub struct S;
outer!(one two);
recursive!(A B C);
pub fn f(_: A, _: B, _: C) { one(); two(); }
"#,
        expect![[r#"
            1:47 inner -> macro a::inner (macro-body)
            2:59 S -> a::S (macro-body)
            2:63 S -> a::S (macro-body)
            5:60 recursive -> macro a::recursive (macro-body)
            8:1 outer -> macro a::outer (macro-call)
            9:1 recursive -> macro a::recursive (macro-call)
            10:13 A -> a::A (type)
            10:19 B -> a::B (type)
            10:25 C -> a::C (type)
            10:30 one -> fn a::one (expr)
            10:37 two -> fn a::two (expr)
        "#]],
    );
}

#[test]
fn a_macro_may_define_macros_and_use_items() {
    check(
        r#"
mod m { pub struct S; pub struct T; }
macro_rules! import { ($($path:path as $name:ident),*) => { $(use $path as $name;)* }; }
import!(m::S as One, crate::m::T as Two);
macro_rules! define { ($name:ident) => { macro_rules! $name { () => { pub struct Made; } } }; }
define!(made);
made!();
pub fn f(_: One, _: Two, _: Made) {}
"#,
        expect![[r#"
            3:1 import -> macro a::import (macro-call)
            3:12 m::S -> a::m::S (use)
            3:32 crate::m::T -> a::m::T (use)
            5:1 define -> macro a::define (macro-call)
            6:1 made -> macro a::made (macro-call)
            7:13 One -> a::m::S (type)
            7:21 Two -> a::m::T (type)
            7:29 Made -> a::Made (type)
        "#]],
    );
}

#[test]
fn a_macro_in_a_block_makes_items_of_the_block() {
    check(
        r#"
macro_rules! make { ($name:ident) => { struct $name; }; }
pub struct S;
pub fn f() {
    make!(S);
    let _ = S;
    {
        make!(Inner);
        let _ = Inner;
    }
}
pub fn g() -> S { S }
"#,
        expect![[r#"
            4:5 make -> macro a::make (macro-call)
            5:13 S -> a::S at 4 (expr)
            7:9 make -> macro a::make (macro-call)
            8:17 Inner -> a::Inner (expr)
            11:15 S -> a::S at 2 (type)
            11:19 S -> a::S at 2 (expr)
        "#]],
    );
}

#[test]
fn a_macro_may_fill_an_impl_or_a_trait() {
    check(
        r#"
macro_rules! getter { ($name:ident) => { pub fn $name(&self) -> Out { Out } }; }
macro_rules! required { ($name:ident) => { fn $name() -> Self; }; }
pub struct Out;
pub struct S;
impl S {
    getter!(get);
}
pub trait T: Sized {
    required!(make);
}
impl T for S { fn make() -> Self { S } }
pub fn f() { let _ = S::get(&S); let _ = <S as T>::make(); }
"#,
        expect![[r#"
            1:65 Out -> a::Out (macro-body)
            1:71 Out -> a::Out (macro-body)
            5:6 S -> a::S (impl)
            6:5 getter -> macro a::getter (macro-call)
            9:5 required -> macro a::required (macro-call)
            11:6 T -> a::T (impl)
            11:12 S -> a::S (impl)
            11:36 S -> a::S (expr)
            12:25 S::get -> a::S::get (expr)
            12:30 S -> a::S (expr)
            12:43 S -> a::S (type)
            12:52 T::make -> a::T::make (expr)
        "#]],
    );
}

#[test]
fn thread_local_and_other_macros_of_std_define_items() {
    check(
        r#"
use std::cell::Cell;
pub struct S;
thread_local! {
    static LOCAL: Cell<Option<S>> = const { Cell::new(None) };
    pub(crate) static OTHER: Cell<u8> = Cell::new(1);
}
pub fn f() {
    LOCAL.with(|cell| cell.set(Some(S)));
    crate::OTHER.set(2);
}
"#,
        expect![[r#"
            4:31 S -> a::S (type)
            8:5 LOCAL -> static a::LOCAL (expr)
            8:37 S -> a::S (expr)
            9:12 crate::OTHER -> static a::OTHER (expr)
        "#]],
    );
}

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
