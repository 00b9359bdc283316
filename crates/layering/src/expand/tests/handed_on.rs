//! What a macro hands on to another one.

use super::*;

/// What a macro writes that is handed the input of a call which `rules` write.
fn handed_on(rules: &str, input: &str, inner: &str) -> String {
    let outer = Definition::new(rules).expect("rules");
    let expansion = outer.expand(rules, HOME, input).expect("a product");
    let text = &expansion.text;
    let (start, end) = (text.find('{').expect("a call"), text.rfind('}'));
    product(inner, &text[start + 1..end.expect("a call")])
}

/// Each line is what rustc 1.95 does; what it refuses is left out.
#[test]
fn what_is_handed_on_matches_as_what_it_was() {
    const KINDS: &[&str] = &[
        "expr",
        "expr_2021",
        "ty",
        "path",
        "pat",
        "pat_param",
        "literal",
        "block",
        "stmt",
        "item",
        "meta",
        "vis",
        "ident",
        "lifetime",
        "tt",
    ];
    let handed: &[(&str, &[&str], &[&str])] = &[
        (
            "expr",
            &["a + 1", "a", "{ 1 }", "a::b"],
            &["expr", "expr_2021", "pat", "pat_param", "stmt", "tt"],
        ),
        (
            "expr",
            &["1", "-1", "(1)"],
            &[
                "expr",
                "expr_2021",
                "pat",
                "pat_param",
                "literal",
                "stmt",
                "tt",
            ],
        ),
        ("ty", &["u8", "a::B"], &["ty", "path", "meta", "tt"]),
        ("ty", &["&u8", "(u8, u8)"], &["ty", "tt"]),
        (
            "path",
            &["a", "a::b"],
            &[
                "expr",
                "expr_2021",
                "ty",
                "path",
                "pat",
                "pat_param",
                "stmt",
                "meta",
                "tt",
            ],
        ),
        ("pat", &["A", "1 | 2", "_"], &["pat", "pat_param", "tt"]),
        (
            "literal",
            &["1", "-1", "true"],
            &[
                "expr",
                "expr_2021",
                "pat",
                "pat_param",
                "literal",
                "stmt",
                "tt",
            ],
        ),
        (
            "block",
            &["{ }"],
            &["expr", "expr_2021", "block", "stmt", "tt"],
        ),
        ("stmt", &["let x = 1", "a"], &["stmt", "tt"]),
        ("item", &["struct A;"], &["stmt", "item", "tt"]),
        ("meta", &["a", "a(b)", "a = 1"], &["meta", "tt"]),
        ("vis", &["pub"], &["vis", "tt"]),
        (
            "ident",
            &["a"],
            &[
                "expr",
                "expr_2021",
                "ty",
                "path",
                "pat",
                "pat_param",
                "stmt",
                "meta",
                "ident",
                "tt",
            ],
        ),
        ("lifetime", &["'a"], &["lifetime", "tt"]),
    ];
    for (kind, inputs, expected) in handed {
        for input in *inputs {
            let rules = format!("($x:{kind}) => {{ inner! {{ $x }} }}");
            let matches = |inner: &&&str| {
                let inner = format!("($x:{inner}) => {{ yes }}; ($($x:tt)*) => {{ no }}");
                handed_on(&rules, input, &inner) == "yes"
            };
            let found: Vec<&str> = KINDS.iter().filter(matches).copied().collect();
            // rustc goes no further where it tries these.
            let is_refused = |inner: &str| match *kind {
                "expr" | "literal" => inner == "block",
                "ty" | "meta" | "vis" => ["stmt", "item"].contains(&inner),
                "pat" => inner == "stmt",
                _ => false,
            };
            let found: Vec<&str> = found.into_iter().filter(|kind| !is_refused(kind)).collect();
            assert_eq!(found, *expected, "{kind} {input}");
        }
    }
}

#[test]
fn no_token_of_what_is_handed_on_is_seen() {
    let rules = "($t:ty, $e:expr, $i:ident) => { inner! { $t, $e, $i } }";
    let inner = "(u8, $($x:tt)*) => { type }; ($t:ty, (1), $i:ident) => { group }; \
                 ($t:ty, 1, $i:ident) => { literal }; ($a:tt, $b:tt, c) => { $b $a }";
    assert_eq!(handed_on(rules, "u8, (1), c", inner), "( 1 ) u8");
    assert_eq!(handed_on(rules, "u8, 1, c", inner), "1 u8");
    assert_eq!(handed_on(rules, "u8, -a, c", inner), "( - a ) u8");
    // What goes through a macro that takes it for a token stays what it was.
    let through = "($($x:tt)*) => { inner! { $($x)* } }";
    let outer = Definition::new(rules).expect("rules");
    let text = outer
        .expand(rules, HOME, "u8, a::b + 1, c")
        .expect("a product")
        .text;
    let input = &text[text.find('{').expect("a call") + 1..text.len() - 2];
    assert_eq!(handed_on(through, input, inner), "( a : : b + 1 ) u8");
    let grown = "($a:tt, $b:expr, $c:ident) => { inner! { $a, $b.d() / $b, $c } }";
    assert_eq!(
        handed_on(
            grown,
            input,
            "(u8, $($x:tt)*) => { type }; ($t:ty, $e:expr, $i:ident) => { $e }"
        ),
        "( ( a : : b + 1 ) . d ( ) / ( a : : b + 1 ) )"
    );
}

#[test]
fn what_is_handed_on_may_be_a_part_of_more() {
    let rules = "($e:expr, $l:literal, $p:path, $t:ty, $q:pat) => { inner! { KIND } }";
    let of = |written: &str, kind: &str| {
        let rules = rules.replace("KIND", written);
        let inner = format!("($x:{kind}, a) => {{ yes }}; ($($x:tt)*) => {{ no }}");
        handed_on(&rules, "a + 1, 1, a::b, u8, A | B", &inner)
    };
    let kinds = [
        ("$e * 2, a", "expr"),
        ("-$l, a", "expr"),
        ("$p(1), a", "expr"),
        ("$e as $t, a", "expr"),
        ("f::<$t>($e), a", "expr"),
        ("Vec<$t>, a", "ty"),
        ("$p + Send, a", "ty"),
        ("&$t, a", "ty"),
        ("dyn $p, a", "ty"),
        ("$l..=9, a", "pat"),
        ("$q | $q, a", "pat"),
    ];
    for (written, kind) in kinds {
        assert_eq!(of(written, kind), "yes", "{written}");
    }
    let others = [
        ("$p { a: 1 }, a", "expr"),
        ("$p!(), a", "expr"),
        ("$t + Send, a", "ty"),
        ("$l | $l, a", "pat_param"),
    ];
    for (written, kind) in others {
        assert_eq!(of(written, kind), "no", "{written}");
    }
}

#[test]
fn what_is_handed_on_is_marked_once() {
    let rules = "($e:expr) => { inner! { $e } }";
    let outer = Definition::new(rules).expect("rules");
    let mut input = "a + b".to_owned();
    let mut lengths = Vec::new();
    for _ in 0..4 {
        let text = outer.expand(rules, HOME, &input).expect("a product").text;
        let end = text.rfind('}').expect("a call");
        input = text[text.find('{').expect("a call") + 1..end]
            .trim()
            .to_owned();
        lengths.push(input.len());
    }
    assert_eq!(lengths[1..], [lengths[0]; 3]);
}
