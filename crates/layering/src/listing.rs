//! What the linter knows, as plain data for programs: every reference, and
//! the public surface of a crate.
//!
//! Separate from the check, which needs rules; these need none.

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;

use crate::analysis::{Analysis, Input, analyze};
use crate::cache::Memo;
use crate::diagnostic::{Level, Report};
use crate::facts::Context;
use crate::modules;
use crate::resolve::{Def, Exposed, SurfaceName};
use crate::source::{Files, SourceMap, Span};
use crate::workspace::{CrateId, ExternTarget, PackageId, TargetKind, Workspace, crate_name};

/// A listing, with what is wrong with the input.
#[derive(Debug)]
pub struct Listed<T> {
    /// The listing, sorted.
    pub entries: Vec<T>,
    /// The files.
    pub sources: SourceMap,
    /// Problems, and whether everything was read.
    pub report: Report,
}

/// A reference, as `graph --format json --level item` prints it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct ListedReference {
    /// The file, from the workspace root.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
    /// The module that the reference is in.
    pub from: String,
    /// The path of the definition.
    pub to: String,
    /// What the definition is.
    pub to_kind: &'static str,
    /// The path as written.
    pub written: String,
    /// Where the path stands.
    pub context: &'static str,
    /// Whether it is test code.
    pub test: bool,
}

/// A public path of a crate, as `exports CRATE --format json` prints it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Export {
    /// The path.
    pub path: String,
    /// The path of the definition; as written, for something from outside.
    pub definition: String,
    /// What the definition is; `external` for something from outside.
    pub kind: &'static str,
    /// The file in which it is exported.
    pub file: String,
    /// The line.
    pub line: u32,
    /// The other packages of the workspace that refer to the definition, or to
    /// something below it.
    pub consumers: Vec<String>,
}

/// There is no library of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCrate {
    /// The name that was asked for.
    pub name: String,
    /// The names of the libraries that there are.
    pub known: Vec<String>,
}

impl fmt::Display for UnknownCrate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the workspace has no library `{}`", self.name)?;
        let similarity = |known: &&String| strsim::jaro_winkler(&self.name, known);
        let nearest = self
            .known
            .iter()
            .max_by(|a, b| similarity(a).total_cmp(&similarity(b)));
        match nearest {
            Some(nearest) if strsim::jaro_winkler(&self.name, nearest) > 0.7 => {
                write!(f, "; the nearest is `{nearest}`")
            }
            _ => Ok(()),
        }
    }
}

impl std::error::Error for UnknownCrate {}

/// Every reference of a workspace to one of its items.
pub fn references(files: &dyn Files, workspace: &Workspace) -> Listed<ListedReference> {
    let sources = SourceMap::new(&workspace.root);
    list(files, workspace, sources, |analysis, _| {
        let names = analysis.names;
        let mut paths: FxHashMap<Def, String> = FxHashMap::default();
        let mut path = |def: Def| {
            paths
                .entry(def)
                .or_insert_with(|| names.path_of(def))
                .clone()
        };
        let own = analysis.graph.written();
        let mut entries: Vec<ListedReference> = own
            .map(|reference| {
                let start = analysis.sources.start(reference.span);
                ListedReference {
                    file: analysis.sources.file(reference.span.file).path.clone(),
                    line: start.line,
                    column: start.column,
                    from: path(Def::Module(reference.from)),
                    to: path(reference.to),
                    to_kind: names.kind_word(reference.to),
                    written: reference.written(names),
                    context: word(reference.context),
                    test: reference.test,
                }
            })
            .collect();
        entries.sort_unstable();
        entries.dedup();
        entries
    })
}

/// The public surface of the library with a name, or of the package with it.
///
/// # Errors
/// Where no library has that name.
pub fn exports(
    files: &dyn Files,
    workspace: &Workspace,
    name: &str,
) -> Result<Listed<Export>, UnknownCrate> {
    let libraries = || {
        workspace
            .crates()
            .filter(|(_, krate)| krate.kind == TargetKind::Lib)
    };
    let wanted = crate_name(name);
    let found = libraries().find(|(_, krate)| {
        krate.name == wanted || crate_name(&workspace.package(krate.package).name) == wanted
    });
    let Some((id, _)) = found else {
        return Err(UnknownCrate {
            name: name.to_owned(),
            known: libraries().map(|(_, krate)| krate.name.clone()).collect(),
        });
    };
    let sources = SourceMap::new(&workspace.root);
    Ok(list(files, workspace, sources, |analysis, report| {
        let missing = &analysis.names.tree.incomplete;
        if needed_by(workspace, id).is_disjoint(missing) {
            // There may be more users than could be read, but no more exports.
            report.complete = true;
            for problem in &mut report.problems {
                problem.level = Level::Warning;
            }
        }
        exports_of(analysis, id)
    }))
}

