//! What searches through globs have found.
//!
//! The same names are looked up in the same modules again and again: by every
//! path, and by every route that is walked again. Once imports are settled, the
//! answer is always the same, so it is kept.

use std::sync::{Mutex, PoisonError};

use rustc_hash::FxHashMap;

use super::Symbol;
use super::tables::{Namespaces, TableId};

/// So many threads can ask at once without waiting for each other.
const SHARDS: usize = 64;

/// Answers by what was asked; none are kept before imports are settled.
#[derive(Debug)]
pub(super) struct Found<A>(Vec<Mutex<FxHashMap<Key, A>>>);

type Key = (TableId, Symbol, Namespaces);

impl<A> Default for Found<A> {
    fn default() -> Self {
        Found(Vec::new())
    }
}

impl<A: Clone> Found<A> {
    /// Keeps answers from now on.
    pub(super) fn start() -> Self {
        Found((0..SHARDS).map(|_| Mutex::default()).collect())
    }

    /// The answer to a question, which is worked out when it is first asked.
    /// `None` if nothing is kept yet.
    pub(super) fn answer(&self, key: Key, find: impl FnOnce() -> A) -> Option<A> {
        let shard = self.0.get(key.0.0 as usize % SHARDS)?;
        let lock = || shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = lock().get(&key) {
            return Some(answer.clone());
        }
        // Others may find the same meanwhile; to find it may take others.
        let answer = find();
        lock().insert(key, answer.clone());
        Some(answer)
    }
}
