//! `attributes`: each item bears an attribute, or lacks it.
//!
//! ## What it does
//!
//! An entry of `require` or `deny` is written as in code, without `#[…]`:
//! `non_exhaustive`, `serde(deny_unknown_fields)`, `derive(Debug, Clone)`,
//! `repr(transparent)`, `serde(rename_all = "kebab-case")`, `doc(hidden)`. An item
//! bears it if its attributes say as much or more. Arguments may be split over several
//! attributes and stand in any order; a path alone, as `deprecated` or
//! `serde(rename_all)`, asks for no value. `doc` is any doc comment. An item has to
//! bear all arguments of an entry of `require`, and none of an entry of `deny`.
//!
//! A derive is judged by the macro that it means: `serde::Deserialize`, and `De` behind
//! `use serde::Deserialize as De`, are `derive(Deserialize)`, and a macro of another
//! name is not, though it be imported as `Deserialize`. An entry with a path,
//! `derive(serde::Deserialize)`, wants it from there; a name that a prelude or a glob
//! from outside brings in counts as from anywhere. So it is with attribute macros.
//!
//! What a `cfg_attr` adds is not borne in all builds: it does not fulfil `require`, but
//! it breaks `deny`. A predicate that always holds, as `all()`, adds for good.
//!
//! A selected module stands for everything in it. There, `require` is asked of the
//! items that the attribute is for: `non_exhaustive` of types, `must_use` of types,
//! traits and functions, `no_std` of crates. `derive`, `repr` and what the language
//! does not know, as `serde`, are asked of structs, enums and unions. Where that is
//! not what is meant, `on` says it: `on = ["fn"]`. Variants and associated items are
//! asked only if a selector names them, as `api::Phase::*` does; fields cannot be
//! named, nor can items in the body of a function. `cfg`, `deprecated`, `doc(hidden)` and the levels of lints hold for all that
//! is in a module: it is enough if something around the item bears them, and what
//! is asked is the outermost selected item. `deny` looks at everything that is
//! selected, fields included.
//!
//! ## Why it matters
//!
//! Whether unknown fields are refused, or a type may grow a variant, is a property of
//! an interface as a whole. A type that is added later easily lacks the line that
//! all others have.
//!
//! ## Example
//!
//! ```text
//! //- /api/src/lib.rs
//! pub mod wire {
//!     #[non_exhaustive]
//!     #[derive(Debug)]
//!     pub struct Order {
//!         pub count: u32,
//!     }
//!     #[derive(Debug)]
//!     pub enum Phase { //~ wire-can-grow
//!         Ready,
//!     }
//!     pub const LIMIT: u32 = 3;
//! }
//! //- /layering.toml
//! version = 1
//!
//! [[rule]]
//! id = "wire-can-grow"
//! kind = "attributes"
//! items = "api::wire"
//! require = ["non_exhaustive", "derive(Debug)"]
//! deny = "repr(packed)"
//! because = "a new field must not break those who read"
//! ```
//!
//! ## How to mend it
//!
//! Add the attribute, or take it away.

mod borne;
mod meta;
mod wanted;
mod words;

use rustc_hash::FxHashMap;
use schemars::JsonSchema;
use serde::Deserialize;

use self::borne::{Borne, lacking};
use self::wanted::{Sort, Wanted};
use super::{Check, Findings, ItemSet, Kind, Looks, Scene, Sees, void};
use crate::config::{Config, RuleConfig, Selectors, Tests, Texts};
use crate::diagnostic::Diagnostic;
use crate::facts::ItemKind;
use crate::modules::ModuleId;
use crate::resolve::Def;

/// The kind.
pub(super) const KIND: Kind = Kind {
    name: "attributes",
    source: include_str!("attributes.rs"),
    options: Options::json_schema,
    sees: Sees::ITEMS,
    looks: |_| Looks::Into {
        paths: &["items"],
        names: &[],
    },
    validate,
    prepare,
};

/// What a rule of this kind says.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct Options {
    /// The items that are judged, with what is below them.
    items: Selectors,
    /// The attribute, or the list of them, that each item has to bear.
    #[serde(default)]
    require: Texts,
    /// The attribute, or the list of them, that no item may bear.
    #[serde(default)]
    deny: Texts,
    /// The kinds of items that `require` is asked of, in the words of
    /// `graph --format json`, as `struct` and `fn`.
    #[serde(default)]
    on: Vec<Word>,
}

/// A kind of item, in the words of the JSON graph.
#[derive(Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Word {
    Module,
    Struct,
    Enum,
    Union,
    Variant,
    TypeAlias,
    Trait,
    Fn,
    Const,
    Static,
    Macro,
    Assoc,
}

impl Word {
    fn text(self) -> &'static str {
        match self {
            Word::Module => "module",
            Word::Struct => "struct",
            Word::Enum => "enum",
            Word::Union => "union",
            Word::Variant => "variant",
            Word::TypeAlias => "type-alias",
            Word::Trait => "trait",
            Word::Fn => "fn",
            Word::Const => "const",
            Word::Static => "static",
            Word::Macro => "macro",
            Word::Assoc => "assoc",
        }
    }
}

struct Attributes<'a> {
    scene: Scene<'a>,
    items: ItemSet,
    /// The selected items, and all that is in them.
    selected: Vec<Def>,
    /// Each entry with the items that it is asked of.
    require: Vec<(Wanted, Vec<Def>)>,
    deny: Vec<Wanted>,
}

