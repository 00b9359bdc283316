//! Definitions and calls in, products out.

mod handed_on;

use super::{Definition, Dialect, Home, Side};
use crate::facts;

const HOME: Home = Home {
    krate: 7,
    dialect: Dialect {
        has_alternatives: true,
        has_const: true,
    },
};

/// The tokens that calling a macro with these rules produces.
fn product(rules: &str, input: &str) -> String {
    product_at(HOME, rules, input)
}

fn product_at(home: Home, rules: &str, input: &str) -> String {
    let definition = Definition::new(rules).expect("rules");
    let Some(expansion) = definition.expand(rules, home, input) else {
        return "no rule matches".to_owned();
    };
    let tokens = facts::lex(&expansion.text).expect("tokens");
    let tokens = tokens.iter().map(|token| token.text(&expansion.text));
    tokens.collect::<Vec<_>>().join(" ")
}

#[test]
fn items_pass_through() {
    let rules = "($($item:item)*) => { $( #[cfg(feature = \"rt\")] $item )* }";
    assert_eq!(
        product(rules, "mod a; pub use b::{c, d};"),
        "# [ cfg ( feature = \"rt\" ) ] mod a ; # [ cfg ( feature = \"rt\" ) ] pub use b : : { c , d } ;"
    );
}

#[test]
fn repetitions_have_separators() {
    let rules = "($($name:ident => $value:ident),* $(,)?) => { enum E { $($name),* } }";
    assert_eq!(product(rules, "A => a, B => b,"), "enum E { A , B }");
    assert_eq!(product(rules, "A => a, B => b"), "enum E { A , B }");
    assert_eq!(product(rules, ""), "enum E { }");
}

#[test]
fn the_first_rule_that_matches_counts() {
    let rules = "(a $x:ident) => { one $x } ; ($x:ident $($rest:tt)*) => { two $x $($rest)* };";
    assert_eq!(product(rules, "a b"), "one b");
    assert_eq!(product(rules, "c + d"), "two c + d");
    assert_eq!(product(rules, "+"), "no rule matches");
}

#[test]
fn repetitions_nest() {
    let rules = "($($m:ident { $($i:ident),* })*) => { $( mod $m { $( struct $i; )* } )* }";
    assert_eq!(
        product(rules, "a { B, C } d { }"),
        "mod a { struct B ; struct C ; } mod d { }"
    );
}

#[test]
fn a_statement_needs_no_semicolon_of_its_own() {
    let rules = "($s:stmt; $($t:stmt),*) => { fn f() { $s g(); { $s } { $s; } $($t)* -1 } $s }";
    assert_eq!(
        product(rules, "let x = 1; a(), let y: u8 = b else { c }"),
        "fn f ( ) { let x = 1 ; g ( ) ; { let x = 1 ; } { let x = 1 ; } \
         a ( ) ; let y : u8 = b else { c } ; - 1 } let x = 1 ;"
    );
    assert_eq!(
        product(rules, "if a {} else {}; use b::c;, #[d] e![].f"),
        "fn f ( ) { if a { } else { } ; g ( ) ; { if a { } else { } } { if a { } else { } ; } \
         use b : : c ; ; # [ d ] e ! [ ] . f ; - 1 } if a { } else { }"
    );
}

#[test]
fn a_macro_is_handed_a_statement_as_it_stands() {
    let rules =
        "($($s:stmt);*) => { a! { $($s),* }; b!(x { $($s)* y }, { $($s)* }); #[c($($s)*)] d }";
    assert_eq!(
        product(rules, "let x = 1; e()"),
        "a ! { let x = 1 , e ( ) } ; b ! ( x { let x = 1 ; e ( ) ; y } , { let x = 1 ; e ( ) } ) ; \
         # [ c ( let x = 1 e ( ) ) ] d"
    );
}

#[test]
fn a_dollar_at_the_end_of_a_group_is_a_token() {
    let rules = "($($body:tt)*) => { macro_rules! m { $($body)* } m!($); }";
    assert_eq!(
        product(rules, "($d:tt) => { use $d crate::a; }"),
        "macro_rules ! m { ( $ d : tt ) = > { use $ d crate : : a ; } } m ! ( $ ) ;"
    );
    assert_eq!(product("(a $) => { b };", "a $"), "b");
    assert_eq!(product("(a $) => { b };", "a"), "no rule matches");
}

