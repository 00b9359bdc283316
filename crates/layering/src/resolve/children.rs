//! What lies directly below an item, for those who walk down by name.

use super::lookup::Search;
use super::tables::{Namespaces, TableId};
use super::{Def, Names, Res, Symbol};

impl Names<'_> {
    /// What a name means directly below an item, in any namespace and by any
    /// import, whoever may see it.
    pub fn named_in(&self, def: Def, name: &str) -> Vec<Def> {
        let Some(name) = self.symbols.get(name) else {
            return Vec::new();
        };
        let mut found = Vec::new();
        for namespaces in Namespaces::EACH {
            match def {
                Def::Module(module) => {
                    let mut search = Search::default();
                    self.search(TableId::of_module(module), name, namespaces, &mut search);
                    found.extend(search.hits.iter().filter_map(|hit| match hit.res {
                        Res::Def(def) => Some(def),
                        _ => None,
                    }));
                }
                Def::Item(item) => {
                    let items = self.associated_item(self.behind_aliases(item), name, namespaces);
                    found.extend(items.into_iter().map(Def::Item));
                }
            }
        }
        // A macro that is not exported is in no table.
        if let Def::Module(module) = def {
            found.extend(self.private_macros(module, name));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The names directly below an item.
    pub fn names_below(&self, def: Def) -> Vec<String> {
        let tables = match def {
            Def::Module(module) => vec![TableId::of_module(module)],
            Def::Item(item) => {
                let tables = [
                    self.item_tables.get(&item),
                    self.assoc_tables.get(&(item, false)),
                    self.assoc_tables.get(&(item, true)),
                ];
                tables.into_iter().flatten().copied().collect()
            }
        };
        let mut symbols: Vec<Symbol> = Vec::new();
        for table in tables {
            self.names_in(table, &mut Vec::new(), &mut symbols);
        }
        let mut names: Vec<String> = symbols
            .iter()
            .map(|symbol| self.symbols.text(*symbol).to_owned())
            .collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    fn private_macros(&self, module: super::ModuleId, name: Symbol) -> Vec<Def> {
        let scopes = &self.tree.module(module).scopes;
        let items = scopes.iter().flat_map(|(unit, scope)| {
            let facts = &self.tree.unit(*unit).facts;
            let items = (0..).map(crate::facts::ItemId).zip(&facts.items);
            items
                .filter(|(_, item)| {
                    item.scope == *scope
                        && matches!(item.kind, crate::facts::ItemKind::MacroRules(_))
                })
                .filter(|(_, item)| self.symbol(*unit, item.name) == name)
                .map(|(index, _)| self.def_of(*unit, index))
        });
        items.collect()
    }
}
