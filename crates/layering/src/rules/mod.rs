//! The kinds of rules, and what all of them share.
//!
//! A kind is one file: its options, its check, its words, its documentation.
//! It is a pure function from names and references to [`Finding`]s; the keys
//! that every rule has (`tests`, `ignore`, `severity`, `because`, `help`) are
//! applied here, so that no kind can forget one.
//!
//! Adding a kind takes its file and a line in [`KINDS`].

mod acyclic;
mod allowed;
mod attributes;
mod borders;
mod chain;
mod dependencies;
mod ends;
mod entries;
mod exports;
mod finding;
mod forbidden;
mod gateway;
mod heads;
mod ignores;
mod independence;
mod kind;
mod layers;
mod links;
mod orphans;
mod protected;
mod reach;
mod reliance;
mod select;
mod shared;
mod singled;
mod test_only;
mod tops;
mod visibility;
mod void;

use rustc_hash::FxHashSet;

use crate::config::{self, Config, RuleConfig, Tests};
use crate::diagnostic::{Diagnostic, RuleOutcome, RuleStatus};
use crate::facts::PathId;
use crate::graph::ReferenceGraph;
use crate::modules::UnitId;
use crate::resolve::Names;
use crate::source::{SourceMap, Span};
use crate::workspace::Manifests;

pub use chain::{Step, shortest_chain};
pub use finding::Finding;
pub use kind::{Kind, Sees, UnknownKind};
pub use reach::reach;
pub use select::ItemSet;
pub use singled::Singled;

use reach::Looks;

/// Every kind.
pub const KINDS: &[Kind] = &[
    acyclic::KIND,
    allowed::KIND,
    attributes::KIND,
    dependencies::KIND,
    exports::KIND,
    forbidden::KIND,
    gateway::KIND,
    independence::KIND,
    layers::KIND,
    orphans::KIND,
    protected::KIND,
    shared::KIND,
    test_only::KIND,
    visibility::KIND,
];

/// The JSON schema of `layering.toml`, for completion in editors.
pub fn schema() -> serde_json::Value {
    config::schema(|generator| {
        let kinds = KINDS.iter();
        kinds.map(|kind| kind.schema(generator)).collect()
    })
}

/// What rules look at.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The names of the workspace.
    pub names: &'a Names<'a>,
    /// Its references.
    pub graph: &'a ReferenceGraph,
    /// The rules file.
    pub config: &'a Config<'a>,
    /// What the manifests depend on, if a rule asks for it.
    pub manifests: &'a Manifests,
    /// The files.
    pub sources: &'a SourceMap,
}

/// A rule whose options are known to be right.
trait Check {
    /// Finds what breaks the rule.
    fn check(&self, findings: &mut Findings);

    /// Whether there is code that it judges, of what `tests` takes: if not, nothing can
    /// break the rule. Kinds whose options do not say where they look do not know.
    fn judges_any(&self, tests: Tests) -> bool {
        let _ = tests;
        true
    }
}

/// What a check finds.
#[derive(Default)]
struct Findings {
    found: Vec<Finding>,
    /// How many references or items were judged.
    checked: usize,
    /// Which references those are.
    judged: Judged,
    /// The exceptions of the rule, for kinds that follow chains: there, a
    /// reference that is excused is no link.
    ignores: ignores::Ignores,
}

impl Findings {
    /// Counts references that were judged.
    fn count(&mut self, references: impl IntoIterator<Item = u32>) {
        let before = self.judged.references.len();
        self.judged.references.extend(references);
        self.checked += self.judged.references.len() - before;
    }
}

/// The references that a rule judged.
#[derive(Clone, Debug, Default)]
pub struct Judged {
    /// Those to items of the workspace, by their indices; each as often as it counts.
    pub references: Vec<u32>,
    /// Those of whose number a finding speaks.
    pub weighed: Vec<u32>,
    /// Paths that lead out of the workspace.
    pub paths: Vec<(UnitId, PathId)>,
}

/// The outcome of all rules.
#[derive(Default)]
pub struct Verdict {
    /// The rules, in the order of `layering.toml`.
    pub outcomes: Vec<RuleOutcome>,
    /// What each of them judged.
    pub judged: Vec<Judged>,
    /// What breaks them.
    pub violations: Vec<Diagnostic>,
    /// What is wrong with `layering.toml` itself.
    pub problems: Vec<Diagnostic>,
    /// Whether the options of every rule are right: if not, none was checked.
    pub is_right: bool,
}

/// What is wrong with the options of all rules, as far as that can be said
/// without the workspace.
pub fn validate(config: &Config<'_>) -> Vec<Diagnostic> {
    let mut problems = Vec::new();
    for rule in &config.rules {
        if let Ok(kind) = Kind::named(rule.kind.value) {
            (kind.validate)(config, rule, &mut problems);
        }
    }
    problems
}

/// What the rules can tell apart, all together.
pub fn sees(config: &Config<'_>) -> Sees {
    let sees = config.rules.iter().map(|rule| {
        let kind = Kind::named(rule.kind.value);
        let of_kind = kind.map_or(Sees::ITEMS, |kind| kind.sees);
        // Exceptions may name single items.
        let matches = of_kind.matches || !rule.ignore.is_empty();
        // Whether there is any test code is a matter of all items.
        let items = of_kind.items || rule.tests == Tests::Only;
        Sees {
            matches,
            items,
            ..of_kind
        }
    });
    sees.fold(Sees::MODULES, Sees::or)
}

