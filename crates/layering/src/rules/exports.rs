//! `exports`: nothing that code outside of a crate or module can name is denied.
//!
//! ## What it does
//!
//! The rule walks every path that is public all the way, as a user of the crate
//! would: through re-exports, renames, globs and aliases; `#[doc(hidden)]` hides
//! nothing. For a module it walks what can be named from outside of that module,
//! `pub(crate)` included. An entry matches the exported name, the name of the
//! definition, and that of the type behind an alias. Variants, fields and
//! associated items are no entries of a surface; with `signatures`, the types in
//! public fields, in the signatures of public functions and methods, in bounds,
//! aliases and `impl` headers are looked at.
//!
//! One of `deny`, `allow` and `deny-names-from` is needed, and `deny` does not go with
//! `allow`. What `of` takes away with `!` exports what it likes; what others re-export
//! from there counts for them.
//!
//! ## Why it matters
//!
//! A type that is public by some path will be used by that path, and from then on
//! it cannot be changed or moved freely. This rule keeps a surface to what it is
//! meant to be, also against a `pub use` three modules away.
//!
//! ## Example
//!
//! ```text
//! //- /api/src/lib.rs
//! mod ledger;
//! pub use ledger::Entry as Line; //~ api-keeps-its-ledger
//!
//! pub struct Invoice {
//!     pub lines: Vec<ledger::Entry>, //~ api-keeps-its-ledger
//! }
//! //- /api/src/ledger.rs
//! pub struct Entry {
//!     pub amount: u64,
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "api-keeps-its-ledger"
//! kind = "exports"
//! of = "api"
//! deny = ["Entry"]
//! signatures = true
//! because = "entries change with the books"
//! ```
//!
//! ## How to mend it
//!
//! Remove the re-export, or move the item to where it may be public. Take the
//! type out of the signature, or make the field private and offer a method that
//! returns something else.

mod outside;
mod signatures;
mod surface;

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;

use self::surface::{defined_in, exported_names, surface};
use super::entries::{Entries, entries, report_unknown_names};
use super::finding::Target;
use super::tops::{Tops, tops};
use super::{Check, Finding, Findings, ItemSet, Kind, Looks, Scene, Sees, void};
use crate::config::{Config, RuleConfig, Selectors, Tests};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::{Def, Exposed, SurfaceName};
use crate::source::Span;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "exports",
    source: include_str!("exports.rs"),
    options: Options::json_schema,
    sees: Sees::PUBLIC,
    looks: |_| Looks::Into {
        paths: &["of", "deny-names-from"],
        names: &["deny", "allow", "except"],
    },
    validate,
    prepare,
};

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The crates and modules whose surface is judged. Of a package that is the
    /// library.
    of: Selectors,
    /// Names and items that must not be exported.
    deny: Option<Selectors>,
    /// The only names and items that may be.
    allow: Option<Selectors>,
    /// Modules: the names of what is *defined* there, modules among it, must not be
    /// exported.
    deny_names_from: Option<Selectors>,
    /// Names and items that the rule leaves alone.
    #[serde(default)]
    except: Selectors,
    /// `true`: also what public items show of others counts, if it is denied.
    /// Default `false`.
    #[serde(default)]
    signatures: bool,
}

struct Exports<'a> {
    scene: Scene<'a>,
    tops: Tops,
    deny: Option<Entries>,
    allow: Option<(Entries, Span)>,
    except: Entries,
    /// Denied names, with where each is defined.
    names_from: FxHashMap<String, Def>,
    names_from_span: Option<Span>,
    signatures: bool,
}

impl Options {
    fn deny_something(&self, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
        let denied = [&self.deny, &self.deny_names_from].into_iter().flatten();
        if self.allow.is_none() && denied.clone().all(Selectors::is_empty) {
            let headline = format!("rule `{}` denies nothing", rule.id.value);
            problems.push(
                Diagnostic::error(headline)
                    .at(rule.span, "no `deny`, `allow`, or `deny-names-from`")
                    .with_help("say what must not be exported, or what alone may be"),
            );
        }
        if self.deny.is_some() && self.allow.is_some() {
            let headline = format!("rule `{}` both denies and allows", rule.id.value);
            problems.push(
                Diagnostic::error(headline)
                    .at(rule.span, "`deny` and `allow`")
                    .with_help("keep one of them, or write two rules"),
            );
        }
    }
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    let Some(options) = rule.options::<Options>(problems) else {
        return;
    };
    options.deny_something(rule, problems);
    config.selectors(&options.of, problems);
    options.deny_names_from.iter().for_each(|raw| {
        config.selectors(raw, problems);
    });
    for names in [
        options.deny.as_ref(),
        options.allow.as_ref(),
        Some(&options.except),
    ] {
        names.into_iter().for_each(|raw| {
            config.names(raw, problems);
        });
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    options.deny_something(rule, problems);
    let of = scene.config.selectors(&options.of, problems);
    let tops = tops(scene, &of, rule, problems);
    // What a denial forbids should not exist, so it may match nothing.
    let deny = options
        .deny
        .as_ref()
        .map(|raw| entries(scene, raw, true, problems));
    let allow = options.allow.as_ref().map(|raw| {
        let span = rule.span;
        (entries(scene, raw, rule.allow_empty, problems), span)
    });
    let except = entries(scene, &options.except, rule.allow_empty, problems);
    if !rule.allow_empty {
        let exported = exported_names(scene, &tops);
        let lists = allow.iter().map(|(allow, _)| allow).chain([&except]);
        lists.for_each(|list| report_unknown_names(scene, list, &exported, problems));
    }
    let from = options
        .deny_names_from
        .as_ref()
        .map(|raw| scene.config.selectors(raw, problems));
    let names_from_span = from
        .as_ref()
        .and_then(|list| Some(list.include.first()?.span));
    let names_from = from.map(|list| {
        let set = ItemSet::new(scene.names, &list, rule.allow_empty, problems);
        defined_in(scene, &set)
    });
    Some(Box::new(Exports {
        scene: *scene,
        tops,
        deny,
        allow,
        except,
        names_from: names_from.unwrap_or_default(),
        names_from_span,
        signatures: options.signatures,
    }))
}

impl Check for Exports<'_> {
    fn check(&self, findings: &mut Findings) {
        for top in &self.tops.modules {
            let surface = surface(&self.scene, &self.tops, *top);
            findings.checked += surface.len();
            let mut flagged = FxHashSet::default();
            for name in &surface {
                let finding = self.judge_name(*top, name);
                if let (Some(_), Exposed::Def(def)) = (&finding, name.exposed) {
                    flagged.insert(def);
                }
                findings.found.extend(finding);
            }
            if self.signatures {
                self.judge_signatures(*top, &surface, &flagged, findings);
            }
        }
    }

