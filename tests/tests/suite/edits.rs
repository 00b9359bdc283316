//! Edits to a file after a check: those that are nobody's business are answered at
//! once, all others are looked into, and both say what a check without a cache says.

use layering::Checked;
use layering::cache::InMemory as Kept;
use layering_tests::{Fixture, InMemory};

use super::cache::{is_quick, shown};

/// A workspace whose rules see references between modules alone.
pub(super) const WORKSPACE: &str = r#"
//- /layering.toml
version = 1
[[rule]]
id = "one-way"
kind = "layers"
layers = ["a::api", "a::db"]
[[rule]]
id = "no-regex"
kind = "dependencies"
of = "a"
deny = ["regex"]
allow-empty = true
//- /a/src/lib.rs deps:outside
pub mod api;
pub mod db;
pub mod traits;
//- /a/src/api.rs
use crate::db::Db;
use crate::traits::*;
use outside::Log;
pub struct Api {
    db: Db,
}
impl Api {
    pub fn answer(&self, log: &Log) -> u8 {
        let id = std::mem::size_of::<u8>() as u8;
        log.write(id);
        self.db.get(id)
    }
}
#[cfg(test)]
mod tests {
    use super::*;
    fn is_there(_: Api) {}
}
//- /a/src/db.rs
pub struct Db;
impl Db {
    pub fn get(&self, id: u8) -> u8 {
        id
    }
}
//- /a/src/traits.rs
pub trait Knock {
    fn knock(&self) {}
}
impl Knock for u8 {}
"#;

/// A workspace with one more rule.
pub(super) fn with_rule(workspace: &str, rule: &str) -> String {
    let first = "[[rule]]\nid = \"one-way\"";
    workspace.replace(first, &format!("[[rule]]\n{rule}\n{first}"))
}

/// The same, without a rule that counts every reference.
pub(super) fn acyclic() -> String {
    WORKSPACE.replace(
        "layers\"\nlayers = [\"a::api\", \"a::db\"]",
        "acyclic\"\nwithin = \"a\"",
    )
}

/// A workspace that is edited, and what is kept of it between checks.
pub(super) struct Edited {
    memory: InMemory,
    store: Kept,
}

impl Edited {
    /// A workspace that has been checked once.
    pub(super) fn new(fixture: &Fixture) -> Self {
        let edited = Edited {
            memory: InMemory::new(fixture),
            store: Kept::default(),
        };
        edited.check();
        edited
    }

    /// Checks with another text of a file, with and without what is kept.
    pub(super) fn with(&mut self, path: &str, text: &str) -> (Checked, Checked) {
        let path = self
            .memory
            .workspace
            .root
            .join(path.trim_start_matches('/'));
        self.memory.files.insert(path, text);
        (self.check(), self.memory.check())
    }

    fn check(&self) -> Checked {
        super::cache::check(&self.memory, &self.store)
    }
}

/// Edits the API of a workspace: replaces the first string by the second one.
pub(super) fn check(workspace: &str, edits: &[(&str, &str)], quick: bool) {
    let fixture = Fixture::parse("edits", workspace);
    let api = fixture
        .files
        .iter()
        .find(|file| file.path == "/a/src/api.rs");
    let api = &api.expect("it has an API").text;
    for (from, to) in edits {
        let text = api.replacen(from, to, 1);
        assert_ne!(text, *api, "{from}");
        let mut edited = Edited::new(&fixture);
        let (after, expected) = edited.with("a/src/api.rs", &text);
        assert_eq!(shown(&after), shown(&expected), "{from} to {to}");
        assert_eq!(is_quick(&after), quick, "{from} to {to}: {}", shown(&after));
        // What was found out by the edit is enough to take it back.
        let (back, expected) = edited.with("a/src/api.rs", api);
        assert_eq!(shown(&back), shown(&expected), "{from} to {to}, and back");
    }
}

