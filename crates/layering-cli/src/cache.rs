//! The cache of earlier checks, in a folder below the target directory.
//!
//! Public for those who measure checks with what a command keeps between runs.
//!
//! A check never fails for its cache: without one that can be read and written
//! it only takes longer.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use layering::cache::{Digest, Store};

/// The name of the folder.
const FOLDER: &str = "layering";

/// Files with this prefix are being written.
const UNFINISHED: &str = ".unfinished-";

/// What an unfinished file is too old for to be finished by anybody.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// So much is written at once.
const BUFFER: usize = 256 << 10;

/// Tells programs that make backups to leave a folder out
/// (<https://bford.info/cachedir/>).
const TAG: &str = "CACHEDIR.TAG";
const TAG_TEXT: &str = "Signature: 8a477f597d28d172789f06886806bc55\n\
    # This folder holds what can be computed again.\n";

/// A folder with a file for each entry.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// The usual place, below the directory in which cargo builds.
    pub fn in_target(target_directory: &Path) -> Self {
        Folder(target_directory.join(FOLDER))
    }

    /// A place that was asked for.
    pub fn at(folder: &Path) -> Self {
        Folder(folder.to_path_buf())
    }

    /// Whether nothing is kept in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.names().is_empty()
    }

    fn write(&self, name: &str, parts: &[&[u8]]) -> io::Result<()> {
        create(&self.0)?;
        let mut file = tempfile::Builder::new()
            .prefix(UNFINISHED)
            .tempfile_in(&self.0)?;
        // There may be thousands of parts, most of them small.
        let mut writer = BufWriter::with_capacity(BUFFER, &mut file);
        parts.iter().try_for_each(|part| writer.write_all(part))?;
        writer.flush()?;
        drop(writer);
        file.persist(self.0.join(name))?;
        Ok(())
    }
}

impl Store for Folder {
    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(&self.0).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            if !name.starts_with(UNFINISHED) {
                return Some(name);
            }
            let written = entry.metadata().and_then(|data| data.modified());
            let age = written.ok().and_then(|time| time.elapsed().ok());
            if age.is_some_and(|age| age > ABANDONED) {
                self.remove(&name);
            }
            None
        });
        names.collect()
    }

    fn load(&self, name: &str) -> Option<Vec<u8>> {
        fs::read(self.0.join(name)).ok()
    }

    fn save(&self, name: &str, parts: &[&[u8]]) {
        // The next run computes again what is not there.
        let _ = self.write(name, parts);
    }

    fn remove(&self, name: &str) {
        // Another run may have removed it.
        let _ = fs::remove_file(self.0.join(name));
    }
}

/// Makes a folder. The outermost one that was missing is tagged as a cache, as
/// cargo does with its target directory.
fn create(folder: &Path) -> io::Result<()> {
    let missing = folder.ancestors().take_while(|path| !path.exists());
    let outermost = missing.last();
    fs::create_dir_all(folder)?;
    if let Some(outermost) = outermost {
        fs::write(outermost.join(TAG), TAG_TEXT)?;
    }
    Ok(())
}

/// The digest of this program. `None` if it cannot be read, and nothing can be kept
/// by it.
pub(crate) fn version() -> Option<Digest> {
    let program = fs::File::open(std::env::current_exe().ok()?).ok()?;
    Digest::of_reader(program).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_files_in_a_tagged_folder() {
        let dir = tempfile::tempdir().expect("a directory");
        let store = Folder::in_target(&dir.path().join("target"));
        assert_eq!(store.load("a"), None);
        assert_eq!(store.names(), [""; 0]);
        store.save("a", &[b"1"]);
        store.save("a", &[b"2"]);
        assert_eq!(store.load("a").as_deref(), Some(&b"2"[..]));
        assert_eq!(store.names(), ["a"]);
        assert!(dir.path().join("target").join(TAG).is_file());
        store.remove("a");
        store.remove("a");
        assert_eq!(store.load("a"), None);
    }

    #[test]
    fn a_place_that_cannot_be_written_keeps_nothing() {
        let dir = tempfile::tempdir().expect("a directory");
        let file = dir.path().join("file");
        fs::write(&file, "").expect("writable");
        let store = Folder::at(&file);
        store.save("a", &[b"1"]);
        assert_eq!((store.load("a"), store.names().len()), (None, 0));
    }

    #[test]
    fn what_is_being_written_is_no_entry() {
        let dir = tempfile::tempdir().expect("a directory");
        let store = Folder::at(dir.path());
        let name = format!("{UNFINISHED}x");
        store.save(&name, &[b"1"]);
        assert_eq!(store.names(), [""; 0]);
        assert!(store.load(&name).is_some());
    }
}
