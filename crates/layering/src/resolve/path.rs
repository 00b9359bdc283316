//! A whole path, segment by segment.
//!
//! A path can mean several items: one in each namespace, and one under each
//! `cfg`. All of them are followed, and all of them count.

use super::lookup::{Search, Wait};
use super::start::Beginning;
use super::tables::{ImportId, Namespaces, TableId};
use super::walk::{Start, Walk};
use super::{Def, Names, Res, Vis};
use crate::facts::{Constructor, Context, Expects, ItemKind, PathId};
use crate::modules::{ModuleId, UnitId};

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
    /// An import that is not resolved yet, and may change this.
    pub(super) waits_for: Option<Wait>,
    /// Whether it leads out of the workspace only because a glob from there may
    /// bring in its last name.
    pub(super) by_glob: bool,
    /// Whether such an import was taken for nothing.
    pub(super) passed_over: bool,
    /// Of the path of an import, how far its last names may be seen.
    pub(super) seen: Vec<(Res, Vis)>,
}

/// An item that a path means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// The item.
    pub def: Def,
    /// The segment that names it. What follows it is an associated item that
    /// is not known: of a derive, of a bound, of a trait from outside.
    pub segment: usize,
    /// Where the path to it starts, if that is a name in scope or a keyword.
    pub(crate) start: Option<Start>,
}

impl Outcome {
    /// Adds an item that a path means, if it is not among them.
    pub(super) fn add(&mut self, target: Target) {
        let is_same = |other: &Target| (other.def, other.segment) == (target.def, target.segment);
        if !self.targets.iter().any(is_same) {
            self.targets.push(target);
        }
    }
}

impl Target {
    pub(super) fn new(def: Def, segment: usize) -> Self {
        Target {
            def,
            segment,
            start: None,
        }
    }
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
    /// It rests on this import, which could not be resolved.
    Import(ImportId),
}

impl<'n> Names<'n> {
    /// Resolves a path.
    pub(super) fn resolve_path(&self, unit: UnitId, path: PathId, outcome: &mut Outcome) {
        let walk = self.walk_of(unit, path);
        if walk.path.expects == Expects::Nothing {
            outcome.local = true;
            return;
        }
        if walk.path.expects == Expects::Constant {
            let name = self.symbol(unit, walk.segments[0].name);
            if !self.pattern_names.contains(&name) {
                outcome.local = true;
                return;
            }
        }
        self.resolve_walk(walk, outcome);
        if walk.path.expects == Expects::Attribute && self.is_helper(unit, path, outcome) {
            *outcome = Outcome {
                local: true,
                ..Outcome::default()
            };
        }
        if walk.path.expects == Expects::Constant {
            outcome
                .targets
                .retain(|target| self.is_pattern_item(target.def));
            outcome.local = outcome.targets.is_empty();
        }
    }

    /// Resolves the first segments of a path, which lead on to the others.
    pub(super) fn resolve_prefix(
        &self,
        unit: UnitId,
        path: PathId,
        count: usize,
        outcome: &mut Outcome,
    ) {
        let walk = self.walk_of(unit, path);
        self.walk_from_start(walk, (count, Namespaces::TYPE), &mut None, outcome);
    }

