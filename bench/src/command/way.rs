//! The ways to run a check: on what, and with what earlier runs have left.

use std::hint::black_box;
use std::io;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use layering::render::{RenderOptions, render};
use layering::source::{Disk, Files};
use layering::workspace;
use layering_bench::files::Overlay;
use layering_cli::begin::Begun;
use layering_cli::cache::Folder;

use super::edit::{Adds, Edit};
use super::subject::Subject;

/// A way to run a check.
pub(super) struct Way<'e> {
    pub(super) name: &'static str,
    /// Where results are kept between runs, if they are.
    folder: Option<PathBuf>,
    /// Whether that is empty at the start of each run.
    is_first: bool,
    /// What is another file each time.
    edit: Option<(&'e Edit, Adds)>,
}

/// How long each stage took.
pub(super) type Stages = Vec<(&'static str, Duration)>;

impl<'e> Way<'e> {
    /// Every way, after a first run for those that begin from one.
    pub(super) fn all(subject: &Subject, edit: &'e Edit) -> anyhow::Result<Vec<Self>> {
        let way = |name: &'static str| Way {
            name,
            folder: Some(subject.scratch.path().join(name)),
            is_first: false,
            edit: None,
        };
        let edited = |name, adds| Way {
            edit: Some((edit, adds)),
            ..way(name)
        };
        let ways = vec![
            Way {
                folder: None,
                ..way("without a cache")
            },
            Way {
                is_first: true,
                ..way("cold")
            },
            way("warm"),
            edited("edit", Adds::Function),
            edited("reference", Adds::Reference),
            edited("import", Adds::Import),
            edited("new path", Adds::Path),
            edited("comment", Adds::Comment),
        ];
        for way in &ways {
            way.check(subject, None)?;
        }
        Ok(ways)
    }

    /// What a run must not find, out of the way.
    pub(super) fn prepare(&self) -> io::Result<()> {
        match &self.folder {
            Some(folder) if self.is_first && folder.is_dir() => std::fs::remove_dir_all(folder),
            _ => Ok(()),
        }
    }

    /// All that a command does between its arguments and its output.
    pub(super) fn run(&self, subject: &Subject, run: usize) -> anyhow::Result<Stages> {
        let edited = self.edit.map(|(edit, adds)| edit.apply(adds, &Disk, run));
        self.check(subject, edited.as_ref())
    }

    fn check(&self, subject: &Subject, edited: Option<&Overlay<'_>>) -> anyhow::Result<Stages> {
        let base: &dyn Files = edited.map_or(&Disk, |edited| edited);
        let start = Instant::now();
        let folder = self.folder.as_deref().map(Folder::at);
        let load = || workspace::load(subject.manifest.as_deref());
        let (begun, workspace) = Begun::beside(folder.as_ref(), &subject.workspace.root, load);
        let workspace = workspace?;
        let mut stages = vec![("workspace, metadata in it", start.elapsed())];
        let help = begun.help(folder.as_ref());
        let checked = subject.check(base, &workspace, help);
        let start = Instant::now();
        let shown = RenderOptions::default();
        black_box(render(&checked.report, &checked.sources, &shown));
        stages.extend(checked.report.timings.iter().copied());
        stages.push(("report", start.elapsed()));
        Ok(stages)
    }
}
