//! The shortest chain of references from one selection to another.
//!
//! What `forbidden` would report as broken, without a rule, and more: single
//! items may be at either end, and both may be in one module. There, a chain
//! starts with what is written in the item, and may go through the rest of its
//! module.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};

use super::ItemSet;
use super::borders::{Borders, Part, shortest};
use super::ends::{BOTH, Ends, FROM, TO};
use super::ignores::Ignores;
use super::links::Links;
use crate::config::Tests;
use crate::facts::Context;
use crate::graph::{Edge, Reference, ReferenceGraph, Sort, Via};
use crate::modules::ModuleId;
use crate::resolve::{Def, Names};

/// A link of a chain.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    /// The reference.
    pub reference: Reference,
    /// What it leads to: the definition, or the module that hands that on.
    pub to: Def,
}

/// The shortest chain from one set to another; empty if there is none. A
/// chain follows the references of whole modules, as those of rules do.
pub fn shortest_chain<'n>(
    names: &'n Names<'n>,
    graph: &'n ReferenceGraph,
    [from, to]: [&ItemSet; 2],
    tests: Tests,
) -> Vec<Step> {
    let links = Links::new(names, graph, tests, &Ignores::default());
    let asked = Asked::new(&links, graph, from, to);
    let starts: Vec<(ModuleId, Part)> = asked.starts.keys().copied().collect();
    let found = shortest(&links, &asked, &starts);
    let edges = found.map(|crossing| crossing.edges).unwrap_or_default();
    let step = |edge: &Edge| Step {
        reference: *links.reference(edge),
        to: links.shown_target(edge),
    };
    edges.iter().map(step).collect()
}

/// The two ends, where each may be less than a module.
struct Asked<'r> {
    ends: Ends<'r>,
    /// The modules in which chains start, by the part that they start from.
    starts: BTreeMap<(ModuleId, Part), Start>,
    /// Where the rest of a module refers to what is in it and asked for.
    inside: FxHashMap<ModuleId, Vec<Edge>>,
}

/// What chains may start with in a module.
#[derive(Default)]
struct Start {
    /// The references, by their indices.
    references: Vec<u32>,
    /// Links to the module itself.
    own: Vec<Edge>,
}

impl<'r> Asked<'r> {
    fn new(links: &Links<'r>, graph: &ReferenceGraph, from: &'r ItemSet, to: &'r ItemSet) -> Self {
        let mut asked = Asked {
            ends: Ends::new(links.names, graph, from, to),
            starts: BTreeMap::new(),
            inside: FxHashMap::default(),
        };
        let has_items = from.heads().iter().any(|def| matches!(def, Def::Item(_)));
        let stars = graph.modules(links.names).stars();
        let references = graph.references.iter().chain(stars);
        for (index, reference) in (0..).zip(references) {
            let is_in_from = matches!(asked.ends.part(reference.from), Some(FROM | BOTH));
            let counts = reference.context != Context::Visibility && links.counts(reference);
            if counts && (has_items || is_in_from) {
                asked.add(links.names, index, reference);
            }
        }
        let is_passed = |module: &ModuleId| asked.ends.part(*module).is_none();
        let passed = asked.starts.keys().map(|(module, _)| *module);
        let passed: FxHashSet<ModuleId> = passed.filter(is_passed).collect();
        asked.inside.retain(|module, _| passed.contains(module));
        asked
    }

    fn add(&mut self, names: &Names<'_>, index: u32, reference: &Reference) {
        let module = reference.from;
        let around = names.item_around(reference.unit, reference.path);
        let part = self.ends.part_of(around.unwrap_or(Def::Module(module)));
        if let Some(part @ (FROM | BOTH)) = part {
            let start = self.starts.entry((module, part)).or_default();
            start.references.push(index);
        }
        let is_glob = matches!(reference.sort, Sort::Glob(..) | Sort::Star(_));
        if is_glob || names.home_module(reference.to) != module {
            return;
        }
        let own = Edge {
            from: module,
            to: module,
            reference: index,
            via: Via::Definition,
        };
        let is_passed = self.ends.part(module).is_none();
        match (part, self.ends.part_of(reference.to)) {
            (Some(part @ (FROM | BOTH)), to) if to != Some(FROM) && (is_passed || to.is_some()) => {
                self.starts.entry((module, part)).or_default().own.push(own);
            }
            (None, Some(TO | BOTH)) => self.inside.entry(module).or_default().push(own),
            _ => {}
        }
    }
}

impl Borders for Asked<'_> {
    fn part(&self, module: ModuleId) -> Option<Part> {
        self.ends.part(module)
    }

    fn reached(&self, module: ModuleId, def: Def) -> Option<Part> {
        self.ends.reached(module, def)
    }

    fn forbids(&self, from: Part, to: Part) -> bool {
        self.ends.forbids(from, to)
    }

    fn is_direct_only(&self) -> bool {
        false
    }

    fn starts(&self, links: &Links<'_>, module: ModuleId, part: Part) -> Vec<Edge> {
        let Some(start) = self.starts.get(&(module, part)) else {
            return Vec::new();
        };
        let is_start = |edge: &&Edge| start.references.binary_search(&edge.reference).is_ok();
        let edges = links.from(module).iter().filter(is_start);
        let mut edges: Vec<Edge> = edges.chain(&start.own).copied().collect();
        edges.retain(|edge| links.may_start(edge));
        edges.sort_by_key(|edge| edge.reference);
        edges
    }

    fn inside(&self, module: ModuleId) -> &[Edge] {
        self.inside.get(&module).map_or(&[], Vec::as_slice)
    }
}
