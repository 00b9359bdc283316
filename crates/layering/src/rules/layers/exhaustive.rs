//! Modules and packages that are in no layer, where every one has to be.
//!
//! Apart from the layers because it judges modules, and no reference: the
//! finding is at the `mod` that declares one.

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use super::stack::Stack;
use crate::facts::TextRange;
use crate::modules::ModuleId;
use crate::resolve::{Def, Names};
use crate::rules::borders::Borders;
use crate::rules::finding::Target;
use crate::rules::{Finding, Findings};
use crate::source::Span;
use crate::workspace::CrateId;

/// Finds what is in no layer: below the containers, or else below what all
/// layers have around them. What lies above a layer is judged by what lies
/// below it.
pub(super) fn check(names: &Names<'_>, stack: &Stack, at: Span, findings: &mut Findings) {
    if stack.within.is_empty() && stack.heads.is_empty() {
        return;
    }
    let around = if stack.within.is_empty() {
        common_parents(names, stack)
    } else {
        stack.within.clone()
    };
    let mut above = FxHashSet::default();
    for module in stack.heads.iter().flat_map(|head| &head.modules) {
        let mut next = names.tree.module(*module).parent;
        while let Some(module) = next {
            above.insert(module);
            next = names.tree.module(module).parent;
        }
    }
    let judge = Judge {
        names,
        stack,
        at,
        above,
    };
    if around.is_empty() {
        return judge.packages(findings);
    }
    for module in around {
        judge.below(module, findings);
    }
}

/// The innermost module around all layers, in each crate of their package;
/// none if they are in several packages, or are crates.
fn common_parents(names: &Names<'_>, stack: &Stack) -> Vec<ModuleId> {
    let mut parents: BTreeMap<CrateId, ModuleId> = BTreeMap::new();
    let mut packages = FxHashSet::default();
    for module in stack.heads.iter().flat_map(|head| &head.modules) {
        let this = names.tree.module(*module);
        let Some(parent) = this.parent else {
            return Vec::new();
        };
        packages.insert(names.workspace.krate(this.krate).package);
        let common = parents.entry(this.krate).or_insert(parent);
        while !names.is_within(parent, *common) {
            match names.tree.module(*common).parent {
                Some(above) => *common = above,
                None => break,
            }
        }
    }
    match packages.len() {
        1 => parents.into_values().collect(),
        _ => Vec::new(),
    }
}

struct Judge<'j> {
    names: &'j Names<'j>,
    stack: &'j Stack,
    /// The place in `layering.toml`.
    at: Span,
    /// The modules with a layer below them.
    above: FxHashSet<ModuleId>,
}

impl Judge<'_> {
    fn below(&self, parent: ModuleId, findings: &mut Findings) {
        let names = self.names;
        let mut left = vec![parent];
        while let Some(parent) = left.pop() {
            let modules = (0..).map(ModuleId).zip(&names.tree.modules);
            let children = modules.filter(|(_, module)| module.parent == Some(parent));
            for (child, _) in children {
                findings.checked += 1;
                if self.stack.part(child).is_some() {
                    continue;
                }
                if self.above.contains(&child) {
                    left.push(child);
                } else {
                    findings.found.extend(self.finding(parent, child));
                }
            }
        }
    }

    fn packages(&self, findings: &mut Findings) {
        let names = self.names;
        let mut seen = FxHashSet::default();
        let has_layer = |module| self.stack.part(module).is_some() || self.above.contains(&module);
        let layered: FxHashSet<_> = names
            .workspace
            .crates()
            .filter(|(id, _)| has_layer(names.tree.roots[id.0 as usize]))
            .map(|(_, krate)| krate.package)
            .collect();
        for (id, krate) in names.workspace.crates() {
            let root = names.tree.roots[id.0 as usize];
            if self.stack.part(root).is_none() && self.above.contains(&root) {
                self.below(root, findings);
            }
            if seen.insert(krate.package) {
                findings.checked += 1;
                if !layered.contains(&krate.package) {
                    findings.found.extend(self.finding(root, root));
                }
            }
        }
    }

    fn finding(&self, parent: ModuleId, module: ModuleId) -> Option<Finding> {
        let names = self.names;
        let path = names.module_path(module);
        let is_root = parent == module;
        let headline = if is_root {
            format!("package `{path}` is in no layer")
        } else {
            format!("`{path}` is in no layer")
        };
        let target = Target::Def(Def::Module(module));
        let mut finding = Finding::new(place(names, module)?, parent, target, headline);
        finding.label = "not in a layer".to_owned();
        finding.written = names.module_name(module).to_owned();
        finding.test = names.tree.module(module).conditions.test;
        finding.forbidden_by = Some((self.at, "everything has a layer here".to_owned()));
        finding.set_help(format!(
            "add `{}` to `layers`, or move it into a layer",
            names.module_name(module)
        ));
        Some(finding)
    }
}

/// Where a module is declared; for the root of a crate, the start of its file.
fn place(names: &Names<'_>, module: ModuleId) -> Option<Span> {
    let this = names.tree.module(module);
    let Some((unit, _)) = this.declared else {
        let (unit, _) = this.scopes.first()?;
        return names.tree.span(*unit, TextRange::default());
    };
    let name = names.span(Def::Module(module));
    name.or_else(|| names.tree.call_span(unit))
}
