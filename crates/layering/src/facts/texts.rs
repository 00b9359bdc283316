//! The parts of a file's text that are read again when names are known.
//!
//! Facts say where they are, and these fingerprints what they say, so that two versions
//! of a file can be compared when the text of one of them is gone.

use std::hash::{DefaultHasher, Hasher};

use serde::{Deserialize, Serialize};

use super::file::FileFacts;
use super::ids::TextRange;

/// A fingerprint for each of those parts, in the order of the tables of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Texts {
    /// The rules of each `macro_rules!`.
    pub rules: Vec<u64>,
    /// The input of each macro call.
    pub calls: Vec<u64>,
    /// Each attribute.
    pub attributes: Vec<u64>,
}

impl Texts {
    /// Those of a text and its facts.
    pub fn new(facts: &FileFacts, text: &str) -> Self {
        let print = |range: TextRange| {
            let mut hasher = DefaultHasher::new();
            hasher.write(range.of(text).as_bytes());
            hasher.finish()
        };
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
