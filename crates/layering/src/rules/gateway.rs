//! `gateway`: items are reached through one module only.
//!
//! ## What it does
//!
//! The rule looks at the route of each reference from `within` to one of `items`,
//! not at the item alone. It holds if a module of `through` is on the route; a
//! path that ends at the right item is wrong if it walked around the gateway,
//! whatever it is spelled like. Inside of the gateway everything is allowed. A
//! module that re-exports the item without taking it from the gateway is flagged
//! where it does so, and so is every other module that takes the item from there.
//!
//! ## Why it matters
//!
//! A module that stands between two parts of a program is worth what it costs only
//! if nobody walks around it: then what lies behind it can be moved, renamed or
//! wrapped in one place.
//!
//! ## Example
//!
//! ```text
//! //- /server/src/lib.rs deps:api
//! mod admin;
//! mod billing;
//! mod contract;
//! //- /server/src/contract.rs
//! pub(crate) use api::Order;
//! //- /server/src/billing.rs
//! use crate::contract::Order;
//!
//! pub fn bill(order: &Order) -> u64 {
//!     order.total
//! }
//! //- /server/src/admin.rs
//! use api::order::*; //~ orders-through-contract
//!
//! pub fn show(order: &Order) -> u64 {
//!     order.total
//! }
//! //- /api/src/lib.rs
//! pub mod order;
//! pub use order::Order;
//! //- /api/src/order.rs
//! pub struct Order {
//!     pub total: u64,
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "orders-through-contract"
//! kind = "gateway"
//! items = "api::Order"
//! through = "server::contract"
//! within = "server"
//! because = "the server names api types in one place"
//! ```
//!
//! ## How to mend it
//!
//! Write the path in the help. Where the gateway does not have the item yet,
//! re-export it there.

use rustc_hash::FxHashSet;
use schemars::JsonSchema;
use serde::Deserialize;

use super::heads::{modules, optional_modules};
use super::reliance::relies_on_mistake;
use super::{Check, Finding, Findings, ItemSet, Kind, Looks, Scene, Sees, void};
use crate::config::{Config, RuleConfig, Selectors, Tests};
use crate::diagnostic::{Applicability, Diagnostic, Suggestion};
use crate::facts::{Context, ImportKind, Visibility};
use crate::graph::{Reference, Sort};
use crate::modules::ModuleId;
use crate::resolve::{Def, Route};
use crate::source::Span;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "gateway",
    source: include_str!("gateway.rs"),
    options: Options::json_schema,
    sees: Sees::TARGETS,
    looks: |_| Looks::Into {
        paths: &["items", "through", "within", "except"],
        names: &[],
    },
    validate,
    prepare,
};

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The items that have to be reached through the gateway, with what is
    /// below them.
    items: Selectors,
    /// The gateway: modules or crates.
    through: Selectors,
    /// The crates and modules whose references are judged.
    within: Selectors,
    /// Those among them whose references are not.
    #[serde(default)]
    except: Selectors,
}

struct Gateway<'a> {
    scene: Scene<'a>,
    items: ItemSet,
    through: ItemSet,
    within: ItemSet,
    except: ItemSet,
    through_text: String,
    through_span: Span,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    if let Some(options) = rule.options::<Options>(problems) {
        for selectors in [
            &options.items,
            &options.through,
            &options.within,
            &options.except,
        ] {
            config.selectors(selectors, problems);
        }
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let through = scene.config.selectors(&options.through, problems);
    let items = scene.config.selectors(&options.items, problems);
    let within = scene.config.selectors(&options.within, problems);
    let except = scene.config.selectors(&options.except, problems);
    let first = through.include.first();
    let (names, allow_empty) = (scene.names, rule.allow_empty);
    let before = problems.len();
    let gateway = Gateway {
        scene: *scene,
        items: ItemSet::new(names, &items, allow_empty, problems),
        within: modules(names, &within, allow_empty, problems),
        except: optional_modules(names, &except, allow_empty, problems),
        through: modules(names, &through, allow_empty, problems),
        through_text: first.map_or_else(|| "[]".to_owned(), |first| first.text.clone()),
        through_span: first.map_or(rule.span, |first| first.span),
    };
    if !allow_empty && problems.len() == before && gateway.judged().is_empty() {
        let problem = Diagnostic::error(format!("rule `{}` judges no module", rule.id.value))
            .at(
                within.span.unwrap_or(rule.span),
                "all of it is in `through` or `except`",
            )
            .with_help("the references that count are those from `within`, outside of the gateway");
        problems.push(problem);
    }
    Some(Box::new(gateway))
}

impl Check for Gateway<'_> {
    fn check(&self, findings: &mut Findings) {
        let names = self.scene.names;
        let judged = self.judged();
        let mut gated: Vec<Def> = self
            .scene
            .graph
            .targets()
            .filter(|def| self.items.contains(names, *def))
            .collect();
        gated.sort_unstable();
        for def in gated {
            for (index, reference) in self.scene.graph.to(def) {
                if judged.contains(&reference.from) {
                    findings.count([index]);
                    findings.found.extend(self.judge(reference));
                }
            }
        }
    }

    fn judges_any(&self, tests: Tests) -> bool {
        let judged = self.judged();
        void::in_modules(&self.scene, tests, |module| judged.contains(&module))
    }
}

