//! What the body of a macro declares for itself.
//!
//! Apart from the search for paths, which asks for it: a body is tokens with holes in them,
//! and what it declares is told by what that looks like. A name that it declares means
//! nothing around it; one that it imports is what the import says.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::Lower;
use super::trees::Trees;
use crate::facts::{Delimiter, NameId, TokenKind};

/// Words before the name of something that a path can start with.
const TYPE_LIKE: &[&str] = &["enum", "mod", "struct", "trait", "type", "union"];

/// Words before the name of something that only a lone name can mean.
const VALUE_LIKE: &[&str] = &["const", "fn", "static"];

/// What stands in one pair of delimiters.
#[derive(Debug, Default)]
pub(super) struct BodyScope {
    declared: FxHashMap<NameId, Vec<Declared>>,
    inside_of: Item,
    /// The tree that the walk is at, and of what that is the inside.
    at: usize,
    at_inside_of: Item,
}

/// What braces belong to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Item {
    /// Names from around it mean nothing in it.
    Module,
    /// What it declares is reached by its path: an `impl` or a trait.
    Parts,
    #[default]
    Other,
}

#[derive(Debug)]
struct Declared {
    sort: Sort,
    /// The trees in which it is known; a generic parameter is in those of its item.
    trees: Range<usize>,
}

#[derive(Clone, Debug)]
enum Sort {
    Type,
    Value,
    /// An import, with its path; `None` if that is not known.
    Import(Option<Vec<NameId>>),
}

/// What a name of a body means that a path starts with.
pub(super) enum Meaning {
    /// Something from around the body.
    Outside,
    /// Something that is declared inside of it.
    Local,
    /// An item that the macro makes where it is called.
    Made,
    /// What an import of the body says.
    Imported(Vec<NameId>),
}

impl<'t> Lower<'t> {
    /// Walks trees in the body of a macro, with what they declare in scope.
    pub(super) fn in_body(&mut self, trees: &Trees<'_>, walk: impl FnOnce(&mut Self)) {
        let around = self.body_scopes.last();
        let inside_of = around.map_or(Item::Other, |around| around.at_inside_of);
        let mut scope = BodyScope {
            inside_of,
            ..BodyScope::default()
        };
        if inside_of != Item::Parts {
            for at in 0..trees.len() {
                self.declare_in_body(trees, at, &mut scope);
            }
        }
        self.body_scopes.push(scope);
        walk(self);
        self.body_scopes.pop();
    }

    /// Notes which of the trees that [`Lower::in_body`] walks is next.
    pub(super) fn at_in_body(&mut self, trees: &Trees<'_>, at: usize) {
        if let Some(scope) = self.body_scopes.last_mut() {
            scope.at = at;
            scope.at_inside_of = match trees.group(at) {
                Some((Delimiter::Brace, _)) => Item::around(trees, at),
                _ => Item::Other,
            };
        }
    }

    /// What the first name of a path in the body of a macro means. `is_lone` says whether
    /// it is all of the path.
    pub(super) fn meaning_in_body(&self, name: NameId, is_lone: bool) -> Meaning {
        for (depth, scope) in self.body_scopes.iter().enumerate().rev() {
            let mut declared = scope.declared.get(&name).into_iter().flatten();
            let is_meant = |declared: &&Declared| {
                let is_known = declared.trees.contains(&scope.at);
                is_known && (is_lone || !matches!(declared.sort, Sort::Value))
            };
            if let Some(found) = declared.find(is_meant) {
                return match &found.sort {
                    Sort::Import(Some(path)) => Meaning::Imported(path.clone()),
                    Sort::Import(None) => Meaning::Local,
                    Sort::Type | Sort::Value if depth > 0 || found.is_param() => Meaning::Local,
                    Sort::Type | Sort::Value => Meaning::Made,
                };
            }
            if scope.inside_of == Item::Module {
                break;
            }
        }
        Meaning::Outside
    }

    fn declare_in_body(&mut self, trees: &Trees<'_>, at: usize, scope: &mut BodyScope) {
        let Some(word) = trees.word(at) else {
            return;
        };
        // Not `$name`, `*const T`, or `<const N: T>`.
        let is_hole = ['$', '*', '<', ',']
            .iter()
            .any(|before| trees.is_behind(at, *before));
        let whole = 0..trees.len();
        if word == "use" && !is_hole {
            let end = (at..trees.len()).find(|at| trees.is_punct(*at, ';'));
            let tree = trees.tokens_of(at + 1, end.unwrap_or(trees.len()));
            let mut imports = Vec::new();
            self.imports_in_body(&self.trees(tree), Some(&[]), &mut imports);
            for (name, path) in imports {
                scope.add(name, Sort::Import(path), whole.clone());
            }
            return;
        }
        let sort = match word {
            _ if is_hole => return,
            word if TYPE_LIKE.contains(&word) => Some(Sort::Type),
            word if VALUE_LIKE.contains(&word) => Some(Sort::Value),
            "impl" => None,
            _ => return,
        };
        let mut behind = at + 1;
        if let Some(sort) = sort {
            let is_named = trees.is_punct(behind, '$');
            behind += usize::from(is_named);
            let Some(range) = trees.name(behind) else {
                return;
            };
            if !is_named {
                let name = self.name_at(range);
                scope.add(name, sort, whole);
            }
            behind += 1;
        }
        if trees.is_punct(behind, '<') {
            self.generics_in_body(trees, behind, scope);
        }
    }

