//! A whole path, segment by segment.
//!
//! A path can mean several items: one in each namespace, and one under each
//! `cfg`. All of them are followed, and all of them count.

use super::lexical::First;
use super::lookup::Search;
use super::tables::{ImportId, Namespaces, TableId};
use super::{Def, DefId, Names, Res};
use crate::expand::DOLLAR_CRATE;
use crate::facts::{Constructor, Context, Expects, ItemKind, Path, PathId, Segment};
use crate::modules::{ModuleId, UnitId};
use crate::workspace::Edition;

/// Aliases that stand for aliases, and imports that lead to imports, are
/// followed this far.
const MAX_HOPS: u32 = 64;

/// What a path means.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The items of the workspace, each once.
    pub targets: Vec<Target>,
    /// Whether it leads out of the workspace, and into which crate.
    pub external: Option<super::Symbol>,
    /// Whether it means a variable or a generic parameter.
    pub local: bool,
    /// Where it ends in nothing.
    pub dead_end: Option<DeadEnd>,
    /// Whether an import that is not resolved yet may change this.
    pub(super) undetermined: bool,
}

/// An item that a path means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The item.
    pub def: Def,
    /// The segment that names it. What follows it is an associated item that
    /// is not known: of a derive, of a bound, of a trait from outside.
    pub segment: usize,
}

/// Where a path ends in nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeadEnd {
    /// The first segment means nothing where it stands.
    First,
    /// The module has no such name.
    In(ModuleId, usize),
    /// There are fewer modules around than `super`s.
    TooManySupers,
    /// It rests on an import that could not be resolved.
    Import,
}

/// A path with what is needed to walk it.
#[derive(Clone, Copy)]
pub(super) struct Walk<'n> {
    pub(super) unit: UnitId,
    pub(super) path: &'n Path,
    pub(super) segments: &'n [Segment],
    /// The import that it belongs to, while that is resolved.
    pub(super) import: Option<ImportId>,
    /// Whether imports that are not resolved yet count as nothing.
    pub(super) settled: bool,
    pub(super) hops: u32,
}

