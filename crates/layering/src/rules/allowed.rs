//! `allowed`: a part of the workspace refers to nothing of it but a list.
//!
//! ## What it does
//!
//! Every reference from `from` to an item of the workspace has to mean one of `to`,
//! or something below it. What `from` selects refers freely to itself. What counts is
//! the definition: an item that an allowed module re-exports, or has an alias for, is
//! not allowed by that. Modules that a path merely walks through do not count, nor
//! do crates from outside of the workspace. With `exact`, each entry of `to` is used,
//! and an entry that nobody uses is flagged in `layering.toml`: permissions that are
//! left over invite what they permit. Where `tests = "exclude"`, a use in test code
//! uses no entry.
//!
//! ## Why it matters
//!
//! A list of what a part may know is short, and stays true by itself when the rest
//! of the workspace grows; a list of what it may not know does not.
//!
//! ## Example
//!
//! ```text
//! //- /shop/src/lib.rs
//! mod money;
//! mod storage;
//! mod tax;
//! mod text;
//! //- /shop/src/money.rs
//! pub(crate) struct Cents(pub(crate) u64);
//! //- /shop/src/text.rs
//! //- /shop/src/storage.rs
//! pub(crate) fn rate() -> u64 {
//!     20
//! }
//! //- /shop/src/tax.rs
//! use crate::money::Cents;
//!
//! pub(crate) fn tax(net: &Cents) -> Cents {
//!     Cents(net.0 * crate::storage::rate() / 100) //~ tax-is-pure
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "tax-is-pure"
//! kind = "allowed"
//! from = "shop::tax"
//! to = [
//!     "shop::money",
//!     "shop::text", #~ tax-is-pure
//! ]
//! exact = true
//! because = "the rate is handed in"
//! ```
//!
//! ## How to mend it
//!
//! Hand in what the code needs, or add the item to `to`. An entry that nobody uses
//! is removed.

use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::finding::Target;
use super::heads::modules;
use super::reliance::relies_on_mistake;
use super::select::choices;
use super::{Check, Finding, Findings, ItemSet, Kind, Looks, Scene, Sees, void};
use crate::config::{Config, RuleConfig, Selectors, Tests};
use crate::diagnostic::Diagnostic;
use crate::facts::Context;
use crate::graph::{Reference, Sort};
use crate::modules::ModuleId;
use crate::resolve::Def;
use crate::source::Span;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "allowed",
    source: include_str!("allowed.rs"),
    options: Options::json_schema,
    sees: Sees {
        uses: true,
        ..Sees::TARGETS
    },
    looks: |_| Looks::Into {
        paths: &["from", "to"],
        names: &[],
    },
    validate,
    prepare,
};

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The crates and modules whose references are judged.
    from: Selectors,
    /// The items that they may refer to, with what is below them.
    #[schemars(with = "Selectors")]
    to: Spanned<Selectors>,
    /// Whether each entry of `to` has to be used.
    #[serde(default)]
    exact: bool,
}

struct Allowed<'a> {
    scene: Scene<'a>,
    from: ItemSet,
    to: ItemSet,
    to_span: Span,
    /// The entries that have to be used.
    entries: Vec<Entry>,
    tests: Tests,
}

/// One entry of `to`, or one choice of it.
struct Entry {
    text: String,
    span: Span,
    items: ItemSet,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    if let Some(options) = rule.options::<Options>(problems) {
        config.selectors(&options.from, problems);
        config.selectors(options.to.get_ref(), problems);
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let from = scene.config.selectors(&options.from, problems);
    let to = scene.config.locate(options.to);
    let list = scene.config.selectors(&to.value, problems);
    let choices = choices(&list).into_iter().filter(|_| options.exact);
    let entries = choices.map(|choice| Entry {
        items: ItemSet::new(scene.names, &choice.list, true, &mut Vec::new()),
        text: choice.text,
        span: choice.span,
    });
    Some(Box::new(Allowed {
        scene: *scene,
        from: modules(scene.names, &from, rule.allow_empty, problems),
        entries: entries.collect(),
        to: ItemSet::optional(scene.names, &list, rule.allow_empty, problems),
        to_span: to.span,
        tests: rule.tests,
    }))
}

impl Check for Allowed<'_> {
    fn check(&self, findings: &mut Findings) {
        let names = self.scene.names;
        let judged: FxHashSet<ModuleId> = (0..)
            .map(ModuleId)
            .take(names.tree.modules.len())
            .filter(|module| self.from.contains(names, Def::Module(*module)))
            .collect();
        let mut used: FxHashSet<Def> = FxHashSet::default();
        // `pub(in path)` can only name a module around it, and uses nothing of it.
        let references = (0..).zip(self.scene.graph.references.iter());
        let references = references.filter(|(_, reference)| {
            judged.contains(&reference.from) && reference.context != Context::Visibility
        });
        for (index, reference) in references {
            findings.count([index]);
            let is_judged = match self.tests {
                Tests::Include => true,
                Tests::Exclude => !reference.test,
                Tests::Only => reference.test,
            };
            if is_judged {
                used.insert(reference.to);
            }
            if !self.is_allowed(reference.to) {
                findings.found.extend(self.judge(reference));
            }
        }
        for entry in &self.entries {
            findings.checked += 1;
            let uses = |def: &Def| entry.items.contains(names, *def);
            if !judged.is_empty() && !entry.items.heads().is_empty() && !used.iter().any(uses) {
                findings.found.push(self.left_over(entry, &judged));
            }
        }
    }

    fn judges_any(&self, tests: Tests) -> bool {
        void::in_modules_of(&self.scene, tests, &self.from)
    }
}

impl Allowed<'_> {
    fn is_allowed(&self, def: Def) -> bool {
        let names = self.scene.names;
        self.to.contains(names, def) || self.from.contains(names, def)
    }

    fn judge(&self, reference: &Reference) -> Option<Finding> {
        let names = self.scene.names;
        let route = self.scene.graph.route(names, reference);
        let is_denied = |def: Def| !self.is_allowed(def);
        // An alias that is not allowed is flagged itself.
        let is_of_alias =
            matches!(reference.sort, Sort::Alias(alias) if is_denied(Def::Item(alias)));
        if is_of_alias || relies_on_mistake(names, reference, &route, is_denied) {
            return None;
        }
        let (from, to) = (
            names.module_path(reference.from),
            names.path_of(reference.to),
        );
        let headline = format!("`{from}` refers to `{to}`, which it is not allowed to know");
        let mut finding = Finding::of_reference(&self.scene, reference, &route, headline);
        finding.note_detour(names, reference);
        finding.label = "not allowed".to_owned();
        finding.forbidden_by = Some((self.to_span, "only these are".to_owned()));
        finding.set_help(format!("do without it, or add `{to}` to `to`"));
        Some(finding)
    }

    /// An entry that nobody uses.
    fn left_over(&self, entry: &Entry, judged: &FxHashSet<ModuleId>) -> Finding {
        let from = judged.iter().copied().min().unwrap_or(ModuleId(0));
        let headline = format!("`{}` is allowed, but nothing refers to it", entry.text);
        let to = Target::Outside(entry.text.clone());
        let mut finding = Finding::new(entry.span, from, to, headline);
        finding.label = "not used".to_owned();
        finding.written.clone_from(&entry.text);
        // It is in no code, so it is in whichever code the rule is about.
        finding.test = self.tests == Tests::Only;
        finding.set_help("remove it, or say `exact = false`".to_owned());
        finding
    }
}
