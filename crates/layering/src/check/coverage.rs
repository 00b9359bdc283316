//! What a check covers: packages that the rules leave out, crates that no rule
//! looks at, and files that no crate contains.
//!
//! Apart from the stages, which take what they are given.

use std::path::PathBuf;

use rayon::prelude::*;

use crate::analysis::Analysis;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Report};
use crate::source::Files;
use crate::workspace::Workspace;
use crate::{exceptions, rules};

/// Leaves out the packages that the rules leave out, and says so.
pub(super) fn exclude(
    workspace: &mut Workspace,
    config: &Config<'_>,
    report: &mut Report,
) -> Vec<Diagnostic> {
    let before = workspace.packages.len();
    let entries: Vec<&str> = config
        .exclude
        .iter()
        .map(|entry| entry.value.as_str())
        .collect();
    let unused = workspace.exclude(&entries);
    if !entries.is_empty() {
        let left_out = before - workspace.packages.len();
        report.remarks.push(format!(
            "left out by `exclude`: {left_out} of {before} packages"
        ));
    }
    let problems = unused.into_iter().map(|index| {
        let entry = &config.exclude[index];
        Diagnostic::error(format!("`{}` leaves out nothing", entry.value))
            .at(entry.span, "no package is in this folder")
            .with_help("name the folder of a package, as it is below the workspace root")
    });
    problems.collect()
}

/// Leaves out the crates that no rule looks at, and counts them. An exception in
/// the code is heard wherever it stands: it may excuse nothing.
pub(super) fn narrow(workspace: &mut Workspace, config: &Config<'_>, files: &dyn Files) -> usize {
    let Some(reached) = rules::reach(config, workspace) else {
        return 0;
    };
    let mut narrowed = workspace.clone();
    let unread = narrowed.narrow(|krate| reached.contains(&krate));
    let speaks = |path: &PathBuf| {
        let text = files.read(path).unwrap_or_default();
        exceptions::may_be_in(&text)
    };
    if unread.par_iter().any(speaks) {
        return 0;
    }
    let unread = workspace.crates.len() - narrowed.crates.len();
    *workspace = narrowed;
    unread
}

/// Says which files no crate contains: no rule looks at them. What lies beside
/// tests, benches and examples is often meant to be read as text.
pub(super) fn unreached(workspace: &Workspace, analysis: &Analysis<'_>) -> Option<String> {
    let sources = analysis.sources;
    let folders = workspace.packages.iter();
    let folders = folders.map(|package| sources.display_path(&package.folder().join("src")) + "/");
    let folders: Vec<String> = folders.collect();
    let orphans = analysis.names.tree.orphans.iter();
    let orphans: Vec<&str> = orphans
        .map(|file| sources.file(*file).path.as_str())
        .filter(|path| folders.iter().any(|folder| path.starts_with(folder)))
        .collect();
    let named = orphans.iter().take(3).map(|path| format!("`{path}`"));
    let named = named.collect::<Vec<_>>().join(", ");
    let more = if orphans.len() > 3 { ", …" } else { "" };
    match orphans.len() {
        0 => None,
        1 => Some(format!(
            "1 source file is part of no crate, and not checked: {named}"
        )),
        count => Some(format!(
            "{count} source files are part of no crate, and not checked: {named}{more}"
        )),
    }
}
