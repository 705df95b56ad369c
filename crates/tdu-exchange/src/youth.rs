//! The young people of a Mission Locale, from an export whose columns are mapped by the user.
//!
//! i-milo has no published export format. [`suggest`] proposes a [`Mapping`] from the headers; the
//! user corrects it, and [`parse`] reads the [`Table`] with it. The external id is the number of
//! the i-milo file.
//!
//! The number, the birth name, the first name and the birth date make the identity: a row where one
//! is missing or unreadable is refused. Any other value that cannot be read is set aside with a
//! warning and the row is taken. An empty cell never erases.
//!
//! A column named like a social security number, or whose values are, is never read, even when the
//! mapping asks for it; columns of comments are left out unless mapped to a precise field.

mod columns;
mod mapping;
mod row;
mod situation;
mod values;

use jiff::civil::Date;
use rayon::prelude::*;

pub use columns::YouthColumn;
pub use mapping::{Mapping, Suggestion, suggest, suggest_for};

use crate::delivery::{Delivery, Row};
use crate::error::FileError;
use crate::nir::is_nir_name;
use crate::notice::Notice;
use crate::table::{Table, TableRow};

/// Reads the rows of a table; [`Row::position`] is the line of the file, from 1. `today` bounds
/// birth dates and last contacts. Fails when the mapping and the table together lack a required
/// column, naming it.
pub fn parse(table: &Table, mapping: &Mapping, today: Date) -> Result<Delivery, FileError> {
    let plan = Plan::new(table, mapping)?;
    let rows: Vec<TableRow<'_>> = table.rows().collect();
    let mut delivery = Delivery {
        rows: rows
            .par_iter()
            .map(|row| plan.parse(table, *row, today))
            .collect(),
        columns: plan
            .kept
            .iter()
            .map(|&at| table.headers()[at].clone())
            .collect(),
        notices: plan.notices(table, mapping),
    };
    let label = plan.of_target[YouthColumn::FileNumber as usize]
        .map_or("", |at| table.headers()[at].as_str());
    delivery.refuse_duplicates(label);
    Ok(delivery)
}

/// Which column of the table feeds each target.
struct Plan {
    of_target: [Option<usize>; YouthColumn::ALL.len()],
    kept: Vec<usize>,
    refused: Vec<usize>,
}

impl Plan {
    fn new(table: &Table, mapping: &Mapping) -> Result<Self, FileError> {
        let nir_columns = table.nir_columns();
        let mut plan = Self {
            of_target: [None; YouthColumn::ALL.len()],
            kept: Vec::new(),
            refused: Vec::new(),
        };
        for (at, header) in table.headers().iter().enumerate() {
            if is_nir_name(header) || nir_columns.contains(&at) {
                plan.refused.push(at);
            } else if let Some(target) = mapping.target(header) {
                let slot = &mut plan.of_target[target as usize];
                if slot.is_none() {
                    *slot = Some(at);
                    plan.kept.push(at);
                }
            }
        }
        let missing: Vec<String> = YouthColumn::ALL
            .iter()
            .filter(|target| target.is_required() && plan.of_target[**target as usize].is_none())
            .map(|target| target.label().to_owned())
            .collect();
        if missing.is_empty() {
            Ok(plan)
        } else {
            Err(FileError::MissingColumns(missing))
        }
    }

    fn notices(&self, table: &Table, mapping: &Mapping) -> Vec<Notice> {
        let mut notices = table.notices().to_vec();
        for (at, header) in table.headers().iter().enumerate() {
            let name = header.clone();
            if self.refused.contains(&at) {
                notices.push(Notice::RefusedColumn(name));
            } else if self.kept.contains(&at) {
            } else if mapping::is_free_text(header) {
                notices.push(Notice::LeftOutColumn(name));
            } else {
                notices.push(Notice::UnknownColumn(name));
            }
        }
        let absent = |header: &&str| !table.headers().iter().any(|name| name == header);
        let missing = mapping.mapped().map(|(header, _)| header).filter(absent);
        notices.extend(missing.map(|name| Notice::MissingMappedColumn(name.to_owned())));
        notices
    }

    fn parse(&self, table: &Table, row: TableRow<'_>, today: Date) -> Row {
        let kept = self
            .kept
            .iter()
            .map(|&at| (at, table.headers()[at].as_str()));
        let raw = row.json(kept, table.width());
        let (outcome, warnings) = match row.refusal() {
            Some(issue) => (Err(vec![issue]), Vec::new()),
            None => row::read(
                |target| {
                    let at = self.of_target[target as usize]?;
                    Some((table.headers()[at].as_str(), row.get(at)))
                },
                row.line(),
                today,
            ),
        };
        Row {
            position: row.line(),
            raw,
            outcome,
            warnings,
        }
    }
}

#[cfg(test)]
mod tests;
