//! Associated items that traits of the workspace give to types which are not of
//! the workspace, or no paths, or to all types.
//!
//! Such a type is known by its name or its form alone, so the trait has to be in
//! scope where the path stands (Rust reference, "Paths", on associated items).

use rustc_hash::{FxHashMap, FxHashSet};

use super::lexical::First;
use super::lookup::Via;
use super::path::{Outcome, Target};
use super::tables::{Brings, Entry, Namespaces, TableId};
use super::walk::Walk;
use super::{Def, DefId, Names, Res, Symbol, prelude};
use crate::facts::{Context, FormKind, ItemKind, PathId, ScopeId, ScopeKind};
use crate::modules::UnitId;

/// Aliases that stand for aliases are followed this far.
const MAX_HOPS: u32 = 64;

/// The traits that are implemented for types from outside, by the names of
/// their items.
#[derive(Debug, Default)]
pub(super) struct Gifts {
    by_item: FxHashMap<Symbol, Vec<Gift>>,
    known: FxHashSet<Gift>,
}

/// An `impl` of a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Gift {
    to: Receiver,
    of: DefId,
}

/// A type that traits give items to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Receiver {
    /// Every type, or one of which nothing else is known.
    Any,
    /// The type from outside with this name.
    Outside(Symbol),
    /// A type that is no path, with what it is about, if that is known.
    Form(FormKind, Option<Head>),
}

/// The type or trait that a type is about which is no path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Head {
    Item(DefId),
    Outside(Symbol),
}

impl Receiver {
    /// Whether what is given to it alone is given to a type.
    pub(super) fn is_like(self, ty: Receiver) -> bool {
        match (self, ty) {
            (Receiver::Form(kind, head), Receiver::Form(of, about)) => {
                kind == of && (head.is_none() || about.is_none() || head == about)
            }
            _ => self == ty && self != Receiver::Any,
        }
    }
}

