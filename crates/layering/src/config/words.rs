//! How messages about `layering.toml` quote what was found and name what was
//! meant.
//!
//! Separate so that every unknown key, kind, value and group is reported in
//! the same words, and suggested by the same measure.

use crate::diagnostic::{Applicability, Diagnostic, Suggestion};
use crate::source::Span;

/// A word that stands where only certain words may.
pub(super) struct Unknown<'a> {
    /// What it was taken for, as "key".
    pub(super) what: &'a str,
    /// The word.
    pub(super) found: &'a str,
    /// Where it stands, as " in rule `x`"; may be empty.
    pub(super) place: &'a str,
    /// The place.
    pub(super) span: Span,
    /// The words that may stand there.
    pub(super) known: &'a [&'a str],
}

impl Unknown<'_> {
    /// A longer list would hide the problem that it belongs to.
    const MOST_LISTED: usize = 24;

    /// Reports a key; the span covers the bare word.
    pub(super) fn key(&self) -> Diagnostic {
        self.report(str::to_owned)
    }

    /// Reports a string; the span covers its quotes.
    pub(super) fn string(&self) -> Diagnostic {
        self.report(|known| format!("\"{known}\""))
    }

    fn report(&self, written: impl Fn(&str) -> String) -> Diagnostic {
        let headline = format!(
            "unknown {} `{}`{}",
            self.what,
            shown(self.found),
            self.place
        );
        let mut problem =
            Diagnostic::error(headline).at(self.span, format!("unknown {}", self.what));
        if let Some(meant) = nearest(self.found, self.known) {
            problem.suggestion = Some(Suggestion {
                span: self.span,
                replacement: written(meant),
                applicability: Applicability::MaybeIncorrect,
            });
            problem.with_help(format!("did you mean `{meant}`?"))
        } else if (1..=Self::MOST_LISTED).contains(&self.known.len()) {
            problem.with_help(format!("expected {}", one_of(self.known)))
        } else {
            problem
        }
    }
}

/// The word that was most likely meant. As in rustc, a third of the letters
/// may be wrong, and case does not count; besides, a word may be cut short.
pub(super) fn nearest<'a>(found: &str, known: &[&'a str]) -> Option<&'a str> {
    const SHORTEST_BEGINNING: usize = 3;
    let found = found.to_lowercase();
    let length = found.chars().count();
    let allowed = length.max(3) / 3;
    let near = known.iter().filter_map(|word| {
        // Looking at lengths first keeps a hostile file from costing a
        // comparison of two long texts.
        if word.chars().count().abs_diff(length) > allowed {
            return None;
        }
        let distance = strsim::osa_distance(&found, &word.to_lowercase());
        (distance <= allowed).then_some((distance, *word))
    });
    if let Some((_, word)) = near.min_by_key(|(distance, _)| *distance) {
        return Some(word);
    }
    let mut longer = known
        .iter()
        .filter(|word| word.to_lowercase().starts_with(&found));
    let only = longer.next().filter(|_| length >= SHORTEST_BEGINNING)?;
    longer.next().is_none().then_some(*only)
}

/// Reports an id that no rule has. `known` are those of the rules.
pub(crate) fn no_such_rule(id: &str, known: &[&str]) -> Diagnostic {
    let problem = Diagnostic::error(format!("there is no rule `{}`", shown(id)));
    match nearest(id, known) {
        Some(meant) => problem.with_help(format!("did you mean `{meant}`?")),
        None => problem,
    }
}

/// A text from the file as it can stand between backticks.
pub(super) fn shown(text: &str) -> String {
    one_line(text).replace('`', "'")
}

/// A text as one line that is not too long.
pub(super) fn one_line(text: &str) -> String {
    const LONGEST: usize = 160;
    let words: Vec<_> = text.split_whitespace().collect();
    let line = words.join(" ");
    let mut characters = line.chars().filter(|c| !c.is_control());
    let mut shown: String = characters.by_ref().take(LONGEST).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// "`a`", "`a` or `b`", "one of `a`, `b`, `c`".
fn one_of(words: &[&str]) -> String {
    let quoted: Vec<_> = words.iter().map(|word| format!("`{word}`")).collect();
    match quoted.len() {
        0..=2 => quoted.join(" or "),
        _ => format!("one of {}", quoted.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_third_of_the_letters_may_be_wrong() {
        let known = ["exports", "gateway", "of", "id"];
        assert_eq!(nearest("export", &known), Some("exports"));
        assert_eq!(nearest("gatewya", &known), Some("gateway"));
        assert_eq!(nearest("GATEWAY", &known), Some("gateway"));
        assert_eq!(nearest("to", &known), None);
        assert_eq!(nearest("getaaaay", &known), None);
        assert_eq!(nearest("", &known), None);
    }

    #[test]
    fn a_word_may_be_cut_short_if_one_only_goes_on() {
        let known = ["warning", "deny-names-from", "dependency"];
        assert_eq!(nearest("warn", &known), Some("warning"));
        assert_eq!(nearest("deny-n", &known), Some("deny-names-from"));
        assert_eq!(nearest("de", &known), None);
        assert_eq!(nearest("dep", &["dependency", "depends"]), None);
    }

    #[test]
    fn quoted_text_is_one_short_line() {
        assert_eq!(shown("a\n  b`c`"), "a b'c'");
        assert_eq!(shown(&"x".repeat(161)), format!("{}…", "x".repeat(160)));
    }
}
