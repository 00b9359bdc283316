//! Manifests in memory to a [`Workspace`], as cargo reads them from a disk.
//!
//! Only what fixtures use is known; a test compares the outcome with cargo's
//! own for every fixture.

use std::path::{Path, PathBuf};

use layering::source::{Files, Memory, normalize};
use layering::workspace::{
    Crate, Dependency, DependencyKind, Edition, Package, PackageId, TargetKind, Workspace,
    crate_name,
};
use toml::{Table, Value};

/// Loads the workspace whose manifest lies in `root`.
///
/// # Panics
/// Where a manifest is missing or wrong.
pub fn load(files: &Memory, root: &Path) -> Workspace {
    let manifest = parse(files, &root.join("Cargo.toml"));
    let mut packages: Vec<(PathBuf, Table)> = folders(files, root, &manifest)
        .into_iter()
        .map(|folder| {
            let table = parse(files, &folder.join("Cargo.toml"));
            (folder, table)
        })
        .collect();
    packages.sort_by_key(|(folder, table)| (name_of(table), folder.clone()));
    let shared = get(&manifest, &["workspace"]).and_then(Value::as_table);
    let mut workspace = Workspace {
        root: root.to_path_buf(),
        ..Workspace::default()
    };
    for (index, (folder, table)) in (0..).zip(&packages) {
        workspace.packages.push(Package {
            name: name_of(table),
            manifest: folder.join("Cargo.toml"),
            dependencies: dependencies(folder, root, table, shared),
        });
        let edition = edition(table, shared);
        let proc_macro = get(table, &["lib", "proc-macro"]).and_then(Value::as_bool);
        workspace
            .crates
            .extend(
                targets(files, folder, table)
                    .into_iter()
                    .map(|(kind, name, root)| Crate {
                        package: PackageId(index),
                        name: crate_name(&name),
                        kind,
                        proc_macro: kind == TargetKind::Lib && proc_macro == Some(true),
                        root,
                        edition,
                        externs: Vec::new(),
                    }),
            );
    }
    workspace.link();
    workspace.source_files = source_files(files, &workspace);
    workspace
}

/// The `.rs` files in the source folders, apart from those of packages within.
fn source_files(files: &Memory, workspace: &Workspace) -> Vec<PathBuf> {
    let ids = (0..).map(PackageId).zip(&workspace.packages);
    let folders = ids.flat_map(|(id, package)| {
        let folders = workspace.source_folders(id).into_iter();
        folders.map(|folder| (package.folder(), folder))
    });
    let folders: Vec<_> = folders.collect();
    let is_source = |path: &Path| {
        folders.iter().any(|(package, folder)| {
            let Ok(below) = path.strip_prefix(folder) else {
                return false;
            };
            let between = path.ancestors().skip(1);
            let mut between = between.take_while(|at| at.starts_with(folder));
            let is_hidden = |part: &std::ffi::OsStr| part.to_string_lossy().starts_with('.');
            !below.iter().any(is_hidden)
                && !between.any(|at| at != *package && files.is_file(&at.join("Cargo.toml")))
        })
    };
    let sources = files.paths().filter(|path| {
        let is_rust = path.extension().is_some_and(|ending| ending == "rs");
        is_rust && is_source(path)
    });
    sources.map(Path::to_path_buf).collect()
}

fn parse(files: &Memory, path: &Path) -> Table {
    let bytes = files
        .read(path)
        .unwrap_or_else(|_| panic!("there is no `{}`", path.display()));
    let text = String::from_utf8(bytes).expect("a manifest in UTF-8");
    text.parse()
        .unwrap_or_else(|error| panic!("`{}`: {error}", path.display()))
}

fn get<'t>(table: &'t Table, path: &[&str]) -> Option<&'t Value> {
    let (first, rest) = path.split_first()?;
    let mut value = table.get(*first)?;
    for key in rest {
        value = value.get(*key)?;
    }
    Some(value)
}

fn name_of(manifest: &Table) -> String {
    let name = get(manifest, &["package", "name"]).and_then(Value::as_str);
    name.expect("a package has a name").to_owned()
}

/// The folders of the members.
fn folders(files: &Memory, root: &Path, manifest: &Table) -> Vec<PathBuf> {
    let mut folders = Vec::new();
    if manifest.contains_key("package") {
        folders.push(root.to_path_buf());
    }
    let members = get(manifest, &["workspace", "members"]).and_then(Value::as_array);
    let patterns = members
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(|member| normalize(&root.join(member)));
    for pattern in patterns {
        let manifests = files
            .paths()
            .filter(|path| path.file_name().is_some_and(|name| name == "Cargo.toml"));
        let found = manifests.filter_map(Path::parent).filter(|folder| {
            let (wanted, given) = (pattern.components(), folder.components());
            pattern.components().count() == folder.components().count()
                && wanted
                    .zip(given)
                    .all(|(wanted, given)| wanted.as_os_str() == "*" || wanted == given)
        });
        folders.extend(found.map(Path::to_path_buf));
    }
    folders.dedup();
    folders
}

fn edition(manifest: &Table, shared: Option<&Table>) -> Edition {
    let own = get(manifest, &["package", "edition"]);
    let edition = match own {
        Some(Value::Table(_)) => shared.and_then(|shared| get(shared, &["package", "edition"])),
        own => own,
    };
    match edition.and_then(Value::as_str) {
        Some("2024") => Edition::E2024,
        Some("2021") => Edition::E2021,
        Some("2018") => Edition::E2018,
        _ => Edition::E2015,
    }
}

