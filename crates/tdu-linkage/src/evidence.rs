//! Why two records are thought to be of one person, or not: field by field, with its weight.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::compare::Comparer;
use crate::date::Day;
use crate::level::{Level, slot};
use crate::link::Zone;
use crate::schema::Kind;
use crate::table::{Mails, Row};
use crate::weights::Weights;
use crate::words::{self, Language};

/// What speaks for and against two records being of one person.
///
/// Weights are in bits: 1 doubles the odds, -1 halves them. All of them add up to the logarithm of
/// the odds of the probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The fields that both records tell, in the order of the comparison.
    pub fields: Vec<FieldEvidence>,
    /// What being of one household, or homonyms born on one day, explains as well: never for.
    pub relatives: f64,
    /// How improbable it is that any given record is the one, before looking.
    pub prior: f64,
    /// What the other candidates take away.
    pub competition: f64,
    /// The probability that they are of one person.
    pub probability: f64,
    /// What it calls for.
    pub zone: Zone,
    /// Whether they may be twins: one name, one birth date, clearly two first names.
    pub twins: bool,
}

/// What one field says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FieldEvidence {
    /// The field, as the schema calls it; `order` for names exchanged.
    pub name: String,
    /// How it is compared; nothing for the order of the names.
    pub kind: Option<Kind>,
    /// What the first record tells, as it was compared.
    pub here: String,
    /// What the second tells.
    pub there: String,
    /// How far they agree.
    pub level: Level,
    /// How much it weighs, in bits.
    pub bits: f64,
}

const KINDS: [Option<Kind>; slot::EXTRA] = [
    Some(Kind::Surname),
    Some(Kind::GivenName),
    Some(Kind::BirthDate),
    Some(Kind::Sex),
    Some(Kind::Place),
    Some(Kind::Phone),
    Some(Kind::Email),
    None,
];

impl Evidence {
    /// Compares a record of A with one of B again, this time to tell why. `others` is the odds of
    /// all other candidates.
    pub(crate) fn new(
        comparer: &Comparer<'_>,
        weights: &Weights,
        a: u32,
        b: u32,
        others: f64,
    ) -> Self {
        let agreement = comparer.compare(a, b);
        let (here, there) = (&comparer.a.rows[a as usize], &comparer.b.rows[b as usize]);
        let weighed = comparer.fields(here, a, b);
        let mut fields = Vec::new();
        let mut total = 0.0;
        for (at, field) in comparer.model.fields.iter().enumerate() {
            let level = field.levels[usize::from(weighed[at].0)];
            let weight = weights.of_slot(&agreement, at, weighed[at].1);
            total += weight;
            if matches!(level, Level::Missing | Level::InOrder) {
                continue;
            }
            let (here, there) = shown(
                comparer,
                here,
                there,
                (a, b),
                at,
                level == Level::SamePostcode,
                agreement.pattern.get(slot::ORDER) == 1,
            );
            let kind = match at.checked_sub(slot::EXTRA) {
                Some(extra) => Some(comparer.kinds[extra]),
                None => KINDS[at],
            };
            fields.push(FieldEvidence {
                name: field.name.clone(),
                kind,
                here,
                there,
                level,
                bits: bits(weight),
            });
        }
        // The order of the names weighs a little even when they are in order.
        let in_order: f64 = total
            - fields
                .iter()
                .map(|field| field.bits * std::f64::consts::LN_2)
                .sum::<f64>();
        let odds = weights.odds(&agreement);
        let rest = weights.rest();
        let twins = comparer.model.schema.keep_twins_apart && agreement.pattern.twins();
        let probability = odds.same / (rest + others + odds.same);
        let relatives = odds.same.max(f64::MIN_POSITIVE).ln()
            - total
            - (weights.present / weights.records).ln();
        let zone = comparer
            .model
            .zones
            .within(probability, comparer.bounds(&agreement));
        Self {
            fields,
            relatives: bits(relatives),
            prior: bits((weights.present / weights.records / rest).ln() + in_order),
            competition: bits((rest / (rest + others)).ln()),
            probability,
            zone,
            twins,
        }
    }

    /// The same evidence with the two records exchanged.
    pub(crate) fn exchanged(mut self) -> Self {
        for field in &mut self.fields {
            std::mem::swap(&mut field.here, &mut field.there);
        }
        self
    }

