//! Byte offsets to lines and columns.
//!
//! Separate from the map of files because it is pure arithmetic over one text.

/// Line and column, both counted from 1; columns count characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: u32,
    /// The column, in characters.
    pub column: u32,
}

/// The offset at which each line of a text starts.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Reads a text once. A line ends behind `\n`; the `\r` of a CRLF belongs
    /// to the line that it ends.
    pub fn new(text: &str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = newlines.map(|newline| count(newline + 1));
        LineIndex {
            starts: std::iter::once(0).chain(starts).collect(),
        }
    }

    /// The position of a byte of `text`, which is the text that this index was
    /// made from. An offset inside a character counts as that character, one
    /// behind the end as the end. A byte order mark takes no column.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self
            .starts
            .partition_point(|start| *start as usize <= offset)
            - 1;
        let before = &text[self.starts[line] as usize..offset];
        let column = before
            .strip_prefix('\u{feff}')
            .unwrap_or(before)
            .chars()
            .count();
        Position {
            line: count(line + 1),
            column: count(column + 1),
        }
    }

    /// How many lines a text has; an unfinished last line counts.
    pub fn count(text: &str) -> u32 {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes()).count();
        let unfinished = !text.is_empty() && !text.ends_with('\n');
        count(newlines + usize::from(unfinished))
    }

    /// The byte range of a line counted from 1, without its line ending.
    pub fn line(&self, text: &str, line: u32) -> Option<std::ops::Range<usize>> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(index)? as usize;
        let end = self
            .starts
            .get(index + 1)
            .map_or(text.len(), |next| *next as usize);
        let content = text[start..end].trim_end_matches(['\n', '\r']);
        Some(start..start + content.len())
    }
}

/// Files are bounded to 4 GiB when they are read, so counts fit.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, needle: &str) -> (u32, u32) {
        let offset = text.find(needle).expect("needle is in the text");
        let position = LineIndex::new(text).position(text, count(offset));
        (position.line, position.column)
    }

    #[test]
    fn columns_count_characters() {
        assert_eq!(at("fn a() {}\nlet é = x;", "x"), (2, 9));
    }

    #[test]
    fn carriage_returns_and_byte_order_marks_take_no_column() {
        assert_eq!(at("a\r\nb", "b"), (2, 1));
        assert_eq!(at("\u{feff}use a;", "use"), (1, 1));
    }

    #[test]
    fn an_offset_outside_or_inside_a_character_is_clamped() {
        let index = LineIndex::new("é");
        assert_eq!(index.position("é", 1), Position { line: 1, column: 1 });
        assert_eq!(index.position("é", 99), Position { line: 1, column: 2 });
    }

    #[test]
    fn an_unfinished_last_line_counts() {
        let count = LineIndex::count;
        assert_eq!((count(""), count("a\n"), count("a\nb")), (0, 1, 2));
    }

    #[test]
    fn a_line_comes_without_its_ending() {
        let text = "a\r\nbc\n";
        let index = LineIndex::new(text);
        assert_eq!(index.line(text, 1), Some(0..1));
        assert_eq!(index.line(text, 2), Some(3..5));
        assert_eq!(index.line(text, 9), None);
    }
}
