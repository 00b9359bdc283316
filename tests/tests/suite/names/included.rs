//! `include!` under other names, and other macros under its own.

use expect_test::expect;

use super::check;

#[test]
fn the_built_in_macro_may_have_another_name() {
    check(
        r#"
//- /a/src/lib.rs
use std::include as inc;
inc!("one.rs");
mod handed { pub use std::include; pub use std::prelude::v1::include as taken; }
handed::include!("two.rs");
use handed::taken as again;
again!("three.rs");
extern crate std as s;
s::include!("four.rs");
crate::globbed::include!("five.rs");
mod globbed { pub use core::*; }
use std::concat as joined;
pub const JOINED: &str = joined!("one", ".rs");
macro_rules! called { ($m:path, $file:expr) => { $m!($file); } }
called!(inc, "six.rs");
macro_rules! nested { ($file:tt) => { inc!($file); } }
nested!("seven.rs");
pub fn f() -> (One, Two, Three, Four, Five, Six, Seven) {
    inc!("eight.rs");
    let _ = s::include!("nine.rs");
    loop {}
}
pub fn eight() {}
pub struct Nine;
//- /a/src/one.rs
pub struct One;
//- /a/src/two.rs
pub struct Two;
//- /a/src/three.rs
pub struct Three(One);
//- /a/src/four.rs
pub struct Four;
//- /a/src/five.rs
pub struct Five;
//- /a/src/six.rs
pub struct Six;
//- /a/src/seven.rs
inc!("deeper.rs");
//- /a/src/deeper.rs
pub struct Seven(One);
//- /a/src/eight.rs
eight()
//- /a/src/nine.rs
Nine
"#,
        expect![[r#"
            /a/src/deeper.rs
            1:18 One -> a::One (type)
            /a/src/eight.rs
            1:1 eight -> fn a::eight (expr)
            /a/src/lib.rs
            14:1 called -> macro a::called (macro-call)
            16:1 nested -> macro a::nested (macro-call)
            17:16 One -> a::One (type)
            17:21 Two -> a::Two (type)
            17:26 Three -> a::Three (type)
            17:33 Four -> a::Four (type)
            17:39 Five -> a::Five (type)
            17:45 Six -> a::Six (type)
            17:50 Seven -> a::Seven (type)
            /a/src/nine.rs
            1:1 Nine -> a::Nine (expr)
            /a/src/three.rs
            1:18 One -> a::One (type)
        "#]],
    );
}

#[test]
fn a_part_of_an_expression_may_be_in_a_file() {
    check(
        r#"
//- /a/src/lib.rs
use std::include as inc;
pub fn f() -> u8 { 1 + inc!("one.rs") }
pub fn one() -> u8 { 1 }
//- /a/src/one.rs
one()
"#,
        expect![[r#"
            /a/src/one.rs
            1:1 one -> fn a::one (expr)
        "#]],
    );
}

#[test]
fn a_missing_file_is_missed_under_any_name() {
    check(
        r#"
// compile: no: there are no such files
//- /a/src/lib.rs
use std::include as inc;
inc!("gone.rs");
mod m { pub use std::*; }
m::include!("lost.rs");
#[cfg(windows)]
inc!("elsewhere.rs");
"#,
        expect![[r#"
            problem: the included file `a/src/gone.rs` is missing
            problem: the included file `a/src/lost.rs` is missing
            problem: the included file `a/src/elsewhere.rs` is missing
        "#]],
    );
}

#[test]
fn a_macro_of_the_workspace_may_be_called_include() {
    check(
        r#"
//- /a/src/lib.rs
mod q {
    macro_rules! include_ { ($e:expr) => { pub struct Included; } }
    pub(crate) use include_ as include;
}
mod imported { use crate::q::include; include!("there_is_no_such_file.rs"); }
mod textual {
    macro_rules! include { ($e:expr) => { pub struct Own; } }
    include!("there_is_no_such_file.rs");
}
mod built_in { include!("x.rs"); }
pub fn f() -> (imported::Included, textual::Own, built_in::X) { loop {} }
pub fn g() -> u8 { include!("y.rs") }
pub fn y() -> u8 { 1 }
pub fn h() -> u8 { std::include!("y.rs") }
pub fn i() { use q::include; include!("neither.rs"); let _: Included; }
//- /a/src/x.rs
pub struct X;
//- /a/src/y.rs
{ crate::y() }
//- /b/src/lib.rs
"#,
        expect![[r#"
            /a/src/lib.rs
            3:20 include_ -> macro a::q::include_ (use)
            5:30 crate::q::include -> macro a::q::include_ (use)
            5:39 include -> macro a::q::include_ (macro-call)
            8:5 include -> macro a::textual::include (macro-call)
            11:26 imported::Included -> a::imported::Included (type)
            11:45 textual::Own -> a::textual::Own (type)
            11:60 built_in::X -> a::built_in::X (type)
            15:21 q::include -> macro a::q::include_ (use)
            15:30 include -> macro a::q::include_ (macro-call)
            15:61 Included -> a::Included (type)
            /a/src/y.rs
            1:10 crate::y -> fn a::y (expr)
        "#]],
    );
}

#[test]
fn a_macro_from_outside_may_be_called_include() {
    check(
        r#"
//- /a/src/lib.rs deps:other
mod named { use other::include; include!("neither.rs"); }
mod globbed { use other::helpers::*; include!("x.rs"); include_not!(); pub fn f(_: X) {} }
//- /a/src/x.rs
pub struct X;
//- /outside/other/src/lib.rs
#[macro_export]
macro_rules! include { ($e:expr) => {} }
pub mod helpers {
    #[macro_export]
    macro_rules! include_not { () => {} }
    pub use crate::include_not;
}
"#,
        expect![[r#"
            /a/src/lib.rs
            2:84 X -> a::globbed::X (type)
        "#]],
    );
}
