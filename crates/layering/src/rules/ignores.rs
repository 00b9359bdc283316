//! The `ignore` entries of a rule: what each excuses, and whether it does.

use super::finding::Target;
use super::{Finding, ItemSet, Scene};
use crate::config::{RuleConfig, SegmentPattern, Selector, matches_path};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::{Def, Names};
use crate::source::Span;

/// The entries of one rule.
#[derive(Default)]
pub(super) struct Ignores {
    entries: Vec<Entry>,
}

struct Entry {
    from: Option<ItemSet>,
    to: Option<To>,
    span: Span,
    is_used: bool,
}

/// What may be referred to.
struct To {
    items: ItemSet,
    /// Paths of packages outside of the workspace.
    outside: Vec<Selector>,
}

impl Ignores {
    /// Resolves the selectors of the entries.
    pub(super) fn new(
        scene: &Scene<'_>,
        rule: &RuleConfig<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut resolve = |list: &Option<crate::config::SelectorList>| {
            let list = list.as_ref()?;
            Some(ItemSet::optional(
                scene.names,
                list,
                rule.allow_empty,
                problems,
            ))
        };
        let entries = rule.ignore.iter().map(|ignore| Entry {
            from: resolve(&ignore.from),
            to: ignore.to.clone().and_then(|mut list| {
                let is_outside = |selector: &mut Selector| starts_outside(scene, selector);
                let outside = list.include.extract_if(.., is_outside).collect();
                let items = resolve(&Some(list))?;
                Some(To { items, outside })
            }),
            span: ignore.span,
            is_used: false,
        });
        Ignores {
            entries: entries.collect(),
        }
    }

    /// Whether an entry excuses a finding. All that do count as used.
    pub(super) fn excuse(&mut self, names: &Names<'_>, finding: &Finding) -> bool {
        let mut is_excused = false;
        for entry in &mut self.entries {
            let from = entry
                .from
                .as_ref()
                .is_none_or(|set| set.contains(names, Def::Module(finding.from)));
            let to = entry.to.as_ref().is_none_or(|to| match &finding.to {
                Target::Def(def) => to.items.contains(names, *def),
                Target::Outside(path) => to.outside.iter().any(|known| covers(known, path)),
            });
            if from && to {
                entry.is_used = true;
                is_excused = true;
            }
        }
        is_excused
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// The entries that excuse a link from a module: for the definition that
    /// is referred to, or for the module that hands it on.
    pub(super) fn matching(&self, names: &Names<'_>, from: ModuleId, to: [Def; 2]) -> Vec<usize> {
        let is_in = |set: Option<&ItemSet>, defs: &[Def]| {
            set.as_ref()
                .is_none_or(|set| defs.iter().any(|def| set.contains(names, *def)))
        };
        let entries = self.entries.iter().enumerate();
        let matching = entries.filter(|(_, entry)| {
            is_in(entry.from.as_ref(), &[Def::Module(from)])
                && is_in(entry.to.as_ref().map(|to| &to.items), &to)
        });
        matching.map(|(index, _)| index).collect()
    }

    /// Counts an entry as used.
    pub(super) fn mark_used(&mut self, index: usize) {
        self.entries[index].is_used = true;
    }

    /// Whether an entry counts as used.
    pub(super) fn is_used(&self, index: usize) -> bool {
        self.entries[index].is_used
    }

    /// Entries that excused nothing.
    pub(super) fn unused(self, rule: &RuleConfig<'_>) -> Vec<Diagnostic> {
        let unused = self.entries.into_iter().filter(|entry| !entry.is_used);
        unused
            .map(|entry| {
                let headline = format!("an exception of rule `{}` excuses nothing", rule.id.value);
                Diagnostic::error(headline)
                    .at(entry.span, "nothing breaks the rule here")
                    .with_help("remove it, so that it does not excuse something else later")
            })
            .collect()
    }
}

/// Whether a selector names a package that some manifest depends on and that is
/// no member of the workspace.
fn starts_outside(scene: &Scene<'_>, selector: &Selector) -> bool {
    let workspace = scene.names.workspace;
    let is_member = |name: &str| {
        let mut packages = workspace.packages.iter();
        packages.any(|package| package.name == name)
    };
    let mut dependencies = workspace
        .packages
        .iter()
        .flat_map(|package| &package.dependencies);
    let first = selector.alternatives[0].first();
    let is_name = |first: &&SegmentPattern| matches!(first, SegmentPattern::Exact(_));
    first.filter(is_name).is_some_and(|first| {
        dependencies
            .any(|dependency| first.matches(&dependency.package) && !is_member(&dependency.package))
    })
}

/// Whether a selector covers a path outside of the workspace.
fn covers(selector: &Selector, path: &str) -> bool {
    let segments: Vec<&str> = path.split("::").collect();
    let mut ends = 1..=segments.len();
    ends.any(|end| {
        let mut alternatives = selector.alternatives.iter();
        alternatives.any(|alternative| matches_path(alternative, &segments[..end]))
    })
}
