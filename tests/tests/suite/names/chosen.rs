//! Functions of traits from outside, where a struct tells of which type the value is.

use expect_test::expect;

use super::check;

#[test]
fn the_base_of_a_struct_is_of_its_type() {
    check(
        r#"
pub mod m {
    pub struct S { pub x: u8, pub y: u8 }
    impl Default for S {
        fn default() -> S { S { x: 1, y: 2 } }
    }
    pub type Al = S;
}
use m::{Al, S};
use std::default::Default as Renamed;
pub fn f() -> [S; 3] {
    [
        S { x: 1, ..Default::default() },
        Al { x: 1, ..Renamed::default() },
        m::S { x: 1, ..std::default::Default::default() },
    ]
}
"#,
        expect![[r#"
            3:22 S -> a::m::S (impl)
            4:25 S -> a::m::S (type)
            4:29 S -> a::m::S (expr)
            6:19 S -> a::m::S (type)
            8:9 m::Al -> a::m::Al (use)
            8:9 m::Al => a::m::S (use)
            8:13 m::S -> a::m::S (use)
            10:16 S -> a::m::S (type)
            12:9 S -> a::m::S (expr)
            12:30 Default::default -> a::m::S::default (expr)
            13:9 Al -> a::m::Al (expr)
            13:9 Al => a::m::S (expr)
            13:31 Renamed::default -> a::m::S::default (expr)
            14:12 m::S -> a::m::S (expr)
            14:47 std::default::Default::default -> a::m::S::default (expr)
        "#]],
    );
}

#[test]
fn the_value_of_a_field_is_of_the_type_of_the_field() {
    check(
        r#"
pub mod m {
    pub struct Inner(u8);
    impl Default for Inner {
        fn default() -> Self { Inner(1) }
    }
    #[derive(Default)]
    pub struct Derived;
    pub struct Outer<T> { pub inner: Inner, pub derived: Derived, pub other: T, pub list: Vec<Inner> }
}
pub fn f() -> m::Outer<m::Inner> {
    m::Outer {
        inner: Default::default(),
        derived: Default::default(),
        other: Default::default(),
        list: Default::default(),
    }
}
"#,
        expect![[r#"
            3:22 Inner -> a::m::Inner (impl)
            4:32 Inner -> a::m::Inner (expr)
            8:38 Inner -> a::m::Inner (type)
            8:58 Derived -> a::m::Derived (type)
            8:95 Inner -> a::m::Inner (type)
            10:18 m::Outer -> a::m::Outer (type)
            10:27 m::Inner -> a::m::Inner (type)
            11:8 m::Outer -> a::m::Outer (expr)
            12:25 Default::default -> a::m::Inner::default (expr)
        "#]],
    );
}

#[test]
fn a_struct_can_be_named_by_self() {
    check(
        r#"
pub struct Inner(u8);
impl Default for Inner {
    fn default() -> Self { Inner(1) }
}
pub struct Outer { pub inner: Inner, pub x: u8 }
pub trait Make { fn make() -> Self; }
impl Default for Outer {
    fn default() -> Self { Self { inner: Default::default(), x: 1 } }
}
impl Make for Outer {
    fn make() -> Self { Self { x: 2, ..Default::default() } }
}
"#,
        expect![[r#"
            2:18 Inner -> a::Inner (impl)
            3:28 Inner -> a::Inner (expr)
            5:31 Inner -> a::Inner (type)
            7:18 Outer -> a::Outer (impl)
            8:51 Default::default -> a::Inner::default (expr)
            10:6 Make -> a::Make (impl)
            10:15 Outer -> a::Outer (impl)
            11:49 Default::default -> a::Outer::default (expr)
        "#]],
    );
}

#[test]
fn only_the_trait_that_is_called_counts() {
    check(
        r#"
pub trait Default { fn default() -> Self; }
pub struct S { pub x: u8 }
impl Default for S {
    fn default() -> S { S { x: 1 } }
}
impl std::default::Default for S {
    fn default() -> S { S { x: 2 } }
}
pub fn f() -> [S; 2] {
    [S { ..Default::default() }, S { ..std::default::Default::default() }]
}
"#,
        expect![[r#"
            3:6 Default -> a::Default (impl)
            3:18 S -> a::S (impl)
            4:21 S -> a::S (type)
            4:25 S -> a::S (expr)
            6:32 S -> a::S (impl)
            7:21 S -> a::S (type)
            7:25 S -> a::S (expr)
            9:16 S -> a::S (type)
            10:6 S -> a::S (expr)
            10:21 Default::default -> a::Default::default (expr)
            10:34 S -> a::S (expr)
            10:63 std::default::Default::default -> a::S::default at 7 (expr)
        "#]],
    );
}

#[test]
fn what_a_call_says_itself_is_not_chosen() {
    check(
        r#"
pub struct S { pub x: u8 }
impl Default for S {
    fn default() -> S { S { x: 1 } }
}
impl S {
    pub fn other() -> S { Self { x: 1 } }
}
fn take(s: S) -> S { s }
pub fn f() -> [S; 3] {
    [S { ..S::other() }, S { ..S::default() }, S { ..take(Default::default()) }]
}
"#,
        expect![[r#"
            2:18 S -> a::S (impl)
            3:21 S -> a::S (type)
            3:25 S -> a::S (expr)
            5:6 S -> a::S (impl)
            6:23 S -> a::S (type)
            8:12 S -> a::S (type)
            8:18 S -> a::S (type)
            9:16 S -> a::S (type)
            10:6 S -> a::S (expr)
            10:15 S::other -> a::S::other (expr)
            10:26 S -> a::S (expr)
            10:35 S::default -> a::S::default (expr)
            10:48 S -> a::S (expr)
            10:54 take -> fn a::take (expr)
        "#]],
    );
}
