//! The answer of an earlier check, as long as it is still the answer.
//!
//! A check is a function of what it is told: the workspace, the options, and
//! what it reads. An answer is kept with all of that, and given again where
//! nothing of it has changed. Every file is read for that, but no one parsed.
//!
//! A file may also have changed in nothing that the answer depends on: in comments, in
//! layout, in what a function does by itself. What is around the file tells so, and the
//! answer holds. What it points at in the file may have moved, but not changed.
//!
//! Paths are kept relative to the root of the workspace, so that the answer
//! also holds for a copy of it.

mod marks;
mod recorder;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use memchr::memmem;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Digest, Hasher, Memo, decode, encode};
use crate::diagnostic::{Diagnostic, Report};
use crate::source::{FileId, Files, SourceMap};
use crate::surroundings::{Edit, Gathered, Surroundings};
use crate::workspace::Workspace;

pub(crate) use recorder::Recorder;

use marks::Marks;
use recorder::Told;

/// What the names of answers start with.
const PREFIX: &str = "answer-";

/// What the names of surroundings start with.
const AROUND: &str = "around-";

/// More answers than this are not kept: each belongs to other options.
const MAX_ANSWERS: usize = 32;

/// A question, and where its answer is kept.
pub(crate) struct Question<'a> {
    cache: Cache<'a>,
    root: &'a Path,
    /// What its entries are named behind the prefix.
    name: String,
    about: Digest,
}

/// What a check is told again of a file, and the edit if that is something else.
struct Again {
    content: Vec<u8>,
    /// With the digest of the content.
    edit: Option<(Digest, Edit)>,
}

/// What a check answered, and what it was told.
#[derive(Serialize, Deserialize)]
struct Answer {
    about: Digest,
    told: Vec<(PathBuf, Told)>,
    /// The files that the report may point into, in the order of their ids.
    sources: Vec<PathBuf>,
    report: Report,
    /// Where it points, in those of the files into which it does.
    marks: BTreeMap<FileId, Marks>,
    /// The surroundings of the files: what the answer is the answer for.
    around: Option<Digest>,
}

impl<'a> Question<'a> {
    /// The question what is wrong with a workspace; `None` if it has paths
    /// that cannot be written down. `options` is everything else that the
    /// answer depends on and that is not read.
    pub(crate) fn new(
        cache: Cache<'a>,
        workspace: &'a Workspace,
        options: &[&[u8]],
    ) -> Option<Self> {
        let mut hasher = Hasher::default();
        options.iter().for_each(|option| hasher.add(option));
        let name = hasher.finish().to_string();
        hasher.add(&encode(&workspace.relative())?);
        Some(Question {
            cache,
            root: &workspace.root,
            name,
            about: hasher.finish(),
        })
    }

    /// The answer, if there is one and it still holds.
    pub(crate) fn answer(&self, files: &dyn Files, memo: &Memo<'_>) -> Option<(SourceMap, Report)> {
        let entry = self.cache.load(&self.entry(PREFIX))?;
        let mut answer: Answer = decode(entry.body())?;
        if answer.about != self.about {
            return None;
        }
        let around = OnceLock::new();
        let kept = answer.around;
        let told = answer.told.par_iter_mut().map(|(path, told)| {
            let (now, content) = told.again(files, &self.root.join(&*path));
            let mut edit = None;
            if now != *told {
                let before = told.content.and_then(Result::ok);
                let before = before.filter(|_| now.is_file == told.is_file)?;
                let around: &Option<Surroundings> = around.get_or_init(|| self.around(kept));
                let text = str::from_utf8(&content).ok()?;
                let found = around.as_ref()?.edit(memo, before, text)?;
                edit = Some((now.content?.ok()?, found));
                *told = now;
            }
            Some((path.as_path(), Again { content, edit }))
        });
        let told: Option<FxHashMap<&Path, Again>> = told.collect();
        let mut told = told?;
        if !are_written(&told) {
            return None;
        }
        let mut sources = SourceMap::new(self.root);
        let mut edits = Vec::new();
        for path in &answer.sources {
            let again = told.remove(path.as_path());
            let (content, edit) =
                again.map_or_else(Default::default, |again| (again.content, again.edit));
            let text = match String::from_utf8(content) {
                Ok(text) => text,
                Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            };
            let file = sources.add(&self.root.join(path), text);
            edits.extend(edit.map(|(now, edit)| (file, now, edit)));
        }
        // What is not among the sources cannot be looked for in the report.
        if told.values().any(|again| again.edit.is_some()) {
            return None;
        }
        if let Some(mut around) = around.into_inner().flatten() {
            answer.report = still_holds(answer.report, &sources, &answer.marks, &edits)?;
            let is_edited = |file| edits.iter().any(|(edited, ..)| *edited == file);
            let again = Marks::of(&answer.report, &sources, is_edited);
            answer.marks.extend(again);
            for (_, content, edit) in edits {
                around.note(content, edit);
            }
            answer.around = self.save_around(&around);
            self.save(&answer);
        }
        Some((sources, answer.report))
    }

