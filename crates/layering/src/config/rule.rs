//! The `[[rule]]` tables.
//!
//! Reads the keys that all rules share, and leaves the others for the kind of
//! the rule to decode.

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::groups::Groups;
use super::keys::keys_of;
use super::list::{Selectors, group_name};
use super::table::{Table, span};
use super::words::{Unknown, shown};
use super::{Ignore, Located, RuleConfig, Tests, UNRESOLVED, is_id};
use crate::diagnostic::{Diagnostic, Level};
use crate::source::Span;

/// The key whose value is a list of tables, so that each is read on its own.
pub(super) const IGNORE: &str = "ignore";

/// The other keys that all rules share.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(super) struct Shared {
    /// Its name in reports; unique.
    #[schemars(with = "String")]
    id: Option<Spanned<String>>,
    /// What it says.
    #[schemars(with = "String")]
    kind: Option<Spanned<String>>,
    /// Why the rule exists. Shown with each violation.
    #[schemars(with = "String")]
    because: Option<Spanned<String>>,
    /// What to do instead. Shown in the place of the tool's own advice.
    #[schemars(with = "String")]
    help: Option<Spanned<String>>,
    /// Whether its violations fail the check.
    #[schemars(with = "Severity")]
    severity: Option<Severity>,
    /// Whether it judges test code.
    #[schemars(with = "Tests")]
    tests: Option<Tests>,
    /// Whether its selectors may match nothing.
    #[schemars(with = "bool")]
    allow_empty: Option<bool>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Severity {
    /// They do.
    Error,
    /// They are shown and counted, but the check passes.
    Warning,
}

/// An exception. At least one of `from` and `to` is needed.
#[derive(Deserialize, JsonSchema)]
pub(super) struct Exception {
    /// Where the violations are that it excuses.
    #[serde(default)]
    #[schemars(with = "Selectors")]
    from: Option<Selectors>,
    /// What they are about.
    #[serde(default)]
    #[schemars(with = "Selectors")]
    to: Option<Selectors>,
    /// Why it is excused.
    #[schemars(with = "String", required)]
    because: Option<Spanned<String>>,
}

/// The keys that every rule may have.
pub(super) fn shared_keys() -> Vec<&'static str> {
    let keys = keys_of::<Shared>().into_iter().map(|key| key.name);
    keys.chain([IGNORE]).collect()
}

/// Reads rules one by one, and remembers what they have in common.
pub(super) struct Rules<'a> {
    kinds: &'a [&'static str],
    groups: &'a Groups,
    problems: &'a mut Vec<Diagnostic>,
    ids: FxHashMap<String, Span>,
    /// The groups that rules name. Found in the raw tables: a rule that is
    /// wrong elsewhere uses its groups all the same.
    used: Vec<String>,
}

