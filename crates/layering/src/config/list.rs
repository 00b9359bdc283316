//! Lists of selectors: as they are written, and as rules use them.
//!
//! A rule's options hold [`Selectors`], which says only which strings stand
//! where. With the groups at hand they become a [`SelectorList`], or a
//! [`NameOrPathList`] where an entry may also be a bare name.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error, SeqAccess, Visitor};
use toml::Spanned;

use super::malformed::Malformed;
use super::selector::{SegmentPattern, Selector};
use super::table::span;
use super::words::shown;
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// Selectors as they are written: a string or a list of strings.
#[derive(Clone, Debug, Default)]
pub struct Selectors {
    entries: Vec<Spanned<String>>,
    is_list: bool,
    /// All of it; none where the option is not written.
    span: Option<Range<usize>>,
}

impl Selectors {
    /// A list of strings.
    pub(super) fn of(entries: Vec<Spanned<String>>) -> Self {
        Selectors {
            entries,
            is_list: true,
            span: None,
        }
    }

    /// Whether they are written as a list, be it of one.
    pub fn is_list(&self) -> bool {
        self.is_list
    }

    /// Whether there is none, as in `[]`.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Where they are written, if they are.
    pub(super) fn span(&self, file: FileId) -> Option<Span> {
        Some(span(file, self.span.clone()?))
    }

    /// The strings, with their places.
    pub fn written(&self) -> &[Spanned<String>] {
        &self.entries
    }
}

/// Texts as they are written: a string or a list of strings.
#[derive(Clone, Debug, Default)]
pub struct Texts(Vec<Spanned<String>>);

impl Texts {
    /// The texts, each with its place.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Spanned<String>> {
        self.0.iter()
    }
}

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Selectors::deserialize(deserializer).map(|selectors| Texts(selectors.entries))
    }
}

impl JsonSchema for Texts {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Texts")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "anyOf": [
                { "type": "string" },
                { "type": "array", "items": { "type": "string" } },
            ],
        })
    }
}

/// Selectors that are valid, with every group expanded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SelectorList {
    /// What is selected.
    pub include: Vec<Selector>,
    /// What is taken away from it.
    pub exclude: Vec<Selector>,
    /// Where all of it is written, if it is.
    pub span: Option<Span>,
}

/// Names and selectors that are valid, with every group expanded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameOrPathList {
    /// What is selected.
    pub include: Vec<NameOrPath>,
    /// What is taken away from it.
    pub exclude: Vec<NameOrPath>,
}

/// An entry that matches a name, wherever the item is, or a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameOrPath {
    /// An entry without `::`.
    Name(NamePattern),
    /// Any other.
    Path(Selector),
}

/// A name with wildcards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePattern {
    /// As it is written, on one line, without a leading `!`.
    pub text: String,
    /// The string that it stands in, quotes included.
    pub span: Span,
    /// The names that it stands for; never empty.
    pub alternatives: Vec<SegmentPattern>,
}

impl NameOrPath {
    /// As it is written, without a leading `!`.
    pub fn text(&self) -> &str {
        match self {
            NameOrPath::Name(name) => &name.text,
            NameOrPath::Path(selector) => &selector.text,
        }
    }

    /// The string that it stands in, quotes included.
    pub fn span(&self) -> Span {
        match self {
            NameOrPath::Name(name) => name.span,
            NameOrPath::Path(selector) => selector.span,
        }
    }
}

/// Reads a selector that is the whole text of a file.
///
/// # Errors
/// Where it is none; the diagnostic says why.
pub fn selector(text: &str, file: FileId) -> Result<Selector, Box<Diagnostic>> {
    let span = span(file, 0..text.len());
    Selector::parse(text, span).map_err(|why| Box::new(malformed(text, span, why)))
}

impl NamePattern {
    /// Whether the pattern matches the name of an item.
    pub fn matches(&self, name: &str) -> bool {
        self.alternatives
            .iter()
            .any(|pattern| pattern.matches(name))
    }
}

impl NameOrPathList {
    /// Tells names from paths. What cannot be a name is reported and left out.
    pub(super) fn new(list: SelectorList, problems: &mut Vec<Diagnostic>) -> Self {
        let mut sort = |selectors: Vec<Selector>| {
            let sort = |selector| name_or_path(selector, problems);
            selectors.into_iter().filter_map(sort).collect()
        };
        NameOrPathList {
            include: sort(list.include),
            exclude: sort(list.exclude),
        }
    }
}

