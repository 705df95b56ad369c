//! What came out of a file or a payload, row by row.

use std::collections::HashMap;

use tdu_domain::facts::SourcePatch;

use crate::issue::Issue;
use crate::notice::Notice;

/// One row of a table, or one item of a JSON array.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// In a table, the line of the file where the row begins, from 1 (the header is usually line
    /// 1). In a JSON array, the index of the item, from 0.
    pub position: u32,
    /// What was received, to be kept as the trace. For JSON, the text of the item as it came, unless
    /// it carried a social security number: then the same object without it. For tables, a compact
    /// JSON object of the columns that are kept, under the names the sender gave them.
    pub raw: String,
    /// The record understood, or every error of the row.
    pub outcome: Result<Record, Vec<Issue>>,
    /// What was set aside without refusing the row.
    pub warnings: Vec<Issue>,
}

/// What a row says of one young person.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The key of the person's file in the sender's system.
    pub external_id: String,
    /// The facts.
    pub patch: SourcePatch,
}

/// All the rows of a file or a payload, in order, and what is to be said of the whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Delivery {
    /// One entry for each item or each line that is not blank.
    pub rows: Vec<Row>,
    /// In a table, the columns that are kept, under the sender's names and in the order of the
    /// file; empty for JSON. They are the headers of the errors file.
    pub columns: Vec<String>,
    /// What was not read, by name.
    pub notices: Vec<Notice>,
}

impl Delivery {
    /// The rows that were understood.
    pub fn records(&self) -> impl Iterator<Item = (&Row, &Record)> {
        self.rows
            .iter()
            .filter_map(|row| row.outcome.as_ref().ok().map(|record| (row, record)))
    }

    /// The rows that were refused, with their errors.
    pub fn refused(&self) -> impl Iterator<Item = (&Row, &[Issue])> {
        self.rows.iter().filter_map(|row| {
            row.outcome
                .as_ref()
                .err()
                .map(|issues| (row, issues.as_slice()))
        })
    }

    /// Refuses each row whose external id was already given by an earlier row, naming the first.
    /// Choosing one of them in silence would lose what the other said.
    pub(crate) fn refuse_duplicates(&mut self, column: &str) {
        let mut seen: HashMap<String, u32> = HashMap::with_capacity(self.rows.len());
        let mut duplicates = 0;
        for row in &mut self.rows {
            let Ok(record) = &row.outcome else { continue };
            match seen.get(&record.external_id) {
                Some(&first) => {
                    duplicates += 1;
                    let issue = Issue::duplicate_in_delivery(
                        row.position,
                        column,
                        &record.external_id,
                        first,
                    );
                    row.outcome = Err(vec![issue]);
                }
                None => {
                    seen.insert(record.external_id.clone(), row.position);
                }
            }
        }
        if duplicates > 0 {
            self.notices.push(Notice::Duplicates(duplicates));
        }
    }
}
