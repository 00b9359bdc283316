//! What macros by example make of their input.

use expect_test::expect;

use super::check;

#[test]
fn fragments_of_every_kind_are_handed_on() {
    check(
        r#"
mod m { pub struct S; pub trait T { fn go(); } pub const N: usize = 1; pub fn run() {} }
macro_rules! make {
    ($(#[$meta:meta])* $vis:vis fn $name:ident($($arg:ident: $ty:ty),*) -> $ret:ty $body:block) => {
        $(#[$meta])* $vis fn $name($($arg: $ty),*) -> $ret $body
    };
    (const $name:ident: $ty:ty = $value:expr) => { pub const $name: $ty = $value; };
    (impl $tr:path, $for:ty, $($part:item)*) => { impl $tr for $for { $($part)* } };
    (life $lt:lifetime $name:ident $lit:literal $p:pat) => {
        pub fn $name<$lt>(x: &$lt str) -> bool { matches!(x, $p) && x == $lit }
    };
}
make!(#[allow(unused)] pub fn f(x: m::S, n: [u8; m::N]) -> m::S { m::run(); x });
make!(const C: usize = m::N + 1);
make!(impl m::T, m::S, fn go() { m::run() });
make!(life 'a g "x" "x" | "y");
pub fn h() { f(m::S, [1]); let _ = C; g("x"); <m::S as m::T>::go(); }
"#,
        expect![[r#"
            12:1 make -> macro a::make (macro-call)
            12:39 m::S -> a::m::S (type)
            12:53 m::N -> const a::m::N (expr)
            12:63 m::S -> a::m::S (type)
            12:70 m::run -> fn a::m::run (expr)
            13:1 make -> macro a::make (macro-call)
            13:27 m::N -> const a::m::N (expr)
            14:1 make -> macro a::make (macro-call)
            14:15 m::T -> a::m::T (impl)
            14:21 m::S -> a::m::S (impl)
            14:37 m::run -> fn a::m::run (expr)
            15:1 make -> macro a::make (macro-call)
            16:14 f -> fn a::f (expr)
            16:19 m::S -> a::m::S (expr)
            16:36 C -> const a::C (expr)
            16:39 g -> fn a::g (expr)
            16:51 m::S -> a::m::S (type)
            16:63 m::T::go -> a::m::T::go (expr)
        "#]],
    );
}

#[test]
fn repetitions_nest_and_have_separators() {
    check(
        r#"
macro_rules! enums {
    ($($name:ident { $($variant:ident $(= $value:expr)?),* $(,)? })+) => {
        $(pub enum $name { $($variant $(= $value)?),* })+
        pub fn all() -> ($($name,)+) { loop {} }
    };
}
pub const BASE: isize = 1;
enums! {
    One { A = BASE, B }
    Two { C, }
}
pub fn f() { let _ = (One::A, One::B, Two::C, all()); }
"#,
        expect![[r#"
            8:1 enums -> macro a::enums (macro-call)
            9:15 BASE -> const a::BASE (expr)
            12:28 One::A -> a::One::A (expr)
            12:36 One::B -> a::One::B (expr)
            12:44 Two::C -> a::Two::C (expr)
            12:47 all -> fn a::all (expr)
        "#]],
    );
}

#[test]
fn the_first_rule_that_matches_is_taken() {
    check(
        r#"
macro_rules! pick {
    (a) => { pub struct A; };
    ($x:ident) => { pub struct $x; };
    ($x:ident, $y:tt) => { pub struct $x; pick!($y); };
    ($x:ty) => { pub type Alias = $x; };
}
pick!(a);
pick!(B);
pick!(C, D);
pick!(Vec<B>);
pub fn f(_: A, _: B, _: C, _: D, _: Alias) {}
"#,
        expect![[r#"
            4:43 pick -> macro a::pick (macro-body)
            7:1 pick -> macro a::pick (macro-call)
            8:1 pick -> macro a::pick (macro-call)
            9:1 pick -> macro a::pick (macro-call)
            10:1 pick -> macro a::pick (macro-call)
            10:11 B -> a::B (type)
            11:13 A -> a::A (type)
            11:19 B -> a::B (type)
            11:25 C -> a::C (type)
            11:31 D -> a::D (type)
            11:37 Alias -> a::Alias (type)
        "#]],
    );
}

#[test]
fn a_macro_of_another_crate_makes_items_here() {
    check(
        r#"
//- /a/src/lib.rs deps:b
b::make! { pub struct Thing { id: Id } }
pub struct Id;
mod inner { use b::make as build; build! { pub struct Other { id: super::Id } } }
pub fn f(t: Thing, _: inner::Other) -> b::Marker { let _ = Thing::marker(); t.mark() }
//- /b/src/lib.rs
pub struct Marker;
#[macro_export]
macro_rules! make {
    ($vis:vis struct $name:ident { $($field:ident: $ty:ty),* }) => {
        $vis struct $name { $($field: $ty),* }
        impl $name {
            pub fn marker() -> $crate::Marker { $crate::Marker }
            pub fn mark(self) -> $crate::Marker { Self::marker() }
        }
    };
}
"#,
        expect![[r#"
            /a/src/lib.rs
            1:4 b::make -> macro b::make (macro-call)
            1:35 Id -> a::Id (type)
            3:20 b::make -> macro b::make (use)
            3:35 build -> macro b::make (macro-call)
            3:74 super::Id -> a::Id (type)
            4:13 Thing -> a::Thing (type)
            4:30 inner::Other -> a::inner::Other (type)
            4:43 b::Marker -> b::Marker (type)
            4:67 Thing::marker -> a::Thing::marker (expr)
            /b/src/lib.rs
            7:40 $crate::Marker -> b::Marker (macro-body)
            7:57 $crate::Marker -> b::Marker (macro-body)
            8:42 $crate::Marker -> b::Marker (macro-body)
        "#]],
    );
}

#[test]
fn a_macro_from_a_glob_import_is_expanded() {
    check(
        r#"
//- /a/src/lib.rs deps:b
mod prelude { pub use b::*; }
use prelude::*;
define!(Made);
pub fn f(_: Made) {}
//- /b/src/lib.rs
#[macro_export]
macro_rules! define { ($name:ident) => { pub struct $name; }; }
"#,
        expect![[r#"
            /a/src/lib.rs
            1:26 b::* -> macro b::define (glob)
            2:14 prelude::* -> macro b::define (glob)
            3:1 define -> macro b::define (macro-call)
            4:13 Made -> a::Made (type)
        "#]],
    );
}

#[test]
fn a_macro_that_makes_imports_of_macros() {
    check(
        r#"
//- /a/src/lib.rs deps:b
macro_rules! bring { ($krate:ident :: $name:ident) => { use $krate::$name; }; }
bring!(b::define);
define!(Made);
pub fn f(_: Made) {}
//- /b/src/lib.rs
#[macro_export]
macro_rules! define { ($name:ident) => { pub struct $name; }; }
"#,
        expect![[r#"
            /a/src/lib.rs
            2:1 bring -> macro a::bring (macro-call)
            2:11 b::define -> macro b::define (use)
            3:1 define -> macro b::define (macro-call)
            4:13 Made -> a::Made (type)
        "#]],
    );
}

#[test]
fn an_item_macro_from_outside_is_read_for_items() {
    check(
        r#"
//- /a/src/lib.rs deps:flags
pub struct Inner;
pub const BASE: u8 = 1;
flags::flags! {
    pub struct Flags: u8 { const A = BASE; const B = Flags::A_BITS; }
}
flags::statics! { static ref SHARED: Inner = make(); pub static ref OTHER: u8 = BASE; }
fn make() -> Inner { Inner }
pub fn f(_: Flags) -> u8 { SHARED(); OTHER() }
//- /outside/flags/src/lib.rs
#[macro_export]
macro_rules! flags {
    ($vis:vis struct $name:ident: $ty:ty { $(const $flag:ident = $value:expr;)* }) => {
        $vis struct $name;
        impl $name { pub const A_BITS: $ty = 1; }
        const _: &[$ty] = &[$($value),*];
    };
}
#[macro_export]
macro_rules! statics {
    ($($vis:vis static ref $name:ident: $ty:ty = $value:expr;)*) => {
        $($vis static $name: fn() -> $ty = || $value;)*
    };
}
"#,
        expect![[r#"
            4:38 BASE -> const a::BASE (macro-arg)
            4:54 Flags::A_BITS -> a::Flags (macro-arg)
            6:38 Inner -> a::Inner (macro-arg)
            6:46 make -> fn a::make (macro-arg)
            6:81 BASE -> const a::BASE (macro-arg)
            7:14 Inner -> a::Inner (type)
            7:22 Inner -> a::Inner (expr)
            8:13 Flags -> a::Flags (type)
            8:28 SHARED -> static a::SHARED (expr)
            8:38 OTHER -> static a::OTHER (expr)
        "#]],
    );
}

#[test]
fn a_macro_that_calls_itself_forever_ends() {
    check(
        r#"
// compile: never: rustc takes minutes to refuse it
//- /a/src/lib.rs
macro_rules! endless { ($($x:tt)*) => { endless!($($x)* x); }; }
endless!();
pub struct S;
pub fn f(_: S) {}
"#,
        expect![[r#"
            problem: macro `endless` calls itself without end
            1:41 endless -> macro a::endless (macro-body)
            2:1 endless -> macro a::endless (macro-call)
            4:13 S -> a::S (type)
        "#]],
    );
}

#[test]
fn a_macro_that_doubles_its_input_forever_ends() {
    check(
        r#"
// compile: never: rustc takes minutes to refuse it
//- /a/src/lib.rs
macro_rules! double { ($($x:tt)*) => { double!($($x)* $($x)*); }; }
double!(x);
pub struct S;
pub fn f(_: S) {}
"#,
        expect![[r#"
            problem: macro `double` calls itself without end
            1:40 double -> macro a::double (macro-body)
            2:1 double -> macro a::double (macro-call)
            4:13 S -> a::S (type)
        "#]],
    );
}

#[test]
fn a_macro_that_calls_itself_twice_forever_ends() {
    check(
        r#"
// compile: never: rustc takes minutes to refuse it
//- /a/src/lib.rs
macro_rules! twice { ($x:ident) => { twice!($x); twice!($x); }; }
twice!(x);
pub struct S;
pub fn f(_: S) {}
"#,
        expect![[r#"
            problem: macro `twice` calls itself without end
            1:38 twice -> macro a::twice (macro-body)
            1:50 twice -> macro a::twice (macro-body)
            2:1 twice -> macro a::twice (macro-call)
            4:13 S -> a::S (type)
        "#]],
    );
}

#[test]
fn a_macro_in_an_impl_sees_its_generic_parameters_and_may_pass_on_to_another() {
    check(
        r#"
pub struct S<T>(T);
pub trait Make { fn make() -> Self; }
macro_rules! pass { ($($item:item)*) => { $($item)* } }
macro_rules! twice { ({ $($a:item)* } { $($b:item)* }) => { pass! { $($a)* } pass! { $($b)* } } }
impl<T: Make> S<T> {
    twice! {
        { pub fn a() -> T { T::make() } }
        { pub fn b() -> Option<Self> { let _ = Self::a(); None } }
    }
}
pub fn f<T: Make>() { let _ = S::<T>::b(); }
"#,
        expect![[r#"
            4:61 pass -> macro a::pass (macro-body)
            4:78 pass -> macro a::pass (macro-body)
            5:9 Make -> a::Make (bound)
            5:15 S -> a::S (impl)
            6:5 twice -> macro a::twice (macro-call)
            7:32 T::make -> a::Make::make (expr)
            8:54 Self::a -> a::S::a (expr)
            11:13 Make -> a::Make (bound)
            11:39 S::b -> a::S::b (expr)
        "#]],
    );
}

#[test]
fn a_doc_comment_is_an_attribute_to_a_macro() {
    check(
        r#"
macro_rules! options {
    ($( $(#[doc = $docs:literal])+ $field:ident: $ty:ty, )*) => {
        pub struct Options { $( $(#[doc = $docs])+ pub $field: $ty, )* }
    };
}
macro_rules! any { ($(#[$meta:meta])* $vis:vis $name:ident) => { $(#[$meta])* $vis struct $name; }; }
macro_rules! item { ($item:item $($rest:tt)*) => { $item $($rest)* }; }
pub struct Field;
options! {
    /// What it is.
    /// More.
    field: Field,
    /** Other. */
    other: u8,
}
any! { /// Docs.
    #[derive(Clone)] pub Name }
item! {
    /// First.
    pub struct One;
    /// Second.
    pub struct Two;
}
pub fn f(_: Options, _: Name, _: One, _: Two) {}
"#,
        expect![[r#"
            9:1 options -> macro a::options (macro-call)
            12:12 Field -> a::Field (type)
            16:1 any -> macro a::any (macro-call)
            18:1 item -> macro a::item (macro-call)
            24:13 Options -> a::Options (type)
            24:25 Name -> a::Name (type)
            24:34 One -> a::One (type)
            24:42 Two -> a::Two (type)
        "#]],
    );
}