    pub(super) fn resolve_walk(&self, walk: Walk<'n>, outcome: &mut Outcome) {
        if walk.path.expects == Expects::Any && !walk.visible {
            // What may not be seen is not meant together with what may.
            let mut seen = Outcome::default();
            let visible = Walk {
                visible: true,
                ..walk
            };
            self.resolve_walk(visible, &mut seen);
            if !seen.targets.is_empty() || seen.external.is_some() {
                *outcome = seen;
                return;
            }
        }
        // The `*` of a glob is no name: the path before it is.
        let last = walk.segments.len() - usize::from(walk.path.context == Context::Glob);
        let (mut any, mut known) = (false, false);
        let mut start = None;
        for namespaces in self.namespaces(walk, last) {
            let mut found = Outcome::default();
            self.walk_from_start(walk, (last, *namespaces), &mut start, &mut found);
            if walk.path.expects == Expects::Constant && found.by_glob {
                // A glob from outside may bring in anything; a variable is likelier.
                found.external = None;
            }
            let outside = found.external.is_some();
            any |= !found.targets.is_empty() || outside || found.local;
            known |= any && !(outside && found.by_glob);
            outcome.waits_for = outcome.waits_for.or(found.waits_for);
            outcome.passed_over |= found.passed_over;
            if outcome.targets.is_empty() && found.targets.len() == 1 {
                outcome.targets = found.targets;
            } else {
                found
                    .targets
                    .into_iter()
                    .for_each(|target| outcome.add(target));
            }
            outcome.external = outcome.external.or(found.external);
            outcome.local |= found.local;
            outcome.dead_end = outcome.dead_end.or(found.dead_end);
            if known && stops_at_first(walk.path.expects) {
                break;
            }
        }
        // An attribute macro may put a type where this would be a value.
        let ends = matches!(outcome.dead_end, Some(DeadEnd::In(_, end)) if end + 1 == last);
        if !any && ends && walk.path.expects == Expects::Value {
            let mut found = Outcome::default();
            self.walk_from_start(walk, (last, Namespaces::TYPE), &mut start, &mut found);
            any = !found.targets.is_empty();
            outcome.targets.append(&mut found.targets);
        }
        if any {
            outcome.dead_end = None;
        }
        self.prefer_primitive(walk, last, outcome);
        // A type counts for what is not known behind it, unless that is known
        // in another namespace.
        let furthest = outcome.targets.iter().map(|target| target.segment).max();
        outcome
            .targets
            .retain(|target| Some(target.segment) == furthest);
        // A lone name that is both: what is known wins.
        if !outcome.targets.is_empty() {
            outcome.external = None;
        }
    }