    /// The generic parameters behind a `<`, which are known to the end of their item.
    fn generics_in_body(&mut self, trees: &Trees<'_>, start: usize, scope: &mut BodyScope) {
        let end = (start..trees.len()).find(|at| ends_item(trees, *at));
        let end = end.map_or(trees.len(), |end| end + 1);
        let mut depth = 0;
        for at in start..end {
            match trees.get(at).map(|token| token.kind) {
                Some(TokenKind::Punct('<', _)) => depth += 1,
                Some(TokenKind::Punct('>', _)) if !trees.is_behind(at, '-') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return;
            }
            let is_first = trees.is_behind(at, '<') || trees.is_behind(at, ',');
            if let (1, true, Some(range)) = (depth, is_first, trees.name(at)) {
                let (range, sort) = match (trees.is_word(at, "const"), trees.name(at + 1)) {
                    (true, Some(name)) => (name, Sort::Value),
                    _ => (range, Sort::Type),
                };
                let name = self.name_at(range);
                scope.add(name, sort, start..end);
            }
        }
    }

    /// The names that `use` trees bring in, each with its path. `prefix` is the path before
    /// them; `None` if it has a hole.
    fn imports_in_body(
        &mut self,
        trees: &Trees<'_>,
        prefix: Option<&[NameId]>,
        imports: &mut Vec<(NameId, Option<Vec<NameId>>)>,
    ) {
        let mut at = 0;
        while at < trees.len() {
            let mut path = prefix.map(<[NameId]>::to_vec);
            let mut brought = None;
            while at < trees.len() && !trees.is_punct(at, ',') {
                match (trees.name(at), trees.group(at)) {
                    (_, Some((Delimiter::Brace, inside))) => {
                        self.imports_in_body(&self.trees(inside), path.as_deref(), imports);
                        brought = None;
                    }
                    (Some(_), _) if trees.is_word(at, "as") => {
                        at += 1;
                        brought = trees.name(at).map(|range| self.name_at(range));
                    }
                    (Some(_), _) if trees.is_behind(at, '$') && !trees.is_word(at, "crate") => {
                        (path, brought) = (None, None);
                    }
                    (Some(range), _) => {
                        // `a::{self}` is `a`.
                        let is_leaf = trees.is_word(at, "self")
                            && path.as_ref().is_some_and(|path| !path.is_empty());
                        if let (Some(path), false) = (&mut path, is_leaf) {
                            path.push(match trees.is_behind(at, '$') {
                                true => self.name("$crate"),
                                false => self.name_at(range),
                            });
                        }
                        brought = path.as_ref().and_then(|path| path.last().copied());
                    }
                    _ => brought = brought.filter(|_| !trees.is_punct(at, '*')),
                }
                at += 1;
            }
            imports.extend(brought.map(|brought| (brought, path)));
            at += 1;
        }
    }
}

impl Item {
    /// What the braces at an index belong to.
    fn around(trees: &Trees<'_>, at: usize) -> Self {
        let before = (0..at).rev().find(|at| ends_item(trees, *at));
        let start = before.map_or(0, |end| end + 1);
        let heads = (start..at).filter(|at| !trees.is_behind(*at, '$'));
        let mut heads = heads.filter_map(|at| match trees.word(at)? {
            "mod" => Some(Item::Module),
            "impl" | "trait" => Some(Item::Parts),
            "fn" | "struct" | "enum" | "union" | "const" | "static" => Some(Item::Other),
            _ => None,
        });
        heads.next().unwrap_or_default()
    }
}

impl BodyScope {
    fn add(&mut self, name: NameId, sort: Sort, trees: Range<usize>) {
        let declared = self.declared.entry(name).or_default();
        declared.push(Declared { sort, trees });
    }
}

impl Declared {
    /// Whether it is a generic parameter. The head of its item comes before it.
    fn is_param(&self) -> bool {
        self.trees.start > 0
    }
}

/// Whether an item may end with the tree at an index.
fn ends_item(trees: &Trees<'_>, at: usize) -> bool {
    trees.is_punct(at, ';') || matches!(trees.group(at), Some((Delimiter::Brace, _)))
}
