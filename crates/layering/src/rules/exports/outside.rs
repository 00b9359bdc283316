//! What code outside of a module sees of it: which items it can name, and of
//! which `impl`s, fields, and associated items it can tell that they exist.
//!
//! Apart from the judgement, which only asks whether a part of an item shows.
//! An `impl` shows if both its type and its trait can be named from outside. A
//! trait that cannot be named shows as well where it bounds something public:
//! there, outside code finds out which types have it. As a supertrait it seals,
//! and shows nothing.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{Bounded, Context, Impl, ImplId, ItemKind, Parent, PathId};
use crate::modules::{ModuleId, UnitId};
use crate::resolve::{Def, Exposed, Names, SurfaceName, Target};
use crate::workspace::CrateId;

/// A path in what an item says of itself, with what it means.
pub(super) struct Mention {
    pub(super) unit: UnitId,
    pub(super) path: PathId,
    pub(super) owner: Parent,
    pub(super) targets: Vec<Target>,
}

/// What code outside of a module sees of it.
pub(super) struct Outside<'n> {
    names: &'n Names<'n>,
    top: ModuleId,
    /// What it can name.
    named: FxHashSet<Def>,
    /// Traits that it cannot name, but that bound something public.
    bounding: FxHashSet<Def>,
    headers: FxHashMap<(UnitId, ImplId), Header>,
    /// The paths that items say of themselves, in the crates of what is named.
    mentions: Vec<Mention>,
    /// The mentions in each type alias.
    in_alias: FxHashMap<Def, Vec<usize>>,
}

impl<'n> Outside<'n> {
    pub(super) fn new(names: &'n Names<'n>, top: ModuleId, surface: &[SurfaceName]) -> Self {
        let mut named = FxHashSet::default();
        for name in surface {
            let Exposed::Def(def) = name.exposed else {
                continue;
            };
            named.insert(def);
            if let Def::Item(def) = def {
                named.insert(Def::Item(names.behind_aliases(def)));
            }
        }
        let mut outside = Outside {
            names,
            top,
            named,
            bounding: FxHashSet::default(),
            headers: FxHashMap::default(),
            mentions: Vec::new(),
            in_alias: FxHashMap::default(),
        };
        outside.read();
        for (index, mention) in outside.mentions.iter().enumerate() {
            if let Some(alias) = outside.alias_of(mention) {
                outside.in_alias.entry(alias).or_default().push(index);
            }
        }
        outside.find_bounding();
        outside
    }

    /// The mentions that outside code sees.
    pub(super) fn shown(&self) -> impl Iterator<Item = &Mention> {
        let mentions = self.mentions.iter();
        mentions.filter(|mention| self.sees(mention.unit, mention.owner))
    }

    /// The mentions in a type alias.
    pub(super) fn in_alias(&self, alias: Def) -> impl Iterator<Item = &Mention> {
        let indices = self.in_alias.get(&alias).into_iter().flatten();
        indices.map(|index| &self.mentions[*index])
    }

    /// The type alias that a mention is a part of.
    pub(super) fn alias_of(&self, mention: &Mention) -> Option<Def> {
        let Parent::Item(id) = mention.owner else {
            return None;
        };
        let item = self.names.tree.unit(mention.unit).facts.item(id);
        let is_alias = matches!(item.kind, ItemKind::TypeAlias(_));
        is_alias.then(|| self.names.def_of(mention.unit, id))
    }

    /// Resolves what items say of themselves in the crates of what is named.
    fn read(&mut self) {
        let names = self.names;
        let mut crates: FxHashSet<CrateId> =
            self.named.iter().map(|def| names.crate_of(*def)).collect();
        crates.insert(names.tree.module(self.top).krate);
        let units = names.tree.units();
        for (unit, content) in units.filter(|(_, unit)| crates.contains(&unit.krate)) {
            for (id, header) in (0..).map(ImplId).zip(&content.facts.impls) {
                let header = Header::new(names, unit, *header, self.top);
                self.headers.insert((unit, id), header);
            }
            for (path, this) in (0..).map(PathId).zip(&content.facts.paths) {
                let is_of_signature = this.in_signature
                    && matches!(
                        this.context,
                        Context::Type | Context::Bound | Context::Impl | Context::MacroArg
                    );
                if !is_of_signature || this.owner == Parent::Scope {
                    continue;
                }
                let targets = names.outcome(unit, path).targets;
                if !targets.is_empty() {
                    self.mentions.push(Mention {
                        unit,
                        path,
                        owner: this.owner,
                        targets,
                    });
                }
            }
        }
    }

