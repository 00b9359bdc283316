//! Whether an import that an edit adds or takes is nobody's business.
//!
//! A private import from the standard library concerns those who write its name, and can
//! see it: the file itself, what is below its module, and what macros write there.

use rustc_hash::{FxHashMap, FxHashSet};

use super::words::Words;
use super::{Around, Known};
use crate::expand::Origin;
use crate::facts::{DOLLAR_CRATE, Difference, NameId};
use crate::graph::ReferenceGraph;
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{LIBRARIES, Names, Symbol};

impl Known {
    /// Whether what an edit imports, and means by imports, is as the file says.
    pub(super) fn explain_imports(&self, around: &Around, difference: &Difference) -> bool {
        let Difference {
            imported, through, ..
        } = difference;
        if through.is_empty() && imported.is_empty() {
            return true;
        }
        let is_meant = |name: &str| LIBRARIES.contains(&name) || self.made.contain(name);
        let mut all = imported.added.iter().chain(&imported.gone);
        let is_private = self.is_leaf && !all.any(|name| is_meant(name));
        let mut added = imported.added.iter();
        let mut gone = imported.gone.iter();
        self.is_alone
            && !through.iter().any(|name| self.produced.contain(name))
            && (imported.is_empty() || is_private)
            && !added.any(|name| around.unresolved.contain(name))
            && !gone.any(|name| around.distant.contain(name))
    }
}

/// The modules below which there is text from elsewhere than their own file.
pub(super) fn inner(names: &Names<'_>) -> FxHashSet<ModuleId> {
    let text = |module: ModuleId| {
        let (unit, _) = names.tree.module(module).scopes.first()?;
        match names.tree.unit(*unit).origin {
            Origin::File(file, _) => Some(file),
            Origin::Expansion(..) => None,
        }
    };
    let mut inner = FxHashSet::default();
    for (id, module) in (0..).map(ModuleId).zip(&names.tree.modules) {
        let Some(parent) = module.parent else {
            continue;
        };
        if text(id).is_none() || text(id) != text(parent) {
            inner.extend(names.modules_around(parent));
        }
    }
    inner
}

/// The words of what macros make in each file.
pub(super) fn made<'n>(names: &'n Names<'_>) -> FxHashMap<UnitId, Vec<&'n str>> {
    let mut made: FxHashMap<UnitId, FxHashSet<Symbol>> = FxHashMap::default();
    for (id, unit) in names.tree.units() {
        let file = names.tree.outermost(id);
        if file != id {
            let words = (0..).map(NameId).take(unit.facts.names.len());
            let words = words.map(|name| names.symbol(id, name));
            made.entry(file).or_default().extend(words);
        }
    }
    let text = |word| names.symbols().text(word);
    let made = made.into_iter();
    made.map(|(file, words)| (file, words.into_iter().map(text).collect()))
        .collect()
}

/// The words of paths that mean nothing.
pub(super) fn unresolved(graph: &ReferenceGraph) -> Words {
    let paths = graph.unresolved.iter();
    Words::new(paths.flat_map(|path| path.path.split(|c| !is_of_word(c))))
}

/// The words of paths that lead out of the workspace through a module of it. Who reaches
/// for what is private is wrong, and is told so.
pub(super) fn distant(names: &Names<'_>, graph: &ReferenceGraph) -> Words {
    let modules = names.names_of_modules();
    let mut distant: FxHashSet<&str> = FxHashSet::default();
    for (id, path) in graph.leaving() {
        let facts = &names.tree.unit(id).facts;
        let [first, behind @ ..] = facts.segments(facts.path(path)) else {
            continue;
        };
        let leads_inside = || {
            let text = facts.name(first.name);
            let is_keyword = matches!(text, "crate" | "self" | "super");
            let is_module = || modules.contains(&names.symbol(id, first.name));
            is_keyword || text.starts_with(DOLLAR_CRATE) || is_module()
        };
        if !behind.is_empty() && leads_inside() {
            distant.extend(behind.iter().map(|segment| facts.name(segment.name)));
        }
    }
    Words::new(distant.into_iter())
}

fn is_of_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}