impl<'n> Names<'n> {
    pub(super) fn walk_of(&self, unit: UnitId, path: PathId) -> Walk<'n> {
        let facts = &self.tree.unit(unit).facts;
        let path = facts.path(path);
        Walk {
            unit,
            path,
            segments: facts.segments(path),
            import: None,
            settled: false,
            hops: 0,
        }
    }

    /// Resolves a path.
    pub(super) fn resolve_path(&self, unit: UnitId, path: PathId, outcome: &mut Outcome) {
        let walk = self.walk_of(unit, path);
        if walk.path.expects == Expects::Constant {
            let name = self.symbol(unit, walk.segments[0].name);
            if !self.pattern_names.contains(&name) {
                outcome.local = true;
                return;
            }
        }
        self.resolve_walk(walk, outcome);
        if walk.path.expects == Expects::Constant {
            outcome
                .targets
                .retain(|target| self.is_pattern_item(target.def));
            outcome.local = outcome.targets.is_empty();
        }
    }

    pub(super) fn resolve_walk(&self, walk: Walk<'n>, outcome: &mut Outcome) {
        // The `*` of a glob is no name: the path before it is.
        let last = walk.segments.len() - usize::from(walk.path.context == Context::Glob);
        let mut any = false;
        for namespaces in namespaces(walk.path.expects) {
            let mut found = Outcome::default();
            self.walk_from_start(walk, last, *namespaces, &mut found);
            any |= !found.targets.is_empty() || found.external.is_some() || found.local;
            outcome.undetermined |= found.undetermined;
            for target in found.targets {
                if !outcome.targets.contains(&target) {
                    outcome.targets.push(target);
                }
            }
            outcome.external = outcome.external.or(found.external);
            outcome.local |= found.local;
            outcome.dead_end = outcome.dead_end.or(found.dead_end);
            if any && stops_at_first(walk.path.expects) {
                break;
            }
        }
        if any {
            outcome.dead_end = None;
        }
        // A lone name that is both: what is known wins.
        if !outcome.targets.is_empty() {
            outcome.external = None;
        }
    }

    /// Resolves a path in one namespace.
    pub(super) fn resolve_walk_in(
        &self,
        walk: Walk<'n>,
        namespaces: Namespaces,
        outcome: &mut Outcome,
    ) {
        let last = walk.segments.len() - usize::from(walk.path.context == Context::Glob);
        self.walk_from_start(walk, last, namespaces, outcome);
    }

    /// Resolves the first segments alone, as far as they are one name.
    pub(super) fn walk_first(&self, walk: Walk<'n>, namespaces: Namespaces, outcome: &mut Outcome) {
        self.walk_from_start(walk, 1, namespaces, outcome);
    }

    fn walk_from_start(
        &self,
        walk: Walk<'n>,
        last: usize,
        namespaces: Namespaces,
        outcome: &mut Outcome,
    ) {
        if last == 0 {
            // `use ::*` and `use {*}` name the root, or all crates.
            let root = self.tree.roots[self.tree.unit(walk.unit).krate.0 as usize];
            outcome.targets.push(Target {
                def: Def::Module(root),
                segment: 0,
            });
            return;
        }
        if let Some(base) = walk.path.base {
            return self.walk_from_base(walk, base, last, namespaces, outcome);
        }
        let first_namespaces = if last == 1 {
            namespaces
        } else {
            Namespaces::TYPE
        };
        let mut search = Search::of(&walk);
        let (index, firsts) = self.start(walk, last, first_namespaces, &mut search);
        outcome.undetermined |= search.undetermined;
        if firsts.is_empty() && !search.undetermined {
            outcome.dead_end = Some(DeadEnd::First);
        }
        for first in firsts {
            self.walk_on(walk, first.res, index, last, namespaces, outcome);
        }
    }

    /// `<Type>::name`
    fn walk_from_base(
        &self,
        walk: Walk<'n>,
        base: PathId,
        last: usize,
        namespaces: Namespaces,
        outcome: &mut Outcome,
    ) {
        let of_base = self.outcome(walk.unit, base);
        for target in &of_base.targets {
            let mut found = Outcome::default();
            if let Def::Item(def) = target.def {
                self.associated(walk, def, 0, last, namespaces, &mut found);
            }
            // The type itself is a path of its own.
            found.targets.retain(|found| found.def != target.def);
            outcome.targets.append(&mut found.targets);
        }
        outcome.local = outcome.targets.is_empty();
    }

    /// What the first segments mean, up to the one with the returned index.
    pub(super) fn start(
        &self,
        walk: Walk<'n>,
        last: usize,
        namespaces: Namespaces,
        search: &mut Search,
    ) -> (usize, Vec<First>) {
        let unit = self.tree.unit(walk.unit);
        let facts = &unit.facts;
        let root = self.tree.roots[unit.krate.0 as usize];
        let edition = self.workspace.krate(unit.krate).edition;
        let name = facts.name(walk.segments[0].name);
        let symbol = self.symbol(walk.unit, walk.segments[0].name);
        let plain = |res| First { res, found: None };
        if walk.path.leading_colons {
            let mut firsts = Vec::new();
            if edition == Edition::E2015 && !self.is_extern_crate(walk) {
                firsts = self.in_root(root, symbol, namespaces, search);
            }
            if firsts.is_empty() {
                let found = self.externs[unit.krate.0 as usize].get(&symbol);
                firsts.extend(found.map(|res| plain(*res)));
            }
            // A crate of the compiler, or one that a flag passes in.
            if firsts.is_empty() && self.is_extern_crate(walk) {
                firsts.push(plain(Res::External(symbol)));
            }
            return (0, firsts);
        }
        match name {
            "crate" | "$crate" => return (0, vec![plain(Names::as_def(root))]),
            "Self" => return (0, vec![plain(self.self_type(walk.unit, walk.path.scope))]),
            "self" | "super" => {
                let mut module = self.tree.module_of(walk.unit, walk.path.scope);
                let mut index = 0;
                for (at, segment) in walk.segments[..last].iter().enumerate() {
                    match facts.name(segment.name) {
                        "self" if at == 0 => {}
                        "super" => match self.parent_module(module) {
                            Some(parent) => module = parent,
                            None => return (at, Vec::new()),
                        },
                        _ => break,
                    }
                    index = at;
                }
                return (index, vec![plain(Names::as_def(module))]);
            }
            _ => {}
        }
        if let Some(number) = name.strip_prefix(DOLLAR_CRATE)
            && let Some(root) = number
                .parse::<usize>()
                .ok()
                .and_then(|number| self.tree.roots.get(number))
        {
            return (0, vec![plain(Names::as_def(*root))]);
        }
        let is_use = matches!(walk.path.context, Context::Use | Context::Glob);
        if is_use && edition == Edition::E2015 {
            let mut firsts = self.in_root(root, symbol, namespaces, search);
            if firsts.is_empty() && !search.undetermined {
                let found = self.externs[unit.krate.0 as usize].get(&symbol);
                firsts.extend(found.map(|res| plain(*res)));
            }
            if firsts.is_empty() && !search.undetermined && search.external {
                firsts.push(plain(Res::External(self.std)));
            }
            return (0, firsts);
        }
        if last == 1
            && namespaces.meets(Namespaces::MACRO)
            && let Some(definition) = self.tree.textual_macro(
                walk.unit,
                walk.path.scope,
                walk.segments[0].range.start,
                name,
            )
        {
            let def = self.def_of(definition.unit, definition.item);
            return (0, vec![plain(Res::Def(def))]);
        }
        (
            0,
            self.lexical(walk.unit, walk.path, symbol, namespaces, search),
        )
    }

    fn is_extern_crate(&self, walk: Walk<'_>) -> bool {
        walk.path.context == Context::Use && walk.path.expects == Expects::Type
    }

    fn in_root(
        &self,
        root: ModuleId,
        name: super::Symbol,
        namespaces: Namespaces,
        search: &mut Search,
    ) -> Vec<First> {
        let table = TableId(root.0);
        search.clear();
        self.search(table, name, namespaces, search);
        let found = search.hits.iter().map(|hit| First {
            res: hit.res,
            found: Some((table, hit.via)),
        });
        found.collect()
    }

    /// Continues behind a segment whose meaning is known.
    fn walk_on(
        &self,
        walk: Walk<'n>,
        res: Res,
        index: usize,
        last: usize,
        namespaces: Namespaces,
        outcome: &mut Outcome,
    ) {
        match res {
            Res::External(krate) => outcome.external = Some(krate),
            Res::Local => outcome.local = true,
            Res::Unknown => outcome.dead_end = Some(DeadEnd::Import),
            Res::Def(def) if index + 1 >= last => {
                let target = Target {
                    def,
                    segment: index,
                };
                if !outcome.targets.contains(&target) {
                    outcome.targets.push(target);
                }
            }
            Res::Def(Def::Module(module)) => {
                let mut search = Search::of(&walk);
                self.step(walk, module, index + 1, last, namespaces, &mut search);
                outcome.undetermined |= search.undetermined;
                if search.hits.is_empty() && !search.undetermined {
                    if search.external {
                        outcome.external = Some(self.std);
                    } else {
                        outcome.dead_end = Some(DeadEnd::In(module, index + 1));
                    }
                }
                for hit in search.hits {
                    self.walk_on(walk, hit.res, index + 1, last, namespaces, outcome);
                }
            }
            Res::Def(Def::Item(def)) => {
                self.associated(walk, def, index + 1, last, namespaces, outcome);
            }
        }
    }

    /// Looks up a segment in a module.
    pub(super) fn step(
        &self,
        walk: Walk<'n>,
        module: ModuleId,
        index: usize,
        last: usize,
        namespaces: Namespaces,
        search: &mut Search,
    ) {
        let name = self.symbol(walk.unit, walk.segments[index].name);
        let namespaces = if index + 1 == last {
            namespaces
        } else {
            Namespaces::TYPE
        };
        self.search(TableId(module.0), name, namespaces, search);
    }

    /// A segment behind a type or a trait: a variant or an associated item.
    fn associated(
        &self,
        walk: Walk<'n>,
        def: DefId,
        index: usize,
        last: usize,
        namespaces: Namespaces,
        outcome: &mut Outcome,
    ) {
        let name = self.symbol(walk.unit, walk.segments[index].name);
        let of_last = if index + 1 == last {
            namespaces
        } else {
            Namespaces::TYPE
        };
        if let ItemKind::TypeAlias(target) = self.item(def).kind {
            return self.through_alias(walk, (def, target), index, (last, namespaces), outcome);
        }
        let found = self.associated_item(def, name, of_last);
        if found.is_empty() {
            // Of a derive, a bound, or a trait from outside: the type counts.
            let target = Target {
                def: Def::Item(def),
                segment: index.saturating_sub(1),
            };
            if walk.path.base.is_none() && !outcome.targets.contains(&target) {
                outcome.targets.push(target);
            }
            outcome.local |= walk.path.base.is_some();
        }
        for found in found {
            self.walk_on(
                walk,
                Res::Def(Def::Item(found)),
                index,
                last,
                namespaces,
                outcome,
            );
        }
    }

    /// `Alias::name` is a `name` of the type that it stands for.
    fn through_alias(
        &self,
        walk: Walk<'n>,
        (alias, target): (DefId, Option<PathId>),
        index: usize,
        (last, namespaces): (usize, Namespaces),
        outcome: &mut Outcome,
    ) {
        let (unit, _) = self.home(alias);
        let mut is_known = false;
        if let Some(target) = target
            && walk.hops < MAX_HOPS
        {
            let mut of_alias = Outcome::default();
            let deeper = Walk {
                hops: walk.hops + 1,
                ..self.walk_of(unit, target)
            };
            self.resolve_walk(deeper, &mut of_alias);
            for found in of_alias.targets {
                if let Def::Item(def) = found.def {
                    let name = self.symbol(walk.unit, walk.segments[index].name);
                    let of_last = if index + 1 == last {
                        namespaces
                    } else {
                        Namespaces::TYPE
                    };
                    for found in self.associated_item(self.behind_aliases(def), name, of_last) {
                        is_known = true;
                        self.walk_on(
                            walk,
                            Res::Def(Def::Item(found)),
                            index,
                            last,
                            namespaces,
                            outcome,
                        );
                    }
                }
            }
        }
        if !is_known {
            outcome.targets.push(Target {
                def: Def::Item(alias),
                segment: index.saturating_sub(1),
            });
        }
    }

    /// The type that an alias stands for in the end, or the type itself.
    pub fn behind_aliases(&self, mut def: DefId) -> DefId {
        for _ in 0..MAX_HOPS {
            let ItemKind::TypeAlias(Some(target)) = self.item(def).kind else {
                break;
            };
            let (unit, _) = self.home(def);
            match self.outcome(unit, target).targets.first() {
                Some(Target {
                    def: Def::Item(next),
                    ..
                }) if *next != def => def = *next,
                _ => break,
            }
        }
        def
    }

    fn is_pattern_item(&self, def: Def) -> bool {
        let Def::Item(def) = def else {
            return false;
        };
        matches!(
            self.item(def).kind,
            ItemKind::Const
                | ItemKind::Static
                | ItemKind::AssocConst
                | ItemKind::Struct(Constructor::Unit)
                | ItemKind::Variant(Constructor::Unit)
        )
    }
}

/// The namespaces in which a path is looked up, one after the other.
fn namespaces(expects: Expects) -> &'static [Namespaces] {
    match expects {
        Expects::Type => &[Namespaces::TYPE],
        Expects::Value | Expects::Constant => &[Namespaces::VALUE],
        Expects::Macro => &[Namespaces::MACRO],
        Expects::TypeOrValue => &[Namespaces::TYPE, Namespaces::VALUE],
        Expects::Any => &Namespaces::EACH,
    }
}

/// Whether the first namespace with a meaning decides.
fn stops_at_first(expects: Expects) -> bool {
    expects == Expects::TypeOrValue
}
