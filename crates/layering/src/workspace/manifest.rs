//! The dependency tables of manifests, with the place of each entry.
//!
//! `cargo metadata` says what a package depends on, but not where that is
//! written. Here the text is read for the places, and held against what Cargo
//! said, so that no dependency is passed over in silence.

use std::path::{Path, PathBuf};
use std::str;

use rayon::prelude::*;
use rustc_hash::FxHashSet;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Dependency, DependencyKind, PackageId, Workspace};
use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Files, SourceMap, Span};

/// What the manifests of a workspace depend on.
#[derive(Clone, Debug, Default)]
pub struct Manifests {
    /// The entries of each package, by its id, in the order of the text.
    packages: Vec<Vec<ManifestEntry>>,
}

/// A dependency as a manifest writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestEntry {
    /// The name that the manifest gives it.
    pub name: String,
    /// The package that is depended on, by its own name.
    pub package: String,
    /// Which table it stands in.
    pub kind: DependencyKind,
    /// The platform that it is for, if it is for one.
    pub target: Option<String>,
    /// Whether a feature has to ask for it.
    pub optional: bool,
    /// The key that names it.
    pub span: Span,
    /// The key in `[workspace.dependencies]` that it is inherited from.
    pub inherited: Option<Span>,
}

/// Where the tables of a kind of dependency stand, also as they were spelled
/// in old editions.
const TABLES: [(&str, DependencyKind); 5] = [
    ("dependencies", DependencyKind::Normal),
    ("dev-dependencies", DependencyKind::Dev),
    ("dev_dependencies", DependencyKind::Dev),
    ("build-dependencies", DependencyKind::Build),
    ("build_dependencies", DependencyKind::Build),
];

impl Manifests {
    /// Reads the manifest of every package, and adds it to the sources. What
    /// could not be read is reported.
    pub fn read(
        files: &dyn Files,
        workspace: &Workspace,
        sources: &mut SourceMap,
    ) -> (Self, Vec<Diagnostic>) {
        let mut problems = Vec::new();
        let mut read = |path: &Path| {
            let text = match text_of(files, path) {
                Ok(text) => text,
                Err(why) => {
                    problems.push(unreadable(sources, path, &why));
                    return None;
                }
            };
            let file = sources.add(path, text.as_str());
            Some((file, text))
        };
        let root = workspace.root.join("Cargo.toml");
        let shared = read(&root);
        let own: Vec<_> = workspace
            .packages
            .iter()
            .map(|package| match package.manifest == root {
                true => shared.clone(),
                false => read(&package.manifest),
            })
            .collect();
        let shared = parse(shared.as_ref(), &mut problems);
        let table = shared.as_ref().and_then(|(file, document)| {
            let table = document.get("workspace")?.get_ref().as_table()?;
            Some((*file, table.get("dependencies")?.get_ref().as_table()?))
        });
        let mut manifests = Manifests::default();
        for (package, own) in workspace.packages.iter().zip(&own) {
            let mut entries = Vec::new();
            if let Some((file, document)) = parse(own.as_ref(), &mut problems) {
                collect(file, &document, table, &mut entries);
                let missing = package
                    .dependencies
                    .iter()
                    .filter(|dependency| !entries.iter().any(|entry| is_of(entry, dependency)));
                problems.extend(missing.map(|dependency| unplaced(file, dependency)));
            }
            entries.sort_by_key(|entry| entry.span);
            manifests.packages.push(entries);
        }
        problems.dedup();
        (manifests, problems)
    }

    /// Adds to the sources those manifests whose text is `wanted`, and that are not
    /// there yet. What could not be read is reported.
    pub fn add(
        files: &dyn Files,
        manifests: &[PathBuf],
        wanted: fn(&[u8]) -> bool,
        sources: &mut SourceMap,
    ) -> Vec<Diagnostic> {
        let known = sources.iter().map(|(_, file)| file.location.as_path());
        let known: FxHashSet<&Path> = known.collect();
        let read = manifests.par_iter();
        let read = read.filter(|path| !known.contains(path.as_path()));
        let read: Vec<_> = read.map(|path| (path, text_of(files, path))).collect();
        let mut problems = Vec::new();
        for (path, text) in read {
            match text {
                Ok(text) if wanted(text.as_bytes()) => {
                    sources.add(path, text);
                }
                Ok(_) => {}
                Err(why) => problems.push(unreadable(sources, path, &why)),
            }
        }
        problems
    }

    /// The entries of a package, in the order of the text.
    pub fn entries(&self, package: PackageId) -> &[ManifestEntry] {
        let entries = self.packages.get(package.0 as usize);
        entries.map(Vec::as_slice).unwrap_or_default()
    }
}

