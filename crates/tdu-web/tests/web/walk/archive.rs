//! People of the restricted archive, and somebody known since who resembles each.

use std::collections::BTreeMap;

use jiff::civil::date;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, LYON, Learner, MEAUX, MONTREUIL, TestApp, VERSAILLES, VIENNE, Youth};
use uuid::Uuid;

use super::world::someone;
use crate::support::TODAY;

/// Learners who left long ago.
const LEFT: [(&str, &str, &str, &str, &str); 3] = [
    (BOBIGNY, "Vasseur", "Solène", "2004-03-02", "01 99 00 31 01"),
    (MEAUX, "Lacombe", "Boris", "2005-07-19", "01 99 00 31 02"),
    (VIENNE, "Ozanne", "Maud", "2003-11-30", "01 99 00 31 03"),
];

/// For each organisation, the doubt about the one it archived and somebody whom another knows since.
pub(super) async fn alike(app: &TestApp) -> BTreeMap<&'static str, Uuid> {
    for (at, (mission_locale, (cfa, name, first_name, born, phone))) in
        [MONTREUIL, VERSAILLES, LYON]
            .into_iter()
            .zip(LEFT)
            .enumerate()
    {
        let archived = Youth::nth(90_000 + at);
        let parts: Vec<&str> = archived.birth_date.rsplit('/').collect();
        let learner = Learner::new(&archived.last_name, &archived.first_name)
            .with("date_de_naissance_apprenant", parts.join("-"))
            .with("tel_apprenant", archived.phone.as_str());
        app.deliver(cfa, &[learner]).await;
        let parts: Vec<&str> = born.rsplit('-').collect();
        let youth = Youth {
            birth_date: parts.join("/"),
            phone: phone.to_owned(),
            ..Youth::new(&format!("200{at}"), name, first_name)
        };
        app.import_youths(mission_locale, &[youth]).await;
    }
    let mut doubts = BTreeMap::new();
    for organisation in [MONTREUIL, VERSAILLES, LYON, BOBIGNY, MEAUX, VIENNE] {
        let officer = app.member(organisation, Role::DataProtectionOfficer).await;
        let found = app.casework.archived_doubts(&officer).await.unwrap();
        doubts.insert(organisation, found[0].doubt.id);
    }
    doubts
}

/// Someone of each organisation of whom nothing was heard for three years.
pub(super) async fn archived(app: &TestApp, territories: &[Uuid]) -> BTreeMap<&'static str, Uuid> {
    let mut archived = BTreeMap::new();
    app.set_today(date(2023, 9, 15));
    for (at, code) in [MONTREUIL, VERSAILLES, LYON].into_iter().enumerate() {
        app.import_youths(code, &[Youth::nth(90_000 + at)]).await;
        let staff = app.member(code, Role::Counsellor).await;
        archived.insert(code, someone(app, &staff).await);
    }
    for (uai, name, first_name, born, phone) in LEFT {
        let left = Learner::new(name, first_name)
            .with("date_de_naissance_apprenant", born)
            .with("tel_apprenant", phone)
            .with("annee_scolaire", "2022-2023")
            .with("date_inscription_formation", "2022-07-01")
            .with("date_entree_formation", "2022-09-05")
            .with("date_fin_formation", "2023-06-30");
        app.deliver(uai, &[left]).await;
        let staff = app.member(uai, Role::CfaStaff).await;
        archived.insert(uai, someone(app, &staff).await);
    }
    app.set_today(TODAY);
    for territory in territories {
        app.casework.recompute(*territory).await.unwrap();
        app.casework.run_retention(*territory, 0).await.unwrap();
    }
    archived
}
