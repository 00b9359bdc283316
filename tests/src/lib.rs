//! What the tests of the linter share: fixtures, a workspace in memory, and the
//! comparison of what was expected with what was found.
//!
//! A fixture is a small workspace in one text file (see [`Fixture`]). It is
//! checked in memory, so that hundreds of them take seconds; that the memory
//! says what cargo and rustc say is tested apart, on a disk
//! ([`disk`], [`compile`]).

pub mod compare;
pub mod compile;
pub mod disk;
pub mod dump;
pub mod fixture;
pub mod known_broken;
pub mod loader;
pub mod manifest;
pub mod markers;
pub mod net;

pub use fixture::{Fixture, FixtureFile};

use std::path::{Path, PathBuf};

use layering::source::Memory;
use layering::workspace::Workspace;
use layering::{CheckOptions, Checked};

/// The folder that the files of a fixture lie in, while they are in memory.
pub const ROOT: &str = "/ws";

/// A fixture as the linter sees it.
#[derive(Debug)]
pub struct InMemory {
    /// The files.
    pub files: Memory,
    /// The workspace.
    pub workspace: Workspace,
}

impl InMemory {
    /// Loads a fixture.
    ///
    /// # Panics
    /// Where a manifest is not one: the fixture is wrong.
    pub fn new(fixture: &Fixture) -> Self {
        let mut files = Memory::default();
        for file in &fixture.files {
            files.insert(on_root(&file.path), file.text.as_str());
        }
        InMemory {
            workspace: loader::load(&files, Path::new(ROOT)),
            files,
        }
    }

    /// Checks it against its own rules.
    pub fn check(&self) -> Checked {
        let options = CheckOptions {
            config: on_root("/layering.toml"),
            ..CheckOptions::default()
        };
        layering::check(&self.files, &self.workspace, &options)
    }
}

/// The place of a fixture's file in memory.
pub fn on_root(path: &str) -> PathBuf {
    Path::new(ROOT).join(path.trim_start_matches('/'))
}

/// The folder of this package.
pub fn package_root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder of the workspace that this package is a member of.
///
/// # Panics
/// Never, as long as the package is a member of a workspace.
pub fn workspace_root() -> &'static Path {
    package_root().parent().expect("a member lies below it")
}
