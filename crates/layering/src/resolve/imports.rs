//! Imports, to a fixed point.
//!
//! An import is settled once nothing that is still open can change what it
//! means. Where a round settles nothing, the open ones wait for each other;
//! then what is known decides, as rustc does when it has to.

use rayon::prelude::*;

use super::contents::Contents;
use super::found::Found;
use super::path::{Outcome, Walk};
use super::settled::{self, Before};
use super::tables::{Brings, ImportId, Namespaces, TableId};
use super::{Def, Names, Res};
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
    let mut open: Vec<ImportId> = (0..count).map(ImportId).collect();
    open.retain(|id| names.imports[id.0 as usize].brings == Brings::Pending);
    let mut strict = true;
    while !open.is_empty() {
        names.follow_globs();
        let mut settled = names.round(&open, strict);
        if !strict {
            // Others may only wait for the globs among them.
            let of_globs = settled.iter().filter(|(id, _)| names.is_glob(*id));
            let of_globs: Vec<_> = of_globs.cloned().collect();
            if !of_globs.is_empty() {
                settled = of_globs;
            }
        }
        if settled.is_empty() && !strict {
            break;
        }
        strict = !settled.is_empty();
        for (id, brings) in settled {
            names.imports[id.0 as usize].brings = brings;
        }
        open.retain(|id| names.imports[id.0 as usize].brings == Brings::Pending);
    }
    for id in open {
        names.imports[id.0 as usize].brings = Brings::Failed;
    }
    names.follow_globs();
}

impl<'t> Names<'t> {
    fn follow_globs(&mut self) {
        let mut globs = std::mem::take(&mut self.globs);
        globs.follow(self);
        self.globs = globs;
    }

    /// What the open imports mean against the present tables.
    fn round(&self, open: &[ImportId], strict: bool) -> Vec<(ImportId, Brings)> {
        open.par_iter()
            .filter_map(|id| Some((*id, self.brings(*id, strict)?)))
            .collect()
    }

    fn fact(&self, id: ImportId) -> &'t Import {
        let import = &self.imports[id.0 as usize];
        &self.tree.unit(import.unit).facts.imports[import.index as usize]
    }

    fn walk_of_import(&self, id: ImportId, strict: bool) -> Walk<'t> {
        let unit = self.imports[id.0 as usize].unit;
        Walk {
            import: Some(id),
            settled: !strict,
            ..self.walk_of(unit, self.fact(id).path)
        }
    }

    fn brings(&self, id: ImportId, strict: bool) -> Option<Brings> {
        let import = &self.imports[id.0 as usize];
        let walk = self.walk_of_import(id, strict);
        if import.kind == ImportKind::Glob {
            let mut outcome = Outcome::default();
            self.resolve_walk_in(walk, Namespaces::TYPE, &mut outcome);
            return self.glob(&outcome, strict);
        }
        let namespaces: &[Namespaces] = match import.kind {
            ImportKind::TypeOnly(_) | ImportKind::ExternCrate { .. } => &[Namespaces::TYPE],
            _ => &Namespaces::EACH,
        };
        let mut found = Vec::new();
        let mut external = None;
        for namespace in namespaces {
            let mut outcome = Outcome::default();
            self.resolve_walk_in(walk, *namespace, &mut outcome);
            if outcome.undetermined {
                return None;
            }
            let targets = outcome
                .targets
                .iter()
                .filter(|target| target.segment + 1 == walk.segments.len());
            found.extend(targets.map(|target| (*namespace, Res::Def(target.def))));
            external = external.or(outcome.external);
        }
        if let (true, Some(krate)) = (found.is_empty(), external) {
            found.push((Namespaces::ALL, Res::External(krate)));
        }
        self.drop_invisible(id, &mut found);
        match (found.is_empty(), strict) {
            (false, _) => Some(Brings::Named(found)),
            (true, true) => Some(Brings::Failed),
            (true, false) => None,
        }
    }

    /// A constructor that may not be seen is not imported with its type.
    fn drop_invisible(&self, id: ImportId, found: &mut Vec<(Namespaces, Res)>) {
        let from = self.tables[self.imports[id.0 as usize].table].module;
        let is_visible = |namespaces: Namespaces, res: Res| match res {
            Res::Def(Def::Item(def)) if namespaces == Namespaces::VALUE => self
                .constructor_vis(def)
                .is_none_or(|vis| self.is_visible(vis, from)),
            _ => true,
        };
        if found
            .iter()
            .any(|(namespaces, res)| is_visible(*namespaces, *res))
        {
            found.retain(|(namespaces, res)| is_visible(*namespaces, *res));
        }
    }

    fn glob(&self, outcome: &Outcome, strict: bool) -> Option<Brings> {
        if outcome.undetermined {
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
        if strict && is_alias && tables.is_empty() {
            return None;
        }
        match (tables.is_empty() && external.is_none(), strict) {
            (false, _) => Some(Brings::Glob { tables, external }),
            (true, true) => Some(Brings::Failed),
            (true, false) => None,
        }
    }
}
