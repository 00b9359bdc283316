//! Reads the files of all crates in parallel.
//!
//! A file is read as soon as a `mod` item names it, on threads with stacks
//! that deep expressions do not exhaust. What comes out is a table by path;
//! which module a file belongs to is decided afterwards, in the order of the
//! text, so that the result does not depend on which thread was first.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use rayon::Scope;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};

use super::files::{Candidate, Folder};
use crate::cache::{Digest, Hasher, Memo};
use crate::facts::{
    self, Difference, Directive, FileFacts, INCLUDE, ImportKind, ItemKind, Knowledge, ScopeId,
    ScopeKind, Syntax, SyntaxError, Texts, Version,
};
use crate::source::Files;

/// Virtual memory, of which a thread uses what it needs.
const STACK_SIZE: usize = 256 << 20;

/// Longer files are not read ahead: there would be waiting for one that nobody needs.
const MAX_AHEAD: usize = 1 << 20;

/// A file that was read.
#[derive(Clone, Debug)]
pub(super) struct Loaded {
    pub(super) text: Arc<str>,
    pub(super) facts: Result<Arc<FileFacts>, SyntaxError>,
}

/// A file, its text, and what that says.
pub(super) type ReadFile = (PathBuf, Arc<str>, Arc<FileFacts>);

/// What became of each file; `None` while it is being read.
type Table = HashMap<PathBuf, Option<Result<Loaded, Arc<io::Error>>>>;

/// Every file that was asked for, with what became of it.
pub(super) struct Loader<'f> {
    files: &'f dyn Files,
    memo: &'f Memo<'f>,
    loaded: Mutex<Table>,
}

impl<'f> Loader<'f> {
    /// Reads `roots` and every file that their modules lead to.
    pub(super) fn read_all(files: &'f dyn Files, memo: &'f Memo<'f>, roots: &[PathBuf]) -> Self {
        let loader = Loader {
            files,
            memo,
            loaded: Mutex::new(HashMap::new()),
        };
        on_large_stacks(|| {
            rayon::scope(|scope| {
                for root in roots {
                    loader.spawn(scope, root.clone(), true);
                }
            });
        });
        loader
    }

    pub(super) fn is_file(&self, path: &Path) -> bool {
        let known = self
            .lock()
            .get(path)
            .is_some_and(|file| matches!(file, Some(Ok(_))));
        known || self.files.is_file(path)
    }

    /// A file; read now if it was not yet.
    pub(super) fn get(&self, path: &Path) -> Result<Loaded, Arc<io::Error>> {
        if let Some(Some(file)) = self.lock().get(path) {
            return file.clone();
        }
        let file = on_large_stacks(|| self.read(path));
        self.lock().insert(path.to_path_buf(), Some(file.clone()));
        file
    }

    /// Every file that was read and parsed, in no order.
    pub(super) fn files(&self) -> Vec<ReadFile> {
        let table = self.lock();
        let read = table.iter().filter_map(|(path, file)| {
            let file = file.as_ref()?.as_ref().ok()?;
            let facts = file.facts.as_ref().ok()?;
            Some((path.clone(), Arc::clone(&file.text), Arc::clone(facts)))
        });
        read.collect()
    }

    /// The names of all macros that were read, and what imports call them.
    pub(super) fn macro_names(&self) -> FxHashSet<Box<str>> {
        let mut names = FxHashSet::default();
        for (_, _, facts) in self.files() {
            names.extend(macros_of(&facts).map(Box::from));
            for import in &facts.imports {
                let segments = facts.segments(facts.path(import.path));
                let last = segments[segments.len() - 1].name;
                // Whoever imports an `include` may not mean the built-in one.
                if let ImportKind::Named(name) = import.kind
                    && (name != last || facts.name(name) == INCLUDE)
                {
                    names.insert(facts.name(name).into());
                }
            }
        }
        names
    }

