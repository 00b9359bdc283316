//! Content as a number of fixed size.
//!
//! 128 bits, so that two contents are not taken for the same by chance. There
//! is no defence against contents that are made to collide: who can write the
//! source can also write the rules.

use std::fmt;
use std::io::{self, Read};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// So much is read at once.
const CHUNK: usize = 64 << 10;

/// The digest of some content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Digest(xxh3_128(bytes).to_le_bytes())
    }

    /// The digest of what a reader reads, which need not fit into memory.
    ///
    /// # Errors
    /// Those of the reader.
    pub fn of_reader(mut reader: impl Read) -> io::Result<Self> {
        let mut hasher = Xxh3::default();
        let mut buffer = vec![0; CHUNK];
        loop {
            match reader.read(&mut buffer) {
                Ok(0) => return Ok(Digest(hasher.digest128().to_le_bytes())),
                Ok(read) => hasher.update(&buffer[..read]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The digest as bytes.
    pub fn bytes(self) -> [u8; 16] {
        self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The digest of several parts. Where one ends counts: `ab` and `c` are not
/// `a` and `bc`.
#[derive(Clone, Default)]
pub struct Hasher(Xxh3);

impl Hasher {
    /// Adds a part.
    pub fn add(&mut self, part: &[u8]) {
        self.add_all(&[part]);
    }

    /// Adds a part that is in pieces.
    pub fn add_all(&mut self, pieces: &[&[u8]]) {
        let len: u64 = pieces.iter().map(|piece| piece.len() as u64).sum();
        self.0.update(&len.to_le_bytes());
        pieces.iter().for_each(|piece| self.0.update(piece));
    }

    /// The digest of the parts.
    pub fn finish(&self) -> Digest {
        Digest(self.0.digest128().to_le_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_has_the_digest_of_its_bytes() {
        for len in [0, 1, CHUNK, 3 * CHUNK + 7] {
            let bytes: Vec<u8> = (0..len).map(|at| (at % 251) as u8).collect();
            let read = Digest::of_reader(bytes.as_slice()).expect("it can be read");
            assert_eq!(read, Digest::of(&bytes), "{len}");
        }
    }

    #[test]
    fn parts_are_told_apart() {
        let of = |parts: &[&str]| {
            let mut hasher = Hasher::default();
            parts.iter().for_each(|part| hasher.add(part.as_bytes()));
            hasher.finish()
        };
        assert_ne!(of(&["ab", "c"]), of(&["a", "bc"]));
        assert_ne!(of(&["ab"]), of(&["ab", ""]));
        assert_eq!(of(&["ab", "c"]), of(&["ab", "c"]));
        let mut in_pieces = Hasher::default();
        in_pieces.add_all(&[b"a", b"b"]);
        assert_eq!(in_pieces.finish(), of(&["ab"]));
    }
}
