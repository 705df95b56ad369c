//! The promises of the encoded variant.

use std::collections::HashMap;

use proptest::prelude::*;

use super::*;

#[path = "../../benches/people/mod.rs"]
mod people;

const SECRET: &[u8] = b"two institutions, one secret: 71";

fn encoder(secret: &[u8]) -> Encoder {
    Encoder::new(&Secret::new(secret).unwrap(), Protection::default())
}

fn made(a: usize, b: usize, faults: f64) -> people::People {
    people::generate(&people::Settings {
        a,
        b,
        faults,
        seed: 20_261,
    })
}

fn bytes(encodings: &Encodings) -> Vec<u8> {
    let mut bytes = Vec::new();
    encodings.write(&mut bytes).unwrap();
    bytes
}

fn encoded(csv: &str, columns: &Columns) -> Encodings {
    encoder(SECRET).encode_csv(csv.as_bytes(), columns).unwrap()
}

#[test]
fn a_file_is_encoded_the_same_way_twice_and_read_back() {
    let people = made(300, 60, 1.0);
    let once = encoded(&people.a, &Columns::default());
    let again = encoded(&people.a, &Columns::default());
    assert_eq!(bytes(&once), bytes(&again));
    assert_eq!(Encodings::read(bytes(&once).as_slice()).unwrap(), once);
    assert_eq!(once.len(), 300);
    assert_eq!(once.id(299), "A0000300");
}

#[test]
fn links_do_not_depend_on_the_number_of_threads() {
    let people = made(2_000, 400, 1.0);
    let (a, b) = (
        encoded(&people.a, &Columns::default()),
        encoded(&people.b, &Columns::default()),
    );
    let on = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        let mut out = Vec::new();
        pool.unwrap().install(|| {
            let linked = link_encoded(&a, &b).unwrap();
            write_links(&linked.links, &mut out).unwrap();
        });
        out
    };
    let (one, three) = (on(1), on(3));
    assert!(one.starts_with(b"id_a,id_b,probability,zone\n"));
    assert_eq!(one, three);
}

#[test]
fn files_of_two_secrets_are_refused() {
    let people = made(50, 10, 1.0);
    let a = encoded(&people.a, &Columns::default());
    let other = encoder(b"another secret, as long as that")
        .encode_csv(people.b.as_bytes(), &Columns::default())
        .unwrap();
    assert!(matches!(link_encoded(&a, &other), Err(Error::OtherSecret)));

    let secret = Secret::new(SECRET).unwrap();
    let bare = Encoder::new(&secret, Protection { flipped_bits: 0 });
    let bare = bare.encode_csv(people.b.as_bytes(), &Columns::default());
    assert!(matches!(
        link_encoded(&a, &bare.unwrap()),
        Err(Error::OtherParameters { .. })
    ));
}

#[test]
fn a_secret_that_could_be_guessed_is_refused_and_none_is_shown() {
    let short = Secret::new(b"mission\n");
    assert!(matches!(
        short,
        Err(Error::SecretTooShort { length: 7, .. })
    ));
    let secret = Secret::new(SECRET).unwrap();
    assert_eq!(format!("{secret:?}"), "Secret(…)");
}

#[test]
fn a_missing_column_is_named() {
    let refused = encoder(SECRET).encode_csv("id,nom\n1,Diallo\n".as_bytes(), &Columns::default());
    let told = refused.unwrap_err().to_string();
    assert_eq!(told, "the file has no column \"nom_usage\": it has id, nom");
}

#[test]
fn nothing_is_written_in_clear() {
    let people = made(400, 10, 1.0);
    let columns = Columns::default();
    let bytes = bytes(&encoded(&people.a, &columns));
    let (places, rows) = super::people::read(people.a.as_bytes(), &columns).unwrap();
    for row in &rows {
        let person = places.person(row);
        for field in [
            person.surname,
            person.used_name,
            person.first_name,
            person.birth_date,
            person.commune,
            person.postcode,
            person.email,
            person.telephone,
        ] {
            for text in [field.to_owned(), field.to_lowercase(), field.to_uppercase()] {
                let text = text.as_bytes();
                assert!(
                    text.len() < 4 || !bytes.windows(text.len()).any(|shown| shown == text),
                    "{field} is in the encoded file"
                );
            }
        }
    }
    assert!(!bytes.windows(8).any(|part| part == &SECRET[..8]));
}

