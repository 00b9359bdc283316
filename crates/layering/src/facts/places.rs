//! Facts but for places: what stays the same when code only moves.
//!
//! Where something stands matters to those who read a message. To what names mean
//! only the order matters, as that of a macro and its calls.

use super::file::FileFacts;
use super::ids::TextRange;

impl FileFacts {
    /// Whether these facts say the same as others, in the same order, maybe in
    /// other places. What they leave to the text may differ ([`FileFacts::texts`]).
    pub fn are_moved(&self, others: &FileFacts) -> bool {
        self.without_places() == others.without_places()
    }

    /// The parts of the text that are read again when names are known.
    pub fn texts<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> {
        let rules = self.macro_rules.iter().map(|rules| rules.body);
        let calls = self.calls.iter().map(|call| call.input);
        let attributes = self.attributes.iter().map(|attribute| attribute.range);
        let ranges: Vec<TextRange> = rules.chain(calls).chain(attributes).collect();
        ranges.into_iter().map(|range| range.of(text))
    }

    /// With the rank of each offset in its place, and without lines.
    fn without_places(&self) -> FileFacts {
        let mut facts = self.clone();
        let mut offsets = Vec::new();
        facts.each_offset(&mut |offset| offsets.push(*offset));
        offsets.sort_unstable();
        offsets.dedup();
        facts.each_offset(&mut |offset| {
            let rank = offsets.partition_point(|known| *known < *offset);
            *offset = u32::try_from(rank).unwrap_or(u32::MAX);
        });
        facts.lines = 0;
        facts
    }

    /// Offsets that are left out here tell facts apart that are not.
    fn each_offset(&mut self, each: &mut impl FnMut(&mut u32)) {
        let items = self.items.iter_mut().map(|item| &mut item.range);
        let segments = self.segments.iter_mut().map(|segment| &mut segment.range);
        let calls = self.calls.iter_mut().map(|call| &mut call.input);
        let attributes = self.attributes.iter_mut();
        let attributes = attributes.map(|attribute| &mut attribute.range);
        for range in items.chain(segments).chain(calls).chain(attributes) {
            each(&mut range.start);
            each(&mut range.end);
        }
        for rules in &mut self.macro_rules {
            each(&mut rules.body.start);
            each(&mut rules.body.end);
            each(&mut rules.end);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::facts::{FileFacts, Syntax, read};

    fn facts(text: &str) -> FileFacts {
        read(text, Syntax::File).expect("it can be read")
    }

    #[test]
    fn code_that_only_moves_says_the_same() {
        let before =
            "use a::B;\nmacro_rules! m { () => {} }\nm!();\nfn f(b: B) { b.g(1, \"one\") }\n";
        let after = "// Some words.\n\nuse a::B;\n\nmacro_rules!   m { () => {} }\nm!();\n\
                     /* f */ fn f(b: B) {\n    b.g(2, \"another\")\n}\n";
        assert!(facts(before).are_moved(&facts(after)));
    }

    #[test]
    fn what_says_something_else_does_not() {
        let before = "use a::B;\nmacro_rules! m { () => {} }\nm!();\nfn f(b: B) { b.g() }\n";
        let others = [
            before.replace("a::B", "a::C"),
            before.replace("fn f", "pub fn f"),
            before.replace("b.g()", "a::g(b)"),
            before.replace("fn f", "#[cfg(test)]\nfn f"),
            // The macro behind its call.
            "use a::B;\nm!();\nmacro_rules! m { () => {} }\nfn f(b: B) { b.g() }\n".to_owned(),
        ];
        for other in others {
            assert!(!facts(before).are_moved(&facts(&other)), "{other}");
        }
    }

    #[test]
    fn what_is_left_to_the_text_can_differ() {
        let texts = |text: &str| facts(text).texts(text).collect::<String>();
        let before = "macro_rules! m { () => { a } }\n#[b(c)]\nfn f() { g!(d) }\n";
        for (word, other) in [("a }", "x }"), ("b(c)", "b(x)"), ("(d)", "(x)")] {
            assert_ne!(texts(before), texts(&before.replace(word, other)), "{word}");
        }
        assert_eq!(texts(before), texts(&before.replace(" }\n#", " }\n\n#")));
    }
}