    /// The evidence in words, a line per field.
    #[must_use]
    pub fn in_words(&self, language: Language) -> impl fmt::Display {
        InWords {
            evidence: self,
            language,
        }
    }
}

fn bits(logarithm: f64) -> f64 {
    logarithm / std::f64::consts::LN_2
}

/// The two values compared, as they were compared.
fn shown(
    comparer: &Comparer<'_>,
    here: &Row,
    there: &Row,
    records: (u32, u32),
    at: usize,
    by_postcode: bool,
    swapped: bool,
) -> (String, String) {
    let name = |number: u32| title(comparer.values.name(number).text());
    let code =
        |number: u32| String::from_utf8_lossy(comparer.values.code(number).text()).into_owned();
    let both = |text: &dyn Fn(&Row) -> String| (text(here), text(there));
    match at {
        slot::SURNAME if swapped => (name(here.surname), name(there.given)),
        slot::SURNAME => {
            let (_, of_a, of_b) = comparer.surnames(here, there);
            (name(of_a), name(of_b))
        }
        slot::GIVEN if swapped => (name(here.given), name(there.surname)),
        slot::GIVEN => both(&|row| name(row.given)),
        slot::DATE => both(&|row| date(row.day)),
        slot::SEX => both(&|row| char::from(row.sex).to_string()),
        slot::PLACE if by_postcode => both(&|row| code(row.postcode)),
        slot::PLACE => both(&|row| {
            format!("{} {}", code(row.postcode), code(row.place))
                .trim()
                .to_owned()
        }),
        slot::PHONE => both(&|row| phone(row.phone)),
        slot::MAIL => (
            mail(comparer.a.mails, here.mail),
            mail(comparer.b.mails, there.mail),
        ),
        slot::ORDER => both(&|row| format!("{} {}", name(row.given), name(row.surname))),
        _ => {
            let (extra, width) = (at - slot::EXTRA, comparer.kinds.len());
            let of = |extras: &[u32], record: u32| {
                let number = extras[record as usize * width + extra];
                if comparer.kinds[extra] == Kind::Text {
                    name(number)
                } else {
                    code(number)
                }
            };
            (
                of(comparer.a.extras, records.0),
                of(comparer.b.extras, records.1),
            )
        }
    }
}

/// A cleaned name with capitals where words begin.
fn title(text: &[u8]) -> String {
    let mut first = true;
    String::from_utf8_lossy(text)
        .chars()
        .flat_map(|c| {
            let shown: Vec<char> = if first {
                vec![c]
            } else {
                c.to_lowercase().collect()
            };
            first = c == ' ';
            shown
        })
        .collect()
}

fn date(day: Day) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

fn phone(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() == 9 {
        format!("0{digits}")
    } else {
        digits
    }
}

fn mail(mails: &Mails, number: u32) -> String {
    if number == 0 {
        String::new()
    } else {
        String::from_utf8_lossy(mails.address(number)).into_owned()
    }
}

struct InWords<'a> {
    evidence: &'a Evidence,
    language: Language,
}

impl fmt::Display for InWords<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (evidence, language) = (self.evidence, self.language);
        for field in &evidence.fields {
            writeln!(out, "{}", field.in_words(language))?;
        }
        for (what, weight) in [
            (words::RELATIVES, evidence.relatives),
            (words::PRIOR, evidence.prior),
            (words::COMPETITION, evidence.competition),
        ] {
            // What does not weigh is not said.
            if weight.abs() >= 0.05 {
                writeln!(out, "{}", language.weighed(language.pick(what), weight))?;
            }
        }
        if evidence.twins {
            writeln!(out, "{}", language.pick(words::TWINS))?;
        }
        write!(
            out,
            "{}",
            language.conclusion(evidence.probability, evidence.zone)
        )
    }
}

impl FieldEvidence {
    /// The field in words: « Prénom : « Mohamed » et « Mouhamed » : variante du même nom, +6,1 ».
    #[must_use]
    pub fn in_words(&self, language: Language) -> String {
        let values = if self.here == self.there {
            language.quoted(&self.here)
        } else {
            language.both(&self.here, &self.there)
        };
        let text = language.field(self.kind, &self.name, &values, words::level(self.level));
        language.weighed(&text, self.bits)
    }
}
