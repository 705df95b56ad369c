//! The index: what a batch finds, it finds record by record.

use proptest::prelude::*;
use tdu_linkage::{Index, Kind, Model, Options, Record, Schema, Zone, link_with};

use crate::people::{Files, Person};

fn record(person: &Person) -> Record {
    let born = person.born;
    let date = (born.0 > 0).then(|| format!("{:04}-{:02}-{:02}", born.0, born.1, born.2));
    let place = format!("38{}", person.place);
    Record::new(&Schema::french())
        .with(Kind::Surname, Some(&person.surname))
        .with(Kind::UsedName, Some(&person.used))
        .with(Kind::GivenName, Some(&person.given))
        .with(Kind::BirthDate, date.as_deref())
        .with(Kind::Sex, Some(person.sex))
        .with(Kind::Place, Some(&place))
        .with(Kind::Postcode, Some(&place))
        .with(Kind::Email, Some(&person.mail))
        .with(Kind::Phone, Some(&person.phone))
}

/// What an index finds for each record, as (record of B, record of A, probability, zone).
fn one_by_one(index: &Index<usize>, people: &[Person]) -> Vec<(usize, usize, String, Zone)> {
    let mut found = Vec::new();
    for (at, person) in people.iter().enumerate() {
        let mut candidates = index.candidates(&record(person));
        candidates.sort_by_key(|candidate| candidate.key);
        found.extend(
            candidates
                .iter()
                .map(|c| (at, c.key, format!("{:.9}", c.probability), c.zone)),
        );
    }
    found
}

fn in_a_batch(files: &Files, model: &Model) -> Vec<(usize, usize, String, Zone)> {
    let (a, b) = files.tables();
    let mut links = link_with(&a, &b, Options { all_pairs: true }, model)
        .unwrap()
        .links;
    links.sort_by_key(|link| (link.b, link.a));
    links
        .iter()
        .map(|link| {
            (
                link.b as usize,
                link.a as usize,
                format!("{:.9}", link.probability),
                link.zone,
            )
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(8))]

    #[test]
    fn a_batch_is_the_same_records_one_by_one(seed in 0_u64..1000, same_day in any::<bool>()) {
        let mut files = Files::invent(seed, 900, 200);
        if same_day {
            // Blocks too large: both must refine them alike.
            for person in files.a.iter_mut().chain(&mut files.b) {
                person.born = (2005, 6, 15);
                if person.place % 3 > 0 {
                    person.surname = "MARTIN".into();
                }
            }
        }
        let (a, b) = files.tables();
        let model = Model::estimate(&a, &b).unwrap();
        let mut index = Index::new(model.clone());
        for (key, person) in files.a.iter().enumerate() {
            index.insert(key, &record(person)).unwrap();
        }
        let batch = in_a_batch(&files, &model);
        prop_assert_eq!(&one_by_one(&index, &files.b), &batch);

        // Others come and go: nothing is left of them.
        for (key, person) in files.b.iter().enumerate() {
            index.insert(10_000 + key, &record(person)).unwrap();
        }
        for key in 0..files.b.len() {
            prop_assert_eq!(index.remove(10_000 + key), 1);
        }
        prop_assert_eq!(&one_by_one(&index, &files.b), &batch);
    }
}

#[test]
fn a_person_with_several_records_is_one_candidate() {
    let files = Files::invent(4, 300, 100);
    let mut index = Index::new(Model::french(&Schema::french()));
    for (key, person) in files.a.iter().enumerate() {
        index.insert(key, &record(person)).unwrap();
    }
    let mut moved = files.a[5].clone();
    moved.place = 190;
    moved.phone = String::new();
    let entry = index.insert(5, &record(&moved)).unwrap();
    let found = index.candidates(&record(&moved));
    assert_eq!(
        (found[0].key, found[0].entry, found[0].zone),
        (5, entry, Zone::Same)
    );
    assert_eq!(
        found.iter().filter(|candidate| candidate.key == 5).count(),
        1
    );
    assert!(index.remove_entry(entry));
    assert!(!index.remove_entry(entry));
    assert_eq!(index.candidates(&record(&moved))[0].key, 5);
    assert_eq!(index.remove(5), 1);
    assert!(
        index
            .candidates(&record(&moved))
            .iter()
            .all(|candidate| candidate.key != 5)
    );
    assert_eq!(index.len(), 299);
}