fn validate(config: &Config<'_>, rule: &RuleConfig<'_>, problems: &mut Vec<Diagnostic>) {
    let Some(options) = rule.options::<Options>(problems) else {
        return;
    };
    config.selectors(&options.items, problems);
    let texts = [&options.require, &options.deny].map(|raw| config.texts(raw));
    if texts.iter().all(Vec::is_empty) {
        let headline = format!("rule `{}` asks for nothing", rule.id.value);
        problems.push(
            Diagnostic::error(headline)
                .at(rule.span, "no `require` and no `deny`")
                .with_help("say which attribute the items must bear, or must not"),
        );
    }
}

fn prepare<'a>(
    scene: &Scene<'a>,
    rule: &RuleConfig<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Box<dyn Check + 'a>> {
    let options: Options = rule.options(problems)?;
    let list = scene.config.selectors(&options.items, problems);
    let items = ItemSet::new(scene.names, &list, rule.allow_empty, problems);
    let selected = selected(scene, &items);
    let mut read = |raw: &Texts| -> Vec<Wanted> {
        let texts = scene.config.texts(raw).into_iter();
        texts
            .filter_map(|text| Wanted::parse(scene.names, &text.value, text.span, problems))
            .collect()
    };
    let (require, deny) = (read(&options.require), read(&options.deny));
    let mut attributes = Attributes {
        scene: *scene,
        items,
        selected,
        require: Vec::new(),
        deny,
    };
    for wanted in require {
        let asked = attributes.asked(&wanted, &options.on);
        if asked.is_empty() && !attributes.selected.is_empty() && !rule.allow_empty {
            let headline = format!("`{}` is asked of no item", wanted.text);
            problems.push(
                Diagnostic::error(headline)
                    .at(wanted.span, "what is selected is none that it is for")
                    .with_help("select other items, or say which with `on`"),
            );
        }
        attributes.require.push((wanted, asked));
    }
    Some(Box::new(attributes))
}

/// The selected items, and all that is in them.
fn selected(scene: &Scene<'_>, items: &ItemSet) -> Vec<Def> {
    let names = scene.names;
    let modules = (0..)
        .map(ModuleId)
        .take(names.tree.modules.len())
        .map(Def::Module);
    let others = names.defs().filter_map(|(def, unit, item)| {
        let is_named = names.tree.unit(unit).facts.name(item.name) != "_";
        let is_module = matches!(item.kind, ItemKind::Module(_));
        (is_named && !is_module).then_some(Def::Item(def))
    });
    let all = modules.chain(others);
    all.filter(|def| items.contains(names, *def)).collect()
}

impl Check for Attributes<'_> {
    fn check(&self, findings: &mut Findings) {
        let names = self.scene.names;
        let mut asked: FxHashMap<Def, Vec<&Wanted>> = FxHashMap::default();
        for (wanted, items) in &self.require {
            for item in items {
                asked.entry(*item).or_default().push(wanted);
            }
        }
        for def in &self.selected {
            let wanted = asked.get(def).map_or(&[][..], Vec::as_slice);
            if wanted.is_empty() && self.deny.is_empty() {
                continue;
            }
            findings.checked += 1;
            let borne = Borne::of(names, *def);
            let lacks = wanted
                .iter()
                .copied()
                .filter(|wanted| self.lacks(*def, &borne, wanted));
            let lacks: Vec<&Wanted> = lacks.collect();
            let is_denied = |wanted: &&Wanted| {
                let mut parts = wanted.parts.iter();
                parts.any(|part| borne.iter().any(|borne| borne.is(names, part)))
            };
            let bears: Vec<&Wanted> = self.deny.iter().filter(is_denied).collect();
            if !(lacks.is_empty() && bears.is_empty()) {
                findings
                    .found
                    .extend(self.finding(*def, &borne, &lacks, &bears));
            }
        }
    }

    fn judges_any(&self, tests: Tests) -> bool {
        void::in_items(&self.scene, tests, &self.items)
    }
}

impl Attributes<'_> {
    /// The items that an entry of `require` is asked of.
    fn asked(&self, wanted: &Wanted, on: &[Word]) -> Vec<Def> {
        let names = self.scene.names;
        let heads = self.items.heads();
        let is_asked = |def: &Def| {
            if !on.is_empty() {
                return on.iter().any(|word| word.text() == names.kind_word(*def));
            }
            let sort = Sort::of(names, *def);
            if wanted.is_inherited() {
                let around = names.parent_of(*def);
                let is_outermost = !around.is_some_and(|around| self.items.contains(names, around));
                return is_outermost;
            }
            let is_in_block = matches!(*def, Def::Item(def) if names.is_in_block(def));
            let is_named = !is_in_block && (!sort.is_part() || heads.contains(def));
            wanted.makes_sense_for(sort) && is_named
        };
        self.selected.iter().copied().filter(is_asked).collect()
    }

    fn lacks(&self, def: Def, borne: &[Borne], wanted: &Wanted) -> bool {
        let names = self.scene.names;
        if lacking(names, borne, wanted).is_empty() {
            return false;
        }
        let mut around = names.ancestors(def).skip(1);
        !wanted.is_inherited()
            || !around.any(|def| lacking(names, &Borne::of(names, def), wanted).is_empty())
    }
}