impl<'a> Rules<'a> {
    pub(super) fn new(
        kinds: &'a [&'static str],
        groups: &'a Groups,
        problems: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Rules {
            kinds,
            groups,
            problems,
            ids: FxHashMap::default(),
            used: Vec::new(),
        }
    }

    /// Reads every rule. Those without a known kind are reported and left out.
    pub(super) fn parse<'text>(mut self, tables: Vec<Table<'text>>) -> Vec<RuleConfig<'text>> {
        let rules = tables.into_iter().filter_map(|table| self.rule(table));
        let rules = rules.collect();
        let used = self.used.iter().map(String::as_str);
        self.groups.report_unused(used, self.problems);
        rules
    }

    fn rule<'text>(&mut self, mut table: Table<'text>) -> Option<RuleConfig<'text>> {
        let name = match table.string("id") {
            Some(id) if !id.is_empty() => format!("rule `{}`", shown(id)),
            _ => "a rule".to_owned(),
        };
        table.rename(format!(" in {name}"));
        let exceptions = table.take_tables(IGNORE, "[[rule.ignore]]", self.problems);
        let common = table.split::<Shared>();
        self.note_groups(&table);

        let shared: Shared = common.decode(&[], self.problems).unwrap_or_default();
        self.require(&common, "id");
        self.require(&common, "kind");
        let ignore = exceptions.into_iter().filter_map(|mut exception| {
            exception.rename(format!(" in `{IGNORE}` of {name}"));
            self.exception(&exception)
        });
        let ignore = ignore.collect();
        let locate = |text: Spanned<String>| Located {
            span: span(table.file(), text.span()),
            value: text.into_inner(),
        };
        let id = shared.id.map(locate);
        if let Some(id) = &id {
            self.check_id(id);
        }
        let Some(kind) = shared.kind.map(locate).and_then(|kind| self.kind(&kind)) else {
            // Without the kind nobody knows the other keys, but a slip in a
            // shared key, as in `kind` itself, shows all the same.
            table.report_misspelt(&shared_keys(), self.problems);
            return None;
        };
        Some(RuleConfig {
            id: id.unwrap_or(Located {
                value: String::new(),
                span: table.span(),
            }),
            kind,
            because: shared.because.map(locate),
            help: shared.help.map(locate),
            severity: match shared.severity {
                Some(Severity::Warning) => Level::Warning,
                Some(Severity::Error) | None => Level::Error,
            },
            tests: shared.tests.unwrap_or_default(),
            allow_empty: shared.allow_empty.unwrap_or_default(),
            ignore,
            span: table.span(),
            options: table,
        })
    }

    fn require(&mut self, table: &Table<'_>, key: &str) {
        self.problems.extend(table.missing(key));
    }

    fn check_id(&mut self, id: &Located<String>) {
        let fault = match id.value.as_str() {
            UNRESOLVED => Some("stands for paths that could not be resolved"),
            id if !is_id(id) => Some("expected letters, digits, `-`, `_` and `.`"),
            _ => None,
        };
        if let Some(label) = fault {
            let headline = format!("`{}` cannot be the id of a rule", shown(&id.value));
            self.problems
                .push(Diagnostic::error(headline).at(id.span, label));
        }
        if let Some(first) = self.ids.get(&id.value) {
            let headline = format!("two rules have the id `{}`", shown(&id.value));
            let problem = Diagnostic::error(headline)
                .at(id.span, "used again here")
                .with_label(*first, "first used here");
            self.problems.push(problem);
        } else {
            self.ids.insert(id.value.clone(), id.span);
        }
    }

    fn kind(&mut self, written: &Located<String>) -> Option<Located<&'static str>> {
        let kind = self.kinds.iter().find(|kind| **kind == written.value);
        if kind.is_none() {
            let problem = Unknown {
                what: "kind of rule",
                found: &written.value,
                place: "",
                span: written.span,
                known: self.kinds,
            };
            self.problems.push(problem.string());
        }
        kind.map(|kind| Located {
            value: *kind,
            span: written.span,
        })
    }

    fn exception(&mut self, table: &Table<'_>) -> Option<Ignore> {
        self.note_groups(table);
        let raw: Exception = table.decode(&[], self.problems)?;
        self.require(table, "because");
        if !table.has("from") && !table.has("to") {
            let headline = "an exception needs a `from` or a `to`";
            let problem = Diagnostic::error(headline).at(table.span(), "would excuse everything");
            self.problems.push(problem);
        }
        let mut expand = |raw: Selectors| self.groups.expand(&raw, table.file(), self.problems);
        let (from, to) = (raw.from.map(&mut expand), raw.to.map(expand));
        let because = raw.because?;
        if because.get_ref().trim().is_empty() {
            let span = span(table.file(), because.span());
            let problem = Diagnostic::error("an exception needs a reason").at(span, "says nothing");
            self.problems.push(problem);
        }
        Some(Ignore {
            from,
            to,
            because: because.into_inner(),
            span: table.span(),
        })
    }

    fn note_groups(&mut self, table: &Table<'_>) {
        let names = table.strings().into_iter().filter_map(group_name);
        self.used.extend(names.map(str::to_owned));
    }
}
