//! The packages of a Cargo workspace and their targets, read from
//! `cargo metadata --no-deps`.
//!
//! It is the only place that knows Cargo: the stages below see crates, their
//! root files, their editions, and the names that each may use for another.
//! Nothing is fetched and no dependency needs to be there; what lies outside
//! the workspace is known by name alone.

mod manifest;
mod metadata;
mod sources;

use std::path::{Path, PathBuf};

pub use manifest::{ManifestEntry, Manifests};
pub use metadata::{LoadError, load};

pub(crate) use sources::likely;

use rustc_hash::FxHashMap;
use serde::Serialize;

/// A package of a [`Workspace`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct PackageId(pub u32);

/// A crate of a [`Workspace`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct CrateId(pub u32);

/// A Cargo workspace, with the packages that the check covers.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Workspace {
    /// The folder of the root manifest.
    pub root: PathBuf,
    /// The members, sorted by name.
    pub packages: Vec<Package>,
    /// Every target of every package, in the order of the packages.
    pub crates: Vec<Crate>,
    /// The `.rs` files in the packages' source folders, sorted.
    pub source_files: Vec<PathBuf>,
    /// Where Cargo puts what it builds.
    #[serde(skip)]
    pub target_directory: PathBuf,
}

/// A member of the workspace.
#[derive(Clone, Debug, Serialize)]
pub struct Package {
    /// Its name, as `Cargo.toml` spells it.
    pub name: String,
    /// Its `Cargo.toml`.
    pub manifest: PathBuf,
    /// What its manifest depends on.
    pub dependencies: Vec<Dependency>,
}

impl Package {
    /// The folder of the manifest.
    pub fn folder(&self) -> &Path {
        self.manifest.parent().unwrap_or(Path::new(""))
    }
}

/// An entry of a dependency table.
#[derive(Clone, Debug, Serialize)]
pub struct Dependency {
    /// The package that is depended on, by its own name.
    pub package: String,
    /// The name that the manifest gives it, where it gives another.
    pub rename: Option<String>,
    /// Which table it stands in.
    pub kind: DependencyKind,
    /// Where it is, for a dependency on a folder.
    pub path: Option<PathBuf>,
}

/// The table that a dependency stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum DependencyKind {
    /// `[dependencies]`
    Normal,
    /// `[dev-dependencies]`
    Dev,
    /// `[build-dependencies]`
    Build,
}

/// One target: what rustc compiles in one go.
#[derive(Clone, Debug, Serialize)]
pub struct Crate {
    /// The package that it belongs to.
    pub package: PackageId,
    /// Its name as a `use` writes it (`pika_cloud`).
    pub name: String,
    /// What kind of target it is.
    pub kind: TargetKind,
    /// Whether it is a proc macro: others may name nothing of it but macros
    /// (Rust reference, "Procedural macros").
    pub proc_macro: bool,
    /// The file that holds its root module.
    pub root: PathBuf,
    /// The edition that it is written in.
    pub edition: Edition,
    /// The crates that Cargo passes to the compiler, by the names under which
    /// it passes them: the extern prelude (Rust reference, "Preludes").
    pub externs: Vec<Extern>,
}

/// A crate that another may name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Extern {
    /// The name in the crate that uses it.
    pub name: String,
    /// What it is.
    pub target: ExternTarget,
}

/// What a name of the extern prelude stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub enum ExternTarget {
    /// A crate of the workspace.
    Member(CrateId),
    /// A package outside of it, by its own name.
    Outside(String),
}

/// What Cargo builds a target for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum TargetKind {
    /// A library of any crate type, or a proc macro.
    Lib,
    /// A program.
    Bin,
    /// An integration test.
    Test,
    /// An example.
    Example,
    /// A benchmark.
    Bench,
    /// A build script.
    Build,
}

impl TargetKind {
    /// The word that a selector uses for it.
    pub fn word(self) -> &'static str {
        match self {
            TargetKind::Lib => "lib",
            TargetKind::Bin => "bin",
            TargetKind::Test => "test",
            TargetKind::Example => "example",
            TargetKind::Bench => "bench",
            TargetKind::Build => "build",
        }
    }

    /// Whether everything in such a target is test code.
    pub fn is_test(self) -> bool {
        matches!(
            self,
            TargetKind::Test | TargetKind::Example | TargetKind::Bench
        )
    }
}

