//! What macros of the workspace make of their input.
//!
//! The walk goes in the order of the text, and has to: which macro a name
//! means depends on what came before. What a call produces depends on two
//! texts alone, so it is made ahead, on all threads, for the macro that the
//! name most likely means. A wrong guess costs time and nothing else, since a
//! product is found by the texts that it was made of.

use std::convert::Infallible;
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

use crate::cache::{Digest, Hasher, Memo};
use crate::expand::{self, Definition, Dialect, Home, Piece, Side};
use crate::facts::{self, FileFacts, MacroCall, Produces, Syntax};
use crate::modules::MacroDef;
use crate::workspace::{Edition, Workspace};

/// The products that were made, and the way to all others.
pub(super) struct Products<'a> {
    memo: &'a Memo<'a>,
    /// What the edition of each crate says.
    dialects: Vec<Dialect>,
    /// The rules of each macro that was called: they are long, and called often.
    rules: RwLock<FxHashMap<MacroDef, Rules>>,
    macros: Macros,
    made: RwLock<FxHashMap<Digest, Option<Code>>>,
}

/// The macros that were called, each read once.
#[derive(Default)]
struct Macros(RwLock<FxHashMap<Digest, Option<Arc<Definition>>>>);

/// What a macro of the workspace makes of its input.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Code {
    pub(super) facts: Arc<FileFacts>,
    pub(super) text: Arc<str>,
    pub(super) pieces: Arc<[Piece]>,
    /// Whether the input has a part in what it says.
    pub(super) is_said: bool,
    /// Whether every name of the input is in it.
    pub(super) is_whole: bool,
}

/// What tells the rules of a macro from those of others.
#[derive(Clone, Copy)]
pub(super) struct Rules {
    digest: Digest,
    /// Whether they may write `$crate`.
    name_their_crate: bool,
}

/// All that a product depends on.
#[derive(Clone, Copy)]
pub(super) struct Texts<'t> {
    pub(super) body: &'t str,
    pub(super) rules: Rules,
    /// The crate of the body.
    pub(super) home: Home,
    pub(super) input: &'t str,
    pub(super) produces: Produces,
}

impl<'a> Products<'a> {
    /// No product is made yet.
    pub(super) fn new(memo: &'a Memo<'a>, workspace: &Workspace) -> Self {
        let editions = workspace.crates.iter().map(|krate| krate.edition);
        let dialects = editions.map(|edition| Dialect {
            has_alternatives: edition >= Edition::E2021,
            has_const: edition >= Edition::E2024,
        });
        Products {
            memo,
            dialects: dialects.collect(),
            rules: RwLock::default(),
            macros: Macros::default(),
            made: RwLock::default(),
        }
    }

    /// The crate with a number, for the macros in it.
    pub(super) fn home(&self, krate: u32) -> Home {
        let dialect = self.dialects.get(krate as usize);
        Home {
            krate,
            dialect: dialect.copied().unwrap_or_default(),
        }
    }

    /// The rules of a macro, which are written so.
    pub(super) fn rules(&self, definition: MacroDef, body: &str) -> Rules {
        let known = self.rules.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(rules) = known.get(&definition) {
            return *rules;
        }
        drop(known);
        let rules = Rules::new(body);
        let mut known = self.rules.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(definition, rules);
        rules
    }

    /// Whether the input of a call in code means what it was read as where it stands,
    /// whatever the macro with these rules makes of it.
    pub(super) fn leaves_input(&self, call: &MacroCall, body: &str, rules: Rules) -> bool {
        call.is_in_code() && call.reads_as_code && self.macros.is_transparent(body, rules)
    }

    /// What a macro makes of its input; `None` if no rule of it takes the
    /// input, or the product is no code.
    pub(super) fn code(&self, texts: Texts<'_>) -> Option<Code> {
        let key = texts.key();
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(code) = made.get(&key) {
            return code.clone();
        }
        drop(made);
        self.make(texts, key)
    }

