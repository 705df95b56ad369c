//! Two records side by side, field by field, with what each field weighs.

use tdu_casework::{DoubtSide, DoubtState, DoubtView, Frame};
use tdu_domain::facts::Field;
use tdu_domain::identity::Identity;
use tdu_linkage::{Evidence, FieldEvidence, Kind, Language, Level};
use uuid::Uuid;

use super::is_decided;
use crate::page::network_class;
use crate::{Lang, Texts, words};

/// Bits from which a field weighs a little, clearly, a lot.
const WEIGHTS: [f64; 3] = [0.5, 3.0, 7.0];
/// Bits that fill a bar.
const FULL: f64 = 12.0;
/// Half the width of a bar.
const HALF: f64 = 50.0;

/// Two records side by side.
pub(crate) struct Pair {
    pub(crate) id: Uuid,
    pub(crate) decided: bool,
    pub(crate) aside: bool,
    pub(crate) chances: String,
    pub(crate) comparable: bool,
    /// What to beware of: twins, numbers that contradict the names.
    pub(crate) warnings: Vec<String>,
    pub(crate) heads: [Head; 2],
    pub(crate) rows: Vec<Row>,
    /// How the figure is computed, line by line.
    pub(crate) computed: Vec<String>,
}

/// Where a record comes from.
pub(crate) struct Head {
    /// "Dossier A".
    pub(crate) label: String,
    pub(crate) class: &'static str,
    pub(crate) name: String,
    pub(crate) organisation: String,
    pub(crate) sub: String,
    /// Their page, when the organisation accompanies them.
    pub(crate) person: Option<Uuid>,
}

/// What both records say of one thing.
pub(crate) struct Row {
    pub(crate) name: String,
    pub(crate) cells: [Option<Piece>; 2],
    pub(crate) agreement: String,
    pub(crate) weight: Option<Weight>,
}

/// A value, and the part of it that differs from the other.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) before: String,
    pub(crate) differs: String,
    pub(crate) after: String,
}

/// How much an agreement weighs: words, and a bar from the middle.
pub(crate) struct Weight {
    pub(crate) text: String,
    pub(crate) class: &'static str,
    pub(crate) x: String,
    pub(crate) width: String,
}

impl Pair {
    pub(crate) fn of(t: Texts, view: &DoubtView, frame: &Frame) -> Self {
        let evidence = view.evidence.as_ref();
        let sides = [&view.one, &view.other];
        let probability = evidence.map_or(view.doubt.probability, |found| found.probability);
        Self {
            id: view.doubt.id,
            decided: is_decided(view.doubt.state),
            aside: view.doubt.state == DoubtState::SetAside,
            chances: chances(t, probability),
            comparable: evidence.is_some(),
            warnings: warnings(t, sides, evidence),
            heads: [
                Head::of(t, &view.one, "A", frame),
                Head::of(t, &view.other, "B", frame),
            ],
            rows: rows(t, sides.map(|side| &side.identity), evidence, frame),
            computed: evidence.map(|found| computed(t, found)).unwrap_or_default(),
        }
    }
}

/// A record's name, as people say it.
pub(crate) fn name_of(t: Texts, side: &DoubtSide) -> String {
    let identity = &side.identity;
    let parts = [&identity.first_name, &identity.birth_name];
    let known: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    if known.is_empty() {
        t.get("doubt-nameless")
    } else {
        known.join(" ")
    }
}

impl Head {
    fn of(t: Texts, side: &DoubtSide, letter: &str, frame: &Frame) -> Self {
        let system = t.of_code("system", side.record.source.system.code());
        let since = t.one(
            "doubt-since",
            "day",
            t.date(frame.day_of(side.record.source.received_at)),
        );
        Self {
            label: t.one("doubt-record", "letter", letter),
            class: side
                .organisation
                .as_ref()
                .map_or("both", |known| network_class(known.network)),
            name: name_of(t, side),
            organisation: side
                .organisation
                .as_ref()
                .map_or_else(|| system.clone(), |known| known.name.clone()),
            sub: words::dotted(&[Some(&system), Some(&since)]),
            person: side.accompanied.then_some(side.record.person),
        }
    }
}

/// "9 chances sur 10 que ce soit la même personne": in tenths, in hundredths near certainty.
fn chances(t: Texts, probability: f64) -> String {
    let (n, of) = if (0.095..0.945).contains(&probability) {
        ((probability * 10.0).round(), 10)
    } else {
        // Nothing is certain.
        ((probability * 100.0).round().clamp(1.0, 99.0), 100)
    };
    t.with("doubt-chances", [("n", n.into()), ("of", of.into())])
}

