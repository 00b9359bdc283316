//! What an edit adds to a file and takes from it, where that is little.
//!
//! Most edits change code inside of functions, and nothing that another file can
//! notice: which items there are, what they are named, and what the code refers to
//! stays. Such an edit is found out here, by what the file says alone; whether what is
//! left of it matters, those who know the workspace decide.

#[cfg(test)]
mod tests;

use rustc_hash::{FxHashMap, FxHashSet};

use super::file::FileFacts;
use super::ids::{ItemId, PathId};
use super::items::{ItemKind, Parent, Visibility};
use super::paths::{Expects, Path};
use super::prints::Prints;
use super::scopes::ScopeKind;
use super::texts::{Print, Texts};

/// What one version of a file says.
#[derive(Clone, Copy)]
pub struct Version<'f> {
    /// Its facts.
    pub facts: &'f FileFacts,
    /// What its facts leave to its text.
    pub texts: &'f Texts,
}

/// How far a path leads.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// To something of the workspace, or nobody knows.
    #[default]
    Inside,
    /// To another package than the standard library.
    Outside,
    /// To a variable, or into the standard library: nobody's business.
    Nowhere,
}

/// What is known of the paths of a file.
pub struct Knowledge<'k> {
    /// How far a path of the version before was found to lead.
    pub reached: &'k dyn Fn(PathId) -> Reach,
    /// Whether a path is one into the standard library, whatever the file says: no
    /// name of the workspace can be meant.
    pub is_standard: &'k dyn Fn(&FileFacts, &Path) -> bool,
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
    /// How far each path of the new version leads.
    pub reach: Vec<Reach>,
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
}

impl Difference {
    /// Whether there are the same items as before.
    pub fn keeps_items(&self) -> bool {
        self.added.is_empty() && self.gone.is_empty()
    }
}

/// How two versions of a file differ; `None` if it takes names to tell.
///
/// Where there is a difference, then all that the file declares is the same but for a
/// few values, and each path that names something of the workspace is there as
/// often as before, as a part of the same item, with the same names around it.
pub fn difference(
    before: Version<'_>,
    after: Version<'_>,
    known: &Knowledge<'_>,
) -> Option<Difference> {
    let old = Side::new(before, known, |path, _| (known.reached)(path));
    let reached = old.by_meaning();
    let of_meaning = |meaning| reached.get(&meaning).copied().unwrap_or_default();
    let new = Side::new(after, known, |_, meaning| of_meaning(meaning));
    let is_same = sorted(old.prints.rest()) == sorted(new.prints.rest())
        && old.named() == new.named()
        && (!known.counts_outside || old.outside() == new.outside());
    if !is_same {
        return None;
    }
    let (gone, added) = unmatched(&old.prints.items, &new.prints.items);
    let attributes = |side: &Side<'_>, apart: &[usize]| sorted(side.attributes(apart));
    if attributes(&old, &gone) != attributes(&new, &added) || old.macros() != new.macros() {
        return None;
    }
    let declared = |side: &Side<'_>, items: Vec<usize>| {
        let declared = items.into_iter().map(|item| side.declared(item));
        declared.collect::<Option<Vec<Declared>>>()
    };
    Some(Difference {
        called: old
            .called()
            .symmetric_difference(&new.called())
            .map(|name| (*name).into())
            .collect(),
        added: declared(&new, added)?,
        gone: declared(&old, gone)?,
        reach: new.reach,
    })
}

/// One version, with what its paths come to.
struct Side<'f> {
    facts: &'f FileFacts,
    prints: Prints<'f>,
    /// Which paths lead into the standard library, whatever the file says.
    standard: Vec<bool>,
    reach: Vec<Reach>,
}

impl<'f> Side<'f> {
    fn new(
        version: Version<'f>,
        known: &Knowledge<'_>,
        reached: impl Fn(PathId, Print) -> Reach,
    ) -> Self {
        let Version { facts, texts } = version;
        let paths = facts.paths.iter();
        let standard: Vec<bool> = paths.map(|path| (known.is_standard)(facts, path)).collect();
        let prints = Prints::new(facts, texts, &|path| standard[path.index()]);
        let paths = (0..).map(PathId).zip(&prints.meanings).zip(&standard);
        let reach = paths.map(|((path, meaning), standard)| match standard {
            true => Reach::Nowhere,
            false => reached(path, *meaning),
        });
        Side {
            facts,
            reach: reach.collect(),
            standard,
            prints,
        }
    }

    /// How far paths lead that say the same, wherever they stand; if they differ, that
    /// is not known.
    fn by_meaning(&self) -> FxHashMap<Print, Reach> {
        let mut all = FxHashMap::default();
        for (meaning, reach) in self.prints.meanings.iter().zip(&self.reach) {
            let known = all.entry(*meaning).or_insert(*reach);
            if known != reach {
                *known = Reach::Inside;
            }
        }
        all
    }

