//! `orphans`: every source file is part of a crate.
//!
//! ## What it does
//!
//! It looks at the `.rs` files below `src`, `tests`, `benches` and `examples` of
//! each package, and below the folder of any target that lies elsewhere. A file is
//! part of a crate if a `mod` (also under a `cfg`, or with `#[path]`) or an
//! `include!` leads to it from the root of one. `include_str!` reads text, not code,
//! and makes it part of none. Hidden folders, build folders, other packages and
//! symbolic links on the way are left alone, and so is what lies where the modules of a
//! file would that cannot be read or parsed.
//!
//! A path covers the file, or the folder with everything in it. An entry of `except`
//! that excuses no file is an error, as is one of `within` that covers none.
//!
//! ## Why it matters
//!
//! A file that nothing mentions is not compiled, not tested and not checked by any
//! rule, but it is found by every search and edited in every clean-up. Most often
//! the `mod` was forgotten, or the file was.
//!
//! ## Example
//!
//! ```text
//! //- /server/src/lib.rs
//! mod admin;
//! //- /server/src/admin.rs
//! //- /server/src/legacy.rs
//! pub fn nobody_calls_this() {} //~ no-orphans
//! //- /server/tests/ui/wrong.rs
//! fn main() { let read_as_text = ; }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "no-orphans"
//! kind = "orphans"
//! except = "server/tests/ui"
//! ```
//!
//! ## How to mend it
//!
//! Write the `mod` that the help names, or delete the file. What is meant to be read
//! as text belongs into `except`.

use std::path::Path;

use schemars::JsonSchema;
use serde::Deserialize;

use super::finding::Target;
use super::select::most_similar;
use super::{Check, Finding, Findings, Kind, Looks, Scene, Sees, void};
use crate::config::{Config, PathGlob, PathGlobs, RuleConfig, Tests};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::as_written;
use crate::source::{FileId, Span};
use crate::workspace::{CrateId, Edition, PackageId, TargetKind, crate_name};

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "orphans",
    source: include_str!("orphans.rs"),
    options: Options::json_schema,
    sees: Sees::MODULES,
    looks: |_| Looks::Everywhere,
    validate,
    prepare,
};

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The paths from the workspace root that are judged, or names of packages.
    /// Default: everything.
    within: Option<PathGlobs>,
    /// Paths that are not.
    #[serde(default)]
    except: PathGlobs,
}

struct Orphans<'a> {
    scene: Scene<'a>,
    found: Vec<FileId>,
    /// The files that were looked at.
    judged: Vec<String>,
    place: Span,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    if let Some(options) = rule.options::<Options>(problems) {
        let before = problems.len();
        let within = options.within.as_ref();
        let covers_nothing = within.is_some_and(|globs| config.paths(globs, problems).is_empty());
        if covers_nothing && !rule.allow_empty && problems.len() == before {
            let headline = format!("rule `{}` judges nothing", rule.id.value);
            let problem = Diagnostic::error(headline)
                .at(rule.span, "`within` is empty")
                .with_help("name a folder, or remove `within` for the whole workspace");
            problems.push(problem);
        }
        config.paths(&options.except, problems);
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let within = options
        .within
        .map(|globs| scene.config.paths(&globs, problems));
    let except = scene.config.paths(&options.except, problems);
    let within = Within::new(scene, within.as_deref());
    let workspace = scene.names.workspace;
    let all: Vec<String> = workspace
        .source_files
        .iter()
        .map(|path| scene.sources.display_path(path))
        .collect();
    let path_of = |file: &FileId| scene.sources.file(*file).path.as_str();
    let orphans = scene.names.tree.orphans.iter().copied();
    let mut orphans: Vec<FileId> = orphans
        .filter(|file| within.covers(path_of(file)))
        .collect();
    if !rule.allow_empty {
        let covered = within.globs.unwrap_or_default().iter();
        let unused = covered.filter(|glob| !all.iter().any(|path| within.covers_by(glob, path)));
        problems.extend(unused.map(|glob| covers_nothing(scene, glob, &all)));
        let is_unused = |glob: &&PathGlob| !orphans.iter().any(|file| glob.covers(path_of(file)));
        problems.extend(except.iter().filter(is_unused).map(excuses_nothing));
    }
    let is_excused = |path: &str| except.iter().any(|glob| glob.covers(path));
    orphans.retain(|file| !is_excused(path_of(file)));
    let is_judged = |path: &&String| within.covers(path) && !is_excused(path);
    let judged: Vec<String> = all.iter().filter(is_judged).cloned().collect();
    Some(Box::new(Orphans {
        scene: *scene,
        found: orphans,
        judged,
        place: rule.kind.span,
    }))
}

