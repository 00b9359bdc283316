//! What public items show of others: in signatures, fields, bounds, `impl`s.
//!
//! Apart from the names that can be written, because here the place is inside
//! of an item, and what matters is whether users of the crate see that item.

use rustc_hash::FxHashSet;

use super::Exports;
use super::outside::{Mention, Outside};
use crate::facts::{ItemKind, Parent};
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{Def, SurfaceName, Target as PathTarget};
use crate::rules::finding::Target;
use crate::rules::{Finding, Findings};
use crate::source::Span;

impl Exports<'_> {
    /// What the public items show of others. `flagged` are those whose own
    /// names are denied already.
    pub(super) fn judge_signatures(
        &self,
        top: ModuleId,
        surface: &[SurfaceName],
        flagged: &FxHashSet<Def>,
        findings: &mut Findings,
    ) {
        let outside = Outside::new(self.scene.names, top, surface);
        for mention in outside.shown() {
            // An alias that is denied for what it stands for is one mistake.
            let alias = outside.alias_of(mention);
            if alias.is_some_and(|alias| flagged.contains(&alias) && self.is_target(alias, mention))
            {
                continue;
            }
            if self.is_behind_denied(mention) {
                continue;
            }
            for target in &mention.targets {
                findings.checked += 1;
                let found = self.judge_mention(top, &outside, mention, *target);
                findings.found.extend(found);
            }
        }
    }

    /// Whether a mention is the `Name` of a `Trait<Name = Type>` whose trait is
    /// denied itself.
    fn is_behind_denied(&self, mention: &Mention) -> bool {
        let of_trait = self
            .scene
            .names
            .trait_of_binding(mention.unit, mention.path);
        of_trait.is_some_and(|of_trait| self.denial_of(of_trait).is_some())
    }

    /// Whether a mention is what an alias stands for.
    fn is_target(&self, alias: Def, mention: &Mention) -> bool {
        let kind = match alias {
            Def::Item(alias) => self.scene.names.item(alias).kind,
            Def::Module(_) => return false,
        };
        kind == ItemKind::TypeAlias(Some(mention.path))
    }

    fn judge_mention(
        &self,
        top: ModuleId,
        outside: &Outside<'_>,
        mention: &Mention,
        target: PathTarget,
    ) -> Option<Finding> {
        let names = self.scene.names;
        // What the path names defines it, as an argument of a macro does.
        let place = self.place(mention, target.segment);
        if place.is_none() || names.span(target.def) == place {
            return None;
        }
        let mut meant = vec![target.def];
        meant.extend(self.inside_of_alias(outside, target.def));
        meant.into_iter().find_map(|def| {
            let denial = self.denial_of(def)?;
            self.shows(top, mention, target, (def, denial))
        })
    }

    /// Why an item is denied, under its own name or that of what it is a part
    /// of, as the trait of an associated type is.
    fn denial_of(&self, def: Def) -> Option<(Span, String)> {
        let names = self.scene.names;
        let mut defs = self.with_aliased(def);
        if let Def::Item(item) = def
            && names.is_part(item)
        {
            defs.extend(names.parent_of(def));
        }
        let called: Vec<&str> = defs.iter().map(|def| names.name_of(*def)).collect();
        self.denial(&called, &defs)
    }

    /// What the types in an alias mean, apart from the one that it stands for.
    fn inside_of_alias(&self, outside: &Outside<'_>, def: Def) -> Vec<Def> {
        let mut found = vec![def];
        let mut next = 0;
        while let Some(alias) = found.get(next).copied() {
            next += 1;
            for mention in outside.in_alias(alias) {
                for target in &mention.targets {
                    if !found.contains(&target.def) {
                        found.push(target.def);
                    }
                }
            }
        }
        found.split_off(1)
    }

    /// Where a mention stands.
    fn place(&self, mention: &Mention, segment: usize) -> Option<Span> {
        let tree = self.scene.names.tree;
        let unit = tree.unit(mention.unit);
        let segments = unit.facts.segments(unit.facts.path(mention.path));
        let ranges = segments.iter().map(|segment| segment.range);
        // The call of a macro is to blame for what it has a part in.
        let of_call = |offset: u32| !unit.origin.is_from_body(offset);
        let named = segments[segment].range;
        let range = if of_call(named.start) {
            named
        } else {
            let last = ranges.rev().find(|range| of_call(range.start));
            last.unwrap_or(named)
        };
        tree.blamed(mention.unit, range)
    }

    fn shows(
        &self,
        top: ModuleId,
        mention: &Mention,
        target: PathTarget,
        (denied, denial): (Def, (Span, String)),
    ) -> Option<Finding> {
        let names = self.scene.names;
        let to = names.path_of(denied);
        let headline = match self.owner(mention.unit, mention.owner) {
            Some(owner) => format!("the public `{owner}` shows `{to}`"),
            None => format!("`{}` shows `{to}`", names.module_path(top)),
        };
        let unit = names.tree.unit(mention.unit);
        let path = unit.facts.path(mention.path);
        let mut finding = Finding::new(
            self.place(mention, target.segment)?,
            names.tree.module_of(mention.unit, path.scope),
            Target::Def(denied),
            headline,
        );
        finding.label = format!("seen by all who use `{}`", names.module_path(top));
        if denied != target.def {
            let alias = names.path_of(target.def);
            finding.note(format!("it is a part of `{alias}`"));
        }
        finding.written = names.written(mention.unit, mention.path);
        finding.test = path.test || unit.conditions.test;
        finding.forbidden_by = Some(denial);
        finding.set_help("keep it out of what is public".to_owned());
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
