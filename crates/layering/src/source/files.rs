//! Where file contents come from.
//!
//! The stages read through [`Files`], so that a check runs on a disk or on a
//! tree held in memory without knowing which.

use std::collections::BTreeMap;
use std::io;
use std::path::{Component, MAIN_SEPARATOR, Path, PathBuf};

/// A tree of files. Paths are absolute or relative to the process's directory.
pub trait Files: Sync {
    /// The content of a file.
    ///
    /// # Errors
    /// As [`std::fs::read`]: a directory, not permitted; also where it is no regular
    /// file. Of the kind [`NotFound`](io::ErrorKind::NotFound) only where nothing is there, not even a
    /// link.
    fn read(&self, path: &Path) -> io::Result<Vec<u8>>;

    /// Whether `path` names a file (not a directory).
    fn is_file(&self, path: &Path) -> bool;
}

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match std::fs::metadata(path) {
            // To open a pipe is to wait until somebody writes to it.
            Ok(found) if !found.is_file() && !found.is_dir() => {
                Err(io::Error::other("not a regular file"))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound && path.is_symlink() => {
                Err(io::Error::other("a link that leads nowhere"))
            }
            _ => std::fs::read(path),
        }
    }

    fn is_file(&self, path: &Path) -> bool {
        path.is_file()
    }
}

/// A tree in memory, for tests and for editors with unsaved files.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Memory {
    /// Adds a file or replaces its content.
    pub fn insert(&mut self, path: impl AsRef<Path>, content: impl Into<Vec<u8>>) {
        self.files.insert(normalize(path.as_ref()), content.into());
    }

    /// The paths of all files, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.keys().map(PathBuf::as_path)
    }
}

impl Files for Memory {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.files
            .get(&normalize(path))
            .cloned()
            .ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.contains_key(&normalize(path))
    }
}

/// Removes `.` and resolves `..` by name alone, as `#[path]` means them;
/// symbolic links are left as they are written.
pub fn normalize(path: &Path) -> PathBuf {
    if is_normal(path) {
        return path.to_path_buf();
    }
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir
                if matches!(out.components().next_back(), Some(Component::Normal(_))) =>
            {
                out.pop();
            }
            other => out.push(other),
        }
    }
    out
}

/// Whether a path has neither `.` nor `..` in it, and nothing that is written in
/// several ways; nearly all have not.
pub(super) fn is_normal(path: &Path) -> bool {
    let is_name = |part: &str| !matches!(part, "" | "." | "..");
    let is_plain = |path: &str| path.split('/').all(is_name);
    let path = path.to_str().filter(|_| MAIN_SEPARATOR == '/');
    path.is_some_and(|path| is_plain(path.strip_prefix('/').unwrap_or(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn normalizing_keeps_what_climbs_out() {
        assert_eq!(normalize(Path::new("/a/./b/../c.rs")), Path::new("/a/c.rs"));
        assert_eq!(normalize(Path::new("../a/../../b")), Path::new("../../b"));
    }

    #[test]
    fn memory_reads_by_normalized_path() {
        let mut files = Memory::default();
        files.insert("/a/b.rs", "mod c;");
        assert!(files.is_file(Path::new("/a/x/../b.rs")));
        assert_eq!(files.read(Path::new("/a/./b.rs")).unwrap(), b"mod c;");
        assert_eq!(
            files.read(Path::new("/a")).unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
    }
}
