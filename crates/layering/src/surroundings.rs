//! What is around each file: enough to tell that an edit to it is nobody's business.
//!
//! A whole check knows which paths of a file name nothing of the workspace, which names
//! there are at all, and how finely the rules look. That is kept beside the answer. An
//! edit which touches only what names nothing, or adds a function of a name that nobody
//! writes, changes no reference and no verdict, so that the answer holds: no other
//! file has to be looked at. In doubt it is not, and everything is resolved anew.

mod gather;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cache::{Digest, Memo};
use crate::facts::{Declared, Difference, Expects, FileFacts, Knowledge, Path, PathId, Reach};
use crate::modules::{self, Lines};
use crate::resolve::{self, LIBRARIES, Namespaces};
use crate::rules::Sees;

pub(crate) use gather::{Gathered, gather};

use words::{Vocabulary, Words};

/// What is known of files, by their contents, and of the workspace around them.
#[derive(Serialize, Deserialize)]
pub(crate) struct Surroundings {
    /// Files of one content need not mean the same: then nothing is known of them.
    files: BTreeMap<Digest, Option<Known>>,
    around: Around,
}

/// What is known of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    /// How far each path leads: two bits for each.
    reach: Vec<u8>,
    /// How many globs bring in what is private to the file's module; `None` where
    /// that is not so simple.
    globs: Option<u32>,
    /// Whether these are all globs that bring in something of the module.
    only_globs_below: bool,
    /// Whether `core` and `std` are the libraries of these names, all over the file.
    libraries: [bool; 2],
}

/// What is known of the workspace.
#[derive(Serialize, Deserialize)]
struct Around {
    /// Everything that a path can start with.
    names: Vocabulary,
    /// What a path may mean for want of anything else: the words of macros.
    products: Words,
    /// What traits declare.
    callable: Words,
    /// What the rules can tell apart.
    sees: Sees,
    /// Whether it counts how often paths lead to other packages.
    counts_outside: bool,
    /// Whether a rule denies what comes with the compiler.
    judges_sysroot: bool,
}

/// An edit that changes no verdict, under a condition.
#[derive(Debug)]
pub(crate) struct Edit {
    /// The lines before, and now.
    pub(crate) lines: Lines,
    /// How many references there are more, or less.
    pub(crate) references: i64,
    /// Whether there are other items: a selector that matched nothing may match them.
    pub(crate) changes_items: bool,
    /// How often each of these words has to stand in all files together, as far as
    /// they were read.
    pub(crate) words: Vec<(Box<str>, usize)>,
    /// What is known of the file from now on.
    known: Known,
}

impl Surroundings {
    /// What an edit comes to, if it changes no verdict; `before` is the content that
    /// the file had.
    pub(crate) fn edit(&self, memo: &Memo<'_>, before: Digest, text: &str) -> Option<Edit> {
        let known = self.files.get(&before)?.as_ref()?;
        let around = &self.around;
        let knowledge = Knowledge {
            reached: &|path| known.reach(path),
            is_standard: &|facts, path| around.is_standard(known, facts, path),
            counts_outside: around.counts_outside,
        };
        let (difference, lines) = modules::edit(memo, before, text, &knowledge)?;
        if difference
            .called
            .iter()
            .any(|name| around.callable.contain(name))
        {
            return None;
        }
        Some(Edit {
            lines,
            references: known.references(around.sees, &difference)?,
            changes_items: !difference.keeps_items(),
            words: words_of(&difference)?,
            known: Known {
                reach: packed(&difference.reach),
                globs: known.globs,
                only_globs_below: known.only_globs_below,
                libraries: known.libraries,
            },
        })
    }

    /// Notes what an edit has made of a file.
    pub(crate) fn note(&mut self, content: Digest, edit: Edit) {
        self.add(content, Some(edit.known));
    }

    fn add(&mut self, content: Digest, known: Option<Known>) {
        match self.files.get_mut(&content) {
            None => drop(self.files.insert(content, known)),
            Some(other) if *other != known => *other = None,
            Some(_) => {}
        }
    }
}

impl Around {
    /// Whether a path leads into the standard library, whatever the file says.
    fn is_standard(&self, known: &Known, facts: &FileFacts, path: &Path) -> bool {
        let name = facts.name(facts.segments(path)[0].name);
        // What would else be a variable may be what a macro has defined.
        let is_product = path.expects == Expects::Constant && self.products.contain(name);
        let is_given = |name: &str| self.callable.contain(name);
        let is_defined = |name: &str, namespaces| {
            let library = LIBRARIES.iter().position(|library| *library == name);
            match library {
                Some(library) if namespaces == Namespaces::TYPE => !known.libraries[library],
                _ => self.names.contains(name, namespaces),
            }
        };
        let is_standard = || resolve::is_standard(facts, path, &is_defined, &is_given);
        !self.judges_sysroot && !is_product && is_standard()
    }
}

impl Known {
    fn reach(&self, path: PathId) -> Reach {
        let (byte, shift) = (path.index() / 4, path.index() % 4 * 2);
        match self.reach.get(byte).map(|byte| byte >> shift & 3) {
            Some(1) => Reach::Outside,
            Some(2) => Reach::Nowhere,
            _ => Reach::Inside,
        }
    }

    /// How many references come with the values that an edit adds or takes: globs bring
    /// them in. `None` if the rules may see more of them.
    fn references(&self, sees: Sees, difference: &Difference) -> Option<i64> {
        let Difference { added, gone, .. } = difference;
        let mut all = added.iter().chain(gone);
        let is_public = all.any(|declared| !declared.is_private);
        let is_seen = (sees.items && !difference.keeps_items())
            || (sees.public && is_public)
            // A selector may have matched what is gone, and nothing else.
            || (sees.matches && !gone.is_empty());
        if is_seen {
            return None;
        }
        let of_module = |declared: &[Declared]| {
            let of_module = declared.iter().filter(|declared| declared.is_of_module);
            i64::try_from(of_module.count()).ok()
        };
        let (more, less) = (of_module(added)?, of_module(gone)?);
        if more + less == 0 {
            return Some(0);
        }
        let globs = match is_public {
            true if !self.only_globs_below => None,
            _ => self.globs,
        }?;
        // What a glob brings in counts as well.
        (globs == 0 || !sees.references).then(|| (more - less) * i64::from(globs))
    }
}

/// How often the names of values have to be written: where they are defined, and
/// nowhere else. `None` if one is written in a way that no search finds.
fn words_of(difference: &Difference) -> Option<Vec<(Box<str>, usize)>> {
    let named = |declared: &Declared, count| {
        let name = declared.name.is_ascii().then(|| declared.name.clone());
        Some((name?, count))
    };
    let added = difference.added.iter().map(|declared| named(declared, 1));
    let gone = difference.gone.iter().map(|declared| named(declared, 0));
    added.chain(gone).collect()
}

fn packed(reach: &[Reach]) -> Vec<u8> {
    let bits = |reach: &Reach| match reach {
        Reach::Inside => 0,
        Reach::Outside => 1,
        Reach::Nowhere => 2,
    };
    let byte = |reach: &[Reach]| {
        reach
            .iter()
            .rev()
            .fold(0, |byte, one| byte << 2 | bits(one))
    };
    reach.chunks(4).map(byte).collect()
}
