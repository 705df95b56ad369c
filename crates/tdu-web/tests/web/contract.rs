//! The contract followed together, on its pages.

use axum::http::StatusCode;
use jiff::civil::date;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, Youth};

use crate::support::{Browser, TODAY, key_of};

/// A learner in contract whom a Mission Locale follows, and one whose training ended.
async fn contracts() -> TestApp {
    let app = TestApp::new(Engine::Sqlite, TODAY).await;
    app.member(MONTREUIL, Role::Counsellor).await;
    app.member(MONTREUIL, Role::Manager).await;
    app.member(BOBIGNY, Role::CfaStaff).await;
    let running = Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), None);
    let over = Learner::new("Haddad", "Ali")
        .with("annee_scolaire", "2025-2026")
        .with("date_de_naissance_apprenant", "2006-02-11")
        .without("tel_apprenant")
        .with("date_inscription_formation", "2024-07-01")
        .with("date_entree_formation", "2024-09-02")
        .with("date_fin_formation", "2026-05-15")
        .with("contrat_date_debut", "2024-09-02")
        .with("contrat_date_fin", "2026-05-15")
        .with("obtention_diplome_formation", true);
    app.deliver(BOBIGNY, &[running, over]).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    app
}

#[tokio::test]
async fn a_sign_is_noted_in_two_clicks_and_the_other_network_reads_it() {
    let app = contracts().await;
    let mut staff = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut staff, "martin").await;
    let address = format!("/jeunes/{key}");
    let page = staff.get(&address).await;
    page.shows("La Mission Locale verra : le signe choisi, la date et le nom de votre organisme.");
    let noted = staff
        .post(
            &format!("{address}/contrat/signe"),
            &[("signe", "conflict")],
        )
        .await;
    assert_eq!(noted.location(), address);
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    counsellor
        .get(&address)
        .await
        .shows("Signal faible depuis le 22 novembre 2026 : Conflit.")
        .shows("Signe noté : Conflit. Un signal faible est partagé entre les deux réseaux.");
    counsellor
        .get("/")
        .await
        .shows("le CFA attend un regard de la Mission Locale");
    let led = counsellor
        .get(&format!("{address}?acte=alerte&retour=journee"))
        .await;
    assert_eq!(
        led.location(),
        format!("{address}/contrat?retour=journee#alerte")
    );
    let page = counsellor.get(&format!("{address}/contrat")).await;
    let alert = page.part("name=\"alerte\" value=\"", "\">");
    let alert = alert.rsplit('"').next().unwrap().to_owned();
    let missing = counsellor
        .post(
            &format!("{address}/contrat/alerte/suite"),
            &[("alerte", &alert)],
        )
        .await;
    assert_eq!(missing.status, StatusCode::UNPROCESSABLE_ENTITY);
    missing
        .shows("Ce qui est fait : Choisissez une réponse.")
        .shows("Réseau qui agit : Choisissez une réponse.")
        .shows("Date : Indiquez la date.");
    let late = [("alerte", alert.as_str()), ("date", "2026-11-01")];
    counsellor
        .post(&format!("{address}/contrat/alerte/suite"), &late)
        .await
        .shows("Ce qui est fait : Choisissez une réponse.")
        .shows("Date : Choisissez un jour d’aujourd’hui");
    let plan = [
        ("alerte", alert.as_str()),
        ("action", "talk_youth"),
        ("reseau", "ml"),
        ("date", "2026-11-27"),
    ];
    let planned = counsellor
        .post(&format!("{address}/contrat/alerte/suite"), &plan)
        .await;
    assert_eq!(planned.location(), format!("{address}/contrat"));
    staff
        .get(&format!("{address}/contrat"))
        .await
        .shows("Écouter le jeune, par la Mission Locale, avant le 27 novembre 2026.")
        .shows("La Mission Locale l’a lu le 22 novembre 2026.");
    let by_ml = counsellor
        .post(&format!("{address}/contrat/signe"), &[("signe", "absence")])
        .await;
    assert_eq!(by_ml.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_rupture_is_declared_with_its_legal_delays_and_planned() {
    let app = contracts().await;
    let mut staff = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut staff, "martin").await;
    let address = format!("/jeunes/{key}/rupture");
    staff
        .get(&address)
        .await
        .shows("La Mission Locale verra :")
        .shows("Contrat commencé le 7 septembre 2026.");
    let early = [
        ("mode", "apprentice"),
        ("date", "2026-08-01"),
        ("motif", "trade"),
    ];
    let refused = staff.post(&address, &early).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Cette date vient avant le début du contrat.");
    assert!(refused.body.contains("value=\"2026-08-01\""));
    let declared = [
        ("mode", "apprentice"),
        ("date", "2026-11-20"),
        ("motif", "trade"),
        ("demande", "2026-11-12"),
    ];
    let answer = staff.post(&address, &declared).await;
    assert_eq!(answer.location(), address);
    let page = staff.get(&address).await;
    page.shows("Le dossier du CFA ne la dit pas encore")
        .shows("La date déclarée vient avant ce que la règle permet.")
        .shows("Code du travail, article D6222-21-1")
        .hides("règle à confirmer")
        .shows("lus dans leur version en vigueur au 27 mars 2026")
        .shows("24 novembre 2026")
        .shows("Dans votre organisme, sur douze mois : un contrat rompu, 0 suivi d’un autre.");
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    counsellor
        .get("/")
        .await
        .shows("Contrat rompu le 20 novembre");
    let plan = [
        ("but", "recontract"),
        ("reseau", "cfa"),
        ("appel", "2026-11-24"),
    ];
    counsellor.post(&format!("{address}/suite"), &plan).await;
    staff.get(&address).await.shows(
        "But commun : Retrouver un contrat. Appel par le CFA, au plus tard le 24 novembre 2026.",
    );
    let call = [("resultat", "appointment"), ("jour", "2026-11-22")];
    staff.post(&format!("{address}/appel"), &call).await;
    counsellor
        .get(&address)
        .await
        .shows("CFA de démonstration – Bobigny : Rendez-vous pris");
}

