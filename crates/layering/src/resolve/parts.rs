//! Paths behind a type: variants and associated items, through aliases.

use super::gifts::Receiver;
use super::path::{Outcome, Target};
use super::tables::Namespaces;
use super::walk::Walk;
use super::{Def, DefId, Names, Res, Symbol, inherent};
use crate::facts::{Base, ItemKind, PathId};

/// Aliases that stand for aliases are followed this far.
const MAX_HOPS: u32 = 64;

impl<'n> Names<'n> {
    /// `<Type>::name`
    pub(super) fn walk_from_base(
        &self,
        walk: Walk<'n>,
        base: Base,
        last: usize,
        namespaces: Namespaces,
        outcome: &mut Outcome,
    ) {
        let base = match base {
            Base::Path(base) => base,
            Base::Form(form) => return self.walk_from_form(walk, form, last, namespaces, outcome),
        };
        let of_base = self.outcome(walk.unit, base);
        for target in &of_base.targets {
            let mut found = Outcome::default();
            if let Def::Item(def) = target.def {
                self.associated(walk, def, 0, last, namespaces, &mut found);
            }
            // The type itself is a path of its own.
            found.targets.retain(|found| found.def != target.def);
            outcome.targets.append(&mut found.targets);
        }
        if of_base.local {
            // `<T>::name`
            let name = self.symbol(walk.unit, walk.segments[0].name);
            let param = self.walk_of(walk.unit, base).segments[0].name;
            let param = self.symbol(walk.unit, param);
            let of_first = namespaces.of_segment(0, last);
            for found in self.items_of_bounds(walk, param, name, of_first) {
                let res = Res::Def(Def::Item(found));
                self.walk_on(walk, res, 0, last, namespaces, outcome);
            }
        }
        if let (1, Some(ty)) = (last, self.outside_type(walk.unit, base)) {
            let name = self.symbol(walk.unit, walk.segments[0].name);
            let found = self.given(walk, Receiver::Outside(ty), name, namespaces);
            let targets = found.into_iter().map(|def| Target::new(Def::Item(def), 0));
            outcome.targets.extend(targets);
        }
        outcome.local = outcome.targets.is_empty();
    }

    /// A segment behind a type or a trait: a variant or an associated item.
    pub(super) fn associated(
        &self,
        walk: Walk<'n>,
        def: DefId,
        index: usize,
        last: usize,
        namespaces: Namespaces,
        outcome: &mut Outcome,
    ) {
        let name = self.symbol(walk.unit, walk.segments[index].name);
        let of_last = namespaces.of_segment(index, last);
        let of_trait = (of_last == Namespaces::TYPE && self.is_behind_self(walk, index))
            .then(|| self.types_of_impl_around(walk, def, name))
            .flatten();
        if let ItemKind::TypeAlias(target) = self.item(def).kind
            && of_trait.as_ref().is_none_or(Vec::is_empty)
        {
            return self.through_alias(walk, (def, target), index, (last, namespaces), outcome);
        }
        let mut found = of_trait.unwrap_or_else(|| self.associated_item(def, name, of_last));
        if found.is_empty() && self.is_assoc_type(Def::Item(def)) {
            found = self.items_behind_projection(walk, index, of_last);
        }
        if found.is_empty() && of_last == Namespaces::TYPE && index + 2 == last {
            // `Self::Name` of a trait from outside
            let next = index + 1;
            let of_next =
                self.items_behind_projection(walk, next, namespaces.of_segment(next, last));
            for found in of_next {
                self.walk_on(
                    walk,
                    Res::Def(Def::Item(found)),
                    next,
                    last,
                    namespaces,
                    outcome,
                );
            }
            if !outcome.targets.is_empty() {
                return;
            }
        }
        if found.is_empty() {
            found = self.given(walk, Receiver::Any, name, of_last);
        }
        if found.is_empty() {
            // Of a derive, a bound, or a trait from outside: the type counts.
            let target = Target::new(Def::Item(def), index.saturating_sub(1));
            // `Self` is no name of the type.
            let is_named = walk.path.base.is_none() && !self.is_behind_self(walk, index);
            if is_named {
                outcome.add(target);
            }
            outcome.local |= !is_named;
        }
        for found in found {
            self.walk_on(
                walk,
                Res::Def(Def::Item(found)),
                index,
                last,
                namespaces,
                outcome,
            );
        }
    }

