//! What earlier runs found out, kept for later ones.
//!
//! Everything is kept by the content that it was made from, never by time or
//! place, so that a cache can be copied, restored, and shared by runs that go
//! on at once. What is damaged, or was written by another version of the
//! linter, is not there; a cache that cannot be written is no reason to fail.
//!
//! Where the bytes lie is not known here: a [`Store`] keeps them.

mod digest;
mod memo;
mod memory;
mod pack;

use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;

pub use digest::{Digest, Hasher};
pub use memo::Memo;
pub use memory::InMemory;

/// Keeps entries of bytes under names that are good for files.
///
/// An entry is written whole or not at all, and several processes may read and
/// write at once: the last one wins. Failing is silent, as there is no run that
/// a cache could stop.
pub trait Store: Sync {
    /// The names of all entries, in no order.
    fn names(&self) -> Vec<String>;

    /// What an entry holds.
    fn load(&self, name: &str) -> Option<Vec<u8>>;

    /// Writes an entry of several parts, one behind the other, replacing what it held.
    fn save(&self, name: &str, parts: &[&[u8]]);

    /// Takes an entry out.
    fn remove(&self, name: &str);
}

/// A store for one version of the linter.
#[derive(Clone, Copy)]
pub struct Cache<'s> {
    store: &'s dyn Store,
    version: Digest,
}

impl fmt::Debug for Cache<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Cache")
            .field("version", &self.version)
            .finish_non_exhaustive()
    }
}

impl<'s> Cache<'s> {
    /// `version` tells apart whatever may say different things of the same
    /// input: the program itself.
    pub fn new(store: &'s dyn Store, version: Digest) -> Self {
        Cache { store, version }
    }

    /// The entries whose names start so.
    pub(crate) fn names(&self, prefix: &str) -> Vec<String> {
        let mut names = self.store.names();
        names.retain(|name| name.starts_with(prefix));
        names
    }

    /// An entry that this version of the linter wrote.
    pub(crate) fn load(&self, name: &str) -> Option<Entry> {
        let bytes = self.store.load(name)?;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        (head == self.head(&[body])).then_some(Entry(bytes))
    }

    /// Writes an entry of several parts, one behind the other.
    pub(crate) fn save(&self, name: &str, parts: &[&[u8]]) {
        let head = self.head(parts);
        let head = std::iter::once(&head[..]);
        let all: Vec<&[u8]> = head.chain(parts.iter().copied()).collect();
        self.store.save(name, &all);
    }

    pub(crate) fn remove(&self, name: &str) {
        self.store.remove(name);
    }

    /// What an entry starts with: the version that wrote it, and a digest of
    /// the rest.
    fn head(&self, body: &[&[u8]]) -> [u8; HEAD] {
        let mut hasher = Hasher::default();
        hasher.add(&self.version.bytes());
        hasher.add_all(body);
        hasher.finish().bytes()
    }
}

/// An entry, whole.
pub(crate) struct Entry(Vec<u8>);

impl Entry {
    pub(crate) fn body(&self) -> &[u8] {
        &self.0[HEAD..]
    }
}

/// The length of the head of an entry.
const HEAD: usize = size_of::<Digest>();

/// A value as bytes; `None` if it cannot be written, as a path that is not
/// UTF-8.
pub(crate) fn encode(value: &impl Serialize) -> Option<Vec<u8>> {
    postcard::to_allocvec(value).ok()
}

/// The value that was encoded, if these are the bytes of one.
pub(crate) fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn version(text: &str) -> Digest {
        Digest::of(text.as_bytes())
    }

    #[test]
    fn an_entry_is_read_by_the_version_that_wrote_it() {
        let store = InMemory::default();
        let cache = Cache::new(&store, version("1"));
        cache.save("a", &[b"con", b"tent"]);
        assert_eq!(cache.load("a").expect("it is there").body(), b"content");
        assert!(Cache::new(&store, version("2")).load("a").is_none());
        assert!(cache.load("b").is_none());
    }

    #[test]
    fn what_is_damaged_is_not_there() {
        let store = InMemory::default();
        let cache = Cache::new(&store, version("1"));
        cache.save("a", &[b"content"]);
        let whole = store.load("a").expect("it was written");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            store.save("a", &[&damaged]);
            assert!(cache.load("a").is_none(), "byte {at}");
            store.save("a", &[&whole[..at]]);
            assert!(cache.load("a").is_none(), "the first {at} bytes");
        }
    }
}