impl Workspace {
    /// Every manifest: that of the root, and those of the packages.
    pub fn manifests(&self) -> Vec<PathBuf> {
        let own = self.packages.iter().map(|package| package.manifest.clone());
        let mut manifests: Vec<PathBuf> = own.chain([self.root.join("Cargo.toml")]).collect();
        manifests.sort_unstable();
        manifests.dedup();
        manifests
    }
}

fn text_of(files: &dyn Files, path: &Path) -> Result<String, String> {
    let bytes = files.read(path).map_err(|error| error.to_string())?;
    String::from_utf8(bytes).map_err(|_| "it is not valid UTF-8".to_owned())
}

fn parse<'t>(
    read: Option<&'t (FileId, String)>,
    problems: &mut Vec<Diagnostic>,
) -> Option<(FileId, DeTable<'t>)> {
    let (file, text) = read?;
    match DeTable::parse(text) {
        Ok(document) => Some((*file, document.into_inner())),
        Err(error) => {
            let range = error.span().unwrap_or_default();
            let problem = Diagnostic::error("a manifest could not be parsed");
            problems.push(problem.at(span(*file, range), error.message().to_owned()));
            None
        }
    }
}

type Inherited<'a, 't> = Option<(FileId, &'a DeTable<'t>)>;

/// Reads the tables for all platforms, and those for one each.
fn collect(
    file: FileId,
    document: &DeTable<'_>,
    shared: Inherited<'_, '_>,
    entries: &mut Vec<ManifestEntry>,
) {
    tables(file, document, None, shared, entries);
    let platforms = document
        .get("target")
        .and_then(|at| at.get_ref().as_table());
    for (platform, tables_of) in platforms.into_iter().flatten() {
        if let Some(of_platform) = tables_of.get_ref().as_table() {
            let platform = Some(platform.get_ref().as_ref());
            tables(file, of_platform, platform, shared, entries);
        }
    }
}

fn tables(
    file: FileId,
    around: &DeTable<'_>,
    platform: Option<&str>,
    shared: Inherited<'_, '_>,
    entries: &mut Vec<ManifestEntry>,
) {
    for (key, kind) in TABLES {
        let table = around.get(key).and_then(|table| table.get_ref().as_table());
        for (name, value) in table.into_iter().flatten() {
            let inherited =
                shared
                    .filter(|_| flag(value, "workspace"))
                    .and_then(|(file, shared)| {
                        let (key, value) = shared.get_key_value(name.get_ref().as_ref())?;
                        Some((span(file, key.span()), value))
                    });
            let described = inherited.map_or(value, |(_, value)| value);
            entries.push(ManifestEntry {
                name: name.get_ref().to_string(),
                package: text(described, "package")
                    .unwrap_or(name.get_ref())
                    .to_owned(),
                kind,
                target: platform.map(str::to_owned),
                optional: flag(value, "optional"),
                span: span(file, name.span()),
                inherited: inherited.map(|(span, _)| span),
            });
        }
    }
}

fn flag(entry: &Spanned<DeValue<'_>>, key: &str) -> bool {
    let value = entry.get_ref().as_table().and_then(|entry| entry.get(key));
    value.is_some_and(|value| matches!(value.get_ref(), DeValue::Boolean(true)))
}

fn text<'a>(entry: &'a Spanned<DeValue<'_>>, key: &str) -> Option<&'a str> {
    entry.get_ref().as_table()?.get(key)?.get_ref().as_str()
}

/// Whether an entry is what Cargo calls a dependency.
fn is_of(entry: &ManifestEntry, dependency: &Dependency) -> bool {
    let name = dependency.rename.as_ref().unwrap_or(&dependency.package);
    entry.kind == dependency.kind && entry.name == *name && entry.package == dependency.package
}

fn unreadable(sources: &SourceMap, path: &Path, why: &str) -> Diagnostic {
    let shown = sources.display_path(path);
    Diagnostic::error(format!("`{shown}` could not be read: {why}"))
}

fn unplaced(file: FileId, dependency: &Dependency) -> Diagnostic {
    let package = &dependency.package;
    Diagnostic::error(format!(
        "the dependency on `{package}` could not be found in its manifest"
    ))
    .at(span(file, 0..0), "Cargo sees it in this file")
    .with_help("write it in a table of dependencies, with its own name as the key or `package`")
}

fn span(file: FileId, range: std::ops::Range<usize>) -> Span {
    let offset = |byte| u32::try_from(byte).unwrap_or(u32::MAX);
    Span {
        file,
        start: offset(range.start),
        end: offset(range.end),
    }
}
