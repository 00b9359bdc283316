//! `independence`: no path of references leads from one part of the code to another, either way.
//!
//! ## What it does
//!
//! Takes each module (or package) that `modules` selects as a part of its own,
//! with all below it, and reports every reference from one part to another,
//! where it stands. Where no single reference leads from a module of one part
//! to a module of another, it reports the shortest chain that does, through
//! modules that are in no part. The report is at the first link and names each
//! one with its file and line. With `direct-only`, chains are left out.
//!
//! A selector with a wildcard, as `app::plugins::*`, makes a part of each
//! module that it matches. No part may lie within another.
//!
//! ## Why it matters
//!
//! Features and plugins that know nothing of each other can be built, changed
//! and thrown away one by one. The first that borrows a helper from its
//! neighbour ends that, and nobody notices until the neighbour is to go.
//!
//! ## Example
//!
//! ```text
//! //- /app/src/lib.rs
//! pub mod plugins {
//!     pub mod invoices {
//!         pub fn round(cents: f64) -> f64 {
//!             cents.round()
//!         }
//!     }
//!     pub mod taxes {
//!         pub fn due(cents: f64) -> f64 {
//!             super::invoices::round(cents * 0.2) //~ plugins-are-independent
//!         }
//!     }
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "plugins-are-independent"
//! kind = "independence"
//! modules = "app::plugins::*"
//! ```
//!
//! ## How to mend it
//!
//! Move what both need to a module that is none of the parts, and knows
//! nothing of them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::borders::{Borders, Crossing, Part, crossings, judged};
use super::heads::{self, Head};
use super::links::Links;
use super::{Check, Finding, Findings, Kind, Looks, Scene, Sees, void};
use crate::config::{Config, RuleConfig, Selectors, Tests};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::Names;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "independence",
    source: include_str!("independence.rs"),
    options: Options::json_schema,
    sees: Sees::LINKS,
    looks: |_| Looks::Into {
        paths: &["modules"],
        names: &[],
    },
    validate,
    prepare,
};

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The modules and crates that must know nothing of each other.
    modules: Selectors,
    /// `true`: single references alone are judged, and no chains. Default `false`.
    #[serde(default)]
    direct_only: bool,
}

struct Independence<'a> {
    scene: Scene<'a>,
    tests: Tests,
    heads: Vec<Head>,
    parts: Vec<Option<Part>>,
    direct_only: bool,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    if let Some(options) = rule.options::<Options>(problems) {
        config.selectors(&options.modules, problems);
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let names = scene.names;
    let options: Options = rule.options(problems)?;
    let list = scene.config.selectors(&options.modules, problems);
    let before = problems.len();
    let heads = heads::heads(names, &list, rule.allow_empty, problems);
    heads::twice(names, &heads, problems);
    nested(names, &heads, problems);
    if heads.len() < 2 && !rule.allow_empty && problems.len() == before {
        let span = heads.first().map_or(rule.span, |head| head.span);
        problems.push(
            Diagnostic::error(format!("rule `{}` has nothing to compare", rule.id.value))
                .at(span, "selects one module")
                .with_help("name at least two modules or crates"),
        );
    }
    Some(Box::new(Independence {
        scene: *scene,
        tests: rule.tests,
        parts: heads::parts(names, &heads),
        heads,
        direct_only: options.direct_only,
    }))
}

/// The problem that one part lies within another, for each that does.
fn nested(names: &Names<'_>, heads: &[Head], problems: &mut Vec<Diagnostic>) {
    let parts = heads::parts(names, heads);
    for head in heads {
        let above = head.modules.iter().find_map(|module| {
            let parent = names.tree.module(*module).parent?;
            parts[parent.0 as usize]
        });
        if let Some(above) = above {
            let above = &heads[above as usize];
            let headline = format!("`{}` lies within `{}`", head.label, above.label);
            let problem = Diagnostic::error(headline).at(head.span, "cannot be independent of it");
            problems.push(if above.span == head.span {
                problem.with_help("`*` selects the modules of one level, `**` those of all")
            } else {
                problem.with_label(above.span, "selects all below it")
            });
        }
    }
}

impl Check for Independence<'_> {
    fn check(&self, findings: &mut Findings) {
        let links = Links::new(
            self.scene.names,
            self.scene.graph,
            self.tests,
            &findings.ignores,
        );
        findings.count(judged(&links, self));
        let found = crossings(&links, self, &mut findings.ignores);
        let found = found.iter().map(|crossing| self.finding(&links, crossing));
        findings.found.extend(found);
    }

    fn judges_any(&self, tests: Tests) -> bool {
        void::in_modules(&self.scene, tests, |module| self.part(module).is_some())
    }
}

impl Independence<'_> {
    fn finding(&self, links: &Links<'_>, crossing: &Crossing) -> Finding {
        let mut finding = crossing.finding(links);
        let [from, to] = [crossing.from, crossing.to].map(|part| &self.heads[part as usize]);
        finding.forbidden_by = Some((from.span, "must know nothing of each other".to_owned()));
        finding.note(format!(
            "`{}` and `{}` are to be independent",
            from.label, to.label
        ));
        finding
    }
}

impl Borders for Independence<'_> {
    fn part(&self, module: ModuleId) -> Option<Part> {
        self.parts[module.0 as usize]
    }

    fn forbids(&self, from: Part, to: Part) -> bool {
        from != to
    }

    fn is_direct_only(&self) -> bool {
        self.direct_only
    }
}
