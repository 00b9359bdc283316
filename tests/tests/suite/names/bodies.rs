//! What the body of a macro declares for itself.

use expect_test::expect;

use super::check;

#[test]
fn what_a_body_imports_leads_on() {
    check(
        r#"
//- /api/src/lib.rs
pub mod m { pub fn f() {} pub fn g() {} pub mod n { pub fn f() {} } }
pub struct Order;
impl Order { pub const K: u8 = 1; pub fn new() {} }
//- /a/Cargo.toml
[package]
name = "a"
version = "0.0.0"
edition = "2024"
[dependencies]
api = { path = "../api" }
//- /a/src/lib.rs
macro_rules! in_block { () => {{ use api as kk; kk::m::f(); }} }
macro_rules! in_fn { ($n:ident) => { pub fn $n() { use api::{m, Order as O}; m::f(); O::new(); } } }
macro_rules! in_module { () => { mod g { use api::m as q; pub fn z() { q::f() } } } }
macro_rules! of_itself { () => {{ use api::m::{self, n::{self as nn, f}}; m::g(); nn::f(); f() }} }
macro_rules! of_this_crate { () => {{ use $crate::own as o; use ::api::Order; o::f(); Order::K }} }
macro_rules! elsewhere { () => {{ { use api::m as q; } q::f() }} }
pub mod own { pub fn f() {} }
pub mod q { pub fn f() {} }
pub fn f() { in_block!(); of_itself!(); of_this_crate!(); elsewhere!(); }
in_fn!(go);
"#,
        expect![[r#"
            /a/src/lib.rs
            1:38 api -> api (macro-body)
            1:56 api::m::f -> fn api::m::f (macro-body)
            2:62 api::m -> api::m (macro-body)
            2:65 api::Order -> api::Order (macro-body)
            2:81 api::m::f -> fn api::m::f (macro-body)
            2:89 api::Order::new -> api::Order::new (macro-body)
            3:51 api::m -> api::m (macro-body)
            3:75 api::m::f -> fn api::m::f (macro-body)
            4:70 api::m::n::f -> fn api::m::n::f (macro-body)
            4:78 api::m::g -> fn api::m::g (macro-body)
            4:87 api::m::n::f -> fn api::m::n::f (macro-body)
            5:51 $crate::own -> a::own (macro-body)
            5:82 $crate::own::f -> fn a::own::f (macro-body)
            5:94 api::Order::K -> api::Order::K (macro-body)
            6:46 api::m -> api::m (macro-body)
            6:59 q::f -> fn a::q::f (macro-body)
            9:14 in_block -> macro a::in_block (macro-call)
            9:27 of_itself -> macro a::of_itself (macro-call)
            9:41 of_this_crate -> macro a::of_this_crate (macro-call)
            9:59 elsewhere -> macro a::elsewhere (macro-call)
            10:1 in_fn -> macro a::in_fn (macro-call)
            /api/src/lib.rs
            3:6 Order -> api::Order (impl)
        "#]],
    );
}

#[test]
fn what_a_body_declares_hides_what_is_around_it() {
    check(
        r#"
//- /api/src/lib.rs
pub struct Order;
pub enum E { W }
pub fn mk() {}
//- /a/Cargo.toml
[package]
name = "a"
version = "0.0.0"
edition = "2024"
[dependencies]
api = { path = "../api" }
//- /a/src/lib.rs
pub mod compat { pub struct Order; }
use api::{E, Order};
pub trait Tr { type Order; fn mk() {} }
macro_rules! renamed { () => {{ use crate::compat as api; api::Order }} }
macro_rules! module { () => {{ mod api { pub fn mk() {} } api::mk() }} }
macro_rules! generic { () => { fn z<api: Tr>(_: api::Order) { api::mk() } fn y() { api::mk() } } }
macro_rules! local { () => {{ struct Order; enum E { W } (Order, E::W) }} }
macro_rules! constant { () => {{ struct S<const Order: usize>; fn E() {} (E::W, Order) }} }
macro_rules! around { () => {{ { struct Order; let _ = Order; } fn f(_: Order) -> Vec<Order> { vec![] } f(Order) }} }
macro_rules! inside { () => {{ mod w { pub fn f() { api::mk() } } mod api {} w::f() }} }
macro_rules! parts { ($n:ident) => { pub struct $n; impl Tr for $n { type Order = u8; } impl $n { pub fn g(_: Order) -> *const Order { loop {} } } } }
parts!(P);
pub fn f() { renamed!(); module!(); local!(); around!(); let _ = (E::W, Order); }
"#,
        expect![[r#"
            /a/src/lib.rs
            2:11 api::E -> api::E (use)
            2:14 api::Order -> api::Order (use)
            4:44 crate::compat -> a::compat (macro-body)
            4:64 crate::compat::Order -> a::compat::Order (macro-body)
            6:42 Tr -> a::Tr (macro-body)
            6:89 api::mk -> fn api::mk (macro-body)
            8:78 E::W -> api::E::W (macro-body)
            8:81 Order -> api::Order (macro-body)
            9:73 Order -> api::Order (macro-body)
            9:87 Order -> api::Order (macro-body)
            9:107 Order -> api::Order (macro-body)
            10:58 api::mk -> fn api::mk (macro-body)
            11:58 Tr -> a::Tr (macro-body)
            11:111 Order -> api::Order (macro-body)
            12:1 parts -> macro a::parts (macro-call)
            13:14 renamed -> macro a::renamed (macro-call)
            13:26 module -> macro a::module (macro-call)
            13:37 local -> macro a::local (macro-call)
            13:47 around -> macro a::around (macro-call)
            13:70 E::W -> api::E::W (expr)
            13:73 Order -> api::Order (expr)
        "#]],
    );
}
