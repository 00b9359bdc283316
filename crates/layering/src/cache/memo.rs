//! Values by the digest of what they are computed from.
//!
//! A run adds a pack of what it had to compute. Small packs are put together as
//! they come, so that there are never many, and a large one is seldom written
//! again. When all of them grow too large, what the run did not use goes.

use std::any::Any;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;
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
    /// Whether what is computed is kept, be it for this run alone.
    keeps: bool,
    /// They take time to load, and may not be needed.
    packs: OnceLock<Vec<Pack>>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// What earlier runs had computed, and this one used.
    used: FxHashSet<Digest>,
    /// What this run computed.
    fresh: FxHashMap<Digest, Arc<dyn Value>>,
    /// That of it which is written down already; `None` if it cannot be.
    encoded: FxHashMap<Digest, Option<Vec<u8>>>,
}

/// Something that can be written down.
trait Value: Any + Send + Sync {
    fn encode(&self) -> Option<Vec<u8>>;
}

impl<T: Serialize + Any + Send + Sync> Value for T {
    fn encode(&self) -> Option<Vec<u8>> {
        encode(self)
    }
}

impl Memo<'static> {
    /// Keeps what is computed, before it is known whether there is a cache.
    pub(crate) fn ahead() -> Self {
        Memo {
            keeps: true,
            ..Memo::default()
        }
    }

    /// Goes on with what a cache holds. Without one, nothing else is kept.
    pub(crate) fn with(self, cache: Option<Cache<'_>>) -> Memo<'_> {
        Memo {
            keeps: cache.is_some(),
            cache,
            packs: OnceLock::new(),
            state: self.state,
        }
    }
}

impl Memo<'_> {
    /// The value that is computed from what `key` is the digest of. A value
    /// that cannot be had is not kept.
    ///
    /// # Errors
    /// Those of `compute`.
    pub(crate) fn get<T, E>(
        &self,
        key: impl FnOnce() -> Digest,
        compute: impl FnOnce() -> Result<T, E>,
    ) -> Result<Arc<T>, E>
    where
        T: Serialize + DeserializeOwned + Send + Sync + 'static,
    {
        if !self.keeps && self.state(|state| state.fresh.is_empty()) {
            return compute().map(Arc::new);
        }
        let key = key();
        if let Some(value) = self.known(key) {
            return Ok(value);
        }
        let value = compute().map(Arc::new)?;
        if self.keeps {
            self.state(|state| state.fresh.insert(key, Arc::<T>::clone(&value)));
        }
        Ok(value)
    }

    /// The value of a key, if this run or an earlier one computed it.
    pub(crate) fn known<T>(&self, key: Digest) -> Option<Arc<T>>
    where
        T: DeserializeOwned + Send + Sync + 'static,
    {
        let fresh = self.state(|state| state.fresh.get(&key).cloned());
        if let Some(fresh) = fresh {
            let fresh: Arc<dyn Any + Send + Sync> = fresh;
            return fresh.downcast().ok();
        }
        let value = decode(self.packs().iter().find_map(|pack| pack.get(key))?)?;
        self.state(|state| state.used.insert(key));
        Some(Arc::new(value))
    }

    /// Whether anything was asked for that an earlier run may have computed.
    pub(crate) fn was_asked(&self) -> bool {
        self.packs.get().is_some()
    }

    /// Writes down for [`Memo::finish`] what was computed until now. There may be
    /// time for it before the end.
    pub(crate) fn prepare(&self) {
        if self.cache.is_none() {
            return;
        }
        let open = self.state(|state| {
            let fresh = state.fresh.iter();
            let open = fresh.filter(|(key, _)| !state.encoded.contains_key(key));
            let open = open.map(|(key, value)| (*key, Arc::clone(value)));
            open.collect::<Vec<_>>()
        });
        open.into_par_iter()
            .with_max_len(1)
            .for_each(|(key, value)| {
                let encoded = value.encode();
                self.state(|state| state.encoded.insert(key, encoded));
            });
    }

    /// Keeps what this run computed for later ones.
    pub(crate) fn finish(self) {
        self.prepare();
        let is_empty = self.state(|state| state.encoded.is_empty());
        let Some(cache) = self.cache.filter(|_| !is_empty) else {
            return;
        };
        self.packs();
        let packs = self.packs.into_inner().unwrap_or_default();
        let state = self.state.into_inner();
        let state = state.unwrap_or_else(PoisonError::into_inner);
        let encoded = state.encoded.iter();
        let fresh = encoded.filter_map(|(key, value)| Some((*key, value.as_deref()?)));
        // What was computed before there was a cache may be in it.
        let fresh = fresh.filter(|(key, _)| packs.iter().all(|pack| pack.get(*key).is_none()));
        let mut values: Vec<(Digest, &[u8])> = fresh.collect();
        if values.is_empty() {
            return;
        }
        let mut size: usize = values
            .iter()
            .map(|(_, value)| pack::size_of_value(value))
            .sum();
        let total: usize = size + packs.iter().map(Pack::len).sum::<usize>();
        let mut packs: Vec<&Pack> = packs.iter().collect();
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

    fn packs(&self) -> &[Pack] {
        let load = || self.cache.iter().flat_map(Pack::load_all).collect();
        self.packs.get_or_init(load)
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
        let memo = Memo::default().with(Some(cache));
        let computed = RefCell::new(Vec::new());
        for key in keys {
            let compute = || {
                computed.borrow_mut().push((*key).to_owned());
                Ok::<_, Infallible>(format!("value of {key}"))
            };
            let value = memo.get(|| Digest::of(key.as_bytes()), compute);
            assert_eq!(value.as_deref(), Ok(&format!("value of {key}")));
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
    fn what_was_computed_before_there_was_a_cache_is_kept_once() {
        let store = InMemory::default();
        for _ in 0..2 {
            let memo = Memo::ahead();
            let value = |text: &str| Ok::<_, Infallible>(text.to_owned());
            let key = || Digest::of(b"a");
            let known = "value of a".to_owned();
            assert_eq!(memo.get(key, || value(&known)).as_deref(), Ok(&known));
            let memo = memo.with(Some(Cache::new(&store, Digest::of(b"version"))));
            // It is computed by then, whatever the cache holds.
            assert_eq!(memo.get(key, || value("2")).as_deref(), Ok(&known));
            memo.finish();
            assert_eq!(store.names().len(), 1);
        }
        assert_eq!(run(&store, &["a"]), [""; 0]);
        let memo = Memo::ahead().with(None);
        memo.finish();
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
