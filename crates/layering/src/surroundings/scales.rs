//! How much paths count for, from what the rules have judged.
//!
//! Apart from what is kept of that. Every path of a workspace is looked at, so counts
//! lie side by side in plain lists, and become weights once for each class.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Around;
use super::weights::{Classes, MAX_CLASSES, Weight};
use crate::diagnostic::Diagnostic;
use crate::expand::Origin;
use crate::facts::{Class, Context, FileFacts, ItemKind, PathId};
use crate::graph::{Reach, Reference, ReferenceGraph, Sort};
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{Def, Names};
use crate::rules::{Singled, Verdict};
use crate::source::FileId;

/// So many references from a module to an item in it are looked at: all that no rule can
/// tell apart count alike.
const SAMPLES: usize = 4;

/// A glob that brings in values of a module: where it is written.
pub(super) type GlobPath = (UnitId, PathId);

/// What there is to be asked of references and rules.
pub(super) struct Scales<'a> {
    names: &'a Names<'a>,
    graph: &'a ReferenceGraph,
    singled: &'a Singled,
    counts_outside: bool,
    counts_sysroot: bool,
    /// Whether a rule may count references inside of a module.
    asks_for_own: bool,
    rules: Vec<OfRule>,
    /// The places that something is said about.
    said: FxHashMap<FileId, Places>,
    /// The references that are a part of what is said.
    is_loud: Vec<bool>,
    /// The paths beside which something else is listed.
    named: FxHashMap<UnitId, FxHashSet<PathId>>,
}

/// Where places of one file start and end.
type Places = FxHashSet<(u32, u32)>;

/// What one rule counts.
struct OfRule {
    index: u16,
    /// How often it counts each reference; empty if it counts none.
    references: Vec<u8>,
    /// The paths out of the workspace that it counts, in order.
    paths: Vec<(UnitId, PathId)>,
}

/// How much something counts for: as references, and with each of the rules that count.
type Tally = Vec<u32>;

impl<'a> Scales<'a> {
    pub(super) fn new(
        names: &'a Names<'a>,
        graph: &'a ReferenceGraph,
        around: &'a Around,
        verdict: &Verdict,
    ) -> Self {
        let len = graph.references.len();
        let mut is_loud = vec![false; len];
        let mut rules = Vec::new();
        for (index, judged) in (0..).zip(&verdict.judged) {
            for reference in &judged.weighed {
                is_loud[*reference as usize] = true;
            }
            if judged.references.is_empty() && judged.paths.is_empty() {
                continue;
            }
            let mut references = vec![0u8; if judged.references.is_empty() { 0 } else { len }];
            for reference in &judged.references {
                let count = &mut references[*reference as usize];
                *count = count.saturating_add(1);
                is_loud[*reference as usize] |= *count == u8::MAX;
            }
            let mut paths = judged.paths.clone();
            paths.par_sort_unstable();
            rules.push(OfRule {
                index,
                references,
                paths,
            });
        }
        let mut said: FxHashMap<FileId, Places> = FxHashMap::default();
        let violations = verdict.violations.iter();
        let spans = violations.flat_map(Diagnostic::spans);
        for span in spans.chain(graph.unresolved.iter().map(|path| &path.span)) {
            let places = said.entry(span.file).or_default();
            places.insert((span.start, span.end));
        }
        let mut named: FxHashMap<_, FxHashSet<PathId>> = FxHashMap::default();
        for reference in graph.named() {
            named
                .entry(reference.unit)
                .or_default()
                .insert(reference.path);
        }
        Scales {
            names,
            graph,
            singled: &around.singled,
            counts_outside: around.counts_outside,
            counts_sysroot: around.judges_sysroot,
            asks_for_own: around.judges_items(),
            rules,
            said,
            is_loud,
            named,
        }
    }

    /// The classes of the paths of some texts, each of which is a file.
    pub(super) fn classes(&self, texts: &[UnitId]) -> Vec<(UnitId, Classes)> {
        let texts = texts.par_iter();
        let classes = texts.map(|unit| (*unit, self.classes_of(*unit)));
        classes.collect()
    }

