//! `cargo xtask`: the linter, built from this repository, and the repository's
//! own chores.

mod chores;
mod oracle;

use std::process::ExitCode;

/// Most of a check is reading syntax trees, which is mostly allocating: this
/// one takes a fifth off that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.split_first() {
        Some((chore, rest)) if chore == "bench" => chores::bench(rest),
        Some((chore, rest)) if chore == "compile-fixtures" => chores::compile_fixtures(rest),
        Some((chore, rest)) if chore == "oracle" => oracle::run(rest),
        _ => layering_cli::main(),
    }
}
