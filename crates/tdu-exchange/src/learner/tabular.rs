//! CSV and XLSX with the columns of the national template.

use std::collections::HashMap;

use jiff::civil::Date;
use rayon::prelude::*;

use super::fields::FIELDS;
use super::item::{self, Source};
use crate::delivery::{Delivery, Row};
use crate::error::FileError;
use crate::nir::is_nir_name;
use crate::notice::Notice;
use crate::reading::{Cell, Style};
use crate::table::{Table, TableRow, read_table};
use crate::text::fold_key;

/// The columns without which no line can be read.
const MANDATORY: [&str; 7] = [
    "nom_apprenant",
    "prenom_apprenant",
    "date_de_naissance_apprenant",
    "annee_scolaire",
    "date_inscription_formation",
    "date_entree_formation",
    "date_fin_formation",
];

/// Reads a CSV or XLSX file whose headers are the names of [`FIELDS`], whatever their case, accents,
/// spaces and underscores. [`Row::position`] is the line of the file, from 1.
///
/// An empty cell is absent: it never erases. Dates may also be `JJ/MM/AAAA` or Excel serials, and
/// booleans oui/non. As in the national template, there may be no identifier (the INE is used, or
/// else a hash of birth name, first name and birth date, prefixed `personne-`) and no establishment
/// (the caller knows whose file it is).
pub fn parse_table(bytes: &[u8], today: Date) -> Result<Delivery, FileError> {
    let table = read_table(bytes)?;
    let columns = Columns::of(&table)?;
    let mut delivery = Delivery {
        columns: columns
            .kept
            .iter()
            .map(|&at| table.headers()[at].clone())
            .collect(),
        notices: columns.notices(&table),
        ..Delivery::default()
    };
    let rows: Vec<TableRow<'_>> = table.rows().collect();
    delivery.rows = rows
        .par_iter()
        .map(|row| columns.parse(&table, *row, today))
        .collect();
    let label = columns.label(&table, "id_erp_apprenant");
    delivery.refuse_duplicates(label);
    Ok(delivery)
}

/// Which column of the file is which field.
struct Columns {
    of_field: HashMap<&'static str, usize>,
    kept: Vec<usize>,
    refused: Vec<usize>,
    unknown: Vec<usize>,
}

impl Columns {
    fn of(table: &Table) -> Result<Self, FileError> {
        let fields: HashMap<String, &'static str> = FIELDS
            .iter()
            .map(|field| (fold_key(field.name), field.name))
            .collect();
        let mut columns = Self {
            of_field: HashMap::new(),
            kept: Vec::new(),
            refused: Vec::new(),
            unknown: Vec::new(),
        };
        let nir_columns = table.nir_columns();
        for (at, header) in table.headers().iter().enumerate() {
            let field = fields.get(&fold_key(header)).copied();
            if is_nir_name(header) || nir_columns.contains(&at) {
                columns.refused.push(at);
                if field == Some("nir_apprenant") {
                    columns.of_field.insert("nir_apprenant", at);
                }
                continue;
            }
            match field {
                Some(field) if !columns.of_field.contains_key(field) => {
                    columns.of_field.insert(field, at);
                    columns.kept.push(at);
                }
                _ => columns.unknown.push(at),
            }
        }
        let missing: Vec<String> = MANDATORY
            .iter()
            .filter(|name| !columns.of_field.contains_key(*name))
            .map(|name| (*name).to_owned())
            .collect();
        if missing.is_empty() {
            Ok(columns)
        } else {
            Err(FileError::MissingColumns(missing))
        }
    }

    fn notices(&self, table: &Table) -> Vec<Notice> {
        let name = |at: &usize| table.headers()[*at].clone();
        let mut notices: Vec<Notice> = table.notices().to_vec();
        notices.extend(self.refused.iter().map(name).map(Notice::RefusedColumn));
        notices.extend(self.unknown.iter().map(name).map(Notice::UnknownColumn));
        notices
    }

    fn label<'t>(&self, table: &'t Table, field: &'static str) -> &'t str
    where
        'static: 't,
    {
        match self.of_field.get(field) {
            Some(&at) => &table.headers()[at],
            None => field,
        }
    }

    fn parse(&self, table: &Table, row: TableRow<'_>, today: Date) -> Row {
        let kept = self
            .kept
            .iter()
            .map(|&at| (at, table.headers()[at].as_str()));
        let raw = row.json(kept, table.width());
        if let Some(issue) = row.refusal() {
            return Row {
                position: row.line(),
                raw,
                outcome: Err(vec![issue]),
                warnings: Vec::new(),
            };
        }
        let line = Line {
            columns: self,
            table,
            row,
        };
        let (outcome, warnings) = item::read(&line, row.line(), today);
        Row {
            position: row.line(),
            raw,
            outcome,
            warnings,
        }
    }
}

struct Line<'t> {
    columns: &'t Columns,
    table: &'t Table,
    row: TableRow<'t>,
}

impl Source for Line<'_> {
    fn cell(&self, field: &'static str) -> Cell<'_> {
        let label = self.columns.label(self.table, field);
        let text = match self.columns.of_field.get(field) {
            Some(&at) => self.row.get(at),
            None => "",
        };
        Cell::of_table(label, text)
    }

    fn style(&self) -> Style {
        Style::Table
    }
}
