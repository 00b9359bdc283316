//! Imports, to a fixed point.
//!
//! An import is settled once nothing that is still open can change what it
//! means. Where a round settles nothing, the open ones wait for each other;
//! then what is known decides, as rustc does when it has to, and what is surest
//! is settled first.

use rayon::prelude::*;

use super::contents::Contents;
use super::found::Found;
use super::lookup::Wait;
use super::path::Outcome;
use super::settled::{self, Before};
use super::tables::{Brings, ImportId, Namespaces, TableId};
use super::walk::{Waits, Walk};
use super::{Def, Names, Res, Vis, prelude};
use crate::facts::{Import, ImportKind};

/// Settles every import that is not settled, or may have changed since there is
/// more than `before`.
pub(super) fn resolve(names: &mut Names<'_>, before: Before) {
    let doubtful = settled::reopen(names, before);
    settle(names);
    let mut doubtful = doubtful.iter();
    if doubtful.any(|(id, brought)| names.imports[id.0 as usize].brings != *brought) {
        settled::reopen_all(names);
        settle(names);
    }
    names.contents = Contents::of(&names.tables);
    names.found = Found::start();
    names.legs = Found::start();
}

/// Settles every import that is open.
fn settle(names: &mut Names<'_>) {
    let count = u32::try_from(names.imports.len()).unwrap_or(u32::MAX);
    let mut open: Vec<Open> = (0..count).map(ImportId).map(Open::new).collect();
    open.retain(|open| names.is_open(open.id));
    open.sort_by_key(|open| !names.is_glob(open.id));
    let mut trust = Trust::Nothing;
    while !open.is_empty() {
        names.follow_globs();
        let globs = open.partition_point(|open| names.is_glob(open.id));
        let (globs, others) = open.split_at_mut(globs);
        let mut settled = names.round(globs, trust);
        // Others may only wait for the globs among them.
        if trust == Trust::Nothing || settled.is_empty() {
            settled.extend(names.round(others, trust));
        }
        trust = match (settled.is_empty(), trust.more()) {
            (false, _) => Trust::Nothing,
            (true, Some(more)) => more,
            (true, None) => break,
        };
        for (id, brings) in settled {
            names.imports[id.0 as usize].brings = brings;
        }
        open.retain(|open| names.is_open(open.id));
    }
    for open in open {
        names.imports[open.id.0 as usize].brings = Brings::Failed;
    }
    names.follow_globs();
}

/// An import that is open.
struct Open {
    id: ImportId,
    /// What has to be settled before.
    waits_for: Option<Wait>,
}

impl Open {
    fn new(id: ImportId) -> Self {
        Open {
            id,
            waits_for: None,
        }
    }
}

/// What a round takes for known that an open import may still change.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Trust {
    /// Nothing.
    Nothing,
    /// The modules on the way of a path.
    Way,
    /// The items that a path leads to.
    Items,
    /// That what no item is known for lies outside.
    Outside,
}

impl Trust {
    /// Whether there is something to wait for.
    fn waits(self, wait: Wait) -> bool {
        match self {
            Trust::Nothing => true,
            Trust::Way => wait.is_for_last,
            Trust::Items | Trust::Outside => false,
        }
    }

    fn more(self) -> Option<Trust> {
        match self {
            Trust::Nothing => Some(Trust::Way),
            Trust::Way => Some(Trust::Items),
            Trust::Items => Some(Trust::Outside),
            Trust::Outside => None,
        }
    }
}

impl<'t> Names<'t> {
    fn follow_globs(&mut self) {
        let mut globs = std::mem::take(&mut self.globs);
        globs.follow(self);
        self.globs = globs;
    }

    fn is_open(&self, id: ImportId) -> bool {
        self.imports[id.0 as usize].brings == Brings::Pending
    }

    /// What the open imports mean against the present tables, as far as they need not
    /// wait for each other.
    fn round(&self, open: &mut [Open], trust: Trust) -> Vec<(ImportId, Brings)> {
        let settled = open.par_iter_mut().filter_map(|open| {
            let waits = |wait: Wait| self.is_open(wait.import) && trust.waits(wait);
            if open.waits_for.is_some_and(waits) {
                return None;
            }
            let brings = self.brings(open.id, trust);
            if trust == Trust::Nothing {
                open.waits_for = brings.as_ref().err().copied().flatten();
            }
            Some((open.id, brings.ok()?))
        });
        settled.collect()
    }

