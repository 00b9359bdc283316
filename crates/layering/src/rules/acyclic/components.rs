//! The strongly connected groups of a weighted graph: the nodes that lead to
//! each other in circles.
//!
//! Tarjan's algorithm, without recursion, since a chain of modules may be long.
//! Written out here: a library of graphs would bring more than it saves.

use std::collections::BTreeMap;

/// The weight of each edge from one node to another; none leads to itself.
pub(super) type Edges = BTreeMap<(usize, usize), u64>;

/// The strongly connected groups with more than one node, each sorted, in the
/// order of their first nodes.
pub(super) fn groups(count: usize, edges: &Edges) -> Vec<Vec<usize>> {
    let mut next: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (from, to) in edges.keys() {
        next[*from].push(*to);
    }
    let mut state = Tarjan {
        index: vec![None; count],
        low: vec![0; count],
        on_stack: vec![false; count],
        stack: Vec::new(),
        entered: 0,
    };
    let mut groups = Vec::new();
    for root in 0..count {
        if state.index[root].is_some() {
            continue;
        }
        state.enter(root);
        let mut path = vec![(root, 0)];
        while let Some((node, at)) = path.last_mut() {
            let node = *node;
            let Some(to) = next[node].get(*at).copied() else {
                path.pop();
                if let Some((above, _)) = path.last() {
                    state.low[*above] = state.low[*above].min(state.low[node]);
                }
                groups.extend(state.leave(node));
                continue;
            };
            *at += 1;
            match state.index[to] {
                None => {
                    state.enter(to);
                    path.push((to, 0));
                }
                Some(index) if state.on_stack[to] => {
                    state.low[node] = state.low[node].min(index);
                }
                Some(_) => {}
            }
        }
    }
    groups.sort_unstable();
    groups
}

struct Tarjan {
    index: Vec<Option<usize>>,
    low: Vec<usize>,
    on_stack: Vec<bool>,
    stack: Vec<usize>,
    entered: usize,
}

impl Tarjan {
    fn enter(&mut self, node: usize) {
        self.index[node] = Some(self.entered);
        self.low[node] = self.entered;
        self.entered += 1;
        self.on_stack[node] = true;
        self.stack.push(node);
    }

    /// The group that a node is the first of.
    fn leave(&mut self, node: usize) -> Option<Vec<usize>> {
        if Some(self.low[node]) != self.index[node] {
            return None;
        }
        let mut group = Vec::new();
        while let Some(member) = self.stack.pop() {
            self.on_stack[member] = false;
            group.push(member);
            if member == node {
                break;
            }
        }
        group.sort_unstable();
        (group.len() > 1).then_some(group)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_found_once_each() {
        let pairs = [(0, 1), (1, 0), (1, 2), (3, 4), (4, 5), (5, 3)];
        let edges = pairs.map(|pair| (pair, 1)).into_iter().collect();
        assert_eq!(groups(7, &edges), [vec![0, 1], vec![3, 4, 5]]);
    }

    #[test]
    fn a_long_ring_takes_no_stack() {
        let ring: Edges = (0..100_000).map(|n| ((n, (n + 1) % 100_000), 1)).collect();
        assert_eq!(groups(100_000, &ring).len(), 1);
    }
}