fn dependencies(
    folder: &Path,
    root: &Path,
    manifest: &Table,
    shared: Option<&Table>,
) -> Vec<Dependency> {
    let mut found = Vec::new();
    let kinds = [
        ("dependencies", DependencyKind::Normal),
        ("dev-dependencies", DependencyKind::Dev),
        ("dev_dependencies", DependencyKind::Dev),
        ("build-dependencies", DependencyKind::Build),
        ("build_dependencies", DependencyKind::Build),
    ];
    let targets = manifest.get("target").and_then(Value::as_table);
    let conditional = targets
        .into_iter()
        .flat_map(Table::values)
        .filter_map(Value::as_table);
    for tables in std::iter::once(manifest).chain(conditional) {
        for (key, kind) in kinds {
            let table = tables.get(key).and_then(Value::as_table);
            for (alias, entry) in table.into_iter().flatten() {
                found.push(dependency(
                    alias,
                    kind,
                    entry,
                    (folder, root),
                    shared.and_then(|shared| get(shared, &["dependencies", alias])),
                ));
            }
        }
    }
    found
}

fn dependency(
    alias: &str,
    kind: DependencyKind,
    entry: &Value,
    (folder, root): (&Path, &Path),
    shared: Option<&Value>,
) -> Dependency {
    let is_shared = entry.get("workspace").and_then(Value::as_bool) == Some(true);
    let (entry, base) = match shared {
        Some(shared) if is_shared => (shared, root),
        _ => (entry, folder),
    };
    let text = |key: &str| entry.get(key).and_then(Value::as_str);
    let package = text("package").unwrap_or(alias);
    Dependency {
        package: package.to_owned(),
        rename: text("package").map(|_| alias.to_owned()),
        kind,
        path: text("path").map(|path| normalize(&base.join(path))),
    }
}

type Target = (TargetKind, String, PathBuf);

fn targets(files: &Memory, folder: &Path, manifest: &Table) -> Vec<Target> {
    let package = name_of(manifest);
    let mut targets = Vec::new();
    let lib = manifest.get("lib").and_then(Value::as_table);
    let lib_text = |key: &str| lib?.get(key)?.as_str();
    let lib_path = folder.join(lib_text("path").unwrap_or("src/lib.rs"));
    if lib.is_some() || files.is_file(&lib_path) {
        let name = lib_text("name").unwrap_or(&package).to_owned();
        targets.push((TargetKind::Lib, name, normalize(&lib_path)));
    }
    let kinds = [
        ("bin", "src/bin", TargetKind::Bin),
        ("example", "examples", TargetKind::Example),
        ("test", "tests", TargetKind::Test),
        ("bench", "benches", TargetKind::Bench),
    ];
    for (key, below, kind) in kinds {
        let mut found = declared(files, folder, manifest, &package, (key, below, kind));
        let main = folder.join("src/main.rs");
        let mut inferred = inferred(files, &folder.join(below), kind);
        if kind == TargetKind::Bin && files.is_file(&main) {
            inferred.push((kind, package.clone(), main));
        }
        inferred.retain(|(_, name, path)| {
            !found
                .iter()
                .any(|known| known.1 == *name || known.2 == *path)
        });
        found.extend(inferred);
        targets.extend(found);
    }
    let build = get(manifest, &["package", "build"]).and_then(Value::as_str);
    let build_path = folder.join(build.unwrap_or("build.rs"));
    if files.is_file(&build_path) {
        let name = "build-script-build".to_owned();
        targets.push((TargetKind::Build, name, build_path));
    }
    targets
}

/// `[[bin]]` and its like.
fn declared(
    files: &Memory,
    folder: &Path,
    manifest: &Table,
    package: &str,
    (key, below, kind): (&str, &str, TargetKind),
) -> Vec<Target> {
    let tables = manifest.get(key).and_then(Value::as_array);
    let target = |table: &Value| {
        let text = |key: &str| Some(table.get(key)?.as_str()?.to_owned());
        let name = text("name").unwrap_or_else(|| package.to_owned());
        let main = folder.join("src/main.rs");
        let default = || match kind {
            TargetKind::Bin if name == package && files.is_file(&main) => main.clone(),
            _ => folder.join(below).join(format!("{name}.rs")),
        };
        let path = text("path").map_or_else(default, |path| normalize(&folder.join(path)));
        (kind, name, path)
    };
    tables.into_iter().flatten().map(target).collect()
}

/// `name.rs` and `name/main.rs` in a folder.
fn inferred(files: &Memory, below: &Path, kind: TargetKind) -> Vec<Target> {
    let mut found = Vec::new();
    for path in files.paths() {
        let Ok(rest) = path.strip_prefix(below) else {
            continue;
        };
        let parts: Vec<_> = rest.iter().map(|part| part.to_string_lossy()).collect();
        let name = match parts.as_slice() {
            [file] => file.strip_suffix(".rs").map(str::to_owned),
            [folder, file] if file == "main.rs" => Some(folder.to_string()),
            _ => None,
        };
        found.extend(name.map(|name| (kind, name, path.to_path_buf())));
    }
    found
}
