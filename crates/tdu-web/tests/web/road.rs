//! The road to the contract, on its page and on a person's.

use axum::http::StatusCode;
use jiff::civil::date;
use tdu_casework::NewFile;
use tdu_domain::access::Role;
use tdu_domain::road::file::{AttachedKind, MOST_BYTES};
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, Youth};

use crate::client::Site;
use crate::support::{Browser, TODAY, key_of};

/// A young person whom a Mission Locale follows and whom a CFA enrolled for a session to come.
async fn enrolled() -> TestApp {
    let app = TestApp::new(Engine::Sqlite, TODAY).await;
    for (code, role) in [
        (MONTREUIL, Role::Counsellor),
        (MONTREUIL, Role::CompanyRelations),
        (BOBIGNY, Role::CfaStaff),
    ] {
        app.member(code, role).await;
    }
    let learner = Learner::new("Martin", "Zoé").entered(date(2027, 1, 11));
    app.deliver(BOBIGNY, &[learner]).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    app
}

#[tokio::test]
async fn both_staffs_follow_the_steps_and_the_pieces() {
    let app = enrolled().await;
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let mut staff = Browser::signed_in(&app, BOBIGNY, Role::CfaStaff).await;
    let key = key_of(&mut counsellor, "martin").await;
    let (person, address) = (
        format!("/jeunes/{key}"),
        format!("/jeunes/{key}/vers-le-contrat"),
    );
    counsellor
        .get(&person)
        .await
        .shows("Aucun parcours vers le contrat n’est ouvert.");
    let opened = counsellor.post(&address, &[]).await;
    assert_eq!(opened.location(), format!("{address}#etapes"));
    staff
        .get(&address)
        .await
        .shows("Admission sous réserve de contrat Fait")
        .shows("d’après le dossier du CFA")
        .shows("La Mission Locale verra");
    let nothing = staff.post(&format!("{address}/pieces"), &[]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    nothing
        .shows("Pièces : Choisissez une réponse.")
        .shows("Pour le : Indiquez la date.");
    let asked = [
        ("piece-identity", "1"),
        ("piece-bank_details", "1"),
        ("avant", "2026-12-04"),
    ];
    let asked = staff.post(&format!("{address}/pieces"), &asked).await;
    assert_eq!(asked.location(), format!("{address}#pieces"));
    let page = counsellor.get(&address).await;
    page.shows("2 pièces attendues.").shows("par le jeune");
    let piece = page.part("name=\"piece\" value=\"", "\">");
    let piece = piece.rsplit('"').next().unwrap().to_owned();
    let moved = [("piece", piece.as_str()), ("pas", "received")];
    counsellor.post(&format!("{address}/piece"), &moved).await;
    staff
        .get(&person)
        .await
        .shows("Pièce reçue :")
        .shows("Vers le contrat");
    let unsigned = [("evenement", "signed"), ("date", "2026-11-20")];
    let unsigned = counsellor
        .post(&format!("{address}/etape"), &unsigned)
        .await;
    assert_eq!(unsigned.status, StatusCode::UNPROCESSABLE_ENTITY);
    unsigned.shows("Indiquez le premier jour du contrat.");
    assert!(unsigned.body.contains("value=\"2026-11-20\""));
    let signed = [
        ("evenement", "signed"),
        ("date", "2026-11-20"),
        ("debut", "2026-11-23"),
    ];
    counsellor.post(&format!("{address}/etape"), &signed).await;
    staff
        .get(&address)
        .await
        .shows("Contrat signé Fait")
        .shows("Contrat transmis à l’OPCO En cours");
    let led = staff
        .get(&format!("{person}?acte=entreprises&retour=journee"))
        .await;
    assert_eq!(
        led.location(),
        format!("{address}?retour=journee#entreprises")
    );
}

#[tokio::test]
async fn who_looks_for_companies_works_on_the_search_alone() {
    let app = enrolled().await;
    let mut searcher = Browser::signed_in(&app, MONTREUIL, Role::CompanyRelations).await;
    let key = key_of(&mut searcher, "martin").await;
    let address = format!("/jeunes/{key}/vers-le-contrat");
    searcher
        .get(&address)
        .await
        .shows("Recherche d’entreprise")
        .hides("Pièces du dossier")
        .hides("Positionnement");
    let wrong = [("nom", "Fournil de démonstration"), ("siret", "123")];
    let refused = searcher
        .post(&format!("{address}/entreprise"), &wrong)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    refused.shows("Ce SIRET n’est pas valable");
    assert!(refused.body.contains("value=\"Fournil de démonstration\""));
    let all_wrong = [
        ("commune", "00000 Nulle part"),
        ("metier", "Dompteur"),
        ("siret", "123"),
        ("telephone", "12"),
        ("courriel", "sans arobase"),
        ("moyen", "in_person"),
        ("date", "hier"),
    ];
    let refused = searcher
        .post(&format!("{address}/entreprise"), &all_wrong)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for (field, typed) in all_wrong {
        assert!(refused.body.contains(typed), "{field} stays typed");
        let told = format!("id=\"f-{field}-erreur\"");
        assert_eq!(refused.body.contains(&told), field != "moyen", "{field}");
    }
    assert!(refused.body.contains("id=\"f-nom-erreur\""));
    let company = [
        ("nom", "Fournil de démonstration"),
        ("commune", "93100 Montreuil"),
        ("metier", "Boulanger"),
        ("contact", "Mme Exemple, gérante"),
        ("telephone", "01 99 00 44 55"),
        ("moyen", "in_person"),
        ("date", "2026-11-20"),
    ];
    searcher
        .post(&format!("{address}/entreprise"), &company)
        .await;
    let page = searcher.get(&address).await;
    page.shows("Mme Exemple, gérante")
        .shows("En attente d’une réponse");
    let application = page.part("name=\"candidature\" value=\"", "\">");
    let application = application.rsplit('"').next().unwrap().to_owned();
    let promise = [
        ("candidature", application.as_str()),
        ("reponse", "refusal"),
        ("date", "2026-11-21"),
    ];
    let bare = searcher.post(&format!("{address}/reponse"), &promise).await;
    bare.shows("Indiquez le motif, pour un refus seulement.");
    let interview = [
        ("candidature", application.as_str()),
        ("reponse", "interview"),
        ("date", "2026-11-21"),
        ("suite", "2026-11-25"),
    ];
    searcher
        .post(&format!("{address}/reponse"), &interview)
        .await;
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    counsellor
        .get(&format!("/jeunes/{key}"))
        .await
        .shows("Fournil de démonstration : Entretien, le 25 novembre 2026.");
    let steps = searcher
        .post(&format!("{address}/etape"), &[("evenement", "admitted")])
        .await;
    assert_eq!(steps.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_file_too_large_is_told_beside_its_field() {
    let site = Site::open().await;
    let staff = site.visitor(BOBIGNY, Role::CfaStaff).await;
    site.app
        .deliver(BOBIGNY, &[Learner::new("Martin", "Zoé")])
        .await;
    let list = staff.get("/jeunes").await.text();
    let person = list.split("/jeunes/0").nth(1).expect("a row");
    let person = person.split('"').next().unwrap();
    let address = format!("/jeunes/0{person}/vers-le-contrat/fichiers");
    let sent = staff
        .upload_to(&address, "cv.pdf", &vec![b'a'; MOST_BYTES + 1])
        .await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = sent.text();
    assert!(page.contains("id=\"f-fichier-erreur\""), "{page}");
    assert!(page.contains("Fichier : "), "{page}");
}

#[tokio::test]
async fn a_file_is_downloaded_and_never_shown() {
    let app = enrolled().await;
    let member = app.member(MONTREUIL, Role::Counsellor).await;
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let key = key_of(&mut counsellor, "martin").await;
    let file = NewFile {
        kind: AttachedKind::Cv,
        name: "mon cv <b>.html".to_owned(),
        content: b"%PDF-1.7\n%%EOF\n".to_vec(),
    };
    let attached = app
        .casework
        .attach_file(&member, key.parse().unwrap(), file)
        .await;
    attached.unwrap();
    let address = format!("/jeunes/{key}/vers-le-contrat");
    let page = counsellor.get(&address).await;
    page.shows("CV · 1 ko");
    let link = page.part(&format!("{address}/fichier?d="), "\"").to_owned();
    let taken = counsellor.get(&link).await;
    assert_eq!(taken.status, StatusCode::OK);
    assert_eq!(taken.headers["content-type"], "application/pdf");
    assert_eq!(taken.headers["x-content-type-options"], "nosniff");
    let disposition = taken.headers["content-disposition"].to_str().unwrap();
    assert!(disposition.starts_with("attachment; filename*=UTF-8''mon%20cv"));
    assert!(disposition.contains(".pdf"), "{disposition}");
    counsellor
        .get(&format!("/jeunes/{key}/consultations"))
        .await
        .shows("Fichier joint emporté");
    let none = counsellor.get(&format!("{address}/fichier")).await;
    assert_eq!(none.status, StatusCode::BAD_REQUEST);
}
