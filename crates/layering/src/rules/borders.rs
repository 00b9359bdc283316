//! Parts of the code, and references and chains that cross from one part to
//! another where they may not.
//!
//! What `forbidden`, `independence` and `layers` have in common: each divides
//! the modules into parts and says which part must not reach which. A chain
//! goes through modules that are in no part. Where it would pass through one,
//! what leads up to that part and what goes on from there are judged apart.

mod excuses;

use std::collections::VecDeque;
use std::collections::hash_map::Entry;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Finding;
use super::ignores::Ignores;
use super::links::{Links, Places};
use super::reliance::relies_on_mistake;
use crate::graph::{Edge, Reference, Sort, Via};
use crate::modules::ModuleId;
use crate::resolve::Def;

/// A part, by its number.
pub(super) type Part = u32;

/// Which parts there are, and what must not cross between them.
pub(super) trait Borders: Sync {
    /// The part that a module is in.
    fn part(&self, module: ModuleId) -> Option<Part>;
    /// The part that a link reaches which leads to a definition, or to the
    /// module itself. It is not that of the module where single items count.
    fn reached(&self, module: ModuleId, def: Def) -> Option<Part> {
        let _ = def;
        self.part(module)
    }
    /// Whether one part must not reach another.
    fn forbids(&self, from: Part, to: Part) -> bool;
    /// Whether chains are left out.
    fn is_direct_only(&self) -> bool;
    /// The links that a chain from a part may start with in a module, in the
    /// order of their places.
    fn starts(&self, links: &Links<'_>, module: ModuleId, part: Part) -> Vec<Edge> {
        let _ = part;
        let edges = links.from(module).iter();
        edges
            .filter(|edge| links.may_start(edge))
            .copied()
            .collect()
    }
    /// Links to what a module itself holds that a chain through it may end
    /// with.
    fn inside(&self, module: ModuleId) -> &[Edge] {
        let _ = module;
        &[]
    }
}

/// A chain of links that crosses where it may not; a single link, mostly.
pub(super) struct Crossing {
    pub(super) edges: Vec<Edge>,
    pub(super) from: Part,
    pub(super) to: Part,
}

/// Everything that crosses where it may not: every single reference, and for
/// each pair of modules (or items) without one the shortest chain. Marks the
/// exceptions without which there would be more.
pub(super) fn crossings(
    links: &Links<'_>,
    borders: &impl Borders,
    ignores: &mut Ignores,
) -> Vec<Crossing> {
    let search = Search::new(links, borders);
    let modules = (0..).map(ModuleId);
    let starts: Vec<(ModuleId, Part)> = modules
        .take(links.names.tree.modules.len())
        .filter_map(|module| Some((module, borders.part(module)?)))
        .collect();
    let found: Vec<Vec<Crossing>> = starts
        .par_iter()
        .map(|(module, part)| search.from(*module, *part))
        .collect();
    excuses::mark_used(&search, ignores);
    found.into_iter().flatten().collect()
}

/// The shortest chain that crosses, from any of some modules, each with the part
/// that it starts from; of several, the first.
pub(super) fn shortest(
    links: &Links<'_>,
    borders: &impl Borders,
    starts: &[(ModuleId, Part)],
) -> Option<Crossing> {
    let search = Search::new(links, borders);
    let found: Vec<Crossing> = starts
        .par_iter()
        .filter_map(|(module, part)| search.shortest(*module, *part))
        .collect();
    let length = |crossing: &Crossing| (crossing.edges.len(), crossing.edges[0].reference);
    found.into_iter().min_by_key(length)
}

/// The references that are judged: those that stand in a part, and may start a chain. A
/// glob counts by what it brings in.
pub(super) fn judged(links: &Links<'_>, borders: &impl Borders) -> Vec<u32> {
    let leaving = links
        .all()
        .iter()
        .filter(|edge| links.may_start(edge) && borders.part(edge.from).is_some())
        .filter(|edge| edge.via != Via::Glob);
    let mut references: Vec<u32> = leaving.map(|edge| edge.reference).collect();
    references.dedup();
    references
}

