//! The workspace in memory is the one that cargo sees on a disk.

use std::path::Path;

use layering::workspace::{ExternTarget, Workspace};
use layering_tests::{InMemory, ROOT, compile, disk};

/// A workspace as text, with paths relative to its root.
fn show(workspace: &Workspace) -> String {
    let below = |path: &Path| {
        let below = path.strip_prefix(&workspace.root).unwrap_or(path);
        below.to_string_lossy().replace('\\', "/")
    };
    let mut lines = Vec::new();
    for package in &workspace.packages {
        let manifest = below(&package.manifest);
        let mut dependencies: Vec<String> = package
            .dependencies
            .iter()
            .map(|dependency| {
                let path = dependency.path.as_deref().map(below);
                let rename = &dependency.rename;
                format!(
                    "{} {rename:?} {:?} {path:?}",
                    dependency.package, dependency.kind
                )
            })
            .collect();
        dependencies.sort();
        lines.push(format!("{} {manifest} {dependencies:?}", package.name));
    }
    for (_, krate) in workspace.crates() {
        let externs: Vec<String> = krate
            .externs
            .iter()
            .map(|entry| match &entry.target {
                ExternTarget::Member(id) => {
                    let krate = workspace.krate(*id);
                    format!("{}={}", entry.name, krate.name)
                }
                ExternTarget::Outside(package) => format!("{}={package}!", entry.name),
            })
            .collect();
        lines.push(format!(
            "{}: {} {:?} {:?} {} {externs:?}",
            workspace.package(krate.package).name,
            krate.name,
            krate.kind,
            krate.edition,
            below(&krate.root)
        ));
    }
    let sources = workspace.source_files.iter();
    lines.extend(sources.map(|path| format!("file {}", below(path))));
    lines.sort();
    lines.join("\n")
}

/// Links that lead in circles are not walked, and what they lead to is found
/// by its own path.
#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_end() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path();
    let manifest = "[package]\nname = \"app\"\nversion = \"0.0.0\"\nedition = \"2021\"\n";
    disk::write(root, "/Cargo.toml", manifest);
    disk::write(root, "/src/lib.rs", "");
    disk::write(root, "/src/deep/old.rs", "");
    std::os::unix::fs::symlink("..", root.join("src/deep/up")).expect("a link");
    std::os::unix::fs::symlink("loop.rs", root.join("src/loop.rs")).expect("a link");
    let workspace = layering::workspace::load(Some(&root.join("Cargo.toml")));
    let workspace = workspace.expect("a workspace");
    let found: Vec<_> = workspace
        .source_files
        .iter()
        .map(|path| path.strip_prefix(&workspace.root).expect("it lies below"))
        .collect();
    let expected = ["src/deep/old.rs", "src/lib.rs"];
    assert_eq!(found, expected.map(Path::new));
}

#[test]
fn cargo_sees_the_same_workspaces() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut seen = std::collections::BTreeSet::new();
    for fixture in compile::all_fixtures() {
        let memory = InMemory::new(&fixture);
        let expected = show(&memory.workspace);
        // Most fixtures share a few shapes; cargo takes its time.
        let manifests: Vec<_> = fixture
            .files
            .iter()
            .filter(|file| file.path.ends_with("Cargo.toml"))
            .map(|file| (file.path.clone(), file.text.clone()))
            .collect();
        if !seen.insert((expected.clone(), manifests)) {
            continue;
        }
        let root = folder.path().join(&fixture.name);
        disk::materialise(&fixture, &root);
        let loaded = layering::workspace::load(Some(&root.join("Cargo.toml")));
        let loaded = loaded.unwrap_or_else(|error| panic!("{}: {error}", fixture.name));
        let found = show(&loaded).replace(ROOT, "");
        assert_eq!(found, expected, "{}", fixture.name);
    }
}
