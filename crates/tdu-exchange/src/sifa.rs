//! The file of the SIFA survey: CSV without header, 47 columns separated by `;`.
//!
//! | SIFA | Fact | Rule |
//! |---|---|---|
//! | `INE` | `ine` | unreadable: absent, with a warning |
//! | `NUMERO_UAI` | `trainer_uai` | the establishment that trains |
//! | `TYPE_CFA` | `cfa_type` | 01 to 10 |
//! | `DIPLOME` | `cfd` | 8 characters |
//! | `RNCP` | `rncp` | |
//! | `DUR_FORM_THEO` | `planned_months` | 1 to 48 months |
//! | `AN_FORM` | `training_year` | 0 to 5 |
//! | `NOM`, `PRENOM1` | `birth_name`, `first_name` | required |
//! | `NOM2` | `used_name` | |
//! | `ADRESSE`, `COD_POST`, `COM_RESID` | `address`, `postcode`, `commune` | |
//! | `TEL_JEUNE`, `MAIL_JEUNE` | `phone`, `email` | |
//! | `MAIL_RESP1`, `MAIL_RESP2` | `guardian_email_1`, `guardian_email_2` | |
//! | `DATE_NAIS` | `birth_date` | required |
//! | `LIEU_NAIS` | `birth_commune` | |
//! | `SEXE` | `sex` | 1 male, 2 female |
//! | `HANDI` | `rqth` | 1 yes, 0 and 2 no; otherwise absent, with a warning |
//! | `SIT_N_1`, `ETAB_N_1` | `last_situation`, `last_establishment` | |
//! | `DATE_ENTREE_CFA` | `training_start` | |
//! | `DATE_DEB_CONT`, `DATE_RUPT_CONT`, `SIRET_EMP` | first contract | |
//!
//! The other columns are statistics of the survey and are not taken; they stay in the trace.
//! Dates are `JJMMAAAA`, `JJ/MM/AAAA` or `AAAA-MM-JJ`. An optional value that cannot be read is set
//! aside with a warning. SIFA carries neither the identifier of the CFA's software nor the school
//! year: the external id is the INE if there is one, otherwise a hash of birth name, first name and
//! birth date (prefixed `personne-`), then `@` and the school year given by the caller.

use jiff::civil::Date;
use tdu_domain::codes::{CfdCode, Email, Ine, Phone, PostalCode, RncpCode, Siret, Uai};
use tdu_domain::facts::{Given, SourcePatch};
use tdu_domain::person::SchoolYear;

use crate::delivery::{Delivery, Record, Row};
use crate::error::FileError;
use crate::errors_file::ADDED_COLUMNS;
use crate::identity::stable_key;
use crate::issue::{Issue, IssueCode};
use crate::learner::rules::{
    parse_cfa_type, parse_commune, parse_last_establishment, parse_last_situation,
};
use crate::nir::looks_like_nir;
use crate::reading::{Cell, Fault, Reading, Style};
use crate::table::{TableRow, read_rows};

/// The columns, in order.
pub const COLUMNS: [&str; 47] = [
    "INE",
    "NUMERO_UAI",
    "TYPE_CFA",
    "SIT_FORM",
    "UAI_EPLE",
    "NAT_STR_JUR",
    "STATUT",
    "DIPLOME",
    "RNCP",
    "DUR_FORM_THEO",
    "DUR_FORM_REELLE",
    "AN_FORM",
    "NOM",
    "NOM2",
    "PRENOM1",
    "PRENOM2",
    "PRENOM3",
    "ADRESSE",
    "COD_POST",
    "COM_RESID",
    "TEL_JEUNE",
    "TEL_RESP1_PERSO",
    "TEL_RESP1_PRO",
    "TEL_RESP2_PERSO",
    "TEL_RESP2_PRO",
    "MAIL_JEUNE",
    "MAIL_RESP1",
    "MAIL_RESP2",
    "DATE_NAIS",
    "LIEU_NAIS",
    "SEXE",
    "REGIME_SCO",
    "PCS",
    "HANDI",
    "NATIO",
    "SIT_AV_APP",
    "DIP_OBT",
    "SIT_N_1",
    "ETAB_N_1",
    "TYPE_EMP",
    "DATE_ENTREE_CFA",
    "DATE_DEB_CONT",
    "DATE_RUPT_CONT",
    "COM_ETAB",
    "NAF_ETAB",
    "NBSAL_EMP",
    "SIRET_EMP",
];

