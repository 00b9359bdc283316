//! The stages in their order.

mod coverage;
mod excused;

use std::io;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::ahead::Ahead;
use crate::analysis::{Analysis, Input, analyze};
use crate::cache::{Cache, Memo};
use crate::config::{self, Config, UNRESOLVED, UnresolvedPolicy};
use crate::diagnostic::{Diagnostic, Report, Summary, UnresolvedPath, Violation};
use crate::exceptions::{self, baseline};
use crate::graph::ReferenceGraph;
use crate::modules;
use crate::replay::{Question, Recorder};
use crate::resolve::Names;
use crate::rules::{self, Scene};
use crate::source::{Files, SourceMap};
use crate::surroundings::{self, Gathered};
use crate::workspace::{Manifests, Workspace};

/// What is to be checked.
#[derive(Clone, Debug, Default)]
pub struct CheckOptions {
    /// The rules file.
    pub config: PathBuf,
    /// The ids of the rules to check; all of them if it is empty.
    pub rules: Vec<String>,
    /// What becomes of the baseline beside the rules file.
    pub baseline: baseline::Mode,
    /// Whether crates that no rule looks at are read as well.
    pub whole: bool,
}

/// A report, with the files that it points into.
#[derive(Debug, Default)]
pub struct Checked {
    /// The files.
    pub sources: SourceMap,
    /// What was found.
    pub report: Report,
    /// The baseline, if it is to be written.
    pub baseline: Option<NewBaseline>,
}

/// A file to be written: the check itself writes none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBaseline {
    /// Where.
    pub path: PathBuf,
    /// What it is to hold.
    pub text: String,
}

/// What a check can make use of. The report is the same without it, but for the times in
/// it.
#[derive(Default)]
pub struct Help<'a> {
    /// Where earlier checks left what they found out, and this one does.
    pub cache: Option<Cache<'a>>,
    /// What was read before.
    pub ahead: Ahead,
}

impl<'a> From<Cache<'a>> for Help<'a> {
    fn from(cache: Cache<'a>) -> Self {
        Help {
            cache: Some(cache),
            ..Help::default()
        }
    }
}

/// Checks a workspace against its rules.
pub fn check(files: &dyn Files, workspace: &Workspace, options: &CheckOptions) -> Checked {
    check_with(files, workspace, options, Help::default())
}

/// Checks a workspace against its rules, as [`check`] does, with some help.
pub fn check_with(
    files: &dyn Files,
    workspace: &Workspace,
    options: &CheckOptions,
    help: Help<'_>,
) -> Checked {
    modules::on_large_stacks(|| answer(files, workspace, options, help))
}

fn answer(
    files: &dyn Files,
    workspace: &Workspace,
    options: &CheckOptions,
    help: Help<'_>,
) -> Checked {
    let Help { cache, ahead } = help;
    let memo = ahead.0.with(cache);
    let task = |files| Task {
        files,
        workspace,
        options,
    };
    let question = cache.and_then(|cache| question(cache, workspace, options));
    let Some(question) = question else {
        return run(task(files), memo, false).0;
    };
    let start = Instant::now();
    if let Some((sources, mut report)) = question.answer(files, &memo) {
        let what = match memo.was_asked() {
            true => {
                memo.finish();
                "nothing that matters has changed"
            }
            false => "nothing has changed",
        };
        report.timings.push((what, start.elapsed()));
        return Checked {
            sources,
            report,
            baseline: None,
        };
    }
    let recorder = Recorder::new(files);
    let (checked, around) = run(task(&recorder), memo, true);
    question.keep(recorder, &checked.sources, &checked.report, around);
    checked
}

/// The question that a check is to answer; `None` if there is more to do than
/// to answer it.
fn question<'a>(
    cache: Cache<'a>,
    workspace: &'a Workspace,
    options: &CheckOptions,
) -> Option<Question<'a>> {
    if options.baseline != baseline::Mode::Keep {
        return None;
    }
    let config = options.config.strip_prefix(&workspace.root);
    let config = config.unwrap_or(&options.config).to_str()?;
    let rules = options.rules.iter().map(String::as_bytes);
    let whole: &[u8] = if options.whole { b"whole" } else { b"part" };
    let options: Vec<&[u8]> = [config.as_bytes(), whole]
        .into_iter()
        .chain(rules)
        .collect();
    Question::new(cache, workspace, &options)
}

/// A check to be made.
#[derive(Clone, Copy)]
struct Task<'a> {
    files: &'a dyn Files,
    workspace: &'a Workspace,
    options: &'a CheckOptions,
}

/// Runs all stages. Says also what they found out around the files, if that is to be
/// kept and all of them ran.
fn run(task: Task<'_>, memo: Memo<'_>, keep: bool) -> (Checked, Option<Gathered>) {
    let mut checked = Checked {
        sources: SourceMap::new(&task.workspace.root),
        ..Checked::default()
    };
    let Checked {
        sources,
        report,
        baseline,
    } = &mut checked;
    let mut around = None;
    *baseline = stages(task, memo, sources, report, keep.then_some(&mut around));
    report.finish(sources);
    (checked, around)
}

