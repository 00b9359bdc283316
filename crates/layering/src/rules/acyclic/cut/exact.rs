//! The order of a few nodes in which the least weight leads back.

use super::Inside;

/// Finds it for each set of nodes that may come first, from the smaller to the
/// larger (Held and Karp).
pub(super) fn order(count: usize, edges: &[Inside]) -> Vec<usize> {
    let back = Back::new(count, edges);
    let sets = 1_usize << count;
    let mut cost = vec![u64::MAX; sets];
    let mut last = vec![0_u8; sets];
    cost[0] = 0;
    for set in 0..sets {
        for node in (0..count).filter(|node| set & (1 << node) == 0) {
            let with = set | 1 << node;
            let sum = cost[set] + back.to(set, node);
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

/// How much leads from each node to each set of others: the sets of the lower
/// half of the nodes and those of the upper half are added up apart, since
/// there are too many sets for one table.
struct Back {
    half: usize,
    /// For each node, the sums of all sets of a half.
    lower: Vec<Vec<u64>>,
    upper: Vec<Vec<u64>>,
}

impl Back {
    fn new(count: usize, edges: &[Inside]) -> Self {
        let half = count / 2;
        let mut rows = vec![vec![0; count]; count];
        for (from, to, weight) in edges {
            rows[*from][*to] = *weight;
        }
        Back {
            half,
            lower: rows.iter().map(|row| sums(&row[..half])).collect(),
            upper: rows.iter().map(|row| sums(&row[half..])).collect(),
        }
    }

    fn to(&self, set: usize, node: usize) -> u64 {
        let lower = set & ((1 << self.half) - 1);
        self.lower[node][lower] + self.upper[node][set >> self.half]
    }
}

/// The sum of each set of weights, by the bits of its index.
fn sums(weights: &[u64]) -> Vec<u64> {
    let mut sums = vec![0; 1 << weights.len()];
    for set in 1..sums.len() {
        let lowest = set.trailing_zeros() as usize;
        sums[set] = sums[set & (set - 1)] + weights[lowest];
    }
    sums
}
