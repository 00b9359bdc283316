//! `cargo xtask oracle`: our public surfaces beside those of rustdoc.
//!
//! For each crate, cargo downloads its source, rustdoc writes its JSON, and
//! `exports` lists what the linter sees. A public path that rustdoc knows and
//! the linter does not is a fault; the other way round it may be code under a
//! `cfg` that rustdoc did not build.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, bail};
use layering::source::Disk;
use serde_json::Value;

/// Crates that export by many ways: globs, macros, re-exported crates.
const CRATES: &[&str] = &[
    "anyhow",
    "bitflags",
    "either",
    "indexmap",
    "itertools",
    "log",
    "regex",
    "semver",
    "serde_json",
    "smallvec",
    "thiserror",
    "walkdir",
];

/// Compares the crates that the arguments name, or a list of well-known ones.
pub(crate) fn run(arguments: &[String]) -> ExitCode {
    let named: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let crates = if named.is_empty() { CRATES } else { &named };
    let mut is_good = true;
    println!(
        "{:<16} {:>8} {:>8} {:>8} {:>8}",
        "crate", "rustdoc", "ours", "missed", "more"
    );
    for name in crates {
        match compare(name) {
            Ok(difference) => is_good &= difference.print(name),
            Err(error) => {
                is_good = false;
                println!("{name:<16} {error:#}");
            }
        }
    }
    if is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

struct Difference {
    /// What the linter could not read: it explains what is missed.
    problems: Vec<String>,
    rustdoc: BTreeSet<String>,
    ours: BTreeSet<String>,
    /// Other crates of which everything is re-exported: of neither list.
    elsewhere: BTreeSet<String>,
}

impl Difference {
    fn print(&self, name: &str) -> bool {
        let missed: Vec<_> = self.rustdoc.difference(&self.ours).collect();
        let more = self.ours.difference(&self.rustdoc).count();
        let (rustdoc, ours) = (self.rustdoc.len(), self.ours.len());
        println!(
            "{name:<16} {rustdoc:>8} {ours:>8} {:>8} {more:>8}",
            missed.len()
        );
        missed
            .iter()
            .for_each(|path| println!("    missed: {path}"));
        if let Some(first) = self.problems.first() {
            println!("    {} problems, as: {first}", self.problems.len());
        }
        for krate in &self.elsewhere {
            println!("    re-exports all of `{krate}`, which is only compared when it is named");
        }
        if self.rustdoc.is_empty() {
            println!("    rustdoc lists no path, so nothing was compared");
        }
        missed.is_empty() && !self.rustdoc.is_empty()
    }
}

fn compare(name: &str) -> anyhow::Result<Difference> {
    let scratch = tempfile::tempdir()?;
    let source = download(name, scratch.path())?;
    let manifest = source.join("Cargo.toml");
    let workspace = layering::workspace::load(Some(&manifest))?;
    let listed = layering::exports(&Disk, &workspace, name)?;
    let problems = listed.report.problems.iter();
    let documented = document(&source)?;
    Ok(Difference {
        problems: problems.map(|problem| problem.headline.clone()).collect(),
        ours: listed
            .entries
            .into_iter()
            .map(|export| export.path)
            .collect(),
        rustdoc: documented.paths,
        elsewhere: documented.elsewhere,
    })
}

/// A copy of the newest source of a crate, as a workspace of its own.
fn download(name: &str, scratch: &Path) -> anyhow::Result<PathBuf> {
    let user = scratch.join("user");
    std::fs::create_dir_all(user.join("src"))?;
    std::fs::write(user.join("src/lib.rs"), "")?;
    let manifest = format!(
        "[package]\nname = \"user\"\nedition = \"2024\"\n[dependencies]\n{name} = \"*\"\n[workspace]\n"
    );
    std::fs::write(user.join("Cargo.toml"), manifest)?;
    let output = cargo()
        .args(["metadata", "--format-version", "1"])
        .current_dir(&user)
        .output()?;
    if !output.status.success() {
        bail!(
            "cargo could not download it: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().context("no packages")?;
    let package = packages
        .iter()
        .find(|package| package["name"] == name)
        .context("cargo did not download it")?;
    let manifest = Path::new(package["manifest_path"].as_str().context("no manifest")?);
    let copy = scratch.join("source");
    copy_folder(manifest.parent().context("no folder")?, &copy)?;
    // It pins what the author had, which need not be to be had any more.
    let _ = std::fs::remove_file(copy.join("Cargo.lock"));
    Ok(copy)
}

fn copy_folder(from: &Path, to: &Path) -> anyhow::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

/// The public paths that rustdoc lists, hidden ones too.
fn document(source: &Path) -> anyhow::Result<Documented> {
    let target = source.join("target");
    // The JSON of rustdoc is not stable; the stable compiler writes it when it
    // is told that it may.
    let output = cargo()
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_TARGET_DIR", &target)
        .args(["rustdoc", "--lib", "--quiet", "--"])
        .args([
            "-Zunstable-options",
            "--output-format",
            "json",
            "--document-hidden-items",
            "--cap-lints",
            "allow",
        ])
        .current_dir(source)
        .output()?;
    if !output.status.success() {
        bail!(
            "rustdoc failed: {}",
            String::from_utf8_lossy(&output.stderr).trim()
        );
    }
    let files = std::fs::read_dir(target.join("doc"))?
        .flatten()
        .map(|entry| entry.path());
    let json = files
        .into_iter()
        .find(|path| path.extension().is_some_and(|ending| ending == "json"));
    let text = std::fs::read_to_string(json.context("rustdoc wrote nothing")?)?;
    let mut documented = Documented {
        index: serde_json::from_str::<Value>(&text)?,
        paths: BTreeSet::new(),
        elsewhere: BTreeSet::new(),
        inside: Vec::new(),
    };
    let root = documented.index["root"].to_string();
    let name = documented.item(&root).context("no root")?["name"]
        .as_str()
        .unwrap_or_default()
        .to_owned();
    documented.module(&root, &name);
    Ok(documented)
}

/// The JSON of rustdoc, walked from the root.
struct Documented {
    index: Value,
    paths: BTreeSet<String>,
    elsewhere: BTreeSet<String>,
    inside: Vec<String>,
}

impl Documented {
    fn item(&self, id: &str) -> Option<&Value> {
        self.index["index"].get(id.trim_matches('"'))
    }

    fn inner(&self, id: &str) -> Option<(String, Value)> {
        let inner = self.item(id)?["inner"].as_object()?;
        let (kind, value) = inner.iter().next()?;
        Some((kind.clone(), value.clone()))
    }

    fn module(&mut self, id: &str, path: &str) {
        if self.inside.iter().any(|module| module == id) {
            return;
        }
        self.inside.push(id.to_owned());
        let items = match self.inner(id) {
            Some((kind, value)) if kind == "module" => value["items"].clone(),
            _ => Value::Null,
        };
        let ids: Vec<String> = items
            .as_array()
            .into_iter()
            .flatten()
            .map(Value::to_string)
            .collect();
        for id in ids {
            self.member(&id, path);
        }
        self.inside.pop();
    }

    fn member(&mut self, id: &str, path: &str) {
        let Some((kind, value)) = self.inner(id) else {
            return;
        };
        let is_public = self
            .item(id)
            .is_some_and(|item| item["visibility"] == "public");
        if kind == "use" {
            let target = value["id"].to_string();
            if value["is_glob"] == true && self.item(&target).is_none() {
                let source = value["source"].as_str().unwrap_or_default();
                self.elsewhere.insert(source.to_owned());
            } else if value["is_glob"] == true {
                self.module(&target, path);
            } else if let Some(name) = value["name"].as_str() {
                let path = format!("{path}::{name}");
                // Variants are no exports of their own.
                if self
                    .inner(&target)
                    .is_none_or(|(kind, _)| kind != "variant")
                {
                    self.paths.insert(path.clone());
                }
                self.module(&target, &path);
            }
            return;
        }
        let is_listed = !matches!(
            kind.as_str(),
            "impl" | "extern_crate" | "primitive" | "keyword"
        );
        let name = self
            .item(id)
            .and_then(|item| item["name"].as_str().map(ToOwned::to_owned));
        if let (true, true, Some(name)) = (is_public, is_listed, name) {
            let path = format!("{path}::{name}");
            self.paths.insert(path.clone());
            if kind == "module" {
                self.module(id, &path);
            }
        }
    }
}

fn cargo() -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    // What the outer cargo says to this process is not for the inner one.
    let inherited: BTreeMap<String, String> = std::env::vars()
        .filter(|(name, _)| name.starts_with("CARGO_"))
        .collect();
    for name in inherited.keys().filter(|name| *name != "CARGO_HOME") {
        command.env_remove(name);
    }
    command
}
