//! The refused rows, written back so that they can be corrected and sent again.
//!
//! Reading such a file again ignores the columns added here ([`ADDED_COLUMNS`]) and removes the
//! apostrophe put before what a spreadsheet would take for a formula.

use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::delivery::{Delivery, Row};
use crate::issue::{Issue, Lang};
use crate::learner::ItemAnswer;
use crate::nir::is_nir_name;

/// The columns added after those of the file: the line of origin, the columns in error, the rules
/// broken, what to do.
pub const ADDED_COLUMNS: [&str; 4] = ["ligne", "colonnes en erreur", "règle", "à faire"];

/// What a spreadsheet takes for the beginning of a formula.
pub(crate) const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// A refused row, as kept aside.
#[derive(Debug, Clone, Copy)]
pub struct RefusedRow<'r> {
    /// [`Row::position`] of the row.
    pub position: u32,
    /// [`Row::raw`] of the row.
    pub raw: &'r str,
    /// Its errors.
    pub issues: &'r [Issue],
}

impl<'r> RefusedRow<'r> {
    /// The refused rows of a delivery, in order.
    #[must_use]
    pub fn of(delivery: &'r Delivery) -> Vec<Self> {
        delivery
            .refused()
            .map(|(row, issues)| Self {
                position: row.position,
                raw: &row.raw,
                issues,
            })
            .collect()
    }
}

