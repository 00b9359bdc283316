//! The extern prelude with renamed dependencies and `[lib] name`, and
//! `extern crate … as`.

use expect_test::expect;

use super::check;

#[test]
fn a_dependency_goes_by_the_name_that_the_manifest_gives_it() {
    check(
        r#"
//- /a/src/lib.rs deps:b-b,sky-blue=c
pub fn f() -> (b_b::S, sky_blue::S, ::sky_blue::m::T) { loop {} }
use sky_blue as other;
pub fn g() -> other::S { loop {} }
//- /b-b/src/lib.rs
pub struct S;
//- /c/src/lib.rs
pub struct S;
pub mod m { pub struct T; }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:21 b_b::S -> b_b::S (type)
            1:34 sky_blue::S -> c::S (type)
            1:52 ::sky_blue::m::T -> c::m::T (type)
            2:5 sky_blue -> c (use)
            3:22 other::S -> c::S (type)
        "#]],
    );
}

#[test]
fn a_library_goes_by_its_own_name_not_by_that_of_its_package() {
    check(
        r#"
//- /a/src/lib.rs deps:b,r=c
pub fn f() -> (core_b::S, r::S) { loop {} }
//- /b/Cargo.toml
[package]
name = "b"
version = "0.0.0"
edition = "2021"
[lib]
name = "core_b"
path = "lib/here.rs"
//- /b/lib/here.rs
pub struct S;
//- /c/Cargo.toml
[package]
name = "c"
version = "0.0.0"
edition = "2021"
[lib]
name = "core_c"
//- /c/src/lib.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            1:24 core_b::S -> core_b::S (type)
            1:30 r::S -> core_c::S (type)
        "#]],
    );
}

#[test]
fn extern_crate_as_at_the_root_adds_a_name_for_all_modules() {
    check(
        r#"
//- /a/src/lib.rs deps:b
extern crate b as sky;
mod m {
    use sky::S;
    pub fn f() -> (S, sky::S, ::sky::S) { loop {} }
}
pub fn g() -> crate::sky::S { loop {} }
//- /b/src/lib.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            1:14 b -> b (use)
            3:14 sky::S -> b::S (use)
            4:20 S -> b::S (type)
            4:28 sky::S -> b::S (type)
            4:38 ::sky::S -> b::S (type)
            6:27 crate::sky::S -> b::S (type)
        "#]],
    );
}

#[test]
fn extern_crate_in_a_module_adds_a_name_to_that_module() {
    check(
        r#"
//- /a/src/lib.rs deps:b
mod m {
    pub extern crate b as sky;
    pub fn f() -> (self::sky::S, sky::S) { loop {} }
}
pub fn g() -> m::sky::S {
    extern crate b as local;
    loop { let _: local::S; }
}
//- /b/src/lib.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            2:22 b -> b (use)
            3:31 self::sky::S -> b::S (type)
            3:39 sky::S -> b::S (type)
            5:23 m::sky::S -> b::S (type)
            6:18 b -> b (use)
            7:26 local::S -> b::S (type)
        "#]],
    );
}

#[test]
fn extern_crate_self_names_the_crate() {
    check(
        r#"
extern crate self as me;
pub struct S;
pub mod m {
    use me::S;
    pub fn f() -> (S, me::S, ::me::S) { loop {} }
}
"#,
        expect![[r#"
            1:14 self -> a (use)
            4:13 me::S -> a::S (use)
            5:20 S -> a::S (type)
            5:27 me::S -> a::S (type)
            5:36 ::me::S -> a::S (type)
        "#]],
    );
}

#[test]
fn other_targets_of_a_package_see_its_library_and_dev_dependencies() {
    check(
        r#"
//- /a/src/lib.rs dev-deps:t build-deps:g
pub struct S;
#[cfg(test)]
mod tests { use t::T; fn f(_: T) {} }
//- /a/src/main.rs
mod m;
fn main() { let _ = a::S; }
//- /a/src/m.rs
pub struct S;
pub fn f() -> (S, a::S) { loop {} }
//- /a/tests/it.rs
fn f() -> (a::S, t::T) { loop {} }
//- /a/build.rs
fn main() { let _ = g::G; }
//- /t/src/lib.rs
pub struct T;
//- /g/src/lib.rs
pub struct G;
"#,
        expect![[r#"
            /a/build.rs
            1:24 g::G -> g::G (expr)
            /a/src/lib.rs
            3:20 t::T -> t::T (use, test)
            3:31 T -> t::T (type, test)
            /a/src/m.rs
            2:16 S -> a::m::S (type)
            2:22 a::S -> a::S (type)
            /a/src/main.rs
            2:24 a::S -> a::S (expr)
            /a/tests/it.rs
            1:15 a::S -> a::S (type, test)
            1:21 t::T -> t::T (type, test)
        "#]],
    );
}

#[test]
fn a_local_module_hides_a_crate_but_not_behind_leading_colons() {
    check(
        r#"
//- /a/src/lib.rs deps:b
pub mod m {
    pub mod b { pub struct Local; }
    pub fn f() -> (b::Local, ::b::Far) { loop {} }
}
pub fn g() -> b::Far { loop {} }
//- /b/src/lib.rs
pub struct Far;
"#,
        expect![[r#"
            /a/src/lib.rs
            3:23 b::Local -> a::m::b::Local (type)
            3:35 ::b::Far -> b::Far (type)
            5:18 b::Far -> b::Far (type)
        "#]],
    );
}

#[test]
fn a_whole_crate_can_be_re_exported() {
    check(
        r#"
//- /a/src/lib.rs deps:b
pub fn f() -> (b::c::S, b::d::S, b::e::S) { loop {} }
use b::c::*;
pub fn g() -> S { loop {} }
//- /b/src/lib.rs deps:c
pub use c;
pub use ::c as d;
pub extern crate c as e;
//- /c/src/lib.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            1:22 b::c::S -> c::S (type)
            1:31 b::d::S -> c::S (type)
            1:40 b::e::S -> c::S (type)
            2:11 b::c::* -> c::S (glob)
            3:15 S -> c::S (type)
            /b/src/lib.rs
            1:9 c -> c (use)
            2:11 ::c -> c (use)
            3:18 c -> c (use)
        "#]],
    );
}

#[test]
fn a_proc_macro_crate_has_nothing_but_macros_for_others() {
    check(
        r#"
// compile: never: `geometry` is nowhere
//- /a/src/lib.rs deps:m,geometry
use m::Shape;
use m::*;
use geometry::Shape;
#[derive(Shape)]
pub struct S;
impl Shape for S {}
#[trace]
pub fn f() {}
//- /m/Cargo.toml
[package]
name = "m"
edition = "2024"
[lib]
proc-macro = true
[dependencies]
synstructure = "1"
//- /m/src/lib.rs
use proc_macro::TokenStream;
synstructure::decl_derive!([Shape] => shape);
#[proc_macro_attribute]
pub fn trace(_: TokenStream, item: TokenStream) -> TokenStream { item }
fn g() { trace(todo!(), todo!()); }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:8 m::Shape -> macro m::Shape (use)
            2:8 m::* -> macro m::trace (glob)
            4:10 Shape -> macro m::Shape (derive)
            6:16 S -> a::S (impl)
            7:3 trace -> macro m::trace (attribute)
            /m/src/lib.rs
            5:10 trace -> fn m::trace (expr)
        "#]],
    );
}