    /// The paths that may name something of the workspace.
    fn named(&self) -> Vec<Print> {
        let named = self.reaching(Reach::Inside);
        sorted(named.map(|path| self.prints.path(path)).collect())
    }

    /// The paths that lead to other packages.
    fn outside(&self) -> Vec<Print> {
        let outside = self.reaching(Reach::Outside);
        sorted(
            outside
                .map(|path| self.prints.meanings[path.index()])
                .collect(),
        )
    }

    fn reaching(&self, reach: Reach) -> impl Iterator<Item = PathId> {
        let paths = (0..).map(PathId).zip(&self.reach);
        paths
            .filter(move |(_, reached)| **reached == reach)
            .map(|(path, _)| path)
    }

    /// What items bear, without some of them.
    fn attributes(&self, apart: &[usize]) -> Vec<Print> {
        let attributes = (0..).zip(&self.facts.attributes);
        let borne = attributes.filter(|(_, attribute)| {
            let item = attribute.item.map(ItemId::index);
            !item.is_some_and(|item| apart.contains(&item))
        });
        borne
            .map(|(index, _)| self.prints.attribute(index))
            .collect()
    }

    /// The definitions of macros and what may mean them, in the order of the text.
    fn macros(&self) -> Vec<Print> {
        let facts = self.facts;
        let mut all: Vec<(u32, Print)> = Vec::new();
        for (item, print) in facts.items.iter().zip(&self.prints.items) {
            if matches!(item.kind, ItemKind::MacroRules(_) | ItemKind::Module(_)) {
                all.push((item.range.start, *print));
            }
        }
        for (index, call) in facts.calls.iter().enumerate() {
            let path = call.path.index();
            let is_known = self.reach[path] != Reach::Inside;
            // Another file says what `include!` comes to.
            let name = facts.segments(facts.path(call.path)).last();
            let includes = name.is_some_and(|last| facts.name(last.name) == "include");
            let defines_nothing = call.is_in_code()
                && call.read.is_some()
                && !includes
                && (self.standard[path] || is_known && call.stands_alone());
            if !defines_nothing {
                all.push((call.input.start, self.prints.call(index)));
            }
        }
        for (id, path) in (0..).map(PathId).zip(&facts.paths) {
            let may_mean_macro = matches!(
                path.expects,
                Expects::Macro | Expects::Attribute | Expects::Argument | Expects::Any
            );
            if may_mean_macro && self.reach[id.index()] == Reach::Inside {
                all.push((facts.segments(path)[0].range.start, self.prints.path(id)));
            }
        }
        all.sort_by_key(|(start, _)| *start);
        all.into_iter().map(|(_, print)| print).collect()
    }

    /// The names that may be those of methods which are called.
    fn called(&self) -> FxHashSet<&'f str> {
        let called = self.facts.callable();
        called.map(|name| self.facts.name(name)).collect()
    }

    /// An item, if it is one that nobody notices who does not write its name.
    fn declared(&self, index: usize) -> Option<Declared> {
        let item = &self.facts.items[index];
        let name = self.facts.name(item.name);
        let is_of_module = match (item.kind, item.parent) {
            (ItemKind::Fn | ItemKind::Const | ItemKind::Static, Parent::Scope) => {
                let scope = self.facts.scope(item.scope);
                matches!(scope.kind, ScopeKind::File).then_some(true)
            }
            (ItemKind::AssocFn | ItemKind::AssocConst, Parent::Impl(imp)) => {
                let of_trait = self.facts.impls[imp.index()].of_trait;
                of_trait.is_none().then_some(false)
            }
            _ => None,
        };
        Some(Declared {
            name: (name != "_").then(|| name.into())?,
            is_of_module: is_of_module?,
            is_private: item.visibility == Visibility::Inherited,
        })
    }
}

/// The places of what is in one list and not, or not as often, in the other.
fn unmatched(before: &[Print], after: &[Print]) -> (Vec<usize>, Vec<usize>) {
    let mut open: FxHashMap<Print, Vec<usize>> = FxHashMap::default();
    for (index, print) in before.iter().enumerate() {
        open.entry(*print).or_default().push(index);
    }
    let mut added = Vec::new();
    for (index, print) in after.iter().enumerate() {
        if open.get_mut(print).and_then(Vec::pop).is_none() {
            added.push(index);
        }
    }
    (open.into_values().flatten().collect(), added)
}

fn sorted(mut prints: Vec<Print>) -> Vec<Print> {
    prints.sort_unstable();
    prints
}
