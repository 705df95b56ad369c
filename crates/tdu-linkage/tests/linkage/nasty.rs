//! Files that would make a naive engine explode, or link anything.

use std::fmt::Write;
use std::time::Instant;

use proptest::prelude::*;
use tdu_linkage::{Options, Schema, Table, Zone, dedupe, link};

use crate::people::{Files, TITLES, table};

fn read(text: &str) -> Table {
    Table::read(text.as_bytes(), &Schema::french()).unwrap()
}

#[test]
fn fifty_thousand_homonyms_are_not_compared_with_each_other() {
    let homonyms = |count: usize| {
        let mut text = TITLES.to_owned();
        for at in 0..count {
            let _ = writeln!(text, "{at},MARTIN,,Camille,2005-06-15,F,38185,38000,,");
        }
        read(&text)
    };
    let start = Instant::now();
    let linkage = link(&homonyms(50_000), &homonyms(5_000), Options::default()).unwrap();
    assert!(linkage.links.iter().all(|link| link.zone < Zone::Same));
    assert_eq!(linkage.saturated > 0, linkage.compared > 0);
    assert!(linkage.compared <= 5_000 * 48);
    // Minutes if it were quadratic; a slow machine without optimisation needs a few seconds.
    assert!(start.elapsed().as_secs() < 30);
}

#[test]
fn one_birth_date_for_all_still_links() {
    let mut files = Files::invent(8, 6_000, 2_000);
    for person in files.a.iter_mut().chain(&mut files.b) {
        person.born = (2005, 1, 1);
    }
    let (a, b) = files.tables();
    let linkage = link(&a, &b, Options::default()).unwrap();
    let same: Vec<_> = linkage
        .links
        .iter()
        .filter(|link| link.zone == Zone::Same)
        .collect();
    let right = same
        .iter()
        .filter(|link| files.truth[link.b as usize] == Some(link.a as usize))
        .count();
    let all = files.truth.iter().flatten().count();
    assert!(
        right * 100 >= same.len() * 96,
        "{right} right of {}",
        same.len()
    );
    assert!(right * 100 >= all * 75, "{right} found of {all}");
    assert!(linkage.compared < 60 * files.b.len());
}

#[test]
fn empty_columns_link_nothing_wrongly() {
    let nothing = |count: usize| {
        let rows: String = (0..count).map(|at| format!("{at},,,,,,,,,\n")).collect();
        read(&format!("{TITLES}{rows}"))
    };
    assert!(
        link(&nothing(1_000), &nothing(1_000), Options::default())
            .unwrap()
            .links
            .is_empty()
    );
    assert!(
        link(&read(TITLES), &nothing(10), Options::default())
            .unwrap()
            .links
            .is_empty()
    );
    assert!(dedupe(&nothing(1_000)).unwrap().links.is_empty());
    // Names alone, of people born on unknown days: homonyms may not be told apart.
    let names = |count: usize| {
        let rows: String = (0..count)
            .map(|at| format!("{at},MARTIN,,Lucas,,,,,,\n"))
            .collect();
        read(&format!("{TITLES}{rows}"))
    };
    let links = link(&names(500), &names(100), Options::default())
        .unwrap()
        .links;
    assert!(links.iter().all(|link| link.zone < Zone::Same));
}

#[test]
fn unrelated_files_are_not_linked() {
    let (here, there) = (Files::invent(31, 3_000, 3), Files::invent(32, 1_000, 3));
    let linkage = link(&table(&here.a), &table(&there.a), Options::default()).unwrap();
    let same = linkage
        .links
        .iter()
        .filter(|link| link.zone == Zone::Same)
        .count();
    assert!(same <= 3, "{same} links between unrelated files");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_two_files_are_linked_or_refused(
        here in "(([a-cé' -]{0,4}|[0-9/]{0,10}|[a-c@.]{0,6}),){9}[0-9+]{0,11}\n",
        there in "(([a-cé' -]{0,4}|[0-9/]{0,10}|[a-c@.]{0,6}),){9}[0-9+]{0,11}\n",
        times in 1_usize..60,
    ) {
        let (a, b) = (read(&format!("{TITLES}{}", here.repeat(times))), read(&format!("{TITLES}{there}{here}")));
        let linkage = link(&a, &b, Options::default()).unwrap();
        for link in &linkage.links {
            prop_assert!((0.0..=1.0).contains(&link.probability));
        }
        prop_assert!(dedupe(&a).is_ok());
    }
}
