//! Names that come from other packages in part, or that their macros make.

use expect_test::expect;

use super::check;

#[test]
fn an_import_brings_in_what_is_here_and_what_is_outside() {
    check(
        r#"
// compile: never: `thiserror` is nowhere
//- /a/src/lib.rs deps:thiserror
use thiserror::Error;
pub mod m;
#[derive(Error)]
pub enum Error { A }
//- /a/src/m.rs
use crate::Error;
#[derive(Error)]
pub struct S(Error);
"#,
        expect![[r#"
            /a/src/m.rs
            1:12 crate::Error -> a::Error (use)
            3:14 Error -> a::Error (type)
        "#]],
    );
}

#[test]
fn globs_from_outside_bring_in_macros_beside_macro_use() {
    check(
        r#"
// compile: never: `indoc` is nowhere
//- /a/src/lib.rs deps:b,indoc
#[macro_use]
extern crate b;
mod m {
    use indoc::*;
    fn f() {
        let _ = indoc!("x");
        given!();
    }
}
//- /b/src/lib.rs
#[macro_export]
macro_rules! given { () => {} }
"#,
        expect![[r#"
            /a/src/lib.rs
            2:14 b -> b (use)
            7:9 given -> macro b::given (macro-call)
        "#]],
    );
}

#[test]
fn a_library_may_have_a_word_of_its_package_for_a_name() {
    check(
        r#"
// compile: never: `astral-tl` is nowhere
//- /a/src/lib.rs deps:astral-tl
pub fn f(_: tl::Parser) -> al::Parser {}
"#,
        expect![[r#"
            1:28 al::Parser unresolved: `al` is not in scope
        "#]],
    );
}

#[test]
fn a_macro_may_make_a_type_under_a_name_in_an_attribute() {
    check(
        r#"
// compile: never: `pin` is nowhere
//- /a/src/lib.rs deps:pin
#[pin::project(project = Projected)]
pub enum A { B }
pin::project! {
    #[project = Other]
    pub enum C { D }
}
pub fn f(a: u8) {
    match a { Projected::B => {} Other::D => {} Another::D => {} }
}
"#,
        expect![[r#"
            8:15 Projected::B -> macro a::Projected (pattern)
            8:34 Other::D -> macro a::Other (pattern)
            8:49 Another::D unresolved: `Another` is not in scope, unless `pin::project` makes it
        "#]],
    );
}

#[test]
fn an_attribute_macro_takes_the_attributes_behind_it() {
    check(
        r#"
// compile: never: `rstest` is nowhere
//- /a/src/lib.rs deps:rstest
use rstest::rstest;
#[rstest]
#[case::one(1)]
fn f(#[case] n: u8) {}
#[case::two(2)]
#[rstest]
fn g() {}
"#,
        expect![[r#"
            5:3 case::two unresolved: `case` is not in scope, unless `rstest` makes it
        "#]],
    );
}

#[test]
fn a_macro_may_bind_a_variable_for_the_code_behind_it() {
    check(
        r#"
// compile: never: `cfg_if` is nowhere
//- /a/src/lib.rs deps:cfg_if
pub fn item() {}
pub fn f() {
    cfg_if::cfg_if! {
        if #[cfg(unix)] { let found = 1; } else { let (found, item) = (2, 3); }
    }
    g(found, item, other);
}
fn g() { let _ = found; }
"#,
        expect![[r#"
            6:5 g -> fn a::g (expr)
            6:14 item -> fn a::item (expr)
            6:20 other unresolved: `other` is not in scope
            8:18 found unresolved: `found` is not in scope
        "#]],
    );
}
