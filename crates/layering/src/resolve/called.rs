//! What modules are called, all over the workspace.
//!
//! Apart from resolution, which asks what a name means in one place: what no module is
//! called anywhere leads into none.

use rustc_hash::FxHashSet;

use super::tables::Brings;
use super::{Def, Names, Res, Symbol};

impl Names<'_> {
    /// The names that modules and crates of the workspace go by, be it in one place.
    pub(crate) fn names_of_modules(&self) -> FxHashSet<Symbol> {
        let modules = self.tree.modules.iter().filter_map(|module| {
            let (unit, item) = module.declared?;
            Some(self.symbol(unit, self.tree.unit(unit).facts.item(item).name))
        });
        let is_module = |res: &Res| matches!(res, Res::Def(Def::Module(_)));
        let imports = self.imports.iter().filter_map(|import| {
            let Brings::Named(found) = &import.brings else {
                return None;
            };
            let brings_module = found.iter().any(|(_, res, _)| is_module(res));
            let name = import.kind.name().filter(|_| brings_module)?;
            Some(self.symbol(import.unit, name))
        });
        let externs = self.externs.iter().flatten();
        let externs = externs.filter_map(|(name, res)| is_module(res).then_some(*name));
        modules.chain(imports).chain(externs).collect()
    }
}
