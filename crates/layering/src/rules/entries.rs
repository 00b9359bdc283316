//! The entries of `deny`, `allow`, and `except`: names, or items by path.
//!
//! Apart from the rule, since whether an entry can match anything is a question
//! about the rules file, which is answered before any export is judged.

use rustc_hash::FxHashSet;

use super::select::most_similar;
use super::{ItemSet, Scene};
use crate::config::{
    NameOrPath, NameOrPathList, NamePattern, SegmentPattern, SelectorList, Selectors,
};
use crate::diagnostic::Diagnostic;
use crate::resolve::Def;
use crate::source::Span;

/// Names and items.
pub(super) struct Entries {
    include: Vec<Entry>,
    exclude: Vec<Entry>,
}

enum Entry {
    Name(NameOrPath),
    Items(ItemSet, Span),
}

/// Resolves a list of entries.
pub(super) fn entries(
    scene: &Scene<'_>,
    raw: &Selectors,
    may_be_empty: bool,
    problems: &mut Vec<Diagnostic>,
) -> Entries {
    let NameOrPathList { include, exclude } = scene.config.names(raw, problems);
    let is_taken = |entry: &NameOrPath| exclude.iter().any(|other| other.text() == entry.text());
    if let Some(first) = exclude.first()
        && include.iter().all(is_taken)
    {
        problems.push(
            Diagnostic::error("a list selects nothing")
                .at(first.span(), "nothing is left of it")
                .with_help("remove what it takes away, or all of the list"),
        );
    }
    let mut resolve = |list: Vec<NameOrPath>| {
        list.into_iter()
            .map(|entry| match entry {
                NameOrPath::Path(selector) => {
                    let span = selector.span;
                    let list = SelectorList {
                        include: vec![selector],
                        ..SelectorList::default()
                    };
                    Entry::Items(
                        ItemSet::new(scene.names, &list, may_be_empty, problems),
                        span,
                    )
                }
                name @ NameOrPath::Name(_) => Entry::Name(name),
            })
            .collect()
    };
    Entries {
        include: resolve(include),
        exclude: resolve(exclude),
    }
}

/// Reports the names in a list that nothing has: neither an item of the
/// workspace, nor what is exported under a name of its own.
pub(super) fn report_unknown_names(
    scene: &Scene<'_>,
    entries: &Entries,
    exported: &FxHashSet<String>,
    problems: &mut Vec<Diagnostic>,
) {
    let all = entries.include.iter().chain(&entries.exclude);
    let patterns = all.filter_map(|entry| match entry {
        Entry::Name(NameOrPath::Name(pattern)) => Some(pattern),
        _ => None,
    });
    let patterns: Vec<&NamePattern> = patterns.collect();
    if patterns.is_empty() {
        return;
    }
    let mut known = exported.clone();
    for (def, _, _) in scene.names.defs() {
        if !scene.names.is_part(def) && !scene.names.is_in_block(def) {
            known.insert(scene.names.name_of(Def::Item(def)).to_owned());
        }
    }
    for pattern in patterns {
        // Several braces make choices that need not all exist.
        let each = pattern.text.matches('{').count() == 1;
        let is_known = |one: &SegmentPattern| known.iter().any(|name| one.matches(name));
        let found = pattern
            .alternatives
            .iter()
            .filter(|one| is_known(one))
            .count();
        if found == pattern.alternatives.len() || !each && found > 0 {
            continue;
        }
        let missing = pattern.alternatives.iter().find(|one| !is_known(one));
        problems.push(unknown_name(pattern, missing, &known));
    }
}

fn unknown_name(
    pattern: &NamePattern,
    missing: Option<&SegmentPattern>,
    known: &FxHashSet<String>,
) -> Diagnostic {
    let exact = match missing {
        Some(SegmentPattern::Exact(name)) => Some(name.as_str()),
        _ => None,
    };
    let headline = match exact {
        Some(name) if name != pattern.text => {
            format!("`{name}` of selector `{}` matches nothing", pattern.text)
        }
        _ => format!("selector `{}` matches nothing", pattern.text),
    };
    let problem = Diagnostic::error(headline).at(pattern.span, "nothing has this name");
    let nearest = exact.and_then(|name| most_similar(name, known.iter().cloned()));
    match nearest {
        Some(name) => problem.with_help(format!("the nearest that exists is `{name}`")),
        None => problem.with_help("correct it, or say `allow-empty = true` in the rule"),
    }
}

impl Entries {
    /// The place of the entry that matches an item under any of its names.
    pub(super) fn matching(
        &self,
        scene: &Scene<'_>,
        called: &[&str],
        defs: &[Def],
    ) -> Option<Span> {
        let matches = |entry: &&Entry| match entry {
            Entry::Name(NameOrPath::Name(pattern)) => {
                called.iter().any(|name| pattern.matches(name))
            }
            Entry::Name(NameOrPath::Path(_)) => false,
            Entry::Items(set, _) => defs.iter().any(|def| set.contains(scene.names, *def)),
        };
        if self.exclude.iter().any(|entry| matches(&entry)) {
            return None;
        }
        self.include.iter().find(matches).map(|entry| match entry {
            Entry::Name(name) => name.span(),
            Entry::Items(_, span) => *span,
        })
    }
}
