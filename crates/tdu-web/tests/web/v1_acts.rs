//! What two organisations do about the same people by the API alone, each with its own key.

use axum::http::StatusCode;
use jiff::civil::date;
use serde_json::{Value, json};
use tdu_domain::access::{KeyScope, Role};
use tdu_testkit::{BOBIGNY, Learner, MEAUX, MONTREUIL, VERSAILLES, Youth};

use crate::client::{Answer, Site};
use crate::v1::{Program, refused, site};

/// What was done, as its answer says.
fn done(answer: &Answer) -> Value {
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    answer.json()
}

/// A text of an answer.
fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

impl Program<'_> {
    async fn organisation(&self, code: &str) -> String {
        let known = self.get("/organisations").await.json();
        let mut known = known["data"].as_array().unwrap().iter();
        text(&known.find(|one| one["code"] == code).unwrap()["id"])
    }

    async fn colleague(&self) -> (String, String) {
        let known = self.get("/colleagues").await.json();
        let first = &known["data"][0];
        (text(&first["id"]), text(&first["name"]))
    }

    async fn does(&self, path: &str, content: Value) -> Value {
        done(&self.post(path, None, &content).await)
    }

    async fn refuses(&self, path: &str, content: Value) -> Value {
        let answer = self.post(path, None, &content).await;
        refused(&answer, StatusCode::CONFLICT, "conflict")["detail"].take()
    }
}

