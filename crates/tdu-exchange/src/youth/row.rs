//! One row of a Mission Locale's file, from its cells to a patch.

use jiff::civil::Date;
use tdu_domain::codes::{Ine, MiloNumber, PostalCode};
use tdu_domain::facts::{Given, SourcePatch};

use super::columns::YouthColumn;
use super::situation;
use super::values::{self, CommuneText};
use crate::delivery::Record;
use crate::issue::{Issue, IssueCode};
use crate::learner::rules::age;
use crate::nir::looks_like_nir;
use crate::reading::{Cell, Fault, Reading, Style};

/// The ages, today, outside which a birth date is surprising.
const LIKELY_AGES: std::ops::RangeInclusive<i16> = 14..=70;

/// Reads a row through `cells`, which gives the header and the text of a target, if it is mapped.
pub(super) fn read<'t>(
    cells: impl Fn(YouthColumn) -> Option<(&'t str, &'t str)>,
    position: u32,
    today: Date,
) -> (Result<Record, Vec<Issue>>, Vec<Issue>) {
    let mut young = Young {
        cells,
        reading: Reading::new(position, Style::Table),
        patch: SourcePatch::default(),
        today,
    };
    young.identity();
    young.contact();
    young.file();
    young.pathway();
    let Young { reading, patch, .. } = young;
    let outcome = match patch.milo_number.value() {
        Some(number) if reading.errors.is_empty() => Ok(Record {
            external_id: number.as_str().to_owned(),
            patch,
        }),
        _ => Err(reading.errors),
    };
    (outcome, reading.warnings)
}

struct Young<F> {
    cells: F,
    reading: Reading,
    patch: SourcePatch,
    today: Date,
}