impl Names<'_> {
    /// Notes an `impl` of a trait for a type from outside, or for all types.
    pub(super) fn add_gift(&mut self, to: Receiver, of: DefId) {
        let gift = Gift { to, of };
        if !self.gifts.known.insert(gift) {
            return;
        }
        let Some(table) = self.item_tables.get(&of) else {
            return;
        };
        for name in self.tables[*table].names.keys() {
            self.gifts.by_item.entry(*name).or_default().push(gift);
        }
    }

    /// The name of the type from outside that a path means, behind aliases.
    pub(super) fn outside_type(&self, unit: UnitId, path: PathId) -> Option<Symbol> {
        let (mut unit, mut path) = (unit, path);
        for _ in 0..MAX_HOPS {
            let outcome = self.outcome(unit, path);
            if outcome.external.is_some() {
                let walk = self.walk_of(unit, path);
                return Some(self.own_name(walk, walk.segments.len() - 1));
            }
            let Def::Item(def) = outcome.targets.first()?.def else {
                return None;
            };
            let ItemKind::TypeAlias(Some(target)) = self.item(def).kind else {
                return None;
            };
            (unit, path) = (self.home(def).0, target);
        }
        None
    }

    /// The name that a segment which leads outside has there, if an import
    /// gives it another one.
    pub(super) fn own_name(&self, walk: Walk<'_>, index: usize) -> Symbol {
        let written = self.symbol(walk.unit, walk.segments[index].name);
        if index > 0 {
            return written;
        }
        let mut search = walk.search();
        let (_, firsts) = self.start(walk, 1, Namespaces::TYPE, &mut search);
        let Some(First {
            found: Some((_, Via::Import(id))),
            ..
        }) = firsts.first()
        else {
            return written;
        };
        let import = &self.imports[id.0 as usize];
        let facts = &self.tree.unit(import.unit).facts;
        let path = facts.path(facts.imports[import.index as usize].path);
        let segments = facts.segments(path);
        self.symbol(import.unit, segments[segments.len() - 1].name)
    }

    /// Resolves a path that leads outside at a segment, if its last one is the
    /// item of a trait; says whether it is.
    pub(super) fn walk_outside(
        &self,
        walk: Walk<'_>,
        krate: Symbol,
        (index, last): (usize, usize),
        namespaces: Namespaces,
        outcome: &mut Outcome,
    ) -> bool {
        let names_path = matches!(walk.path.context, Context::Use | Context::Glob);
        if names_path || index + 2 > last {
            return false;
        }
        let name = self.symbol(walk.unit, walk.segments[last - 1].name);
        if !self.gifts.by_item.contains_key(&name) || prelude::is_inherent(self.symbols.text(name))
        {
            return false;
        }
        let ty = self.own_name(walk, last - 2);
        let is_crate = last == 2 && ty == krate;
        let has_gift = self.gifts.by_item[&name]
            .iter()
            .any(|gift| gift.to == Receiver::Outside(ty));
        if is_crate || (self.is_like_module(ty) && !has_gift) {
            return false;
        }
        let found = self.given(walk, Receiver::Outside(ty), name, namespaces);
        let is_known = !found.is_empty();
        let targets = found.into_iter();
        let targets = targets.map(|def| Target::new(Def::Item(def), last - 1));
        outcome.targets.extend(targets);
        is_known
    }

    /// Whether something from outside has a name that is spelled as modules
    /// are, and types are not.
    fn is_like_module(&self, name: Symbol) -> bool {
        self.symbols.text(name).starts_with(char::is_lowercase) && !self.prelude.contains(&name)
    }

    /// The items with a name of the traits in scope that are implemented for a
    /// type, or for all types.
    pub(super) fn given(
        &self,
        walk: Walk<'_>,
        ty: Receiver,
        name: Symbol,
        namespaces: Namespaces,
    ) -> Vec<DefId> {
        self.given_if(walk, name, namespaces, |to| {
            to == Receiver::Any || to.is_like(ty)
        })
    }

    /// The items with a name of the traits in scope that are implemented for what
    /// `is_meant`.
    pub(super) fn given_if(
        &self,
        walk: Walk<'_>,
        name: Symbol,
        namespaces: Namespaces,
        is_meant: impl Fn(Receiver) -> bool,
    ) -> Vec<DefId> {
        if !namespaces.meets(Namespaces::VALUE) {
            // A type behind a type needs a bound that declares it.
            return Vec::new();
        }
        let gifts = self.gifts.by_item.get(&name).into_iter().flatten();
        let mut found: Vec<DefId> = gifts
            .filter(|gift| is_meant(gift.to))
            .filter(|gift| self.is_in_scope(walk.unit, walk.path.scope, gift.of))
            .flat_map(|gift| {
                let table = self.item_tables.get(&gift.of).into_iter();
                table.flat_map(|table| self.written_items(*table, name, namespaces))
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether a trait is in scope, under any name or none.
    fn is_in_scope(&self, unit: UnitId, scope: ScopeId, of: DefId) -> bool {
        let (mut at, mut next) = (unit, Some(scope));
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
                && self.has(table, of, &mut Vec::new())
            {
                return true;
            }
            if is_module {
                return false;
            }
        }
        false
    }

    fn has(&self, table: TableId, of: DefId, visited: &mut Vec<TableId>) -> bool {
        if visited.contains(&table) {
            return false;
        }
        visited.push(table);
        let this = &self.tables[table];
        let wanted = Res::Def(Def::Item(of));
        let is_brought = |brings: &Brings| match brings {
            Brings::Named(found) => found.iter().any(|(_, res, _)| *res == wanted),
            _ => false,
        };
        let is_written = |entry: &Entry| match entry {
            Entry::Item { res, .. } => *res == wanted,
            Entry::Import(id) => is_brought(&self.imports[id.0 as usize].brings),
        };
        this.names.values().flatten().any(is_written)
            || this
                .unnamed
                .iter()
                .any(|id| is_brought(&self.imports[id.0 as usize].brings))
            || this
                .globs
                .iter()
                .any(|id| match &self.imports[id.0 as usize].brings {
                    Brings::Glob { tables, .. } => {
                        tables.iter().any(|table| self.has(*table, of, visited))
                    }
                    _ => false,
                })
    }
}