#[tokio::test]
async fn a_referral_refused_here_is_accepted_elsewhere() {
    let site = site().await;
    let ml = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let first = Program::of(&site, BOBIGNY, KeyScope::Act).await;
    let second = Program::of(&site, MEAUX, KeyScope::Act).await;
    let stranger = Program::of(&site, VERSAILLES, KeyScope::Act).await;
    let person = ml.ines().await;
    let address = format!("/people/{person}/referrals");
    let mut content = json!({
        "receiver": ml.organisation(BOBIGNY).await,
        "trades": ["G1602"],
        "why": "learn_trade",
        "needs": ["mobility"],
        "papers": ["cv"],
        "informed": false,
    });
    let uninformed = ml.post(&address, None, &content).await;
    let problem = refused(&uninformed, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/informed");
    content["informed"] = true.into();
    let sent = done(&ml.post(&address, Some("o-1"), &content).await);
    let again = ml.post(&address, Some("o-1"), &content).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.json(), sent, "sent once");
    let twice = ml.post(&address, None, &content).await;
    let problem = refused(&twice, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["code"], "referral-already-open");
    assert_eq!(problem["errors"][0]["pointer"], "/receiver");

    let referral = format!("/referrals/{}", text(&sent["about"]));
    let received = first
        .get("/referrals?side=received&state=sent")
        .await
        .json();
    assert_eq!(received["data"][0]["id"], sent["about"]);
    assert_eq!(received["data"][0]["trades"], json!(["G1602"]));
    assert_eq!(received["data"][0]["side"], "receiver");
    let unseen = stranger.get(&referral).await;
    refused(&unseen, StatusCode::NOT_FOUND, "not_found");
    let accept = format!("{referral}/accept");
    let unmoved = stranger.post(&accept, None, &json!({})).await;
    refused(&unmoved, StatusCode::NOT_FOUND, "not_found");
    assert_eq!(
        ml.refuses(&accept, json!({})).await,
        "Seule la structure qui a reçu cette orientation peut répondre."
    );

    first
        .does(&format!("{referral}/acknowledge"), json!({}))
        .await;
    let interview = json!({ "step": "interview", "on": "2026-11-24" });
    first.does(&format!("{referral}/study"), interview).await;
    let halved = json!({ "motive": "no_place" });
    let halved = first
        .post(&format!("{referral}/refuse"), None, &halved)
        .await;
    let problem = refused(&halved, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/alternative");
    let no = json!({ "motive": "no_place", "alternative": "other_centre" });
    first.does(&format!("{referral}/refuse"), no).await;
    let refusal = first.refuses(&accept, json!({})).await;
    assert!(text(&refusal).starts_with("Cette orientation est déjà refusée"));
    let signals = ml.get(&format!("/people/{person}/signals")).await.text();
    assert!(signals.contains("referral_declined"), "{signals}");

    let draft = json!({ "receiver": ml.organisation(MEAUX).await, "trades": ["G1602"], "why": "learn_trade" });
    let drafts = format!("/people/{person}/referral-drafts");
    let kept = done(&ml.post(&drafts, Some("b-1"), &draft).await);
    assert_eq!(kept["act"], Value::Null, "no act is told of a draft");
    let again = ml.post(&drafts, Some("b-1"), &draft).await;
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_eq!(again.json(), kept);
    let draft = format!("/referrals/{}", text(&kept["about"]));
    let unseen = second.get(&draft).await;
    refused(&unseen, StatusCode::NOT_FOUND, "not_found");
    let other = ml
        .does(&format!("{draft}/send"), json!({ "informed": true }))
        .await;
    let other = format!("/referrals/{}", text(&other["about"]));
    let may = second.get(&other).await.json()["may"].take();
    assert_eq!(
        may,
        json!(["acknowledge", "study", "accept", "put_on_list", "refuse"])
    );
    second.does(&format!("{other}/accept"), json!({})).await;
    let seen = ml.get(&other).await.json();
    assert_eq!(seen["state"], "accepted");
    let all = ml.get(&format!("/people/{person}/referrals")).await.json();
    let states: Vec<&Value> = all["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["state"])
        .collect();
    assert_eq!(states, ["accepted", "refused"]);
    let found = second.get("/people?q=benali").await.json();
    assert_eq!(
        found["data"][0]["id"],
        person.as_str(),
        "the second CFA sees her now"
    );
    let followed = ml.get(&format!("/people/{person}")).await.text();
    assert!(!followed.contains("i-milo"), "software follows nobody");
}

#[tokio::test]
async fn lists_of_referrals_and_tasks_are_read_in_parts() {
    let site = site().await;
    let ml = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let person = ml.ines().await;
    let owner = ml.organisation(MONTREUIL).await;
    for due in ["2026-11-24", "2026-11-25", "2026-11-26"] {
        let task = json!({ "kind": "call", "owner": owner, "due": due });
        ml.does(&format!("/people/{person}/tasks"), task).await;
    }
    for code in [BOBIGNY, MEAUX] {
        let content = json!({
            "receiver": ml.organisation(code).await, "trades": ["G1602"], "why": "discover", "informed": true,
        });
        ml.does(&format!("/people/{person}/referrals"), content)
            .await;
    }
    for (list, n) in [("/tasks?state=open", 3), ("/referrals?side=sent", 2)] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let part = ml.get(&format!("{list}&limit=1{cursor}")).await.json();
            let rows = part["data"].as_array().unwrap();
            seen.extend(rows.iter().map(|row| text(&row["id"])));
            match part["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        let mut once = seen.clone();
        once.sort();
        once.dedup();
        assert_eq!((seen.len(), once.len()), (n, n), "{list}");
        assert_eq!(seen, once, "in the order of their keys");
        let other = Program::of(&site, BOBIGNY, KeyScope::Read).await;
        let stolen = other.get(&format!("{list}{cursor}")).await;
        refused(&stolen, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    }
}

#[tokio::test]
async fn what_is_written_in_words_comes_in_and_does_not_go_out() {
    let site = site().await;
    let ml = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let staff = site.app.member(MONTREUIL, Role::Counsellor).await;
    let person = ml.ines().await;
    let owner = ml.organisation(MONTREUIL).await;
    let path = |what: &str| format!("/people/{person}/{what}");
    let ask = json!({ "text": "Trouver un foyer zébré", "owner": owner, "due": "2026-11-30" });
    let task = ml.does(&path("tasks"), ask).await;
    let nonsense = json!({ "text": "", "owner": person, "due": "2026-01-01" });
    let nonsense = ml.post(&path("tasks"), None, &nonsense).await;
    let problem = refused(&nonsense, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let pointers: Vec<&Value> = (0..3).map(|at| &problem["errors"][at]["pointer"]).collect();
    assert_eq!(pointers, ["/text", "/due", "/owner"], "all at once");
    let alone = json!({ "obtained": false, "on": "2026-07-01" });
    let alone = ml.post(&path("diploma"), None, &alone).await;
    let problem = refused(&alone, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/on");
    let write = json!({ "text": "Bonjour, elle vient zébrée demain." });
    ml.does(&path("messages"), write).await;
    let (colleague, name) = ml.colleague().await;
    let appointment = json!({
        "host": colleague, "mode": "place", "place": "Salle zébrée", "starts": "2026-11-24T10:00", "minutes": 30,
    });
    let made = ml.does(&path("appointments"), appointment.clone()).await;
    for what in ["tasks", "messages", "appointments", "timeline"] {
        let read = ml.get(&path(what)).await;
        assert_eq!(read.status, StatusCode::OK, "{}", read.text());
        assert!(!read.text().contains("zébré"), "{}", read.text());
    }
    let key = person.parse().unwrap();
    let thread = site.app.casework.thread(&staff, key).await.unwrap();
    assert!(thread[0].message.words.contains("zébrée"), "staff read it");

    let twice = ml.post(&path("appointments"), None, &appointment).await;
    let problem = refused(&twice, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/starts");
    let number = json!({ "text": "2 69 05 49 588 157 80" });
    let number = ml.post(&path("messages"), None, &number).await;
    let problem = refused(&number, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/text");
    let health = json!({ "text": "Elle est malade" });
    let warned = ml.post(&path("messages"), None, &health).await;
    refused(&warned, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    let health = json!({ "text": "Elle est malade", "read_again": true });
    ml.does(&path("messages"), health).await;

    let agenda = ml
        .get("/appointments?from=2026-11-23&until=2026-11-28")
        .await
        .json();
    assert_eq!(agenda["data"][0]["id"], made["about"]);
    let whole = ml
        .get("/appointments?from=2026-01-01&until=2027-01-01")
        .await;
    let problem = refused(&whole, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["parameter"], "until");
    let early = format!("/appointments/{}/kept", text(&made["about"]));
    let early = ml.refuses(&early, json!({})).await;
    assert!(text(&early).ends_with('.'), "{early}");
    let moved = format!("/appointments/{}/move", text(&made["about"]));
    ml.does(
        &moved,
        json!({ "starts": "2026-11-25T09:30", "minutes": 20 }),
    )
    .await;
    let seen = ml.get(&path("appointments")).await.json();
    assert_eq!(seen["data"][0]["starts"], "2026-11-25T09:30");

    let task = format!("/tasks/{}", text(&task["about"]));
    ml.does(
        &format!("{task}/hand-over"),
        json!({ "colleague": colleague }),
    )
    .await;
    let taken = ml.get(&path("tasks")).await.json();
    assert_eq!(taken["data"][0]["taken_by"], name.as_str());
    let nobody = json!({ "colleague": "0199d5b5-0000-7000-8000-000000000001" });
    let nobody = ml.post(&format!("{task}/hand-over"), None, &nobody).await;
    refused(&nobody, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    ml.does(&format!("{task}/done"), json!({})).await;
    ml.refuses(&format!("{task}/drop"), json!({})).await;
    ml.does(&format!("{task}/reopen"), json!({})).await;
    ml.does(&path("charge"), json!({ "colleague": colleague }))
        .await;
    let told = site.app.casework.person(&staff, key).await.unwrap();
    let assigned: Vec<&String> = told
        .companions
        .iter()
        .flat_map(|one| &one.assigned)
        .collect();
    assert_eq!(assigned, [&name]);
    ml.refuses(&path("charge"), json!({ "colleague": colleague }))
        .await;

    let opened = ml
        .does(&path("obstacles"), json!({ "kind": "housing" }))
        .await;
    ml.refuses(&path("obstacles"), json!({ "kind": "housing" }))
        .await;
    let end = format!("/obstacles/{}/end", text(&opened["about"]));
    ml.does(&end, json!({ "outcome": "solved" })).await;
    let seen = ml.get(&path("obstacles")).await.json();
    assert_eq!(seen["data"][0]["outcome"], "solved");
}

#[tokio::test]
async fn a_contract_is_watched_broken_and_followed_by_both() {
    let site = Site::open().await;
    site.app.member(BOBIGNY, Role::CfaStaff).await;
    let learner = Learner::new("Martin", "Zoé").contract(date(2026, 9, 7), None);
    site.app.deliver(BOBIGNY, &[learner]).await;
    let youth = Youth::new("100", "Martin", "Zoé");
    site.app.import_youths(MONTREUIL, &[youth]).await;
    let ml = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let cfa = Program::of(&site, BOBIGNY, KeyScope::Act).await;
    let found = ml.get("/people?q=martin").await.json();
    let person = text(&found["data"][0]["id"]);
    let path = |what: &str| format!("/people/{person}/{what}");
    let contract = async || ml.get(&path("contract")).await.json();

    ml.refuses(&path("signs"), json!({ "sign": "conflict" }))
        .await;
    let noticed = cfa
        .does(&path("signs"), json!({ "sign": "conflict" }))
        .await;
    let alert = text(&noticed["about"]);
    let view = json!({ "moment": "visit", "party": "youth", "together": "bad", "work": "mixed", "future": "good" });
    cfa.does(&path("views"), view).await;
    assert_eq!(contract().await["alert"]["id"], alert.as_str());
    cfa.refuses(&path("alert-readings"), json!({ "alert": alert }))
        .await;
    ml.does(&path("alert-readings"), json!({ "alert": alert }))
        .await;
    let plan = json!({ "alert": alert, "goal": "talk_youth", "owner": "ml", "due": "2026-11-30" });
    ml.does(&path("alert-plans"), plan).await;
    assert_eq!(contract().await["alert"]["owner"], "ml");
    let close = json!({ "alert": alert, "outcome": "broken" });
    cfa.does(&path("alert-closings"), close.clone()).await;
    cfa.refuses(&path("alert-closings"), close).await;

    ml.refuses(
        &path("calls"),
        json!({ "on": "2026-11-20", "outcome": "no_reply" }),
    )
    .await;
    let declare = json!({ "mode": "mutual", "on": "2026-11-18", "cause": "conflict" });
    let declared = ml.does(&path("ruptures"), declare.clone()).await;
    cfa.refuses(&path("ruptures"), declare.clone()).await;
    let rupture = json!({ "rupture": declared["about"] });
    cfa.refuses(&path("rupture-withdrawals"), rupture.clone())
        .await;
    ml.does(&path("rupture-withdrawals"), rupture).await;
    assert_eq!(contract().await["rupture"], Value::Null);
    let declared = ml.does(&path("ruptures"), declare).await;
    let plan = json!({ "goal": "recontract", "caller": "cfa", "call_on": "2026-11-24" });
    ml.does(&path("rupture-plans"), plan).await;
    let late = json!({ "goal": "recontract", "caller": "cfa", "call_on": "2026-11-01" });
    let late = ml.post(&path("rupture-plans"), None, &late).await;
    let problem = refused(&late, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["pointer"], "/call_on");
    cfa.does(
        &path("calls"),
        json!({ "on": "2026-11-20", "outcome": "searching_contract" }),
    )
    .await;
    let seen = contract().await;
    assert_eq!(seen["rupture"]["state"], "planned");
    assert_eq!(seen["rupture"]["calls"][0]["national"], "CHERCHE_CONTRAT");
    let close = json!({ "rupture": declared["about"], "outcome": "new_contract" });
    ml.does(&path("rupture-closings"), close).await;
    ml.refuses(&path("situations"), json!({ "situation": "job" }))
        .await;

    let reader = Program::of(&site, MONTREUIL, KeyScope::Read).await;
    let written = reader
        .post(
            &path("calls"),
            None,
            &json!({ "on": "2026-11-20", "outcome": "no_reply" }),
        )
        .await;
    refused(&written, StatusCode::FORBIDDEN, "missing_scope");
}

#[tokio::test]
async fn an_act_that_says_nothing_needs_no_content() {
    let site = site().await;
    let ml = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let person = ml.ines().await;
    let owner = ml.organisation(MONTREUIL).await;
    let task = json!({ "kind": "call", "owner": owner, "due": "2026-11-24" });
    let task = ml.does(&format!("/people/{person}/tasks"), task).await;
    let path = format!("/tasks/{}/done", text(&task["about"]));
    let unknown = ml.post(&path, None, &json!({ "note": "libre" })).await;
    let problem = refused(&unknown, StatusCode::UNPROCESSABLE_ENTITY, "invalid");
    assert_eq!(problem["errors"][0]["code"], "field-unknown");
    done(&ml.post_bare(&path).await);
}

#[tokio::test]
async fn the_road_to_the_contract_is_followed_by_software() {
    let site = site().await;
    let ml = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let stranger = Program::of(&site, VERSAILLES, KeyScope::Act).await;
    let person = ml.ines().await;
    let address = format!("/people/{person}");
    let road = format!("{address}/road");
    assert_eq!(ml.get(&road).await.json()["opened_on"], Value::Null);
    ml.does(&format!("{address}/road-openings"), json!({}))
        .await;
    let twice = format!("{address}/road-openings");
    ml.refuses(&twice, json!({})).await;
    let pieces = json!({ "pieces": ["photo", "identity"], "due": "2026-11-30" });
    ml.does(&format!("{address}/pieces"), pieces).await;
    let company = json!({ "name": "Boulangerie du Port", "siret": "13002526500013", "contact": "Mme Exemple" });
    ml.does(&format!("{address}/companies"), company).await;
    let seen = ml.get(&road).await;
    assert!(!seen.text().contains("Boulangerie") && !seen.text().contains("Exemple"));
    let seen = seen.json();
    assert_eq!(seen["companies"][0]["siret"], "13002526500013");
    let company = text(&seen["companies"][0]["id"]);
    let piece = text(&seen["pieces"][0]["id"]);
    let moved = json!({ "piece": piece, "move": "received" });
    ml.does(&format!("{address}/piece-moves"), moved.clone())
        .await;
    ml.refuses(&format!("{address}/piece-moves"), moved).await;
    let sent = json!({ "company": company, "on": "2026-11-19", "channel": "in_person" });
    ml.does(&format!("{address}/applications"), sent).await;
    let seen = ml.get(&road).await.json();
    let application = text(&seen["companies"][0]["applications"][0]["id"]);
    let answer = json!({ "application": application, "answer": "promise", "on": "2026-11-20" });
    ml.does(&format!("{address}/application-answers"), answer)
        .await;
    let seen = ml.get(&road).await.json();
    let steps = seen["steps"].as_array().unwrap();
    let promise = steps.iter().find(|step| step["step"] == "promise").unwrap();
    assert_eq!(promise["state"], "done");
    let filed = json!({ "event": "filed", "on": "2026-11-20" });
    let refusal = ml.refuses(&format!("{address}/road-events"), filed).await;
    assert!(refusal.as_str().is_some_and(|text| !text.is_empty()));
    for call in ["road", "contract"] {
        let hidden = stranger.get(&format!("{address}/{call}")).await;
        assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn a_file_is_attached_and_removed_by_software() {
    let site = site().await;
    let ml = Program::of(&site, MONTREUIL, KeyScope::Act).await;
    let person = ml.ines().await;
    let address = format!("/people/{person}");
    let (road, path) = (format!("{address}/road"), format!("{address}/files"));
    let cv = json!({ "kind": "cv", "name": "cv.pdf", "content": "JVBERi0xLjcKJSVFT0YK" });
    ml.does(&path, cv).await;
    let other = json!({ "kind": "cv", "content": "AAAA" });
    let other = ml.post(&path, None, &other).await;
    assert_eq!(
        refused(&other, StatusCode::UNPROCESSABLE_ENTITY, "invalid")["errors"][0]["pointer"],
        "/content"
    );
    let unread = json!({ "kind": "cv", "content": "%" });
    let unread = ml.post(&path, None, &unread).await;
    assert_eq!(
        refused(&unread, StatusCode::UNPROCESSABLE_ENTITY, "invalid")["errors"][0]["pointer"],
        "/content"
    );
    let seen = ml.get(&road).await;
    assert!(
        !seen.text().contains("cv.pdf"),
        "a name may say who it is of"
    );
    let seen = seen.json();
    assert_eq!(seen["files"][0]["size"], 15);
    let file = json!({ "file": seen["files"][0]["id"] });
    ml.does(&format!("{address}/file-removals"), file).await;
    assert_eq!(ml.get(&road).await.json()["files"], json!([]));
}
