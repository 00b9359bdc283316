//! A table of raw TOML, decoded into a struct with all of its problems.
//!
//! Serde alone stops at the first; here every key is tried on its own. The
//! options of each kind of rule come through the same door as the keys that
//! all rules share.

use std::ops::Range;

use serde::de::DeserializeOwned;
use serde::de::value::MapDeserializer;
use toml::Spanned;
use toml::de::{DeTable, DeValue, ValueDeserializer};

use super::Located;
use super::keys::{Key, keys_of};
use super::words::{Unknown, nearest, one_line, shown};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// A table whose values have not been looked at yet.
#[derive(Clone, Debug)]
pub(super) struct Table<'text> {
    file: FileId,
    /// Where messages say that a key stands, as " in rule `x`"; empty for the
    /// top level.
    place: String,
    /// Its header, or all of an inline table.
    span: Span,
    entries: DeTable<'text>,
}

impl<'text> Table<'text> {
    /// The top level of a file. Its span is where something that is missing
    /// would be written.
    pub(super) fn top_level(file: FileId, entries: DeTable<'text>) -> Self {
        Table {
            file,
            place: String::new(),
            span: span(file, 0..0),
            entries,
        }
    }

    /// The file that the table is in.
    pub(super) fn file(&self) -> FileId {
        self.file
    }

    /// The table's header, or all of an inline table.
    pub(super) fn span(&self) -> Span {
        self.span
    }

    /// Gives it another name in messages.
    pub(super) fn rename(&mut self, place: impl Into<String>) {
        self.place = place.into();
    }

    /// The string behind a key, if it is one.
    pub(super) fn string(&self, key: &str) -> Option<&str> {
        self.entries.get(key)?.get_ref().as_str()
    }

    /// Whether there is such a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Every string in the values, however deep.
    pub(super) fn strings(&self) -> Vec<&str> {
        let mut strings = Vec::new();
        let mut left: Vec<_> = self.entries.values().collect();
        while let Some(value) = left.pop() {
            match value.get_ref() {
                DeValue::String(string) => strings.push(string.as_ref()),
                DeValue::Array(values) => left.extend(values.iter()),
                DeValue::Table(entries) => left.extend(entries.values()),
                _ => {}
            }
        }
        strings
    }

    /// The strings behind a key, however deep in lists.
    pub(super) fn strings_under(&self, key: &str) -> Vec<Spanned<String>> {
        let mut strings = Vec::new();
        let mut left: Vec<_> = self.entries.get(key).into_iter().collect();
        while let Some(value) = left.pop() {
            match value.get_ref() {
                DeValue::String(string) => {
                    strings.push(Spanned::new(value.span(), string.clone().into_owned()));
                }
                DeValue::Array(values) => left.extend(values.iter().rev()),
                _ => {}
            }
        }
        strings
    }

    /// Every key with its value.
    fn entries(&self) -> impl Iterator<Item = (Located<&str>, &Spanned<DeValue<'text>>)> {
        self.entries.iter().map(|(key, value)| {
            let name = Located {
                value: key.get_ref().as_ref(),
                span: span(self.file, key.span()),
            };
            (name, value)
        })
    }

    /// Takes away the keys of `T`, so that what is left belongs to others.
    pub(super) fn split<T: DeserializeOwned>(&mut self) -> Self {
        let mut taken = DeTable::new();
        for key in keys_of::<T>() {
            if let Some((name, value)) = self.entries.remove_entry(key.name) {
                taken.insert(name, value);
            }
        }
        self.child(self.place.clone(), self.span, taken)
    }

    /// Takes away a key that holds a table.
    pub(super) fn take_table(&mut self, key: &str, problems: &mut Vec<Diagnostic>) -> Option<Self> {
        let value = self.entries.remove(key)?;
        let span = span(self.file, value.span());
        if let DeValue::Table(entries) = value.into_inner() {
            return Some(self.child(format!(" in `[{key}]`"), span, entries));
        }
        let headline = format!("`{key}`{} is not a table", self.place);
        problems.push(Diagnostic::error(headline).at(span, "expected a table"));
        None
    }

