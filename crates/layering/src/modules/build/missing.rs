//! What there is to say of a module whose file is missing.
//!
//! Apart from the walk, which goes on without it.

use super::Builder;
use crate::diagnostic::Diagnostic;
use crate::facts::Conditions;
use crate::modules::files::Candidate;
use crate::source::Span;

impl Builder<'_> {
    /// Reports a module whose file is none of some candidates.
    pub(super) fn missing(
        &mut self,
        name: &str,
        candidates: &[Candidate],
        conditions: Conditions,
        by: Option<Span>,
    ) {
        let shown: Vec<String> = candidates
            .iter()
            .map(|candidate| format!("`{}`", self.sources.display_path(&candidate.path)))
            .collect();
        let headline = format!("the file of module `{name}` is missing");
        let problem = if conditions.other {
            Diagnostic::warning(headline)
        } else {
            Diagnostic::error(headline)
        };
        let problem = problem.with_help(format!(
            "write one of {}, or remove the `mod`",
            shown.join(", ")
        ));
        self.problem(problem.at_known(by, "declared here"));
    }
}
