//! Private imports from the standard library into the file's own module.
//!
//! Apart from all else that a file declares: what such an import brings in is nothing of
//! the workspace, and nobody means it who does not write its name.

use super::own::Own;
use super::side::Side;
use super::{Imported, Reach, unmatched};
use crate::facts::ids::NameId;
use crate::facts::items::Visibility;
use crate::facts::texts::Print;

impl Side<'_> {
    /// The private imports from the standard library, by their indices.
    pub(super) fn imports(&self, own: &Own<'_>) -> Vec<usize> {
        let imports = self.facts.imports.iter().enumerate();
        let those = imports.filter(|(_, import)| {
            let name = import.kind.name().map(|name| self.facts.name(name));
            import.visibility == Visibility::Inherited
                && name.is_some_and(|name| name != "_" && own.is_of_library(name))
        });
        those.map(|(index, _)| index).collect()
    }

    /// Finds where the paths of such imports lead.
    pub(super) fn find_imports(&mut self, imports: &[usize]) {
        for import in imports {
            let path = self.facts.imports[*import].path;
            self.reach[path.index()] = Reach::Nowhere;
        }
    }

    /// Whether the file may mean something by a name, be it declared or looked up.
    fn says(&self, name: &str) -> bool {
        let facts = self.facts;
        let id = facts.names.iter().position(|known| **known == *name);
        let Some(id) = id.and_then(|id| u32::try_from(id).ok()).map(NameId) else {
            return false;
        };
        let mut paths = facts.paths.iter().zip(&self.reach);
        let is_looked_up = paths.any(|(path, reach)| {
            let mut segments = facts.segments(path).iter();
            let leads_outside = matches!(reach, Reach::Nowhere | Reach::Outside(_));
            let is_first = segments.next().is_some_and(|first| first.name == id);
            is_first || !leads_outside && segments.any(|segment| segment.name == id)
        });
        is_looked_up
            || facts.items.iter().any(|item| item.name == id)
            || facts.params.iter().any(|param| param.name == id)
            || facts.bindings.iter().any(|binding| binding.name == id)
            || facts
                .imports
                .iter()
                .any(|import| import.kind.name() == Some(id))
            || facts.called.contains(&id)
    }
}

/// Those that one of two versions has and the other one has not; `None` if that one says
/// the name of any.
pub(super) fn changed(
    [old, new]: [&Side<'_>; 2],
    [before, now]: [&[usize]; 2],
) -> Option<Imported> {
    let (gone, added) = unmatched(prints(old, before), prints(new, now));
    let name = |side: &Side<'_>, other: &Side<'_>, index: usize| {
        let name = side.facts.imports[index].kind.name()?;
        let name = side.facts.name(name);
        (!other.says(name)).then(|| name.into())
    };
    let gone = gone.into_iter().map(|index| name(old, new, index));
    let added = added.into_iter().map(|index| name(new, old, index));
    Some(Imported {
        added: added.collect::<Option<_>>()?,
        gone: gone.collect::<Option<_>>()?,
    })
}

fn prints(side: &Side<'_>, imports: &[usize]) -> impl Iterator<Item = (Print, usize)> {
    let facts = side.facts;
    let print = |index: usize| side.prints.import(&facts.imports[index]);
    imports.iter().map(move |index| (print(*index), *index))
}
