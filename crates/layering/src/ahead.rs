//! What is done before a check knows its workspace.
//!
//! To ask cargo is mostly to wait, and what a file says depends on nothing but its
//! text. So files are read meanwhile that the workspace is likely to have. Apart from
//! the check, which makes use of what it finds there, and never needs it.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use crate::cache::Memo;
use crate::source::Files;
use crate::{modules, workspace};

/// What was read before a check began. It changes nothing but the time that the check
/// takes.
#[derive(Default)]
pub struct Ahead(pub(crate) Memo<'static>);

/// Does `work`, and reads files below `root` meanwhile.
pub fn read_ahead<T>(files: &dyn Files, root: &Path, work: impl FnOnce() -> T) -> (Ahead, T) {
    let memo = Memo::ahead();
    let is_enough = AtomicBool::new(false);
    let done = thread::scope(|scope| {
        scope.spawn(|| {
            let paths = workspace::likely(root, || is_enough.load(Ordering::Relaxed));
            modules::read_ahead(files, &memo, paths);
        });
        let done = work();
        is_enough.store(true, Ordering::Relaxed);
        done
    });
    (Ahead(memo), done)
}
