//! Two views of a tree of files: one that notes what is read, and one in which a few
//! files are others. Both leave the tree itself as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use layering::source::{Files, normalize};

/// Notes which files are read.
pub struct Recorder<'f> {
    files: &'f dyn Files,
    read: Mutex<BTreeSet<PathBuf>>,
}

impl<'f> Recorder<'f> {
    /// Has noted nothing yet.
    pub fn new(files: &'f dyn Files) -> Self {
        Recorder {
            files,
            read: Mutex::default(),
        }
    }

    /// What was read, each file once.
    pub fn into_paths(self) -> BTreeSet<PathBuf> {
        self.read
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Files for Recorder<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let content = self.files.read(path)?;
        let mut read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        read.insert(normalize(path));
        Ok(content)
    }

    fn is_file(&self, path: &Path) -> bool {
        self.files.is_file(path)
    }
}

/// A tree with some files changed or added.
pub struct Overlay<'f> {
    files: &'f dyn Files,
    changed: BTreeMap<PathBuf, Vec<u8>>,
}

impl<'f> Overlay<'f> {
    /// Nothing is changed yet.
    pub fn new(files: &'f dyn Files) -> Self {
        Overlay {
            files,
            changed: BTreeMap::new(),
        }
    }

    /// The same tree, in which `path` holds `content`.
    #[must_use]
    pub fn with(mut self, path: &Path, content: impl Into<Vec<u8>>) -> Self {
        self.changed.insert(normalize(path), content.into());
        self
    }
}

impl Files for Overlay<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.changed.get(&normalize(path)) {
            Some(content) => Ok(content.clone()),
            None => self.files.read(path),
        }
    }

    fn is_file(&self, path: &Path) -> bool {
        self.changed.contains_key(&normalize(path)) || self.files.is_file(path)
    }
}
