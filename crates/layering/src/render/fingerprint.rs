//! Names for violations that outlive edits.
//!
//! A fingerprint is made from what a violation says, never from where it
//! stands, so that a program can tell old violations from new ones after lines
//! have moved and files have been renamed. Separate because every format that
//! carries fingerprints must carry the same.

use std::collections::HashMap;

use crate::diagnostic::Violation;

/// Hands out fingerprints to the violations of one report, in its order.
#[derive(Default)]
pub(super) struct Fingerprints {
    seen: HashMap<u64, u32>,
}

impl Fingerprints {
    /// The fingerprint of the next violation: 16 hexadecimal digits. Violations
    /// that say the same are told apart by their order.
    pub(super) fn next(&mut self, violation: &Violation) -> String {
        let parts = [
            &violation.rule,
            &violation.from,
            &violation.to,
            &violation.written,
        ];
        let what = parts.into_iter().fold(OFFSET_BASIS, |hash, part| {
            // 0xff is in no UTF-8 text, so parts cannot run into each other.
            extend(extend(hash, part.as_bytes()), &[0xff])
        });
        let ordinal = self.seen.entry(what).or_default();
        let hash = extend(what, &ordinal.to_le_bytes());
        *ordinal += 1;
        format!("{hash:016x}")
    }
}

const OFFSET_BASIS: u64 = 0xcbf2_9ce4_8422_2325;
const PRIME: u64 = 0x0000_0100_0000_01b3;

/// FNV-1a. The hashers of the standard library may change with any release;
/// these values are kept by others and must not.
fn extend(hash: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(hash, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(PRIME)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation(written: &str) -> Violation {
        Violation {
            rule: "r".into(),
            kind: "gateway".into(),
            from: "a".into(),
            to: "b".into(),
            written: written.into(),
            route: Vec::new(),
            test: false,
            chain: Vec::new(),
            because: None,
            help: None,
        }
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(extend(OFFSET_BASIS, b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn equal_violations_are_told_apart_by_their_order() {
        let mut first = Fingerprints::default();
        let (a, b) = (first.next(&violation("b")), first.next(&violation("b")));
        assert_ne!(a, b);

        let mut again = Fingerprints::default();
        assert_ne!(again.next(&violation("self::b")), a);
        assert_eq!(again.next(&violation("b")), a);
        assert_eq!(again.next(&violation("b")), b);
    }
}
