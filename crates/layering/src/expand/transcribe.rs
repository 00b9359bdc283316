//! What a rule writes: the text of the product, with a map back.

use std::ops::Range;

use super::matching::{Bindings, Bound, variables};
use super::rules::{self, Dollar, Rule, is_punct};
use super::{Piece, Side, Source};
use crate::facts::{DOLLAR_CRATE, TextRange, TokenKind};

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
        input,
        krate,
        text: String::new(),
        pieces: Vec::new(),
        last: None,
    };
    writer.sequence(rule.transcriber.clone(), &[bindings])?;
    Some((writer.text, writer.pieces))
}

struct Writer<'w, 'a, 'i> {
    body: &'w Source<'a>,
    input: &'w Source<'i>,
    krate: u32,
    text: String,
    pieces: Vec<Piece>,
    /// The token that was copied last, by its place among those of its source.
    last: Option<(Side, usize)>,
}

impl<'a> Writer<'_, 'a, '_> {
    fn sequence(&mut self, part: Range<usize>, bindings: &[&Bindings<'a>]) -> Option<()> {
        let mut next = part.start;
        while next < part.end {
            if !is_punct(self.body, next, '$') {
                self.token(self.body, next)?;
                next += 1;
                continue;
            }
            let (dollar, behind) = rules::dollar(self.body, next, false)?;
            match dollar {
                Dollar::Crate => {
                    let text = format!("{DOLLAR_CRATE}{}", self.krate);
                    self.write(&text, self.body, next + 1)?;
                }
                Dollar::Variable { name, .. } => match lookup(bindings, name) {
                    Some(Bound::Tokens { range, is_expr }) => {
                        self.fragment(range.clone(), *is_expr)?;
                    }
                    Some(Bound::Rounds(_)) => return None,
                    // Not a variable of this macro, but of one that it writes.
                    None => {
                        self.token(self.body, next)?;
                        self.token(self.body, next + 1)?;
                    }
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
        let repeated: Vec<&[Bindings<'a>]> = names
            .iter()
            .filter_map(|name| match lookup(bindings, name) {
                Some(Bound::Rounds(rounds)) => Some(rounds.as_slice()),
                _ => None,
            })
            .collect();
        let Some(first) = repeated.first() else {
            // It repeats nothing of this macro, so it is written as it stands.
            return whole
                .into_iter()
                .try_for_each(|token| self.token(self.body, token));
        };
        for round in 0..first.len() {
            if round > 0 {
                separator
                    .clone()
                    .try_for_each(|token| self.token(self.body, token))?;
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

    /// Copies a fragment of the input. An expression stays one, whatever it
    /// is put beside.
    fn fragment(&mut self, range: Range<usize>, is_expr: bool) -> Option<()> {
        let in_parentheses = is_expr && range.len() > 1;
        self.last = None;
        if in_parentheses {
            self.text.push('(');
        }
        for token in range {
            self.token(self.input, token)?;
        }
        if in_parentheses {
            self.text.push(')');
        }
        self.part();
        Some(())
    }

    /// Keeps what was adjacent in its source from joining what comes next.
    fn part(&mut self) {
        self.last = None;
        if !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    fn token(&mut self, source: &Source<'_>, index: usize) -> Option<()> {
        let token = source.tokens[index];
        if !self.joins(source, index) {
            self.write(source.token_text(index), source, index)?;
        }
        let is_copy = !token.of_comment;
        self.last = is_copy.then_some((source.side, index));
        Some(())
    }

    /// Adds a token to the piece before it, if it stands right behind that in its
    /// source, too: there are far fewer pieces than tokens.
    fn joins(&mut self, source: &Source<'_>, index: usize) -> bool {
        let token = source.tokens[index];
        let is_next = index > 0 && self.last == Some((source.side, index - 1));
        let Some(piece) = self.pieces.last_mut().filter(|_| is_next) else {
            return false;
        };
        let gap = TextRange {
            start: piece.source.end,
            end: token.range.start,
        };
        let gap = gap.of(source.text);
        let len =
            piece.range.end as usize + gap.len() + (token.range.end - token.range.start) as usize;
        let Ok(end) = u32::try_from(len) else {
            return false;
        };
        if token.of_comment || !matches!(gap, "" | " ") || len > MAX_LEN {
            return false;
        }
        self.text.truncate(piece.range.end as usize);
        self.text.push_str(gap);
        self.text.push_str(source.token_text(index));
        (piece.range.end, piece.source.end) = (end, token.range.end);
        self.space_behind(token.kind);
        true
    }

    /// Tokens stay apart, unless they are parts of one.
    fn space_behind(&mut self, token: TokenKind) {
        if !matches!(token, TokenKind::Punct(_, true)) {
            self.text.push(' ');
        }
    }

    fn write(&mut self, text: &str, source: &Source<'_>, index: usize) -> Option<()> {
        if self.text.len() > MAX_LEN {
            return None;
        }
        let token = source.tokens[index];
        let start = u32::try_from(self.text.len()).ok()?;
        self.text.push_str(text);
        let end = u32::try_from(self.text.len()).ok()?;
        self.pieces.push(Piece {
            range: TextRange { start, end },
            side: source.side,
            source: token.range,
        });
        self.space_behind(token.kind);
        self.last = None;
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