    /// The namespaces in which a path is looked up, one after the other.
    fn namespaces(&self, walk: Walk<'n>, last: usize) -> &'static [Namespaces] {
        match walk.path.expects {
            Expects::Type | Expects::Crate => &[Namespaces::TYPE],
            Expects::Value | Expects::Constant => &[Namespaces::VALUE],
            Expects::Macro | Expects::Attribute => &[Namespaces::MACRO],
            Expects::TypeOrValue => &[Namespaces::TYPE, Namespaces::VALUE],
            // A lone word that could be a module or a macro is more likely a
            // word of the macro's own.
            Expects::Argument if last == 1 && self.is_word(walk) => &[Namespaces::VALUE],
            Expects::Argument => &[Namespaces::VALUE, Namespaces::TYPE, Namespaces::MACRO],
            Expects::Any => &Namespaces::EACH,
            Expects::Nothing => &[],
        }
    }

    fn is_word(&self, walk: Walk<'n>) -> bool {
        let facts = &self.tree.unit(walk.unit).facts;
        let name = facts.name(walk.segments[0].name);
        name.starts_with(char::is_lowercase) && walk.path.context != Context::String
    }

    /// A module hides a primitive type of its name only as the start of a
    /// longer path.
    fn prefer_primitive(&self, walk: Walk<'n>, last: usize, outcome: &mut Outcome) {
        let is_module = |target: &Target| matches!(target.def, Def::Module(_));
        let is_type = matches!(walk.path.expects, Expects::Type | Expects::TypeOrValue);
        let name = self.symbol(walk.unit, walk.segments[0].name);
        if last == 1
            && is_type
            && self.prelude.contains(&name)
            && outcome.targets.iter().all(is_module)
        {
            outcome.targets.clear();
            outcome.external = outcome.external.or(Some(self.somewhere));
            outcome.dead_end = None;
        }
    }

    /// Resolves a path in one namespace. `start` is where it starts, once that was
    /// found for one of them.
    pub(super) fn resolve_walk_in(
        &self,
        walk: Walk<'n>,
        namespaces: Namespaces,
        start: &mut Option<Beginning>,
        outcome: &mut Outcome,
    ) {
        let last = walk.segments.len() - usize::from(walk.path.context == Context::Glob);
        self.walk_from_start(walk, (last, namespaces), start, outcome);
    }

    fn walk_from_start(
        &self,
        walk: Walk<'n>,
        (last, namespaces): (usize, Namespaces),
        start: &mut Option<Beginning>,
        outcome: &mut Outcome,
    ) {
        if last == 0 {
            // `use ::*` and `use {*}` name the root, or all crates.
            let root = self.tree.roots[self.tree.unit(walk.unit).krate.0 as usize];
            outcome.targets.push(Target::new(Def::Module(root), 0));
            return;
        }
        if let Some(base) = walk.path.base {
            return self.walk_from_base(walk, base, last, namespaces, outcome);
        }
        let known = start.take();
        let known = known.unwrap_or_else(|| self.beginning(walk, last, namespaces));
        let index = known.index;
        outcome.waits_for = outcome.waits_for.or(known.waits_for);
        outcome.passed_over |= known.passed_over;
        let name = self.symbol(walk.unit, walk.segments[index].name);
        outcome.by_glob = last == 1 && known.is_outside && !self.prelude.contains(&name);
        if known.firsts.is_empty() && known.waits_for.is_none() {
            let facts = &self.tree.unit(walk.unit).facts;
            outcome.dead_end = Some(match facts.name(walk.segments[index].name) {
                "super" => DeadEnd::TooManySupers,
                _ => DeadEnd::First,
            });
        }
        for first in &known.firsts {
            if walk.import.is_some() && index + 1 == last {
                outcome.seen.push((first.res, first.vis));
            }
            let before = outcome.targets.len();
            self.walk_on(walk, first.res, index, last, namespaces, outcome);
            for target in &mut outcome.targets[before..] {
                target.start = Some(first.start(index, name));
            }
        }
        // What leads on is a type or a module, whatever it leads to.
        *start = (last > 1).then_some(known);
    }

    /// Continues behind a segment whose meaning is known.
    pub(super) fn walk_on(
        &self,
        walk: Walk<'n>,
        res: Res,
        index: usize,
        last: usize,
        namespaces: Namespaces,
        outcome: &mut Outcome,
    ) {
        match res {
            Res::External(krate) => {
                if !self.walk_outside(walk, krate, (index, last), namespaces, outcome) {
                    outcome.external = Some(krate);
                }
            }
            Res::Local if index == 0 && last > 1 && walk.import.is_none() => {
                let name = self.symbol(walk.unit, walk.segments[1].name);
                let of_next = namespaces.of_segment(1, last);
                let param = self.symbol(walk.unit, walk.segments[0].name);
                let mut found = self.items_of_bounds(walk, param, name, of_next);
                let mut at = 1;
                if found.is_empty() && last > 2 {
                    at = 2;
                    found = self.items_behind_projection(walk, at, namespaces.of_segment(at, last));
                }
                outcome.local |= found.is_empty();
                for found in found {
                    let res = Res::Def(Def::Item(found));
                    self.walk_on(walk, res, at, last, namespaces, outcome);
                }
            }
            Res::Local => outcome.local = true,
            Res::Unknown(import) => outcome.dead_end = Some(DeadEnd::Import(import)),
            Res::Def(def) if index + 1 >= last => {
                outcome.add(Target::new(def, index));
            }
            Res::Def(Def::Module(module)) => {
                let mut search = walk.search_for(index + 2 == last);
                self.step(walk, module, index + 1, last, namespaces, &mut search);
                outcome.waits_for = outcome.waits_for.or(search.waits_for);
                outcome.passed_over |= search.passed_over;
                if search.hits.is_empty() && search.waits_for.is_none() {
                    let name = self.symbol(walk.unit, walk.segments[index + 1].name);
                    let of_name = namespaces.of_segment(index + 1, last);
                    let products =
                        self.products_in(walk, TableId::of_module(module), name, of_name);
                    if !products.is_empty() {
                        for res in products {
                            self.walk_on(walk, res, index + 1, last, namespaces, outcome);
                        }
                    } else if search.external.is_some() {
                        outcome.external = search.external;
                        outcome.by_glob = true;
                    } else {
                        outcome.dead_end = Some(DeadEnd::In(module, index + 1));
                    }
                }
                for hit in search.hits {
                    if walk.import.is_some() && index + 2 == last {
                        outcome.seen.push((hit.res, hit.vis));
                    }
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
        let namespaces = namespaces.of_segment(index, last);
        self.search(TableId::of_module(module), name, namespaces, search);
        if walk.visible && index + 1 == last {
            let from = self.tree.module_of(walk.unit, walk.path.scope);
            search.hits.retain(|hit| self.is_visible(hit.vis, from));
        }
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

/// Whether the first namespace with a meaning decides.
fn stops_at_first(expects: Expects) -> bool {
    matches!(expects, Expects::TypeOrValue | Expects::Argument)
}
