//! Cycles and layers: who is named, and what is to be cut.

use expect_test::expect;

use super::check;

#[test]
fn a_cycle_names_who_is_in_it_and_not_who_is_used_by_them() {
    check(
        r#"
//- /app/src/lib.rs
mod a { pub fn go() { crate::b::go(); crate::used::go(); } }
mod b { pub fn go() { crate::a::go(); crate::a::go(); } }
mod used { pub fn go() {} }
mod user { pub fn go() { crate::a::go(); } }
//- /layering.toml
version = 1
[[rule]]
id = "no-cycles"
kind = "acyclic"
"#,
        expect![[r#"
            error[no-cycles]: `app::a` and `app::b` depend on each other
             --> app/src/lib.rs:1:33
              |
            1 | mod a { pub fn go() { crate::b::go(); crate::used::go(); } }
              |                                 ^^ without this reference, there is no cycle
              |
             ::: layering.toml:2:1
              |
            2 | [[rule]]
              | -------- no cycle in here
              |
              = note: the links are
                      app::a -> app::b::go (app/src/lib.rs:1)
                      app::b -> app::a::go (app/src/lib.rs:2)
              = note: the smallest cut is 1 reference
                      app::a -> app::b::go (app/src/lib.rs:1)
              = help: cut it at app/src/lib.rs:1
        "#]],
    );
}

#[test]
fn many_in_a_cycle_are_counted_before_they_are_named() {
    check(
        r#"
//- /app/src/lib.rs
mod a { use crate::b as next; }
mod b { use crate::c as next; }
mod c { use crate::d as next; }
mod d { use crate::e as next; }
mod e { use crate::a as next; }
//- /layering.toml
version = 1
[[rule]]
id = "no-cycles"
kind = "acyclic"
"#,
        expect![[r#"
            error[no-cycles]: 5 modules in `app` depend on each other
             --> app/src/lib.rs:5:20
              |
            5 | mod e { use crate::a as next; }
              |                    ^ without this reference, there is no cycle
              |
             ::: layering.toml:2:1
              |
            2 | [[rule]]
              | -------- no cycle in here
              |
              = note: the links are
                      app::e -> app::a (app/src/lib.rs:5)
                      app::a -> app::b (app/src/lib.rs:1)
                      app::b -> app::c (app/src/lib.rs:2)
                      app::c -> app::d (app/src/lib.rs:3)
                      app::d -> app::e (app/src/lib.rs:4)
              = note: they are `app::a`, `app::b`, `app::c`, `app::d`, `app::e`
              = note: the smallest cut is 1 reference
                      app::e -> app::a (app/src/lib.rs:5)
              = help: cut it at app/src/lib.rs:5
        "#]],
    );
}

#[test]
fn layers_say_which_order_is_broken() {
    check(
        r#"
//- /app/src/lib.rs
mod web { use crate::store as _; }
mod service { use crate::web as _; }
mod store { use crate::files as _; }
mod files {}
//- /layering.toml
version = 1
[[rule]]
id = "layered"
kind = "layers"
layers = ["app::web", "app::service", ["app::store", "app::files"]]
closed = ["app::service"]
"#,
        expect![[r#"
            error[layered]: `app::web` must not reach `app::store`
             --> app/src/lib.rs:1:22
              |
            1 | mod web { use crate::store as _; }
              |                      ^^^^^ straight to it
              |
             ::: layering.toml:5:11
              |
            5 | layers = ["app::web", "app::service", ["app::store", "app::files"]]
              |           ---------- this layer
              |
              = note: from `app::web` to `app::store`, it goes around the closed layer of `app::service`
              = help: keep `app::store` out of `app::web`, or let the caller hand in what it needs

            error[layered]: `app::service` must not reach `app::web`
             --> app/src/lib.rs:2:26
              |
            2 | mod service { use crate::web as _; }
              |                          ^^^ straight to it
              |
             ::: layering.toml:5:23
              |
            5 | layers = ["app::web", "app::service", ["app::store", "app::files"]]
              |                       -------------- this layer
              |
              = note: `app::service` is a layer below `app::web`
              = help: keep `app::web` out of `app::service`, or let the caller hand in what it needs

            error[layered]: `app::store` must not reach `app::files`
             --> app/src/lib.rs:3:24
              |
            3 | mod store { use crate::files as _; }
              |                        ^^^^^ straight to it
              |
             ::: layering.toml:5:40
              |
            5 | layers = ["app::web", "app::service", ["app::store", "app::files"]]
              |                                        ------------ this layer
              |
              = note: `app::store` and `app::files` are independent siblings of one layer
              = help: keep `app::files` out of `app::store`, or let the caller hand in what it needs
        "#]],
    );
}
