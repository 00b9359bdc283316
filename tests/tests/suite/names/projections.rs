//! Associated items of associated types, by what is said of these where the path stands.

use expect_test::expect;

use super::check;

#[test]
fn bounds_on_an_associated_type_give_it_items() {
    check(
        r#"
pub trait Sup { const N: u8 = 0; fn sup() {} }
pub trait Has { type Ty; type Other; }
pub fn w1<T: Has>() where T::Ty: Sup { T::Ty::sup(); let _ = T::Ty::N; }
pub fn w2<T: Has<Ty: Sup>>() { T::Ty::sup() }
pub fn w3<T: Iterator>() where T::Item: Sup { T::Item::sup() }
pub fn w4<T>() where T: Iterator<Item: Sup> { T::Item::sup() }
pub fn w5<T: Has>() where <T as Has>::Ty: Sup { T::Ty::sup() }
pub trait Sub: Has<Ty: Sup> { fn f() { Self::Ty::sup() } }
pub fn not_of_another<T: Has<Ty: Default>, U: Has<Ty: Make>>() { T::Ty::default(); U::Ty::default(); }
pub trait Make { fn default() {} }
pub fn not_of_another_type<T: Has<Ty: Default, Other: Make>>() { T::Ty::default(); T::Other::default(); }
"#,
        expect![[r#"
            3:14 Has -> a::Has (bound)
            3:30 T::Ty -> a::Has::Ty (type)
            3:34 Sup -> a::Sup (bound)
            3:47 T::Ty::sup -> a::Sup::sup (expr)
            3:69 T::Ty::N -> a::Sup::N (expr)
            4:14 Has -> a::Has (bound)
            4:18 Ty -> a::Has::Ty (bound)
            4:22 Sup -> a::Sup (bound)
            4:39 T::Ty::sup -> a::Sup::sup (expr)
            5:41 Sup -> a::Sup (bound)
            5:56 T::Item::sup -> a::Sup::sup (expr)
            6:40 Sup -> a::Sup (bound)
            6:56 T::Item::sup -> a::Sup::sup (expr)
            7:14 Has -> a::Has (bound)
            7:39 Has::Ty -> a::Has::Ty (type)
            7:43 Sup -> a::Sup (bound)
            7:56 T::Ty::sup -> a::Sup::sup (expr)
            8:16 Has -> a::Has (bound)
            8:20 Ty -> a::Has::Ty (bound)
            8:24 Sup -> a::Sup (bound)
            8:50 Self::Ty::sup -> a::Sup::sup (expr)
            9:26 Has -> a::Has (bound)
            9:30 Ty -> a::Has::Ty (bound)
            9:47 Has -> a::Has (bound)
            9:51 Ty -> a::Has::Ty (bound)
            9:55 Make -> a::Make (bound)
            9:69 T::Ty::default -> a::Has::Ty (expr)
            9:91 U::Ty::default -> a::Make::default (expr)
            11:31 Has -> a::Has (bound)
            11:35 Ty -> a::Has::Ty (bound)
            11:48 Other -> a::Has::Other (bound)
            11:55 Make -> a::Make (bound)
            11:69 T::Ty::default -> a::Has::Ty (expr)
            11:94 T::Other::default -> a::Make::default (expr)
        "#]],
    );
}

#[test]
fn an_associated_type_has_the_items_of_the_type_that_it_is() {
    check(
        r#"
pub trait Has { type Ty; fn f(); }
pub struct S;
pub type AS = S;
impl S { pub fn inh() {} }
pub trait Di { fn di() {} }
impl Di for u8 {}
pub fn w1<T: Has<Ty = S>>() { T::Ty::inh() }
pub fn w2<T: Iterator<Item = AS>>() { T::Item::inh() }
pub fn w3<T: Has<Ty = u8>>() { T::Ty::di() }
pub struct W;
impl Has for W { type Ty = S; fn f() { Self::Ty::inh() } }
impl Iterator for W { type Item = S; fn next(&mut self) -> Option<S> { Self::Item::inh(); None } }
pub struct V;
impl Has for V { type Ty = W; fn f() { Self::Ty::f() } }
"#,
        expect![[r#"
            3:15 S -> a::S (type)
            4:6 S -> a::S (impl)
            6:6 Di -> a::Di (impl)
            7:14 Has -> a::Has (bound)
            7:18 Ty -> a::Has::Ty (bound)
            7:23 S -> a::S (type)
            7:38 T::Ty::inh -> a::S::inh (expr)
            8:30 AS -> a::AS (type)
            8:30 AS => a::S (type)
            8:48 T::Item::inh -> a::S::inh (expr)
            9:14 Has -> a::Has (bound)
            9:18 Ty -> a::Has::Ty (bound)
            9:39 T::Ty::di -> a::Di::di (expr)
            11:6 Has -> a::Has (impl)
            11:14 W -> a::W (impl)
            11:28 S -> a::S (type)
            11:50 Self::Ty::inh -> a::S::inh (expr)
            12:19 W -> a::W (impl)
            12:35 S -> a::S (type)
            12:67 S -> a::S (type)
            12:84 Self::Item::inh -> a::S::inh (expr)
            14:6 Has -> a::Has (impl)
            14:14 V -> a::V (impl)
            14:28 W -> a::W (type)
            14:50 Self::Ty::f -> a::W::f (expr)
        "#]],
    );
}
