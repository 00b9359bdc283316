//! References between siblings: modules of one parent, and packages.
//!
//! A sibling stands for all below it. A reference joins the siblings below the
//! innermost module around both of its ends; one between a module and what is
//! around it joins none.

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::graph::{Edge, Via};
use crate::modules::ModuleId;
use crate::resolve::{Def, Names};
use crate::rules::{ItemSet, Scene};
use crate::workspace::{PackageId, crate_name};

/// What siblings have around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Parent {
    /// The workspace, whose children are packages.
    Workspace,
    /// A module.
    Module(ModuleId),
}

/// One of several siblings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Sibling {
    /// A package with all of its crates.
    Package(PackageId),
    /// A module with all below it.
    Module(ModuleId),
}

impl Sibling {
    /// What it is called in messages.
    pub(super) fn label(self, names: &Names<'_>) -> String {
        match self {
            Sibling::Package(package) => crate_name(&names.workspace.package(package).name),
            Sibling::Module(module) => names.module_path(module),
        }
    }
}

/// Two siblings, the first of which relies on the other.
pub(super) type Pair = (Sibling, Sibling);

/// The links between the siblings of one parent, in the order of their places.
pub(super) type Family = BTreeMap<Pair, Vec<Edge>>;

/// Which siblings a rule judges.
pub(super) struct Scope<'a> {
    pub(super) scene: Scene<'a>,
    /// How many levels of children are.
    depth: Option<u32>,
    /// The packages that are siblings; all if it is none.
    packages: Option<FxHashSet<PackageId>>,
    /// How many modules are around each.
    level: Vec<u32>,
    /// How many modules around each are within, counted from the outermost.
    inside: Vec<Option<u32>>,
}

/// How many references lead from one sibling to another.
pub(super) type Weights = BTreeMap<Pair, u64>;

/// Something for each two siblings that links join.
struct Joined<T> {
    of_pairs: Vec<((Parent, Pair), T)>,
    number: FxHashMap<(Parent, Pair), usize>,
    /// Most links are between modules that many others are between.
    of_modules: FxHashMap<(ModuleId, ModuleId), Option<usize>>,
}

impl<T> Default for Joined<T> {
    fn default() -> Self {
        Joined {
            of_pairs: Vec::new(),
            number: FxHashMap::default(),
            of_modules: FxHashMap::default(),
        }
    }
}

impl<T: Default> Joined<T> {
    /// What there is for the siblings that a link joins.
    fn of(&mut self, scope: &Scope<'_>, edge: &Edge) -> Option<&mut T> {
        let find = || {
            let pair = scope.siblings(edge)?;
            Some(*self.number.entry(pair).or_insert_with(|| {
                self.of_pairs.push((pair, T::default()));
                self.of_pairs.len() - 1
            }))
        };
        let number = *self
            .of_modules
            .entry((edge.from, edge.to))
            .or_insert_with(find);
        Some(&mut self.of_pairs[number?].1)
    }
}

/// A number of references, and the last of them.
#[derive(Default)]
struct Count(u64, Option<u32>);

impl<'a> Scope<'a> {
    /// The children of the modules `within`, or of the workspace.
    pub(super) fn new(scene: Scene<'a>, within: Option<&ItemSet>, depth: Option<u32>) -> Self {
        let names = scene.names;
        let (mut level, mut inside): (Vec<u32>, Vec<Option<u32>>) = (Vec::new(), Vec::new());
        // A parent comes before its children.
        for (id, module) in (0..).map(ModuleId).zip(&names.tree.modules) {
            let parent = module.parent.map(|parent| parent.0 as usize);
            level.push(parent.map_or(0, |parent| level[parent] + 1));
            let above = parent.and_then(|parent| inside[parent]);
            let is_within = |set: &ItemSet| set.contains(names, Def::Module(id));
            inside.push(match within {
                // The workspace itself is the first level.
                None => Some(level[id.0 as usize] + 1),
                Some(set) if is_within(set) => Some(above.map_or(0, |above| above + 1)),
                Some(_) => None,
            });
        }
        let roots = names.workspace.crates().filter(|(id, _)| {
            let root = names.tree.roots[id.0 as usize];
            inside[root.0 as usize].is_some()
        });
        let packages = roots.map(|(_, krate)| krate.package).collect();
        Scope {
            scene,
            packages: within.is_some().then_some(packages),
            depth,
            level,
            inside,
        }
    }

