//! Choices in braces, written out: `a::{b, c}` becomes `a::b` and `a::c`.
//!
//! Pure text, before anything is known of segments, so that braces may stand
//! anywhere: `Vm{Foo, Bar}`, `a::{b::{c, d}, e}::F`. Whitespace around an
//! alternative does not count, and a comma may end the list, as in a use tree.

use super::malformed::Malformed;

/// Bounds on what one selector may stand for; a few nested choices multiply.
const MOST_ALTERNATIVES: usize = 4096;
const MOST_BYTES: usize = 1 << 20;

/// Writes out every choice in `text`.
pub(super) fn expand(text: &str) -> Result<Vec<String>, Malformed> {
    // An explicit stack: nesting must not cost call frames.
    let mut enclosing: Vec<Choice> = Vec::new();
    let mut choice = Choice::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', ',', '}']) {
        let inside = !enclosing.is_empty();
        let run = if inside {
            rest[..at].trim()
        } else {
            &rest[..at]
        };
        choice.append(&[run.to_owned()])?;
        match rest.as_bytes()[at] {
            b'{' => enclosing.push(std::mem::replace(&mut choice, Choice::new())),
            b',' if inside => choice.end_alternative()?,
            b',' => {
                return Err(Malformed::new("`,` stands outside braces")
                    .help("write each selector as its own string, or choices as `{a, b}`"));
            }
            _ => {
                let outer = enclosing.pop();
                let mut outer = outer.ok_or_else(|| Malformed::new("`}` closes nothing"))?;
                outer.append(&choice.close()?)?;
                choice = outer;
            }
        }
        rest = &rest[at + 1..];
    }
    if !enclosing.is_empty() {
        return Err(Malformed::new("`{` is never closed"));
    }
    choice.append(&[rest.to_owned()])?;
    Ok(choice.alternative)
}

/// What is inside one pair of braces, or outside all of them.
struct Choice {
    /// The alternatives before the last comma.
    ended: Vec<String>,
    /// What the alternative behind it stands for so far.
    alternative: Vec<String>,
}

impl Choice {
    fn new() -> Self {
        Choice {
            ended: Vec::new(),
            alternative: vec![String::new()],
        }
    }

    /// Continues the alternative with each of `ends`.
    fn append(&mut self, ends: &[String]) -> Result<(), Malformed> {
        let bytes = |texts: &[String]| texts.iter().map(String::len).sum::<usize>();
        let (starts, count) = (&self.alternative, self.alternative.len() * ends.len());
        check(
            count,
            bytes(starts) * ends.len() + bytes(ends) * starts.len(),
        )?;
        let joined = starts
            .iter()
            .flat_map(|start| ends.iter().map(move |end| format!("{start}{end}")));
        self.alternative = joined.collect();
        Ok(())
    }

    fn end_alternative(&mut self) -> Result<(), Malformed> {
        if self.is_empty() {
            return Err(Malformed::new("a choice is empty").help("remove the surplus `,`"));
        }
        self.ended.append(&mut self.alternative);
        self.alternative.push(String::new());
        check(self.ended.len(), 0)
    }

    fn close(mut self) -> Result<Vec<String>, Malformed> {
        if !self.is_empty() {
            self.end_alternative()?;
        }
        if self.ended.is_empty() {
            return Err(Malformed::new("`{}` selects nothing"));
        }
        Ok(self.ended)
    }

    fn is_empty(&self) -> bool {
        self.alternative.iter().all(String::is_empty)
    }
}

fn check(alternatives: usize, bytes: usize) -> Result<(), Malformed> {
    if alternatives > MOST_ALTERNATIVES || bytes > MOST_BYTES {
        let label = format!("more than {MOST_ALTERNATIVES} alternatives");
        return Err(Malformed::new(label).help("use `*`, or several selectors"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let expanded = match expand(text) {
            Ok(alternatives) => alternatives.join(" | "),
            Err(malformed) => format!("error: {}", malformed.label),
        };
        assert_eq!(expanded, expected, "{text}");
    }

    #[test]
    fn choices_nest_and_multiply() {
        check("a::b", "a::b");
        check("a::{b, c}", "a::b | a::c");
        check("a::{b::{c, d}, e}::F", "a::b::c::F | a::b::d::F | a::e::F");
        check("Vm{Foo,Bar}", "VmFoo | VmBar");
        check("{a,b}::{c,d}", "a::c | a::d | b::c | b::d");
    }

    #[test]
    fn whitespace_and_a_last_comma_do_not_count() {
        check("a::{ b ,\n  c::{ d } ,\n}", "a::b | a::c::d");
        check("a b", "a b");
    }

    #[test]
    fn unbalanced_and_empty_braces_are_errors() {
        check("a::{b", "error: `{` is never closed");
        check("a}", "error: `}` closes nothing");
        check("a::{}", "error: `{}` selects nothing");
        check("a::{,}", "error: a choice is empty");
        check("a::{b,,c}", "error: a choice is empty");
        check("a, b", "error: `,` stands outside braces");
    }

    #[test]
    fn expansion_is_bounded() {
        check(&"{a,b}".repeat(13), "error: more than 4096 alternatives");
        check(&"{a,b}".repeat(500), "error: more than 4096 alternatives");
        check(
            &format!("{{a{}}}", ",a".repeat(4096)),
            "error: more than 4096 alternatives",
        );
        check(&"{".repeat(1_000_000), "error: `{` is never closed");
    }
}
