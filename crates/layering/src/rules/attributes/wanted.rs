//! What `require` and `deny` name, and of which items that can be asked.

use super::meta::{Arguments, Meta};
use crate::diagnostic::Diagnostic;
use crate::facts::ItemKind;
use crate::resolve::{Def, Names};
use crate::source::Span;

/// One entry of `require` or `deny`.
pub(super) struct Wanted {
    /// As it is written.
    pub(super) text: String,
    pub(super) span: Span,
    /// The first segment of its path.
    pub(super) name: String,
    /// What it consists of; it is borne if all of this is.
    pub(super) parts: Vec<Part>,
}

/// What can be borne apart.
pub(super) enum Part {
    /// `derive(path)`: the path, and the macros of the workspace that it means.
    Derive(Vec<String>, Vec<Def>),
    Meta(Meta),
}

impl Wanted {
    /// Reads an entry.
    pub(super) fn parse(
        names: &Names<'_>,
        text: &str,
        span: Span,
        problems: &mut Vec<Diagnostic>,
    ) -> Option<Wanted> {
        let Some(Meta::Named(path, arguments)) = Meta::parse(text) else {
            let bare = text.trim().trim_start_matches("#[").trim_end_matches(']');
            let problem = Diagnostic::error(format!("`{}` is no attribute", text.trim()));
            let help = match Meta::parse(bare) {
                Some(Meta::Named(..)) => format!("write `{bare}`"),
                _ => "write it as in code, without `#[…]`: `serde(default)`".to_owned(),
            };
            problems.push(
                problem
                    .at(span, "not the text of an attribute")
                    .with_help(help),
            );
            return None;
        };
        let name = path.first()?.clone();
        let is_derive = path == ["derive"];
        let parts = match arguments {
            Arguments::List(list) if is_derive && !list.is_empty() => list
                .into_iter()
                .filter_map(|part| match part {
                    Meta::Named(path, Arguments::None) => Some(derive(names, path)),
                    _ => None,
                })
                .collect(),
            Arguments::None if is_derive => vec![Part::Derive(Vec::new(), Vec::new())],
            arguments => {
                let parts = Meta::Named(path, arguments).parts().into_iter();
                parts.map(Part::Meta).collect()
            }
        };
        Some(Wanted {
            text: text.trim().to_owned(),
            span,
            name,
            parts,
        })
    }

    /// Whether what holds for a module holds for what is in it.
    pub(super) fn is_inherited(&self) -> bool {
        let is_doc = |part: &Part| {
            matches!(part, Part::Meta(Meta::Named(_, Arguments::List(list)))
                if matches!(&list[..], [Meta::Named(path, _)] if path == &["hidden"]))
        };
        match self.name.as_str() {
            "cfg" | "allow" | "expect" | "warn" | "deny" | "forbid" | "deprecated" => true,
            "doc" => self.parts.iter().all(is_doc),
            _ => false,
        }
    }

    /// Whether it is asked of an item of a kind that is selected with others
    /// (Rust reference, "Built-in attributes index").
    pub(super) fn makes_sense_for(&self, sort: Sort) -> bool {
        use Sort::{
            Assoc, AssocFn, Const, Fn, Item, Macro, Module, Root, Static, Trait, Type, Variant,
        };
        match self.name.as_str() {
            "non_exhaustive" => matches!(sort, Type | Variant),
            "must_use" => matches!(sort, Type | Trait | Fn | AssocFn),
            "inline"
            | "cold"
            | "track_caller"
            | "target_feature"
            | "test"
            | "bench"
            | "should_panic"
            | "ignore"
            | "instruction_set"
            | "naked"
            | "proc_macro"
            | "proc_macro_attribute"
            | "proc_macro_derive"
            | "panic_handler" => {
                matches!(sort, Fn | AssocFn)
            }
            "no_mangle" | "export_name" | "link_section" => matches!(sort, Fn | Static),
            "used" | "global_allocator" => sort == Static,
            "macro_export" => sort == Macro,
            "macro_use" | "path" => matches!(sort, Module | Macro),
            "no_std" | "no_main" | "no_core" | "feature" | "recursion_limit" | "crate_name"
            | "crate_type" | "type_length_limit" | "windows_subsystem" => sort == Root,
            "no_implicit_prelude" => matches!(sort, Module | Root),
            "cfg" | "cfg_attr" | "allow" | "expect" | "warn" | "deny" | "forbid" | "deprecated"
            | "doc" => matches!(
                sort,
                Root | Module
                    | Type
                    | Trait
                    | Fn
                    | Const
                    | Static
                    | Macro
                    | Item
                    | AssocFn
                    | Assoc
                    | Variant
            ),
            // `derive`, `repr`, and what the language does not know.
            _ => matches!(sort, Type | Variant),
        }
    }
}

