use jiff::civil::{Date, date};
use proptest::prelude::*;
use rstest::rstest;
use tdu_domain::facts::{Given, SourceFacts};
use tdu_domain::person::{FileStatus, Mobility, SchoolLevel, Situation};

use super::*;
use crate::issue::{Issue, IssueCode, Lang};
use crate::table::read_table;

const TODAY: Date = date(2026, 11, 22);

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

fn parse_file(file: &[u8]) -> Delivery {
    let table = read_table(file).unwrap();
    let suggestion = suggest_for(&table);
    parse(&table, &suggestion.mapping, TODAY).unwrap()
}

/// A file with the four required columns, and the given one.
fn with_column(header: &str, cell: &str) -> Row {
    let file = format!("N° dossier;Nom;Prénom;DDN;{header}\n1;Ba;Ali;31/03/2008;{cell}\n");
    parse_file(file.as_bytes()).rows.remove(0)
}

fn codes(issues: &[Issue]) -> Vec<(&str, IssueCode)> {
    issues
        .iter()
        .map(|issue| (issue.column.as_deref().unwrap_or(""), issue.code))
        .collect()
}

#[test]
fn the_usual_headers_are_recognised() {
    let headers = owned(&[
        "N° dossier",
        "Civilité",
        "Nom de naissance",
        "Nom d'usage",
        "Prénom",
        "Né(e) le",
        "Adresse postale",
        "CP",
        "Ville",
        "Tél. portable",
        "Courriel",
        "Conseiller(ère) référent(e)",
        "État du dossier",
        "Date du dernier entretien",
        "Date début CEJ",
        "Date de sortie CEJ",
        "Début PACEA",
        "Date fin PACEA",
        "RQTH (oui/non)",
        "Niveau scolaire",
        "Métier(s) souhaité(s)",
        "Mobilité",
        "N° INE",
        "N° sécurité sociale",
        "Commentaires",
        "Motif libre",
        "Nationalité",
    ]);
    let suggestion = suggest(&headers);
    insta::assert_json_snapshot!(suggestion);
}

#[rstest]
#[case("ID dossier", YouthColumn::FileNumber)]
#[case("Identifiant jeune", YouthColumn::FileNumber)]
#[case("idDossier", YouthColumn::FileNumber)]
#[case("NUMERO_DOSSIER_IMILO", YouthColumn::FileNumber)]
#[case("Nom", YouthColumn::BirthName)]
#[case("NOM DE FAMILLE", YouthColumn::BirthName)]
#[case("dateNaissance", YouthColumn::BirthDate)]
#[case("Date de naissance du jeune", YouthColumn::BirthDate)]
#[case("DDN", YouthColumn::BirthDate)]
#[case("Portable", YouthColumn::Phone)]
#[case("Tél.", YouthColumn::Phone)]
#[case("Mail", YouthColumn::Email)]
#[case("Code INSEE", YouthColumn::Commune)]
#[case("codePostal", YouthColumn::Postcode)]
#[case("Métier souhaité (ROME)", YouthColumn::WantedTrades)]
#[case("Code ROME", YouthColumn::WantedTrades)]
#[case("Entrée en CEJ", YouthColumn::CejStart)]
#[case("Situation actuelle", YouthColumn::Situation)]
#[case("SITUATION PROFESSIONNELLE", YouthColumn::Situation)]
#[case("Catégorie situation", YouthColumn::Situation)]
#[case("categorieSituation", YouthColumn::Situation)]
#[case("Date de situation", YouthColumn::SituationSince)]
#[case("dateDebutSituation", YouthColumn::SituationSince)]
#[case("Depuis le", YouthColumn::SituationSince)]
#[case("Situation depuis le", YouthColumn::SituationSince)]
fn a_synonym(#[case] header: &str, #[case] expected: YouthColumn) {
    let suggestion = suggest(&owned(&[header]));
    assert_eq!(suggestion.mapping.target(header), Some(expected));
}

#[test]
fn the_surest_of_two_headers_is_taken() {
    let suggestion = suggest(&owned(&[
        "Nom",
        "Téléphone fixe",
        "Nom de naissance",
        "Portable",
    ]));
    let target = |header| suggestion.mapping.target(header);
    assert_eq!(target("Nom de naissance"), Some(YouthColumn::BirthName));
    assert_eq!(target("Nom"), Some(YouthColumn::UsedName));
    assert_eq!(target("Portable"), Some(YouthColumn::Phone));
    assert_eq!(suggestion.unknown, ["Téléphone fixe"]);
}

#[rstest]
#[case("Situation familiale")]
#[case("Situation de logement")]
#[case("Date de statut")]
#[case("Date RQTH")]
fn a_header_that_is_something_else(#[case] header: &str) {
    let suggestion = suggest(&owned(&[header]));
    assert_eq!(suggestion.unknown, [header]);
}

