//! Calls of macros that take nothing but expressions: these mean what they mean where
//! they stand, whatever is between them.

use expect_test::expect;

use super::check;

#[test]
fn expressions_are_seen_whatever_divides_them() {
    check(
        r#"
pub mod m { pub fn mk() -> u8 { 1 } pub static ST: u8 = 1; #[allow(non_upper_case_globals)] pub static st: u8 = 1; }
use m::{mk, st};
macro_rules! pair { ($k:expr => $v:expr) => { ($k, $v) } }
macro_rules! map { ($($k:expr => $v:expr),* $(,)?) => { [$(($k, $v)),*] } }
macro_rules! lines { ($a:expr, $b:expr; $($c:expr),*) => { ($a, $b, $($c),*) } }
macro_rules! literal { (-> [$a:literal] $b:expr) => { ($a, $b) } }
pub fn pairs() {
    let _ = pair!(1 => mk);
    let _ = pair!(mk => 1);
    let _ = pair!(1 => &mk);
    let _ = pair!(m::ST => st);
    pair!(pair!(1 => mk) => vec![st; 2]);
}
pub fn others() {
    let _ = map! { "/a" => mk, "/b" => mk, };
    let _ = lines!(1, 2; mk);
    let _ = literal!(-> [1] mk);
}
"#,
        expect![[r#"
            2:9 m::mk -> fn a::m::mk (use)
            2:13 m::st -> static a::m::st (use)
            8:13 pair -> macro a::pair (macro-call)
            8:24 mk -> fn a::m::mk (macro-arg)
            9:13 pair -> macro a::pair (macro-call)
            9:19 mk -> fn a::m::mk (macro-arg)
            10:13 pair -> macro a::pair (macro-call)
            10:25 mk -> fn a::m::mk (macro-arg)
            11:13 pair -> macro a::pair (macro-call)
            11:22 m::ST -> static a::m::ST (macro-arg)
            11:28 st -> static a::m::st (macro-arg)
            12:5 pair -> macro a::pair (macro-call)
            12:11 pair -> macro a::pair (macro-call)
            12:22 mk -> fn a::m::mk (macro-arg)
            12:34 st -> static a::m::st (macro-arg)
            15:13 map -> macro a::map (macro-call)
            15:28 mk -> fn a::m::mk (macro-arg)
            15:40 mk -> fn a::m::mk (macro-arg)
            16:13 lines -> macro a::lines (macro-call)
            16:26 mk -> fn a::m::mk (macro-arg)
            17:13 literal -> macro a::literal (macro-call)
            17:29 mk -> fn a::m::mk (macro-arg)
        "#]],
    );
}

#[test]
fn a_variable_among_them_is_no_item() {
    check(
        r#"
pub mod m { pub fn mk() -> u8 { 1 } }
use m::mk;
macro_rules! pair { ($k:expr => $v:expr) => { ($k, $v) } }
pub fn variables(mk: u8) {
    let _ = pair!(mk => mk);
    let _ = pair!(1 => |mk: u8| mk);
    let _ = pair!(1 => { let mk = mk; mk });
}
pub fn field(on: T) -> (u8, u8) {
    pair!(on.mk => T { mk: 1 }.mk)
}
pub struct T { mk: u8 }
"#,
        expect![[r#"
            2:8 m::mk -> fn a::m::mk (use)
            5:13 pair -> macro a::pair (macro-call)
            6:13 pair -> macro a::pair (macro-call)
            7:13 pair -> macro a::pair (macro-call)
            9:18 T -> a::T (type)
            10:5 pair -> macro a::pair (macro-call)
            10:20 T -> a::T (macro-arg)
        "#]],
    );
}

#[test]
fn expressions_are_seen_that_a_macro_hands_on() {
    check(
        r#"
pub mod m { pub fn mk() -> u8 { 1 } }
use m::mk;
macro_rules! pair { ($k:expr => $v:expr) => { ($k, $v) } }
macro_rules! hand_on { ($($all:tt)*) => { pair!($($all)*) } }
macro_rules! one { ($a:expr) => { pair!($a => 1) } }
pub fn f() {
    let _ = hand_on!(1 => mk);
    let _ = one!(mk);
}
"#,
        expect![[r#"
            2:8 m::mk -> fn a::m::mk (use)
            4:43 pair -> macro a::pair (macro-body)
            5:35 pair -> macro a::pair (macro-body)
            7:13 hand_on -> macro a::hand_on (macro-call)
            7:27 mk -> fn a::m::mk (macro-arg)
            8:13 one -> macro a::one (macro-call)
            8:18 mk -> fn a::m::mk (macro-arg)
        "#]],
    );
}