/// Sorts of items, as far as attributes tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sort {
    Root,
    Module,
    /// A struct, an enum, or a union.
    Type,
    Trait,
    Fn,
    Const,
    Static,
    Macro,
    Variant,
    Field,
    /// An associated function.
    AssocFn,
    /// An associated constant or type.
    Assoc,
    /// Any other item.
    Item,
}

impl Sort {
    pub(super) fn of(names: &Names<'_>, def: Def) -> Sort {
        let item = match def {
            Def::Module(module) => {
                return match names.tree.module(module).parent {
                    Some(_) => Sort::Module,
                    None => Sort::Root,
                };
            }
            Def::Item(item) => item,
        };
        let is_part = names.is_part(item);
        match names.item(item).kind {
            ItemKind::Struct(_) | ItemKind::Enum | ItemKind::Union => Sort::Type,
            ItemKind::Trait | ItemKind::TraitAlias => Sort::Trait,
            ItemKind::Variant(_) => Sort::Variant,
            ItemKind::Field => Sort::Field,
            ItemKind::Fn | ItemKind::AssocFn if is_part => Sort::AssocFn,
            _ if is_part => Sort::Assoc,
            ItemKind::Fn => Sort::Fn,
            ItemKind::Const => Sort::Const,
            ItemKind::Static => Sort::Static,
            ItemKind::MacroRules(_) | ItemKind::Macro => Sort::Macro,
            _ => Sort::Item,
        }
    }

    /// Whether it is a part of another item.
    pub(super) fn is_part(self) -> bool {
        use Sort::{Assoc, AssocFn, Field, Variant};
        matches!(self, Variant | Field | AssocFn | Assoc)
    }
}

/// The derives of the standard library, with the modules that they are in.
const STANDARD: &[(&str, &str)] = &[
    ("Clone", "clone"),
    ("Copy", "marker"),
    ("Debug", "fmt"),
    ("Default", "default"),
    ("Eq", "cmp"),
    ("Hash", "hash"),
    ("Ord", "cmp"),
    ("PartialEq", "cmp"),
    ("PartialOrd", "cmp"),
];

/// The path of a derive where `core` and the prelude are the standard library.
pub(super) fn standard(mut path: Vec<String>) -> Vec<String> {
    if path.first().is_some_and(|first| first == "core") {
        "std".clone_into(&mut path[0]);
    }
    path
}

/// A lone name that nothing brought in: a derive of the standard library, if
/// there is one of that name.
pub(super) fn from_prelude(path: Vec<String>) -> Vec<String> {
    let known = STANDARD.iter().find(|(name, _)| path == [*name]);
    match known {
        Some((name, module)) => ["std", module, name].map(str::to_owned).to_vec(),
        None => standard(path),
    }
}

/// A derive, and what its path means from the crates down.
fn derive(names: &Names<'_>, path: Vec<String>) -> Part {
    let mut meant = Vec::new();
    if let Some((first, below)) = path.split_first().filter(|(_, below)| !below.is_empty()) {
        let crates = names.workspace.crates();
        for (id, _) in crates.filter(|(_, krate)| krate.name == *first) {
            let mut at = vec![Def::Module(names.tree.roots[id.0 as usize])];
            for name in below {
                at = at
                    .iter()
                    .flat_map(|def| names.named_in(*def, name))
                    .collect();
            }
            meant.extend(at);
        }
    }
    Part::Derive(standard(path), meant)
}
