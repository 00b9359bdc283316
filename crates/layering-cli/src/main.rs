//! `cargo layering`, for workspaces without an xtask of their own.

use std::process::ExitCode;

fn main() -> ExitCode {
    layering_cli::main()
}
