//! `mod` files in all their layouts, `#[cfg_attr(…, path = …)]`, `include!`, and
//! files that two targets share.

use expect_test::expect;

use super::check;

#[test]
fn a_module_is_in_a_file_of_its_name_or_in_a_mod_rs() {
    check(
        r#"
//- /a/src/lib.rs
mod flat;
mod nested;
pub fn f() -> (flat::S, nested::S, nested::child::S, flat::child::S) { loop {} }
//- /a/src/flat.rs
pub mod child;
pub struct S;
//- /a/src/flat/child.rs
pub struct S;
//- /a/src/nested/mod.rs
pub mod child;
pub struct S;
//- /a/src/nested/child.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            3:22 flat::S -> a::flat::S (type)
            3:33 nested::S -> a::nested::S (type)
            3:51 nested::child::S -> a::nested::child::S (type)
            3:67 flat::child::S -> a::flat::child::S (type)
        "#]],
    );
}

#[test]
fn an_inline_module_is_a_folder_for_the_files_of_its_children() {
    check(
        r#"
//- /a/src/lib.rs
mod inline { pub mod deep; }
mod file;
pub fn f() -> (inline::deep::S, file::inner::deep::S) { loop {} }
//- /a/src/inline/deep.rs
pub struct S;
//- /a/src/file.rs
pub mod inner { pub mod deep; }
//- /a/src/file/inner/deep/mod.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            3:30 inline::deep::S -> a::inline::deep::S (type)
            3:52 file::inner::deep::S -> a::file::inner::deep::S (type)
        "#]],
    );
}

#[test]
fn a_path_attribute_is_relative_to_the_file_or_to_the_inline_module() {
    check(
        r#"
//- /a/src/lib.rs
#[path = "x/one.rs"]
mod one;
mod file;
mod inline {
    #[path = "two.rs"]
    pub mod two;
}
#[path = "dir"]
mod moved {
    pub mod three;
}
pub fn f() -> (one::S, one::child::S, inline::two::S, moved::three::S, file::four::S) { loop {} }
//- /a/src/x/one.rs
pub mod child;
pub struct S;
//- /a/src/x/child.rs
pub struct S;
//- /a/src/inline/two.rs
pub struct S;
//- /a/src/dir/three.rs
pub struct S;
//- /a/src/file.rs
#[path = "four.rs"]
pub mod four;
//- /a/src/four.rs
pub struct S;
"#,
        expect![[r#"
            /a/src/lib.rs
            12:21 one::S -> a::one::S (type)
            12:36 one::child::S -> a::one::child::S (type)
            12:52 inline::two::S -> a::inline::two::S (type)
            12:69 moved::three::S -> a::moved::three::S (type)
            12:84 file::four::S -> a::file::four::S (type)
        "#]],
    );
}

#[test]
fn a_conditional_path_is_one_more_file_of_the_module() {
    check(
        r#"
//- /a/src/lib.rs
#[cfg_attr(windows, path = "windows.rs")]
#[cfg_attr(unix, path = "unix.rs")]
mod system;
pub fn f() -> system::S { system::get() }
//- /a/src/windows.rs
pub struct S;
pub fn get() -> S { S }
//- /a/src/unix.rs
pub struct S;
pub fn get() -> S { S }
"#,
        expect![[r#"
            /a/src/lib.rs
            4:23 system::S -> a::system::S at 1 (type)
            4:35 system::get -> fn a::system::get at 2 (expr)
            /a/src/unix.rs
            2:17 S -> a::system::S at 1 (type)
            2:21 S -> a::system::S at 1 (expr)
            /a/src/windows.rs
            2:17 S -> a::system::S at 1 (type)
            2:21 S -> a::system::S at 1 (expr)
        "#]],
    );
}

#[test]
fn an_included_file_is_a_part_of_the_module() {
    check(
        r#"
//- /a/src/lib.rs
mod m {
    include!("parts/items.rs");
    pub fn f() -> Included { make() }
}
pub fn g() -> m::Included { m::make() }
pub struct Outer;
//- /a/src/parts/items.rs
use super::Outer;
pub struct Included;
pub fn make() -> Included { drop(Outer); Included }
mod below;
//- /a/src/parts/below.rs
pub fn f() -> super::Included { loop {} }
"#,
        expect![[r#"
            /a/src/lib.rs
            3:19 Included -> a::m::Included (type)
            3:30 make -> fn a::m::make (expr)
            5:18 m::Included -> a::m::Included (type)
            5:32 m::make -> fn a::m::make (expr)
            /a/src/parts/below.rs
            1:22 super::Included -> a::m::Included (type)
            /a/src/parts/items.rs
            1:12 super::Outer -> a::Outer (use)
            3:18 Included -> a::m::Included (type)
            3:34 Outer -> a::Outer (expr)
            3:42 Included -> a::m::Included (expr)
        "#]],
    );
}

#[test]
fn a_file_that_two_targets_share_means_something_in_each() {
    check(
        r#"
//- /a/src/lib.rs
pub mod shared;
pub struct S;
//- /a/src/bin/tool.rs
#[path = "../shared.rs"]
mod shared;
pub enum S {}
fn main() {}
//- /a/src/shared.rs
pub fn f() -> crate::S { loop {} }
"#,
        expect![[r#"
            /a/src/shared.rs
            1:22 crate::S -> a::S (type)
            1:22 crate::S -> tool::S (type)
        "#]],
    );
}

#[test]
fn modules_of_a_block_are_files_beside_the_block() {
    check(
        r#"
//- /a/src/lib.rs
mod m;
//- /a/src/m.rs
pub fn f() -> u8 {
    #[path = "inner.rs"]
    mod inner;
    inner::g()
}
//- /a/src/inner.rs
pub fn g() -> u8 { 1 }
"#,
        expect![[r#"
            /a/src/m.rs
            4:12 inner::g -> fn a::m::inner::g (expr)
        "#]],
    );
}

#[test]
fn the_files_of_other_targets_lie_where_cargo_looks() {
    check(
        r#"
//- /a/src/bin/tool/main.rs
mod part;
fn main() { part::f(); }
//- /a/src/bin/tool/part.rs
pub fn f() {}
//- /a/tests/all/main.rs
mod common;
#[test]
fn t() { common::f(); }
//- /a/tests/all/common.rs
pub fn f() {}
//- /a/tests/single.rs
#[path = "all/common.rs"]
mod common;
#[test]
fn t() { common::f(); }
"#,
        expect![[r#"
            /a/src/bin/tool/main.rs
            2:19 part::f -> fn tool::part::f (expr)
            /a/tests/all/main.rs
            3:18 common::f -> fn all::common::f (expr, test)
            /a/tests/single.rs
            4:18 common::f -> fn single::common::f (expr, test)
        "#]],
    );
}

#[test]
fn a_byte_order_mark_a_shebang_and_crlf_move_nothing() {
    check(
        concat!(
            "//- /a/src/lib.rs\n",
            "\u{feff}#!/usr/bin/env run\r\n",
            "pub struct S;\r\n",
            "pub fn f() -> S { S }\r\n",
            "/* é */ pub fn g() -> S { S }\r\n",
        ),
        expect![[r#"
            3:15 S -> a::S (type)
            3:19 S -> a::S (expr)
            4:23 S -> a::S (type)
            4:27 S -> a::S (expr)
        "#]],
    );
}
