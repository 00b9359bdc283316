//! The top level of `layering.toml`.
//!
//! Takes the file apart into tables and puts the [`Config`] together from what
//! `rule` and `groups` make of them.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeTable, Error};

use super::groups::Groups;
use super::rule::Rules;
use super::table::{Table, span};
use super::words::one_line;
use super::{Config, Located, UnresolvedPolicy};
use crate::diagnostic::Diagnostic;
use crate::source::FileId;

/// The version of the format that this tool reads.
pub(super) const VERSION: i64 = 1;

/// Reads the text of `layering.toml`. `kinds` are the kinds of rule that there
/// are.
///
/// All problems are reported at once, in the order of the text; with any, the
/// config is as complete as can be, so that later stages can add theirs. Only
/// TOML that does not parse ends it early: what is left of such a file would
/// lead to complaints about things that nobody wrote.
pub fn parse<'text>(
    file: FileId,
    text: &'text str,
    kinds: &[&'static str],
) -> (Config<'text>, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    let (document, errors) = DeTable::parse_recoverable(text);
    let config = if errors.is_empty() {
        let table = Table::top_level(file, document.into_inner());
        config(table, kinds, &mut problems)
    } else {
        problems.extend(errors.iter().map(|error| syntax_error(file, error)));
        Config::empty(file)
    };
    problems.sort_by_key(|problem| problem.primary.as_ref().map(|label| label.span));
    // Brackets that are never closed are each reported, all at the end.
    problems.dedup();
    (config, problems)
}

/// The keys of the top level that are no tables.
#[derive(Default, Deserialize, JsonSchema)]
pub(super) struct TopLevel {
    /// The version of the format.
    #[schemars(with = "i64")]
    version: Option<Spanned<i64>>,
    /// What becomes of paths that could not be resolved.
    #[serde(default)]
    #[schemars(with = "UnresolvedPolicy")]
    unresolved: Option<Spanned<UnresolvedPolicy>>,
}

/// Which packages are checked.
#[derive(Default, Deserialize, JsonSchema)]
pub(super) struct Workspace {
    /// Packages to leave out, by their folder from the workspace root or by
    /// their name.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    exclude: Vec<Spanned<String>>,
    /// What becomes of paths that could not be resolved, unless that is said at
    /// the top.
    #[serde(default)]
    #[schemars(with = "UnresolvedPolicy")]
    unresolved: Option<Spanned<UnresolvedPolicy>>,
}

const TABLES: [&str; 3] = ["groups", "rule", "workspace"];

fn config<'text>(
    mut document: Table<'text>,
    kinds: &[&'static str],
    problems: &mut Vec<Diagnostic>,
) -> Config<'text> {
    let mut config = Config::empty(document.file());
    let workspace = document.take_table("workspace", problems);
    let groups = document.take_table("groups", problems);
    let before = problems.len();
    let rules = document.take_tables("rule", "[[rule]]", problems);
    if rules.is_empty() && problems.len() == before {
        let problem = Diagnostic::error("no rule: nothing would be checked")
            .at(document.span(), "no `[[rule]]` in this file");
        problems.push(problem);
    }

    if let Some(table) = &groups {
        config.groups = Groups::parse(table, problems);
    }
    config.rules = Rules::new(kinds, &config.groups, problems).parse(rules);

    let workspace = workspace.and_then(|table| table.decode(&[], problems));
    let workspace: Workspace = workspace.unwrap_or_default();
    let top_level: TopLevel = document.decode(&TABLES, problems).unwrap_or_default();
    let missing = document.missing("version").into_iter();
    problems.extend(
        missing.map(|problem| problem.with_help(format!("write `version = {VERSION}` at the top"))),
    );
    if let Some(version) = top_level.version {
        check_version(config.locate(version), problems);
    }
    let policies = [top_level.unresolved, workspace.unresolved];
    let policies = policies.map(|policy| policy.map(|policy| config.locate(policy)));
    config.unresolved = unresolved(policies, problems);
    let exclude = workspace.exclude.into_iter();
    config.exclude = exclude.map(|entry| config.locate(entry)).collect();
    config
}

fn check_version(version: Located<i64>, problems: &mut Vec<Diagnostic>) {
    if version.value != VERSION {
        let headline = format!("unsupported version `{}`", version.value);
        let label = format!("this tool reads version {VERSION}");
        problems.push(Diagnostic::error(headline).at(version.span, label));
    }
}

/// The policy, which may stand at the top or in `[workspace]`.
fn unresolved(
    places: [Option<Located<UnresolvedPolicy>>; 2],
    problems: &mut Vec<Diagnostic>,
) -> UnresolvedPolicy {
    if let [Some(first), Some(second)] = places {
        let problem = Diagnostic::error("`unresolved` is given twice")
            .at(second.span, "given again here")
            .with_label(first.span, "first given here");
        problems.push(problem);
    }
    let [first, second] = places;
    first
        .or(second)
        .map(|policy| policy.value)
        .unwrap_or_default()
}

impl Config<'_> {
    fn empty(file: FileId) -> Self {
        Config {
            file,
            exclude: Vec::new(),
            unresolved: UnresolvedPolicy::default(),
            rules: Vec::new(),
            groups: Groups::default(),
        }
    }
}

fn syntax_error(file: FileId, error: &Error) -> Diagnostic {
    let headline = format!("invalid TOML: {}", one_line(error.message()));
    Diagnostic::error(headline).at(span(file, error.span().unwrap_or_default()), "")
}
