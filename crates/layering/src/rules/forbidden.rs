//! `forbidden`: no path of references leads from one part of the code to another.
//!
//! ## What it does
//!
//! Reports every reference from `from` to `to`, where it stands. Where no
//! single reference leads from a module of `from` to a module (or an item) of
//! `to`, it reports the shortest chain that does: `from` uses a module, which
//! uses another, which uses `to`. The report is at the first link and names
//! each one with its file and line. A `use` that hands an item on is a link of
//! its own: whoever takes the item from there relies on that module as well.
//! With `direct-only`, chains are left out.
//!
//! What lies in both `from` and `to` may refer to itself. A reference that an
//! entry of `ignore` matches is no link of any chain. With `tests = "exclude"`,
//! references in test code are no links, and with `"only"`, the first link is
//! one of them.
//!
//! What lies outside of the workspace is for `dependencies` to judge.
//!
//! ## Why it matters
//!
//! Code that must not know the database, the network or the screen does not
//! become independent of them by leaving out their names: a helper two modules
//! away brings them in all the same, and with them their reasons to change.
//!
//! ## Example
//!
//! ```text
//! //- /app/src/lib.rs
//! mod pricing {
//!     pub fn price() -> u32 {
//!         crate::rates::current() //~ pricing-without-storage
//!     }
//! }
//! mod rates {
//!     pub fn current() -> u32 {
//!         crate::storage::read("rates")
//!     }
//! }
//! mod storage {
//!     pub fn read(_key: &str) -> u32 {
//!         0
//!     }
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "pricing-without-storage"
//! kind = "forbidden"
//! from = "app::pricing"
//! to = "app::storage"
//! ```
//!
//! ## How to mend it
//!
//! Cut the chain at one of its links: hand in the value that is needed
//! instead of fetching it, or move what both ends need to a module that knows
//! neither.

use schemars::JsonSchema;
use serde::Deserialize;

use super::borders::{Crossing, crossings, judged};
use super::ends::Ends;
use super::links::Links;
use super::{Check, Finding, Findings, ItemSet, Kind, Looks, Scene, Sees, heads, void};
use crate::config::{Config, RuleConfig, Selector, SelectorList, Selectors, Tests};
use crate::diagnostic::Diagnostic;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "forbidden",
    source: include_str!("forbidden.rs"),
    options: Options::json_schema,
    sees: Sees::TARGETS,
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
    /// The modules and crates whose references are judged.
    from: Selectors,
    /// The items, modules and crates that they must not reach.
    to: Selectors,
    /// `true`: single references alone are judged, and no chains. Default `false`.
    #[serde(default)]
    direct_only: bool,
}

struct Forbidden<'a> {
    scene: Scene<'a>,
    tests: Tests,
    from: ItemSet,
    to: ItemSet,
    /// Each selector of `to`, to say which it was.
    entries: Vec<(ItemSet, Selector)>,
    direct_only: bool,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    if let Some(options) = rule.options::<Options>(problems) {
        config.selectors(&options.from, problems);
        config.selectors(&options.to, problems);
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let from = scene.config.selectors(&options.from, problems);
    let to = scene.config.selectors(&options.to, problems);
    let entry = |selector: &Selector| {
        let alone = SelectorList {
            include: vec![selector.clone()],
            ..SelectorList::default()
        };
        let set = ItemSet::new(scene.names, &alone, true, &mut Vec::new());
        (set, selector.clone())
    };
    let before = problems.len();
    let forbidden = Forbidden {
        scene: *scene,
        tests: rule.tests,
        from: heads::modules(scene.names, &from, rule.allow_empty, problems),
        entries: to.include.iter().map(entry).collect(),
        to: ItemSet::new(scene.names, &to, rule.allow_empty, problems),
        direct_only: options.direct_only,
    };
    if problems.len() == before && !rule.allow_empty && forbidden.is_of_itself() {
        let headline = format!("rule `{}` forbids nothing", rule.id.value);
        let problem = Diagnostic::error(headline)
            .at(to.span.unwrap_or(rule.span), "the same as `from`")
            .with_help("what lies in both may refer to itself: name something else");
        problems.push(problem);
    }
    Some(Box::new(forbidden))
}

impl Check for Forbidden<'_> {
    fn check(&self, findings: &mut Findings) {
        let links = Links::new(
            self.scene.names,
            self.scene.graph,
            self.tests,
            &findings.ignores,
        );
        let mut borders = Ends::new(self.scene.names, self.scene.graph, &self.from, &self.to);
        borders.direct_only = self.direct_only;
        findings.count(judged(&links, &borders));
        let found = crossings(&links, &borders, &mut findings.ignores);
        let found = found.iter().map(|crossing| self.finding(&links, crossing));
        findings.found.extend(found);
    }

    fn judges_any(&self, tests: Tests) -> bool {
        void::in_modules_of(&self.scene, tests, &self.from)
    }
}

impl Forbidden<'_> {
    /// Whether both ends are the same.
    fn is_of_itself(&self) -> bool {
        let names = self.scene.names;
        let within = |inner: &ItemSet, outer: &ItemSet| {
            let mut heads = inner.heads().into_iter();
            heads.all(|def| outer.contains(names, def) || !inner.contains(names, def))
        };
        within(&self.from, &self.to) && within(&self.to, &self.from)
    }

    fn finding(&self, links: &Links<'_>, crossing: &Crossing) -> Finding {
        let mut finding = crossing.finding(links);
        let names = self.scene.names;
        if let Some(last) = crossing.edges.last() {
            let target = links.target(last);
            let of_it = |(set, _): &&(ItemSet, Selector)| set.contains(names, target);
            if let Some((_, selector)) = self.entries.iter().find(of_it) {
                finding.forbidden_by = Some((selector.span, "must not be reached".to_owned()));
            }
        }
        finding
    }
}