    fn spawn<'s>(&'s self, scope: &Scope<'s>, path: PathBuf, mod_rs: bool) {
        if self.lock().insert(path.clone(), None).is_some() {
            return;
        }
        scope.spawn(move |scope| {
            let file = self.read(&path);
            if let Ok(Loaded {
                facts: Ok(facts), ..
            }) = &file
            {
                self.spawn_modules(scope, facts, &Folder::of_file(&path, mod_rs), None);
            }
            self.lock().insert(path, Some(file));
        });
    }

    /// Follows the modules of a scope; `None` is the file.
    fn spawn_modules<'s>(
        &'s self,
        scope: &Scope<'s>,
        facts: &FileFacts,
        folder: &Folder,
        within: Option<ScopeId>,
    ) {
        for item in &facts.items {
            let ItemKind::Module(index) = item.kind else {
                continue;
            };
            if module_around(facts, item.scope) != within {
                continue;
            }
            let decl = &facts.modules[index as usize];
            let name = facts.name(item.name);
            if decl.inline.is_some() {
                let folder = folder.of_inline(name, &decl.paths);
                self.spawn_modules(scope, facts, &folder, decl.inline);
                continue;
            }
            self.spawn_files(scope, folder.candidates(name, &decl.paths));
        }
        for (at, name) in &facts.likely_modules {
            if module_around(facts, *at) == within {
                self.spawn_files(scope, folder.candidates(facts.name(*name), &[]));
            }
        }
    }

    fn spawn_files<'s>(&'s self, scope: &Scope<'s>, candidates: Vec<Candidate>) {
        for candidate in candidates {
            if self.files.is_file(&candidate.path) {
                self.spawn(scope, candidate.path, candidate.mod_rs);
            }
        }
    }

    fn read(&self, path: &Path) -> Result<Loaded, Arc<io::Error>> {
        let bytes = self.files.read(path)?;
        if u32::try_from(bytes.len()).is_err() {
            return Err(Arc::new(io::Error::new(
                io::ErrorKind::FileTooLarge,
                "larger than 4 GiB",
            )));
        }
        let text = String::from_utf8(bytes)
            .map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "not valid UTF-8"))?;
        let read = read_file(self.memo, &text);
        Ok(Loaded {
            text: text.into(),
            facts: read.map(|read| Arc::clone(&read.facts)),
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Table> {
        self.loaded.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is kept of a file.
#[derive(Serialize, Deserialize)]
struct Read {
    facts: Arc<FileFacts>,
    /// The parts of the text that its facts do not tell.
    texts: Texts,
}

impl Read {
    fn version(&self) -> Version<'_> {
        Version {
            facts: &self.facts,
            texts: &self.texts,
        }
    }
}

/// What a file with a text says.
fn read_file(memo: &Memo<'_>, text: &str) -> Result<Arc<Read>, SyntaxError> {
    let key = || key_of_file(Digest::of(text.as_bytes()));
    memo.get(key, || {
        let facts = facts::read(text, Syntax::File)?;
        let texts = Texts::new(&facts, text);
        Ok(Read {
            facts: facts.into(),
            texts,
        })
    })
}

fn key_of_file(content: Digest) -> Digest {
    let mut hasher = Hasher::default();
    hasher.add(b"file");
    hasher.add(&content.bytes());
    hasher.finish()
}

/// How many lines a file had, and how many it has.
pub type Lines = (u32, u32);

/// What a file says otherwise than when it had another content, if that is little.
pub fn edit(
    memo: &Memo<'_>,
    before: Digest,
    text: &str,
    known: &Knowledge<'_>,
) -> Option<(Difference, Lines)> {
    let before: Arc<Read> = memo.known(key_of_file(before))?;
    // Which code a comment stands at is a matter of places.
    if !before.facts.directives.is_empty() || text.contains(Directive::PREFIX) {
        return None;
    }
    let now = on_large_stacks(|| read_file(memo, text)).ok()?;
    let difference = facts::difference(before.version(), now.version(), known)?;
    Some((difference, (before.facts.lines, now.facts.lines)))
}

/// What a text says, if not from the cache, from the text.
pub(super) fn facts_of(
    memo: &Memo<'_>,
    text: &str,
    syntax: Syntax,
) -> Result<Arc<FileFacts>, SyntaxError> {
    let key = || {
        let mut hasher = Hasher::default();
        hasher.add(b"facts");
        hasher.add(&[syntax as u8]);
        hasher.add(text.as_bytes());
        hasher.finish()
    };
    memo.get(key, || facts::read(text, syntax))
}

/// Reads files before anybody asks for them, as long as there are `paths`. What they say is
/// kept in `memo`, where it is found by who asks.
pub(crate) fn read_ahead(
    files: &dyn Files,
    memo: &Memo<'_>,
    paths: impl Iterator<Item = PathBuf> + Send,
) {
    let paths = Mutex::new(paths);
    let next = || paths.lock().unwrap_or_else(PoisonError::into_inner).next();
    let read = || {
        while let Some(path) = next() {
            // What is wrong with a file is said when it is needed.
            let content = files
                .read(&path)
                .ok()
                .filter(|text| text.len() <= MAX_AHEAD);
            if let Some(Ok(text)) = content.map(String::from_utf8) {
                let _ = read_file(memo, &text);
            }
        }
    };
    on_large_stacks(|| {
        // One is left to what goes on meanwhile.
        let threads = 1..rayon::current_num_threads();
        rayon::scope(|scope| threads.for_each(|_| scope.spawn(|_| read())));
    });
}

/// The names of the macros that a text defines.
pub(super) fn macros_of(facts: &FileFacts) -> impl Iterator<Item = &str> {
    let items = facts.items.iter();
    let macros =
        items.filter(|item| matches!(item.kind, ItemKind::MacroRules(_) | ItemKind::Macro));
    macros.map(|item| facts.name(item.name))
}

/// The inline module around a scope, if there is one.
fn module_around(facts: &FileFacts, scope: ScopeId) -> Option<ScopeId> {
    let mut around = facts.scopes_around(scope);
    around.find(|scope| matches!(facts.scope(*scope).kind, ScopeKind::Module(_)))
}

/// Runs `inside` on threads whose stacks are large enough for the parser. What they have
/// had of memory, others cannot use, so that whole checks are run on them.
pub(crate) fn on_large_stacks<T: Send>(inside: impl FnOnce() -> T + Send) -> T {
    use std::sync::OnceLock;
    static POOL: OnceLock<Option<rayon::ThreadPool>> = OnceLock::new();
    let pool = POOL.get_or_init(|| {
        rayon::ThreadPoolBuilder::new()
            .stack_size(STACK_SIZE)
            .build()
            .ok()
    });
    match pool {
        Some(pool) => pool.install(inside),
        None => inside(),
    }
}
