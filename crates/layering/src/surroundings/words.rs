//! Sets of words, small enough to be kept.

use serde::{Deserialize, Serialize};

use crate::cache::Digest;
use crate::resolve::Namespaces;

/// Words, by fingerprints of them: two may be taken for the same, so that a word which
/// is not among them surely is not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Words(Vec<u32>);

impl Words {
    pub(super) fn new<'w>(words: impl Iterator<Item = &'w str>) -> Self {
        let mut prints: Vec<u32> = words.map(print).collect();
        prints.sort_unstable();
        prints.dedup();
        Words(prints)
    }

    /// Whether a word is among them, or likely so.
    pub(super) fn contain(&self, word: &str) -> bool {
        self.0.binary_search(&print(word)).is_ok()
    }
}

/// The names that there are, in each namespace.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Vocabulary([Words; 3]);

impl Vocabulary {
    pub(super) fn new(names: &[(&str, Namespaces)]) -> Self {
        Vocabulary(Namespaces::EACH.map(|namespace| {
            let names = names.iter();
            let names = names.filter(|(_, namespaces)| namespaces.meets(namespace));
            Words::new(names.map(|(name, _)| *name))
        }))
    }

    /// Whether there is something of a name in one of the namespaces, or likely so.
    pub(super) fn contains(&self, name: &str, namespaces: Namespaces) -> bool {
        let all = Namespaces::EACH.iter().zip(&self.0);
        let mut searched = all.filter(|(namespace, _)| namespaces.meets(**namespace));
        searched.any(|(_, words)| words.contain(name))
    }
}

/// A part of a digest is enough where a mistake only costs time.
fn print(word: &str) -> u32 {
    let [a, b, c, d, ..] = Digest::of(word.as_bytes()).bytes();
    u32::from_le_bytes([a, b, c, d])
}