/// The files that are judged.
struct Within<'g> {
    globs: Option<&'g [PathGlob]>,
    /// The packages by name, with the beginning of their files' paths.
    packages: Vec<(String, String)>,
}

impl<'g> Within<'g> {
    fn new(scene: &Scene<'_>, globs: Option<&'g [PathGlob]>) -> Self {
        let packages = scene.names.workspace.packages.iter();
        let named = packages.map(|package| {
            let folder = scene.sources.display_path(package.folder());
            let start = if folder.is_empty() {
                folder
            } else {
                folder + "/"
            };
            (crate_name(&package.name), start)
        });
        Within {
            globs,
            packages: named.collect(),
        }
    }

    fn covers(&self, path: &str) -> bool {
        let covers = |globs: &[PathGlob]| globs.iter().any(|glob| self.covers_by(glob, path));
        self.globs.is_none_or(covers)
    }

    fn covers_by(&self, glob: &PathGlob, path: &str) -> bool {
        let name = crate_name(&glob.text);
        let is_package = |(package, start): &(String, String)| {
            *package == name && path.starts_with(start.as_str())
        };
        glob.covers(path) || self.packages.iter().any(is_package)
    }
}

fn covers_nothing(scene: &Scene<'_>, glob: &PathGlob, all: &[String]) -> Diagnostic {
    let folders = all.iter().flat_map(|path| {
        let ends = path.match_indices('/').map(|(at, _)| path[..at].to_owned());
        ends.chain([path.clone()])
    });
    let packages = scene.names.workspace.packages.iter();
    let known = folders.chain(packages.map(|package| package.name.clone()));
    let problem = Diagnostic::error(format!("path `{}` covers no source file", glob.text))
        .at(glob.span, "no `.rs` file of a package lies here");
    match most_similar(&glob.text, known) {
        Some(nearest) => problem.with_help(format!("the nearest that exists is `{nearest}`")),
        None => problem.with_help("correct it, or say `allow-empty = true` in the rule"),
    }
}

fn excuses_nothing(glob: &PathGlob) -> Diagnostic {
    Diagnostic::error(format!("`except = \"{}\"` excuses nothing", glob.text))
        .at(
            glob.span,
            "every file here is part of a crate, or there is none",
        )
        .with_help("remove it, so that it does not excuse something else later")
}

impl Check for Orphans<'_> {
    fn check(&self, findings: &mut Findings) {
        findings.checked = self.judged.len();
        let found = self.found.iter().filter_map(|file| self.finding(*file));
        findings.found.extend(found);
    }

    fn judges_any(&self, tests: Tests) -> bool {
        let are_tests = self.judged.iter().map(|path| {
            let home = tests != Tests::Include;
            let home = home.then(|| self.home(path)).flatten();
            home.is_some_and(|(package, _)| is_beside_tests(&self.scene, package, path))
        });
        void::takes(tests, are_tests)
    }
}

