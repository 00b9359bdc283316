//! The `ignore` entries of a rule: what each excuses, and whether it does.

use super::finding::Target;
use super::{Finding, ItemSet, Scene};
use crate::config::RuleConfig;
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
    to: Option<ItemSet>,
    span: Span,
    is_used: bool,
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
            Some(ItemSet::new(scene.names, list, rule.allow_empty, problems))
        };
        let entries = rule.ignore.iter().map(|ignore| Entry {
            from: resolve(&ignore.from),
            to: resolve(&ignore.to),
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
            let to = entry.to.as_ref().is_none_or(|set| match finding.to {
                Target::Def(def) => set.contains(names, def),
                Target::Outside(_) => false,
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
        let is_in = |set: &Option<ItemSet>, defs: &[Def]| {
            set.as_ref()
                .is_none_or(|set| defs.iter().any(|def| set.contains(names, *def)))
        };
        let entries = self.entries.iter().enumerate();
        let matching = entries
            .filter(|(_, entry)| is_in(&entry.from, &[Def::Module(from)]) && is_in(&entry.to, &to));
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
