//! The text that a string literal stands for, and the paths in that text.
//!
//! Apart from what strings mean, because of one concern: each name in a string
//! has to lead back to its place in the file, through escapes and line ends.

use crate::facts::TextRange;
use crate::facts::tokens::plain;

/// Words that are no names, though they look like it (Rust reference,
/// "Keywords").
const KEYWORDS: &[&str] = &[
    "as", "async", "await", "const", "dyn", "else", "enum", "extern", "false", "fn", "for", "if",
    "impl", "in", "let", "loop", "match", "mod", "move", "mut", "pub", "ref", "return", "static",
    "struct", "trait", "true", "type", "unsafe", "use", "where", "while", "_",
];

/// The text of a string literal.
#[derive(Debug)]
pub(super) struct Text {
    pub(super) content: String,
    /// Where the character of each byte of the content stands in the file.
    places: Vec<TextRange>,
}

/// A path in a string.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct StringPath {
    pub(super) leading_colons: bool,
    pub(super) words: Vec<Word>,
    /// Whether it only names what follows, as in `Item = …`.
    pub(super) is_key: bool,
}

/// A name in a string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) range: TextRange,
}

impl Text {
    /// Reads the literal in a range; `None` where that is not a string.
    pub(super) fn new(file: &str, range: TextRange) -> Option<Self> {
        let literal = &file[range.start as usize..range.end as usize];
        let mut text = Text {
            content: String::new(),
            places: Vec::new(),
        };
        if let Some(raw) = literal.strip_prefix('r') {
            let inside = raw.trim_start_matches('#');
            let hashes = raw.len() - inside.len();
            let inside = inside.strip_prefix('"')?;
            let inside = inside.get(..inside.len().checked_sub(1 + hashes)?)?;
            let mut at = range.start as usize + 2 + hashes;
            for character in inside.chars() {
                text.push(character, at, character.len_utf8());
                at += character.len_utf8();
            }
        } else {
            let inside = literal.strip_prefix('"')?.strip_suffix('"')?;
            text.unescape(inside, range.start as usize + 1);
        }
        Some(text)
    }

    /// Adds a character that is written at an offset in so many bytes.
    fn push(&mut self, character: char, at: usize, len: usize) {
        self.content.push(character);
        let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
        let place = TextRange {
            start: offset(at),
            end: offset(at + len),
        };
        self.places
            .extend(std::iter::repeat_n(place, character.len_utf8()));
    }

    /// Escapes are those of the Rust reference, "String literals".
    fn unescape(&mut self, inside: &str, start: usize) {
        let mut rest = inside.char_indices().peekable();
        while let Some((at, character)) = rest.next() {
            if character != '\\' {
                self.push(character, start + at, character.len_utf8());
                continue;
            }
            let Some((_, escape)) = rest.next() else {
                return;
            };
            match escape {
                'n' => self.push('\n', start + at, 2),
                'r' => self.push('\r', start + at, 2),
                't' => self.push('\t', start + at, 2),
                '0' => self.push('\0', start + at, 2),
                'x' | 'u' => {
                    let is_digit = |c: char| c.is_ascii_hexdigit() || matches!(c, '{' | '_');
                    let mut digits = String::new();
                    while let Some((_, c)) =
                        rest.next_if(|(_, c)| is_digit(*c) && (escape == 'u' || digits.len() < 2))
                    {
                        digits.extend(Some(c).filter(char::is_ascii_hexdigit));
                    }
                    rest.next_if(|(_, c)| escape == 'u' && *c == '}');
                    let end = rest.peek().map_or(inside.len(), |(end, _)| *end);
                    let code = u32::from_str_radix(&digits, 16).ok();
                    let character = code.and_then(char::from_u32);
                    self.push(character.unwrap_or(' '), start + at, end - at);
                }
                // A line that goes on: the space before it goes on is left out.
                '\n' | '\r' => while rest.next_if(|(_, c)| c.is_whitespace()).is_some() {},
                other => self.push(other, start + at, 1 + other.len_utf8()),
            }
        }
    }

    /// The paths in the text, without their generic arguments, which are paths
    /// of their own.
    pub(super) fn paths(&self) -> Vec<StringPath> {
        let mut paths = Vec::new();
        let mut at = 0;
        // Whether a path goes on from a type in angle brackets.
        let mut goes_on = false;
        while let Some(next) = self.content[at..].chars().next() {
            if self.word(at).is_some() || self.content[at..].starts_with("::") {
                let (path, end) = self.path(at);
                at = end;
                paths.extend(path.filter(|path| !(goes_on && path.leading_colons)));
                goes_on = false;
            } else if next == '\'' || next == '"' || next.is_numeric() {
                at = self.behind_token(at);
            } else {
                goes_on = next == '>' || next.is_whitespace() && goes_on;
                at += next.len_utf8();
            }
        }
        paths
    }

