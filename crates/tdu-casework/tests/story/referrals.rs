//! A referral between two organisations, from its sending to its answer, and what nobody may do to it.

use jiff::civil::{Date, date};
use rstest::rstest;
use tdu_casework::{
    CaseworkError, NewReferral, PeopleFilter, ReferralBox, ReferralView, Relation, Sort, Undo,
};
use tdu_domain::access::{Actor, Reason, Role};
use tdu_domain::codes::RomeCode;
use tdu_domain::journal::{ActCode, ContactMeans};
use tdu_domain::pathway::{MilestoneKind, Stage};
use tdu_domain::referral::{
    Alternative, Content, Motive, Move, Need, Paper, State, Step, Transition, Why,
};
use tdu_domain::signal::SignalCode;
use tdu_testkit::{BOBIGNY, Engine, Hand, Learner, MEAUX, MONTREUIL, TestApp, VERSAILLES, Youth};
use uuid::Uuid;

use crate::people;

const TODAY: Date = date(2026, 11, 2);

struct World {
    app: TestApp,
    person: Uuid,
    ml: Actor,
    bobigny: Actor,
    meaux: Actor,
}

async fn world(engine: Engine) -> World {
    let app = TestApp::new(engine, TODAY).await;
    let youths = [
        Youth::new("1001", "Benali", "Inès"),
        Youth::new("1002", "Moreau", "Lina"),
    ];
    app.import_youths(MONTREUIL, &youths).await;
    let ml = app.member(MONTREUIL, Role::Counsellor).await;
    let person = people(&app, &ml).await[0].person;
    World {
        person,
        ml,
        bobigny: app.member(BOBIGNY, Role::CfaStaff).await,
        meaux: app.member(MEAUX, Role::CfaStaff).await,
        app,
    }
}

fn baker(receivers: &[&Actor]) -> NewReferral {
    NewReferral {
        receivers: receivers
            .iter()
            .map(|receiver| receiver.organisation.id)
            .collect(),
        content: Content {
            trades: vec![RomeCode::parse("D1102").unwrap()],
            why: Some(Why::LearnTrade),
            needs: vec![Need::Mobility, Need::Housing],
            papers: vec![Paper::Cv],
            available_from: Some(date(2026, 12, 1)),
        },
        informed: true,
    }
}

impl World {
    async fn sent(&self, receivers: &[&Actor]) -> Vec<Undo> {
        let casework = &self.app.casework;
        let sent = casework.send_referral(&self.ml, self.person, baker(receivers), None);
        sent.await.unwrap()
    }

    /// The last referral that an actor's organisation knows about the person.
    async fn last(&self, actor: &Actor) -> ReferralView {
        let view = self.app.casework.person(actor, self.person).await.unwrap();
        view.referrals.into_iter().next().unwrap()
    }

    /// Who must answer at last the referral that was sent, as its sender is told.
    async fn escalated_to(&self) -> Vec<String> {
        let id = self.last(&self.ml).await.referral.id;
        let (view, _) = self.app.casework.referral(&self.ml, id).await.unwrap();
        view.escalated_to
    }

    async fn state(&self, actor: &Actor) -> State {
        self.last(actor).await.referral.standing.state
    }

    async fn signals(&self, actor: &Actor) -> Vec<SignalCode> {
        let view = self.app.casework.person(actor, self.person).await.unwrap();
        let codes = view.computed.signals.iter().map(|signal| signal.code);
        codes.filter(|code| code.is_between_two()).collect()
    }

    async fn moves(&self, actor: &Actor, act: Move) -> Result<Undo, CaseworkError> {
        let id = self.last(actor).await.referral.id;
        self.app.casework.move_referral(actor, id, act).await
    }

    async fn stage(&self) -> Stage {
        let view = self.app.casework.person(&self.ml, self.person).await;
        view.unwrap().computed.pathway.stage
    }

    async fn day(&self, today: Date) {
        self.app.set_today(today);
        self.app.casework.recompute_if_new_day().await.unwrap();
    }
}

fn conflict<T: std::fmt::Debug>(done: Result<T, CaseworkError>) -> &'static str {
    match done {
        Err(CaseworkError::Conflict(problem) | CaseworkError::Invalid { problem, .. }) => problem,
        other => panic!("{other:?}"),
    }
}

