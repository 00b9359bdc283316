//! What can be done before cargo has said what the workspace is.
//!
//! To ask cargo is mostly to wait. Meanwhile this program is told from its other
//! versions, and files are read that are likely to be needed. What is likely may be
//! wrong, and costs time at worst.
//!
//! Public for those who measure checks as a command makes them.

use std::path::{Path, PathBuf};
use std::{env, fs, thread};

use layering::cache::{Cache, Digest};
use layering::source::Disk;
use layering::{Ahead, Help};

use crate::cache::{self, Folder};

/// What was found out before the workspace is known.
pub struct Begun {
    /// What tells this program from every other version of it, if results are kept.
    version: Option<Digest>,
    ahead: Ahead,
}

impl Begun {
    /// Begins while `work` is done. Results are likely kept in `folder`, if they are
    /// kept; where there are none, files below `root` are read.
    pub fn beside<T>(folder: Option<&Folder>, root: &Path, work: impl FnOnce() -> T) -> (Self, T) {
        thread::scope(|scope| {
            let version = folder.map(|_| scope.spawn(cache::version));
            let is_first = folder.is_none_or(Folder::is_empty);
            let (ahead, done) = match is_first {
                true => layering::read_ahead(&Disk, root, work),
                false => (Ahead::default(), work()),
            };
            let version = version.and_then(|version| version.join().ok().flatten());
            (Begun { version, ahead }, done)
        })
    }

    /// What helps a check that keeps its results in `folder`.
    pub fn help(self, folder: Option<&Folder>) -> Help<'_> {
        let cache = folder.zip(self.version);
        Help {
            cache: cache.map(|(folder, version)| Cache::new(folder, version)),
            ahead: self.ahead,
        }
    }
}

/// Where the workspace of a manifest, or the one around the process's directory, likely
/// has its root.
pub fn likely_root(manifest: Option<&Path>) -> PathBuf {
    let near = match manifest {
        Some(manifest) => std::path::absolute(manifest),
        None => env::current_dir().map(|folder| folder.join("Cargo.toml")),
    };
    let near = near.unwrap_or_default();
    let folders = || near.ancestors().skip(1);
    let manifest = |folder: &Path| fs::read_to_string(folder.join("Cargo.toml")).ok();
    let is_root = |folder: &&Path| manifest(folder).is_some_and(|text| text.contains("[workspace"));
    let is_package = |folder: &&Path| folder.join("Cargo.toml").is_file();
    let root = folders().find(is_root);
    let root = root.or_else(|| folders().find(is_package));
    root.or_else(|| folders().next())
        .unwrap_or(Path::new(""))
        .to_path_buf()
}

/// Where cargo likely builds a workspace with this root.
pub(crate) fn likely_target(root: &Path) -> PathBuf {
    let named = env::var_os("CARGO_TARGET_DIR").filter(|named| !named.is_empty());
    named.map_or_else(|| root.join("target"), PathBuf::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_around_the_manifest() {
        let dir = tempfile::tempdir().expect("a directory");
        let root = dir.path().canonicalize().expect("it is there");
        let write = |path: &str, text: &str| {
            let path = root.join(path);
            fs::create_dir_all(path.parent().expect("it is below the root")).expect("writable");
            fs::write(path, text).expect("writable");
        };
        write("outer/Cargo.toml", "[workspace]\nmembers = [\"inner\"]");
        write("outer/inner/Cargo.toml", "[package]\nname = \"inner\"");
        write("alone/Cargo.toml", "[package]\nname = \"alone\"");
        let of = |path: &str| likely_root(Some(&root.join(path)));
        assert_eq!(of("outer/Cargo.toml"), root.join("outer"));
        assert_eq!(of("outer/inner/Cargo.toml"), root.join("outer"));
        assert_eq!(of("alone/Cargo.toml"), root.join("alone"));
        assert_eq!(of("nowhere/Cargo.toml"), root.join("nowhere"));
    }
}
