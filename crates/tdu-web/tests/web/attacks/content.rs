//! Addresses, bodies, fields and links.

use axum::http::{Method, StatusCode};
use tdu_casework::Post;
use tdu_domain::access::Role;
use tdu_testkit::{BOBIGNY, MONTREUIL, PASSWORD};
use url::Url;

use super::{Scene, cookie_header, cookie_of, refused};
use crate::support::Browser;

/// Files beside those that are served.
pub(super) async fn paths(scene: &Scene) -> usize {
    let addresses = [
        "/assets/../Cargo.toml",
        "/assets/..%2fCargo.toml",
        "/assets/%2e%2e/%2e%2e/etc/passwd",
        "/assets/..%5c..%5cCargo.toml",
        "/assets/....//....//etc/passwd",
        "/assets//etc/passwd",
        "/assets/%00",
        "/assets/.%2e/.%2e/.%2e/proc/self/environ",
        "/assets/..;/keys",
        "/keys",
        "/.env",
        "/.git/config",
        "/demo-idf.sqlite",
        "/directory.sqlite",
        "/demo-accounts.json",
        "//essai.example/assets/keys",
        "/assets/%252e%252e%252fkeys",
    ];
    for address in addresses {
        let answer = scene.raw(Method::GET, address, &[], String::new()).await;
        refused(&answer, address);
        assert!(!answer.body.contains("root:") && !answer.body.contains("[package]"));
    }
    addresses.len()
}

/// More bytes than a form or a call may have.
pub(super) async fn bodies(scene: &Scene) -> usize {
    let large = "a".repeat(3 * 1024 * 1024);
    let deep = "[".repeat(100_000);
    let form = "application/x-www-form-urlencoded";
    let cases = [
        ("/connexion", form, format!("email={large}")),
        ("/langue", form, format!("langue={large}")),
        ("/connexion", form, "a=1&".repeat(300_000)),
        ("/connexion", "application/json", deep.clone()),
        (
            "/connexion",
            "multipart/form-data; boundary=x",
            "--x\r\n".repeat(1_000),
        ),
    ];
    for (address, kind, body) in &cases {
        let headers = [("content-type", *kind), ("sec-fetch-site", "same-origin")];
        let answer = scene.raw(Method::POST, address, &headers, body.clone());
        refused(&answer.await, &format!("{address} as {kind}"));
    }
    cases.len()
}

/// Addresses of this machine and of its network, whatever they look like.
pub(super) async fn webhooks(scene: &Scene) -> usize {
    let mut administrator = Browser::signed_in(&scene.app, BOBIGNY, Role::Administrator).await;
    let addresses = [
        "http://logiciel.example/",
        "https://127.0.0.1/",
        "https://0.0.0.0/",
        "https://10.0.0.8/",
        "https://172.16.0.1/",
        "https://192.168.1.1/",
        "https://169.254.169.254/latest/meta-data/",
        "https://100.64.0.1/",
        "https://192.0.2.1/",
        "https://224.0.0.1/",
        "https://255.255.255.255/",
        "https://[::1]/",
        "https://[::]/",
        "https://[::ffff:127.0.0.1]/",
        "https://[fe80::1]/",
        "https://[fc00::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://qui@logiciel.example/",
        "https://qui:mot@logiciel.example/",
        "file:///etc/passwd",
        "gopher://logiciel.example/",
        "javascript:alert(1)",
        "ftp://logiciel.example/",
        "//logiciel.example/",
        "",
    ];
    for address in addresses {
        let answer = administrator
            .post("/webhooks", &[("adresse", address)])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{address}");
    }
    addresses.len()
}

/// Names that lead into the network, which only the moment of the call can tell.
pub(super) async fn webhooks_by_name(scene: &mut Scene) -> usize {
    let casework = scene.app.casework.clone();
    let mut administrator = Browser::signed_in(&scene.app, BOBIGNY, Role::Administrator).await;
    let names = [
        "localhost",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
    ];
    for name in names {
        let address = format!("https://{name}:9/actes");
        administrator
            .post("/webhooks", &[("adresse", &address)])
            .await;
    }
    casework.spread_webhooks().await.unwrap();
    let contact = format!("/jeunes/{}/contact", scene.person);
    let fields = [("date", "2026-11-20"), ("moyen", "phone")];
    scene.counsellor.post(&contact, &fields).await;
    assert!(casework.spread_webhooks().await.unwrap() > 0);
    assert_eq!(casework.post_webhooks(&Post).await.unwrap(), 0);
    let page = administrator.get("/webhooks").await;
    page.shows("adresse privée refusée").hides("reçu le");
    names.len()
}