#[test]
fn fragments_follow_the_grammar() {
    let rules = "($v:vis $n:ident : $t:ty = $e:expr ;) => { $v const $n: $t = $e; }";
    assert_eq!(
        product(rules, "pub(crate) N: Vec<u8> = a + b;"),
        "pub ( crate ) const N : Vec < u8 > = ( a + b ) ;"
    );
    assert_eq!(product(rules, "N: u8 = 1;"), "const N : u8 = 1 ;");
}

#[test]
fn the_crate_of_the_definition_is_kept() {
    assert_eq!(
        product("() => { use $crate::a; }", ""),
        "use __layering_dollar_crate_7 : : a ;"
    );
}

#[test]
fn attributes_and_blocks_of_tokens_match() {
    let rules =
        "($(#[$a:meta])* $n:ident, m: { $($t:tt)* } $(,)?) => { $(#[$a])* trait $n { $($t)* } }";
    assert_eq!(
        product(
            rules,
            "/// doc\n #[x(y = \"z\")] N, m: { fn f(&self) -> u8; },"
        ),
        "# [ doc = \"\" ] # [ x ( y = \"z\" ) ] trait N { fn f ( & self ) - > u8 ; }"
    );
    let rules =
        "($(#[$a:meta])* $n:ident) => { #[doc = concat!(stringify!($n))] struct $n<'a>(&'a str); }";
    assert_eq!(
        product(rules, "N"),
        "# [ doc = concat ! ( stringify ! ( N ) ) ] struct N < 'a > ( & 'a str ) ;"
    );
}

#[test]
fn a_macro_that_takes_expressions_alone_leaves_them_as_they_are() {
    let is_transparent = |rules: &str| {
        let definition = Definition::new(rules).expect("rules");
        definition.is_transparent
    };
    let transparent = [
        "($a:expr) => { f($a) }",
        "() => {}; ($a:expr, $(-> [$b:literal]);* $(,)?) => { m!($a $($b)*) }",
    ];
    for rules in transparent {
        assert!(is_transparent(rules), "{rules}");
    }
    let others = [
        "($a:ident) => { $a }",
        "($a:expr, $($rest:tt)*) => { $a }",
        "(all $a:expr) => { $a }",
        "($a:expr) => { $a }; (@with $a:expr) => { $a }; ($a:ty) => { 1 }",
        "($a:expr) => {{ use crate::m::*; $a }}",
        "($a:expr) => {{ fn f() {} $a }}",
    ];
    for rules in others {
        assert!(!is_transparent(rules), "{rules}");
    }
}

#[test]
fn each_piece_is_a_copy_of_its_source() {
    let rules = "($a:expr, $($b:tt)*) => { f($a, /* c */ &'static str); $($b)* }";
    let input = "a::b + c, fn f() -> u8 {  1 } // d\n x.y";
    let definition = Definition::new(rules).expect("rules");
    let expansion = definition.expand(rules, HOME, input).expect("a product");
    for piece in &expansion.pieces {
        let source = match piece.side {
            Side::Body => rules,
            Side::Input => input,
        };
        assert_eq!(piece.range.of(&expansion.text), piece.source.of(source));
    }
    let tokens = facts::lex(&expansion.text).expect("tokens");
    assert!(expansion.pieces.len() < tokens.len(), "{}", expansion.text);
}

#[test]
fn editions_differ_in_what_fragments_take() {
    let rules = "($p:pat) => { pat }; ($p:pat_param | $q:pat_param) => { two }; \
                 ($e:expr_2021 ;) => { earlier }; ($e:expr ;) => { expr }; ($($x:tt)*) => { no }";
    let editions = [(false, false), (true, false), (true, true)];
    let of = |input: &str| {
        editions.map(|(has_alternatives, has_const)| {
            let dialect = Dialect {
                has_alternatives,
                has_const,
            };
            product_at(Home { krate: 7, dialect }, rules, input)
        })
    };
    assert_eq!(of("1 | 2"), ["two", "pat", "pat"]);
    assert_eq!(of("_;"), ["no", "no", "expr"]);
    assert_eq!(of("const { 1 };"), ["no", "no", "expr"]);
    assert_eq!(of("a;"), ["earlier"; 3]);
    assert_eq!(of("let a = b;"), ["no"; 3]);
}