const QUIET: &[(&str, &str)] = &[
    ("use crate", "// Words.\n\nuse crate"),
    ("as u8", "as u8 + 1"),
    (
        "        log.write",
        "        let more = vec![id, 2];\n        log.write",
    ),
    (
        "        log.write",
        "        assert!(id > 1, \"{}\", id);\n        log.write",
    ),
    ("log.write(id)", "log.append(id)"),
    ("        log.write(id);\n", ""),
    ("let id = std::mem::size_of::<u8>() as u8;", "let id = 1;"),
    ("id);\n        self", "std::cmp::max(id, 1));\n        self"),
];

const LOUD: &[(&str, &str)] = &[
    ("self.db.get(id)", "crate::db::Db.get(id)"),
    ("db: Db", "db: Db, other: Db"),
    ("use crate::db::Db;", "use crate::db::{self, Db};"),
    ("pub fn answer", "fn answer"),
    ("log: &Log", "log: &outside::Log"),
    ("    let id", "    use crate::db;\n        let id"),
    // A method of a trait that a glob brings in.
    ("log.write(id)", "id.knock()"),
    ("fn is_there", "pub fn is_there"),
];

#[test]
fn an_edit_that_is_nobodys_business_is_answered_at_once() {
    check(WORKSPACE, QUIET, true);
    check(WORKSPACE, LOUD, false);
}

#[test]
fn values_may_come_where_nobody_means_their_names() {
    let quiet = [
        (
            "#[cfg(test)]",
            "fn more(x: &str) -> usize { x.len() }\n#[cfg(test)]",
        ),
        ("#[cfg(test)]", "pub const MORE: u8 = 1;\n#[cfg(test)]"),
        (
            "impl Api {",
            "impl Api {\n    pub fn more(&self) -> u8 { 1 }",
        ),
    ];
    let acyclic = acyclic();
    check(&acyclic, &quiet, true);
    // The glob of the tests brings them in: the layers count one more reference.
    check(WORKSPACE, &quiet, true);
    // A glob from elsewhere brings in what is public, and may be one of others.
    let handed_on = acyclic.replace("pub mod db;", "pub mod db;\npub use api::*;");
    check(&handed_on, &quiet[..1], true);
    check(&handed_on, &quiet[1..2], false);
    let loud = [
        ("#[cfg(test)]", "fn get() {}\n#[cfg(test)]"),
        ("#[cfg(test)]", "struct More;\n#[cfg(test)]"),
        ("    fn is_there", "    fn more() {}\n    fn is_there"),
    ];
    check(&acyclic, &loud, false);
}

#[test]
fn what_a_file_says_already_may_be_said_more_often() {
    let function = |text: &str| format!("fn more{text}\n#[cfg(test)]");
    let more = [
        "() { more() }",
        "() { more(); other() }\nfn other() { more() }",
        "(db: &Db, log: &Log) { more(db, log) }",
        "(_: &Log) -> Db { loop {} }",
        "() { assert!(more(1), \"{}\", more(2)) }",
    ];
    for more in more.map(function) {
        check(WORKSPACE, &[("#[cfg(test)]", &more)], true);
        check(&acyclic(), &[("#[cfg(test)]", &more)], true);
    }
    // What is declared twice, under different conditions, is meant twice.
    let twice = "macro_rules! pass { ($($t:tt)*) => { $($t)* } }\n\
        #[cfg(a)]\nfn twice() {}\npass! { #[cfg(not(a))]\nfn twice() {} }\npub struct Api {";
    let twice = WORKSPACE.replace("pub struct Api {", twice);
    check(
        &twice,
        &[("#[cfg(test)]", &function("() { twice() }"))],
        false,
    );
    check(
        &twice,
        &[("#[cfg(test)]", &function("() { more() }"))],
        true,
    );
    // Of aliases, what they stand for counts as well; what comes with the compiler does not.
    for alias in ["std::sync::Arc<u8>", "Log", "Db"] {
        let alias = format!("type Alias = {alias};\nfn used(_: Alias) {{}}\npub struct Api {{");
        let aliased = WORKSPACE.replace("pub struct Api {", &alias);
        check(
            &aliased,
            &[("#[cfg(test)]", &function("(_: Alias) {}"))],
            true,
        );
    }
    // What is new to the file has to be looked up.
    let other = [
        "() -> crate::db::Db { loop {} }",
        "() -> outside::Log { loop {} }",
        "(_: impl Knock) {}",
        "() { Db.get(1); }",
        "() { self::more() }",
    ];
    for other in other.map(function) {
        check(WORKSPACE, &[("#[cfg(test)]", &other)], false);
    }
    // What is said of one may have to be said of more, and names may matter.
    let protected = "id = \"x\"\nkind = \"protected\"\nitems = \"a::db::Db\"\nimporters = [\"a::db\", \"a::api::tests\"]";
    let protected = with_rule(WORKSPACE, protected);
    check(&protected, &[("#[cfg(test)]", &function(more[0]))], true);
    check(&protected, &[("#[cfg(test)]", &function(more[2]))], false);
    let items = "items = [\"a::db::Db\", \"a::api::more\"]\nallow-empty = true";
    let singled = protected.replace("items = \"a::db::Db\"", items);
    check(&singled, &[("#[cfg(test)]", &function(more[0]))], false);
}

