//! `cargo xtask bench`: what a check of a workspace costs, as multiples of what it
//! takes to read and parse the same files.
//!
//! The workspace is only read. What a run has to change, it changes in an overlay.

mod commands;
mod edit;
mod measure;
mod subject;
mod table;
mod way;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;
use layering_bench::generate;
use tempfile::TempDir;

use subject::Subject;

/// Measures what a check of a workspace costs
#[derive(Debug, Parser)]
#[command(bin_name = "cargo xtask bench")]
struct Args {
    /// A manifest of the workspace; by default that of the current folder
    #[arg(long, value_name = "PATH")]
    manifest_path: Option<PathBuf>,
    /// Measure a workspace made up for it, with about so many lines
    #[arg(long, value_name = "LINES", conflicts_with_all = ["manifest_path", "config"])]
    generated: Option<usize>,
    /// The rules; by default the workspace's own, or else some that look at everything
    #[arg(long, value_name = "PATH")]
    config: Option<PathBuf>,
    /// How often each is measured; the median counts
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = clap::value_parser!(u16).range(1..))]
    runs: u16,
}

/// Most of what is measured is allocating, and this is how commands do it.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    match bench(&Args::parse()) {
        Ok(text) => {
            print!("{text}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn bench(args: &Args) -> anyhow::Result<String> {
    let scratch = args.generated.map(generated).transpose()?;
    let generated = scratch
        .as_ref()
        .map(|folder| folder.path().join("Cargo.toml"));
    let manifest = generated.as_deref().or(args.manifest_path.as_deref());
    let subject = Subject::new(manifest, args.config.as_deref())?;
    let measured = measure::measure(&subject, usize::from(args.runs))?;
    Ok(table::render(&subject, &measured))
}

/// A workspace made up, on the disk.
fn generated(lines: usize) -> anyhow::Result<TempDir> {
    let scratch = tempfile::tempdir()?;
    let modules = generate::modules_for(lines);
    generate::write(&generate::with_modules(modules), scratch.path())?;
    Ok(scratch)
}
