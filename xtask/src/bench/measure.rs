//! Measuring: every kind of run once, then all of them again, so that whatever else
//! the machine does hits all alike.

use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use layering::render::{RenderOptions, render};
use layering::source::{Disk, Files};
use layering::workspace;
use layering_bench::floor;
use layering_bench::samples::Samples;
use layering_bench::threads::Threads;

use super::edit::Edit;
use super::subject::Subject;

/// How long the runs took.
pub(super) struct Measured {
    pub(super) threads: usize,
    /// The file that was edited.
    pub(super) edited: String,
    pub(super) floor: Samples,
    /// `cargo metadata --no-deps` alone: each check starts with it.
    pub(super) metadata: Samples,
    pub(super) checks: Vec<(&'static str, Samples)>,
    /// The stages of the first kind of check.
    pub(super) stages: Vec<(&'static str, Samples)>,
}

/// A way to run a check: what it finds on the disk, and what it may reuse.
struct Way<'e> {
    name: &'static str,
    /// The file that is another one each time.
    edit: Option<&'e Edit>,
}

/// Measures everything `runs` times.
pub(super) fn measure(subject: &Subject, runs: usize) -> anyhow::Result<Measured> {
    let threads = Threads::start()?;
    let edit = Edit::find(subject)?;
    let plain = |name| Way { name, edit: None };
    let edited = Way {
        name: "edit",
        edit: Some(&edit),
    };
    let ways = [plain("cold"), plain("warm"), edited];
    let mut measured = Measured {
        threads: threads.count(),
        edited: shown(&subject.workspace.root, &edit.path),
        floor: Samples::default(),
        metadata: Samples::default(),
        checks: ways
            .iter()
            .map(|way| (way.name, Samples::default()))
            .collect(),
        stages: Vec::new(),
    };
    let kinds = ways.len() + 2;
    for run in 0..runs {
        // What a run leaves behind in the allocator weighs on the next one, so each
        // kind comes first in its turn.
        for kind in (run..run + kinds).map(|kind| kind % kinds) {
            match kind {
                0 => {
                    let parse = || floor::parse(&threads, &Disk, &subject.sources);
                    measured.floor.time(parse);
                }
                1 => measured.metadata.time(|| cargo_metadata(subject))?,
                _ => {
                    let index = kind - 2;
                    let samples = &mut measured.checks[index].1;
                    let stages = samples.time(|| check(subject, &ways[index], run))?;
                    if index == 0 {
                        measured.add_stages(stages);
                    }
                }
            }
        }
    }
    Ok(measured)
}

impl Measured {
    fn add_stages(&mut self, stages: Vec<(&'static str, Duration)>) {
        for (name, took) in stages {
            let known = self.stages.iter().position(|(known, _)| *known == name);
            let index = known.unwrap_or_else(|| {
                self.stages.push((name, Samples::default()));
                self.stages.len() - 1
            });
            self.stages[index].1.add(took);
        }
    }
}

/// All that a command does between its arguments and its output. Returns how long
/// the stages took.
fn check(
    subject: &Subject,
    way: &Way<'_>,
    run: usize,
) -> anyhow::Result<Vec<(&'static str, Duration)>> {
    let edited = way.edit.map(|edit| edit.apply(&Disk, run));
    let base: &dyn Files = edited.as_ref().map_or(&Disk, |edited| edited);
    let files = subject.files(base);
    let workspace = workspace::load(subject.manifest.as_deref())?;
    let checked = layering::check(&files, &workspace, &subject.options());
    let start = Instant::now();
    let shown = RenderOptions::default();
    black_box(render(&checked.report, &checked.sources, &shown));
    let mut stages = checked.report.timings.clone();
    stages.push(("report", start.elapsed()));
    Ok(stages)
}

/// What every check has to ask first.
fn cargo_metadata(subject: &Subject) -> anyhow::Result<()> {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(["metadata", "--no-deps", "--format-version", "1"]);
    if let Some(manifest) = &subject.manifest {
        command.arg("--manifest-path").arg(manifest);
    }
    let output = command.stderr(Stdio::null()).output();
    if !output.context("cargo could not be run")?.status.success() {
        bail!("`cargo metadata` failed");
    }
    Ok(())
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}
