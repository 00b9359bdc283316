//! What an item bears, read from the text, with names resolved.

use super::meta::{Arguments, Meta, is_same};
use super::wanted::{Part, Wanted, from_prelude};
use crate::facts::{Attribute, AttributeKind, ItemId, ScopeId};
use crate::modules::UnitId;
use crate::resolve::{Def, Names};
use crate::source::Span;

/// An attribute of an item.
pub(super) struct Borne {
    what: What,
    /// Whether a `cfg_attr` adds it in some builds alone.
    pub(super) conditional: bool,
    /// Where it is written.
    pub(super) span: Option<Span>,
}

enum What {
    /// The path of the macro with imports written out, and the macros of the
    /// workspace that it means.
    Derive(Vec<String>, Vec<Def>),
    DocComment,
    /// The parts of any other.
    Parts(Vec<Meta>),
}

impl Borne {
    /// The attributes of an item; those of a module stand on its `mod` and in
    /// its files.
    pub(super) fn of(names: &Names<'_>, def: Def) -> Vec<Borne> {
        let mut bearers: Vec<(UnitId, Option<ItemId>)> = Vec::new();
        match def {
            Def::Item(def) => {
                let (unit, item) = names.home(def);
                bearers.push((unit, Some(item)));
            }
            Def::Module(module) => {
                let module = names.tree.module(module);
                bearers.extend(module.declared.map(|(unit, item)| (unit, Some(item))));
                let files = module
                    .scopes
                    .iter()
                    .filter(|(_, scope)| *scope == ScopeId(0));
                bearers.extend(files.map(|(unit, _)| (*unit, None)));
            }
        }
        let borne = bearers.into_iter().flat_map(|(unit, item)| {
            let facts = &names.tree.unit(unit).facts;
            let attributes = facts.attributes_of(item).iter();
            attributes.filter_map(move |attribute| read(names, unit, attribute))
        });
        borne.collect()
    }

    /// Whether it is what a part of an entry wants.
    pub(super) fn is(&self, names: &Names<'_>, part: &Part) -> bool {
        match (part, &self.what) {
            (Part::Derive(path, meant), What::Derive(spelled, targets)) => {
                if path.is_empty()
                    || !meant.is_empty() && targets.iter().any(|def| meant.contains(def))
                {
                    return true;
                }
                match targets.as_slice() {
                    [] => is_same(path, spelled),
                    targets => {
                        meant.is_empty()
                            && targets.iter().any(|def| {
                                let full = names.path_of(*def);
                                is_same(
                                    path,
                                    &full.split("::").map(str::to_owned).collect::<Vec<_>>(),
                                )
                            })
                    }
                }
            }
            (Part::Meta(Meta::Named(path, Arguments::None)), What::DocComment) => path == &["doc"],
            (Part::Meta(wanted), What::Parts(parts)) => {
                parts.iter().any(|part| part.satisfies(wanted))
            }
            _ => false,
        }
    }
}

/// The parts of an entry that an item does not bear in all builds.
pub(super) fn lacking<'w>(names: &Names<'_>, borne: &[Borne], wanted: &'w Wanted) -> Vec<&'w Part> {
    let is_borne = |part: &&Part| {
        borne
            .iter()
            .any(|borne| !borne.conditional && borne.is(names, part))
    };
    wanted.parts.iter().filter(|part| !is_borne(part)).collect()
}

fn read(names: &Names<'_>, unit: UnitId, attribute: &Attribute) -> Option<Borne> {
    let this = names.tree.unit(unit);
    let text = || {
        let range = attribute.range;
        Meta::parse(this.text.get(range.start as usize..range.end as usize)?)
    };
    let what = match attribute.kind {
        AttributeKind::Derive(path) => {
            let targets = names.outcome(unit, path).targets;
            What::Derive(
                from_prelude(names.spelled_out(unit, path)),
                targets.into_iter().map(|target| target.def).collect(),
            )
        }
        AttributeKind::DocComment => What::DocComment,
        AttributeKind::Named(path) => {
            What::Parts(text()?.called(names.spelled_out(unit, path)).parts())
        }
        AttributeKind::BuiltIn => What::Parts(text()?.parts()),
    };
    Some(Borne {
        what,
        conditional: attribute.conditional,
        span: names.tree.span(unit, attribute.range),
    })
}
