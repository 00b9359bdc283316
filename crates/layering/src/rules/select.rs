//! Selectors to items.
//!
//! A selector without wildcards is followed like the path of a `use`, so that
//! it names an item by any path that reaches it. One with wildcards is matched
//! against the path of each definition, and against public paths.

mod words;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::config::{
    SegmentPattern, Selector, SelectorList, TargetPrefix, is_pattern, matches_path,
};
use crate::diagnostic::Diagnostic;
use crate::facts::ItemKind;
use crate::modules::ModuleId;
use crate::resolve::{Def, Exposed, Names};
use crate::source::Span;
use crate::workspace::{Crate, CrateId, TargetKind};

pub(super) use words::most_similar;
use words::{nothing_matches, or_allow_it, selects_nothing};

/// The items that a list of selectors selects, with everything below them.
#[derive(Debug, Default)]
pub struct ItemSet {
    include: FxHashSet<Def>,
    exclude: FxHashSet<Def>,
}

impl ItemSet {
    /// Resolves a list that has to select something. Where it does not, or a
    /// selector matches nothing, that is a problem, unless it is allowed.
    pub fn new(
        names: &Names<'_>,
        list: &SelectorList,
        allow_empty: bool,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let before = problems.len();
        let set = ItemSet::optional(names, list, allow_empty, problems);
        let is_kept = |def: &Def| set.contains(names, *def);
        if !allow_empty && problems.len() == before && !set.include.iter().any(is_kept) {
            problems.push(selects_nothing(list));
        }
        set
    }

    /// Resolves a list that may be empty. A selector that matches nothing is a
    /// problem, unless that is allowed.
    pub fn optional(
        names: &Names<'_>,
        list: &SelectorList,
        allow_empty: bool,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut resolve = |selectors: &[Selector]| {
            let mut all = FxHashSet::default();
            for selector in selectors {
                let found = select(names, selector);
                if !allow_empty {
                    let unmatched = unmatched(names, selector, &found).into_iter();
                    problems.extend(unmatched.map(or_allow_it));
                }
                all.extend(found);
            }
            all
        };
        ItemSet {
            include: resolve(&list.include),
            exclude: resolve(&list.exclude),
        }
    }

    /// Resolves a selector that stands alone, outside of any rule.
    pub fn of_one(names: &Names<'_>, selector: &Selector, problems: &mut Vec<Diagnostic>) -> Self {
        let include = select(names, selector);
        problems.extend(unmatched(names, selector, &include));
        ItemSet {
            include,
            exclude: FxHashSet::default(),
        }
    }

    /// Whether an item, or something that it is a part of, is selected, and
    /// neither is taken away.
    pub fn contains(&self, names: &Names<'_>, def: Def) -> bool {
        let mut is_included = false;
        let mut next = Some(def);
        while let Some(def) = next {
            if self.exclude.contains(&def) {
                return false;
            }
            is_included |= self.include.contains(&def);
            next = names.parent_of(def);
        }
        is_included
    }

    /// Whether an item itself is taken away, and with it all below.
    pub(super) fn is_excluded(&self, def: Def) -> bool {
        self.exclude.contains(&def)
    }

    /// Whether a module is selected with everything below it.
    pub fn contains_all(&self, names: &Names<'_>, module: ModuleId) -> bool {
        let is_below = |def: &Def| names.is_within(names.module_at(*def), module);
        self.contains(names, Def::Module(module)) && !self.exclude.iter().any(is_below)
    }

    /// The items that are selected by name, not those below them, in order.
    pub fn heads(&self) -> Vec<Def> {
        let mut heads: Vec<Def> = self.include.iter().copied().collect();
        heads.sort_unstable();
        heads
    }
}

/// A problem for each choice of a selector that matches nothing.
fn unmatched(names: &Names<'_>, selector: &Selector, found: &FxHashSet<Def>) -> Vec<Diagnostic> {
    let empty = empty_choices(names, selector, found).into_iter();
    empty
        .map(|choice| nothing_matches(names, selector, choice))
        .collect()
}

/// Every item that a selector matches.
pub(super) fn select(names: &Names<'_>, selector: &Selector) -> FxHashSet<Def> {
    let mut found = FxHashSet::default();
    let mut patterns = Vec::new();
    for alternative in &selector.alternatives {
        // Whole crates are few, and what is in them is many.
        let is_whole = alternative.len() == 1 && alternative[0] != SegmentPattern::AnyDepth;
        if is_pattern(alternative) && !is_whole {
            patterns.push(alternative.as_slice());
            continue;
        }
        for (id, _) in crates(names, selector.target, &alternative[0]) {
            found.extend(follow(names, id, &alternative[1..]).unwrap_or_default());
        }
    }
    if !patterns.is_empty() {
        match_patterns(names, selector.target, &patterns, &mut found);
    }
    found
}

/// The crates that a first segment means: those of a package, or those of
/// that name.
fn crates<'n>(
    names: &'n Names<'_>,
    target: Option<TargetPrefix>,
    first: &SegmentPattern,
) -> Vec<(CrateId, &'n Crate)> {
    let is_kind = |kind| target.is_none_or(|target| kind_of(target) == kind);
    let all = names
        .workspace
        .crates()
        .filter(|(_, krate)| is_kind(krate.kind));
    let matching = all.filter(|(_, krate)| {
        first.matches(&krate.name) || first.matches(&names.workspace.package(krate.package).name)
    });
    matching.collect()
}

