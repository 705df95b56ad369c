//! The search of a company: companies, applications, answers, visits, CV and letter.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{
    CaseworkError, NewAnswer, NewApplication, NewContact, NewFile, NewTarget, NewVisit, RoadView,
};
use tdu_domain::access::{Actor, Role};
use tdu_domain::audit::AccessCode;
use tdu_domain::road::file::{AttachedKind, FileFormat, MOST_BYTES};
use tdu_domain::road::search::{Answered, Channel, CompanyAnswer, CompanyRefusal, VisitOutcome};
use tdu_domain::road::{RoadStep, StepState};
use tdu_domain::signal::SignalCode;
use tdu_testkit::{BOBIGNY, Engine, MEAUX, MONTREUIL, TestApp, Youth};
use uuid::Uuid;

use crate::{only_person, people, refused_by_hand};

const TODAY: Date = date(2026, 11, 22);

async fn followed(app: &TestApp) -> (Actor, Uuid) {
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    app.import_youths(MONTREUIL, &[Youth::new("100", "Martin", "Zoé")])
        .await;
    let person = only_person(app, &counsellor).await.id;
    (counsellor, person)
}

fn bakery() -> NewTarget {
    NewTarget {
        name: "Fournil de démonstration".to_owned(),
        commune: "93048".to_owned(),
        trade: "D1102".to_owned(),
        contact: NewContact {
            name: "Mme Exemple, gérante".to_owned(),
            phone: "01 99 00 44 55".to_owned(),
            email: "gerante@fournil.example".to_owned(),
        },
        applied: Some(NewApplication {
            on: date(2026, 11, 10),
            channel: Channel::InPerson,
        }),
        ..NewTarget::default()
    }
}

fn answer(answer: CompanyAnswer, on: Date) -> Answered {
    Answered {
        answer,
        why: (answer == CompanyAnswer::Refusal).then_some(CompanyRefusal::NoTutor),
        on,
        next_on: None,
    }
}