    fn classes_of(&self, unit: UnitId) -> Classes {
        let this = self.names.tree.unit(unit);
        let Origin::File(file, _) = this.origin else {
            return Classes::default();
        };
        let (first, references) = self.graph.references.in_file(file);
        let references = (first..).zip(references);
        // Those of one glob are many, and what they come to is asked for elsewhere.
        let own = references.filter(|(_, of)| of.unit == unit && of.context != Context::Glob);
        let mut inside: Vec<(PathId, u32, &Reference)> = own
            .map(|(index, reference)| (reference.path, index, reference))
            .collect();
        inside.sort_unstable_by_key(|(path, index, _)| (*path, *index));
        let mut inside = &*inside;
        let mut outside = self.outside(unit);
        let (said, named) = (self.said.get(&file), self.named.get(&unit));
        let mut tally = self.nothing();
        let mut classes: Vec<Tally> = Vec::new();
        let mut of_paths = Vec::new();
        let (mut own, mut are_alike) = (None, true);
        let mut left = if self.asks_for_own { SAMPLES } else { 0 };
        for (path, reach) in (0..).map(PathId).zip(self.graph.reach(unit)) {
            let may_count = match reach {
                Reach::Inside => true,
                Reach::Outside => self.counts_outside,
                Reach::Sysroot => self.counts_sysroot,
                Reach::Nowhere => false,
            };
            if !may_count {
                continue;
            }
            let of_path = prefix(&mut inside, path, |(of, ..)| *of);
            if *reach == Reach::Inside && of_path.is_empty() {
                continue;
            }
            tally.fill(0);
            let mut is_loud = named.is_some_and(|named| named.contains(&path));
            for (_, index, reference) in of_path {
                is_loud |= self.is_said(*index, reference);
                self.add(*index, reference, &mut tally);
                if left > 0 && self.is_own(reference) {
                    left -= 1;
                    let mut alone = self.nothing();
                    self.add(*index, reference, &mut alone);
                    let alone = (!self.is_said(*index, reference)).then_some(alone);
                    are_alike &= own.get_or_insert_with(|| alone.clone()) == &alone;
                }
            }
            for (count, paths) in tally[1..].iter_mut().zip(&mut outside) {
                *count += u32::from(!prefix(paths, path, |(_, of)| *of).is_empty());
            }
            is_loud |= said.is_some_and(|said| is_among(&this.facts, path, said));
            if is_loud {
                continue;
            }
            let known = classes.iter().position(|known| *known == tally);
            let class = known.unwrap_or(classes.len());
            if known.is_none() && class < MAX_CLASSES {
                classes.push(tally.clone());
            }
            if class < MAX_CLASSES {
                of_paths.extend(Class::try_from(class).map(|class| (path, class)));
            }
        }
        let own = own.flatten().filter(|_| are_alike);
        Classes {
            of_paths,
            weights: classes.iter().map(|tally| self.weight(tally)).collect(),
            own: own.map(|tally| self.weight(&tally)),
        }
    }

    /// What each of some globs counts for, for every value that it brings in of a module;
    /// `None` if that depends on the value.
    pub(super) fn brought(
        &self,
        globs: impl Iterator<Item = (GlobPath, ModuleId)>,
    ) -> FxHashMap<(GlobPath, ModuleId), Option<Weight>> {
        let mut modules: FxHashMap<GlobPath, Vec<ModuleId>> = FxHashMap::default();
        globs.for_each(|(glob, of)| modules.entry(glob).or_default().push(of));
        let files = self.graph.references.files();
        let brought = files.flat_map_iter(|file| self.brought_in(file, &modules));
        brought.collect()
    }

    /// What the globs of one file count for. All that one of them brings in has one place.
    fn brought_in(
        &self,
        (first, references): (u32, &[Reference]),
        modules: &FxHashMap<GlobPath, Vec<ModuleId>>,
    ) -> impl Iterator<Item = ((GlobPath, ModuleId), Option<Weight>)> {
        let mut brought: FxHashMap<_, Option<Tally>> = FxHashMap::default();
        let globs = (first..).zip(references);
        let globs = globs.filter(|(_, reference)| reference.context == Context::Glob);
        for (index, reference) in globs {
            let glob = (reference.unit, reference.path);
            let is_of = |of: &&ModuleId| {
                self.names.parent_of(reference.to) == Some(Def::Module(**of))
                    && self.is_like_value(reference.to)
            };
            let Some(of) = modules.get(&glob).and_then(|of| of.iter().find(is_of)) else {
                continue;
            };
            let mut tally = self.nothing();
            self.add(index, reference, &mut tally);
            let tally = (!self.is_said(index, reference)).then_some(tally);
            let known = brought.entry((glob, *of)).or_insert_with(|| tally.clone());
            if *known != tally {
                *known = None;
            }
        }
        let weighed = brought.into_iter();
        weighed.map(|(glob, tally)| (glob, tally.map(|tally| self.weight(&tally))))
    }

