//! Shadowing by items, generics, and locals.

use expect_test::expect;

use super::check;

#[test]
fn a_generic_parameter_hides_a_type_of_the_module() {
    check(
        r#"
pub struct T;
pub struct U;
pub fn f<T>(t: T) -> (T, U) { let _: T = t; loop {} }
pub struct P<T>(T, U);
impl<T> P<T> { fn g(self) -> T { self.0 } }
pub trait Tr<T> { fn h(&self, t: T) -> U; }
pub type Al<T> = (T, U);
pub enum E<T> { A(T), B(U) }
pub fn k() -> T { T }
"#,
        expect![[r#"
            3:26 U -> a::U (type)
            4:20 U -> a::U (type)
            5:9 P -> a::P (impl)
            6:40 U -> a::U (type)
            7:22 U -> a::U (type)
            8:25 U -> a::U (type)
            9:15 T -> a::T (type)
            9:19 T -> a::T (expr)
        "#]],
    );
}

#[test]
fn a_constant_parameter_hides_a_constant() {
    check(
        r#"
pub const N: usize = 1;
pub fn f<const N: usize>(x: [u8; N]) -> usize { let _ = x; N }
pub struct S<const N: usize>([u8; N]);
impl<const N: usize> S<N> { pub fn n(&self) -> usize { N } }
pub fn g() -> usize { N }
"#,
        expect![[r#"
            4:22 S -> a::S (impl)
            5:23 N -> const a::N (expr)
        "#]],
    );
}

#[test]
fn generics_hide_a_type_in_the_body_but_not_behind_a_module() {
    check(
        r#"
pub struct T;
pub struct U;
pub fn f<T>(t: T) {
    let _: (Option<T>, crate::T, self::T) = loop {};
    fn inner<U>(_: U, _: crate::T) {}
    struct Holds<T>(T, U);
    impl<T> Holds<T> { fn g() -> T { let _: T; loop {} } }
    drop(t);
}
"#,
        expect![[r#"
            4:31 crate::T -> a::T (type)
            4:40 self::T -> a::T (type)
            5:33 crate::T -> a::T (type)
            6:24 U -> a::U (type)
            7:13 Holds -> a::Holds (impl)
        "#]],
    );
}

#[test]
fn a_local_variable_hides_a_function_behind_its_let() {
    check(
        r#"
pub fn x() -> u8 { 1 }
pub fn f() {
    let y = x();
    let x = x;
    let _ = (x, y);
    { let x = 1; let _ = x; }
    drop(x);
}
pub fn g(x: u8) -> u8 { x }
pub fn h() { let _ = |x: u8| x; x(); }
"#,
        expect![[r#"
            3:13 x -> fn a::x (expr)
            4:13 x -> fn a::x (expr)
            10:33 x -> fn a::x (expr)
        "#]],
    );
}

#[test]
fn variables_of_if_let_while_let_for_and_match_end_with_them() {
    check(
        r#"
pub fn x() {}
pub fn f(o: Option<fn()>) {
    if let Some(x) = o { x(); } else { x(); }
    while let Some(x) = o && x == x { x(); }
    for x in o { x(); }
    match o { Some(x) if x == x => x(), _ => x() }
    let Some(y) = o else { x(); return };
    let Some(x) = o else { x(); return };
    x(); y();
}
"#,
        expect![[r#"
            3:40 x -> fn a::x (expr)
            6:46 x -> fn a::x (expr)
            7:28 x -> fn a::x (expr)
            8:28 x -> fn a::x (expr)
        "#]],
    );
}

#[test]
fn an_item_of_a_block_is_hidden_by_a_variable_only_where_that_is_in_scope() {
    check(
        r#"
pub fn f() {
    fn x() {}
    x();
    let x = 1;
    let _ = x;
    { fn x() {} x(); }
}
"#,
        expect![[r#"
            3:5 x -> fn a::x at 2 (expr)
            6:17 x -> fn a::x at 6 (expr)
        "#]],
    );
}

#[test]
fn a_variable_hides_no_type_and_no_macro() {
    check(
        r#"
pub struct S;
macro_rules! s { () => {} }
pub fn f() {
    let (s, t) = (1, S);
    let _: S = t;
    s!();
    let _ = s;
}
"#,
        expect![[r#"
            4:22 S -> a::S (expr)
            5:12 S -> a::S (type)
            6:5 s -> macro a::s (macro-call)
        "#]],
    );
}

#[test]
fn an_item_hides_a_name_of_the_prelude() {
    check(
        r#"
pub struct Vec;
pub fn drop(_: Vec) {}
pub mod m {
    pub fn f(v: Vec<u8>) { drop(v); }
}
pub fn f() { drop(Vec); }
macro_rules! println { () => {} }
pub fn g() { println!(); }
"#,
        expect![[r#"
            2:16 Vec -> a::Vec (type)
            6:14 drop -> fn a::drop (expr)
            6:19 Vec -> a::Vec (expr)
            8:14 println -> macro a::println (macro-call)
        "#]],
    );
}

#[test]
fn a_primitive_type_can_be_hidden() {
    check(
        r#"
mod m {
    #[allow(non_camel_case_types)]
    pub struct u8;
    pub fn f(_: u8) {}
    pub mod str { pub fn g() {} }
    pub fn h() { str::g(); }
}
pub fn k(_: u8) { let _ = u8::MAX; }
"#,
        expect![[r#"
            4:17 u8 -> a::m::u8 (type)
            6:23 str::g -> fn a::m::str::g (expr)
        "#]],
    );
}

#[test]
fn labels_lifetimes_fields_and_methods_are_no_paths() {
    check(
        r#"
pub fn name() {}
pub struct S<'name> { pub name: &'name u8 }
impl<'name> S<'name> { pub fn name(&self) -> u8 { *self.name } }
pub fn f(s: S<'_>) {
    'name: loop { s.name(); let _ = s.name; break 'name; }
    let S { name } = s;
    let _ = S { name };
}
"#,
        expect![[r#"
            3:13 S -> a::S (impl)
            4:13 S -> a::S (type)
            6:9 S -> a::S (pattern)
            7:13 S -> a::S (expr)
        "#]],
    );
}

#[test]
fn a_module_hides_a_primitive_type_only_before_more_of_a_path() {
    check(
        r#"
pub mod u8 { pub const MAX: usize = 1; }
pub fn f(_: u8) -> usize { u8::MAX }
"#,
        expect![[r#"
            2:32 u8::MAX -> const a::u8::MAX (expr)
        "#]],
    );
}