/// The refused rows of a table as CSV: `;`, UTF-8 with a byte order mark, the columns of `headers`
/// ([`Delivery::columns`]), those that only the rows have, then [`ADDED_COLUMNS`]. Cells that begin
/// like a formula get a leading apostrophe.
#[must_use]
pub fn table_csv(headers: &[String], rows: &[RefusedRow<'_>], lang: Lang) -> Vec<u8> {
    let cells: Vec<Map<String, Value>> = rows
        .iter()
        .map(|row| serde_json::from_str(row.raw).unwrap_or_default())
        .collect();
    let headers = columns(headers, &cells);
    let mut out = String::from("\u{feff}");
    let added = ADDED_COLUMNS.map(str::to_owned);
    push_line(&mut out, headers.iter().chain(&added).map(String::as_str));
    for (row, cells) in rows.iter().zip(&cells) {
        let own = headers
            .iter()
            .map(|header| cells.get(header).and_then(Value::as_str).unwrap_or(""));
        let explained = explain(row, lang);
        push_line(&mut out, own.chain(explained.iter().map(String::as_str)));
    }
    out.into_bytes()
}

/// The refused items of a JSON array as a JSON array: each item as it was received (the social
/// security number apart) with its `validation_errors`, which reading ignores.
#[must_use]
pub fn items_json(rows: &[RefusedRow<'_>], lang: Lang) -> Vec<u8> {
    let mut out = String::from("[\n");
    for (at, refused) in rows.iter().enumerate() {
        let row = Row {
            position: refused.position,
            raw: refused.raw.to_owned(),
            outcome: Err(refused.issues.to_vec()),
            warnings: Vec::new(),
        };
        let answer = ItemAnswer::new(&row, lang);
        if at > 0 {
            out.push_str(",\n");
        }
        // A tree of JSON values always has a text; RawValue keeps it on one line.
        if let Ok(item) = serde_json::value::to_raw_value(&answer) {
            out.push_str(RawValue::get(&item));
        }
    }
    out.push_str("\n]\n");
    out.into_bytes()
}

/// The wanted columns, then those that only the rows have.
fn columns(headers: &[String], rows: &[Map<String, Value>]) -> Vec<String> {
    let mut columns = headers.to_vec();
    for key in rows.iter().flat_map(Map::keys) {
        if !columns.contains(key) {
            columns.push(key.clone());
        }
    }
    columns.retain(|header| !is_nir_name(header));
    columns
}

fn explain(row: &RefusedRow<'_>, lang: Lang) -> [String; 4] {
    let joined = |texts: Vec<String>| {
        let mut seen: Vec<String> = Vec::new();
        for text in texts {
            if !text.is_empty() && !seen.contains(&text) {
                seen.push(text);
            }
        }
        seen.join(" | ")
    };
    let of = |text: &dyn Fn(&Issue) -> String| joined(row.issues.iter().map(text).collect());
    [
        row.position.to_string(),
        of(&|issue| issue.column.clone().unwrap_or_default()),
        of(&|issue| issue.rule(lang)),
        of(&|issue| issue.code.remedy(lang).to_owned()),
    ]
}

fn push_line<'c>(out: &mut String, cells: impl Iterator<Item = &'c str>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(';');
        }
        let formula = cell.starts_with(FORMULA_SIGNS);
        let quoted = cell.contains([';', '"', '\n', '\r', ',', '\t']);
        if quoted {
            out.push('"');
        }
        if formula {
            out.push('\'');
        }
        if quoted {
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};
    use tdu_domain::person::SchoolYear;

    use super::*;
    use crate::Notice;
    use crate::table::read_table;
    use crate::{learner, sifa, youth};

    const TODAY: Date = date(2026, 11, 22);

    fn youths(file: &[u8]) -> Delivery {
        let table = read_table(file).unwrap();
        let mapping = youth::suggest_for(&table).mapping;
        youth::parse(&table, &mapping, TODAY).unwrap()
    }

    #[test]
    fn a_corrected_file_can_be_sent_again() {
        let file = "N° dossier;Nom;Prénom;DDN;Adresse;NIR;Groupe\n\
                    1;Ba;Ali;31/03/2008;1 rue;269054958815780;A\n\
                    2;;=Zoé;31/02/2008;\"+1; \"\"bis\"\"\";;B\n\
                    3;Ba\n\
                    4;Ba;Awa;01/01/2008;;;;de trop;269054958815780\n";
        let delivery = youths(file.as_bytes());
        let errors = table_csv(&delivery.columns, &RefusedRow::of(&delivery), Lang::Fr);
        let text = String::from_utf8(errors.clone()).unwrap();
        insta::assert_snapshot!(text.trim_start_matches('\u{feff}').replace("\r\n", "\n"));
        let corrected = text
            .replacen("2;;", "2;Diop;", 1)
            .replace("31/02/2008", "28/02/2008")
            .replacen("3;Ba;;;", "3;Ba;Awa;01/01/2008;", 1);
        let again = youths(corrected.as_bytes());
        assert_eq!(
            again.notices,
            [Notice::UnknownColumn("colonne 8".to_owned())]
        );
        let records: Vec<_> = again.records().map(|(_, record)| record).collect();
        assert_eq!(records.len(), 3, "{again:?}");
        assert_eq!(records[0].patch.first_name.value().unwrap(), "=Zoé");
        assert_eq!(records[0].patch.address.value().unwrap(), "+1; \"bis\"");
    }

    #[test]
    fn the_columns_asked_for_are_written_the_secret_ones_apart() {
        let headers = ["N° dossier", "NIR", "Nom"].map(str::to_owned);
        let csv = table_csv(&headers, &[], Lang::Fr);
        assert_eq!(
            String::from_utf8(csv).unwrap(),
            "\u{feff}N° dossier;Nom;ligne;colonnes en erreur;règle;à faire\r\n"
        );
    }

    #[test]
    fn items_come_back_with_their_reasons() {
        let body = br#"[{"nom_apprenant":"Ba","nir_apprenant":"269054958815780"},3]"#;
        let delivery = learner::parse_items(body, TODAY, None).unwrap();
        let file = items_json(&RefusedRow::of(&delivery), Lang::Fr);
        let items: Vec<Value> = serde_json::from_slice(&file).unwrap();
        assert_eq!(items.len(), 2);
        assert_eq!(items[0]["has_nir"], true);
        assert_eq!(items[0]["validation_errors"][0]["code"], "missing_value");
        assert_eq!(items[1]["item"], 3);
        let again = learner::parse_items(&file, TODAY, None).unwrap();
        let codes = |delivery: &Delivery| -> Vec<_> {
            delivery
                .refused()
                .next()
                .map(|(_, issues)| issues.to_vec())
                .unwrap()
        };
        assert_eq!(codes(&again), codes(&delivery));
    }

    #[test]
    fn a_sifa_file_can_be_sent_again() {
        let year = SchoolYear::parse("2026-2027").unwrap();
        let mut cells = vec![""; sifa::COLUMNS.len()];
        cells[1] = "0123456A";
        cells[14] = "Gaston";
        cells[28] = "28102008";
        let delivery = sifa::parse(cells.join(";").as_bytes(), year, TODAY).unwrap();
        let headers = sifa::COLUMNS.map(str::to_owned);
        let errors = table_csv(&headers, &RefusedRow::of(&delivery), Lang::Fr);
        let corrected = String::from_utf8(errors)
            .unwrap()
            .replacen(";;Gaston", ";;Lenôtre;;Gaston", 1)
            .replacen(";;;Lenôtre", ";Lenôtre", 1);
        assert_eq!(delivery.records().count(), 0);
        let again = sifa::parse(corrected.as_bytes(), year, TODAY).unwrap();
        assert_eq!(again.records().count(), 1, "{again:?}");
    }
}
