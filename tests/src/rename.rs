//! Every item under a new name, at its definition and wherever the linter says
//! that it is referred to.
//!
//! If rustc takes the outcome, no reference was missed and none was made up.
//! Left out are modules, and functions and the like that belong to a type:
//! methods are called without a path.

use std::collections::{BTreeMap, BTreeSet};

use layering::facts::{ItemKind, PathId};
use layering::graph::{self, Reference, Sort};
use layering::modules::UnitId;
use layering::resolve::{Def, Names};
use layering::source::{SourceMap, Span};

use crate::{Fixture, InMemory, dump};

/// A fixture whose items have new names; `None` if none can have one.
pub fn rename(fixture: &Fixture) -> Option<Fixture> {
    if fixture.does_not_compile.is_some() || fixture.never_rename {
        return None;
    }
    dump::with_names(&InMemory::new(fixture), |names, sources| {
        let edits = edits(names, sources);
        let mut renamed = fixture.clone();
        renamed.name = format!("renamed/{}", fixture.name);
        // From the end of each file to its start, so that offsets stay right.
        for (span, name) in edits.iter().rev() {
            let path = format!("/{}", sources.file(span.file).path);
            let file = renamed.files.iter_mut().find(|file| file.path == path)?;
            let range = span.start as usize..span.end as usize;
            file.text.replace_range(range, name);
        }
        (!edits.is_empty()).then_some(renamed)
    })
}

/// Where which new name goes.
pub fn edits(names: &Names<'_>, sources: &SourceMap) -> BTreeMap<Span, String> {
    let mut places = Places {
        names,
        sources,
        defs: BTreeSet::new(),
        places: BTreeMap::new(),
    };
    for (id, _, item) in names.defs() {
        places.definition(Def::Item(id), &item.kind);
    }
    let graph = graph::build(names);
    for reference in &graph.references {
        if reference.sort == Sort::Path {
            places.reference(reference);
        }
    }
    for (unit, content) in names.tree.units() {
        for path in 0..content.facts.paths.len() {
            places.first_segment(unit, PathId(u32::try_from(path).expect("few paths")));
        }
    }
    let groups = groups(&places.places);
    let new_name = |def: &Def| format!("{}_{}", plain(names.name_of(*def)), groups[def]);
    let edits = places.places.iter();
    edits
        .filter_map(|(span, defs)| Some((*span, new_name(defs.first()?))))
        .collect()
}

/// The places of the items that get new names.
struct Places<'n> {
    names: &'n Names<'n>,
    sources: &'n SourceMap,
    defs: BTreeSet<Def>,
    places: BTreeMap<Span, BTreeSet<Def>>,
}

impl Places<'_> {
    fn definition(&mut self, def: Def, kind: &ItemKind) {
        let can_be_renamed = match kind {
            ItemKind::Fn | ItemKind::Const | ItemKind::Static => {
                self.names.kind_word(def) != "assoc" && self.names.name_of(def) != "main"
            }
            ItemKind::MacroRules(_)
            | ItemKind::Variant(_)
            | ItemKind::Struct(_)
            | ItemKind::Enum
            | ItemKind::Union
            | ItemKind::Trait
            | ItemKind::TypeAlias(_) => true,
            _ => false,
        };
        let span = self.names.span(def);
        if let Some(span) = span.filter(|_| can_be_renamed && self.names.name_of(def) != "_") {
            self.defs.insert(def);
            self.add(span, def);
        }
    }

    fn reference(&mut self, reference: &Reference) {
        self.add(reference.span, reference.to);
        // What a variant or an associated item is a part of stands before it.
        let before = usize::from(reference.segment).checked_sub(1);
        if let (Some(before), Some(parent)) = (before, self.names.parent_of(reference.to)) {
            self.segment(reference.unit, reference.path, before, parent);
        }
    }

    fn first_segment(&mut self, unit: UnitId, path: PathId) {
        let facts = &self.names.tree.unit(unit).facts;
        if facts.path(path).count > 1 {
            for def in self.names.first_meanings(unit, path) {
                self.segment(unit, path, 0, def);
            }
        }
    }

    fn segment(&mut self, unit: UnitId, path: PathId, index: usize, def: Def) {
        let content = self.names.tree.unit(unit);
        let segment = content.facts.segments(content.facts.path(path))[index];
        if let Some(span) = self.names.tree.span(unit, segment.range) {
            self.add(span, def);
        }
    }

    fn add(&mut self, span: Span, def: Def) {
        let is_its_name = plain(self.sources.text(span)) == plain(self.names.name_of(def));
        if is_its_name && self.defs.contains(&def) {
            self.places.entry(span).or_default().insert(def);
        }
    }
}

fn plain(name: &str) -> &str {
    name.strip_prefix("r#").unwrap_or(name)
}

/// Items that a place cannot tell apart get the same number.
fn groups(places: &BTreeMap<Span, BTreeSet<Def>>) -> BTreeMap<Def, usize> {
    let mut groups: BTreeMap<Def, usize> = BTreeMap::new();
    for (number, defs) in places.values().enumerate() {
        let known: BTreeSet<usize> = defs
            .iter()
            .filter_map(|def| groups.get(def).copied())
            .collect();
        let joined = known.first().copied().unwrap_or(number);
        if known.len() > 1 {
            for group in groups.values_mut().filter(|group| known.contains(group)) {
                *group = joined;
            }
        }
        groups.extend(defs.iter().map(|def| (*def, joined)));
    }
    groups
}
