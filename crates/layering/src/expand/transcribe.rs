//! What a rule writes: the text of the product, with a map back.

use std::ops::Range;
use std::rc::Rc;

use super::groups::{self, is_opaque};
use super::matching::{Bindings, Bound, variables};
use super::places::{Place, place_in};
use super::rules::{self, Dollar, Rule, is_dollar, is_punct};
use super::{Piece, Source};
use crate::facts::{DOLLAR_CRATE, Delimiter, TextRange, TokenKind};

/// A product larger than this is taken for one without end.
const MAX_LEN: usize = 8 << 20;

/// Writes the transcriber of a rule.
pub(super) fn run<'a>(
    body: &Source<'a>,
    rule: &Rule,
    input: &Source<'_>,
    bindings: &Bindings<'a>,
    krate: u32,
) -> Option<(String, Vec<Piece>)> {
    let mut writer = Writer {
        body,
        rule,
        input,
        krate,
        text: String::new(),
        pieces: Vec::new(),
        open: Open::Nothing,
    };
    writer.sequence(rule.transcriber.clone(), &[bindings])?;
    writer.end_statement(true);
    Some((writer.text, writer.pieces))
}

struct Writer<'w, 'a, 'i> {
    body: &'w Source<'a>,
    rule: &'w Rule,
    input: &'w Source<'i>,
    krate: u32,
    text: String,
    pieces: Vec<Piece>,
    open: Open,
}

/// What may need a semicolon before what comes next.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Nothing,
    /// A statement that is the value of its block if it is the last one.
    Statement,
    /// One that needs its semicolon there as well.
    Let,
}

