//! What is read before a check begins changes nothing of what it says, and is kept as if
//! the check had read it.

use std::io;
use std::path::Path;
use std::sync::{Condvar, Mutex};
use std::time::Duration;

use layering::cache::InMemory as Kept;
use layering::source::{Disk, Files};
use layering_tests::{InMemory, disk, package_root};

use super::cache::{check, check_after, is_quick, shown};

/// More than it takes to read a fixture; only waited for where nothing is read.
const LONG: Duration = Duration::from_secs(10);

/// A disk that tells how many files were read.
#[derive(Default)]
struct Watched {
    read: Mutex<usize>,
    one_more: Condvar,
}

impl Watched {
    /// Waits until so many files were read; returns how many were.
    fn wait_for(&self, count: usize) -> usize {
        let read = self.read.lock().expect("nobody panics");
        let is_missing = |read: &mut usize| *read < count;
        let waited = self.one_more.wait_timeout_while(read, LONG, is_missing);
        *waited.expect("nobody panics").0
    }
}

impl Files for Watched {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let content = Disk.read(path);
        *self.read.lock().expect("nobody panics") += 1;
        self.one_more.notify_all();
        content
    }

    fn is_file(&self, path: &Path) -> bool {
        Disk.is_file(path)
    }
}

#[test]
fn what_is_read_ahead_changes_no_answer() {
    // With one thread, all of it is for the check.
    if std::thread::available_parallelism().is_ok_and(|threads| threads.get() == 1) {
        return;
    }
    let (mut kept, mut read) = (0, 0);
    for fixture in disk::read_fixtures(&package_root().join("fixtures/gateway")) {
        let folder = tempfile::tempdir().expect("a folder");
        disk::materialise(&fixture, folder.path());
        let is_source = |path: &str| path.ends_with(".rs");
        let files = fixture.files.iter().filter(|file| is_source(&file.path));
        let count = files.clone().count();
        let watched = Watched::default();
        let begin = || watched.wait_for(count);
        let (ahead, waited) = layering::read_ahead(&watched, folder.path(), begin);
        assert_eq!(waited, count, "{}", fixture.name);
        read += waited;

        let mut memory = InMemory::new(&fixture);
        let store = Kept::default();
        let found = check_after(&memory, &store, ahead);
        assert_eq!(shown(&found), shown(&memory.check()), "{}", fixture.name);
        // An edit is held against what the file has said.
        let Some(file) = files.clone().next() else {
            continue;
        };
        let path = memory
            .workspace
            .root
            .join(file.path.trim_start_matches('/'));
        memory
            .files
            .insert(path, format!("{}\n// A comment.\n", file.text));
        let edited = check(&memory, &store);
        assert_eq!(shown(&edited), shown(&memory.check()), "{}", fixture.name);
        kept += usize::from(is_quick(&edited));
    }
    assert!(kept > 10 && read > 50, "only {kept} of {read}");
}
