//! Configuration predicates: in which builds something is there (Rust reference,
//! "Conditional compilation").
//!
//! All is read as if it were there. What counts is whether it is there in tests alone,
//! and whether anything else decides: `test` is the one option whose value matters, and
//! what another one is, nobody knows.

use smallvec::SmallVec;

use super::Lower;
use super::attributes::AttributeList;
use super::meta::{Content, Meta};
use crate::facts::Conditions;
use crate::facts::tokens::{Tokens, plain};

/// Whether something holds; `None` if that depends on the build.
type Truth = Option<bool>;

impl<'t> Lower<'t> {
    /// The conditions that attributes set for what bears them.
    pub(super) fn conditions_of(&self, attributes: &AttributeList) -> Conditions {
        // Whether it is there in builds that are no tests, and in tests.
        let (mut outside, mut inside) = (Some(true), Some(true));
        self.each_meta(attributes, |meta, predicates| {
            for (test, is_there) in [(false, &mut outside), (true, &mut inside)] {
                let Some(demanded) = self.demanded(meta, test) else {
                    return;
                };
                // Nothing is demanded where a `cfg_attr` around it does not hold.
                let predicates = predicates.iter();
                let excused = predicates.map(|predicate| not(self.holds(*predicate, Some(test))));
                *is_there = all([*is_there, any(excused.chain([demanded]))]);
            }
        });
        Conditions {
            test: outside == Some(false) && inside != Some(false),
            other: outside.is_none() || inside != Some(true),
        }
    }

    /// Whether there may be what bears an attribute, if that has a say in it.
    fn demanded(&self, meta: &Meta<'t>, test: bool) -> Option<Truth> {
        match (meta.name, meta.content) {
            ("cfg", Content::List(list)) => Some(all(self.parts_hold(list, Some(test)))),
            ("cfg", _) => None,
            // Of a test, `#[tokio::test]` leaves as much as `#[test]` does.
            _ => matches!(meta.path.last, "test" | "bench").then_some(Some(test)),
        }
    }

    /// Whether a configuration predicate holds, where the value of `test` may be known.
    pub(super) fn holds(&self, predicate: Tokens, test: Truth) -> Truth {
        let trees = self.trees(predicate);
        let name = match trees.word(0)? {
            // As raw names, these are options.
            word @ ("r#true" | "r#false") => word,
            word => plain(word),
        };
        match (name, trees.group(1), trees.len()) {
            ("true", None, 1) => Some(true),
            ("false", None, 1) => Some(false),
            ("test", None, 1) => test,
            ("all", Some((_, inside)), 2) => all(self.parts_hold(inside, test)),
            ("any", Some((_, inside)), 2) => any(self.parts_hold(inside, test)),
            ("not", Some((_, inside)), 2) => not(*self.parts_hold(inside, test).first()?),
            _ => None,
        }
    }

    /// Whether the predicates between commas hold.
    fn parts_hold(&self, tokens: Tokens, test: Truth) -> SmallVec<[Truth; 4]> {
        let trees = self.trees(tokens);
        let parts = trees.parts().filter(|(start, end)| start < end);
        parts.map(|part| self.holds(part, test)).collect()
    }
}

fn not(truth: Truth) -> Truth {
    truth.map(|truth| !truth)
}

fn any(parts: impl IntoIterator<Item = Truth>) -> Truth {
    let mut parts = parts.into_iter();
    parts
        .try_fold(Some(false), |any, part| match part {
            Some(true) => Err(()),
            Some(false) => Ok(any),
            None => Ok(None),
        })
        .unwrap_or(Some(true))
}

fn all(parts: impl IntoIterator<Item = Truth>) -> Truth {
    not(any(parts.into_iter().map(not)))
}
