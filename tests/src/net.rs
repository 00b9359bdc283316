//! The rules of all fixtures in one file, so that each can run on every fixture.

use std::collections::BTreeMap;
use std::fmt::Write;

use layering::Checked;
use layering::workspace::Workspace;
use toml::{Table, Value};

use crate::{Fixture, InMemory};

/// The rules of many fixtures.
#[derive(Debug)]
pub struct Net {
    text: String,
    /// What each rule looks at, by its id in the net.
    reach: BTreeMap<String, Vec<Vec<String>>>,
}

/// Keys whose selectors say where a rule looks: if those of one match nothing,
/// the rule has nothing to say.
const REACH: &[&str] = &["of", "items", "within", "from", "modules", "containers"];

impl Net {
    /// Takes the rules of every fixture whose rules are right. A selector may
    /// match nothing in the workspace of another, and exceptions are left out.
    ///
    /// # Panics
    /// Where the rules of such a fixture are not TOML.
    pub fn new(fixtures: &[Fixture]) -> Self {
        let mut groups = String::from("version = 1\n[groups]\n");
        let mut rules = String::new();
        let mut reach = BTreeMap::new();
        for fixture in fixtures.iter().filter(|fixture| fixture.exit != Some(2)) {
            let text = fixture.file("/layering.toml").expect("rules");
            let mut table: Table = text.parse().expect("rules in TOML");
            let prefix = fixture.name.replace('/', ".");
            for (name, value) in table
                .remove("groups")
                .and_then(into_table)
                .into_iter()
                .flatten()
            {
                let name = Value::String(format!("{prefix}.{name}"));
                line(&mut groups, &json(&name), &renamed(value, &prefix));
            }
            let of_fixture = table.remove("rule");
            let of_fixture = of_fixture.as_ref().and_then(Value::as_array);
            for rule in of_fixture.into_iter().flatten() {
                let mut rule = rule.as_table().expect("a rule is a table").clone();
                let id = format!("{prefix}.{}", rule["id"].as_str().expect("an id"));
                rule.remove("ignore");
                for (_, value) in &mut rule {
                    *value = renamed(value.clone(), &prefix);
                }
                let looks = REACH.iter().filter_map(|key| rule.get(*key));
                reach.insert(id.clone(), looks.map(strings).collect());
                rule.insert("id".to_owned(), Value::String(id));
                rule.insert("allow-empty".to_owned(), Value::Boolean(true));
                rules.push_str("[[rule]]\n");
                for (key, value) in &rule {
                    // A bound is no selector: its module has to be there.
                    let is_bound = value
                        .as_str()
                        .is_some_and(|text| text.starts_with("pub(in"));
                    let narrowest = Value::String("private".to_owned());
                    line(&mut rules, key, if is_bound { &narrowest } else { value });
                }
            }
        }
        Net {
            text: format!("{groups}{rules}"),
            reach,
        }
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.reach.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.reach.is_empty()
    }

    /// Runs all rules on a fixture.
    pub fn check(&self, fixture: &Fixture) -> (InMemory, Checked) {
        let mut memory = InMemory::new(fixture);
        for file in &fixture.files {
            // Exceptions name the rules of their own fixture.
            let text = match file.path.as_str() {
                "/layering-baseline.toml" => "version = 1\n".to_owned(),
                _ => file.text.replace("layering:", "layering;"),
            };
            memory.files.insert(crate::on_root(&file.path), text);
        }
        let rules = crate::on_root("/layering.toml");
        memory.files.insert(rules, self.text.as_str());
        let checked = memory.check();
        (memory, checked)
    }

    /// Whether a rule looks at any crate of a workspace.
    pub fn reaches(&self, rule: &str, workspace: &Workspace) -> bool {
        let names: Vec<String> = workspace
            .crates()
            .flat_map(|(_, krate)| [&krate.name, &workspace.package(krate.package).name])
            .map(|name| name.replace('-', "_"))
            .collect();
        let is_there = |selector: &String| {
            let first = selector.split("::").next().unwrap_or_default();
            let first = first.rsplit(':').next().unwrap_or_default();
            let is_open = first.contains(['*', '{', '@']);
            is_open || names.contains(&first.replace('-', "_"))
        };
        self.reach[rule]
            .iter()
            .all(|list| list.iter().any(is_there))
    }
}

/// Strings, booleans, and lists are the same in TOML as in JSON.
fn json(value: &Value) -> String {
    serde_json::to_string(value).expect("a value of a rule")
}

fn line(text: &mut String, key: &str, value: &Value) {
    writeln!(text, "{key} = {}", json(value)).expect("a string grows");
}

fn into_table(value: Value) -> Option<Table> {
    match value {
        Value::Table(table) => Some(table),
        _ => None,
    }
}

/// A value with the groups in it by their names in the net.
fn renamed(value: Value, prefix: &str) -> Value {
    match value {
        Value::String(text) => Value::String(match text.strip_prefix('@') {
            Some(group) => format!("@{prefix}.{group}"),
            None => text,
        }),
        Value::Array(list) => list
            .into_iter()
            .map(|entry| renamed(entry, prefix))
            .collect::<Vec<_>>()
            .into(),
        other => other,
    }
}

fn strings(value: &Value) -> Vec<String> {
    match value {
        Value::String(text) => vec![text.clone()],
        Value::Array(list) => list.iter().flat_map(strings).collect(),
        _ => Vec::new(),
    }
}
