//! What an edit adds to a file and takes from it, where that is little.
//!
//! Most edits change code inside of functions, and nothing that another file can
//! notice: which items there are, what they are named, and what the code refers to
//! stays. Such an edit is found out here, by what the file says alone; whether what is
//! left of it matters, those who know the workspace decide.

mod imports;
mod own;
mod paths;
mod side;
#[cfg(test)]
mod tests;

use std::hash::Hash;

use rustc_hash::FxHashMap;

use super::file::FileFacts;
use super::ids::PathId;
use super::paths::Path;
use super::texts::{Print, Texts};

use side::Side;

/// What one version of a file says.
#[derive(Clone, Copy)]
pub struct Version<'f> {
    /// Its facts.
    pub facts: &'f FileFacts,
    /// What its facts leave to its text.
    pub texts: &'f Texts,
}

/// How far a path leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To something of the workspace, or nobody knows.
    Inside(Option<Class>),
    /// To a value of the file's own module, by its name alone.
    Own,
    /// To another package.
    Outside(Option<Class>),
    /// To a variable, or into the standard library: nobody's business.
    Nowhere,
}

impl Default for Reach {
    fn default() -> Self {
        Reach::Inside(None)
    }
}

/// A number for paths that count alike: one more that says the same as one of them
/// counts as much. It has none if something is said about it.
pub type Class = u8;

/// What is known of the paths of a file.
pub struct Knowledge<'k> {
    /// How far a path of the version before was found to lead.
    pub reached: &'k dyn Fn(PathId) -> Reach,
    /// Whether a path is one into the standard library, whatever the file says: no
    /// name of the workspace can be meant.
    pub is_standard: &'k dyn Fn(&FileFacts, &Path) -> bool,
    /// Whether a name is that of a library which comes with the compiler, all over the
    /// file.
    pub is_library: &'k dyn Fn(&str) -> bool,
    /// Whether a trait of the workspace may give a type from outside an item of a name.
    pub is_given: &'k dyn Fn(&str) -> bool,
    /// Whether it counts how often paths lead to other packages.
    pub counts_outside: bool,
}

/// What a version of a file says otherwise than the one before, if that is little.
#[derive(Debug, Default, PartialEq)]
pub struct Difference {
    /// Values that are new.
    pub added: Vec<Declared>,
    /// Values that are gone.
    pub gone: Vec<Declared>,
    /// Names that are called now and were not, or the other way round.
    pub called: Vec<Box<str>>,
    /// What is imported now and was not, or the other way round.
    pub imported: Imported,
    /// The names of such imports that new paths start with.
    pub through: Vec<Box<str>>,
    /// How far each path of the new version leads.
    pub reach: Vec<Reach>,
    /// The paths that there are more of.
    pub paths: Paths,
}

/// Paths that one version has more often than the other.
#[derive(Debug, Default, PartialEq)]
pub struct Paths {
    /// Those that are new, and say what others said before.
    pub more: Vec<Class>,
    /// Those that are gone, and say what others still say.
    pub less: Vec<Class>,
    /// Those that are gone, named a value of the file's own module, and were the last.
    pub last: Vec<Class>,
    /// The names of those that are new, name a value of the file's own module, and say
    /// what none said before.
    pub own: Vec<Box<str>>,
    /// Whether any is in what an item says of itself to others.
    pub in_signature: bool,
    /// Whether an item says by any of them what it has not said before, or does not say
    /// any more; apart from `own`.
    pub change_owners: bool,
}

/// The names of private imports from the standard library. The version that does not have
/// them says nothing by these names.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// Of those that are new.
    pub added: Vec<Box<str>>,
    /// Of those that are gone.
    pub gone: Vec<Box<str>>,
}

impl Imported {
    /// Whether nothing is new or gone.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty()
    }
}

/// A function, a constant, or a static: of the file's own module, or of a type.
#[derive(Debug, PartialEq, Eq)]
pub struct Declared {
    /// Its name.
    pub name: Box<str>,
    /// Whether it is an item of the module.
    pub is_of_module: bool,
    /// Whether it has no visibility of its own.
    pub is_private: bool,
    /// How often paths name it that are looked up in its own module.
    pub uses: usize,
}

impl Difference {
    /// Whether any of the values has a visibility of its own.
    pub fn has_public(&self) -> bool {
        let mut all = self.added.iter().chain(&self.gone);
        all.any(|value| !value.is_private)
    }

    /// Whether there are the same items as before.
    pub fn keeps_items(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty()
    }
}

/// How two versions of a file differ; `None` if it takes names to tell.
///
/// Where there is a difference, then all that the file declares is the same but for a
/// few values, and each path that names something of the workspace either is there as
/// before, as a part of the same item, or says what another one in the file said, or
/// names a value of the file itself; with the same names around it.
pub fn difference(
    before: Version<'_>,
    after: Version<'_>,
    known: &Knowledge<'_>,
) -> Option<Difference> {
    let old = Side::new(before, known, |path, _| (known.reached)(path));
    let reached = old.by_meaning();
    let of_meaning = |meaning| reached.get(&meaning).copied().unwrap_or_default();
    let mut new = Side::new(after, known, |_, meaning| of_meaning(meaning));
    let (before, now) = (old.prints.items.iter(), new.prints.items.iter());
    let (gone, added) = unmatched(before.zip(0..), now.zip(0..));
    let attributes = |side: &Side<'_>, apart: &[usize]| sorted(side.attributes(apart));
    if attributes(&old, &gone) != attributes(&new, &added) {
        return None;
    }
    let declared = |side: &Side<'_>, items: Vec<usize>| {
        let declared = items.into_iter().map(|item| side.declared(item));
        declared.collect::<Option<Vec<Declared>>>()
    };
    let (mut added, gone) = (declared(&new, added)?, declared(&old, gone)?);
    let own = new.own();
    new.find_added(&own, &mut added);
    let own_before = old.own();
    let (before, now) = (old.imports(&own_before), new.imports(&own));
    new.find_imports(&now);
    let through = paths::find_known(&old, &mut new, &own);
    let imported = imports::changed([&old, &new], [&before, &now])?;
    let is_same =
        sorted(old.rest(&before)) == sorted(new.rest(&now)) && old.macros() == new.macros();
    if !is_same {
        return None;
    }
    let (before, now) = (old.called(), new.called());
    let called = before.symmetric_difference(&now);
    Some(Difference {
        called: called.map(|name| (*name).into()).collect(),
        paths: paths::change((&old, &own_before), &new, known.counts_outside)?,
        added,
        gone,
        imported,
        through,
        reach: new.reach,
    })
}

/// What is in one list and not, or not as often, in the other, by what it is told apart
/// by; in order.
fn unmatched<K: Eq + Hash, T: Ord>(
    before: impl Iterator<Item = (K, T)>,
    after: impl Iterator<Item = (K, T)>,
) -> (Vec<T>, Vec<T>) {
    let mut open: FxHashMap<K, Vec<T>> = FxHashMap::default();
    for (key, one) in before {
        open.entry(key).or_default().push(one);
    }
    let mut added = Vec::new();
    for (key, one) in after {
        if open.get_mut(&key).and_then(Vec::pop).is_none() {
            added.push(one);
        }
    }
    let mut gone: Vec<T> = open.into_values().flatten().collect();
    gone.sort_unstable();
    (gone, added)
}

fn sorted(mut prints: Vec<Print>) -> Vec<Print> {
    prints.sort_unstable();
    prints
}