impl<'a> Writer<'_, 'a, '_> {
    fn sequence(&mut self, part: Range<usize>, bindings: &[&Bindings<'a>]) -> Option<()> {
        let mut next = part.start;
        while next < part.end {
            if !is_dollar(self.body, next) {
                let end = (next..part.end).find(|at| is_dollar(self.body, *at));
                let end = end.unwrap_or(part.end);
                self.copy(self.body, next..end)?;
                next = end;
                continue;
            }
            let (dollar, behind) = rules::dollar(self.body, next, false)?;
            match dollar {
                Dollar::Crate => {
                    let text = format!("{DOLLAR_CRATE}{}", self.krate);
                    self.write(&text, self.body, next + 1..next + 2)?;
                }
                Dollar::Variable { name, .. } => match lookup(bindings, name) {
                    Some(Bound::Tokens { range, kind }) => {
                        self.fragment(range.clone(), kind, next)?;
                        if *kind == "stmt" {
                            self.open = self.open_statement(range, next);
                        }
                    }
                    Some(Bound::Rounds(_) | Bound::Trees(_)) => return None,
                    // Not a variable of this macro, but of one that it writes.
                    None => self.copy(self.body, next..next + 2)?,
                },
                Dollar::Repetition {
                    inside,
                    separator,
                    operator: _,
                } => self.repetition(&inside, &separator, bindings, next..behind)?,
            }
            next = behind;
        }
        Some(())
    }

    fn repetition(
        &mut self,
        inside: &Range<usize>,
        separator: &Range<usize>,
        bindings: &[&Bindings<'a>],
        whole: Range<usize>,
    ) -> Option<()> {
        let names = variables(self.body, inside.clone());
        // Trees that are written as they stood.
        if let ([name], 2, true) = (&*names, inside.len(), separator.is_empty())
            && let Some(Bound::Trees(range)) = lookup(bindings, name)
        {
            return self.fragment(range.clone(), "tt", inside.start);
        }
        let repeated: Vec<Rc<Vec<Bindings<'a>>>> = names
            .iter()
            .filter_map(|name| match lookup(bindings, name) {
                Some(Bound::Rounds(rounds)) => Some(Rc::clone(rounds)),
                Some(Bound::Trees(range)) => Some(Rc::new(self.rounds(name, range))),
                _ => None,
            })
            .collect();
        let Some(first) = repeated.first() else {
            // It repeats nothing of this macro, so it is written as it stands.
            return self.copy(self.body, whole);
        };
        for round in 0..first.len() {
            if round > 0 {
                self.copy(self.body, separator.clone())?;
                self.part();
            }
            let mut inner = bindings.to_vec();
            for rounds in &repeated {
                inner.push(rounds.get(round)?);
            }
            self.sequence(inside.clone(), &inner)?;
        }
        Some(())
    }

    /// The rounds of a variable that is bound to a tree in each.
    fn rounds(&self, name: &'a str, range: &Range<usize>) -> Vec<Bindings<'a>> {
        let mut start = range.start;
        let trees = std::iter::from_fn(|| {
            let end = (start < range.end).then(|| rules::tree_end(self.input, start))?;
            let tree = start..end;
            start = end;
            Some(tree)
        });
        trees.map(|tree| Bindings::of_tree(name, tree)).collect()
    }

    /// Copies a fragment of the input to where a variable stands in the body. An
    /// expression stays one, whatever it is put beside.
    fn fragment(&mut self, range: Range<usize>, kind: &str, at: usize) -> Option<()> {
        if !self.rule.is_handed_on(at) || range.is_empty() {
            return self.tokens_of_fragment(range, kind);
        }
        let is_opaque = is_opaque(kind);
        let groups = self.input.groups.at_edges(&range, is_opaque);
        if is_opaque {
            self.part();
            groups::open(kind, &mut self.text);
        }
        for group in groups.iter().filter(|group| group.start == range.start) {
            self.part();
            groups::open(group.kind, &mut self.text);
        }
        let end = range.end;
        self.tokens_of_fragment(range, kind)?;
        let closed = groups.iter().filter(|group| group.end == end).count();
        for _ in 0..closed + usize::from(is_opaque) {
            groups::close(&mut self.text);
        }
        Some(())
    }

    fn tokens_of_fragment(&mut self, range: Range<usize>, kind: &str) -> Option<()> {
        // One that is in some already needs no more.
        let is_one = || match self.input.tokens[range.start].kind {
            TokenKind::Open(Delimiter::Paren, close) => close as usize + 1 == range.end,
            _ => range.len() == 1,
        };
        let in_parentheses = kind.starts_with("expr") && !is_one();
        if in_parentheses {
            self.end_statement(false);
            self.text.push('(');
        }
        self.copy(self.input, range)?;
        if in_parentheses {
            self.text.push(')');
        }
        self.part();
        Some(())
    }

    /// What a statement leaves open that the variable at a token of the body was bound to:
    /// it is one without a semicolon, which its tokens are not. Macros that are called see
    /// no semicolon in it either.
    fn open_statement(&self, statement: &Range<usize>, at: usize) -> Open {
        let place = place_in(self.body, self.rule.transcriber.clone(), at);
        let mut first = statement.start;
        while is_punct(self.input, first, '#') && first + 1 < statement.end {
            first = rules::tree_end(self.input, first + 1);
        }
        let is_let = first < statement.end && self.input.token_text(first) == "let";
        match place {
            Place::Input => Open::Nothing,
            Place::Code if is_let => Open::Let,
            Place::Code | Place::BlockOfInput => Open::Statement,
        }
    }

    /// Writes the semicolon of a statement that is open.
    fn end_statement(&mut self, is_last: bool) {
        let open = std::mem::replace(&mut self.open, Open::Nothing);
        if open == Open::Let || open == Open::Statement && !is_last {
            self.text.push(';');
        }
    }

    /// Writes it before a token, unless that ends the statement.
    fn end_statement_before(&mut self, next: TokenKind) {
        match next {
            TokenKind::Punct(',' | ';' | '=', _) => self.open = Open::Nothing,
            next => self.end_statement(matches!(next, TokenKind::Close(_))),
        }
    }

    /// Keeps what was adjacent in its source from joining what comes next.
    fn part(&mut self) {
        if !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// Copies tokens with what is between them. What a comment stands for is not in the
    /// text: one at an end may be there in parts.
    fn copy(&mut self, source: &Source<'_>, range: Range<usize>) -> Option<()> {
        if self.open != Open::Nothing && !range.is_empty() {
            self.end_statement_before(source.tokens[range.start].kind);
        }
        let is_there = |at: &usize| !source.tokens[*at].of_comment;
        let start = range.clone().find(is_there).unwrap_or(range.end);
        let end = range
            .clone()
            .rfind(is_there)
            .map_or(range.end, |last| last + 1);
        for at in range.start..start {
            self.write(source.token_text(at), source, at..at + 1)?;
        }
        if start < end {
            let (first, last) = (source.tokens[start], source.tokens[end - 1]);
            let text = &source.text[first.range.start as usize..last.range.end as usize];
            self.write(text, source, start..end)?;
        }
        for at in end..range.end {
            self.write(source.token_text(at), source, at..at + 1)?;
        }
        Some(())
    }

    /// Writes what stands for tokens of a source.
    fn write(&mut self, text: &str, source: &Source<'_>, range: Range<usize>) -> Option<()> {
        if self.text.len() + text.len() > MAX_LEN {
            return None;
        }
        let (first, last) = (source.tokens[range.start], source.tokens[range.end - 1]);
        let start = u32::try_from(self.text.len()).ok()?;
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).ok()?;
        self.pieces.push(Piece {
            range: TextRange { start, end },
            side: source.side,
            source: TextRange {
                end: last.range.end,
                ..first.range
            },
        });
        // Tokens stay apart, unless they are parts of one.
        if !matches!(last.kind, TokenKind::Punct(_, true)) {
            self.text.push(' ');
        }
        Some(())
    }
}

/// What a variable is bound to, the innermost round first.
fn lookup<'b, 'a>(bindings: &[&'b Bindings<'a>], name: &str) -> Option<&'b Bound<'a>> {
    bindings
        .iter()
        .rev()
        .find_map(|bindings| bindings.get(name))
}
