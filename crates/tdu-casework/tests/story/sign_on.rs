//! Signing in through an identity provider, true and forged.

use jiff::civil::date;
use rstest::rstest;
use serde_json::{Value, json};
use tdu_casework::{
    Arrival, Casework, CaseworkError, Going, IdentityProvider, Origin, ProviderAnswer,
    SignOnRefusal, SiretRule, Step,
};
use tdu_domain::access::Role;
use tdu_domain::account::AccountAct;
use tdu_testkit::{BOBIGNY, Engine, FakeProvider, MONTREUIL, TestApp, Userinfo};

const EMAIL: &str = "manager@99001s00.example";
const ADMINISTRATOR: &str = "administrator@99001s00.example";
const SIRET: &str = "13002526500013";
const OTHER_SIRET: &str = "13002526500021";

struct Scene {
    app: TestApp,
    provider: FakeProvider,
    /// As a real server: second factors are asked for.
    strict: Casework,
}

impl Scene {
    async fn new(engine: Engine) -> Self {
        Self::with(engine, SiretRule::WhenKnown, false).await
    }

    async fn with(engine: Engine, sirets: SiretRule, trusts_emails: bool) -> Self {
        let app = TestApp::new(engine, date(2026, 11, 20)).await;
        app.member(MONTREUIL, Role::Manager).await;
        let now = jiff::Timestamp::from_millisecond(app.casework.clock().now()).unwrap();
        let provider = FakeProvider::start(now, EMAIL).await;
        let settings = tdu_casework::ProviderSettings {
            sirets,
            trusts_emails,
            ..provider.settings()
        };
        let trusted = IdentityProvider::new(settings).unwrap();
        let strict = app.reopened().await.trusting(trusted);
        Self {
            app,
            provider,
            strict,
        }
    }

    /// Goes to the provider, which recognises them; what they come back with.
    async fn answer(&self) -> ProviderAnswer {
        let origin = Origin::default();
        let going = self.strict.go_to_provider("/jeunes", &origin);
        let Going::There { address, kept } = going.await.unwrap() else {
            panic!("the provider answers")
        };
        let (state, code) = self.provider.recognises(&address);
        ProviderAnswer {
            state,
            code: Some(code),
            issuer: None,
            kept,
        }
    }

    async fn back(&self, answer: ProviderAnswer) -> Arrival {
        let origin = Origin::default();
        let arrival = self.strict.come_from_provider(answer, &origin);
        arrival.await.unwrap()
    }

    async fn arrival(&self) -> Arrival {
        self.back(self.answer().await).await
    }

    async fn token(&self) -> String {
        let arrival = self.arrival().await;
        let Arrival::Open { opened, next } = arrival else {
            panic!("they are proved and known: {arrival:?}")
        };
        assert_eq!(next, "/jeunes");
        opened.token
    }

