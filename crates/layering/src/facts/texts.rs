//! The parts of a file's text that are read again when names are known.
//!
//! Facts say where they are, and these fingerprints what they say, so that two versions
//! of a file can be compared when the text of one of them is gone.

use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::file::FileFacts;
use super::ids::TextRange;

/// A fingerprint of 64 bits.
pub(super) type Print = u64;

/// A fingerprint for each of those parts, in the order of the tables of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// The rules of each `macro_rules!`.
    pub rules: Vec<Print>,
    /// The input of each macro call.
    pub calls: Vec<Print>,
    /// Each attribute.
    pub attributes: Vec<Print>,
}

impl Texts {
    /// Those of a text and its facts.
    pub fn new(facts: &FileFacts, text: &str) -> Self {
        let print = |range: TextRange| print(range.of(text));
        let attributes = facts.attributes.iter();
        Texts {
            rules: facts
                .macro_rules
                .iter()
                .map(|rules| print(rules.body))
                .collect(),
            calls: facts.calls.iter().map(|call| print(call.input)).collect(),
            attributes: attributes.map(|attribute| print(attribute.range)).collect(),
        }
    }
}

/// The print of whatever can be hashed.
pub(super) fn print(of: impl Hash) -> Print {
    let mut hasher = DefaultHasher::new();
    of.hash(&mut hasher);
    hasher.finish()
}
