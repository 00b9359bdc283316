//! `acyclic`: no cycle of references among sibling modules, or among packages.
//!
//! ## What it does
//!
//! Looks at the children of each module, and at the packages of the workspace.
//! A child stands for all below it, so that a reference from `app::web::page` to
//! `app::storage::row` leads from `app::web` to `app::storage`. References
//! between a module and what is around it are left alone.
//!
//! Siblings that lead to each other in circles are one violation, however many
//! circles there are. The report spells one of them out link by link, and lists
//! the fewest references that have to go so that no circle is left; it is at the
//! first of these. In a group of more than 18 siblings, the list is short, but
//! there may be a shorter one, and the report says so.
//!
//! Without `within`, everything is judged: the packages first, then the modules
//! of each crate, and so on. With `within`, it is the children of what that
//! selects, and the packages that it selects, among each other. `depth` is how
//! many levels of children are judged.
//!
//! Cargo sees to it that packages make no circle, but for dev-dependencies: what
//! this rule finds among packages is test code that leads back. With
//! `tests = "exclude"`, such references are left out, and with `"only"`, all
//! others.
//!
//! ## Why it matters
//!
//! Modules that need each other are one module in several files: none can be
//! understood, tested or moved to a crate of its own without all of them.
//!
//! ## Example
//!
//! ```text
//! //- /app/src/lib.rs
//! mod orders {
//!     pub fn place() {
//!         crate::people::find();
//!         crate::people::notify();
//!     }
//!     pub fn open() {}
//! }
//! mod people {
//!     pub fn find() {}
//!     pub fn notify() {
//!         crate::orders::open(); //~ no-cycles
//!     }
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "no-cycles"
//! kind = "acyclic"
//! within = "app"
//! ```
//!
//! ## How to mend it
//!
//! Cut the references that are listed: move what both need to a module of its
//! own, or let one hand it to the other. Where that is all the time the same
//! thing under two names, make one module of both.

mod components;
mod cut;
mod graph;
mod siblings;

use rayon::prelude::*;
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::finding::Target;
use super::links::Links;
use super::{Check, Finding, Findings, Kind, Looks, Scene, Sees, heads, void};
use crate::config::{Config, RuleConfig, Selectors, Tests};
use crate::diagnostic::{Diagnostic, Text};
use crate::graph::{Edge, Via};
use crate::resolve::Names;
use crate::source::Span;

use components::groups;
use cut::EXACT;
use graph::{Circles, Graph};
use siblings::{Parent, Scope};

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "acyclic",
    source: include_str!("acyclic.rs"),
    options: Options::json_schema,
    sees: Sees::MODULES,
    looks: |_| Looks::Into {
        paths: &["within"],
        names: &[],
    },
    validate,
    prepare,
};

/// References that a note lists; of the others, it says how many there are.
const LISTED: usize = 12;

/// Siblings that a headline names.
const NAMED: usize = 4;

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The modules and crates whose children are judged. Default: the workspace.
    within: Option<Selectors>,
    /// How many levels of children are judged. Default: all.
    #[schemars(with = "Option<u32>")]
    depth: Option<Spanned<u32>>,
}

struct Acyclic<'a> {
    scope: Scope<'a>,
    tests: Tests,
    at: Span,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    let Some(options) = rule.options::<Options>(problems) else {
        return;
    };
    if let Some(within) = &options.within {
        config.selectors(within, problems);
    }
    if let Some(depth) = options.depth.filter(|depth| *depth.get_ref() == 0) {
        let problem = Diagnostic::error(format!("rule `{}` judges no level", rule.id.value))
            .at(config.locate(depth).span, "none at all")
            .with_help("write `depth = 1` for the children alone");
        problems.push(problem);
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let mut at = rule.span;
    let within = options.within.map(|within| {
        let list = scene.config.selectors(&within, problems);
        at = list.include.first().map_or(at, |selector| selector.span);
        heads::modules(scene.names, &list, rule.allow_empty, problems)
    });
    let depth = options.depth.map(Spanned::into_inner);
    Some(Box::new(Acyclic {
        scope: Scope::new(*scene, within.as_ref(), depth),
        tests: rule.tests,
        at,
    }))
}

