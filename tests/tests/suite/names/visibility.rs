//! Visibility of globs, and `pub(in path)`.

use expect_test::expect;

use super::check;

#[test]
fn a_glob_brings_in_what_may_be_seen_from_there() {
    check(
        r#"
mod m {
    pub struct A;
    pub(crate) struct B;
    pub(super) struct C;
    struct D;
    pub(self) struct E;
    pub mod child {
        use super::*;
        pub fn f() -> (A, B, C, D, E) { loop {} }
    }
}
use m::*;
pub fn f() -> (A, B, C) { loop {} }
"#,
        expect![[r#"
            8:20 super::* -> a::m::A (glob)
            8:20 super::* -> a::m::B (glob)
            8:20 super::* -> a::m::C (glob)
            8:20 super::* -> a::m::D (glob)
            8:20 super::* -> a::m::E (glob)
            8:20 super::* -> a::m::child (glob)
            9:24 A -> a::m::A (type)
            9:27 B -> a::m::B (type)
            9:30 C -> a::m::C (type)
            9:33 D -> a::m::D (type)
            9:36 E -> a::m::E (type)
            12:8 m::* -> a::m::A (glob)
            12:8 m::* -> a::m::B (glob)
            12:8 m::* -> a::m::C (glob)
            12:8 m::* -> a::m::child (glob)
            13:16 A -> a::m::A (type)
            13:19 B -> a::m::B (type)
            13:22 C -> a::m::C (type)
        "#]],
    );
}

#[test]
fn a_glob_does_not_bring_in_what_another_crate_keeps() {
    check(
        r#"
//- /a/src/lib.rs deps:b
use b::*;
pub struct Kept;
pub fn f() -> (Open, Kept) { loop {} }
//- /b/src/lib.rs
pub struct Open;
pub(crate) struct Kept;
struct Own;
mod m { pub struct Deep; }
use m::Deep;
pub fn f() -> (Kept, Own, Deep) { loop {} }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:8 b::* -> b::Open (glob)
            3:16 Open -> b::Open (type)
            3:22 Kept -> a::Kept (type)
            /b/src/lib.rs
            5:8 m::Deep -> b::m::Deep (use)
            6:16 Kept -> b::Kept (type)
            6:22 Own -> b::Own (type)
            6:27 Deep -> b::m::Deep (type)
        "#]],
    );
}

#[test]
fn pub_in_path_reaches_as_far_as_the_path() {
    check(
        r#"
pub mod outer {
    pub mod m {
        pub(in crate::outer) struct Near;
        pub struct Far;
    }
    pub mod sibling {
        use crate::outer::m::*;
        pub fn f() -> (Near, Far) { loop {} }
    }
}
mod other {
    use crate::outer::m::*;
    pub struct Near;
    pub fn f() -> (Near, Far) { loop {} }
}
"#,
        expect![[r#"
            3:23 crate::outer -> a::outer (visibility)
            7:30 crate::outer::m::* -> a::outer::m::Far (glob)
            7:30 crate::outer::m::* -> a::outer::m::Near (glob)
            8:24 Near -> a::outer::m::Near (type)
            8:30 Far -> a::outer::m::Far (type)
            12:26 crate::outer::m::* -> a::outer::m::Far (glob)
            14:20 Near -> a::other::Near (type)
            14:26 Far -> a::outer::m::Far (type)
        "#]],
    );
}

#[test]
fn a_private_import_is_seen_by_globs_below_it_alone() {
    check(
        r#"
mod m { pub struct S; }
mod user {
    use crate::m::S;
    pub use crate::m::S as Open;
    pub mod below {
        use super::*;
        pub fn f() -> (S, Open) { loop {} }
    }
    pub fn f() -> S { loop {} }
}
mod beside {
    use crate::user::*;
    pub fn g() -> Open { f() }
}
"#,
        expect![[r#"
            3:19 crate::m::S -> a::m::S (use)
            4:23 crate::m::S -> a::m::S (use)
            6:20 super::* -> a::m::S (glob)
            6:20 super::* -> a::user::below (glob)
            7:24 S -> a::m::S (type)
            7:27 Open -> a::m::S (type)
            9:19 S -> a::m::S (type)
            12:22 crate::user::* -> a::m::S (glob)
            12:22 crate::user::* -> a::user::below (glob)
            12:22 crate::user::* -> fn a::user::f (glob)
            13:19 Open -> a::m::S (type)
            13:26 f -> fn a::user::f (expr)
        "#]],
    );
}

#[test]
fn a_re_export_by_glob_reaches_as_far_as_the_glob_and_the_item() {
    check(
        r#"
mod m { pub struct A; pub(crate) struct B; }
pub mod inner {
    pub mod hub { pub(super) use crate::m::*; }
    use hub::*;
    pub fn f() -> (A, B) { loop {} }
}
mod user {
    use crate::inner::hub::*;
    struct A;
    struct B;
    pub fn f() { let _ = (A, B); }
}
"#,
        expect![[r#"
            3:44 crate::m::* -> a::m::A (glob)
            3:44 crate::m::* -> a::m::B (glob)
            4:14 hub::* -> a::m::A (glob)
            4:14 hub::* -> a::m::B (glob)
            5:20 A -> a::m::A (type)
            5:23 B -> a::m::B (type)
            11:27 A -> a::user::A (expr)
            11:30 B -> a::user::B (expr)
        "#]],
    );
}

#[test]
fn a_tuple_struct_with_private_fields_has_no_constructor_elsewhere() {
    check(
        r#"
mod m {
    pub struct Sealed(u8);
    pub struct Open(pub u8);
    pub fn f() -> Sealed { Sealed(1) }
}
use m::{Open, Sealed};
fn Sealed() {}
pub fn f(_: Sealed, _: Open) { Sealed(); Open(1); }
mod glob {
    use crate::m::*;
    fn Sealed() {}
    pub fn f(_: Sealed) { Sealed(); }
}
"#,
        expect![[r#"
            4:19 Sealed -> a::m::Sealed (type)
            4:28 Sealed -> a::m::Sealed (expr)
            6:9 m::Open -> a::m::Open (use)
            6:15 m::Sealed -> a::m::Sealed (use)
            8:13 Sealed -> a::m::Sealed (type)
            8:24 Open -> a::m::Open (type)
            8:32 Sealed -> fn a::Sealed (expr)
            8:42 Open -> a::m::Open (expr)
            10:19 crate::m::* -> a::m::Open (glob)
            10:19 crate::m::* -> a::m::Sealed (glob)
            12:17 Sealed -> a::m::Sealed (type)
            12:27 Sealed -> fn a::glob::Sealed (expr)
        "#]],
    );
}

#[test]
fn of_modules_with_one_name_a_visibility_means_the_one_of_its_path() {
    check(
        r#"
pub mod m {
    pub mod n {
        pub mod m {
            pub(in crate::m) fn open() {}
        }
    }
    pub fn f() { use self::n::m::*; open() }
}
"#,
        expect![[r#"
            4:27 crate::m -> a::m (visibility)
            7:34 self::n::m::* -> fn a::m::n::m::open (glob)
            7:37 open -> fn a::m::n::m::open (expr)
        "#]],
    );
}

#[test]
fn what_may_not_be_seen_is_not_imported_together_with_what_may() {
    check(
        r#"
//- /a/src/lib.rs deps:b
use b::open;
use b::prelude::*;
use b::{Pair, pair};
use b::short::passage;
pub fn f(_: Pair) { open(); closed(); pair(); passage() }
//- /b/src/lib.rs
mod open { pub fn open() {} }
pub use open::open;
mod closed { pub fn closed() {} }
pub use closed::closed;
pub mod prelude { pub use crate::closed; pub use crate::Pair; }
pub mod short { mod way { pub fn f() {} } pub fn way() { passage::f() } pub use way as passage; }
mod only { pub fn inside() {} }
mod m {
    pub(crate) use crate::only as pair;
    pub fn pair() {}
    pub struct Pair(pub(crate) u8);
}
pub use m::{pair, Pair};
pub fn g() -> Pair { prelude::closed(); prelude::closed::closed(); pair(); pair::inside(); Pair(0) }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:8 b::open -> fn b::open::open (use)
            2:17 b::prelude::* -> fn b::closed::closed (glob)
            3:9 b::Pair -> b::m::Pair (use)
            3:15 b::pair -> fn b::m::pair (use)
            4:15 b::short::passage -> fn b::short::way (use)
            5:13 Pair -> b::m::Pair (type)
            5:21 open -> fn b::open::open (expr)
            5:29 closed -> fn b::closed::closed (expr)
            5:39 pair -> fn b::m::pair (expr)
            5:47 passage -> fn b::short::way (expr)
            /b/src/lib.rs
            2:15 open::open -> fn b::open::open (use)
            4:17 closed::closed -> fn b::closed::closed (use)
            5:34 crate::closed -> b::closed (use)
            5:34 crate::closed -> fn b::closed::closed (use)
            5:57 crate::Pair -> b::m::Pair (use)
            6:67 passage::f -> fn b::short::way::f (expr)
            6:81 way -> b::short::way (use)
            6:81 way -> fn b::short::way (use)
            9:27 crate::only -> b::only (use)
            13:13 m::pair -> b::only (use)
            13:13 m::pair -> fn b::m::pair (use)
            13:19 m::Pair -> b::m::Pair (use)
            14:15 Pair -> b::m::Pair (type)
            14:31 prelude::closed -> fn b::closed::closed (expr)
            14:58 prelude::closed::closed -> fn b::closed::closed (expr)
            14:68 pair -> fn b::m::pair (expr)
            14:82 pair::inside -> fn b::only::inside (expr)
            14:92 Pair -> b::m::Pair (expr)
        "#]],
    );
}

#[test]
fn a_glob_hands_variants_on_as_far_as_their_enum_may_be_seen() {
    check(
        r#"
//- /lib1/src/lib.rs
enum F { X }
pub use F::*;
pub mod m { pub(super) enum G { Y } pub use G::*; }
pub fn f() { let _ = (X, m::Y); }
//- /c/src/lib.rs
pub struct X;
pub struct Y;
//- /a/Cargo.toml
[package]
name = "a"
version = "0.0.0"
edition = "2024"
[dependencies]
lib1 = { path = "../lib1" }
c = { path = "../c" }
//- /a/src/lib.rs
use c::*;
use lib1::*;
use lib1::m::*;
pub fn f() { let _ = (X, Y); }
mod e { enum E { V } pub use E::*; pub fn g() { let _ = V; } }
mod w { pub const V: u8 = 1; pub fn h() -> u8 { use crate::e::*; V } }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:8 c::* -> c::X (glob)
            1:8 c::* -> c::Y (glob)
            2:11 lib1::* -> lib1::m (glob)
            4:23 X -> c::X (expr)
            4:26 Y -> c::Y (expr)
            5:33 E::* -> a::e::E::V (glob)
            5:57 V -> a::e::E::V (expr)
            6:63 crate::e::* -> fn a::e::g (glob)
            6:66 V -> const a::w::V (expr)
            /lib1/src/lib.rs
            2:12 F::* -> lib1::F::X (glob)
            3:48 G::* -> lib1::m::G::Y (glob)
            4:23 X -> lib1::F::X (expr)
            4:29 m::Y -> lib1::m::G::Y (expr)
        "#]],
    );
}

#[test]
fn what_two_globs_bring_in_is_seen_as_far_as_the_wider_one_lets_it() {
    check(
        r#"
//- /lib1/src/lib.rs
pub mod a { pub(crate) use self::n::*; pub use self::n::*; mod n { pub struct Z; } }
pub mod b { pub use self::n::*; pub(crate) use self::n::*; mod n { pub struct Z; } }
pub mod c { use self::n::*; pub use self::p::*; mod p { pub use super::n::*; } mod n { pub use super::o::*; } mod o { pub struct Z; } }
pub mod d { pub(self) use super::c::*; pub(crate) use super::c::*; pub use super::c::*; }
//- /a/Cargo.toml
[package]
name = "a"
version = "0.0.0"
edition = "2024"
[dependencies]
lib1 = { path = "../lib1" }
//- /a/src/lib.rs
pub fn f(_: lib1::a::Z, _: lib1::b::Z, _: lib1::c::Z, _: lib1::d::Z) {}
pub mod by_glob { use lib1::{d::*}; pub fn f(_: Z) {} }
pub use lib1::c::Z;
"#,
        expect![[r#"
            /a/src/lib.rs
            1:22 lib1::a::Z -> lib1::a::n::Z (type)
            1:37 lib1::b::Z -> lib1::b::n::Z (type)
            1:52 lib1::c::Z -> lib1::c::o::Z (type)
            1:67 lib1::d::Z -> lib1::c::o::Z (type)
            2:33 lib1::d::* -> lib1::c::o::Z (glob)
            2:49 Z -> lib1::c::o::Z (type)
            3:18 lib1::c::Z -> lib1::c::o::Z (use)
            /lib1/src/lib.rs
            1:37 self::n::* -> lib1::a::n::Z (glob)
            1:57 self::n::* -> lib1::a::n::Z (glob)
            2:30 self::n::* -> lib1::b::n::Z (glob)
            2:57 self::n::* -> lib1::b::n::Z (glob)
            3:26 self::n::* -> lib1::c::o::Z (glob)
            3:46 self::p::* -> lib1::c::o::Z (glob)
            3:75 super::n::* -> lib1::c::o::Z (glob)
            3:106 super::o::* -> lib1::c::o::Z (glob)
            4:37 super::c::* -> lib1::c::o::Z (glob)
            4:65 super::c::* -> lib1::c::o::Z (glob)
            4:86 super::c::* -> lib1::c::o::Z (glob)
        "#]],
    );
}
