//! Paths of items as people write them.

use std::borrow::Cow;

use super::{Def, DefId, Names};
use crate::facts::{ItemId, ItemKind, Parent, ScopeKind};
use crate::modules::{ModuleId, UnitId};
use crate::workspace::Edition;

/// Items within items are followed this far.
const MAX_DEPTH: usize = 256;

impl Names<'_> {
    /// The name of a module; that of a root is its crate's.
    pub fn module_name(&self, module: ModuleId) -> &str {
        let this = self.tree.module(module);
        match this.declared {
            Some((unit, item)) => {
                let facts = &self.tree.unit(unit).facts;
                facts.name(facts.item(item).name)
            }
            None => &self.workspace.krate(this.krate).name,
        }
    }

    /// The name of an item.
    pub fn name_of(&self, def: Def) -> &str {
        match def {
            Def::Module(module) => self.module_name(module),
            Def::Item(def) => {
                let (unit, item) = self.home(def);
                let facts = &self.tree.unit(unit).facts;
                facts.name(facts.item(item).name)
            }
        }
    }

    /// What an item is a part of: the type of a variant, field, or associated
    /// item; the function around an item of a block; else the module.
    pub fn parent_of(&self, def: Def) -> Option<Def> {
        let Def::Item(id) = def else {
            return self.module_around(def).map(Def::Module);
        };
        let (unit, item) = self.home(id);
        let this = self.tree.unit(unit).facts.item(item);
        if let Some((unit, imp)) = self.impl_of(id) {
            let of_type = self.implementing_type(unit, imp);
            return of_type.or_else(|| self.module_around(def).map(Def::Module));
        }
        match self.tree.parent_of(unit, this) {
            (unit, Parent::Item(owner)) => Some(self.def_of(unit, owner)),
            _ => self.module_around(def).map(Def::Module),
        }
    }

    /// The innermost module on the path of an item; a module itself.
    pub fn home_module(&self, def: Def) -> ModuleId {
        let mut at = def;
        // A type that an `impl` is for may not be above itself.
        for _ in 0..MAX_DEPTH {
            match (at, self.parent_of(at)) {
                (Def::Module(module), _) => return module,
                (Def::Item(_), Some(parent)) => at = parent,
                (Def::Item(_), None) => break,
            }
        }
        self.module_at(def)
    }

    /// The path of an item's definition, from its crate down, as its crate
    /// writes it.
    pub fn path_of(&self, def: Def) -> String {
        let edition = self.workspace.krate(self.crate_of(def)).edition;
        let as_written = |name| as_written(name, edition);
        let mut names = vec![as_written(self.name_of(def))];
        let mut next = self.parent_of(def);
        while let Some(parent) = next {
            names.push(as_written(self.name_of(parent)));
            // A type that an `impl` is for may not be above itself.
            if names.len() > MAX_DEPTH {
                break;
            }
            next = self.parent_of(parent);
        }
        // A field without a name is known by what it is a part of.
        names.retain(|name| !name.is_empty());
        names.reverse();
        names.join("::")
    }

    /// The path of a module.
    pub fn module_path(&self, module: ModuleId) -> String {
        self.path_of(Def::Module(module))
    }

    /// The word for what an item is, as the JSON graph uses it.
    pub fn kind_word(&self, def: Def) -> &'static str {
        let Def::Item(id) = def else {
            return "module";
        };
        match self.item(id).kind {
            ItemKind::Module(_) => "module",
            ItemKind::Struct(_) => "struct",
            ItemKind::Enum => "enum",
            ItemKind::Union => "union",
            ItemKind::Variant(_) => "variant",
            ItemKind::TypeAlias(_) => "type-alias",
            ItemKind::Trait | ItemKind::TraitAlias => "trait",
            ItemKind::Fn if !self.is_part(id) => "fn",
            ItemKind::Const if !self.is_part(id) => "const",
            ItemKind::Static => "static",
            ItemKind::MacroRules(_) | ItemKind::Macro | ItemKind::Product => "macro",
            _ => "assoc",
        }
    }

    /// Whether something is written in a block, or in a module there: no path from
    /// outside leads to it.
    pub fn is_local(&self, def: Def) -> bool {
        let is_in_block = match def {
            Def::Item(def) => self.is_in_block(def),
            Def::Module(module) => {
                let declared = self.tree.module(module).declared;
                declared.is_some_and(|(unit, item)| self.stands_in_block(unit, item))
            }
        };
        let is_around = || self.module_around(def).map(Def::Module);
        is_in_block || is_around().is_some_and(|module| self.is_local(module))
    }

    /// Whether a macro makes something, so that it is written in no file as an item.
    pub fn is_made(&self, def: Def) -> bool {
        let unit = match def {
            Def::Item(def) => Some(self.home(def).0),
            Def::Module(module) => self.tree.module(module).declared.map(|(unit, _)| unit),
        };
        unit.is_some_and(|unit| self.tree.unit(unit).mount.is_some())
    }

    /// Whether an item is written in a block, where no path from outside leads.
    pub fn is_in_block(&self, def: DefId) -> bool {
        let (unit, item) = self.home(def);
        self.stands_in_block(unit, item)
    }

    fn stands_in_block(&self, unit: UnitId, item: ItemId) -> bool {
        let (unit, scope) = self
            .tree
            .home(unit, self.tree.unit(unit).facts.item(item).scope);
        let facts = &self.tree.unit(unit).facts;
        matches!(facts.scope(facts.item_scope(scope)).kind, ScopeKind::Block)
    }

    /// Whether an item is a part of another: a variant, a field, or an
    /// associated item.
    pub fn is_part(&self, def: DefId) -> bool {
        let (unit, item) = self.home(def);
        let item = self.tree.unit(unit).facts.item(item);
        self.tree.parent_of(unit, item).1 != Parent::Scope
    }
}

/// Words that only a raw identifier can spell (Rust reference, "Keywords").
const KEYWORDS: &[&str] = &[
    "abstract", "as", "become", "box", "break", "const", "continue", "do", "else", "enum",
    "extern", "false", "final", "fn", "for", "if", "impl", "in", "let", "loop", "macro", "match",
    "mod", "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait",
    "true", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// Those that were plain identifiers before an edition.
const LATER_KEYWORDS: &[(&str, Edition)] = &[
    ("async", Edition::E2018),
    ("await", Edition::E2018),
    ("dyn", Edition::E2018),
    ("gen", Edition::E2024),
    ("try", Edition::E2018),
];

/// A name as an identifier spells it.
pub(crate) fn as_written(name: &str, edition: Edition) -> Cow<'_, str> {
    let is_later = |(word, since): &(&str, Edition)| *word == name && edition >= *since;
    if KEYWORDS.contains(&name) || LATER_KEYWORDS.iter().any(is_later) {
        Cow::Owned(format!("r#{name}"))
    } else {
        Cow::Borrowed(name)
    }
}
