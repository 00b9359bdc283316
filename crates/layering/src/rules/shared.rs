//! `shared`: what a crate exports is used by several other packages.
//!
//! ## What it does
//!
//! Every item that code outside of `of` can name has to be used by at least
//! `consumers` other packages of the workspace. A package uses an item if any of its
//! targets refers to it, or to something below it, by whatever path; implementing or
//! importing a trait is a use, and so is a re-export by name. A glob is no use of
//! what it brings in, apart from traits, whose methods are called without naming
//! them: a glob that is no re-export uses a trait if a name of it is written in that
//! module, or in the body of a `macro_rules!`, and may be such a call. A path through a facade is a use by
//! the package that writes it.
//!
//! A package that uses an item also uses what the item shows: the types and traits in
//! its signature, public fields, variants, bounds and `impl`s, those of its public
//! methods, and what the body of an exported macro names. What `of` does with its own
//! items beside that is no use. With `tests = "exclude"`, references in test code are
//! none either.
//!
//! A module is used if something in it is. Where all of a module is used too little,
//! the module is reported, not what is in it. An item with several public paths is
//! one item. Variants, fields and associated items are left out, and so are items
//! under `cfg(test)`, modules that only re-export, what comes from outside of the
//! workspace, and what `of` takes away with `!`.
//!
//! ## Why it matters
//!
//! A shared crate tends to collect what a single program needs. Everybody compiles
//! it, everybody reads it, and nobody dares to change it. This finds by itself what
//! should move out, and where to.
//!
//! ## Example
//!
//! ```text
//! //- /wire/src/lib.rs
//! pub struct Order {
//!     pub lines: Vec<Line>,
//! }
//! pub struct Line;
//! pub struct Backup; //~ wire-is-shared
//! //- /server/src/lib.rs deps:wire
//! mod backups {
//!     pub fn store(_: &wire::Backup) {}
//! }
//! pub fn receive(_: wire::Order) {}
//! //- /client/src/lib.rs deps:wire
//! pub fn send() -> wire::Order {
//!     wire::Order { lines: Vec::new() }
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "wire-is-shared"
//! kind = "shared"
//! of = "wire"
//! because = "what one program needs stays with that program"
//! ```
//!
//! ## How to mend it
//!
//! Move the item to the package that uses it. What nobody uses is made private, or
//! removed. What has to stay is named in `except`.

mod uses;
mod words;

use std::num::NonZeroU32;

use rustc_hash::{FxHashMap, FxHashSet};
use schemars::JsonSchema;
use serde::Deserialize;

use self::uses::Uses;
use super::entries::{Entries, entries, report_unknown_names};
use super::tops::{Tops, tops};
use super::{Check, Finding, Findings, Kind, Looks, Scene, Sees, judges_nothing};
use crate::config::{Config, RuleConfig, Selectors, Tests};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::{Def, Exposed, SurfaceName};
use crate::source::Span;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "shared",
    source: include_str!("shared.rs"),
    options: Options::json_schema,
    sees: Sees {
        uses: true,
        owners: true,
        ..Sees::PUBLIC
    },
    looks: |_| Looks::Around {
        paths: &["of"],
        names: &["except"],
    },
    validate,
    prepare,
};

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The crates and modules whose exports are judged.
    of: Selectors,
    /// How many other packages have to use each item; 2 if nothing is said.
    #[serde(default = "two")]
    consumers: NonZeroU32,
    /// Items that are left out, with what is below them. An entry without `::`
    /// matches a name: the exported one or the defined one.
    #[serde(default)]
    except: Selectors,
}

fn two() -> NonZeroU32 {
    NonZeroU32::MIN.saturating_add(1)
}

struct Shared<'a> {
    scene: Scene<'a>,
    /// The modules that are judged, each with what it exports.
    tops: Vec<(ModuleId, Vec<Export>)>,
    consumers: usize,
    except: Entries,
    of_span: Span,
    tests: Tests,
}

