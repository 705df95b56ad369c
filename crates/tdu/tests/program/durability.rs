//! What was acknowledged is there after a kill -9, and nothing is there by half. Many times, on both
//! engines.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use jiff::civil::date;
use rstest::rstest;
use tdu_domain::organisation::SourceSystem;
use tdu_testkit::{BOBIGNY, Engine, Learner, MONTREUIL, TestApp, Youth, youths_csv};

use crate::tdu_on;

const KILLS: u32 = 8;

fn kill(mut child: Child) {
    // `Child::kill` is SIGKILL: the process has no say.
    child.kill().unwrap();
    child.wait().unwrap();
}

/// Nothing by half: as many people, records and journal lines, and what is computed agrees with facts.
async fn assert_whole(app: &TestApp) -> u64 {
    let casework = app.reopened().await;
    let frame = casework.frame(app.territory).await.unwrap();
    let people = frame.territory.count_people().await.unwrap();
    let rebuilt = casework.rebuild(app.territory).await.unwrap();
    assert_eq!(
        rebuilt.people,
        people.unsigned_abs(),
        "everyone has a source"
    );
    assert_eq!(rebuilt.changed, 0, "what is computed agrees with the facts");
    casework.store().close().await.unwrap();
    rebuilt.people
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_import_killed_many_times_ends_whole(#[case] engine: Engine) {
    const ROWS: u64 = 10_000;
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    // The program's clock is the machine's: both must compute on the same day.
    app.set_today(
        tdu_casework::Clock::System.today(&jiff::tz::TimeZone::get("Europe/Paris").unwrap()),
    );
    let file = app.folder().join("jeunes.csv");
    let youths: Vec<Youth> = (0..10_000).map(Youth::nth).collect();
    std::fs::write(&file, youths_csv(&youths)).unwrap();
    let mut seen = 0;
    for turn in 1..=KILLS {
        let child = tdu_on(&app)
            .args([
                "import",
                "youths",
                file.to_str().unwrap(),
                "--organisation",
                MONTREUIL,
            ])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        thread::sleep(Duration::from_millis(u64::from(250 * turn)));
        kill(child);
        let people = assert_whole(&app).await;
        assert!(people >= seen, "what was there stays");
        seen = people;
    }
    let casework = app.reopened().await;
    for (organisation, import) in casework.unfinished_imports().await.unwrap() {
        let done = casework
            .run_import(organisation, import, &|_, _| {})
            .await
            .unwrap();
        assert_eq!(
            done.report.counts.total(),
            ROWS,
            "counts in are counts out, whatever happened"
        );
    }
    let done = tdu_on(&app)
        .args([
            "import",
            "youths",
            file.to_str().unwrap(),
            "--organisation",
            MONTREUIL,
        ])
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
    assert_eq!(assert_whole(&app).await, ROWS);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_a_request_was_told_is_kept_survives_a_kill(#[case] engine: Engine) {
    let app = TestApp::new(engine, date(2026, 11, 22)).await;
    let (organisation, _) = app
        .casework
        .store()
        .organisation_of_code(BOBIGNY)
        .await
        .unwrap()
        .unwrap();
    let key = app
        .casework
        .make_api_key(organisation.id, "essai")
        .await
        .unwrap();
    let acknowledged: Arc<Mutex<Vec<String>>> = Arc::default();
    for turn in 1..=KILLS {
        let (child, address) = serve(&app);
        let sender = {
            let (acknowledged, key) = (acknowledged.clone(), key.clone());
            thread::spawn(move || send_until_refused(turn, &address, &key, &acknowledged))
        };
        thread::sleep(Duration::from_millis(u64::from(120 * turn)));
        kill(child);
        sender.join().unwrap();
    }
    let acknowledged = acknowledged.lock().unwrap().clone();
    assert!(
        acknowledged.len() > 8,
        "the test acknowledged something: {}",
        acknowledged.len()
    );
    app.set_today(
        tdu_casework::Clock::System.today(&jiff::tz::TimeZone::get("Europe/Paris").unwrap()),
    );
    assert_whole(&app).await;
    let casework = app.reopened().await;
    let frame = casework.frame(app.territory).await.unwrap();
    let kept = frame
        .territory
        .sources_by_external_id(organisation.id, SourceSystem::Erp, &acknowledged)
        .await
        .unwrap();
    assert_eq!(kept.len(), acknowledged.len());
    // Those who look alike may be one person: each record's person is there, computed, in a caseload.
    let mut people: Vec<_> = kept.iter().map(|record| record.person).collect();
    people.sort_unstable();
    people.dedup();
    let computed = frame.territory.computed(&people).await.unwrap();
    assert_eq!(computed.len(), people.len());
    assert!(computed.values().all(|person| !person.caseload.is_empty()));
}

/// Starts the program and waits for its address.
fn serve(app: &TestApp) -> (Child, String) {
    let mut child = tdu_on(app)
        .args(["serve", "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let mut line = String::new();
    out.read_line(&mut line).unwrap();
    let address = line
        .trim()
        .strip_prefix("address: http://")
        .expect("the address comes first")
        .to_owned();
    (child, address)
}

/// Sends small deliveries one after the other, noting those that were acknowledged.
fn send_until_refused(turn: u32, address: &str, key: &str, acknowledged: &Mutex<Vec<String>>) {
    for call in 0.. {
        let learners: Vec<_> = (0..5)
            .map(|n| Learner::new(&format!("Nom{n}"), &format!("Tour{turn}-{call}")).item(BOBIGNY))
            .collect();
        let body = serde_json::to_vec(&learners).unwrap();
        let Ok(mut stream) = TcpStream::connect(address) else {
            return;
        };
        let head = format!(
            "POST /api/v3/dossiers-apprenants HTTP/1.1\r\nHost: {address}\r\nAuthorization: Bearer {key}\r\n\
             Content-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        if stream
            .write_all(head.as_bytes())
            .and_then(|()| stream.write_all(&body))
            .is_err()
        {
            return;
        }
        let mut answer = String::new();
        if stream.read_to_string(&mut answer).is_err() || !answer.starts_with("HTTP/1.1 200") {
            return;
        }
        let ids = (0..5).map(|n| format!("Nom{n}-Tour{turn}-{call}@2026-2027"));
        acknowledged.lock().unwrap().extend(ids);
    }
}
