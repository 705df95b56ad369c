//! Imports in the browser: file, columns, preview, confirmation, report, errors, and again.

use axum::http::StatusCode;
use serde_json::{Value, json};
use tdu_casework::ImportState;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, Learner, MONTREUIL, VERSAILLES, Youth, youths_csv};

use crate::client::{Answer, Site, Visitor};

const NIR: &str = "269054958815780";

/// The choices of the form as it is shown, with changes.
fn choices<'c>(page: &'c str, changes: &[(usize, &'c str)]) -> Vec<(String, &'c str)> {
    page.split("<select class=\"form-select\" id=\"c-")
        .skip(1)
        .map(|select| {
            let (at, rest) = select.split_once('"').unwrap();
            let rest = rest.split("</select>").next().unwrap();
            let chosen = rest.split("<option value=\"").find_map(|option| {
                let (code, rest) = option.split_once('"')?;
                rest.starts_with(" selected").then_some(code)
            });
            let at: usize = at.parse().unwrap();
            let wanted = changes.iter().find(|(place, _)| *place == at);
            let code = wanted.map_or(chosen.unwrap_or_default(), |(_, code)| *code);
            (format!("c-{at}"), code)
        })
        .collect()
}

async fn choose(visitor: &Visitor<'_>, import: &str, changes: &[(usize, &str)]) -> Answer {
    let page = visitor.get(&format!("{import}/colonnes")).await.text();
    let fields = choices(&page, changes);
    let fields: Vec<(&str, &str)> = fields
        .iter()
        .map(|(name, code)| (name.as_str(), *code))
        .collect();
    visitor.post(&format!("{import}/colonnes"), &fields).await
}

/// The numbers of the tally: read, created, updated, unchanged, in error.
fn tally(page: &str) -> Vec<u64> {
    let tally = page.split("<dl class=\"tally").nth(1).unwrap();
    let tally = tally.split("</dl>").next().unwrap();
    tally
        .split("<dd>")
        .skip(1)
        .map(|dd| {
            let digits: String = dd
                .split('<')
                .next()
                .unwrap()
                .chars()
                .filter(char::is_ascii_digit)
                .collect();
            digits.parse().unwrap()
        })
        .collect()
}

/// A file with a column of social security numbers, one of comments, and three kinds of errors.
fn faulty_file() -> String {
    format!(
        "N° dossier;NOM;Prenom;Né(e) le;Tél. portable;Code postal;N° Sécu;Commentaires\n\
         1001;BENALI;Inès;04/05/2007;01 99 00 11 27;93100;{NIR};appelé sa mère\n\
         1002;ROUX;Tom;31/02/2006;01 99 00 11 28;93100;{NIR};RAS\n\
         1003;;Lou;04/05/2007;01 99 00 11 29;93100;{NIR};RAS\n\
         1001;DOUBLE;Léa;04/05/2007;01 99 00 11 30;93100;{NIR};RAS\n\
         1005;MARTIN;Zoé;04/05/2008;pas de téléphone;93100;{NIR};RAS\n"
    )
}

#[tokio::test]
async fn from_a_file_to_its_report_and_its_corrected_errors() {
    let site = Site::open().await;
    let visitor = site.visitor(MONTREUIL, Role::Counsellor).await;
    assert!(
        visitor
            .get("/imports")
            .await
            .text()
            .contains("Aucun fichier pour l’instant")
    );

    let import = visitor
        .received("jeunes.csv", faulty_file().as_bytes())
        .await;
    let columns = visitor.get(&format!("{import}/colonnes")).await.text();
    assert!(columns.contains("6 sur 8 trouvées"), "{columns}");
    assert!(columns.contains("« N° Sécu » est refusée"));
    assert!(columns.contains("« Commentaires » n’est pas reprise"));
    assert!(
        !columns.contains(NIR) && !columns.contains("sa mère"),
        "values stay hidden"
    );
    assert!(columns.contains("01 99 00 11 27"), "examples are shown");

    let answer = choose(&visitor, &import, &[]).await;
    assert_eq!(answer.header("location"), format!("{import}/apercu"));
    let preview = visitor.get(&format!("{import}/apercu")).await.text();
    assert_eq!(tally(&preview), [5, 2, 0, 0, 3]);
    assert!(
        preview.contains("Aperçu : 2 lignes prêtes, 3 en erreur"),
        "{preview}"
    );
    for said in [
        "Ligne 3",
        "31/02/2006",
        "Ligne 4",
        "(vide)",
        "Ligne 5",
        "1001",
    ] {
        assert!(preview.contains(said), "{said}: {preview}");
    }
    assert!(preview.contains("pas de téléphone"), "a warning is told");
    assert!(preview.contains(&format!("{import}/erreurs.csv")));
    let before = visitor.get(&format!("{import}/erreurs.csv")).await.text();

    let report = visitor.confirmed(&import).await;
    assert_eq!(tally(&report), [5, 2, 0, 0, 3]);
    assert!(report.contains("3 lignes gardées de côté"));
    assert!(
        report.contains("Ligne 6") && report.contains("Tél. portable"),
        "where a value was left is told: {report}"
    );
    assert!(!report.contains("pas de téléphone"), "not what it was");
    let list = visitor.get("/imports").await.text();
    assert!(list.contains("jeunes.csv") && list.contains("Terminé"));
    assert!(
        list.contains("20 novembre à 12:00, par Membre de 99001S00"),
        "{list}"
    );

    let errors = visitor.get(&format!("{import}/erreurs.csv")).await;
    assert!(
        errors
            .header("content-disposition")
            .starts_with("attachment")
    );
    assert!(errors.header("content-type").starts_with("text/csv"));
    let errors = errors.text();
    assert!(!errors.contains(NIR) && !errors.contains("RAS"));
    assert_eq!(errors, before, "the same before and after");
    let corrected = errors
        .replace("31/02/2006", "28/02/2006")
        .replace("1003;;Lou", "1003;PETIT;Lou")
        .replace("1001;DOUBLE", "1004;DOUBLE");
    let import = visitor.received("corrigé.csv", corrected.as_bytes()).await;
    choose(&visitor, &import, &[]).await;
    assert_eq!(tally(&visitor.confirmed(&import).await), [3, 3, 0, 0, 0]);

    let import = visitor.received("corrigé.csv", corrected.as_bytes()).await;
    choose(&visitor, &import, &[]).await;
    assert_eq!(
        tally(&visitor.confirmed(&import).await),
        [3, 0, 0, 3, 0],
        "twice changes nothing"
    );
}

#[tokio::test]
async fn a_social_security_number_is_not_in_the_database() {
    let site = Site::open().await;
    let visitor = site.visitor(MONTREUIL, Role::Counsellor).await;
    let import = visitor
        .received("jeunes.csv", faulty_file().as_bytes())
        .await;
    choose(&visitor, &import, &[]).await;
    visitor.confirmed(&import).await;
    site.app.casework.store().close().await.unwrap();
    assert!(!site.keeps(NIR));
    assert!(!site.keeps("sa mère"));
    assert!(
        !site.keeps("pas de téléphone"),
        "a value left out is not kept"
    );
}

#[tokio::test]
async fn columns_that_are_missing_or_given_twice_are_told() {
    let site = Site::open().await;
    let visitor = site.visitor(MONTREUIL, Role::Administrator).await;
    let import = visitor
        .received("jeunes.csv", faulty_file().as_bytes())
        .await;
    let answer = choose(&visitor, &import, &[(1, ""), (4, "first_name")]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert!(
        page.contains("Aucune colonne ne donne « Nom de naissance »"),
        "{page}"
    );
    assert!(page.contains("« Prénom » est déjà donné par la colonne « Prenom »"));
    assert!(page.contains("aria-invalid=\"true\""));
    let kept = choices(&page, &[]);
    assert_eq!(
        kept[4],
        ("c-4".to_owned(), "first_name"),
        "what was chosen is not lost"
    );
    let forced = visitor
        .post(&format!("{import}/colonnes"), &[("c-6", "file_number")])
        .await;
    assert_eq!(
        forced.status,
        StatusCode::UNPROCESSABLE_ENTITY,
        "a refused column is never taken"
    );
}

#[tokio::test]
async fn a_choice_of_columns_is_kept_for_the_next_file() {
    let site = Site::open().await;
    let visitor = site.visitor(MONTREUIL, Role::Counsellor).await;
    let file = "Clé;Nom;Prénom;Naissance le\n7;ROUX;Tom;04/05/2007\n";
    let import = visitor.received("a.csv", file.as_bytes()).await;
    let changes = [(0, "file_number"), (3, "birth_date")];
    let answer = choose(&visitor, &import, &changes).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.text());
    let import = visitor.received("b.csv", file.as_bytes()).await;
    let page = visitor.get(&format!("{import}/colonnes")).await.text();
    assert_eq!(choices(&page, &[])[0].1, "file_number");
}

#[tokio::test]
async fn a_file_that_cannot_be_read_is_told_kindly() {
    let site = Site::open().await;
    let counsellor = site.visitor(MONTREUIL, Role::Counsellor).await;
    let staff = site.visitor(BOBIGNY, Role::CfaStaff).await;
    let cases: [(&Visitor<'_>, &[u8], &str); 6] = [
        (&counsellor, b"[{\"nom\": 1}]", "Le format JSON"),
        (&counsellor, b"%PDF-1.7 ...", "Le format PDF"),
        (&counsellor, b"", "vide"),
        (
            &staff,
            b"nom_apprenant;prenom_apprenant\nRoux;Tom\n",
            "date_de_naissance_apprenant",
        ),
        (&staff, b"[{]", "faute ligne 1"),
        (&staff, b"{\"a\": 1}", "liste JSON"),
    ];
    for (visitor, content, said) in cases {
        let answer = visitor.upload("fichier", content).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = answer.text();
        assert!(
            page.contains("role=\"alert\"") && page.contains(said),
            "{said}: {page}"
        );
    }
    let columns = "colonne;".repeat(501);
    let disguised: [(&[u8], &str); 4] = [
        (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x01\0\0\0\x01\0\x08\x06\0\0\0",
            "ni un texte CSV",
        ),
        (
            b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3e\0\x01\0\0\0",
            "ni un texte CSV",
        ),
        (b"PK\x03\x04\x14\0\0\0\x08\0", "abîmé ou incomplet"),
        (columns.as_bytes(), "plus de 500 colonnes"),
    ];
    for (content, said) in disguised {
        let answer = counsellor.upload("jeunes.csv", content).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(answer.text().contains(said), "{said}: {}", answer.text());
    }
    let kept = counsellor.get("/imports").await.text();
    assert!(kept.contains("Aucun fichier pour l’instant"), "{kept}");
    let none = counsellor.upload("", b"").await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.text().contains("Choisissez un fichier"));
}

#[tokio::test]
async fn learners_need_no_columns_and_their_errors_come_back_as_json() {
    let site = Site::open().await;
    let staff = site.visitor(BOBIGNY, Role::CfaStaff).await;
    let items = json!([
        Learner::new("Benali", "Inès").item(BOBIGNY),
        Learner::new("Roux", "Tom")
            .with("nir_apprenant", NIR)
            .with("date_fin_formation", "x")
            .item(BOBIGNY),
    ]);
    let answer = staff
        .upload("apprenants.json", items.to_string().as_bytes())
        .await;
    assert!(answer.header("location").ends_with("/apercu"));
    let import = answer
        .header("location")
        .trim_end_matches("/apercu")
        .to_owned();
    let preview = staff.get(&format!("{import}/apercu")).await.text();
    assert_eq!(tally(&preview), [2, 1, 0, 0, 1]);
    assert!(!preview.contains("Revenir aux colonnes"));
    assert_eq!(tally(&staff.confirmed(&import).await), [2, 1, 0, 0, 1]);
    let errors = staff.get(&format!("{import}/erreurs.csv")).await;
    assert!(
        errors
            .header("content-type")
            .starts_with("application/json")
    );
    let mut errors: Value = errors.json();
    assert!(!errors.to_string().contains(NIR));
    assert_eq!(
        errors[0]["validation_errors"][0]["path"][0],
        "date_fin_formation"
    );
    errors[0]["date_fin_formation"] = "2028-06-30".into();
    let import = staff
        .received("corrigé.json", errors.to_string().as_bytes())
        .await;
    assert_eq!(tally(&staff.confirmed(&import).await), [1, 1, 0, 0, 0]);
    site.app.casework.store().close().await.unwrap();
    assert!(!site.keeps(NIR));
}

#[tokio::test]
async fn the_template_is_given_and_accepted() {
    let site = Site::open().await;
    let staff = site.visitor(BOBIGNY, Role::CfaStaff).await;
    let page = staff.get("/imports/nouveau").await.text();
    assert!(page.contains("/imports/modele.xlsx"));
    let template = staff.get("/imports/modele.xlsx").await;
    assert!(template.body.starts_with(b"PK"));
    let import = staff.received("modele.xlsx", &template.body).await;
    let preview = staff.get(&format!("{import}/apercu")).await.text();
    assert_eq!(tally(&preview), [0, 0, 0, 0, 0]);
    assert!(
        !preview.contains("/confirmer"),
        "there is nothing to confirm"
    );
}

#[tokio::test]
async fn a_waiting_import_can_be_given_up() {
    let site = Site::open().await;
    let visitor = site.visitor(MONTREUIL, Role::Counsellor).await;
    let import = visitor
        .received("jeunes.csv", faulty_file().as_bytes())
        .await;
    let answer = visitor.post(&format!("{import}/abandonner"), &[]).await;
    assert_eq!(answer.header("location"), "/imports");
    assert!(visitor.get("/imports").await.text().contains("Abandonné"));
    assert!(
        visitor
            .get(&import)
            .await
            .text()
            .contains("Import abandonné")
    );
    for step in ["confirmer", "abandonner"] {
        let answer = visitor.post(&format!("{import}/{step}"), &[]).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{step}");
    }
}

#[tokio::test]
async fn an_import_that_keeps_failing_says_why_and_can_be_tried_again() {
    let site = Site::open().await;
    let visitor = site.visitor(MONTREUIL, Role::Counsellor).await;
    let organisation = visitor.actor.organisation.id;
    let casework = &site.app.casework;
    let stopped = async || {
        let import = visitor
            .received("jeunes.csv", faulty_file().as_bytes())
            .await;
        let id = import.trim_start_matches("/imports/").parse().unwrap();
        casework.confirm_import(&visitor.actor, id).await.unwrap();
        casework.pursue_import(organisation, id, &[]).await;
        import
    };
    site.app
        .by_hand("ALTER TABLE source_record RENAME TO away")
        .await;
    let import = stopped().await;
    let given_up = stopped().await;
    let page = visitor.get(&import).await.text();
    assert!(page.contains("Import interrompu"), "{page}");
    assert!(page.contains("La base de données n’a pas accepté l’écriture"));
    assert!(page.contains("Rien n’est encore enregistré, et le fichier est gardé."));
    assert!(visitor.get("/imports").await.text().contains("Interrompu"));
    assert_eq!(visitor.piece(&import).await.header("hx-refresh"), "true");

    site.app
        .by_hand("ALTER TABLE away RENAME TO source_record")
        .await;
    let answer = visitor.post(&format!("{import}/reprendre"), &[]).await;
    assert_eq!(answer.header("location"), import, "{}", answer.text());
    let report = visitor.ended(&import).await;
    assert_eq!(tally(&report), [5, 2, 0, 0, 3]);
    let again = visitor.post(&format!("{import}/reprendre"), &[]).await;
    assert_eq!(again.header("location"), import, "twice does no harm");

    visitor.post(&format!("{given_up}/abandonner"), &[]).await;
    let answer = visitor.post(&format!("{given_up}/reprendre"), &[]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn nobody_sees_another_organisation_s_import() {
    let site = Site::open().await;
    let owner = site.visitor(MONTREUIL, Role::Counsellor).await;
    let import = owner.received("jeunes.csv", faulty_file().as_bytes()).await;
    for (organisation, role) in [
        (VERSAILLES, Role::Counsellor),
        (BOBIGNY, Role::Administrator),
    ] {
        let other = site.visitor(organisation, role).await;
        assert!(!other.get("/imports").await.text().contains("jeunes.csv"));
        for page in ["", "/colonnes", "/apercu", "/erreurs.csv"] {
            let answer = other.get(&format!("{import}{page}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{page}");
        }
        for act in ["colonnes", "confirmer", "reprendre", "abandonner"] {
            let answer = other.post(&format!("{import}/{act}"), &[]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{act}");
        }
    }
    assert_eq!(
        owner.get("/imports/nimporte").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_coordinator_imports_nothing() {
    let site = Site::open().await;
    let coordinator = site.visitor(MONTREUIL, Role::Coordinator).await;
    for page in ["/imports", "/imports/nouveau"] {
        assert_eq!(coordinator.get(page).await.status, StatusCode::FORBIDDEN);
    }
    let answer = coordinator
        .upload("jeunes.csv", faulty_file().as_bytes())
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn an_interrupted_import_takes_up_where_it_stopped() {
    let site = Site::open().await;
    let visitor = site.visitor(MONTREUIL, Role::Counsellor).await;
    let youths: Vec<Youth> = (0..4_500).map(Youth::nth).collect();
    let import = visitor
        .received("grand.csv", youths_csv(&youths).as_bytes())
        .await;
    choose(&visitor, &import, &[]).await;
    let id = import.trim_start_matches("/imports/").parse().unwrap();
    let casework = &site.app.casework;
    casework.confirm_import(&visitor.actor, id).await.unwrap();
    let (stopped, organisation) = (casework.clone(), visitor.actor.organisation.id);
    let run = tokio::spawn(async move {
        stopped
            .run_import(organisation, id, &|done, _| {
                assert_eq!(done, 0, "the process stops here");
            })
            .await
    });
    assert!(run.await.is_err());

    let page = visitor.get(&import).await;
    assert!(page.headers.get("refresh").is_none());
    let page = page.text();
    assert!(
        page.contains("4\u{202f}000 lignes sur 4\u{202f}500"),
        "{page}"
    );
    assert!(page.contains("hx-get") && page.contains("?suivre=1"));
    let followed = visitor.get(&format!("{import}?suivre=1")).await;
    assert_eq!(followed.header("refresh"), "3");
    let piece = visitor.piece(&import).await.text();
    assert!(piece.contains("<progress") && !piece.contains("<html"));

    let again = site.app.reopened().await;
    assert_eq!(
        again.unfinished_imports().await.unwrap(),
        [(organisation, id)]
    );
    let done = again
        .run_import(organisation, id, &|_, _| {})
        .await
        .unwrap();
    assert_eq!(done.state, ImportState::Done);
    assert_eq!(
        tally(&visitor.get(&import).await.text()),
        [4_500, 4_500, 0, 0, 0]
    );
    assert_eq!(visitor.piece(&import).await.header("hx-refresh"), "true");
}
