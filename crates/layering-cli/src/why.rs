//! `why`: the shortest chain of references from one part of the code to another.
//!
//! Apart from the listings, because its exit code answers the question.

use std::process::ExitCode;

use layering::diagnostic::Report;
use layering::render::{RenderOptions, Verbosity, render, render_chain};
use layering::source::Disk;
use layering::{Answer, ChainLink, Question};
use serde::Serialize;

use crate::args::{WhyArgs, WhyFormatArg};
use crate::output;

/// The exit code where no chain leads from one end to the other.
const NO_CHAIN: u8 = 1;

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct Document<'a> {
    schema_version: u32,
    complete: bool,
    from: &'a str,
    to: &'a str,
    chain: Vec<LinkEntry<'a>>,
    unresolved: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct LinkEntry<'a> {
    from: &'a str,
    within: Option<&'a str>,
    to: &'a str,
    handed_on: Option<&'a str>,
    file: &'a str,
    line: u32,
    column: u32,
    test: bool,
}

/// Runs the command.
pub(crate) fn run(args: &WhyArgs) -> ExitCode {
    output::set_color(args.color.into());
    let workspace = match layering::workspace::load(args.manifest_path.as_deref()) {
        Ok(workspace) => workspace,
        Err(error) => return output::fail(error, output::INCOMPLETE),
    };
    let question = Question {
        from: args.from.clone(),
        to: args.to.clone(),
        tests: args.tests.into(),
    };
    let answer = layering::why(&Disk, &workspace, &question);
    complain(&answer);
    let code = answer.report.exit_code();
    let Some(chain) = &answer.chain else {
        return ExitCode::from(code);
    };
    let text = match args.format {
        WhyFormatArg::Human => Ok(human(args, chain, &answer)),
        WhyFormatArg::Json => {
            serde_json::to_string(&document(args, chain, &answer)).map(|text| text + "\n")
        }
    };
    let printed = text
        .map_err(Into::into)
        .and_then(|text| output::print(&text));
    match (printed, code) {
        (Err(error), _) => output::fail(format!("{error:#}"), output::INCOMPLETE),
        (Ok(()), 0) if chain.is_empty() => ExitCode::from(NO_CHAIN),
        (Ok(()), code) => ExitCode::from(code),
    }
}

/// What is wrong with the question, or keeps the answer from being complete.
fn complain(answer: &Answer) {
    let options = RenderOptions {
        color: output::color_on_stderr(),
        verbosity: Verbosity::Quiet,
        ..RenderOptions::default()
    };
    // Where nothing but the question is wrong, no check was begun.
    let report = Report {
        complete: answer.report.complete || answer.report.misconfigured,
        problems: answer.report.problems.clone(),
        ..Report::default()
    };
    output::complain(&render(&report, &answer.sources, &options));
}

fn human(args: &WhyArgs, chain: &[ChainLink], answer: &Answer) -> String {
    let (from, to) = (&args.from, &args.to);
    if chain.is_empty() {
        let where_to = match answer.report.complete {
            true => "",
            false => ", as far as the code could be read",
        };
        let unresolved = match answer.report.unresolved.len() {
            0 => String::new(),
            1 => "; 1 path could not be resolved".to_owned(),
            count => format!("; {count} paths could not be resolved"),
        };
        return format!(
            "no chain of references leads from `{from}` to `{to}`{where_to}{unresolved}\n"
        );
    }
    let options = RenderOptions {
        color: output::color_on_stdout(),
        ..RenderOptions::default()
    };
    let links = chain.iter().map(|link| (sentence(link), link.span));
    let links: Vec<_> = links.collect();
    let drawn = render_chain(&links, &answer.sources, &options);
    let count = links.len();
    let plural = if count == 1 { "" } else { "s" };
    format!("{drawn}`{from}` depends on `{to}` by {count} reference{plural}\n")
}

/// What a link says.
fn sentence(link: &ChainLink) -> String {
    let from = link.within.as_ref().unwrap_or(&link.from);
    let test = if link.test { ", in test code" } else { "" };
    match &link.handed_on {
        Some(item) => format!("`{from}` takes `{item}` from `{}`{test}", link.to),
        None => format!("`{from}` refers to `{}`{test}", link.to),
    }
}

fn document<'a>(args: &'a WhyArgs, chain: &'a [ChainLink], answer: &'a Answer) -> Document<'a> {
    let link = |link: &'a ChainLink| {
        let start = answer.sources.start(link.span);
        LinkEntry {
            from: &link.from,
            within: link.within.as_deref(),
            to: &link.to,
            handed_on: link.handed_on.as_deref(),
            file: &answer.sources.file(link.span.file).path,
            line: start.line,
            column: start.column,
            test: link.test,
        }
    };
    Document {
        schema_version: 1,
        complete: answer.report.complete,
        from: &args.from,
        to: &args.to,
        chain: chain.iter().map(link).collect(),
        unresolved: answer.report.unresolved.len(),
    }
}
