//! Why one part of the code depends on another: the shortest chain of
//! references that leads there.
//!
//! Apart from the check, since it needs no rules, and from the listings, since
//! it answers a question that can be wrong.

use std::path::Path;

use crate::analysis::Analysis;
use crate::config::{Selector, Tests, selector};
use crate::diagnostic::{Diagnostic, Report};
use crate::listing::{Listed, list};
use crate::resolve::Def;
use crate::rules::{ItemSet, Step, shortest_chain};
use crate::source::{Files, SourceMap, Span};
use crate::workspace::Workspace;

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// The selector of what depends.
    pub from: String,
    /// The selector of what is depended on.
    pub to: String,
    /// Which code may be part of a chain.
    pub tests: Tests,
}

/// A link of a chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// The path of the module that refers.
    pub from: String,
    /// The path of the item there that refers, unless it is the module.
    pub within: Option<String>,
    /// The path of what is referred to: a definition, or the module that hands
    /// one on.
    pub to: String,
    /// The path of the definition that the module hands on.
    pub handed_on: Option<String>,
    /// Where.
    pub span: Span,
    /// Whether it is test code.
    pub test: bool,
}

/// What there is to say.
#[derive(Debug, Default)]
pub struct Answer {
    /// The shortest chain, with no link if there is none; `None` where the
    /// question could not be understood.
    pub chain: Option<Vec<ChainLink>>,
    /// The files.
    pub sources: SourceMap,
    /// What is wrong with the question or with the input. A wrong question
    /// makes it misconfigured.
    pub report: Report,
}

/// Finds the shortest chain.
pub fn why(files: &dyn Files, workspace: &Workspace, question: &Question) -> Answer {
    let mut sources = SourceMap::new(&workspace.root);
    let mut problems = Vec::new();
    let mut read = |name: &str, text: &str| {
        let file = sources.add(Path::new(name), text);
        let selector = selector(text, file);
        selector.map_err(|problem| problems.push(*problem)).ok()
    };
    let ends = (read("FROM", &question.from), read("TO", &question.to));
    let (Some(from), Some(to)) = ends else {
        let report = Report {
            misconfigured: true,
            problems,
            ..Report::default()
        };
        return Answer {
            chain: None,
            sources,
            report,
        };
    };
    let mut chain = None;
    let listed: Listed<()> = list(files, workspace, sources, |analysis, report| {
        chain = answer(analysis, [&from, &to], question.tests, report);
        Vec::new()
    });
    Answer {
        chain,
        sources: listed.sources,
        report: listed.report,
    }
}

fn answer(
    analysis: &Analysis<'_>,
    ends: [&Selector; 2],
    tests: Tests,
    report: &mut Report,
) -> Option<Vec<ChainLink>> {
    let names = analysis.names;
    let mut problems = Vec::new();
    let [from, to] = ends.map(|end| ItemSet::of_one(names, end, &mut problems));
    if problems.is_empty() && from.heads() == to.heads() {
        let problem = Diagnostic::error("both ends are the same")
            .at(ends[0].span, "what depends")
            .with_label(ends[1].span, "what it depends on");
        problems.push(problem);
    }
    if !problems.is_empty() {
        // With files missing, a selector may match nothing just for that.
        report.misconfigured = report.complete;
        report.problems.extend(problems);
        return None;
    }
    let chain = shortest_chain(names, analysis.graph, [&from, &to], tests);
    Some(chain.iter().map(|step| link(analysis, step)).collect())
}

fn link(analysis: &Analysis<'_>, step: &Step) -> ChainLink {
    let names = analysis.names;
    let reference = &step.reference;
    let around = names.item_around(reference.unit, reference.path);
    let within = around.filter(|around| *around != Def::Module(reference.from));
    let is_handed_on = step.to != reference.to;
    ChainLink {
        from: names.module_path(reference.from),
        within: within.map(|within| names.path_of(within)),
        to: names.path_of(step.to),
        handed_on: is_handed_on.then(|| names.path_of(reference.to)),
        span: reference.span,
        test: reference.test,
    }
}
