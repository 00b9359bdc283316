//! The answer of an earlier check, as long as it is still the answer.
//!
//! A check is a function of what it is told: the workspace, the options, and
//! what it reads. An answer is kept with all of that, and given again where
//! nothing of it has changed. Every file is read for that, but no one parsed.
//!
//! A file may also have changed in nothing that the answer depends on: in comments,
//! in layout, in numbers. Then only the places in it are others, and the answer
//! holds as long as it names none of them.
//!
//! Paths are kept relative to the root of the workspace, so that the answer
//! also holds for a copy of it.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Digest, Hasher, decode, encode};
use crate::diagnostic::Report;
use crate::source::{FileId, Files, SourceMap};
use crate::workspace::Workspace;

/// What the names of answers start with.
const PREFIX: &str = "answer-";

/// More answers than this are not kept: each belongs to other options.
const MAX_ANSWERS: usize = 32;

/// A question, and where its answer is kept.
pub(crate) struct Question<'a> {
    cache: Cache<'a>,
    root: &'a Path,
    name: String,
    about: Digest,
}

/// Whether the text of a file says the same as a content before, maybe in other
/// places: the lines that it had, and those that it has.
pub(crate) type OnlyMoved<'m> = dyn Fn(Digest, &str) -> Option<Lines> + Sync + 'm;

/// How many lines a file had, and how many it has.
type Lines = (u32, u32);

/// The content of a file, and its lines if that is not the one of before.
type Again = (Vec<u8>, Option<Lines>);

/// What a check answered, and what it was told.
#[derive(Serialize, Deserialize)]
struct Answer {
    about: Digest,
    told: Vec<(PathBuf, Told)>,
    /// The files that the report may point into, in the order of their ids.
    sources: Vec<PathBuf>,
    report: Report,
}

/// What a check was told of a path.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Told {
    /// Whether it is a file, if it was asked.
    is_file: Option<bool>,
    /// Its content, if it was read; `None` inside is a failure.
    content: Option<Option<Digest>>,
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
        let name = format!("{PREFIX}{}", hasher.finish());
        hasher.add(&encode(&workspace.relative())?);
        Some(Question {
            cache,
            root: &workspace.root,
            name,
            about: hasher.finish(),
        })
    }

    /// The answer, if there is one and it still holds. `only_moved` is asked
    /// where a file has another content.
    pub(crate) fn answer(
        &self,
        files: &dyn Files,
        only_moved: &OnlyMoved<'_>,
    ) -> Option<(SourceMap, Report)> {
        let entry = self.cache.load(&self.name)?;
        let mut answer: Answer = decode(entry.body())?;
        if answer.about != self.about {
            return None;
        }
        let told = answer.told.par_iter_mut().map(|(path, told)| {
            let (now, content) = told.again(files, &self.root.join(&*path));
            let mut moved = None;
            if now != *told {
                let before = told
                    .content
                    .flatten()
                    .filter(|_| now.is_file == told.is_file)?;
                moved = Some(only_moved(before, str::from_utf8(&content).ok()?)?);
                *told = now;
            }
            Some((path.as_path(), (content, moved)))
        });
        let told: Option<FxHashMap<&Path, Again>> = told.collect();
        let mut told = told?;
        let mut sources = SourceMap::new(self.root);
        let mut moved = Vec::new();
        for path in &answer.sources {
            let (content, lines) = told.remove(path.as_path()).unwrap_or_default();
            let text = match String::from_utf8(content) {
                Ok(text) => text,
                Err(error) => String::from_utf8_lossy(error.as_bytes()).into_owned(),
            };
            let file = sources.add(&self.root.join(path), text);
            moved.extend(lines.map(|lines| (file, lines)));
        }
        // What is not among the sources cannot be looked for in the report.
        if told.values().any(|(_, moved)| moved.is_some()) {
            return None;
        }
        if !moved.is_empty() {
            answer.report = still_holds(answer.report, &sources, &moved)?;
            self.save(&answer);
        }
        Some((sources, answer.report))
    }

    /// Keeps an answer. `files` is what was read for it.
    pub(crate) fn keep(&self, files: Recorder<'_>, sources: &SourceMap, report: &Report) {
        let Some(told) = files.told() else {
            return;
        };
        let relative = |path: &Path| relative(self.root, path).to_path_buf();
        let sources = sources.iter().map(|(_, file)| relative(&file.location));
        let answer = Answer {
            about: self.about,
            told: told
                .iter()
                .map(|(path, told)| (relative(Path::new(path)), *told))
                .collect(),
            sources: sources.collect(),
            report: report.clone(),
        };
        // A file that two names lead to would be handed out once.
        let mut names: Vec<&PathBuf> = answer.sources.iter().collect();
        names.sort_unstable();
        if names.windows(2).any(|pair| pair[0] == pair[1]) {
            return;
        }
        self.save(&answer);
    }

    fn save(&self, answer: &Answer) {
        let Some(bytes) = encode(answer) else {
            return;
        };
        let others = self.cache.names(PREFIX);
        if others.len() >= MAX_ANSWERS && !others.contains(&self.name) {
            others.iter().for_each(|other| self.cache.remove(other));
        }
        self.cache.save(&self.name, &[&bytes]);
    }
}