impl Orphans<'_> {
    fn finding(&self, file: FileId) -> Option<Finding> {
        let path = &self.scene.sources.file(file).path;
        let (package, root) = self.home(path)?;
        let span = Span {
            file,
            start: 0,
            end: 0,
        };
        let headline = format!("`{path}` is part of no crate");
        let mut finding = Finding::new(span, root, Target::Outside(path.clone()), headline);
        finding.label = "nothing leads here".to_owned();
        finding.written.clone_from(path);
        finding.test = is_beside_tests(&self.scene, package, path);
        finding.forbidden_by = Some((self.place, "not allowed here".to_owned()));
        let krate = self.scene.names.tree.module(root).krate;
        let edition = self.scene.names.workspace.krate(krate).edition;
        finding.set_help(self.help(path, edition));
        Some(finding)
    }

    /// The package that a file lies in, and the root of one of its crates.
    fn home(&self, path: &str) -> Option<(PackageId, ModuleId)> {
        let names = self.scene.names;
        let workspace = names.workspace;
        let ids = (0..).map(PackageId).zip(&workspace.packages);
        let holding = ids.filter(|(_, package)| {
            let folder = self.scene.sources.display_path(package.folder());
            Path::new(path).starts_with(folder)
        });
        let (id, _) = holding.max_by_key(|(_, package)| package.folder().as_os_str().len())?;
        let first = || {
            let mut crates = workspace.crates();
            crates.find(|(_, krate)| krate.package == id)
        };
        let krate = workspace.library(id).or_else(|| Some(first()?.0))?;
        Some((id, names.tree.roots[krate.0 as usize]))
    }

    /// What would make the file a part of a crate.
    fn help(&self, path: &str, edition: Edition) -> String {
        let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
        let stem = file.trim_end_matches(".rs");
        let (folder, name) = match (stem, folder.rsplit_once('/')) {
            ("mod", Some((above, name))) => (above, name),
            ("mod", None) => ("", folder),
            _ => (folder, stem),
        };
        let declaration = match is_identifier(name) {
            true => format!("mod {};", as_written(name, edition)),
            false => {
                let below = if stem == "mod" {
                    format!("{name}/mod.rs")
                } else {
                    file.to_owned()
                };
                format!("#[path = \"{below}\"] mod {};", nearest_identifier(name))
            }
        };
        match self.module_at(folder) {
            Some(parent) => format!("write `{declaration}` in `{parent}`, or delete it"),
            None => "write a `mod` for it, delete it, or name it in `except`".to_owned(),
        }
    }

    /// The file of the module whose children lie in a folder.
    fn module_at(&self, folder: &str) -> Option<String> {
        let sources = self.scene.sources;
        let names = self.scene.names;
        let usual = [format!("{folder}/mod.rs"), format!("{folder}.rs")];
        let is_known = |path: &&String| sources.iter().any(|(_, file)| file.path == **path);
        if let Some(module) = usual.iter().find(is_known) {
            return Some(module.clone());
        }
        let roots = names.workspace.crates().filter_map(|(id, krate)| {
            let path = sources.display_path(&krate.root);
            let is_beside = path.rsplit_once('/').is_some_and(|(at, _)| at == folder);
            (is_beside && krate.kind != TargetKind::Build).then_some((krate.kind, id, path))
        });
        let first: Option<(TargetKind, CrateId, String)> = roots.min();
        first.map(|(_, _, path)| path)
    }
}

/// Whether only test code could lead to a file.
fn is_beside_tests(scene: &Scene<'_>, package: PackageId, path: &str) -> bool {
    let folder = scene.names.workspace.package(package).folder();
    ["tests", "benches", "examples"].iter().any(|name| {
        let tests = scene.sources.display_path(&folder.join(name));
        Path::new(path).starts_with(tests)
    })
}

fn is_identifier(name: &str) -> bool {
    nearest_identifier(name) == name
}

fn nearest_identifier(name: &str) -> String {
    let is_odd = |c: char| !c.is_alphanumeric() && c != '_';
    let start = if name.starts_with(char::is_numeric) {
        "_"
    } else {
        ""
    };
    format!("{start}{}", name.replace(is_odd, "_"))
}
