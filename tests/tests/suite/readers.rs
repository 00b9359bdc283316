//! Rust is read without `syn`, and what is read so has to be what `syn` reads.
//!
//! Each text is read both ways: the facts have to be the same, and what `syn` refuses has
//! to be refused. Texts are items and bodies with what the grammar has, the sources of
//! this workspace, and all of these with a token that was changed.

use layering::facts::{
    Fragment, Syntax, TokenKind, fragment_end, fragment_len, item_end, item_ends, lex, read_by_syn,
    read_quickly,
};
use layering_tests::{disk, package_root, workspace_root};

/// Statements, each of which has to be read without `syn`.
const STATEMENTS: &str = include_str!("readers/statements.txt");

/// Items, an empty line between them, which have to be read without `syn`.
const ITEMS: &str = include_str!("readers/items.txt");

/// Items that `syn` reads but the short cut does not know.
const LEFT_ITEMS: &[&str] = &[
    "impl A for B { type C: = D; }",
    "fn f();",
    "const A: B;",
    "static A: B;",
    "macro a() {}",
    "pub(crate) macro a { () => {} }",
    "macro_rules! try { () => {} }",
    "use a::{::b};",
    "trait A { pub fn b(); }",
    "impl A { fn b(); }",
    "impl const A for B {}",
    "const trait A {}",
    "unsafe mod a {}",
    "extern \"C\" { m!(); }",
    "struct A { b: C = D }",
    "fn f(async: u8) {}",
    "trait A { fn f(u8); }",
    "type A: B = C;",
    "fn f() where T: const A {}",
    "fn f() -> impl use<> A {}",
    "impl A for [impl B] {}",
];

/// What is no Rust, though it looks like it.
const REFUSED: &[&str] = &[
    "pub extern \"C\" {}",
    "pub unsafe extern \"C\" {}",
    "extern 0.1 {}",
    "extern 0.1 fn f() {}",
    "type A = extern 0.1 fn();",
    "type A<T> where = B where T: C;",
    "struct A<T> where (T) where T: C;",
    "Self! {}",
    "#[a = #[b] \"c\"] mod d;",
    "trait A = B where T: C {}",
    "impl !A {}",
    "fn f(&self: A) {}",
    "fn f(a: A, self) {}",
    "use a::{b c};",
    "use {::a::{::b}};",
    "use {::{::a}};",
    "use ::{::a};",
    "use {a b, ::c};",
    "enum A { pub B = }",
    "fn f() -> Box<dyn A + use<>> {}",
    "fn f() -> impl A + use<a::B> {}",
];

/// Statements that `syn` reads but the short cut does not know.
const LEFT: &[&str] = &[
    "let x: Fn() + Send;",
    "let x: for<'a> a::Fn(&'a u8) = y;",
    "for<'a> |x: &'a u8| x;",
    "builtin # offset_of(a);",
    "become f();",
    "let [..1] = a else { return };",
    "x.0x1;",
];

/// What a text has to say, whoever reads it; returns whether it was read without `syn`.
fn same(text: &str) -> bool {
    let by_syn = read_by_syn(text, Syntax::File);
    match (read_quickly(text, Syntax::File), by_syn) {
        (Some(quick), Ok(facts)) => {
            assert!(quick == facts, "read in another way: {text}");
            true
        }
        (Some(_), Err(error)) => panic!("`syn` says {error}: {text}"),
        (None, _) => false,
    }
}

/// Reads code in each of the ways that macros produce it; returns in how many of them it
/// could be read without `syn`.
fn same_code(text: &str) -> usize {
    let mut read = 0;
    for syntax in [
        Syntax::Statements,
        Syntax::Expression,
        Syntax::Type,
        Syntax::Pattern,
        Syntax::Arguments,
    ] {
        let Some(quick) = read_quickly(text, syntax) else {
            continue;
        };
        match read_by_syn(text, syntax) {
            Ok(facts) => assert!(quick == facts, "{syntax:?} read in another way: {text}"),
            Err(error) => panic!("`syn` says {error}: {syntax:?} {text}"),
        }
        read += 1;
    }
    read
}

const FRAGMENTS: [Fragment; 7] = [
    Fragment::Expr,
    Fragment::Type,
    Fragment::Pattern,
    Fragment::PatternNoTop,
    Fragment::Path,
    Fragment::Meta,
    Fragment::Visibility,
];

fn in_function(statement: &str) -> String {
    format!("fn f<T: C, const N: usize>(a: T, mut b: u8) -> u8 {{ {statement} }}\nfn g() {{}}\n")
}

fn statements() -> impl Iterator<Item = &'static str> {
    let lines = STATEMENTS.lines();
    lines.filter(|line| !line.is_empty() && !line.starts_with("//"))
}

/// Texts that have to be read without `syn`.
fn texts() -> impl Iterator<Item = String> {
    // A comment that documents something goes on with the next line.
    let items = ITEMS.split("\n\n").skip(1).map(str::to_owned);
    let preludes = [
        "\u{feff}fn f() {}",
        "#!/bin/sh\n// layering: allow(a): b\nfn f() {}",
    ];
    let items = items.chain(preludes.map(str::to_owned));
    items.chain(statements().map(in_function))
}

