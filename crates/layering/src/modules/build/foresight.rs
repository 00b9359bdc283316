//! Products of calls among items, made before the walk comes to them, or beside it.
//!
//! Which macro a call means, the walk knows. Most likely it is the one of the name that is
//! written nearest, or that a product before has defined.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::budget::PER_CALL;
use super::products::{Code, Products, Rules, Texts};
use crate::expand;
use crate::facts::{FileFacts, ItemKind, MacroCall, TextRange};
use crate::modules::load::ReadFile;
use crate::workspace::{TargetKind, Workspace};

/// When a call leads to more than this, in bytes, the rest of it is left to the
/// walk: it may have no end.
const MAX_FORESEEN: usize = 1 << 20;

impl Products<'_> {
    /// Makes the products of the calls in all files that were read.
    pub(super) fn foresee(&self, files: &[ReadFile], workspace: &Workspace) {
        let crates = Crates::new(workspace);
        let mut defined: Defined<'_> = FxHashMap::default();
        for (path, text, facts) in files {
            let krate = crates.likely(path);
            for item in &facts.items {
                let ItemKind::MacroRules(index) = item.kind else {
                    continue;
                };
                let body = facts.macro_rules[index as usize].body;
                let body = body.of(text);
                let of_name = defined.entry(facts.name(item.name)).or_default();
                of_name.push((path, body, Rules::new(body), krate));
            }
        }
        files.par_iter().for_each(|(path, text, facts)| {
            let mut foresight = Foresight {
                products: self,
                defined: &defined,
                path,
                krate: crates.likely(path),
                produced: FxHashMap::default(),
                budget: 0,
            };
            for call in facts.calls.iter().filter(|call| !call.is_in_code()) {
                foresight.budget = MAX_FORESEEN;
                foresight.call(text, facts, *call);
            }
        });
    }
}

/// Where macros of a name are written, what their rules are, and the crate that they are
/// likely in.
type Defined<'f> = FxHashMap<&'f str, Vec<(&'f Path, &'f str, Rules, u32)>>;

/// The calls in one file, and in what they produce.
struct Foresight<'f> {
    products: &'f Products<'f>,
    defined: &'f Defined<'f>,
    path: &'f Path,
    krate: u32,
    /// The macros that products define.
    produced: FxHashMap<Box<str>, (Arc<str>, TextRange, Rules)>,
    /// How much may still be produced, in bytes: a macro need not end.
    budget: usize,
}

impl<'f> Foresight<'f> {
    fn call(&mut self, text: &str, facts: &FileFacts, call: MacroCall) {
        let path = facts.path(call.path);
        let [name] = facts.segments(path) else {
            return;
        };
        let name = facts.name(name.name);
        let produced = self.produced.get(name).cloned();
        let produced = produced.as_ref();
        let produced = produced.map(|(text, body, rules)| (body.of(text), *rules, self.krate));
        let Some((body, rules, krate)) = produced.or_else(|| self.likely(name)) else {
            return;
        };
        let texts = Texts {
            body,
            rules,
            home: self.products.home(krate),
            input: call.input.of(text),
            produces: call.produces,
        };
        if self.budget == 0 {
            return;
        }
        let Some(code) = self.products.new_code(texts) else {
            return;
        };
        self.budget = self.budget.saturating_sub(code.text.len() + PER_CALL);
        self.add_produced(&code);
        let nested = code.facts.calls.iter();
        let nested = nested.filter(|call| !call.is_in_code());
        for call in nested.filter(|call| !expand::is_endless(call.input.of(&code.text))) {
            self.call(&code.text, &code.facts, *call);
        }
    }

    /// Notes the macros that a product defines.
    fn add_produced(&mut self, code: &Code) {
        for item in &code.facts.items {
            if let ItemKind::MacroRules(index) = item.kind {
                let body = code.facts.macro_rules[index as usize].body;
                let rules = Rules::new(body.of(&code.text));
                let name = code.facts.name(item.name).into();
                self.produced
                    .insert(name, (Arc::clone(&code.text), body, rules));
            }
        }
    }

    /// The macro of a name that is written nearest.
    fn likely(&self, name: &str) -> Option<(&'f str, Rules, u32)> {
        let shared = |other: &Path| {
            let parts = self.path.components().zip(other.components());
            parts.take_while(|(own, other)| own == other).count()
        };
        let defined = self.defined.get(name)?.iter();
        let (_, body, rules, krate) = defined.max_by_key(|(path, ..)| shared(path))?;
        Some((body, *rules, *krate))
    }
}

/// Which crate a file is likely in, before it is known.
struct Crates<'w> {
    of_roots: FxHashMap<&'w Path, u32>,
    of_folders: FxHashMap<&'w Path, u32>,
}

impl<'w> Crates<'w> {
    fn new(workspace: &'w Workspace) -> Self {
        let mut crates = Crates {
            of_roots: FxHashMap::default(),
            of_folders: FxHashMap::default(),
        };
        for (id, krate) in workspace.crates() {
            crates.of_roots.insert(&krate.root, id.0);
            if let Some(folder) = krate.root.parent() {
                let of_folder = crates.of_folders.entry(folder).or_insert(id.0);
                if krate.kind == TargetKind::Lib {
                    *of_folder = id.0;
                }
            }
        }
        crates
    }

    fn likely(&self, path: &Path) -> u32 {
        let mut folders = path.ancestors().skip(1);
        let of_folder = || folders.find_map(|folder| self.of_folders.get(folder));
        let found = self.of_roots.get(path).or_else(of_folder);
        found.copied().unwrap_or_default()
    }
}
