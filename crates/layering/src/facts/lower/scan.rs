//! Tokens of which nothing is known, searched for what looks like a path.

use super::Lower;
use super::bodies::Meaning;
use super::paths::About;
use super::trees::Trees;
use crate::facts::code::is_keyword;
use crate::facts::tokens::Tokens;
use crate::facts::{Context, Delimiter, Expects, NameId, TextRange, TokenKind};

/// Words before an identifier that say that it is being defined.
const DEFINING: &[&str] = &[
    "const",
    "enum",
    "fn",
    "let",
    "macro_rules",
    "mod",
    "ref",
    "static",
    "struct",
    "trait",
    "type",
    "union",
];

/// The part of a `use` tree that the searched tokens are inside of.
#[derive(Clone, Copy, Default)]
struct Above<'p> {
    /// The path before the braces.
    prefix: &'p [(NameId, TextRange)],
    /// Whether that starts with `::`.
    leading_colons: bool,
    /// Whether there are such braces at all.
    is_tree: bool,
}

impl<'t> Lower<'t> {
    /// Searches tokens for paths.
    pub(super) fn scan(&mut self, tokens: Tokens) {
        self.scan_trees(&self.trees(tokens));
    }

    pub(super) fn scan_trees(&mut self, trees: &Trees<'_>) {
        let context = self.context.or(Some(Context::MacroArg));
        self.with(
            |lower| &mut lower.context,
            context,
            |lower| lower.scan_under(trees, Above::default()),
        );
    }

