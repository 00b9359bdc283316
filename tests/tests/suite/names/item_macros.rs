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
fn what_is_handed_on_is_matched_by_its_kind() {
    check(
        r#"
macro_rules! inner { (u8) => { pub struct Hit; }; ($t:ty) => { pub struct Miss; } }
macro_rules! outer { ($t:ty) => { inner!($t); } }
macro_rules! words { ($t:tt $v:tt) => { inner!($t); def! { $v } } }
macro_rules! def { (1) => { pub fn one() {} }; ($l:literal) => { pub fn any() {} } }
pub mod a { outer!(u8); words!(u8 1); }
pub mod b { macro_rules! through { ($($t:tt)*) => { inner! { $($t)* } } } pub(crate) use through; }
macro_rules! twice { ($t:ty) => { pub mod c { crate::b::through!($t); } } }
pub mod d { twice!(u8); pub fn f(_: c::Miss) {} }
pub fn f(_: a::Miss, _: a::Hit) { a::one() }
"#,
        expect![[r#"
            2:35 inner -> macro a::inner (macro-body)
            3:41 inner -> macro a::inner (macro-body)
            3:53 def -> macro a::def (macro-body)
            5:13 outer -> macro a::outer (macro-call)
            5:25 words -> macro a::words (macro-call)
            6:53 inner -> macro a::inner (macro-body)
            6:90 through -> macro a::b::through (use)
            7:57 crate::b::through -> macro a::b::through (macro-body)
            8:13 twice -> macro a::twice (macro-call)
            8:40 c::Miss -> a::d::c::Miss (type)
            9:16 a::Miss -> a::a::Miss (type)
            9:28 a::Hit -> a::a::Hit (type)
            9:38 a::one -> fn a::a::one (expr)
        "#]],
    );
}

#[test]
fn the_edition_of_a_macro_says_what_its_fragments_take() {
    check(
        r#"
//- /a/src/lib.rs edition:2018 deps:b
macro_rules! p { ($p:pat) => { pub struct P1; }; ($a:pat_param | $b:pat_param) => { pub struct P2; } }
pub mod c1 { p!(1 | 2); pub fn z(_: P2) {} }
pub mod c2 { b::p!(1 | 2); pub fn z(_: P1) {} }
//- /b/src/lib.rs edition:2021
#[macro_export]
macro_rules! p { ($p:pat) => { pub struct P1; }; ($a:pat_param | $b:pat_param) => { pub struct P2; } }
macro_rules! e { ($p:expr) => { pub struct E; }; (_) => { pub struct U; }; (const $b:block) => { pub struct C; } }
pub mod c1 { e!(_); pub fn z(_: U) {} }
pub mod c2 { e!(const { 1 }); pub fn z(_: C) {} }
"#,
        expect![[r#"
            /a/src/lib.rs
            2:14 p -> macro a::p (macro-call)
            2:37 P2 -> a::c1::P2 (type)
            3:17 b::p -> macro b::p (macro-call)
            3:40 P1 -> a::c2::P1 (type)
            /b/src/lib.rs
            4:14 e -> macro b::e (macro-call)
            4:33 U -> b::c1::U (type)
            5:14 e -> macro b::e (macro-call)
            5:43 C -> b::c2::C (type)
        "#]],
    );
}
