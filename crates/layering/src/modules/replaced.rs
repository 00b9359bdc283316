//! Paths that mean nothing where they stand, since a macro makes something else
//! of them.
//!
//! The input of a call in code is read before its macro is known. Once that is
//! expanded, its product says what the input means.

use crate::facts::{PathId, PathRange};

/// The paths of a text that were read in the input of calls which are expanded.
#[derive(Clone, Debug, Default)]
pub struct Replaced(
    /// Sorted, and apart from each other.
    Vec<PathRange>,
);

impl Replaced {
    /// Adds the paths of a call, which may hold other calls.
    pub(super) fn add(&mut self, range: PathRange) {
        if range.first == range.end || self.contains(range.first) {
            return;
        }
        let first = self.0.partition_point(|known| known.end <= range.first);
        let end = self.0.partition_point(|known| known.first < range.end);
        self.0.splice(first..end, [range]);
    }

    /// Whether a path is among them.
    pub fn contains(&self, path: PathId) -> bool {
        let behind = self.0.partition_point(|known| known.first <= path);
        let last = behind.checked_sub(1).map(|last| self.0[last]);
        last.is_some_and(|last| last.contains(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_hold_other_calls() {
        let mut replaced = Replaced::default();
        for (first, end) in [(4, 6), (10, 12), (2, 8), (3, 4), (7, 7), (12, 13)] {
            replaced.add(PathRange {
                first: PathId(first),
                end: PathId(end),
            });
        }
        let contained = (0..16).filter(|path| replaced.contains(PathId(*path)));
        let contained: Vec<u32> = contained.collect();
        assert_eq!(contained, [2, 3, 4, 5, 6, 7, 10, 11, 12]);
        assert_eq!(replaced.0.len(), 3);
    }
}