struct Search<'s, 'a, B> {
    links: &'s Links<'a>,
    borders: &'s B,
    /// For each module in no part, the first link to each other such module.
    onward: Vec<Vec<Edge>>,
    /// For each module in no part, the first link to each thing in a part.
    ends: Vec<Vec<(Edge, Part)>>,
}

impl<'s, 'a, B: Borders> Search<'s, 'a, B> {
    fn new(links: &'s Links<'a>, borders: &'s B) -> Self {
        let count = links.names.tree.modules.len();
        let mut search = Search {
            links,
            borders,
            onward: Vec::new(),
            ends: Vec::new(),
        };
        if borders.is_direct_only() {
            return search;
        }
        let (mut onward, mut ends) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        let mut seen = FxHashSet::default();
        let mut seen_ends = FxHashSet::default();
        for edge in links.all() {
            if borders.part(edge.from).is_some() {
                continue;
            }
            if borders.part(edge.to).is_none() && seen.insert((edge.from, edge.to)) {
                onward[edge.from.0 as usize].push(*edge);
            }
            if let Some(part) = search.reached(edge)
                && seen_ends.insert((edge.from, search.end(edge)))
            {
                ends[edge.from.0 as usize].push((*edge, part));
            }
        }
        (search.onward, search.ends) = (onward, ends);
        search
    }

    fn reached(&self, edge: &Edge) -> Option<Part> {
        self.borders.reached(edge.to, self.links.target(edge))
    }

    /// What chains are told apart by: the module that they end in, or the
    /// item, where the part is not made of modules.
    fn end(&self, edge: &Edge) -> Def {
        if self.borders.part(edge.to).is_some() {
            return Def::Module(edge.to);
        }
        let names = self.links.names;
        let mut def = self.links.target(edge);
        while let Some(parent @ Def::Item(_)) = names.parent_of(def) {
            def = parent;
        }
        def
    }

    /// What starts in a module that is in a part.
    fn from(&self, module: ModuleId, part: Part) -> Vec<Crossing> {
        let starts = self.borders.starts(self.links, module, part);
        let direct = self.direct(part, &starts);
        let mut reached: FxHashSet<Def> = direct.iter().map(|(edge, _)| self.end(edge)).collect();
        let mut found: Vec<Crossing> = self
            .not_relying(part, &direct)
            .into_iter()
            .map(|(edge, to)| Crossing {
                edges: vec![edge],
                from: part,
                to,
            })
            .collect();
        if !self.borders.is_direct_only() {
            self.chains(part, &starts, &mut reached, &mut found);
        }
        found
    }

    /// The shortest of what starts in a module.
    fn shortest(&self, module: ModuleId, part: Part) -> Option<Crossing> {
        let starts = self.borders.starts(self.links, module, part);
        let mut found = Vec::new();
        if let Some((edge, to)) = self.direct(part, &starts).first() {
            found.push(Crossing {
                edges: vec![*edge],
                from: part,
                to: *to,
            });
        } else {
            // They are found in the order of their lengths.
            self.chains(part, &starts, &mut FxHashSet::default(), &mut found);
        }
        found.into_iter().next()
    }

    /// The links that cross by themselves, at most one for each reference.
    fn direct(&self, part: Part, starts: &[Edge]) -> Vec<(Edge, Part)> {
        let mut direct: Vec<(Edge, Part)> = Vec::new();
        for edge in starts {
            let Some(to) = self.reached(edge) else {
                continue;
            };
            if !self.borders.forbids(part, to) {
                continue;
            }
            match direct.last_mut() {
                Some((last, last_to)) if last.reference == edge.reference => {
                    // The definition says more than who hands it on.
                    if last.via == Via::ReExport && edge.via == Via::Definition {
                        (*last, *last_to) = (*edge, to);
                    }
                }
                _ => direct.push((*edge, to)),
            }
        }
        direct
    }

