//! Names that nothing in the workspace defines, but that are not mistakes: what
//! macros from outside define, and libraries whose name no manifest says.
//!
//! Asked last, when everything else has failed.

use super::lexical::{First, Firsts};
use super::tables::{Brings, Namespaces, TableId};
use super::walk::Walk;
use super::{Def, Names, Res, Symbol, prelude};
use crate::facts::{Context, ScopeKind};
use crate::workspace::{ExternTarget, crate_name};

impl<'n> Names<'n> {
    /// What the first segment of a path means if no scope has it.
    pub(super) fn fallbacks(&self, walk: Walk<'n>, last: usize) -> Firsts {
        let name = self.symbol(walk.unit, walk.segments[0].name);
        let plain = First::plain;
        // A word among tokens may be any word.
        if !walk.path.guess && !walk.path.leading_colons {
            let products = self.products_around(walk, name);
            if !products.is_empty() {
                return products.into_iter().map(plain).collect();
            }
        }
        let is_use = matches!(walk.path.context, Context::Use | Context::Glob);
        if last > 1 || is_use {
            let krate = self.library_of_dependency(walk, name);
            return krate.map(Res::External).map(plain).into_iter().collect();
        }
        Firsts::new()
    }

    /// What a macro from outside may define under a name in a table, if nothing
    /// else has it there.
    pub(super) fn products_in(
        &self,
        walk: Walk<'_>,
        table: TableId,
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<Res> {
        let Some(products) = self.products.get(&name) else {
            return Vec::new();
        };
        let of = self.tree.module(self.tables[table].module).krate;
        let is_macro = self.workspace.krate(of).proc_macro && of != self.tree.unit(walk.unit).krate;
        if is_macro && !namespaces.meets(Namespaces::MACRO) {
            return Vec::new();
        }
        let mut search = walk.search();
        self.search(table, name, Namespaces::ALL, &mut search);
        if search.waits_for.is_some() || search.external.is_some() || !search.hits.is_empty() {
            return Vec::new();
        }
        let mut reached = vec![table];
        let mut next = 0;
        while let Some(table) = reached.get(next) {
            for id in &self.tables[*table].globs.clone() {
                if let Brings::Glob { tables, .. } = &self.imports[id.0 as usize].brings {
                    let new: Vec<_> = tables.iter().filter(|t| !reached.contains(t)).collect();
                    reached.extend(new);
                }
            }
            next += 1;
        }
        let found = products
            .iter()
            .filter(|(table, _)| reached.contains(table))
            .map(|(_, def)| Res::Def(Def::Item(*def)));
        found.collect()
    }

    /// The same, in the scopes around a path.
    fn products_around(&self, walk: Walk<'_>, name: Symbol) -> Vec<Res> {
        if !self.products.contains_key(&name) {
            return Vec::new();
        }
        let (mut at, mut next) = (walk.unit, Some(walk.path.scope));
        while let Some(scope) = next {
            let this = self.tree.unit(at);
            let kind = this.facts.scope(scope).kind;
            next = this.facts.scope(scope).parent;
            if matches!(kind, ScopeKind::File) && this.mount.is_some() {
                let (unit, scope) = self.tree.home(at, scope);
                (at, next) = (unit, Some(scope));
                continue;
            }
            let is_module = matches!(kind, ScopeKind::File | ScopeKind::Module(_));
            if (is_module || matches!(kind, ScopeKind::Block))
                && let Some(table) = self.table_at(at, scope)
            {
                let found = self.products_in(walk, table, name, Namespaces::ALL);
                if !found.is_empty() {
                    return found;
                }
            }
            if is_module {
                break;
            }
        }
        Vec::new()
    }

    /// Whether what lies outside in this crate comes with the language: the
    /// standard library, its preludes, and the attributes of tools.
    pub fn is_of_the_language(&self, krate: &str) -> bool {
        krate.is_empty() || prelude::CRATES.contains(&krate) || prelude::TOOLS.contains(&krate)
    }

    /// The package from outside whose library a name may be: its manifest,
    /// which is not read, can give the library another name. Such a name is
    /// nearly always a longer or shorter form of that of the package.
    fn library_of_dependency(&self, walk: Walk<'_>, name: Symbol) -> Option<Symbol> {
        let plain = |name: &str| crate_name(name).replace('_', "");
        let written = self.symbols.text(name);
        let name = plain(written);
        let krate = self.workspace.krate(self.tree.unit(walk.unit).krate);
        let related = krate.externs.iter().find_map(|entry| match &entry.target {
            ExternTarget::Outside(package) => {
                let own = plain(&entry.name);
                let shorter = own.len().min(name.len());
                let is_related = own.contains(&name) || name.contains(&own);
                // A short one has to be a word of it, as `tl` of `astral-tl`.
                let is_word = entry.name.split('_').any(|word| word == written);
                (is_word || (shorter >= 3 && is_related)).then_some(package)
            }
            ExternTarget::Member(_) => None,
        });
        related.and_then(|package| self.symbols.get(package))
    }
}
