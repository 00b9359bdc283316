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
