//! Mistakes in `layering.toml`: what was probably meant.

use expect_test::expect;

use super::check;

#[test]
fn a_selector_is_told_what_is_near_the_name_that_is_wrong() {
    check(
        r#"
//- /app/src/lib.rs
pub mod contract { pub struct Phase; }
pub mod other { pub struct Phrase; }
//- /layering.toml
version = 1
[[rule]]
id = "hidden"
kind = "visibility"
items = ["app::contract::Phse", "app::contrac::Phase", "ap::contract"]
at-most = "pub(crate)"
"#,
        expect![[r#"
            error: selector `app::contract::Phse` matches nothing
             --> layering.toml:5:10
              |
            5 | items = ["app::contract::Phse", "app::contrac::Phase", "ap::contract"]
              |          ^^^^^^^^^^^^^^^^^^^^^ nothing has this path
              |
              = help: the nearest that exists is `app::contract::Phase`

            error: selector `app::contrac::Phase` matches nothing
             --> layering.toml:5:33
              |
            5 | items = ["app::contract::Phse", "app::contrac::Phase", "ap::contract"]
              |                                 ^^^^^^^^^^^^^^^^^^^^^ nothing has this path
              |
              = help: the nearest that exists is `app::contract`

            error: selector `ap::contract` matches nothing
             --> layering.toml:5:56
              |
            5 | items = ["app::contract::Phse", "app::contrac::Phase", "ap::contract"]
              |                                                        ^^^^^^^^^^^^^^ nothing has this path
              |
              = help: the nearest that exists is `app`

            error: could not complete the check due to 3 problems
        "#]],
    );
}

#[test]
fn an_attribute_with_its_brackets_is_written_without_them() {
    check(
        r##"
//- /app/src/lib.rs
pub struct Open;
//- /layering.toml
version = 1
[[rule]]
id = "grow"
kind = "attributes"
items = "app"
require = "#[non_exhaustive]"
"##,
        expect![[r##"
            error: `#[non_exhaustive]` is no attribute
             --> layering.toml:6:11
              |
            6 | require = "#[non_exhaustive]"
              |           ^^^^^^^^^^^^^^^^^^^ not the text of an attribute
              |
              = help: write `non_exhaustive`

            error: could not complete the check due to 1 problem
        "##]],
    );
}
