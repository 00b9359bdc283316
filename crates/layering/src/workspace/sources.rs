//! The `.rs` files that lie in the source folders of a workspace, whether or
//! not any crate contains them.
//!
//! Apart from metadata, which only knows the root file of each target.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use super::Workspace;

/// Every `.rs` file below `src` of a package, sorted. Folders with a manifest
/// of their own belong to other packages, and links are not followed.
pub(super) fn find(workspace: &Workspace) -> Vec<PathBuf> {
    let mut files = BTreeSet::new();
    for package in &workspace.packages {
        let folder = package.folder().join("src");
        let entries = WalkDir::new(&folder).into_iter().filter_entry(|entry| {
            entry.depth() == 0 || !is_package(entry.path()) && !is_hidden(entry.path())
        });
        // A folder that cannot be read holds nothing that rustc could read.
        for entry in entries.flatten() {
            let is_rust = entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "rs");
            if is_rust && entry.file_type().is_file() {
                files.insert(entry.into_path());
            }
        }
    }
    files.into_iter().collect()
}

fn is_package(path: &Path) -> bool {
    path.join("Cargo.toml").is_file()
}

fn is_hidden(path: &Path) -> bool {
    path.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with('.'))
}
