//! Tests that show a fault of the linter which is still open.
//!
//! Each expects what rustc and the design say, so it fails. It is listed here
//! so that the suite passes meanwhile; once it passes by itself, the suite
//! fails until the entry is gone.

/// A fixture by its name or a test by its path, and what happens instead.
/// `mended/` is before a fixture to which the linter's own edits were applied,
/// `compile/` before one that rustc judges.
pub const KNOWN_BROKEN: &[(&str, &str)] = &[(
    "names::included::a_part_of_an_expression_may_be_in_a_file",
    "a call in an expression that names nothing in its input is kept only if it is written `include`",
)];

/// Decides on the outcome of a test.
///
/// # Errors
/// Where a test fails that is not listed, or one passes that is.
pub fn settle(name: &str, outcome: Result<(), String>) -> Result<(), String> {
    let known = KNOWN_BROKEN.iter().find(|(broken, _)| *broken == name);
    match (known, outcome) {
        (None, outcome) => outcome,
        (Some(_), Err(_)) => Ok(()),
        (Some(_), Ok(())) => Err(format!(
            "`{name}` passes: remove it from `KNOWN_BROKEN` in src/known_broken.rs"
        )),
    }
}
