//! Two records that may be of one person: the evidence, a decision, its undo.

use axum::http::{Method, StatusCode};
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, Engine, Learner, MEAUX, MONTREUIL, TestApp, VERSAILLES, Youth};

use crate::support::{Answer, Browser, TODAY, key_of};

/// A Mission Locale's file, and a learner who may be one of its people: another spelling, another
/// commune, another phone.
async fn doubtful() -> TestApp {
    let app = TestApp::new(Engine::Sqlite, TODAY).await;
    import(&app).await;
    app.deliver(BOBIGNY, &[learner()]).await;
    app.member(BOBIGNY, Role::CfaStaff).await;
    app.member(MONTREUIL, Role::Counsellor).await;
    app
}

async fn import(app: &TestApp) {
    let mut youths: Vec<Youth> = (2000..2040).map(Youth::nth).collect();
    youths.push(Youth::new("1001", "Benali", "Inès"));
    app.import_youths(MONTREUIL, &youths).await;
}

fn learner() -> Learner {
    Learner::new("Benalli", "Inès")
        .with("tel_apprenant", "01 99 00 77 77")
        .with("code_commune_insee_apprenant", "77284")
        .with("code_postal_apprenant", "77100")
        .contract(TODAY, None)
}

/// The address of the doubt that a page shows.
fn address(page: &Answer) -> String {
    let form = page.part("<form class=\"doubt-acts\"", ">");
    let action = form.split("action=\"").nth(1).expect("a form");
    action.split('"').next().unwrap().to_owned()
}

/// How many rows of the list answer a name.
async fn named(browser: &mut Browser, name: &str) -> usize {
    let list = browser.get(&format!("/jeunes?q={name}")).await;
    list.body.matches("<tr data-row>").count()
}

/// Presses the first "Annuler" of the page.
async fn undo(browser: &mut Browser, page: &Answer) -> Answer {
    let toast = page.part("class=\"toast-line\"", "</form>");
    let after = |mark: &str| Some(toast.split(mark).nth(1)?.split('"').next()?.to_owned());
    let action = after("action=\"").expect("an undo");
    let line = after("name=\"ligne\" value=\"");
    let fields: Vec<(&str, &str)> = line.iter().map(|line| ("ligne", line.as_str())).collect();
    browser.post(&action, &fields).await
}

#[tokio::test]
async fn a_doubt_is_shown_with_what_speaks_for_and_against() {
    let app = doubtful().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let page = browser.get("/doublons").await;
    page.shows("1 doublon à trancher")
        .shows("que ce soit la même personne")
        .shows("1 sur 1")
        .shows("Mission locale de démonstration – Montreuil")
        .shows("CFA de démonstration – Bobigny")
        .shows("i-milo · reçu le 22 novembre 2026")
        .shows("14 mai 2007")
        .shows("93100 77100 (77284)")
        .shows("différent")
        .shows("nettement contre")
        .shows("Au départ, peu de chances")
        .shows("Votre structure n’accompagne pas cette personne");
    assert!(page.body.contains("Benal<mark>l</mark>i"), "{}", page.body);
    assert_eq!(page.body.matches("Ouvrir la fiche").count(), 1);
    page.hides("CAP Boulanger");
    let alone = browser.get(&address(&page)).await;
    alone.shows("Un doublon possible").shows("Même personne");
    let mut other = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    other.get("/doublons").await.shows("1 doublon à trancher");
}

