//! What must not change a result: the order of the records, the threads, which file comes first.

use std::collections::BTreeMap;

use proptest::prelude::*;
use tdu_linkage::{Link, Options, link};

use crate::people::{Dice, Files, table};

/// Links by the original places of their records.
fn by_place(links: &[Link], of_a: &[usize], of_b: &[usize]) -> BTreeMap<(usize, usize), String> {
    links
        .iter()
        .map(|link| {
            (
                (of_a[link.a as usize], of_b[link.b as usize]),
                format!("{:.6} {:?}", link.probability, link.zone),
            )
        })
        .collect()
}

#[test]
fn threads_change_nothing() {
    let files = Files::invent(1, 3_000, 1_000);
    let (a, b) = files.tables();
    let run = |threads| {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(threads)
            .build()
            .unwrap();
        pool.install(|| link(&a, &b, Options::default()).unwrap().links)
    };
    assert_eq!(run(1), run(3));
}

#[test]
fn which_file_comes_first_changes_nothing() {
    let files = Files::invent(2, 3_000, 1_000);
    let (a, b) = files.tables();
    let there = link(&a, &b, Options::default()).unwrap().links;
    let back = link(&b, &a, Options::default()).unwrap().links;
    let places: Vec<usize> = (0..3_000).collect();
    let back: Vec<Link> = back
        .into_iter()
        .map(|link| Link {
            a: link.b,
            b: link.a,
            ..link
        })
        .collect();
    assert_eq!(
        by_place(&there, &places, &places),
        by_place(&back, &places, &places)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn the_order_of_records_changes_no_decision(seed in 0_u64..1000) {
        let files = Files::invent(seed, 900, 300);
        let mut dice = Dice(seed);
        let mut shuffled = |count: usize| {
            let mut order: Vec<usize> = (0..count).collect();
            for at in (1..count).rev() {
                order.swap(at, dice.below(at + 1));
            }
            order
        };
        let (of_a, of_b) = (shuffled(900), shuffled(300));
        let a = table(&of_a.iter().map(|&at| files.a[at].clone()).collect::<Vec<_>>());
        let b = table(&of_b.iter().map(|&at| files.b[at].clone()).collect::<Vec<_>>());
        let (plain_a, plain_b) = files.tables();
        let places: Vec<usize> = (0..900).collect();
        // The parameters are estimated from random pairs, which the order draws: they are given here.
        let model = tdu_linkage::Model::estimate(&plain_a, &plain_b).unwrap();
        let plain = tdu_linkage::link_with(&plain_a, &plain_b, Options { all_pairs: true }, &model).unwrap().links;
        let mixed = tdu_linkage::link_with(&a, &b, Options { all_pairs: true }, &model).unwrap().links;
        prop_assert_eq!(by_place(&plain, &places, &places), by_place(&mixed, &of_a, &of_b));
    }
}
