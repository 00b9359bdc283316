//! Edits to one file, and what is left of the difference.

use super::*;
use crate::facts::{Syntax, read};

/// The difference where `std` alone is known to be outside.
fn between(before: &str, after: &str) -> Option<Difference> {
    let read = |text: &str| {
        let facts = read(text, Syntax::File).expect("it can be read");
        let texts = Texts::new(&facts, text);
        (facts, texts)
    };
    let (old, new) = (read(before), read(after));
    let first =
        |facts: &FileFacts, path: &Path| facts.name(facts.segments(path)[0].name).to_owned();
    let known = Knowledge {
        reached: &|path| match &*first(&old.0, old.0.path(path)) {
            "outside" => Reach::Outside,
            _ => Reach::Inside,
        },
        is_standard: &|facts, path| ["std", "u8", "println"].contains(&&*first(facts, path)),
        counts_outside: true,
    };
    let [old, new] = [&old, &new].map(|(facts, texts)| Version { facts, texts });
    difference(old, new, &known)
}

const FILE: &str = "\
use a::B;
macro_rules! m { () => {} }
m!();
struct S { b: B }
impl S { fn new(b: B) -> S { S { b } } }
fn f(b: B) -> u8 {
    let n = std::mem::size_of::<u8>();
    outside::call(n);
    b.g(1, \"one\")
}
";

#[test]
fn what_a_function_does_by_itself_is_no_difference() {
    let same = [
        FILE.replace("fn f", "\n// Words.\n/* more */ fn  f"),
        FILE.replace("1, \"one\"", "2, \"another\""),
        FILE.replace(
            "    b.g",
            "    let k = std::mem::take(&mut n);\n    println!(\"{}\", k);\n    b.g",
        ),
        FILE.replace("let n = std::mem::size_of::<u8>();", "let n = 1;"),
        FILE.replace("n = ", "other = ")
            .replace("call(n)", "call(other)"),
        FILE.replace("    outside", "    { let k = 1; }\n    outside"),
    ];
    for text in same {
        let found = between(FILE, &text).unwrap_or_else(|| panic!("{text}"));
        assert!(found.keeps_items(), "{text}");
    }
}

#[test]
fn values_and_names_that_are_called_are_told() {
    let one = |name: &str, is_of_module, is_private| {
        vec![Declared {
            name: name.into(),
            is_of_module,
            is_private,
        }]
    };
    let added = FILE.to_owned() + "#[inline]\nfn more(x: u8) -> u8 { x }\n";
    let found = between(FILE, &added).expect("a function");
    assert_eq!(found.added, one("more", true, true));
    let found = between(&added, FILE).expect("a function");
    assert_eq!(found.gone, one("more", true, true));
    let found = between(FILE, &(FILE.to_owned() + "pub const MORE: u8 = 1;")).expect("a constant");
    assert_eq!(found.added, one("MORE", true, false));
    let added = FILE.replace("impl S {", "impl S { fn one(&self) {}");
    let found = between(FILE, &added).expect("a method");
    assert_eq!(found.added, one("one", false, true));
    let found = between(FILE, &FILE.replace("b.g", "b.h()[1].g")).expect("a call");
    assert_eq!(found.called, ["h".into()]);
}

#[test]
fn what_others_may_notice_is_left_to_names() {
    let noticed = [
        FILE.replace("a::B", "a::C"),
        FILE.replace("fn f", "pub fn f"),
        FILE.replace("fn f", "#[cfg(test)]\nfn f"),
        FILE.replace("fn f", "fn renamed"),
        FILE.replace("b.g(1", "a::g(1"),
        FILE.replace("outside::call", "outside::other"),
        FILE.replace("outside::call(n);", ""),
        FILE.replace("struct S", "#[derive(Debug)]\nstruct S"),
        FILE.replace("{ b: B }", "{ b: B, c: u8 }"),
        FILE.replace("() => {}", "() => { x }"),
        FILE.replace("m!();", "m!(x);"),
        FILE.replace("    b.g", "    m!();\n    b.g"),
        // The macro behind its call.
        FILE.replace("m!();\n", "")
            .replace("macro_rules", "m!();\nmacro_rules"),
        // Names in a block that hide others.
        FILE.replace("    outside", "    use other as outside;\n    outside"),
        FILE.replace("    outside", "    fn call() {}\n    outside"),
        FILE.replace("fn f(b: B)", "fn f<B>(b: B)"),
        FILE.to_owned() + "struct More;\n",
        FILE.to_owned() + "const _: u8 = 1;\n",
        FILE.to_owned() + "fn more(b: B) {}\n",
        FILE.to_owned() + "fn more() { f() }\n",
        FILE.replace("impl S", "impl a::T for S"),
        FILE.replace("impl S {", "impl a::T for S { fn one() {} } impl S {"),
    ];
    for text in noticed {
        assert_eq!(between(FILE, &text), None, "{text}");
    }
}