#[tokio::test]
async fn one_person_once_decided_two_once_taken_back() {
    let app = doubtful().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let keys = [
        key_of(&mut browser, "benali").await,
        key_of(&mut cfa, "benalli").await,
    ];
    let doubt = address(&browser.get("/doublons").await);
    let done = browser.post(&doubt, &[("decision", "meme")]).await;
    assert_eq!(done.location(), "/doublons", "{}", done.body);
    let page = browser.get("/doublons").await;
    page.shows("Une seule personne : les dossiers sont réunis.")
        .shows("Rien à trancher")
        .shows("Décisions récentes");
    let here = key_of(&mut browser, "inès").await;
    assert_eq!(here, key_of(&mut cfa, "inès").await);
    let absorbed = keys.iter().find(|key| **key != here).expect("another key");
    let moved = browser.get(&format!("/jeunes/{absorbed}")).await;
    assert_eq!(moved.status, StatusCode::TEMPORARY_REDIRECT);
    assert_eq!(moved.location(), format!("/jeunes/{here}"));
    browser
        .get(&format!("/jeunes/{here}"))
        .await
        .shows("Un dossier a été reconnu de la même personne")
        .shows("Annuler cette réunion");
    let from = [
        ("sec-fetch-site", "same-origin"),
        ("host", "essai.example"),
        ("referer", "https://essai.example/doublons?etat=ouverts"),
    ];
    let decided = [("decision", "deux")];
    let again = browser.send(Method::POST, &doubt, &decided, &from).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again
        .shows("Ce doublon vient d’être tranché")
        .shows("Revenir à la page");
    assert!(again.body.contains(r#"href="/doublons?etat=ouverts""#));

    let back = undo(&mut browser, &page).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert_eq!(key_of(&mut browser, "benali").await, keys[0]);
    assert_eq!(key_of(&mut cfa, "benalli").await, keys[1]);
    browser.get("/doublons").await.shows("1 doublon à trancher");
}

#[tokio::test]
async fn two_people_never_come_back() {
    let app = doubtful().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let doubt = address(&cfa.get("/doublons").await);
    cfa.post(&doubt, &[("decision", "deux")]).await;
    cfa.get("/doublons")
        .await
        .shows("Deux personnes : ce doublon ne reviendra pas.");
    import(&app).await;
    app.deliver(
        BOBIGNY,
        &[learner().with("tel_apprenant", "01 99 00 56 78")],
    )
    .await;
    browser.get("/doublons").await.shows("Aucun doublon");
    let key = key_of(&mut cfa, "benalli").await;
    cfa.get(&format!("/jeunes/{key}"))
        .await
        .shows("Un dossier qui ressemble a été reconnu d’une autre personne");
    // The line of the decision is on the page of the learner, whom the Mission Locale does not follow.
    let taken = browser.post(&format!("{doubt}/annuler"), &[]).await;
    assert_eq!(taken.status, StatusCode::NOT_FOUND);
    let taken = cfa.post(&format!("{doubt}/annuler"), &[]).await;
    assert_eq!(taken.location(), "/doublons", "{}", taken.body);
    browser.get("/doublons").await.shows("1 doublon à trancher");
}

#[tokio::test]
async fn a_doubt_is_set_aside_and_taken_up_again() {
    let app = doubtful().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let doubt = address(&browser.get("/doublons").await);
    browser.post(&doubt, &[("decision", "plus-tard")]).await;
    let page = browser.get("/doublons").await;
    page.shows("Aucun doublon à trancher")
        .shows("Mis de côté 1");
    let aside = browser.get("/doublons?etat=de-cote").await;
    aside.shows("1 doublon mis de côté").shows("Reprendre");
    let fields = [("decision", "reprendre"), ("etat", "de-cote")];
    let done = browser.post(&doubt, &fields).await;
    assert_eq!(done.location(), "/doublons?etat=de-cote");
    browser.get("/doublons").await.shows("1 doublon à trancher");
    browser.post(&doubt, &[("decision", "plus-tard")]).await;
    let page = browser.get("/doublons").await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let back = undo(&mut browser, &page).await;
    assert_eq!(back.location(), "/doublons", "{}", back.body);
    browser
        .get("/doublons")
        .await
        .shows("de nouveau à trancher")
        .shows("1 doublon à trancher");
    // What a colleague decides meanwhile is not undone by the message that is still shown.
    cfa.post(&doubt, &[("decision", "meme")]).await;
    let late = undo(&mut browser, &page).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    late.shows("Ce doublon vient d’être tranché");
    let unknown = browser.post(&doubt, &[("decision", "peut-être")]).await;
    assert_eq!(unknown.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn records_of_someone_else_are_separated_then_joined_again() {
    let app = TestApp::new(Engine::Sqlite, TODAY).await;
    app.import_youths(MONTREUIL, &[Youth::new("1001", "Benali", "Inès")])
        .await;
    app.deliver(BOBIGNY, &[Learner::new("BENALI", "Inès")])
        .await;
    app.member(BOBIGNY, Role::CfaStaff).await;
    app.member(MONTREUIL, Role::Counsellor).await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let mut cfa = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut browser, "benali").await;
    let person = browser.get(&format!("/jeunes/{key}")).await;
    let boxes: Vec<String> = person
        .body
        .split("name=\"dossier\" value=\"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(boxes.len(), 2);
    let home = format!("/jeunes/{key}/separer");
    let none = browser.get(&home).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    none.shows("en laissant au moins un dossier");
    let asked = browser.get(&format!("{home}?dossier={}", boxes[1])).await;
    asked
        .shows("Ce qui part vers une nouvelle fiche")
        .shows("Ce qui reste à");
    let all = [
        ("dossier", boxes[0].as_str()),
        ("dossier", boxes[1].as_str()),
    ];
    let refused = browser.post(&home, &all).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);

    let done = browser.post(&home, &all[1..]).await;
    assert_eq!(done.location(), format!("/jeunes/{key}"), "{}", done.body);
    let page = browser.get(&format!("/jeunes/{key}")).await;
    assert_ne!(
        key_of(&mut browser, "benali").await,
        key_of(&mut cfa, "benali").await
    );
    page.shows("Un dossier était d’une autre personne")
        .shows("Annuler cette séparation");
    undo(&mut browser, &page).await;
    assert_eq!(
        key_of(&mut browser, "benali").await,
        key_of(&mut cfa, "benali").await
    );
}

#[tokio::test]
async fn only_those_concerned_see_a_doubt_and_decide() {
    let app = doubtful().await;
    let mut browser = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let doubt = address(&browser.get("/doublons").await);
    let key = key_of(&mut browser, "benali").await;
    for (organisation, role, status) in [
        (VERSAILLES, Role::Counsellor, StatusCode::NOT_FOUND),
        (MEAUX, Role::CfaStaff, StatusCode::NOT_FOUND),
        (MONTREUIL, Role::Coordinator, StatusCode::FORBIDDEN),
        (MONTREUIL, Role::Administrator, StatusCode::FORBIDDEN),
    ] {
        app.member(organisation, role).await;
        let mut other = Browser::signed_in(&app, organisation, role).await;
        let list = other.get("/doublons").await;
        if status == StatusCode::FORBIDDEN {
            assert_eq!(list.status, status);
        } else {
            list.shows("Aucun doublon à trancher").hides("Benal");
        }
        let split = format!("/jeunes/{key}/separer");
        for address in [&doubt, &split] {
            let answer = other.get(address).await;
            assert_eq!(answer.status, status, "GET {address} {role:?}");
        }
        for address in [&doubt, &format!("{doubt}/annuler"), &split] {
            let answer = other.post(address, &[("decision", "meme")]).await;
            assert_eq!(answer.status, status, "POST {address} {role:?}");
        }
    }
    assert_eq!(named(&mut browser, "benali").await, 1);
    let others = [("sec-fetch-site", "cross-site")];
    let fields = [("decision", "meme")];
    let answer = browser.send(Method::POST, &doubt, &fields, &others).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let mut nobody = Browser::on(&app);
    let answer = nobody.get("/doublons").await;
    assert_eq!(answer.location(), "/connexion?suite=/doublons");
}
