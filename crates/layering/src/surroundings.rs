//! What is around each file: enough to tell that an edit to it is nobody's business.
//!
//! A whole check knows which paths of a file name nothing of the workspace, what the
//! others count for, which names there are at all, and how finely the rules look. That
//! is kept beside the answer. An edit which touches only what names nothing, adds a
//! function of a name that nobody else writes, or says more often what the file says
//! already, changes no verdict, so that the answer holds but for what it counts: no
//! other file has to be looked at. In doubt it does not, and everything is resolved anew.

mod gather;
mod imports;
mod reach;
mod scales;
mod weights;
mod words;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::cache::{Digest, Memo};
use crate::facts::{
    Class, Declared, Difference, Expects, FileFacts, Knowledge, Path, PathId, Reach,
};
use crate::modules::{self, Lines};
use crate::resolve::{self, LIBRARIES, Namespaces};
use crate::rules::{Sees, Singled};

pub(crate) use gather::{Gathered, gather};

use reach::ReachByte;
use weights::Weight;
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
    /// How far each path leads.
    reach: Vec<ReachByte>,
    /// What the paths of each class count for.
    weights: Vec<Weight>,
    /// The class of lone names of values of the file's own module, if that is one.
    own: Option<Class>,
    /// What all globs that bring in what is private to the file's module count for
    /// with each value of it; `None` where that is not so simple.
    brought: Option<Weight>,
    /// Whether these are all globs that bring in something of the module.
    only_globs_below: bool,
    /// Whether `core` and `std` are the libraries of these names, all over the file.
    libraries: [bool; 2],
    /// Whether it is the one text of its module, and of no other.
    is_alone: bool,
    /// Whether nobody else sees what is private to its module: all that is below has its
    /// text in the file as well.
    is_leaf: bool,
    /// What macros declare in the file's module.
    produced: Words,
    /// The words of what macros make in the file.
    made: Words,
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
    /// The words of paths that mean nothing: they may come to mean something.
    unresolved: Words,
    /// The words of paths that lead out of the workspace through a module of it: they may
    /// mean what that has for itself.
    distant: Words,
    /// What the rules can tell apart.
    sees: Sees,
    /// The names by which they may tell items apart.
    singled: Singled,
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
    /// What there is more of, or less.
    pub(crate) counts: Counts,
    /// Whether there are other items: a selector that matched nothing may match them.
    pub(crate) changes_items: bool,
    /// How often each of these words has to stand in all files together, as far as
    /// they were read.
    pub(crate) words: Vec<(Box<str>, usize)>,
    /// What is known of the file from now on.
    known: Known,
}

/// How much more is counted.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    /// References.
    pub(crate) references: i64,
    /// What rules have checked, by their indices.
    pub(crate) checked: Vec<(u16, i64)>,
    /// Whether there are others among the references than by lone names of the file's
    /// own values: a message about the file may name the first of several.
    pub(crate) has_links: bool,
}

