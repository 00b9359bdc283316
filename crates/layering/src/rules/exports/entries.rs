//! The entries of `deny`, `allow`, and `except`: names, or items by path.

use crate::config::{NameOrPath, NameOrPathList, SelectorList, Selectors};
use crate::diagnostic::Diagnostic;
use crate::resolve::Def;
use crate::rules::{ItemSet, Scene};
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
    let mut resolve = |list: Vec<NameOrPath>| {
        list.into_iter()
            .map(|entry| match entry {
                NameOrPath::Path(selector) => {
                    let span = selector.span;
                    let list = SelectorList {
                        include: vec![selector],
                        exclude: Vec::new(),
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
