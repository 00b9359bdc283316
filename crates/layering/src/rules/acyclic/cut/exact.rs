//! The order of a few nodes in which the least weight leads back.

use super::Inside;

/// So much weight is not counted here.
pub(super) const TOO_MUCH: u64 = u32::MAX as u64;

/// Finds it for each set of nodes that may come first, from the smaller to the
/// larger (Held and Karp). A set that cannot be the start of an order as good as
/// one with `known` leading back is not gone on from.
///
/// All weights together have to be less than [`TOO_MUCH`]: there is a number for each
/// set, and memory is time.
pub(super) fn order(count: usize, edges: &[Inside], known: u64) -> Vec<usize> {
    let known = narrow(known);
    let weights = Weights::new(count, edges);
    let least = weights.least_inside();
    let sets = 1_usize << count;
    // What leads back into each set, from inside of it and from all others.
    let mut cost = vec![u32::MAX; sets];
    let mut last = vec![0_u8; sets];
    cost[0] = 0;
    for set in 0..sets {
        let others = sets - 1 - set;
        if cost[set] == u32::MAX || cost[set] + least[others] > known {
            continue;
        }
        for node in (0..count).filter(|node| others & (1 << node) != 0) {
            let with = set | 1 << node;
            let sum = cost[set] + weights.leading_to(node, others);
            if sum < cost[with] {
                cost[with] = sum;
                last[with] = u8::try_from(node).unwrap_or(u8::MAX);
            }
        }
    }
    let mut order = Vec::with_capacity(count);
    let mut set = sets - 1;
    while set != 0 {
        let node = usize::from(last[set]);
        order.push(node);
        set &= !(1 << node);
    }
    order.reverse();
    order
}

fn narrow(weight: u64) -> u32 {
    u32::try_from(weight).unwrap_or(u32::MAX)
}

/// How much leads into each node from each set of others: the sets of the lower
/// half of the nodes and those of the upper half are added up apart, since
/// there are too many sets for one table.
struct Weights {
    /// By where it leads to, then by where it comes from.
    rows: Vec<Vec<u32>>,
    sums: Vec<Halves>,
}

/// The sums of all sets of each half of some weights.
struct Halves {
    half: usize,
    lower: Vec<u32>,
    upper: Vec<u32>,
}

impl Weights {
    fn new(count: usize, edges: &[Inside]) -> Self {
        let mut rows = vec![vec![0; count]; count];
        for (from, to, weight) in edges {
            rows[*to][*from] = narrow(*weight);
        }
        Weights {
            sums: rows.iter().map(|row| Halves::new(row)).collect(),
            rows,
        }
    }

    fn leading_to(&self, node: usize, from: usize) -> u32 {
        self.sums[node].of(from)
    }

    /// What leads back in any order of each set of nodes, at the least: of two
    /// nodes, the lighter way.
    fn least_inside(&self) -> Vec<u32> {
        let count = self.rows.len();
        let lighter = |a: usize, b: usize| self.rows[a][b].min(self.rows[b][a]);
        let row = |a: usize| (0..count).map(|b| lighter(a, b)).collect::<Vec<_>>();
        let pairs: Vec<Halves> = (0..count).map(|node| Halves::new(&row(node))).collect();
        let mut least = vec![0; 1 << count];
        for set in 1..least.len() {
            let lowest = set.trailing_zeros() as usize;
            let rest = set & (set - 1);
            least[set] = least[rest] + pairs[lowest].of(rest);
        }
        least
    }
}

impl Halves {
    fn new(weights: &[u32]) -> Self {
        let half = weights.len() / 2;
        Halves {
            half,
            lower: sums(&weights[..half]),
            upper: sums(&weights[half..]),
        }
    }

    fn of(&self, set: usize) -> u32 {
        let lower = set & ((1 << self.half) - 1);
        self.lower[lower] + self.upper[set >> self.half]
    }
}

/// The sum of each set of weights, by the bits of its index.
fn sums(weights: &[u32]) -> Vec<u32> {
    let mut sums = vec![0; 1 << weights.len()];
    for set in 1..sums.len() {
        let lowest = set.trailing_zeros() as usize;
        sums[set] = sums[set & (set - 1)] + weights[lowest];
    }
    sums
}
