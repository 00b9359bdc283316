//! Numbers that run through all units: those of items, and of imports.
//!
//! Which unit a number belongs to is asked for every reference many times, so it
//! takes no search.

use crate::modules::UnitId;

/// So many numbers share an entry of the index.
const SHARE: usize = 64;

/// Numbers of things that each unit has some of, in the order of the units.
#[derive(Debug)]
pub(super) struct Numbers {
    /// The first number of each unit, and the one behind the last.
    first: Vec<u32>,
    /// The unit of each number that is a multiple of [`SHARE`].
    index: Vec<u32>,
}

impl Numbers {
    /// `counts` is how many each unit has.
    pub(super) fn new(counts: impl Iterator<Item = usize>) -> Self {
        let (mut first, mut index) = (vec![0], Vec::new());
        let mut next = 0;
        for (unit, count) in (0..).zip(counts) {
            next += count;
            first.push(u32::try_from(next).expect("fewer than 2^32 items"));
            index.resize(next.div_ceil(SHARE), unit);
        }
        Numbers { first, index }
    }

    /// How many numbers there are.
    pub(super) fn count(&self) -> usize {
        self.first.last().map_or(0, |count| *count as usize)
    }

    /// The first number of a unit.
    pub(super) fn first(&self, unit: UnitId) -> u32 {
        self.first[unit.0 as usize]
    }

    /// The unit that a number belongs to, and its place among those of the unit.
    pub(super) fn home(&self, number: u32) -> (UnitId, u32) {
        let mut unit = self.index[number as usize / SHARE];
        while self.first[unit as usize + 1] <= number {
            unit += 1;
        }
        (UnitId(unit), number - self.first[unit as usize])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_has_a_home() {
        let counts = [0, 3, 0, 0, 130, 1, 64, 0, 63, 2, 0];
        let numbers = Numbers::new(counts.into_iter());
        let mut next = 0;
        for (unit, count) in (0..).map(UnitId).zip(counts) {
            assert_eq!(numbers.first(unit), next);
            for at in 0..u32::try_from(count).expect("small") {
                assert_eq!(numbers.home(next), (unit, at));
                next += 1;
            }
        }
    }
}
