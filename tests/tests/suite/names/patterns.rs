//! Patterns: what names an item, and what binds a variable.

use expect_test::expect;

use super::check;

#[test]
fn a_lone_name_is_a_constant_where_there_is_one_and_binds_otherwise() {
    check(
        r#"
pub mod m { pub struct Unit; pub const LIMIT: u8 = 1; pub static S: u8 = 1; pub enum E { A, B } }
use m::{E::{self, A}, LIMIT, Unit};
#[allow(bindings_with_variant_name)] pub fn f(x: u8, u: Unit, e: E) {
    match x { LIMIT => {} Other => drop(Other) }
    match u { Unit => {} }
    match e { A => {} B => drop(B) }
    let Unit = u;
    if let LIMIT | 2 = x {}
    match (x, x) { (LIMIT, other) => drop(other), _ => {} }
    match x { n @ LIMIT..=9 => drop(n), ref r => drop(r) }
}
"#,
        expect![[r#"
            2:9 m::E -> a::m::E (use)
            2:19 m::E::A -> a::m::E::A (use)
            2:23 m::LIMIT -> const a::m::LIMIT (use)
            2:30 m::Unit -> a::m::Unit (use)
            3:57 Unit -> a::m::Unit (type)
            3:66 E -> a::m::E (type)
            4:15 LIMIT -> const a::m::LIMIT (pattern)
            5:15 Unit -> a::m::Unit (pattern)
            6:15 A -> a::m::E::A (pattern)
            7:9 Unit -> a::m::Unit (pattern)
            8:12 LIMIT -> const a::m::LIMIT (pattern)
            9:21 LIMIT -> const a::m::LIMIT (pattern)
            10:19 LIMIT -> const a::m::LIMIT (pattern)
        "#]],
    );
}

#[test]
fn a_lower_case_constant_is_a_constant_all_the_same() {
    check(
        r#"
mod m { pub const limit: u8 = 1; }
use m::limit;
pub fn f(x: u8) -> u8 {
    match x {
        limit => limit,
        other => other,
    }
}
"#,
        expect![[r#"
            2:8 m::limit -> const a::m::limit (use)
            5:9 limit -> const a::m::limit (pattern)
            5:18 limit -> const a::m::limit (expr)
        "#]],
    );
}

#[test]
fn a_tuple_struct_a_function_and_a_braced_struct_do_not_stop_a_binding() {
    check(
        r#"
pub struct Tuple(pub u8);
pub struct Braced {}
pub fn run() {}
pub fn f(x: u8) {
    match x { run => drop(run) }
    let Braced = x;
    drop(Braced);
    run();
}
"#,
        expect![[r#"
            8:5 run -> fn a::run (expr)
        "#]],
    );
}

#[test]
fn struct_patterns_name_types_and_their_fields_do_not() {
    check(
        r#"
pub mod m {
    pub struct P { pub x: u8, pub LIMIT: u8 }
    pub enum E { V { x: u8 }, T(u8) }
    pub const LIMIT: u8 = 1;
}
use m::{E, LIMIT, P};
pub fn f(p: P, e: E) {
    let P { x: y, LIMIT: z } = p;
    match p { P { x: LIMIT, .. } => {} P { LIMIT: _, x: m::LIMIT } => {} m::P { x, .. } => drop((x, y, z)) }
    match e { E::V { x } => drop(x), E::T(LIMIT) => {} m::E::T(t) => drop(t) }
}
"#,
        expect![[r#"
            6:9 m::E -> a::m::E (use)
            6:12 m::LIMIT -> const a::m::LIMIT (use)
            6:19 m::P -> a::m::P (use)
            7:13 P -> a::m::P (type)
            7:19 E -> a::m::E (type)
            8:9 P -> a::m::P (pattern)
            9:15 P -> a::m::P (pattern)
            9:22 LIMIT -> const a::m::LIMIT (pattern)
            9:40 P -> a::m::P (pattern)
            9:60 m::LIMIT -> const a::m::LIMIT (pattern)
            9:77 m::P -> a::m::P (pattern)
            10:18 E::V -> a::m::E::V (pattern)
            10:41 E::T -> a::m::E::T (pattern)
            10:43 LIMIT -> const a::m::LIMIT (pattern)
            10:62 m::E::T -> a::m::E::T (pattern)
        "#]],
    );
}

#[test]
fn associated_constants_are_patterns() {
    check(
        r#"
pub struct S;
pub trait Limit { const MAX: u8; }
impl S { const LOW: u8 = 1; }
impl Limit for S { const MAX: u8 = 2; }
pub fn f(x: u8) {
    match x { S::LOW => {} <S as Limit>::MAX => {} <S>::LOW..=9 => {} _ => {} }
}
"#,
        expect![[r#"
            3:6 S -> a::S (impl)
            4:6 Limit -> a::Limit (impl)
            4:16 S -> a::S (impl)
            6:18 S::LOW -> a::S::LOW (pattern)
            6:29 S -> a::S (type)
            6:42 Limit::MAX -> a::Limit::MAX (pattern)
            6:53 S -> a::S (pattern)
            6:57 LOW -> a::S::LOW (pattern)
        "#]],
    );
}

#[test]
fn parameters_and_closures_bind() {
    check(
        r#"
pub const N: u8 = 1;
pub struct Unit;
pub fn run() {}
pub fn f(run: u8, (a, b): (u8, u8), [c, ..]: [u8; 2]) { drop((run, a, b, c)); }
pub fn g(Unit: Unit) {
    let _ = |run: u8, Unit: Unit| run;
    run();
}
"#,
        expect![[r#"
            5:10 Unit -> a::Unit (pattern)
            5:16 Unit -> a::Unit (type)
            6:23 Unit -> a::Unit (pattern)
            6:29 Unit -> a::Unit (type)
            7:5 run -> fn a::run (expr)
        "#]],
    );
}

#[test]
fn a_shorthand_field_names_a_constant_where_there_is_one() {
    check(
        r#"
pub const limit: u8 = 3;
pub struct S { pub limit: u8, pub other: u8 }
pub fn f(s: S) -> u8 {
    match s {
        S { limit, other: 1 } => 1,
        S { other, limit: 4 } => other,
        S { ref other, .. } => *other,
    }
}
"#,
        expect![[r#"
            3:13 S -> a::S (type)
            5:9 S -> a::S (pattern)
            5:13 limit -> const a::limit (pattern)
            6:9 S -> a::S (pattern)
            7:9 S -> a::S (pattern)
        "#]],
    );
}

#[test]
fn the_pattern_of_matches_binds_and_names_as_one_of_match() {
    check(
        r#"
pub const limit: usize = 3;
pub fn value() -> usize { 1 }
pub struct S { pub value: usize }
pub fn f(x: (usize, usize), s: S) -> bool {
    assert!(matches!(s, S { value, .. } if value > limit), "{limit} {}", value());
    let limit2 = 3;
    println!("{limit} {limit2} {value} {0:limit$} {:>limit$.limit$}", 1, value = limit);
    matches!(x, (limit, y) | (y, limit) if y > limit && y > value())
}
"#,
        expect![[r#"
            4:32 S -> a::S (type)
            5:25 S -> a::S (macro-arg)
            5:52 limit -> const a::limit (macro-arg)
            5:62 limit -> const a::limit (macro-arg)
            5:74 value -> fn a::value (macro-arg)
            7:16 limit -> const a::limit (macro-arg)
            7:43 limit -> const a::limit (macro-arg)
            7:54 limit -> const a::limit (macro-arg)
            7:61 limit -> const a::limit (macro-arg)
            7:82 limit -> const a::limit (macro-arg)
            8:18 limit -> const a::limit (macro-arg)
            8:34 limit -> const a::limit (macro-arg)
            8:48 limit -> const a::limit (macro-arg)
            8:61 value -> fn a::value (macro-arg)
        "#]],
    );
}