fn warnings(t: Texts, sides: [&DoubtSide; 2], evidence: Option<&Evidence>) -> Vec<String> {
    let [one, other] = sides.map(|side| &side.identity);
    let one_holder = sides[0].record.organisation == sides[1].record.organisation;
    let level = |kind: Kind| {
        let fields = evidence.map(|found| found.fields.as_slice());
        let found = fields
            .unwrap_or_default()
            .iter()
            .find(|field| field.kind == Some(kind))?;
        Some(found.level)
    };
    let unlike = |kind| {
        matches!(
            level(kind),
            Some(Level::Different | Level::Loose | Level::TwoNames)
        )
    };
    let others = unlike(Kind::Surname) || unlike(Kind::GivenName) || unlike(Kind::BirthDate);
    let mut said = Vec::new();
    if evidence.is_some_and(|found| found.twins) {
        said.push(t.get("doubt-twins"));
    }
    let ine = agree(one.ine.as_ref(), other.ine.as_ref());
    let milo = agree(one.milo_number.as_ref(), other.milo_number.as_ref());
    for (equal, same, apart) in [
        (ine, "doubt-same-ine", "doubt-other-ine"),
        (
            milo,
            "doubt-same-milo",
            if one_holder {
                "doubt-two-milo"
            } else {
                "doubt-other-milo"
            },
        ),
    ] {
        match equal {
            Some(true) if others => said.push(t.get(same)),
            Some(false) => said.push(t.get(apart)),
            _ => {}
        }
    }
    said
}

/// Whether two numbers agree, when both are known.
fn agree<N: PartialEq>(one: Option<&N>, other: Option<&N>) -> Option<bool> {
    Some(one? == other?)
}

fn rows(t: Texts, sides: [&Identity; 2], evidence: Option<&Evidence>, frame: &Frame) -> Vec<Row> {
    let found = |wanted: &dyn Fn(&FieldEvidence) -> bool| {
        evidence?.fields.iter().find(|field| wanted(field))
    };
    let of_kind = |kind: Kind| found(&|field: &FieldEvidence| field.kind == Some(kind));
    let of_name = |name: &str| found(&|field: &FieldEvidence| field.name == name);
    let fact = |field: Field| t.of_code("field", field.name());
    let said = |field: Field, text: &str| words::value(t, field, text, &frame.communes);
    let place = |side: &Identity| {
        let commune = side.commune.as_ref();
        let commune = commune.map(|code| {
            let known = frame.communes.get(code);
            known.map_or_else(|| format!("({code})"), |known| known.name.clone())
        });
        let postcode = side.postcode.as_ref().map(ToString::to_string);
        let known: Vec<String> = [postcode, commune].into_iter().flatten().collect();
        (!known.is_empty()).then(|| known.join(" "))
    };
    let mut rows = Vec::new();
    let mut add = |name: String, tell: &dyn Fn(&Identity) -> Option<String>, by| {
        let values = sides.map(tell);
        if values.iter().any(Option::is_some) {
            rows.push(Row::of(t, name, values, by));
        }
    };
    add(
        fact(Field::BirthName),
        &|side| side.birth_name.clone(),
        of_kind(Kind::Surname),
    );
    add(fact(Field::UsedName), &|side| side.used_name.clone(), None);
    add(
        fact(Field::FirstName),
        &|side| side.first_name.clone(),
        of_kind(Kind::GivenName),
    );
    add(
        t.get("doubt-born-on"),
        &|side| side.birth_date.map(|day| t.date(day)),
        of_kind(Kind::BirthDate),
    );
    add(
        fact(Field::Sex),
        &|side| side.sex.map(|sex| t.of_code("sex", sex.code())),
        of_kind(Kind::Sex),
    );
    add(t.get("doubt-place"), &place, of_kind(Kind::Place));
    add(
        fact(Field::Phone),
        &|side| Some(said(Field::Phone, side.phone.as_ref()?.as_str())),
        of_kind(Kind::Phone),
    );
    add(
        fact(Field::Email),
        &|side| Some(side.email.as_ref()?.as_str().to_owned()),
        of_kind(Kind::Email),
    );
    add(
        fact(Field::Ine),
        &|side| Some(side.ine.as_ref()?.as_str().to_owned()),
        of_name("ine"),
    );
    add(
        fact(Field::MiloNumber),
        &|side| Some(side.milo_number.as_ref()?.as_str().to_owned()),
        of_name("milo"),
    );
    if let Some(swapped) = found(&|field: &FieldEvidence| field.level == Level::Swapped) {
        rows.push(Row {
            name: t.get("doubt-order"),
            cells: sides.map(|side| {
                let names = [side.first_name.as_deref(), side.birth_name.as_deref()];
                let names: Vec<&str> = names.into_iter().flatten().collect();
                Some(Piece::whole(names.join(" ")))
            }),
            agreement: level(t, swapped.level),
            weight: Some(Weight::of(t, swapped.bits)),
        });
    }
    rows
}

impl Row {
    fn of(
        t: Texts,
        name: String,
        [one, other]: [Option<String>; 2],
        by: Option<&FieldEvidence>,
    ) -> Self {
        let both = one.is_some() && other.is_some();
        let equal = by.is_some_and(|field| field.level == Level::Equal);
        let cells = match (one, other) {
            (Some(one), Some(other)) if !equal && one != other => differing(&one, &other).map(Some),
            (one, other) => [one, other].map(|value| value.map(Piece::whole)),
        };
        Self {
            name,
            cells,
            agreement: match by {
                Some(field) => level(t, field.level),
                None if both => t.get("doubt-not-weighed"),
                None => t.get("doubt-not-compared"),
            },
            weight: by.map(|field| Weight::of(t, field.bits)),
        }
    }
}

