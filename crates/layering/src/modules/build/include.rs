//! `include!`: a file that is read where the call stands.
//!
//! Apart from other calls, because what it produces was written in a file: it
//! is read once, and its places are real. Which file that is, the package may
//! have to say: `env!("CARGO_MANIFEST_DIR")`.

use std::io;
use std::path::Path;
use std::sync::Arc;

use super::{Builder, MAX_DEPTH, Place};
use crate::diagnostic::Diagnostic;
use crate::expand::Origin;
use crate::facts::{self, Conditions, FileFacts, MacroCall, PathPart, Syntax, SyntaxError};
use crate::modules::UnitId;
use crate::modules::files::Folder;
use crate::modules::load::Loaded;
use crate::modules::textual::Point;
use crate::source::{FileId, Span};
use crate::workspace::Package;

impl Builder<'_> {
    /// Reads the file of a call; returns what is in textual scope behind it.
    pub(super) fn include(&mut self, unit: UnitId, call: MacroCall, place: &Place) -> Point {
        let text = self.tree.input(unit, call).to_owned();
        let by = self.tree.source(unit, call.input);
        let Some(path) = path(&text, &place.package) else {
            self.unknown_include(by);
            return place.point;
        };
        let path = place.folder.include(&path);
        let conditions = place.conditions.and(call.conditions);
        let is_inside_itself = place.files.contains(&path) || place.depth > MAX_DEPTH;
        let loaded = match self.loader.get(&path) {
            Ok(loaded) if !is_inside_itself => loaded,
            Ok(_) => {
                self.endless_include(&path, by);
                return place.point;
            }
            Err(error) => {
                if error.kind() == io::ErrorKind::NotFound {
                    self.missing_include(&path, conditions, by);
                } else {
                    self.unreadable(&path, &error, &Folder::of_file(&path, true), by);
                }
                return place.point;
            }
        };
        let id = self.file_id(&path, &loaded);
        match read_as(&loaded, &call) {
            Ok(facts) => {
                self.tree.files.insert(id, facts.lines);
                let files = place.files.iter().cloned().chain([path.clone()]);
                let place = Place {
                    folder: Folder::of_file(&path, true),
                    files: Arc::new(files.collect()),
                    ..place.clone()
                };
                let parts = (facts, loaded.text, Origin::File(id, 0));
                self.fragment(unit, call, parts, &place)
            }
            Err(error) => {
                self.unparsed(&path, id, error, &Folder::of_file(&path, true));
                place.point
            }
        }
    }

    pub(super) fn file_id(&mut self, path: &Path, loaded: &Loaded) -> FileId {
        if let Some(id) = self.ids.get(path) {
            return *id;
        }
        let id = self.sources.add(path, Arc::clone(&loaded.text));
        self.ids.insert(path.to_path_buf(), id);
        id
    }

    fn unknown_include(&mut self, by: Option<Span>) {
        let problem =
            Diagnostic::warning("code from a path that only the build knows is not checked")
                .with_help("what a build script writes to `OUT_DIR` is outside of what is read");
        self.problem(problem.at_known(by, "included from here"));
    }

    fn endless_include(&mut self, path: &Path, by: Option<Span>) {
        let shown = self.sources.display_path(path);
        let problem = Diagnostic::error(format!("`{shown}` includes itself"));
        self.problem(problem.at_known(by, "leads back to a file that it is in"));
    }

    fn missing_include(&mut self, path: &Path, conditions: Conditions, by: Option<Span>) {
        let headline = format!(
            "the included file `{}` is missing",
            self.sources.display_path(path)
        );
        let problem = if conditions.other {
            Diagnostic::warning(headline)
        } else {
            Diagnostic::error(headline)
        };
        self.problem(problem.at_known(by, "included from here"));
    }
}

/// What a file says as what it is included as. In code, that is never an item.
fn read_as(loaded: &Loaded, call: &MacroCall) -> Result<Arc<FileFacts>, SyntaxError> {
    match call.is_in_code() {
        true => facts::read(&loaded.text, Syntax::Included).map(Arc::new),
        false => loaded.facts.clone(),
    }
}

/// The path that the input of a call stands for, where that does not take a
/// build.
fn path(input: &str, package: &Package) -> Option<String> {
    let parts = facts::included_path(input)?.into_iter();
    let parts = parts.map(|part| match part {
        PathPart::Text(text) => Some(text),
        PathPart::Env(name) => match name.as_str() {
            "CARGO_MANIFEST_DIR" => Some(package.folder().to_str()?.to_owned()),
            "CARGO_PKG_NAME" => Some(package.name.clone()),
            _ => None,
        },
    });
    parts.collect()
}
