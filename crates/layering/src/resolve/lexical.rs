//! The first segment of a path: what a name means where it stands.
//!
//! Scopes are searched from the inside out, then the preludes (Rust reference,
//! "Name resolution" and "Preludes").

use smallvec::{SmallVec, smallvec};

use super::lookup::{Hit, Search, Via};
use super::tables::{Namespaces, TableId};
use super::walk::Start;
use super::{Def, Names, Res, Symbol, Vis};
use crate::facts::{ImplId, ItemId, Parent, Path, ScopeId, ScopeKind, SelfType};
use crate::modules::{ModuleId, UnitId};

/// All that a first segment means, which is one thing nearly always.
pub(super) type Firsts = SmallVec<[First; 1]>;

/// What a first segment means, and how it came to be in scope.
#[derive(Clone, Copy, Debug)]
pub(super) struct First {
    pub(super) res: Res,
    /// The table that it was found in; preludes have none.
    pub(super) found: Option<(TableId, Via)>,
    /// How far it may be seen there.
    pub(super) vis: Vis,
}

impl First {
    /// What is known without a table.
    pub(super) fn plain(res: Res) -> Self {
        First {
            res,
            found: None,
            vis: Vis::Public,
        }
    }

    /// Where a path starts with this, whose name is the segment.
    pub(super) fn start(&self, segment: usize, name: Symbol) -> Start {
        Start {
            segment,
            name,
            res: self.res,
            via: self.found.map(|(_, via)| via),
        }
    }

    /// What was found in a table.
    pub(super) fn hit(table: TableId, hit: &Hit) -> Self {
        First {
            res: hit.res,
            found: Some((table, hit.via)),
            vis: hit.vis,
        }
    }
}

