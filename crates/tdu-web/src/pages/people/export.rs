//! A list taken away, for a spreadsheet: `;`, UTF-8 with its mark, and no cell that computes.

use axum::extract::{Query, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use tdu_casework::{CaseloadRow, Frame};
use tdu_domain::signal::SignalCode;

use super::query::ListQuery;
use crate::{SignedIn, Texts, WebError, WebState, words};

pub(crate) async fn download(
    State(state): State<WebState>,
    visitor: SignedIn,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, WebError> {
    let query = ListQuery::read(&pairs);
    let frame = state.casework().frame(visitor.territory).await?;
    let today = frame.today();
    let rows = state
        .casework()
        .export_people(
            &visitor.actor,
            &super::filter(&state, &visitor, &query, today).await?,
            query.sort,
        )
        .await?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"jeunes-{today}.csv\""),
        ),
    ];
    Ok((headers, written(visitor.t, &rows, &frame)).into_response())
}

fn written(t: Texts, rows: &[CaseloadRow], frame: &Frame) -> String {
    let mut csv = String::with_capacity(160 * (rows.len() + 1));
    csv.push('\u{feff}');
    let headers = [
        t.get("export-last-name"),
        t.get("export-first-name"),
        t.get("export-birth-date"),
        t.get("filter-commune"),
        t.get("export-insee"),
        t.get("filter-stage"),
        t.get("filter-signal"),
        t.get("export-due"),
        t.get("filter-trade"),
        t.get("filter-cfa"),
        t.get("filter-counsellor"),
        t.get("rqth"),
    ];
    line(&mut csv, headers.iter().map(String::as_str));
    let stage_of = |row: &CaseloadRow| words::stage(t, row.stage);
    for row in rows {
        let signals: Vec<String> = SignalCode::ALL
            .iter()
            .filter(|code| row.signals & code.bit() != 0)
            .map(|code| t.of_code("signal", code.code()))
            .collect();
        let name_of = |id| {
            frame
                .organisations
                .get(&id)
                .map(|known| known.name.as_str())
        };
        let day = |day: Option<jiff::civil::Date>| {
            day.map(|day| day.strftime("%d/%m/%Y").to_string())
                .unwrap_or_default()
        };
        let (birth, due, stage, signals) = (
            day(row.birth_date),
            day(row.due),
            stage_of(row),
            signals.join(", "),
        );
        let rqth = row
            .rqth
            .map(|yes| words::yes_no(t, yes))
            .unwrap_or_default();
        line(
            &mut csv,
            [
                row.last_name.as_str(),
                &row.first_name,
                &birth,
                row.commune_name.as_deref().unwrap_or_default(),
                row.commune
                    .as_ref()
                    .map(tdu_domain::codes::CommuneCode::as_str)
                    .unwrap_or_default(),
                &stage,
                &signals,
                &due,
                row.trade.as_deref().unwrap_or_default(),
                row.cfa.and_then(name_of).unwrap_or_default(),
                row.counsellor.as_deref().unwrap_or_default(),
                &rqth,
            ]
            .into_iter(),
        );
    }
    csv
}

fn line<'a>(csv: &mut String, cells: impl Iterator<Item = &'a str>) {
    for (position, text) in cells.enumerate() {
        if position > 0 {
            csv.push(';');
        }
        cell(csv, text);
    }
    csv.push_str("\r\n");
}

/// A cell that a spreadsheet would compute is preceded by an apostrophe, and stays a text.
fn cell(csv: &mut String, text: &str) {
    let computes = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = computes || text.contains([';', '"', '\n', '\r']);
    if quoted {
        csv.push('"');
    }
    if computes {
        csv.push('\'');
    }
    csv.push_str(&text.replace('"', "\"\""));
    if quoted {
        csv.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_computes() {
        let written = |text| {
            let mut csv = String::new();
            cell(&mut csv, text);
            csv
        };
        assert_eq!(written("Benali"), "Benali");
        assert_eq!(written("d’Or; \"dit\""), "\"d’Or; \"\"dit\"\"\"");
        assert_eq!(written("=1+1"), "\"'=1+1\"");
        assert_eq!(written("@SUM(A1)"), "\"'@SUM(A1)\"");
    }
}
