//! Text to [`FileFacts`], in one walk over the syntax tree.
//!
//! The walk is a `syn` visitor: what needs no thought is visited by default,
//! so that no corner of the grammar is left out. Its files hold one concern
//! each: items, scopes and patterns, paths, `use` trees, attributes, macros.

mod again;
mod attributes;
mod bearing;
mod bodies;
mod calls;
mod code;
mod comments;
mod declare;
mod earlier;
mod ends;
mod forms;
mod imports;
mod included;
mod input;
mod items;
mod literal;
mod lone;
mod macros;
mod meta;
mod offsets;
mod parts;
mod paths;
mod predicates;
mod prepare;
mod quick;
mod quotes;
mod scan;
mod scopes;
mod strings;
mod trees;
mod visitor;
mod whole;

use std::fmt;

use rustc_hash::{FxHashMap, FxHashSet};
use syn::visit::Visit;

use crate::facts::tokens::plain;
use crate::facts::{
    Bounded, Conditions, Context, Directive, FileFacts, NameId, Parent, Scope, ScopeId, ScopeKind,
    TextRange, Token, lex,
};

pub(crate) use earlier::{in_earlier_words, is_of_later_edition, parse};

pub use ends::{item_end, item_ends};
pub use included::{PathPart, included_path};
pub(crate) use offsets::Offsets;
pub(crate) use prepare::is_too_deep;

/// What a text is to be read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Syntax {
    /// A source file, with a byte order mark and a shebang line if it has them.
    File,
    /// Items, as a macro produces them.
    Items,
    /// Statements, as a macro produces them.
    Statements,
    /// An expression, as a macro produces it.
    Expression,
    /// A type, as a macro produces it.
    Type,
    /// A pattern, as a macro produces it.
    Pattern,
    /// An expression, as a file that `include!` reads where one stands.
    Included,
    /// The arguments of a macro, as what they look like.
    Arguments,
    /// Any tokens: they are searched for items and for paths.
    Tokens,
    /// Any tokens: they are searched for paths alone.
    Paths,
}

/// Why a text could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// What is wrong.
    pub message: String,
    /// Where.
    pub range: TextRange,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// Reads a text.
///
/// A deep expression needs a deep stack: callers run this on threads with a
/// large one.
///
/// # Errors
/// Where the text is not Rust, or is nested more deeply than any stack allows.
pub fn read(text: &str, syntax: Syntax) -> Result<FileFacts, SyntaxError> {
    let (skipped, tokens) = tokens_of(text, syntax);
    let read = tokens.as_deref().and_then(|tokens| {
        let lone = lone::read(text, tokens, syntax);
        lone.or_else(|| read_lexed((text, skipped), tokens, syntax))
    });
    match read {
        Some(facts) => Ok(facts),
        None => whole::read(text, (skipped, tokens), syntax),
    }
}

/// As [`read`], but only if the text can be read without `syn`. For tests, which hold
/// it against [`read_by_syn`].
pub fn read_quickly(text: &str, syntax: Syntax) -> Option<FileFacts> {
    let (skipped, tokens) = tokens_of(text, syntax);
    read_lexed((text, skipped), &tokens?, syntax)
}

/// As [`read`], with nothing but `syn`.
///
/// # Errors
/// As those of [`read`].
pub fn read_by_syn(text: &str, syntax: Syntax) -> Result<FileFacts, SyntaxError> {
    whole::read(text, tokens_of(text, syntax), syntax)
}

/// The comments of a source file that speak to the linter; none, if it is not
/// made of tokens. For files that are not read otherwise.
pub fn directives(text: &str) -> Vec<Directive> {
    match tokens_of(text, Syntax::File) {
        (skipped, Some(tokens)) => comments::directives(text, skipped, &tokens),
        (_, None) => Vec::new(),
    }
}

/// The length of what comes before the code, and the tokens behind it; there are none
/// if it is not made of any.
fn tokens_of(text: &str, syntax: Syntax) -> (usize, Option<Vec<Token>>) {
    let skipped = match syntax {
        Syntax::File | Syntax::Included => prelude_len(text),
        _ => 0,
    };
    let mut tokens = lex(&text[skipped..]);
    if skipped > 0 {
        let offsets = Offsets::new("", skipped);
        for token in tokens.iter_mut().flatten() {
            token.range = offsets.moved(token.range);
        }
    }
    (skipped, tokens)
}

fn read_lexed(
    (text, skipped): (&str, usize),
    tokens: &[Token],
    syntax: Syntax,
) -> Option<FileFacts> {
    let quick = match syntax {
        Syntax::File | Syntax::Items => quick::read((text, skipped), tokens, syntax),
        // `syn` reads these in any case.
        Syntax::Included | Syntax::Tokens | Syntax::Paths => None,
        syntax => quick::read_code(text, tokens, syntax),
    };
    // The span table of this thread would grow with every part that `syn` reads.
    proc_macro2::extra::invalidate_current_thread_spans();
    quick
}

