//! Names: as many as there are modules, all different, and none too odd.

const ADJECTIVES: [&str; 40] = [
    "amber", "blunt", "brisk", "broad", "calm", "clear", "cold", "coral", "crisp", "dense",
    "distant", "dry", "early", "eastern", "even", "faint", "firm", "fluid", "gentle", "hollow",
    "inner", "keen", "late", "level", "lively", "lower", "minor", "mossy", "narrow", "northern",
    "plain", "quiet", "rapid", "rough", "silent", "slow", "steady", "upper", "vivid", "western",
];

const NOUNS: [&str; 40] = [
    "anchor", "balance", "barrel", "basin", "beacon", "bridge", "buoy", "cable", "canal", "cargo",
    "chart", "crane", "current", "dock", "draft", "engine", "ferry", "freight", "gauge", "harbor",
    "hull", "island", "journey", "ladder", "lantern", "ledger", "lock", "manifest", "mast",
    "mooring", "pilot", "port", "quay", "route", "signal", "tide", "vessel", "voyage", "wharf",
    "winch",
];

/// The name of the module with this number, in words.
pub(super) fn module(number: usize) -> String {
    let count = ADJECTIVES.len() * NOUNS.len();
    let adjective = ADJECTIVES[number % ADJECTIVES.len()];
    let noun = NOUNS[number / ADJECTIVES.len() % NOUNS.len()];
    match number / count {
        0 => format!("{adjective}_{noun}"),
        again => format!("{adjective}_{noun}_{again}"),
    }
}

/// The name of the package with this number.
pub(super) fn package(number: usize) -> String {
    let noun = NOUNS[number % NOUNS.len()];
    match number / NOUNS.len() {
        0 => format!("{noun}_works"),
        again => format!("{noun}_works_{again}"),
    }
}

/// The name of an area of a package.
pub(super) fn area(number: usize) -> String {
    let adjective = ADJECTIVES[number * 7 % ADJECTIVES.len()];
    match number / ADJECTIVES.len() {
        0 => format!("{adjective}_side"),
        again => format!("{adjective}_side_{again}"),
    }
}

/// `cold_harbor` as the name of a type.
pub(super) fn camel(name: &str) -> String {
    let parts = name.split('_').map(|part| {
        let (first, rest) = part.split_at(1);
        first.to_uppercase() + rest
    });
    parts.collect()
}
