//! Selectors where modules are meant: what each selects, as one part or as
//! several.
//!
//! A reference knows the module that it stands in, and not the item, so
//! options that say whose references are judged take modules and crates
//! alone. The crates of a package are one head, since a selector of the
//! package means all of them.

use rustc_hash::{FxHashMap, FxHashSet};

use super::borders::Part;
use super::select::{ItemSet, select};
use crate::config::{Selector, SelectorList};
use crate::diagnostic::Diagnostic;
use crate::modules::ModuleId;
use crate::resolve::{Def, Names};
use crate::source::Span;
use crate::workspace::{TargetKind, crate_name};

/// A module, or the crates of a package, with all below.
#[derive(Clone, Debug)]
pub(super) struct Head {
    /// What it is called in messages.
    pub(super) label: String,
    /// The module; the roots of the crates.
    pub(super) modules: Vec<ModuleId>,
    /// Where it is selected.
    pub(super) span: Span,
}

/// The heads that a list selects, in its order, and what it takes away. A
/// selector that selects no module is a problem.
pub(super) fn heads(
    names: &Names<'_>,
    list: &SelectorList,
    allow_empty: bool,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Head> {
    let set = modules(names, list, allow_empty, problems);
    let is_kept = |module: &ModuleId| set.contains(names, Def::Module(*module));
    let mut heads = Vec::new();
    for selector in &list.include {
        let mut found = selected(names, selector);
        found.retain(is_kept);
        heads.extend(group(names, selector, &found));
    }
    heads
}

/// The set of a list that has to name modules, unless it may be empty.
pub(super) fn modules(
    names: &Names<'_>,
    list: &SelectorList,
    allow_empty: bool,
    problems: &mut Vec<Diagnostic>,
) -> ItemSet {
    only_modules(names, list, allow_empty, problems);
    ItemSet::new(names, list, allow_empty, problems)
}

/// The set of a list that names modules, or nothing.
pub(super) fn optional_modules(
    names: &Names<'_>,
    list: &SelectorList,
    allow_empty: bool,
    problems: &mut Vec<Diagnostic>,
) -> ItemSet {
    only_modules(names, list, allow_empty, problems);
    ItemSet::optional(names, list, allow_empty, problems)
}

/// Reports selectors that select no module.
fn only_modules(
    names: &Names<'_>,
    list: &SelectorList,
    allow_empty: bool,
    problems: &mut Vec<Diagnostic>,
) {
    for selector in list.include.iter().chain(&list.exclude) {
        let found = select(names, selector);
        let mut items: Vec<Def> = found.into_iter().collect();
        items.sort_unstable();
        if let Some(item) = items.first()
            && !allow_empty
            && !items.iter().any(|def| matches!(def, Def::Module(_)))
        {
            problems.push(no_module(names, selector, *item));
        }
    }
}

fn no_module(names: &Names<'_>, selector: &Selector, item: Def) -> Diagnostic {
    let home = names.module_path(names.home_module(item));
    Diagnostic::error(format!("selector `{}` selects no module", selector.text))
        .at(selector.span, format!("a {}", names.kind_word(item)))
        .with_help(format!(
            "name a module or a crate, as `{home}`: a reference stands in a module"
        ))
}

/// The modules that a selector selects, in order.
pub(super) fn selected(names: &Names<'_>, selector: &Selector) -> Vec<ModuleId> {
    let mut found: Vec<ModuleId> = select(names, selector)
        .into_iter()
        .filter_map(|def| match def {
            Def::Module(module) => Some(module),
            Def::Item(_) => None,
        })
        .collect();
    found.sort_unstable();
    found
}

/// The crates of one package are one head.
fn group(names: &Names<'_>, selector: &Selector, found: &[ModuleId]) -> Vec<Head> {
    let mut heads: Vec<Head> = Vec::new();
    let mut packages = FxHashMap::default();
    for module in found {
        let krate = names.workspace.krate(names.tree.module(*module).krate);
        let is_root = names.tree.module(*module).parent.is_none();
        if !is_root {
            heads.push(Head {
                label: names.module_path(*module),
                modules: vec![*module],
                span: selector.span,
            });
            continue;
        }
        let index = *packages.entry(krate.package).or_insert_with(|| {
            heads.push(Head {
                label: crate_name(&names.workspace.package(krate.package).name),
                modules: Vec::new(),
                span: selector.span,
            });
            heads.len() - 1
        });
        let head = &mut heads[index];
        head.modules.push(*module);
        // What others know a package by.
        if krate.kind == TargetKind::Lib || selector.target.is_some() {
            head.label.clone_from(&krate.name);
        }
    }
    heads
}

/// The problem that a module is selected by two heads, for each pair.
pub(super) fn twice(names: &Names<'_>, heads: &[Head], problems: &mut Vec<Diagnostic>) {
    let mut first: FxHashMap<ModuleId, &Head> = FxHashMap::default();
    let mut told = FxHashSet::default();
    for head in heads {
        for module in &head.modules {
            let other = *first.entry(*module).or_insert(head);
            if std::ptr::eq(other, head) || !told.insert((other.span, head.span)) {
                continue;
            }
            let path = names.module_path(*module);
            let problem = Diagnostic::error(format!("`{path}` is selected twice"));
            problems.push(if other.span == head.span {
                problem.at(head.span, "selects it twice")
            } else {
                problem
                    .at(head.span, "selected again here")
                    .with_label(other.span, "selected first here")
            });
        }
    }
}

/// The head that each module lies in: the innermost, where heads are nested.
pub(super) fn parts(names: &Names<'_>, heads: &[Head]) -> Vec<Option<Part>> {
    let mut of_head: FxHashMap<ModuleId, Part> = FxHashMap::default();
    for (part, head) in (0..).zip(heads) {
        for module in &head.modules {
            of_head.entry(*module).or_insert(part);
        }
    }
    let mut parts: Vec<Option<Part>> = Vec::with_capacity(names.tree.modules.len());
    // A parent comes before its children.
    for (id, module) in (0..).map(ModuleId).zip(&names.tree.modules) {
        let above = module.parent.and_then(|parent| parts[parent.0 as usize]);
        parts.push(of_head.get(&id).copied().or(above));
    }
    parts
}
