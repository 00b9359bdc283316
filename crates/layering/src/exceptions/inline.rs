//! `// layering: allow(RULE-ID): reason`, on the line of a violation or above.
//!
//! Computes, from the comments of all files and the violations of all rules,
//! the violations that no comment excuses, and what is wrong with comments: no
//! reason, an unknown rule, or nothing to excuse.

use rustc_hash::FxHashMap;

use super::{directive, ran, recount, toml_comments, unknown_rule};
use crate::diagnostic::{Diagnostic, NoteKind};
use crate::expand::Origin;
use crate::facts::{self, Directive, TextRange};
use crate::modules::ModuleTree;
use crate::rules::Verdict;
use crate::source::{FileId, SourceMap, Span};

/// The comments that speak to the linter, in the order of files and text.
#[derive(Debug, Default)]
pub(crate) struct Comments(Vec<Comment>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Comment {
    file: FileId,
    directive: Directive,
    /// Whether the code of the file was checked: if not, a comment without
    /// effect may have one as soon as it is.
    is_checked: bool,
}

impl Comments {
    /// Those of all files that violations may stand in: the files of crates,
    /// files that are part of none, manifests and rules.
    pub(crate) fn collect(tree: &ModuleTree, sources: &SourceMap) -> Self {
        let mut found = Comments::default();
        for (_, unit) in tree.units() {
            if let Origin::File(file, _) = unit.origin {
                found.add(file, &unit.facts.directives, true);
            }
        }
        for (file, source) in sources.iter() {
            if source.path.ends_with(".toml") {
                found.add(file, &toml_comments::directives(&source.text), true);
            } else if !tree.files.contains_key(&file) {
                found.add(file, &facts::directives(&source.text), false);
            }
        }
        // A file that two crates share is a unit in each of them.
        let comments = &mut found.0;
        comments.sort_by_key(|comment| (comment.file, comment.directive.range));
        comments.dedup();
        found
    }

    fn add(&mut self, file: FileId, directives: &[Directive], is_checked: bool) {
        self.0.extend(directives.iter().map(|directive| Comment {
            file,
            directive: *directive,
            is_checked,
        }));
    }
}

/// One rule that a comment allows to be broken at some lines.
struct Allowance {
    rule: String,
    /// Where the comment names it.
    span: Span,
    /// Whether it has to excuse something.
    is_judged: bool,
    is_used: bool,
}

/// Takes out the violations that a comment excuses, and says how many they
/// were. A comment without effect is a problem.
pub(crate) fn excuse(comments: &Comments, sources: &SourceMap, verdict: &mut Verdict) -> usize {
    let mut allowances = Vec::new();
    let mut at: FxHashMap<(FileId, u32), Vec<usize>> = FxHashMap::default();
    let mut problems = Vec::new();
    for comment in &comments.0 {
        let Comment {
            file, directive, ..
        } = *comment;
        let spans = rules_of(file, &directive, sources).unwrap_or_else(|problem| {
            problems.extend(comment.is_checked.then_some(*problem));
            Vec::new()
        });
        let line = |offset| line_of(sources, file, offset);
        for span in spans {
            for line in line(directive.range.start)..=line(directive.until) {
                at.entry((file, line)).or_default().push(allowances.len());
            }
            allowances.push(Allowance {
                rule: sources.text(span).to_owned(),
                span,
                is_judged: comment.is_checked,
                is_used: false,
            });
        }
    }
    let before = verdict.violations.len();
    verdict.violations.retain(|one| {
        let mut is_excused = false;
        if let (Some(violation), Some(label)) = (&one.violation, &one.primary) {
            let line = line_of(sources, label.span.file, label.span.start);
            let here = at.get(&(label.span.file, line));
            for index in here.into_iter().flatten() {
                let allowance = &mut allowances[*index];
                // All that excuse it count as used.
                if allowance.rule == violation.rule {
                    allowance.is_used = true;
                    is_excused = true;
                }
            }
        }
        !is_excused
    });
    let unused = allowances
        .iter()
        .filter(|one| one.is_judged && !one.is_used);
    problems.extend(unused.filter_map(|allowance| unused_in(verdict, allowance, sources)));
    verdict.problems.extend(problems);
    recount(verdict);
    before - verdict.violations.len()
}

/// The places of the ids that a comment names.
fn rules_of(
    file: FileId,
    directive: &Directive,
    sources: &SourceMap,
) -> Result<Vec<Span>, Box<Diagnostic>> {
    let whole = |TextRange { start, end }| Span { file, start, end };
    let sign = if sources.file(file).path.ends_with(".toml") {
        "#"
    } else {
        "//"
    };
    let help = format!("write `{sign} layering: allow(RULE-ID): reason`");
    if directive.is_block {
        let problem = Diagnostic::error("an exception in a block comment")
            .at(whole(directive.range), "this excuses nothing")
            .with_help(help);
        return Err(Box::new(problem));
    }
    // Offsets of a text come from places in a file that has 32 of them.
    let within = |range: std::ops::Range<usize>| Span {
        file,
        start: directive.body.start + u32::try_from(range.start).unwrap_or(0),
        end: directive.body.start + u32::try_from(range.end).unwrap_or(0),
    };
    match directive::parse(sources.text(whole(directive.body))) {
        Ok(ids) => Ok(ids.into_iter().map(within).collect()),
        Err(fault) => {
            let problem = Diagnostic::error(fault.headline).at(within(fault.range), fault.label);
            Err(Box::new(problem.with_help(help)))
        }
    }
}

/// What is wrong with an allowance that excuses nothing. Of a rule that did
/// not run, nothing can be said.
fn unused_in(verdict: &Verdict, allowance: &Allowance, sources: &SourceMap) -> Option<Diagnostic> {
    let rule = &allowance.rule;
    let Some(ran) = ran(verdict, rule) else {
        let problem = unknown_rule(verdict, rule);
        return Some(problem.at(allowance.span, "excused here"));
    };
    if !ran {
        return None;
    }
    let problem = Diagnostic::error(format!("an exception from rule `{rule}` excuses nothing"))
        .at(allowance.span, "nothing breaks the rule here");
    Some(match nearest(verdict, allowance, sources) {
        Some(line) => problem
            .with_note(
                NoteKind::Note,
                format!("the nearest place in this file that breaks the rule is line {line}"),
            )
            .with_help("write it on that line or on the line above, or remove it"),
        None => problem.with_help("remove it, so that it does not excuse something else later"),
    })
}

/// The line of the nearest violation of the rule in the same file.
fn nearest(verdict: &Verdict, allowance: &Allowance, sources: &SourceMap) -> Option<u32> {
    let own = line_of(sources, allowance.span.file, allowance.span.start);
    let of_rule = verdict.violations.iter().filter_map(|one| {
        let span = one.primary.as_ref()?.span;
        let is_near =
            span.file == allowance.span.file && one.violation.as_ref()?.rule == allowance.rule;
        is_near.then(|| line_of(sources, span.file, span.start))
    });
    of_rule.min_by_key(|line| line.abs_diff(own))
}

fn line_of(sources: &SourceMap, file: FileId, offset: u32) -> u32 {
    let end = offset;
    let start = offset;
    sources.start(Span { file, start, end }).line
}

#[cfg(test)]
mod tests;
