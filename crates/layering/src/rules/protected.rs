//! `protected`: only some modules refer to the items.
//!
//! ## What it does
//!
//! Every reference to one of `items`, or to something below it, has to stand in
//! one of `importers` or below it. What counts is the definition: a rename, a
//! glob, an alias or a re-export on the way makes no difference, so a re-export
//! elsewhere is flagged where it is made and in every module that uses it. An item
//! may always be referred to from the module that defines it and from below that
//! module; a protected module refers freely to what is in it, and its parents do
//! not. With `importers = []` nobody else refers to it.
//!
//! ## Why it matters
//!
//! Privacy in Rust follows the tree of modules. This rule protects what has to be
//! visible to a module far away, without opening it to all that lies between, and
//! across crates.
//!
//! ## Example
//!
//! ```text
//! //- /shop/src/lib.rs
//! mod orders;
//! mod pages;
//! mod storage;
//! //- /shop/src/storage.rs
//! pub(crate) struct Row(pub(crate) u32);
//! //- /shop/src/orders.rs
//! use crate::storage::Row;
//!
//! pub(crate) fn total(row: &Row) -> u32 {
//!     row.0
//! }
//! //- /shop/src/pages.rs
//! use crate::storage::Row; //~ only-orders-store
//!
//! pub(crate) fn page(row: &Row) -> u32 {
//!     crate::orders::total(row)
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "only-orders-store"
//! kind = "protected"
//! items = "shop::storage"
//! importers = "shop::orders"
//! because = "pages know orders, not rows"
//! ```
//!
//! ## How to mend it
//!
//! Ask one of the importers to do the work, or name the module among them.

use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::heads::optional_modules;
use super::reliance::relies_on_mistake;
use super::{Check, Finding, Findings, ItemSet, Kind, Looks, Scene, Sees};
use crate::config::{Config, RuleConfig, Selectors};
use crate::diagnostic::Diagnostic;
use crate::graph::{Reference, Sort};
use crate::modules::ModuleId;
use crate::resolve::Def;
use crate::source::Span;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "protected",
    source: include_str!("protected.rs"),
    options: Options::json_schema,
    sees: Sees::TARGETS,
    looks: |_| Looks::Around {
        paths: &["items", "importers"],
        names: &[],
    },
    validate,
    prepare,
};

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The items that are protected, with what is below them.
    items: Selectors,
    /// The crates and modules that may refer to them, with what is below these.
    #[schemars(with = "Selectors")]
    importers: Spanned<Selectors>,
}

struct Protected<'a> {
    scene: Scene<'a>,
    items: ItemSet,
    importers: ItemSet,
    importers_span: Span,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    if let Some(options) = rule.options::<Options>(problems) {
        config.selectors(&options.items, problems);
        config.selectors(options.importers.get_ref(), problems);
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let importers = scene.config.locate(options.importers);
    let from = scene.config.selectors(&importers.value, problems);
    let items = scene.config.selectors(&options.items, problems);
    Some(Box::new(Protected {
        scene: *scene,
        items: ItemSet::new(scene.names, &items, rule.allow_empty, problems),
        importers: optional_modules(scene.names, &from, rule.allow_empty, problems),
        importers_span: importers.span,
    }))
}

impl Check for Protected<'_> {
    fn check(&self, findings: &mut Findings) {
        let names = self.scene.names;
        let importing: FxHashSet<ModuleId> = (0..)
            .map(ModuleId)
            .take(names.tree.modules.len())
            .filter(|module| self.importers.contains(names, Def::Module(*module)))
            .collect();
        let targets = self.scene.graph.targets();
        let mut protected: Vec<Def> = targets
            .filter(|def| self.items.contains(names, *def))
            .collect();
        protected.sort_unstable();
        for def in protected {
            let home = self.home(def);
            for (index, reference) in self.scene.graph.to(def) {
                findings.count([index]);
                if !importing.contains(&reference.from) && !names.is_within(reference.from, home) {
                    findings.found.extend(self.judge(reference));
                }
            }
        }
    }
}

impl Protected<'_> {
    /// The module in which everything may refer to an item: a selected module
    /// around it, the outermost if there are several, or that of the selected
    /// item.
    fn home(&self, def: Def) -> ModuleId {
        let names = self.scene.names;
        let mut home = names.module_at(def);
        let mut next = Some(def);
        while let Some(def) = next.filter(|def| self.items.contains(names, *def)) {
            home = names.module_at(def);
            next = names.parent_of(def);
        }
        home
    }

    fn judge(&self, reference: &Reference) -> Option<Finding> {
        let names = self.scene.names;
        let route = self.scene.graph.route(names, reference);
        let is_protected = |def: Def| {
            self.items.contains(names, def) && !names.is_within(reference.from, self.home(def))
        };
        let is_of_alias =
            matches!(reference.sort, Sort::Alias(alias) if is_protected(Def::Item(alias)));
        if is_of_alias || relies_on_mistake(names, reference, &route, is_protected) {
            return None;
        }
        let (from, to) = (
            names.module_path(reference.from),
            names.path_of(reference.to),
        );
        let headline = format!("`{from}` refers to `{to}`, which is protected");
        let mut finding = Finding::of_reference(&self.scene, reference, &route, headline);
        finding.note_detour(names, reference);
        finding.label = "not one of its importers".to_owned();
        finding.forbidden_by = Some((self.importers_span, "only these refer to it".to_owned()));
        finding.set_help(match self.importers.heads().as_slice() {
            [] => format!(
                "keep `{}` to itself",
                names.module_path(self.home(reference.to))
            ),
            [only] => format!(
                "go through `{}`, or add `{from}` to `importers`",
                names.path_of(*only)
            ),
            _ => format!("go through one of its importers, or add `{from}` to `importers`"),
        });
        Some(finding)
    }
}
