//! What is excused: by the baseline beside the rules, and by comments.
//!
//! Apart from the stages, which hand violations on; what an exception means is said in
//! `exceptions`.

use std::io;
use std::path::PathBuf;

use super::{CheckOptions, NewBaseline, text_of};
use crate::analysis::Analysis;
use crate::diagnostic::{Diagnostic, Level, Report};
use crate::exceptions::baseline::{self, Baseline};
use crate::exceptions::{self, Comments};
use crate::rules::Verdict;
use crate::source::{FileId, Files, SourceMap};

/// The baseline, with the file that it was read from.
pub(super) type Recorded = (FileId, Baseline);

fn baseline_path(options: &CheckOptions) -> PathBuf {
    options.config.with_file_name(baseline::FILE_NAME)
}

pub(super) fn read_baseline(
    files: &dyn Files,
    options: &CheckOptions,
    sources: &mut SourceMap,
) -> Result<Option<Recorded>, Box<Diagnostic>> {
    let path = baseline_path(options);
    let content = files.read(&path);
    // What is there and cannot be read is not taken for nothing.
    if let Err(error) = &content
        && error.kind() == io::ErrorKind::NotFound
    {
        return Ok(None);
    }
    let text = text_of(content, &path, sources)?;
    let file = sources.add(&path, text.as_str());
    Ok(Some((file, baseline::parse(file, &text)?)))
}

/// Takes out what is excused, and says so. Returns the baseline, if it is to
/// be written.
pub(super) fn except(
    analysis: &Analysis<'_>,
    options: &CheckOptions,
    recorded: Option<&Recorded>,
    verdict: &mut Verdict,
    report: &mut Report,
) -> Option<NewBaseline> {
    let sources = analysis.sources;
    let comments = Comments::collect(analysis.names.tree, sources);
    let excused = exceptions::excuse(&comments, sources, verdict);
    if excused > 0 {
        let plural = if excused == 1 { "" } else { "s" };
        let remark = format!("excused in the code: {excused} violation{plural}");
        report.remarks.push(remark);
    }
    let run = baseline::Run {
        baseline: recorded.map(|(_, baseline)| baseline),
        mode: options.baseline,
        is_partial: !options.rules.is_empty(),
        is_complete: report.complete,
        sources,
    };
    let settled = baseline::settle(run, verdict);
    report.summary.baselined = settled.excused;
    report.remarks.extend(settled.remark);
    if let Some(refusal) = settled.refusal {
        // What would have been recorded is shown as what it is: violations.
        // Warnings alone would let the run pass.
        let is_error = |one: &Diagnostic| one.level == Level::Error;
        report.misconfigured |= !verdict.violations.iter().any(is_error);
        report.problems.push(refusal);
    }
    let is_new =
        |text: &String| recorded.is_none_or(|(file, _)| *sources.file(*file).text != **text);
    settled.text.filter(is_new).map(|text| NewBaseline {
        path: baseline_path(options),
        text,
    })
}
