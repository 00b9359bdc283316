//! `cargo metadata --no-deps` to a [`Workspace`].
//!
//! Separate from the data so that no type of `cargo_metadata` leaves this file.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use cargo_metadata as cargo;

use super::crate_name;
use super::{
    Crate, Dependency, DependencyKind, Edition, Package, PackageId, TargetKind, Workspace,
};
use crate::source::normalize;

/// Why a workspace could not be read.
#[derive(Debug)]
pub struct LoadError(String);

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the workspace could not be read: {}", self.0)
    }
}

impl std::error::Error for LoadError {}

/// Reads the workspace that `manifest_path` belongs to, or the one around the
/// current folder.
///
/// # Errors
/// Where `cargo metadata` fails: no manifest, a manifest that is wrong, no
/// `cargo`. The message is Cargo's own.
pub fn load(manifest_path: Option<&Path>) -> Result<Workspace, LoadError> {
    let mut command = cargo::MetadataCommand::new();
    command.no_deps();
    if let Some(path) = manifest_path {
        command.manifest_path(path);
    }
    let metadata = command.exec().map_err(|error| {
        let text = match error {
            cargo::Error::CargoMetadata { stderr } => stderr,
            other => other.to_string(),
        };
        LoadError(text.trim().trim_start_matches("error: ").to_owned())
    })?;
    Ok(convert(&metadata))
}

fn convert(metadata: &cargo::Metadata) -> Workspace {
    let root = normalize(metadata.workspace_root.as_std_path());
    let patched = patches(&root);
    let mut members = metadata.workspace_packages();
    members.sort_by(|a, b| (&a.name, &a.manifest_path).cmp(&(&b.name, &b.manifest_path)));

    let mut workspace = Workspace {
        root,
        target_directory: normalize(metadata.target_directory.as_std_path()),
        ..Workspace::default()
    };
    for (index, member) in (0..).zip(members) {
        workspace.packages.push(Package {
            name: member.name.to_string(),
            manifest: normalize(member.manifest_path.as_std_path()),
            dependencies: member
                .dependencies
                .iter()
                .map(|entry| dependency(entry, &patched))
                .collect(),
        });
        workspace.crates.extend(
            member
                .targets
                .iter()
                .filter_map(|entry| target(entry, PackageId(index))),
        );
    }
    workspace.link();
    workspace.source_files = super::sources::find(&workspace);
    workspace
}

fn dependency(entry: &cargo::Dependency, patched: &BTreeMap<String, PathBuf>) -> Dependency {
    let path = entry
        .path
        .as_ref()
        .map(|path| normalize(path.as_std_path()));
    Dependency {
        package: entry.name.clone(),
        rename: entry.rename.clone(),
        kind: match entry.kind {
            cargo::DependencyKind::Development => DependencyKind::Dev,
            cargo::DependencyKind::Build => DependencyKind::Build,
            _ => DependencyKind::Normal,
        },
        path: path.or_else(|| patched.get(&entry.name).cloned()),
    }
}

fn target(entry: &cargo::Target, package: PackageId) -> Option<Crate> {
    let kind = entry.kind.iter().find_map(|kind| {
        Some(match kind {
            cargo::TargetKind::Bin => TargetKind::Bin,
            cargo::TargetKind::Test => TargetKind::Test,
            cargo::TargetKind::Example => TargetKind::Example,
            cargo::TargetKind::Bench => TargetKind::Bench,
            cargo::TargetKind::CustomBuild => TargetKind::Build,
            cargo::TargetKind::Lib
            | cargo::TargetKind::RLib
            | cargo::TargetKind::DyLib
            | cargo::TargetKind::CDyLib
            | cargo::TargetKind::StaticLib
            | cargo::TargetKind::ProcMacro => TargetKind::Lib,
            _ => return None,
        })
    })?;
    Some(Crate {
        package,
        name: crate_name(&entry.name),
        kind,
        proc_macro: entry.kind.contains(&cargo::TargetKind::ProcMacro),
        root: normalize(entry.src_path.as_std_path()),
        edition: match entry.edition {
            cargo::Edition::E2015 => Edition::E2015,
            cargo::Edition::E2018 => Edition::E2018,
            cargo::Edition::E2021 => Edition::E2021,
            _ => Edition::E2024,
        },
        externs: Vec::new(),
    })
}

/// The folders that `[patch]` of the root manifest puts in the place of
/// packages, by package name. Metadata without dependencies does not apply
/// them, and a member may stand in for a published version of itself.
fn patches(root: &Path) -> BTreeMap<String, PathBuf> {
    let Ok(text) = std::fs::read_to_string(root.join("Cargo.toml")) else {
        return BTreeMap::new();
    };
    let Ok(manifest) = text.parse::<toml::Table>() else {
        return BTreeMap::new();
    };
    let sources = manifest.get("patch").and_then(toml::Value::as_table);
    let entries = sources
        .into_iter()
        .flat_map(|sources| sources.values())
        .filter_map(toml::Value::as_table)
        .flatten();
    entries
        .filter_map(|(name, entry)| {
            let path = entry.get("path")?.as_str()?;
            let package = entry.get("package").and_then(toml::Value::as_str);
            Some((
                package.unwrap_or(name).to_owned(),
                normalize(&root.join(path)),
            ))
        })
        .collect()
}
