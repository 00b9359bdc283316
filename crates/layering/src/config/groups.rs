//! The groups of `layering.toml`, and what they stand for.
//!
//! Computed from the `[groups]` table alone. Groups may use groups, so this is
//! where cycles are found; nothing here recurses, however long a chain is.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::is_id;
use super::list::{Entry, SelectorList, Selectors, Term, entries};
use super::table::Table;
use super::words::{Unknown, nearest, shown};
use crate::diagnostic::{Diagnostic, NoteKind};
use crate::source::{FileId, Span};

/// Every group by its name.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    groups: BTreeMap<String, Group>,
}

#[derive(Clone, Debug)]
struct Group {
    /// The key in `[groups]`.
    span: Span,
    entries: Vec<Entry>,
}

impl Groups {
    /// Reads the `[groups]` table. What is wrong inside a group is reported
    /// here, once, and not again where the group is used.
    pub(super) fn parse(table: &Table<'_>, problems: &mut Vec<Diagnostic>) -> Self {
        let mut groups = BTreeMap::new();
        for (name, raw) in table.decode_values::<Selectors>(problems) {
            if !is_id(name.value) {
                let headline = format!("`{}` cannot be the name of a group", shown(name.value));
                let label = "expected letters, digits, `-`, `_` and `.`";
                problems.push(Diagnostic::error(headline).at(name.span, label));
            }
            let span = name.span;
            let entries = entries(&raw.unwrap_or_default(), table.file(), problems);
            groups.insert(name.value.to_owned(), Group { span, entries });
        }
        let groups = Groups { groups };
        for group in groups.groups.values() {
            groups.check_uses(&group.entries, problems);
        }
        groups.report_cycles(problems);
        groups
    }

    /// The selectors that a list stands for, in the order in which they are
    /// written. A group is spliced in where it is first used.
    pub(super) fn expand(
        &self,
        raw: &Selectors,
        file: FileId,
        problems: &mut Vec<Diagnostic>,
    ) -> SelectorList {
        let before = problems.len();
        let entries = entries(raw, file, problems);
        self.check_uses(&entries, problems);
        let mut list = SelectorList {
            span: raw.span(file),
            ..SelectorList::default()
        };
        for (entry, negated) in self.reachable(&entries) {
            if let Term::Selector(selector) = &entry.term {
                let side = if negated {
                    &mut list.exclude
                } else {
                    &mut list.include
                };
                side.push(selector.clone());
            }
        }
        if let (Some(first), []) = (list.exclude.first(), list.include.as_slice())
            && problems.len() == before
        {
            let problem = Diagnostic::error("a list that only takes away selects nothing")
                .at(first.span, "taken away from nothing")
                .with_help("add what to take it away from, as `**`");
            problems.push(problem);
        }
        list
    }

