//! `cargo bench --bench instructions`: how many instructions each stage takes.
//!
//! Counts repeat where times do not: on a busy machine, and from one machine to the
//! next of its kind. Valgrind counts those of whole processes, so this starts itself
//! once for each stage, to run the stages up to that one and to end there. The count of
//! a stage is the difference.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, ExitCode};

use layering_bench::stages::Subject;
use layering_bench::threads::Threads;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const MODULES: usize = 100;

/// The stages, each with the one that it begins from.
const STAGES: [(&str, &str); 8] = [
    ("floor", "begin"),
    ("facts", "begin"),
    ("modules with facts", "begin"),
    ("names", "modules with facts"),
    ("references", "names"),
    ("rules", "references"),
    ("render", "broken"),
    ("whole", "begin"),
];

/// Set for a process that is counted.
const STAGE: &str = "LAYERING_BENCH_STAGE";

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let subject = Subject::make_up(MODULES, folder).expect("a workspace in the target folder");
    if let Ok(stage) = std::env::var(STAGE) {
        run(&subject, &stage);
        return ExitCode::SUCCESS;
    }
    match counts(folder) {
        Ok(counts) => {
            print(&counts, subject.lines());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Runs a stage, and what it needs.
fn run(subject: &Subject, stage: &str) {
    let threads = Threads::start().expect("a thread");
    let mut begun = subject.begin();
    match stage {
        "begin" => {}
        "floor" => drop(black_box(subject.floor(&threads).to_string())),
        "facts" => drop(black_box(subject.facts(&threads).to_string())),
        "broken" => drop(subject.broken()),
        "render" => drop(black_box(subject.render(&subject.broken()))),
        "whole" => drop(subject.check()),
        _ => {
            let tree = subject.modules(&mut begun);
            if stage == "modules with facts" {
                return;
            }
            let names = subject.names(&tree);
            if stage == "names" {
                return;
            }
            let graph = subject.references(&names);
            if stage == "references" {
                return;
            }
            subject.rules(&names, &graph, &begun);
        }
    }
}

/// The instructions of each process.
fn counts(folder: &Path) -> Result<BTreeMap<&'static str, u64>, String> {
    let mut stages: Vec<&str> = STAGES
        .iter()
        .flat_map(|(stage, from)| [*stage, *from])
        .collect();
    stages.sort_unstable();
    stages.dedup();
    stages
        .into_iter()
        .map(|stage| Ok((stage, count(stage, folder)?)))
        .collect()
}

fn count(stage: &'static str, folder: &Path) -> Result<u64, String> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let profile = folder.join(format!("callgrind.{}.out", stage.replace(' ', "-")));
    let output = Command::new("valgrind")
        .arg("--tool=callgrind")
        .arg(format!("--callgrind-out-file={}", profile.display()))
        .arg(this)
        .env(STAGE, stage)
        // How work is shared out differs from run to run.
        .env("RAYON_NUM_THREADS", "1")
        .output()
        .map_err(|error| format!("valgrind, which has to be installed, did not run: {error}"))?;
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    let count = collected.and_then(|(_, count)| count.trim().parse().ok());
    match count {
        Some(count) if output.status.success() => Ok(count),
        _ => Err(format!("valgrind counted nothing of `{stage}`:\n{said}")),
    }
}

fn print(counts: &BTreeMap<&'static str, u64>, lines: usize) {
    let of = |stage: &str, from: &str| counts[stage].saturating_sub(counts[from]);
    let floor = of("floor", "begin") as f64;
    println!("{MODULES} modules, {lines} lines, 1 thread");
    println!(
        "{:<20} {:>16} {:>9} {:>9}",
        "", "instructions", "per line", "x floor"
    );
    for (stage, from) in STAGES {
        let count = of(stage, from);
        println!(
            "{stage:<20} {count:>16} {:>9} {:>9.3}",
            count / lines as u64,
            count as f64 / floor
        );
    }
}
