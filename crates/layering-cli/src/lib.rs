//! The commands of the linter: arguments in, report and exit code out.
//!
//! A library, so that the xtask of any workspace offers the same commands as
//! the installed `cargo layering`:
//!
//! ```no_run
//! fn main() -> std::process::ExitCode {
//!     layering_cli::main()
//! }
//! ```
//!
//! Whatever touches the world is here: arguments, standard streams, git and
//! temporary files. What a rule means is the business of `layering` alone.

mod args;
pub mod begin;
pub mod cache;
mod check;
mod explain;
mod git;
mod hook;
mod listing;
mod output;
mod staged;
mod why;
mod xtask;

use std::process::ExitCode;

use args::Command;

/// Runs the command that the process's arguments name.
///
/// The exit code is 0 if all is well, 1 for violations, 2 if the arguments,
/// `layering.toml`, or exceptions are wrong, and 3 if the check could not be completed.
pub fn main() -> ExitCode {
    match Command::parse(std::env::args_os()) {
        Ok(Command::Check(args)) => check::run(&args),
        Ok(Command::Graph(args)) => listing::graph(&args),
        Ok(Command::Exports(args)) => listing::exports(&args),
        Ok(Command::Why(args)) => why::run(&args),
        Ok(Command::Explain(args)) => explain::explain(&args),
        Ok(Command::Schema) => explain::schema(),
        Ok(Command::InstallHook(args)) => hook::run(&args),
        Err(error) => output::usage(&error),
    }
}
