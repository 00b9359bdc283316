//! Edits that import something of the standard library, or go on from what was imported.
//!
//! Apart from other edits, since it matters who can see an import.

use super::edits::{WORKSPACE, acyclic, check, with_rule};

#[test]
fn the_standard_library_may_be_imported_where_nobody_else_sees_it() {
    let first = "use crate::db::Db;";
    let import = |text: &str| format!("{text}\n{first}");
    let with_function = |import: &str, function: &str| {
        let api = "use crate::traits::*;\nuse outside::Log;\n";
        (
            format!("{first}\n{api}"),
            format!("{import}\n{first}\n{api}fn more{function}\n"),
        )
    };
    let functions = [
        with_function(
            "use std::fmt;",
            "(_: &dyn fmt::Display) -> fmt::Result { Ok(()) }",
        ),
        with_function(
            "use std::fmt::{self as f2, Display};",
            "(x: &dyn Display) { println!(\"{}\", f2::format(x)) }",
        ),
        with_function("use std::sync::Arc;", "(x: u8) { Arc::new(x); more(1) }"),
    ];
    let imports = [
        "use std::fmt;",
        "use std::{io, io::Write};",
        "use core::mem;",
    ];
    let functions = functions.iter().map(|(from, to)| (&**from, &**to));
    let functions: Vec<(&str, &str)> = functions.collect();
    check(WORKSPACE, &functions, true);
    check(&acyclic(), &functions, true);
    for text in imports.map(import) {
        check(WORKSPACE, &[(first, &text)], true);
    }
    let there = WORKSPACE.replace(first, &import("use std::mem;"));
    check(&there, &[("std::mem::size_of", "mem::size_of")], true);
    check(&there, &[("use std::mem;\n", "")], true);
    let meant = there.replace("pub struct Db;", "use crate::api::mem;\npub struct Db;");
    check(&meant, &[("use std::mem;\n", "")], false);
    check(&meant, &[(first, &import("use std::fmt;"))], true);
    check(&there, &[("impl Api", "use a as mem;\nimpl Api")], false);
    let bounded = "id = \"x\"\nkind = \"visibility\"\nitems = \"a::api::**\"\nat-most = \"pub\"";
    let edit = [(first, &*import(imports[0]))];
    check(&with_rule(WORKSPACE, bounded), &edit, false);
    // What others may see, what the file says already, and what may be several things.
    let loud = [
        "pub use std::fmt;",
        "use std::fmt::*;",
        "use std::id;",
        "use std::x::Knock as write;",
        "use std::fmt; use outside::fmt;",
        "use proc_macro::TokenStream;",
    ];
    for text in loud.map(import) {
        check(WORKSPACE, &[(first, &text)], false);
    }
    // That a file imports a name does not make a constant of a variable elsewhere.
    let variable = "pub struct Db;\nuse outside::*;\nfn f(x: u8) { match x { MAX => {} } }";
    let variable = WORKSPACE.replace("pub struct Db;", variable);
    check(&variable, &[(first, &import("use std::u8::MAX;"))], true);
    // Below the module, there is another file; a macro writes the name, or declares it; a
    // path that means nothing has it.
    let inner = WORKSPACE.replace("pub struct Api {", "mod inner;\npub struct Api {")
        + "//- /a/src/api/inner.rs\nuse super::*;\npub type A = fmt::Error;\n";
    let writes = WORKSPACE.replace(
        "pub struct Api {",
        "macro_rules! w { () => { fn w() { fmt::x() } } }\nw!();\npub struct Api {",
    );
    let declares = WORKSPACE.replace(
        "pub struct Api {",
        "macro_rules! w { ($($t:tt)*) => { $($t)* } }\nw! { use outside::fmt; }\npub struct Api {",
    );
    let open = WORKSPACE.to_owned() + "//- /a/src/db.rs\nuse crate::api::fmt;\npub struct Db;\n";
    for workspace in [inner, writes, declares, open] {
        check(&workspace, &[(first, &import("use std::fmt;"))], false);
        check(
            &workspace,
            &[(first, &import("use std::io;"))],
            !workspace.contains("inner"),
        );
    }
}