    /// Reports every group that none of `used` leads to.
    pub(super) fn report_unused<'a>(
        &'a self,
        used: impl Iterator<Item = &'a str>,
        problems: &mut Vec<Diagnostic>,
    ) {
        let mut seen = FxHashSet::default();
        let known: Vec<_> = self.groups.keys().map(String::as_str).collect();
        // A slip in the name is reported as such; the group that was meant is
        // not unused as well.
        let mut left: Vec<&str> = used
            .filter_map(|name| {
                let exact = Some(name).filter(|name| self.groups.contains_key(*name));
                exact.or_else(|| nearest(name, &known))
            })
            .collect();
        while let Some(name) = left.pop() {
            if let Some(group) = self.groups.get(name)
                && seen.insert(name)
            {
                left.extend(group.entries.iter().filter_map(Entry::group));
            }
        }
        for (name, group) in &self.groups {
            if !seen.contains(name.as_str()) {
                let problem =
                    Diagnostic::error(format!("no rule uses the group `{}`", shown(name)))
                        .at(group.span, "unused group")
                        .with_help(format!("remove it, or use it as `\"@{}\"`", shown(name)));
                problems.push(problem);
            }
        }
    }

    /// Reports entries that name no group, and those that take away a group
    /// that takes away: with `!` twice, nobody could say what is meant.
    fn check_uses(&self, entries: &[Entry], problems: &mut Vec<Diagnostic>) {
        for entry in entries {
            let Some(name) = entry.group() else { continue };
            let Some(group) = self.groups.get(name) else {
                problems.push(self.unknown(entry, name));
                continue;
            };
            if !entry.negated {
                continue;
            }
            let inner = self
                .reachable(&group.entries)
                .into_iter()
                .find(|(_, negated)| *negated);
            if let Some((inner, _)) = inner {
                let headline = format!("`!@{name}` takes away a group that takes away itself");
                let problem = Diagnostic::error(headline)
                    .at(entry.span, "taken away here")
                    .with_label(inner.span, "takes away inside the group")
                    .with_help("move what it takes away to the lists that use the group");
                problems.push(problem);
            }
        }
    }

    fn unknown(&self, entry: &Entry, name: &str) -> Diagnostic {
        let sign = if entry.negated { "!@" } else { "@" };
        let known: Vec<_> = self
            .groups
            .keys()
            .map(|name| format!("{sign}{name}"))
            .collect();
        Unknown {
            what: "group",
            found: &format!("{sign}{name}"),
            place: "",
            span: entry.span,
            known: &known.iter().map(String::as_str).collect::<Vec<_>>(),
        }
        .string()
    }

    /// The entries, and those of every group they lead to, in the order in
    /// which they are written; each with whether it takes away. A group is
    /// entered once for each sign, so neither cycles nor diamonds cost time.
    fn reachable<'a>(&'a self, entries: &'a [Entry]) -> Vec<(&'a Entry, bool)> {
        let mut reached = Vec::new();
        let mut entered = FxHashSet::default();
        let mut left: Vec<_> = entries
            .iter()
            .rev()
            .map(|entry| (entry, entry.negated))
            .collect();
        while let Some((entry, negated)) = left.pop() {
            reached.push((entry, negated));
            if let Some(name) = entry.group()
                && entered.insert((name, negated))
                && let Some(group) = self.groups.get(name)
            {
                let inner = group.entries.iter().rev();
                left.extend(inner.map(|entry| (entry, negated || entry.negated)));
            }
        }
        reached
    }

    /// Reports each use that closes a cycle, by a depth-first search.
    fn report_cycles(&self, problems: &mut Vec<Diagnostic>) {
        let mut entered = FxHashSet::default();
        for name in self.groups.keys() {
            let mut path = Path::default();
            self.enter(name, &mut entered, &mut path);
            while let Some((name, uses)) = path.groups.last_mut() {
                let Some(entry) = uses.next() else {
                    path.names.remove(name);
                    path.groups.pop();
                    continue;
                };
                let Some(used) = entry.group() else { continue };
                if path.names.contains(used) {
                    problems.push(path.closed_by(entry, used));
                } else {
                    self.enter(used, &mut entered, &mut path);
                }
            }
        }
    }

    fn enter<'a>(&'a self, name: &'a str, entered: &mut FxHashSet<&'a str>, path: &mut Path<'a>) {
        if let Some(group) = self.groups.get(name)
            && entered.insert(name)
        {
            path.names.insert(name);
            path.groups.push((name, group.entries.iter()));
        }
    }
}

/// The groups between the start of a search and where it is.
#[derive(Default)]
struct Path<'a> {
    /// Each with the entries that are still to be followed.
    groups: Vec<(&'a str, std::slice::Iter<'a, Entry>)>,
    names: FxHashSet<&'a str>,
}

impl Path<'_> {
    /// The report of an entry that uses a group on the path.
    fn closed_by(&self, entry: &Entry, used: &str) -> Diagnostic {
        let on_path = self.groups.iter().map(|(name, _)| *name);
        let cycle: Vec<_> = on_path.skip_while(|name| *name != used).collect();
        let problem = Diagnostic::error(format!("the group `{used}` contains itself"))
            .at(entry.span, format!("leads back to `{used}`"));
        if let [_] = cycle.as_slice() {
            return problem;
        }
        let steps: Vec<_> = cycle.iter().map(|name| format!("`{name}`")).collect();
        let note = format!("{}, `{used}`", steps.join(", "));
        problem.with_note(NoteKind::Note, format!("the cycle is {note}"))
    }
}

impl Entry {
    fn group(&self) -> Option<&str> {
        match &self.term {
            Term::Group(name) => Some(name),
            Term::Selector(_) => None,
        }
    }
}
