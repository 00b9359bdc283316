//! Files, their text, and positions inside it.
//!
//! Everything that the linter says points at a [`Span`]; this module turns a
//! span back into a path, a line, and a column. It knows nothing of Rust, so
//! that `layering.toml` and `Cargo.toml` are pointed at in the same way.

mod files;
mod line_index;

use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

pub use files::{Disk, Files, Memory, normalize};
pub(crate) use line_index::char_boundary;
pub use line_index::{LineIndex, Position};

/// A file of a [`SourceMap`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct FileId(u32);

/// A range of bytes in the text of one file, as it stands on disk: a byte
/// order mark and a shebang line count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The file that the range is in.
    pub file: FileId,
    /// Offset of the first byte.
    pub start: u32,
    /// Offset behind the last byte; never less than `start`.
    pub end: u32,
}

/// A file that was read.
#[derive(Debug)]
pub struct SourceFile {
    /// Path relative to the workspace root, with `/` on every platform.
    pub path: String,
    /// The path that it was read by.
    pub location: PathBuf,
    /// The text, exactly as on disk.
    pub text: Arc<str>,
    lines: OnceLock<LineIndex>,
}

impl SourceFile {
    /// Where each line starts; computed when first asked for.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::new(&self.text))
    }
}

/// Every file that a run read, in the order in which they were added.
#[derive(Debug, Default)]
pub struct SourceMap {
    root: PathBuf,
    files: Vec<SourceFile>,
}

impl SourceMap {
    /// An empty map whose paths are shown relative to `root`.
    pub fn new(root: &Path) -> Self {
        SourceMap {
            root: normalize(root),
            files: Vec::new(),
        }
    }

    /// Adds a file. `path` may be absolute or relative to the root.
    pub fn add(&mut self, path: &Path, text: impl Into<Arc<str>>) -> FileId {
        let id = u32::try_from(self.files.len()).expect("fewer than 2^32 files");
        self.files.push(SourceFile {
            path: self.display_path(path),
            location: path.to_path_buf(),
            text: text.into(),
            lines: OnceLock::new(),
        });
        FileId(id)
    }

    /// `path` as the report shows it: relative to the root, with `/`.
    pub fn display_path(&self, path: &Path) -> String {
        if let Some(inside) = self.inside(path) {
            return inside.to_owned();
        }
        let path = normalize(path);
        let relative = match path.strip_prefix(&self.root) {
            Ok(inside) => inside.to_path_buf(),
            Err(_) if path.is_absolute() => climb(&self.root, &path).unwrap_or(path),
            Err(_) => path,
        };
        let mut shown = String::new();
        for part in relative.components() {
            if part == Component::RootDir {
                shown.push('/');
                continue;
            }
            if !shown.is_empty() && !shown.ends_with('/') {
                shown.push('/');
            }
            shown += &part.as_os_str().to_string_lossy();
        }
        shown
    }

    /// What follows the root in a path that is written plainly.
    fn inside<'p>(&self, path: &'p Path) -> Option<&'p str> {
        let path = files::is_normal(path).then(|| path.to_str())??;
        path.strip_prefix(self.root.to_str()?)?.strip_prefix('/')
    }

    /// The file behind an id of this map.
    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[id.0 as usize]
    }

    /// All files, in the order in which they were added.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// The text that a span covers; empty if the span leaves the file.
    pub fn text(&self, span: Span) -> &str {
        let text = &self.file(span.file).text;
        text.get(span.start as usize..span.end as usize)
            .unwrap_or_default()
    }

    /// Line and column of a span's first character.
    pub fn start(&self, span: Span) -> Position {
        let file = self.file(span.file);
        file.lines().position(&file.text, span.start)
    }

    /// Line and column behind a span's last character.
    pub fn end(&self, span: Span) -> Position {
        let file = self.file(span.file);
        file.lines().position(&file.text, span.end)
    }
}

/// `../`s from `root` to `path`, where both share a beginning.
fn climb(root: &Path, path: &Path) -> Option<PathBuf> {
    let shared = root
        .components()
        .zip(path.components())
        .take_while(|(a, b)| a == b)
        .count();
    // Only the file system's root in common: the absolute path says more.
    if shared < 2 {
        return None;
    }
    let up = root.components().skip(shared).map(|_| Path::new(".."));
    let down = path.components().skip(shared);
    Some(
        up.chain(down.map(|part| Path::new(part.as_os_str())))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_relative_to_the_root() {
        let map = SourceMap::new(Path::new("/work/space"));
        let shown = |path: &str| map.display_path(Path::new(path));
        assert_eq!(
            shown("/work/space/crates/a/src/lib.rs"),
            "crates/a/src/lib.rs"
        );
        assert_eq!(shown("/work/space/a/../b.rs"), "b.rs");
        assert_eq!(shown("/work/other/lib.rs"), "../other/lib.rs");
        assert_eq!(shown("layering.toml"), "layering.toml");
        assert_eq!(shown("/elsewhere/./lib.rs"), "/elsewhere/lib.rs");
        assert_eq!(shown("/work/space"), "");
        assert_eq!(shown("/"), "/");
    }
}