    fn judges_any(&self, tests: Tests) -> bool {
        let names = self.scene.names;
        let tops = &self.tops.modules;
        let is_judged = |module| tops.iter().any(|top| names.is_within(module, *top));
        void::in_modules(&self.scene, tests, is_judged)
    }
}

impl Exports<'_> {
    /// Why something is denied: the place in the rules, and a few words.
    fn denial(&self, called: &[&str], defs: &[Def]) -> Option<(Span, String)> {
        let names = self.scene.names;
        if self.except.matching(&self.scene, called, defs).is_some() {
            return None;
        }
        let denied = self
            .deny
            .as_ref()
            .and_then(|deny| deny.matching(&self.scene, called, defs));
        if let Some(span) = denied {
            return Some((span, "denied here".to_owned()));
        }
        let namesake = called.iter().find_map(|name| self.names_from.get(*name));
        if let (Some(def), Some(span)) = (namesake, self.names_from_span) {
            let path = names.path_of(*def);
            return Some((span, format!("denied by the name of `{path}`")));
        }
        let (allow, span) = self.allow.as_ref()?;
        let is_allowed = allow.matching(&self.scene, called, defs).is_some();
        (!is_allowed).then(|| (*span, "not among what this rule allows".to_owned()))
    }

    /// An item and what it stands for, if it is an alias.
    fn with_aliased(&self, def: Def) -> Vec<Def> {
        match def {
            Def::Item(item) => {
                let behind = Def::Item(self.scene.names.behind_aliases(item));
                if behind == def {
                    vec![def]
                } else {
                    vec![def, behind]
                }
            }
            Def::Module(_) => vec![def],
        }
    }

    fn judge_name(&self, top: ModuleId, name: &SurfaceName) -> Option<Finding> {
        let names = self.scene.names;
        let top_path = names.module_path(top);
        let (defs, target) = match name.exposed {
            Exposed::Def(def) => (self.with_aliased(def), Target::Def(def)),
            Exposed::External(_) => {
                let written = name.import.map(|import| names.import_written(import));
                (
                    Vec::new(),
                    Target::Outside(written.unwrap_or_else(|| name.path.clone())),
                )
            }
        };
        let mut called = vec![name.name.as_str()];
        called.extend(defs.iter().map(|def| names.name_of(*def)));
        let outside_name = match &target {
            Target::Outside(path) => path.rsplit("::").next(),
            Target::Def(_) => None,
        };
        called.extend(outside_name);
        let denial = self.denial(&called, &defs)?;
        let span = match (name.import, name.exposed) {
            (Some(import), _) => names.import_span(import)?,
            (None, Exposed::Def(def)) => names.span(def)?,
            (None, Exposed::External(_)) => return None,
        };
        let shown = match &target {
            Target::Def(def) => names.path_of(*def),
            Target::Outside(path) => path.clone(),
        };
        let headline = format!("`{top_path}` exports `{shown}`");
        let mut finding = Finding::new(span, name.module, target, headline);
        finding.label = format!("public as `{}`", name.path);
        finding.written = name.path.clone();
        finding.forbidden_by = Some(denial);
        finding.test = name
            .import
            .is_some_and(|import| names.import_is_test(import))
            || self.is_test(name.exposed);
        finding.set_help(match name.import {
            Some(_) => "do not re-export it here".to_owned(),
            None => format!("move it out of `{top_path}`, or make it private"),
        });
        Some(finding)
    }

    fn is_test(&self, exposed: Exposed) -> bool {
        let names = self.scene.names;
        match exposed {
            Exposed::Def(Def::Item(def)) => {
                let (unit, _) = names.home(def);
                names.item(def).conditions.test || names.tree.unit(unit).conditions.test
            }
            Exposed::Def(Def::Module(module)) => names.tree.module(module).conditions.test,
            Exposed::External(_) => false,
        }
    }
}
