//! Measuring: every kind of run once, then all of them again, so that whatever else
//! the machine does hits all alike.

use std::path::Path;

use layering::source::Disk;
use layering_bench::floor;
use layering_bench::samples::Samples;
use layering_bench::threads::Threads;

use super::commands::Timed;
use super::edit::Edit;
use super::subject::Subject;
use super::way::{Stages, Way};

/// How long the runs took.
pub(super) struct Measured {
    pub(super) threads: usize,
    /// The file that was edited.
    pub(super) edited: String,
    pub(super) floor: Samples,
    /// `cargo metadata --no-deps` alone: each check asks it.
    pub(super) metadata: Timed,
    /// What it takes to begin.
    pub(super) starts: [Timed; 2],
    pub(super) checks: Vec<Check>,
}

/// How long checks of one kind took.
pub(super) struct Check {
    pub(super) name: &'static str,
    pub(super) samples: Samples,
    pub(super) stages: Vec<(&'static str, Samples)>,
}

impl Check {
    fn of(way: &Way<'_>) -> Self {
        Check {
            name: way.name,
            samples: Samples::default(),
            stages: Vec::new(),
        }
    }

    fn add_stages(&mut self, stages: Stages) {
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

/// Measures everything `runs` times.
pub(super) fn measure(subject: &Subject, runs: usize) -> anyhow::Result<Measured> {
    let threads = Threads::start()?;
    let edit = Edit::find(subject)?;
    let ways = Way::all(subject, &edit)?;
    let mut measured = Measured {
        threads: threads.count(),
        edited: shown(&subject.workspace.root, &edit.path),
        floor: Samples::default(),
        metadata: Timed::metadata(subject),
        starts: Timed::starts()?,
        checks: ways.iter().map(Check::of).collect(),
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
                1 => {
                    measured.metadata.run()?;
                    measured.starts.iter_mut().try_for_each(Timed::run)?;
                }
                _ => {
                    let (way, check) = (&ways[kind - 2], &mut measured.checks[kind - 2]);
                    way.prepare()?;
                    let stages = check.samples.time(|| way.run(subject, run))?;
                    check.add_stages(stages);
                }
            }
        }
    }
    Ok(measured)
}

fn shown(root: &Path, path: &Path) -> String {
    path.strip_prefix(root)
        .unwrap_or(path)
        .display()
        .to_string()
}