const WAYS_OUT: [&str; 18] = [
    "https://ailleurs.example/",
    "//ailleurs.example/",
    "///ailleurs.example/",
    "/\\ailleurs.example/",
    "\\\\ailleurs.example/",
    "/\t/ailleurs.example/",
    "/\n/ailleurs.example/",
    "\t//ailleurs.example/",
    " //ailleurs.example/",
    "https:ailleurs.example",
    "https:/ailleurs.example",
    "javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "/%0d%0aSet-Cookie:%20a=b/../../\r\nSet-Cookie: a=b",
    "@ailleurs.example",
    ".ailleurs.example",
    "/..//ailleurs.example/",
    "/./\\ailleurs.example",
];

/// Where one goes after signing in and after an act.
pub(super) async fn ways_out(scene: &mut Scene) -> usize {
    let site = Url::parse("https://essai.example/connexion").unwrap();
    let email = "counsellor@99001s00.example";
    let contact = format!("/jeunes/{}/contact", scene.person);
    for way in WAYS_OUT {
        let entering = [("email", email), ("password", PASSWORD), ("suite", way)];
        let entered = Browser::on(&scene.app).post("/connexion", &entering).await;
        let acting = [("date", "2026-11-20"), ("moyen", "phone"), ("retour", way)];
        let acted = scene.counsellor.post(&contact, &acting).await;
        for answer in [entered, acted] {
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{way:?}");
            let location = answer.location();
            let to = site.join(location).unwrap();
            assert_eq!(to.host_str(), Some("essai.example"), "{way:?}: {location}");
            assert_eq!(to.scheme(), "https", "{way:?}: {location}");
        }
    }
    2 * WAYS_OUT.len()
}

/// What is not asked for is not read: neither for whom one acts, nor about whom.
pub(super) async fn more_fields(scene: &mut Scene) -> usize {
    let casework = &scene.app.casework;
    let other = scene.app.member(BOBIGNY, Role::CfaStaff).await;
    let organisation = other.organisation.id.to_string();
    let account = other.account.to_string();
    let contact = format!("/jeunes/{}/contact", scene.person);
    let more = [
        ("organisation", organisation.as_str()),
        ("organisation_id", organisation.as_str()),
        ("actor", account.as_str()),
        ("account", account.as_str()),
        ("role", "administrator"),
        ("person", "0199d5b5-0000-7000-8000-000000000000"),
        ("recorded_at", "0"),
        ("id", "0199d5b5-0000-7000-8000-000000000001"),
    ];
    let own = scene.app.member(MONTREUIL, Role::Counsellor).await;
    for field in more {
        let fields = [("date", "2026-11-20"), ("moyen", "phone"), field];
        let answer = scene.counsellor.post(&contact, &fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{field:?}");
        let person = scene.person.parse().unwrap();
        let view = casework.person(&own, person).await.unwrap();
        let last = &view.timeline[0];
        let by = last.organisation.as_ref().map(|by| by.code.as_str());
        assert_eq!(by, Some(MONTREUIL), "{field:?}");
        let who = format!("Membre de {MONTREUIL}");
        assert_eq!(last.actor.as_ref(), Some(&who), "{field:?}");
        let team = scene.counsellor.get("/equipe").await;
        assert_eq!(team.status, StatusCode::FORBIDDEN, "{field:?}");
    }
    more.len()
}

/// An invitation leads to this site whatever the request says, gives what was written, and once.
pub(super) async fn invitations(scene: &Scene) -> usize {
    let mut administrator = Browser::signed_in(&scene.app, MONTREUIL, Role::Administrator).await;
    let token = administrator.token().await.unwrap();
    let cookie = cookie_header(&cookie_of(&administrator));
    let mut tried = 0;
    for (at, claim) in [
        ("host", "ailleurs.example"),
        ("x-forwarded-host", "ailleurs.example"),
        ("forwarded", "host=ailleurs.example;proto=https"),
        ("x-forwarded-proto", "http"),
    ]
    .into_iter()
    .enumerate()
    {
        let headers = [
            ("cookie", cookie.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
            claim,
        ];
        let body =
            format!("jeton={token}&email=invite{at}%40ml.example&nom=Camille&role=counsellor");
        let page = scene.raw(Method::POST, "/equipe/invitations", &headers, body);
        let page = page.await;
        assert_eq!(page.status, StatusCode::OK, "{}", page.body);
        assert!(!page.body.contains("ailleurs.example"), "{claim:?}");
        assert!(page.body.contains("https://essai.example/invitation/"));
        let link = page.part("/invitation/", "<").to_owned();
        let more = [
            ("nouveau", "lanterne cabestan grenier"),
            ("role", "administrator"),
            ("email", "autre@ailleurs.example"),
        ];
        let mut guest = Browser::on(&scene.app);
        assert_eq!(guest.post(&link, &more).await.location(), "/");
        assert_eq!(guest.get("/equipe").await.status, StatusCode::FORBIDDEN);
        let again = Browser::on(&scene.app).post(&link, &more).await;
        assert_eq!(again.status, StatusCode::NOT_FOUND);
        tried += 3;
    }
    tried
}
