//! What is least to be cut in a strongly connected group so that no cycle is
//! left, and a short cycle.
//!
//! Plain arithmetic on numbered nodes, apart from modules and references. A
//! cut is what leads back in some order of the nodes, so what is looked for is
//! an order (minimum feedback arc set). For groups of up to [`EXACT`] nodes,
//! that is the best one. Finding it takes time that doubles with each node, so
//! for larger groups it is a good one, found in a bounded number of steps.

mod exact;
mod near;

use std::collections::{BTreeMap, VecDeque};

use super::components::Edges;

/// The largest group whose smallest cut is searched for.
pub(super) const EXACT: usize = 18;

/// An edge between nodes of one group, numbered anew, with its weight.
type Inside = (usize, usize, u64);

/// The edges of a group without which it has no cycle: the fewest by weight,
/// or few of them where the group is too large to say.
pub(super) fn cut(group: &[usize], edges: &Edges) -> Vec<(usize, usize)> {
    let inside = edges.iter().filter_map(|((from, to), weight)| {
        let from = group.binary_search(from).ok()?;
        let to = group.binary_search(to).ok()?;
        Some((from, to, *weight))
    });
    let inside: Vec<Inside> = inside.collect();
    let all: u64 = inside.iter().map(|(_, _, weight)| weight).sum();
    let order = if group.len() <= EXACT && all < exact::TOO_MUCH {
        let quick = near::quick_order(group.len(), &inside);
        exact::order(group.len(), &inside, back(&inside, &quick))
    } else {
        near::order(group.len(), &inside)
    };
    let back = leading_back(&inside, &order);
    back.map(|(from, to, _)| (group[*from], group[*to]))
        .collect()
}

/// How much leads back in an order of all nodes.
fn back(edges: &[Inside], order: &[usize]) -> u64 {
    let back = leading_back(edges, order);
    back.map(|(_, _, weight)| weight).sum()
}

fn leading_back<'e>(edges: &'e [Inside], order: &[usize]) -> impl Iterator<Item = &'e Inside> {
    let mut place = vec![0; order.len()];
    for (at, node) in order.iter().enumerate() {
        place[*node] = at;
    }
    edges
        .iter()
        .filter(move |(from, to, _)| place[*from] > place[*to])
}

/// The shortest way from a node to another within a group, as the nodes on it.
pub(super) fn way(group: &[usize], edges: &Edges, from: usize, to: usize) -> Vec<usize> {
    let mut before: BTreeMap<usize, usize> = BTreeMap::new();
    let mut queue = VecDeque::from([from]);
    while let Some(at) = queue.pop_front() {
        if at == to {
            break;
        }
        for ((_, next), _) in edges.range((at, 0)..=(at, usize::MAX)) {
            let is_inside = group.binary_search(next).is_ok();
            if is_inside && *next != from && !before.contains_key(next) {
                before.insert(*next, at);
                queue.push_back(*next);
            }
        }
    }
    let mut way = vec![to];
    let mut at = to;
    while let Some(previous) = before.get(&at) {
        way.push(*previous);
        at = *previous;
    }
    way.reverse();
    way
}

#[cfg(test)]
mod tests;