    /// Takes away a key that holds a list of tables. `header` is how one of
    /// them starts.
    pub(super) fn take_tables(
        &mut self,
        key: &str,
        header: &str,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<Self> {
        let Some(value) = self.entries.remove(key) else {
            return Vec::new();
        };
        let whole = span(self.file, value.span());
        let wrong = |span, label| {
            Diagnostic::error(format!("`{key}`{} is not a list of tables", self.place))
                .at(span, label)
                .with_help(format!("start each one with `{header}`"))
        };
        match value.into_inner() {
            DeValue::Array(values) => {
                let mut tables = Vec::new();
                for value in values {
                    let span = span(self.file, value.span());
                    match value.into_inner() {
                        DeValue::Table(entries) => {
                            tables.push(self.child(self.place.clone(), span, entries));
                        }
                        _ => problems.push(wrong(span, "expected a table")),
                    }
                }
                tables
            }
            // What was meant is clear, so the rest of it can be checked.
            DeValue::Table(entries) => {
                problems.push(wrong(whole, "expected a list of tables"));
                vec![self.child(self.place.clone(), whole, entries)]
            }
            _ => {
                problems.push(wrong(whole, "expected a list of tables"));
                Vec::new()
            }
        }
    }

    fn child(&self, place: String, span: Span, entries: DeTable<'text>) -> Self {
        Table {
            file: self.file,
            place,
            span,
            entries,
        }
    }

    /// Decodes the table, and reports each key that is unknown, missing, or
    /// of the wrong type. `elsewhere` are keys that may be meant although `T`
    /// does not know them.
    pub(super) fn decode<T: DeserializeOwned>(
        &self,
        elsewhere: &[&'static str],
        problems: &mut Vec<Diagnostic>,
    ) -> Option<T> {
        let keys = keys_of::<T>();
        let own = keys.iter().map(|key| key.name);
        let known: Vec<_> = own.chain(elsewhere.iter().copied()).collect();
        let mut complete = true;
        let mut sound = Vec::new();
        for (name, value) in self.entries() {
            let Some(key) = keys.iter().find(|key| key.name == name.value) else {
                problems.push(self.unknown_key(name, &known));
                continue;
            };
            let entry = (name.value, value.clone());
            match decode_entries::<T>([entry.clone()]) {
                // An error without a span is about the keys left out here.
                Err(error) if error.span().is_some() => {
                    problems.push(self.wrong_value(key, value, &error));
                    complete &= !key.required;
                }
                _ => sound.push(entry),
            }
        }
        let required = keys.iter().filter(|key| key.required);
        let missing: Vec<_> = required.filter_map(|key| self.missing(key.name)).collect();
        complete &= missing.is_empty();
        problems.extend(missing);
        if !complete {
            return None;
        }
        let decoded = decode_entries(sound).map_err(|error| {
            let range = error.span();
            let span = range.map_or(self.span, |range| span(self.file, range));
            let headline = format!("{}{}", one_line(error.message()), self.place);
            problems.push(Diagnostic::error(headline).at(span, ""));
        });
        decoded.ok()
    }

    /// The report of a key that is not there.
    pub(super) fn missing(&self, key: &str) -> Option<Diagnostic> {
        let headline = format!("missing key `{key}`{}", self.place);
        let problem = Diagnostic::error(headline).at(self.span, format!("`{key}` is missing"));
        (!self.has(key)).then_some(problem)
    }

    /// Reports every key that is nearly, but not quite, one of `known`.
    pub(super) fn report_misspelt(&self, known: &[&'static str], problems: &mut Vec<Diagnostic>) {
        for (name, _) in self.entries() {
            if nearest(name.value, known).is_some() {
                problems.push(self.unknown_key(name, known));
            }
        }
    }

    /// Decodes each value on its own, for a table whose keys are free.
    pub(super) fn decode_values<T: DeserializeOwned>(
        &self,
        problems: &mut Vec<Diagnostic>,
    ) -> Vec<(Located<&str>, Option<T>)> {
        let decode = |(name, value): (Located<_>, &Spanned<DeValue<'text>>)| {
            let decoded = T::deserialize(ValueDeserializer::from(value.clone()));
            let decoded = decoded.map_err(|error| {
                problems.push(self.wrong_type(name.value, value, &error));
            });
            (name, decoded.ok())
        };
        self.entries().map(decode).collect()
    }

    fn unknown_key(&self, name: Located<&str>, known: &[&str]) -> Diagnostic {
        Unknown {
            what: "key",
            found: name.value,
            place: &self.place,
            span: name.span,
            known,
        }
        .key()
    }

    fn wrong_value(
        &self,
        key: &Key,
        value: &Spanned<DeValue<'_>>,
        error: &toml::de::Error,
    ) -> Diagnostic {
        let range = error.span().unwrap_or_else(|| value.span());
        match string_at(value, &range) {
            Some(found) if !key.choices.is_empty() && !key.choices.contains(&found) => Unknown {
                what: "value",
                found,
                place: &format!(" for `{}`{}", key.name, self.place),
                span: span(self.file, range),
                known: key.choices,
            }
            .string(),
            _ => self.wrong_type(key.name, value, error),
        }
    }

    fn wrong_type(
        &self,
        key: &str,
        value: &Spanned<DeValue<'_>>,
        error: &toml::de::Error,
    ) -> Diagnostic {
        let range = error.span().unwrap_or_else(|| value.span());
        Diagnostic::error(format!("invalid value for `{}`{}", shown(key), self.place))
            .at(span(self.file, range), one_line(error.message()))
    }
}

/// A range of bytes as a span. Files are bounded to 4 GiB when they are read.
pub(super) fn span(file: FileId, range: Range<usize>) -> Span {
    let offset = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
    Span {
        file,
        start: offset(range.start),
        end: offset(range.end),
    }
}

fn decode_entries<'a, T: DeserializeOwned>(
    entries: impl IntoIterator<Item = (&'a str, Spanned<DeValue<'a>>)>,
) -> Result<T, toml::de::Error> {
    T::deserialize(MapDeserializer::new(entries.into_iter()))
}

/// The string that covers exactly this range. TOML's parser bounds the depth.
fn string_at<'a>(value: &'a Spanned<DeValue<'_>>, range: &Range<usize>) -> Option<&'a str> {
    match value.get_ref() {
        DeValue::String(string) if value.span() == *range => Some(string),
        DeValue::Array(values) => values.iter().find_map(|value| string_at(value, range)),
        DeValue::Table(entries) => entries.values().find_map(|value| string_at(value, range)),
        _ => None,
    }
}
