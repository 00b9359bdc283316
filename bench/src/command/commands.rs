//! What a check cannot do without, or begins with, as commands of their own.

use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use anyhow::{Context, bail};

use layering_bench::samples::Samples;

use super::subject::Subject;

/// A command to be timed.
pub(super) struct Timed {
    pub(super) name: &'static str,
    pub(super) samples: Samples,
    command: Command,
}

impl Timed {
    /// What every check has to ask first.
    pub(super) fn metadata(subject: &Subject) -> Self {
        let mut command = cargo();
        command.args(["metadata", "--no-deps", "--format-version", "1"]);
        if let Some(manifest) = &subject.manifest {
            command.arg("--manifest-path").arg(manifest);
        }
        Timed::new("cargo metadata", command)
    }

    /// The linter with nothing to do, and the same by way of cargo.
    pub(super) fn starts() -> anyhow::Result<[Self; 2]> {
        // Cargo has built it beside this one, as it came by `cargo xtask`.
        let xtask = format!("xtask{}", std::env::consts::EXE_SUFFIX);
        let mut direct = Command::new(std::env::current_exe()?.with_file_name(xtask));
        direct.arg("--version");
        let mut by_cargo = cargo();
        by_cargo.args(["xtask", "--version"]);
        // The alias is known in here alone.
        by_cargo.current_dir(Path::new(env!("CARGO_MANIFEST_DIR")));
        let mut starts = [
            Timed::new("start, by itself", direct),
            Timed::new("start, by `cargo xtask`", by_cargo),
        ];
        // The first time, there may be something to build.
        starts.iter_mut().try_for_each(Timed::once)?;
        Ok(starts)
    }

    fn new(name: &'static str, command: Command) -> Self {
        Timed {
            name,
            samples: Samples::default(),
            command,
        }
    }

    /// Runs it to its end, and keeps how long that took.
    pub(super) fn run(&mut self) -> anyhow::Result<()> {
        let start = Instant::now();
        self.once()?;
        self.samples.add(start.elapsed());
        Ok(())
    }

    fn once(&mut self) -> anyhow::Result<()> {
        let output = self.command.stderr(Stdio::null()).output();
        let output = output.with_context(|| format!("{} could not be run", self.name))?;
        if !output.status.success() {
            bail!("{} failed", self.name);
        }
        Ok(())
    }
}

fn cargo() -> Command {
    Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()))
}