#[test]
fn the_grammar_is_read_without_syn() {
    let mut wrong = Vec::new();
    for text in texts() {
        match read_by_syn(&text, Syntax::File) {
            Err(error) => wrong.push(format!("{error}: {text}")),
            Ok(_) if !same(&text) => wrong.push(format!("left to `syn`: {text}")),
            Ok(_) => {}
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn code_that_macros_produce_is_read_without_syn() {
    let mut read = 0;
    for text in statements().flat_map(|line| line.split_inclusive(';').chain([line])) {
        read += same_code(text);
        read += same_code(text.trim_end_matches(';'));
    }
    assert!(read > 2000, "only {read}");
}

#[test]
fn fragments_end_where_syn_says() {
    let mut known = 0;
    for text in statements() {
        let tokens = lex(text).expect("tokens");
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            let start = token.range.start as usize;
            for fragment in FRAGMENTS {
                let part = at..tokens.len();
                if let Some(end) = fragment_end(text, &tokens, part, fragment) {
                    let offset = |end: usize| {
                        let behind = tokens.get(end).map(|token| token.range.start as usize);
                        behind.unwrap_or(text.len()) - start
                    };
                    let len = fragment_len(&text[start..], fragment);
                    assert_eq!(len, end.map(offset), "{fragment:?} in {}", &text[start..]);
                    known += 1;
                }
            }
            at = match token.kind {
                TokenKind::Open(_, close) => close as usize + 1,
                _ => at + 1,
            };
        }
    }
    assert!(known > 3000, "only {known}");
}

#[test]
fn what_is_not_known_is_left_to_syn() {
    let functions = LEFT.iter().map(|statement| in_function(statement));
    for text in functions.chain(LEFT_ITEMS.iter().map(|item| (*item).to_owned())) {
        assert!(!same(&text), "{text}");
    }
}

#[test]
fn what_is_no_rust_is_refused() {
    for text in REFUSED {
        assert!(read_by_syn(text, Syntax::File).is_err(), "{text}");
        assert!(read_quickly(text, Syntax::File).is_none(), "{text}");
    }
}

#[test]
fn sources_are_read_without_syn() {
    let (mut files, mut left) = (0, 0);
    disk::walk(workspace_root(), &mut |path| {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(path).expect("a source in UTF-8");
            left += usize::from(!same(&text));
            files += 1;
        }
    });
    assert!(files > 200 && left < files / 100, "{left} left in {files}");
}

#[test]
fn items_end_where_syn_says() {
    let mut many = 0;
    disk::walk(&workspace_root().join("crates"), &mut |path| {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(path).expect("a source in UTF-8");
            // What comes before is of the file.
            let items = text.find("\nuse ").map_or("", |start| &text[start..]);
            let tokens = lex(items).expect("tokens");
            let mut at = 0;
            let ends = std::iter::from_fn(|| {
                at = item_end(items, &tokens, at..tokens.len())?;
                let next = tokens.get(at);
                Some(next.map_or(items.len(), |next| next.range.start as usize))
            });
            let ends: Vec<usize> = ends.collect();
            assert_eq!(ends, item_ends(items), "{}", path.display());
            many += usize::from(ends.len() > 5);
        }
    });
    assert!(many > 50, "only {many}");
}

#[test]
fn fixtures_are_read_as_by_syn() {
    for fixture in disk::read_fixtures(&package_root().join("fixtures")) {
        for file in &fixture.files {
            if file.path.ends_with(".rs") {
                same(&file.text);
            }
        }
    }
}

#[test]
fn a_changed_token_changes_nothing_in_that() {
    let mut random = Random(7);
    for text in texts() {
        same_when_changed(&text, &mut random, 8);
    }
}

/// `cargo test --release -p layering-tests -- --ignored readers`
#[test]
#[ignore = "takes a while"]
fn many_changed_tokens_change_nothing_in_that() {
    let mut random = Random(1);
    for text in texts() {
        same_when_changed(&text, &mut random, 500);
    }
    disk::walk(workspace_root(), &mut |path| {
        if path.extension().is_some_and(|extension| extension == "rs") {
            let text = std::fs::read_to_string(path).expect("a source in UTF-8");
            same_when_changed(&text, &mut random, 50);
        }
    });
}

fn same_when_changed(text: &str, random: &mut Random, times: usize) {
    for text in (0..times).filter_map(|_| changed(text, random)) {
        same(&text);
    }
}

/// A text with a token taken out, put in, or replaced.
fn changed(text: &str, random: &mut Random) -> Option<String> {
    const WORDS: &[&str] = &[
        "!", "#[a]", "&", "'a:", "()", "*", ",", "-", "->", ".", "..", "..=", "0.1", "::", ";",
        "<", "=", "=>", ">", "?", "@", "S {}", "[]", "_", "a", "as", "async", "box", "break",
        "const", "dyn", "else", "for", "if let", "impl", "in", "let", "loop", "m!()", "m! {}",
        "match", "mod", "move", "mut", "pub", "r#fn", "ref", "return", "self", "static", "struct",
        "trait", "try", "type", "unsafe", "use", "where", "while", "yield", "{}", "|", "||",
    ];
    let tokens = lex(text)?;
    let range = tokens.get(random.below(tokens.len()))?.range;
    let (start, end) = (range.start as usize, range.end as usize);
    let word = match random.below(3) {
        0 => tokens.get(random.below(tokens.len()))?.text(text),
        _ => WORDS[random.below(WORDS.len())],
    };
    let (before, behind) = (&text[..start], &text[end..]);
    Some(match random.below(4) {
        0 => format!("{before}{behind}"),
        1 => format!("{before} {word} {behind}"),
        _ => format!("{before} {word} {}", &text[start..]),
    })
}

/// Numbers that look random, the same ones each time (Marsaglia, "Xorshift RNGs").
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % bound as u64).expect("less than a `usize`")
    }
}
