//! What code outside of a module can name in it.

use super::lookup::{Hit, Search, Via};
use super::tables::{ImportId, Namespaces, TableId};
use super::{Def, Names, Res, Vis};
use crate::modules::ModuleId;

/// A name that can be reached from outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SurfaceName {
    /// Its path, from the crate down.
    pub path: String,
    /// The last segment of the path.
    pub name: String,
    /// The module that the name is in.
    pub module: ModuleId,
    /// What it means.
    pub exposed: Exposed,
    /// The import that exports it; `None` where it is defined.
    pub import: Option<ImportId>,
}

/// What a name of a surface means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Exposed {
    /// An item of the workspace.
    Def(Def),
    /// Something of a crate outside.
    External(super::Symbol),
}

/// A walk over a surface.
struct Surface<'s, 'n> {
    names: &'s Names<'n>,
    /// The module whose outside is meant.
    of: ModuleId,
    /// The modules that the walk is in; a cycle of re-exports ends here.
    inside: Vec<ModuleId>,
    /// The import by which the walk left the module that it started in, and the
    /// module with it: all that lies behind is exported there.
    left_by: Option<(ModuleId, ImportId)>,
    found: Vec<SurfaceName>,
}

impl Names<'_> {
    /// Every public path of a crate, sorted. Hidden items count; variants,
    /// fields, and associated items are left out.
    pub fn crate_surface(&self, root: ModuleId) -> Vec<SurfaceName> {
        self.surface(root)
    }

    /// Every path below a module that code outside of it can name.
    pub fn module_surface(&self, module: ModuleId) -> Vec<SurfaceName> {
        self.surface(module)
    }

    /// Whether what has a visibility may be named outside of a module; outside
    /// of the root of a crate is outside of the crate.
    pub fn reaches_out(&self, vis: Vis, of: ModuleId) -> bool {
        match (vis, self.tree.module(of).parent) {
            (Vis::Public, _) => true,
            (Vis::Within(_), None) => false,
            (Vis::Within(module), Some(_)) => !self.is_within(module, of),
        }
    }

    fn surface(&self, top: ModuleId) -> Vec<SurfaceName> {
        let mut surface = Surface {
            names: self,
            of: top,
            inside: Vec::new(),
            left_by: None,
            found: Vec::new(),
        };
        surface.module(top, &self.module_path(top));
        let mut found = surface.found;
        let place = |name: &SurfaceName| match name.exposed {
            Exposed::Def(def) => self.span(def),
            Exposed::External(_) => None,
        };
        found.sort_by(|a, b| (&a.path, place(a)).cmp(&(&b.path, place(b))));
        found.dedup_by(|a, b| a.path == b.path && a.exposed == b.exposed);
        found
    }
}

impl Surface<'_, '_> {
    fn module(&mut self, module: ModuleId, path: &str) {
        if self.inside.contains(&module) {
            return;
        }
        self.inside.push(module);
        let table = TableId::of_module(module);
        let mut symbols = Vec::new();
        self.names.names_in(table, &mut Vec::new(), &mut symbols);
        symbols.sort_unstable_by_key(|symbol| self.names.symbols().text(*symbol));
        symbols.dedup();
        for symbol in symbols {
            let mut hits: Vec<Hit> = Vec::new();
            for namespaces in Namespaces::EACH {
                let mut search = Search::default();
                self.names.search(table, symbol, namespaces, &mut search);
                for hit in search.hits {
                    if self.names.reaches_out(hit.vis, self.of)
                        && !hits.iter().any(|known| known.res == hit.res)
                    {
                        hits.push(hit);
                    }
                }
            }
            let name = self.names.symbols().text(symbol);
            let path = format!("{path}::{name}");
            for hit in hits {
                self.add(module, name, &path, hit);
            }
        }
        self.inside.pop();
    }

    fn add(&mut self, module: ModuleId, name: &str, path: &str, hit: Hit) {
        let exposed = match hit.res {
            Res::Def(def) => Exposed::Def(def),
            Res::External(krate) => Exposed::External(krate),
            Res::Local | Res::Unknown(_) => return,
        };
        let import = match hit.via {
            Via::Item => None,
            Via::Import(id) | Via::Glob(id, _) => Some(id),
        };
        let (module, import) = match self.left_by {
            Some((module, import)) => (module, Some(import)),
            None => (module, import),
        };
        self.found.push(SurfaceName {
            path: path.to_owned(),
            name: name.to_owned(),
            module,
            exposed,
            import,
        });
        if let Exposed::Def(Def::Module(inner)) = exposed {
            let before = self.left_by;
            if let (Some(import), false) = (import, self.names.is_within(inner, self.of)) {
                self.left_by = Some((module, import));
            }
            self.module(inner, path);
            self.left_by = before;
        }
    }
}
