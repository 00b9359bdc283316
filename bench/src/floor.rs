//! The floor: what it takes to read and parse files, and nothing else.
//!
//! No linter that looks at syntax can be quicker than this, so every figure is held
//! against it. It is the one place outside of `layering::facts` that knows `syn`: a
//! floor that went through facts would rise and fall with what stands on it.

use std::hint::black_box;
use std::path::{Path, PathBuf};

use layering::source::Files;

use crate::threads::Threads;

/// Reads and parses `paths`, and drops what comes out. Returns how many of them are
/// Rust.
pub fn parse(threads: &Threads, files: &dyn Files, paths: &[PathBuf]) -> usize {
    threads.succeed(paths, |path| is_rust(files, path))
}

fn is_rust(files: &dyn Files, path: &Path) -> bool {
    let Ok(Ok(text)) = files.read(path).map(String::from_utf8) else {
        return false;
    };
    let is_rust = black_box(syn::parse_file(&text)).is_ok();
    // As the linter does: the span table of this thread would grow with every file.
    proc_macro2::extra::invalidate_current_thread_spans();
    is_rust
}