impl<'t, F: Fn(YouthColumn) -> Option<(&'t str, &'t str)>> Young<F> {
    fn identity(&mut self) {
        let cell = self.cell(YouthColumn::FileNumber);
        let number = self.reading.value(&cell, Fault::Refuse, |text| {
            if looks_like_nir(text) {
                return Err(IssueCode::SocialSecurityNumber);
            }
            MiloNumber::parse(text).map_err(|_| IssueCode::BadMiloNumber)
        });
        self.patch.milo_number = self.reading.required(&cell, number);
        let cell = self.cell(YouthColumn::BirthName);
        let name = self.reading.name(&cell, Fault::Refuse);
        self.patch.birth_name = self.reading.required(&cell, name);
        let cell = self.cell(YouthColumn::FirstName);
        let name = self.reading.name(&cell, Fault::Refuse);
        self.patch.first_name = self.reading.required(&cell, name);
        self.birth_date();
        let cell = self.cell(YouthColumn::UsedName);
        self.patch.used_name = self.reading.name(&cell, Fault::Skip);
        self.patch.sex = self.optional(YouthColumn::Sex, values::sex);
        self.patch.ine = self.optional(YouthColumn::Ine, |text| {
            if looks_like_nir(text) {
                return Err(IssueCode::SocialSecurityNumber);
            }
            Ine::parse(text).map_err(|_| IssueCode::BadIne)
        });
    }

    fn birth_date(&mut self) {
        let cell = self.cell(YouthColumn::BirthDate);
        let birth = self.reading.date(&cell, Fault::Refuse);
        if let Some(&date) = birth.value() {
            if date > self.today {
                let written = self.written(YouthColumn::BirthDate);
                self.reading
                    .error(cell.label, Some(written), IssueCode::ImpossibleBirthDate);
            } else if !LIKELY_AGES.contains(&age(date, self.today)) {
                let written = self.written(YouthColumn::BirthDate);
                self.reading
                    .warn(cell.label, Some(written), IssueCode::UnlikelyAge);
            }
        }
        self.patch.birth_date = self.reading.required(&cell, birth);
    }

    fn contact(&mut self) {
        self.patch.address = self.optional(YouthColumn::Address, |text| Ok(text.to_owned()));
        self.patch.postcode = self.optional(YouthColumn::Postcode, |text| {
            PostalCode::parse(text).map_err(|_| IssueCode::BadPostcode)
        });
        match self.optional(YouthColumn::Commune, values::commune) {
            Given::Value(CommuneText::Code(code)) => self.patch.commune = Given::Value(code),
            Given::Value(CommuneText::Name(name)) => self.patch.commune_name = Given::Value(name),
            Given::Absent | Given::Null => {}
        }
        self.patch.phone = self.optional(YouthColumn::Phone, values::phone);
        self.patch.email = self.optional(YouthColumn::Email, values::email);
    }

    fn file(&mut self) {
        self.patch.counsellor = self.optional(YouthColumn::Counsellor, |text| Ok(text.to_owned()));
        self.patch.file_status = self.optional(YouthColumn::FileStatus, values::file_status);
        self.situation();
        let today = self.today;
        let cell = self.cell(YouthColumn::LastContact);
        self.patch.last_contact_on = match self.reading.date(&cell, Fault::Skip) {
            Given::Value(contact) if contact > today => {
                let written = self.written(YouthColumn::LastContact);
                self.reading
                    .warn(cell.label, Some(written), IssueCode::DateInFuture);
                Given::Absent
            }
            given => given,
        };
        (self.patch.cej_start, self.patch.cej_end) =
            self.period(YouthColumn::CejStart, YouthColumn::CejEnd);
        (self.patch.pacea_start, self.patch.pacea_end) =
            self.period(YouthColumn::PaceaStart, YouthColumn::PaceaEnd);
    }

    /// What the young person is doing now. One that has not begun is not theirs yet; a file that says
    /// there is none clears what it said before.
    fn situation(&mut self) {
        let told = self.optional(YouthColumn::Situation, situation::situation);
        let cell = self.cell(YouthColumn::SituationSince);
        let since = self.reading.date(&cell, Fault::Skip);
        if let Some(&since) = since.value()
            && since > self.today
        {
            let written = self.written(YouthColumn::SituationSince);
            self.reading
                .warn(cell.label, Some(written), IssueCode::SituationNotBegun);
            return;
        }
        (self.patch.situation, self.patch.situation_since) = match told {
            Given::Value(Some(situation)) => (Given::Value(situation), since),
            Given::Value(None) => (Given::Null, Given::Null),
            // A date without the situation it dates says nothing.
            Given::Absent | Given::Null => (Given::Absent, Given::Absent),
        };
    }

    fn pathway(&mut self) {
        self.patch.rqth = self.optional(YouthColumn::Rqth, values::rqth);
        self.patch.school_level = self.optional(YouthColumn::SchoolLevel, values::school_level);
        self.patch.mobility = self.optional(YouthColumn::Mobility, values::mobility);
        let cell = self.cell(YouthColumn::WantedTrades);
        let mut bad = None;
        let trades = self.reading.value(&cell, Fault::Skip, |text| {
            let (codes, wrong) = values::trades(text);
            bad = wrong.map(str::to_owned);
            Ok(codes)
        });
        if let Some(piece) = bad {
            self.reading
                .warn(cell.label, Some(&piece), IssueCode::BadRome);
        }
        self.patch.wanted_trades = match trades {
            Given::Value(codes) if codes.is_empty() => Given::Absent,
            given => given,
        };
    }

    /// Both ends of a period; an end before the start is set aside.
    fn period(&mut self, start: YouthColumn, end: YouthColumn) -> (Given<Date>, Given<Date>) {
        let first = self.cell(start);
        let last = self.cell(end);
        let first_day = self.reading.date(&first, Fault::Skip);
        let last_day = self.reading.date(&last, Fault::Skip);
        match (first_day.value(), last_day.value()) {
            (Some(from), Some(to)) if to < from => {
                let written = self.written(end);
                self.reading
                    .warn(last.label, Some(written), IssueCode::PeriodEndBeforeStart);
                (first_day, Given::Absent)
            }
            _ => (first_day, last_day),
        }
    }

    fn optional<T>(
        &mut self,
        target: YouthColumn,
        parse: impl FnOnce(&str) -> Result<T, IssueCode>,
    ) -> Given<T> {
        let cell = self.cell(target);
        self.reading.value(&cell, Fault::Skip, parse)
    }

    /// What the file says, to be found there.
    fn written(&self, target: YouthColumn) -> &'t str {
        (self.cells)(target).map_or("", |(_, text)| text)
    }

    fn cell(&self, target: YouthColumn) -> Cell<'t> {
        match (self.cells)(target) {
            Some((header, text)) => Cell::of_table(header, text),
            None => Cell::of_table("", ""),
        }
    }
}