#[test]
fn a_situation_and_its_date_are_not_exchanged() {
    let headers = ["Date de situation", "Situation", "Situation du dossier"];
    let suggestion = suggest(&owned(&headers));
    let targets = headers.map(|header| suggestion.mapping.target(header).unwrap());
    assert_eq!(
        targets,
        [
            YouthColumn::SituationSince,
            YouthColumn::Situation,
            YouthColumn::FileStatus
        ]
    );
}

#[test]
fn a_mapping_is_kept_as_json() {
    let mapping: Mapping =
        serde_json::from_str(r#"{"N°":"file_number","Nationalité":null}"#).unwrap();
    assert_eq!(mapping.target("N°"), Some(YouthColumn::FileNumber));
    assert_eq!(mapping.target("Nationalité"), None);
    assert_eq!(mapping.missing().len(), 3);
    let text = serde_json::to_string(&mapping).unwrap();
    assert_eq!(serde_json::from_str::<Mapping>(&text).unwrap(), mapping);
}

#[test]
fn a_row_is_understood() {
    let file = "N° dossier;Civilité;Nom de naissance;Nom d'usage;Prénom;Date de naissance;Adresse;\
                CP;Commune;Téléphone;E-mail;Conseiller;Statut;Dernier contact;Début CEJ;Fin CEJ;\
                RQTH;Niveau;ROME;Mobilité;INE\n\
                0042;Mme;LE GUEN;Ba;Élodie;31/03/2008 00:00:00;\"1; rue des Lilas\";93100;93048;\
                06.39.98.00.12 / 01 99 00 12 34;E.LeGuen@exemple.fr;Ana Témoin;En cours;2026-10-12;\
                46266;;non;IV;G1602, D1102 / G1602;Département;0494004062M\n";
    let delivery = parse_file(file.as_bytes());
    let row = &delivery.rows[0];
    assert_eq!((row.position, &row.warnings), (2, &vec![]));
    assert!(
        row.raw
            .starts_with(r#"{"N° dossier":"0042","Civilité":"Mme""#),
        "{}",
        row.raw
    );
    let record = row.outcome.clone().unwrap();
    assert_eq!(record.external_id, "0042");
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
fn an_unreadable_optional_value_is_set_aside() {
    let file = "N° dossier;Nom;Prénom;DDN;Sexe;CP;Commune;Tél;Mail;Statut;Dernier contact;\
                Début CEJ;Fin CEJ;RQTH;Niveau;ROME;Mobilité\n\
                1;Ba;Ali;31/03/2008;?;99;123;06 39;ali@;flou;01/01/2030;01/09/2026;01/08/2026;\
                peut-être;moyen;cuisine;20 km\n";
    let row = parse_file(file.as_bytes()).rows.remove(0);
    let told: Vec<String> = row
        .warnings
        .iter()
        .map(|issue| {
            let column = issue.column.as_deref().unwrap_or("");
            let value = issue.value.as_deref().unwrap_or("–");
            format!("{column} [{value}] {}", issue.rule(Lang::Fr))
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
    let patch = row.outcome.unwrap().patch;
    assert_eq!(patch.phone, Given::Absent);
    assert_eq!(patch.cej_start, Given::Value(date(2026, 9, 1)));
    assert_eq!(patch.cej_end, Given::Absent);
}

#[test]
fn the_identity_is_required() {
    let file = "N° dossier;Nom;Prénom;DDN\n;12;#REF!;03/31/2008\n";
    let row = parse_file(file.as_bytes()).rows.remove(0);
    assert_eq!(
        codes(&row.outcome.unwrap_err()),
        [
            ("N° dossier", IssueCode::MissingValue),
            ("Nom", IssueCode::BadName),
            ("Prénom", IssueCode::BadName),
            ("DDN", IssueCode::ImpossibleDate),
        ]
    );
    let table = read_table(b"Dossier;Nom\n1;A\n").unwrap();
    let error = parse(&table, &suggest_for(&table).mapping, TODAY).unwrap_err();
    assert_eq!(
        error,
        FileError::MissingColumns(owned(&["Prénom", "Date de naissance"]))
    );
}

#[test]
fn a_repeated_file_number_is_refused_naming_the_first() {
    let file = "N° dossier;Nom;Prénom;DDN\n1;A;B;2008-03-31\n2;A;B;2008-03-31\n1;C;D;2008-03-31\n";
    let delivery = parse_file(file.as_bytes());
    let issue = &delivery.rows[2].outcome.as_ref().unwrap_err()[0];
    assert_eq!(issue.code, IssueCode::DuplicateInDelivery);
    assert_eq!(issue.first_position, Some(2));
    assert_eq!(
        issue.message(Lang::Fr),
        "Cet identifiant est déjà donné plus haut dans le même envoi. Première fois : 2. \
         Gardez une seule ligne par personne."
    );
}

#[test]
fn social_security_numbers_stay_out_whatever_the_header_or_the_mapping() {
    let file = "N° dossier;Nom;Prénom;DDN;Repère;NIR\n\
                1;A;B;2008-03-31;2 69 05 49 588 157 80;269054958815780\n\
                2;A;B;2008-03-31;;\n";
    let table = read_table(file.as_bytes()).unwrap();
    let suggestion = suggest_for(&table);
    assert_eq!(suggestion.refused, ["Repère", "NIR"]);
    let mut mapping = suggestion.mapping;
    mapping.set("Repère", Some(YouthColumn::Address));
    mapping.set("NIR", Some(YouthColumn::Ine));
    let delivery = parse(&table, &mapping, TODAY).unwrap();
    assert!(
        !format!("{:?}", delivery.rows).contains("588"),
        "{:?}",
        delivery.rows
    );
    assert_eq!(
        delivery.notices,
        [
            Notice::RefusedColumn("Repère".to_owned()),
            Notice::RefusedColumn("NIR".to_owned()),
        ]
    );
}

#[test]
fn every_column_that_is_not_read_is_said() {
    let file = "N° dossier;Nom;Prénom;DDN;Commentaire;Nationalité\n1;A;B;2008-03-31;secret;F\n\n";
    let table = read_table(file.as_bytes()).unwrap();
    let mut mapping = suggest_for(&table).mapping;
    mapping.set("Portable", Some(YouthColumn::Phone));
    let delivery = parse(&table, &mapping, TODAY).unwrap();
    assert_eq!(
        delivery.notices,
        [
            Notice::BlankLines(1),
            Notice::LeftOutColumn("Commentaire".to_owned()),
            Notice::UnknownColumn("Nationalité".to_owned()),
            Notice::MissingMappedColumn("Portable".to_owned()),
        ]
    );
    assert!(!delivery.rows[0].raw.contains("secret"));
}

#[rstest]
#[case("V", SchoolLevel::Cap)]
#[case("IV", SchoolLevel::Baccalaureate)]
#[case("3", SchoolLevel::Cap)]
#[case("niveau 3", SchoolLevel::Cap)]
#[case("Niveau III", SchoolLevel::ShortCycle)]
#[case("CAP/BEP", SchoolLevel::Cap)]
#[case("Bac", SchoolLevel::Baccalaureate)]
#[case("Bac+2", SchoolLevel::ShortCycle)]
#[case("Sans diplôme", SchoolLevel::None)]
#[case("Infra V", SchoolLevel::None)]
#[case("VI", SchoolLevel::None)]
#[case("Vbis", SchoolLevel::None)]
#[case("Niveau 2", SchoolLevel::Base)]
#[case("II", SchoolLevel::Bachelor)]
#[case("6", SchoolLevel::Bachelor)]
fn school_levels(#[case] text: &str, #[case] expected: SchoolLevel) {
    let patch = with_column("Niveau scolaire", text).outcome.unwrap().patch;
    assert_eq!(patch.school_level, Given::Value(expected), "{text}");
}

#[rstest]
#[case("Actif", FileStatus::Active)]
#[case("En cours", FileStatus::Active)]
#[case("accompagnée", FileStatus::Active)]
#[case("Inactif", FileStatus::Inactive)]
#[case("Sorti", FileStatus::Closed)]
#[case("Archivé", FileStatus::Closed)]
#[case("Muté", FileStatus::Transferred)]
#[case("Transféré", FileStatus::Transferred)]
fn file_states(#[case] text: &str, #[case] expected: FileStatus) {
    let patch = with_column("Statut du dossier", text)
        .outcome
        .unwrap()
        .patch;
    assert_eq!(patch.file_status, Given::Value(expected), "{text}");
}

#[rstest]
#[case("Emploi", Situation::Employment)]
#[case("En emploi", Situation::Employment)]
#[case("EMPLOI - CDI", Situation::Employment)]
#[case("CDD (6 mois)", Situation::Employment)]
#[case("employment", Situation::Employment)]
#[case("Contrat en Alternance", Situation::WorkStudy)]
#[case("CONTRAT_EN_ALTERNANCE", Situation::WorkStudy)]
#[case("Apprenti(e)", Situation::WorkStudy)]
#[case("Formation : qualifiante", Situation::Training)]
#[case("Immersion en entreprise", Situation::Immersion)]
#[case("Pmsmp", Situation::Immersion)]
#[case("Contrat de volontariat - bénévolat", Situation::Volunteering)]
#[case("Service civique", Situation::Volunteering)]
#[case("Scolarité", Situation::School)]
#[case("Demandeur d'emploi", Situation::JobSeeker)]
#[case("Demandeur(se) d’emploi", Situation::JobSeeker)]
#[case("job_seeker", Situation::JobSeeker)]
fn situations(#[case] text: &str, #[case] expected: Situation) {
    let row = with_column("Situation", text);
    let patch = row.outcome.unwrap().patch;
    assert_eq!(
        (patch.situation, row.warnings),
        (Given::Value(expected), vec![]),
        "{text}"
    );
}

#[test]
fn a_situation_is_one_that_has_begun() {
    let read = |situation: &str, since: &str| {
        let file = format!(
            "N° dossier;Nom;Prénom;DDN;Situation;Depuis le\n1;Ba;Ali;31/03/2008;{situation};{since}\n"
        );
        let row = parse_file(file.as_bytes()).rows.remove(0);
        let told = codes(&row.warnings)
            .into_iter()
            .map(|(column, code)| format!("{column} {}", code.as_str()))
            .collect::<Vec<_>>();
        let patch = row.outcome.unwrap().patch;
        (patch.situation, patch.situation_since, told.join(", "))
    };
    let employed = Given::Value(Situation::Employment);
    let since = Given::Value(date(2026, 9, 1));
    let none = String::new();
    assert_eq!(
        read("Emploi", "01/09/2026"),
        (employed.clone(), since, none.clone())
    );
    assert_eq!(
        read("Emploi", ""),
        (employed.clone(), Given::Absent, none.clone())
    );
    assert_eq!(
        read("Sans situation", "01/09/2026"),
        (Given::Null, Given::Null, none.clone())
    );
    assert_eq!(read("", "01/09/2026"), (Given::Absent, Given::Absent, none));
    let told = |text: &str| (Given::Absent, Given::Absent, text.to_owned());
    assert_eq!(
        read("Emploi", "01/12/2026"),
        told("Depuis le situation_not_begun")
    );
    assert_eq!(
        read("Vacances", "01/09/2026"),
        told("Situation bad_situation")
    );
    let unreadable = "Depuis le unreadable_date".to_owned();
    assert_eq!(
        read("Emploi", "hier"),
        (employed, Given::Absent, unreadable)
    );
}

#[rstest]
#[case("Commune", Mobility::Commune)]
#[case("Bassin d'emploi", Mobility::Area)]
#[case("Département", Mobility::Department)]
#[case("Île-de-France", Mobility::Region)]
#[case("France entière", Mobility::Country)]
fn distances(#[case] text: &str, #[case] expected: Mobility) {
    let patch = with_column("Mobilité", text).outcome.unwrap().patch;
    assert_eq!(patch.mobility, Given::Value(expected), "{text}");
}

#[test]
fn trades_and_communes_keep_what_can_be_read() {
    let row = with_column("Code ROME", "G1602 Cuisine, Z12 D1102");
    assert_eq!(codes(&row.warnings), [("Code ROME", IssueCode::BadRome)]);
    assert_eq!(row.warnings[0].value.as_deref(), Some("Z12"));
    let trades = row.outcome.unwrap().patch.wanted_trades;
    assert_eq!(trades.value().unwrap().len(), 2);
    let patch = with_column("Ville", "Saint-Ouen-sur-Seine")
        .outcome
        .unwrap()
        .patch;
    assert_eq!(patch.commune, Given::Absent);
    assert_eq!(
        patch.commune_name,
        Given::Value("Saint-Ouen-sur-Seine".to_owned())
    );
}

proptest! {
    #[test]
    fn any_table_is_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(table) = read_table(&bytes) {
            let suggestion = suggest_for(&table);
            let mapped = suggestion.mapping.mapped().count();
            prop_assert_eq!(
                mapped + suggestion.refused.len() + suggestion.left_out.len()
                    + suggestion.unknown.len(),
                table.headers().len()
            );
            let _ = parse(&table, &suggestion.mapping, TODAY);
        }
    }

    #[test]
    fn each_line_gives_one_row(cells in proptest::collection::vec(
        proptest::collection::vec("[ !#-:<-~é]{0,12}", 6), 0..20,
    )) {
        let mut file = "N° dossier;Nom;Prénom;DDN;Tél;Niveau\n".to_owned();
        for row in &cells {
            file.push_str(&row.join(";"));
            file.push('\n');
        }
        let table = read_table(file.as_bytes()).unwrap();
        let filled = cells
            .iter()
            .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
            .count();
        prop_assert_eq!(table.len(), filled);
        let mapping = suggest(table.headers()).mapping;
        let delivery = parse(&table, &mapping, TODAY).unwrap();
        prop_assert_eq!(delivery.rows.len(), table.len());
        let lines: Vec<u32> = table.rows().map(|row| row.line()).collect();
        let positions: Vec<u32> = delivery.rows.iter().map(|row| row.position).collect();
        prop_assert_eq!(positions, lines);
    }
}