#[test]
fn rules_that_see_more_have_more_looked_into() {
    let function = [(
        "#[cfg(test)]",
        "fn more(x: &str) -> usize { x.len() }\n#[cfg(test)]",
    )];
    let method = [("impl Api {", "impl Api {\n    fn more(&self) -> u8 { 1 }")];
    let with = |rule: &str| with_rule(WORKSPACE, rule);
    // The glob of the tests brings the function in, which may be protected.
    let protected = "id = \"x\"\nkind = \"protected\"\nitems = \"a::api::**\"\nimporters = \"a\"";
    check(&with(protected), &function, false);
    check(&with(protected), &method, true);
    let exported =
        "id = \"x\"\nkind = \"exports\"\nof = \"a\"\ndeny = [\"Secret\"]\nallow-empty = true";
    check(&with(exported), &method, true);
    let public = [(
        "impl Api {",
        "impl Api {\n    pub fn more(&self) -> u8 { 1 }",
    )];
    check(&with(exported), &public, false);
    // What is private matters to no export, and nobody counts what globs bring in.
    check(&with_rule(&acyclic(), exported), &function, true);
    let bounded = "id = \"x\"\nkind = \"visibility\"\nitems = \"a::api::**\"\nat-most = \"pub\"";
    check(&with(bounded), &function, false);
    check(&with(bounded), &method, false);
    check(&with(bounded), &QUIET[..3], true);
    // A rule about tests alone has to have one.
    let tested =
        "id = \"x\"\nkind = \"forbidden\"\nfrom = \"a::db\"\nto = \"a::api\"\ntests = \"only\"";
    let helper = "#[cfg(test)]\nfn helper() {}\n";
    let of_one = WORKSPACE.replace(
        "//- /a/src/traits.rs",
        &format!("{helper}//- /a/src/traits.rs"),
    );
    let fixture = Fixture::parse("tests", &with_rule(&of_one, tested));
    let text = fixture.file("/a/src/db.rs").expect("it has a file");
    let (after, expected) = Edited::new(&fixture).with("a/src/db.rs", &text.replace(helper, ""));
    assert_eq!(shown(&after), shown(&expected));
    assert_eq!(after.report.exit_code(), 2);
    // Whether something comes with the compiler matters as well.
    let denied = WORKSPACE.replace("\"regex\"", "\"proc_macro\"");
    check(&denied, &[QUIET[7]], false);
    check(&denied, &[QUIET[0]], true);
}

#[test]
fn what_includes_a_file_is_looked_into() {
    let including = WORKSPACE.replace(
        "        log.write",
        "        include!(\"more.in\");\n        log.write",
    );
    let including = including + "//- /a/src/more.in\ncrate::db::Db.get(1)\n";
    check(&including, &QUIET[..1], true);
    check(
        &including,
        &[("        include!(\"more.in\");\n", "")],
        false,
    );
    check(&including, &[("more.in", "db.rs")], false);
    let import = "use outside::Log;\nuse std::include as inc;";
    let renamed = including.replace(" include!", " inc!");
    let renamed = renamed.replace("use outside::Log;", import);
    let more = "        let _ = inc!(concat!(\"more\", \".in\"));\n        log.write";
    check(&renamed, &QUIET[..1], true);
    check(&renamed, &[("more.in", "db.rs")], false);
    check(&renamed, &[("        log.write", more)], false);
}

