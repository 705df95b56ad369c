//! What the two staffs do together, from both sides.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MONTREUIL};

use crate::support::{Answer, Browser, key_of, territory};

/// The value of a choice whose label begins so.
fn choice(page: &Answer, label: &str) -> String {
    let before = page.body.split(&format!(">{label}")).next().unwrap();
    let value = before.rsplit("value=\"").next().unwrap();
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn a_task_is_asked_of_the_other_network_and_done_from_the_desk() {
    let app = territory().await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut cfa, "benali").await;
    let address = format!("/jeunes/{key}/taches");
    let form = cfa.get(&address).await;
    form.shows("Demander une tâche pour Inès")
        .shows("Les deux équipes qui accompagnent ce jeune verront la tâche");
    let mission_locale = choice(&form, "Mission locale de démonstration – Montreuil");
    let asked = [
        ("quoi", "document"),
        ("texte", "Carte d’identité"),
        ("pour", mission_locale.as_str()),
        ("echeance", "2026-11-30"),
    ];
    let answer = cfa.post(&address, &asked).await;
    assert_eq!(answer.location(), format!("/jeunes/{key}#taches"));
    cfa.get(&format!("/jeunes/{key}"))
        .await
        .shows("La tâche est demandée.")
        .shows("Réunir un document : Carte d’identité")
        .shows(
            "Tâche demandée à Mission locale de démonstration – Montreuil pour le 30 novembre 2026",
        );

    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    counsellor
        .get("/")
        .await
        .shows("Une tâche demandée le 22 novembre est à faire pour le 30 novembre.")
        .shows("Voir les tâches");
    let page = counsellor
        .get(&format!("/jeunes/{key}?acte=taches&retour=journee"))
        .await;
    page.shows("Vos tâches pour ce jeune");
    let action = page.part("action=\"/taches/", "\">").to_owned();
    let action = action.trim_start_matches("action=\"").trim_end_matches('"');
    let done = [("etape", "done"), ("retour", "journee")];
    let answer = counsellor.post(action, &done).await;
    assert_eq!(answer.location(), "/");
    let desk = counsellor.get("/").await;
    desk.shows("La tâche est faite.").hides("Voir les tâches");
    cfa.get(&format!("/jeunes/{key}"))
        .await
        .shows("Tâche faite : Réunir un document : Carte d’identité");
    let again = counsellor.post(action, &done).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.shows("Cette tâche est déjà terminée.");
}

#[tokio::test]
async fn a_task_refused_comes_back_as_it_was_typed() {
    let app = territory().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut browser, "zoe").await;
    let address = format!("/jeunes/{key}/taches");
    let mine = choice(&browser.get(&address).await, "Moi");
    let typed = [
        ("texte", "Parler de son diabète"),
        ("pour", mine.as_str()),
        ("echeance", "2026-12-01"),
    ];
    let answer = browser.post(&address, &typed).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.body.contains("value=\"Parler de son diabète\""));
    assert!(answer.body.contains("name=\"relu\""));
    let past = [
        ("quoi", "call"),
        ("pour", &mine),
        ("echeance", "2026-11-01"),
    ];
    let answer = browser.post(&address, &past).await;
    answer.shows("Donnez une échéance, d’aujourd’hui à un an.");
    let all_wrong = [("pour", "personne"), ("echeance", "demain")];
    let answer = browser.post(&address, &all_wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["texte", "pour", "echeance"] {
        let told = format!("id=\"f-{field}-erreur\"");
        assert!(answer.body.contains(&told), "{field}");
    }
    answer.shows("Échéance : La date ne se lit pas");
    let read_again = [typed[0], typed[1], typed[2], ("relu", "1")];
    let kept = browser.post(&address, &read_again).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_message_is_told_on_the_desk_and_read() {
    let app = territory().await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut cfa, "benali").await;
    let thread = format!("/jeunes/{key}/fil");
    let form = cfa.get(&thread).await;
    form.shows("Mission locale de démonstration – Montreuil liront ce message");
    let colleague = choice_box(&form, "Membre de 99001S00");
    let health = [("message", "Il parle de sa dépression")];
    let refused = cfa.post(&thread, &health).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        refused
            .body
            .contains("Il parle de sa dépression</textarea>")
    );
    let words = [
        ("message", "Son employeur la rappelle demain."),
        ("mention", colleague.as_str()),
    ];
    cfa.post(&thread, &words).await;
    cfa.get(&format!("/jeunes/{key}"))
        .await
        .shows("Le message est envoyé.")
        .shows("Son employeur la rappelle demain.")
        .shows("Pour Membre de 99001S00");

    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    counsellor
        .get("/")
        .await
        .shows("Un nouveau message sur vos jeunes")
        .shows("1 non lus");
    counsellor
        .get("/messages")
        .await
        .shows("Inès")
        .shows("Vous êtes prévenu");
    counsellor.get(&thread).await.shows("Marquer comme lu");
    counsellor.post(&format!("{thread}/lu"), &[]).await;
    counsellor
        .get("/messages")
        .await
        .shows("Vous avez tout lu.");
    counsellor.get("/").await.hides("nouveau message");
}