impl Told {
    /// Asks the same again; also returns the content.
    fn again(self, files: &dyn Files, path: &Path) -> (Told, Vec<u8>) {
        let content = self.content.map(|_| files.read(path).ok());
        // What can be read is a file.
        let is_known = matches!(content, Some(Some(_)));
        let now = Told {
            is_file: self.is_file.map(|_| is_known || files.is_file(path)),
            content: content
                .as_ref()
                .map(|content| content.as_deref().map(Digest::of)),
        };
        (now, content.flatten().unwrap_or_default())
    }
}

/// A report after places have moved in some files, if it names none of these.
fn still_holds(
    mut report: Report,
    sources: &SourceMap,
    moved: &[(FileId, Lines)],
) -> Option<Report> {
    let text = encode(&report)?;
    let named: FxHashSet<FileId> = report.spans().map(|span| span.file).collect();
    for (file, (before, now)) in moved {
        let path = sources.file(*file).path.as_bytes();
        let is_named = named.contains(file) || text.windows(path.len()).any(|part| part == path);
        let lines = report.lines.get_mut(file);
        let lines = lines.filter(|lines| !is_named && **lines == *before)?;
        *lines = *now;
    }
    report.count_lines();
    Some(report)
}

/// Files, and what was said of them.
pub(crate) struct Recorder<'f> {
    files: &'f dyn Files,
    told: Mutex<Record>,
}

#[derive(Default)]
struct Record {
    /// By path as it is spelled: to take a path apart takes longer than to ask twice.
    told: FxHashMap<OsString, Told>,
    /// Whether the same question was answered in two ways.
    is_torn: bool,
}

impl<'f> Recorder<'f> {
    pub(crate) fn new(files: &'f dyn Files) -> Self {
        Recorder {
            files,
            told: Mutex::default(),
        }
    }

    /// All that was said, in order; `None` if files changed meanwhile.
    fn told(self) -> Option<Vec<(OsString, Told)>> {
        let record = self.told.into_inner();
        let record = record.unwrap_or_else(PoisonError::into_inner);
        let mut told: Vec<(OsString, Told)> = record.told.into_iter().collect();
        told.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
        (!record.is_torn).then_some(told)
    }

    fn record<T: PartialEq>(&self, path: &Path, field: fn(&mut Told) -> &mut Option<T>, value: T) {
        let mut record = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        let path = path.as_os_str();
        if !record.told.contains_key(path) {
            record.told.insert(path.to_os_string(), Told::default());
        }
        let Some(told) = record.told.get_mut(path) else {
            return;
        };
        match field(told) {
            Some(before) => record.is_torn |= *before != value,
            empty => *empty = Some(value),
        }
    }
}

impl Files for Recorder<'_> {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let content = self.files.read(path);
        let digest = content.as_deref().ok().map(Digest::of);
        self.record(path, |told| &mut told.content, digest);
        content
    }

    fn is_file(&self, path: &Path) -> bool {
        let is_file = self.files.is_file(path);
        self.record(path, |told| &mut told.is_file, is_file);
        is_file
    }
}

fn relative<'p>(root: &Path, path: &'p Path) -> &'p Path {
    path.strip_prefix(root).unwrap_or(path)
}
