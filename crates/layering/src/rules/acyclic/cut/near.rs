//! An order of many nodes in which little weight leads back.
//!
//! Nodes with more weight out than in come first (Eades, Lin and Smyth), and
//! then each moves to where it costs least, until none does. From there the
//! order is shaken and settled again, and the best one is kept. What may be
//! spent on that is a number of steps and not a time, so that two runs say the
//! same.

use std::collections::BTreeSet;

use super::Inside;

/// How many places of an order may be looked at, or moved.
const STEPS: usize = 5_000_000;

/// How often an order is shaken at most.
const SHAKES: usize = 300;

/// Finds a good order.
pub(super) fn order(count: usize, edges: &[Inside]) -> Vec<usize> {
    let graph = Graph::new(count, edges);
    let mut steps = STEPS;
    let mut best = first(&graph, &mut steps);
    let mut least = best.back(&graph);
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    for _ in 0..SHAKES {
        if steps == 0 {
            break;
        }
        let mut order = best.clone();
        for _ in 0..2 + random.below(count.div_ceil(6)) {
            let (from, to) = (random.below(count), random.below(count));
            order.shift(from, to, &mut steps);
        }
        order.settle(&graph, &mut steps);
        let back = order.back(&graph);
        // One that is as good may lead to better ones.
        if back <= least {
            (best, least) = (order, back);
        }
    }
    best.nodes
}

/// Finds an order without shaking it.
pub(super) fn quick_order(count: usize, edges: &[Inside]) -> Vec<usize> {
    let mut steps = STEPS;
    first(&Graph::new(count, edges), &mut steps).nodes
}

fn first(graph: &Graph, steps: &mut usize) -> Order {
    let mut order = Order::new(graph.greedy());
    order.settle(graph, steps);
    order
}

/// The neighbours of each node, with weights.
struct Graph {
    out: Vec<Vec<(usize, u64)>>,
    into: Vec<Vec<(usize, u64)>>,
}

impl Graph {
    fn new(count: usize, edges: &[Inside]) -> Self {
        let (mut out, mut into) = (vec![Vec::new(); count], vec![Vec::new(); count]);
        for (from, to, weight) in edges {
            out[*from].push((*to, *weight));
            into[*to].push((*from, *weight));
        }
        Graph { out, into }
    }

    /// Takes sinks from the end and sources from the start; where there are
    /// none, the node with the most weight out beyond that in comes next.
    fn greedy(&self) -> Vec<usize> {
        let count = self.out.len();
        let sum = |edges: &[(usize, u64)]| edges.iter().map(|(_, weight)| *weight).sum::<u64>();
        let mut out: Vec<u64> = self.out.iter().map(|edges| sum(edges)).collect();
        let mut into: Vec<u64> = self.into.iter().map(|edges| sum(edges)).collect();
        // A node without weight out, or else in, is drawn first.
        let rank = |out: u64, into: u64| match (out, into) {
            (0, _) => (0, 0),
            (_, 0) => (1, 0),
            _ => (2, i128::from(into) - i128::from(out)),
        };
        let key = |node: usize, out: &[u64], into: &[u64]| (rank(out[node], into[node]), node);
        let mut left: BTreeSet<_> = (0..count).map(|node| key(node, &out, &into)).collect();
        let (mut front, mut back) = (Vec::new(), Vec::new());
        while let Some(((class, _), node)) = left.pop_first() {
            if class == 0 {
                back.push(node);
            } else {
                front.push(node);
            }
            let neighbours = self.out[node].iter().map(|edge| (edge, false));
            let neighbours = neighbours.chain(self.into[node].iter().map(|edge| (edge, true)));
            for ((other, weight), leads_here) in neighbours {
                if left.remove(&key(*other, &out, &into)) {
                    if leads_here {
                        out[*other] -= weight;
                    } else {
                        into[*other] -= weight;
                    }
                    left.insert(key(*other, &out, &into));
                }
            }
        }
        back.reverse();
        front.extend(back);
        front
    }
}

/// An order of nodes, with the place of each.
#[derive(Clone)]
struct Order {
    nodes: Vec<usize>,
    place: Vec<usize>,
}

impl Order {
    fn new(nodes: Vec<usize>) -> Self {
        let mut place = vec![0; nodes.len()];
        for (at, node) in nodes.iter().enumerate() {
            place[*node] = at;
        }
        Order { nodes, place }
    }

    /// The weight that leads back.
    fn back(&self, graph: &Graph) -> u64 {
        let edges = graph.out.iter().enumerate();
        let edges = edges.flat_map(|(from, edges)| edges.iter().map(move |edge| (from, edge)));
        let back = edges.filter(|(from, (to, _))| self.place[*from] > self.place[*to]);
        back.map(|(_, (_, weight))| weight).sum()
    }

    /// Moves each node to where it costs least, until none gets better.
    fn settle(&mut self, graph: &Graph, steps: &mut usize) {
        let mut changes = Vec::new();
        loop {
            let mut is_better = false;
            for node in 0..self.nodes.len() {
                if *steps == 0 {
                    return;
                }
                changes.clear();
                self.changes(graph, node, &mut changes);
                *steps = steps.saturating_sub(changes.len());
                is_better |= self.settle_one(node, &changes, steps);
            }
            if !is_better {
                return;
            }
        }
    }

    /// How the weight that leads back changes where a node moves on behind each of
    /// its neighbours, from the first place on: what leads there leads back, and what
    /// comes from there no longer does.
    fn changes(&self, graph: &Graph, node: usize, changes: &mut Vec<(usize, i64)>) {
        let signed = |weight: u64| i64::try_from(weight).unwrap_or(i64::MAX);
        let out = graph.out[node].iter();
        changes.extend(out.map(|(other, weight)| (self.place[*other], signed(*weight))));
        let into = graph.into[node].iter();
        changes.extend(into.map(|(other, weight)| (self.place[*other], -signed(*weight))));
        changes.sort_unstable_by_key(|(place, _)| *place);
    }

    /// Moves a node to where the least weight leads back; whether that is less
    /// than before.
    fn settle_one(&mut self, node: usize, changes: &[(usize, i64)], steps: &mut usize) -> bool {
        let now = self.place[node];
        let (mut cost, mut here) = (0, 0);
        // Before all others, the cost is taken for zero.
        let (mut least, mut best) = (0, None);
        for of_one in changes.chunk_by(|(a, _), (b, _)| a == b) {
            let place = of_one[0].0;
            cost += of_one.iter().map(|(_, change)| change).sum::<i64>();
            if place < now {
                here = cost;
            }
            if cost < least {
                (least, best) = (cost, Some(place));
            }
        }
        if least >= here {
            return false;
        }
        let to = match best {
            None => 0,
            Some(place) if place < now => place + 1,
            Some(place) => place,
        };
        self.shift(now, to, steps);
        true
    }

    /// Moves what is at a place to another.
    fn shift(&mut self, from: usize, to: usize, steps: &mut usize) {
        let (first, last) = (from.min(to), from.max(to));
        if from < to {
            self.nodes[first..=last].rotate_left(1);
        } else {
            self.nodes[first..=last].rotate_right(1);
        }
        for at in first..=last {
            self.place[self.nodes[at]] = at;
        }
        *steps = steps.saturating_sub(last - first + 1);
    }
}

/// Numbers that look random, the same on every run (splitmix64).
pub(super) struct Random(pub(super) u64);

impl Random {
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % bound.max(1) as u64) as usize
    }
}
