//! Items and uses in blocks.

use expect_test::expect;

use super::check;

#[test]
fn items_of_a_block_are_in_scope_in_all_of_it() {
    check(
        r#"
pub struct S;
pub fn f() {
    let _: S;
    {
        let _: S;
        inner();
        struct S;
        fn inner() -> S { S }
    }
    let _: S;
}
"#,
        expect![[r#"
            3:12 S -> a::S at 1 (type)
            5:16 S -> a::S at 7 (type)
            6:9 inner -> fn a::inner (expr)
            8:23 S -> a::S at 7 (type)
            8:27 S -> a::S at 7 (expr)
            10:12 S -> a::S at 1 (type)
        "#]],
    );
}

#[test]
fn a_use_in_a_block_is_known_in_that_block() {
    check(
        r#"
mod m { pub struct S; pub struct T; }
pub struct S;
pub fn f() {
    let _: S;
    {
        let _: S;
        use m::S;
        use m::*;
        let _: T;
        fn inner(_: S, _: T) {}
        if true { let _: S; }
    }
    let _: S;
}
"#,
        expect![[r#"
            4:12 S -> a::S (type)
            6:16 S -> a::m::S (type)
            7:16 m::S -> a::m::S (use)
            8:16 m::* -> a::m::T (glob)
            9:16 T -> a::m::T (type)
            10:21 S -> a::m::S (type)
            10:27 T -> a::m::T (type)
            11:26 S -> a::m::S (type)
            13:12 S -> a::S (type)
        "#]],
    );
}

#[test]
fn a_glob_in_a_block_wins_over_an_item_of_the_module() {
    check(
        r#"
mod m { pub fn run() {} }
fn run() {}
pub fn f() {
    use m::*;
    run();
    self::run();
}
"#,
        expect![[r#"
            4:12 m::* -> fn a::m::run (glob)
            5:5 run -> fn a::m::run (expr)
            6:11 self::run -> fn a::run (expr)
        "#]],
    );
}

#[test]
fn blocks_of_closures_constants_and_types_have_items_too() {
    check(
        r#"
pub const C: usize = { use m::N; const D: usize = N; D };
mod m { pub const N: usize = 1; pub struct S; }
pub fn f(_: [u8; { use m::N as K; K }]) {
    let _ = || { use m::S; S };
    let _ = async { use m::S as T; T };
    let _ = unsafe { use m::S as U; U };
    loop { use m::S as V; break drop(V); }
    match 1 { _ => { use m::S as W; drop(W) } }
}
"#,
        expect![[r#"
            1:31 m::N -> const a::m::N (use)
            1:51 N -> const a::m::N (expr)
            1:54 D -> const a::D (expr)
            3:27 m::N -> const a::m::N (use)
            3:35 K -> const a::m::N (expr)
            4:25 m::S -> a::m::S (use)
            4:28 S -> a::m::S (expr)
            5:28 m::S -> a::m::S (use)
            5:36 T -> a::m::S (expr)
            6:29 m::S -> a::m::S (use)
            6:37 U -> a::m::S (expr)
            7:19 m::S -> a::m::S (use)
            7:38 V -> a::m::S (expr)
            8:29 m::S -> a::m::S (use)
            8:42 W -> a::m::S (expr)
        "#]],
    );
}

#[test]
fn an_impl_in_a_block_is_for_the_type_of_the_module() {
    check(
        r#"
pub struct S;
pub fn f() {
    impl S { pub const ONE: u8 = 1; }
    let _ = S::ONE;
}
pub fn g() -> u8 { S::ONE }
"#,
        expect![[r#"
            3:10 S -> a::S (impl)
            4:16 S::ONE -> a::S::ONE (expr)
            6:23 S::ONE -> a::S::ONE (expr)
        "#]],
    );
}

#[test]
fn a_module_in_a_block_does_not_see_the_block() {
    check(
        r#"
pub struct Outer;
pub fn f() {
    struct Inner;
    mod m {
        pub use super::Outer;
        pub fn g() -> (Outer, super::Outer) { loop {} }
    }
    let _: (Inner, m::Outer);
}
"#,
        expect![[r#"
            5:24 super::Outer -> a::Outer (use)
            6:24 Outer -> a::Outer (type)
            6:38 super::Outer -> a::Outer (type)
            8:13 Inner -> a::Inner (type)
            8:23 m::Outer -> a::Outer (type)
        "#]],
    );
}

#[test]
fn what_a_cfg_chooses_in_a_block_belongs_to_the_block() {
    check(
        r#"
pub mod m { pub fn f() {} pub fn g() {} pub fn h() -> u8 { 0 } }
pub fn one(n: u8) -> u8 {
    cfg_select! {
        windows => { use m::f as go; fn own() {} }
        _ => { use m::g as go; fn own() { m::f() } mod below { pub fn x() {} } }
    }
    go(); own(); below::x();
    cfg_select! { unix => { m::h() + n } _ => { n } }
}
pub fn two() -> u8 {
    cfg_select! { unix => { use m::h; } _ => { use m::h; } }
    h()
}
"#,
        expect![[r#"
            4:29 m::f -> fn a::m::f (use)
            5:23 m::g -> fn a::m::g (use)
            5:46 m::f -> fn a::m::f (expr)
            7:5 go -> fn a::m::f (expr)
            7:5 go -> fn a::m::g (expr)
            7:11 own -> fn a::own at 4 (expr)
            7:11 own -> fn a::own at 5 (expr)
            7:25 below::x -> fn a::below::x (expr)
            8:32 m::h -> fn a::m::h (macro-arg)
            11:36 m::h -> fn a::m::h (use)
            11:55 m::h -> fn a::m::h (use)
            12:5 h -> fn a::m::h (expr)
        "#]],
    );
}
