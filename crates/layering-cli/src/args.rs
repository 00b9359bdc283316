//! The command line, as data.
//!
//! Separate from what the commands do, because it is the part that other
//! people's scripts depend on: names, defaults, and how the two fronts,
//! `cargo xtask …` and `cargo layering …`, come to the same commands.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use layering::config::Tests;
use layering::render::{Format, Verbosity};

/// What the linter is to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check the workspace against the rules in layering.toml
    #[command(name = "check-layering", visible_alias = "check")]
    Check(CheckArgs),
    /// List the references between the items of the workspace
    Graph(GraphArgs),
    /// List the public surface of a crate, and who uses it
    Exports(ExportsArgs),
    /// Show the shortest chain of references from one part of the code to another
    Why(WhyArgs),
    /// Explain what a kind of rule means, with an example
    Explain(ExplainArgs),
    /// Print the JSON schema of layering.toml
    Schema,
    /// Install a git pre-commit hook that checks what is staged
    InstallHook(InstallHookArgs),
}

impl Command {
    /// Reads a command line, the program's name first.
    pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Command, clap::Error> {
        let mut args: Vec<OsString> = args.into_iter().collect();
        let front = front(&args);
        // cargo runs `cargo layering check` as `cargo-layering layering check`.
        if args.get(1).is_some_and(|arg| arg == "layering") {
            args.remove(1);
        }
        let definition = CommandLine::command().bin_name(front);
        let matches = definition.try_get_matches_from(args)?;
        CommandLine::from_arg_matches(&matches).map(|line| line.command)
    }
}

/// What a person typed to get here: usage messages repeat it.
fn front(args: &[OsString]) -> &'static str {
    let program = args.first().map(Path::new).and_then(Path::file_stem);
    let is_subcommand = args.get(1).is_some_and(|arg| arg == "layering");
    if is_subcommand || program.is_some_and(|name| name == "cargo-layering") {
        "cargo layering"
    } else {
        "cargo xtask"
    }
}

/// Checks the architecture of a Cargo workspace against its layering.toml.
#[derive(Debug, Parser)]
#[command(name = "cargo-layering", version)]
struct CommandLine {
    #[command(subcommand)]
    command: Command,
}

/// The arguments of `check-layering`.
#[derive(Args, Debug)]
#[command(after_help = EXIT_CODES)]
pub(crate) struct CheckArgs {
    /// Path to the Cargo.toml of the workspace or of one of its packages
    #[arg(long, value_name = "PATH")]
    pub(crate) manifest_path: Option<PathBuf>,

    /// Path to the rules [default: layering.toml at the workspace root]
    #[arg(long, value_name = "PATH")]
    pub(crate) config: Option<PathBuf>,

    /// Check this rule alone; may be given several times
    #[arg(long = "rule", value_name = "ID")]
    pub(crate) rules: Vec<String>,

    /// The shape of the report
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(crate) format: FormatArg,

    /// Write the report to a file and print only what it comes to
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,

    /// Also show how long each stage took, and every path that could not be
    /// resolved, by reason
    #[arg(long)]
    pub(crate) stats: bool,

    /// Check what is staged in git's index, not what lies in the work tree
    #[arg(long)]
    pub(crate) staged: bool,

    /// Keep nothing between runs, and use nothing that was kept
    #[arg(long, conflicts_with = "cache_dir")]
    pub(crate) no_cache: bool,

    /// Where to keep what later runs can use [default: layering in the target
    /// directory]
    #[arg(long, value_name = "DIR")]
    pub(crate) cache_dir: Option<PathBuf>,

    /// Record all violations that there are in layering-baseline.toml, beside
    /// the rules; with CI set, it can only shrink
    #[arg(long, conflicts_with_all = ["staged", "prune_baseline"])]
    pub(crate) update_baseline: bool,

    /// Take what no longer occurs out of layering-baseline.toml
    #[arg(long, conflicts_with = "staged")]
    pub(crate) prune_baseline: bool,

    /// When to use colors
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: ColorArg,

    /// Also show every rule and every path that could not be resolved
    #[arg(short, long, action = ArgAction::SetTrue, conflicts_with = "quiet")]
    verbose: bool,

    /// Show findings alone
    #[arg(short, long, action = ArgAction::SetTrue)]
    quiet: bool,
}

impl CheckArgs {
    /// How much the report says.
    pub(crate) fn verbosity(&self) -> Verbosity {
        match (self.quiet, self.verbose) {
            (true, _) => Verbosity::Quiet,
            (false, false) => Verbosity::Normal,
            (false, true) => Verbosity::Verbose,
        }
    }
}

