//! Corners of the grammar that real code has.

use expect_test::expect;

use super::check;

#[test]
fn shorthand_fields_are_expressions() {
    check(
        r#"
pub const LIMIT: u8 = 1;
pub fn run() {}
pub struct S { pub LIMIT: u8, pub run: fn() }
pub fn f() -> S { S { LIMIT, run } }
pub fn g(run: fn()) -> S { S { LIMIT: 1, run } }
"#,
        expect![[r#"
            4:15 S -> a::S (type)
            4:19 S -> a::S (expr)
            4:23 LIMIT -> const a::LIMIT (expr)
            4:30 run -> fn a::run (expr)
            5:24 S -> a::S (type)
            5:28 S -> a::S (expr)
        "#]],
    );
}

#[test]
fn qualified_paths_of_all_sorts() {
    check(
        r#"
pub trait T { type A; const C: u8; fn f() {} }
pub struct S;
impl T for S { type A = S; const C: u8 = 1; }
impl T for [S] { type A = (); const C: u8 = 2; }
impl T for (S, S) { type A = (); const C: u8 = 2; }
pub fn f(_: <S as T>::A, _: <(S, S) as T>::A) -> [u8; <[S] as T>::C as usize] {
    <[S] as T>::f();
    <dyn Fn(S) as Id>::type_id();
    <S as crate::T>::f();
    <Vec<S>>::new();
    loop {}
}
trait Id { fn type_id(); }
impl Id for dyn Fn(S) { fn type_id() {} }
"#,
        expect![[r#"
            3:6 T -> a::T (impl)
            3:12 S -> a::S (impl)
            3:25 S -> a::S (type)
            4:6 T -> a::T (impl)
            4:13 S -> a::S (type)
            5:6 T -> a::T (impl)
            5:13 S -> a::S (type)
            5:16 S -> a::S (type)
            6:14 S -> a::S (type)
            6:23 T::A -> a::T::A (type)
            6:31 S -> a::S (type)
            6:34 S -> a::S (type)
            6:44 T::A -> a::T::A (type)
            6:57 S -> a::S (type)
            6:67 T::C -> a::T::C (expr)
            7:7 S -> a::S (type)
            7:17 T::f -> a::T::f (expr)
            8:13 S -> a::S (type)
            8:24 Id::type_id -> a::Id::type_id (expr)
            9:6 S -> a::S (type)
            9:22 crate::T::f -> a::T::f (expr)
            10:10 S -> a::S (type)
            14:6 Id -> a::Id (impl)
            14:20 S -> a::S (type)
        "#]],
    );
}

#[test]
fn lets_chains_guards_and_blocks_of_new_editions() {
    check(
        r#"
pub struct S(pub Option<u8>);
pub const N: u8 = 1;
pub const fn x() -> u8 { 1 }
pub fn f(s: S) -> u8 {
    if let S(Some(x)) = s && x == N && let Some(y) = Some(x) { return x + y; }
    let S(Some(z)) = s else { return x() };
    let v = const { N + x() };
    match s { S(Some(x)) if x == N || const { N } == x => x, S(_) if x() == v => z, _ => x() }
}
"#,
        expect![[r#"
            4:13 S -> a::S (type)
            5:12 S -> a::S (pattern)
            5:35 N -> const a::N (expr)
            6:9 S -> a::S (pattern)
            6:38 x -> fn a::x (expr)
            7:21 N -> const a::N (expr)
            7:25 x -> fn a::x (expr)
            8:15 S -> a::S (pattern)
            8:34 N -> const a::N (expr)
            8:47 N -> const a::N (expr)
            8:62 S -> a::S (pattern)
            8:70 x -> fn a::x (expr)
            8:90 x -> fn a::x (expr)
        "#]],
    );
}

#[test]
fn discriminants_array_lengths_and_defaults() {
    check(
        r#"
pub const N: usize = 1;
pub struct D;
pub enum E { A = N as isize, B = { use self::N as K; K as isize + 1 } }
pub struct S<T = D, const M: usize = N>(pub [T; M], pub [[u8; N]; { N + 1 }]);
pub trait T { fn f(&self, x: [u8; N]) -> [u8; N] { let y: [u8; N] = x; y } }
pub fn f<const M: usize>() -> S<D, { N }> where [u8; N]: Sized { loop {} }
pub static X: [[u8; N]; N] = [[0; N]; N];
"#,
        expect![[r#"
            3:18 N -> const a::N (expr)
            3:46 self::N -> const a::N (use)
            3:54 K -> const a::N (expr)
            4:18 D -> a::D (type)
            4:38 N -> const a::N (expr)
            4:63 N -> const a::N (expr)
            4:69 N -> const a::N (expr)
            5:35 N -> const a::N (expr)
            5:47 N -> const a::N (expr)
            5:64 N -> const a::N (expr)
            6:31 S -> a::S (type)
            6:33 D -> a::D (type)
            6:38 N -> const a::N (expr)
            6:54 N -> const a::N (expr)
            7:21 N -> const a::N (expr)
            7:25 N -> const a::N (expr)
            7:35 N -> const a::N (expr)
            7:39 N -> const a::N (expr)
        "#]],
    );
}

#[test]
fn generic_associated_types_and_precise_captures() {
    check(
        r#"
pub struct S;
pub trait Lend { type Item<'a>: Tr where Self: 'a; fn lend<'a>(&'a self) -> Self::Item<'a>; }
pub trait Tr {}
impl<'b> Tr for &'b S {}
impl Lend for S { type Item<'a> = &'a S; fn lend<'a>(&'a self) -> Self::Item<'a> { self } }
pub fn f<'a, T: Lend>(t: &'a T) -> impl Tr + use<'a, T> { t.lend() }
pub fn g<T>(t: &T) -> T::Item<'_> where T: Lend { t.lend() }
pub fn h<T: for<'x> Lend<Item<'x> = &'x S>>(_: T) {}
"#,
        expect![[r#"
            2:33 Tr -> a::Tr (bound)
            2:83 Self::Item -> a::Lend::Item (type)
            4:10 Tr -> a::Tr (impl)
            4:21 S -> a::S (type)
            5:6 Lend -> a::Lend (impl)
            5:15 S -> a::S (impl)
            5:39 S -> a::S (type)
            5:73 Self::Item -> a::Lend::Item (type)
            6:17 Lend -> a::Lend (bound)
            6:41 Tr -> a::Tr (bound)
            7:26 T::Item -> a::Lend::Item (type)
            7:44 Lend -> a::Lend (bound)
            8:21 Lend -> a::Lend (bound)
            8:26 Item -> a::Lend::Item (bound)
            8:41 S -> a::S (type)
        "#]],
    );
}

#[test]
fn attributes_stand_anywhere() {
    check(
        r#"
pub struct S;
#[cfg_attr(all(), derive(Clone))]
pub struct A { #[cfg(all())] pub x: u8, #[doc = "x"] pub y: (S2, u8) }
#[derive(Clone)]
pub struct S2;
pub fn f(#[cfg(all())] s: S, #[allow(unused)] _: &S) -> S {
    #[allow(unused)]
    let t = (#[allow(unused)] S, [#[cfg(all())] S]);
    #[cfg(any())]
    { let _ = S; }
    match 1 { #[cfg(all())] 1 => S, #[allow(unused)] _ => s }
}
"#,
        expect![[r#"
            3:62 S2 -> a::S2 (type)
            6:27 S -> a::S (type)
            6:51 S -> a::S (type)
            6:57 S -> a::S (type)
            8:31 S -> a::S (expr)
            8:49 S -> a::S (expr)
            10:15 S -> a::S (expr)
            11:34 S -> a::S (expr)
        "#]],
    );
}

#[test]
fn async_unsafe_extern_and_unions() {
    check(
        r#"
pub struct S;
pub unsafe extern "C" fn f(_: S) -> S { S }
unsafe extern "C" { pub safe fn g(_: &S) -> u8; pub static mut G: u8; }
pub union U { pub a: u8, pub s: std::mem::ManuallyDrop<S> }
pub fn h(u: U) { unsafe { let U { a } = u; let _ = &raw const G; drop(a); } g(&S); }
pub async fn k() { let c = async move |_: S| S; c(S).await; }
"#,
        expect![[r#"
            2:31 S -> a::S (type)
            2:37 S -> a::S (type)
            2:41 S -> a::S (expr)
            3:39 S -> a::S (type)
            4:56 S -> a::S (type)
            5:13 U -> a::U (type)
            5:31 U -> a::U (pattern)
            5:63 G -> static a::G (expr)
            5:77 g -> fn a::g (expr)
            5:80 S -> a::S (expr)
            6:43 S -> a::S (type)
            6:46 S -> a::S (expr)
            6:51 S -> a::S (expr)
        "#]],
    );
}

#[test]
fn deeply_nested_code_is_read() {
    check(
        r#"
pub fn x() -> u8 { 1 }
pub mod a1 { pub mod a2 { pub mod a3 { pub mod a4 { pub mod a5 {
    pub fn f() -> u8 { ((((((((((((((((super::super::super::super::super::x())))))))))))))))) }
} } } } }
pub fn g() -> u8 { {{{{{{{{{{{{{{{ a1::a2::a3::a4::a5::f() }}}}}}}}}}}}}}} }
"#,
        expect![[r#"
            3:75 super::super::super::super::super::x -> fn a::x (expr)
            5:56 a1::a2::a3::a4::a5::f -> fn a::a1::a2::a3::a4::a5::f (expr)
        "#]],
    );
}
