//! Macros that `#[macro_use] extern crate` brings in, for all of a crate (Rust reference,
//! "`macro_use` prelude").

use super::lexical::First;
use super::lookup::Search;
use super::symbols::Symbol;
use super::tables::TableId;
use super::{Def, Names, Namespaces, Res};
use crate::modules::ModuleId;

/// What a crate has in its prelude of macros.
#[derive(Debug, Default)]
pub(super) struct MacroPrelude {
    crates: Vec<(ModuleId, Option<Box<[Symbol]>>)>,
    outside: Vec<Option<Box<[Symbol]>>>,
}

impl MacroPrelude {
    /// Adds the macros of a crate, or only those of some names.
    pub(super) fn add(&mut self, krate: Res, only: Option<Box<[Symbol]>>) {
        match krate {
            Res::Def(Def::Module(root)) => self.crates.push((root, only)),
            Res::External(_) => self.outside.push(only),
            _ => {}
        }
    }

    /// Whether a crate from outside may bring in a macro of a name.
    pub(super) fn may_have_external(&self, name: Symbol) -> bool {
        self.outside.iter().any(|only| has(only.as_deref(), name))
    }
}

/// Whether a name is among those that are brought in: these alone, or all.
fn has(only: Option<&[Symbol]>, name: Symbol) -> bool {
    only.is_none_or(|only| only.contains(&name))
}

impl Names<'_> {
    /// The macro of the workspace that has a name in the prelude of a crate.
    pub(super) fn in_macro_prelude(
        &self,
        krate: usize,
        name: Symbol,
        search: &mut Search,
    ) -> Option<First> {
        let crates = self.macro_preludes[krate].crates.iter();
        let mut roots = crates.filter(|(_, only)| has(only.as_deref(), name));
        // What globs around may bring in stays known.
        let external = search.external;
        let found = roots.find_map(|(root, _)| {
            search.clear();
            let table = TableId::of_module(*root);
            self.search(table, name, Namespaces::MACRO, search);
            search.hits.first().map(|hit| First::hit(table, hit))
        });
        search.external = external;
        found
    }
}
