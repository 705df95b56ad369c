//! A file as it may be kept while it waits: without social security numbers and free text.
//!
//! What must never be stored must not be stored for an hour either. Lines keep their numbers and
//! columns their names, so that what is said of the file later is said of the sender's own.

use jiff::civil::Date;

use crate::error::FileError;
use crate::learner::{LearnerFormat, parse_items, recognise};
use crate::nir::{REMOVED, contains_nir, is_nir_name};
use crate::table::{Table, TableRow, read_table};
use crate::youth::suggest_for;

/// Added to the name of a column refused for its values, so that it is still refused by name.
const REFUSED: &str = " (numéro de sécurité sociale)";

/// The file to keep: the same bytes when nothing in them is refused or left out; else a table as
/// CSV with those cells empty or marked, or the JSON items without their social security numbers.
pub fn cleaned(content: Vec<u8>, today: Date) -> Result<Vec<u8>, FileError> {
    match recognise(&content) {
        LearnerFormat::Json => items(content, today),
        LearnerFormat::Sifa => Ok(content),
        LearnerFormat::Table => {
            let table = read_table(&content)?;
            Ok(without_refused(&table).unwrap_or(content))
        }
    }
}

fn items(content: Vec<u8>, today: Date) -> Result<Vec<u8>, FileError> {
    let delivery = parse_items(&content, today, None)?;
    let text = String::from_utf8_lossy(&content);
    // Each row's text is a slice of the file, in order, unless something was taken out of it.
    let mut rest = text.as_ref();
    let untouched = delivery.rows.iter().all(|row| {
        rest.split_once(row.raw.as_str()).is_some_and(|(_, after)| {
            rest = after;
            true
        })
    });
    if untouched {
        return Ok(content);
    }
    let raws: Vec<&str> = delivery.rows.iter().map(|row| row.raw.as_str()).collect();
    Ok(format!("[{}]", raws.join(",\n")).into_bytes())
}

fn without_refused(table: &Table) -> Option<Vec<u8>> {
    let suggestion = suggest_for(table);
    let headers = table.headers();
    let emptied: Vec<bool> = headers
        .iter()
        .map(|header| suggestion.refused.contains(header) || suggestion.left_out.contains(header))
        .collect();
    let holds_one = |row: TableRow<'_>| (0..row.len()).any(|at| contains_nir(row.get(at)));
    if !emptied.contains(&true) && !table.rows().any(holds_one) {
        return None;
    }
    let by_value = |header: &String| suggestion.refused.contains(header) && !is_nir_name(header);
    let named = headers.iter().map(|header| {
        if by_value(header) {
            format!("{header}{REFUSED}")
        } else {
            header.clone()
        }
    });
    // What was above the header gives way to as many blank lines.
    let mut out = "\n".repeat(table.header_line().saturating_sub(1) as usize);
    push_line(&mut out, named);
    let mut line = table.header_line() + 1;
    for row in table.rows() {
        while line < row.line() {
            out.push('\n');
            line += 1;
        }
        let kept = |at: usize| match row.get(at) {
            _ if emptied.get(at) == Some(&true) => "",
            cell if contains_nir(cell) => REMOVED,
            cell => cell,
        };
        let before = out.len();
        push_line(&mut out, (0..row.len()).map(|at| kept(at).to_owned()));
        let lines = out[before..].bytes().filter(|byte| *byte == b'\n').count();
        line += u32::try_from(lines).unwrap_or(u32::MAX);
    }
    Some(out.into_bytes())
}

fn push_line(out: &mut String, cells: impl Iterator<Item = String>) {
    for (at, cell) in cells.enumerate() {
        if at > 0 {
            out.push(';');
        }
        if cell.contains([';', '"', '\n', '\r', ',', '\t']) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push('\n');
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use serde_json::value::RawValue;

    use super::*;
    use crate::issue::IssueCode;

    const NIR: &str = "1 99 01 75 123 456 78";

    fn kept(content: &str) -> String {
        String::from_utf8(cleaned(content.as_bytes().to_vec(), date(2026, 11, 22)).unwrap())
            .unwrap()
    }

    #[test]
    fn an_innocent_file_is_kept_as_it_is() {
        let file = "N° dossier;Nom\n1;\"O;K\"\n";
        assert_eq!(kept(file), file);
        let items = r#"[ {"nom_apprenant": "A"} ]"#;
        assert_eq!(kept(items), items);
    }

    #[test]
    fn refused_and_left_out_cells_are_emptied_and_lines_keep_their_number() {
        let file = format!(
            "N° dossier;NIR;Nom;Commentaire\n1;{NIR};\"a\nb\";\"sa\nmère\"\n\n2;{NIR};C;\n"
        );
        let text = kept(&file);
        assert!(!text.contains(NIR) && !text.contains("mère"), "{text}");
        let lines = |text: &str| {
            let table = read_table(text.as_bytes()).unwrap();
            table
                .rows()
                .map(|row| (row.line(), row.get(2).to_owned()))
                .collect::<Vec<_>>()
        };
        assert_eq!(lines(&text), lines(&file));
    }

    #[test]
    fn a_column_refused_for_its_values_stays_refused() {
        let rows: Vec<String> = (1..9).map(|n| format!("{n};199017512345{n}78;A")).collect();
        let text = kept(&format!(
            "N° dossier;Clé;Nom
{}
",
            rows.join(
                "
"
            )
        ));
        assert!(!text.contains("1990175"), "{text}");
        let suggestion = suggest_for(&read_table(text.as_bytes()).unwrap());
        assert_eq!(suggestion.refused.len(), 1);
    }

    #[test]
    fn a_number_among_words_is_taken_out_and_told() {
        let file = "Export du jour\n\nN° dossier;Nom;Prénom;DDN;Adresse\n\
                    269054958815780;Ba;Ali;31/03/2008;\n2;Ba;Ali;31/03/2008;\"2 rue X; 2 69 05 49 588 157 80\"\n";
        let text = kept(file);
        assert!(!text.contains("588"), "{text}");
        let table = read_table(text.as_bytes()).unwrap();
        let mapping = suggest_for(&table).mapping;
        let rows = crate::youth::parse(&table, &mapping, date(2026, 11, 22))
            .unwrap()
            .rows;
        let told = rows[0].outcome.as_ref().unwrap_err();
        assert_eq!(
            (told[0].position, told[0].code),
            (4, IssueCode::SocialSecurityNumber)
        );
        assert_eq!(rows[1].warnings[0].code, IssueCode::SocialSecurityNumber);
        assert!(!rows[1].raw.contains("rue X"), "{}", rows[1].raw);
    }

    #[test]
    fn an_item_loses_its_number_only() {
        let text = kept(
            r#"[{"nom_apprenant":"A","nir_apprenant":"199017512345678"},{"nom_apprenant":"B"}]"#,
        );
        assert!(
            !text.contains("199017512345678") && text.contains(r#""nom_apprenant":"A""#),
            "{text}"
        );
        let items: Vec<&RawValue> = serde_json::from_str(&text).unwrap();
        assert_eq!(items.len(), 2);
    }
}
