//! Whether the methods of a trait may be called in a module.
//!
//! What a method call means, only types can tell. But its name has to be
//! written: where no word of a module is a name of the trait, its methods are
//! not called there, unless the body of a macro calls them.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::ItemKind;
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{Def, DefId, Names};

/// The words of a text.
type Words<'n> = FxHashSet<&'n str>;

/// Which words are written where.
#[derive(Debug)]
pub struct Calls<'n> {
    names: &'n Names<'n>,
    /// The texts that a module is written in.
    units: FxHashMap<ModuleId, Vec<UnitId>>,
    /// The words of each unit, once somebody has asked.
    words: Vec<OnceLock<Words<'n>>>,
    /// The words of all bodies of `macro_rules!`.
    in_macros: Words<'n>,
    /// What can be called of each trait, once somebody has asked.
    traits: FxHashMap<DefId, OnceLock<Called>>,
}

/// What can be called of a trait.
#[derive(Debug)]
struct Called {
    names: Vec<String>,
    /// Whether the body of a macro may call any of it.
    by_macros: bool,
}

impl<'n> Calls<'n> {
    /// Notes which texts there are.
    pub fn new(names: &'n Names<'n>) -> Self {
        let mut calls = Calls {
            names,
            units: FxHashMap::default(),
            words: Vec::new(),
            in_macros: Words::default(),
            traits: FxHashMap::default(),
        };
        let traits = names.defs();
        let traits = traits.filter(|(_, _, item)| item.kind == ItemKind::Trait);
        calls.traits = traits.map(|(def, _, _)| (def, OnceLock::new())).collect();
        for (id, unit) in names.tree.units() {
            calls.units.entry(unit.module).or_default().push(id);
            calls.words.push(OnceLock::new());
            for rules in &unit.facts.macro_rules {
                let body = rules.body.start as usize..rules.body.end as usize;
                calls.in_macros.extend(words(&unit.text[body]));
            }
        }
        calls
    }

    /// Whether a method of a trait may be called in a module; a trait alias
    /// may stand for any.
    pub fn may_be_in(&self, of_trait: DefId, module: ModuleId) -> bool {
        let Some(called) = self.traits.get(&of_trait) else {
            return true;
        };
        let called = called.get_or_init(|| {
            let names = self.names.names_below(Def::Item(of_trait));
            let by_macros = is_among(&names, &self.in_macros);
            Called { names, by_macros }
        });
        let scopes = self.names.tree.module(module).scopes.iter();
        let mounted = self.units.get(&module).into_iter().flatten();
        let mut units = scopes.map(|(unit, _)| unit).chain(mounted);
        called.by_macros || units.any(|unit| is_among(&called.names, self.words_of(*unit)))
    }

    fn words_of(&self, unit: UnitId) -> &Words<'n> {
        let text = &self.names.tree.unit(unit).text;
        self.words[unit.0 as usize].get_or_init(|| words(text).collect())
    }
}

fn is_among(names: &[String], words: &Words<'_>) -> bool {
    names.iter().any(|name| words.contains(name.as_str()))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |c: char| c == '_' || c.is_ascii_alphanumeric() || !c.is_ascii();
    text.split(move |c| !is_part(c))
        .filter(|word| !word.is_empty())
}
