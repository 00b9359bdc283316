//! The manifests that a fixture leaves out.
//!
//! They are real `Cargo.toml`s: what reads fixtures afterwards, cargo among
//! it, does not know which of them were written by hand.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The edition of a package whose files say none.
const EDITION: &str = "2024";
/// The folder of packages that are not members.
const OUTSIDE: &str = "/outside";

/// What the line of a file says of its package.
#[derive(Clone, Debug, Default)]
pub struct Meta {
    /// `edition:…`
    pub edition: Option<String>,
    /// The tables of dependencies by their names in a manifest.
    pub dependencies: BTreeMap<String, Vec<String>>,
}

/// The manifests that are needed beside the given files, each with its path.
pub(crate) fn generate(files: &[(String, Meta)]) -> Vec<(String, String)> {
    let given: BTreeSet<&str> = files
        .iter()
        .filter_map(|(path, _)| path.strip_suffix("/Cargo.toml"))
        .collect();
    let mut packages: BTreeMap<&str, Meta> = BTreeMap::new();
    for (path, meta) in files {
        let Some(folder) = package_folder(path) else {
            continue;
        };
        if !is_covered(folder, &given) {
            let package = packages.entry(folder).or_default();
            package.edition = meta.edition.clone().or(package.edition.take());
            package.dependencies.extend(meta.dependencies.clone());
        }
    }
    let all: Vec<&str> = packages.keys().copied().chain(given.clone()).collect();
    let mut manifests: Vec<(String, String)> = packages
        .iter()
        .map(|(folder, meta)| (format!("{folder}/Cargo.toml"), package(folder, meta, &all)))
        .collect();
    if !given.contains("") {
        manifests.push(("/Cargo.toml".to_owned(), workspace(&all)));
    }
    manifests
}

/// The folder of the package that a source file is of.
fn package_folder(path: &str) -> Option<&str> {
    let roots = ["/src/", "/tests/", "/examples/", "/benches/", "/build.rs"];
    let ends = roots.iter().filter_map(|root| path.find(root));
    let end = ends.min()?;
    path.ends_with(".rs").then(|| &path[..end])
}

/// Whether a folder, or one around it, has a manifest of its own.
fn is_covered(folder: &str, given: &BTreeSet<&str>) -> bool {
    let covers = |given: &&str| match folder.strip_prefix(*given) {
        Some(rest) => rest.is_empty() || (rest.starts_with('/') && !given.is_empty()),
        None => false,
    };
    given.iter().any(covers)
}

fn package(folder: &str, meta: &Meta, all: &[&str]) -> String {
    let edition = meta.edition.as_deref().unwrap_or(EDITION);
    let mut text = format!(
        "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"{edition}\"\n",
        last(folder)
    );
    let up = "../".repeat(folder.matches('/').count());
    for (table, entries) in &meta.dependencies {
        write!(text, "\n[{table}]\n").expect("a string grows");
        for entry in entries {
            let (alias, name) = entry.split_once('=').unwrap_or((entry, entry));
            let package = if alias == name {
                String::new()
            } else {
                format!(", package = \"{name}\"")
            };
            let target = all.iter().find(|folder| last(folder) == name);
            let source = match target {
                Some(folder) => format!("path = \"{up}{}\"", folder.trim_start_matches('/')),
                None => "version = \"*\"".to_owned(),
            };
            writeln!(text, "{alias} = {{ {source}{package} }}").expect("a string grows");
        }
    }
    text
}

fn workspace(all: &[&str]) -> String {
    let (outside, members): (Vec<&str>, Vec<&str>) =
        all.iter().partition(|folder| folder.starts_with(OUTSIDE));
    let quoted: Vec<String> = members
        .iter()
        .map(|folder| format!("\"{}\"", folder.trim_start_matches('/')))
        .collect();
    let exclude = if outside.is_empty() {
        ""
    } else {
        "exclude = [\"outside\"]\n"
    };
    format!(
        "[workspace]\nresolver = \"2\"\nmembers = [{}]\n{exclude}",
        quoted.join(", ")
    )
}

fn last(folder: &str) -> &str {
    folder.rsplit('/').next().unwrap_or(folder)
}