    pub(super) fn trees(&self, tokens: Tokens) -> Trees<'t> {
        Trees::new(self.text, self.tokens, tokens)
    }

    fn scan_under(&mut self, trees: &Trees<'_>, above: Above<'_>) {
        match (above.is_tree, self.context) {
            (false, Some(Context::MacroBody)) => {
                self.in_body(trees, |lower| lower.scan_each(trees, above));
            }
            _ => self.scan_each(trees, above),
        }
    }

    fn scan_each(&mut self, trees: &Trees<'_>, above: Above<'_>) {
        let (mut at, mut in_use) = (0, false);
        while let Some(token) = trees.get(at) {
            self.at_in_body(trees, at);
            in_use = trees.is_word(at, "use") || in_use && !trees.is_punct(at, ';');
            // What a comment stands for names nothing.
            if token.of_comment {
                at += 1;
                continue;
            }
            if let Some((delimiter, inside)) = trees.group(at) {
                let is_attribute =
                    delimiter == Delimiter::Bracket && self.is_attribute(trees, at, inside);
                if !is_attribute {
                    let above = above.inside(trees, at);
                    if above.is_tree || self.is_only_tokens() {
                        self.scan_under(&self.trees(inside), above);
                    } else {
                        self.arguments(inside);
                    }
                }
                at += 1;
                continue;
            }
            at = match token.kind {
                // What is behind it names nothing that there is.
                TokenKind::Ident if above.is_tree && trees.is_word(at, "as") => at + 2,
                TokenKind::Ident if starts_path(trees, at) => {
                    self.scan_path(trees, at, (above, in_use))
                }
                TokenKind::Ident if trees.is_behind(at, '.') => {
                    let name = self.name_at(token.range);
                    self.called.insert(name);
                    at + 1
                }
                _ => at + 1,
            };
        }
    }

    /// Reads `#[derive(…)]`, `#[cfg_attr(…)]`, or `#[path]`, if that is what it
    /// is. What other attributes hold may be a part of the macro's own grammar.
    fn is_attribute(&mut self, trees: &Trees<'_>, at: usize, inside: Tokens) -> bool {
        let is_after_hash =
            trees.is_behind(at, '#') || trees.is_behind(at, '!') && trees.is_behind(at - 1, '#');
        if !is_after_hash || self.in_quote || self.has_hole(inside) {
            return false;
        }
        let Some(meta) = self.meta_of(inside) else {
            return false;
        };
        let is_read = meta.is_word() || ["derive", "cfg_attr"].contains(&meta.name);
        if is_read {
            self.meta(&meta);
        }
        is_read
    }

    /// Whether tokens have a place where the input of a macro goes.
    fn has_hole(&self, (start, end): Tokens) -> bool {
        let mut tokens = self.tokens[start as usize..end as usize].iter();
        tokens.any(|token| matches!(token.kind, TokenKind::Punct('$', _)))
    }

    /// Reads a path that starts at `at`, maybe in a `use`; returns where it ends.
    fn scan_path(
        &mut self,
        trees: &Trees<'_>,
        mut at: usize,
        (above, in_use): (Above<'_>, bool),
    ) -> usize {
        let start = at;
        let mut segments = above.prefix.to_vec();
        let leading_colons = above.is_rooted(trees, start);
        while let Some(range) = trees.name(at) {
            let dollar = trees.is_behind(at, '$');
            if dollar && !trees.is_word(at, "crate") {
                // A fragment of the macro's input: what it is, the call says.
                return at + 1;
            }
            let name = match dollar {
                true => self.name("$crate"),
                false => self.name_at(range),
            };
            segments.push((name, range));
            at += 1;
            if !trees.is_colons(at) {
                break;
            }
            at += 2;
            match trees.group(at) {
                Some((Delimiter::Brace, inside)) => {
                    let above = Above {
                        prefix: &segments,
                        leading_colons,
                        is_tree: true,
                    };
                    self.scan_under(&self.trees(inside), above);
                    return at + 1;
                }
                _ if trees.name(at).is_some() => {}
                _ => break,
            }
        }
        let input = trees.group(at + 1).filter(|_| trees.is_punct(at, '!'));
        let is_call = input.is_some();
        let first = segments[0].0;
        if segments.len() > 1 || is_call || self.may_name_item(first, trees, (start, at), in_use) {
            let may_be_own = above.prefix.is_empty() && !leading_colons && !is_call;
            let mut of_body = None;
            if may_be_own {
                match self.out_of_body(&mut segments) {
                    Ok(found) => of_body = found,
                    Err(IsLocal) => return at.max(start + 1),
                }
            }
            let expects = match (is_call, above.is_tree || in_use) {
                (true, _) => Expects::Macro,
                (false, true) => Expects::Any,
                (false, false) => Expects::Argument,
            };
            let about = About {
                leading_colons,
                guess: true,
                ..About::new(expects, Context::MacroArg)
            };
            let path = self.push_path(&segments, about);
            self.facts
                .of_body
                .extend(of_body.map(|count| (path, count)));
            let name = trees.word(at - 1).unwrap_or_default();
            if let Some((_, input)) = input
                && self.scan_quoted(path, name, input)
            {
                return at + 2;
            }
        }
        at.max(start + 1)
    }

    /// Makes of a path one that starts outside of the body of a macro, if it goes on from an
    /// import there; returns what [`FileFacts::of_body`](crate::facts::FileFacts) says of it.
    fn out_of_body(&self, segments: &mut Vec<(NameId, TextRange)>) -> Result<Option<u16>, IsLocal> {
        let (first, range) = segments[0];
        match self.meaning_in_body(first, segments.len() == 1) {
            Meaning::Outside => Ok(None),
            Meaning::Local => Err(IsLocal),
            Meaning::Made => Ok(Some(0)),
            Meaning::Imported(path) => {
                // The path of that import itself.
                let names = segments.iter().map(|(name, _)| *name);
                if names.eq(path.iter().copied()) {
                    return Ok(None);
                }
                let count = u16::try_from(path.len()).ok();
                segments.splice(..1, path.into_iter().map(|name| (name, range)));
                Ok(count)
            }
        }
    }

    /// Whether tokens have a grammar of their own, as in attributes, or have
    /// holes in them, as in the bodies of macros and in quoted code.
    fn is_only_tokens(&self) -> bool {
        self.in_quote || matches!(self.context, Some(Context::MacroBody | Context::Attribute))
    }

    /// Whether a lone identifier among tokens is worth looking up: a keyword,
    /// a variable, the name of an argument or of a field is not.
    fn may_name_item(
        &mut self,
        name: NameId,
        trees: &Trees<'_>,
        (start, end): (usize, usize),
        in_use: bool,
    ) -> bool {
        let text = self.facts.name(name);
        if is_keyword(text) || self.is_local(name, Expects::Argument) {
            return false;
        }
        let is_type_like = text.starts_with(char::is_uppercase);
        // `name = …` and `name: …`, but not `: Type = …`, `name => …`, `name == …`,
        // or `Type: Bound`.
        let assigned = trees.is_punct(end, '=')
            && !trees.is_punct(end + 1, '>')
            && !trees.is_punct(end + 1, '=');
        let named = ((trees.is_punct(end, ':') && !is_type_like) || assigned)
            && !trees.is_behind(start, ':');
        let defined = is_being_defined(trees, start);
        let is_call =
            matches!(trees.group(end), Some((Delimiter::Paren, _))) && !self.is_only_tokens();
        // `key = name` in an attribute, and one of several names.
        let ends = trees.get(end).is_none()
            || trees.is_punct(end, ',')
            || (trees.is_punct(end, '<') && trees.is_behind_colons(end));
        let is_value = match self.context {
            Some(Context::Attribute) => ends && trees.is_behind(start, '='),
            Some(Context::MacroBody) => false,
            _ => ends && (start == 0 || trees.is_behind(start, ',')) && trees.len() > 1,
        };
        (is_type_like || is_call || is_value || in_use) && !named && !defined
    }
}