/// Reads a SIFA file; [`Row::position`] is the line of the file, from 1. `school_year` is the one
/// of the survey; `today` bounds the birth dates. A line of column names, if there is one, is
/// skipped.
pub fn parse(bytes: &[u8], school_year: SchoolYear, today: Date) -> Result<Delivery, FileError> {
    let table = read_rows(bytes, Some(COLUMNS.len()))?;
    // Our own errors file has a header, and explains each line after the 47 columns.
    let explained = table.row(0).is_some_and(|row| {
        is_header(row) && (0..ADDED_COLUMNS.len()).all(|at| row.get(47 + at) == ADDED_COLUMNS[at])
    });
    let rows = table
        .rows()
        .enumerate()
        .filter(|(at, row)| *at > 0 || !is_header(*row))
        .map(|(_, row)| parse_row(row, explained, school_year, today))
        .collect();
    let mut delivery = Delivery {
        rows,
        columns: COLUMNS.map(str::to_owned).to_vec(),
        notices: table.notices().to_vec(),
    };
    delivery.refuse_duplicates("INE");
    Ok(delivery)
}

/// Whether the first line has the 47 columns, with a UAI where SIFA puts it.
#[must_use]
pub fn looks_like(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(64 * 1024)];
    let Ok(table) = read_rows(head, Some(COLUMNS.len())) else {
        return false;
    };
    table.row(0).is_some_and(|row| {
        row.len() >= COLUMNS.len() && (is_header(row) || Uai::parse(row.get(1)).is_ok())
    })
}

fn is_header(row: TableRow<'_>) -> bool {
    row.get(0).trim().eq_ignore_ascii_case(COLUMNS[0])
        && row.get(1).trim().eq_ignore_ascii_case(COLUMNS[1])
}

/// Why the line cannot be read: it needs the 47 columns, and nothing after them but an explanation.
fn refusal(row: TableRow<'_>, explained: bool) -> Option<Issue> {
    let blank_after = || (COLUMNS.len()..row.len()).all(|at| row.get(at).trim().is_empty());
    if row.len() >= COLUMNS.len() && (explained || blank_after()) {
        return row.ambiguity();
    }
    let mut issue = Issue::of_row(row.line(), IssueCode::WrongSifaColumns);
    issue.value = Some(format!("{} / {}", row.len(), COLUMNS.len()));
    Some(issue)
}

fn parse_row(row: TableRow<'_>, explained: bool, school_year: SchoolYear, today: Date) -> Row {
    let position = row.line();
    let beyond = if explained {
        COLUMNS.len() + ADDED_COLUMNS.len()
    } else {
        COLUMNS.len()
    };
    let raw = row.json(COLUMNS.into_iter().enumerate(), beyond);
    let (outcome, warnings) = match refusal(row, explained) {
        Some(issue) => (Err(vec![issue]), Vec::new()),
        None => Line {
            row,
            reading: Reading::new(position, Style::Sifa),
        }
        .read(school_year, today),
    };
    Row {
        position,
        raw,
        outcome,
        warnings,
    }
}

struct Line<'t> {
    row: TableRow<'t>,
    reading: Reading,
}

impl<'t> Line<'t> {
    fn read(
        mut self,
        school_year: SchoolYear,
        today: Date,
    ) -> (Result<Record, Vec<Issue>>, Vec<Issue>) {
        let patch = self.patch(school_year, today);
        let record =
            external_id(&patch, school_year).map(|external_id| Record { external_id, patch });
        let outcome = match record {
            Some(record) if self.reading.errors.is_empty() => Ok(record),
            _ => Err(self.reading.errors),
        };
        (outcome, self.reading.warnings)
    }

    fn patch(&mut self, school_year: SchoolYear, today: Date) -> SourcePatch {
        use IssueCode as Code;
        let rqth = self.handicap();
        let mut patch = SourcePatch {
            school_year: Given::Value(school_year),
            birth_name: self.required_name("NOM"),
            first_name: self.required_name("PRENOM1"),
            used_name: self.optional("NOM2", |text| Ok(text.to_owned())),
            birth_date: self.birth_date(today),
            ine: self.optional("INE", |text| {
                if looks_like_nir(text) {
                    return Err(Code::SocialSecurityNumber);
                }
                Ine::parse(text).map_err(|_| Code::BadIne)
            }),
            sex: self.optional("SEXE", crate::reading::parse_sex),
            birth_commune: self.optional("LIEU_NAIS", |text| parse_commune(text, true)),
            address: self.optional("ADRESSE", |text| Ok(text.to_owned())),
            postcode: self.optional("COD_POST", |text| {
                PostalCode::parse(text).map_err(|_| Code::BadPostcode)
            }),
            commune: self.optional("COM_RESID", |text| parse_commune(text, true)),
            phone: self.optional("TEL_JEUNE", |text| {
                Phone::parse(text).map_err(|_| Code::BadPhone)
            }),
            email: self.optional("MAIL_JEUNE", parse_email),
            guardian_email_1: self.optional("MAIL_RESP1", parse_email),
            guardian_email_2: self.optional("MAIL_RESP2", parse_email),
            rqth,
            trainer_uai: self.trainer(),
            cfa_type: self.optional("TYPE_CFA", parse_cfa_type),
            cfd: self.optional("DIPLOME", |text| {
                CfdCode::parse(text).map_err(|_| Code::BadCfd)
            }),
            rncp: self.optional("RNCP", |text| {
                RncpCode::parse(text).map_err(|_| Code::BadRncp)
            }),
            last_situation: self.optional("SIT_N_1", parse_last_situation),
            last_establishment: self.optional("ETAB_N_1", parse_last_establishment),
            ..SourcePatch::default()
        };
        patch.planned_months = self.integer("DUR_FORM_THEO", Code::BadMonths, 1..=48);
        patch.training_year = self.integer("AN_FORM", Code::BadTrainingYear, 0..=5);
        patch.training_start = self.date("DATE_ENTREE_CFA");
        self.contract(&mut patch);
        patch
    }

