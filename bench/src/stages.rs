//! The stages of a check, one at a time, on a workspace that was made up.
//!
//! The one place outside of the linter that calls its stages by name to measure them.
//! Each takes what those before it hand on, so that a caller decides what of that is
//! measured.

use std::path::{Path, PathBuf};

use layering::cache::Memo;
use layering::config;
use layering::facts::{self, Syntax};
use layering::graph::{self, ReferenceGraph};
use layering::modules::ModuleTree;
use layering::render::{RenderOptions, render};
use layering::resolve::{self, Names, Settled};
use layering::rules::{self, KINDS, Scene, Verdict};
use layering::source::{Disk, FileId, Files, SourceMap};
use layering::workspace::{self, Manifests, Workspace};
use layering::{CheckOptions, Checked};

use crate::files::Overlay;
use crate::floor;
use crate::generate;
use crate::threads::Threads;

/// The name of the rules file.
const RULES: &str = "layering.toml";

/// Rules that are broken everywhere, so that there is a report to be rendered.
const BROKEN: &str = "
version = 1
[[rule]]
id = 'nobody-weighs'
kind = 'protected'
items = '*::ids::*'
importers = '*::ids'
because = 'weights are for the scales alone'
";

/// A workspace on the disk.
pub struct Subject {
    /// What Cargo says of it.
    pub workspace: Workspace,
    /// The Rust files of its members.
    pub paths: Vec<PathBuf>,
    /// What they hold.
    texts: Vec<String>,
    /// The text of its rules.
    rules: String,
}

impl Subject {
    /// Makes up a workspace with so many modules, and writes it below `folder`.
    ///
    /// # Errors
    /// Where it cannot be written, or read again.
    pub fn make_up(modules: usize, folder: &Path) -> Result<Self, Box<dyn std::error::Error>> {
        let folder = folder.join(format!("generated-{modules}"));
        let _ = std::fs::remove_dir_all(&folder);
        generate::write(&generate::with_modules(modules), &folder)?;
        let workspace = workspace::load(Some(&folder.join("Cargo.toml")))?;
        let paths = workspace.source_files.clone();
        let texts = paths.iter().map(std::fs::read_to_string);
        Ok(Subject {
            texts: texts.collect::<Result<_, _>>()?,
            rules: std::fs::read_to_string(workspace.root.join(RULES))?,
            workspace,
            paths,
        })
    }

    /// How many lines of Rust there are.
    pub fn lines(&self) -> usize {
        self.texts.iter().map(|text| text.lines().count()).sum()
    }

    /// Reading and parsing alone.
    pub fn floor(&self, threads: &Threads) -> usize {
        floor::parse(threads, &Disk, &self.paths)
    }

    /// What each file says by itself; the files are in memory already.
    pub fn facts(&self, threads: &Threads) -> usize {
        threads.succeed(&self.texts, |text| facts::read(text, Syntax::File).is_ok())
    }

    /// What is read before the first module.
    pub fn begin(&self) -> Begun {
        let mut sources = SourceMap::new(&self.workspace.root);
        let rules = sources.add(&self.workspace.root.join(RULES), self.rules.as_str());
        let (manifests, _) = Manifests::read(&Disk, &self.workspace, &mut sources);
        Begun {
            sources,
            rules,
            manifests,
        }
    }

    /// The modules of all crates; reading their files, and the facts of each, included.
    pub fn modules(&self, begun: &mut Begun) -> ModuleTree {
        let memo = Memo::default();
        let (tree, _) = layering::build_tree(&Disk, &memo, &self.workspace, &mut begun.sources);
        tree
    }

    /// What names mean, when nothing is known of them yet.
    pub fn names<'t>(&'t self, tree: &'t ModuleTree) -> Names<'t> {
        resolve::resolve(tree, &self.workspace, Settled::default())
    }

    /// Every reference.
    pub fn references(&self, names: &Names<'_>) -> ReferenceGraph {
        graph::build(names)
    }

    /// Every rule.
    ///
    /// # Panics
    /// Where the rules are wrong.
    pub fn rules(&self, names: &Names<'_>, graph: &ReferenceGraph, begun: &Begun) -> Verdict {
        let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        let (config, problems) = config::parse(begun.rules, &self.rules, &kinds);
        assert!(problems.is_empty(), "{problems:?}");
        let scene = Scene {
            names,
            graph,
            config: &config,
            manifests: &begun.manifests,
            sources: &begun.sources,
        };
        rules::run(&scene, &[])
    }

    /// A report with a great many violations, to be rendered.
    pub fn broken(&self) -> Checked {
        let config = self.workspace.root.join(RULES);
        let files = Overlay::new(&Disk).with(&config, BROKEN);
        self.checked(&files)
    }

    /// A report as people read it.
    pub fn render(&self, checked: &Checked) -> String {
        render(&checked.report, &checked.sources, &RenderOptions::default())
    }

    /// All of it, from the workspace to the report.
    pub fn check(&self) -> Checked {
        self.checked(&Disk)
    }

    fn checked(&self, files: &dyn Files) -> Checked {
        let options = CheckOptions {
            config: self.workspace.root.join(RULES),
            ..CheckOptions::default()
        };
        layering::check(files, &self.workspace, &options)
    }
}

/// What a check reads first.
pub struct Begun {
    sources: SourceMap,
    rules: FileId,
    manifests: Manifests,
}
