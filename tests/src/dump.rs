//! What every path of a fixture means, as text.
//!
//! ```text
//! 3:12 crate::m::S -> a::m::S (use)
//! 7:5 Alias -> a::Alias (type)
//! 7:5 Alias => a::m::S (type)
//! 9:8 m::T unresolved: there is no `T` in `a::m`
//! ```
//!
//! Line and column are those of the name that denotes the item. Where several
//! items have one path, ` at ` and a line tell them apart. `=>` is what an
//! alias stands for. A glob has a line for each item that it brings in.
//! Where there are several files, each starts with a line of its own.

use std::collections::HashMap;
use std::fmt::Write;
use std::path::Path;

use layering::cache::Memo;
use layering::facts::Context;
use layering::graph::{self, Sort};
use layering::resolve::{self, Def, Names};
use layering::source::{Position, SourceMap};

use crate::{Fixture, InMemory, ROOT};

/// The references of a fixture, file by file, in the order of the text.
pub fn dump(fixture: &Fixture) -> String {
    let memory = InMemory::new(fixture);
    let mut sources = SourceMap::new(Path::new(ROOT));
    let memo = Memo::default();
    let (tree, known) = layering::build_tree(&memory.files, &memo, &memory.workspace, &mut sources);
    let names = resolve::resolve(&tree, &memory.workspace, known);
    let mut lines = lines(&names, &sources);
    lines.sort();
    lines.dedup();

    let mut text = String::new();
    for problem in &tree.problems {
        writeln!(text, "problem: {}", problem.headline).expect("a string grows");
    }
    let has_one_file = sources.iter().count() == 1;
    let mut file = "";
    for (path, position, line) in &lines {
        if path != file && !has_one_file {
            file = path;
            writeln!(text, "/{path}").expect("a string grows");
        }
        let Position { line: at, column } = position;
        writeln!(text, "{at}:{column} {line}").expect("a string grows");
    }
    text
}

fn lines(names: &Names<'_>, sources: &SourceMap) -> Vec<(String, Position, String)> {
    let graph = graph::build(names);
    let paths = paths(names);
    let place = |span: layering::source::Span| {
        let path = sources.file(span.file).path.clone();
        (path, sources.start(span))
    };
    let mut lines = Vec::new();
    let through_aliases = graph
        .references
        .iter()
        .filter(|reference| matches!(reference.sort, Sort::Alias(_)) && !reference.by_macro);
    for reference in graph.written().chain(through_aliases) {
        let arrow = match reference.sort {
            Sort::Alias(_) => "=>",
            _ => "->",
        };
        let written = reference.written(names);
        let mut to = names.path_of(reference.to);
        let word = names.kind_word(reference.to);
        if paths.get(&(to.clone(), word)) > Some(&1)
            && let Some(span) = names.span(reference.to)
        {
            to = format!("{to} at {}", sources.start(span).line);
        }
        let kind = match word {
            // Where a name has two meanings, the kind tells them apart.
            kind @ ("fn" | "const" | "static" | "macro") => format!("{kind} "),
            _ => String::new(),
        };
        let context = context_word(reference.context);
        let (path, position) = place(reference.span);
        let test = if reference.test { ", test" } else { "" };
        let line = format!("{written} {arrow} {kind}{to} ({context}{test})");
        lines.push((path, position, line));
    }
    for unresolved in &graph.unresolved {
        let (path, position) = place(unresolved.span);
        let line = format!("{} unresolved: {}", unresolved.path, unresolved.reason);
        lines.push((path, position, line));
    }
    lines
}

/// How many items of a kind have a path.
fn paths(names: &Names<'_>) -> HashMap<(String, &'static str), usize> {
    let mut paths = HashMap::new();
    for (def, ..) in names.defs() {
        let (def, kind) = (Def::Item(def), names.kind_word(Def::Item(def)));
        *paths.entry((names.path_of(def), kind)).or_default() += 1;
    }
    paths
}

/// The word of a context in the JSON graph.
fn context_word(context: Context) -> String {
    let value = serde_json::to_value(context).expect("a context is a string");
    value.as_str().unwrap_or_default().to_owned()
}
