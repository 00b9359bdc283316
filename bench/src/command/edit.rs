//! An edit to one file, as an editor saves it.
//!
//! It adds a function that names nothing of the workspace, or one that does, an import,
//! or a comment. Each edit is a new one: no cache can have seen it.

use std::path::{Path, PathBuf};

use anyhow::Context;
use layering::Help;
use layering::source::{Disk, Files};
use layering_bench::files::Overlay;

use super::subject::Subject;

/// What an edit adds.
#[derive(Clone, Copy)]
pub(super) enum Adds {
    /// A function that names nothing of the workspace.
    Function,
    /// A function that names something of the workspace: itself.
    Reference,
    /// A function that names itself by a path which the file has not said before.
    Path,
    /// An import from the standard library, and a function that makes use of it.
    Import,
    /// A comment.
    Comment,
}

/// A file that can be edited.
pub(super) struct Edit {
    pub(super) path: PathBuf,
    text: String,
}

impl Edit {
    /// Finds a file of middling length that is still Rust when it was edited; the
    /// file of an `include!` may be an expression.
    pub(super) fn find(subject: &Subject) -> anyhow::Result<Self> {
        let mut files: Vec<(usize, &Path)> = subject
            .sources
            .iter()
            .filter_map(|path| Some((Disk.read(path).ok()?.len(), path.as_path())))
            .collect();
        files.sort_unstable();
        let middle = files.len() / 2;
        let longer = files[middle..].iter();
        let candidates = longer.chain(files[..middle].iter().rev());
        let edits = candidates.filter_map(|(_, path)| {
            Some(Edit {
                path: path.to_path_buf(),
                text: std::fs::read_to_string(path).ok()?,
            })
        });
        edits
            .take(20)
            .find(|edit| edit.is_harmless(subject))
            .context("no file could be edited")
    }

    /// `base`, edited for the `count`th time.
    pub(super) fn apply<'f>(&self, adds: Adds, base: &'f dyn Files, count: usize) -> Overlay<'f> {
        let added = match adds {
            Adds::Function => {
                format!("\n\nfn edited_{count}() -> usize {{\n    core::mem::size_of::<u8>()\n}}\n")
            }
            Adds::Path => {
                format!("\n\nfn edited_{count}() -> usize {{\n    self::edited_{count}()\n}}\n")
            }
            Adds::Reference => {
                format!("\n\nfn edited_{count}() -> usize {{\n    edited_{count}()\n}}\n")
            }
            Adds::Import => format!(
                "\n\nuse core::mem as mem_{count};\n\nfn edited_{count}() -> usize {{\n    \
                 mem_{count}::size_of::<u8>()\n}}\n"
            ),
            Adds::Comment => format!("\n// Edited {count} times.\n"),
        };
        Overlay::new(base).with(&self.path, self.text.clone() + &added)
    }

    fn is_harmless(&self, subject: &Subject) -> bool {
        let edited = self.apply(Adds::Function, &Disk, 0);
        let checked = subject.check(&edited, &subject.workspace, Help::default());
        checked.report.complete == subject.trouble.is_none()
            && checked.report.summary.files == subject.summary.files
            && checked.report.problems.len() == subject.problems
    }
}
