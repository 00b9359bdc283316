//! The commands from outside: a real workspace, a real git repository, and the
//! built binary.
//!
//! One test binary, because all of it needs the same scratch workspaces.

mod baseline;
mod check;
mod hook;
mod scratch;
mod staged;
mod why;
