//! What a comment that speaks to the linter says: `allow(RULE-ID): reason`.
//!
//! Pure text, so that comments in Rust and in TOML are read alike.

use std::ops::Range;

/// What is wrong with a directive, and where in its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    pub(super) headline: &'static str,
    pub(super) label: &'static str,
    pub(super) range: Range<usize>,
}

/// The ids of the rules that a directive allows to be broken, by their places.
pub(super) fn parse(text: &str) -> Result<Vec<Range<usize>>, Malformed> {
    let rest = text.trim_start();
    let start = text.len() - rest.len();
    let word_len = rest
        .find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_'))
        .unwrap_or(rest.len());
    if &rest[..word_len] != "allow" {
        return Err(malformed(
            "`allow` is expected here",
            start..start + word_len,
        ));
    }
    let after = start + word_len;
    let open = skip_space(text, after);
    if !text[open..].starts_with('(') {
        return Err(malformed(
            "the id of a rule is expected here, in parentheses",
            after..text.len(),
        ));
    }
    let Some(len) = text[open..].find(')') else {
        return Err(malformed("this is never closed", open..open + 1));
    };
    let close = open + len;
    let ids = ids(text, open + 1..close)?;
    let colon = skip_space(text, close + 1);
    let reason = text[colon..].strip_prefix(':').unwrap_or_default();
    if reason.contains(char::is_alphanumeric) {
        return Ok(ids);
    }
    Err(Malformed {
        headline: "an exception without a reason",
        label: "`: reason` is expected behind this",
        range: start..close + 1,
    })
}

fn ids(text: &str, inside: Range<usize>) -> Result<Vec<Range<usize>>, Malformed> {
    let mut ids = Vec::new();
    let mut start = inside.start;
    for part in text[inside.clone()].split(',') {
        let id = part.trim();
        let at = start + (part.len() - part.trim_start().len());
        start += part.len() + 1;
        // A comma may stand behind the last one.
        let is_last = start > inside.end;
        if id.is_empty() && (!is_last || ids.is_empty()) {
            return Err(malformed(
                "the id of a rule is missing here",
                inside.start - 1..inside.end + 1,
            ));
        }
        if !id.is_empty() {
            ids.push(at..at + id.len());
        }
    }
    Ok(ids)
}

fn malformed(label: &'static str, range: Range<usize>) -> Malformed {
    Malformed {
        headline: "a comment that starts with `layering:` and is no exception",
        label,
        range,
    }
}

fn skip_space(text: &str, at: usize) -> usize {
    let rest = &text[at..];
    at + (rest.len() - rest.trim_start().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(text: &str) -> Vec<&str> {
        let ids = parse(text).expect(text).into_iter();
        ids.map(|range| &text[range]).collect()
    }

    /// What is wrong, and the text that it is said of.
    fn fault(text: &str) -> (&str, &str) {
        let fault = parse(text).expect_err(text);
        (fault.label, &text[fault.range])
    }

    #[test]
    fn an_exception_names_rules_and_a_reason() {
        assert_eq!(ids(" allow(gate): it is old"), ["gate"]);
        assert_eq!(ids("allow ( gate , a.b_c ) : é"), ["gate", "a.b_c"]);
        assert_eq!(ids(" allow(gate,): see (1)"), ["gate"]);
    }

    #[test]
    fn anything_else_is_pointed_at() {
        let cases = [
            (" alow(gate): x", "`allow` is expected here", "alow"),
            ("", "`allow` is expected here", ""),
            (" allows(gate): x", "`allow` is expected here", "allows"),
            (
                " allow gate: x",
                "the id of a rule is expected here, in parentheses",
                " gate: x",
            ),
            (" allow(gate: x", "this is never closed", "("),
            (" allow(): x", "the id of a rule is missing here", "()"),
            (
                " allow(a,,b): x",
                "the id of a rule is missing here",
                "(a,,b)",
            ),
            (
                " allow(gate)",
                "`: reason` is expected behind this",
                "allow(gate)",
            ),
            (
                " allow(gate) it is old",
                "`: reason` is expected behind this",
                "allow(gate)",
            ),
            (
                " allow(gate): …",
                "`: reason` is expected behind this",
                "allow(gate)",
            ),
        ];
        for (text, label, at) in cases {
            assert_eq!(fault(text), (label, at), "{text}");
        }
    }
}