    fn contract(&mut self, patch: &mut SourcePatch) {
        patch.contract_1_start = self.date("DATE_DEB_CONT");
        patch.contract_1_rupture = self.date("DATE_RUPT_CONT");
        patch.contract_1_employer = self.optional("SIRET_EMP", |text| {
            Siret::parse(text).map_err(|_| IssueCode::BadSiret)
        });
        let Some(rupture) = patch.contract_1_rupture.value() else {
            return;
        };
        let code = match patch.contract_1_start.value() {
            None => ("DATE_DEB_CONT", IssueCode::ContractWithoutStart),
            Some(start) if rupture < start => ("DATE_RUPT_CONT", IssueCode::RuptureBeforeStart),
            Some(_) => return,
        };
        self.reading
            .error(code.0, Some(&rupture.to_string()), code.1);
    }

    fn required_name(&mut self, column: &'static str) -> Given<String> {
        let cell = self.cell(column);
        let name = self.reading.name(&cell, Fault::Refuse);
        self.reading.required(&cell, name)
    }

    fn birth_date(&mut self, today: Date) -> Given<Date> {
        let cell = self.cell("DATE_NAIS");
        let birth = self.reading.date(&cell, Fault::Refuse);
        if let Some(&date) = birth.value()
            && date > today
        {
            let value = date.to_string();
            self.reading
                .error(cell.label, Some(&value), IssueCode::ImpossibleBirthDate);
        }
        self.reading.required(&cell, birth)
    }

    fn trainer(&mut self) -> Given<Uai> {
        let cell = self.cell("NUMERO_UAI");
        let uai = self
            .reading
            .code(&cell, Fault::Refuse, IssueCode::BadUai, Uai::parse);
        self.reading.required(&cell, uai)
    }

    fn handicap(&mut self) -> Given<bool> {
        self.optional("HANDI", |text| match text {
            "1" => Ok(true),
            "0" | "2" => Ok(false),
            _ => Err(IssueCode::BadHandicap),
        })
    }

    fn date(&mut self, column: &'static str) -> Given<Date> {
        let cell = self.cell(column);
        self.reading.date(&cell, Fault::Skip)
    }

    fn integer(
        &mut self,
        column: &'static str,
        code: IssueCode,
        bounds: std::ops::RangeInclusive<u8>,
    ) -> Given<u8> {
        let cell = self.cell(column);
        self.reading
            .integer(&cell, Fault::Skip, code, |number| bounds.contains(&number))
    }

    fn optional<T>(
        &mut self,
        column: &'static str,
        parse: impl FnOnce(&str) -> Result<T, IssueCode>,
    ) -> Given<T> {
        let cell = self.cell(column);
        self.reading.value(&cell, Fault::Skip, parse)
    }

    fn cell(&self, column: &'static str) -> Cell<'t> {
        let at = COLUMNS.iter().position(|name| *name == column);
        Cell::of_table(column, at.map_or("", |at| self.row.get(at)))
    }
}

fn parse_email(text: &str) -> Result<Email, IssueCode> {
    Email::parse(text).map_err(|_| IssueCode::BadEmail)
}

fn external_id(patch: &SourcePatch, school_year: SchoolYear) -> Option<String> {
    let key = stable_key(
        patch.ine.value(),
        patch.birth_name.value()?,
        patch.first_name.value()?,
        *patch.birth_date.value()?,
    );
    Some(format!("{key}@{school_year}"))
}

#[cfg(test)]
mod tests;
