//! How each file writes its records, and what it leaves out.

use super::contact::{self, unaccented};
use super::random::Random;
use super::{Record, World};

/// How often a field is empty: used name aside, in the order of the columns.
struct Gaps {
    birth: f64,
    sex: f64,
    commune: f64,
    postcode: f64,
    email: f64,
    telephone: f64,
}

const FIRST: Gaps = Gaps {
    birth: 0.0,
    sex: 0.0,
    commune: 0.0105,
    postcode: 0.0052,
    email: 0.240,
    telephone: 0.090,
};
const SECOND: Gaps = Gaps {
    birth: 0.0,
    sex: 0.0195,
    commune: 0.060,
    postcode: 0.021,
    email: 0.093,
    telephone: 0.068,
};

pub(super) fn header(records: usize) -> String {
    let mut out = String::with_capacity(records * 84 + 100);
    out.push_str(
        "id,nom,nom_usage,prenom,date_naissance,sexe,code_commune,code_postal,email,telephone\n",
    );
    out
}

/// A line of the first file: one system wrote it.
pub(super) fn first_file(
    out: &mut String,
    number: usize,
    record: &Record,
    world: &mut World,
    level: f64,
) {
    let first = title(&record.first);
    let first = if world.random.chance(0.25) {
        without_accents(&first)
    } else {
        first
    };
    let birth = record
        .birth
        .map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}"));
    line(
        out,
        &format!("A{number:07}"),
        [
            &without_accents(&record.surname).to_uppercase(),
            &without_accents(&record.used).to_uppercase(),
            &first,
        ],
        &birth.unwrap_or_default(),
        record,
        &record.telephone.clone(),
        (world, &FIRST, level),
    );
}

/// A line of the second file: many hands wrote it.
pub(super) fn second_file(
    out: &mut String,
    number: usize,
    record: &Record,
    world: &mut World,
    level: f64,
) {
    let random = &mut world.random;
    let style = random.below(1000);
    let mut surname = hand(&record.surname, style < 565, style >= 935, random);
    let mut first = hand(&record.first, style < 355, style >= 935, random);
    if random.chance(0.019) {
        surname.push(' ');
    }
    if random.chance(0.019) {
        first.insert(0, ' ');
    }
    let birth = record
        .birth
        .map(|(year, month, day)| format!("{day:02}/{month:02}/{year:04}"));
    let telephone = contact::written(&record.telephone, random);
    line(
        out,
        &format!("B{number:07}"),
        [&surname, &title(&record.used), &first],
        &birth.unwrap_or_default(),
        record,
        &telephone,
        (world, &SECOND, level),
    );
}

/// A line of the truth.
pub(super) fn truth(out: &mut String, number: usize, known: Option<usize>, told: [&str; 3]) {
    let id_a = known
        .map(|at| format!("A{:07}", at + 1))
        .unwrap_or_default();
    let [told_a, told_b, hard] = told;
    out.push_str(&format!("B{number:07},{id_a},{told_a},{told_b},{hard}\n"));
}

fn line(
    out: &mut String,
    id: &str,
    names: [&str; 3],
    birth: &str,
    record: &Record,
    telephone: &str,
    (world, gaps, level): (&mut World, &Gaps, f64),
) {
    let World { random, places, .. } = world;
    let mut kept = |text: &str, gap: f64| {
        if random.chance(gap * level) {
            String::new()
        } else {
            text.to_owned()
        }
    };
    let fields = [
        kept(birth, gaps.birth),
        kept(record.sex.encode_utf8(&mut [0; 4]), gaps.sex),
        kept(places.code(record.place), gaps.commune),
        kept(&format!("{:05}", record.place.postcode), gaps.postcode),
        kept(&record.email, gaps.email),
        kept(telephone, gaps.telephone),
    ];
    out.push_str(id);
    for field in names.into_iter().chain(fields.iter().map(String::as_str)) {
        out.push(',');
        if field.contains(',') {
            out.push('"');
            out.push_str(field);
            out.push('"');
        } else {
            out.push_str(field);
        }
    }
    out.push('\n');
}

/// A name as somebody types it: capitals rarely bear their accents.
fn hand(name: &str, upper: bool, lower: bool, random: &mut Random) -> String {
    let name = if random.chance(if upper { 0.70 } else { 0.20 }) {
        without_accents(name)
    } else {
        name.to_owned()
    };
    if upper {
        name.to_uppercase()
    } else if lower {
        name.to_lowercase()
    } else {
        title(&name)
    }
}

fn title(name: &str) -> String {
    let mut start = true;
    let mut out = String::with_capacity(name.len());
    for letter in name.chars() {
        if start {
            out.extend(letter.to_uppercase());
        } else {
            out.extend(letter.to_lowercase());
        }
        start = !letter.is_alphabetic();
    }
    out
}

fn without_accents(name: &str) -> String {
    name.chars()
        .map(|letter| unaccented(letter).unwrap_or(letter))
        .collect()
}
