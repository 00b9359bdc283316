//! Chores that are too slow for every run of the tests.

use std::process::{Command, ExitCode};

/// Compiles every fixture with rustc: one that does not compile proves nothing.
pub(crate) fn compile_fixtures(arguments: &[String]) -> ExitCode {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(["test", "--package", "layering-tests", "--test", "suite"]);
    command.args(["--", "--ignored", "--nocapture", "every_fixture_compiles"]);
    command.args(arguments);
    match command.status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: cargo could not be run: {error}");
            ExitCode::FAILURE
        }
    }
}
