//! What must hold between the dates of one learner.

use jiff::civil::Date;
use tdu_domain::facts::{Given, SourcePatch};

use super::item::Source;
use crate::issue::IssueCode;
use crate::reading::Reading;

/// The ages, at entry, outside which a birth date is surprising.
const LIKELY_AGES: std::ops::RangeInclusive<i16> = 14..=70;

/// Tells every incoherence: what is impossible is an error, what is unlikely a warning.
pub(crate) fn check(patch: &SourcePatch, source: &impl Source, reading: &mut Reading, today: Date) {
    check_birth(patch, source, reading, today);
    if let (Some(entry), Some(end)) = (patch.training_start.value(), patch.training_end.value())
        && end < entry
    {
        let label = source.cell("date_fin_formation").label;
        reading.error(
            label,
            Some(&end.to_string()),
            IssueCode::TrainingEndBeforeEntry,
        );
    }
    if let (Some(entry), Some(out)) = (patch.training_start.value(), patch.excluded_on.value())
        && out < entry
    {
        let label = source.cell("date_exclusion_formation").label;
        reading.warn(
            label,
            Some(&out.to_string()),
            IssueCode::ExclusionBeforeEntry,
        );
    }
    check_contracts(patch, source, reading);
}

fn check_birth(patch: &SourcePatch, source: &impl Source, reading: &mut Reading, today: Date) {
    let Some(&birth) = patch.birth_date.value() else {
        return;
    };
    let label = source.cell("date_de_naissance_apprenant").label;
    if birth > today {
        reading.error(
            label,
            Some(&birth.to_string()),
            IssueCode::ImpossibleBirthDate,
        );
    } else if let Some(&entry) = patch.training_start.value()
        && !LIKELY_AGES.contains(&age(birth, entry))
    {
        reading.warn(label, Some(&birth.to_string()), IssueCode::UnlikelyAge);
    }
}

/// Whole years at that date.
pub(crate) fn age(birth: Date, at: Date) -> i16 {
    let before_birthday = (at.month(), at.day()) < (birth.month(), birth.day());
    at.year() - birth.year() - i16::from(before_birthday)
}

struct Slot<'p> {
    fields: [&'static str; 3],
    start: &'p Given<Date>,
    end: &'p Given<Date>,
    rupture: &'p Given<Date>,
    cause: &'p Given<String>,
}

fn check_contracts(patch: &SourcePatch, source: &impl Source, reading: &mut Reading) {
    macro_rules! slot {
        ($suffix:literal, $start:ident, $end:ident, $rupture:ident, $cause:ident) => {
            Slot {
                fields: [
                    concat!("contrat_date_debut", $suffix),
                    concat!("contrat_date_fin", $suffix),
                    concat!("contrat_date_rupture", $suffix),
                ],
                start: &patch.$start,
                end: &patch.$end,
                rupture: &patch.$rupture,
                cause: &patch.$cause,
            }
        };
    }
    let slots = [
        slot!(
            "",
            contract_1_start,
            contract_1_end,
            contract_1_rupture,
            contract_1_rupture_cause
        ),
        slot!(
            "_2",
            contract_2_start,
            contract_2_end,
            contract_2_rupture,
            contract_2_rupture_cause
        ),
        slot!(
            "_3",
            contract_3_start,
            contract_3_end,
            contract_3_rupture,
            contract_3_rupture_cause
        ),
        slot!(
            "_4",
            contract_4_start,
            contract_4_end,
            contract_4_rupture,
            contract_4_rupture_cause
        ),
    ];
    for slot in slots {
        check_slot(&slot, source, reading);
    }
}

fn check_slot(slot: &Slot<'_>, source: &impl Source, reading: &mut Reading) {
    let [start_field, end_field, rupture_field] = slot.fields;
    let Some(start) = slot.start.value() else {
        let given = slot.end.value().is_some()
            || slot.rupture.value().is_some()
            || slot.cause.value().is_some();
        let label = source.cell(start_field).label;
        let told = |issue: &crate::issue::Issue| issue.column.as_deref() == Some(label);
        if given && !reading.errors.iter().any(told) {
            reading.error(label, None, IssueCode::ContractWithoutStart);
        }
        return;
    };
    if let Some(end) = slot.end.value()
        && end < start
    {
        let label = source.cell(end_field).label;
        reading.error(
            label,
            Some(&end.to_string()),
            IssueCode::ContractEndBeforeStart,
        );
    }
    if let Some(rupture) = slot.rupture.value()
        && rupture < start
    {
        let label = source.cell(rupture_field).label;
        reading.error(
            label,
            Some(&rupture.to_string()),
            IssueCode::RuptureBeforeStart,
        );
    }
}
