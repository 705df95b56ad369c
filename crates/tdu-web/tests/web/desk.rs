//! *Ma journée*.

use axum::http::{Method, StatusCode};
use jiff::civil::date;
use tdu_casework::{NewMessage, NewTask};
use tdu_domain::access::Role;
use tdu_domain::free_text::Written;
use tdu_domain::journal::ContactMeans;
use tdu_domain::together::task::TaskKind;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp};

use crate::support::{Browser, TODAY, territory};

#[tokio::test]
async fn the_urgent_learner_is_first_with_the_reason() {
    let app = territory().await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let desk = cfa.get("/").await;
    desk.shows("Dimanche 22 novembre 2026")
        .shows("Inès Benali")
        .shows("Sans contrat depuis 75 jours : la limite des 3 mois tombe le 8 décembre.")
        .shows("Noter un échange")
        .shows("À vous");
    insta::assert_snapshot!(redacted(desk.part("<li class=\"desk-item", "</li>")));

    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let desk = counsellor.get("/").await;
    desk.shows("En attente du CFA")
        .shows("au CFA")
        .shows("Inès Benali");
    counsellor
        .get("/?tous=1")
        .await
        .shows("votre structure accompagne");
}

#[tokio::test]
async fn later_takes_the_line_away_and_offers_the_way_back() {
    let app = territory().await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let desk = cfa.get("/").await;
    let address = desk.part("/jeunes/", "\"").to_owned() + "/reporter";
    let fields = [
        ("signal", "contract_search_limit"),
        ("jours", "1"),
        ("retour", "journee"),
    ];
    let htmx = [
        ("sec-fetch-site", "same-origin"),
        ("hx-request", "true"),
        ("hx-request-type", "partial"),
    ];
    let answer = cfa.send(Method::POST, &address, &fields, &htmx).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(
        answer
            .body
            .starts_with("<div id=\"toasts\" hx-swap-oob=\"beforeend\">")
    );
    answer
        .shows("Le signal est reporté à demain.")
        .shows("Annuler");
    cfa.get("/").await.hides("Sans contrat depuis 75 jours");

    let line = answer.part("name=\"ligne\" value=\"", "\">");
    let line = line.rsplit('"').next().unwrap().to_owned();
    let undo = address.replace("reporter", "annuler");
    cfa.post(&undo, &[("ligne", &line)]).await;
    cfa.get("/")
        .await
        .shows("C’est annulé.")
        .shows("Sans contrat depuis 75 jours");
}

#[tokio::test]
async fn without_htmx_later_comes_back_to_the_desk() {
    let app = territory().await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let desk = cfa.get("/").await;
    let address = desk.part("/jeunes/", "\"").to_owned() + "/reporter";
    let fields = [
        ("signal", "contract_search_limit"),
        ("jours", "3"),
        ("retour", "journee"),
    ];
    let answer = cfa.post(&address, &fields).await;
    assert_eq!(
        (answer.status, answer.location()),
        (StatusCode::SEE_OTHER, "/")
    );
    cfa.get("/")
        .await
        .shows("Le signal est reporté de 3 jours.");
    cfa.get("/").await.hides("Le signal est reporté");
}

#[tokio::test]
async fn what_was_asked_of_the_other_network_has_its_next_act() {
    let app = territory().await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let person = cfa.get("/").await.part("/jeunes/", "\"")[8..].to_owned();
    let person = person.split('?').next().unwrap().parse().unwrap();
    let message = NewMessage {
        text: Written::from("Bonjour"),
        mentions: Vec::new(),
    };
    let wrote = app.casework.write_message(&staff, person, &message);
    wrote.await.unwrap();
    cfa.get("/")
        .await
        .shows("En attente de la Mission Locale")
        .shows("Message écrit le 22 novembre à Mission locale de démonstration – Montreuil")
        .shows("Relancer dans le fil");
    let task = NewTask {
        kind: Some(TaskKind::Call),
        text: Written::from(""),
        owner: staff.organisation.id,
        account: None,
        due: date(2026, 12, 1),
        origin: None,
    };
    let asked = app.casework.ask_task(&counsellor, person, &task);
    asked.await.unwrap();
    let mut ml = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    ml.get("/")
        .await
        .shows("Tâche demandée à CFA de démonstration – Bobigny le 22 novembre")
        .shows("Voir la tâche");
}