fn name_or_path(selector: Selector, problems: &mut Vec<Diagnostic>) -> Option<NameOrPath> {
    if selector.target.is_some() || selector.text.contains("::") {
        return Some(NameOrPath::Path(selector));
    }
    let not_a_name = |pattern: &SegmentPattern| match pattern {
        SegmentPattern::Exact(name) => name.starts_with(char::is_numeric),
        SegmentPattern::Glob(_) => false,
        SegmentPattern::AnyDepth => true,
    };
    let alternatives: Vec<_> = selector.alternatives.into_iter().flatten().collect();
    if selector.text.contains('-') || alternatives.iter().any(not_a_name) {
        let why = Malformed::new("not the name of an item").help(
            "an entry without `::` is a name; a path goes on behind its crate, as `name::**`",
        );
        problems.push(malformed(&selector.text, selector.span, why));
        return None;
    }
    Some(NameOrPath::Name(NamePattern {
        text: selector.text,
        span: selector.span,
        alternatives,
    }))
}

/// An entry of a list, before groups are expanded.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Whether it takes away.
    pub(super) negated: bool,
    /// What it names.
    pub(super) term: Term,
    /// The string that it stands in.
    pub(super) span: Span,
}

/// What an entry names.
#[derive(Clone, Debug)]
pub(super) enum Term {
    /// `@name`
    Group(String),
    /// Anything else.
    Selector(Selector),
}

/// Reads the entries of a list. What cannot be read is reported and left out.
pub(super) fn entries(raw: &Selectors, file: FileId, problems: &mut Vec<Diagnostic>) -> Vec<Entry> {
    let mut read = |entry: &Spanned<String>| {
        let (text, span) = (entry.get_ref(), span(file, entry.span()));
        let bare = text.strip_prefix('!');
        let term = match group_name(text) {
            Some(group) => Term::Group(group.to_owned()),
            None => {
                let selector = Selector::parse(bare.unwrap_or(text), span);
                let selector = selector.map_err(|why| problems.push(malformed(text, span, why)));
                Term::Selector(selector.ok()?)
            }
        };
        Some(Entry {
            negated: bare.is_some(),
            term,
            span,
        })
    };
    raw.entries.iter().filter_map(&mut read).collect()
}

/// The group that an entry names.
pub(super) fn group_name(entry: &str) -> Option<&str> {
    entry.strip_prefix('!').unwrap_or(entry).strip_prefix('@')
}

fn malformed(text: &str, span: Span, why: Malformed) -> Diagnostic {
    let problem = Diagnostic::error(format!("invalid selector `{}`", shown(text)));
    let problem = problem.at(span, why.label);
    match why.help {
        Some(help) => problem.with_help(help),
        None => problem,
    }
}

impl<'de> Deserialize<'de> for Selectors {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Spanned::<Written>::deserialize(deserializer)?;
        let span = written.span();
        let all = Some(span.clone());
        Ok(match written.into_inner() {
            Written::One(selector) => Selectors {
                entries: vec![Spanned::new(span, selector)],
                is_list: false,
                span: all,
            },
            Written::Many(entries) => Selectors {
                entries,
                is_list: true,
                span: all,
            },
        })
    }
}

impl JsonSchema for Selectors {
    fn schema_name() -> Cow<'static, str> {
        Cow::Borrowed("Selectors")
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A selector, or a list of selectors. \
                `@name` stands for a group, and a leading `!` takes away.",
            "anyOf": [
                { "type": "string" },
                { "type": "array", "items": { "type": "string" } },
            ],
        })
    }
}

/// The two ways to write selectors. Serde's untagged enums would lose the
/// spans inside.
enum Written {
    One(String),
    Many(Vec<Spanned<String>>),
}

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct OneOrMany;

        impl<'de> Visitor<'de> for OneOrMany {
            type Value = Written;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a selector or a list of selectors")
            }

            fn visit_str<E: Error>(self, selector: &str) -> Result<Written, E> {
                Ok(Written::One(selector.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Written, A::Error> {
                let mut selectors = Vec::new();
                while let Some(selector) = list.next_element()? {
                    selectors.push(selector);
                }
                Ok(Written::Many(selectors))
            }
        }

        deserializer.deserialize_any(OneOrMany)
    }
}
