//! `visibility`: no item is declared more visible than a bound.
//!
//! ## What it does
//!
//! It looks at declarations, not at what can be reached: items, modules, `use` and
//! `extern crate`; `pub` in a private module is `pub`. A `use` belongs to the module
//! that it is written in. A `macro_rules!` with `#[macro_export]` counts as `pub`.
//! Fields, variants and associated items reach as far as their type does, and are
//! not judged. `server::contract` selects the module and everything in it, its own
//! `mod` included; to leave out that `mod`, select `server::contract::*`, which then
//! also selects what the module re-exports publicly.
//!
//! ## Why it matters
//!
//! `pub` in a private module is harmless until somebody re-exports the module. This
//! rule keeps declarations at what they are meant to be, whether or not something
//! can reach them today.
//!
//! ## Example
//!
//! ```text
//! //- /server/src/lib.rs
//! mod contract;
//! //- /server/src/contract.rs
//! pub struct Draft; //~ contract-stays-inside
//! pub(crate) struct Final;
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "contract-stays-inside"
//! kind = "visibility"
//! items = "server::contract"
//! at-most = "pub(crate)"
//! ```
//!
//! ## How to mend it
//!
//! Declare what the help says.

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::finding::Target;
use super::{Check, Finding, Findings, ItemSet, Kind, Looks, Scene, Sees, void};
use crate::config::{Config, Located, RuleConfig, Selectors, Tests};
use crate::diagnostic::Diagnostic;
use crate::facts::{ItemId, ItemKind, Parent, Visibility as Declared};
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{Def, Vis};
use crate::source::Span;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "visibility",
    source: include_str!("visibility.rs"),
    options: Options::json_schema,
    sees: Sees::ITEMS,
    looks: |_| Looks::Into {
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
    /// The items that are judged, with those below them.
    items: Selectors,
    /// `pub(crate)` (default), `pub(super)`, `private`, or `pub(in crate::path)`.
    #[schemars(with = "Option<String>")]
    at_most: Option<Spanned<String>>,
}

/// A bound on visibility.
enum Bound {
    Crate,
    Super,
    Private,
    /// `pub(in path)`
    In(Vec<ModuleId>),
}

struct Visibility<'a> {
    scene: Scene<'a>,
    items: ItemSet,
    bound: Bound,
    at_most: Located<String>,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    if let Some(options) = rule.options::<Options>(problems) {
        config.selectors(&options.items, problems);
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let list = scene.config.selectors(&options.items, problems);
    let items = ItemSet::new(scene.names, &list, rule.allow_empty, problems);
    let at_most = match options.at_most {
        Some(at_most) => scene.config.locate(at_most),
        None => Located {
            value: "pub(crate)".to_owned(),
            span: rule.span,
        },
    };
    let Some(bound) = bound(scene, &at_most.value) else {
        problems.push(
            Diagnostic::error(format!("`{}` is no visibility", at_most.value))
                .at(at_most.span, "not known")
                .with_help("write `pub(crate)`, `pub(super)`, `pub(in crate::path)`, or `private`"),
        );
        return None;
    };
    Some(Box::new(Visibility {
        scene: *scene,
        items,
        bound,
        at_most,
    }))
}

fn bound(scene: &Scene<'_>, text: &str) -> Option<Bound> {
    let squeezed: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(match squeezed.as_str() {
        "pub(crate)" | "pub(in crate)" | "crate" => Bound::Crate,
        "pub(super)" | "pub(in super)" => Bound::Super,
        "pub(self)" | "pub(in self)" | "private" | "" => Bound::Private,
        path => {
            let path = path.strip_prefix("pub(in ")?.strip_suffix(')')?;
            let mut segments = path.split("::").map(str::trim);
            if segments.next()? != "crate" {
                return None;
            }
            let below: Vec<&str> = segments.collect();
            let found = modules_called(scene, &below);
            if found.is_empty() {
                return None;
            }
            Bound::In(found)
        }
    })
}

/// The modules with a path behind their crate.
fn modules_called(scene: &Scene<'_>, below: &[&str]) -> Vec<ModuleId> {
    let all = (0..).map(ModuleId).take(scene.names.tree.modules.len());
    all.filter(|module| {
        let path = scene.names.module_path(*module);
        path.split("::").skip(1).eq(below.iter().copied())
    })
    .collect()
}

