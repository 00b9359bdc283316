//! A fixture: a small workspace in one text, with what is expected of it.
//!
//! ```text
//! // What it shows, in a sentence or two.
//! // exit: 0
//! //- /app/src/main.rs edition:2021 deps:cloud,sky=cloud dev-deps:util
//! fn main() { cloud::up(); } //~ gate
//! //- /cloud/src/lib.rs
//! pub fn up() {}
//! //- /layering.toml
//! version = 1
//! ```
//!
//! A folder with sources but without a `Cargo.toml` gets one: a package of the
//! folder's name, in edition 2024 unless a line says another, that depends on
//! what the line of any of its files says (`name`, or `alias=name`). The same
//! goes for the manifest of the workspace. What lies below `/outside` is no
//! member. A text without `//-` is `/a/src/lib.rs`.
//!
//! The comment before the first file may hold directives:
//!
//! - `exit: N`, where the exit code is not 1 with violations and 0 without
//! - `expect: error: text`, for a problem that has no place
//! - `remark: text`
//! - `compile: no: reason`, where rustc refuses the code, as it must
//! - `compile: never: reason`, where it should not even be tried

use crate::manifest::{self, Meta};
use crate::markers::{self, Expected};

/// A fixture.
#[derive(Clone, Debug)]
pub struct Fixture {
    /// Its name: the file, from the folder of all fixtures on.
    pub name: String,
    /// The files, the generated manifests among them.
    pub files: Vec<FixtureFile>,
    /// What the markers say.
    pub expected: Vec<Expected>,
    /// The exit code, where it is given.
    pub exit: Option<u8>,
    /// Remarks of the report, each as a part of it.
    pub remarks: Vec<String>,
    /// Why rustc refuses the code.
    pub does_not_compile: Option<String>,
    /// Whether rustc should not be asked.
    pub never_compile: bool,
}

/// A file of a fixture.
#[derive(Clone, Debug)]
pub struct FixtureFile {
    /// The path, with a leading `/` for the root of the workspace.
    pub path: String,
    /// The text; markers are comments and stay.
    pub text: String,
}

impl Fixture {
    /// Reads a fixture.
    ///
    /// # Panics
    /// Where it is not written as it should be.
    pub fn parse(name: &str, text: &str) -> Self {
        let mut fixture = Fixture {
            name: name.to_owned(),
            files: Vec::new(),
            expected: Vec::new(),
            exit: None,
            remarks: Vec::new(),
            does_not_compile: None,
            never_compile: false,
        };
        let mut metas = Vec::new();
        let has_files = text.lines().any(|line| line.starts_with("//- "));
        if !has_files {
            fixture.begin("//- /a/src/lib.rs", &mut metas);
        }
        for line in text.split_inclusive('\n') {
            if line.starts_with("//- ") {
                fixture.begin(line, &mut metas);
            } else if let Some(file) = fixture.files.last_mut() {
                file.text.push_str(line);
            } else {
                fixture.directive(line.trim());
            }
        }
        for file in &fixture.files {
            let found = markers::read(&file.path, &file.text);
            fixture
                .expected
                .extend(found.unwrap_or_else(|error| panic!("{name}: {}: {error}", file.path)));
        }
        let manifests = manifest::generate(&metas).into_iter();
        fixture
            .files
            .extend(manifests.map(|(path, text)| FixtureFile { path, text }));
        fixture
    }

    /// The text of a file.
    pub fn file(&self, path: &str) -> Option<&str> {
        let file = self.files.iter().find(|file| file.path == path)?;
        Some(&file.text)
    }

    fn begin(&mut self, line: &str, metas: &mut Vec<(String, Meta)>) {
        let mut words = line.trim_start_matches("//-").split_whitespace();
        let path = words.next().expect("`//-` names a file").to_owned();
        assert!(path.starts_with('/'), "{}: `{path}`: no `/`", self.name);
        let mut meta = Meta::default();
        for word in words {
            let (key, value) = word
                .split_once(':')
                .unwrap_or_else(|| panic!("{}: `{word}` has no value", self.name));
            let list = || value.split(',').map(str::to_owned).collect();
            let table = match key {
                "edition" => {
                    meta.edition = Some(value.to_owned());
                    continue;
                }
                "deps" => "dependencies",
                "dev-deps" => "dev-dependencies",
                "build-deps" => "build-dependencies",
                _ => panic!("{}: unknown `{word}`", self.name),
            };
            meta.dependencies.insert(table.to_owned(), list());
        }
        metas.push((path.clone(), meta));
        self.files.push(FixtureFile {
            path,
            text: String::new(),
        });
    }

    fn directive(&mut self, line: &str) {
        let text = line.trim_start_matches("//").trim();
        if let Some(code) = text.strip_prefix("exit: ") {
            self.exit = Some(code.parse().expect("an exit code"));
        } else if let Some(reason) = text.strip_prefix("compile: no: ") {
            self.does_not_compile = Some(reason.to_owned());
        } else if text.starts_with("compile: never: ") {
            self.never_compile = true;
        } else if let Some(remark) = text.strip_prefix("remark: ") {
            self.remarks.push(remark.to_owned());
        } else if let Some(problem) = text.strip_prefix("expect: ") {
            self.expected.push(
                markers::problem(problem, None)
                    .unwrap_or_else(|| panic!("{}: `{problem}` is no problem", self.name)),
            );
        }
    }
}
