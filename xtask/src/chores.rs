//! Chores that are not for every day: other programs of this repository, which cargo
//! builds when they are asked for.

use std::process::{Command, ExitCode};

/// Measures what checks cost: the program of `layering-bench`, built as this one is.
pub(crate) fn bench(arguments: &[String]) -> ExitCode {
    let run = ["run", "--quiet", "--profile", "xtask"];
    let what = ["--package", "layering-bench", "--"];
    cargo(&[&run[..], &what], arguments)
}

/// Compiles every fixture with rustc: one that does not compile proves nothing.
pub(crate) fn compile_fixtures(arguments: &[String]) -> ExitCode {
    let suite = ["test", "--package", "layering-tests", "--test", "suite"];
    let what = ["--", "--ignored", "--nocapture", "every_fixture_compiles"];
    cargo(&[&suite[..], &what], arguments)
}

fn cargo(chore: &[&[&str]], arguments: &[String]) -> ExitCode {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(chore.concat()).args(arguments);
    match command.status() {
        Ok(status) => {
            let code = status.code().and_then(|code| u8::try_from(code).ok());
            code.map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => {
            eprintln!("error: cargo could not be run: {error}");
            ExitCode::FAILURE
        }
    }
}
