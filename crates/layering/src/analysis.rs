//! The stages from files to references, in their order.
//!
//! Names borrow the modules that they are in, so what follows is handed in as
//! a function instead of the stages being handed out.

use std::time::Instant;

use rayon::prelude::*;

use crate::cache::Memo;
use crate::diagnostic::Report;
use crate::graph::{self, ReferenceGraph};
use crate::modules::{self, Builder, ModuleTree};
use crate::resolve::{self, Names, Settled};
use crate::source::{Files, SourceMap};
use crate::workspace::Workspace;

/// What the stages found out about a workspace.
pub(crate) struct Analysis<'a> {
    pub(crate) names: &'a Names<'a>,
    pub(crate) graph: &'a ReferenceGraph,
    pub(crate) sources: &'a SourceMap,
}

/// Where the stages take from what they read, and what earlier runs left.
pub(crate) struct Input<'a> {
    pub(crate) files: &'a dyn Files,
    pub(crate) workspace: &'a Workspace,
    /// Empty if nothing is kept between runs.
    pub(crate) memo: Memo<'a>,
}

/// Runs the stages, and then `then`. What is wrong with the input, and how
/// long each stage took, goes into the report.
pub(crate) fn analyze<T: Send>(
    input: Input<'_>,
    sources: &mut SourceMap,
    report: &mut Report,
    then: impl FnOnce(&Analysis<'_>, &mut Report) -> T + Send,
) -> T {
    let Input {
        files,
        workspace,
        memo,
    } = input;
    let mut clock = Clock::start();
    let (mut tree, known) = build_tree(files, &memo, workspace, sources);
    clock.lap(report, "files, facts, modules");
    report.problems.append(&mut tree.problems);
    report.complete = tree.incomplete.is_empty();
    let (result, remains) = rayon::scope(|scope| {
        // Nobody has to wait for what is only of use to the next run.
        scope.spawn(|_| memo.finish());
        let names = resolve::resolve(&tree, workspace, known);
        clock.lap(report, "names");
        let graph = graph::build(&names);
        clock.lap(report, "references");
        let analysis = Analysis {
            names: &names,
            graph: &graph,
            sources,
        };
        let result = then(&analysis, report);
        clock.lap(report, "rules");
        (result, (names.remains(), graph))
    });
    // To give all of it back takes time, and nobody has to wait for that.
    rayon::spawn(move || drop((remains, tree)));
    result
}

/// The modules of all crates. What a path of a macro means is only known once
/// imports are resolved, and what the macro produces may add imports. Returns also
/// what was resolved for that, for [`resolve::resolve`] to go on from.
///
/// [`check`](crate::check) does this by itself; it is here for those who look at a
/// single stage. What is read is added to `sources`.
pub fn build_tree(
    files: &dyn Files,
    memo: &Memo<'_>,
    workspace: &Workspace,
    sources: &mut SourceMap,
) -> (ModuleTree, Settled) {
    let mut builder = Builder::new(files, memo, workspace, sources);
    let mut known = Settled::default();
    rayon::scope(|scope| {
        // Much of what follows is done on one core.
        scope.spawn(|_| memo.prepare());
        while !builder.tree().pending.is_empty() {
            let names =
                resolve::resolve_macros(builder.tree(), workspace, std::mem::take(&mut known));
            let pending = builder.tree().pending.par_iter();
            let meanings = pending.map(|call| names.meaning_of(call)).collect();
            known = Settled::of(names);
            builder.settle(meanings);
        }
    });
    let mut tree = builder.finish();
    tree.orphans = modules::orphans(files, workspace, &tree.unknown, sources);
    (tree, known)
}

/// Measures one stage after the other.
struct Clock(Instant);

impl Clock {
    fn start() -> Self {
        Clock(Instant::now())
    }

    fn lap(&mut self, report: &mut Report, stage: &'static str) {
        report.timings.push((stage, self.0.elapsed()));
        self.0 = Instant::now();
    }
}
