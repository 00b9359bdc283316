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
            "outside" => Reach::Outside(None),
            "other" => Reach::Outside(Some(2)),
            "B" => Reach::Inside(Some(1)),
            "fmt" | "io" => Reach::Nowhere,
            _ => Reach::Inside(None),
        },
        is_standard: &|facts, path| ["std", "u8", "println"].contains(&&*first(facts, path)),
        is_library: &|name| name == "std",
        is_given: &|name| name == "given",
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
            uses: 0,
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
fn macros_that_an_extern_crate_brings_in_are_told() {
    let file = |names: &str| format!("#[macro_use({names})] extern crate outside;\n{FILE}");
    let same = between(&file("one, two"), &file("one,two ")).expect("no difference");
    assert!(same.keeps_items());
    assert_eq!(between(&file("one"), &file("two")), None);
    let all = file("one").replace("(one)", "");
    assert_eq!(between(&file("one"), &all), None);
}

/// The paths that there are more or less of after something is added behind a file.
fn paths_of(added: &str) -> Option<Paths> {
    Some(between(FILE, &(FILE.to_owned() + added))?.paths)
}

#[test]
fn there_may_be_more_that_says_the_same() {
    let more = |count: usize, in_signature| {
        Some(Paths {
            more: vec![1; count],
            in_signature,
            change_owners: true,
            ..Paths::default()
        })
    };
    assert_eq!(paths_of("fn more(_: B) {}\n"), more(1, true));
    assert_eq!(paths_of("fn more(_: B) { let _: u8; }\n"), more(1, true));
    let twice = between(FILE, &FILE.replace("fn f(b: B)", "fn f(b: B, c: B)")).expect("a type");
    assert_eq!(twice.paths.more, [1]);
    assert!(!twice.paths.change_owners);
    // As an expression, it has not been there.
    assert_eq!(paths_of("fn more(_: B) { B }\n"), None);
    // Nor has this.
    assert_eq!(paths_of("fn more() { outside::other() }\n"), None);
    assert_eq!(paths_of("fn more(_: a::B) {}\n"), None);
    assert_eq!(paths_of("fn more(_: impl B) {}\n"), None);
    let renamed = between(FILE, &FILE.replace("fn f", "fn renamed")).expect("a name");
    let paths = renamed.paths;
    assert_eq!((&*paths.more, &*paths.less), (&[1][..], &[1][..]));
    for other in ["fn f(b: u8)", "fn f<B>(b: B)"] {
        let less = between(FILE, &FILE.replace("fn f(b: B)", other)).expect("a type");
        assert_eq!(less.paths.less, [1], "{other}");
    }
    let last = FILE.replace("b: B", "b: u8");
    assert_eq!(between(FILE, &last), None);
}

#[test]
fn a_value_of_the_module_is_named_by_its_name_alone() {
    let own = |names: &[&str]| {
        let own = names.iter().map(|name| (*name).into());
        Some(Paths {
            own: own.collect(),
            ..Paths::default()
        })
    };
    assert_eq!(paths_of("fn more() { f() }\n"), own(&["f"]));
    assert_eq!(paths_of("fn more() { more(); f() }\n"), own(&["more", "f"]));
    assert_eq!(
        paths_of("const ONE: u8 = 1; static TWO: u8 = ONE;"),
        own(&["ONE"])
    );
    assert_eq!(paths_of("fn more() { println!(\"{}\", f()) }"), own(&["f"]));
    let found = between(FILE, &(FILE.to_owned() + "fn more() { more(more) }")).expect("a function");
    assert_eq!(found.added[0].uses, 2);
    let others = [
        "fn more(f: u8) { f }",
        "fn more() { let f = 1; f }",
        "fn more<const f: u8>() { f }",
        "fn more() { fn f() {} f() }",
        "fn more() { use a::f; f() }",
        "fn more() { use a::*; f() }",
        "fn more() { m!(); f() }",
        "fn more() { m!(f) }",
        "fn more() { a::f() }",
        "fn more() { self::f() }",
        "#[test] fn more() { f() }",
        "#[attr(f)] fn more() { }",
        "fn more() { S }",
    ];
    for added in others {
        let paths = paths_of(added);
        assert!(paths.is_none_or(|paths| paths.own.is_empty()), "{added}");
    }
    let inside = FILE.to_owned() + "mod inside { fn f() {} fn g() { } }";
    let named = inside.replace("g() { }", "g() { f() }");
    assert_eq!(between(&inside, &named), None);
    let twice = FILE.to_owned() + "mod f {} fn g() { }";
    let named = twice.replace("g() { }", "g() { f() }");
    assert_eq!(between(&twice, &named), None);
}

