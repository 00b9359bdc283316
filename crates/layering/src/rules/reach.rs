//! Which crates the rules look at.
//!
//! Computed from the rules and the manifests, before any source is read, so
//! that what no rule looks at need not be. A kind of rule says which of its
//! options name code ([`Looks`]); what that code may refer to, also by the
//! re-exports of others, lies in the crates that it depends on.

use rustc_hash::FxHashSet;

use super::KINDS;
use crate::config::{Config, RuleConfig, SegmentPattern, Selector, UnresolvedPolicy};
use crate::workspace::{CrateId, ExternTarget, TargetKind, Workspace};

/// Where a rule looks, by the keys of its options.
#[derive(Clone, Copy, Debug)]
pub(super) enum Looks {
    /// In all source files.
    Everywhere,
    /// Into the code that `paths` name, and at what it refers to. An entry of
    /// `names` without `::` is the name of an item, and names no code.
    Into {
        paths: &'static [&'static str],
        names: &'static [&'static str],
    },
    /// Also at all that refers to it.
    Around {
        paths: &'static [&'static str],
        names: &'static [&'static str],
    },
}

/// The crates that the rules look at; `None` is all of them. A package that is
/// looked into is there with all of its targets, one that others depend on with
/// its library.
pub fn reach(config: &Config<'_>, workspace: &Workspace) -> Option<FxHashSet<CrateId>> {
    if config.unresolved == UnresolvedPolicy::Deny {
        return None;
    }
    let mut reached = FxHashSet::default();
    for rule in &config.rules {
        let kind = KINDS.iter().find(|kind| kind.name == rule.kind.value)?;
        let (paths, names, is_around) = match (kind.looks)(rule) {
            Looks::Everywhere => return None,
            Looks::Into { paths, names } => (paths, names, false),
            Looks::Around { paths, names } => (paths, names, true),
        };
        let mut named = FxHashSet::default();
        let paths = paths.iter().map(|key| (key, false));
        for (key, may_be_name) in paths.chain(names.iter().map(|key| (key, true))) {
            for selector in config.selectors_under(rule, key) {
                add(workspace, &selector, may_be_name, &mut named)?;
            }
        }
        if named.is_empty() {
            return None;
        }
        excused(workspace, rule, &mut named);
        if is_around {
            add_dependents(workspace, &mut named);
        }
        reached.extend(named);
    }
    add_dependencies(workspace, &mut reached);
    (reached.len() < workspace.crates.len()).then_some(reached)
}

/// Adds the packages that a selector names; `None` if it may name any.
fn add(
    workspace: &Workspace,
    selector: &Selector,
    may_be_name: bool,
    named: &mut FxHashSet<CrateId>,
) -> Option<()> {
    for alternative in &selector.alternatives {
        if may_be_name && alternative.len() == 1 {
            continue;
        }
        let Some(first @ SegmentPattern::Exact(_)) = alternative.first() else {
            return None;
        };
        let found = workspace.crates().filter(|(_, krate)| {
            first.matches(&krate.name) || first.matches(&workspace.package(krate.package).name)
        });
        let packages: FxHashSet<_> = found.map(|(_, krate)| krate.package).collect();
        // What it says of a name that nobody has takes all the names there are.
        if packages.is_empty() {
            return None;
        }
        let all = workspace.crates();
        let of_them = all.filter(|(_, krate)| packages.contains(&krate.package));
        named.extend(of_them.map(|(id, _)| id));
    }
    Some(())
}

/// Adds the packages that exceptions name. One that may name any is only about
/// what the rule looks at.
fn excused(workspace: &Workspace, rule: &RuleConfig<'_>, named: &mut FxHashSet<CrateId>) {
    let ends = rule
        .ignore
        .iter()
        .flat_map(|ignore| [&ignore.from, &ignore.to]);
    for list in ends.flatten() {
        for selector in &list.include {
            // Nothing is lost where it names no package.
            let _ = add(workspace, selector, false, named);
        }
    }
}

/// Adds the packages of which a crate depends on one that is named, however
/// far away.
fn add_dependents(workspace: &Workspace, named: &mut FxHashSet<CrateId>) {
    loop {
        let dependent = workspace.crates().filter(|(id, krate)| {
            let mut members = members(workspace, *id);
            !named.contains(id)
                && (members.any(|member| named.contains(&member))
                    // The other targets of a package that depends on it.
                    || krate.kind != TargetKind::Lib && {
                        let mut siblings = workspace.crates();
                        siblings.any(|(sibling, other)| {
                            other.package == krate.package && named.contains(&sibling)
                        })
                    })
        });
        let dependent: Vec<CrateId> = dependent.map(|(id, _)| id).collect();
        if dependent.is_empty() {
            break;
        }
        named.extend(dependent);
    }
}

/// Adds the libraries that the crates may name, and those that these may.
fn add_dependencies(workspace: &Workspace, reached: &mut FxHashSet<CrateId>) {
    let mut open: Vec<CrateId> = reached.iter().copied().collect();
    while let Some(krate) = open.pop() {
        open.extend(members(workspace, krate).filter(|member| reached.insert(*member)));
    }
}

/// The crates of the workspace that a crate may name.
fn members(workspace: &Workspace, krate: CrateId) -> impl Iterator<Item = CrateId> {
    let externs = workspace.krate(krate).externs.iter();
    externs.filter_map(|entry| match entry.target {
        ExternTarget::Member(member) => Some(member),
        ExternTarget::Outside(_) => None,
    })
}
