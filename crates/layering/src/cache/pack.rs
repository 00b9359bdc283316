//! Many values in one entry, each found by its digest.
//!
//! Thousands of small files are slow to open and slow to write; one large one
//! is neither.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::{Cache, Digest, Entry, decode, encode};

/// What the names of packs start with.
const PREFIX: &str = "pack-";

/// The length of what a pack starts with: the length of its index.
const LEN: usize = size_of::<u64>();

/// Values in their encoded form.
pub(super) struct Pack {
    pub(super) name: String,
    entry: Entry,
    index: FxHashMap<Digest, Range<usize>>,
}

impl Pack {
    /// All packs of a cache.
    pub(super) fn load_all(cache: &Cache<'_>) -> Vec<Pack> {
        let names = cache.names(PREFIX).into_iter();
        names.filter_map(|name| Pack::load(cache, name)).collect()
    }

    fn load(cache: &Cache<'_>, name: String) -> Option<Pack> {
        // What another version wrote is of no use to anybody.
        let Some(entry) = cache.load(&name) else {
            cache.remove(&name);
            return None;
        };
        let body = entry.body();
        let (len, rest) = body.split_at_checked(LEN)?;
        let len = usize::try_from(u64::from_le_bytes(len.try_into().ok()?)).ok()?;
        let lengths: Vec<(Digest, u32)> = decode(rest.get(..len)?)?;
        let mut index = FxHashMap::default();
        let mut start = LEN + len;
        for (digest, len) in lengths {
            let end = start.checked_add(len as usize)?;
            index.insert(digest, start..end);
            start = end;
        }
        (start == body.len()).then_some(Pack { name, entry, index })
    }

    pub(super) fn get(&self, digest: Digest) -> Option<&[u8]> {
        let range = self.index.get(&digest)?;
        Some(&self.entry.body()[range.clone()])
    }

    /// The values, in no order.
    pub(super) fn values(&self) -> impl Iterator<Item = (Digest, &[u8])> {
        let body = self.entry.body();
        let values = self.index.iter();
        values.map(|(digest, range)| (*digest, &body[range.clone()]))
    }

    pub(super) fn len(&self) -> usize {
        self.entry.body().len()
    }
}

/// About what a value takes in a pack, with its place in the index.
pub(super) fn size_of_value(value: &[u8]) -> usize {
    value.len() + size_of::<Digest>() + LEN
}

/// Writes values as a pack. Its name follows from what is in it.
pub(super) fn write(cache: &Cache<'_>, mut values: Vec<(Digest, &[u8])>) -> Option<String> {
    values.sort_unstable_by_key(|(digest, _)| *digest);
    values.dedup_by_key(|(digest, _)| *digest);
    let lengths = values.iter().filter_map(|(digest, value)| {
        let len = u32::try_from(value.len()).ok()?;
        Some((*digest, len))
    });
    let index = encode(&lengths.collect::<Vec<_>>())?;
    let name = format!("{PREFIX}{}", Digest::of(&index));
    let len = (index.len() as u64).to_le_bytes();
    let mut parts: Vec<&[u8]> = vec![&len, &index];
    let fits = |value: &&[u8]| u32::try_from(value.len()).is_ok();
    parts.extend(values.iter().map(|(_, value)| *value).filter(fits));
    cache.save(&name, &parts);
    Some(name)
}