/// A Rust edition. Later ones compare greater.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Edition {
    /// Paths of `use` start at the crate root.
    #[default]
    E2015,
    /// Paths start at what is in scope.
    E2018,
    /// As 2018, with a larger prelude.
    E2021,
    /// As 2021, with a larger prelude.
    E2024,
}

impl Workspace {
    /// The package behind an id.
    pub fn package(&self, id: PackageId) -> &Package {
        &self.packages[id.0 as usize]
    }

    /// The crate behind an id.
    pub fn krate(&self, id: CrateId) -> &Crate {
        &self.crates[id.0 as usize]
    }

    /// All crates with their ids.
    pub fn crates(&self) -> impl Iterator<Item = (CrateId, &Crate)> {
        (0..).map(CrateId).zip(&self.crates)
    }

    /// The library of a package.
    pub fn library(&self, package: PackageId) -> Option<CrateId> {
        self.crates()
            .find(|(_, krate)| krate.package == package && krate.kind == TargetKind::Lib)
            .map(|(id, _)| id)
    }

    /// The same workspace with all paths relative to its root, where they lie
    /// below it: what it is, wherever it is.
    #[must_use]
    pub fn relative(&self) -> Workspace {
        let mut workspace = self.clone();
        let packages = workspace.packages.iter_mut().flat_map(|package| {
            let paths = package.dependencies.iter_mut();
            let paths = paths.filter_map(|dependency| dependency.path.as_mut());
            paths.chain([&mut package.manifest])
        });
        let roots = workspace.crates.iter_mut().map(|krate| &mut krate.root);
        let paths = packages.chain(roots).chain(&mut workspace.source_files);
        for path in paths {
            if let Ok(inside) = path.strip_prefix(&self.root) {
                *path = inside.to_path_buf();
            }
        }
        workspace.root = PathBuf::new();
        workspace
    }

    /// Takes packages out: those named in `entries`, and those whose folder is
    /// one of `entries` (relative to the root) or lies below one. To what is
    /// left, they are packages from outside. Returns the indices of entries
    /// that took nothing out.
    pub fn exclude(&mut self, entries: &[&str]) -> Vec<usize> {
        let covers = |entry: &str, package: &Package| {
            let folder = package.folder().strip_prefix(&self.root);
            package.name == entry || folder.is_ok_and(|folder| folder.starts_with(entry))
        };
        let unused = (0..entries.len())
            .filter(|index| {
                !self
                    .packages
                    .iter()
                    .any(|package| covers(entries[*index], package))
            })
            .collect();
        let kept = |package: &Package| !entries.iter().any(|entry| covers(entry, package));
        let keep: Vec<bool> = self.packages.iter().map(kept).collect();
        let gone: Vec<&Path> = self
            .packages
            .iter()
            .zip(&keep)
            .filter(|(_, keep)| !**keep)
            .map(|(package, _)| package.folder())
            .collect();
        self.source_files
            .retain(|file| !gone.iter().any(|folder| file.starts_with(folder)));
        let crates = self.crates.iter();
        let keep_crates: Vec<bool> = crates.map(|c| keep[c.package.0 as usize]).collect();
        self.retain(&keep, &keep_crates);
        unused
    }

    /// Takes out all crates but some, which name none of the others. A package
    /// that keeps all of its crates also keeps its source files; returns those
    /// that are gone.
    pub fn narrow(&mut self, kept: impl Fn(CrateId) -> bool) -> Vec<PathBuf> {
        let keep_crates: Vec<bool> = self.crates().map(|(id, _)| kept(id)).collect();
        let of = |package: usize| {
            let crates = self.crates.iter().zip(&keep_crates);
            crates.filter(move |(krate, _)| krate.package.0 as usize == package)
        };
        let packages = 0..self.packages.len();
        let keep: Vec<bool> = packages
            .clone()
            .map(|p| of(p).any(|(_, keep)| *keep))
            .collect();
        let is_whole: Vec<bool> = packages.map(|p| of(p).all(|(_, keep)| *keep)).collect();
        let is_kept = |file: &Path| {
            let folders = self.packages.iter().map(Package::folder).zip(&is_whole);
            let around = folders.filter(|(folder, _)| file.starts_with(folder));
            // Packages lie in each other's folders.
            around
                .max_by_key(|(folder, _)| folder.as_os_str().len())
                .is_some_and(|(_, is_whole)| *is_whole)
        };
        let files = std::mem::take(&mut self.source_files);
        let (files, gone) = files.into_iter().partition(|file| is_kept(file));
        self.source_files = files;
        self.retain(&keep, &keep_crates);
        gone
    }

