//! `test-only`: the items are referred to by test code alone.
//!
//! ## What it does
//!
//! A reference to one of `items` that is not in test code breaks the rule. Test code
//! is what `#[cfg(test)]` or a `#[test]` function holds, and test, bench and example
//! targets; `#[cfg(any(test, feature = "fakes"))]` is not, since such code is built
//! without a test as well. The item itself need not be under `cfg(test)`, so that
//! the tests of other crates can use it. What the items of the rule say of
//! themselves and of each other does not count: their bodies, their signatures, and
//! the `impl`s of a selected type. An `impl` of a selected trait for another type
//! does. A `use` is a reference, and so is a `pub use`: where it is not test code
//! itself it is flagged, even if tests alone use what it brings in.
//!
//! ## Why it matters
//!
//! Fakes, builders and records of test data tend to be handy. This keeps them out of
//! what is shipped, where the compiler cannot: across crates, and for what has to be
//! `pub`.
//!
//! ## Example
//!
//! ```text
//! //- /mail/src/lib.rs
//! pub mod fake;
//!
//! pub trait Post {
//!     fn send(&self, to: &str);
//! }
//! pub fn default_post() -> Box<dyn Post> {
//!     Box::new(fake::Outbox) //~ fakes-in-tests
//! }
//!
//! #[cfg(test)]
//! mod tests {
//!     use super::{Post, fake::Outbox};
//!
//!     #[test]
//!     fn sends() {
//!         Outbox.send("somebody");
//!     }
//! }
//! //- /mail/src/fake.rs
//! pub struct Outbox;
//! impl crate::Post for Outbox {
//!     fn send(&self, _: &str) {}
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "fakes-in-tests"
//! kind = "test-only"
//! items = "mail::fake"
//! because = "what is shipped sends mail"
//! ```
//!
//! ## How to mend it
//!
//! Use the real thing, or move the code that needs the item under `#[cfg(test)]`.

use schemars::JsonSchema;
use serde::Deserialize;

use super::reliance::relies_on_mistake;
use super::{Check, Finding, Findings, ItemSet, Kind, Looks, Scene, Sees, judges_nothing};
use crate::config::{Config, RuleConfig, Selectors, Tests};
use crate::diagnostic::Diagnostic;
use crate::facts::Context;
use crate::graph::{Reference, Sort};
use crate::resolve::Def;
use crate::source::Span;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "test-only",
    source: include_str!("test_only.rs"),
    options: Options::json_schema,
    sees: Sees {
        owners: true,
        ..Sees::TARGETS
    },
    looks: |_| Looks::Around {
        paths: &["items"],
        names: &[],
    },
    validate,
    prepare,
};

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The items that test code alone may refer to, with what is below them.
    items: Selectors,
}

struct TestOnly<'a> {
    scene: Scene<'a>,
    items: ItemSet,
    items_span: Option<Span>,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    if let Some(options) = rule.options::<Options>(problems) {
        config.selectors(&options.items, problems);
    }
    if rule.tests == Tests::Only {
        problems.push(judges_nothing(rule, "test code may refer to the items"));
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let list = scene.config.selectors(&options.items, problems);
    Some(Box::new(TestOnly {
        scene: *scene,
        items: ItemSet::new(scene.names, &list, rule.allow_empty, problems),
        items_span: list.include.first().map(|first| first.span),
    }))
}

impl Check for TestOnly<'_> {
    fn check(&self, findings: &mut Findings) {
        let names = self.scene.names;
        let targets = self.scene.graph.targets();
        let mut items: Vec<Def> = targets
            .filter(|def| self.items.contains(names, *def))
            .collect();
        items.sort_unstable();
        for def in items {
            for (index, reference) in self.scene.graph.to(def) {
                findings.count([index]);
                if !reference.test && !self.is_own(reference) && !self.is_absent(reference) {
                    findings.found.extend(self.judge(reference));
                }
            }
        }
    }
}

impl TestOnly<'_> {
    /// Whether the reference is a part of what the items of the rule are.
    fn is_own(&self, reference: &Reference) -> bool {
        let names = self.scene.names;
        let around = names.item_around(reference.unit, reference.path);
        self.items
            .contains(names, around.unwrap_or(Def::Module(reference.from)))
    }

    /// Whether a glob brings in an item that there is in tests alone: then it
    /// does so in tests alone.
    fn is_absent(&self, reference: &Reference) -> bool {
        reference.context == Context::Glob && self.scene.names.is_test(reference.to)
    }

    fn judge(&self, reference: &Reference) -> Option<Finding> {
        let names = self.scene.names;
        let route = self.scene.graph.route(names, reference);
        let is_denied = |def: Def| self.items.contains(names, def);
        // An alias that is one of the items is flagged itself.
        let is_of_alias =
            matches!(reference.sort, Sort::Alias(alias) if is_denied(Def::Item(alias)));
        if is_of_alias || relies_on_mistake(names, reference, &route, is_denied) {
            return None;
        }
        let to = names.path_of(reference.to);
        let headline = format!("`{to}` is for tests, but this is not test code");
        let mut finding = Finding::of_reference(&self.scene, reference, &route, headline);
        finding.note_detour(names, reference);
        finding.label = "not test code".to_owned();
        let words = "for test code alone".to_owned();
        finding.forbidden_by = self.items_span.map(|span| (span, words));
        finding.set_help(
            match reference.context {
                Context::Use | Context::Glob => {
                    "put `#[cfg(test)]` on it, or move it to the tests that need it"
                }
                _ => "use something else, or move this under `#[cfg(test)]`",
            }
            .to_owned(),
        );
        Some(finding)
    }
}
