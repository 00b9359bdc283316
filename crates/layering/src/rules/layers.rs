//! `layers`: no lower layer reaches a higher one, straight or through a chain.
//!
//! ## What it does
//!
//! `layers` lists modules or packages from the top down. Every reference from a
//! layer to a higher one is reported where it stands. Where no single reference
//! leads from a module of the lower layer to a module of the higher one, the
//! shortest chain that does is reported, through modules that are in no layer.
//! The report is at the first link and names each one with its file and line. A
//! chain that passes through a third layer is judged at the links between
//! layers, each by itself.
//!
//! - An entry that is a list holds siblings: each module that it selects must
//!   know nothing of the others. What a single entry selects may.
//! - A layer may lie within another, and does not belong to that one then.
//! - With `containers`, the same layers are looked for inside of each, and an
//!   entry is a path from there, as `api` or `*`. A layer need not be in every
//!   container, but in one, and no container may be without any.
//! - With `exhaustive`, each child module of a container has to be in a layer,
//!   or be above one. Without containers that goes for what is beside the
//!   layers: for the children of the innermost module around all of them, or
//!   for all packages of the workspace, if they are packages. The report is at
//!   the `mod`. An exception names the module around it as `from` and the module
//!   as `to`.
//! - What is above a `closed` layer must not reach what is below it, but by way
//!   of the closed one.
//!
//! ## Why it matters
//!
//! What lies below can be understood, tested and reused without what lies
//! above, as long as nothing points up. One reference upwards makes both one.
//!
//! ## Example
//!
//! ```text
//! //- /app/src/lib.rs
//! mod web {
//!     pub fn page() -> String {
//!         crate::domain::total().to_string()
//!     }
//! }
//! mod domain {
//!     pub fn total() -> u32 {
//!         crate::text::shout("total"); //~ downwards-only
//!         crate::storage::load()
//!     }
//! }
//! mod storage {
//!     use crate::domain; //~ downwards-only
//!
//!     pub fn load() -> u32 {
//!         domain::total()
//!     }
//! }
//! mod text {
//!     pub fn shout(_text: &str) {
//!         crate::web::page();
//!     }
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "downwards-only"
//! kind = "layers"
//! layers = ["app::web", "app::domain", "app::storage"]
//! ```
//!
//! ## How to mend it
//!
//! Move what the lower layer needs down to it, or let the higher one hand it in:
//! a value, a closure, or a trait that the lower layer defines and the higher one
//! implements.

mod closed;
mod exhaustive;
mod stack;

use schemars::JsonSchema;
use serde::Deserialize;

use super::borders::{Borders, Crossing, crossings, judged};
use super::heads::{self, Head};
use super::links::Links;
use super::{Check, Finding, Findings, Kind, Looks, Scene, Sees, void};
use crate::config::{Config, RuleConfig, Selectors, Tests};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

use closed::Closed;
use stack::{Layer, Plan, Stack};

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "layers",
    source: include_str!("layers.rs"),
    options: Options::json_schema,
    sees: Sees::LINKS,
    looks,
    validate,
    prepare,
};

/// Layers in containers have names that mean something there alone. Whether all
/// crates have a layer, only all crates can tell.
fn looks(rule: &RuleConfig<'_>) -> Looks {
    let paths: &'static [&'static str] = match rule.has("containers") {
        true => &["containers"],
        false if rule.has("exhaustive") => return Looks::Everywhere,
        false => &["layers"],
    };
    Looks::Into { paths, names: &[] }
}

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The layers from the top down: modules or crates, or lists of siblings.
    layers: Vec<Selectors>,
    /// The modules and crates inside of which the layers are, each with its own.
    #[serde(default)]
    containers: Selectors,
    /// `true`: every module beside the layers has to be in one. Default `false`.
    #[serde(default)]
    exhaustive: bool,
    /// The layers, as `layers` has them, that nobody above goes around; `true` for all.
    #[serde(default)]
    closed: Closed,
    /// `true`: single references alone are judged, and no chains. Default `false`.
    #[serde(default)]
    direct_only: bool,
}

