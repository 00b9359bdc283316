//! Which macros a name can mean: sub-namespaces, and alternatives under `cfg`.

use expect_test::expect;

use super::check;

#[test]
fn no_attribute_is_a_macro_by_example() {
    check(
        r#"
//- /a/src/lib.rs deps:b
macro_rules! pin { () => {}; }
pub mod outer {
    use b::pin;
    pub fn f() {
        macro_rules! pin { () => {}; }
        #[pin]
        fn inner() { pin!(); }
    }
}
pub mod tested {
    use b::test;
    #[test]
    fn f() {}
}
pub mod plain {
    #[test]
    fn f() {}
    #[derive(b::Project)]
    struct S(#[pin] u8);
}
//- /b/Cargo.toml
[package]
name = "b"
edition = "2024"
[lib]
proc-macro = true
//- /b/src/lib.rs
use proc_macro::TokenStream;
#[proc_macro_attribute]
pub fn pin(_: TokenStream, item: TokenStream) -> TokenStream { item }
#[proc_macro_attribute]
pub fn test(_: TokenStream, item: TokenStream) -> TokenStream { item }
#[proc_macro_derive(Project, attributes(pin))]
pub fn derive(_: TokenStream) -> TokenStream { TokenStream::new() }
"#,
        expect![[r#"
            /a/src/lib.rs
            3:12 b::pin -> macro b::pin (use)
            6:11 pin -> macro b::pin (attribute)
            7:22 pin -> macro a::outer::pin (macro-call)
            11:12 b::test -> macro b::test (use)
            12:7 test -> macro b::test (attribute, test)
            18:17 b::Project -> macro b::Project (derive)
        "#]],
    );
}

#[test]
fn the_value_of_an_attribute_may_be_a_macro() {
    check(
        r#"
macro_rules! since { ($version:literal) => { concat!("Since ", $version) }; }
#[doc = since!("1.0")]
pub struct S {
    #[cfg_attr(all(), doc = since!("2.0"))]
    pub x: u8,
}
"#,
        expect![[r#"
            2:9 since -> macro a::since (macro-call)
            4:29 since -> macro a::since (macro-call)
        "#]],
    );
}

#[test]
fn lone_types_among_the_tokens_of_a_call() {
    check(
        r#"
// compile: never: `tool` is nowhere
//- /a/src/lib.rs
pub struct Plain;
pub struct Holder<T>(T);
pub enum E { A }
macro_rules! any { ($($x:tt)*) => {}; }
pub fn f() {
    any!(next(&mut Holder<()>): !Unpin);
    any!(() = Plain => {}, Plain == 1, x as Plain; key = Plain, Plain = 1, Plain: 1);
    any!(use E as Plain; let mut Plain: u8 in);
    any!(Holder<u8>: Send, Plain: Sync, key: Plain);
}
pub fn parse<T>(_: T) {}
#[derive(Clone)]
#[tool(value_parser = parse::<u8>, key = parse)]
pub struct Args;
"#,
        expect![[r#"
            6:5 any -> macro a::any (macro-call)
            6:20 Holder -> a::Holder (macro-arg)
            7:5 any -> macro a::any (macro-call)
            7:15 Plain -> a::Plain (macro-arg)
            7:28 Plain -> a::Plain (macro-arg)
            7:45 Plain -> a::Plain (macro-arg)
            7:58 Plain -> a::Plain (macro-arg)
            7:76 Plain -> a::Plain (macro-arg)
            8:5 any -> macro a::any (macro-call)
            8:14 E -> a::E (macro-arg)
            9:5 any -> macro a::any (macro-call)
            9:10 Holder -> a::Holder (macro-arg)
            9:28 Plain -> a::Plain (macro-arg)
            9:46 Plain -> a::Plain (macro-arg)
            13:23 parse -> fn a::parse (attribute)
            13:42 parse -> fn a::parse (attribute)
        "#]],
    );
}

#[test]
fn where_a_cfg_chooses_a_macro_each_counts() {
    check(
        r#"
// compile: never: one of two alternatives is not there, and `cfg_if` is nowhere
//- /a/src/lib.rs
#[cfg(unix)]
macro_rules! on_unix { ($($item:item)*) => { $($item)* }; }
#[cfg(not(unix))]
macro_rules! on_unix { ($($item:item)*) => { pub struct Elsewhere; }; }
on_unix! { pub struct Here; }
pub fn f(_: Here, _: Elsewhere) {
    #[cfg(unix)]
    macro_rules! make { () => { Here }; }
    #[cfg(not(unix))]
    macro_rules! make { () => { Elsewhere }; }
    let _ = make!();
}
#[cfg(unix)]
#[macro_use]
mod one;
#[cfg(not(unix))]
#[macro_use]
mod other;
helper!();
cfg_if::cfg_if! {
    if #[cfg(unix)] {
        macro_rules! branch { () => {}; }
    } else {
        macro_rules! branch { () => {}; }
    }
}
branch!();
mod exported {
    #[cfg(unix)]
    #[macro_export]
    macro_rules! public { () => { pub struct PublicHere; }; }
    #[cfg(not(unix))]
    #[macro_export]
    macro_rules! public { () => { pub struct PublicElsewhere; }; }
}
pub mod by_path {
    crate::public!();
    pub fn f(_: PublicHere, _: PublicElsewhere) {}
}
#[cfg(test)]
mod tests {
    macro_rules! twice { () => {}; }
    macro_rules! twice { () => {}; }
    twice!();
}
//- /a/src/one.rs
macro_rules! helper { () => { pub struct FromOne; }; }
//- /a/src/other.rs
macro_rules! helper { () => { pub struct FromOther; }; }
"#,
        expect![[r#"
            /a/src/lib.rs
            5:1 on_unix -> macro a::on_unix at 2 (macro-call)
            5:1 on_unix -> macro a::on_unix at 4 (macro-call)
            6:13 Here -> a::Here (type)
            6:22 Elsewhere -> a::Elsewhere (type)
            8:33 Here -> a::Here (macro-body)
            10:33 Elsewhere -> a::Elsewhere (macro-body)
            11:13 make -> macro a::make at 10 (macro-call)
            11:13 make -> macro a::make at 8 (macro-call)
            19:1 helper -> macro a::one::helper (macro-call)
            19:1 helper -> macro a::other::helper (macro-call)
            20:1 cfg_if::cfg_if unresolved: `cfg_if` is not in scope
            27:1 branch -> macro a::branch at 22 (macro-call)
            27:1 branch -> macro a::branch at 24 (macro-call)
            37:12 crate::public -> macro a::exported::public at 31 (macro-call)
            37:12 crate::public -> macro a::exported::public at 34 (macro-call)
            38:17 PublicHere -> a::by_path::PublicHere (type)
            38:32 PublicElsewhere -> a::by_path::PublicElsewhere (type)
            44:5 twice -> macro a::tests::twice at 43 (macro-call, test)
        "#]],
    );
}

#[test]
fn what_a_cfg_attr_holds_is_there() {
    check(
        r#"
//- /a/src/lib.rs deps:b
#[cfg_attr(all(), macro_use)]
mod first { macro_rules! early { () => {}; } }
early!();
mod second {
    #[cfg_attr(unix, cfg_attr(all(), macro_export))]
    macro_rules! late { () => {}; }
}
crate::late!();
#[derive(b::Model)]
pub struct S;
#[cfg_attr(all(), test)]
fn t() { let _ = S; }
//- /b/Cargo.toml
[package]
name = "b"
edition = "2024"
[lib]
proc-macro = true
//- /b/src/lib.rs
use proc_macro::TokenStream;
#[cfg_attr(unix, proc_macro_derive(Model, attributes(model)))]
#[cfg_attr(not(unix), proc_macro_derive(Model))]
pub fn model(_: TokenStream) -> TokenStream { TokenStream::new() }
"#,
        expect![[r#"
            /a/src/lib.rs
            3:1 early -> macro a::first::early (macro-call)
            8:8 crate::late -> macro a::second::late (macro-call)
            9:13 b::Model -> macro b::Model (derive)
            12:18 S -> a::S (expr, test)
        "#]],
    );
}

#[test]
fn quoted_code_defines_nothing() {
    check(
        r#"
//- /a/src/lib.rs deps:quote
use quote::quote;
pub struct Real;
pub fn f() -> u8 {
    let _ = quote::quote! { pub mod missing; pub struct Quoted; };
    quote! { mod other; use Real as Renamed; struct Real; }
}
pub fn g(_: Real) {}
//- /outside/quote/src/lib.rs
#[macro_export]
macro_rules! quote { ($($x:tt)*) => { 1 }; }
"#,
        expect![[r#"
            7:13 Real -> a::Real (type)
        "#]],
    );
}

#[test]
fn quoted_code_takes_constants_from_where_it_is_quoted() {
    check(
        r#"
// compile: never: what stands behind `#` is no code
//- /a/src/lib.rs deps:quote
use quote::quote;
pub struct Option_;
pub const NAME: u8 = 1;
pub fn f(field: u8) {
    quote! { fn f() -> #Option_<#field> { #(#NAME),* NAME #g } };
    stringify!(#Option_);
}
fn g() {}
"#,
        expect![[r#"
            5:25 Option_ -> a::Option_ (macro-arg)
            5:46 NAME -> const a::NAME (macro-arg)
        "#]],
    );
}

#[test]
fn a_derive_among_tokens_names_the_derive_macro() {
    check(
        r#"
// compile: never: `ext` is nowhere
//- /a/src/lib.rs deps:m,ext
use m::Shape;
ext::bitflags! { #[derive(Clone, Shape)] struct S: u8 { const A = 1; } }
macro_rules! make { () => { #[derive(m::Shape)] struct S; } }
ext::any!(#![config(if is_set() {})] #[m::trace] fn);
fn is_set() {}
//- /m/src/lib.rs
pub trait Shape {}
pub mod trace {}
#[proc_macro_derive(Shape)]
pub fn derive(_: u8) {}
#[proc_macro_attribute]
pub fn trace(_: u8) {}
"#,
        expect![[r#"
            /a/src/lib.rs
            1:8 m::Shape -> m::Shape (use)
            1:8 m::Shape -> macro m::Shape (use)
            2:34 Shape -> macro m::Shape (macro-arg)
            3:41 m::Shape -> macro m::Shape (macro-body)
            4:24 is_set -> fn a::is_set (macro-arg)
            4:43 m::trace -> macro m::trace (macro-arg)
        "#]],
    );
}

#[test]
fn macro_use_may_name_what_it_brings_in() {
    check(
        r#"
//- /a/src/lib.rs deps:b,c
#[macro_use(taken, other)]
extern crate b;
#[cfg_attr(all(), macro_use(of_c))]
extern crate c;
pub fn f() {
    let _ = vec![taken!(), other!(), of_c!()];
    let _ = format!("");
}
//- /b/src/lib.rs
#[macro_export] macro_rules! vec { ($($t:tt)*) => { 0u8 } }
#[macro_export] macro_rules! taken { () => { 1u8 } }
#[macro_export] macro_rules! other { () => { 1u8 } }
#[macro_export] macro_rules! of_c { () => { "" } }
//- /c/src/lib.rs
#[macro_export] macro_rules! format { ($($t:tt)*) => { 0u8 } }
#[macro_export] macro_rules! of_c { () => { 1u8 } }
"#,
        expect![[r#"
            /a/src/lib.rs
            2:14 b -> b (use)
            4:14 c -> c (use)
            6:18 taken -> macro b::taken (macro-arg)
            6:28 other -> macro b::other (macro-arg)
            6:38 of_c -> macro c::of_c (macro-arg)
        "#]],
    );
}