async fn seen(app: &TestApp, actor: &Actor, person: Uuid) -> RoadView {
    app.casework.road(actor, person).await.unwrap()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn an_application_goes_from_answer_to_answer(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, person) = followed(&app).await;
    let casework = &app.casework;
    for (new, wrong) in [
        (
            NewTarget {
                name: " ".into(),
                ..bakery()
            },
            "name",
        ),
        (
            NewTarget {
                siret: "12345678901234".into(),
                ..bakery()
            },
            "siret",
        ),
        (
            NewTarget {
                trade: "Z9999".into(),
                ..bakery()
            },
            "trade",
        ),
    ] {
        let refused = casework.add_company(&counsellor, person, &new).await;
        assert!(
            matches!(refused, Err(CaseworkError::Invalid { field, .. }) if field == wrong),
            "{refused:?}"
        );
    }
    casework
        .add_company(&counsellor, person, &bakery())
        .await
        .unwrap();
    let again = casework.add_company(&counsellor, person, &bakery()).await;
    assert!(matches!(
        again,
        Err(CaseworkError::Invalid {
            problem: "company-already",
            ..
        })
    ));
    let view = seen(&app, &counsellor, person).await;
    assert!(view.road.is_some(), "a search opens the road");
    let contact = &view.targets[0].row.contact;
    assert_eq!(contact.name.as_deref(), Some("Mme Exemple, gérante"));
    let application = view.targets[0].applications[0].0.id;
    let codes = |view: tdu_casework::PersonView| -> Vec<SignalCode> {
        view.computed
            .signals
            .iter()
            .map(|signal| signal.code)
            .collect()
    };
    // Eight working days after Tuesday 10, the 11th being a holiday.
    assert!(
        !codes(only_person(&app, &counsellor).await).contains(&SignalCode::ApplicationUnanswered)
    );
    app.set_today(date(2026, 11, 23));
    casework.recompute(app.territory).await.unwrap();
    assert!(
        codes(only_person(&app, &counsellor).await).contains(&SignalCode::ApplicationUnanswered)
    );
    let told = |answered| {
        casework.answer_application(
            &counsellor,
            person,
            NewAnswer {
                application,
                answered,
            },
        )
    };
    let meets = Answered {
        next_on: Some(date(2026, 11, 26)),
        ..answer(CompanyAnswer::Interview, date(2026, 11, 23))
    };
    let met = told(meets).await.unwrap();
    assert!(
        !codes(only_person(&app, &counsellor).await).contains(&SignalCode::ApplicationUnanswered)
    );
    let promised = told(answer(CompanyAnswer::Promise, date(2026, 11, 23)))
        .await
        .unwrap();
    let promise = seen(&app, &counsellor, person).await.road.unwrap();
    let step = promise
        .steps
        .iter()
        .find(|view| view.step == RoadStep::Promise);
    assert_eq!(step.unwrap().state, StepState::Done);
    let refused = casework.undo(&counsellor, met).await;
    assert!(matches!(
        refused,
        Err(CaseworkError::Conflict("road-followed"))
    ));
    app.set_today(date(2026, 12, 3));
    casework.recompute(app.territory).await.unwrap();
    assert!(codes(only_person(&app, &counsellor).await).contains(&SignalCode::PromiseUnsigned));
    let _ = promised;
    told(answer(CompanyAnswer::Refusal, date(2026, 12, 1)))
        .await
        .unwrap();
    let closed = told(answer(CompanyAnswer::Interview, date(2026, 12, 3))).await;
    assert!(matches!(
        closed,
        Err(CaseworkError::Conflict("application-closed"))
    ));
    assert!(!codes(only_person(&app, &counsellor).await).contains(&SignalCode::PromiseUnsigned));
    assert_eq!(casework.rebuild(app.territory).await.unwrap().changed, 0);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_database_keeps_answers_in_their_turn(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, person) = followed(&app).await;
    let casework = &app.casework;
    casework
        .add_company(&counsellor, person, &bakery())
        .await
        .unwrap();
    let application = seen(&app, &counsellor, person).await.file.applications[0].id;
    let answered = answer(CompanyAnswer::Refusal, TODAY);
    let told = casework.answer_application(
        &counsellor,
        person,
        NewAnswer {
            application,
            answered,
        },
    );
    told.await.unwrap();
    let after = "INSERT INTO company_answer (id, application, told_by, told_by_name, told_for, answer, answered_on) \
                 SELECT t.id, a.id, a.told_by, 'x', a.told_for, 'interview', '2026-11-22' \
                 FROM company_application a, company_target t";
    assert!(refused_by_hand(&app, after).await.contains("turn"));
    for (statement, why) in [
        (
            "UPDATE company_answer SET answer = 'promise', why = NULL",
            "not rewritten",
        ),
        (
            "UPDATE company_application SET applied_on = '2026-01-01'",
            "not rewritten",
        ),
        ("UPDATE company_target SET name = 'x'", "not rewritten"),
    ] {
        let refused = refused_by_hand(&app, statement).await;
        assert!(refused.contains(why), "{statement}: {refused}");
    }
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_colleague_who_looks_at_the_same_company_is_named(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let counsellor = app.member(MONTREUIL, Role::Counsellor).await;
    let youths: Vec<Youth> = (1..3).map(Youth::nth).collect();
    app.import_youths(MONTREUIL, &youths).await;
    let both = people(&app, &counsellor).await;
    let casework = &app.casework;
    for row in &both {
        let bakery = bakery();
        let added = casework.add_company(&counsellor, row.person, &bakery);
        added.await.unwrap();
    }
    let view = seen(&app, &counsellor, both[0].person).await;
    assert_eq!(view.targets[0].colleagues, ["Membre"]);
    let visited = NewVisit {
        target: view.targets[0].row.id,
        on: TODAY,
        outcome: VisitOutcome::Interested,
    };
    let visit = casework.visit_company(&counsellor, both[0].person, visited);
    casework
        .undo(&counsellor, visit.await.unwrap())
        .await
        .unwrap();
    let dropped = casework.drop_company(
        &counsellor,
        both[1].person,
        seen(&app, &counsellor, both[1].person).await.targets[0]
            .row
            .id,
    );
    dropped.await.unwrap();
    let view = seen(&app, &counsellor, both[0].person).await;
    assert!(view.targets[0].colleagues.is_empty() && view.targets[0].visits.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn who_only_looks_for_companies_sees_the_search_and_nothing_else(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, person) = followed(&app).await;
    let searcher = app.member(MONTREUIL, Role::CompanyRelations).await;
    let casework = &app.casework;
    casework.open_road(&counsellor, person).await.unwrap();
    let added = casework
        .add_company(&searcher, person, &bakery())
        .await
        .unwrap();
    let view = seen(&app, &searcher, person).await;
    assert!(view.road.is_none() && view.file.events.is_empty() && view.file.pieces.is_empty());
    assert_eq!(view.targets.len(), 1);
    let opened = casework.open_road(&searcher, person).await;
    assert!(matches!(opened, Err(CaseworkError::Denied(_))));
    casework.undo(&searcher, added).await.unwrap();
    assert!(seen(&app, &searcher, person).await.targets.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_file_is_what_its_bytes_say_and_who_takes_it_is_written_down(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, person) = followed(&app).await;
    let stranger = app.member(MEAUX, Role::CfaStaff).await;
    let casework = &app.casework;
    let file = |content: &[u8]| NewFile {
        kind: AttachedKind::Cv,
        name: "CV de Zoé.pdf".to_owned(),
        content: content.to_vec(),
    };
    let pdf = b"%PDF-1.7\nun parcours inoubliable\n%%EOF\n";
    let large = [&pdf[..], &vec![b' '; MOST_BYTES], b"%%EOF"].concat();
    for (content, why) in [
        (&b"<html><script>a()</script></html>"[..], "file-format"),
        (b"MZ\x90\0 un programme", "file-format"),
        (b"", "file-missing"),
        (&large, "file-large"),
    ] {
        let refused = casework
            .attach_file(&counsellor, person, file(content))
            .await;
        assert!(
            matches!(refused, Err(CaseworkError::Invalid { problem, .. }) if problem == why),
            "{why}: {refused:?}"
        );
    }
    casework
        .attach_file(&counsellor, person, file(pdf))
        .await
        .unwrap();
    let row = seen(&app, &counsellor, person).await.file.files[0].clone();
    assert_eq!(
        (row.format, row.name.as_str()),
        (FileFormat::Pdf, "CV de Zoé.pdf")
    );
    let taken = casework
        .take_file(&counsellor, person, row.id)
        .await
        .unwrap();
    assert_eq!(taken.content, pdf);
    let hidden = casework.take_file(&stranger, person, row.id).await;
    assert!(matches!(hidden, Err(CaseworkError::NotFound(_))));
    let looks = casework.who_saw(&counsellor, person).await.unwrap().looks;
    assert!(
        looks
            .iter()
            .any(|look| look.act == AccessCode::AttachedTaken)
    );
    if engine == Engine::Sqlite {
        let contents = app.contents().await;
        let kept: String = contents.values().map(String::as_str).collect();
        let hex = |text: &str| {
            let bytes: Vec<String> = text.bytes().map(|b| format!("{b:02X}")).collect();
            bytes.concat()
        };
        assert!(!kept.contains(&hex("inoubliable")) && !kept.contains(&hex("CV de Zo")));
        assert!(!kept.contains("gerante@"));
    }
    let removed = casework.remove_file(&counsellor, person, row.id);
    removed.await.unwrap();
    let gone = casework.take_file(&counsellor, person, row.id).await;
    assert!(matches!(gone, Err(CaseworkError::NotFound(_))));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_search_is_erased_with_the_person(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let (counsellor, person) = followed(&app).await;
    let _ = app.member(BOBIGNY, Role::CfaStaff).await;
    let casework = &app.casework;
    casework
        .add_company(&counsellor, person, &bakery())
        .await
        .unwrap();
    let file = NewFile {
        kind: AttachedKind::Letter,
        name: "lettre.pdf".to_owned(),
        content: b"%PDF-1.7\n%%EOF".to_vec(),
    };
    casework
        .attach_file(&counsellor, person, file)
        .await
        .unwrap();
    let erased = casework.erase_person(app.territory, person, "demande");
    erased.await.unwrap();
    if engine == Engine::Sqlite {
        let contents = app.contents().await;
        for table in ["road", "company_target", "company_application", "attached"] {
            assert_eq!(contents[&format!("demo-idf.{table}")], "", "{table}");
        }
    }
}
