//! What the linter has to say, as plain data.
//!
//! Analysis makes [`Diagnostic`]s and a [`Report`]; the renderers turn them
//! into text. Nothing here knows how it will be shown.

mod report;
mod text;

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::source::Span;

pub use report::{Report, RuleOutcome, RuleStatus, Summary, UnresolvedPath};
pub use text::Text;

/// One finding: a headline, the places that it is about, and what to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// How serious it is.
    pub level: Level,
    /// What is wrong, in one line, with code in backticks.
    pub headline: String,
    /// The place that is wrong. Only a fault of a whole workspace has none.
    pub primary: Option<Label>,
    /// Further places that explain it, such as the line of `layering.toml`.
    pub secondary: Vec<Label>,
    /// Lines below the snippets, in order.
    pub notes: Vec<Note>,
    /// An edit that would mend it.
    pub suggestion: Option<Suggestion>,
    /// What a rule adds to it; `None` for problems of input.
    pub violation: Option<Box<Violation>>,
}

impl Diagnostic {
    /// An error with nothing but a headline.
    pub fn error(headline: impl Into<String>) -> Self {
        Diagnostic {
            level: Level::Error,
            headline: headline.into(),
            primary: None,
            secondary: Vec::new(),
            notes: Vec::new(),
            suggestion: None,
            violation: None,
        }
    }

    /// A warning with nothing but a headline.
    pub fn warning(headline: impl Into<String>) -> Self {
        Diagnostic {
            level: Level::Warning,
            ..Diagnostic::error(headline)
        }
    }

    /// Points at the place that is wrong.
    #[must_use]
    pub fn at(mut self, span: Span, text: impl Into<String>) -> Self {
        self.primary = Some(Label::new(span, text));
        self
    }

    /// Points at the place that is wrong, if it is known.
    #[must_use]
    pub fn at_known(self, span: Option<Span>, text: impl Into<String>) -> Self {
        match span {
            Some(span) => self.at(span, text),
            None => self,
        }
    }

    /// Points at a further place.
    #[must_use]
    pub fn with_label(mut self, span: Span, text: impl Into<String>) -> Self {
        self.secondary.push(Label::new(span, text));
        self
    }

    /// Adds a line below the snippets.
    #[must_use]
    pub fn with_note(mut self, kind: NoteKind, text: impl Into<Text>) -> Self {
        self.notes.push(Note {
            kind,
            text: text.into(),
        });
        self
    }

    /// Every place that it points at or names.
    pub fn spans(&self) -> impl Iterator<Item = &Span> {
        let labels = self.primary.iter().chain(&self.secondary);
        let labels = labels.map(|label| &label.span);
        let edits = self.suggestion.iter().map(|suggestion| &suggestion.span);
        let notes = self.notes.iter().flat_map(|note| note.text.spans());
        let violation = self.violation.iter().flat_map(|violation| {
            let help = violation.help.iter().flat_map(Text::spans);
            violation.chain.iter().map(|link| &link.span).chain(help)
        });
        labels.chain(edits).chain(notes).chain(violation)
    }

    /// Every place that it points at or names, to be moved.
    pub fn spans_mut(&mut self) -> impl Iterator<Item = &mut Span> {
        let labels = self.primary.iter_mut().chain(&mut self.secondary);
        let labels = labels.map(|label| &mut label.span);
        let edits = self.suggestion.iter_mut();
        let edits = edits.map(|suggestion| &mut suggestion.span);
        let notes = self.notes.iter_mut();
        let notes = notes.flat_map(|note| note.text.spans_mut());
        let violation = self.violation.iter_mut().flat_map(|violation| {
            let help = violation.help.iter_mut().flat_map(Text::spans_mut);
            let links = violation.chain.iter_mut().map(|link| &mut link.span);
            links.chain(help)
        });
        labels.chain(edits).chain(notes).chain(violation)
    }

    /// Adds what to do about it.
    #[must_use]
    pub fn with_help(self, text: impl Into<Text>) -> Self {
        self.with_note(NoteKind::Help, text)
    }
}

/// How serious a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// The check fails, or is not complete.
    Error,
    /// Shown and counted; the check can still pass.
    Warning,
}

/// A place in a file, with what is to be said of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words; may be empty.
    pub text: String,
}

impl Label {
    fn new(span: Span, text: impl Into<String>) -> Self {
        Label {
            span,
            text: text.into(),
        }
    }
}

/// A line below the snippets.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Note {
    /// What the line is for.
    pub kind: NoteKind,
    /// The line.
    pub text: Text,
}

/// What a note is for; it names the note when shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoteKind {
    /// A fact that explains the finding, as the route of a path.
    Note,
    /// The reason that the rule gives for itself.
    Why,
    /// What to do instead.
    Help,
}

/// An edit that mends a finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Suggestion {
    /// What is replaced.
    pub span: Span,
    /// What takes its place.
    pub replacement: String,
    /// Whether a machine may apply it.
    pub applicability: Applicability,
}

/// Whether an edit may be applied unseen; the words are those of rustc.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Applicability {
    /// It is what the rule asks for, and the code still means the same.
    MachineApplicable,
    /// It points the way; a person has to look.
    MaybeIncorrect,
}

/// What a rule knows of a violation, for programs that read the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Violation {
    /// The rule's id.
    pub rule: String,
    /// The kind of the rule.
    pub kind: Cow<'static, str>,
    /// Path of the module (or item) that the violation is in.
    pub from: String,
    /// Path of the definition that is referred to.
    pub to: String,
    /// The path as it is written.
    pub written: String,
    /// The modules that the path walks through, as paths from their crates.
    pub route: Vec<String>,
    /// Whether the place is test code.
    pub test: bool,
    /// The references that lead from one end to the other, for rules that
    /// follow chains.
    pub chain: Vec<Link>,
    /// The rule's reason.
    pub because: Option<String>,
    /// What the rule says to do instead.
    pub help: Option<Text>,
}

/// One reference of a chain.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Link {
    /// Path of the module that refers.
    pub from: String,
    /// Path of what is referred to.
    pub to: String,
    /// Where.
    pub span: Span,
}

impl Link {
    /// Adds a line with it to a text.
    pub fn show(&self, text: Text) -> Text {
        let text = text.words(&format!("\n{} -> {} (", self.from, self.to));
        text.place(self.span).words(")")
    }
}
