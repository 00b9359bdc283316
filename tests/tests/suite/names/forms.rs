//! Associated items of types that are no path, and behind aliases.

use expect_test::expect;

use super::check;

#[test]
fn a_trait_gives_its_items_to_types_that_are_no_path() {
    check(
        r#"
pub trait Di { const N: u8 = 0; fn di() {} }
impl Di for (u8, u8) {}
impl Di for &u8 {}
impl Di for &mut u8 {}
impl Di for [u8] {}
impl Di for [u8; 2] {}
impl Di for *const u8 {}
impl Di for dyn Send {}
impl Di for fn() {}
pub fn f() {
    <(u8, u8)>::di();
    <&u8>::di();
    <&mut u8>::di();
    <[u8]>::di();
    <[u8; 2]>::di();
    <*const u8>::di();
    <dyn Send>::di();
    <fn()>::di();
    let _ = <(u8, u8)>::N + <((u8, u8))>::N;
}
"#,
        expect![[r#"
            2:6 Di -> a::Di (impl)
            3:6 Di -> a::Di (impl)
            4:6 Di -> a::Di (impl)
            5:6 Di -> a::Di (impl)
            6:6 Di -> a::Di (impl)
            7:6 Di -> a::Di (impl)
            8:6 Di -> a::Di (impl)
            9:6 Di -> a::Di (impl)
            11:17 di -> a::Di::di (expr)
            12:12 di -> a::Di::di (expr)
            13:16 di -> a::Di::di (expr)
            14:13 di -> a::Di::di (expr)
            15:16 di -> a::Di::di (expr)
            16:18 di -> a::Di::di (expr)
            17:17 di -> a::Di::di (expr)
            18:13 di -> a::Di::di (expr)
            19:25 N -> a::Di::N (expr)
            19:43 N -> a::Di::N (expr)
        "#]],
    );
}

#[test]
fn the_form_of_a_type_tells_which_trait_is_meant() {
    check(
        r#"
pub struct S;
pub struct T;
pub type AS = S;
mod m { pub trait Two { fn di() {} } impl Two for (u8, u8) {} impl Two for &super::S {} impl Two for dyn Copies {} pub trait Copies {} }
mod n { pub trait Three { fn di() {} } impl Three for (u8, u8, u8) {} impl Three for &super::T {} impl<X> Three for [X] {} }
pub fn f() {
    use m::{Copies, Two};
    use n::Three;
    <(u8, u8)>::di();
    <(u8, u8, u8)>::di();
    <&S>::di();
    <&AS>::di();
    <&T>::di();
    <dyn Copies>::di();
    <[S]>::di();
}
pub fn not_in_scope() {
    use m::Two;
    <(u8, u8)>::di();
}
"#,
        expect![[r#"
            3:15 S -> a::S (type)
            4:43 Two -> a::m::Two (impl)
            4:68 Two -> a::m::Two (impl)
            4:84 super::S -> a::S (type)
            4:94 Two -> a::m::Two (impl)
            4:106 Copies -> a::m::Copies (bound)
            5:45 Three -> a::n::Three (impl)
            5:76 Three -> a::n::Three (impl)
            5:94 super::T -> a::T (type)
            5:107 Three -> a::n::Three (impl)
            7:13 m::Copies -> a::m::Copies (use)
            7:21 m::Two -> a::m::Two (use)
            8:12 n::Three -> a::n::Three (use)
            9:17 di -> a::m::Two::di (expr)
            10:21 di -> a::n::Three::di (expr)
            11:7 S -> a::S (type)
            11:11 di -> a::m::Two::di (expr)
            12:7 AS -> a::AS (type)
            12:7 AS => a::S (type)
            12:12 di -> a::m::Two::di (expr)
            13:7 T -> a::T (type)
            13:11 di -> a::n::Three::di (expr)
            14:10 Copies -> a::m::Copies (bound)
            14:19 di -> a::m::Two::di (expr)
            15:7 S -> a::S (type)
            15:12 di -> a::n::Three::di (expr)
            18:12 m::Two -> a::m::Two (use)
            19:17 di -> a::m::Two::di (expr)
        "#]],
    );
}

#[test]
fn neither_one_of_two_traits_is_meant_nor_one_behind_what_slices_have() {
    check(
        r#"
pub trait A { fn di() {} fn a() {} }
pub trait B { fn di() {} fn b() {} }
impl A for (u8, u8) {}
impl B for (u16, u16) {}
pub trait Len { fn len(&self) -> u8; }
impl Len for [u16] { fn len(&self) -> u8 { 1 } }
impl Len for [u16; 2] { fn len(&self) -> u8 { 1 } }
pub fn f() {
    <(u8, u8)>::di();
    <(u8, u8)>::a();
    <(u16, u16)>::b();
    <[u8]>::len(&[]);
    <[u16; 2]>::len(&[1, 2]);
}
"#,
        expect![[r#"
            3:6 A -> a::A (impl)
            4:6 B -> a::B (impl)
            6:6 Len -> a::Len (impl)
            7:6 Len -> a::Len (impl)
            10:17 a -> a::A::a (expr)
            11:19 b -> a::B::b (expr)
            13:17 len -> a::Len::len (expr)
        "#]],
    );
}

#[test]
fn an_object_has_what_is_written_for_it_and_what_its_trait_declares() {
    check(
        r#"
pub trait Sup { fn sup(&self) {} }
pub trait Dt: Sup { fn own(&self) {} }
impl dyn Dt {
    pub fn inh() { Self::other(); }
    fn other() {}
}
pub trait Out { type Name; fn out(&self) {} }
impl dyn Out<Name = u8> { pub fn inh() {} }
pub fn f(x: &dyn Dt, y: &dyn Out<Name = u8>) {
    <dyn Dt>::inh();
    <dyn Dt>::own(x);
    <dyn Dt>::sup(x);
    <dyn Out<Name = u8>>::inh();
    <dyn Out<Name = u8>>::out(y);
}
pub trait New { fn inh() {} }
pub fn g<T: Dt + New>() { T::inh(); }
"#,
        expect![[r#"
            2:15 Sup -> a::Sup (bound)
            3:10 Dt -> a::Dt (bound)
            4:26 Self::other -> a::Dt::other (expr)
            8:10 Out -> a::Out (bound)
            8:14 Name -> a::Out::Name (bound)
            9:18 Dt -> a::Dt (bound)
            9:30 Out -> a::Out (bound)
            9:34 Name -> a::Out::Name (bound)
            10:10 Dt -> a::Dt (bound)
            10:15 inh -> a::Dt::inh (expr)
            11:10 Dt -> a::Dt (bound)
            11:15 own -> a::Dt::own (expr)
            12:10 Dt -> a::Dt (bound)
            12:15 sup -> a::Sup::sup (expr)
            13:10 Out -> a::Out (bound)
            13:14 Name -> a::Out::Name (bound)
            13:27 inh -> a::Out::inh (expr)
            14:10 Out -> a::Out (bound)
            14:14 Name -> a::Out::Name (bound)
            14:27 out -> a::Out::out (expr)
            17:13 Dt -> a::Dt (bound)
            17:18 New -> a::New (bound)
            17:30 T::inh -> a::New::inh (expr)
        "#]],
    );
}

#[test]
fn self_may_be_a_type_that_is_no_path() {
    check(
        r#"
pub trait Di { fn di() {} }
impl Di for (u8, u8) {}
pub trait Other { fn other(&self) {} fn provided() {} }
impl Other for (u8, u8) { fn other(&self) { Self::di(); Self::provided(); } }
pub trait Dt { fn own(&self) {} }
impl Other for dyn Dt { fn other(&self) { Self::own(self); } }
"#,
        expect![[r#"
            2:6 Di -> a::Di (impl)
            4:6 Other -> a::Other (impl)
            4:51 Self::di -> a::Di::di (expr)
            4:63 Self::provided -> a::Other::provided (expr)
            6:6 Other -> a::Other (impl)
            6:20 Dt -> a::Dt (bound)
            6:49 Self::own -> a::Dt::own (expr)
        "#]],
    );
}

#[test]
fn an_impl_for_all_types_gives_its_items_behind_an_alias() {
    check(
        r#"
pub trait Bl { fn bl() {} }
impl<T: ?Sized> Bl for T {}
pub struct S;
impl S { pub fn own() {} }
pub type AS = S;
pub type Deep = AS;
pub type Pair = (u8, u8);
pub fn f() {
    S::bl();
    AS::bl();
    Deep::bl();
    Pair::bl();
    <AS>::bl();
    <(u8, u8)>::bl();
    <dyn Send>::bl();
    AS::own();
}
"#,
        expect![[r#"
            2:17 Bl -> a::Bl (impl)
            4:6 S -> a::S (impl)
            5:15 S -> a::S (type)
            6:17 AS -> a::AS (type)
            6:17 AS => a::S (type)
            9:8 S::bl -> a::Bl::bl (expr)
            10:9 AS::bl -> a::Bl::bl (expr)
            11:11 Deep::bl -> a::Bl::bl (expr)
            12:11 Pair::bl -> a::Bl::bl (expr)
            13:6 AS -> a::AS (type)
            13:6 AS => a::S (type)
            13:11 bl -> a::Bl::bl (expr)
            14:17 bl -> a::Bl::bl (expr)
            15:17 bl -> a::Bl::bl (expr)
            16:9 AS::own -> a::S::own (expr)
        "#]],
    );
}