#[test]
fn one_name_is_encoded_otherwise_for_each_birth_date() {
    let person = |id, birth_date| Person {
        id,
        surname: "Diallo",
        first_name: "Awa",
        birth_date,
        ..Person::default()
    };
    let bare = Encoder::new(
        &Secret::new(SECRET).unwrap(),
        Protection { flipped_bits: 0 },
    );
    let people = [
        person("1", "2006-03-01"),
        person("2", "01/03/2006"),
        person("3", "2006-03-02"),
    ];
    let made = bare.encode(&people).unwrap();
    assert_eq!(made.records[0], made.records[1]);
    let common = |left: &[u64], right: &[u64]| -> u32 {
        left.iter()
            .zip(right)
            .map(|(x, y)| (x & y).count_ones())
            .sum()
    };
    let (own, other) = (&made.records[0].surname, &made.records[2].surname);
    assert!(common(own, other) * 2 < common(own, own));
}

/// F1 of the zone *same*; how often links of 0.95 and more are right.
fn quality(people: &people::People, columns: &Columns) -> (f64, f64) {
    let (a, b) = (encoded(&people.a, columns), encoded(&people.b, columns));
    let linked = link_encoded(&a, &b).unwrap();
    let truth: HashMap<&str, &str> = people
        .truth
        .lines()
        .skip(1)
        .filter_map(|line| {
            let mut fields = line.split(',');
            Some((fields.next()?, fields.next()?))
        })
        .filter(|(_, id_a)| !id_a.is_empty())
        .collect();
    let right = |link: &&Link<'_>| truth.get(link.id_b) == Some(&link.id_a);
    let same: Vec<&Link<'_>> = linked
        .links
        .iter()
        .filter(|link| link.zone == Zone::Same)
        .collect();
    let sure: Vec<&Link<'_>> = same
        .iter()
        .copied()
        .filter(|link| link.probability >= 0.95)
        .collect();
    let share = |links: &[&Link<'_>]| links.iter().copied().filter(right).count() as f64;
    (
        2.0 * share(&same) / (same.len() + truth.len()) as f64,
        share(&sure) / sure.len() as f64,
    )
}

#[test]
fn people_are_found_in_spite_of_faults() {
    let people = made(6_000, 2_000, 1.0);
    let columns = Columns::default();
    let (f1, sure) = quality(&people, &columns);
    assert!(f1 >= 0.98, "F1 {f1}");
    assert!(sure >= 0.99, "links of 0.95 and more right {sure}");
    let (f1, sure) = quality(&people, &columns.without_contacts());
    assert!(f1 >= 0.97, "F1 without contacts {f1}");
    assert!(sure >= 0.98, "links of 0.95 and more right {sure}");
}

#[test]
fn empty_files_and_crowds_of_one_name_link_nothing() {
    let none = encoder(SECRET).encode(&[]).unwrap();
    assert!(none.is_empty());
    assert!(link_encoded(&none, &none).unwrap().links.is_empty());

    let ids: Vec<String> = (0..2_000).map(|number| number.to_string()).collect();
    let crowd: Vec<Person<'_>> = ids
        .iter()
        .map(|id| Person {
            id,
            surname: "Martin",
            first_name: "Lucas",
            birth_date: "2005-01-01",
            ..Person::default()
        })
        .collect();
    let crowd = encoder(SECRET).encode(&crowd).unwrap();
    let linked = link_encoded(&crowd, &crowd).unwrap();
    assert!(linked.crowded_keys > 0);
    assert!(linked.links.iter().all(|link| link.zone == Zone::Doubt));
}

proptest! {
    #[test]
    fn any_bytes_are_refused_without_a_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Encodings::read(bytes.as_slice()).is_err());
    }

    #[test]
    fn a_damaged_file_is_read_or_refused(at in 0_usize..10_000, byte: u8, cut in 0_usize..10_000) {
        let people = [
            Person { id: "1", surname: "N'Guessan", first_name: "Zoé", birth_date: "2006-03-01", ..Person::default() },
            Person { id: "é", used_name: "Ионеску", email: "a@b.example", postcode: "38000", ..Person::default() },
        ];
        let whole = bytes(&encoder(SECRET).encode(&people).unwrap());
        let mut damaged = whole.clone();
        let at = at % damaged.len();
        damaged[at] = byte;
        if let Ok(read) = Encodings::read(damaged.as_slice()) {
            let _ = link_encoded(&read, &read);
        }
        prop_assert!(Encodings::read(&whole[..cut % whole.len()]).is_err());
    }

    #[test]
    fn whatever_the_fields_hold_is_encoded_and_read_back(
        surname in ".*", first_name in ".*", birth_date in ".*", email in ".*", postcode in ".*",
    ) {
        let person = Person {
            id: "1", surname: &surname, first_name: &first_name, birth_date: &birth_date,
            email: &email, telephone: &postcode, postcode: &postcode, ..Person::default()
        };
        let made = encoder(SECRET).encode(&[person]).unwrap();
        prop_assert_eq!(Encodings::read(bytes(&made).as_slice()).unwrap(), made);
    }
}
