//! What is least to be cut in a strongly connected group so that no cycle is
//! left, and a short cycle.
//!
//! Plain arithmetic on numbered nodes, apart from modules and references. The
//! smallest cut is found for groups of up to [`EXACT`] nodes; that of a larger
//! one is a good guess, since finding it takes time that doubles with each node
//! (minimum feedback arc set).

use std::collections::{BTreeMap, VecDeque};

use super::components::Edges;

/// The largest group whose smallest cut is searched for.
pub(super) const EXACT: usize = 16;

/// How often a guess is gone over in search of a better one.
const ROUNDS: usize = 50;

/// How often a guess is shaken at most, and how many pairs of nodes may be
/// looked at for that.
const SHAKES: usize = 300;
const WORK: usize = 1_000_000;

/// The edges of a group without which it has no cycle: the fewest by weight,
/// or few of them where the group is too large to say.
pub(super) fn cut(group: &[usize], edges: &Edges) -> Vec<(usize, usize)> {
    let weights = Weights::of(group, edges);
    let order = if group.len() <= EXACT {
        weights.best_order()
    } else {
        weights.good_order()
    };
    let mut place = vec![0; group.len()];
    for (at, node) in order.iter().enumerate() {
        place[*node] = at;
    }
    let inside = edges.keys().filter_map(|(from, to)| {
        let from = group.binary_search(from).ok()?;
        let to = group.binary_search(to).ok()?;
        Some((from, to))
    });
    let back = inside.filter(|(from, to)| place[*from] > place[*to]);
    back.map(|(from, to)| (group[from], group[to])).collect()
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

/// The weights between the nodes of one group, numbered anew.
struct Weights {
    count: usize,
    rows: Vec<u64>,
}

impl Weights {
    fn of(group: &[usize], edges: &Edges) -> Self {
        let count = group.len();
        let mut rows = vec![0; count * count];
        for ((from, to), weight) in edges {
            if let (Ok(from), Ok(to)) = (group.binary_search(from), group.binary_search(to)) {
                rows[from * count + to] = *weight;
            }
        }
        Weights { count, rows }
    }

    fn get(&self, from: usize, to: usize) -> u64 {
        self.rows[from * self.count + to]
    }

    /// An order of the nodes in which the least weight leads back: found for
    /// each set of nodes that may come first, from the smaller to the larger.
    fn best_order(&self) -> Vec<usize> {
        let sets = 1_usize << self.count;
        let mut cost = vec![u64::MAX; sets];
        let mut last = vec![0_u8; sets];
        cost[0] = 0;
        for set in 0..sets {
            for node in (0..self.count).filter(|node| set & (1 << node) == 0) {
                let earlier = (0..self.count).filter(|other| set & (1 << other) != 0);
                let back: u64 = earlier.map(|other| self.get(node, other)).sum();
                let with = set | 1 << node;
                if cost[set] + back < cost[with] {
                    cost[with] = cost[set] + back;
                    last[with] = u8::try_from(node).unwrap_or(u8::MAX);
                }
            }
        }
        let mut order = Vec::with_capacity(self.count);
        let mut set = sets - 1;
        while set != 0 {
            let node = usize::from(last[set]);
            order.push(node);
            set &= !(1 << node);
        }
        order.reverse();
        order
    }

    /// An order in which little weight leads back: nodes with more weight out
    /// than in come first (Eades, Lin and Smyth), and then each moves to where
    /// it costs least, until none does. From there it is shaken and settled
    /// again, and the best order is kept.
    fn good_order(&self) -> Vec<usize> {
        let mut best = self.settled(self.greedy_order());
        let mut least = self.back(&best);
        let mut random = Random(0x9e37_79b9_7f4a_7c15);
        for _ in 0..(WORK / self.count.pow(2)).clamp(1, SHAKES) {
            let mut order = best.clone();
            for _ in 0..self.count.div_ceil(6).max(2) {
                let node = order.remove(random.below(order.len()));
                order.insert(random.below(order.len() + 1), node);
            }
            let order = self.settled(order);
            let back = self.back(&order);
            if back < least {
                (best, least) = (order, back);
            }
        }
        best
    }

    fn settled(&self, mut order: Vec<usize>) -> Vec<usize> {
        for _ in 0..ROUNDS {
            let mut is_better = false;
            for node in 0..self.count {
                is_better |= self.settle(&mut order, node);
            }
            if !is_better {
                break;
            }
        }
        order
    }

    /// The weight that leads back in an order.
    fn back(&self, order: &[usize]) -> u64 {
        let later = order.iter().enumerate();
        let back = later.flat_map(|(at, from)| order[..at].iter().map(|to| self.get(*from, *to)));
        back.sum()
    }

    fn greedy_order(&self) -> Vec<usize> {
        let (mut front, mut back) = (Vec::new(), Vec::new());
        let mut left: Vec<usize> = (0..self.count).collect();
        while !left.is_empty() {
            let sum = |node: usize, is_out: bool| -> u64 {
                let others = left.iter();
                others
                    .map(|other| match is_out {
                        true => self.get(node, *other),
                        false => self.get(*other, node),
                    })
                    .sum()
            };
            let sink = left.iter().position(|node| sum(*node, true) == 0);
            let source = left.iter().position(|node| sum(*node, false) == 0);
            if let Some(at) = sink {
                back.push(left.remove(at));
            } else if let Some(at) = source {
                front.push(left.remove(at));
            } else {
                let gain = |node: usize| i128::from(sum(node, true)) - i128::from(sum(node, false));
                // Of equals, the first.
                let best = (0..left.len()).rev().max_by_key(|at| gain(left[*at]));
                front.push(left.remove(best.unwrap_or(0)));
            }
        }
        back.reverse();
        front.extend(back);
        front
    }

    /// Moves a node to where the least weight leads back; whether that is less
    /// than before.
    fn settle(&self, order: &mut Vec<usize>, node: usize) -> bool {
        let Some(now) = order.iter().position(|other| *other == node) else {
            return false;
        };
        order.remove(now);
        // Before all others, every edge into it leads back.
        let mut cost: i128 = order.iter().map(|o| i128::from(self.get(*o, node))).sum();
        let mut costs = vec![cost];
        for other in order.iter() {
            cost += i128::from(self.get(node, *other)) - i128::from(self.get(*other, node));
            costs.push(cost);
        }
        let best = (0..costs.len()).min_by_key(|at| (costs[*at], *at != now, *at));
        let best = best.unwrap_or(now);
        order.insert(best, node);
        costs[best] < costs[now]
    }
}

/// Numbers that look random, the same on every run (splitmix64).
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::components::groups;
    use super::*;

    fn edges(list: &[(usize, usize, u64)]) -> Edges {
        list.iter()
            .map(|(a, b, weight)| ((*a, *b), *weight))
            .collect()
    }

    fn is_acyclic(count: usize, edges: &Edges, cut: &[(usize, usize)]) -> bool {
        let mut left = edges.clone();
        left.retain(|edge, _| !cut.contains(edge));
        groups(count, &left).is_empty()
    }

    fn weight(edges: &Edges, cut: &[(usize, usize)]) -> u64 {
        cut.iter().map(|edge| edges[edge]).sum()
    }

    fn scrambled(count: usize, density: usize, seed: u64) -> Edges {
        let mut random = Random(seed);
        let mut edges = Edges::new();
        for from in 0..count {
            for to in (0..count).filter(|to| *to != from) {
                if random.below(100) < density {
                    edges.insert((from, to), 1 + random.below(9) as u64);
                }
            }
        }
        edges
    }

    #[test]
    fn the_lightest_edges_are_cut() {
        let two = edges(&[(0, 1, 9), (1, 0, 2)]);
        assert_eq!(cut(&[0, 1], &two), [(1, 0)]);
        // One edge is on both cycles.
        let eight = edges(&[(0, 1, 3), (1, 2, 2), (2, 0, 2), (1, 3, 2), (3, 0, 2)]);
        assert_eq!(cut(&[0, 1, 2, 3], &eight), [(0, 1)]);
    }

    #[test]
    fn no_other_order_leads_back_by_less() {
        for seed in 0..20 {
            let edges = scrambled(6, 60, seed);
            for group in groups(6, &edges) {
                let found = cut(&group, &edges);
                let mut best = u64::MAX;
                permute(&mut group.clone(), 0, &mut |order| {
                    let place = |node: &usize| order.iter().position(|other| other == node);
                    let back = edges
                        .iter()
                        .filter(|((from, to), _)| place(from) > place(to));
                    let inside = back.filter(|((_, to), _)| place(to).is_some());
                    best = best.min(inside.map(|(_, weight)| weight).sum());
                });
                assert_eq!(weight(&edges, &found), best, "seed {seed}");
            }
        }
    }

    fn permute(nodes: &mut Vec<usize>, at: usize, each: &mut impl FnMut(&[usize])) {
        if at == nodes.len() {
            return each(nodes);
        }
        for other in at..nodes.len() {
            nodes.swap(at, other);
            permute(nodes, at + 1, each);
            nodes.swap(at, other);
        }
    }

    #[test]
    fn a_guess_cuts_every_cycle_and_is_near_the_best() {
        for seed in 0..12 {
            let edges = scrambled(12, 30, seed);
            for group in groups(12, &edges) {
                let weights = Weights::of(&group, &edges);
                let (best, good) = (weights.best_order(), weights.good_order());
                let (best, good) = (weights.back(&best), weights.back(&good));
                assert!(
                    best <= good && good <= best * 11 / 10,
                    "seed {seed}: {good}, {best}"
                );
            }
            let large = scrambled(40, 10, seed);
            for group in groups(40, &large) {
                assert!(is_acyclic(40, &large, &cut(&group, &large)));
            }
        }
    }

    #[test]
    fn the_way_back_is_the_shortest() {
        let edges = edges(&[(0, 1, 1), (1, 2, 1), (2, 0, 1), (1, 3, 1), (3, 2, 1)]);
        assert_eq!(way(&[0, 1, 2, 3], &edges, 1, 0), [1, 2, 0]);
    }
}