#[tokio::test]
async fn what_changed_leaves_when_seen_and_comes_back_when_taken_back() {
    let app = territory().await;
    let follower = app
        .member_following(MONTREUIL, Role::Counsellor, Some("Conseil A"))
        .await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    let mut ml = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let people = app.casework.desk(&follower, true).await.unwrap();
    let person = people.waiting[0].person.person;
    let met = app
        .casework
        .record_contact(&staff, person, TODAY, ContactMeans::Phone);
    met.await.unwrap();
    app.casework.spread_notices().await.unwrap();
    let told = "CFA de démonstration – Bobigny, aujourd’hui : Un échange a eu lieu.";
    ml.get("/")
        .await
        .shows("Ce qui a changé depuis votre dernière visite")
        .shows(told);
    let id = person.to_string();
    let htmx = [
        ("sec-fetch-site", "same-origin"),
        ("hx-request", "true"),
        ("hx-request-type", "partial"),
    ];
    let answer = ml.send(Method::POST, "/vu", &[("jeune", &id)], &htmx).await;
    answer
        .shows("C’est vu : ce jeune reviendra ici")
        .shows("Annuler");
    ml.get("/").await.hides(told);
    let undo = answer.part("action=\"/vu/", "\" ").to_owned();
    let undo = undo.trim_start_matches("action=\"").to_owned();
    let undo = undo.split('"').next().unwrap();
    ml.post(undo, &[]).await;
    ml.get("/").await.shows("C’est annulé.").shows(told);
    let plain = ml.post("/vu", &[("jeune", &id)]).await;
    assert_eq!(plain.location(), "/");
    ml.get("/").await.hides(told);
}

#[tokio::test]
async fn a_new_warning_is_told_once_and_marked() {
    let app = territory().await;
    let staff = app.member(BOBIGNY, Role::CfaStaff).await;
    app.set_today(date(2026, 11, 10));
    app.casework.recompute(app.territory).await.unwrap();
    let desk = app.casework.desk(&staff, true).await.unwrap();
    let told = |name: &str| {
        desk.changed
            .iter()
            .any(|line| line.person.first_name == name)
    };
    assert!(told("Inès"), "the warning is new");
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let page = cfa.get("/?tous=1").await;
    let lines = page.body.matches("data-row-link>Inès Benali").count();
    assert_eq!(lines, 1);
    page.shows("Nouveau");
}

#[tokio::test]
async fn an_empty_desk_congratulates() {
    let app = TestApp::new(Engine::Sqlite, TODAY).await;
    app.member(MONTREUIL, Role::Counsellor).await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    browser
        .get("/")
        .await
        .shows("Ma journée : rien d’urgent")
        .shows("Bravo")
        .shows("0 jeune");
}

#[tokio::test]
async fn as_many_statements_for_one_person_as_for_forty() {
    let mut counts = Vec::new();
    for people in [1, 40] {
        let app = TestApp::new(Engine::Sqlite, TODAY).await;
        let learners: Vec<Learner> = (0..people)
            .map(|number| Learner::new(&format!("Nom{number}"), "Ada").entered(date(2026, 9, 8)))
            .collect();
        app.deliver(BOBIGNY, &learners).await;
        app.member(BOBIGNY, Role::CfaStaff).await;
        let mut browser = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
        let frame = app.casework.frame(app.territory).await.unwrap();
        let mut sent = Vec::new();
        for address in ["/", "/jeunes"] {
            let before = frame.territory.statements();
            browser.get(address).await.shows("Nom0");
            sent.push(frame.territory.statements() - before);
        }
        counts.push(sent);
    }
    assert_eq!(counts[0], counts[1]);
}

/// Keys and digests differ from one run to the next.
fn redacted(html: &str) -> String {
    let mut text = String::new();
    for piece in html.split_inclusive(['"', '/', '?', '#']) {
        let (word, end) = piece.split_at(piece.len() - 1);
        text += if word.parse::<uuid::Uuid>().is_ok() {
            "[key]"
        } else if word.len() == 96 && word.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            "[token]"
        } else if word.starts_with("icons-") {
            "icons.svg"
        } else {
            word
        };
        text += end;
    }
    text
}