    /// Leaves out places that only rely on a `use` which crosses itself.
    fn not_relying(&self, part: Part, direct: &[(Edge, Part)]) -> Vec<(Edge, Part)> {
        let reported = self.links.places(direct.iter().map(|(edge, _)| edge));
        let relies = |edge: &Edge| self.relies(part, self.links.reference(edge), &reported);
        let kept = direct.iter().filter(|(edge, _)| !relies(edge));
        kept.copied().collect()
    }

    fn relies(&self, part: Part, reference: &Reference, reported: &Places) -> bool {
        let names = self.links.names;
        let is_denied = |def: Def| {
            let reached = self.borders.reached(names.home_module(def), def);
            reached.is_some_and(|to| self.borders.forbids(part, to))
        };
        // At one place, the alias is the mistake, and not also what it means.
        if let Sort::Alias(alias) = reference.sort
            && is_denied(Def::Item(alias))
        {
            return true;
        }
        let route = self.links.route(reference);
        self.links.relies_on(reference, reported)
            || relies_on_mistake(names, reference, &route, is_denied)
    }

    /// The shortest chains to whatever is not reached yet.
    fn chains(
        &self,
        part: Part,
        starts: &[Edge],
        reached: &mut FxHashSet<Def>,
        found: &mut Vec<Crossing>,
    ) {
        let mut before: FxHashMap<ModuleId, Step> = FxHashMap::default();
        let mut queue = VecDeque::new();
        for edge in starts {
            let is_open = self.borders.part(edge.to).is_none();
            if is_open && let Entry::Vacant(entry) = before.entry(edge.to) {
                entry.insert(Step::First(*edge));
                queue.push_back(edge.to);
            }
        }
        while let Some(at) = queue.pop_front() {
            let inside = self.borders.inside(at).iter();
            let inside = inside.filter_map(|edge| Some((*edge, self.reached(edge)?)));
            for (edge, to) in self.ends[at.0 as usize].iter().copied().chain(inside) {
                if self.borders.forbids(part, to) && reached.insert(self.end(&edge)) {
                    found.push(Crossing {
                        edges: trace(&before, edge),
                        from: part,
                        to,
                    });
                }
            }
            for edge in &self.onward[at.0 as usize] {
                if let Entry::Vacant(entry) = before.entry(edge.to) {
                    entry.insert(Step::Onward(*edge));
                    queue.push_back(edge.to);
                }
            }
        }
    }
}

/// The link by which a search came to a module.
#[derive(Clone, Copy)]
enum Step {
    /// A chain starts with it.
    First(Edge),
    /// It goes on from a module that was found before.
    Onward(Edge),
}

/// The links up to the module that an edge leaves, and that edge.
fn trace(before: &FxHashMap<ModuleId, Step>, last: Edge) -> Vec<Edge> {
    let mut edges = vec![last];
    let mut at = last.from;
    while let Step::Onward(edge) = before[&at] {
        edges.push(edge);
        at = edge.from;
    }
    if let Step::First(edge) = before[&at] {
        edges.push(edge);
    }
    edges.reverse();
    edges
}

impl Crossing {
    /// The finding, with the words that all kinds share.
    pub(super) fn finding(&self, links: &Links<'_>) -> Finding {
        let names = links.names;
        let (first, last) = (&self.edges[0], &self.edges[self.edges.len() - 1]);
        let from = names.module_path(first.from);
        let to = names.path_of(links.target(last));
        let definition = names.path_of(links.reference(last).to);
        let mut headline = format!("`{from}` must not reach `{to}`");
        let inside = &self.edges[1..];
        if let Some(step) = inside.first() {
            headline += &format!(", but does through `{}`", names.module_path(step.from));
        }
        let mut finding = links.finding(&self.edges, headline);
        finding.label = match inside.len() {
            0 => "straight to it".to_owned(),
            more => format!("the first of {} links", more + 1),
        };
        if last.via == Via::ReExport {
            finding.note(format!("`{to}` hands on `{definition}`"));
        }
        finding.set_help(match inside.len() {
            0 => format!("keep `{to}` out of `{from}`, or let the caller hand in what it needs"),
            _ => "cut one of the links".to_owned(),
        });
        finding
    }
}
