//! What data protection officers do for people.

use axum::http::StatusCode;
use tdu_domain::access::Role;
use tdu_testkit::{MONTREUIL, VERSAILLES, Youth};

use crate::support::{Browser, territory};

const INES: [(&str, &str); 3] = [
    ("nom", "Benali"),
    ("prenom", "Inès"),
    ("naissance", "2007-05-14"),
];

const ZOE: [(&str, &str); 3] = [
    ("nom", "Lévêque-Martin"),
    ("prenom", "Zoé"),
    ("naissance", "2007-05-14"),
];

#[tokio::test]
async fn an_officer_takes_someone_s_archive_away() {
    let app = territory().await;
    app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let mut officer = Browser::signed_in(&app, MONTREUIL, Role::DataProtectionOfficer).await;
    officer.get("/").await.shows("Droits des personnes");
    let unfinished = officer.post("/droits", &INES[..2]).await;
    assert_eq!(unfinished.status, StatusCode::UNPROCESSABLE_ENTITY);
    let found = officer.post("/droits", &INES).await;
    let action = found.part("action=\"/jeunes/", "\">");
    let action = action.trim_start_matches("action=\"").to_owned();
    let taken = officer.post(&action, &[]).await;
    assert_eq!(taken.status, StatusCode::OK);
    assert_eq!(taken.headers["content-type"], "application/zip");
    assert!(taken.body.contains("mes-droits.html"));

    app.member(VERSAILLES, Role::DataProtectionOfficer).await;
    let mut stranger = Browser::signed_in(&app, VERSAILLES, Role::DataProtectionOfficer).await;
    let nobody = stranger.post("/droits", &INES).await;
    nobody.shows("Aucun jeune de votre organisme");
    let hidden = stranger.post(&action, &[]).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_officer_reads_the_register() {
    let app = territory().await;
    app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let mut officer = Browser::signed_in(&app, MONTREUIL, Role::DataProtectionOfficer).await;
    officer
        .get("/registre")
        .await
        .shows("Travailleur handicapé reconnu (RQTH)")
        .shows("référents handicap");
}

#[tokio::test]
async fn that_someone_was_told_is_noted_in_two_clicks_and_an_objection_in_one_form() {
    let app = territory().await;
    app.member(MONTREUIL, Role::Counsellor).await;
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let list = counsellor.get("/jeunes?q=benali").await;
    let address = list.part("/jeunes/0", "\"").to_owned();
    let page = counsellor.get(&address).await;
    page.shows("pas encore notée");
    assert!(page.body.contains("/information/mission-locale"));
    let form = counsellor.get(&format!("{address}?acte=information")).await;
    assert!(form.body.contains("value=\"paper\" checked"));
    let noted = counsellor
        .post(
            &format!("{address}/information"),
            &[("moyen", "paper"), ("date", "2026-11-20")],
        )
        .await;
    assert_eq!(noted.location(), address);
    counsellor.get(&address).await.shows("page remise imprimée");

    let opposition = format!("{address}/opposition");
    counsellor.get(&opposition).await.shows("À quoi s’oppose");
    let empty = counsellor.post(&opposition, &[]).await;
    empty
        .shows("Ce qu’elle refuse : Choisissez une réponse.")
        .shows("Motif : Choisissez une réponse.")
        .shows("Date : Indiquez la date.");
    for field in ["portee", "motif", "date"] {
        let told = format!("id=\"f-{field}-erreur\"");
        assert!(empty.body.contains(&told), "{field}");
    }
    let unfinished = counsellor
        .post(&opposition, &[("date", "2026-11-20"), ("motif", "safety")])
        .await;
    assert_eq!(unfinished.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unfinished.body.contains("value=\"safety\" checked"));
    let complete = [
        ("date", "2026-11-20"),
        ("portee", "sharing"),
        ("motif", "safety"),
    ];
    let recorded = counsellor.post(&opposition, &complete).await;
    assert_eq!(recorded.location(), address);
    counsellor
        .get(&address)
        .await
        .shows("s’est opposée au partage");

    app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let mut officer = Browser::signed_in(&app, MONTREUIL, Role::DataProtectionOfficer).await;
    officer
        .get("/droits")
        .await
        .shows("Une opposition à répondre");
    let listed = officer.get("/oppositions").await;
    let refuse = format!("{}/refuser", listed.part("/oppositions/", "/accepter"));
    let empty = officer.post(&refuse, &[("mot", " ")]).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    let word = "Le suivi commun est une obligation du CFA.";
    let refused = officer.post(&refuse, &[("mot", word)]).await;
    assert_eq!(refused.location(), "/oppositions");
    officer.get("/oppositions").await.shows(word);
}

#[tokio::test]
async fn anyone_reads_what_young_people_are_told_in_both_languages() {
    let app = territory().await;
    let mut anyone = Browser::on(&app);
    let page = anyone.get("/information/cfa").await;
    page.shows("L6231-2").shows("CNIL");
    anyone
        .get("/information/mission-locale")
        .await
        .shows("i-milo");
    anyone.post("/langue", &[("langue", "en")]).await;
    anyone
        .get("/information/cfa")
        .await
        .shows("It takes effect at once");
}

/// The address of the person found by an officer, without what follows its key.
async fn found(officer: &mut Browser) -> String {
    let found = officer.post("/droits", &INES).await;
    found.part("/jeunes/0", "/archive").to_owned()
}

#[tokio::test]
async fn an_officer_takes_the_journal_for_a_court_and_erases_by_typing_the_word() {
    let app = territory().await;
    app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let mut officer = Browser::signed_in(&app, MONTREUIL, Role::DataProtectionOfficer).await;
    let person = found(&mut officer).await;
    let court = officer.post(&format!("{person}/journal"), &[]).await;
    assert_eq!(court.headers["content-type"], "application/zip");
    assert!(court.body.contains("signature.txt"));
    let address = format!("{person}/effacer");
    officer
        .get(&address)
        .await
        .shows("Ce qui sera perdu")
        .shows("Mission locale");
    for form in [
        vec![("raison", "à sa demande")],
        vec![("raison", "à sa demande"), ("mot", "effacer")],
        vec![("mot", "EFFACER")],
    ] {
        let refused = officer.post(&address, &form).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}");
    }
    let hasty = [("raison", " "), ("mot", "effacer")];
    let refused = officer.post(&address, &hasty).await;
    refused
        .shows("Motif : Dites pourquoi")
        .shows("Confirmation : Pour confirmer, tapez le mot EFFACER");
    assert!(refused.body.contains("value=\"effacer\""));
    let complete = [("raison", "à sa demande"), ("mot", "EFFACER")];
    let erased = officer.post(&address, &complete).await;
    assert_eq!(erased.location(), "/droits");
    assert_eq!(officer.get(&address).await.status, StatusCode::NOT_FOUND);
    officer.post("/droits", &INES).await.shows("Aucun jeune");
    app.casework.compact_where_wanted().await.unwrap();
}

