//! What a check is told by the files that it reads.
//!
//! A check asks for contents, and whether there is a file. Asked the same again, with
//! the same answers, it comes to the same end.

use std::ffi::OsString;
use std::io;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::cache::Digest;
use crate::source::Files;

/// What a check was told of a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    /// Whether it is a file, if it was asked.
    pub(super) is_file: Option<bool>,
    /// Its content, if it was read, or why that failed.
    pub(super) content: Option<Result<Digest, Digest>>,
}

impl Told {
    /// Asks the same again; also returns the content.
    pub(super) fn again(self, files: &dyn Files, path: &Path) -> (Told, Vec<u8>) {
        let content = self.content.map(|_| files.read(path));
        // What can be read is a file.
        let is_known = matches!(content, Some(Ok(_)));
        let now = Told {
            is_file: self.is_file.map(|_| is_known || files.is_file(path)),
            content: content.as_ref().map(outcome),
        };
        let content = content.and_then(Result::ok);
        (now, content.unwrap_or_default())
    }
}

/// What came of reading a file. What is missing and what cannot be read is not the same.
fn outcome(content: &io::Result<Vec<u8>>) -> Result<Digest, Digest> {
    match content {
        Ok(content) => Ok(Digest::of(content)),
        Err(error) => Err(Digest::of(error.to_string().as_bytes())),
    }
}

/// Files, and what was said of them.
pub(crate) struct Recorder<'f> {
    files: &'f dyn Files,
    told: Mutex<Record>,
}

#[derive(Default)]
struct Record {
    /// By path as it is spelled: to take a path apart takes longer than to ask twice.
    told: FxHashMap<OsString, Told>,
    /// Whether the same question was answered in two ways.
    is_torn: bool,
}

impl<'f> Recorder<'f> {
    pub(crate) fn new(files: &'f dyn Files) -> Self {
        Recorder {
            files,
            told: Mutex::default(),
        }
    }

    /// All that was said, in order; `None` if files changed meanwhile.
    pub(super) fn told(self) -> Option<Vec<(OsString, Told)>> {
        let record = self.told.into_inner();
        let record = record.unwrap_or_else(PoisonError::into_inner);
        let mut told: Vec<(OsString, Told)> = record.told.into_iter().collect();
        told.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        (!record.is_torn).then_some(told)
    }

    fn record<T: PartialEq>(&self, path: &Path, field: fn(&mut Told) -> &mut Option<T>, value: T) {
        let mut record = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let path = path.as_os_str();
        if !record.told.contains_key(path) {
            record.told.insert(path.to_os_string(), Told::default());
        }
        let Some(told) = record.told.get_mut(path) else {
            return;
        };
        match field(told) {
            Some(before) => record.is_torn |= *before != value,
            empty => *empty = Some(value),
        }
    }
}

impl Files for Recorder<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let content = self.files.read(path);
        self.record(path, |told| &mut told.content, outcome(&content));
        content
    }

    fn is_file(&self, path: &Path) -> bool {
        let is_file = self.files.is_file(path);
        self.record(path, |told| &mut told.is_file, is_file);
        is_file
    }
}