    /// The path at an offset, if it is no keyword, and where it ends.
    fn path(&self, start: usize) -> (Option<StringPath>, usize) {
        let leading_colons = self.content[start..].starts_with("::");
        let mut at = self.behind_space(start + if leading_colons { 2 } else { 0 });
        let mut words = Vec::new();
        while let Some((word, end)) = self.word(at) {
            let is_raw = self.content[at..].starts_with("r#");
            if !is_raw && KEYWORDS.contains(&word.text.as_str()) {
                return (None, end);
            }
            words.push(word);
            let colons = self.behind_space(end);
            at = end;
            if !self.content[colons..].starts_with("::") {
                break;
            }
            let next = self.behind_space(colons + 2);
            if self.word(next).is_none() {
                at = colons + 2;
                break;
            }
            at = next;
        }
        let rest = &self.content[self.behind_space(at)..];
        let path = (!words.is_empty()).then(|| StringPath {
            leading_colons,
            is_key: rest.starts_with('=') && words.len() == 1,
            words,
        });
        (path, at.max(start + 1))
    }

    /// The name at an offset, and where it ends.
    fn word(&self, start: usize) -> Option<(Word, usize)> {
        let rest = &self.content[start..];
        let name = plain(rest);
        let first = name.chars().next()?;
        if !(first.is_alphabetic() || first == '_') {
            return None;
        }
        let len = name
            .find(|next: char| !(next.is_alphanumeric() || next == '_'))
            .unwrap_or(name.len());
        let end = start + rest.len() - name.len() + len;
        let range = TextRange {
            start: self.places[start].start,
            end: self.places[end - 1].end,
        };
        let text = name[..len].to_owned();
        Some((Word { text, range }, end))
    }

    fn behind_space(&self, at: usize) -> usize {
        let rest = &self.content[at..];
        at + rest.len() - rest.trim_start().len()
    }

    /// Behind a lifetime, a character, a number, or a string.
    fn behind_token(&self, at: usize) -> usize {
        let rest = &self.content[at..];
        let first = rest.chars().next().map_or(1, char::len_utf8);
        let len = if let Some(inside) = rest.strip_prefix('"') {
            inside.find('"').map_or(rest.len(), |end| end + 2)
        } else {
            rest[first..]
                .find(|next: char| !(next.is_alphanumeric() || next == '_'))
                .map_or(rest.len(), |end| end + first)
        };
        at + len
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The paths of a literal, each as it stands in the file.
    fn paths(literal: &str) -> Vec<String> {
        let file = format!("é {literal}");
        let end = u32::try_from(file.len()).expect("short");
        let text = Text::new(&file, TextRange { start: 3, end }).expect("a string");
        let paths = text.paths().into_iter().map(|path| {
            let words = path.words.iter().map(|word| {
                let place = &file[word.range.start as usize..word.range.end as usize];
                if place == word.text {
                    word.text.clone()
                } else {
                    format!("{}({place})", word.text)
                }
            });
            let words: Vec<String> = words.collect();
            let colons = if path.leading_colons { "::" } else { "" };
            let key = if path.is_key { "=" } else { "" };
            format!("{colons}{}{key}", words.join("::"))
        });
        paths.collect()
    }

    #[test]
    fn paths_lead_back_to_their_place() {
        assert_eq!(paths(r#""a::B""#), ["a::B"]);
        assert_eq!(paths(r##"r"a::B""##), ["a::B"]);
        assert_eq!(paths(r###"r#"a::B"#"###), ["a::B"]);
        assert_eq!(
            paths(r#""ü::Vec<é::B, (c::D, &'a mut e)>""#),
            ["ü::Vec", "é::B", "c::D", "e"]
        );
        assert_eq!(paths(r#""::a :: B::<c>""#), ["::a::B", "c"]);
        assert_eq!(paths(r#""\u{61}::B\t\x41""#), ["a(\\u{61})::B", "A(\\x41)"]);
        assert_eq!(paths("\"a::\\\n   B\""), ["a::B"]);
        assert_eq!(paths("\"a::\\\r\n\t B\""), ["a::B"]);
        assert_eq!(paths(r#""r#type::T""#), ["type(r#type)::T"]);
        assert_eq!(
            paths(r#""Box<dyn for<'a> I<Item = a::B>>""#),
            ["Box", "I", "Item=", "a::B"]
        );
        assert_eq!(
            paths(r#""<a::B as c::D>::E + [u8; 3]""#),
            ["a::B", "c::D", "u8"]
        );
    }
}
