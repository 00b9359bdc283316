//! `dependencies`: manifests and code use no denied package.
//!
//! ## What it does
//!
//! It looks at the manifests of the packages in `of`, and at their code. Every entry
//! of a dependency table counts, also one for a platform, an optional, a renamed or
//! an inherited one, by the package that it really means. In code, every path counts
//! that ends in a denied package, by whatever name: a renamed dependency, an
//! `extern crate … as`, an alias, or what another crate re-exports. Entries of the
//! lists are names of packages, of the workspace or not; `*` matches any characters,
//! and `-` is the same as `_`. A package may always use itself.
//!
//! `dep-kinds` says what is judged: `normal` is `[dependencies]` and the code of
//! libraries and programs, `dev` is `[dev-dependencies]` and test code, `build` is
//! `[build-dependencies]` and build scripts. Manifests are judged if all that uses
//! such a table is in `of`: with `of = ["app", "!app::facts"]` only code is. What a
//! dependency depends on in turn is not looked at.
//!
//! `std`, `core`, `alloc`, `proc_macro` and `test` are in no manifest. Only `deny` speaks
//! of them, by their full names; it finds paths that name them, not the prelude.
//! Where several crates outside of the workspace are handed on by globs of one
//! module, a name from there counts for none of them.
//!
//! ## Why it matters
//!
//! A dependency is quickly added and hard to remove. This rule keeps a package free
//! of what it must not pull in, or keeps a library at the one place that wraps it.
//!
//! ## Example
//!
//! ```text
//! //- /app/Cargo.toml
//! [package]
//! name = "app"
//! version = "0.0.0"
//! edition = "2024"
//!
//! [dependencies]
//! tree = { path = "../outside/big-json", package = "big-json" } #~ app-without-json
//! //- /app/src/lib.rs
//! use tree::Value; //~ app-without-json
//!
//! pub fn is_null(value: &Value) -> bool {
//!     matches!(value, Value::Null)
//! }
//! //- /outside/big-json/src/lib.rs
//! pub enum Value {
//!     Null,
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "app-without-json"
//! kind = "dependencies"
//! of = "app"
//! deny = ["*-json"]
//! because = "the app speaks one format, and wraps it elsewhere"
//! ```
//!
//! ## How to mend it
//!
//! Remove the entry from the manifest, and the code that needs it; or move that code
//! to a package that may depend on it.

mod packages;
mod uses;

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use self::packages::{Packages, is_sysroot};
use self::uses::{Use, Uses};
use super::heads::modules;
use super::{Check, Findings, Judged, Kind, Looks, Scene, Sees};
use crate::config::{Config, RuleConfig, Selectors, Tests};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::workspace::DependencyKind;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "dependencies",
    source: include_str!("dependencies.rs"),
    options: Options::json_schema,
    sees: Sees::MODULES,
    looks: |_| Looks::Into {
        paths: &["of"],
        names: &[],
    },
    validate,
    prepare,
};

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The packages, crates or modules that are judged.
    of: Selectors,
    /// The packages that must not be used. This or `allow` is needed.
    #[schemars(with = "Option<Selectors>")]
    deny: Option<Spanned<Selectors>>,
    /// The only packages that may be.
    #[schemars(with = "Option<Selectors>")]
    allow: Option<Spanned<Selectors>>,
    /// What is judged. Default: all of it.
    #[schemars(with = "Option<Vec<DepKind>>")]
    dep_kinds: Option<Spanned<Vec<DepKind>>>,
}

/// A kind of dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum DepKind {
    /// Of libraries and programs.
    Normal,
    /// Of build scripts.
    Build,
    /// Of tests, benches and examples.
    Dev,
}

impl From<DepKind> for DependencyKind {
    fn from(kind: DepKind) -> Self {
        match kind {
            DepKind::Normal => DependencyKind::Normal,
            DepKind::Build => DependencyKind::Build,
            DepKind::Dev => DependencyKind::Dev,
        }
    }
}

struct Dependencies<'a> {
    scene: Scene<'a>,
    packages: Packages,
    uses: Uses<'a>,
    /// How often each package is used.
    counts: FxHashMap<&'a str, usize>,
    /// By which references.
    judged: Judged,
}

