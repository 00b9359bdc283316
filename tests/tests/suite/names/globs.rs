//! Globs: cycles, shadowing, the same item twice, and what is private.

use expect_test::expect;

use super::check;

#[test]
fn modules_may_glob_each_other() {
    check(
        r#"
mod a1 { pub use crate::b1::*; pub struct A; pub fn f(_: A, _: B, _: C) {} }
mod b1 { pub use crate::c1::*; pub struct B; pub fn g(_: A, _: B, _: C) {} }
mod c1 { pub use crate::a1::*; pub struct C; pub fn h(_: A, _: B, _: C) {} }
pub fn f(_: c1::A, _: a1::C) {}
"#,
        expect![[r#"
            1:29 crate::b1::* -> a::b1::B (glob)
            1:29 crate::b1::* -> a::c1::C (glob)
            1:29 crate::b1::* -> fn a::b1::g (glob)
            1:29 crate::b1::* -> fn a::c1::h (glob)
            1:58 A -> a::a1::A (type)
            1:64 B -> a::b1::B (type)
            1:70 C -> a::c1::C (type)
            2:29 crate::c1::* -> a::a1::A (glob)
            2:29 crate::c1::* -> a::c1::C (glob)
            2:29 crate::c1::* -> fn a::a1::f (glob)
            2:29 crate::c1::* -> fn a::c1::h (glob)
            2:58 A -> a::a1::A (type)
            2:64 B -> a::b1::B (type)
            2:70 C -> a::c1::C (type)
            3:29 crate::a1::* -> a::a1::A (glob)
            3:29 crate::a1::* -> a::b1::B (glob)
            3:29 crate::a1::* -> fn a::a1::f (glob)
            3:29 crate::a1::* -> fn a::b1::g (glob)
            3:58 A -> a::a1::A (type)
            3:64 B -> a::b1::B (type)
            3:70 C -> a::c1::C (type)
            4:17 c1::A -> a::a1::A (type)
            4:27 a1::C -> a::c1::C (type)
        "#]],
    );
}

#[test]
fn an_explicit_import_hides_what_a_glob_brings_in_wherever_it_stands() {
    check(
        r#"
mod m { pub struct S; pub struct T; pub fn run() {} }
mod n { pub struct S; pub fn run() {} }
use m::*;
use n::S;
pub fn f(_: S, _: T) { run(); }
fn run() {}
"#,
        expect![[r#"
            3:8 m::* -> a::m::T (glob)
            4:8 n::S -> a::n::S (use)
            5:13 S -> a::n::S (type)
            5:19 T -> a::m::T (type)
            5:24 run -> fn a::run (expr)
        "#]],
    );
}

#[test]
fn an_explicit_import_hides_in_its_namespaces_alone() {
    check(
        r#"
mod m { pub struct Both; }
mod n { pub trait Both {} }
use m::*;
use n::Both;
pub fn f<T: Both>(_: T) { let _ = Both; }
"#,
        expect![[r#"
            3:8 m::* -> a::m::Both (glob)
            4:8 n::Both -> a::n::Both (use)
            5:13 Both -> a::n::Both (bound)
            5:35 Both -> a::m::Both (expr)
        "#]],
    );
}

#[test]
fn two_globs_may_bring_in_one_item() {
    check(
        r#"
mod m { pub struct S; }
mod n { pub use crate::m::S; }
mod o { pub use crate::m::*; }
use n::*;
use o::*;
pub fn f(_: S) {}
"#,
        expect![[r#"
            2:27 crate::m::S -> a::m::S (use)
            3:27 crate::m::* -> a::m::S (glob)
            4:8 n::* -> a::m::S (glob)
            5:8 o::* -> a::m::S (glob)
            6:13 S -> a::m::S (type)
        "#]],
    );
}

#[test]
fn two_globs_may_clash_as_long_as_nobody_uses_the_name() {
    check(
        r#"
mod m { pub struct Clash; pub struct M; }
mod n { pub struct Clash; pub struct N; }
use m::*;
use n::*;
pub fn f(_: M, _: N) {}
mod inner { use super::*; pub struct Clash; pub fn g(_: Clash) {} }
"#,
        expect![[r#"
            3:8 m::* -> a::m::Clash (glob)
            3:8 m::* -> a::m::M (glob)
            4:8 n::* -> a::n::Clash (glob)
            4:8 n::* -> a::n::N (glob)
            5:13 M -> a::m::M (type)
            5:19 N -> a::n::N (type)
            6:24 super::* -> a::inner (glob)
            6:24 super::* -> a::m (glob)
            6:24 super::* -> a::m::M (glob)
            6:24 super::* -> a::n (glob)
            6:24 super::* -> a::n::N (glob)
            6:24 super::* -> fn a::f (glob)
            6:57 Clash -> a::inner::Clash (type)
        "#]],
    );
}

#[test]
fn a_glob_of_the_parent_sees_what_is_private_there() {
    check(
        r#"
use std::fmt::Debug;
mod m { pub struct S; }
use m::S;
struct Own;
fn helper() {}
#[cfg(test)]
mod tests {
    use super::*;
    fn t(_: S, _: Own, _: &dyn Debug) { helper(); }
    mod deeper {
        use super::*;
        fn t(_: S, _: Own) { helper(); }
    }
}
"#,
        expect![[r#"
            3:8 m::S -> a::m::S (use)
            8:16 super::* -> a::Own (glob, test)
            8:16 super::* -> a::m (glob, test)
            8:16 super::* -> a::m::S (glob, test)
            8:16 super::* -> a::tests (glob, test)
            8:16 super::* -> fn a::helper (glob, test)
            9:13 S -> a::m::S (type, test)
            9:19 Own -> a::Own (type, test)
            9:41 helper -> fn a::helper (expr, test)
            11:20 super::* -> a::Own (glob, test)
            11:20 super::* -> a::m (glob, test)
            11:20 super::* -> a::m::S (glob, test)
            11:20 super::* -> a::tests (glob, test)
            11:20 super::* -> a::tests::deeper (glob, test)
            11:20 super::* -> fn a::helper (glob, test)
            12:17 S -> a::m::S (type, test)
            12:23 Own -> a::Own (type, test)
            12:30 helper -> fn a::helper (expr, test)
        "#]],
    );
}

#[test]
fn a_local_item_hides_a_glob_of_an_outer_block_and_module() {
    check(
        r#"
mod m { pub fn run() {} pub fn walk() {} }
use m::*;
pub fn f() {
    fn run() {}
    run();
    walk();
    {
        use m::run;
        run();
    }
}
pub fn g() { run(); }
"#,
        expect![[r#"
            2:8 m::* -> fn a::m::run (glob)
            2:8 m::* -> fn a::m::walk (glob)
            5:5 run -> fn a::run (expr)
            6:5 walk -> fn a::m::walk (expr)
            8:16 m::run -> fn a::m::run (use)
            9:9 run -> fn a::m::run (expr)
            12:14 run -> fn a::m::run (expr)
        "#]],
    );
}

#[test]
fn a_glob_of_a_crate_and_a_module_that_it_brings_in() {
    check(
        r#"
//- /a/src/lib.rs deps:b
use b::*;
use inner::Deep;
use prelude::*;
pub fn f(_: Deep, _: Listed) { make!(); }
//- /b/src/lib.rs
pub mod inner { pub struct Deep; pub struct Listed; }
pub mod prelude { pub use crate::inner::Listed; }
#[macro_export]
macro_rules! make { () => {} }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:8 b::* -> b::inner (glob)
            1:8 b::* -> b::prelude (glob)
            1:8 b::* -> macro b::make (glob)
            2:12 inner::Deep -> b::inner::Deep (use)
            3:14 prelude::* -> b::inner::Listed (glob)
            4:13 Deep -> b::inner::Deep (type)
            4:22 Listed -> b::inner::Listed (type)
            4:32 make -> macro b::make (macro-call)
            /b/src/lib.rs
            2:41 crate::inner::Listed -> b::inner::Listed (use)
        "#]],
    );
}

#[test]
fn a_glob_of_something_outside_may_bring_in_anything_but_what_is_known() {
    check(
        r#"
use std::collections::*;
use std::fmt::{self, *};
mod m { pub struct S; }
use m::*;
pub fn f(_: S, _: HashMap<u8, S>, _: &dyn Debug) -> fmt::Result { loop {} }
"#,
        expect![[r#"
            4:8 m::* -> a::m::S (glob)
            5:13 S -> a::m::S (type)
            5:31 S -> a::m::S (type)
        "#]],
    );
}
