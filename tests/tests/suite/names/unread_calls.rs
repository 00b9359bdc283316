//! Calls that no rule of their macro takes, or of which it makes no code.

use expect_test::expect;

use super::check;

#[test]
fn an_input_that_no_rule_takes_is_read_as_it_stands() {
    check(
        r#"
// compile: no: no rule takes the input
//- /a/src/lib.rs
pub mod m { pub fn f() -> u8 { 1 } }
macro_rules! only_a { (a) => { 1 } }
pub fn g() -> u8 { only_a!(m::f()) }
"#,
        expect![[r#"
            problem: a call of macro `only_a` could not be expanded
            3:20 only_a -> macro a::only_a (macro-call)
            3:31 m::f -> fn a::m::f (macro-arg)
        "#]],
    );
}

#[test]
fn a_call_that_cannot_be_expanded_is_told_of_wherever_it_stands() {
    check(
        r#"
// compile: no: no rule takes the inputs
//- /a/src/lib.rs
macro_rules! items { (a) => { pub struct A; } }
macro_rules! no_item { ($name:ident) => { pub struct $name; + } }
macro_rules! outer { ($name:ident) => { items!($name); } }
items!(b);
no_item!(C);
outer!(d);
#[cfg(unix)]
items!(e);
pub struct S;
impl S { items!(f); }
pub fn g() -> items!(g) {
    items!(h; struct I;);
    match 1 { items!(j) => {} _ => {} }
    loop {}
}
"#,
        expect![[r#"
            problem: a call of macro `items` could not be expanded
            problem: a call of macro `no_item` could not be expanded
            3:41 items -> macro a::items (macro-body)
            4:1 items -> macro a::items (macro-call)
            5:1 no_item -> macro a::no_item (macro-call)
            6:1 outer -> macro a::outer (macro-call)
            8:1 items -> macro a::items (macro-call)
            10:6 S -> a::S (impl)
            10:10 items -> macro a::items (macro-call)
            11:15 items -> macro a::items (macro-call)
            11:22 g -> fn a::g (macro-arg)
            12:5 items -> macro a::items (macro-call)
            13:15 items -> macro a::items (macro-call)
        "#]],
    );
}

#[test]
fn a_call_that_another_macro_takes_for_input_was_never_made() {
    check(
        r#"
macro_rules! only_a { (a) => { 1 } }
macro_rules! nothing { ($($any:tt)*) => { 2 } }
macro_rules! rename { (only_a ! $rest:tt) => { nothing! $rest } }
macro_rules! quoted { ($($any:tt)*) => { stringify!(only_a!($($any)*)) } }
pub fn f() -> u8 { nothing!(only_a!(b)) + rename!(only_a!(c)) }
pub fn g() -> &'static str { stringify!(only_a!(d)); quoted!(e) }
"#,
        expect![[r#"
            5:20 nothing -> macro a::nothing (macro-call)
            5:29 only_a -> macro a::only_a (macro-arg)
            5:43 rename -> macro a::rename (macro-call)
            5:51 only_a -> macro a::only_a (macro-arg)
            6:54 quoted -> macro a::quoted (macro-call)
        "#]],
    );
}

#[test]
fn one_rule_of_several_macros_is_enough() {
    check(
        r#"
#[cfg(unix)]
macro_rules! one { (a) => { pub struct A; } }
#[cfg(not(unix))]
macro_rules! one { (b) => { pub struct B; } }
one!(a);
"#,
        expect![[r#"
            5:1 one -> macro a::one at 2 (macro-call)
            5:1 one -> macro a::one at 4 (macro-call)
        "#]],
    );
}

#[test]
fn a_macro_from_outside_may_make_anything_of_a_call() {
    check(
        r#"
//- /a/Cargo.toml
[package]
name = "a"
version = "0.0.0"
edition = "2024"
[dependencies]
paste = "1"
//- /a/src/lib.rs
macro_rules! only_a { (ab) => { pub struct A; } }
paste::paste! { only_a!([<a b>]); }
pub fn f() { paste::item!(only_a!([<a b>])); }
"#,
        expect![[r#"
            2:17 only_a -> macro a::only_a (macro-call)
            3:27 only_a -> macro a::only_a (macro-arg)
        "#]],
    );
}

#[test]
fn items_in_the_input_of_a_statement_may_become_a_part_of_one() {
    check(
        r#"
mod m { pub fn size<T>(_: T) -> usize { 0 } pub trait T { fn t() {} } }
macro_rules! sized {
    ($($item:tt)*) => {{ $($item)* m::size(Goal) }};
}
macro_rules! ending { ($($input:tt)*) => { return Err(fail!($($input)*)) } }
macro_rules! fail { ($name:ident: $e:expr) => { Error::$name($e) } }
pub enum Error { Null(usize) }
pub fn f(n: usize) -> Result<(), Error> {
    sized! { struct Goal; impl m::T for Goal {} };
    sized! { struct Goal; impl Goal { fn two() { <Goal as m::T>::t() } } impl m::T for Goal {} };
    if n > 1 { ending!(Null: { let p: *const u8 = std::ptr::null(); size(p) + n }) }
    Ok(())
}
fn size(_: *const u8) -> usize { 0 }
"#,
        expect![[r#"
            3:39 m::size -> fn a::m::size (macro-body)
            5:55 fail -> macro a::fail (macro-body)
            6:49 Error -> a::Error (macro-body)
            8:34 Error -> a::Error (type)
            9:5 sized -> macro a::sized (macro-call)
            9:35 m::T -> a::m::T (impl)
            9:41 Goal -> a::Goal at 9 (impl)
            10:5 sized -> macro a::sized (macro-call)
            10:32 Goal -> a::Goal at 10 (impl)
            10:51 Goal -> a::Goal at 10 (macro-arg)
            10:66 m::T::t -> a::m::T::t (macro-arg)
            10:82 m::T -> a::m::T (impl)
            10:88 Goal -> a::Goal at 10 (impl)
            11:16 ending -> macro a::ending (macro-call)
            11:24 Error::Null -> a::Error::Null (macro-arg)
            11:69 size -> fn a::size (macro-arg)
        "#]],
    );
}

#[test]
fn a_dollar_can_be_handed_on() {
    check(
        r#"
pub mod m { pub struct S; pub struct T; }
macro_rules! with_dollar {
    ($($body:tt)*) => {
        macro_rules! with { $($body)* }
        with!($);
    };
}
macro_rules! define {
    ($name:ident, $of:ident) => {
        with_dollar! {
            ($d:tt) => { macro_rules! $name { ($d($d with:ident)?) => { pub type $of $d(= m::$d with)?; } } }
        }
    };
}
define!(named, Name);
named!(S);
"#,
        expect![[r#"
            5:9 with -> macro a::with (macro-body)
            10:9 with_dollar -> macro a::with_dollar (macro-body)
            15:1 define -> macro a::define (macro-call)
            16:1 named -> macro a::named (macro-call)
            16:8 m::S -> a::m::S (type)
        "#]],
    );
}
