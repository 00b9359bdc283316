//! The rules file: what `layering.toml` says, checked as far as its own text
//! allows.
//!
//! [`parse`] computes a [`Config`] from the text, and every problem with it.
//! It knows the syntax of rules, groups and selectors. What a kind of rule
//! does, and whether a selector matches anything, is for the stages above.
//!
//! ```text
//! text --document, rule--> Config --RuleConfig::options--> a kind's own struct
//!                                 --Config::selectors----> SelectorList
//! ```

mod braces;
mod document;
mod globs;
mod groups;
mod keys;
mod list;
mod malformed;
mod rule;
mod schema;
mod selector;
mod table;
#[cfg(test)]
mod tests;
mod words;

use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use toml::Spanned;

use crate::diagnostic::{Diagnostic, Level};
use crate::source::{FileId, Span};

pub use document::parse;
pub use globs::{PathGlob, PathGlobs};
pub use list::{NameOrPath, NameOrPathList, NamePattern, SelectorList, Selectors, Texts, selector};
pub use schema::{KindSchema, schema};
pub(crate) use words::no_such_rule;

pub use selector::{Glob, SegmentPattern, Selector, TargetPrefix, is_pattern, matches_path};

/// What `layering.toml` says. Options of rules still borrow its text.
#[derive(Clone, Debug)]
pub struct Config<'text> {
    /// The file itself.
    pub file: FileId,
    /// The packages to leave out: paths from the workspace root.
    pub exclude: Vec<Located<String>>,
    /// What to do about paths that cannot be resolved.
    pub unresolved: UnresolvedPolicy,
    /// The rules whose kind is known, in the order in which they are written.
    pub rules: Vec<RuleConfig<'text>>,
    groups: groups::Groups,
}

/// A value and the place that it is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it is written; quotes included.
    pub span: Span,
}

/// What stands for a rule where a path that could not be resolved breaks one.
pub const UNRESOLVED: &str = "unresolved";

/// What to do about paths that cannot be resolved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UnresolvedPolicy {
    /// List them.
    #[default]
    Report,
    /// Treat each as an error.
    Deny,
}

/// One rule: the keys that all rules share, and the others as they stand.
#[derive(Clone, Debug)]
pub struct RuleConfig<'text> {
    /// Its id. Empty if it has none, which is among the problems.
    pub id: Located<String>,
    /// Its kind, one of those that [`parse`] was told.
    pub kind: Located<&'static str>,
    /// Why it is there.
    pub because: Option<Located<String>>,
    /// What to do instead.
    pub help: Option<Located<String>>,
    /// The level of its violations.
    pub severity: Level,
    /// Whether it judges test code.
    pub tests: Tests,
    /// Whether its selectors may match nothing.
    pub allow_empty: bool,
    /// What it excuses.
    pub ignore: Vec<Ignore>,
    /// Its `[[rule]]` header, or all of an inline table.
    pub span: Span,
    options: table::Table<'text>,
}

/// Which code a rule judges.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tests {
    /// Test code as any other.
    #[default]
    Include,
    /// No test code.
    Exclude,
    /// Nothing but test code.
    Only,
}

/// An exception from a rule. At least one end is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ignore {
    /// What refers; anything, if not given.
    pub from: Option<SelectorList>,
    /// What is referred to; anything, if not given.
    pub to: Option<SelectorList>,
    /// Why it is excused.
    pub because: String,
    /// All of the table, or its header.
    pub span: Span,
}

impl Config<'_> {
    /// Validates the selectors of an option, and expands their groups. What
    /// is wrong is reported and left out.
    pub fn selectors(&self, raw: &Selectors, problems: &mut Vec<Diagnostic>) -> SelectorList {
        self.groups.expand(raw, self.file, problems)
    }

    /// The selectors of an option, by its key, however they are nested. What is
    /// wrong is left out here.
    pub fn selectors_under(&self, rule: &RuleConfig<'_>, key: &str) -> Vec<Selector> {
        self.list_under(rule, key).include
    }

    /// As [`Config::selectors_under`], with what the option takes away.
    pub fn list_under(&self, rule: &RuleConfig<'_>, key: &str) -> SelectorList {
        let raw = Selectors::of(rule.options.strings_under(key));
        self.selectors(&raw, &mut Vec::new())
    }

    /// As [`Config::selectors`], for an option in which an entry without `::`
    /// is the name of an item.
    pub fn names(&self, raw: &Selectors, problems: &mut Vec<Diagnostic>) -> NameOrPathList {
        let list = self.selectors(raw, problems);
        NameOrPathList::new(list, problems)
    }

    /// Validates the globs of paths of an option. What is wrong is reported and
    /// left out.
    pub fn paths(&self, raw: &PathGlobs, problems: &mut Vec<Diagnostic>) -> Vec<PathGlob> {
        raw.read(self.file, problems)
    }

    /// The texts of an option, each with the string that it stands in.
    pub fn texts(&self, raw: &Texts) -> Vec<Located<String>> {
        raw.iter().map(|text| self.locate(text.clone())).collect()
    }

    /// Where an option's value is written.
    pub fn locate<T>(&self, value: Spanned<T>) -> Located<T> {
        Located {
            span: table::span(self.file, value.span()),
            value: value.into_inner(),
        }
    }
}

impl RuleConfig<'_> {
    /// Whether it has an option.
    pub fn has(&self, key: &str) -> bool {
        self.options.has(key)
    }

    /// The options of the rule's own kind: all keys that rules do not share.
    ///
    /// Reports every key that `T` does not know, lacks, or cannot decode, and
    /// is `None` if it cannot do without one of them. `T` is a struct with
    /// named fields, none of them flattened.
    pub fn options<T: DeserializeOwned>(&self, problems: &mut Vec<Diagnostic>) -> Option<T> {
        self.options.decode(&rule::shared_keys(), problems)
    }
}

/// Whether a text can be the id of a rule or the name of a group.
fn is_id(text: &str) -> bool {
    let fits = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !text.is_empty() && text.chars().all(fits)
}
