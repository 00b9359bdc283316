//! Names of a tree that macros add to: what was found before must not stand where
//! something else is meant by then.

use expect_test::expect;

use super::check;

#[test]
fn what_a_macro_produces_hides_what_a_glob_brought_in() {
    check(
        r#"
mod macros { macro_rules! make { () => { pub struct Thing; } } pub(crate) use make; }
mod other { pub struct Thing; pub struct Rest; }
mod inner {
    pub use crate::other::*;
    crate::macros::make!();
}
mod hands_on { pub use crate::inner::Thing as Handed; }
use hands_on::Handed;
pub fn f(_: Handed, _: inner::Rest) {}
"#,
        expect![[r#"
            1:79 make -> macro a::macros::make (use)
            4:27 crate::other::* -> a::other::Rest (glob)
            5:20 crate::macros::make -> macro a::macros::make (macro-call)
            7:38 crate::inner::Thing -> a::inner::Thing (use)
            8:15 hands_on::Handed -> a::inner::Thing (use)
            9:13 Handed -> a::inner::Thing (type)
            9:31 inner::Rest -> a::other::Rest (type)
        "#]],
    );
}

#[test]
fn a_glob_that_a_macro_produces_brings_in_names() {
    check(
        r#"
mod macros { macro_rules! hand_on { ($path:path) => { pub use $path::*; } } pub(crate) use hand_on; }
mod first { pub struct Far; }
mod second { pub use super::first::*; }
mod inner { crate::macros::hand_on!(crate::second); }
use inner::Far;
pub fn f(_: Far) {}
"#,
        expect![[r#"
            1:92 hand_on -> macro a::macros::hand_on (use)
            3:36 super::first::* -> a::first::Far (glob)
            4:28 crate::macros::hand_on -> macro a::macros::hand_on (macro-call)
            5:12 inner::Far -> a::first::Far (use)
            6:13 Far -> a::first::Far (type)
        "#]],
    );
}

#[test]
fn a_glob_leads_into_a_module_that_a_macro_produces() {
    check(
        r#"
mod macros {
    macro_rules! module { ($name:ident) => { pub mod $name { pub use super::super::base::*; pub struct Made; } } }
    pub(crate) use module;
}
mod base { pub struct Base; }
mod inner { pub use self::made::*; crate::macros::module!(made); }
mod user { use crate::inner::{Base, Made}; pub fn f(_: Base, _: Made) {} }
"#,
        expect![[r#"
            3:20 module -> macro a::macros::module (use)
            6:33 self::made::* -> a::base::Base (glob)
            6:33 self::made::* -> a::inner::made::Made (glob)
            6:51 crate::macros::module -> macro a::macros::module (macro-call)
            7:31 crate::inner::Base -> a::base::Base (use)
            7:37 crate::inner::Made -> a::inner::made::Made (use)
            7:56 Base -> a::base::Base (type)
            7:65 Made -> a::inner::made::Made (type)
        "#]],
    );
}

#[test]
fn of_two_globs_the_one_that_takes_longer_counts_as_well() {
    check(
        r#"
pub mod one { pub mod deep { pub fn f() {} } }
pub mod two { pub mod deep { pub fn f() {} } }
pub mod third { pub use crate::second::alias as found; }
pub mod second { pub use crate::first::alias; }
pub mod first { pub use crate::two as alias; }
pub mod both {
    #[cfg(any())]
    pub use crate::one::*;
    #[cfg(all())]
    pub use crate::third::found::*;
}
use both::deep::f;
pub fn g() { f(); }
"#,
        expect![[r#"
            3:40 crate::second::alias -> a::two (use)
            4:40 crate::first::alias -> a::two (use)
            5:32 crate::two -> a::two (use)
            8:25 crate::one::* -> a::one::deep (glob)
            10:34 crate::third::found::* -> a::two::deep (glob)
            12:17 both::deep::f -> fn a::one::deep::f (use)
            12:17 both::deep::f -> fn a::two::deep::f (use)
            13:14 f -> fn a::one::deep::f (expr)
            13:14 f -> fn a::two::deep::f (expr)
        "#]],
    );
}