    /// `Alias::name` is a `name` of the type that it stands for.
    fn through_alias(
        &self,
        walk: Walk<'n>,
        (alias, target): (DefId, Option<PathId>),
        index: usize,
        (last, namespaces): (usize, Namespaces),
        outcome: &mut Outcome,
    ) {
        let (unit, _) = self.home(alias);
        let name = self.symbol(walk.unit, walk.segments[index].name);
        let of_last = namespaces.of_segment(index, last);
        let mut is_known = false;
        if let Some(target) = target
            && walk.hops < MAX_HOPS
        {
            let mut of_alias = Outcome::default();
            let deeper = Walk {
                hops: walk.hops + 1,
                ..self.walk_of(unit, target)
            };
            self.resolve_walk(deeper, &mut of_alias);
            for found in of_alias.targets {
                if let Def::Item(def) = found.def {
                    for found in self.associated_item(self.behind_aliases(def), name, of_last) {
                        is_known = true;
                        self.walk_on(
                            walk,
                            Res::Def(Def::Item(found)),
                            index,
                            last,
                            namespaces,
                            outcome,
                        );
                    }
                }
            }
        }
        // What is no path may be a type that has such an item on its own.
        let may_be_given = target.is_some() || !inherent::may_be_own(self.symbols.text(name));
        if !is_known && may_be_given {
            let outside = target.and_then(|target| self.outside_type(unit, target));
            let ty = outside.map_or(Receiver::Any, Receiver::Outside);
            for def in self.given(walk, ty, name, of_last) {
                is_known = true;
                self.walk_on(
                    walk,
                    Res::Def(Def::Item(def)),
                    index,
                    last,
                    namespaces,
                    outcome,
                );
            }
        }
        if self.is_behind_self(walk, index) {
            outcome.local |= !is_known;
        } else if !is_known {
            let segment = index.saturating_sub(1);
            outcome.targets.push(Target::new(Def::Item(alias), segment));
        }
    }

    /// The type that an alias stands for in the end, or the type itself.
    pub fn behind_aliases(&self, mut def: DefId) -> DefId {
        for _ in 0..MAX_HOPS {
            let ItemKind::TypeAlias(Some(target)) = self.item(def).kind else {
                break;
            };
            let (unit, _) = self.home(def);
            match self.outcome(unit, target).targets.first() {
                Some(Target {
                    def: Def::Item(next),
                    ..
                }) if *next != def => def = *next,
                _ => break,
            }
        }
        def
    }

    /// What `Self::name` means as a type in an `impl` of a trait: a variant, or
    /// else a type that the trait, or one that it requires, declares.
    fn types_of_impl_around(&self, walk: Walk<'n>, def: DefId, name: Symbol) -> Option<Vec<DefId>> {
        let (unit, id) = self.impl_around(walk.unit, walk.path.scope)?;
        let of_trait = self.tree.unit(unit).facts.impls[id.index()].of_trait?;
        let variants = self.item_tables.get(&self.behind_aliases(def)).into_iter();
        let variants =
            variants.flat_map(|table| self.written_items(*table, name, Namespaces::TYPE));
        let mut found: Vec<DefId> = variants.collect();
        if found.is_empty() {
            let traits = self.items_of(unit, of_trait).into_iter();
            found.extend(traits.flat_map(|of| self.associated_item(of, name, Namespaces::TYPE)));
        }
        Some(found)
    }

    fn is_behind_self(&self, walk: Walk<'_>, index: usize) -> bool {
        let facts = &self.tree.unit(walk.unit).facts;
        facts.name(walk.segments[index.saturating_sub(1)].name) == "Self"
    }
}