/// An exported item, under the path that it is reported with.
struct Export {
    def: Def,
    name: SurfaceName,
    /// Its names: the defined one, and those under which it is exported.
    called: Vec<String>,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    if let Some(options) = rule.options::<Options>(problems) {
        config.selectors(&options.of, problems);
        config.names(&options.except, problems);
    }
    if rule.tests == Tests::Only {
        problems.push(judges_nothing(rule, "what is exported is no test code"));
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let of = scene.config.selectors(&options.of, problems);
    let tops = tops(scene, &of, rule, problems);
    let modules = tops.modules.iter();
    let tops: Vec<_> = modules
        .map(|top| (*top, exports(scene, &tops, *top)))
        .collect();
    let except = entries(scene, &options.except, rule.allow_empty, problems);
    if !rule.allow_empty && !tops.is_empty() {
        let exports = tops.iter().flat_map(|(_, exports)| exports);
        let exported = exports.flat_map(|export| export.called.clone()).collect();
        report_unknown_names(scene, &except, &exported, problems);
    }
    Some(Box::new(Shared {
        scene: *scene,
        tops,
        consumers: usize::try_from(options.consumers.get()).unwrap_or(usize::MAX),
        except,
        of_span: of.include.first().map_or(rule.span, |first| first.span),
        tests: rule.tests,
    }))
}

/// The items of a module that other packages can name: each once, where it is defined if it is
/// exported there, else by its shortest path.
fn exports(scene: &Scene<'_>, tops: &Tops, top: ModuleId) -> Vec<Export> {
    let names = scene.names;
    let mut best: FxHashMap<Def, Export> = FxHashMap::default();
    let below = format!("{}::", names.module_path(top));
    let root = names.tree.roots[names.crate_of(Def::Module(top)).0 as usize];
    for name in names.crate_surface(root) {
        let Exposed::Def(def) = name.exposed else {
            continue;
        };
        let is_here = name.path.starts_with(&below)
            || names.ancestors(def).any(|def| def == Def::Module(top));
        if !is_here || !tops.cover(names, &name) || !is_judged(scene, top, def, &name) {
            continue;
        }
        let called = name.name.clone();
        let export = best.entry(def).or_insert_with(|| Export {
            def,
            name: name.clone(),
            called: vec![names.name_of(def).to_owned()],
        });
        export.called.push(called);
        let rank = |name: &SurfaceName| (name.import.is_some(), name.path.matches("::").count());
        if rank(&name) < rank(&export.name) {
            export.name = name;
        }
    }
    let mut exports: Vec<Export> = best.into_values().collect();
    exports.sort_by(|a, b| a.name.path.cmp(&b.name.path));
    exports
}

fn is_judged(scene: &Scene<'_>, top: ModuleId, def: Def, name: &SurfaceName) -> bool {
    let names = scene.names;
    let is_part = matches!(def, Def::Item(def) if names.is_part(def));
    let is_test = names.is_test(def)
        || name
            .import
            .is_some_and(|import| names.import_is_test(import));
    // Of other crates, what is re-exported by name; theirs is what lies below.
    let krate = |def| names.crate_of(def);
    let is_own = krate(def) == krate(Def::Module(top))
        || name
            .import
            .is_some_and(|import| names.brought_by(import).contains(&def));
    !is_part && !is_test && is_own
}

impl Export {
    fn called(&self) -> Vec<&str> {
        self.called.iter().map(String::as_str).collect()
    }
}

impl Check for Shared<'_> {
    fn check(&self, findings: &mut Findings) {
        for (top, exports) in &self.tops {
            let names = self.scene.names;
            let own = names.workspace.krate(names.tree.module(*top).krate).package;
            let uses = Uses::find(&self.scene, *top, own, self.tests);
            findings.checked += exports.len();
            let failing = self.failing(exports, &uses);
            for export in exports {
                let is_inside = |def: Def| names.ancestors(def).any(|def| failing.contains(&def));
                let is_outermost = !names.parent_of(export.def).is_some_and(is_inside);
                if failing.contains(&export.def) && is_outermost {
                    findings.found.extend(self.finding(exports, export, &uses));
                }
            }
        }
    }
}

impl Shared<'_> {
    /// The items that too few use, and the modules with nothing else in them.
    fn failing(&self, exports: &[Export], uses: &Uses) -> FxHashSet<Def> {
        let names = self.scene.names;
        let fails = |export: &&Export| {
            self.except
                .matching(&self.scene, &export.called(), &[export.def])
                .is_none()
                && uses.of(export.def).len() < self.consumers
        };
        let is_module = |export: &&Export| matches!(export.def, Def::Module(_));
        let items = || exports.iter().filter(|export| !is_module(export));
        let mut failing: FxHashSet<Def> = items().filter(fails).map(|export| export.def).collect();
        let modules = exports.iter().filter(is_module).filter(fails);
        let modules: Vec<Def> = modules
            .map(|module| module.def)
            .filter(|module| {
                let is_inside = |def: Def| names.ancestors(def).any(|def| def == *module);
                let mut inside = items().filter(|export| is_inside(export.def)).peekable();
                inside.peek().is_some() && inside.all(|export| failing.contains(&export.def))
            })
            .collect();
        failing.extend(modules);
        failing
    }

    fn finding(&self, exports: &[Export], export: &Export, uses: &Uses) -> Option<Finding> {
        let names = self.scene.names;
        let span = match export.name.import {
            Some(import) => names.import_span(import)?,
            None => names.span(export.def)?,
        };
        let target = super::finding::Target::Def(export.def);
        let headline = words::headline(&self.scene, export, uses);
        let mut finding = Finding::new(span, export.name.module, target, headline);
        finding.label = format!("public as `{}`", export.name.path);
        finding.written.clone_from(&export.name.path);
        let wanted = match self.consumers {
            1 => "another package has to use it".to_owned(),
            wanted => format!("{wanted} other packages have to use it"),
        };
        finding.forbidden_by = Some((self.of_span, wanted));
        finding.notes = words::notes(&self.scene, exports, export, uses);
        finding.set_help(words::help(&self.scene, export, uses));
        Some(finding)
    }
}
