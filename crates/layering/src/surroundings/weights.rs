//! What a path, or a name that a glob brings in, counts for.
//!
//! Paths of a file that count alike have one class. What the rules say of one of them,
//! they say of one more that means the same, as long as none of them is a place that a
//! rule says something about.

use serde::{Deserialize, Serialize};

use crate::facts::{Class, PathId};

/// Numbers of classes have to fit beside others into a byte.
pub(super) const MAX_CLASSES: usize = 120;

/// How much something counts for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Weight {
    /// How many references it is.
    pub(super) references: u32,
    /// How often which rules count it, by their indices; in order.
    pub(super) checked: Vec<(u16, u32)>,
}

impl Weight {
    /// Adds another one.
    pub(super) fn add(&mut self, other: &Weight) {
        self.references += other.references;
        for (rule, count) in &other.checked {
            let place = self.checked.partition_point(|(known, _)| known < rule);
            match self.checked.get_mut(place) {
                Some((known, sum)) if known == rule => *sum += count,
                _ => self.checked.insert(place, (*rule, *count)),
            }
        }
    }
}

/// The paths of one file, by what they count for.
#[derive(Clone, Debug, Default)]
pub(super) struct Classes {
    /// Each path with its class, in order; those are left out of which nothing is known.
    pub(super) of_paths: Vec<(PathId, Class)>,
    /// What each class counts for.
    pub(super) weights: Vec<Weight>,
    /// What a reference from the file's own module to an item in it counts for, if all
    /// do alike.
    pub(super) own: Option<Weight>,
}
