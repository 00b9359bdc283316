//! `explain` and `schema`: what may stand in `layering.toml`.
//!
//! Apart from the other commands, because these need no workspace.

use std::process::ExitCode;

use layering::rules::{KINDS, Kind, schema as config_schema};

use crate::args::ExplainArgs;
use crate::output;

/// Prints what a kind of rule means, or which kinds there are.
pub(crate) fn explain(args: &ExplainArgs) -> ExitCode {
    let Some(name) = &args.kind else {
        let lines = KINDS
            .iter()
            .map(|kind| format!("{:<14} {}\n", kind.name, kind.sentence()));
        return print(&lines.collect::<String>());
    };
    match Kind::named(name) {
        Ok(kind) => print(&kind.explain()),
        Err(error) => output::fail(error, 2),
    }
}

/// Prints the JSON schema of `layering.toml`.
pub(crate) fn schema() -> ExitCode {
    print(&format!("{:#}\n", config_schema()))
}

fn print(text: &str) -> ExitCode {
    match output::print(text) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => output::fail(format!("{error:#}"), output::INCOMPLETE),
    }
}
