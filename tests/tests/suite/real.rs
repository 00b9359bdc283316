//! Real code keeps compiling when every item gets another name: the linter
//! knows where each is referred to.

use std::path::{Path, PathBuf};
use std::process::Command;

use layering_tests::{disk, rename, workspace_root};

/// Renames everything in a copy of a workspace, and lets rustc judge.
fn rename_and_compile(root: &Path) {
    let name = root.file_name().unwrap_or_default();
    let copy = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("real")
        .join(name);
    let _ = std::fs::remove_dir_all(&copy);
    disk::copy(root, &copy, |_| true);
    let workspace = layering::workspace::load(Some(&copy.join("Cargo.toml")));
    let count = rename::rename_on_disk(&workspace.expect("a workspace"));
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--offline",
            "--workspace",
            "--all-targets",
            "--quiet",
        ])
        .current_dir(&copy)
        .env("CARGO_TARGET_DIR", copy.with_extension("target"))
        .env("RUSTFLAGS", "--allow=warnings")
        .output()
        .expect("cargo starts");
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{stderr}\n{count} places renamed");
    eprintln!("{count} places renamed in {}", root.display());
}

/// `RENAME=folder` takes another workspace, whose dependencies are at hand.
#[test]
#[ignore = "compiles a workspace with its dependencies"]
fn real_code_compiles_with_new_names() {
    let given = std::env::var_os("RENAME").map(PathBuf::from);
    rename_and_compile(given.as_deref().unwrap_or(workspace_root()));
}