    fn fact(&self, id: ImportId) -> &'t Import {
        let import = &self.imports[id.0 as usize];
        &self.tree.unit(import.unit).facts.imports[import.index as usize]
    }

    fn walk_of_import(&self, id: ImportId, trust: Trust) -> Walk<'t> {
        let unit = self.imports[id.0 as usize].unit;
        Walk {
            import: Some(id),
            waits: match trust {
                Trust::Nothing => Waits::All,
                Trust::Way => Waits::Last,
                Trust::Items | Trust::Outside => Waits::None,
            },
            ..self.walk_of(unit, self.fact(id).path)
        }
    }

    /// What an import means; or else what it waits for, if that can be said.
    fn brings(&self, id: ImportId, trust: Trust) -> Result<Brings, Option<Wait>> {
        let import = &self.imports[id.0 as usize];
        let walk = self.walk_of_import(id, trust);
        if import.kind == ImportKind::Glob {
            let mut outcome = Outcome::default();
            self.resolve_walk_in(walk, Namespaces::TYPE, &mut None, &mut outcome);
            return match outcome.waits_for {
                None => self.glob(&outcome, trust).ok_or(None),
                waits_for => Err(waits_for),
            };
        }
        let namespaces: &[Namespaces] = match import.kind {
            ImportKind::TypeOnly(_) | ImportKind::ExternCrate { .. } => &[Namespaces::TYPE],
            _ => &Namespaces::EACH,
        };
        // What may not be seen is not imported together with what may.
        let visible = Walk {
            visible: true,
            ..walk
        };
        let mut found = self.named(visible, namespaces, trust)?;
        if found.is_empty() {
            found = self.named(walk, namespaces, trust)?;
        }
        // Nor is it handed on further than it may be seen.
        for (_, _, vis) in &mut found {
            *vis = self.narrower(*vis, import.vis);
        }
        match (found.is_empty(), trust) {
            (false, _) => Ok(Brings::Named(found)),
            (true, Trust::Nothing) => Ok(Brings::Failed),
            (true, _) => Err(None),
        }
    }

    /// What a path means in each of some namespaces, and how far it may be seen
    /// there; or else what that waits for.
    fn named(
        &self,
        walk: Walk<'t>,
        namespaces: &[Namespaces],
        trust: Trust,
    ) -> Result<Vec<(Namespaces, Res, Vis)>, Option<Wait>> {
        let mut found = Vec::new();
        let mut outside = Vec::new();
        let (mut external, mut passed_over) = (None, false);
        let mut start = None;
        for namespace in namespaces {
            let mut outcome = Outcome::default();
            self.resolve_walk_in(walk, *namespace, &mut start, &mut outcome);
            if outcome.waits_for.is_some() {
                return Err(outcome.waits_for);
            }
            for target in &outcome.targets {
                let res = Res::Def(target.def);
                let seen = outcome.seen.iter().find(|(seen, _)| *seen == res);
                let vis = seen.map_or(Vis::Public, |(_, vis)| *vis);
                if target.segment + 1 == walk.segments.len() {
                    found.push((*namespace, res, vis));
                }
            }
            external = external.or(outcome.external);
            passed_over |= outcome.passed_over;
            // What is outside by name may have any namespace; by a glob, it may have none.
            let by_name = outcome
                .external
                .filter(|_| !outcome.by_glob && outcome.targets.is_empty());
            outside.extend(by_name.map(|krate| (*namespace, krate)));
        }
        let name = walk.segments[walk.segments.len() - 1].name;
        let name = self.symbols.text(self.symbol(walk.unit, name));
        let of_outside = |krate| {
            let is_std = prelude::CRATES.contains(&self.symbols.text(krate));
            match is_std && prelude::is_no_macro(name) {
                true => Namespaces::TYPE.or(Namespaces::VALUE),
                false => Namespaces::ALL,
            }
        };
        if let (true, Some(krate)) = (found.is_empty(), external) {
            if passed_over && trust != Trust::Outside {
                return Err(None);
            }
            found.push((of_outside(krate), Res::External(krate), Vis::Public));
            return Ok(found);
        }
        outside.retain(|(namespace, krate)| of_outside(*krate).meets(*namespace));
        let outside = outside.into_iter();
        found.extend(
            outside.map(|(namespace, krate)| (namespace, Res::External(krate), Vis::Public)),
        );
        Ok(found)
    }

    fn glob(&self, outcome: &Outcome, trust: Trust) -> Option<Brings> {
        let is_open = outcome.passed_over && outcome.targets.is_empty();
        if is_open && trust != Trust::Outside {
            return None;
        }
        let tables: Vec<TableId> = outcome
            .targets
            .iter()
            .filter_map(|target| match target.def {
                Def::Module(module) => Some(TableId::of_module(module)),
                Def::Item(def) => self.item_tables.get(&self.behind_aliases(def)).copied(),
            })
            .collect();
        let external = outcome.external;
        // What an alias stands for may not be known yet.
        let is_alias = outcome
            .targets
            .iter()
            .any(|target| matches!(target.def, Def::Item(_)));
        if trust == Trust::Nothing && is_alias && tables.is_empty() {
            return None;
        }
        match (tables.is_empty() && external.is_none(), trust) {
            (false, _) => Some(Brings::Glob { tables, external }),
            (true, Trust::Nothing) => Some(Brings::Failed),
            (true, _) => None,
        }
    }
}