    /// Finds the traits that bound something public, until there are no more:
    /// each makes more `impl`s show.
    fn find_bounding(&mut self) {
        loop {
            let more: Vec<Def> = self
                .shown()
                .filter(|mention| !self.is_in_impl_header(mention) && !self.seals(mention))
                .flat_map(|mention| &mention.targets)
                .filter_map(|target| self.trait_of(target.def))
                .filter(|def| !self.is_named(*def) && !self.bounding.contains(def))
                .collect();
            if more.is_empty() {
                return;
            }
            self.bounding.extend(more);
        }
    }

    /// A trait, or that of an item of a trait.
    fn trait_of(&self, def: Def) -> Option<Def> {
        let is_trait = |def: &Def| matches!(def, Def::Item(id) if self.names.item(*id).kind == ItemKind::Trait);
        Some(def)
            .filter(is_trait)
            .or_else(|| self.names.parent_of(def).filter(is_trait))
    }

    fn is_in_impl_header(&self, mention: &Mention) -> bool {
        let facts = &self.names.tree.unit(mention.unit).facts;
        facts.path(mention.path).context == Context::Impl
    }

    /// Whether a mention is a supertrait.
    fn seals(&self, mention: &Mention) -> bool {
        let facts = &self.names.tree.unit(mention.unit).facts;
        let mut bounds = facts.bounds.iter();
        bounds.any(|bound| {
            let of_self = matches!(bound.of, Bounded::Param(name) if facts.name(name) == "Self");
            bound.path == mention.path && of_self
        })
    }

    /// Whether outside code can name an item. Of what is not in the module, it
    /// can name whatever the module can.
    fn is_named(&self, def: Def) -> bool {
        let module = self.names.module_at(def);
        self.named.contains(&def) || !self.names.is_within(module, self.top)
    }

    fn sees(&self, unit: UnitId, owner: Parent) -> bool {
        match owner {
            Parent::Scope => false,
            Parent::Impl(id) => self.sees_impl(unit, id),
            Parent::Item(id) => {
                if self.named.contains(&self.names.def_of(unit, id)) {
                    return true;
                }
                let item = self.names.tree.unit(unit).facts.item(id);
                let (home, parent) = self.names.tree.owner(unit, id);
                let reaches = || {
                    let module = self.names.tree.module_of(unit, item.scope);
                    let vis = self.names.visibility(unit, module, item.visibility);
                    self.names.reaches_out(vis, self.top)
                };
                let facts = &self.names.tree.unit(home).facts;
                let is_open = match parent {
                    Parent::Scope => false,
                    // Fields of a variant are as public as the variant.
                    Parent::Item(of) => {
                        item.kind != ItemKind::Field
                            || matches!(facts.item(of).kind, ItemKind::Variant(_))
                            || reaches()
                    }
                    Parent::Impl(of) => facts.impls[of.index()].of_trait.is_some() || reaches(),
                };
                is_open && self.sees(home, parent)
            }
        }
    }

    fn sees_impl(&self, unit: UnitId, id: ImplId) -> bool {
        let Some(header) = self.headers.get(&(unit, id)) else {
            return false;
        };
        // What is not of the workspace has no definition here.
        let any = |defs: &[Def], holds: &dyn Fn(Def) -> bool| {
            defs.is_empty() || defs.iter().any(|def| holds(*def))
        };
        let is_own = |defs: &[Def]| defs.iter().any(|def| self.named.contains(def));
        let Some(of_trait) = &header.of_trait else {
            return is_own(&header.of_type);
        };
        // An `impl` may stand in a module that has no part in it.
        let is_root = self.names.tree.module(self.top).parent.is_none();
        let belongs_here =
            header.is_within && (is_root || header.of_type.is_empty() || is_own(of_trait));
        any(of_trait, &|def| {
            self.is_named(def) || self.bounding.contains(&def)
        }) && (is_own(&header.of_type)
            || belongs_here && any(&header.of_type, &|def| self.is_named(def)))
    }
}

/// The header of an `impl`, resolved.
struct Header {
    /// The type that it is about; none if that is not of the workspace.
    of_type: Vec<Def>,
    /// The trait, likewise.
    of_trait: Option<Vec<Def>>,
    /// Whether it is written in the module that is judged.
    is_within: bool,
}

impl Header {
    fn new(names: &Names<'_>, unit: UnitId, header: Impl, top: ModuleId) -> Self {
        let defs = |path: PathId| -> Vec<Def> {
            let targets = names.outcome(unit, path).targets.into_iter();
            let defs = targets.map(|target| match target.def {
                Def::Item(def) => Def::Item(names.behind_aliases(def)),
                module @ Def::Module(_) => module,
            });
            defs.collect()
        };
        let facts = &names.tree.unit(unit).facts;
        let is_within = header.of_trait.is_some_and(|path| {
            let module = names.tree.module_of(unit, facts.path(path).scope);
            names.is_within(module, top)
        });
        Header {
            of_type: header.head.map(defs).unwrap_or_default(),
            of_trait: header.of_trait.map(defs),
            is_within,
        }
    }
}
