//! Enum variants and associated items, through aliases and `Self`.

use expect_test::expect;

use super::check;

#[test]
fn a_variant_is_reached_through_its_enum_its_alias_and_self() {
    check(
        r#"
pub enum E { A, B(u8), C { x: u8 } }
pub type Al = E;
use E as Renamed;
impl E {
    pub fn f(self) -> Self {
        match self {
            Self::A => Self::B(1),
            E::B(_) => Al::C { x: 1 },
            Al::C { x: _ } => Renamed::A,
        }
    }
}
"#,
        expect![[r#"
            2:15 E -> a::E (type)
            3:5 E -> a::E (use)
            4:6 E -> a::E (impl)
            7:19 Self::A -> a::E::A (pattern)
            7:30 Self::B -> a::E::B (expr)
            8:16 E::B -> a::E::B (pattern)
            8:28 Al::C -> a::E::C (expr)
            9:17 Al::C -> a::E::C (pattern)
            9:40 Renamed::A -> a::E::A (expr)
        "#]],
    );
}

#[test]
fn associated_functions_and_constants_belong_to_the_type() {
    check(
        r#"
pub struct S;
impl S {
    pub const C: u8 = 1;
    pub fn new() -> Self { let _ = Self::C; Self }
}
pub type Al = S;
pub fn f() {
    let _ = S::new();
    let _ = Al::new();
    let _ = [S::C, Al::C, crate::Al::C, <S>::C];
    let _ = [1].map(|_: u8| S::new);
}
"#,
        expect![[r#"
            2:6 S -> a::S (impl)
            4:42 Self::C -> a::S::C (expr)
            6:15 S -> a::S (type)
            8:16 S::new -> a::S::new (expr)
            9:17 Al::new -> a::S::new (expr)
            10:17 S::C -> a::S::C (expr)
            10:24 Al::C -> a::S::C (expr)
            10:38 crate::Al::C -> a::S::C (expr)
            10:42 S -> a::S (type)
            10:46 C -> a::S::C (expr)
            11:32 S::new -> a::S::new (expr)
        "#]],
    );
}

#[test]
fn associated_items_of_traits_are_those_of_the_trait() {
    check(
        r#"
pub trait T {
    type Out;
    const C: u8 = 1;
    fn make() -> Self::Out;
}
pub struct S;
impl T for S {
    type Out = u8;
    fn make() -> Self::Out { Self::C }
}
pub fn f<X: T>() -> X::Out {
    let _ = S::make();
    let _ = <S as T>::make();
    let _: <S as T>::Out;
    X::make()
}
"#,
        expect![[r#"
            4:24 Self::Out -> a::T::Out (type)
            7:6 T -> a::T (impl)
            7:12 S -> a::S (impl)
            9:24 Self::Out -> a::T::Out (type)
            9:36 Self::C -> a::T::C (expr)
            11:13 T -> a::T (bound)
            11:24 X::Out -> a::T::Out (type)
            12:16 S::make -> a::S::make (expr)
            13:14 S -> a::S (type)
            13:23 T::make -> a::T::make (expr)
            14:13 S -> a::S (type)
            14:22 T::Out -> a::T::Out (type)
            15:8 X::make -> a::T::make (expr)
        "#]],
    );
}

#[test]
fn self_is_the_type_that_is_defined_or_implemented() {
    check(
        r#"
pub struct S<T = u8> { next: Option<Box<Self>>, t: T }
pub struct Unit;
pub struct Tuple(u8);
impl S {
    pub fn f(&self) -> Self { Self { next: None, t: 1 } }
}
impl Unit { fn f() -> Self { Self } }
impl Tuple { fn f(self) -> Self { let Self(x) = self; Self(x) } }
pub trait T { fn f(self) -> Self; }
"#,
        expect![[r#"
            4:6 S -> a::S (impl)
            7:6 Unit -> a::Unit (impl)
            8:6 Tuple -> a::Tuple (impl)
        "#]],
    );
}

#[test]
fn an_alias_of_an_alias_of_another_crate_leads_to_the_enum() {
    check(
        r#"
//- /a/src/lib.rs deps:b
pub type Outer = b::Inner;
pub fn f(o: Outer) {
    match o { Outer::A => {} }
    let _ = b::Inner::A;
}
pub trait Own {}
impl Own for Vec<Outer> {}
//- /b/src/lib.rs
mod hidden { pub enum E { A } }
pub type Inner = hidden::E;
"#,
        expect![[r#"
            /a/src/lib.rs
            1:21 b::Inner -> b::Inner (type)
            1:21 b::Inner => b::hidden::E (type)
            2:13 Outer -> a::Outer (type)
            2:13 Outer => b::hidden::E (type)
            3:22 Outer::A -> b::hidden::E::A (pattern)
            4:23 b::Inner::A -> b::hidden::E::A (expr)
            7:6 Own -> a::Own (impl)
            7:18 Outer -> a::Outer (type)
            7:18 Outer => b::hidden::E (type)
            /b/src/lib.rs
            2:26 hidden::E -> b::hidden::E (type)
        "#]],
    );
}

#[test]
fn variants_can_be_imported_and_re_exported() {
    check(
        r#"
mod m {
    pub enum E { A, B, C }
    pub use E::A;
    pub use self::E::{B as Bee, *};
}
use m::{A, Bee, C};
use m::E::*;
pub fn f(e: m::E) -> bool {
    match e { A | Bee => true, C => false }
}
"#,
        expect![[r#"
            3:16 E::A -> a::m::E::A (use)
            4:23 self::E::B -> a::m::E::B (use)
            4:33 self::E::* -> a::m::E::B (glob)
            4:33 self::E::* -> a::m::E::C (glob)
            6:9 m::A -> a::m::E::A (use)
            6:12 m::Bee -> a::m::E::B (use)
            6:17 m::C -> a::m::E::C (use)
            7:11 m::E::* -> a::m::E::B (glob)
            8:16 m::E -> a::m::E (type)
            9:15 A -> a::m::E::A (pattern)
            9:19 Bee -> a::m::E::B (pattern)
            9:32 C -> a::m::E::C (pattern)
        "#]],
    );
}

#[test]
fn an_impl_may_be_written_for_an_alias_and_far_away() {
    check(
        r#"
pub mod m {
    pub struct S;
    pub mod far { impl crate::Al { pub const FAR: u8 = 1; } }
}
pub type Al = m::S;
pub fn f() -> [u8; 2] { [Al::FAR, m::S::FAR] }
"#,
        expect![[r#"
            3:31 crate::Al -> a::Al (impl)
            3:31 crate::Al => a::m::S (impl)
            5:18 m::S -> a::m::S (type)
            6:30 Al::FAR -> a::m::S::FAR (expr)
            6:41 m::S::FAR -> a::m::S::FAR (expr)
        "#]],
    );
}

#[test]
fn what_a_derive_adds_leaves_the_type_as_the_item() {
    check(
        r#"
#[derive(Default, Clone)]
pub struct S;
pub fn f() {
    let _ = S::default();
    let _ = <S as Default>::default();
    let _ = S::clone(&S);
}
"#,
        expect![[r#"
            4:13 S::default -> a::S (expr)
            5:14 S -> a::S (type)
            6:13 S::clone -> a::S (expr)
            6:23 S -> a::S (expr)
        "#]],
    );
}

#[test]
fn a_type_behind_self_is_the_one_of_the_trait_that_is_implemented() {
    check(
        r#"
pub trait First { type Error; fn f(&self) -> Self::Error; }
pub trait Base { type Key; }
pub trait Second: Base { type Error; fn g(&self) -> (Self::Error, Self::Key); }
pub enum E { Error { x: u8 } }
pub struct S;
impl First for S { type Error = u8; fn f(&self) -> Self::Error { 0 } }
impl Base for S { type Key = u8; }
impl Second for S { type Error = u8; fn g(&self) -> (Self::Error, Self::Key) { let x: Self::Error = 0; (x, 0) } }
impl std::str::FromStr for S { type Err = u8; fn from_str(_: &str) -> Result<Self, Self::Err> { Ok(S) } }
impl E { pub fn new() -> Self { Self::Error { x: 1 } } }
impl Default for E { fn default() -> Self { Self::Error { x: 1 } } }
pub mod outside {
    impl Iterator for super::S { type Item = u8; fn next(&mut self) -> Option<Self::Item> { None } }
}
"#,
        expect![[r#"
            1:52 Self::Error -> a::First::Error (type)
            3:19 Base -> a::Base (bound)
            3:60 Self::Error -> a::Second::Error (type)
            3:73 Self::Key -> a::Base::Key (type)
            6:6 First -> a::First (impl)
            6:16 S -> a::S (impl)
            6:58 Self::Error -> a::First::Error (type)
            7:6 Base -> a::Base (impl)
            7:15 S -> a::S (impl)
            8:6 Second -> a::Second (impl)
            8:17 S -> a::S (impl)
            8:60 Self::Error -> a::Second::Error (type)
            8:73 Self::Key -> a::Base::Key (type)
            8:93 Self::Error -> a::Second::Error (type)
            9:28 S -> a::S (impl)
            9:100 S -> a::S (expr)
            10:6 E -> a::E (impl)
            10:39 Self::Error -> a::E::Error (expr)
            11:18 E -> a::E (impl)
            11:51 Self::Error -> a::E::Error (expr)
            13:30 super::S -> a::S (impl)
        "#]],
    );
}

#[test]
fn a_parameter_in_angle_brackets_is_the_parameter() {
    check(
        r#"
pub trait Query { const N: u8 = 1; fn state() -> u8 { <Self>::N } }
pub fn f<Q: Query>() -> u8 { <Q>::state() + <Q>::N }
pub struct S<Q>(Q);
impl<Q: Query> S<Q> {
    fn g() -> u8 {
        static CELL: u8 = 1;
        CELL + (|| <Q>::state())()
    }
}
"#,
        expect![[r#"
            1:63 Self::N -> a::Query::N (expr)
            2:13 Query -> a::Query (bound)
            2:35 Q::state -> a::Query::state (expr)
            2:50 Q::N -> a::Query::N (expr)
            4:9 Query -> a::Query (bound)
            4:16 S -> a::S (impl)
            7:9 CELL -> static a::CELL (expr)
            7:25 state -> a::Query::state (expr)
        "#]],
    );
}

#[test]
fn self_in_an_impl_for_a_parameter_has_what_its_bounds_declare() {
    check(
        r#"
pub trait Typed { const N: u8; type Out; fn info() -> u8; }
pub trait Into2 { type Made; fn make() -> u8; fn made() -> Self::Made; }
impl<F> Into2 for F where F: Typed {
    type Made = F::Out;
    fn make() -> u8 { Self::info() + Self::N + Self::make() }
    fn made() -> Self::Made { loop {} }
}
"#,
        expect![[r#"
            2:66 Self::Made -> a::Into2::Made (type)
            3:9 Into2 -> a::Into2 (impl)
            3:30 Typed -> a::Typed (bound)
            4:20 F::Out -> a::Typed::Out (type)
            5:29 Self::info -> a::Typed::info (expr)
            5:44 Self::N -> a::Typed::N (expr)
            5:54 Self::make -> a::Into2::make (expr)
            6:24 Self::Made -> a::Into2::Made (type)
        "#]],
    );
}

#[test]
fn a_type_behind_self_is_one_that_the_trait_of_the_impl_declares() {
    check(
        r#"
pub trait All { type Output; type Format; fn ZERO() {} }
impl<T> All for T { type Output = u8; type Format = u8; }
pub type Suite = Vec<u8>;
pub trait Show { type Format; fn show() -> Self::Format; }
impl Show for Suite { type Format = u8; fn show() -> Self::Format { 1 } }
pub struct S;
impl std::ops::Mul for S { type Output = S; fn mul(self, _: S) -> Self::Output { S } }
pub fn f() -> impl Future<Output = u8> { async { 1 } }
"#,
        expect![[r#"
            2:9 All -> a::All (impl)
            4:50 Self::Format -> a::Show::Format (type)
            5:6 Show -> a::Show (impl)
            5:15 Suite -> a::Suite (impl)
            5:60 Self::Format -> a::Show::Format (type)
            7:24 S -> a::S (impl)
            7:42 S -> a::S (type)
            7:61 S -> a::S (type)
            7:82 S -> a::S (expr)
        "#]],
    );
}
