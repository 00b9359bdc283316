//! `cargo bench --bench growth`: twice the code, how much more the cost.
//!
//! Not a benchmark of one size: sizes take turns, so that a busy machine hits all of
//! them alike, and what counts is the ratio of each to the one before it.

use std::path::Path;
use std::time::Duration;

use layering_bench::samples::{Samples, median};
use layering_bench::stages::Subject;
use layering_bench::threads::Threads;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Modules; each size is twice the one before it.
const SIZES: [usize; 5] = [150, 300, 600, 1_200, 2_400];
const RUNS: usize = 5;

fn main() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let threads = Threads::start().expect("a few threads");
    let mut sizes: Vec<Size> = SIZES
        .iter()
        .map(|modules| Subject::make_up(*modules, folder).expect("a workspace on the disk"))
        .map(Size::new)
        .collect();
    for _ in 0..RUNS {
        for size in &mut sizes {
            size.run(&threads);
        }
    }
    print(&sizes);
}

/// A workspace of one size, and what it cost.
struct Size {
    subject: Subject,
    floor: Samples,
    whole: Samples,
    stages: Vec<(&'static str, Vec<Duration>)>,
}

impl Size {
    fn new(subject: Subject) -> Self {
        Size {
            subject,
            floor: Samples::default(),
            whole: Samples::default(),
            stages: Vec::new(),
        }
    }

    fn run(&mut self, threads: &Threads) {
        self.floor.time(|| self.subject.floor(threads));
        let checked = self.whole.time(|| self.subject.check());
        assert!(checked.report.complete, "{:?}", checked.report.problems);
        for (index, (name, took)) in checked.report.timings.into_iter().enumerate() {
            if self.stages.len() == index {
                self.stages.push((name, Vec::new()));
            }
            self.stages[index].1.push(took);
        }
    }

    /// Each thing that was measured, with its median.
    fn costs(&self) -> Vec<(&'static str, Duration)> {
        let mut costs = vec![
            ("floor", self.floor.median()),
            ("check", self.whole.median()),
        ];
        for (name, samples) in [("floor, cpu", &self.floor), ("check, cpu", &self.whole)] {
            costs.extend(samples.cpu().map(|time| (name, time)));
        }
        let stages = self.stages.iter();
        costs.extend(stages.filter_map(|(name, times)| Some((*name, median(times)?))));
        costs
    }
}

fn print(sizes: &[Size]) {
    let lines: Vec<f64> = sizes
        .iter()
        .map(|size| size.subject.lines() as f64)
        .collect();
    print!("{:<26}", "lines");
    for (index, count) in lines.iter().enumerate() {
        let times = index.checked_sub(1).map(|before| count / lines[before]);
        print!(" {count:>10} {}", shown(times));
    }
    println!();
    let costs: Vec<_> = sizes.iter().map(Size::costs).collect();
    for (row, (name, _)) in costs[0].iter().enumerate() {
        print!("{name:<26}");
        for (index, column) in costs.iter().enumerate() {
            let time = column[row].1.as_secs_f64();
            let before = index
                .checked_sub(1)
                .map(|before| costs[before][row].1.as_secs_f64());
            let times = before.map(|before| time / before);
            print!(" {:>7.1} ms {}", time * 1e3, shown(times));
        }
        println!();
    }
}

fn shown(times: Option<f64>) -> String {
    times.map_or_else(|| " ".repeat(7), |times| format!("x{times:<6.2}"))
}
