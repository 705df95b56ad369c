//! What is done with any bytes: each target is run by the fuzzer, and by the workspace's tests on a few
//! hundred files each, made anew or altered from one that is right.

use jiff::civil::date;
use tdu_domain::codes::{CommuneCode, Email, Phone, RomeCode, Siret, Uai};
use tdu_domain::free_text::concern;
use tdu_domain::person::SchoolYear;
use tdu_domain::text::fold;
use tdu_exchange::errors_file::{RefusedRow, table_csv};
use tdu_exchange::issue::Lang;
use tdu_exchange::learner::{self, ItemAnswer, MAX_ITEMS, parse_items, parse_table};
use tdu_exchange::table::read_table;
use tdu_exchange::youth::{self, Mapping};
use tdu_exchange::{sifa, territory_tables};
use tdu_linkage::encoded::Encodings;
use tdu_linkage::{Model, Schema, Table};

/// The day of every target.
const TODAY: jiff::civil::Date = date(2026, 11, 22);

/// A target: its name, what it does, and a file that it takes.
pub struct Target {
    /// Its name.
    pub name: &'static str,
    /// What it does: it must neither fail nor hang, whatever the bytes.
    pub run: fn(&[u8]),
    /// A file that is right, or nearly.
    pub seed: fn() -> Vec<u8>,
}

/// Every target.
pub const TARGETS: [Target; 13] = [
    target("table", table, || "Nom;Prénom\nBenali;Inès\n".into()),
    target("youths", youths, || {
        "N° dossier;Nom de naissance;Prénom;Date de naissance\n9;Petit;Léo;14/01/2007\n".into()
    }),
    target("mapping", mapping, || {
        "{\"N° dossier\": \"file_number\", \"Nationalité\": null}".into()
    }),
    target("learners", learners, || {
        "[{\"nom_apprenant\": \"Petit\"}]".into()
    }),
    target("learners_table", learners_table, || {
        "nom_apprenant;prenom_apprenant\nPetit;Léo\n".into()
    }),
    target("sifa", sifa_file, || {
        "NUMERO_UAI;NOM;PRENOM1\n0123456A;Petit;Léo\n".into()
    }),
    target("territory", territory, || {
        "code;nom\n93048;Montreuil\n".into()
    }),
    target("linkage_schema", linkage_schema, || {
        "[[field]]\nname = \"last_name\"\nkind = \"name\"\n".into()
    }),
    target("linkage_table", linkage_table, || {
        "id,last_name,first_name,birth_date\n1,Petit,Léo,2007-01-14\n".into()
    }),
    target("linkage_model", linkage_model, || {
        Model::french(&Schema::french()).to_json().into()
    }),
    target("encodings", encodings, || {
        "id,last_name,first_name,birth_date\n".into()
    }),
    target("free_text", free_text, || {
        "Elle est malade, 2 69 05 49 588 157 80".into()
    }),
    target("codes", codes, || "19750655300019".into()),
];

const fn target(name: &'static str, run: fn(&[u8]), seed: fn() -> Vec<u8>) -> Target {
    Target { name, run, seed }
}

/// CSV and XLSX: any bytes are read or refused, and each cell can be reached.
pub fn table(bytes: &[u8]) {
    let Ok(table) = read_table(bytes) else { return };
    for row in table.rows() {
        for column in 0..=row.len() {
            let _ = row.get(column);
        }
    }
}

/// The file of a Mission Locale, with the mapping that its headers suggest: as many rows out as in.
pub fn youths(bytes: &[u8]) {
    let Ok(table) = read_table(bytes) else { return };
    let mapping = youth::suggest_for(&table).mapping;
    if let Ok(delivery) = youth::parse(&table, &mapping, TODAY) {
        assert_eq!(delivery.rows.len(), table.len());
    }
}

/// The file that says what each header is: what is read is written back the same.
pub fn mapping(bytes: &[u8]) {
    if let Ok(mapping) = serde_json::from_slice::<Mapping>(bytes) {
        let written = serde_json::to_vec(&mapping).unwrap_or_default();
        let again = serde_json::from_slice::<Mapping>(&written).ok();
        assert_eq!(again, Some(mapping));
    }
}

/// The JSON array of the API, and the answer to each of its items.
pub fn learners(bytes: &[u8]) {
    if let Ok(delivery) = parse_items(bytes, TODAY, Some(MAX_ITEMS)) {
        for row in &delivery.rows {
            let _ = ItemAnswer::new(row, Lang::Fr);
        }
    }
}

/// The national template, and the errors file that comes back.
pub fn learners_table(bytes: &[u8]) {
    if let Ok(delivery) = parse_table(bytes, TODAY) {
        let _ = table_csv(&delivery.columns, &RefusedRow::of(&delivery), Lang::Fr);
    }
}

/// The 47 columns of SIFA.
pub fn sifa_file(bytes: &[u8]) {
    let _ = learner::recognise(bytes);
    if let Ok(year) = SchoolYear::parse("2026-2027") {
        let _ = sifa::parse(bytes, year, TODAY);
    }
}

/// The tables of a territory: organisations and communes.
pub fn territory(bytes: &[u8]) {
    let _ = territory_tables::organisations(bytes);
    let _ = territory_tables::communes(bytes);
}

/// `fields.toml`: how two files are compared.
pub fn linkage_schema(bytes: &[u8]) {
    let _ = Schema::from_toml(&String::from_utf8_lossy(bytes));
}

/// The CSV of people to recognise, under the usual fields.
pub fn linkage_table(bytes: &[u8]) {
    if let Ok(table) = Table::read(bytes, &Schema::french()) {
        let _ = table.rejected();
    }
}

/// `model.json`: what is read is written back the same.
pub fn linkage_model(bytes: &[u8]) {
    if let Ok(model) = Model::from_json(&String::from_utf8_lossy(bytes)) {
        let again = Model::from_json(&model.to_json());
        assert!(again.is_ok(), "a model written is read");
    }
}

/// The file of people encoded, which another network sends.
pub fn encodings(bytes: &[u8]) {
    if let Ok(encodings) = Encodings::read(bytes) {
        for position in 0..encodings.len() {
            let _ = encodings.id(position);
        }
    }
}

/// What is searched for, and what is written in words.
pub fn free_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = concern(&text);
    let folded = fold(&text);
    assert_eq!(fold(&folded), folded, "folded once for all");
}

/// Codes and dates as forms bring them.
pub fn codes(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let _ = (
        Siret::parse(&text),
        Uai::parse(&text),
        RomeCode::parse(&text),
    );
    let _ = (
        CommuneCode::parse(&text),
        Phone::parse(&text),
        Email::parse(&text),
    );
    let _ = (SchoolYear::parse(&text), text.parse::<jiff::civil::Date>());
}
