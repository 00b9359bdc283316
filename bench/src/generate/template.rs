//! Text with `@word@`s in it that stand for something else; `@@` is an `@`.

/// Puts in what the words stand for.
pub(super) fn fill(template: &str, words: &[(&str, &str)]) -> String {
    fill_with(template, |word| {
        let known = words.iter().find(|(name, _)| *name == word);
        known.map(|(_, text)| (*text).to_owned())
    })
}

/// Puts in what `meaning` says that a word stands for.
///
/// # Panics
/// Where it does not say: the template is wrong.
pub(super) fn fill_with(template: &str, mut meaning: impl FnMut(&str) -> Option<String>) -> String {
    let mut filled = String::with_capacity(template.len());
    for (index, part) in template.split('@').enumerate() {
        if index % 2 == 0 {
            filled.push_str(part);
        } else if part.is_empty() {
            filled.push('@');
        } else {
            let text = meaning(part);
            filled.push_str(&text.unwrap_or_else(|| panic!("nothing is known of `@{part}@`")));
        }
    }
    filled
}

/// The parts of a text that has `//---` between them.
pub(super) fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split("//---\n")
}
