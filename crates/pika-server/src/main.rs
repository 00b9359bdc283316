//! The command line of the server: it reads a document, hands it to the library
//! and prints the answer as JSON. Everything that is decided is decided in the
//! library; here are arguments, files and exit codes only.
//!
//! Exit codes: 0 for an answer, 1 for input which cannot be read or is wrong, 2
//! for arguments which make no sense.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Parser, Subcommand};
use serde::Serialize;

#[derive(Parser)]
#[command(version, about)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Print the runtime plan of an agent's provision request.
    Plan {
        /// The agent's id; letters, digits and dashes.
        #[arg(long)]
        agent_id: String,
        /// The request, in JSON; standard input if absent or `-`.
        request: Option<PathBuf>,
    },
    /// Print what operators and the customer read about a runtime.
    Labels {
        /// The runtime's status, in JSON; standard input if absent or `-`.
        status: Option<PathBuf>,
    },
}

fn main() -> ExitCode {
    match run(&Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &Command) -> anyhow::Result<()> {
    match command {
        Command::Plan { agent_id, request } => answer(request.as_deref(), |request| {
            pika_server::plan_agent(agent_id, request)
        }),
        Command::Labels { status } => answer(status.as_deref(), pika_server::label_runtime),
    }
}

fn answer<T: Serialize>(
    source: Option<&Path>,
    decide: impl FnOnce(&str) -> anyhow::Result<T>,
) -> anyhow::Result<()> {
    let source = source.filter(|path| *path != Path::new("-"));
    let name = source.map_or_else(
        || "standard input".to_owned(),
        |path| path.display().to_string(),
    );
    let document = read(source).with_context(|| format!("cannot read {name}"))?;
    let answer = decide(&document).context(name)?;
    let text = serde_json::to_string_pretty(&answer)?;
    writeln!(io::stdout(), "{text}").context("cannot write the answer")
}

fn read(source: Option<&Path>) -> io::Result<String> {
    match source {
        Some(path) => fs::read_to_string(path),
        None => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text)?;
            Ok(text)
        }
    }
}