/// The length of a byte order mark and a shebang line, which `syn` must not
/// see (Rust reference, "Crates and source files").
fn prelude_len(text: &str) -> usize {
    let bom = text.len() - text.trim_start_matches('\u{feff}').len();
    let rest = &text[bom..];
    let is_shebang = rest
        .strip_prefix("#!")
        .is_some_and(|after| !after.trim_start().starts_with('['));
    if is_shebang {
        bom + rest.find('\n').unwrap_or(rest.len())
    } else {
        bom
    }
}

/// The state of the walk.
struct Lower<'t> {
    offsets: Offsets<'t>,
    facts: FileFacts,
    names: FxHashMap<&'t str, NameId>,
    /// The scope in which the walk stands.
    scope: ScopeId,
    /// What the walk is inside of.
    owner: Parent,
    in_signature: bool,
    conditions: Conditions,
    /// What every path is said to stand in, whatever its syntax: set inside
    /// the arguments of macros.
    context: Option<Context>,
    /// Whether the walk is in the input of a macro that quotes code.
    in_quote: bool,
    /// What the body of a macro declares around the walk.
    body_scopes: Vec<bodies::BodyScope>,
    /// Whose bounds are walked.
    bound_of: Option<Bounded>,
    /// The generic parameter, or `Self`, that the bound is on which is being read.
    constrained: Option<NameId>,
    /// What may be called: see [`FileFacts::called`].
    called: FxHashSet<NameId>,
    /// The tokens of the text.
    tokens: &'t [Token],
    /// Whether the text was read without `syn`, so that its parts are as well.
    is_quick: bool,
    /// Whether the text was read as one of edition 2015.
    in_earlier_words: bool,
    /// Bindings of the patterns that were walked since they were last taken.
    pending: Vec<crate::facts::Binding>,
    /// Whether a plain identifier pattern can only bind: it is in a place
    /// where a pattern has to match.
    irrefutable: bool,
    text: &'t str,
}

impl<'t> Lower<'t> {
    fn new(text: &'t str, offsets: Offsets<'t>) -> Self {
        let facts = FileFacts {
            scopes: vec![Scope {
                parent: None,
                kind: ScopeKind::File,
            }],
            lines: crate::source::LineIndex::count(text),
            ..FileFacts::default()
        };
        Lower {
            offsets,
            facts,
            names: FxHashMap::default(),
            scope: ScopeId(0),
            owner: Parent::Scope,
            in_signature: false,
            conditions: Conditions::default(),
            context: None,
            in_quote: false,
            body_scopes: Vec::new(),
            bound_of: None,
            constrained: None,
            called: FxHashSet::default(),
            tokens: &[],
            is_quick: false,
            in_earlier_words: false,
            pending: Vec::new(),
            irrefutable: false,
            text,
        }
    }

    /// Lowers a file, or items.
    fn file(&mut self, file: &syn::File) {
        let attributes = self.attribute_list(&file.attrs);
        self.inner_attributes(&attributes);
        self.visit_file(file);
        self.bears(None, &attributes, crate::facts::PathId(0));
    }

    fn finish(mut self) -> FileFacts {
        // Parts are declared before what they bear is read.
        self.facts
            .attributes
            .sort_by_key(|attribute| attribute.item);
        self.facts.called = self.called.into_iter().collect();
        self.facts.called.sort_unstable();
        self.facts
    }

    /// The name and place of an identifier.
    fn ident(&mut self, ident: &syn::Ident) -> (NameId, TextRange) {
        let range = self.offsets.ident(ident);
        (self.name_at(range), range)
    }

    fn name_at(&mut self, range: TextRange) -> NameId {
        let text = &self.text[range.start as usize..range.end as usize];
        self.name(plain(text))
    }

    fn name(&mut self, text: &'t str) -> NameId {
        if let Some(id) = self.names.get(text) {
            return *id;
        }
        let id = NameId::next(&self.facts.names);
        self.facts.names.push(text.into());
        self.names.insert(text, id);
        id
    }

    /// The name of a text that need not stand in the file as it is.
    fn name_of_text(&mut self, text: &str) -> NameId {
        if let Some(id) = self.names.get(text) {
            return *id;
        }
        let id = NameId::next(&self.facts.names);
        self.facts.names.push(text.into());
        id
    }

    /// Runs `inside` with a field of the state changed, and puts it back.
    fn with<T, R>(
        &mut self,
        field: fn(&mut Self) -> &mut T,
        value: T,
        inside: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let before = std::mem::replace(field(self), value);
        let found = inside(self);
        *field(self) = before;
        found
    }

    /// Runs `inside` under further conditions.
    fn under(&mut self, conditions: Conditions, inside: impl FnOnce(&mut Self)) {
        let all = self.conditions.and(conditions);
        self.with(|lower| &mut lower.conditions, all, inside);
    }
}
