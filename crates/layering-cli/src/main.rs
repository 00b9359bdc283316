//! `cargo layering`, for workspaces without an xtask of their own.

use std::process::ExitCode;

/// Most of a check is reading syntax trees, which is mostly allocating: this
/// one takes a fifth off that.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    layering_cli::main()
}
