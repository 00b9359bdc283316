//! Threads as a check has them: as many, and with stacks as large.

use rayon::ThreadPool;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

/// As large as the stacks that the linter parses on.
const STACK_SIZE: usize = 256 << 20;

/// Threads that wait for work.
#[derive(Debug)]
pub struct Threads {
    pool: ThreadPool,
}

impl Threads {
    /// Starts as many as a check has.
    ///
    /// # Errors
    /// Where the system gives no more threads.
    pub fn start() -> Result<Self, rayon::ThreadPoolBuildError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .stack_size(STACK_SIZE)
            .build()?;
        Ok(Threads { pool })
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.pool.current_num_threads()
    }

    /// For how many of `parts` the work succeeds. Parts are of all sizes, so each is
    /// taken by whoever is free.
    pub fn succeed<T: Sync>(&self, parts: &[T], work: impl Fn(&T) -> bool + Sync) -> usize {
        let parts = || parts.par_iter().with_max_len(1);
        self.pool
            .install(|| parts().filter(|part| work(part)).count())
    }
}