#[tokio::test]
async fn retention_is_read_and_stopped_in_a_page_and_the_archive_opened_with_a_reason() {
    let app = territory().await;
    app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    app.member(MONTREUIL, Role::Manager).await;
    app.member(MONTREUIL, Role::Administrator).await;
    app.set_today(jiff::civil::date(2028, 10, 30));
    app.casework.recompute(app.territory).await.unwrap();
    let mut manager = Browser::signed_in(&app, MONTREUIL, Role::Manager).await;
    let page = manager.get("/conservation").await;
    page.shows("Lévêque-Martin").shows("En marche");
    let refused = manager.post("/conservation", &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let mut officer = Browser::signed_in(&app, MONTREUIL, Role::DataProtectionOfficer).await;
    let page = officer.get("/conservation").await;
    assert!(!page.body.contains("Lévêque"), "initials only");
    officer.post("/conservation", &[]).await;
    officer.get("/conservation").await.shows("Arrêté par");
    officer.post("/conservation", &[("marche", "oui")]).await;
    officer.get("/conservation").await.shows("En marche");

    app.set_today(jiff::civil::date(2028, 12, 30));
    app.casework.recompute(app.territory).await.unwrap();
    app.casework
        .run_retention(app.territory, i64::MAX)
        .await
        .unwrap();
    let mut administrator = Browser::signed_in(&app, MONTREUIL, Role::Administrator).await;
    let found = administrator.post("/archive-restreinte", &ZOE).await;
    let open = found.part("/archive-restreinte/0", "\"").to_owned();
    let silent = administrator.post(&open, &[("motif", " ")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let taken = administrator
        .post(&open, &[("motif", "une réclamation")])
        .await;
    assert_eq!(taken.headers["content-type"], "application/zip");
    let back = open.replace("/ouvrir", "/rouvrir");
    let back = administrator
        .post(&back, &[("motif", "elle revient")])
        .await;
    assert_eq!(back.location(), "/archive-restreinte");
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Manager).await;
    counsellor
        .get("/jeunes?q=leveque")
        .await
        .shows("Lévêque-Martin");
}

#[tokio::test]
async fn whoever_resembles_an_archived_file_is_told_to_who_opens_the_archive_alone() {
    let app = territory().await;
    app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    app.set_today(jiff::civil::date(2028, 12, 30));
    app.casework.recompute(app.territory).await.unwrap();
    app.casework
        .run_retention(app.territory, i64::MAX)
        .await
        .unwrap();
    let mut officer = Browser::signed_in(&app, MONTREUIL, Role::DataProtectionOfficer).await;
    let page = officer.get("/archive-restreinte").await;
    page.hides("Peut-être revenus");
    let back = Youth::new("1002", "Lévêque-Martin", "Zoé");
    app.import_youths(VERSAILLES, &[back]).await;
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    counsellor.get("/doublons").await.hides("Lévêque");
    let page = officer.get("/archive-restreinte").await;
    page.shows("Peut-être revenus").shows("Zoé Lévêque-Martin");
    let apart = page.part("/archive-restreinte/doublons/", "\"").to_owned();
    let refused = counsellor.post(&apart, &[]).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let kept = officer.post(&apart, &[]).await;
    assert_eq!(kept.location(), "/archive-restreinte");
    let page = officer.get("/archive-restreinte").await;
    page.hides("Peut-être revenus");
    assert_eq!(officer.post(&apart, &[]).await.status, StatusCode::CONFLICT);
}