    /// Whether the siblings, or what they have around them, hold a module.
    pub(super) fn covers(&self, module: ModuleId) -> bool {
        self.inside[module.0 as usize].is_some()
    }

    /// How many references join which siblings, and which do. The links of each module
    /// are together, and in order.
    pub(super) fn weights<'e>(
        &self,
        links: impl ParallelIterator<Item = &'e [Edge]>,
        counts: impl Fn(&Edge) -> bool + Sync,
    ) -> (BTreeMap<Parent, Weights>, Vec<u32>) {
        let nothing = || (Joined::<Count>::default(), Vec::new());
        let joined = links.fold(nothing, |(mut joined, mut counted), links| {
            for edge in links.iter().filter(|edge| counts(edge)) {
                if let Some(Count(count, last)) = joined.of(self, edge)
                    // A reference that relies on several modules of a sibling is one.
                    && last.replace(edge.reference) != Some(edge.reference)
                {
                    *count += 1;
                    // A glob counts by what it brings in.
                    counted.extend((edge.via != Via::Glob).then_some(edge.reference));
                }
            }
            (joined, counted)
        });
        let mut weights: BTreeMap<Parent, Weights> = BTreeMap::new();
        let mut all = Vec::new();
        for (joined, counted) in joined.collect::<Vec<_>>() {
            all.extend(counted);
            for ((parent, pair), Count(count, _)) in joined.of_pairs {
                *weights.entry(parent).or_default().entry(pair).or_default() += count;
            }
        }
        (weights, all)
    }

    /// The families of some links.
    pub(super) fn families<'e>(
        &self,
        links: impl ParallelIterator<Item = &'e Edge>,
    ) -> BTreeMap<Parent, Family> {
        let joined = links.fold(Joined::<Vec<Edge>>::default, |mut joined, edge| {
            if let Some(links) = joined.of(self, edge) {
                links.push(*edge);
            }
            joined
        });
        let mut families: BTreeMap<Parent, Family> = BTreeMap::new();
        for joined in joined.collect::<Vec<_>>() {
            for ((parent, pair), links) in joined.of_pairs {
                let family = families.entry(parent).or_default();
                family.entry(pair).or_default().extend(links);
            }
        }
        for links in families.values_mut().flat_map(Family::values_mut) {
            links.sort_by_key(|edge| (edge.reference, edge.to));
            links.dedup_by_key(|edge| edge.reference);
        }
        families
    }

    /// The siblings that a link joins, if they are judged.
    pub(super) fn siblings(&self, edge: &Edge) -> Option<(Parent, Pair)> {
        let names = self.scene.names;
        let [from, to] = [edge.from, edge.to].map(|end| names.tree.module(end).krate);
        if from != to {
            let package = |krate| names.workspace.krate(krate).package;
            let pair = (package(from), package(to));
            let is_judged = |package| match &self.packages {
                Some(packages) => packages.contains(&package),
                None => true,
            };
            let is_new = pair.0 != pair.1 && is_judged(pair.0) && is_judged(pair.1);
            return is_new.then_some((
                Parent::Workspace,
                (Sibling::Package(pair.0), Sibling::Package(pair.1)),
            ));
        }
        let (parent, from, to) = self.below_common(edge.from, edge.to)?;
        let inside = self.inside[parent.0 as usize]?;
        let is_left_out = |module: ModuleId| self.inside[module.0 as usize].is_none();
        if self.depth.is_some_and(|depth| inside >= depth)
            || is_left_out(edge.from)
            || is_left_out(edge.to)
        {
            return None;
        }
        Some((
            Parent::Module(parent),
            (Sibling::Module(from), Sibling::Module(to)),
        ))
    }

    /// The innermost module around two others, and which of its children they
    /// lie in. None if one is around the other.
    fn below_common(&self, from: ModuleId, to: ModuleId) -> Option<(ModuleId, ModuleId, ModuleId)> {
        let tree = self.scene.names.tree;
        let level = |module: ModuleId| self.level[module.0 as usize];
        let (mut from, mut to) = (from, to);
        while level(from) > level(to) {
            from = tree.module(from).parent?;
        }
        while level(to) > level(from) {
            to = tree.module(to).parent?;
        }
        if from == to {
            return None;
        }
        loop {
            let (above_from, above_to) = (tree.module(from).parent?, tree.module(to).parent?);
            if above_from == above_to {
                return Some((above_from, from, to));
            }
            (from, to) = (above_from, above_to);
        }
    }
}