impl Gateway<'_> {
    /// The modules whose references are judged.
    fn judged(&self) -> FxHashSet<ModuleId> {
        let names = self.scene.names;
        let modules = (0..).map(ModuleId).take(names.tree.modules.len());
        let is_judged = |module: &ModuleId| {
            let module = Def::Module(*module);
            self.within.contains(names, module)
                && !self.through.contains(names, module)
                && !self.except.contains(names, module)
        };
        modules.filter(is_judged).collect()
    }

    fn judge(&self, reference: &Reference) -> Option<Finding> {
        let names = self.scene.names;
        let route = self.scene.graph.route(names, reference);
        let passes = |module| self.through.contains(names, Def::Module(module));
        let is_gated = |def| self.items.contains(names, def);
        if route.hops.iter().any(|hop| passes(hop.module))
            || relies_on_mistake(names, reference, &route, is_gated)
        {
            return None;
        }
        Some(self.finding(reference, &route))
    }

    fn finding(&self, reference: &Reference, route: &Route) -> Finding {
        let names = self.scene.names;
        let to = names.path_of(reference.to);
        let gate = self.gate_name();
        let headline = format!("`{to}` is reached around `{gate}`");
        let label = self.label(route, reference);
        let mut finding = Finding::of_reference(&self.scene, reference, route, headline);
        finding.label = label;
        finding.forbidden_by = Some((self.through_span, "must pass through here".to_owned()));
        finding.note_route(names, reference);
        match self.instead(reference) {
            Some(path) => {
                finding.set_help(format!("write `{path}`"));
                finding.suggestion = self.suggestion(reference, path);
            }
            None => {
                let name = names.name_of(reference.to);
                finding.set_help(format!(
                    "re-export `{name}` from `{}`, and use it from there",
                    self.through_text
                ));
            }
        }
        finding
    }

    /// The gateway in one word, as long as that says enough.
    fn gate_name(&self) -> &str {
        self.through_text
            .rsplit("::")
            .next()
            .unwrap_or(&self.through_text)
    }

    fn label(&self, route: &Route, reference: &Reference) -> String {
        let names = self.scene.names;
        let krate = names.crate_of(Def::Module(reference.from));
        let detour = route
            .hops
            .iter()
            .find(|hop| names.crate_of(Def::Module(hop.module)) == krate);
        match (detour, route.hops.first()) {
            (Some(detour), _) => format!("by way of `{}`", names.module_path(detour.module)),
            (None, Some(first)) => format!("straight into `{}`", names.module_path(first.module)),
            (None, None) => "not through it".to_owned(),
        }
    }

    /// The path to write instead: what the gateway calls the item.
    fn instead(&self, reference: &Reference) -> Option<String> {
        let names = self.scene.names;
        // What is below a gated item is reached by its path below that item.
        let mut below = Vec::new();
        let mut def = reference.to;
        loop {
            for gate in self.through.heads() {
                let Def::Module(gate) = gate else {
                    continue;
                };
                if let Some(name) = names.name_in(gate, def, reference.from) {
                    let mut path = vec![names.path_from(reference.from, gate)?, name];
                    path.extend(below.iter().rev().cloned());
                    return Some(path.join("::"));
                }
            }
            below.push(names.name_of(def).to_owned());
            def = names.parent_of(def)?;
            if !self.items.contains(names, def) {
                return None;
            }
        }
    }

    /// An edit of the whole path, where it stands in one piece.
    fn suggestion(&self, reference: &Reference, path: String) -> Option<Suggestion> {
        let names = self.scene.names;
        let facts = &names.tree.unit(reference.unit).facts;
        let this = facts.path(reference.path);
        // What follows `<Type>` is reached by that, and a glob by its path.
        if reference.sort != Sort::Path || reference.by_macro || this.base.is_some() {
            return None;
        }
        let last = usize::from(reference.segment);
        let mut span = names.path_span(reference.unit, reference.path, last)?;
        if this.leading_colons {
            span.start = span.start.checked_sub(2)?;
        }
        let segments = &facts.segments(this)[..=last];
        let written: Vec<&str> = segments
            .iter()
            .map(|segment| facts.name(segment.name))
            .collect();
        let colons = if this.leading_colons { "::" } else { "" };
        if self.scene.sources.text(span) != format!("{colons}{}", written.join("::")) {
            return None;
        }
        let import = facts
            .imports
            .iter()
            .find(|import| import.path == reference.path);
        let mut replacement = path;
        if let Some(ImportKind::Named(name)) = import.map(|import| import.kind) {
            // The name that is imported stays, also if the gateway has another.
            let name = facts.name(name);
            let is_renamed = written.last() != Some(&name);
            if !is_renamed && replacement.rsplit("::").next() != Some(name) {
                replacement = format!("{replacement} as {name}");
            }
        }
        // A re-export may be wider than what the gateway has for it.
        let is_re_export = import.is_some_and(|import| import.visibility != Visibility::Inherited);
        let is_unsure = matches!(
            reference.context,
            Context::MacroBody | Context::MacroArg | Context::String
        );
        Some(Suggestion {
            span,
            replacement,
            applicability: if is_re_export || is_unsure {
                Applicability::MaybeIncorrect
            } else {
                Applicability::MachineApplicable
            },
        })
    }
}
