//! Calls that stand for expressions, statements, types, and patterns: what the
//! macro makes of its input is what the input means.

use expect_test::expect;

use super::check;

#[test]
fn a_macro_puts_its_argument_behind_a_path() {
    check(
        r#"
pub mod server { pub struct Secret; impl Secret { pub fn new() -> u8 { 1 } } pub const secret: u8 = 1; pub const OTHER: u8 = 1; }
macro_rules! make { ($name:ident) => { crate::server::$name::new() } }
macro_rules! value { ($name:ident) => { crate::server::$name } }
pub struct Secret;
pub fn f(secret: u8) -> u8 {
    make!(Secret);
    let _ = value!(secret) + secret;
    make!(Secret) + value!(OTHER)
}
pub const C: u8 = value!(OTHER);
"#,
        expect![[r#"
            1:42 Secret -> a::server::Secret (impl)
            2:47 crate::server -> a::server (macro-body)
            3:48 crate::server -> a::server (macro-body)
            6:5 make -> macro a::make (macro-call)
            6:11 crate::server::Secret -> a::server::Secret (macro-arg)
            7:13 value -> macro a::value (macro-call)
            7:20 crate::server::secret -> const a::server::secret (macro-arg)
            8:5 make -> macro a::make (macro-call)
            8:11 crate::server::Secret -> a::server::Secret (macro-arg)
            8:21 value -> macro a::value (macro-call)
            8:28 crate::server::OTHER -> const a::server::OTHER (macro-arg)
            10:19 value -> macro a::value (macro-call)
            10:26 crate::server::OTHER -> const a::server::OTHER (macro-arg)
        "#]],
    );
}

#[test]
fn what_an_argument_becomes_is_what_it_means() {
    check(
        r#"
pub mod m { pub struct S; pub fn f() {} pub fn g() {} pub struct T { pub f: u8 } impl T { pub fn g(&self) {} } }
use m::*;
macro_rules! method { ($on:ident, $name:ident) => { $on.$name() } }
macro_rules! field { ($on:ident, $name:ident) => { $on.$name } }
macro_rules! bind { ($name:ident, $value:expr) => { match $value { $name => $name } } }
macro_rules! same { ($($all:tt)*) => { $($all)* } }
macro_rules! dropped { ($($all:tt)*) => { () } }
pub fn user(t: T) -> u8 {
    method!(t, g);
    let _ = bind!(f, 1);
    same!(f());
    same!(m::g);
    dropped!(m::S);
    field!(t, f)
}
"#,
        expect![[r#"
            1:87 T -> a::m::T (impl)
            2:8 m::* -> a::m::S (glob)
            2:8 m::* -> a::m::T (glob)
            2:8 m::* -> fn a::m::f (glob)
            2:8 m::* -> fn a::m::g (glob)
            8:16 T -> a::m::T (type)
            9:5 method -> macro a::method (macro-call)
            10:13 bind -> macro a::bind (macro-call)
            11:5 same -> macro a::same (macro-call)
            11:11 f -> fn a::m::f (macro-arg)
            12:5 same -> macro a::same (macro-call)
            12:14 m::g -> fn a::m::g (macro-arg)
            13:5 dropped -> macro a::dropped (macro-call)
            13:17 m::S -> a::m::S (macro-arg)
            14:5 field -> macro a::field (macro-call)
        "#]],
    );
}

#[test]
fn calls_stand_for_statements_types_and_patterns() {
    check(
        r#"
pub mod m { pub struct S; pub struct T; pub enum E { A, B } pub const X: u8 = 1; }
macro_rules! ty { ($name:ident) => { $crate::m::$name } }
macro_rules! pattern { ($name:ident) => { $crate::m::E::$name } }
macro_rules! statements { ($name:ident, $value:ident) => { let x = $crate::m::$name; fn helper() -> u8 { $crate::m::$value } } }
pub fn f(s: ty!(S)) -> Vec<ty!(T)> { Vec::new() }
pub fn g(e: m::E) -> u8 {
    statements!(S, X);
    match e { pattern!(A) => helper(), pattern!(B) => 2 }
}
"#,
        expect![[r#"
            2:46 $crate::m -> a::m (macro-body)
            3:54 $crate::m::E -> a::m::E (macro-body)
            4:76 $crate::m -> a::m (macro-body)
            4:114 $crate::m -> a::m (macro-body)
            5:13 ty -> macro a::ty (macro-call)
            5:17 $crate::m::S -> a::m::S (macro-arg)
            5:28 ty -> macro a::ty (macro-call)
            5:32 $crate::m::T -> a::m::T (macro-arg)
            6:16 m::E -> a::m::E (type)
            7:5 statements -> macro a::statements (macro-call)
            7:17 $crate::m::S -> a::m::S (macro-arg)
            7:20 $crate::m::X -> const a::m::X (expr)
            8:15 pattern -> macro a::pattern (macro-call)
            8:24 $crate::m::E::A -> a::m::E::A (macro-arg)
            8:30 helper -> fn a::helper (expr)
            8:40 pattern -> macro a::pattern (macro-call)
            8:49 $crate::m::E::B -> a::m::E::B (macro-arg)
        "#]],
    );
}

#[test]
fn calls_in_arguments_are_those_that_the_product_has() {
    check(
        r#"
pub mod a { pub fn one() {} }
pub mod b { pub fn one() {} }
macro_rules! in_a { ($name:ident) => { crate::a::$name() } }
macro_rules! in_b { ($name:ident) => { crate::b::$name() } }
macro_rules! swapped { (in_a!($name:ident)) => { in_b!($name) } }
macro_rules! twice { ($first:expr) => { { $first; $first } } }
pub fn f() {
    swapped!(in_a!(one));
    twice!(in_a!(one));
    println!("{:?}", in_b!(one));
}
"#,
        expect![[r#"
            3:47 crate::a -> a::a (macro-body)
            4:47 crate::b -> a::b (macro-body)
            5:50 in_b -> macro a::in_b (macro-body)
            8:5 swapped -> macro a::swapped (macro-call)
            8:14 in_a -> macro a::in_a (macro-arg)
            8:20 crate::b::one -> fn a::b::one (macro-arg)
            9:5 twice -> macro a::twice (macro-call)
            9:12 in_a -> macro a::in_a (macro-arg)
            9:18 crate::a::one -> fn a::a::one (macro-arg)
            10:22 in_b -> macro a::in_b (macro-arg)
            10:28 crate::b::one -> fn a::b::one (macro-arg)
        "#]],
    );
}

#[test]
fn a_macro_of_another_crate_and_by_path() {
    check(
        r#"
//- /a/src/lib.rs deps:b
pub mod inner { pub struct Local; }
pub fn f() {
    use b::build as make;
    b::build!(Shared);
    make!(Shared);
    let _ = b::list![@ Shared, Shared, Shared];
    b::here!(inner, Local);
}
//- /b/src/lib.rs
pub mod types { pub struct Shared; }
#[macro_export]
macro_rules! build { ($name:ident) => { $crate::types::$name } }
#[macro_export]
macro_rules! list {
    (@) => { () };
    (@ $name:ident $(, $($rest:tt)*)?) => { ($crate::types::$name, $crate::list!(@ $($($rest)*)?)) };
}
#[macro_export]
macro_rules! here { ($module:ident, $name:ident) => { crate::$module::$name } }
"#,
        expect![[r#"
            /a/src/lib.rs
            3:12 b::build -> macro b::build (use)
            4:8 b::build -> macro b::build (macro-call)
            4:15 $crate::types::Shared -> b::types::Shared (macro-arg)
            5:5 make -> macro b::build (macro-call)
            5:11 $crate::types::Shared -> b::types::Shared (macro-arg)
            6:16 b::list -> macro b::list (macro-call)
            6:24 $crate::types::Shared -> b::types::Shared (macro-arg)
            6:32 $crate::types::Shared -> b::types::Shared (macro-arg)
            6:40 $crate::types::Shared -> b::types::Shared (macro-arg)
            7:8 b::here -> macro b::here (macro-call)
            7:21 crate::inner::Local -> a::inner::Local (macro-arg)
            /b/src/lib.rs
            3:49 $crate::types -> b::types (macro-body)
            7:54 $crate::types -> b::types (macro-body)
            7:76 $crate::list -> macro b::list (macro-body)
        "#]],
    );
}

#[test]
fn variables_of_the_caller_are_no_items() {
    check(
        r#"
pub mod m { pub const x: u8 = 1; pub fn y() -> u8 { 2 } }
use m::*;
macro_rules! add { ($a:ident, $($b:tt)+) => { $a + $($b)+ } }
pub fn f(y: u8) -> u8 {
    let z = 3;
    add!(y, z) + add!(x, m::y())
}
"#,
        expect![[r#"
            2:8 m::* -> const a::m::x (glob)
            2:8 m::* -> fn a::m::y (glob)
            6:5 add -> macro a::add (macro-call)
            6:18 add -> macro a::add (macro-call)
            6:23 x -> const a::m::x (macro-arg)
            6:29 m::y -> fn a::m::y (macro-arg)
        "#]],
    );
}

#[test]
fn a_macro_that_takes_expressions_leaves_them_as_they_stand() {
    check(
        r#"
pub mod m { pub fn f() -> u8 { 1 } pub const C: u8 = 1; }
macro_rules! max { ($a:expr $(, $rest:expr)* $(,)?) => { { let a = $a; $( let a = a.max($rest); )* a } } }
macro_rules! with_names { ($a:expr) => { { use crate::other::*; $a } } }
pub mod other { pub fn g() -> u8 { 1 } }
pub fn g() -> u8 {
    max!(m::f(), m::C, max!(1, g()));
    with_names!(g())
}
"#,
        expect![[r#"
            3:55 crate::other -> a::other (macro-body)
            6:5 max -> macro a::max (macro-call)
            6:13 m::f -> fn a::m::f (macro-arg)
            6:21 m::C -> const a::m::C (macro-arg)
            6:24 max -> macro a::max (macro-arg)
            6:32 g -> fn a::g (macro-arg)
            7:5 with_names -> macro a::with_names (macro-call)
            7:17 g -> fn a::other::g (macro-arg)
        "#]],
    );
}

#[test]
fn macros_of_blocks_and_macros_that_macros_define() {
    check(
        r#"
pub mod m { pub fn one() -> u8 { 1 } pub fn two() -> u8 { 2 } }
pub mod n { pub fn one() -> u8 { 1 } pub fn two() -> u8 { 2 } }
macro_rules! call { ($name:ident) => { crate::m::$name() } }
macro_rules! define { ($name:ident) => { macro_rules! $name { ($f:ident) => { crate::n::$f() } } } }
macro_rules! by_name { ($macro:ident, $name:ident) => { $macro!($name) } }
define!(defined);
pub fn f() -> u8 {
    let before = call!(one);
    macro_rules! call { ($name:ident) => { crate::n::$name() } }
    define!(inner);
    before + call!(one) + defined!(two) + inner!(one) + by_name!(call, two)
}
pub fn g() -> [u8; 1] { [call!(two); { macro_rules! len { ($name:ident) => { crate::m::$name::<1> } } 1 }] }
"#,
        expect![[r#"
            3:47 crate::m -> a::m (macro-body)
            4:86 crate::n -> a::n (macro-body)
            6:1 define -> macro a::define (macro-call)
            8:18 call -> macro a::call at 3 (macro-call)
            8:24 crate::m::one -> fn a::m::one (macro-arg)
            9:51 crate::n -> a::n (macro-body)
            10:5 define -> macro a::define (macro-call)
            11:14 call -> macro a::call at 9 (macro-call)
            11:20 crate::n::one -> fn a::n::one (macro-arg)
            11:27 defined -> macro a::defined (macro-call)
            11:36 crate::n::two -> fn a::n::two (macro-arg)
            11:43 inner -> macro a::inner (macro-call)
            11:50 crate::n::one -> fn a::n::one (macro-arg)
            11:57 by_name -> macro a::by_name (macro-call)
            11:66 call -> macro a::call at 9 (macro-call)
            11:72 crate::n::two -> fn a::n::two (macro-arg)
            13:26 call -> macro a::call at 3 (macro-call)
            13:32 crate::m::two -> fn a::m::two (macro-arg)
            13:85 crate::m -> a::m (macro-body)
        "#]],
    );
}

#[test]
fn a_macro_by_path_through_modules() {
    check(
        r#"
mod macros {
    macro_rules! make { ($($part:ident)::+) => { crate::$($part)::+ } }
    pub(crate) use make;
    pub(crate) use make as renamed;
}
pub mod inner { pub mod deep { pub const C: u8 = 1; } }
mod user {
    use super::macros::{self, *};
    pub fn f() -> u8 { make!(inner::deep::C) + macros::renamed!(inner::deep::C) + crate::macros::make!(inner::deep::C) }
    pub struct S([u8; self::macros::make!(inner::deep::C) as usize]);
}
"#,
        expect![[r#"
            3:20 make -> macro a::macros::make (use)
            4:20 make -> macro a::macros::make (use)
            8:16 super::macros -> a::macros (use)
            8:31 super::macros::* -> macro a::macros::make (glob)
            9:24 make -> macro a::macros::make (macro-call)
            9:43 crate::inner::deep::C -> const a::inner::deep::C (macro-arg)
            9:56 macros::renamed -> macro a::macros::make (macro-call)
            9:78 crate::inner::deep::C -> const a::inner::deep::C (macro-arg)
            9:98 crate::macros::make -> macro a::macros::make (macro-call)
            9:117 crate::inner::deep::C -> const a::inner::deep::C (macro-arg)
            10:37 self::macros::make -> macro a::macros::make (macro-call)
            10:56 crate::inner::deep::C -> const a::inner::deep::C (macro-arg)
        "#]],
    );
}

#[test]
fn modules_in_blocks_have_macros_and_calls() {
    check(
        r#"
pub mod m { pub struct S; }
macro_rules! of_m { ($name:ident) => { crate::m::$name } }
pub fn f() {
    mod inner {
        use crate::m::S as Renamed;
        pub fn g() -> Renamed { of_m!(S) }
        pub mod deep { pub fn h() -> crate::m::S { of_m!(S) } }
    }
    inner::deep::h();
    inner::g();
}
"#,
        expect![[r#"
            2:47 crate::m -> a::m (macro-body)
            5:23 crate::m::S -> a::m::S (use)
            6:23 Renamed -> a::m::S (type)
            6:33 of_m -> macro a::of_m (macro-call)
            6:39 crate::m::S -> a::m::S (macro-arg)
            7:48 crate::m::S -> a::m::S (type)
            7:52 of_m -> macro a::of_m (macro-call)
            7:58 crate::m::S -> a::m::S (macro-arg)
            9:18 inner::deep::h -> fn a::inner::deep::h (expr)
            10:12 inner::g -> fn a::inner::g (expr)
        "#]],
    );
}

#[test]
fn what_a_macro_binds_in_a_pattern_is_a_variable() {
    check(
        r#"
pub mod m { pub enum E { A(u8), B } pub fn value() -> u8 { 1 } }
use m::value;
macro_rules! variant { ($name:ident, $bound:pat) => { $crate::m::E::$name($bound) } }
pub fn f(e: m::E) -> u8 {
    match e { variant!(A, value) => value, _ => value() }
}
pub fn g(e: m::E) -> u8 {
    if let variant!(A, value) = e { value } else { value() }
}
"#,
        expect![[r#"
            2:8 m::value -> fn a::m::value (use)
            3:66 $crate::m::E -> a::m::E (macro-body)
            4:16 m::E -> a::m::E (type)
            5:15 variant -> macro a::variant (macro-call)
            5:24 $crate::m::E::A -> a::m::E::A (macro-arg)
            5:49 value -> fn a::m::value (expr)
            7:16 m::E -> a::m::E (type)
            8:12 variant -> macro a::variant (macro-call)
            8:21 $crate::m::E::A -> a::m::E::A (macro-arg)
            8:52 value -> fn a::m::value (expr)
        "#]],
    );
}
