//! What a fixture expects against what the linter found.

use std::fmt;

use layering::Checked;
use layering::diagnostic::{Diagnostic, Level};
use layering::source::Span;

use crate::Fixture;
use crate::markers::{Expected, What};

/// Where a fixture and the linter differ; empty if they agree.
#[derive(Debug, Default)]
pub struct Difference {
    /// What is expected, and was not found.
    pub missing: Vec<String>,
    /// What was found, and is not expected.
    pub surplus: Vec<String>,
}

impl Difference {
    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.missing.is_empty() && self.surplus.is_empty()
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.missing {
            writeln!(f, "  missing {line}")?;
        }
        for line in &self.surplus {
            writeln!(f, "  surplus {line}")?;
        }
        Ok(())
    }
}

/// Compares a fixture with its report.
pub fn compare(fixture: &Fixture, checked: &Checked) -> Difference {
    let report = &checked.report;
    let mut found = Vec::new();
    for violation in &report.violations {
        found.push(Found::violation(checked, violation));
    }
    for problem in &report.problems {
        found.push(Found::problem(checked, problem));
    }
    for path in &report.unresolved {
        let what = What::Unresolved(path.path.clone());
        let shown = format!("unresolved: {} ({})", path.path, path.reason);
        found.push(Found::new(checked, Some(path.span), what, shown));
    }
    let mut difference = Difference::default();
    // What says more is matched first, so that what says less takes the rest.
    let mut expected: Vec<&Expected> = fixture.expected.iter().collect();
    expected.sort_by_key(|expected| std::cmp::Reverse(expected.what.weight()));
    for expected in expected {
        match found.iter().position(|found| found.is(expected)) {
            Some(index) => drop(found.remove(index)),
            None => difference.missing.push(show(expected)),
        }
    }
    let surplus = found.iter().map(|found| found.shown.clone());
    difference.surplus.extend(surplus);
    compare_rest(fixture, checked, &mut difference);
    difference
}

/// Remarks and the exit code.
fn compare_rest(fixture: &Fixture, checked: &Checked, difference: &mut Difference) {
    let report = &checked.report;
    for remark in &fixture.remarks {
        if !report.remarks.iter().any(|found| found.contains(remark)) {
            difference.missing.push(format!("remark: {remark}"));
        }
    }
    let is_violation = |expected: &Expected| matches!(expected.what, What::Violation { .. });
    let has_violations = fixture.expected.iter().any(is_violation);
    let exit = fixture.exit.unwrap_or(u8::from(has_violations));
    if report.exit_code() != exit {
        difference.missing.push(format!("exit code {exit}"));
        let found = report.exit_code();
        difference.surplus.push(format!("exit code {found}"));
    }
}

/// Something that the linter found.
struct Found {
    at: Option<(String, u32)>,
    what: What,
    shown: String,
}

impl Found {
    fn new(checked: &Checked, span: Option<Span>, what: What, shown: String) -> Self {
        let Some(span) = span else {
            return Found {
                at: None,
                what,
                shown,
            };
        };
        let start = checked.sources.start(span);
        let path = format!("/{}", checked.sources.file(span.file).path);
        Found {
            shown: format!("{path}:{}:{}: {shown}", start.line, start.column),
            at: Some((path, start.line)),
            what,
        }
    }

    fn violation(checked: &Checked, diagnostic: &Diagnostic) -> Self {
        let span = diagnostic.primary.as_ref().map(|label| label.span);
        let text = span.map_or("", |span| checked.sources.text(span));
        // `unresolved = "deny"` is no rule.
        let Some(violation) = &diagnostic.violation else {
            return Found::problem(checked, diagnostic);
        };
        let (rule, to) = (&violation.rule, &violation.to);
        let shown = format!("{rule}@{text}({to}): {}", diagnostic.headline);
        let what = What::Violation {
            rule: rule.to_owned(),
            text: Some(text.to_owned()),
            to: Some(to.to_owned()),
        };
        Found::new(checked, span, what, shown)
    }

    fn problem(checked: &Checked, diagnostic: &Diagnostic) -> Self {
        let is_warning = diagnostic.level == Level::Warning;
        let word = if is_warning { "warning" } else { "error" };
        let what = What::Problem {
            is_warning,
            headline: diagnostic.headline.clone(),
        };
        let span = diagnostic.primary.as_ref().map(|label| label.span);
        let shown = format!("{word}: {}", diagnostic.headline);
        Found::new(checked, span, what, shown)
    }

    fn is(&self, expected: &Expected) -> bool {
        self.at == expected.at && expected.what.covers(&self.what)
    }
}

impl What {
    /// How much it says.
    fn weight(&self) -> usize {
        match self {
            What::Violation { text, to, .. } => {
                usize::from(text.is_some()) + usize::from(to.is_some())
            }
            What::Problem { headline, .. } => headline.len(),
            What::Unresolved(_) => 1,
        }
    }

    /// Whether what was found is what is expected.
    fn covers(&self, found: &What) -> bool {
        let fits = |wanted: &Option<String>, given: &Option<String>| {
            wanted.is_none() || (wanted.is_some() && wanted == given)
        };
        match (self, found) {
            (
                What::Violation { rule, text, to },
                What::Violation {
                    rule: found_rule,
                    text: found_text,
                    to: found_to,
                },
            ) => rule == found_rule && fits(text, found_text) && fits(to, found_to),
            (
                What::Problem {
                    is_warning,
                    headline,
                },
                What::Problem {
                    is_warning: found_warning,
                    headline: found_headline,
                },
            ) => is_warning == found_warning && found_headline.contains(headline.as_str()),
            (What::Unresolved(path), What::Unresolved(found)) => path == found,
            _ => false,
        }
    }
}

fn show(expected: &Expected) -> String {
    let what = match &expected.what {
        What::Violation { rule, text, to } => {
            let text = text.as_ref().map(|text| format!("@{text}"));
            let to = to.as_ref().map(|to| format!("({to})"));
            format!(
                "{rule}{}{}",
                text.unwrap_or_default(),
                to.unwrap_or_default()
            )
        }
        What::Problem {
            is_warning,
            headline,
        } => {
            let word = if *is_warning { "warning" } else { "error" };
            format!("{word}: {headline}")
        }
        What::Unresolved(path) => format!("unresolved: {path}"),
    };
    match &expected.at {
        Some((path, line)) => format!("{path}:{line}: {what}"),
        None => what,
    }
}