impl Names<'_> {
    /// The unit and the scope in which what a scope declares is looked up.
    pub(super) fn place_of(&self, unit: UnitId, scope: ScopeId) -> (UnitId, ScopeId) {
        let (unit, scope) = self.tree.home(unit, scope);
        (unit, self.tree.unit(unit).facts.item_scope(scope))
    }

    pub(super) fn table_at(&self, unit: UnitId, scope: ScopeId) -> Option<TableId> {
        let this = self.tree.unit(unit);
        match this.facts.scope(scope).kind {
            ScopeKind::File | ScopeKind::Module(_) => {
                Some(TableId::of_module(self.tree.module_of(unit, scope)))
            }
            _ => self.block_tables.get(&(unit, scope)).copied(),
        }
    }

    /// Looks up a name where a path stands.
    pub(super) fn lexical(
        &self,
        unit: UnitId,
        path: &Path,
        name: Symbol,
        namespaces: Namespaces,
        search: &mut Search,
    ) -> Firsts {
        let krate = self.tree.unit(unit).krate.0 as usize;
        let externs = &self.externs[krate];
        let (mut at, mut next) = (unit, Some(path.scope));
        while let Some(scope) = next {
            let this = self.tree.unit(at);
            let facts = &this.facts;
            let kind = facts.scope(scope).kind;
            next = facts.scope(scope).parent;
            match kind {
                ScopeKind::Bindings(start, end) if namespaces.meets(Namespaces::VALUE) => {
                    let bindings = &facts.bindings[start as usize..end as usize];
                    let binding = bindings
                        .iter()
                        .find(|binding| self.symbol(at, binding.name) == name);
                    if binding.is_some_and(|binding| {
                        binding
                            .unless
                            .is_none_or(|path| !self.is_constant(at, path))
                    }) {
                        return smallvec![First::plain(Res::Local)];
                    }
                }
                ScopeKind::Generics(start, end) => {
                    let params = &facts.params[start as usize..end as usize];
                    let is_bound = params.iter().any(|param| {
                        let of = if param.is_const {
                            Namespaces::VALUE
                        } else {
                            Namespaces::TYPE
                        };
                        of.meets(namespaces) && self.symbol(at, param.name) == name
                    });
                    if is_bound {
                        return smallvec![First::plain(Res::Local)];
                    }
                }
                ScopeKind::File if this.mount.is_some() => {
                    // The product of a macro is a part of the scope of the call.
                    let (unit, scope) = self.tree.home(at, scope);
                    (at, next) = (unit, Some(scope));
                }
                ScopeKind::Block | ScopeKind::Module(_) | ScopeKind::File => {
                    let is_module = !matches!(kind, ScopeKind::Block);
                    if let Some(table) = self.table_at(at, scope)
                        && let Some(found) = self.in_scope(
                            table,
                            name,
                            namespaces,
                            is_module.then_some(externs),
                            search,
                        )
                    {
                        return found;
                    }
                    // Nothing around a module is in scope inside of it.
                    if is_module {
                        break;
                    }
                }
                _ => {}
            }
        }
        self.in_preludes(unit, name, namespaces, search)
    }

    /// Looks a name up in a scope of items; `None` if the search goes on.
    fn in_scope(
        &self,
        table: TableId,
        name: Symbol,
        namespaces: Namespaces,
        externs: Option<&rustc_hash::FxHashMap<Symbol, Res>>,
        search: &mut Search,
    ) -> Option<Firsts> {
        let external = search.external;
        search.clear();
        // A crate wins over what a glob of an unresolved import may bring in:
        // if it did, rustc would call the name ambiguous.
        search.without_globs = search.ignore.is_some()
            && namespaces == Namespaces::TYPE
            && externs.is_some_and(|externs| externs.contains_key(&name));
        self.search(table, name, namespaces, search);
        search.without_globs = false;
        search.external = self.either(search.external, external);
        if search.hits.is_empty() && search.waits_for.is_none() {
            return None;
        }
        let hits = search.hits.iter();
        Some(hits.map(|hit| First::hit(table, hit)).collect())
    }

    fn in_preludes(
        &self,
        unit: UnitId,
        name: Symbol,
        namespaces: Namespaces,
        search: &mut Search,
    ) -> Firsts {
        let krate = self.tree.unit(unit).krate.0 as usize;
        if namespaces.meets(Namespaces::TYPE) {
            if let Some(res) = self.externs[krate].get(&name) {
                return smallvec![First::plain(*res)];
            }
            if self.tools.contains(&name) {
                return smallvec![First::plain(Res::External(name))];
            }
        }
        if namespaces.meets(Namespaces::MACRO) {
            if let Some(found) = self.in_macro_prelude(krate, name, search) {
                return smallvec![found];
            }
            let is_external = self.macro_preludes[krate].may_have_external(name);
            if self.prelude_macros.contains(&name) || is_external {
                return smallvec![First::plain(Res::External(self.somewhere))];
            }
        }
        if self.prelude.contains(&name) || search.external.is_some() {
            return smallvec![First::plain(Res::External(self.somewhere))];
        }
        Firsts::new()
    }

    /// What `Self` means in a scope.
    pub(super) fn self_type(&self, unit: UnitId, scope: ScopeId) -> Res {
        let (mut at, mut next) = (unit, Some(scope));
        while let Some(scope) = next {
            let facts = &self.tree.unit(at).facts;
            match facts.scope(scope).kind {
                ScopeKind::SelfType(SelfType::Item(item)) => {
                    return Res::Def(self.def_of(at, item));
                }
                ScopeKind::SelfType(SelfType::Impl(id)) => return self.self_of_impl(at, id),
                ScopeKind::Module(_) => return Res::Local,
                ScopeKind::File => {
                    let Some(mount) = self.tree.unit(at).mount else {
                        return Res::Local;
                    };
                    match mount.parent {
                        Parent::Impl(id) => return self.self_of_impl(mount.unit, id),
                        Parent::Item(item) => return self.self_of_item(mount.unit, item),
                        Parent::Scope => (at, next) = (mount.unit, Some(mount.scope)),
                    }
                    continue;
                }
                _ => {}
            }
            next = facts.scope(scope).parent;
        }
        Res::Local
    }

    /// The `impl` that a scope is in, if it is the next thing around that says
    /// what `Self` is.
    pub(super) fn impl_around(&self, unit: UnitId, scope: ScopeId) -> Option<(UnitId, ImplId)> {
        let (mut at, mut next) = (unit, Some(scope));
        loop {
            let this = self.tree.unit(at);
            let scope = next?;
            match (this.facts.scope(scope).kind, this.mount) {
                (ScopeKind::SelfType(SelfType::Impl(id)), _) => return Some((at, id)),
                (ScopeKind::SelfType(SelfType::Item(_)) | ScopeKind::Module(_), _) => return None,
                (ScopeKind::File, Some(mount)) => match mount.parent {
                    Parent::Impl(id) => return Some((mount.unit, id)),
                    Parent::Item(_) => return None,
                    Parent::Scope => (at, next) = (mount.unit, Some(mount.scope)),
                },
                _ => next = this.facts.scope(scope).parent,
            }
        }
    }

    fn self_of_item(&self, unit: UnitId, item: ItemId) -> Res {
        Res::Def(self.def_of(unit, item))
    }

    fn self_of_impl(&self, unit: UnitId, id: ImplId) -> Res {
        let Some(path) = self.tree.unit(unit).facts.impls[id.index()].owner() else {
            return Res::Local;
        };
        let outcome = self.outcome(unit, path);
        let target = outcome.targets.first().map(|target| Res::Def(target.def));
        target.unwrap_or(Res::Local)
    }

    /// Whether an identifier pattern names a constant.
    fn is_constant(&self, unit: UnitId, path: crate::facts::PathId) -> bool {
        !self.outcome(unit, path).targets.is_empty()
    }

    /// The module that `super`s lead to.
    pub(super) fn parent_module(&self, module: ModuleId) -> Option<ModuleId> {
        self.tree.module(module).parent
    }

    /// The import that a path belongs to while imports are resolved.
    pub(super) fn as_def(module: ModuleId) -> Res {
        Res::Def(Def::Module(module))
    }
}
