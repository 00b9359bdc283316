//! `check-layering`: finds the workspace, runs the check, shows the report.
//!
//! Separate from the library's check, which knows neither arguments nor
//! terminals. A workspace that cannot be read at all still makes a report: what
//! reads reports must not mistake "nothing ran" for "nothing found".

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use layering::diagnostic::{Diagnostic, Report};
use layering::exceptions::baseline;
use layering::render::{Format, RenderOptions, render, render_summary};
use layering::source::{Disk, SourceMap};
use layering::{CheckOptions, Checked};

use crate::args::{CheckArgs, ColorArg};
use crate::begin::{self, Begun};
use crate::cache::Folder;
use crate::output;
use crate::staged::Staged;

/// Runs the command.
pub(crate) fn run(args: &CheckArgs) -> ExitCode {
    output::set_color(args.color.into());
    match check(args) {
        Ok(checked) => finish(args, &checked, None),
        Err(error) => {
            let message = format!("{error:#}");
            finish(args, &unreadable(&message), Some(&message))
        }
    }
}

fn check(args: &CheckArgs) -> anyhow::Result<Checked> {
    if args.staged {
        let staged = Staged::check_out(args.manifest_path.as_deref())?;
        let manifest = staged.manifest(args.manifest_path.as_deref())?;
        let config = args.config.as_deref().map(|path| staged.counterpart(path));
        let target = |directory: &Path| staged.original(directory);
        let tree = Tree {
            manifest: Some(&manifest),
            config,
            target: &target,
        };
        // The tree is gone when somebody reads this.
        check_tree(args, tree).map_err(|error| staged.explain(&error))
    } else {
        let config = args.config.as_deref().map(absolute).transpose()?;
        let tree = Tree {
            manifest: args.manifest_path.as_deref(),
            config,
            target: &Path::to_path_buf,
        };
        check_tree(args, tree)
    }
}

/// What is checked: the work tree, or a copy of what is staged.
struct Tree<'a> {
    manifest: Option<&'a Path>,
    config: Option<PathBuf>,
    /// The target directory of the work tree, from that of this tree.
    target: &'a dyn Fn(&Path) -> PathBuf,
}

fn check_tree(args: &CheckArgs, tree: Tree<'_>) -> anyhow::Result<Checked> {
    let root = begin::likely_root(tree.manifest);
    let folder_in = |target: &Path| match &args.cache_dir {
        _ if args.no_cache => None,
        Some(folder) => Some(Folder::at(folder)),
        None => Some(Folder::in_target(&(tree.target)(target))),
    };
    let likely = folder_in(&begin::likely_target(&root));
    let load = || layering::workspace::load(tree.manifest);
    let (begun, workspace) = Begun::beside(likely.as_ref(), &root, load);
    let workspace = workspace?;
    let options = CheckOptions {
        config: tree
            .config
            .unwrap_or_else(|| workspace.root.join("layering.toml")),
        rules: args.rules.clone(),
        baseline: baseline_mode(args),
        whole: false,
    };
    let folder = folder_in(&workspace.target_directory);
    let help = begun.help(folder.as_ref());
    let checked = layering::check_with(&Disk, &workspace, &options, help);
    if let Some(new) = &checked.baseline {
        output::replace(&new.path, &new.text)?;
    }
    Ok(checked)
}

fn baseline_mode(args: &CheckArgs) -> baseline::Mode {
    if args.update_baseline {
        let may_grow = !is_set(std::env::var_os("CI"));
        baseline::Mode::Update { may_grow }
    } else if args.prune_baseline {
        baseline::Mode::Prune
    } else {
        baseline::Mode::Keep
    }
}

/// Whether a variable says yes. Some say no with a word.
fn is_set(variable: Option<OsString>) -> bool {
    variable.is_some_and(|value| !["", "0", "false"].iter().any(|no| value == *no))
}

/// Relative paths on the command line start at the process's directory, those
/// inside the check at the workspace root.
fn absolute(path: &Path) -> anyhow::Result<PathBuf> {
    std::path::absolute(path).with_context(|| format!("`{}` is no path", path.display()))
}

/// The report of a check that could not begin.
fn unreadable(message: &str) -> Checked {
    Checked {
        sources: SourceMap::default(),
        report: Report {
            complete: false,
            problems: vec![Diagnostic::error(message)],
            ..Report::default()
        },
        baseline: None,
    }
}

/// Shows the report. `fatal` is why there is nothing in it: people read that on
/// standard error, and need no report around it.
fn finish(args: &CheckArgs, checked: &Checked, fatal: Option<&str>) -> ExitCode {
    let code = checked.report.exit_code();
    if let Some(message) = fatal {
        output::fail(message, code);
    }
    let format = Format::from(args.format);
    if fatal.is_some() && args.output.is_none() && !format.is_for_programs() {
        return ExitCode::from(code);
    }
    match show(args, checked) {
        Ok(()) => ExitCode::from(code),
        Err(error) => output::fail(format!("{error:#}"), output::INCOMPLETE),
    }
}

fn show(args: &CheckArgs, checked: &Checked) -> anyhow::Result<()> {
    let Checked {
        sources, report, ..
    } = checked;
    let on_stdout = RenderOptions {
        format: args.format.into(),
        color: output::color_on_stdout(),
        verbosity: args.verbosity(),
        stats: args.stats,
    };
    let Some(path) = &args.output else {
        return output::print(&render(report, sources, &on_stdout));
    };
    // A file is no terminal: colors only where they were asked for by name.
    let in_file = RenderOptions {
        color: args.color == ColorArg::Always,
        ..on_stdout
    };
    output::write(path, &render(report, sources, &in_file))?;
    output::print(&render_summary(report, sources, &on_stdout))
}