#[test]
fn an_index_works_from_its_first_record() {
    let files = Files::invent(6, 10, 5);
    let mut index = Index::new(Model::french(&Schema::french()));
    assert!(index.candidates(&record(&files.a[0])).is_empty());
    index.insert(1_u64, &record(&files.a[0])).unwrap();
    assert_eq!(index.candidates(&record(&files.a[0]))[0].zone, Zone::Same);
    assert!(index.candidates(&record(&files.a[1])).is_empty());
}

#[test]
fn a_sex_that_the_first_name_tells_weighs_nothing_more() {
    let schema = Schema::french();
    let mut index = Index::new(Model::french(&schema));
    let person = |at: usize, given: &str, sex: &str| {
        Record::new(&schema)
            .with(Kind::Surname, Some(&format!("DURAND{at}")))
            .with(Kind::GivenName, Some(given))
            .with(Kind::BirthDate, Some("2006-03-01"))
            .with(Kind::Sex, Some(sex))
    };
    for at in 0..100 {
        let filler = match at % 4 {
            0 => person(at, "Camille", "F"),
            1 => person(at, "Camille", "M"),
            2 => person(at, "Lucas", "M"),
            _ => person(at, "Emma", "F"),
        };
        index.insert(at, &filler).unwrap();
    }
    let bits = |at: usize, given: &str, sex: &str| {
        let evidence = index.explain(&person(at, given, sex), at, None).unwrap();
        let sex = evidence
            .fields
            .iter()
            .find(|field| field.kind == Some(Kind::Sex));
        sex.unwrap().bits
    };
    assert!(bits(2, "Lucas", "M").abs() < 0.1);
    assert!(bits(0, "Camille", "F") > 0.7);
    // Neither name tells the sex of the other's bearer.
    assert!(bits(2, "Emma", "F") < -3.0);
}

#[test]
fn a_wrong_key_does_not_join_two_people() {
    let schema = Schema::french().with_key("ine");
    let mut index = Index::new(Model::french(&schema));
    let person = |surname: &str, given: &str, born: &str, place: &str| {
        Record::new(&schema)
            .with(Kind::Surname, Some(surname))
            .with(Kind::GivenName, Some(given))
            .with(Kind::BirthDate, Some(born))
            .with(Kind::Postcode, Some(place))
            .with_field("ine", Some("0123456789A"))
    };
    index
        .insert(1, &person("MARTIN", "Zoé", "2006-03-01", "38000"))
        .unwrap();
    for filler in 0..500 {
        index
            .insert(
                100 + filler,
                &person(&format!("AUTRE{filler}"), "Luc", "2001-05-05", "75001")
                    .with_field("ine", None),
            )
            .unwrap();
    }
    // The key agrees and so does the person, married and moved.
    let married = index.candidates(&person("DURAND", "Zoé", "2006-03-01", "69001"));
    assert_eq!((married[0].key, married[0].zone), (1, Zone::Same));
    // The key agrees, nothing else does: shown, and left to a person.
    let other = index.candidates(&person("KOWALSKI", "Jean", "1999-12-24", "59000"));
    assert!(
        other.iter().all(|candidate| candidate.zone < Zone::Same),
        "{other:?}"
    );
    assert_eq!(
        other.first().map(|candidate| candidate.zone),
        Some(Zone::Doubt)
    );
}

#[test]
fn evidence_adds_up_to_the_probability() {
    let files = Files::invent(9, 600, 200);
    let (a, b) = files.tables();
    let model = Model::estimate(&a, &b).unwrap();
    let mut index = Index::new(model);
    for (key, person) in files.a.iter().enumerate() {
        index.insert(key, &record(person)).unwrap();
    }
    for person in &files.b {
        for candidate in index.candidates(&record(person)) {
            let evidence = index.explain(&record(person), candidate.key, None).unwrap();
            assert!((evidence.probability - candidate.probability).abs() < 1e-6);
            assert_eq!(evidence.zone, candidate.zone);
            let bits = evidence.prior
                + evidence.relatives
                + evidence.competition
                + evidence.fields.iter().map(|field| field.bits).sum::<f64>();
            let probability = 1.0 / (1.0 + (-bits).exp2());
            assert!(
                (probability - candidate.probability).abs() < 1e-3,
                "{probability} {candidate:?}"
            );
        }
    }
}