impl Check for Visibility<'_> {
    fn check(&self, findings: &mut Findings) {
        let names = self.scene.names;
        for (id, unit) in names.tree.units() {
            for (index, item) in (0..).map(ItemId).zip(&unit.facts.items) {
                let def = names.def_of(id, index);
                let is_part = names.tree.parent_of(id, item).1 != Parent::Scope;
                let is_known = item.kind != ItemKind::Product;
                if is_part
                    || !is_known
                    || unit.facts.name(item.name) == "_"
                    || !self.items.contains(names, def)
                {
                    continue;
                }
                findings.checked += 1;
                let module = names.tree.module_of(id, item.scope);
                let place = Place {
                    unit: id,
                    module,
                    declared: item.visibility,
                    is_macro: matches!(item.kind, ItemKind::MacroRules(_)),
                    span: names.tree.blamed(id, item.range),
                    test: item.conditions.test || unit.conditions.test,
                };
                let path = names.path_of(def);
                findings
                    .found
                    .extend(self.judge(&place, Target::Def(def), &path));
            }
            for import in &unit.facts.imports {
                let path = unit.facts.path(import.path);
                let module = names.tree.module_of(id, path.scope);
                // A `use` is an item of the module that it is written in.
                if !self.items.contains(names, Def::Module(module)) {
                    continue;
                }
                findings.checked += 1;
                let segments = unit.facts.segments(path);
                let place = Place {
                    unit: id,
                    module,
                    declared: import.visibility,
                    is_macro: false,
                    span: names.tree.blamed(id, segments[segments.len() - 1].range),
                    test: path.test || unit.conditions.test,
                };
                let written = unit.facts.written(path);
                let target = names
                    .outcome(id, import.path)
                    .targets
                    .first()
                    .map(|target| Target::Def(target.def));
                let target = target.unwrap_or_else(|| Target::Outside(written.clone()));
                findings.found.extend(self.judge(&place, target, &written));
            }
        }
    }

    fn judges_any(&self, tests: Tests) -> bool {
        void::in_items(&self.scene, tests, &self.items)
    }
}

/// A declaration.
struct Place {
    unit: UnitId,
    module: ModuleId,
    declared: Declared,
    is_macro: bool,
    span: Option<Span>,
    test: bool,
}

impl Visibility<'_> {
    fn judge(&self, place: &Place, target: Target, path: &str) -> Option<Finding> {
        let names = self.scene.names;
        let declared = names.visibility(place.unit, place.module, place.declared);
        let limit = self.limit(place.module)?;
        if !names.is_wider(declared, limit) {
            return None;
        }
        let at_most = &self.at_most.value;
        let headline = format!("`{path}` is declared more visible than `{at_most}`");
        let mut finding = Finding::new(place.span?, place.module, target, headline);
        finding.label = if place.is_macro {
            "declared `#[macro_export]`".to_owned()
        } else {
            format!("declared `{}`", self.word(place))
        };
        path.clone_into(&mut finding.written);
        finding.test = place.test;
        finding.forbidden_by = Some((self.at_most.span, "at most this".to_owned()));
        finding.set_help(match self.bound {
            Bound::Private if place.is_macro => "remove `#[macro_export]`".to_owned(),
            Bound::Private => "remove its visibility".to_owned(),
            // A macro cannot declare one, but an import of it can.
            _ if place.is_macro => {
                let name = path.rsplit("::").next().unwrap_or(path);
                format!("remove `#[macro_export]`, and write `{at_most} use {name};` behind it")
            }
            _ => format!("declare it `{at_most}`"),
        });
        Some(finding)
    }

    /// The bound for what is declared in a module; `None` is no bound.
    fn limit(&self, module: ModuleId) -> Option<Vis> {
        let names = self.scene.names;
        let this = names.tree.module(module);
        Some(Vis::Within(match &self.bound {
            Bound::Crate => names.tree.roots[this.krate.0 as usize],
            Bound::Super => this.parent.unwrap_or(module),
            Bound::Private => module,
            Bound::In(modules) => {
                let around = modules
                    .iter()
                    .find(|bound| names.is_within(module, **bound));
                *around.or(modules.first())?
            }
        }))
    }

    fn word(&self, place: &Place) -> String {
        match place.declared {
            Declared::Inherited => "private".to_owned(),
            Declared::Public => "pub".to_owned(),
            Declared::Crate => "pub(crate)".to_owned(),
            Declared::Super => "pub(super)".to_owned(),
            Declared::SelfModule => "pub(self)".to_owned(),
            Declared::In(path) => format!("pub(in {})", self.scene.names.written(place.unit, path)),
        }
    }
}
