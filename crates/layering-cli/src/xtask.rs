//! Whether a workspace runs the linter as `cargo xtask`.
//!
//! Separate because it asks cargo, not git. It asks without running anything of
//! the workspace: what somebody else's xtask would make of `check-layering`,
//! nobody knows.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

/// Whether there is an alias `xtask`, and a package for it to run that is built
/// on this one.
pub(crate) fn has_check(root: &Path) -> bool {
    has_alias(root) && has_front(root)
}

fn has_alias(root: &Path) -> bool {
    let list = cargo(root, &["--list"]).unwrap_or_default();
    list.lines()
        .any(|line| line.split_whitespace().next() == Some("xtask"))
}

fn has_front(root: &Path) -> bool {
    let metadata = cargo(root, &["metadata", "--no-deps", "--format-version=1"]);
    let metadata: serde_json::Value = metadata
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let entries = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
    entries(&metadata["packages"])
        .iter()
        .flat_map(|package| entries(&package["dependencies"]))
        .any(|dependency| dependency["name"] == env!("CARGO_PKG_NAME"))
}

fn cargo(root: &Path, args: &[&str]) -> Option<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let output = Command::new(cargo).args(args).current_dir(root).output();
    let output = output.ok().filter(|output| output.status.success())?;
    String::from_utf8(output.stdout).ok()
}
