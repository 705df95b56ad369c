use jiff::civil::date;
use proptest::prelude::*;
use tdu_domain::facts::SourceFacts;

use super::*;

const TODAY: Date = date(2026, 11, 22);

fn year() -> SchoolYear {
    SchoolYear::parse("2026-2027").unwrap()
}

fn line(cells: &[(&str, &str)]) -> String {
    let value = |column: &&str| {
        cells
            .iter()
            .find(|(name, _)| name == column)
            .map_or("", |(_, value)| *value)
    };
    COLUMNS.iter().map(value).collect::<Vec<_>>().join(";")
}

fn learner() -> Vec<(&'static str, &'static str)> {
    vec![
        ("INE", "0494004062M"),
        ("NUMERO_UAI", "0123456A"),
        ("TYPE_CFA", "2"),
        ("DIPLOME", "50022141"),
        ("RNCP", "RNCP38765"),
        ("DUR_FORM_THEO", "24"),
        ("AN_FORM", "1"),
        ("NOM", "LENÔTRE"),
        ("PRENOM1", "Gaston"),
        ("ADRESSE", "12 rue des Lilas"),
        ("COD_POST", "93100"),
        ("COM_RESID", "93048"),
        ("TEL_JEUNE", "0639980012"),
        ("MAIL_JEUNE", "gaston@exemple.fr"),
        ("DATE_NAIS", "28102008"),
        ("LIEU_NAIS", "75112"),
        ("SEXE", "1"),
        ("HANDI", "0"),
        ("SIT_N_1", "1021"),
        ("ETAB_N_1", "0123456A"),
        ("DATE_ENTREE_CFA", "01/09/2026"),
        ("DATE_DEB_CONT", "2026-09-01"),
        ("DATE_RUPT_CONT", ""),
        ("SIRET_EMP", "19750655300019"),
    ]
}

fn parse_text(text: &str) -> Delivery {
    parse(text.as_bytes(), year(), TODAY).unwrap()
}

#[test]
fn a_line_is_understood_in_either_encoding() {
    let text = line(&learner());
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let with_mark = format!("\u{feff}{text}\r\n");
    let delivery = parse_text(&with_mark);
    assert_eq!(
        parse(&latin, year(), TODAY).unwrap().rows[0].outcome,
        delivery.rows[0].outcome
    );
    assert!(looks_like(with_mark.as_bytes()) && looks_like(&latin));
    let row = &delivery.rows[0];
    assert_eq!((row.position, row.warnings.len()), (1, 0));
    let record = row.outcome.clone().unwrap();
    assert_eq!(record.external_id, "0494004062M@2026-2027");
    let mut facts = SourceFacts::default();
    facts.apply(record.patch);
    let known: Vec<String> = facts
        .known()
        .into_iter()
        .map(|(field, text)| format!("{}: {text}", field.name()))
        .collect();
    insta::assert_snapshot!(known.join("\n"));
}

#[test]
fn without_ine_the_key_is_the_person() {
    let mut cells = learner();
    cells[0] = ("INE", "");
    let id = |text: &str| {
        parse_text(text).rows[0]
            .outcome
            .clone()
            .unwrap()
            .external_id
    };
    let first = id(&line(&cells));
    cells[7] = ("NOM", "lenotre");
    assert_eq!(id(&line(&cells)), first);
    assert!(first.starts_with("personne-"));
}

#[test]
fn what_is_wrong_is_told() {
    let mut cells = learner();
    cells[16] = ("SEXE", "9");
    cells[17] = ("HANDI", "3");
    cells[14] = ("DATE_NAIS", "31022008");
    cells[21] = ("DATE_DEB_CONT", "");
    cells[22] = ("DATE_RUPT_CONT", "01102026");
    let text = format!("{}\n0494004062M;0123456A\n", line(&cells));
    let delivery = parse_text(&text);
    let codes = |issues: &[Issue]| issues.iter().map(|issue| issue.code).collect::<Vec<_>>();
    assert_eq!(
        codes(&delivery.rows[0].warnings),
        [IssueCode::BadHandicap, IssueCode::BadSex]
    );
    assert_eq!(
        codes(delivery.rows[0].outcome.as_ref().unwrap_err()),
        [IssueCode::ImpossibleDate, IssueCode::ContractWithoutStart]
    );
    let issue = &delivery.rows[1].outcome.as_ref().unwrap_err()[0];
    assert_eq!(issue.code, IssueCode::WrongSifaColumns);
    assert_eq!(issue.value.as_deref(), Some("2 / 47"));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        let _ = looks_like(&bytes);
        let _ = parse(&bytes, year(), TODAY);
    }

    #[test]
    fn each_line_gives_one_row(lines in proptest::collection::vec("[a-zA-Z0-9;]{1,80}", 1..20)) {
        let filled = lines.iter().filter(|line| line.bytes().any(|b| b != b';')).count();
        let delivery = parse(lines.join("\n").as_bytes(), year(), TODAY);
        prop_assert_eq!(delivery.map_or(0, |delivery| delivery.rows.len()), filled);
    }
}
