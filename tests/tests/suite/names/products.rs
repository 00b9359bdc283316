//! What macros from outside define, and what no manifest of the workspace says.

use expect_test::expect;

use super::check;

#[test]
fn a_word_of_an_outside_macro_s_input_is_what_it_defines() {
    check(
        r#"
//- /a/src/lib.rs deps:kw
pub struct Known;
pub mod words {
    kw::word!(alpha);
    kw::word!(beta);
    pub struct Known;
    kw::ignore!(Known);
    kw::ignore!(gone);
    pub mod inner { pub mod gone { pub fn f() {} } }
}
use words::alpha;
use words::*;
pub fn f() -> (alpha, words::beta, beta) {
    let _: words::Known;
    let _ = alpha::new();
    words::inner::gone::f();
    loop {}
}
//- /outside/kw/src/lib.rs
#[macro_export]
macro_rules! word { ($name:ident) => {
    #[allow(non_camel_case_types)]
    pub struct $name;
    impl $name { pub fn new() {} }
} }
#[macro_export]
macro_rules! ignore { ($name:ident) => {} }
"#,
        expect![[r#"
            6:17 Known -> a::words::Known (macro-arg)
            10:12 words::alpha -> macro a::words::alpha (use)
            11:12 words::* -> a::words::inner (glob)
            12:16 alpha -> macro a::words::alpha (type)
            12:30 words::beta -> macro a::words::beta (type)
            12:36 beta -> macro a::words::beta (type)
            13:19 words::Known -> a::words::Known (type)
            14:13 alpha::new -> macro a::words::alpha (expr)
            15:25 words::inner::gone::f -> fn a::words::inner::gone::f (expr)
        "#]],
    );
}

#[test]
fn a_library_may_have_another_name_than_its_package() {
    check(
        r#"
//- /a/src/lib.rs deps:rust-crypt
use crypt::Hash;
pub fn f() -> crypt::Hash { let h: Hash = crypt::hash(); h }
//- /outside/rust-crypt/Cargo.toml
[package]
name = "rust-crypt"
version = "0.1.0"
edition = "2024"

[lib]
name = "crypt"
//- /outside/rust-crypt/src/lib.rs
pub struct Hash;
pub fn hash() -> Hash { Hash }
"#,
        expect![[r#""#]],
    );
}

#[test]
fn an_attribute_macro_may_put_a_type_where_a_value_would_be() {
    check(
        r#"
//- /a/src/lib.rs deps:keep
pub mod m { pub struct Private(u8); pub fn f(p: Private) -> u8 { p.0 } }
#[keep::nothing]
fn f() -> Generated { m::Private }
//- /outside/keep/Cargo.toml
[package]
name = "keep"
version = "0.1.0"
edition = "2024"

[lib]
proc-macro = true
//- /outside/keep/src/lib.rs
use proc_macro::TokenStream;
#[proc_macro_attribute]
pub fn nothing(_: TokenStream, _: TokenStream) -> TokenStream { TokenStream::new() }
#[proc_macro_attribute]
pub fn with(_: TokenStream, item: TokenStream) -> TokenStream { item }
"#,
        expect![[r#"
            1:49 Private -> a::m::Private (type)
            3:11 Generated unresolved: `Generated` is not in scope, unless `keep::nothing` makes it
            3:26 m::Private -> a::m::Private (expr)
        "#]],
    );
}

#[test]
fn the_value_of_a_key_of_an_attribute_may_be_a_function() {
    check(
        r#"
//- /a/src/lib.rs deps:keep
fn recover() {}
#[keep::with(cycle = recover, other = unknown, recover)]
pub fn f() { recover() }
//- /outside/keep/Cargo.toml
[package]
name = "keep"
version = "0.1.0"
edition = "2024"

[lib]
proc-macro = true
//- /outside/keep/src/lib.rs
use proc_macro::TokenStream;
#[proc_macro_attribute]
pub fn with(_: TokenStream, item: TokenStream) -> TokenStream { item }
"#,
        expect![[r#"
            2:22 recover -> fn a::recover (attribute)
            3:14 recover -> fn a::recover (expr)
        "#]],
    );
}

#[test]
fn an_outside_macro_may_be_handed_functions_by_name() {
    check(
        r#"
//- /a/src/lib.rs deps:group
fn first() {}
fn second() {}
group::group!(all, first, second);
pub fn run() { all() }
//- /outside/group/src/lib.rs
#[macro_export]
macro_rules! group { ($name:ident, $($f:ident),*) => { pub fn $name() { $($f();)* } } }
"#,
        expect![[r#"
            3:20 first -> fn a::first (macro-arg)
            3:27 second -> fn a::second (macro-arg)
            4:16 all -> macro a::all (expr)
        "#]],
    );
}