    async fn refused(&self) -> SignOnRefusal {
        let arrival = self.arrival().await;
        let Arrival::Refused(refusal) = arrival else {
            panic!("somebody entered")
        };
        refusal
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_address_tells_once_and_the_subject_from_then_on(#[case] engine: Engine) {
    let scene = Scene::new(engine).await;
    scene
        .provider
        .says(|said| said.email = Some(" Manager@99001S00.example".into()));
    let token = scene.token().await;
    let me = scene.strict.signed_in(&token).await.unwrap().unwrap();
    assert_eq!(me.actor.organisation.code, MONTREUIL);
    assert!(
        scene
            .strict
            .own_identity(&me.actor)
            .await
            .unwrap()
            .is_some()
    );
    let events = scene.strict.own_events(&me.actor).await.unwrap();
    assert_eq!(events[0].act, AccountAct::IdentityLinked);
    assert_eq!(events[0].detail, "Fournisseur d’essai");

    scene.provider.says(|said| {
        said.email = Some("nouveau.nom@99001s00.example".into());
        said.verified = None;
    });
    let again = scene.token().await;
    let again = scene.strict.signed_in(&again).await.unwrap().unwrap();
    assert_eq!(again.actor.account, me.actor.account);
    assert_eq!(scene.strict.own_events(&me.actor).await.unwrap().len(), 1);

    scene.provider.says(|said| {
        said.subject = "sujet-2".into();
        said.email = Some(EMAIL.into());
        said.verified = Some(true);
    });
    assert_eq!(scene.refused().await, SignOnRefusal::OtherIdentity);
    scene.strict.untie_identity(&token).await.unwrap();
    scene.token().await;
    scene.provider.says(|said| said.subject = "sujet-1".into());
    assert_eq!(scene.refused().await, SignOnRefusal::OtherIdentity);
    scene.app.casework.forget_codes(EMAIL).await.unwrap();
    scene.token().await;
}

#[rstest]
#[case::nonce(json!({"nonce": "00000000000000000000000000000000"}))]
#[case::no_nonce(json!({"nonce": null}))]
#[case::audience(json!({"aud": "un-autre-site"}))]
#[case::audiences(json!({"aud": ["trait-d-union", "un-autre-site"]}))]
#[case::party(json!({"azp": "un-autre-site"}))]
#[case::issuer(json!({"iss": "https://ailleurs.example"}))]
#[case::expired(json!({"exp": 1_700_000_000}))]
#[case::access_token(json!({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}))]
#[case::subject(json!({"sub": "sujet-9"}))]
#[tokio::test]
async fn a_claim_that_does_not_hold_opens_nothing(#[case] over: Value) {
    let scene = Scene::new(Engine::Sqlite).await;
    scene.provider.says(|said| said.over = over);
    assert_eq!(scene.refused().await, SignOnRefusal::Unproven);
    scene.provider.says(|said| said.over = json!({}));
    scene.token().await;
}

#[rstest]
#[case::another_key("ES256", 8)]
#[case::unsigned("none", 7)]
#[case::shared_secret("HS256", 7)]
#[case::other_algorithm("RS256", 7)]
#[tokio::test]
async fn a_signature_that_does_not_hold_opens_nothing(
    #[case] algorithm: &'static str,
    #[case] key: u8,
) {
    let scene = Scene::new(Engine::Sqlite).await;
    scene
        .provider
        .says(|said| (said.algorithm, said.key) = (algorithm, key));
    assert_eq!(scene.refused().await, SignOnRefusal::Unproven);
}

#[rstest]
#[case::forged(Userinfo::Forged, json!({}))]
#[case::of_another(Userinfo::Signed, json!({"sub": "sujet-2"}))]
#[case::for_another(Userinfo::Signed, json!({"aud": ["un-autre-site"]}))]
#[case::by_another(Userinfo::Signed, json!({"iss": "https://ailleurs.example"}))]
#[case::expired(Userinfo::Signed, json!({"exp": 1_700_000_000}))]
#[case::plain_of_another(Userinfo::Plain, json!({"sub": "sujet-2"}))]
#[tokio::test]
async fn what_is_said_besides_must_hold_too(#[case] userinfo: Userinfo, #[case] over: Value) {
    let scene = Scene::new(Engine::Sqlite).await;
    scene
        .provider
        .says(|said| (said.userinfo, said.over_userinfo) = (userinfo, over));
    assert_eq!(scene.refused().await, SignOnRefusal::Unproven);
    scene.provider.says(|said| {
        (said.userinfo, said.over_userinfo) = (Userinfo::Plain, json!({}));
    });
    scene.token().await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_question_serves_once_in_its_own_browser_and_in_time(#[case] engine: Engine) {
    let scene = Scene::new(engine).await;
    let stale = Arrival::Refused(SignOnRefusal::Stale);
    let answer = scene.answer().await;
    for other in [
        ProviderAnswer {
            kept: "une autre moitié".into(),
            ..answer.clone()
        },
        ProviderAnswer {
            state: String::new(),
            ..answer.clone()
        },
        ProviderAnswer::default(),
    ] {
        assert_eq!(scene.back(other).await, stale);
    }
    assert!(matches!(
        scene.back(answer.clone()).await,
        Arrival::Open { .. }
    ));
    assert_eq!(scene.back(answer).await, stale);

    let late = scene.answer().await;
    scene.app.wait_minutes(11);
    assert_eq!(scene.back(late).await, stale);
    assert_eq!(scene.strict.forget_challenges().await.unwrap(), 1);
}

#[tokio::test]
async fn who_gives_up_or_brings_another_code_does_not_enter() {
    let scene = Scene::new(Engine::Sqlite).await;
    let cases = [
        (None, None, SignOnRefusal::Cancelled),
        (Some("code-2"), None, SignOnRefusal::Unproven),
        (
            Some("code-1"),
            Some("https://ailleurs.example"),
            SignOnRefusal::Unproven,
        ),
    ];
    for (code, issuer, refusal) in cases {
        let answer = ProviderAnswer {
            code: code.map(str::to_owned),
            issuer: issuer.map(str::to_owned),
            ..scene.answer().await
        };
        assert_eq!(scene.back(answer).await, Arrival::Refused(refusal));
    }
}

#[rstest]
#[case(Some(EMAIL), Some(false), true, SignOnRefusal::Unverified)]
#[case(Some(EMAIL), None, false, SignOnRefusal::Unverified)]
#[case(None, Some(true), true, SignOnRefusal::Unverified)]
#[case(
    Some("inconnu@99001s00.example"),
    Some(true),
    true,
    SignOnRefusal::Unknown
)]
#[tokio::test]
async fn only_a_verified_address_of_somebody_invited_counts(
    #[case] email: Option<&str>,
    #[case] verified: Option<bool>,
    #[case] trusted: bool,
    #[case] refusal: SignOnRefusal,
) {
    let scene = Scene::with(Engine::Sqlite, SiretRule::WhenKnown, trusted).await;
    scene.provider.says(|said| {
        said.email = email.map(str::to_owned);
        said.verified = verified;
    });
    assert_eq!(scene.refused().await, refusal);
    scene.provider.says(|said| {
        said.email = Some(EMAIL.into());
        said.verified = (!trusted).then_some(true);
    });
    scene.token().await;
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_siret_must_be_of_an_organisation_of_the_account(#[case] engine: Engine) {
    let scene = Scene::with(engine, SiretRule::Required, false).await;
    let says = |siret: Option<&str>| {
        let siret = siret.map(str::to_owned);
        scene.provider.says(|said| said.siret = siret);
    };
    says(Some(SIRET));
    assert_eq!(scene.refused().await, SignOnRefusal::UnknownOrganisation);
    let casework = &scene.app.casework;
    casework.set_siret(MONTREUIL, SIRET, true).await.unwrap();
    scene.token().await;
    says(Some(OTHER_SIRET));
    assert_eq!(scene.refused().await, SignOnRefusal::OtherOrganisation);
    says(None);
    assert_eq!(scene.refused().await, SignOnRefusal::UnknownOrganisation);

    let account = tdu_casework::NewAccount {
        email: EMAIL.to_owned(),
        name: "Membre des deux".to_owned(),
        password: tdu_testkit::PASSWORD.to_owned(),
        organisation: BOBIGNY.to_owned(),
        role: Role::Manager,
        portfolio: None,
    };
    casework.set_up_account(account).await.unwrap();
    casework
        .set_siret(BOBIGNY, OTHER_SIRET, true)
        .await
        .unwrap();
    says(Some(OTHER_SIRET));
    let token = scene.token().await;
    let me = scene.strict.signed_in(&token).await.unwrap().unwrap();
    assert_eq!(me.actor.organisation.code, BOBIGNY);
    let other = me.memberships.iter().map(|one| one.organisation.id);
    let other: Vec<_> = other.filter(|id| *id != me.actor.organisation.id).collect();
    let elsewhere = scene.strict.act_for(&token, other[0]).await;
    assert!(matches!(
        elsewhere,
        Err(CaseworkError::Conflict("other-employer"))
    ));
    casework
        .set_siret(MONTREUIL, OTHER_SIRET, true)
        .await
        .unwrap();
    let token = scene.strict.act_for(&token, other[0]).await.unwrap();
    let now = scene.strict.signed_in(&token).await.unwrap().unwrap();
    assert_eq!(
        now.actor.organisation.code, MONTREUIL,
        "one employer, two codes"
    );
    casework
        .set_siret(MONTREUIL, OTHER_SIRET, false)
        .await
        .unwrap();
    casework
        .set_siret(BOBIGNY, OTHER_SIRET, false)
        .await
        .unwrap();
    assert_eq!(scene.refused().await, SignOnRefusal::UnknownOrganisation);
    casework
        .set_siret(BOBIGNY, "13 chiffres", true)
        .await
        .unwrap_err();
}

#[tokio::test]
async fn a_role_that_needs_two_factors_gives_them_there_or_here() {
    let scene = Scene::new(Engine::Sqlite).await;
    scene.app.member(MONTREUIL, Role::Administrator).await;
    scene
        .provider
        .says(|said| said.email = Some(ADMINISTRATOR.into()));
    let half = scene.token().await;
    assert!(scene.strict.signed_in(&half).await.unwrap().is_none());
    let step = scene.strict.half_signed_in(&half).await.unwrap().unwrap();
    assert_eq!(step.step, Step::SetUp);
    scene
        .provider
        .says(|said| said.context = Some("eidas2".into()));
    assert!(
        scene
            .strict
            .signed_in(&scene.token().await)
            .await
            .unwrap()
            .is_some()
    );
    scene.provider.says(|said| {
        said.context = None;
        said.methods = vec!["pwd".into(), "mfa".into()];
    });
    assert!(
        scene
            .strict
            .signed_in(&scene.token().await)
            .await
            .unwrap()
            .is_some()
    );
}

#[tokio::test]
async fn signing_out_signs_out_of_the_provider_too() {
    let scene = Scene::new(Engine::Sqlite).await;
    let token = scene.token().await;
    let address = scene.strict.leave(&token).await.unwrap().unwrap();
    assert!(address.contains("/sortie?id_token_hint=ey"), "{address}");
    assert!(address.contains("post_logout_redirect_uri=https%3A%2F%2Fessai.example%2Fconnexion"));
    assert!(scene.strict.signed_in(&token).await.unwrap().is_none());
    assert_eq!(scene.strict.leave(&token).await.unwrap(), None);
}

#[tokio::test]
async fn departures_are_counted_by_address_and_an_absent_provider_says_so() {
    let scene = Scene::new(Engine::Sqlite).await;
    let origin = Origin {
        address: "192.0.2.7".to_owned(),
        ..Origin::default()
    };
    for _ in 0..40 {
        let going = scene.strict.go_to_provider("/", &origin).await.unwrap();
        assert!(matches!(going, Going::There { .. }));
    }
    let going = scene.strict.go_to_provider("/", &origin).await.unwrap();
    assert!(matches!(going, Going::Wait(_)), "{going:?}");

    let settings = tdu_casework::ProviderSettings {
        issuer: "http://127.0.0.1:9".to_owned(),
        ..scene.provider.settings()
    };
    let absent = IdentityProvider::new(settings.clone()).unwrap();
    let casework = scene.app.reopened().await.trusting(absent);
    let going = casework.go_to_provider("/", &Origin::default()).await;
    assert_eq!(going.unwrap(), Going::Unreachable);
    for issuer in ["http://identite.example", "identite.example", ""] {
        let settings = tdu_casework::ProviderSettings {
            issuer: issuer.to_owned(),
            ..settings.clone()
        };
        assert!(IdentityProvider::new(settings).is_err(), "{issuer}");
    }
}

#[tokio::test]
async fn a_disabled_account_stays_closed() {
    let scene = Scene::new(Engine::Sqlite).await;
    scene.token().await;
    scene
        .app
        .by_hand_in_directory("UPDATE account SET disabled_at = 1")
        .await;
    assert_eq!(scene.refused().await, SignOnRefusal::Unknown);
}
