//! What public items show of others: in signatures, fields, bounds, `impl`s.
//!
//! Apart from the names that can be written, because here the place is inside
//! of an item, and what matters is whether users of the crate see that item.

use rustc_hash::FxHashSet;

use super::Exports;
use crate::facts::{Context, ItemKind, Parent, Visibility};
use crate::graph::{Reference, Sort};
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{Def, Exposed, SurfaceName};
use crate::rules::finding::Target;
use crate::rules::{Finding, Findings};

impl Exports<'_> {
    /// What the public items show of others.
    pub(super) fn judge_signatures(
        &self,
        top: ModuleId,
        surface: &[SurfaceName],
        findings: &mut Findings,
    ) {
        let public: FxHashSet<Def> = surface
            .iter()
            .filter_map(|name| match name.exposed {
                Exposed::Def(def) => Some(def),
                Exposed::External(_) => None,
            })
            .collect();
        for reference in &self.scene.graph.references {
            if reference.sort == Sort::Path && self.is_shown(reference, &public) {
                findings.checked += 1;
                findings.found.extend(self.judge_signature(top, reference));
            }
        }
    }

    /// Whether a reference is in a part of an item that users of a public item
    /// see.
    fn is_shown(&self, reference: &Reference, public: &FxHashSet<Def>) -> bool {
        let path = self
            .scene
            .names
            .tree
            .unit(reference.unit)
            .facts
            .path(reference.path);
        path.in_signature
            && matches!(
                reference.context,
                Context::Type | Context::Bound | Context::Impl
            )
            && self.is_public(reference.unit, path.owner, public)
    }

    fn is_public(&self, unit: UnitId, owner: Parent, public: &FxHashSet<Def>) -> bool {
        let names = self.scene.names;
        match owner {
            Parent::Scope => false,
            Parent::Impl(id) => {
                let header = names.tree.unit(unit).facts.impls[id.index()];
                let Some(self_type) = header.self_type else {
                    return false;
                };
                let outcome = names.outcome(unit, self_type);
                outcome.targets.iter().any(|target| match target.def {
                    Def::Item(def) => public.contains(&Def::Item(names.behind_aliases(def))),
                    Def::Module(_) => false,
                })
            }
            Parent::Item(id) => {
                let def = names.def_of(unit, id);
                let item = names.tree.unit(unit).facts.item(id);
                if public.contains(&def) {
                    return true;
                }
                match (item.parent, item.kind) {
                    (Parent::Scope, _) => false,
                    // Fields of a variant are as public as the variant.
                    (parent @ Parent::Item(of), ItemKind::Field) => {
                        let of = names.tree.unit(unit).facts.item(of);
                        let of_variant = matches!(of.kind, ItemKind::Variant(_));
                        (of_variant || item.visibility == Visibility::Public)
                            && self.is_public(unit, parent, public)
                    }
                    (parent @ Parent::Item(_), _) => self.is_public(unit, parent, public),
                    (parent @ Parent::Impl(of), _) => {
                        let of_trait = names.tree.unit(unit).facts.impls[of.index()]
                            .of_trait
                            .is_some();
                        (of_trait || item.visibility == Visibility::Public)
                            && self.is_public(unit, parent, public)
                    }
                }
            }
        }
    }

    fn judge_signature(&self, top: ModuleId, reference: &Reference) -> Option<Finding> {
        let names = self.scene.names;
        let defs = self.with_aliased(reference.to);
        let called: Vec<&str> = defs.iter().map(|def| names.name_of(*def)).collect();
        let denial = self.denial(&called, &defs)?;
        let to = names.path_of(reference.to);
        let owner = names
            .tree
            .unit(reference.unit)
            .facts
            .path(reference.path)
            .owner;
        let headline = match self.owner(reference.unit, owner) {
            Some(owner) => format!("the public `{owner}` shows `{to}`"),
            None => format!("`{}` shows `{to}`", names.module_path(top)),
        };
        let mut finding = Finding::new(
            reference.span,
            reference.from,
            Target::Def(reference.to),
            headline,
        );
        finding.label = format!("seen by all who use `{}`", names.module_path(top));
        finding.written = names.written(reference.unit, reference.path);
        finding.test = reference.test;
        finding.forbidden_by = Some(denial);
        finding.help = Some("keep it out of what is public".to_owned());
        Some(finding)
    }

    fn owner(&self, unit: UnitId, owner: Parent) -> Option<String> {
        let names = self.scene.names;
        match owner {
            Parent::Item(id) => Some(names.path_of(names.def_of(unit, id))),
            Parent::Impl(id) => {
                let header = names.tree.unit(unit).facts.impls[id.index()];
                let outcome = names.outcome(unit, header.self_type?);
                outcome
                    .targets
                    .first()
                    .map(|target| names.path_of(target.def))
            }
            Parent::Scope => None,
        }
    }
}
