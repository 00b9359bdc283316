//! The workspace that is measured: its rules, the files that a check of it reads, and
//! what a first check needed.
//!
//! Found out before anything is measured, so that the measured runs all do the same.

use std::path::{Path, PathBuf};

use anyhow::bail;
use layering::diagnostic::Summary;
use layering::source::{Disk, Files};
use layering::workspace::{self, Workspace};
use layering::{CheckOptions, Checked, Help};
use layering_bench::files::{Overlay, Recorder};
use layering_cli::begin::{self, Begun};
use layering_cli::cache::Folder;
use tempfile::TempDir;

/// Rules for workspaces that have none: each looks at all of the code.
const RULES: &str = include_str!("subject.toml");

/// A workspace to be measured.
pub(super) struct Subject {
    pub(super) manifest: Option<PathBuf>,
    /// Where checks keep what they find out for later ones.
    pub(super) scratch: TempDir,
    pub(super) workspace: Workspace,
    /// The rules file. It need not be on the disk.
    pub(super) config: PathBuf,
    /// The text of the rules, where they are not the workspace's.
    rules: Option<&'static str>,
    /// The Rust files that a check parses.
    pub(super) sources: Vec<PathBuf>,
    /// How much a check looks at.
    pub(super) summary: Summary,
    /// Whether a check of it can be completed, and what is wrong otherwise.
    pub(super) trouble: Option<String>,
    /// How many problems it has.
    pub(super) problems: usize,
    /// The most memory that one check needed, in bytes, where the system tells.
    pub(super) peak: Option<u64>,
}

impl Subject {
    /// Checks the workspace, to find out what there is.
    pub(super) fn new(manifest: Option<&Path>, config: Option<&Path>) -> anyhow::Result<Self> {
        let scratch = tempfile::tempdir()?;
        let folder = Folder::at(&scratch.path().join("first"));
        let load = || workspace::load(manifest);
        let root = begin::likely_root(manifest);
        let (begun, workspace) = Begun::beside(Some(&folder), &root, load);
        let workspace = workspace?;
        let own = workspace.root.join("layering.toml");
        let has_rules = config.is_some() || own.is_file();
        let mut subject = Subject {
            manifest: manifest.map(Path::to_path_buf),
            scratch,
            config: config.map_or(own, Path::to_path_buf),
            rules: (!has_rules).then_some(RULES),
            workspace,
            sources: Vec::new(),
            summary: Summary::default(),
            trouble: None,
            problems: 0,
            peak: None,
        };
        let help = begun.help(Some(&folder));
        let checked = subject.check(&Disk, &subject.workspace, help);
        // Nothing but this check has run so far.
        subject.peak = peak();
        subject.problems = checked.report.problems.len();
        let problem = checked.report.problems.first();
        let problem = problem.map(|problem| problem.headline.clone());
        if checked.report.misconfigured {
            let problem = problem.unwrap_or_default();
            bail!(
                "the rules in `{}` are wrong: {problem}",
                subject.config.display()
            );
        }
        subject.trouble = problem.filter(|_| !checked.report.complete);
        subject.summary = checked.report.summary;
        subject.sources = subject.parsed();
        if subject.sources.is_empty() {
            bail!("a check reads no Rust file");
        }
        Ok(subject)
    }

    /// Whose rules the check follows, for people.
    pub(super) fn rules(&self) -> String {
        match self.rules {
            Some(_) => "rules that look at everything".to_owned(),
            None => format!("the rules in {}", self.config.display()),
        }
    }

    /// What the check is asked for.
    fn options(&self) -> CheckOptions {
        CheckOptions {
            config: self.config.clone(),
            ..CheckOptions::default()
        }
    }

    /// The files of a run: `base`, and the rules where the workspace has none.
    fn files<'f>(&self, base: &'f dyn Files) -> Overlay<'f> {
        let files = Overlay::new(base);
        match self.rules {
            Some(rules) => files.with(&self.config, rules),
            None => files,
        }
    }

    /// Checks the workspace; what it holds is read through `base`.
    pub(super) fn check(&self, base: &dyn Files, workspace: &Workspace, help: Help<'_>) -> Checked {
        let (files, options) = (self.files(base), self.options());
        layering::check_with(&files, workspace, &options, help)
    }

    /// The Rust files that a check parses.
    fn parsed(&self) -> Vec<PathBuf> {
        let recorder = Recorder::new(&Disk);
        // What no crate contains is read to be shown, but never parsed.
        let mut workspace = self.workspace.clone();
        workspace.source_files.clear();
        self.check(&recorder, &workspace, Help::default());
        let is_rust = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "rs");
        recorder.into_paths().into_iter().filter(is_rust).collect()
    }
}

/// The most memory that this process has needed so far.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes << 10)
}
