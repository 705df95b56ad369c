//! An identity provider, as the operator names it.

use tdu_testkit::{Engine, MONTREUIL, TestApp};

use crate::tdu_on;

const SIRET: &str = "13002526500013";

#[tokio::test]
async fn a_provider_half_named_is_told_before_anything_is_served() {
    let app = TestApp::new(Engine::Sqlite, jiff::civil::date(2026, 11, 22)).await;
    let secret = app.folder().join("secret");
    let issuer = ("TDU_OIDC_ISSUER", "https://identite.example");
    let client = ("TDU_OIDC_CLIENT_ID", "essai");
    let file = ("TDU_OIDC_CLIENT_SECRET_FILE", secret.to_str().unwrap());
    let clear = ("TDU_OIDC_ISSUER", "http://identite.example");
    for (settings, told) in [
        (vec![issuer], "TDU_OIDC_CLIENT_ID"),
        (vec![issuer, client], "TDU_OIDC_CLIENT_SECRET_FILE"),
        (vec![issuer, client, file], "ne se lit pas"),
        (vec![clear, client, file], "ne se lit pas"),
        (
            vec![issuer, client, file, ("TDU_OIDC_SIRET", "non")],
            "OIDC_SIRET",
        ),
    ] {
        let mut command = tdu_on(&app);
        let output = command.args(["serve", "--port", "0"]).envs(settings);
        let output = output.output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(told), "{said}");
        assert!(output.stdout.is_empty());
    }
    std::fs::write(&secret, "un secret\n").unwrap();
    let mut command = tdu_on(&app);
    let output = command.args(["serve", "--port", "0"]);
    let output = output.envs([clear, client, file]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("is not an https address"), "{said}");
}

#[tokio::test]
async fn a_siret_is_given_to_an_organisation_and_taken_back() {
    let app = TestApp::new(Engine::Sqlite, jiff::civil::date(2026, 11, 22)).await;
    let siret = |arguments: &[&str]| {
        let mut command = tdu_on(&app);
        command.args(["territory", "siret"]).args(arguments);
        command.output().unwrap().status.success()
    };
    assert!(siret(&[MONTREUIL, SIRET]));
    assert!(siret(&[MONTREUIL, SIRET, "--remove"]));
    assert!(!siret(&[MONTREUIL, SIRET, "--remove"]));
    assert!(!siret(&[MONTREUIL, "123"]));
    assert!(!siret(&["99999S00", SIRET]));
}
