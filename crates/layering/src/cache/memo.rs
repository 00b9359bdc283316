//! Values by the digest of what they are computed from.
//!
//! A run adds a pack of what it had to compute. Small packs are put together as
//! they come, so that there are never many, and a large one is seldom written
//! again. When all of them grow too large, what the run did not use goes.

use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::pack::{self, Pack};
use super::{Cache, Digest, decode, encode};

/// All packs together are kept below this, unless one run uses more.
const MAX_SIZE: usize = 256 << 20;

/// Values that were computed once, on whatever thread.
#[derive(Default)]
pub struct Memo<'c> {
    cache: Option<Cache<'c>>,
    packs: Vec<Pack>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What earlier runs had computed, and this one used.
    used: FxHashSet<Digest>,
    /// What this run computed.
    fresh: FxHashMap<Digest, Vec<u8>>,
}

impl<'c> Memo<'c> {
    /// What the cache holds; without one, everything is computed.
    pub fn new(cache: Option<Cache<'c>>) -> Self {
        Memo {
            packs: cache.iter().flat_map(Pack::load_all).collect(),
            cache,
            state: Mutex::default(),
        }
    }

    /// The value that is computed from what `key` is the digest of. A value
    /// that cannot be had is not kept.
    ///
    /// # Errors
    /// Those of `compute`.
    pub fn get<T, E>(
        &self,
        key: impl FnOnce() -> Digest,
        compute: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E>
    where
        T: Serialize + DeserializeOwned,
    {
        if self.cache.is_none() {
            return compute();
        }
        let key = key();
        if let Some(value) = self.known(key) {
            return Ok(value);
        }
        let value = compute()?;
        if let Some(encoded) = encode(&value) {
            self.state(|state| state.fresh.insert(key, encoded));
        }
        Ok(value)
    }

    /// The value of a key, if this run or an earlier one computed it.
    pub fn known<T: DeserializeOwned>(&self, key: Digest) -> Option<T> {
        let kept = self.packs.iter().find_map(|pack| pack.get(key));
        if let Some(value) = kept.and_then(decode) {
            self.state(|state| state.used.insert(key));
            return Some(value);
        }
        self.state(|state| decode(state.fresh.get(&key)?))
    }

    /// Writes down what this run computed.
    pub fn finish(self) {
        let state = self
            .state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let Some(cache) = self.cache.filter(|_| !state.fresh.is_empty()) else {
            return;
        };
        let fresh = state.fresh.iter().map(|(key, value)| (*key, &**value));
        let mut values: Vec<(Digest, &[u8])> = fresh.collect();
        let mut size: usize = values
            .iter()
            .map(|(_, value)| pack::size_of_value(value))
            .sum();
        let total: usize = size + self.packs.iter().map(Pack::len).sum::<usize>();
        let mut packs: Vec<&Pack> = self.packs.iter().collect();
        packs.sort_unstable_by_key(|pack| pack.len());
        let mut replaced = Vec::new();
        for pack in packs {
            let is_small = pack.len() <= 2 * size;
            if total <= MAX_SIZE && !is_small {
                break;
            }
            let is_kept = |key: &Digest| total <= MAX_SIZE || state.used.contains(key);
            values.extend(pack.values().filter(|(key, _)| is_kept(key)));
            size += pack.len();
            replaced.push(&pack.name);
        }
        let Some(name) = pack::write(&cache, values) else {
            return;
        };
        replaced.retain(|old| **old != name);
        replaced.into_iter().for_each(|old| cache.remove(old));
    }

    fn state<T>(&self, with: impl FnOnce(&mut State) -> T) -> T {
        with(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::convert::Infallible;

    use super::super::{InMemory, Store};
    use super::*;

    /// Asks for the values of some keys in one run; returns what was computed.
    fn run(store: &InMemory, keys: &[&str]) -> Vec<String> {
        let cache = Cache::new(store, Digest::of(b"version"));
        let memo = Memo::new(Some(cache));
        let computed = RefCell::new(Vec::new());
        for key in keys {
            let compute = || {
                computed.borrow_mut().push((*key).to_owned());
                Ok::<_, Infallible>(format!("value of {key}"))
            };
            let value = memo.get(|| Digest::of(key.as_bytes()), compute);
            assert_eq!(value, Ok(format!("value of {key}")));
        }
        memo.finish();
        computed.into_inner()
    }

    #[test]
    fn what_was_computed_once_is_known_to_later_runs() {
        let store = InMemory::default();
        assert_eq!(run(&store, &["a", "b"]), ["a", "b"]);
        assert_eq!(run(&store, &["b", "c"]), ["c"]);
        assert_eq!(run(&store, &["a", "b", "c"]), [""; 0]);
    }

    #[test]
    fn small_packs_are_put_together() {
        let store = InMemory::default();
        for run_of in 0..100 {
            run(&store, &[&format!("{run_of}")]);
        }
        assert!(store.names().len() < 10, "{:?}", store.names());
        let all: Vec<String> = (0..100).map(|run_of| format!("{run_of}")).collect();
        let all: Vec<&str> = all.iter().map(String::as_str).collect();
        assert_eq!(run(&store, &all), [""; 0]);
    }

    #[test]
    fn damage_is_computed_again_and_goes() {
        let store = InMemory::default();
        run(&store, &["a"]);
        let name = store.names().remove(0);
        store.save(&name, &[b"something else"]);
        store.save("pack-foreign", &[]);
        assert_eq!(run(&store, &["a"]), ["a"]);
        assert_eq!(store.names(), [name]);
        assert_eq!(run(&store, &["a"]), [""; 0]);
    }
}
