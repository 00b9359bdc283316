//! One version of a file, with what is known of its paths.
//!
//! Apart from the comparison, which has two of them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::own::{Own, is_of_module, is_value};
use super::{Declared, Knowledge, Reach, Version};
use crate::facts::calls::INCLUDE;
use crate::facts::file::FileFacts;
use crate::facts::ids::{ItemId, NameId, PathId};
use crate::facts::items::{ItemKind, Parent, Visibility};
use crate::facts::paths::Expects;
use crate::facts::prints::Prints;
use crate::facts::texts::Print;

/// One version, with what its paths come to.
pub(super) struct Side<'f> {
    known: &'f Knowledge<'f>,
    pub(super) facts: &'f FileFacts,
    pub(super) prints: Prints<'f>,
    /// Which paths lead into the standard library, whatever the file says.
    standard: Vec<bool>,
    pub(super) reach: Vec<Reach>,
}

impl<'f> Side<'f> {
    pub(super) fn new(
        version: Version<'f>,
        known: &'f Knowledge<'f>,
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
            known,
            facts,
            reach: reach.collect(),
            standard,
            prints,
        }
    }

    /// How far paths lead that say the same, wherever they stand; if they differ, that
    /// is not known.
    pub(super) fn by_meaning(&self) -> FxHashMap<Print, Reach> {
        let mut all = FxHashMap::default();
        for (meaning, reach) in self.prints.meanings.iter().zip(&self.reach) {
            let known = all.entry(*meaning).or_insert(*reach);
            if known != reach {
                *known = Reach::default();
            }
        }
        all
    }

    /// What the file's own module declares.
    pub(super) fn own(&self) -> Own<'f> {
        let is_standard = |path: PathId| self.standard[path.index()];
        Own::new(self.facts, is_standard, self.known.is_library)
    }

    /// The name of an import from the standard library by which a path leads there.
    pub(super) fn library_name(&self, own: &Own<'f>, id: PathId) -> Option<&'f str> {
        let last = self.facts.segments(self.facts.path(id)).last()?;
        let is_given = (self.known.is_given)(self.facts.name(last.name));
        own.library_name(&self.prints, id).filter(|_| !is_given)
    }

    /// Finds the paths that name one of the values that are `added` to the file's own
    /// module, by its name alone. They may have said something else before.
    pub(super) fn find_added(&mut self, own: &Own<'_>, added: &mut [Declared]) {
        let paths = (0..).map(PathId).zip(&self.facts.paths);
        for ((id, path), reach) in paths.zip(&mut self.reach) {
            let name = self.facts.name(self.facts.segments(path)[0].name);
            let added = added.iter_mut().filter(|value| value.is_of_module);
            let mut added = added.filter(|value| *value.name == *name).peekable();
            if added.peek().is_some() && own.is_named(&self.prints, id) {
                *reach = Reach::Own;
                added.for_each(|value| value.uses += 1);
            }
        }
    }

    /// What it says beside items, paths, and calls; without some imports.
    pub(super) fn rest(&self, apart: &[usize]) -> Vec<Print> {
        // Types only choose for paths that lead out of the workspace.
        let may_choose = |path: PathId| !self.is_inside(path);
        self.prints.rest(&may_choose, apart)
    }

    /// Whether a path may name something of the workspace.
    pub(super) fn is_inside(&self, path: PathId) -> bool {
        matches!(self.reach[path.index()], Reach::Inside(_) | Reach::Own)
    }

    /// What items bear, without some of them.
    pub(super) fn attributes(&self, apart: &[usize]) -> Vec<Print> {
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
    pub(super) fn macros(&self) -> Vec<Print> {
        let facts = self.facts;
        let mut all: Vec<(u32, Print)> = Vec::new();
        for (item, print) in facts.items.iter().zip(&self.prints.items) {
            if matches!(item.kind, ItemKind::MacroRules(_) | ItemKind::Module(_)) {
                all.push((item.range.start, *print));
            }
        }
        let last = |path: PathId| facts.segments(facts.path(path)).last();
        let is_include =
            |path: PathId| last(path).is_some_and(|last| facts.name(last.name) == INCLUDE);
        let imports = facts.imports.iter();
        let renamed = imports.filter(|import| is_include(import.path));
        let renamed: Vec<NameId> = renamed.filter_map(|import| import.kind.name()).collect();
        for (index, call) in facts.calls.iter().enumerate() {
            let path = call.path.index();
            let is_known = !self.is_inside(call.path);
            // Another file says what `include!` comes to.
            let is_renamed = || last(call.path).is_some_and(|last| renamed.contains(&last.name));
            let includes = is_include(call.path) || is_renamed();
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
            // Of what is known to count for something, macros are no part.
            let is_known = matches!(path.expects, Expects::Argument | Expects::Any)
                && matches!(self.reach[id.index()], Reach::Inside(Some(_)) | Reach::Own);
            if may_mean_macro && self.is_inside(id) && !is_known {
                all.push((facts.segments(path)[0].range.start, self.prints.path(id)));
            }
        }
        all.sort_by_key(|(start, _)| *start);
        all.into_iter().map(|(_, print)| print).collect()
    }

    /// The names that may be those of methods which are called.
    pub(super) fn called(&self) -> FxHashSet<&'f str> {
        let called = self.facts.callable();
        called.map(|name| self.facts.name(name)).collect()
    }

    /// An item, if it is one that nobody notices who does not write its name.
    pub(super) fn declared(&self, index: usize) -> Option<Declared> {
        let item = &self.facts.items[index];
        let name = self.facts.name(item.name);
        let is_of_module = match (item.kind, item.parent) {
            (kind, Parent::Scope) => {
                (is_value(kind) && is_of_module(self.facts, item)).then_some(true)
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
            uses: 0,
        })
    }
}
