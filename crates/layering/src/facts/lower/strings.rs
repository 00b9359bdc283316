//! Strings that name paths: in attributes, as `#[serde(with = "…")]`, and in
//! formats, as `"{NAME}"`.

use std::ops::Range;

use super::Lower;
use super::literal::{Text, Word};
use super::paths::About;
use crate::facts::tokens::Tokens;
use crate::facts::{Context, Expects, TextRange, TokenKind};

/// Keys whose string is a path or a type for each derive that has them, also
/// without `::`.
const CODE_KEYS: &[&str] = &[
    "as",
    "crate",
    "default",
    "deserialize_as",
    "deserialize_with",
    "from",
    "getter",
    "into",
    "remote",
    "serialize_as",
    "serialize_with",
    "skip_serializing_if",
    "try_from",
    "with",
];

/// Keys of `serde` whose string is only text, whatever it reads like.
const TEXT_KEYS: &[&str] = &[
    "alias",
    "content",
    "expecting",
    "rename",
    "rename_all",
    "rename_all_fields",
    "tag",
];

/// What a string holds, by the key that it is given for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Holds {
    Text,
    /// A path or a type; one that leads nowhere is a mistake where the key is
    /// known to take nothing else.
    Code {
        required: bool,
    },
    Bounds,
    /// Maybe code: it counts where it reads as such, with a `::` in it.
    Unknown,
}

impl Lower<'_> {
    /// Strings in the arguments of an attribute of a lone name, or of any.
    pub(super) fn strings_in_attribute(&mut self, name: &str, tokens: Tokens) {
        self.strings_under(tokens, name == "serde", Holds::Unknown);
    }

    /// `around` is what strings of unknown keys hold, as those do which stand in
    /// `bound(serialize = "T: a::Trait")`.
    fn strings_under(&mut self, tokens: Tokens, of_serde: bool, around: Holds) {
        let trees = self.trees(tokens);
        let mut key = None;
        for at in 0..trees.len() {
            let holds = match (around, key) {
                (Holds::Unknown, Some(key)) => holds(key, of_serde),
                _ => around,
            };
            if trees.is_punct(at, '=') {
                continue;
            }
            key = trees.word(at);
            if let Some((_, inside)) = trees.group(at) {
                self.strings_under(inside, of_serde, holds);
            } else if let Some(token) = trees.get(at)
                && token.kind == TokenKind::Literal
                && let Some(text) = Text::new(self.text, token.range)
            {
                self.string(&text, holds);
            }
        }
    }

    fn string(&mut self, text: &Text, holds: Holds) {
        let reads_as = match holds {
            Holds::Text => return,
            Holds::Bounds => Holds::Bounds,
            Holds::Code { .. } if is_type(&text.content) => holds,
            Holds::Code { .. } | Holds::Unknown if reads_as_code(&text.content) => Holds::Unknown,
            Holds::Code { .. } | Holds::Unknown => return,
        };
        for path in text.paths() {
            let is_upper = path.words[0].text.starts_with(char::is_uppercase);
            let may_be_lone = match reads_as {
                Holds::Code { .. } => !path.is_key,
                Holds::Bounds => !path.is_key && is_upper,
                Holds::Unknown | Holds::Text => false,
            };
            if path.words.len() > 1 || path.leading_colons || may_be_lone {
                let required = reads_as == Holds::Code { required: true };
                self.string_path(&path.words, path.leading_colons, required);
            }
        }
    }

    fn string_path(&mut self, words: &[Word], leading_colons: bool, required: bool) {
        let segments: Vec<_> = words
            .iter()
            .map(|word| (self.name_of_text(&word.text), word.range))
            .collect();
        if !leading_colons && self.is_local(segments[0].0, Expects::Type) {
            return;
        }
        let about = About {
            leading_colons,
            guess: !required,
            ..About::new(Expects::Argument, Context::String)
        };
        self.push_path(&segments, about);
    }

    /// The constants that the format string in a range captures.
    pub(super) fn captured_in(&mut self, range: TextRange) {
        let text = &self.text[range.start as usize..range.end as usize];
        let mut start = range.start;
        for (index, part) in text.split('{').enumerate() {
            // `{{` is a brace, `\u{…}` a character.
            let before = &text[..(start - range.start) as usize];
            let is_escaped = before.ends_with("{{") || before.ends_with("\\u{");
            if index > 0 && !is_escaped {
                for name in captured_names(part) {
                    self.captured(start, name);
                }
            }
            start += u32::try_from(part.len()).unwrap_or(0) + 1;
        }
    }

    fn captured(&mut self, part: u32, name: Range<usize>) {
        let at = |offset: usize| part + u32::try_from(offset).unwrap_or(0);
        let range = TextRange {
            start: at(name.start),
            end: at(name.end),
        };
        let segment = (self.name_at(range), range);
        let about = About {
            guess: true,
            ..About::new(Expects::Constant, Context::MacroArg)
        };
        self.push_path(&[segment], about);
    }
}

/// The names in a placeholder of a format string, from behind its brace on:
/// what is formatted, and the width and precision of `{name:width$.precision$}`.
fn captured_names(part: &str) -> Vec<Range<usize>> {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let Some((placeholder, _)) = part.split_once('}') else {
        return Vec::new();
    };
    let (argument, format) = match placeholder.split_once(':') {
        Some((argument, format)) => (argument, format),
        None => (placeholder, ""),
    };
    let argument_len = argument.trim_end().len();
    let format_start = placeholder.len() - format.len();
    let counts = format.match_indices('$').map(|(dollar, _)| {
        let before = &format[..dollar];
        let len = before.len() - before.trim_end_matches(is_part).len();
        format_start + dollar - len..format_start + dollar
    });
    let names = std::iter::once(0..argument_len).chain(counts);
    names
        .filter(|name| {
            let name = &part[name.clone()];
            name.chars().all(is_part) && name.starts_with(|c: char| is_part(c) && !c.is_numeric())
        })
        .collect()
}

fn holds(key: &str, of_serde: bool) -> Holds {
    match key {
        "bound" => Holds::Bounds,
        _ if of_serde && TEXT_KEYS.contains(&key) => Holds::Text,
        _ if CODE_KEYS.contains(&key) => Holds::Code {
            // `serde` itself has no `as`.
            required: of_serde && !key.ends_with("as"),
        },
        _ => Holds::Unknown,
    }
}

/// Whether a string is a type, as every path is.
fn is_type(text: &str) -> bool {
    parses::<syn::Type>(text)
}

/// Whether a string with a `::` is a type, an expression, or a bound.
fn reads_as_code(text: &str) -> bool {
    text.contains("::")
        && (is_type(text) || parses::<syn::Expr>(text) || parses::<syn::WherePredicate>(text))
}

fn parses<T: syn::parse::Parse>(text: &str) -> bool {
    !super::is_too_deep(text) && syn::parse_str::<T>(text).is_ok()
}