#[tokio::test]
async fn a_rupture_is_still_read_once_another_contract_runs() {
    let app = contracts().await;
    let learner = Learner::new("Martin", "Zoé")
        .contract(date(2026, 9, 7), Some(date(2026, 10, 14)))
        .with("contrat_date_debut_2", "2026-11-16")
        .with("contrat_date_fin_2", "2028-06-30");
    app.deliver(BOBIGNY, &[learner]).await;
    let mut staff = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut staff, "martin").await;
    let address = format!("/jeunes/{key}/rupture");
    staff
        .get(&address)
        .await
        .shows("Nouveau contrat le 16 novembre 2026, 33 jours après la rupture.")
        .shows("Déclarer la rupture du contrat en cours")
        .hides("Premier jour qui n’est plus travaillé");
    staff
        .get(&format!("{address}?nouvelle=oui"))
        .await
        .shows("Contrat commencé le 16 novembre 2026.")
        .shows("Premier jour qui n’est plus travaillé");
    let early = [("mode", "apprentice"), ("date", "2026-10-20")];
    staff
        .post(&address, &early)
        .await
        .shows("Contrat commencé le 16 novembre 2026.");
}

#[tokio::test]
async fn young_people_answer_a_link_that_changes_nothing_when_looked_at() {
    let app = contracts().await;
    let mut staff = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut staff, "haddad").await;
    let address = format!("/jeunes/{key}/apres");
    staff
        .get(&address)
        .await
        .shows("que devient ce jeune, 6 mois après ?");
    let made = staff.post(&format!("{address}/lien"), &[]).await;
    made.shows("Voici le lien, montré une seule fois :");
    let link = made.part("https://essai.example/point/", "</textarea>");
    let link = link.trim_start_matches("https://essai.example").to_owned();
    let mut youth = Browser::on(&app);
    for _ in 0..2 {
        let page = youth.get(&link).await;
        page.shows("Que fais-tu aujourd’hui ?").hides("Haddad");
        assert_eq!(page.headers["x-robots-tag"], "noindex");
    }
    let nothing = youth.post(&link, &[("situation", "unreachable")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    youth
        .post(&link, &[("situation", "job")])
        .await
        .shows("Merci, c’est noté !");
    let again = youth.get(&link).await;
    assert_eq!(again.status, StatusCode::NOT_FOUND);
    staff
        .get(&address)
        .await
        .shows("6 mois après (22 novembre 2026) : En emploi, dit par le jeune")
        .shows("a servi");
}

#[tokio::test]
async fn the_rule_of_alerts_is_read_by_all_and_set_by_managers() {
    let app = contracts().await;
    let mut staff = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    staff
        .get("/signaux-faibles")
        .await
        .shows("La règle de départ est en vigueur");
    let form = [
        ("fort-conflict", "1"),
        ("signes", "2"),
        ("jours", "20"),
        ("extinction", "30"),
    ];
    let denied = staff.post("/signaux-faibles", &form).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    let mut manager = Browser::signed_in(&app, MONTREUIL, Role::Manager).await;
    let wrong = [("signes", "0"), ("jours", "20"), ("extinction", "30")];
    let refused = manager.post("/signaux-faibles", &wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("De 1 à 10 signes");
    let set = manager.post("/signaux-faibles", &form).await;
    assert_eq!(set.location(), "/signaux-faibles");
    staff
        .get("/signaux-faibles")
        .await
        .shows("2 signes en 20 jours ; seuls suffisent : Conflit");
}

#[tokio::test]
async fn the_steps_of_a_plan_are_tasks_asked_for_on_its_page() {
    let app = contracts().await;
    let mut staff = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut staff, "martin").await;
    let address = format!("/jeunes/{key}");
    let sign = [("signe", "conflict")];
    staff.post(&format!("{address}/contrat/signe"), &sign).await;
    let page = staff.get(&format!("{address}/contrat")).await;
    page.shows("Aucune étape demandée.");
    let form = page.part("/contrat/etapes", "</form>").to_owned();
    let value = |mark: &str| {
        let (_, rest) = form.split_once(mark).unwrap();
        rest.split('"').next().unwrap().to_owned()
    };
    let alert = value("name=\"suivi\" value=\"");
    let (_, others) = form.split_once("Mission locale").unwrap();
    assert!(
        others.contains("</option>"),
        "the other network may be asked"
    );
    let ml = form
        .split("<option value=\"")
        .find(|one| one.contains("Mission locale"));
    let ml = ml.unwrap().split('"').next().unwrap();
    let steps = format!("{address}/contrat/etapes");
    let nothing = [
        ("suivi", alert.as_str()),
        ("pour", ml),
        ("echeance", "2026-11-30"),
    ];
    let refused = staff.post(&steps, &nothing).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("En quelques mots : ");
    let long_ago = [
        ("suivi", alert.as_str()),
        ("pour", ml),
        ("quoi", "procedure"),
        ("texte", "Aide au transport"),
        ("echeance", "2026-11-01"),
    ];
    let refused = staff.post(&steps, &long_ago).await;
    refused.shows("Échéance : ");
    assert!(refused.body.contains("value=\"Aide au transport\""));
    let asked = [
        ("suivi", alert.as_str()),
        ("pour", ml),
        ("quoi", "procedure"),
        ("texte", "Aide au transport"),
        ("echeance", "2026-11-30"),
    ];
    let answer = staff.post(&steps, &asked).await;
    assert_eq!(answer.location(), format!("{address}/contrat#etapes"));
    let page = counsellor.get(&format!("{address}/contrat")).await;
    page.shows("Aide au transport");
    let task = page.part("/taches/", "\"><input").to_owned();
    let done = [("etape", "done"), ("retour", "contrat")];
    let answer = counsellor.post(&task, &done).await;
    assert_eq!(answer.location(), format!("{address}/contrat#etapes"));
    // One list of tasks: the same line is on the person's page.
    staff.get(&address).await.shows("Aide au transport");
}

#[tokio::test]
async fn the_outcome_of_an_exam_tells_the_diploma() {
    let app = contracts().await;
    let mut staff = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut staff, "martin").await;
    let address = format!("/jeunes/{key}/examen");
    staff.get(&address).await.shows("Aucun examen noté.");
    let refused = staff.post(&address, &[("jour", "2026-11-20")]).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Résultat : Choisissez une réponse.");
    let early = [("resultat", "passed"), ("jour", "2026-01-01")];
    let refused = staff.post(&address, &early).await;
    refused.shows("L’examen a lieu après le début de la formation.");
    let passed = [("resultat", "passed"), ("jour", "2026-11-20")];
    let answer = staff.post(&address, &passed).await;
    assert_eq!(answer.location(), format!("/jeunes/{key}"));
    staff
        .get(&format!("/jeunes/{key}"))
        .await
        .shows("Examen : Réussi : le diplôme est obtenu.");
    let again = staff.post(&address, &passed).await;
    again.shows("Le diplôme est déjà obtenu");
    let page = staff.get(&address).await;
    page.shows("Le diplôme est déjà obtenu")
        .shows("Examens passés");
    assert!(!page.body.contains("name=\"resultat\""), "nothing to note");
}

#[tokio::test]
async fn what_was_read_of_an_alert_is_taken_back_from_the_announcement() {
    let app = contracts().await;
    let mut staff = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut staff, "martin").await;
    let address = format!("/jeunes/{key}");
    let sign = [("signe", "conflict")];
    staff.post(&format!("{address}/contrat/signe"), &sign).await;
    let watched = format!("{address}/contrat");
    let page = counsellor.get(&watched).await;
    let alert = page.part("name=\"alerte\" value=\"", "\">");
    let alert = alert.rsplit('"').next().unwrap().to_owned();
    let read = format!("{watched}/alerte/lue");
    counsellor.post(&read, &[("alerte", &alert)]).await;
    let page = counsellor.get(&watched).await;
    let line = page.part("name=\"ligne\" value=\"", "\">");
    let line = line.rsplit('"').next().unwrap().to_owned();
    page.shows("La Mission Locale l’a lu");
    counsellor
        .post(&format!("{address}/annuler"), &[("ligne", &line)])
        .await;
    counsellor
        .get(&watched)
        .await
        .hides("La Mission Locale l’a lu");
}
