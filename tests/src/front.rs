//! `cargo layering`, as a workspace that runs it from its own xtask has it.
//!
//! A binary of this package, because cargo tells tests where those are.

use std::process::ExitCode;

fn main() -> ExitCode {
    layering_cli::main()
}