struct Layers<'a> {
    scene: Scene<'a>,
    tests: Tests,
    stacks: Vec<Stack>,
    /// Where the options are, for what is in no layer.
    exhaustive: Option<Span>,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    let Some(options) = rule.options::<Options>(problems) else {
        return;
    };
    config.selectors(&options.containers, problems);
    options.closed.of(&options.layers, config, problems);
    let mut members = 0;
    for layer in &options.layers {
        let list = config.selectors(layer, problems);
        members += list.include.len();
        let prefixed = list.include.iter().find(|one| one.target.is_some());
        if let (Some(selector), false) = (prefixed, options.containers.is_empty()) {
            let headline = format!("layer `{}` names a kind of target", selector.text);
            problems.push(
                Diagnostic::error(headline)
                    .at(selector.span, "a path below a container")
                    .with_help("narrow `containers` to it instead"),
            );
        }
        if layer.is_empty() {
            let headline = format!("rule `{}` has an empty layer", rule.id.value);
            problems.push(Diagnostic::error(headline).at(rule.span, "`[]` in `layers`"));
        }
    }
    if members < 1 {
        let headline = format!("rule `{}` has no layers", rule.id.value);
        problems.push(Diagnostic::error(headline).at(rule.span, "nothing in `layers`"));
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let (names, config) = (scene.names, scene.config);
    let options: Options = rule.options(problems)?;
    let closed = options.closed.of(&options.layers, config, problems);
    let mut layers = Vec::new();
    for (raw, closed) in options.layers.iter().zip(closed) {
        layers.push(Layer::new(raw, config.selectors(raw, problems), closed));
    }
    let plan = Plan {
        layers: &layers,
        allow_empty: rule.allow_empty,
        direct_only: options.direct_only,
    };
    let before = problems.len();
    let stacks = if options.containers.is_empty() {
        vec![plan.alone(names, problems)]
    } else {
        let list = config.selectors(&options.containers, problems);
        let containers = heads::heads(names, &list, rule.allow_empty, problems);
        plan.in_each(names, &containers, problems)
    };
    let is_vacuous = stacks.iter().all(|stack| stack.heads.len() < 2) && !options.exhaustive;
    if is_vacuous && !rule.allow_empty && problems.len() == before {
        let headline = format!("rule `{}` has nothing to compare", rule.id.value);
        problems.push(
            Diagnostic::error(headline)
                .at(rule.span, "there is one layer alone")
                .with_help("name at least two layers"),
        );
    }
    let first = layers.iter().flat_map(|layer| &layer.list.include).next();
    let span = first.map_or(rule.span, |selector| selector.span);
    Some(Box::new(Layers {
        scene: *scene,
        tests: rule.tests,
        stacks,
        exhaustive: options.exhaustive.then_some(span),
    }))
}

impl Check for Layers<'_> {
    fn check(&self, findings: &mut Findings) {
        let links = Links::new(
            self.scene.names,
            self.scene.graph,
            self.tests,
            &findings.ignores,
        );
        for stack in &self.stacks {
            findings.count(judged(&links, stack));
            let found = crossings(&links, stack, &mut findings.ignores);
            let found = found
                .iter()
                .map(|crossing| finding(&links, stack, crossing));
            findings.found.extend(found);
            if let Some(at) = self.exhaustive {
                exhaustive::check(self.scene.names, stack, at, findings);
            }
        }
    }

    fn judges_any(&self, tests: Tests) -> bool {
        let is_judged = |module| self.stacks.iter().any(|stack| stack.part(module).is_some());
        void::in_modules(&self.scene, tests, is_judged)
    }
}

fn finding(links: &Links<'_>, stack: &Stack, crossing: &Crossing) -> Finding {
    let mut finding = crossing.finding(links);
    let head: &Head = stack.head(crossing.from);
    finding.forbidden_by = Some((head.span, "this layer".to_owned()));
    finding.note(stack.reason(crossing.from, crossing.to));
    finding
}
