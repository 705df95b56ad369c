//! Passkeys of an authenticator in memory, on every engine.

use std::sync::LazyLock;

use ed25519_dalek::{Signer, SigningKey};
use jiff::civil::date;
use rstest::rstest;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tdu_casework::{Casework, CaseworkError, Entry, Origin, Site, Step};
use tdu_domain::access::Role;
use tdu_testkit::{Engine, MONTREUIL, PASSWORD, TestApp};

const EMAIL: &str = "manager@99001s00.example";
const HERE: &str = "https://suivi.example";

/// Flags: someone was there, was recognised, and a new key comes along.
const PRESENT: u8 = 0x01;
const RECOGNISED: u8 = 0x04;
const NEW_KEY: u8 = 0x40;

/// An authenticator with one key, as a browser on some page drives it.
struct Authenticator {
    key: SigningKey,
    page: &'static str,
    domain: &'static str,
    flags: u8,
    count: u32,
    owner: String,
}

impl Authenticator {
    fn new() -> Self {
        Self {
            key: SigningKey::from_bytes(&[7; 32]),
            page: HERE,
            domain: "suivi.example",
            flags: PRESENT | RECOGNISED,
            count: 1,
            owner: String::new(),
        }
    }

    fn client_data(&self, kind: &str, asked: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind, "challenge": asked["challenge"], "origin": self.page, "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.domain.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.count.to_be_bytes());
        data
    }

    /// Makes a passkey.
    fn make(&mut self, asked: &str) -> String {
        let asked: Value = serde_json::from_str(asked).unwrap();
        asked["user"]["id"]
            .as_str()
            .unwrap()
            .clone_into(&mut self.owner);
        let mut data = self.data(self.flags | NEW_KEY);
        data.extend([0; 16]);
        data.extend([0, 16]);
        data.extend([9; 16]);
        // A COSE key: {1: OKP, 3: EdDSA, -1: Ed25519, -2: the key}.
        data.extend([0xa4, 0x01, 0x01, 0x03, 0x27, 0x20, 0x06, 0x21, 0x58, 0x20]);
        data.extend(self.key.verifying_key().as_bytes());
        // {"fmt": "none", "attStmt": {}, "authData": …}
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        object.push(u8::try_from(data.len()).unwrap());
        object.extend(&data);
        json!({
            "id": base64(&[9; 16]), "rawId": base64(&[9; 16]), "type": "public-key",
            "response": {
                "clientDataJSON": base64(&self.client_data("webauthn.create", &asked)),
                "attestationObject": base64(&object),
                "transports": ["internal"],
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }

    /// Answers a challenge.
    fn answer(&self, asked: &str) -> String {
        let asked: Value = serde_json::from_str(asked).unwrap();
        let client_data = self.client_data("webauthn.get", &asked);
        let data = self.data(self.flags);
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client_data));
        let signature = self.key.sign(&signed).to_bytes();
        json!({
            "id": base64(&[9; 16]), "rawId": base64(&[9; 16]), "type": "public-key",
            "response": {
                "clientDataJSON": base64(&client_data),
                "authenticatorData": base64(&data),
                "signature": base64(&signature),
                "userHandle": self.owner,
            },
            "clientExtensionResults": {},
        })
        .to_string()
    }
}

/// Base64 for addresses, without padding.
fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for group in bytes.chunks(3) {
        let bits = group
            .iter()
            .fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte))
            << (8 * (3 - group.len()));
        for place in 0..=group.len() {
            text.push(char::from(SIGNS[bits >> (18 - 6 * place) & 63]));
        }
    }
    text
}

fn site() -> &'static Site {
    static SITE: LazyLock<Site> = LazyLock::new(|| Site::of(HERE).unwrap());
    &SITE
}

async fn app(engine: Engine) -> (TestApp, Casework) {
    let app = TestApp::new(engine, date(2026, 11, 20)).await;
    app.member(MONTREUIL, Role::Manager).await;
    let strict = app.reopened().await;
    (app, strict)
}

async fn enter(casework: &Casework) -> String {
    let origin = Origin::default();
    let entry = casework.sign_in(EMAIL, PASSWORD, &origin).await.unwrap();
    let Entry::Open(opened) = entry else {
        panic!("the password is right: {entry:?}")
    };
    opened.token
}

async fn asked(casework: &Casework) -> String {
    let asked = casework.ask_passkey(site(), &Origin::default()).await;
    asked.unwrap().unwrap()
}

/// A passkey added by somebody signed in.
async fn added(casework: &Casework, token: &str) -> Authenticator {
    let mut authenticator = Authenticator::new();
    let asked = casework.ask_new_passkey(token, site()).await.unwrap();
    let made = authenticator.make(&asked);
    let added = casework.add_passkey(token, site(), "Téléphone", &made);
    added.await.unwrap();
    authenticator.count += 1;
    authenticator
}

