//! How much a call in a file may still produce, with all the calls that it leads to.
//!
//! Apart from the walk, since these calls are expanded at several times.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A call in a file that produces more than this is taken for endless; each call that
/// it leads to counts for [`PER_CALL`] bytes beside its text.
const MAX_PRODUCED: usize = 16 << 20;

/// About what a unit takes that is not its text.
pub(super) const PER_CALL: usize = 2048;

/// What is left for the calls that one leads to, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Budget(Arc<AtomicUsize>);

impl Budget {
    /// That of a call in a file.
    pub(super) fn new() -> Self {
        Budget(Arc::new(AtomicUsize::new(MAX_PRODUCED)))
    }

    /// Takes what a product needs; `false` if nothing is left.
    pub(super) fn take(&self, text: &str) -> bool {
        let left = self.0.load(Ordering::Relaxed);
        let after = left.saturating_sub(text.len() + PER_CALL);
        self.0.store(after, Ordering::Relaxed);
        left > 0
    }
}
