//! `cargo xtask`: the linter of this repository, built from its own source.
//!
//! Any other workspace offers the same commands with the same few lines.

use std::process::ExitCode;

fn main() -> ExitCode {
    layering_cli::main()
}
