//! The packages that a rule denies, or allows alone.
//!
//! Apart from selectors of items: a package that nobody uses has no path.

use toml::Spanned;

use super::super::select::most_similar;
use crate::config::{Config, SegmentPattern, Selector, Selectors};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Patterns for names of packages.
pub(super) struct Packages {
    include: Vec<Pattern>,
    exclude: Vec<Pattern>,
    /// Whether it says what is allowed.
    is_allowed: bool,
    /// All of the list.
    span: Span,
}

struct Pattern {
    text: String,
    span: Span,
    names: Vec<SegmentPattern>,
}

/// The crates that come with the compiler, as no manifest names them.
const SYSROOT: [&str; 5] = ["alloc", "core", "proc_macro", "std", "test"];

impl Packages {
    /// Those that must not be used.
    pub(super) fn denied(
        config: &Config<'_>,
        raw: &Spanned<Selectors>,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        Packages::new(config, raw, false, problems)
    }

    /// The only ones that may be.
    pub(super) fn allowed(
        config: &Config<'_>,
        raw: &Spanned<Selectors>,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        Packages::new(config, raw, true, problems)
    }

    fn new(
        config: &Config<'_>,
        raw: &Spanned<Selectors>,
        is_allowed: bool,
        problems: &mut Vec<Diagnostic>,
    ) -> Self {
        let raw = config.locate(raw.clone());
        let list = config.selectors(&raw.value, problems);
        let mut read = |selectors: Vec<Selector>| -> Vec<Pattern> {
            let read = |selector| pattern(selector, problems);
            selectors.into_iter().filter_map(read).collect()
        };
        Packages {
            include: read(list.include),
            exclude: read(list.exclude),
            is_allowed,
            span: raw.span,
        }
    }

    /// Whether they say anything of what comes with the compiler.
    pub(super) fn judge_sysroot(&self) -> bool {
        SYSROOT.iter().any(|name| self.verdict(name).is_some())
    }

    /// What forbids a package, with a few words; `None` if nothing does.
    pub(super) fn verdict(&self, package: &str) -> Option<(Span, &'static str)> {
        let is_excluded = self.exclude.iter().any(|entry| entry.matches(package));
        let entry = self.include.iter().find(|entry| entry.matches(package));
        let entry = entry.filter(|_| !is_excluded);
        match (self.is_allowed, entry) {
            (false, entry) => Some((entry?.span, "denied here")),
            (true, Some(_)) => None,
            (true, None) if is_sysroot(package) => None,
            (true, None) => Some((self.span, "only these are allowed")),
        }
    }

    /// The entries of an `allow` that allow nothing of the packages that are used.
    pub(super) fn unused(&self, used_packages: &[&str]) -> Vec<Diagnostic> {
        let used = |entry: &&Pattern| used_packages.iter().any(|package| entry.matches(package));
        let entries = self.include.iter().filter(|_| self.is_allowed);
        let unused = entries.filter(|entry| !used(entry));
        let report = |entry: &Pattern| {
            let headline = format!("`{}` is allowed, but not used", entry.text);
            let problem = Diagnostic::error(headline).at(entry.span, "nothing here depends on it");
            let known = used_packages.iter().map(|package| (*package).to_owned());
            match most_similar(&entry.text, known) {
                Some(nearest) => {
                    problem.with_help(format!("the nearest that is used is `{nearest}`"))
                }
                None => problem.with_help("remove it, or say `allow-empty = true` in the rule"),
            }
        };
        unused.map(report).collect()
    }
}

impl Pattern {
    /// What comes with the compiler is meant by its name alone.
    fn matches(&self, package: &str) -> bool {
        self.names.iter().any(|name| {
            let is_exact = matches!(name, SegmentPattern::Exact(_));
            name.matches(package) && (is_exact || !is_sysroot(package))
        })
    }
}

/// Whether it comes with the compiler.
pub(super) fn is_sysroot(package: &str) -> bool {
    SYSROOT.contains(&package)
}

fn pattern(selector: Selector, problems: &mut Vec<Diagnostic>) -> Option<Pattern> {
    let is_name = |alternative: &Vec<SegmentPattern>| {
        matches!(
            alternative.as_slice(),
            [SegmentPattern::Exact(_) | SegmentPattern::Glob(_)]
        )
    };
    if selector.target.is_some() || !selector.alternatives.iter().all(is_name) {
        let headline = format!("`{}` is not the name of a package", selector.text);
        let problem = Diagnostic::error(headline).at(selector.span, "expected a name");
        problems.push(problem.with_help("name packages, with `*` for any characters"));
        return None;
    }
    Some(Pattern {
        text: selector.text,
        span: selector.span,
        names: selector.alternatives.into_iter().flatten().collect(),
    })
}