/// The value of a box to tick whose label begins so.
fn choice_box(page: &Answer, label: &str) -> String {
    let before = page.body.split(&format!("<strong>{label}")).next().unwrap();
    let value = before.rsplit("value=\"").next().unwrap();
    value.split('"').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_obstacle_leads_to_a_service_of_the_directory() {
    let app = territory().await;
    app.member(MONTREUIL, Role::Administrator).await;
    let mut administrator = Browser::signed_in(&app, MONTREUIL, Role::Administrator).await;
    let service = [
        ("nom", "Garage solidaire de démonstration"),
        ("telephone", "01 99 00 33 44"),
    ];
    let all_wrong = [("telephone", "12"), ("email", "garage"), ("site", "garage")];
    let refused = administrator.post("/services", &all_wrong).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for field in ["nom", "theme", "telephone", "email", "site"] {
        assert!(
            refused.body.contains(&format!("href=\"#{field}\"")),
            "{field}"
        );
    }
    let refused = administrator.post("/services", &service).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Choisissez au moins un frein.");
    assert!(
        refused
            .body
            .contains("value=\"Garage solidaire de démonstration\"")
    );
    let service = [
        service[0],
        service[1],
        ("theme", "mobility"),
        ("theme", "money"),
    ];
    administrator.post("/services", &service).await;
    administrator
        .get("/services")
        .await
        .shows("Services : un")
        .shows("Mobilité, Argent");

    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut cfa, "benali").await;
    cfa.post(&format!("/jeunes/{key}/freins"), &[("frein", "mobility")])
        .await;
    let page = cfa.get(&format!("/jeunes/{key}")).await;
    page.shows("Frein signalé : Mobilité")
        .shows("Garage solidaire de démonstration")
        .shows("01 99 00 33 44");
    let action = page.part("action=\"/freins/", "\">").to_owned();
    cfa.get("/freins?theme=mobility")
        .await
        .shows("Un frein signalé")
        .shows("Inès");
    let action = action.trim_start_matches("action=\"");
    cfa.post(action, &[("issue", "solved")]).await;
    cfa.get(&format!("/jeunes/{key}"))
        .await
        .shows("Frein terminé : Mobilité (Levé)");
    cfa.get("/freins").await.shows("Aucun frein signalé");
}

