//! Smoke.

use expect_test::expect;

use super::check;

#[test]
fn smoke() {
    check(
        r#"
mod m { pub struct S; }
use m::S;
fn f() -> S { S }
"#,
        expect![[r#"
            2:5 m -> a::m (use)
        "#]],
    );
}