    /// What a macro makes of its input, as [`Products::code`]; `None` also if that was
    /// made before.
    pub(super) fn new_code(&self, texts: Texts<'_>) -> Option<Code> {
        let key = texts.key();
        let made = self.made.read().unwrap_or_else(PoisonError::into_inner);
        let is_made = made.contains_key(&key);
        drop(made);
        (!is_made).then(|| self.make(texts, key)).flatten()
    }

    fn make(&self, texts: Texts<'_>, key: Digest) -> Option<Code> {
        let code = texts.code(self.memo, &self.macros, key);
        let mut made = self.made.write().unwrap_or_else(PoisonError::into_inner);
        made.insert(key, code.clone());
        code
    }

    /// The paths of an input that are in no product of its call.
    pub(super) fn leftover(&self, input: &str, pieces: &[Piece]) -> Option<Arc<FileFacts>> {
        let key = || {
            let mut hasher = Hasher::default();
            hasher.add(b"leftover");
            hasher.add(input.as_bytes());
            let of_input = pieces.iter().filter(|piece| piece.side == Side::Input);
            for Piece { source, .. } in of_input {
                hasher.add(&source.start.to_le_bytes());
                hasher.add(&source.end.to_le_bytes());
            }
            hasher.finish()
        };
        let compute = || Ok::<_, Infallible>(expand::leftover(input, pieces).map(Arc::new));
        let Ok(leftover) = self.memo.get(key, compute);
        leftover.as_ref().clone()
    }
}

impl Rules {
    pub(super) fn new(body: &str) -> Self {
        Rules {
            digest: Digest::of(body.as_bytes()),
            name_their_crate: body.contains("crate"),
        }
    }
}

impl Texts<'_> {
    pub(super) fn key(&self) -> Digest {
        let mut hasher = Hasher::default();
        hasher.add(b"product");
        let Home { krate, dialect } = self.home;
        let of_edition = [dialect.has_alternatives, dialect.has_const];
        hasher.add(&[self.syntax() as u8]);
        hasher.add(&of_edition.map(u8::from));
        if self.rules.name_their_crate {
            hasher.add(&krate.to_le_bytes());
        }
        hasher.add(&self.rules.digest.bytes());
        hasher.add(self.input.as_bytes());
        hasher.finish()
    }

    fn code(&self, memo: &Memo<'_>, macros: &Macros, key: Digest) -> Option<Code> {
        let Ok(code) = memo.get(|| key, || Ok::<_, Infallible>(self.make(macros)));
        code.as_ref().clone()
    }

    fn make(&self, macros: &Macros) -> Option<Code> {
        let definition = macros.get(self.body, self.rules)?;
        let expansion = definition.expand(self.body, self.home, self.input)?;
        let mut facts = facts::read(&expansion.text, self.syntax()).ok()?;
        let is_said = matches!(self.produces, Produces::Items | Produces::Parts)
            || expand::keep_paths_of_input(&mut facts, &expansion.pieces);
        Some(Code {
            is_said,
            facts: facts.into(),
            is_whole: expansion.is_whole,
            text: expansion.text.into(),
            pieces: expansion.pieces.into(),
        })
    }

    fn syntax(&self) -> Syntax {
        match self.produces {
            Produces::Items | Produces::Parts => Syntax::Items,
            Produces::Block | Produces::Statements => Syntax::Statements,
            Produces::Expression => Syntax::Expression,
            Produces::Type => Syntax::Type,
            Produces::Pattern => Syntax::Pattern,
        }
    }
}

impl Macros {
    /// The macro with these rules.
    fn get(&self, body: &str, rules: Rules) -> Option<Arc<Definition>> {
        let key = rules.digest;
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&key) {
            return known.clone();
        }
        drop(known);
        let read = Definition::new(body).map(Arc::new);
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, read.clone());
        read
    }

    fn is_transparent(&self, body: &str, rules: Rules) -> bool {
        self.get(body, rules)
            .is_some_and(|found| found.is_transparent)
    }
}
