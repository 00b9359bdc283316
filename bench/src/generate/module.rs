//! One module: a file with everything that a module of its size has.

use super::random::Random;
use super::template::{fill_with, parts};
use super::words::camel;

/// How many of the optional parts a module has at least, and how many more at most.
const PARTS: (usize, usize) = (5, 6);

/// A module that others may name.
#[derive(Clone, Debug)]
pub(super) struct Module {
    /// Its own name.
    pub(super) name: String,
    /// The module around it, as its own package writes it.
    pub(super) around: String,
}

impl Module {
    /// Its path, from its crate down.
    pub(super) fn path(&self, krate: &str) -> String {
        format!("{krate}::{}{}", self.around, self.name)
    }
}

/// What a module names besides itself.
pub(super) struct Neighbours {
    /// The path of a module in the same package.
    pub(super) other: String,
    /// The path of one in another package, if there is one.
    pub(super) far: String,
}

/// The text of a module.
pub(super) fn text(module: &Module, neighbours: &Neighbours, random: &mut Random) -> String {
    let mut text = part(
        include_str!("templates/core.rs.txt"),
        module,
        neighbours,
        random,
        0,
    );
    let choice: Vec<&str> = parts(include_str!("templates/parts.rs.txt")).collect();
    let count = PARTS.0 + random.below(PARTS.1 + 1);
    // Neighbours in the list are alike; a stride that shares no factor with its length
    // takes each once.
    let first = random.below(choice.len());
    for number in 0..count {
        let chosen = choice[(first + number * 5) % choice.len()];
        text.push('\n');
        text += &part(chosen, module, neighbours, random, number);
    }
    text.push('\n');
    text + &part(
        include_str!("templates/tests.rs.txt"),
        module,
        neighbours,
        random,
        count,
    )
}

/// A module that names nobody.
pub(super) fn base(name: &str) -> String {
    let template = include_str!("templates/base.rs.txt");
    fill_with(template, |word| own_name(name, word))
}

fn part(
    template: &str,
    module: &Module,
    neighbours: &Neighbours,
    random: &mut Random,
    number: usize,
) -> String {
    let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
    fill_with(template, |word| {
        let text = match word {
            "n" => number.to_string(),
            "lit" => (10 + random.below(90)).to_string(),
            "words" => module.name.replace('_', " ") + "s",
            "area" => module.around.trim_end_matches(':').to_owned(),
            "other_path" => neighbours.other.clone(),
            "other" => last(&neighbours.other),
            "Other" => camel(&last(&neighbours.other)),
            "far_path" => neighbours.far.clone(),
            "far" => last(&neighbours.far),
            "Far" => camel(&last(&neighbours.far)),
            _ => return own_name(&module.name, word),
        };
        Some(text)
    })
}

fn own_name(name: &str, word: &str) -> Option<String> {
    match word {
        "name" => Some(name.to_owned()),
        "Name" => Some(camel(name)),
        "NAME" => Some(name.to_uppercase()),
        _ => None,
    }
}
