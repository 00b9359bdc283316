//! Borders between the two ends of a question: what may be referred from, and
//! what may be referred to.
//!
//! Apart from `forbidden`, which says that nothing crosses, because `why` asks
//! what does.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ItemSet;
use super::borders::{Borders, Part};
use crate::graph::ReferenceGraph;
use crate::modules::ModuleId;
use crate::resolve::{Def, Names};

pub(super) const FROM: Part = 0;
pub(super) const TO: Part = 1;
/// What lies in both may refer to itself.
pub(super) const BOTH: Part = 2;

/// The two ends.
pub(super) struct Ends<'r> {
    names: &'r Names<'r>,
    from: &'r ItemSet,
    to: &'r ItemSet,
    parts: Vec<Option<Part>>,
    /// The items that something refers to, with their parts.
    items: FxHashMap<Def, Option<Part>>,
    /// Whether chains are left out.
    pub(super) direct_only: bool,
}

impl<'r> Ends<'r> {
    pub(super) fn new(
        names: &'r Names<'r>,
        graph: &ReferenceGraph,
        from: &'r ItemSet,
        to: &'r ItemSet,
    ) -> Self {
        let mut ends = Ends {
            names,
            from,
            to,
            parts: Vec::new(),
            items: FxHashMap::default(),
            direct_only: false,
        };
        let modules = (0..).map(ModuleId).take(names.tree.modules.len());
        ends.parts = modules
            .map(|module| ends.part_of(Def::Module(module)))
            .collect();
        let targets: Vec<Def> = graph.targets().collect();
        let judge = |def: &Def| (*def, ends.part_of(*def));
        ends.items = targets.par_iter().map(judge).collect();
        ends
    }

    /// The part that an item, or a module, is in.
    pub(super) fn part_of(&self, def: Def) -> Option<Part> {
        let is_in = |set: &ItemSet| set.contains(self.names, def);
        match (is_in(self.from), is_in(self.to)) {
            (true, true) => Some(BOTH),
            (true, false) => Some(FROM),
            (false, true) => Some(TO),
            (false, false) => None,
        }
    }
}

impl Borders for Ends<'_> {
    fn part(&self, module: ModuleId) -> Option<Part> {
        self.parts[module.0 as usize]
    }

    fn reached(&self, _: ModuleId, def: Def) -> Option<Part> {
        let known = self.items.get(&def).copied();
        let part = known.unwrap_or_else(|| self.part_of(def));
        part.filter(|part| *part != FROM)
    }

    fn forbids(&self, from: Part, to: Part) -> bool {
        match from {
            FROM => to != FROM,
            BOTH => to == TO,
            _ => false,
        }
    }

    fn is_direct_only(&self) -> bool {
        self.direct_only
    }
}
