//! A kind of rule, and what it says about itself.
//!
//! The documentation of a kind is the header of its file, and that of its
//! options the comments on their fields, so that what is written beside the
//! code is what `explain`, the manual and the schema say.

use std::fmt;

use schemars::{Schema, SchemaGenerator};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::select::most_similar;
use super::{Check, KINDS, Looks, Scene};
use crate::config::{Config, KindSchema, RuleConfig};
use crate::diagnostic::Diagnostic;

/// A kind of rule.
pub struct Kind {
    /// Its name, as `kind` in `layering.toml` has it.
    pub name: &'static str,
    /// The text of its file, whose header is its documentation.
    pub(super) source: &'static str,
    /// The schema of its options.
    pub(super) options: fn(&mut SchemaGenerator) -> Schema,
    /// What a rule of this kind can tell apart.
    pub(super) sees: Sees,
    /// Where a rule of this kind looks.
    pub(super) looks: fn(&RuleConfig<'_>) -> Looks,
    /// Pushes what is wrong with the options of a rule by themselves.
    pub(super) validate: fn(&Config<'_>, &RuleConfig<'_>, &mut Vec<Diagnostic>),
    /// Reads the options of a rule against the names of the workspace; pushes
    /// what is wrong with them.
    pub(super) prepare: Prepare,
}

/// What a rule can tell apart beside references between modules neither of which is in
/// the other: what has a say in what it finds, or in what it counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sees {
    /// Every single reference, also between a module and one in it.
    pub references: bool,
    /// Which items a selector can match, whether anybody refers to them or not.
    pub matches: bool,
    /// Whether anything refers to an item, be it in its own module.
    pub uses: bool,
    /// Which item refers to another one.
    pub owners: bool,
    /// Public items.
    pub public: bool,
    /// All items.
    pub items: bool,
}

impl Sees {
    /// Nothing else.
    pub(super) const MODULES: Sees = Sees {
        references: false,
        matches: false,
        uses: false,
        owners: false,
        public: false,
        items: false,
    };
    /// Single references between modules.
    pub(super) const LINKS: Sees = Sees {
        references: true,
        ..Sees::MODULES
    };
    /// Single references to selected items.
    pub(super) const TARGETS: Sees = Sees {
        matches: true,
        ..Sees::LINKS
    };
    /// What is public.
    pub(super) const PUBLIC: Sees = Sees {
        matches: true,
        public: true,
        ..Sees::MODULES
    };
    /// All that is declared.
    pub(super) const ITEMS: Sees = Sees {
        items: true,
        public: true,
        ..Sees::TARGETS
    };

    /// What either can tell apart.
    #[must_use]
    pub(super) fn or(self, other: Sees) -> Sees {
        Sees {
            references: self.references || other.references,
            matches: self.matches || other.matches,
            uses: self.uses || other.uses,
            owners: self.owners || other.owners,
            public: self.public || other.public,
            items: self.items || other.items,
        }
    }
}

pub(super) type Prepare =
    for<'a> fn(&Scene<'a>, &RuleConfig<'_>, &mut Vec<Diagnostic>) -> Option<Box<dyn Check + 'a>>;

/// The part of a kind's documentation before which its options are listed.
const EXAMPLE: &str = "\n## Example\n";

/// There is no kind of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownKind {
    /// The name that was asked for.
    pub name: String,
}

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "there is no kind of rule `{}`", self.name)?;
        let names = KINDS.iter().map(|kind| kind.name.to_owned());
        match most_similar(&self.name, names) {
            Some(nearest) => write!(f, "; the nearest is `{nearest}`"),
            None => {
                let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
                write!(f, "; there are {}", names.join(", "))
            }
        }
    }
}

impl std::error::Error for UnknownKind {}

impl Kind {
    /// The kind of a name.
    ///
    /// # Errors
    /// Where no kind has it.
    pub fn named(name: &str) -> Result<&'static Kind, UnknownKind> {
        let kind = KINDS.iter().find(|kind| kind.name == name);
        kind.ok_or_else(|| UnknownKind {
            name: name.to_owned(),
        })
    }

    /// What a rule of this kind means, in Markdown: the header of its file,
    /// with its options before the example.
    pub fn explain(&self) -> String {
        let header = self.header();
        let (before, after) = match header.find(EXAMPLE) {
            Some(at) => header.split_at(at),
            None => (header.as_str(), ""),
        };
        format!("{before}\n## Options\n\n{}{after}", self.options_table())
    }

    /// What a rule of this kind says, in a sentence.
    pub fn sentence(&self) -> String {
        let header = self.header();
        let paragraph = header.split("\n\n").next().unwrap_or_default();
        let (_, sentence) = paragraph.split_once(": ").unwrap_or(("", paragraph));
        sentence.trim_end().replace('\n', " ")
    }

    /// The workspace of its example, in the grammar of the fixtures.
    pub fn example(&self) -> Option<String> {
        let header = self.header();
        let (_, example) = header.split_once(EXAMPLE)?;
        let (_, text) = example.split_once("```text\n")?;
        let (text, _) = text.split_once("```")?;
        Some(text.to_owned())
    }

    /// Its part of the schema of `layering.toml`.
    pub(super) fn schema(&self, generator: &mut SchemaGenerator) -> KindSchema {
        KindSchema {
            name: self.name,
            sentence: self.sentence(),
            options: (self.options)(generator),
        }
    }

    fn header(&self) -> String {
        let lines = self.source.lines();
        let lines = lines.map_while(|line| line.strip_prefix("//!"));
        lines.fold(String::new(), |text, line| {
            text + line.strip_prefix(' ').unwrap_or(line) + "\n"
        })
    }

    fn options_table(&self) -> String {
        let mut generator = SchemaGenerator::default();
        let schema = (self.options)(&mut generator);
        let required = schema.get("required").and_then(Value::as_array);
        let is_required = |name: &str| required.is_some_and(|list| list.iter().any(|n| n == name));
        let properties = schema.get("properties").and_then(Value::as_object);
        let rows = properties.into_iter().flatten().map(|(name, property)| {
            let text = property["description"].as_str().unwrap_or_default();
            let text = text.replace('\n', " ");
            let required = if is_required(name) { " Required." } else { "" };
            format!("| `{name}` | {text}{required} |\n")
        });
        format!(
            "| option | meaning |\n|---|---|\n{}",
            rows.collect::<String>()
        )
    }
}
