//! Source files that no crate contains.
//!
//! What the workspace lists against what was read. Their text is added to the
//! sources, so that a report can point into them; nothing else looks at it.

use std::path::PathBuf;

use rustc_hash::FxHashSet;

use crate::source::{FileId, Files, SourceMap};
use crate::workspace::Workspace;

/// Finds them, sorted by path. `sources` holds what was read for the crates. Of what is
/// `unknown`, or lies below that, nobody knows.
pub fn orphans(
    files: &dyn Files,
    workspace: &Workspace,
    unknown: &[PathBuf],
    sources: &mut SourceMap,
) -> Vec<FileId> {
    let read: FxHashSet<String> = sources.iter().map(|(_, file)| file.path.clone()).collect();
    let orphans = workspace
        .source_files
        .iter()
        .filter(|path| !read.contains(&sources.display_path(path)))
        .filter(|path| !unknown.iter().any(|unknown| path.starts_with(unknown)));
    let orphans: Vec<_> = orphans.collect();
    let add = |path: &PathBuf| {
        // A place in it can be named, even if it cannot be shown.
        let bytes = files.read(path).unwrap_or_default();
        sources.add(path, String::from_utf8_lossy(&bytes).as_ref())
    };
    orphans.into_iter().map(add).collect()
}
