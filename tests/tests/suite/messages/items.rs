//! Single items and files: by which way, who may, and how it is mended.

use expect_test::expect;

use super::check;

#[test]
fn modules_of_other_crates_are_shown_with_their_crate() {
    check(
        r#"
//- /app/src/lib.rs deps:kit,cloud
mod contract { pub use cloud::Phase; }
mod view { fn show(_: kit::inner::Phase) {} }
mod near { pub use cloud::Phase; }
mod list { fn show(_: crate::near::Phase) {} }
//- /kit/src/lib.rs deps:cloud
pub mod inner { pub use cloud::Phase; }
//- /cloud/src/lib.rs
pub struct Phase;
//- /layering.toml
version = 1
[[rule]]
id = "gate"
kind = "gateway"
items = "cloud::Phase"
through = "app::contract"
within = "app::{view, list, contract}"
"#,
        expect![[r#"
            error[gate]: `cloud::Phase` is reached around `contract`
             --> app/src/lib.rs:2:35
              |
            2 | mod view { fn show(_: kit::inner::Phase) {} }
              |                                   ^^^^^ straight into `kit`
              |
             ::: layering.toml:6:11
              |
            6 | through = "app::contract"
              |           --------------- must pass through here
              |
              = note: it is reached by `view -> kit -> kit::inner -> cloud::Phase`
              = help: write `crate::contract::Phase`

            error[gate]: `cloud::Phase` is reached around `contract`
             --> app/src/lib.rs:4:36
              |
            4 | mod list { fn show(_: crate::near::Phase) {} }
              |                                    ^^^^^ by way of `app::near`
              |
             ::: layering.toml:6:11
              |
            6 | through = "app::contract"
              |           --------------- must pass through here
              |
              = note: it is reached by `list -> near -> cloud::Phase`
              = help: write `crate::contract::Phase`
        "#]],
    );
}

#[test]
fn an_orphan_is_told_the_declaration_that_fits_its_name() {
    check(
        r#"
//- /app/src/lib.rs
mod known;
//- /app/src/known.rs
pub fn go() {}
//- /app/src/plain.rs
pub fn go() {}
//- /app/src/with-hyphen.rs
pub fn go() {}
//- /app/src/type.rs
pub fn go() {}
//- /app/src/known/deep/mod.rs
pub fn go() {}
//- /app/src/2nd/mod.rs
pub fn go() {}
//- /layering.toml
version = 1
[[rule]]
id = "no-orphans"
kind = "orphans"
"#,
        expect![[r#"
            error[no-orphans]: `app/src/2nd/mod.rs` is part of no crate
             --> app/src/2nd/mod.rs:1:1
              |
            1 | pub fn go() {}
              | ^ nothing leads here
              |
             ::: layering.toml:4:8
              |
            4 | kind = "orphans"
              |        --------- not allowed here
              |
              = help: write `#[path = "2nd/mod.rs"] mod _2nd;` in `app/src/lib.rs`, or delete it

            error[no-orphans]: `app/src/known/deep/mod.rs` is part of no crate
             --> app/src/known/deep/mod.rs:1:1
              |
            1 | pub fn go() {}
              | ^ nothing leads here
              |
             ::: layering.toml:4:8
              |
            4 | kind = "orphans"
              |        --------- not allowed here
              |
              = help: write `mod deep;` in `app/src/known.rs`, or delete it

            error[no-orphans]: `app/src/plain.rs` is part of no crate
             --> app/src/plain.rs:1:1
              |
            1 | pub fn go() {}
              | ^ nothing leads here
              |
             ::: layering.toml:4:8
              |
            4 | kind = "orphans"
              |        --------- not allowed here
              |
              = help: write `mod plain;` in `app/src/lib.rs`, or delete it

            error[no-orphans]: `app/src/type.rs` is part of no crate
             --> app/src/type.rs:1:1
              |
            1 | pub fn go() {}
              | ^ nothing leads here
              |
             ::: layering.toml:4:8
              |
            4 | kind = "orphans"
              |        --------- not allowed here
              |
              = help: write `mod r#type;` in `app/src/lib.rs`, or delete it

            error[no-orphans]: `app/src/with-hyphen.rs` is part of no crate
             --> app/src/with-hyphen.rs:1:1
              |
            1 | pub fn go() {}
              | ^ nothing leads here
              |
             ::: layering.toml:4:8
              |
            4 | kind = "orphans"
              |        --------- not allowed here
              |
              = help: write `#[path = "with-hyphen.rs"] mod with_hyphen;` in `app/src/lib.rs`, or delete it
        "#]],
    );
}

#[test]
fn what_must_not_be_seen_is_told_how_to_be_private() {
    check(
        r#"
//- /app/src/lib.rs
pub fn plain() {}
#[macro_export]
macro_rules! exported { () => {} }
//- /layering.toml
version = 1
[[rule]]
id = "private"
kind = "visibility"
items = "app::{plain, exported}"
at-most = "private"
"#,
        expect![[r#"
            error[private]: `app::plain` is declared more visible than `private`
             --> app/src/lib.rs:1:8
              |
            1 | pub fn plain() {}
              |        ^^^^^ declared `pub`
              |
             ::: layering.toml:6:11
              |
            6 | at-most = "private"
              |           --------- at most this
              |
              = help: remove its visibility

            error[private]: `app::exported` is declared more visible than `private`
             --> app/src/lib.rs:3:14
              |
            3 | macro_rules! exported { () => {} }
              |              ^^^^^^^^ declared `#[macro_export]`
              |
             ::: layering.toml:6:11
              |
            6 | at-most = "private"
              |           --------- at most this
              |
              = help: remove `#[macro_export]`
        "#]],
    );
}

#[test]
fn without_importers_nothing_is_to_be_gone_through() {
    check(
        r#"
//- /app/src/lib.rs
mod own { pub fn go() {} }
mod user { pub fn go() { crate::own::go() } }
//- /layering.toml
version = 1
[[rule]]
id = "alone"
kind = "protected"
items = "app::own"
importers = []
"#,
        expect![[r#"
            error[alone]: `app::user` refers to `app::own::go`, which is protected
             --> app/src/lib.rs:2:38
              |
            2 | mod user { pub fn go() { crate::own::go() } }
              |                                      ^^ not one of its importers
              |
             ::: layering.toml:6:13
              |
            6 | importers = []
              |             -- only these refer to it
              |
              = help: keep `app::own` to itself
        "#]],
    );
}

#[test]
fn a_shared_module_that_nobody_uses_tells_what_it_holds() {
    check(
        r#"
//- /cloud/src/lib.rs
pub mod unused { pub struct One; pub fn two() {} pub mod deep { pub struct Three; } }
pub struct Elsewhere;
//- /a/src/lib.rs deps:cloud
pub fn f(_: cloud::Elsewhere) {}
//- /b/src/lib.rs deps:cloud
pub fn f(_: cloud::Elsewhere) {}
//- /layering.toml
version = 1
[[rule]]
id = "shared"
kind = "shared"
of = "cloud"
"#,
        expect![[r#"
            error[shared]: `cloud::unused` is shared, but no other package uses it
             --> cloud/src/lib.rs:1:9
              |
            1 | pub mod unused { pub struct One; pub fn two() {} pub mod deep { pub struct Three; } }
              |         ^^^^^^ public as `cloud::unused`
              |
             ::: layering.toml:5:6
              |
            5 | of = "cloud"
              |      ------- 2 other packages have to use it
              |
              = note: it holds `One`, `Three`, `two`
              = help: remove it, or make it private to its crate
        "#]],
    );
}
