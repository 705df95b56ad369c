use jiff::civil::{Date, date};
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tdu_domain::facts::{Given, SourceFacts};

use super::*;
use crate::issue::{Issue, IssueCode, Lang};
use crate::{Delivery, FileError, Notice};

const TODAY: Date = date(2026, 11, 22);

fn minimal() -> Map<String, Value> {
    let fields = FIELDS.iter().filter(|field| field.required);
    fields
        .map(|field| (field.name.to_owned(), json!(field.example)))
        .collect()
}

fn whole() -> Map<String, Value> {
    let fields = FIELDS.iter().filter(|field| !field.example.is_empty());
    fields
        .map(|field| {
            let value = match field.example {
                "true" => json!(true),
                "false" => json!(false),
                text => json!(text),
            };
            (field.name.to_owned(), value)
        })
        .collect()
}

/// The minimal item with those changes.
fn with(changes: Value) -> Map<String, Value> {
    let mut item = minimal();
    if let Value::Object(changes) = changes {
        item.extend(changes);
    }
    item
}

fn parse(items: &[Map<String, Value>]) -> Delivery {
    let body = serde_json::to_vec(items).unwrap();
    parse_items(&body, TODAY, Some(MAX_ITEMS)).unwrap()
}

fn parse_one(item: Map<String, Value>) -> crate::Row {
    parse(&[item]).rows.remove(0)
}

fn codes(issues: &[Issue]) -> Vec<(&str, IssueCode)> {
    issues
        .iter()
        .map(|issue| (issue.column.as_deref().unwrap_or(""), issue.code))
        .collect()
}

fn errors(item: Map<String, Value>) -> Vec<Issue> {
    parse_one(item).outcome.unwrap_err()
}

