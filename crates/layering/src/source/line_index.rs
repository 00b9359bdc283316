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

/// Of lines that are longer than this, in bytes, it is known how many characters come
/// before the end of each such part: a line can be as long as its file.
const PART: usize = 4096;

/// A byte order mark.
const MARK: char = '\u{feff}';

/// The offset at which each line of a text starts.
#[derive(Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Offsets inside of long lines, and how many columns come before them.
    columns: Vec<(u32, u32)>,
}

impl LineIndex {
    /// Reads a text once. A line ends behind `\n`; the `\r` of a CRLF belongs
    /// to the line that it ends.
    pub fn new(text: &str) -> Self {
        let newlines = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = newlines.map(|newline| count(newline + 1));
        let starts: Vec<u32> = std::iter::once(0).chain(starts).collect();
        let mut columns = Vec::new();
        let ends = starts[1..].iter().copied().chain([count(text.len())]);
        for (start, end) in starts.iter().copied().zip(ends) {
            let (mut from, mut column) = first_column(text, start);
            while end as usize - from > PART {
                let to = char_boundary(text, from + PART);
                column += count(text[from..to].chars().count());
                from = to;
                columns.push((count(from), column));
            }
        }
        LineIndex { starts, columns }
    }

    /// The position of a byte of `text`, which is the text that this index was
    /// made from. An offset inside a character counts as that character, one
    /// behind the end as the end. A byte order mark takes no column.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = char_boundary(text, offset as usize);
        let line = self.line_at(count(offset));
        let start = self.starts[line as usize - 1];
        let behind = self
            .columns
            .partition_point(|(at, _)| *at as usize <= offset);
        let known = behind.checked_sub(1).map(|known| self.columns[known]);
        let known = known.filter(|(at, _)| *at >= start);
        let known = known.map(|(at, columns)| (at as usize, columns));
        let (from, columns) = known.unwrap_or_else(|| first_column(text, start));
        let before = text.get(from..offset).unwrap_or_default();
        Position {
            line,
            column: columns + count(before.chars().count()) + 1,
        }
    }

    /// The line of a byte.
    pub fn line_at(&self, offset: u32) -> u32 {
        count(self.starts.partition_point(|start| *start <= offset))
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

/// The offset of the character that a byte belongs to; one behind the end is the end.
pub(crate) fn char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

/// Where the first column of a line is, before which there are none.
fn first_column(text: &str, start: u32) -> (usize, u32) {
    let start = start as usize;
    let mark = text[start..].starts_with(MARK).then_some(MARK.len_utf8());
    (start + mark.unwrap_or(0), 0)
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
    fn columns_of_long_lines_are_those_of_all_characters() {
        let line = "é1€".repeat(5 * PART);
        for text in [
            line.clone(),
            format!("\u{feff}{line}\n{line}"),
            format!("a\n\n{line}\r\n{line}b\n"),
        ] {
            let index = LineIndex::new(&text);
            let mut start = 0;
            for (number, line) in (1..).zip(text.split_inclusive('\n')) {
                let columns = line.strip_prefix('\u{feff}').unwrap_or(line);
                let before = line.len() - columns.len();
                for (column, (at, _)) in (1..).zip(columns.char_indices()).step_by(97) {
                    let found = index.position(&text, count(start + before + at));
                    let line = number;
                    assert_eq!(found, Position { line, column });
                }
                start += line.len();
            }
        }
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