    fn retain(&mut self, keep: &[bool], keep_crates: &[bool]) {
        let renumber = |keep: &[bool]| -> Vec<Option<u32>> {
            let mut next = 0..;
            keep.iter()
                .map(|keep| keep.then(|| next.next()).flatten())
                .collect()
        };
        let package_of = |krate: &Crate| krate.package.0 as usize;
        let names: Vec<String> = self
            .crates
            .iter()
            .map(|krate| self.packages[package_of(krate)].name.clone())
            .collect();
        let new_package = renumber(keep);
        let new_crate = renumber(keep_crates);

        let mut index = 0..;
        self.packages
            .retain(|_| index.next().is_some_and(|index: usize| keep[index]));
        let mut index = 0..;
        self.crates.retain_mut(|krate| {
            let is_kept = index.next().is_some_and(|index: usize| keep_crates[index]);
            let Some(package) = new_package[package_of(krate)].filter(|_| is_kept) else {
                return false;
            };
            krate.package = PackageId(package);
            for entry in &mut krate.externs {
                if let ExternTarget::Member(id) = &mut entry.target {
                    match new_crate[id.0 as usize] {
                        Some(new) => *id = CrateId(new),
                        None => {
                            let name = names[id.0 as usize].clone();
                            entry.target = ExternTarget::Outside(name);
                        }
                    }
                }
            }
            true
        });
    }

    /// Fills in the extern prelude of every crate from the manifests.
    ///
    /// A library, a program, a test, an example and a benchmark see normal and
    /// dev-dependencies (the first two when built for their unit tests); all
    /// but the library see the package's own library; a build script sees
    /// build-dependencies alone.
    pub fn link(&mut self) {
        let libraries = self
            .crates()
            .filter(|(_, krate)| krate.kind == TargetKind::Lib);
        let libraries: FxHashMap<&Path, CrateId> = libraries
            .map(|(id, krate)| (self.package(krate.package).folder(), id))
            .collect();
        let crates = self.crates.iter();
        let externs: Vec<_> = crates
            .map(|krate| self.externs_of(krate, &libraries))
            .collect();
        for (krate, externs) in self.crates.iter_mut().zip(externs) {
            krate.externs = externs;
        }
    }

    /// `libraries` are those of the packages, by their folders.
    fn externs_of(&self, krate: &Crate, libraries: &FxHashMap<&Path, CrateId>) -> Vec<Extern> {
        let package = self.package(krate.package);
        let visible = |kind| (kind == DependencyKind::Build) == (krate.kind == TargetKind::Build);
        let mut externs: Vec<Extern> = package
            .dependencies
            .iter()
            .filter(|dependency| visible(dependency.kind))
            .map(|dependency| self.extern_of(dependency, libraries))
            .collect();
        if !matches!(krate.kind, TargetKind::Lib | TargetKind::Build)
            && let Some(own) = libraries.get(package.folder())
        {
            externs.push(Extern {
                name: self.krate(*own).name.clone(),
                target: ExternTarget::Member(*own),
            });
        }
        externs.sort_by(|a, b| a.name.cmp(&b.name));
        externs.dedup();
        externs
    }

    fn extern_of(&self, dependency: &Dependency, libraries: &FxHashMap<&Path, CrateId>) -> Extern {
        let path = dependency.path.as_deref();
        let member = path.and_then(|path| libraries.get(path).copied());
        let own_name = match member {
            Some(id) => self.krate(id).name.clone(),
            None => crate_name(&dependency.package),
        };
        Extern {
            name: dependency.rename.as_deref().map_or(own_name, crate_name),
            target: match member {
                Some(id) => ExternTarget::Member(id),
                None => ExternTarget::Outside(dependency.package.clone()),
            },
        }
    }
}

/// A package or target name as Rust code writes it.
pub fn crate_name(name: &str) -> String {
    name.replace('-', "_")
}
