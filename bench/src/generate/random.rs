//! Numbers that look like chance and are the same each time (splitmix64).

/// A sequence of numbers.
pub(super) struct Random(u64);

impl Random {
    /// The sequence with this number.
    pub(super) fn new(sequence: usize) -> Self {
        Random(sequence as u64)
    }

    /// A number below `end`, which is not 0.
    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % end as u64) as usize
    }
}