fn not_found<T>(done: &Result<T, CaseworkError>) -> bool {
    matches!(done, Err(CaseworkError::NotFound(_)))
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_referral_opens_the_file_is_studied_and_accepted(#[case] engine: Engine) {
    let world = world(engine).await;
    let casework = &world.app.casework;
    assert!(people(&world.app, &world.bobigny).await.is_empty());
    world.sent(&[&world.bobigny]).await;

    assert_eq!(world.stage().await, Stage::Referred);
    let opened = casework.person(&world.bobigny, world.person).await.unwrap();
    assert_eq!(opened.sight.why, Reason::Referral);
    assert_eq!(opened.card.relation, Relation::Referred(None));
    assert_eq!(opened.timeline[0].act, ActCode::ReferralSent);
    assert_eq!(
        world.signals(&world.bobigny).await,
        [SignalCode::ReferralToAnswer]
    );
    let desk = casework.desk(&world.bobigny, false).await.unwrap();
    assert_eq!((desk.counts.to_do, desk.counts.waiting), (1, 0));
    let desk = casework.desk(&world.ml, false).await.unwrap();
    assert_eq!(desk.counts.waiting, 1);

    world
        .moves(&world.bobigny, Move::Acknowledge)
        .await
        .unwrap();
    let interview = Move::Study(Step::Interview, Some(date(2026, 11, 12)));
    world.moves(&world.bobigny, interview).await.unwrap();
    assert!(world.signals(&world.bobigny).await.is_empty());
    let past = Move::Study(Step::Interview, Some(date(2026, 11, 1)));
    assert_eq!(
        conflict(world.moves(&world.bobigny, past).await),
        "date-in-past"
    );
    world.moves(&world.bobigny, Move::Accept).await.unwrap();
    assert_eq!(world.state(&world.ml).await, State::Accepted);
    let seen = world.last(&world.ml).await;
    assert_eq!(seen.may, [Transition::Withdraw]);
    let view = casework.person(&world.ml, world.person).await.unwrap();
    let moments: Vec<MilestoneKind> = view.milestones.iter().map(|one| one.kind).collect();
    assert_eq!(
        moments,
        [MilestoneKind::Referral, MilestoneKind::ReferralAccepted]
    );
    let rebuilt = casework.rebuild(world.app.territory).await.unwrap();
    assert_eq!(rebuilt.changed, 0);
    let officer = world
        .app
        .member(MONTREUIL, Role::DataProtectionOfficer)
        .await;
    let archive = casework.person_archive(&officer, world.person).await;
    let referrals = archive.unwrap().referrals;
    assert_eq!(referrals[0].content.needs, [Need::Mobility, Need::Housing]);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn each_moves_its_own_and_a_third_finds_nothing(#[case] engine: Engine) {
    let world = world(engine).await;
    let casework = &world.app.casework;
    world.sent(&[&world.bobigny]).await;
    let id = world.last(&world.ml).await.referral.id;

    for stranger in [
        &world.meaux,
        &world.app.member(VERSAILLES, Role::Manager).await,
    ] {
        assert!(not_found(&casework.referral(stranger, id).await));
        assert!(not_found(
            &casework.move_referral(stranger, id, Move::Accept).await
        ));
    }
    assert_eq!(
        conflict(casework.move_referral(&world.ml, id, Move::Accept).await),
        "referral-for-receiver"
    );
    assert_eq!(
        conflict(world.moves(&world.bobigny, Move::Withdraw).await),
        "referral-for-sender"
    );
    assert_eq!(
        conflict(world.moves(&world.bobigny, Move::Expire).await),
        "referral-for-clock"
    );
    let refuse = Move::Refuse(Motive::NoPlace, Alternative::NextSession);
    world.moves(&world.bobigny, refuse).await.unwrap();
    assert_eq!(
        conflict(world.moves(&world.bobigny, Move::Accept).await),
        "referral-already-refused"
    );
    assert_eq!(
        world.signals(&world.ml).await,
        [SignalCode::ReferralDeclined]
    );
    assert!(world.signals(&world.bobigny).await.is_empty());
    assert_eq!(world.stage().await, Stage::Accompanied);

    // It stays open a while, then goes by itself.
    assert!(casework.person(&world.bobigny, world.person).await.is_ok());
    world.app.set_today(date(2026, 11, 18));
    assert!(not_found(
        &casework.person(&world.bobigny, world.person).await
    ));
    casework.recompute_if_new_day().await.unwrap();
    assert!(people(&world.app, &world.bobigny).await.is_empty());
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_first_acceptance_asks_about_the_others(#[case] engine: Engine) {
    let world = world(engine).await;
    world.sent(&[&world.bobigny, &world.meaux]).await;
    let seen = world
        .app
        .casework
        .person(&world.bobigny, world.person)
        .await;
    let seen = seen.unwrap();
    assert_eq!(seen.referrals.len(), 1, "each knows its own");
    let of_others = |name: &str| {
        let mut named = seen.companions.iter().map(|other| &other.organisation.name);
        named.any(|known| known.contains(name))
    };
    assert!(!of_others("Meaux") && of_others("Montreuil"));
    let told = seen.timeline.iter();
    let told = told.filter(|entry| entry.act == ActCode::ReferralSent);
    assert_eq!(told.count(), 1);

    world.moves(&world.bobigny, Move::Accept).await.unwrap();
    assert_eq!(world.state(&world.meaux).await, State::Sent, "not killed");
    assert!(
        world
            .signals(&world.ml)
            .await
            .contains(&SignalCode::ReferralToSettle)
    );
    assert!(
        !world
            .signals(&world.bobigny)
            .await
            .contains(&SignalCode::ReferralToAnswer)
    );
    let other = world.last(&world.meaux).await.referral.id;
    let casework = &world.app.casework;
    let kept = casework.move_referral(&world.ml, other, Move::Keep).await;
    let undo = kept.unwrap();
    assert_eq!(world.state(&world.meaux).await, State::Sent);
    let asked = |signals: Vec<SignalCode>| signals.contains(&SignalCode::ReferralToSettle);
    assert!(!asked(world.signals(&world.ml).await));
    casework.undo(&world.ml, undo).await.unwrap();
    assert!(asked(world.signals(&world.ml).await));
    casework
        .move_referral(&world.ml, other, Move::Withdraw)
        .await
        .unwrap();
    assert!(!asked(world.signals(&world.ml).await));
    assert_eq!(world.state(&world.bobigny).await, State::Accepted);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn silence_is_pressed_then_ends_as_an_act_of_nobody(#[case] engine: Engine) {
    let world = world(engine).await;
    world.sent(&[&world.bobigny]).await;
    world.day(date(2026, 11, 17)).await;
    assert_eq!(
        world.signals(&world.bobigny).await,
        [SignalCode::ReferralEscalated]
    );
    let staff = world.escalated_to().await;
    assert_eq!(staff, ["Membre de 0990001N"], "nobody leads them");
    world.app.member(BOBIGNY, Role::Manager).await;
    assert_eq!(world.escalated_to().await.len(), 1, "the manager alone");
    world.day(date(2026, 11, 26)).await;
    assert!(
        world
            .signals(&world.ml)
            .await
            .contains(&SignalCode::ReferralExpiring)
    );
    world.day(date(2026, 12, 1)).await;
    assert_eq!(world.state(&world.ml).await, State::Sent);
    world.day(date(2026, 12, 2)).await;
    assert_eq!(world.state(&world.ml).await, State::Expired);
    let view = world.app.casework.person(&world.ml, world.person).await;
    let view = view.unwrap();
    assert_eq!(view.timeline[0].act, ActCode::ReferralExpired);
    assert_eq!(view.timeline[0].actor, None);
    assert_eq!(
        world.signals(&world.ml).await,
        [SignalCode::ReferralDeclined]
    );
    world
        .app
        .casework
        .record_contact(
            &world.ml,
            world.person,
            date(2026, 12, 2),
            ContactMeans::Phone,
        )
        .await
        .unwrap();
    assert!(world.signals(&world.ml).await.is_empty());
    world.day(date(2027, 1, 20)).await;
    let rebuilt = world.app.casework.rebuild(world.app.territory).await;
    assert_eq!(rebuilt.unwrap().changed, 0);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn moves_are_taken_back_by_their_author_unless_something_followed(#[case] engine: Engine) {
    let world = world(engine).await;
    let casework = &world.app.casework;
    let sent = world.sent(&[&world.bobigny]).await[0];
    let read = world
        .moves(&world.bobigny, Move::Acknowledge)
        .await
        .unwrap();
    assert_eq!(
        conflict(casework.undo(&world.ml, sent).await),
        "referral-moved-since"
    );
    let refuse = Move::Refuse(Motive::Level, Alternative::Preparation);
    let refused = world.moves(&world.bobigny, refuse).await.unwrap();
    casework.undo(&world.bobigny, refused).await.unwrap();
    let back = world.last(&world.bobigny).await.referral;
    assert_eq!(
        (back.standing.state, back.standing.motive),
        (State::Acknowledged, None)
    );
    casework.undo(&world.bobigny, read).await.unwrap();
    casework.undo(&world.ml, sent).await.unwrap();
    assert!(not_found(
        &casework.person(&world.bobigny, world.person).await
    ));
    assert_eq!(world.state(&world.ml).await, State::Draft);
    assert_eq!(world.stage().await, Stage::Accompanied);
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn what_is_missing_is_said_and_a_draft_is_its_senders_alone(#[case] engine: Engine) {
    let world = world(engine).await;
    let casework = &world.app.casework;
    let send = async |new: NewReferral| {
        conflict(
            casework
                .send_referral(&world.ml, world.person, new, None)
                .await,
        )
    };
    let full = baker(&[&world.bobigny]);
    let untold = NewReferral {
        informed: false,
        ..full.clone()
    };
    assert_eq!(send(untold).await, "referral-information-needed");
    let mut bare = full.clone();
    bare.content.trades.clear();
    assert_eq!(send(bare.clone()).await, "referral-trade-needed");
    let to_a_sister = NewReferral {
        receivers: vec![world.ml.organisation.id],
        ..full.clone()
    };
    assert_eq!(send(to_a_sister).await, "referral-receiver-needed");
    let mut hidden = full.clone();
    hidden.content.needs.push(Need::Accommodations);
    assert_eq!(send(hidden.clone()).await, "referral-accommodations");

    let draft = casework
        .keep_draft(&world.ml, world.person, bare, None)
        .await
        .unwrap();
    assert!(not_found(&casework.referral(&world.bobigny, draft).await));
    assert!(not_found(
        &casework.person(&world.bobigny, world.person).await
    ));
    let form = casework.referral_form(&world.ml, world.person).await;
    assert_eq!(form.unwrap().draft.map(|draft| draft.id), Some(draft));
    assert_eq!(
        conflict(
            casework
                .move_referral(&world.ml, draft, Move::Withdraw)
                .await
        ),
        "referral-still-draft"
    );
    casework
        .send_referral(&world.ml, world.person, full.clone(), Some(draft))
        .await
        .unwrap();
    assert_eq!(send(full.clone()).await, "referral-already-open");

    // Accommodations pass only between those who may see them.
    let referent = world.app.member(MONTREUIL, Role::InclusionReferent).await;
    let to_meaux = NewReferral {
        receivers: vec![world.meaux.organisation.id],
        ..hidden
    };
    casework
        .send_referral(&referent, world.person, to_meaux, None)
        .await
        .unwrap();
    let told = world.last(&world.meaux).await.referral.content.needs;
    assert!(!told.contains(&Need::Accommodations));
    let referent = world.app.member(MEAUX, Role::InclusionReferent).await;
    let told = world.last(&referent).await.referral.content.needs;
    assert!(told.contains(&Need::Accommodations));
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn a_centre_refers_to_a_mission_locale_and_lists_are_counted(#[case] engine: Engine) {
    let app = TestApp::new(engine, TODAY).await;
    let learners = [
        Learner::new("Haddad", "Yanis"),
        Learner::new("Petit", "Zoé"),
        Learner::new("Roche", "Ali"),
    ];
    app.deliver(BOBIGNY, &learners).await;
    let cfa = app.member(BOBIGNY, Role::CfaStaff).await;
    let ml = app.member(MONTREUIL, Role::Counsellor).await;
    let alone = NewReferral {
        receivers: vec![ml.organisation.id],
        content: Content {
            why: Some(Why::CameAlone),
            ..Content::default()
        },
        informed: true,
    };
    for row in people(&app, &cfa).await {
        app.casework
            .send_referral(&cfa, row.person, alone.clone(), None)
            .await
            .unwrap();
    }
    let list = async |actor: &Actor, part| {
        let list = app.casework.referrals(actor, part, None, 0).await;
        list.unwrap()
    };
    let before = app.casework.frame(app.territory).await.unwrap();
    let statements = before.territory.statements();
    let received = list(&ml, ReferralBox::Received).await;
    assert_eq!(
        before.territory.statements() - statements,
        2,
        "one for the page, one for the counts"
    );
    assert_eq!(received.total, 3);
    assert_eq!(received.counts.len(), 1);
    assert_eq!(
        (received.counts[0].received, received.counts[0].n),
        (true, 3)
    );
    let name = received.rows[0].name.clone().unwrap();
    let first = received.rows[0].view.referral.id;
    app.casework
        .move_referral(&ml, first, Move::Accept)
        .await
        .unwrap();
    let closed = list(&cfa, ReferralBox::Closed).await;
    assert_eq!(closed.total, 1);
    assert_eq!(closed.rows[0].name, Some(name));
    assert_eq!(list(&cfa, ReferralBox::Sent).await.total, 2);
    assert!(
        list(
            &app.member(VERSAILLES, Role::Manager).await,
            ReferralBox::Received
        )
        .await
        .rows
        .is_empty()
    );
    let mine = app
        .casework
        .people(&ml, &PeopleFilter::default(), Sort::Name, 0)
        .await;
    assert_eq!(mine.unwrap().page.total, 3);
}

/// Moves the only referral by hand, forwards or back; whether the database let it.
async fn by_hand(hand: &Hand, to: State, moves: i32) -> bool {
    let (motive, alternative) = match to {
        State::Refused => ("'no_place'", "'next_session'"),
        _ => ("NULL", "NULL"),
    };
    let counts = to != State::Draft;
    let statement = format!(
        "UPDATE referral SET state = '{}', moves = moves + ({moves}), sent_on = '2026-11-02', \
         informed_on = '2026-11-02', step = 'interview', motive = {motive}, \
         alternative = {alternative}, counts = {counts}",
        to.code()
    );
    hand.tries(&statement).await.is_ok()
}

#[rstest]
#[case::sqlite(Engine::Sqlite)]
#[case::postgres(Engine::Postgres)]
#[tokio::test]
async fn the_database_refuses_by_hand_every_move_that_does_not_exist(#[case] engine: Engine) {
    let world = world(engine).await;
    let app = &world.app;
    let undo = world.sent(&[&world.bobigny]).await[0];
    app.casework.undo(&world.ml, undo).await.unwrap();
    let hand = &app.hand().await;
    let exists = |from: State, to: State| {
        Transition::ALL
            .iter()
            .any(|act| act.from(from, act.party()) == Ok(to))
    };
    let ways: [&[State]; 9] = [
        &[],
        &[State::Sent],
        &[State::Sent, State::Acknowledged],
        &[State::Sent, State::Studying],
        &[State::Sent, State::WaitingList],
        &[State::Sent, State::Accepted],
        &[State::Sent, State::Refused],
        &[State::Sent, State::Withdrawn],
        &[State::Sent, State::Expired],
    ];
    for way in ways {
        for step in way {
            assert!(by_hand(hand, *step, 1).await, "{way:?}");
        }
        let from = way.last().copied().unwrap_or(State::Draft);
        for to in State::ALL {
            let is_end = from == State::Sent && *to == State::Expired;
            if is_end {
                continue;
            }
            assert!(!by_hand(hand, *to, 2).await, "a move is one");
            let silently = *to != from && by_hand(hand, *to, 0).await;
            assert!(!silently, "{from:?} to {to:?} without a move");
            let done = by_hand(hand, *to, 1).await;
            assert_eq!(done, exists(from, *to), "{from:?} to {to:?}");
            if done {
                // Expiry is the one that nobody takes back: whoever studies is put aside last.
                let taken_back = by_hand(hand, from, -1).await;
                assert_eq!(taken_back, *to != State::Expired, "{from:?} to {to:?}");
                if !taken_back {
                    return_to(hand, &world, way).await;
                }
            }
        }
        if from == State::Expired {
            assert!(!by_hand(hand, State::Sent, -1).await);
            break;
        }
        for at in (0..way.len()).rev() {
            let before = at.checked_sub(1).map_or(State::Draft, |before| way[before]);
            assert!(by_hand(hand, before, -1).await);
        }
    }
    for forged in [
        "UPDATE referral SET receiver = person",
        "UPDATE referral SET informed_on = NULL",
        "UPDATE referral SET alternative = 'immersion'",
        "UPDATE referral SET state = 'unheard-of', moves = moves + 1",
    ] {
        assert!(hand.tries(forged).await.is_err(), "{forged}");
    }
}

/// A referral that ended is replaced by another, led the same way.
async fn return_to(hand: &Hand, world: &World, way: &[State]) {
    hand.tries("DELETE FROM referral").await.unwrap();
    let undo = world.sent(&[&world.bobigny]).await[0];
    let casework = &world.app.casework;
    casework.undo(&world.ml, undo).await.unwrap();
    for step in way {
        assert!(by_hand(hand, *step, 1).await, "{way:?}");
    }
}