    /// Keeps an answer. `files` is what was read for it.
    pub(crate) fn keep(
        &self,
        files: Recorder<'_>,
        sources: &SourceMap,
        report: &Report,
        gathered: Option<Gathered>,
    ) {
        let Some(told) = files.told() else {
            return;
        };
        let relative = |path: &Path| relative(self.root, path).to_path_buf();
        let told: Vec<(PathBuf, Told)> = told
            .iter()
            .map(|(path, told)| (relative(Path::new(path)), *told))
            .collect();
        let names: Vec<PathBuf> = sources
            .iter()
            .map(|(_, file)| relative(&file.location))
            .collect();
        // A file that two names lead to would be handed out once.
        let mut known = FxHashSet::default();
        if !names.iter().all(|name| known.insert(name)) {
            return;
        }
        let around = gathered.and_then(|gathered| {
            let contents: FxHashMap<&Path, Digest> = told
                .iter()
                .filter_map(|(path, told)| Some((path.as_path(), told.content?.ok()?)))
                .collect();
            let content = |file| {
                let path = relative(&sources.file(file).location);
                contents.get(path.as_path()).copied()
            };
            self.save_around(&gathered.with_contents(content))
        });
        self.save(&Answer {
            about: self.about,
            told,
            sources: names,
            report: report.clone(),
            marks: Marks::of(report, sources, |_| true),
            around,
        });
    }

    fn entry(&self, prefix: &str) -> String {
        format!("{prefix}{}", self.name)
    }

    fn around(&self, kept: Option<Digest>) -> Option<Surroundings> {
        let entry = self.cache.load(&self.entry(AROUND))?;
        let is_kept = Some(Digest::of(entry.body())) == kept;
        is_kept.then(|| decode(entry.body())).flatten()
    }

    fn save_around(&self, around: &Surroundings) -> Option<Digest> {
        let bytes = encode(around)?;
        self.cache.save(&self.entry(AROUND), &[&bytes]);
        Some(Digest::of(&bytes))
    }

    fn save(&self, answer: &Answer) {
        let Some(bytes) = encode(answer) else {
            return;
        };
        let own = self.entry(PREFIX);
        let others = self.cache.names(PREFIX);
        if others.len() >= MAX_ANSWERS && !others.contains(&own) {
            let around = self.cache.names(AROUND);
            let around = around.iter().filter(|name| **name != self.entry(AROUND));
            around
                .chain(&others)
                .for_each(|other| self.cache.remove(other));
        }
        self.cache.save(&own, &[&bytes]);
    }
}

/// Whether the words that edits add or take are written as often as they say, in all
/// files together: then nobody else means them.
fn are_written(told: &FxHashMap<&Path, Again>) -> bool {
    let edits = told.values().filter_map(|again| again.edit.as_ref());
    let mut words = edits.flat_map(|(_, edit)| &edit.words);
    words.all(|(word, count)| {
        let finder = memmem::Finder::new(word.as_bytes());
        let contents = told.par_iter().map(|(_, again)| &again.content);
        let found: usize = contents
            .map(|content| finder.find_iter(content).count())
            .sum();
        found == *count
    })
}

/// A report after edits to some files, if what it points at is still there.
fn still_holds(
    mut report: Report,
    sources: &SourceMap,
    marks: &BTreeMap<FileId, Marks>,
    edits: &[(FileId, Digest, Edit)],
) -> Option<Report> {
    let has_problems = !report.problems.is_empty();
    let said = report.violations.iter().chain(&report.problems);
    let named: FxHashSet<FileId> = said
        .flat_map(Diagnostic::spans)
        .map(|span| span.file)
        .collect();
    let mut moved = BTreeMap::new();
    for (file, _, edit) in edits {
        if edit.changes_items && has_problems {
            return None;
        }
        if let Some(marks) = marks.get(file) {
            moved.insert(*file, marks.moved(&sources.file(*file).text)?);
        }
        let (before, now) = edit.lines;
        let lines = report.lines.get_mut(file);
        let lines = lines.filter(|lines| **lines == before)?;
        *lines = now;
        if edit.counts.has_links && named.contains(file) {
            return None;
        }
        count(&mut report.summary.references, edit.counts.references)?;
        for (rule, more) in &edit.counts.checked {
            count(
                &mut report.rules.get_mut(usize::from(*rule))?.checked,
                *more,
            )?;
        }
    }
    for span in report.spans_mut() {
        if let Some(moved) = moved.get(&span.file) {
            *span = moved.place(*span)?;
        }
    }
    report.count_lines();
    Some(report)
}

/// Counts more, or less.
fn count(number: &mut usize, more: i64) -> Option<()> {
    let sum = i64::try_from(*number).ok()? + more;
    *number = usize::try_from(sum).ok()?;
    Some(())
}

fn relative<'p>(root: &Path, path: &'p Path) -> &'p Path {
    path.strip_prefix(root).unwrap_or(path)
}
