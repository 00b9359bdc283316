//! A store in memory, for tests.
//!
//! The one on disk belongs to those who know where a disk is.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::Store;

/// Entries in memory.
#[derive(Debug, Default)]
pub struct InMemory(Mutex<BTreeMap<String, Vec<u8>>>);

impl InMemory {
    fn entries(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Store for InMemory {
    fn names(&self) -> Vec<String> {
        self.entries().keys().cloned().collect()
    }

    fn load(&self, name: &str) -> Option<Vec<u8>> {
        self.entries().get(name).cloned()
    }

    fn save(&self, name: &str, parts: &[&[u8]]) {
        self.entries().insert(name.to_owned(), parts.concat());
    }

    fn remove(&self, name: &str) {
        self.entries().remove(name);
    }
}