/// A crate and those of the workspace that it can name, and so on.
fn needed_by(workspace: &Workspace, krate: CrateId) -> FxHashSet<CrateId> {
    let mut needed = FxHashSet::from_iter([krate]);
    let mut next = vec![krate];
    while let Some(krate) = next.pop() {
        for named in &workspace.krate(krate).externs {
            if let ExternTarget::Member(member) = named.target
                && needed.insert(member)
            {
                next.push(member);
            }
        }
    }
    needed
}

/// Runs the stages, and then lists what `entries` says. There may be files
/// among the sources already.
pub(crate) fn list<T>(
    files: &dyn Files,
    workspace: &Workspace,
    mut sources: SourceMap,
    entries: impl FnOnce(&Analysis<'_>, &mut Report) -> Vec<T> + Send,
) -> Listed<T>
where
    T: Send,
{
    modules::on_large_stacks(|| {
        let mut report = Report::default();
        let input = Input {
            files,
            workspace,
            memo: Memo::default(),
        };
        let entries = analyze(input, &mut sources, &mut report, |analysis, report| {
            report.unresolved.clone_from(&analysis.graph.unresolved);
            entries(analysis, report)
        });
        report.finish(&sources);
        Listed {
            entries,
            sources,
            report,
        }
    })
}

fn exports_of(analysis: &Analysis<'_>, krate: CrateId) -> Vec<Export> {
    let names = analysis.names;
    let own = names.workspace.krate(krate).package;
    let consumers = consumers(analysis, own);
    let surface = names.crate_surface(names.tree.roots[krate.0 as usize]);
    let mut entries: Vec<Export> = surface
        .into_iter()
        .filter_map(|name| export(analysis, &consumers, name))
        .collect();
    entries.sort_unstable();
    entries.dedup();
    entries
}

fn export(
    analysis: &Analysis<'_>,
    consumers: &FxHashMap<Def, FxHashSet<PackageId>>,
    name: SurfaceName,
) -> Option<Export> {
    let names = analysis.names;
    let own_place = |def: Def| names.source(def).or_else(|| root_place(analysis, def));
    let place = match (name.import, name.exposed) {
        (Some(import), _) => names.import_source(import)?,
        (None, Exposed::Def(def)) => own_place(def)?,
        (None, Exposed::External(_)) => return None,
    };
    let (definition, kind, users) = match name.exposed {
        Exposed::Def(Def::Item(def)) if names.is_part(def) => return None,
        Exposed::Def(def) => (
            names.path_of(def),
            names.kind_word(def),
            consumers.get(&def),
        ),
        Exposed::External(_) => (names.import_written(name.import?), "external", None),
    };
    let package = |id: &PackageId| names.workspace.package(*id).name.clone();
    let mut users: Vec<String> = users.into_iter().flatten().map(package).collect();
    users.sort_unstable();
    Some(Export {
        path: name.path,
        definition,
        kind,
        file: analysis.sources.file(place.file).path.clone(),
        line: analysis.sources.start(place).line,
        consumers: users,
    })
}

/// The first character of the root file, for the root of a crate.
fn root_place(analysis: &Analysis<'_>, def: Def) -> Option<Span> {
    let Def::Module(module) = def else {
        return None;
    };
    let (unit, _) = analysis.names.tree.module(module).scopes.first()?;
    let start = crate::facts::TextRange::default();
    analysis.names.tree.span(*unit, start)
}

/// The packages but `own` that refer to each item, or below it.
fn consumers(analysis: &Analysis<'_>, own: PackageId) -> FxHashMap<Def, FxHashSet<PackageId>> {
    let names = analysis.names;
    let mut consumers: FxHashMap<Def, FxHashSet<PackageId>> = FxHashMap::default();
    for reference in analysis.graph.references.iter() {
        let user = names
            .workspace
            .krate(names.tree.module(reference.from).krate)
            .package;
        if user == own || names.workspace.krate(names.crate_of(reference.to)).package != own {
            continue;
        }
        // A glob brings in what nobody may use.
        if reference.context == Context::Glob {
            continue;
        }
        let mut next = Some(reference.to);
        while let Some(def) = next {
            consumers.entry(def).or_default().insert(user);
            next = names.parent_of(def);
        }
    }
    consumers
}

/// The word of a context, as serde writes it.
fn word(context: Context) -> &'static str {
    match context {
        Context::Use => "use",
        Context::Glob => "glob",
        Context::Type => "type",
        Context::Expr => "expr",
        Context::Pattern => "pattern",
        Context::Bound => "bound",
        Context::Impl => "impl",
        Context::Visibility => "visibility",
        Context::Attribute => "attribute",
        Context::Derive => "derive",
        Context::MacroCall => "macro-call",
        Context::MacroArg => "macro-arg",
        Context::MacroBody => "macro-body",
        Context::String => "string",
    }
}
