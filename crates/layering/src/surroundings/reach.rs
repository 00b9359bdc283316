//! How far a path leads, in a byte: there are as many as paths.

use serde::{Deserialize, Serialize};

use crate::facts::{Class, Reach};

/// How far a path leads, as a byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ReachByte(u8);

impl ReachByte {
    const NOWHERE: u8 = 2;
    const FIRST_CLASS: u8 = 3;

    pub(super) fn new(reach: Reach) -> Self {
        let byte = |is_outside: bool, class: Option<Class>| match class {
            None => u8::from(is_outside),
            Some(class) => Self::FIRST_CLASS + 2 * class + u8::from(is_outside),
        };
        ReachByte(match reach {
            Reach::Inside(class) => byte(false, class),
            Reach::Outside(class) => byte(true, class),
            Reach::Own => byte(false, None),
            Reach::Nowhere => Self::NOWHERE,
        })
    }

    pub(super) fn reach(self) -> Reach {
        if self.0 == Self::NOWHERE {
            return Reach::Nowhere;
        }
        let class = self.0.checked_sub(Self::FIRST_CLASS);
        match class.unwrap_or(self.0) % 2 {
            0 => Reach::Inside(class.map(|class| class / 2)),
            _ => Reach::Outside(class.map(|class| class / 2)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::surroundings::weights::MAX_CLASSES;

    #[test]
    fn all_that_is_known_of_a_path_fits_into_a_byte() {
        let last = Class::try_from(MAX_CLASSES - 1).expect("there is room");
        for class in [None, Some(0), Some(1), Some(last)] {
            for reach in [Reach::Inside(class), Reach::Outside(class), Reach::Nowhere] {
                assert_eq!(ReachByte::new(reach).reach(), reach);
            }
        }
        // Which class that is, the file knows.
        assert_eq!(ReachByte::new(Reach::Own).reach(), Reach::default());
    }
}
