//! The floor: what it takes to read and parse files, and nothing else.
//!
//! No linter that looks at syntax can be quicker than this, so every figure is held
//! against it. It is the one place outside of `layering::facts` that knows `syn`: a
//! floor that went through facts would rise and fall with what stands on it.

use std::path::PathBuf;

use layering::source::Files;
use rayon::ThreadPool;
use rayon::iter::{IndexedParallelIterator, IntoParallelRefIterator, ParallelIterator};

/// As large as the stacks that the linter parses on.
const STACK_SIZE: usize = 256 << 20;

/// The threads that the floor is measured on: as many as a check has.
#[derive(Debug)]
pub struct Floor {
    pool: ThreadPool,
}

impl Floor {
    /// Starts the threads.
    ///
    /// # Errors
    /// Where the system gives no more threads.
    pub fn new() -> Result<Self, rayon::ThreadPoolBuildError> {
        let pool = rayon::ThreadPoolBuilder::new()
            .stack_size(STACK_SIZE)
            .build()?;
        Ok(Floor { pool })
    }

    /// How many threads there are.
    pub fn threads(&self) -> usize {
        self.pool.current_num_threads()
    }

    /// Reads and parses `paths`, and drops what comes out. Returns how many of
    /// them are Rust.
    pub fn parse(&self, files: &dyn Files, paths: &[PathBuf]) -> usize {
        // Files are of all sizes: each is taken by whoever is free.
        let parsed = |path: &PathBuf| usize::from(parse(files, path));
        self.pool
            .install(|| paths.par_iter().with_max_len(1).map(parsed).sum())
    }
}

fn parse(files: &dyn Files, path: &std::path::Path) -> bool {
    let Ok(Ok(text)) = files.read(path).map(String::from_utf8) else {
        return false;
    };
    let is_rust = std::hint::black_box(syn::parse_file(&text)).is_ok();
    // As the linter does: the span table of this thread would grow with every file.
    proc_macro2::extra::invalidate_current_thread_spans();
    is_rust
}