/// A path leads to what is declared inside of the body of a macro.
struct IsLocal;

impl<'p> Above<'p> {
    /// What delimiters at an index are inside of, if no path stands before them.
    fn inside(self, trees: &Trees<'_>, at: usize) -> Above<'p> {
        let is_rooted = self.is_rooted(trees, at);
        let colons = if trees.is_behind_colons(at) { 2 } else { 0 };
        let before = at.checked_sub(colons + 1);
        let is_use = before.is_some_and(|before| trees.is_word(before, "use"));
        let is_tree = self.is_tree || is_use;
        Above {
            leading_colons: is_tree && is_rooted,
            is_tree,
            ..self
        }
    }

    /// Whether what starts at an index starts with `::`.
    fn is_rooted(self, trees: &Trees<'_>, at: usize) -> bool {
        self.leading_colons || trees.is_behind_colons(at) && self.prefix.is_empty()
    }
}

/// Whether the identifier at an index is the name of something that is being
/// defined there.
fn is_being_defined(trees: &Trees<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    match trees.word(before) {
        // `&mut Type`, or `&'a mut Type`
        Some("mut") => !trees.is_behind(before - trees.lifetimes_before(before), '&'),
        // `value as Type`, but not `use path as Name`.
        Some("as") => is_in_use(trees, before),
        Some(word) => DEFINING.contains(&word),
        None => false,
    }
}

/// Whether what stands at an index is a part of a `use`.
fn is_in_use(trees: &Trees<'_>, at: usize) -> bool {
    let before = (0..at).rev();
    let mut before = before.take_while(|at| !trees.is_punct(*at, ';'));
    before.any(|at| trees.is_word(at, "use"))
}

/// Whether a path may start here: not behind `.`, or `::` after a path.
fn starts_path(trees: &Trees<'_>, at: usize) -> bool {
    if trees.is_behind(at, '.') {
        // `..Default` is a range.
        return at >= 2 && trees.is_punct(at - 2, '.');
    }
    if trees.is_behind_colons(at) {
        // `::name` behind nothing that it could go on from.
        let goes_on = |token: &crate::facts::Token| !matches!(token.kind, TokenKind::Punct(character, _) if character != '>');
        let before = at.checked_sub(3).and_then(|before| trees.get(before));
        return before.is_none_or(|before| !goes_on(before));
    }
    true
}
