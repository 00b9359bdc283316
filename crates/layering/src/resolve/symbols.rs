//! Identifiers of all files as numbers, so that names compare in one step.

use rustc_hash::FxHashMap;

/// An identifier, the same in every file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Symbol(u32);

/// The identifiers of a workspace.
#[derive(Debug, Default)]
pub struct Symbols {
    texts: Vec<Box<str>>,
    ids: FxHashMap<Box<str>, Symbol>,
}

impl Symbols {
    /// The symbol of a text.
    pub fn intern(&mut self, text: &str) -> Symbol {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = Symbol(u32::try_from(self.texts.len()).expect("fewer than 2^32 identifiers"));
        self.texts.push(text.into());
        self.ids.insert(text.into(), id);
        id
    }

    /// The symbol of a text, if any file has it.
    pub fn get(&self, text: &str) -> Option<Symbol> {
        self.ids.get(text).copied()
    }

    /// The text of a symbol.
    pub fn text(&self, symbol: Symbol) -> &str {
        &self.texts[symbol.0 as usize]
    }
}
