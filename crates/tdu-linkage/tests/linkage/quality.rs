//! How much is found, by kind of fault. The floors hold what was reached.

use std::collections::BTreeMap;

use tdu_linkage::{Options, Zone, dedupe, link, link_with};

use crate::people::{Files, table};

#[test]
fn people_are_found_whatever_the_fault() {
    let files = Files::invent(7, 12_000, 4_000);
    let (a, b) = files.tables();
    let linkage = link(&a, &b, Options::default()).unwrap();
    let mut found = vec![None; files.b.len()];
    for link in linkage.links.iter().filter(|link| link.zone == Zone::Same) {
        found[link.b as usize] = Some(link.a as usize);
    }
    let mut by_fault: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut right, mut wrong, mut missed) = (0, 0, 0);
    for ((found, truth), fault) in found.iter().zip(&files.truth).zip(&files.faults) {
        let counts = by_fault.entry(fault).or_default();
        counts.1 += 1;
        counts.0 += usize::from(found == truth);
        match (found, truth) {
            (None, None) => {}
            (Some(found), Some(truth)) if found == truth => right += 1,
            (None, Some(_)) => missed += 1,
            (Some(_), None) => wrong += 1,
            (Some(_), Some(_)) => (wrong, missed) = (wrong + 1, missed + 1),
        }
    }
    let f1 = 2.0 * f64::from(right) / f64::from(2 * right + wrong + missed);
    assert!(
        f1 > 0.99,
        "F1 {f1}, wrong {wrong}, missed {missed}: {by_fault:?}"
    );
    for (fault, (good, all)) in by_fault {
        let floor = match fault {
            "no_date" | "swapped" | "typo_given" => 0.94,
            _ => 0.97,
        };
        assert!(
            good as f64 >= floor * all as f64,
            "{fault}: {good} of {all}"
        );
    }
}

#[test]
fn nearly_every_pair_is_compared() {
    let files = Files::invent(11, 6_000, 2_000);
    let (a, b) = files.tables();
    let mut model = tdu_linkage::Model::estimate(&a, &b).unwrap();
    model.zones.doubt = 0.0;
    let compared = link_with(&a, &b, Options { all_pairs: true }, &model)
        .unwrap()
        .links;
    let met = |at: usize, truth: usize| {
        compared
            .iter()
            .any(|link| (link.b as usize, link.a as usize) == (at, truth))
    };
    let truth: Vec<(usize, usize)> = files
        .truth
        .iter()
        .enumerate()
        .filter_map(|(at, truth)| Some((at, (*truth)?)))
        .collect();
    let lost = truth.iter().filter(|(at, truth)| !met(*at, *truth)).count();
    assert!(
        lost * 1000 <= truth.len(),
        "{lost} of {} not compared",
        truth.len()
    );
    // And not by comparing everything.
    assert!(
        compared.len() < 40 * files.b.len(),
        "{} pairs",
        compared.len()
    );
}

#[test]
fn probabilities_are_kept() {
    let (mut said, mut right, mut count) = (0.0, 0, 0);
    for seed in 20..24 {
        let files = Files::invent(seed, 9_000, 3_000);
        let (a, b) = files.tables();
        for link in link(&a, &b, Options::default()).unwrap().links {
            if link.probability < 0.99 {
                said += link.probability;
                right += usize::from(files.truth[link.b as usize] == Some(link.a as usize));
                count += 1;
            }
        }
    }
    let (said, right) = (said / f64::from(count), right as f64 / f64::from(count));
    assert!(
        (said - right).abs() < 0.10,
        "of {count} doubtful links: said {said}, right {right}"
    );
}

#[test]
fn twins_are_never_joined() {
    let files = Files::invent(3, 6_000, 2_000);
    let (a, b) = files.tables();
    for link in link(&a, &b, Options { all_pairs: true }).unwrap().links {
        if files.faults[link.b as usize] == "twin_absent" {
            let (here, there) = (&files.a[link.a as usize], &files.b[link.b as usize]);
            assert!(
                link.zone < Zone::Same || here.given == there.given,
                "{here:?} {there:?} {link:?}"
            );
        }
    }
}

#[test]
fn duplicates_of_one_file_are_found() {
    let files = Files::invent(5, 6_000, 600);
    let mut people = files.a.clone();
    people.extend(files.b.iter().cloned());
    let links = dedupe(&table(&people)).unwrap().links;
    let same: Vec<(usize, usize)> = links
        .iter()
        .filter(|link| link.zone == Zone::Same)
        .map(|link| (link.a as usize, link.b as usize))
        .collect();
    let truth = files
        .truth
        .iter()
        .enumerate()
        .filter_map(|(at, truth)| Some(((*truth)?, files.a.len() + at)));
    let found = truth.clone().filter(|pair| same.contains(pair)).count();
    let all = truth.count();
    assert!(found * 100 >= all * 95, "{found} of {all}");
    assert!(
        same.len() * 100 <= found * 103,
        "{} links for {found} duplicates",
        same.len()
    );
}
