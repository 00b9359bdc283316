//! Answers to questions that are asked again and again.
//!
//! The same names are looked up in the same modules by every path, and the same
//! imports followed by every route. Once imports are settled, the answer is always
//! the same, so it is kept.

use std::hash::{BuildHasher, Hash};
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxBuildHasher, FxHashMap};

/// So many threads can ask at once without waiting for each other.
const SHARDS: usize = 64;

/// Answers by what was asked; none are kept before imports are settled.
#[derive(Debug)]
pub(super) struct Found<Q, A>(Vec<Mutex<FxHashMap<Q, A>>>);

impl<Q, A> Default for Found<Q, A> {
    fn default() -> Self {
        Found(Vec::new())
    }
}

impl<Q: Copy + Eq + Hash, A: Clone> Found<Q, A> {
    /// Keeps answers from now on.
    pub(super) fn start() -> Self {
        Found((0..SHARDS).map(|_| Mutex::default()).collect())
    }

    /// The answer to a question, which is worked out when it is first asked.
    /// `None` if nothing is kept yet.
    pub(super) fn answer(&self, question: Q, find: impl FnOnce() -> A) -> Option<A> {
        // The low bits of the hash choose the place in a map.
        let shard = FxBuildHasher.hash_one(question) >> 32;
        let shard = self.0.get(shard as usize % SHARDS)?;
        let lock = || shard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = lock().get(&question) {
            return Some(answer.clone());
        }
        // Others may find the same meanwhile; to find it may take others.
        let answer = find();
        lock().insert(question, answer.clone());
        Some(answer)
    }
}