impl Counts {
    fn add(&mut self, weight: &Weight, times: i64) {
        self.references += times * i64::from(weight.references);
        let checked = weight.checked.iter();
        self.checked
            .extend(checked.map(|(rule, count)| (*rule, times * i64::from(*count))));
    }
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
            is_library: &|name| !around.judges_sysroot && known.is_library(name),
            is_given: &|name| around.callable.contain(name),
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
        if !known.explain_imports(around, &difference) {
            return None;
        }
        let counts = known.counts(around, &difference)?;
        Some(Edit {
            lines,
            counts,
            changes_items: !difference.keeps_items(),
            words: words_of(&difference)?,
            known: Known {
                reach: known.bytes(&difference.reach),
                ..known.clone()
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
        let is_defined = |name: &str, namespaces| match LIBRARIES.contains(&name)
            && namespaces == Namespaces::TYPE
        {
            true => !known.is_library(name),
            false => self.names.contains(name, namespaces),
        };
        let is_standard = || resolve::is_standard(facts, path, &is_defined, &is_given);
        !self.judges_sysroot && !is_product && is_standard()
    }

    /// Whether a rule may judge references to single items, be it from their own module.
    fn judges_items(&self) -> bool {
        self.sees.references && self.sees.matches
    }

    /// Whether a rule may see more of an edit than what it counts.
    fn may_see(&self, difference: &Difference) -> bool {
        let sees = self.sees;
        let Difference {
            added, gone, paths, ..
        } = difference;
        let is_new = |name: &str| {
            let mut added = added.iter();
            added.any(|value| value.is_private && *value.name == *name)
        };
        // Of what is not new, it may matter whether its own module uses it.
        let uses_new = paths.last.is_empty() && paths.own.iter().all(|name| is_new(name));
        // Some look at imports as well.
        let keeps_items = difference.keeps_items() && difference.imported.is_empty();
        (sees.items && !keeps_items)
            || (sees.public && (difference.has_public() || paths.in_signature))
            || (sees.uses && !uses_new)
            || (sees.owners && paths.change_owners)
            // A selector may have matched what is gone, and nothing else.
            || gone.iter().any(|value| self.singled.contains(&value.name))
    }
}

impl Known {
    /// Whether a name is that of a library which comes with the compiler.
    fn is_library(&self, name: &str) -> bool {
        let library = LIBRARIES.iter().position(|library| *library == name);
        library.is_some_and(|library| self.libraries[library])
    }

    fn reach(&self, path: PathId) -> Reach {
        let reach = self.reach.get(path.index());
        reach.map_or(Reach::default(), |byte| byte.reach())
    }

    fn bytes(&self, reach: &[Reach]) -> Vec<ReachByte> {
        let reach = reach.iter().map(|reach| match reach {
            Reach::Own => Reach::Inside(self.own),
            other => *other,
        });
        reach.map(ReachByte::new).collect()
    }

    /// The class of what counts for so much; there has to be room for it.
    fn class_of(&mut self, weight: &Weight) -> Option<Class> {
        let found = self.weights.iter().position(|known| known == weight);
        let class = found.unwrap_or_else(|| {
            self.weights.push(weight.clone());
            self.weights.len() - 1
        });
        let class = Class::try_from(class).ok();
        class.filter(|class| usize::from(*class) <= weights::MAX_CLASSES)
    }

    /// What is counted after an edit. `None` if the rules may see more of it.
    fn counts(&self, around: &Around, difference: &Difference) -> Option<Counts> {
        let singled = &around.singled;
        let Difference {
            added, gone, paths, ..
        } = difference;
        if around.may_see(difference) {
            return None;
        }
        let mut counts = Counts::default();
        let of_module = || {
            let changed = added.iter().map(|value| (value, 1));
            let changed = changed.chain(gone.iter().map(|value| (value, -1)));
            changed.filter(|(value, _)| value.is_of_module)
        };
        if of_module().next().is_some() {
            let brought = match difference.has_public() {
                true if !self.only_globs_below => None,
                _ => self.brought.as_ref(),
            }?;
            let mut names = of_module().map(|(value, _)| &value.name);
            // What a glob brings in counts as well.
            if *brought != Weight::default() && names.any(|name| singled.contains(name)) {
                return None;
            }
            of_module().for_each(|(_, times)| counts.add(brought, times));
        }
        // Under another `cfg`, there may be one more of the name.
        let is_other = |name: &str| singled.contains(name) || self.produced.contain(name);
        if paths.own.iter().any(|name| is_other(name)) {
            return None;
        }
        let weight = |class: &Class| self.weights.get(usize::from(*class));
        for _ in &paths.own {
            counts.add(weight(&self.own?)?, 1);
        }
        let more = paths.more.iter().map(|class| (class, 1));
        let less = paths.less.iter().chain(&paths.last);
        for (class, times) in more.chain(less.map(|class| (class, -1))) {
            counts.has_links |= Some(*class) != self.own;
            counts.add(weight(class)?, times);
        }
        Some(counts)
    }
}

/// How often the names of values have to be written: where they are defined, and
/// where paths surely mean them. `None` if one is written in a way that no search finds.
fn words_of(difference: &Difference) -> Option<Vec<(Box<str>, usize)>> {
    let named = |declared: &Declared, count| {
        let name = declared.name.is_ascii().then(|| declared.name.clone());
        Some((name?, count))
    };
    let added = difference.added.iter();
    let added = added.map(|declared| named(declared, 1 + declared.uses));
    let gone = difference.gone.iter().map(|declared| named(declared, 0));
    added.chain(gone).collect()
}
