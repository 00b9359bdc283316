//! Where a path starts: `crate`, `self`, `super`, `Self`, `::`, or a name that
//! is in scope.

use smallvec::smallvec;

use super::lexical::{First, Firsts};
use super::lookup::{Search, Wait};
use super::tables::{Namespaces, TableId};
use super::walk::Walk;
use super::{Names, Res};
use crate::facts::{Context, DOLLAR_CRATE, Expects};
use crate::modules::ModuleId;
use crate::workspace::Edition;

/// What the first names of a path mean, up to the one with the index.
pub(super) struct Beginning {
    pub(super) index: usize,
    pub(super) firsts: Firsts,
    pub(super) waits_for: Option<Wait>,
    pub(super) passed_over: bool,
    /// A glob may bring it in from outside of the workspace.
    pub(super) is_outside: bool,
}

impl<'n> Names<'n> {
    /// Where a path starts that ends in some namespaces.
    pub(super) fn beginning(
        &self,
        walk: Walk<'n>,
        last: usize,
        namespaces: Namespaces,
    ) -> Beginning {
        let namespaces = namespaces.of_segment(0, last);
        let mut search = walk.search_for(last == 1);
        let (index, mut firsts) = self.start(walk, last, namespaces, &mut search);
        if firsts.is_empty() && search.waits_for.is_none() {
            firsts = self.fallbacks(walk, last);
        }
        Beginning {
            index,
            firsts,
            waits_for: search.waits_for,
            passed_over: search.passed_over,
            is_outside: search.external.is_some(),
        }
    }

    /// What the first segments mean, up to the one with the returned index.
    pub(super) fn start(
        &self,
        walk: Walk<'n>,
        last: usize,
        namespaces: Namespaces,
        search: &mut Search,
    ) -> (usize, Firsts) {
        let unit = self.tree.unit(walk.unit);
        let facts = &unit.facts;
        let root = self.tree.roots[unit.krate.0 as usize];
        let edition = self.workspace.krate(unit.krate).edition;
        let name = facts.name(walk.segments[0].name);
        let symbol = self.symbol(walk.unit, walk.segments[0].name);
        let plain = First::plain;
        let externs = &self.externs[unit.krate.0 as usize];
        if walk.path.expects == Expects::Crate && name != "self" {
            // A crate of the compiler, or one that a flag passes in, is not
            // among those that the manifest names.
            let found = externs.get(&symbol).copied();
            return (0, smallvec![plain(found.unwrap_or(Res::External(symbol)))]);
        }
        if walk.path.leading_colons {
            let mut firsts = Firsts::new();
            if edition == Edition::E2015 {
                firsts = self.in_root(root, symbol, namespaces, search);
            }
            if firsts.is_empty() {
                firsts.extend(externs.get(&symbol).map(|res| plain(*res)));
            }
            return (0, firsts);
        }
        match name {
            "crate" | "$crate" => return (0, smallvec![plain(Names::as_def(root))]),
            "Self" => {
                return (
                    0,
                    smallvec![plain(self.self_type(walk.unit, walk.path.scope))],
                );
            }
            "self" | "super" => {
                let mut module = self.tree.module_of(walk.unit, walk.path.scope);
                let mut index = 0;
                for (at, segment) in walk.segments[..last].iter().enumerate() {
                    match facts.name(segment.name) {
                        "self" if at == 0 => {}
                        "super" => match self.parent_module(module) {
                            Some(parent) => module = parent,
                            None => return (at, Firsts::new()),
                        },
                        _ => break,
                    }
                    index = at;
                }
                return (index, smallvec![plain(Names::as_def(module))]);
            }
            _ => {}
        }
        if let Some(number) = name.strip_prefix(DOLLAR_CRATE)
            && let Some(root) = number
                .parse::<usize>()
                .ok()
                .and_then(|number| self.tree.roots.get(number))
        {
            return (0, smallvec![plain(Names::as_def(*root))]);
        }
        let starts_at_root = matches!(
            walk.path.context,
            Context::Use | Context::Glob | Context::Visibility
        );
        if starts_at_root && edition == Edition::E2015 {
            let mut firsts = self.in_root(root, symbol, namespaces, search);
            if firsts.is_empty() && search.waits_for.is_none() {
                firsts.extend(externs.get(&symbol).map(|res| plain(*res)));
            }
            if firsts.is_empty() && search.waits_for.is_none() {
                firsts.extend(search.external.map(|krate| plain(Res::External(krate))));
            }
            return (0, firsts);
        }
        // What the body of a macro calls has to be known where the macro is
        // called: at the latest, that is at the end of the scope.
        let offset = match walk.path.context {
            Context::MacroBody => u32::MAX,
            _ => walk.segments[0].range.start,
        };
        if last == 1 && namespaces.meets(Namespaces::MACRO) && !search.attribute {
            let textual = self
                .tree
                .textual_macros(walk.unit, walk.path.scope, offset, name);
            if !textual.is_empty() {
                let defs = textual
                    .iter()
                    .map(|found| self.def_of(found.unit, found.item));
                return (0, defs.map(|def| plain(Res::Def(def))).collect());
            }
        }
        (
            0,
            self.lexical(walk.unit, walk.path, symbol, namespaces, search),
        )
    }

    fn in_root(
        &self,
        root: ModuleId,
        name: super::Symbol,
        namespaces: Namespaces,
        search: &mut Search,
    ) -> Firsts {
        let table = TableId::of_module(root);
        search.clear();
        self.search(table, name, namespaces, search);
        let hits = search.hits.iter();
        hits.map(|hit| First::hit(table, hit)).collect()
    }
}
