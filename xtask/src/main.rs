//! `cargo xtask`: the linter, built from this repository, and the repository's
//! own chores.

mod chores;
mod oracle;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((chore, rest)) if chore == "compile-fixtures" => chores::compile_fixtures(rest),
        Some((chore, rest)) if chore == "oracle" => oracle::run(rest),
        _ => layering_cli::main(),
    }
}