impl Check for Acyclic<'_> {
    fn check(&self, findings: &mut Findings) {
        let links = Links::new(
            self.scope.scene.names,
            self.scope.scene.graph,
            self.tests,
            &findings.ignores,
        );
        let modules = links.modules();
        let (weights, counted) = self.scope.weights(modules, |edge| links.may_start(edge));
        findings.count(counted);
        let circles = Circles::new(weights);
        let is_inside =
            |edge: &&Edge| links.may_start(edge) && circles.join(self.scope.siblings(edge));
        let inside: Vec<&Edge> = match circles.is_empty() {
            true => Vec::new(),
            false => links.all().par_iter().filter(is_inside).collect(),
        };
        let weighed = inside.iter().filter(|edge| edge.via != Via::Glob);
        let weighed = weighed.map(|edge| edge.reference);
        findings.judged.weighed = weighed.collect();
        let families = self.scope.families(inside.into_par_iter());
        let found = families.into_par_iter().flat_map(|(parent, family)| {
            let graph = Graph::new(family);
            let groups = groups(graph.siblings.len(), &graph.edges).into_par_iter();
            let found = groups.filter_map(|group| {
                let graph = graph.essential(&links, &group);
                let all: Vec<usize> = (0..graph.siblings.len()).collect();
                self.finding(&links, parent, &graph, &all)
            });
            found.collect::<Vec<_>>()
        });
        findings.found.par_extend(found);
        self.mark_used(&links, findings);
    }

    fn judges_any(&self, tests: Tests) -> bool {
        void::in_modules(&self.scope.scene, tests, |module| self.scope.covers(module))
    }
}

impl Acyclic<'_> {
    /// Marks the exceptions that leave out a link of a cycle, as if no link
    /// were left out.
    fn mark_used(&self, links: &Links<'_>, findings: &mut Findings) {
        if links.excused().is_empty() {
            return;
        }
        let excused = links.excused().par_iter();
        let excused = excused.map(|(edge, _)| std::slice::from_ref(edge));
        let all = links.modules().chain(excused);
        let (weights, _) = self.scope.weights(all, |edge| links.may_start(edge));
        let circles = Circles::new(weights);
        for (edge, entries) in links.excused() {
            if links.may_start(edge) && circles.join(self.scope.siblings(edge)) {
                for entry in entries {
                    findings.ignores.mark_used(*entry);
                }
            }
        }
    }

    fn finding(
        &self,
        links: &Links<'_>,
        parent: Parent,
        graph: &Graph,
        group: &[usize],
    ) -> Option<Finding> {
        let names = self.scope.scene.names;
        let cut = cut::cut(group, &graph.edges);
        let mut to_cut: Vec<Edge> = cut.iter().flat_map(|pair| graph.links(*pair)).collect();
        to_cut.sort_unstable_by_key(|edge| (edge.reference, edge.to));
        let first = *to_cut.first()?;
        let (_, pair) = self.scope.siblings(&first)?;
        let [from, to] = [pair.0, pair.1].map(|sibling| graph.number(sibling));
        let mut cycle = vec![first];
        let way = cut::way(group, &graph.edges, to, from);
        cycle.extend(
            way.windows(2)
                .filter_map(|step| graph.links((step[0], step[1])).next()),
        );

        let labels: Vec<String> = group
            .iter()
            .map(|member| format!("`{}`", graph.siblings[*member].label(names)))
            .collect();
        let mut finding = links.finding(&cycle, headline(names, parent, &labels));
        // What it is about is where the first link leads, not where the last
        // one comes back to.
        finding.to = Target::Def(links.reference(&first).to);
        finding.label = match to_cut.len() {
            1 => "without this reference, there is no cycle".to_owned(),
            count => format!("the first of {count} references to cut"),
        };
        finding.forbidden_by = Some((self.at, "no cycle in here".to_owned()));
        if labels.len() > NAMED {
            finding.note(format!("they are {}", labels.join(", ")));
        }
        finding.note(Self::list(links, &to_cut, group.len()));
        let is_test = |edge: &Edge| links.reference(edge).test;
        if parent == Parent::Workspace && cycle.iter().any(is_test) {
            let note = "test code makes this cycle; cargo allows that of dev-dependencies alone";
            finding.note(note);
        }
        finding.set_help(help(links, &to_cut));
        Some(finding)
    }

    /// What has to go, one reference a line.
    fn list(links: &Links<'_>, to_cut: &[Edge], members: usize) -> Text {
        let count = to_cut.len();
        let references = if count == 1 {
            "reference"
        } else {
            "references"
        };
        let text = if members > EXACT {
            format!("a small cut, maybe not the smallest, is {count} {references}")
        } else {
            format!("the smallest cut is {count} {references}")
        };
        let listed = to_cut.iter().take(LISTED);
        let text = listed.fold(Text::from(text), |text, edge| links.show(edge).show(text));
        match count.saturating_sub(LISTED) {
            0 => text,
            more => text.words(&format!("\nand {more} more")),
        }
    }
}

fn headline(names: &Names<'_>, parent: Parent, labels: &[String]) -> String {
    let listed = match labels {
        _ if labels.len() > NAMED => match parent {
            Parent::Workspace => format!("{} packages", labels.len()),
            Parent::Module(module) => {
                format!(
                    "{} modules in `{}`",
                    labels.len(),
                    names.module_path(module)
                )
            }
        },
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
        [] => String::new(),
    };
    format!("{listed} depend on each other")
}

fn help(links: &Links<'_>, to_cut: &[Edge]) -> Text {
    let places = to_cut.iter().map(|edge| links.reference(edge).span);
    Text::from("cut it at ").places(places.collect(), NAMED)
}
