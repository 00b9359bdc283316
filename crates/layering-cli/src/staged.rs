//! `--staged`: what a commit would hold, as a tree on disk.
//!
//! A commit takes what is in git's index, and the work tree may say something
//! else. cargo reads manifests from a disk only, so the index is written out
//! whole, with the manifests and `.cargo/config.toml`, and checked there.
//! Submodules are no part of an index; where the workspace needs one, cargo says
//! what it misses.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use tempfile::TempDir;

use crate::git::{self, Repository};

/// The index of a repository, written to a directory that vanishes with this.
#[derive(Debug)]
pub(crate) struct Staged {
    tree: TempDir,
    repository: Repository,
}

impl Staged {
    /// Writes out the index of the repository that the manifest (by default
    /// the process's directory) is in. `GIT_INDEX_FILE` is respected: for
    /// `git commit -a` and `git commit PATH` it names the index of that commit.
    pub(crate) fn check_out(manifest_path: Option<&Path>) -> anyhow::Result<Self> {
        let near = git::physical(manifest_path.unwrap_or(Path::new(".")));
        let dir = near.ancestors().find(|path| path.is_dir()).unwrap_or(&near);
        let repository = Repository::find(dir).context("`--staged` needs a git repository")?;
        let tree = tempfile::Builder::new()
            .prefix("layering-staged-")
            .tempdir()
            .context("could not make a temporary directory")?;
        write_index(&repository, tree.path()).context("could not write out what is staged")?;
        Ok(Staged { tree, repository })
    }

    /// The manifest to check: the counterpart of the one that was asked for, or
    /// the nearest one above the process's directory, as cargo looks for it.
    pub(crate) fn manifest(&self, manifest_path: Option<&Path>) -> anyhow::Result<PathBuf> {
        let asked = manifest_path.unwrap_or(Path::new("Cargo.toml"));
        let top = self.repository.top.display();
        let Some(inside) = self.inside(asked) else {
            bail!(
                "`{}` is outside of the repository at `{top}`",
                asked.display()
            );
        };
        let found = match manifest_path {
            Some(_) => Some(inside).filter(|path| path.is_file()),
            None => inside
                .ancestors()
                .skip(1)
                .take_while(|dir| dir.starts_with(self.tree.path()))
                .map(|dir| dir.join("Cargo.toml"))
                .find(|path| path.is_file()),
        };
        let asked = asked.display();
        found.with_context(|| format!("`{asked}` is not staged: add it with `git add`"))
    }

    /// Where `path` is in the staged tree; a path outside of the repository
    /// means what it always means.
    pub(crate) fn counterpart(&self, path: &Path) -> PathBuf {
        self.inside(path).unwrap_or_else(|| git::physical(path))
    }

    /// What a path in the staged tree is the counterpart of; any other path
    /// stays as it is.
    pub(crate) fn original(&self, path: &Path) -> PathBuf {
        match path.strip_prefix(git::physical(self.tree.path())) {
            Ok(inside) => self.repository.top.join(inside),
            Err(_) => path.to_path_buf(),
        }
    }

    /// An error that speaks of the work tree instead of the staged one.
    pub(crate) fn explain(&self, error: &anyhow::Error) -> anyhow::Error {
        let tree = self.tree.path().display().to_string();
        let top = self.repository.top.display().to_string();
        anyhow::Error::msg(format!("{error:#}").replace(&tree, &top))
    }

    fn inside(&self, path: &Path) -> Option<PathBuf> {
        let relative = self.repository.relative(path)?;
        Some(self.tree.path().join(relative))
    }
}

/// Writes the index to `dir`, all of it: a file that is missing there would be
/// a file that nobody checked.
fn write_index(repository: &Repository, dir: &Path) -> anyhow::Result<()> {
    // `checkout-index` would pass over these in silence.
    if !repository.git(&["ls-files", "--unmerged"])?.is_empty() {
        bail!("there are merge conflicts: resolve them and `git add` the files");
    }
    let mut prefix = OsString::from("--prefix=");
    // git puts the prefix before names as it is: a directory ends with `/`.
    prefix.push(dir.join(""));
    let args = [
        "checkout-index",
        "--ignore-skip-worktree-bits",
        "-z",
        "--stdin",
    ]
    .map(OsStr::new);
    let files = committed(repository)?;
    repository.filter(&[&args[..], &[&prefix]].concat(), &files)?;
    Ok(())
}

/// The files that a commit of the index would hold, each with a zero behind it: all of
/// it but those that `git add --intent-to-add` has announced. These have an entry, and
/// no content; `checkout-index --all` would make empty files of them.
fn committed(repository: &Repository) -> anyhow::Result<Vec<u8>> {
    // Held against nothing, all that would be committed is new.
    let nothing = repository.git(&["hash-object", "-t", "tree", "--stdin"])?;
    let args = [
        "diff-index",
        "--cached",
        "--ita-invisible-in-index",
        "--no-renames",
        "--name-only",
        "-z",
        &nothing,
    ];
    repository.filter(&args, &[])
}