fn kind_of(target: TargetPrefix) -> TargetKind {
    match target {
        TargetPrefix::Lib => TargetKind::Lib,
        TargetPrefix::Bin => TargetKind::Bin,
        TargetPrefix::Test => TargetKind::Test,
        TargetPrefix::Example => TargetKind::Example,
        TargetPrefix::Bench => TargetKind::Bench,
        TargetPrefix::Build => TargetKind::Build,
    }
}

/// Follows names from the root of a crate. The error says after how many
/// segments nothing was found, and where.
fn follow(
    names: &Names<'_>,
    krate: CrateId,
    segments: &[SegmentPattern],
) -> Result<Vec<Def>, (usize, Vec<Def>)> {
    let mut at = vec![Def::Module(names.tree.roots[krate.0 as usize])];
    for (index, segment) in segments.iter().enumerate() {
        let SegmentPattern::Exact(name) = segment else {
            return Err((index, at));
        };
        let below: Vec<Def> = at
            .iter()
            .flat_map(|def| names.named_in(*def, name))
            .collect();
        if below.is_empty() {
            return Err((index, at));
        }
        at = below;
    }
    Ok(at)
}

/// Matches patterns against every path of the crates that they may mean.
fn match_patterns(
    names: &Names<'_>,
    target: Option<TargetPrefix>,
    patterns: &[&[SegmentPattern]],
    found: &mut FxHashSet<Def>,
) {
    // A pattern goes on behind the crate, under whichever of its names.
    let mut behind: FxHashMap<CrateId, Vec<Vec<SegmentPattern>>> = FxHashMap::default();
    for pattern in patterns {
        for (id, _) in crates(names, target, &pattern[0]) {
            let rest = match pattern[0] {
                SegmentPattern::AnyDepth => pattern.to_vec(),
                _ => pattern[1..].to_vec(),
            };
            behind.entry(id).or_default().push(rest);
        }
    }
    let matches = |krate: CrateId, path: &str| {
        let segments: Vec<&str> = path.split("::").skip(1).collect();
        let patterns = behind.get(&krate).into_iter().flatten();
        patterns
            .clone()
            .any(|pattern| matches_path(pattern, &segments))
    };
    let modules = (0..)
        .map(ModuleId)
        .zip(&names.tree.modules)
        .map(|(id, _)| Def::Module(id));
    // Modules are among the items, but not the roots.
    let items = names
        .defs()
        .filter(|(_, _, item)| !matches!(item.kind, ItemKind::Module(_) | ItemKind::Field));
    for def in modules.chain(items.map(|(def, _, _)| Def::Item(def))) {
        let krate = names.crate_of(def);
        if behind.contains_key(&krate)
            && matches(krate, &names.path_of(def))
            && !names.is_local(def)
        {
            found.insert(def);
        }
    }
    for krate in behind.keys() {
        let root = names.tree.roots[krate.0 as usize];
        for name in names.crate_surface(root) {
            if let (Exposed::Def(def), true) = (name.exposed, matches(*krate, &name.path)) {
                found.insert(def);
            }
        }
    }
}

/// An entry of a list, or one of its choices where each stands for itself.
pub(super) struct Choice {
    /// As it is written.
    pub(super) text: String,
    /// The string that it stands in.
    pub(super) span: Span,
    /// It alone, without what the list takes away.
    pub(super) list: SelectorList,
}

/// What the entries of a list offer to choose from.
pub(super) fn choices(list: &SelectorList) -> Vec<Choice> {
    let choices = list.include.iter().flat_map(|selector| {
        let alone = |alternatives: &[Vec<SegmentPattern>]| Selector {
            text: match alternatives {
                [only] => exact_path(only).unwrap_or_else(|| selector.text.clone()),
                _ => selector.text.clone(),
            },
            alternatives: alternatives.to_vec(),
            ..selector.clone()
        };
        match has_choices(selector) {
            true => selector.alternatives.chunks(1).map(alone).collect(),
            false => vec![selector.clone()],
        }
    });
    let choice = |selector: Selector| Choice {
        text: selector.text.clone(),
        span: selector.span,
        list: SelectorList {
            include: vec![selector],
            exclude: list.exclude.clone(),
            span: list.span,
        },
    };
    choices.map(choice).collect()
}

/// Whether each choice of a selector stands for itself. With several braces
/// not every combination of their choices has to mean something.
fn has_choices(selector: &Selector) -> bool {
    selector.text.matches('{').count() == 1
}

/// The choices of a selector that match nothing: all of it, or single ones
/// where each stands for itself.
fn empty_choices<'s>(
    names: &Names<'_>,
    selector: &'s Selector,
    found: &FxHashSet<Def>,
) -> Vec<&'s [SegmentPattern]> {
    let first = &selector.alternatives[0];
    if found.is_empty() {
        return vec![first];
    }
    if !has_choices(selector) {
        return Vec::new();
    }
    let is_empty = |alternative: &&Vec<SegmentPattern>| {
        let alone = Selector {
            alternatives: vec![(*alternative).clone()],
            ..selector.clone()
        };
        select(names, &alone).is_empty()
    };
    let empty = selector.alternatives.iter().filter(is_empty);
    empty.map(Vec::as_slice).collect()
}

/// A choice without wildcards, as a path.
fn exact_path(choice: &[SegmentPattern]) -> Option<String> {
    let names = choice.iter().map(|segment| match segment {
        SegmentPattern::Exact(name) => Some(name.as_str()),
        _ => None,
    });
    names
        .collect::<Option<Vec<_>>>()
        .map(|names| names.join("::"))
}