#[test]
fn a_whole_item_is_understood() {
    let row = parse_one(whole());
    assert_eq!(row.warnings, []);
    let record = row.outcome.unwrap();
    assert_eq!(record.external_id, "A-10427@2026-2027");
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
fn a_minimal_item_is_understood() {
    let row = parse_one(minimal());
    assert_eq!(row.warnings, []);
    assert!(row.outcome.is_ok());
}

#[test]
fn the_national_tolerance() {
    let row = parse_one(with(json!({
        "id_erp_apprenant": 42,
        "nom_apprenant": "  d'Àrc -  Lenôtre ",
        "annee_scolaire": "2026 / 2027",
        "date_de_naissance_apprenant": "2008-10-28T00:00:00.000Z",
        "sexe_apprenant": 1,
        "formation_rncp": 37537,
        "code_postal_apprenant": 1000,
        "etablissement_formateur_siret": "197 506.553-00019",
        "etablissement_formateur_uai": "0123456a",
        "tel_apprenant": "+33 6 39 98 00 12",
        "type_cfa": 2,
        "derniere_situation": "0",
        "dernier_organisme_uai": "075",
        "annee_formation": "0",
        "inconnu": {"a": [1]},
    })));
    let record = row.outcome.unwrap();
    assert_eq!(record.external_id, "42@2026-2027");
    let mut facts = SourceFacts::default();
    facts.apply(record.patch);
    assert_eq!(facts.birth_name.as_deref(), Some("d'Àrc - Lenôtre"));
    assert_eq!(facts.phone.unwrap().as_str(), "0639980012");
    assert_eq!(facts.postcode.unwrap().as_str(), "01000");
    assert_eq!(facts.cfa_type.as_deref(), Some("02"));
    assert_eq!(facts.last_situation.as_deref(), Some("0"));
    assert_eq!(facts.last_establishment.as_deref(), Some("075"));
    assert_eq!(facts.training_year, Some(0));
}

#[test]
fn absent_leaves_and_null_clears() {
    let patch = |changes| parse_one(with(changes)).outcome.unwrap().patch;
    assert_eq!(patch(json!({})).excluded_on, Given::Absent);
    assert_eq!(
        patch(json!({"date_exclusion_formation": null})).excluded_on,
        Given::Null
    );
    assert_eq!(
        patch(json!({"cause_exclusion_formation": "  "})).exclusion_cause,
        Given::Null
    );
    let given = patch(json!({"date_exclusion_formation": "2027-02-01"})).excluded_on;
    assert_eq!(given, Given::Value(date(2027, 2, 1)));
    assert_eq!(
        codes(&errors(with(json!({"nom_apprenant": null})))),
        [("nom_apprenant", IssueCode::MissingValue)]
    );
}

#[test]
fn what_the_national_service_clears_in_silence_is_told() {
    let row = parse_one(with(json!({
        "siret_employeur": "123",
        "code_postal_de_naissance_apprenant": "99",
        "duree_theorique_formation": 12,
        "duree_theorique_formation_mois": 0,
        "etablissement_lieu_de_formation_siret": "x",
        "ine_apprenant": "non communiqué",
    })));
    assert_eq!(
        codes(&row.warnings),
        [
            ("ine_apprenant", IssueCode::BadIne),
            ("code_postal_de_naissance_apprenant", IssueCode::BadPostcode),
            ("duree_theorique_formation", IssueCode::BadYears),
            ("duree_theorique_formation_mois", IssueCode::BadMonths),
            ("siret_employeur", IssueCode::BadSiret),
            ("etablissement_lieu_de_formation_siret", IssueCode::BadSiret),
        ]
    );
    let patch = row.outcome.unwrap().patch;
    assert_eq!(patch.contract_1_employer, Given::Null);
    assert_eq!(patch.planned_years, Given::Null);
}

#[test]
fn every_error_of_an_item_is_told_at_once() {
    let issues = errors(with(json!({
        "prenom_apprenant": " ",
        "date_de_naissance_apprenant": "2030-01-01",
        "annee_scolaire": "2026",
        "id_erp_apprenant": null,
        "email_contact": "gaston",
        "tel_apprenant": "0899123456",
        "sexe_apprenant": "X",
        "statut_apprenant": 1,
        "rqth_apprenant": "oui",
        "annee_formation": 6,
        "libelle_court_formation": "C",
        "formation_cfd": "12",
        "type_cfa": "11",
        "derniere_situation": "1004",
        "dernier_organisme_uai": "999",
        "adresse_apprenant": ["12", "rue"],
        "contrat_date_debut": "2026-09-01",
        "contrat_date_fin": "2026-08-31",
        "contrat_date_rupture": "2026-07-01",
        "contrat_date_debut_2": "31/02/2026",
        "contrat_date_fin_3": "2027-01-01",
        "date_fin_formation": "2026-02-30",
        "etablissement_formateur_uai": "75",
    })));
    let told: Vec<String> = issues
        .iter()
        .map(|issue| {
            format!(
                "{} [{}] {}",
                issue.path.join("."),
                issue.value.as_deref().unwrap_or("–"),
                issue.message(Lang::Fr)
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"));
}

#[test]
fn surprising_dates_are_warnings_and_impossible_ones_errors() {
    let warnings = |changes| codes_of(&parse_one(with(changes)).warnings);
    let codes_of_errors = |changes| codes_of(&errors(with(changes)));
    assert_eq!(
        warnings(json!({"date_de_naissance_apprenant": "2016-01-01"})),
        [IssueCode::UnlikelyAge]
    );
    assert_eq!(
        warnings(json!({"date_exclusion_formation": "2026-08-01"})),
        [IssueCode::ExclusionBeforeEntry]
    );
    assert_eq!(
        codes_of_errors(json!({"date_de_naissance_apprenant": "2026-11-23"})),
        [IssueCode::ImpossibleBirthDate]
    );
    assert_eq!(
        codes_of_errors(json!({"date_fin_formation": "2026-08-31"})),
        [IssueCode::TrainingEndBeforeEntry]
    );
    assert_eq!(
        codes_of_errors(json!({"cause_rupture_contrat_4": "démission"})),
        [IssueCode::ContractWithoutStart]
    );
    let same_day =
        json!({"contrat_date_debut": "2026-09-01", "contrat_date_rupture": "2026-09-01"});
    assert!(parse_one(with(same_day)).outcome.is_ok());
}

fn codes_of(issues: &[Issue]) -> Vec<IssueCode> {
    issues.iter().map(|issue| issue.code).collect()
}

#[test]
fn the_social_security_number_is_never_kept() {
    let nir = "269054958815780";
    let delivery = parse(&[
        with(json!({"nir_apprenant": nir})),
        with(json!({"nir_apprenant": "", "id_erp_apprenant": "b"})),
        with(json!({"num_secu": nir, "x": {"y": nir}, "id_erp_apprenant": "c"})),
        with(json!({"id_erp_apprenant": nir, "ine_apprenant": nir})),
    ]);
    for row in &delivery.rows {
        assert!(!format!("{row:?}").contains(nir), "{row:?}");
        assert!(!row.raw.contains("nir_apprenant"));
    }
    let has_nir = |at: usize| {
        delivery.rows[at]
            .outcome
            .as_ref()
            .unwrap()
            .patch
            .has_nir
            .clone()
    };
    assert_eq!(has_nir(0), Given::Value(true));
    assert_eq!(has_nir(1), Given::Value(false));
    assert_eq!(has_nir(2), Given::Absent);
    assert_eq!(
        codes(delivery.rows[3].outcome.as_ref().unwrap_err()),
        [("id_erp_apprenant", IssueCode::SocialSecurityNumber)]
    );
    assert!(
        delivery
            .notices
            .contains(&Notice::RefusedColumn("num_secu".to_owned()))
    );
    let again = parse_items(
        format!("[{}]", delivery.rows[0].raw).as_bytes(),
        TODAY,
        None,
    )
    .unwrap();
    assert_eq!(again.rows[0].outcome, delivery.rows[0].outcome);
}

#[test]
fn the_trace_is_the_text_received() {
    let item = serde_json::to_string_pretty(&minimal()).unwrap();
    let body = format!("[ {item} , 3 , null ]");
    let delivery = parse_items(body.as_bytes(), TODAY, None).unwrap();
    assert_eq!(delivery.rows[0].raw, item);
    assert_eq!(delivery.rows[1].raw, "3");
    assert_eq!(
        codes(delivery.rows[2].outcome.as_ref().unwrap_err()),
        [("", IssueCode::NotAnObject)]
    );
    assert_eq!(delivery.rows[2].position, 2);
}

#[test]
fn a_repeated_identifier_is_refused_naming_the_first() {
    let delivery = parse(&[
        minimal(),
        with(json!({"annee_scolaire": "2025-2026"})),
        with(json!({"nom_apprenant": "Autre"})),
    ]);
    assert!(
        delivery.rows[1].outcome.is_ok(),
        "another year is another enrolment"
    );
    let issue = &delivery.rows[2].outcome.as_ref().unwrap_err()[0];
    assert_eq!(
        (issue.code, issue.first_position),
        (IssueCode::DuplicateInDelivery, Some(0))
    );
    assert_eq!(delivery.notices, [Notice::Duplicates(1)]);
}

#[test]
fn what_is_not_a_list_of_items_is_refused() {
    let error = |body: &str, limit| parse_items(body.as_bytes(), TODAY, limit).unwrap_err();
    assert_eq!(error("{}", None), FileError::NotAnArray);
    assert_eq!(
        error("[{}", None),
        FileError::NotJson { line: 1, column: 3 }
    );
    assert_eq!(
        error("[1,2,3]", Some(2)),
        FileError::TooManyItems { found: 3, limit: 2 }
    );
    assert_eq!(error("", None), FileError::Empty);
    assert!(
        parse_items(b"\xef\xbb\xbf[]", TODAY, None)
            .unwrap()
            .rows
            .is_empty()
    );
}

#[test]
fn the_answer_echoes_the_item_with_its_errors() {
    let delivery = parse(&[with(json!({
        "nir_apprenant": "269054958815780",
        "email_contact": "gaston",
        "siret_employeur": "12",
        "inconnu": 1,
    }))]);
    let answer = ItemAnswer::new(&delivery.rows[0], Lang::Fr);
    insta::assert_json_snapshot!(answer);
}

fn csv(headers: &[&str], cells: &[&str]) -> Vec<u8> {
    format!("{}\n{}\n", headers.join(";"), cells.join(";")).into_bytes()
}

#[test]
fn a_table_with_the_columns_of_the_template() {
    let file = csv(
        &[
            "NOM apprenant",
            "Prénom_apprenant",
            "date de naissance apprenant",
            "annee_scolaire",
            "date_inscription_formation",
            "date_entree_formation",
            "date_fin_formation",
            "rqth_apprenant",
            "code_commune_insee_apprenant",
            "nir_apprenant",
            "Groupe",
        ],
        &[
            "Lenôtre",
            "Gaston",
            "28/10/2008",
            "2026-2027",
            "46188",
            "01/09/2026",
            "2028-07-05",
            "VRAI",
            "1004",
            "269054958815780",
            "B2",
        ],
    );
    let delivery = parse_table(&file, TODAY).unwrap();
    assert_eq!(
        delivery.notices,
        [
            Notice::RefusedColumn("nir_apprenant".to_owned()),
            Notice::UnknownColumn("Groupe".to_owned()),
        ]
    );
    let row = &delivery.rows[0];
    assert_eq!(row.position, 2);
    assert!(!row.raw.contains("269054958815780") && !row.raw.contains("Groupe"));
    let record = row.outcome.as_ref().unwrap();
    assert!(
        record.external_id.starts_with("personne-"),
        "{}",
        record.external_id
    );
    assert!(record.external_id.ends_with("@2026-2027"));
    assert_eq!(record.patch.birth_date, Given::Value(date(2008, 10, 28)));
    assert_eq!(record.patch.enrolled_on, Given::Value(date(2026, 6, 15)));
    assert_eq!(record.patch.rqth, Given::Value(true));
    assert_eq!(record.patch.commune.value().unwrap().as_str(), "01004");
    assert_eq!(record.patch.has_nir, Given::Value(true));
    assert_eq!(record.patch.email, Given::Absent);
}

#[test]
fn the_errors_of_a_table_name_the_columns_of_the_sender() {
    let file = csv(
        &[
            "Nom apprenant",
            "prenom_apprenant",
            "date_de_naissance_apprenant",
            "annee_scolaire",
            "date_inscription_formation",
            "date_entree_formation",
            "date_fin_formation",
        ],
        &[
            "",
            "Gaston",
            "10/28/2008",
            "2026",
            "01/09/2026",
            "01/09/2026",
            "05/07/2028",
        ],
    );
    let delivery = parse_table(&file, TODAY).unwrap();
    assert_eq!(
        codes(delivery.rows[0].outcome.as_ref().unwrap_err()),
        [
            ("Nom apprenant", IssueCode::MissingValue),
            ("date_de_naissance_apprenant", IssueCode::ImpossibleDate),
            ("annee_scolaire", IssueCode::BadSchoolYear),
        ]
    );
    assert_eq!(
        parse_table(b"nom_apprenant;prenom_apprenant\nA;B\n", TODAY).unwrap_err(),
        FileError::MissingColumns(
            [
                "date_de_naissance_apprenant",
                "annee_scolaire",
                "date_inscription_formation",
                "date_entree_formation",
                "date_fin_formation",
            ]
            .map(str::to_owned)
            .to_vec()
        )
    );
}

#[test]
fn the_template_can_be_read_back() {
    let template = template_xlsx().unwrap();
    let table = crate::table::read_table(&template).unwrap();
    assert_eq!(table.headers().len(), 69);
    assert_eq!(table.headers()[0], "nom_apprenant");
    assert!(!table.headers().contains(&"nir_apprenant".to_owned()));
    assert_eq!(
        table.notices(),
        [Notice::OtherSheets(vec!["description".to_owned()])]
    );
    assert!(parse_table(&template, TODAY).unwrap().rows.is_empty());
}

#[test]
fn the_format_is_recognised_by_the_content() {
    assert_eq!(recognise(b"\xef\xbb\xbf \n[{}]"), LearnerFormat::Json);
    assert_eq!(recognise(b"nom_apprenant;x\n"), LearnerFormat::Table);
    let sifa = format!("0494004062M;0123456A{}", ";".repeat(45));
    assert_eq!(recognise(sifa.as_bytes()), LearnerFormat::Sifa);
}

fn any_value() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        "[0-9/-]{4,16}".prop_map(Value::from),
        Just(json!([])),
        Just(json!({"a": 1})),
    ]
}

proptest! {
    #[test]
    fn any_bytes_are_items_or_an_error(body in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _ = parse_items(&body, TODAY, None);
        let _ = parse_table(&body, TODAY);
        let _ = recognise(&body);
    }

    #[test]
    fn each_item_gives_one_row(items in proptest::collection::vec(
        proptest::collection::vec((0..FIELDS.len(), any_value()), 0..30), 0..8,
    )) {
        let items: Vec<Value> = items
            .into_iter()
            .map(|fields| {
                let fields = fields.into_iter().map(|(at, value)| (FIELDS[at].name.to_owned(), value));
                Value::Object(minimal().into_iter().chain(fields).collect())
            })
            .collect();
        let body = serde_json::to_vec(&items).unwrap();
        let delivery = parse_items(&body, TODAY, None).unwrap();
        prop_assert_eq!(delivery.rows.len(), items.len());
        for (at, row) in (0..).zip(&delivery.rows) {
            prop_assert_eq!(row.position, at);
            prop_assert!(row.outcome.as_ref().err().is_none_or(|issues| !issues.is_empty()));
        }
    }
}
