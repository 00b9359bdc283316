//! The `.rs` files that lie in the source folders of a workspace, whether or
//! not any crate contains them.
//!
//! Apart from metadata, which only knows the root file of each target.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::{Package, PackageId, TargetKind, Workspace};

/// The folders in which Cargo looks for targets.
const USUAL: [&str; 4] = ["src", "tests", "benches", "examples"];

impl Workspace {
    /// The folders that hold the code of a package: the usual ones, and those
    /// of its other targets. Files below them are its own, unless a folder on
    /// the way is hidden, a package itself, or holds what Cargo has built.
    pub fn source_folders(&self, id: PackageId) -> Vec<PathBuf> {
        let package = self.package(id);
        let mut folders: BTreeSet<PathBuf> = USUAL
            .iter()
            .map(|folder| package.folder().join(folder))
            .collect();
        for krate in self.crates.iter().filter(|krate| krate.package == id) {
            let Some(folder) = krate.root.parent() else {
                continue;
            };
            let is_known = folders.iter().any(|known| folder.starts_with(known));
            // A build script beside the manifest makes no source folder of it.
            let is_script = krate.kind == TargetKind::Build && folder == package.folder();
            if !is_known && !is_script && !is_around(folder, package) {
                folders.insert(folder.to_path_buf());
            }
        }
        folders.into_iter().collect()
    }
}

/// Whether a folder holds more than the package: what lies in it may be
/// anybody's.
fn is_around(folder: &Path, package: &Package) -> bool {
    folder != package.folder() && package.folder().starts_with(folder)
}

/// Every `.rs` file in the source folders, sorted. Links are not followed.
pub(super) fn find(workspace: &Workspace) -> Vec<PathBuf> {
    let ids = (0..).map(PackageId).zip(&workspace.packages);
    let folders = ids.flat_map(|(id, package)| {
        let folders = workspace.source_folders(id).into_iter();
        folders.filter(|folder| folder == package.folder() || !is_package(folder))
    });
    let folders: Vec<PathBuf> = folders.collect();
    let files = folders.par_iter().flat_map_iter(|folder| below(folder));
    let mut files: Vec<PathBuf> = files.collect();
    files.par_sort_unstable();
    files.dedup();
    files
}

/// The `.rs` files that a workspace with this root is likely to have, in no order: before
/// cargo is asked, nobody knows. There may be much else, so that it ends when it
/// `is_enough`.
pub(crate) fn likely(
    root: &Path,
    is_enough: impl Fn() -> bool + Send,
) -> impl Iterator<Item = PathBuf> + Send {
    let entries = WalkDir::new(root).into_iter();
    let entries = entries.filter_entry(|entry| {
        entry.depth() == 0 || !entry.file_type().is_dir() || !is_left_out(entry.path())
    });
    let entries = entries.take_while(move |_| !is_enough());
    entries.flatten().filter(is_source).map(DirEntry::into_path)
}

/// The `.rs` files below a folder.
fn below(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = WalkDir::new(folder).into_iter().filter_entry(|entry| {
        let is_own = || !is_package(entry.path()) && !is_left_out(entry.path());
        entry.depth() == 0 || !entry.file_type().is_dir() || is_own()
    });
    // A folder that cannot be read holds nothing that rustc could read.
    entries.flatten().filter(is_source).map(DirEntry::into_path)
}

fn is_source(entry: &DirEntry) -> bool {
    let is_hidden = entry.file_name().to_string_lossy().starts_with('.');
    is_rust(entry.path()) && entry.file_type().is_file() && !is_hidden
}

fn is_package(path: &Path) -> bool {
    path.join("Cargo.toml").is_file()
}

fn is_left_out(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    name.starts_with('.') || path.join("CACHEDIR.TAG").is_file()
}

fn is_rust(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "rs")
}