/// A name that a value of the file takes over says something else from then on.
#[test]
fn a_name_may_change_what_it_means() {
    let before = FILE.to_owned() + "fn more() { B(); }\n";
    let after = FILE.replace("use a::B;", "") + "fn B() {} fn more() { B(); }\n";
    assert_eq!(between(&before, &after), None);
    let before = FILE.to_owned() + "fn more() { println(); }\n";
    let paths = between(&before, &(before.clone() + "fn println() {}")).map(|found| found.paths);
    assert_eq!(paths.map(|paths| paths.own), Some(vec!["println".into()]));
    let before = FILE.to_owned() + "fn more() { f(); }\n";
    let gone = between(&before, FILE).map(|found| found.paths);
    // Nobody has said what class it was of.
    assert_eq!(gone, None);
}

#[test]
fn what_the_file_imports_from_the_standard_library_leads_there() {
    let file = format!("use std::fmt;\n{FILE}");
    let through = |added: &str| {
        let found = between(&file, &format!("{file}{added}"))?;
        Some(found.through.join(" "))
    };
    let known = [
        (
            "fn more(_: &dyn fmt::Debug) { fmt::format(1) }\n",
            "fmt fmt",
        ),
        (
            "fn more() -> fmt::Result { println!(\"{}\", fmt::Error) }\n",
            "fmt fmt",
        ),
    ];
    for (added, names) in known {
        assert_eq!(through(added).as_deref(), Some(names), "{added}");
    }
    let unknown = [
        "fn more() { fmt::given() }",
        "fn more() { fmt!() }",
        "fn more() { m!(fmt::x) }",
        "fn more<fmt: u8>(_: fmt::x) {}",
        "fn more() { use a::fmt; fmt::x() }",
        "fn more() { a::fmt::x() }",
        "fn more<T: fmt::Debug>(_: T) {}",
        "mod inside { fn more() { fmt::x() } }",
        "fn fmt() {} fn more() { fmt::x() }",
    ];
    for added in unknown {
        assert_eq!(through(added), None, "{added}");
    }
    let twice = format!("#[cfg(a)] use a::fmt;\n{file}");
    assert_eq!(
        between(&twice, &format!("{twice}fn more() {{ fmt::x() }}")),
        None
    );
}

#[test]
fn an_import_from_the_standard_library_is_told_where_nothing_has_its_name() {
    let imported = |before: &str, after: &str| {
        let found = between(before, after)?;
        let Imported { added, gone } = found.imported;
        Some([added, gone].concat().join(" "))
    };
    let with = |import: &str| format!("{import}\n{FILE}");
    let told = |import: &str| imported(FILE, &with(import));
    assert_eq!(told("use std::fmt;").as_deref(), Some("fmt"));
    assert_eq!(
        told("use std::{fmt as f2, io::Write};").as_deref(),
        Some("f2 Write")
    );
    let used = with("use std::fmt;") + "fn more(_: fmt::Result) {}\n";
    assert_eq!(imported(FILE, &used).as_deref(), Some("fmt"));
    assert_eq!(imported(&used, FILE).as_deref(), Some("fmt"));
    // What the file says already, or others may see.
    for import in [
        "use std::x::B;",
        "use std::x::f;",
        "use std::x::n;",
        "use std::x::g;",
        "use std::x::S;",
        "use std::x::a;",
        "pub use std::fmt;",
        "pub(crate) use std::fmt;",
        "use std::fmt::*;",
        "use std::fmt::Write as _;",
        "use other::fmt;",
        "use ::std::fmt;",
        "mod inside { use std::fmt; }",
        "use std::fmt; use a::fmt;",
    ] {
        assert_eq!(told(import), None, "{import}");
    }
    // What leads into the standard library says a name without meaning it here.
    let whole = FILE.to_owned() + "fn more() { std::io::stdin(); }\n";
    let shorter = format!("use std::io;\n{FILE}fn more() {{ io::stdin(); }}\n");
    assert_eq!(imported(&whole, &shorter).as_deref(), Some("io"));
    assert_eq!(imported(&shorter, &whole).as_deref(), Some("io"));
}

#[test]
fn what_others_may_notice_is_left_to_names() {
    let noticed = [
        FILE.replace("a::B", "a::C"),
        FILE.replace("fn f", "#[cfg(test)]\nfn f"),
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
        FILE.to_owned() + "struct More;\n",
        FILE.to_owned() + "const _: u8 = 1;\n",
        FILE.replace("impl S", "impl a::T for S"),
        FILE.replace("impl S {", "impl a::T for S { fn one() {} } impl S {"),
    ];
    for text in noticed {
        assert_eq!(between(FILE, &text), None, "{text}");
    }
}