const EXIT_CODES: &str = "\
Exit codes:
  0  every rule holds
  1  a rule is broken
  2  the arguments, layering.toml, or exceptions are wrong
  3  the check could not be completed";

/// The arguments of `graph`.
#[derive(Args, Debug)]
pub(crate) struct GraphArgs {
    /// Path to the Cargo.toml of the workspace or of one of its packages
    #[arg(long, value_name = "PATH")]
    pub(crate) manifest_path: Option<PathBuf>,

    /// The shape of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(crate) format: GraphFormatArg,

    /// What the references are between
    #[arg(long, value_enum, value_name = "LEVEL", default_value_t)]
    pub(crate) level: LevelArg,

    /// Write to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The formats of `graph`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum GraphFormatArg {
    /// One JSON document
    #[default]
    Json,
}

/// The levels of `graph`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum LevelArg {
    /// Every reference to an item
    #[default]
    Item,
}

/// The arguments of `exports`.
#[derive(Args, Debug)]
pub(crate) struct ExportsArgs {
    /// The crate or package
    #[arg(value_name = "CRATE")]
    pub(crate) name: String,

    /// Path to the Cargo.toml of the workspace or of one of its packages
    #[arg(long, value_name = "PATH")]
    pub(crate) manifest_path: Option<PathBuf>,

    /// The shape of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(crate) format: ExportsFormatArg,

    /// Write to a file
    #[arg(long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The formats of `exports`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportsFormatArg {
    /// One line for each public path
    #[default]
    Human,
    /// One JSON document
    Json,
}

/// The arguments of `why`.
#[derive(Args, Debug)]
#[command(after_help = WHY_EXIT_CODES)]
pub(crate) struct WhyArgs {
    /// What depends: a selector, as in layering.toml
    #[arg(value_name = "FROM")]
    pub(crate) from: String,

    /// What it depends on: a selector
    #[arg(value_name = "TO")]
    pub(crate) to: String,

    /// Path to the Cargo.toml of the workspace or of one of its packages
    #[arg(long, value_name = "PATH")]
    pub(crate) manifest_path: Option<PathBuf>,

    /// Which code may be part of a chain
    #[arg(long, value_enum, value_name = "WHICH", default_value_t)]
    pub(crate) tests: TestsArg,

    /// The shape of the output
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t)]
    pub(crate) format: WhyFormatArg,

    /// When to use colors
    #[arg(long, value_enum, value_name = "WHEN", default_value_t)]
    pub(crate) color: ColorArg,
}

const WHY_EXIT_CODES: &str = "\
Exit codes:
  0  there is a chain
  1  there is none
  2  the arguments are wrong
  3  not everything could be read: there may be a chain, or a shorter one";

/// The formats of `why`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum WhyFormatArg {
    /// Source snippets, as rustc prints them
    #[default]
    Human,
    /// One JSON document
    Json,
}

/// The values of the key `tests` of rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum TestsArg {
    /// Test code as any other
    #[default]
    Include,
    /// No test code
    Exclude,
    /// Chains that start in test code
    Only,
}

impl From<TestsArg> for Tests {
    fn from(tests: TestsArg) -> Tests {
        match tests {
            TestsArg::Include => Tests::Include,
            TestsArg::Exclude => Tests::Exclude,
            TestsArg::Only => Tests::Only,
        }
    }
}

/// The arguments of `explain`.
#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    /// The kind of rule [default: list the kinds]
    #[arg(value_name = "KIND")]
    pub(crate) kind: Option<String>,
}

/// The arguments of `install-hook`.
#[derive(Args, Debug)]
pub(crate) struct InstallHookArgs {
    /// Path to the Cargo.toml of the workspace or of one of its packages
    #[arg(long, value_name = "PATH")]
    pub(crate) manifest_path: Option<PathBuf>,
}

/// The formats by the names that they have on the command line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FormatArg {
    /// Source snippets, as rustc prints them
    #[default]
    Human,
    /// One line for each finding
    Short,
    /// One JSON document
    Json,
}

impl From<FormatArg> for Format {
    fn from(format: FormatArg) -> Format {
        match format {
            FormatArg::Human => Format::Human,
            FormatArg::Short => Format::Short,
            FormatArg::Json => Format::Json,
        }
    }
}

/// When to use colors, in cargo's words.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorArg {
    /// On a terminal, unless NO_COLOR is set
    #[default]
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

impl From<ColorArg> for anstream::ColorChoice {
    fn from(color: ColorArg) -> anstream::ColorChoice {
        match color {
            ColorArg::Auto => anstream::ColorChoice::Auto,
            ColorArg::Always => anstream::ColorChoice::Always,
            ColorArg::Never => anstream::ColorChoice::Never,
        }
    }
}

#[cfg(test)]
mod tests;