async fn answered(casework: &Casework, answer: &str) -> Entry {
    let origin = Origin::default();
    let entry = casework.sign_in_with_passkey(site(), answer, &origin);
    entry.await.unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_passkey_opens_once_for_each_challenge(#[case] engine: Engine) {
    let (app, strict) = app(engine).await;
    let token = enter(&strict).await;
    let mut authenticator = added(&strict, &token).await;
    let answer = authenticator.answer(&asked(&strict).await);
    let Entry::Open(opened) = answered(&strict, &answer).await else {
        panic!("the passkey is known")
    };
    let me = strict.signed_in(&opened.token).await.unwrap().unwrap();
    assert!(me.has_passkey);
    let passkeys = strict.passkeys(&me.actor).await.unwrap();
    assert_eq!(passkeys[0].label, "Téléphone");
    assert!(passkeys[0].used_at.is_some());
    assert_eq!(answered(&strict, &answer).await, Entry::Refused);

    let late = asked(&strict).await;
    authenticator.count += 1;
    app.wait_minutes(6);
    let late = authenticator.answer(&late);
    assert_eq!(answered(&strict, &late).await, Entry::Refused);
    assert_eq!(strict.forget_challenges().await.unwrap(), 1);
}

#[rstest]
#[case::other_site("https://ailleurs.example", "suivi.example", 5, 2)]
#[case::other_domain(HERE, "ailleurs.example", 5, 2)]
#[case::not_recognised(HERE, "suivi.example", PRESENT, 2)]
#[case::counter_not_ahead(HERE, "suivi.example", 5, 1)]
#[tokio::test]
async fn an_answer_that_does_not_hold_is_refused(
    #[case] page: &'static str,
    #[case] domain: &'static str,
    #[case] flags: u8,
    #[case] count: u32,
) {
    let (_app, strict) = app(Engine::Sqlite).await;
    let known = added(&strict, &enter(&strict).await).await;
    let right = known.answer(&asked(&strict).await);
    let other = Authenticator {
        page,
        domain,
        flags,
        count,
        ..known
    };
    let wrong = other.answer(&asked(&strict).await);
    assert_eq!(answered(&strict, &wrong).await, Entry::Refused);
    assert!(matches!(answered(&strict, &right).await, Entry::Open(_)));
}

#[tokio::test]
async fn another_key_or_another_owner_is_refused() {
    let (_app, strict) = app(Engine::Sqlite).await;
    let mut known = added(&strict, &enter(&strict).await).await;
    let owner = std::mem::replace(&mut known.owner, base64(&[1; 16]));
    let wrong = known.answer(&asked(&strict).await);
    assert_eq!(answered(&strict, &wrong).await, Entry::Refused);
    known.owner = owner;
    known.key = SigningKey::from_bytes(&[8; 32]);
    let wrong = known.answer(&asked(&strict).await);
    assert_eq!(answered(&strict, &wrong).await, Entry::Refused);
    assert_eq!(answered(&strict, "{}").await, Entry::Refused);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_passkey_is_added_once_for_its_own_account_and_soon_after_signing_in(
    #[case] engine: Engine,
) {
    let (app, strict) = app(engine).await;
    app.member(MONTREUIL, Role::Administrator).await;
    let token = enter(&strict).await;
    let asked = strict.ask_new_passkey(&token, site()).await.unwrap();
    let made = Authenticator::new().make(&asked);
    let (other, origin) = ("administrator@99001s00.example", Origin::default());
    let other = app.casework.sign_in(other, PASSWORD, &origin).await;
    let Entry::Open(other) = other.unwrap() else {
        panic!("the password is right")
    };
    let refused = |result: Result<(), CaseworkError>| {
        let problem = "passkey-refused";
        assert!(
            matches!(result, Err(CaseworkError::Invalid { problem: told, .. }) if told == problem)
        );
    };
    let stolen = app.casework.add_passkey(&other.token, site(), "Clé", &made);
    refused(stolen.await);
    let first = strict.add_passkey(&token, site(), "Clé", &made).await;
    first.unwrap();
    refused(strict.add_passkey(&token, site(), "Clé", &made).await);
    let asked = strict.ask_new_passkey(&token, site()).await.unwrap();
    let twice = Authenticator::new().make(&asked);
    refused(strict.add_passkey(&token, site(), "Clé", &twice).await);
    app.wait_minutes(31);
    let late = strict.ask_new_passkey(&token, site()).await;
    assert!(matches!(
        late,
        Err(CaseworkError::Conflict("sign-in-again"))
    ));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_role_that_needs_a_second_factor_keeps_its_last_passkey(#[case] engine: Engine) {
    let (app, strict) = app(engine).await;
    let token = enter(&strict).await;
    let known = added(&strict, &token).await;
    let me = strict.signed_in(&token).await.unwrap().unwrap();
    let passkey = strict.passkeys(&me.actor).await.unwrap()[0].id;
    let account = me.actor.account;
    let (organisation, store) = (me.actor.organisation.id, strict.store());
    let role = Role::Administrator;
    let put = store.put_membership(account, organisation, role, None);
    put.await.unwrap();

    let half = enter(&strict).await;
    assert!(strict.signed_in(&half).await.unwrap().is_none());
    let step = strict.half_signed_in(&half).await.unwrap().unwrap().step;
    let needed = Step::Confirm {
        codes: false,
        passkey: true,
    };
    assert_eq!(step, needed);
    let answer = known.answer(&asked(&strict).await);
    let Entry::Open(opened) = answered(&strict, &answer).await else {
        panic!("the passkey is known")
    };
    let kept = strict.remove_passkey(&opened.token, passkey).await;
    assert!(matches!(
        kept,
        Err(CaseworkError::Conflict("passkey-needed"))
    ));
    let store = strict.store();
    let put = store.put_membership(account, organisation, Role::Manager, None);
    put.await.unwrap();
    let removed = strict.remove_passkey(&opened.token, passkey).await;
    removed.unwrap();
    let answer = known.answer(&asked(&strict).await);
    assert_eq!(answered(&strict, &answer).await, Entry::Refused);
    app.casework.forget_codes(EMAIL).await.unwrap_err();
}
