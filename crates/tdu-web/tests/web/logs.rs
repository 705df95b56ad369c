//! What the program writes for whoever keeps it names nobody, whatever goes right or wrong.

use std::io::Write;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use jiff::civil::date;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, Learner, MONTREUIL, VERSAILLES, Youth};
use tracing_subscriber::EnvFilter;

use crate::support::{Browser, key_of, territory};

/// All that is written, at every level of the program and nearly every one of what it is made of.
#[derive(Clone, Default)]
struct Written(Arc<Mutex<Vec<u8>>>);

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl Written {
    fn captured() -> Self {
        let written = Self::default();
        let levels = "debug,tdu_domain=trace,tdu_linkage=trace,tdu_exchange=trace,tdu_store=trace,\
                      tdu_casework=trace,tdu_web=trace";
        let into = written.clone();
        let subscriber = tracing_subscriber::fmt()
            .with_env_filter(EnvFilter::new(levels))
            .with_ansi(false)
            .with_writer(move || into.clone())
            .finish();
        tracing::subscriber::set_global_default(subscriber).unwrap();
        written
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).to_lowercase()
    }
}

/// Words that only tell of people: names, numbers, addresses, what was typed.
const TELLING: [&str; 17] = [
    "benali",
    "inès",
    "in%c3%a8s",
    "lévêque",
    "l%c3%a9v%c3%aaque",
    "levequ",
    "haddad",
    "yanis",
    "quenouillard",
    "0199007788",
    "01 99 00 77 88",
    "quenouille",
    "32/13/2007",
    "2007-05-14",
    "mot de passe hasardeux",
    "lanterne sur",
    "rendez-vous chez",
];

async fn story() {
    let app = territory().await;
    let wrong = Youth {
        birth_date: "32/13/2007".to_owned(),
        phone: "01 99 00 77 88".to_owned(),
        ..Youth::new("7788", "Quenouillard", "Yanis")
    };
    app.import_youths(MONTREUIL, &[wrong]).await;
    app.deliver(BOBIGNY, &[Learner::new("Quenouille", "Inès")])
        .await;
    let mut door = Browser::on(&app);
    for email in ["benali@ml.example", "counsellor@99001s00.example"] {
        door.sign_in(email, "mot de passe hasardeux").await;
    }
    let mut counsellor = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let person = key_of(&mut counsellor, "benali").await;
    for address in [
        "/",
        "/jeunes?q=L%C3%A9v%C3%AAque",
        "/jeunes/export.csv?q=benali",
        "/doublons",
        "/quenouillard",
        "/jeunes/quenouillard",
        &format!("/jeunes/{person}"),
    ] {
        counsellor.get(address).await;
    }
    let about = |act: &str| format!("/jeunes/{person}/{act}");
    let acts = [
        (
            about("contact"),
            vec![("date", "2026-11-20"), ("moyen", "phone")],
        ),
        (
            about("contact"),
            vec![("date", "quenouillard"), ("moyen", "Yanis")],
        ),
        (about("coordonnees"), vec![("telephone", "01 99 00 77 88")]),
        (
            about("messages"),
            vec![("message", "Rendez-vous chez Quenouillard")],
        ),
        (
            "/vues".to_owned(),
            vec![("nom", "Quenouillard"), ("requete", "q=benali")],
        ),
    ];
    for (address, fields) in &acts {
        counsellor.post(address, fields).await;
    }
    app.member(VERSAILLES, Role::Manager).await;
    let mut stranger = Browser::signed_in(&app, VERSAILLES, Role::Manager).await;
    let sought = [
        ("nom", "Benali"),
        ("prenom", "Inès"),
        ("naissance", "2007-05-14"),
        ("motif", "Rendez-vous chez Quenouillard"),
    ];
    stranger.post("/demandes/chercher", &sought).await;
    app.member(MONTREUIL, Role::DataProtectionOfficer).await;
    let mut officer = Browser::signed_in(&app, MONTREUIL, Role::DataProtectionOfficer).await;
    officer.post("/droits", &sought).await;
    let erasing = [
        ("raison", "demande de Mme Quenouillard"),
        ("mot", "EFFACER"),
    ];
    officer.post(&about("effacer"), &erasing).await;
    app.casework.compact_where_wanted().await.unwrap();
    app.set_today(date(2028, 12, 30));
    app.casework.recompute_if_new_day().await.unwrap();
    app.casework.retention_turn().await.unwrap();
    // What breaks says so, without the values that broke it.
    app.by_hand("ALTER TABLE caseload RENAME COLUMN last_name TO nom")
        .await;
    let mut later = Browser::signed_in(&app, MONTREUIL, Role::Counsellor).await;
    let broken = later.get("/jeunes?q=benali").await;
    assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
    let unread = serde_json::from_str::<u8>("\"Quenouillard\"").unwrap_err();
    let unread = tdu_casework::CaseworkError::from(unread);
    tracing::error!(error = %unread, "as a page writes it");
    let stopped = tokio::spawn(async { panic!("Quenouillard") }).await;
    let stopped = tdu_casework::CaseworkError::from(stopped.unwrap_err());
    tracing::error!(error = %stopped, "as an import writes it");
}

#[tokio::test]
async fn they_name_nobody() {
    let written = Written::captured();
    story().await;
    let text = written.text();
    for said in [
        "answered",
        "route=\"/jeunes/{person}\"",
        "a person was erased",
        "a request failed",
    ] {
        assert!(text.contains(said), "{said:?} is written: {text}");
    }
    for line in text.lines() {
        for word in TELLING {
            assert!(!line.contains(word), "{word:?} in {line}");
        }
    }
}