/// Whether a rule denies the use of what comes with the compiler.
pub fn judges_sysroot(config: &Config<'_>) -> bool {
    let rules = config.rules.iter();
    let mut rules = rules.filter(|rule| rule.kind.value == dependencies::KIND.name);
    rules.any(|rule| dependencies::judges_sysroot(config, rule))
}

/// Whether a rule looks at manifests.
pub fn needs_manifests(config: &Config<'_>) -> bool {
    let mut kinds = config.rules.iter().map(|rule| rule.kind.value);
    kinds.any(|kind| kind == dependencies::KIND.name)
}

/// Checks the rules with an id in `selected`, or all if it is empty. Where
/// the options of any are wrong, none is checked.
pub fn run(scene: &Scene<'_>, selected: &[String]) -> Verdict {
    let mut verdict = Verdict::default();
    let prepared: Vec<_> = scene
        .config
        .rules
        .iter()
        .map(|rule| {
            let kind = Kind::named(rule.kind.value).ok();
            let before = verdict.problems.len();
            let check = kind.and_then(|kind| (kind.prepare)(scene, rule, &mut verdict.problems));
            if check.is_none() && verdict.problems.len() == before {
                // A rule that does not run is never passed over in silence.
                let headline = format!("rule `{}` could not be read", rule.id.value);
                verdict
                    .problems
                    .push(Diagnostic::error(headline).at(rule.span, "did not run"));
            }
            if let Some(check) = &check
                && verdict.problems.len() == before
                && !rule.allow_empty
            {
                let void = void::problem(scene, rule, &**check);
                verdict.problems.extend(void);
            }
            let ignores = ignores::Ignores::new(scene, rule, &mut verdict.problems);
            (rule, check, ignores)
        })
        .collect();
    verdict.is_right = verdict.problems.is_empty();
    for (rule, check, ignores) in prepared {
        let is_selected = selected.is_empty() || selected.contains(&rule.id.value);
        let mut findings = Findings {
            ignores,
            ..Findings::default()
        };
        let status = match check {
            Some(check) if is_selected && verdict.is_right => {
                check.check(&mut findings);
                let mut ignores = std::mem::take(&mut findings.ignores);
                let violations = accepted(scene, rule, findings.found, &mut ignores);
                verdict.problems.extend(ignores.unused(rule));
                let status = if violations.is_empty() {
                    RuleStatus::Kept
                } else {
                    RuleStatus::Broken
                };
                findings.found = violations;
                status
            }
            _ => RuleStatus::Skipped,
        };
        verdict.outcomes.push(RuleOutcome {
            id: rule.id.value.clone(),
            kind: rule.kind.value.into(),
            status,
            violations: findings.found.len(),
            checked: findings.checked,
        });
        verdict.judged.push(findings.judged);
        let found = findings.found.into_iter();
        verdict
            .violations
            .extend(found.map(|finding| finding.into_diagnostic(scene, rule)));
    }
    verdict
}

/// The problem that a rule with `tests = "only"` can never be broken.
fn judges_nothing(rule: &RuleConfig<'_>, why: &str) -> Diagnostic {
    let headline = format!("rule `{}` judges nothing", rule.id.value);
    Diagnostic::error(headline)
        .at(rule.span, format!("`tests = \"only\"`, but {why}"))
        .with_help("remove `tests`, or say `tests = \"exclude\"`")
}

/// The findings that count: in the code that the rule is about, not excused,
/// and each mistake once.
fn accepted(
    scene: &Scene<'_>,
    rule: &RuleConfig<'_>,
    mut found: Vec<Finding>,
    ignores: &mut ignores::Ignores,
) -> Vec<Finding> {
    found.retain(|finding| match rule.tests {
        Tests::Include => true,
        Tests::Exclude => !finding.test,
        Tests::Only => finding.test,
    });
    // Of a chain, single links are excused, before it is followed.
    found.retain(|finding| !finding.chain.is_empty() || !ignores.excuse(scene.names, finding));
    // A file that two crates share is read in each of them.
    found.sort_by(|a, b| {
        (a.span, &a.to_path(scene), &a.headline).cmp(&(b.span, &b.to_path(scene), &b.headline))
    });
    found.dedup_by(|a, b| a.span == b.span && is_same_target(scene, a, b));
    // What a macro begins to write is its mistake, not that of its callers.
    let places: FxHashSet<Span> = found.iter().map(|finding| finding.span).collect();
    found.retain(|finding| !finding.begun.is_some_and(|begun| places.contains(&begun)));
    found
}

/// Whether two findings are about the same item, or about one that is written
/// in a file which both crates share.
fn is_same_target(scene: &Scene<'_>, a: &Finding, b: &Finding) -> bool {
    let names = scene.names;
    if let (finding::Target::Def(a), finding::Target::Def(b)) = (&a.to, &b.to)
        && names.crate_of(*a) != names.crate_of(*b)
        && let Some(place) = names.span(*a)
    {
        return names.span(*b) == Some(place);
    }
    a.to_path(scene) == b.to_path(scene)
}
