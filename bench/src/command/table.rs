//! What was measured, as a table for people.

use std::fmt::{Result, Write};
use std::time::Duration;

use layering_bench::samples::Samples;

use super::measure::Measured;
use super::subject::Subject;

const NOTE: &str = "
A check is everything from the manifest to the text of the report. `x floor` leaves out what
`cargo metadata --no-deps` takes. `cpu` is the time on a processor, of all threads together.
";

/// The table, and above it what it speaks of.
pub(super) fn render(subject: &Subject, measured: &Measured) -> String {
    let mut text = String::new();
    head(&mut text, subject, measured)
        .and_then(|()| body(&mut text, measured))
        .and_then(|()| foot(&mut text, subject))
        .expect("a string takes everything");
    text
}

fn head(text: &mut String, subject: &Subject, measured: &Measured) -> Result {
    let summary = &subject.summary;
    writeln!(text, "{}", subject.workspace.root.display())?;
    writeln!(
        text,
        "  {} packages, {} crates, {} files, {} lines, {} references",
        summary.packages, summary.crates, summary.files, summary.lines, summary.references
    )?;
    writeln!(text, "  by {}", subject.rules())?;
    writeln!(text, "  on {} threads", measured.threads)?;
    writeln!(text, "  with an edit to {}", measured.edited)?;
    if let Some(trouble) = &subject.trouble {
        writeln!(text, "  not complete: {trouble}")?;
    }
    Ok(())
}

fn body(text: &mut String, measured: &Measured) -> Result {
    writeln!(
        text,
        "\n{:<28} {:>10} {:>8} {:>10} {:>8}   {:>9} {:>9}",
        "", "wall", "x floor", "cpu", "x floor", "least", "greatest"
    )?;
    let floor = &measured.floor;
    row(
        text,
        "floor: read and parse",
        floor,
        Some((floor, Duration::ZERO)),
    )?;
    for command in [&measured.metadata].into_iter().chain(&measured.starts) {
        row(text, command.name, &command.samples, None)?;
    }
    let metadata = measured.metadata.samples.median();
    for check in &measured.checks {
        let name = format!("check, {}", check.name);
        // The floor knows which files there are; a check has to ask cargo.
        row(text, &name, &check.samples, Some((floor, metadata)))?;
        for (name, samples) in &check.stages {
            let name = format!("  {name}");
            row(text, &name, samples, Some((floor, Duration::ZERO)))?;
        }
    }
    Ok(())
}

fn foot(text: &mut String, subject: &Subject) -> Result {
    if let Some(peak) = subject.peak {
        let megabytes = peak.div_ceil(1 << 20);
        writeln!(text, "\npeak memory of one check: {megabytes} MB")?;
    }
    text.write_str(NOTE)
}

/// One line. The ratios are to the floor, without what is not to count of the wall
/// time.
fn row(
    text: &mut String,
    name: &str,
    samples: &Samples,
    floor: Option<(&Samples, Duration)>,
) -> Result {
    let wall = samples.median();
    let ratio = |part: Option<Duration>, whole: Option<Duration>| {
        let ratio = part?.as_secs_f64() / whole?.as_secs_f64();
        Some(format!("{ratio:.2}"))
    };
    let of_wall = floor.and_then(|(floor, without)| {
        let own = wall.saturating_sub(without);
        ratio(Some(own), Some(floor.median()))
    });
    let of_cpu = floor.and_then(|(floor, _)| ratio(samples.cpu(), floor.cpu()));
    let line = format!(
        "{name:<28} {:>10} {:>8} {:>10} {:>8}   {:>9} {:>9}",
        milliseconds(wall),
        of_wall.unwrap_or_default(),
        samples.cpu().map(milliseconds).unwrap_or_default(),
        of_cpu.unwrap_or_default(),
        milliseconds(samples.least()),
        milliseconds(samples.greatest()),
    );
    writeln!(text, "{}", line.trim_end())
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}