    /// The paths of a text that lead out of the workspace, for each rule.
    fn outside(&self, unit: UnitId) -> Vec<&[(UnitId, PathId)]> {
        let rules = self.rules.iter();
        let outside = rules.map(|OfRule { paths, .. }| {
            let start = paths.partition_point(|(of, _)| *of < unit);
            let end = paths.partition_point(|(of, _)| *of <= unit);
            &paths[start..end]
        });
        outside.collect()
    }

    fn nothing(&self) -> Tally {
        vec![0; self.rules.len() + 1]
    }

    /// Adds what a reference counts for.
    fn add(&self, index: u32, reference: &Reference, tally: &mut Tally) {
        tally[0] += u32::from(reference.is_written());
        for (count, rule) in tally[1..].iter_mut().zip(&self.rules) {
            let of_rule = rule.references.get(index as usize).copied();
            *count += u32::from(of_rule.unwrap_or_default());
        }
    }

    fn weight(&self, tally: &Tally) -> Weight {
        let counts = self.rules.iter().zip(&tally[1..]);
        let counts = counts.filter(|(_, count)| **count > 0);
        Weight {
            references: tally[0],
            checked: counts.map(|(rule, count)| (rule.index, *count)).collect(),
        }
    }

    /// Whether something is said about a reference. What macros mean is a matter of where
    /// they are written, too.
    fn is_said(&self, index: u32, reference: &Reference) -> bool {
        let span = reference.span;
        let places = || self.said.get(&span.file);
        let is_macro = matches!(reference.to, Def::Item(id)
            if matches!(self.names.item(id).kind, ItemKind::MacroRules(_) | ItemKind::Macro));
        is_macro
            || self.is_loud[index as usize]
            || places().is_some_and(|places| places.contains(&(span.start, span.end)))
    }

    /// Whether a reference is one from the file's own module to something in it, as any
    /// other is.
    fn is_own(&self, reference: &Reference) -> bool {
        let unit = self.names.tree.unit(reference.unit);
        reference.sort == Sort::Path
            && reference.from == unit.module
            && reference.context != Context::Visibility
            && !unit.facts.path(reference.path).test
            && self.names.home_module(reference.to) == unit.module
            && self.is_plain(reference.to)
    }

    /// Whether something is an item, and no rule may tell it from the others of its module.
    fn is_plain(&self, def: Def) -> bool {
        let above = self.names.ancestors(def);
        let mut items = above
            .take_while(|def| matches!(def, Def::Item(_)))
            .peekable();
        items.peek().is_some() && items.all(|def| !self.singled.contains(self.names.name_of(def)))
    }

    /// Whether something is an item that a glob brings in as it does a value.
    fn is_like_value(&self, def: Def) -> bool {
        let Def::Item(id) = def else {
            return false;
        };
        let kind = self.names.item(id).kind;
        let is_like_value = matches!(
            kind,
            ItemKind::Fn | ItemKind::Const | ItemKind::Static | ItemKind::Enum
        ) || matches!(kind, ItemKind::Struct(_));
        is_like_value && self.is_plain(def)
    }
}

/// Whether a part of a path is one of some places.
fn is_among(facts: &FileFacts, path: PathId, places: &Places) -> bool {
    let mut segments = facts.segments(facts.path(path)).iter();
    segments.any(|segment| places.contains(&(segment.range.start, segment.range.end)))
}

/// Takes what is of a path from a list in order, and leaves what is behind.
fn prefix<'l, T>(list: &mut &'l [T], path: PathId, of: impl Fn(&T) -> PathId) -> &'l [T] {
    let before = list.iter().take_while(|one| of(one) < path).count();
    let from = &list[before..];
    let count = from.iter().take_while(|one| of(one) == path).count();
    let (of_path, rest) = from.split_at(count);
    *list = rest;
    of_path
}
