//! Paths for messages: what to write instead, and how something is reached.

use super::lookup::{Hit, Search};
use super::path::DeadEnd;
use super::tables::{Brings, ImportId, Namespaces, TableId};
use super::{Def, Hop, Names, Res};
use crate::facts::{ImportKind, ItemKind, PathId, TextRange, Visibility};
use crate::modules::{ModuleId, UnitId};
use crate::source::Span;

impl Names<'_> {
    /// The module that an import is written in.
    pub fn import_module(&self, import: ImportId) -> ModuleId {
        self.tables[self.imports[import.0 as usize].table].module
    }

    /// The import that another one fails for in the end, or that one itself.
    pub fn failed_import(&self, import: ImportId) -> ImportId {
        let mut at = import;
        let mut seen = vec![at];
        loop {
            let state = &self.imports[at.0 as usize];
            let fact = &self.tree.unit(state.unit).facts.imports[state.index as usize];
            match self.outcome(state.unit, fact.path).dead_end {
                Some(DeadEnd::Import(next)) if !seen.contains(&next) => at = next,
                _ => return at,
            }
            seen.push(at);
        }
    }

    /// Where the leaf of an import, or its `*`, stands.
    pub fn import_span(&self, import: ImportId) -> Option<Span> {
        let (unit, range) = self.last_name_of(import);
        self.tree.span(unit, range)
    }

    /// Where an import comes from: its last name, or the call in a file, if the
    /// body of a macro has the import.
    pub fn import_source(&self, import: ImportId) -> Option<Span> {
        let (unit, range) = self.last_name_of(import);
        self.tree.source(unit, range)
    }

    fn last_name_of(&self, import: ImportId) -> (UnitId, TextRange) {
        let (unit, path) = self.import_path(import);
        let facts = &self.tree.unit(unit).facts;
        let segments = facts.segments(facts.path(path));
        (unit, segments[segments.len() - 1].range)
    }

    /// The path that an import is written with.
    pub fn import_path(&self, import: ImportId) -> (UnitId, PathId) {
        let state = &self.imports[import.0 as usize];
        let facts = &self.tree.unit(state.unit).facts;
        (state.unit, facts.imports[state.index as usize].path)
    }

    /// Whether an import is a glob.
    pub fn is_glob(&self, import: ImportId) -> bool {
        self.imports[import.0 as usize].kind == ImportKind::Glob
    }

    /// The modules that a glob names; that of an enum is the one around it.
    pub fn globbed_modules(&self, import: ImportId) -> impl Iterator<Item = ModuleId> {
        let tables = match &self.imports[import.0 as usize].brings {
            Brings::Glob { tables, .. } => tables.as_slice(),
            _ => &[],
        };
        let tables = tables.iter().map(|table| &self.tables[*table]);
        tables.map(|table| match table.owner {
            Some(owner) => self.home_module(Def::Item(owner)),
            None => table.module,
        })
    }

    /// Whether an import has a visibility, so that others can name what it
    /// brings in.
    pub fn is_handed_on(&self, import: ImportId) -> bool {
        let state = &self.imports[import.0 as usize];
        let fact = &self.tree.unit(state.unit).facts.imports[state.index as usize];
        fact.visibility != Visibility::Inherited
    }

    /// Whether an import is test code.
    pub fn import_is_test(&self, import: ImportId) -> bool {
        let state = &self.imports[import.0 as usize];
        let unit = self.tree.unit(state.unit);
        unit.conditions.test
            || unit
                .facts
                .path(unit.facts.imports[state.index as usize].path)
                .test
    }

    /// The items that an import names.
    pub fn brought_by(&self, import: ImportId) -> Vec<Def> {
        match &self.imports[import.0 as usize].brings {
            Brings::Named(found) => {
                let defs = found.iter().filter_map(|(_, res, _)| match res {
                    Res::Def(def) => Some(*def),
                    _ => None,
                });
                defs.collect()
            }
            _ => Vec::new(),
        }
    }

    /// Whether a path starts with `Self`.
    pub fn starts_with_self(&self, unit: UnitId, path: PathId) -> bool {
        let facts = &self.tree.unit(unit).facts;
        facts.name(facts.segments(facts.path(path))[0].name) == "Self"
    }

    /// The trait of the `Name` in `Trait<Name = Type>`, which is a reference of
    /// its own.
    pub fn trait_of_binding(&self, unit: UnitId, path: PathId) -> Option<Def> {
        let base = self.tree.unit(unit).facts.path(path).base?.path()?;
        let outcome = self.outcome(unit, base);
        let defs = outcome.targets.iter().map(|target| target.def);
        let mut traits = defs.filter(
            |def| matches!(def, Def::Item(item) if self.item(*item).kind == ItemKind::Trait),
        );
        traits.next()
    }

    /// Whether an item is a type alias.
    pub fn is_alias(&self, def: Def) -> bool {
        matches!(def, Def::Item(def) if matches!(self.item(def).kind, ItemKind::TypeAlias(_)))
    }

    /// The path of an import as it is written.
    pub fn import_written(&self, import: ImportId) -> String {
        let state = &self.imports[import.0 as usize];
        let facts = &self.tree.unit(state.unit).facts;
        facts.written(facts.path(facts.imports[state.index as usize].path))
    }

    /// A path as it is written.
    pub fn written(&self, unit: UnitId, path: PathId) -> String {
        let facts = &self.tree.unit(unit).facts;
        facts.written(facts.path(path))
    }

    /// The place of a path from its first segment to the one with an index.
    pub fn path_span(&self, unit: UnitId, path: PathId, last: usize) -> Option<Span> {
        let facts = &self.tree.unit(unit).facts;
        let segments = facts.segments(facts.path(path));
        let first = self.tree.span(unit, segments[0].range)?;
        let last = self.tree.span(unit, segments[last].range)?;
        (first.file == last.file && first.start <= last.start).then_some(Span {
            end: last.end,
            ..first
        })
    }

    /// What a module calls an item, if it has a name for it that can be seen
    /// from another one.
    pub fn name_in(&self, module: ModuleId, def: Def, from: ModuleId) -> Option<String> {
        let table = TableId::of_module(module);
        let mut symbols = Vec::new();
        self.names_in(table, &mut Vec::new(), &mut symbols);
        let mut names: Vec<&str> = symbols
            .into_iter()
            .filter(|symbol| {
                let mut search = Search::default();
                self.search(table, *symbol, Namespaces::ALL, &mut search);
                let is_seen =
                    |hit: &Hit| hit.res == Res::Def(def) && self.is_visible(hit.vis, from);
                search.hits.iter().any(is_seen)
            })
            .map(|symbol| self.symbols.text(symbol))
            .collect();
        // The item's own name, if it has that there.
        let own = self.name_of(def);
        names.sort_unstable_by_key(|name| (*name != own, *name));
        names.first().map(|name| (*name).to_owned())
    }

    /// The path to write in a module for another one; `None` if the crate of
    /// that one has no name there.
    pub fn path_from(&self, from: ModuleId, to: ModuleId) -> Option<String> {
        let path = self.module_path(to);
        let below = path.split_once("::").map(|(_, below)| below);
        let (from, to) = (self.tree.module(from).krate, self.tree.module(to).krate);
        let krate = if from == to {
            "crate"
        } else {
            let root = Res::Def(Def::Module(self.tree.roots[to.0 as usize]));
            let externs = &self.externs[from.0 as usize];
            let mut named = externs.iter().filter(|(_, res)| **res == root);
            self.symbols.text(*named.next()?.0)
        };
        Some(below.map_or_else(|| krate.to_owned(), |below| format!("{krate}::{below}")))
    }

    /// A route as people read it: `admin -> util -> pika_cloud::Phase`. The
    /// modules that the item lies in are shown as a part of its own path.
    pub fn show_route(&self, from: ModuleId, hops: &[Hop], to: Def) -> String {
        let krate = self.tree.module(from).krate;
        let short = |module: ModuleId| {
            let path = self.module_path(module);
            match path.split_once("::") {
                Some((_, below)) if self.tree.module(module).krate == krate => below.to_owned(),
                _ => path,
            }
        };
        let home = self.module_at(to);
        let mut steps = vec![short(from)];
        let hops = hops.iter().filter(|hop| !self.is_within(home, hop.module));
        steps.extend(hops.map(|hop| short(hop.module)));
        steps.push(self.path_of(to));
        steps.dedup();
        steps.join(" -> ")
    }
}
