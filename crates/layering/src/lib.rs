//! An architecture linter for Cargo workspaces.
//!
//! [`check`] reads a workspace, resolves every path that its source mentions
//! to the item that it means, and checks the result against `layering.toml`.
//! It compiles nothing and runs no code of the workspace.
//!
//! The modules are the stages of the check; `ARCHITECTURE.md` has the map.

pub mod cache;
pub mod config;
pub mod diagnostic;
pub mod exceptions;
pub mod expand;
pub mod facts;
pub mod graph;
pub mod modules;
pub mod render;
pub mod resolve;
pub mod rules;
pub mod source;
pub mod workspace;

mod ahead;
mod analysis;
mod check;
mod listing;
mod replay;
mod surroundings;
mod why;

pub use ahead::{Ahead, read_ahead};
pub use analysis::build_tree;
pub use check::{CheckOptions, Checked, Help, NewBaseline, check, check_with};
pub use listing::{Export, Listed, ListedReference, UnknownCrate, exports, references};
pub use why::{Answer, ChainLink, Question, why};
