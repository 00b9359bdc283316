//! Raw identifiers: `r#` is no part of a name.

use expect_test::expect;

use super::check;

#[test]
fn a_raw_identifier_and_a_plain_one_are_the_same_name() {
    check(
        r#"
mod r#m { pub struct S; pub fn r#match() {} pub mod r#type { pub const r#C: u8 = 1; } }
use m::r#S;
use r#m::{r#match as matched, r#type};
pub fn f(_: S, _: r#S) {
    m::r#match();
    matched();
    let _ = r#type::C + m::r#type::r#C;
    let r#fn = 1;
    let _ = r#fn;
}
"#,
        expect![[r#"
            2:8 m::S -> a::m::S (use)
            3:11 m::match -> fn a::m::r#match (use)
            3:31 m::type -> a::m::r#type (use)
            4:13 S -> a::m::S (type)
            4:19 S -> a::m::S (type)
            5:8 m::match -> fn a::m::r#match (expr)
            6:5 matched -> fn a::m::r#match (expr)
            7:21 type::C -> const a::m::r#type::C (expr)
            7:36 m::type::C -> const a::m::r#type::C (expr)
        "#]],
    );
}

#[test]
fn a_raw_module_has_a_plain_file_and_a_raw_crate_a_plain_package() {
    check(
        r#"
//- /a/src/lib.rs deps:b
mod r#loop;
pub fn f(_: r#loop::S, _: r#b::S) {}
macro_rules! r#make { ($name:ident) => { struct $name; }; }
r#make!(r#struct);
make!(Other);
pub fn g(_: r#struct, _: r#Other) {}
//- /a/src/loop.rs
pub struct S;
//- /b/src/lib.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            2:21 loop::S -> a::r#loop::S (type)
            2:32 b::S -> b::S (type)
            4:1 make -> macro a::make (macro-call)
            5:1 make -> macro a::make (macro-call)
            6:13 struct -> a::r#struct (type)
            6:26 Other -> a::Other (type)
        "#]],
    );
}

#[test]
fn a_raw_attribute_is_the_plain_one() {
    check(
        r#"
//- /a/src/lib.rs deps:mac
#[r#path = "elsewhere.rs"] mod m;
#[r#cfg_attr(r#all(), r#path = "chosen.rs")] mod n;
#[r#macro_use] mod o {
    #[r#macro_export] macro_rules! exported { () => {} }
    macro_rules! scoped { () => {} }
}
scoped!();
crate::exported!();
mod derive { pub struct path; }
#[r#derive(mac::Made)] #[mac::r#attr] pub struct S(m::S, n::S);
#[r#allow(unused)] use derive::path;
//- /a/src/elsewhere.rs
pub struct S;
//- /a/src/chosen.rs
pub struct S;
//- /mac/Cargo.toml
[package]
name = "mac"
version = "0.0.0"
edition = "2024"
[lib]
proc-macro = true
//- /mac/src/lib.rs
use proc_macro::TokenStream;
#[r#proc_macro_derive(Made)]
pub fn made(_: TokenStream) -> TokenStream { TokenStream::new() }
#[r#proc_macro_attribute]
pub fn attr(_: TokenStream, item: TokenStream) -> TokenStream { item }
"#,
        expect![[r#"
            /a/src/lib.rs
            7:1 scoped -> macro a::o::scoped (macro-call)
            8:8 crate::exported -> macro a::o::exported (macro-call)
            10:17 mac::Made -> macro mac::Made (derive)
            10:31 mac::attr -> macro mac::attr (attribute)
            10:55 m::S -> a::m::S (type)
            10:61 n::S -> a::n::S (type)
            11:32 derive::path -> a::derive::path (use)
        "#]],
    );
}