#[tokio::test]
async fn an_appointment_is_made_seen_by_both_and_told_from_the_desk() {
    let app = territory().await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut cfa, "benali").await;
    let address = format!("/jeunes/{key}/rendez-vous");
    let past = [("date", "2026-11-01"), ("heure", "14:00"), ("duree", "45")];
    let refused = cfa.post(&address, &past).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Indiquez un jour, d’aujourd’hui à un an, et une heure.");
    let this_morning = [
        ("date", "2026-11-22"),
        ("heure", "09:00"),
        ("duree", "1"),
        ("lieu", "Salle 3"),
    ];
    let refused = cfa.post(&address, &this_morning).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused
        .shows("Cette heure est passée")
        .shows("Un rendez-vous dure de 5 minutes à 8 heures.");
    let first = [
        ("date", "2026-11-24"),
        ("heure", "14:00"),
        ("duree", "45"),
        ("comment", "place"),
        ("lieu", "Atelier 3"),
    ];
    cfa.post(&address, &first).await;
    let double = cfa.post(&address, &first).await;
    double.shows("Quelqu’un a déjà un rendez-vous à cette heure");
    assert!(double.body.contains("name=\"double\""));
    assert!(double.body.contains("value=\"Atelier 3\""));
    cfa.get("/agenda?date=2026-11-24")
        .await
        .shows("Agenda : un rendez-vous")
        .shows("14:00–14:45")
        .shows("Inès");
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    counsellor
        .get(&format!("/jeunes/{key}"))
        .await
        .shows("Rendez-vous donné pour le 24 novembre 2026 à 14:00.")
        .shows("Atelier 3");
    counsellor
        .get(&format!("/jeunes/{key}/rappel"))
        .await
        .shows("voici tes prochains rendez-vous")
        .shows("Atelier 3");
    app.set_today(jiff::civil::date(2026, 11, 25));
    app.casework.recompute_if_new_day().await.unwrap();
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let page = cfa
        .get(&format!("/jeunes/{key}?acte=rendez-vous&retour=journee"))
        .await;
    page.shows("Rendez-vous à renseigner");
    let action = page.part("action=\"/rendez-vous/", "\">").to_owned();
    let action = action.trim_start_matches("action=\"");
    cfa.post(action, &[("etape", "missed")]).await;
    cfa.get("/jeunes?signal=appointment_missed")
        .await
        .shows("Rendez-vous manqué");
    let file = cfa.get(&format!("{action}/invitation")).await;
    assert!(
        file.body.contains("DTSTART:20261124T130000Z"),
        "{}",
        file.body
    );
    assert!(file.body.contains("SUMMARY:Rendez-vous I. B."));
    assert!(!file.body.contains("Benali") && !file.body.contains("Atelier"));
}

#[tokio::test]
async fn a_secret_address_opens_one_s_agenda_until_it_is_closed() {
    let app = territory().await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    cfa.get("/compte").await.shows("Mon agenda ailleurs");
    let made = cfa.post("/agenda/adresse", &[]).await;
    let address = made
        .part("<code id=\"adresse-agenda\">", "</code>")
        .to_owned();
    let address = address.split("essai.example").nth(1).unwrap().to_owned();
    cfa.get("/agenda/adresse").await.hides("/agenda/flux/");
    let mut calendar = Browser::on(&app);
    let feed = calendar.get(&address).await;
    assert_eq!(feed.status, StatusCode::OK);
    assert!(feed.body.starts_with("BEGIN:VCALENDAR"), "{}", feed.body);
    cfa.post("/agenda/adresse/fermer", &[]).await;
    assert_eq!(calendar.get(&address).await.status, StatusCode::NOT_FOUND);
    for _ in 0..40 {
        calendar.get("/agenda/flux/essai").await;
    }
    let made = cfa.post("/agenda/adresse", &[]).await;
    let again = made
        .part("<code id=\"adresse-agenda\">", "</code>")
        .to_owned();
    let again = again.split("essai.example").nth(1).unwrap().to_owned();
    let tried = calendar.get(&again).await;
    assert_eq!(
        tried.status,
        StatusCode::NOT_FOUND,
        "too many tries from there"
    );
}

#[tokio::test]
async fn whoever_leads_reaches_those_whom_nobody_follows() {
    let app = territory().await;
    app.member(BOBIGNY, Role::Manager).await;
    let mut manager = Browser::signed_in(&app, BOBIGNY, Role::Manager).await;
    manager
        .get("/equipe/charge")
        .await
        .shows("2 jeunes n’ont personne qui les suit");
    let list = manager.get("/jeunes?sans_referent=1").await;
    list.shows("Sans référent").shows("Haddad");
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let denied = counsellor.get("/equipe/charge").await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
    counsellor
        .get("/jeunes?sans_referent=1")
        .await
        .hides("Lévêque");
}
