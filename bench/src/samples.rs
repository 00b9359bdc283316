//! Times of runs that do the same: wall time, and the time that the threads of this
//! process were on a processor, which says more where the machine is busy.

use std::time::{Duration, Instant};

/// The times of one kind of run.
#[derive(Debug, Default)]
pub struct Samples {
    wall: Vec<Duration>,
    cpu: Vec<Duration>,
}

impl Samples {
    /// Runs `run`, and keeps how long it took.
    pub fn time<T>(&mut self, run: impl FnOnce() -> T) -> T {
        let (start, cpu) = (Instant::now(), on_processor());
        let result = run();
        self.add(start.elapsed());
        if let (Some(before), Some(after)) = (cpu, on_processor()) {
            self.cpu.push(after.saturating_sub(before));
        }
        result
    }

    /// Keeps the wall time of a run that somebody else has timed.
    pub fn add(&mut self, wall: Duration) {
        self.wall.push(wall);
    }

    /// The wall time in the middle.
    pub fn median(&self) -> Duration {
        median(&self.wall).unwrap_or_default()
    }

    /// The processor time in the middle, where the system tells.
    pub fn cpu(&self) -> Option<Duration> {
        median(&self.cpu)
    }

    /// The shortest wall time.
    pub fn least(&self) -> Duration {
        self.wall.iter().min().copied().unwrap_or_default()
    }

    /// The longest wall time.
    pub fn greatest(&self) -> Duration {
        self.wall.iter().max().copied().unwrap_or_default()
    }
}

/// The one in the middle, or between the two there.
pub fn median(times: &[Duration]) -> Option<Duration> {
    let mut sorted = times.to_vec();
    sorted.sort_unstable();
    let upper = *sorted.get(sorted.len() / 2)?;
    let lower = sorted[(sorted.len() - 1) / 2];
    Some((lower + upper) / 2)
}

/// How long the threads of this process have been on a processor, other processes
/// that they have started not counted. Only Linux tells.
fn on_processor() -> Option<Duration> {
    let threads = std::fs::read_dir("/proc/self/task").ok()?;
    let times = threads.flatten().filter_map(|thread| {
        let text = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        text.split_whitespace().next()?.parse::<u64>().ok()
    });
    Some(Duration::from_nanos(times.sum()))
}