/// Edits the API where it breaks a rule, in a place that a message points at.
#[test]
fn what_a_message_points_at_is_found_again() {
    let broken = WORKSPACE.replace("\"a::api\", \"a::db\"", "\"a::db\", \"a::api\"");
    check(&broken, QUIET, true);
    check(&broken, LOUD, false);
    let near = [
        ("use crate::db::Db;", "use crate /* Words. */ ::db::Db;"),
        ("use crate::db::Db;", "use crate::db::\n  Db;"),
    ];
    check(&broken, &near, true);
    let moved = [
        ("use crate::db::Db;\n", ""),
        ("struct", "use crate::db::Db;\npub struct"),
    ];
    check(&broken, &moved[..1], false);
    let both = |text: &str| {
        moved.iter().fold(text.to_owned(), |text, (from, to)| {
            text.replacen(from, to, 1)
        })
    };
    let api = "use crate::db::Db;\nuse crate::traits::*;\nuse outside::Log;\npub struct";
    check(&broken, &[(api, &both(api))], false);
}

/// Messages name lines, too: those of links, and of attributes.
#[test]
fn lines_in_messages_are_counted_again() {
    let cycle = acyclic().replace(
        "pub struct Db;",
        "pub struct Db(Option<Box<crate::api::Api>>);",
    );
    check(&cycle, QUIET, true);
    let uses = cycle.replace("log: &Log", "log: &Log, _: crate::db::Db, _: crate::db::Db");
    check(&uses, &QUIET[..1], true);
    check(
        &uses,
        &[("_: crate::db::Db, _", "_: crate::db::Db,\n _")],
        true,
    );
    let bears = "id = \"x\"\nkind = \"attributes\"\nitems = \"a::api::Api\"\ndeny = [\"must_use\"]";
    let bears = with_rule(WORKSPACE, bears);
    let bears = bears.replace("pub struct Api", "#[must_use]\npub struct Api");
    check(&bears, &QUIET[..1], true);
    check(&bears, &[("#[must_use]\n", "#[must_use]\n\n\n")], true);
    let shared = "id = \"x\"\nkind = \"shared\"\nof = \"a\"\nconsumers = 2";
    let shared = with_rule(WORKSPACE, shared) + "//- /b/src/lib.rs deps:a\nuse a::db::Db;\n";
    check(&shared, &QUIET[..1], true);
}

#[test]
fn where_the_item_that_says_it_matters_another_one_is_looked_into() {
    let more = [("#[cfg(test)]", "fn more() { Probe; }\n#[cfg(test)]")];
    let again = [("{ Probe; }", "{ Probe; Probe; }")];
    let probe = "pub struct Probe;\nfn helper() { Probe; }\npub struct Api {";
    let probed = WORKSPACE.replace("pub struct Api {", probe);
    check(&probed, &more, true);
    let items = "id = \"x\"\nkind = \"test-only\"\nitems = [\"a::api::Probe\", \"a::api::helper\"]";
    check(&with_rule(&probed, items), &more, false);
    check(&with_rule(&probed, items), &again, true);
    // What only its own package uses, a message says so of.
    let shared = "id = \"x\"\nkind = \"shared\"\nof = \"a\"\nconsumers = 2";
    let shared = with_rule(&probed, shared) + "//- /b/src/lib.rs deps:a\nuse a::db::Db;\n";
    check(&shared, &more, false);
    let lone = shared.replace("fn helper", "pub fn lone() {}\nfn helper");
    let named = [("#[cfg(test)]", "fn more() { lone() }\n#[cfg(test)]")];
    check(&lone, &named, false);
}
