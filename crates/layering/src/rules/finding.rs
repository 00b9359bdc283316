//! A place that breaks a rule, before the rule's own words are added.

use super::Scene;
use crate::config::RuleConfig;
use crate::diagnostic::{Diagnostic, Level, Link, NoteKind, Suggestion, Text, Violation};
use crate::graph::{Reference, Sort};
use crate::modules::ModuleId;
use crate::resolve::{Def, Hop, Names, Route};
use crate::source::Span;

/// A place that breaks a rule.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The place.
    pub span: Span,
    /// What is wrong, in one line.
    pub headline: String,
    /// A few words at the place.
    pub label: String,
    /// Where a macro writes the path that its caller only goes on with.
    pub begun: Option<Span>,
    /// The module that it is in.
    pub from: ModuleId,
    /// The definition that it is about.
    pub to: Target,
    /// The path as written there.
    pub written: String,
    /// The modules that the path walks through.
    pub route: Vec<Hop>,
    /// Whether it is test code.
    pub test: bool,
    /// The place in `layering.toml` that forbids it, with a few words.
    pub forbidden_by: Option<(Span, String)>,
    /// Further places that explain it, each with a few words.
    pub also: Vec<(Span, String)>,
    /// Facts that explain it.
    pub notes: Vec<Text>,
    /// What to do, unless the rule says so itself.
    pub help: Option<Text>,
    /// An edit that mends it.
    pub suggestion: Option<Suggestion>,
    /// The references that lead there.
    pub chain: Vec<Link>,
}

/// What a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// An item of the workspace.
    Def(Def),
    /// Something outside, by its path.
    Outside(String),
}

impl Finding {
    /// A finding with nothing but a place and its words.
    pub fn new(span: Span, from: ModuleId, to: Target, headline: String) -> Self {
        Finding {
            span,
            headline,
            label: String::new(),
            begun: None,
            from,
            to,
            written: String::new(),
            route: Vec::new(),
            test: false,
            forbidden_by: None,
            also: Vec::new(),
            notes: Vec::new(),
            help: None,
            suggestion: None,
            chain: Vec::new(),
        }
    }

    /// A finding at a reference, about the item that it refers to.
    pub(super) fn of_reference(
        scene: &Scene<'_>,
        reference: &Reference,
        route: &Route,
        headline: String,
    ) -> Self {
        let names = scene.names;
        let to = Target::Def(reference.to);
        let mut finding = Finding::new(reference.span, reference.from, to, headline);
        finding.written = reference.written(names);
        finding.begun = reference.begun(names);
        finding.test = reference.test;
        finding.route.clone_from(&route.hops);
        finding
    }

    /// Notes a fact that explains it.
    pub(super) fn note(&mut self, fact: impl Into<Text>) {
        self.notes.push(fact.into());
    }

    /// Says what to do.
    pub(super) fn set_help(&mut self, help: impl Into<Text>) {
        self.help = Some(help.into());
    }

    /// Notes how the reference gets to the item.
    pub(super) fn note_route(&mut self, names: &Names<'_>, reference: &Reference) {
        let shown = names.show_route(reference.from, &self.route, reference.to);
        self.note(format!("it is reached by `{shown}`"));
        self.note_alias(names, reference);
    }

    /// Notes how the reference gets to the item, unless that is plain.
    pub(super) fn note_detour(&mut self, names: &Names<'_>, reference: &Reference) {
        if self.route.iter().any(|hop| hop.import.is_some()) {
            self.note_route(names, reference);
        } else {
            self.note_alias(names, reference);
        }
    }

    fn note_alias(&mut self, names: &Names<'_>, reference: &Reference) {
        if let Sort::Alias(alias) = reference.sort {
            let alias = names.path_of(Def::Item(alias));
            self.note(format!("`{alias}` is an alias of it"));
        }
    }

    /// The path of what it is about.
    pub fn to_path(&self, scene: &Scene<'_>) -> String {
        match &self.to {
            Target::Def(def) => scene.names.path_of(*def),
            Target::Outside(path) => path.clone(),
        }
    }

    /// The diagnostic, with what the rule has to say.
    pub(super) fn into_diagnostic(self, scene: &Scene<'_>, rule: &RuleConfig<'_>) -> Diagnostic {
        let names = scene.names;
        let to = self.to_path(scene);
        let because = rule.because.as_ref().map(|because| because.value.clone());
        let help = rule
            .help
            .as_ref()
            .map(|help| help.value.clone().into())
            .or(self.help);
        let mut diagnostic = match rule.severity {
            Level::Error => Diagnostic::error(self.headline),
            Level::Warning => Diagnostic::warning(self.headline),
        }
        .at(self.span, self.label);
        if let Some((span, words)) = self.forbidden_by {
            diagnostic = diagnostic.with_label(span, words);
        }
        for (span, words) in self.also {
            diagnostic = diagnostic.with_label(span, words);
        }
        if self.chain.len() > 1 {
            diagnostic = diagnostic.with_note(NoteKind::Note, links(&self.chain));
        }
        for note in self.notes {
            diagnostic = diagnostic.with_note(NoteKind::Note, note);
        }
        if let Some(because) = &because {
            diagnostic = diagnostic.with_note(NoteKind::Why, because.clone());
        }
        if let Some(help) = &help {
            diagnostic = diagnostic.with_help(help.clone());
        }
        diagnostic.suggestion = self.suggestion;
        let mut route: Vec<String> = self
            .route
            .iter()
            .map(|hop| names.module_path(hop.module))
            .collect();
        route.dedup();
        diagnostic.violation = Some(Box::new(Violation {
            rule: rule.id.value.clone(),
            kind: rule.kind.value.into(),
            from: names.module_path(self.from),
            to,
            written: self.written,
            route,
            test: self.test,
            chain: self.chain,
            because,
            help,
        }));
        diagnostic
    }
}

/// The links of a chain, one a line.
fn links(chain: &[Link]) -> Text {
    let text = Text::from("the links are");
    chain.iter().fold(text, |text, link| link.show(text))
}
