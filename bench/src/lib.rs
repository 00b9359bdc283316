//! What the speed of the linter is measured with, and against.
//!
//! `cargo xtask bench` measures real workspaces with it, and `cargo bench` generated
//! ones. Apart from the linter, which does not measure itself, and from its tests,
//! which are to be quick.

pub mod files;
pub mod floor;
pub mod generate;
pub mod samples;
pub mod stages;
pub mod threads;
