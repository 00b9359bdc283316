//! The names that levels, notes and outcomes bear in every format.
//!
//! Kept here and not with the diagnostics: they are words of the output, which
//! others parse, and stay what they are when a variant is renamed.

use crate::diagnostic::{Applicability, Level, NoteKind, RuleStatus};

pub(super) fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

pub(super) fn note(kind: NoteKind) -> &'static str {
    match kind {
        NoteKind::Note => "note",
        NoteKind::Why => "why",
        NoteKind::Help => "help",
    }
}

pub(super) fn status(status: RuleStatus) -> &'static str {
    match status {
        RuleStatus::Kept => "kept",
        RuleStatus::Broken => "broken",
        RuleStatus::Skipped => "skipped",
    }
}

/// As rustc spells it, so that tools which apply its suggestions apply ours.
pub(super) fn applicability(applicability: Applicability) -> &'static str {
    match applicability {
        Applicability::MachineApplicable => "MachineApplicable",
        Applicability::MaybeIncorrect => "MaybeIncorrect",
    }
}
