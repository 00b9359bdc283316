//! The names by which rules may tell one item of a module from the others.
//!
//! Most selectors name modules or crates, and with them all that is in there. Where one
//! names single items, or some by a pattern, a new item may be one of them. Found
//! in the rules file alone, since what is not there yet has no other trace.

use serde::{Deserialize, Serialize};

use super::kind::Kind;
use super::reach::Looks;
use crate::config::{Config, RuleConfig, SegmentPattern, Selector, SelectorList};

/// What items are singled out by.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Singled {
    /// The last names of selectors.
    names: Vec<String>,
    /// Whether a selector may match items of any name.
    any: bool,
}

impl Singled {
    /// Those of all rules to which single items matter.
    pub fn new(config: &Config<'_>) -> Self {
        let mut singled = Singled::default();
        for rule in &config.rules {
            singled.add_rule(config, rule);
        }
        singled
    }

    /// Whether an item of a name may be singled out.
    pub fn contains(&self, name: &str) -> bool {
        self.any || self.names.iter().any(|known| known == name)
    }

    fn add_rule(&mut self, config: &Config<'_>, rule: &RuleConfig<'_>) {
        let ends = rule.ignore.iter();
        let ends = ends.flat_map(|ignore| [&ignore.from, &ignore.to]);
        ends.flatten().for_each(|list| self.add(list));
        let Ok(kind) = Kind::named(rule.kind.value) else {
            self.any = true;
            return;
        };
        if !kind.sees.matches {
            return;
        }
        match (kind.looks)(rule) {
            Looks::Everywhere => self.any = true,
            Looks::Into { paths, names } | Looks::Around { paths, names } => {
                for key in paths.iter().chain(names) {
                    self.add(&config.list_under(rule, key));
                }
            }
        }
    }

    fn add(&mut self, list: &SelectorList) {
        let selectors = list.include.iter().chain(&list.exclude);
        for last in selectors.flat_map(last_segments) {
            match last {
                SegmentPattern::Exact(name) => self.names.push(name.clone()),
                SegmentPattern::Glob(_) | SegmentPattern::AnyDepth => self.any = true,
            }
        }
    }
}

/// The last segments of paths into crates. A whole crate is no item, and a lone name is
/// one that is exported.
fn last_segments(selector: &Selector) -> impl Iterator<Item = &SegmentPattern> {
    let alternatives = selector.alternatives.iter();
    let inside = alternatives
        .filter(|path| path.len() > 1 || matches!(path.first(), Some(SegmentPattern::AnyDepth)));
    inside.filter_map(|path| path.last())
}
