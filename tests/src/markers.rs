//! Markers: what is expected of a line, written on the line.
//!
//! ```text
//! //~ gate                     a violation of the rule `gate` on this line
//! //~^ gate gate               two of them, one line above
//! //~ gate@Phase               the name that it points at
//! //~ gate(cloud::Phase)       the item that it is about
//! //~ gate*3                   three of them
//! //~ unresolved: cloud::Phse  a path that could not be resolved
//! //~ error: no such file      a problem, with a part of its headline
//! ```
//!
//! In TOML they start with `#~`. Several markers may stand on a line. Marks
//! stay in the text of the fixture, since they are comments.

/// Something that is expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expected {
    /// The file and line; `None` for what has no place.
    pub at: Option<(String, u32)>,
    /// What is expected there.
    pub what: What,
}

/// What is expected at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A violation of a rule.
    Violation {
        /// The rule.
        rule: String,
        /// The text that it points at.
        text: Option<String>,
        /// The item that it is about.
        to: Option<String>,
    },
    /// A problem of the input.
    Problem {
        /// Whether it is a warning.
        is_warning: bool,
        /// A part of its headline.
        headline: String,
    },
    /// A path that could not be resolved.
    Unresolved(String),
}

/// Reads the markers of a file.
///
/// # Errors
/// Where a marker is not written as it should be.
pub fn read(path: &str, text: &str) -> Result<Vec<Expected>, String> {
    let start = if path.ends_with(".toml") { "#~" } else { "//~" };
    let mut expected = Vec::new();
    for (line, content) in (1u32..).zip(text.lines()) {
        for marker in content.split(start).skip(1) {
            let above = marker.chars().take_while(|c| *c == '^').count();
            let body = marker[above..].trim();
            let line = u32::try_from(above)
                .ok()
                .and_then(|above| line.checked_sub(above))
                .filter(|line| *line > 0)
                .ok_or_else(|| format!("`{marker}` points above the file"))?;
            let at = Some((path.to_owned(), line));
            if let Some(problem) = problem(body, at.clone()) {
                expected.push(problem);
            } else if let Some(path) = body.strip_prefix("unresolved: ") {
                let what = What::Unresolved(path.to_owned());
                expected.push(Expected { at, what });
            } else {
                for word in body.split_whitespace() {
                    let what = violation(word)?;
                    let times = what.1;
                    let one = Expected {
                        at: at.clone(),
                        what: what.0,
                    };
                    expected.extend(std::iter::repeat_n(one, times));
                }
            }
        }
    }
    Ok(expected)
}

/// Reads `error: …` and `warning: …`.
pub(crate) fn problem(text: &str, at: Option<(String, u32)>) -> Option<Expected> {
    let (is_warning, headline) = match text.strip_prefix("error: ") {
        Some(headline) => (false, headline),
        None => (true, text.strip_prefix("warning: ")?),
    };
    Some(Expected {
        at,
        what: What::Problem {
            is_warning,
            headline: headline.to_owned(),
        },
    })
}

/// Reads `rule@text(to)*times`.
fn violation(word: &str) -> Result<(What, usize), String> {
    let malformed = || format!("`{word}` is no marker");
    let (word, times) = match word.rsplit_once('*') {
        Some((before, count)) if count.parse::<usize>().is_ok() => {
            (before, count.parse().map_err(|_| malformed())?)
        }
        _ => (word, 1),
    };
    let (word, to) = match word.split_once('(') {
        Some((before, rest)) => (before, Some(rest.strip_suffix(')').ok_or_else(malformed)?)),
        None => (word, None),
    };
    let (rule, text) = match word.split_once('@') {
        Some((rule, text)) => (rule, Some(text)),
        None => (word, None),
    };
    let is_id = |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c);
    if rule.is_empty() || !rule.chars().all(is_id) {
        return Err(malformed());
    }
    let what = What::Violation {
        rule: rule.to_owned(),
        text: text.map(str::to_owned),
        to: to.map(str::to_owned),
    };
    Ok((what, times))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(u32, What)> {
        let found = read("/a.rs", text).expect("well-formed markers");
        found
            .into_iter()
            .map(|expected| (expected.at.expect("a place").1, expected.what))
            .collect()
    }

    fn gate(text: Option<&str>, to: Option<&str>) -> What {
        What::Violation {
            rule: "gate".to_owned(),
            text: text.map(str::to_owned),
            to: to.map(str::to_owned),
        }
    }

    #[test]
    fn a_marker_points_at_its_line_or_above() {
        let text = "a //~ gate\nb\n//~^ gate@B(c::B) gate\n";
        assert_eq!(
            lines(text),
            [
                (1, gate(None, None)),
                (2, gate(Some("B"), Some("c::B"))),
                (2, gate(None, None)),
            ]
        );
    }

    #[test]
    fn a_count_repeats_a_marker_and_a_star_can_be_the_text() {
        assert_eq!(lines("x //~ gate@**2"), vec![(1, gate(Some("*"), None)); 2]);
        assert_eq!(lines("x //~ gate@*"), [(1, gate(Some("*"), None))]);
    }

    #[test]
    fn problems_and_unresolved_paths_have_words_of_their_own() {
        let found = lines("a //~ error: no file\nb //~ unresolved: c::D\n");
        assert_eq!(
            found[0].1,
            What::Problem {
                is_warning: false,
                headline: "no file".to_owned()
            }
        );
        assert_eq!(found[1].1, What::Unresolved("c::D".to_owned()));
    }

    #[test]
    fn what_is_malformed_is_an_error() {
        assert!(read("/a.rs", "//~^ gate").is_err());
        assert!(read("/a.rs", "x //~ gate(a").is_err());
        assert!(read("/a.rs", "x //~ @a").is_err());
    }
}