fn level(t: Texts, level: Level) -> String {
    t.get(match level {
        Level::Missing => "agreement-missing",
        Level::Equal => "agreement-equal",
        Level::Alike => "agreement-alike",
        Level::OneEdit => "agreement-one-edit",
        Level::Part => "agreement-part",
        Level::Close => "agreement-close",
        Level::TwoNames => "agreement-two-names",
        Level::Loose => "agreement-loose",
        Level::OtherName => "agreement-other-name",
        Level::DayMonthSwapped => "agreement-day-month",
        Level::FirstJanuary => "agreement-first-january",
        Level::OtherYear => "agreement-other-year",
        Level::OnePart => "agreement-one-part",
        Level::SamePostcode => "agreement-same-postcode",
        Level::SamePostcodeOtherPlace => "agreement-other-place",
        Level::NearPlace => "agreement-near-place",
        Level::SameArea => "agreement-same-area",
        Level::EqualFromNames => "agreement-from-names",
        Level::SameUser => "agreement-same-user",
        Level::InOrder => "agreement-in-order",
        Level::Swapped => "agreement-swapped",
        Level::Different => "agreement-different",
    })
}

impl Piece {
    fn whole(text: String) -> Self {
        Self {
            before: text,
            differs: String::new(),
            after: String::new(),
        }
    }
}

/// Two values, each with the part between what both begin and end with.
fn differing(one: &str, other: &str) -> [Piece; 2] {
    let letters = [one, other].map(|text| text.chars().collect::<Vec<char>>());
    let [here, there] = &letters;
    let like = |x: &char, y: &char| x.to_lowercase().eq(y.to_lowercase());
    let start = here
        .iter()
        .zip(there)
        .take_while(|(x, y)| like(x, y))
        .count();
    let rest = here.len().min(there.len()) - start;
    let end = here
        .iter()
        .rev()
        .zip(there.iter().rev())
        .take(rest)
        .take_while(|(x, y)| like(x, y))
        .count();
    letters.map(|letters| {
        let until = letters.len() - end;
        let text = |part: &[char]| part.iter().collect::<String>();
        Piece {
            before: text(&letters[..start]),
            differs: text(&letters[start..until]),
            after: text(&letters[until..]),
        }
    })
}

impl Weight {
    fn of(t: Texts, bits: f64) -> Self {
        let [little, clear, strong] = WEIGHTS;
        let side = if bits > 0.0 { "for" } else { "against" };
        let (class, key) = match bits.abs() {
            by if by < little => ("weight-none", "weight-none".to_owned()),
            by if by < clear => (side, format!("weight-{side}-little")),
            by if by < strong => (side, format!("weight-{side}-clear")),
            _ => (side, format!("weight-{side}-strong")),
        };
        let length = (bits.abs() / FULL).min(1.0) * HALF;
        let x = if bits > 0.0 { HALF } else { HALF - length };
        Self {
            text: t.get(&key),
            class: match class {
                "for" => "weight-for",
                "against" => "weight-against",
                other => other,
            },
            x: format!("{x:.1}"),
            width: format!("{length:.1}"),
        }
    }
}

/// Each line of the account, with its weight in bits.
fn computed(t: Texts, evidence: &Evidence) -> Vec<String> {
    let language = match t.lang() {
        Lang::French => Language::Fr,
        Lang::English => Language::En,
    };
    let mut evidence = evidence.clone();
    for field in &mut evidence.fields {
        match field.name.as_str() {
            "ine" => field.name = t.of_code("field", Field::Ine.name()),
            "milo" => field.name = t.of_code("field", Field::MiloNumber.name()),
            _ => {}
        }
    }
    let told = evidence.in_words(language).to_string();
    told.lines().map(|line| t.sentence(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_differs_is_marked_alone() {
        let marked = |one, other| {
            differing(one, other)
                .map(|piece| format!("{}[{}]{}", piece.before, piece.differs, piece.after))
        };
        assert_eq!(
            marked("14 mai 2007", "4 mai 2007"),
            ["[1]4 mai 2007", "[]4 mai 2007"]
        );
        assert_eq!(marked("BENALI", "Benalli"), ["BENAL[]I", "Benal[l]i"]);
        assert_eq!(marked("aa", "aaa"), ["aa[]", "aa[a]"]);
        assert_eq!(marked("Zoé", "Inès"), ["[Zoé]", "[Inès]"]);
    }

    #[test]
    fn chances_are_told_in_whole_numbers() {
        let t = Texts::of(Lang::French);
        let same = "que ce soit la même personne";
        assert_eq!(chances(t, 0.87), format!("9 chances sur 10 {same}"));
        assert_eq!(chances(t, 0.1), format!("1 chance sur 10 {same}"));
        assert_eq!(chances(t, 0.97), format!("97 chances sur 100 {same}"));
        assert_eq!(chances(t, 0.9999), format!("99 chances sur 100 {same}"));
        assert_eq!(chances(t, 0.0), format!("1 chance sur 100 {same}"));
    }
}
