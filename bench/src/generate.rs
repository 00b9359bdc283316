//! Workspaces made up for measuring: plausible code, as much of it as is asked for.
//!
//! All of it is text. The same size gives the same bytes, so that figures of different
//! days can be compared. It compiles, and every path in it can be resolved: what is
//! measured is the work of a check, not that of giving up.

mod module;
mod package;
mod random;
mod template;
mod words;

use std::path::Path;

use package::Package;
use random::Random;
use template::fill;

/// The name of a file below the root, and what it holds.
pub type TextFile = (String, String);

/// A workspace with so many modules, at least two. Each of them is a file of its own, of
/// a few hundred lines; what a package needs besides is not counted.
pub fn with_modules(modules: usize) -> Vec<TextFile> {
    let packages = plan(modules.max(2));
    let mut files = vec![
        ("Cargo.toml".to_owned(), ROOT.to_owned()),
        ("layering.toml".to_owned(), rules(&packages)),
    ];
    files.extend(package::outside());
    for (index, package) in packages.iter().enumerate() {
        let mut random = Random::new(index);
        files.extend(package.files(&packages[..index], &mut random));
    }
    files
}

/// How many modules make about so many lines.
pub fn modules_for(lines: usize) -> usize {
    const SAMPLE: usize = 100;
    (lines * SAMPLE).div_ceil(rust_lines(&with_modules(SAMPLE)))
}

/// How many lines of Rust there are.
pub fn rust_lines(files: &[TextFile]) -> usize {
    let rust = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    rust.map(|(_, text)| text.lines().count()).sum()
}

/// Writes a workspace to a folder, which is made if it is not there.
///
/// # Errors
/// Where the disk does not take it.
pub fn write(files: &[TextFile], folder: &Path) -> std::io::Result<()> {
    for (path, text) in files {
        let path = folder.join(path);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        std::fs::write(path, text)?;
    }
    Ok(())
}

const ROOT: &str = r#"[workspace]
resolver = "3"
members = ["crates/*"]
exclude = ["outside"]
"#;

/// Rules that hold, of the kinds that look at everything.
fn rules(packages: &[Package]) -> String {
    let first = packages[0].name.as_str();
    let last = packages[packages.len() - 1].name.as_str();
    fill(
        include_str!("generate/templates/layering.toml"),
        &[("first", first), ("last", last)],
    )
}

/// Distributes modules over packages, of which there are at least two: the more there
/// are, the more are in each.
fn plan(modules: usize) -> Vec<Package> {
    let count = (2..)
        .find(|count| count * count * 2 >= modules)
        .unwrap_or(2);
    let bounds = |index: usize| index * modules / count;
    (0..count)
        .map(|index| Package::new(index, bounds(index)..bounds(index + 1)))
        .collect()
}