impl Options {
    /// The packages of `deny` or `allow`. Pushes what is wrong with them.
    fn packages(
        &self,
        config: &Config<'_>,
        rule: &RuleConfig<'_>,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Packages> {
        let wrong = |headline: String, label: &str| {
            Diagnostic::error(headline)
                .at(rule.span, label)
                .with_help("say which packages must not be used, or which alone may be")
        };
        let id = &rule.id.value;
        match (&self.deny, &self.allow) {
            (Some(deny), None) if deny.get_ref().is_empty() => {
                let headline = format!("rule `{id}` denies nothing");
                problems.push(wrong(headline, "`deny` is empty"));
                None
            }
            (Some(deny), None) => Some(Packages::denied(config, deny, problems)),
            (None, Some(allow)) => Some(Packages::allowed(config, allow, problems)),
            (None, None) => {
                let headline = format!("rule `{id}` denies nothing");
                problems.push(wrong(headline, "neither `deny` nor `allow`"));
                None
            }
            (Some(_), Some(_)) => {
                let headline = format!("rule `{id}` both denies and allows");
                problems.push(wrong(headline, "`deny` and `allow`"));
                None
            }
        }
    }

    fn kinds(&self, config: &Config<'_>, problems: &mut Vec<Diagnostic>) -> Vec<DependencyKind> {
        let Some(kinds) = &self.dep_kinds else {
            return vec![
                DependencyKind::Normal,
                DependencyKind::Build,
                DependencyKind::Dev,
            ];
        };
        let kinds = config.locate(kinds.clone());
        if kinds.value.is_empty() {
            let problem = Diagnostic::error("`dep-kinds` names no kind of dependency");
            problems.push(problem.at(kinds.span, "nothing would be judged"));
        }
        kinds.value.into_iter().map(DependencyKind::from).collect()
    }
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    if let Some(options) = rule.options::<Options>(problems) {
        config.selectors(&options.of, problems);
        options.packages(config, rule, problems);
        options.kinds(config, problems);
    }
}

/// Whether a rule judges the use of what comes with the compiler.
pub(super) fn judges_sysroot(config: &Config<'_>, rule: &RuleConfig<'_>) -> bool {
    let problems = &mut Vec::new();
    let options = rule.options::<Options>(problems);
    let packages = options.and_then(|options| options.packages(config, rule, problems));
    packages.is_none_or(|packages| packages.judge_sysroot())
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let of = scene.config.selectors(&options.of, problems);
    let of = modules(scene.names, &of, rule.allow_empty, problems);
    let packages = options.packages(scene.config, rule, problems)?;
    let kinds = options.kinds(scene.config, problems);
    let uses = Uses::new(*scene, of, kinds);
    let (mut counts, judged) = uses.count(packages.judge_sysroot());
    if !rule.allow_empty {
        let mut used: Vec<&str> = counts.keys().copied().collect();
        used.sort_unstable();
        problems.extend(packages.unused(&used));
    }
    if !packages.judge_sysroot() {
        counts.retain(|package, _| !is_sysroot(package));
    }
    Some(Box::new(Dependencies {
        scene: *scene,
        packages,
        uses,
        counts,
        judged,
    }))
}

impl Check for Dependencies<'_> {
    fn check(&self, findings: &mut Findings) {
        findings.checked = self.counts.values().sum();
        findings.judged = self.judged.clone();
        let counted = self.counts.keys();
        let verdicts: FxHashMap<&str, _> = counted
            .filter_map(|package| Some((*package, self.packages.verdict(package)?)))
            .collect();
        if verdicts.is_empty() {
            return;
        }
        let uses = self.uses.find(&|package| verdicts.contains_key(package));
        let is_denied = |package: &str| self.packages.verdict(package).is_some();
        let denied: FxHashSet<(Span, &str)> = uses.iter().filter_map(Use::outside).collect();
        for found in &uses {
            let Some((span, words)) = verdicts.get(found.package()).copied() else {
                continue;
            };
            if let Some(mut finding) = found.finding(&self.scene, &denied, &is_denied) {
                finding.forbidden_by = Some((span, words.to_owned()));
                findings.found.push(finding);
            }
        }
    }

    fn judges_any(&self, tests: Tests) -> bool {
        self.uses.judge_any(tests)
    }
}