fn stages(
    task: Task<'_>,
    memo: Memo<'_>,
    sources: &mut SourceMap,
    report: &mut Report,
    around: Option<&mut Option<Gathered>>,
) -> Option<NewBaseline> {
    let Task {
        files,
        workspace,
        options,
    } = task;
    let text = match text_of(files.read(&options.config), &options.config, sources) {
        Ok(text) => text,
        Err(problem) => return misconfigured(report, vec![*problem]),
    };
    let file = sources.add(&options.config, text.as_str());
    let kinds: Vec<&str> = rules::KINDS.iter().map(|kind| kind.name).collect();
    let (config, mut problems) = config::parse(file, &text, &kinds);
    problems.extend(rules::validate(&config));
    problems.extend(unknown_rules(&config, options));
    let mut workspace = workspace.clone();
    problems.extend(coverage::exclude(&mut workspace, &config, report));
    let baseline = excused::read_baseline(files, options, sources).unwrap_or_else(|problem| {
        problems.push(*problem);
        None
    });
    if !problems.is_empty() {
        return misconfigured(report, problems);
    }
    let covered = workspace.manifests();
    let unread = match options.whole {
        true => 0,
        false => coverage::narrow(&mut workspace, &config, files),
    };

    let unresolved = config.unresolved;
    let (manifests, mut unreadable) = if rules::needs_manifests(&config) {
        Manifests::read(files, &workspace, sources)
    } else {
        Default::default()
    };
    // An exception is heard wherever it stands: it may excuse nothing.
    let may_excuse = exceptions::may_be_in;
    unreadable.extend(Manifests::add(files, &covered, may_excuse, sources));
    let input = Input {
        files,
        workspace: &workspace,
        memo,
    };
    analyze(input, sources, report, |analysis, report| {
        let scene = Scene {
            names: analysis.names,
            graph: analysis.graph,
            config: &config,
            manifests: &manifests,
            sources: analysis.sources,
        };
        report.complete &= unreadable.is_empty();
        report.problems.extend(unreadable);
        report
            .remarks
            .extend(coverage::unreached(&workspace, analysis));
        // What is only of use to the next run is gathered meanwhile.
        let Analysis { names, graph, .. } = *analysis;
        let gather = || around.map(|around| (surroundings::gather(names, graph, &config), around));
        let (mut verdict, gathered) = rayon::join(|| rules::run(&scene, &options.rules), gather);
        if let Some((gathered, around)) = gathered {
            *around = Some(gathered.weighed(names, graph, &verdict));
        }
        report.summary = summary(analysis.names, analysis.graph);
        let lines = analysis.names.tree.files.iter();
        report.lines = lines.map(|(file, lines)| (*file, *lines)).collect();
        report.count_lines();
        report.summary.unread = unread;
        let new = excused::except(analysis, options, baseline.as_ref(), &mut verdict, report);
        report.rules = verdict.outcomes;
        report.violations = verdict.violations;
        report.unresolved.clone_from(&analysis.graph.unresolved);
        if unresolved == UnresolvedPolicy::Deny {
            let denied = analysis.graph.unresolved.iter().map(denied);
            report.violations.extend(denied);
        }
        // With files missing, a selector may match nothing just for that.
        report.misconfigured |= report.complete && !verdict.problems.is_empty();
        report.complete &= verdict.is_right;
        report.problems.extend(verdict.problems);
        new
    })
}

/// The text of a file whose content was read, or was not.
fn text_of(
    content: io::Result<Vec<u8>>,
    path: &Path,
    sources: &SourceMap,
) -> Result<String, Box<Diagnostic>> {
    let shown = sources.display_path(path);
    let bytes = content.map_err(|error| {
        Box::new(if error.kind() == io::ErrorKind::NotFound {
            Diagnostic::error(format!("there is no `{shown}`")).with_help(
                "write the rules of the workspace there, or name another file with `--config`",
            )
        } else {
            Diagnostic::error(format!("`{shown}` could not be read: {error}"))
        })
    })?;
    String::from_utf8(bytes)
        .map_err(|_| Box::new(Diagnostic::error(format!("`{shown}` is not valid UTF-8"))))
}

/// Ends a check before it began.
fn misconfigured(report: &mut Report, problems: Vec<Diagnostic>) -> Option<NewBaseline> {
    report.misconfigured = true;
    report.problems.extend(problems);
    None
}

fn unknown_rules(config: &Config<'_>, options: &CheckOptions) -> Vec<Diagnostic> {
    let known: Vec<&str> = config
        .rules
        .iter()
        .map(|rule| rule.id.value.as_str())
        .collect();
    let unknown = options
        .rules
        .iter()
        .filter(|id| !known.contains(&id.as_str()));
    unknown.map(|id| config::no_such_rule(id, &known)).collect()
}

fn summary(names: &Names<'_>, graph: &ReferenceGraph) -> Summary {
    Summary {
        packages: names.workspace.packages.len(),
        crates: names.workspace.crates.len(),
        references: graph.written().count(),
        ..Summary::default()
    }
}

/// An unresolved path as a violation of what `unresolved = "deny"` asks for.
fn denied(path: &UnresolvedPath) -> Diagnostic {
    let headline = format!("`{}` could not be resolved", path.path);
    let mut denied = Diagnostic::error(headline).at(path.span, path.reason.clone());
    denied.violation = Some(Box::new(Violation {
        rule: UNRESOLVED.to_owned(),
        kind: UNRESOLVED.into(),
        from: path.from.clone(),
        to: path.path.clone(),
        written: path.path.clone(),
        route: Vec::new(),
        test: path.test,
        chain: Vec::new(),
        because: None,
        help: None,
    }));
    denied
}
