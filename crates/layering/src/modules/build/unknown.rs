//! What there is to say of files that are there, and that cannot be read or parsed.
//!
//! Apart from the walk, which goes on without them. What they would lead to is not
//! known: nobody can say that it is part of no crate.

use std::io;
use std::path::Path;

use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::facts::SyntaxError;
use crate::modules::files::Folder;
use crate::source::{FileId, Span};

impl Builder<'_> {
    /// Reports a file that could not be read. `by` is what leads to it.
    pub(super) fn unreadable(
        &mut self,
        path: &Path,
        error: &io::Error,
        folder: &Folder,
        by: Option<Span>,
    ) {
        self.note_unknown(path, folder);
        let shown = self.sources.display_path(path);
        let problem = Diagnostic::error(format!("`{shown}` could not be read: {error}"));
        self.problem(problem.at_known(by, "needed here"));
    }

    /// Reports a file that could not be parsed; once, if several things lead to it.
    pub(super) fn unparsed(
        &mut self,
        path: &Path,
        file: FileId,
        error: SyntaxError,
        folder: &Folder,
    ) {
        self.note_unknown(path, folder);
        let span = Span {
            file,
            start: error.range.start,
            end: error.range.end,
        };
        let shown = self.sources.display_path(path);
        let problem = Diagnostic::error(format!("`{shown}` could not be parsed"))
            .at(span, error.message)
            .with_help("the check is not complete until this file parses");
        self.tree.incomplete.insert(self.krate);
        if !self.tree.problems.contains(&problem) {
            self.problem(problem);
        }
    }

    fn note_unknown(&mut self, path: &Path, folder: &Folder) {
        let unknown = &mut self.tree.unknown;
        unknown.extend([path.to_path_buf(), folder.children().to_path_buf()]);
    }
}
