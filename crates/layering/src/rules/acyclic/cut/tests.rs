//! Cuts of small groups, held against all orders, and of large ones.

use super::near::Random;
use super::*;
use crate::rules::acyclic::components::groups;

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
fn a_guess_is_near_the_best() {
    for seed in 0..12 {
        let edges = scrambled(14, 30, seed);
        let inside: Vec<Inside> = edges.iter().map(|((a, b), w)| (*a, *b, *w)).collect();
        let good = back(&inside, &near::order(14, &inside));
        let best = back(&inside, &exact::order(14, &inside, u64::MAX));
        // What is not gone on from would have been no better.
        assert_eq!(back(&inside, &exact::order(14, &inside, good)), best);
        assert_eq!(back(&inside, &exact::order(14, &inside, best)), best);
        assert!(
            best <= good && good <= best * 21 / 20,
            "seed {seed}: {good}, {best}"
        );
    }
}

#[test]
fn a_cut_leaves_no_cycle() {
    for (count, density) in [(18, 20), (21, 20), (60, 10), (400, 2)] {
        let edges = scrambled(count, density, 7);
        for group in groups(count, &edges) {
            let left = cut(&group, &edges);
            let inside = |node: &usize| group.binary_search(node).is_ok();
            let mut of_group = edges.clone();
            of_group.retain(|(from, to), _| inside(from) && inside(to));
            assert!(is_acyclic(count, &of_group, &left), "{count}");
        }
    }
}

#[test]
fn one_edge_is_enough_to_cut_a_ring_of_many() {
    let count = 5_000;
    let ring = (0..count).map(|node| (node, (node + 1) % count, 1 + (node % 7) as u64));
    let edges = edges(&ring.collect::<Vec<_>>());
    let group: Vec<usize> = (0..count).collect();
    assert_eq!(cut(&group, &edges).len(), 1);
}

#[test]
fn the_way_back_is_the_shortest() {
    let edges = edges(&[(0, 1, 1), (1, 2, 1), (2, 0, 1), (1, 3, 1), (3, 2, 1)]);
    assert_eq!(way(&[0, 1, 2, 3], &edges, 1, 0), [1, 2, 0]);
}
