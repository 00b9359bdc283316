//! `crate`, `self`, `super`, `$crate`, and a leading `::`.

use expect_test::expect;

use super::check;

#[test]
fn crate_self_and_super_start_at_modules() {
    check(
        r#"
pub struct S;
pub mod m {
    pub struct S;
    pub mod n {
        pub struct S;
        pub fn f() -> (crate::S, self::S, super::S, self::super::S, super::super::S) { loop {} }
        use crate::m::n::S as A;
        use self::S as B;
        use super::S as C;
        use super::super::S as D;
        pub fn g() -> (A, B, C, D) { loop {} }
    }
}
"#,
        expect![[r#"
            6:31 crate::S -> a::S (type)
            6:40 self::S -> a::m::n::S (type)
            6:50 super::S -> a::m::S (type)
            6:66 self::super::S -> a::m::S (type)
            6:83 super::super::S -> a::S (type)
            7:26 crate::m::n::S -> a::m::n::S (use)
            8:19 self::S -> a::m::n::S (use)
            9:20 super::S -> a::m::S (use)
            10:27 super::super::S -> a::S (use)
            11:24 A -> a::m::n::S (type)
            11:27 B -> a::m::n::S (type)
            11:30 C -> a::m::S (type)
            11:33 D -> a::S (type)
        "#]],
    );
}

#[test]
fn self_stands_first_alone() {
    check(
        r#"
// compile: no: `self` is for the start of a path alone
//- /a/src/lib.rs
pub struct S;
pub mod m {
    pub fn f() -> (self::self::S, super::self::S) { loop {} }
}
"#,
        expect![[r#"
            3:26 self::self::S unresolved: there is no `self` in `a::m`
            3:42 super::self::S unresolved: there is no `self` in `a`
        "#]],
    );
}

#[test]
fn a_module_can_be_imported_by_crate_self_or_super_with_a_name() {
    check(
        r#"
pub struct S;
pub mod m {
    use crate as root;
    use super::{self as up};
    use self::n::{self as down, T};
    pub mod n { pub struct T; }
    pub fn f() -> (root::S, up::S, down::T, T) { loop {} }
}
"#,
        expect![[r#"
            3:9 crate -> a (use)
            4:9 super -> a (use)
            5:15 self::n -> a::m::n (use)
            5:33 self::n::T -> a::m::n::T (use)
            7:26 root::S -> a::S (type)
            7:33 up::S -> a::S (type)
            7:42 down::T -> a::m::n::T (type)
            7:45 T -> a::m::n::T (type)
        "#]],
    );
}

#[test]
fn self_and_super_in_a_block_mean_the_module_around_it() {
    check(
        r#"
pub struct S;
pub mod m {
    pub struct S;
    pub fn f() {
        struct S;
        let _ = (S, self::S, super::S);
        {
            mod inner { pub fn g() -> super::S { loop {} } }
            inner::g();
        }
    }
}
"#,
        expect![[r#"
            6:18 S -> a::m::S at 5 (expr)
            6:27 self::S -> a::m::S at 3 (expr)
            6:37 super::S -> a::S (expr)
            8:46 super::S -> a::m::S at 3 (type)
            9:20 inner::g -> fn a::m::inner::g (expr)
        "#]],
    );
}

#[test]
fn dollar_crate_is_the_crate_of_the_macro() {
    check(
        r#"
//- /a/src/lib.rs deps:b
pub struct S;
b::make!(Made);
pub fn f() -> (Made, b::S) { loop { let _: b::ty!(); } }
//- /b/src/lib.rs
pub struct S;
#[macro_export]
macro_rules! make { ($name:ident) => { pub use $crate::S as $name; }; }
#[macro_export]
macro_rules! ty { () => { $crate::S }; }
"#,
        expect![[r#"
            /a/src/lib.rs
            2:4 b::make -> macro b::make (macro-call)
            3:16 Made -> b::S (type)
            3:25 b::S -> b::S (type)
            3:47 b::ty -> macro b::ty (macro-call)
            /b/src/lib.rs
            3:56 $crate::S -> b::S (macro-body)
            5:35 $crate::S -> b::S (macro-body)
        "#]],
    );
}

#[test]
fn leading_colons_skip_what_is_in_scope() {
    check(
        r#"
//- /a/src/lib.rs deps:b
pub fn f() {
    mod b { pub struct Near; }
    let _: (b::Near, ::b::Far);
    use ::{b::Far as X, std::fmt};
    let _: (X, &dyn fmt::Debug);
}
//- /b/src/lib.rs
pub struct Far;
"#,
        expect![[r#"
            /a/src/lib.rs
            3:16 b::Near -> a::b::Near (type)
            3:27 ::b::Far -> b::Far (type)
            4:15 ::b::Far -> b::Far (use)
            5:13 X -> b::Far (type)
        "#]],
    );
}

#[test]
fn visibilities_name_modules() {
    check(
        r#"
pub mod m {
    pub mod n {
        pub(in crate::m) struct A;
        pub(in super::super) struct B;
        pub(super) struct C;
    }
    pub fn f() { let _ = (n::A, n::B, n::C); }
}
"#,
        expect![[r#"
            3:23 crate::m -> a::m (visibility)
            4:23 super::super -> a (visibility)
            7:30 n::A -> a::m::n::A (expr)
            7:36 n::B -> a::m::n::B (expr)
            7:42 n::C -> a::m::n::C (expr)
        "#]],
    );
}
