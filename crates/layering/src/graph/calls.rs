//! Whether the methods of a trait may be called in a module.
//!
//! What a method call means, only types can tell. But its name has to be
//! written: where nothing that is called in a module has a name of the trait, its
//! methods are not called there, unless the body of a macro calls them.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::ItemKind;
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{Def, DefId, Names, Symbol};

/// Names of traits that are called somewhere.
type Called = FxHashSet<Symbol>;

/// Which names are called where.
#[derive(Debug)]
pub struct Calls<'n> {
    names: &'n Names<'n>,
    /// The texts that a module is written in.
    units: FxHashMap<ModuleId, Vec<UnitId>>,
    /// What each unit calls, once somebody has asked.
    called: Vec<OnceLock<Called>>,
    /// What all bodies of `macro_rules!` may call.
    in_macros: Called,
    /// What can be called of each trait.
    traits: FxHashMap<DefId, Vec<Symbol>>,
    /// What can be called of any.
    callable: FxHashSet<Symbol>,
}

impl<'n> Calls<'n> {
    /// Notes which texts there are.
    pub fn new(names: &'n Names<'n>) -> Self {
        let symbols = names.symbols();
        let traits = names.defs();
        let traits = traits.filter(|(_, _, item)| item.kind == ItemKind::Trait);
        let traits: FxHashMap<DefId, Vec<Symbol>> = traits
            .map(|(def, _, _)| {
                let below = names.names_below(Def::Item(def));
                let below = below.iter().filter_map(|name| symbols.get(name));
                (def, below.collect())
            })
            .collect();
        let mut calls = Calls {
            names,
            units: FxHashMap::default(),
            called: Vec::new(),
            in_macros: Called::default(),
            callable: traits.values().flatten().copied().collect(),
            traits,
        };
        for (id, unit) in names.tree.units() {
            calls.units.entry(unit.module).or_default().push(id);
            calls.called.push(OnceLock::new());
            for rules in &unit.facts.macro_rules {
                let words = words(rules.body.of(&unit.text));
                let words = words.filter_map(|word| symbols.get(word));
                let called = words.filter(|word| calls.callable.contains(word));
                calls.in_macros.extend(called);
            }
        }
        calls
    }

    /// Whether a method of a trait may be called in a module; a trait alias
    /// may stand for any.
    pub fn may_be_in(&self, of_trait: DefId, module: ModuleId) -> bool {
        let Some(below) = self.traits.get(&of_trait) else {
            return true;
        };
        let scopes = self.names.tree.module(module).scopes.iter();
        let mounted = self.units.get(&module).into_iter().flatten();
        let mut units = scopes.map(|(unit, _)| unit).chain(mounted);
        let is_among = |called: &Called| below.iter().any(|name| called.contains(name));
        is_among(&self.in_macros) || units.any(|unit| is_among(self.called_in(*unit)))
    }

    /// What a text calls: by a method call, or by a path that goes on from a type.
    fn called_in(&self, unit: UnitId) -> &Called {
        self.called[unit.0 as usize].get_or_init(|| {
            let facts = &self.names.tree.unit(unit).facts;
            let called = facts.callable();
            let called = called.map(|name| self.names.symbol(unit, name));
            called.filter(|name| self.callable.contains(name)).collect()
        })
    }
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c == '_' || c.is_ascii_alphanumeric() || !c.is_ascii();
    text.split(move |c| !is_part(c))
        .filter(|word| !word.is_empty())
}
