//! Playing a story: each step through the act of casework that staff would do, on its day.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Context;
use jiff::civil::Date;
use tdu_casework::{
    Casework, Clock, NewMessage, NewReferral, NewTask, PeopleFilter, PersonView, Sort,
};
use tdu_domain::access::Actor;
use tdu_domain::codes::RomeCode;
use tdu_domain::free_text::Written;
use tdu_domain::organisation::Network;
use tdu_domain::referral::{Content, Move, Need, Paper, Step as Asked, Why};
use tdu_domain::routing::Commune;
use tdu_domain::rupture::Declaration;
use tdu_domain::text::fold;
use tdu_domain::together::task::{TaskKind, TaskOrigin, TaskState, TaskStep};
use uuid::Uuid;

use super::Cast;
use super::calendar::Calendar;
use super::files::Hero;
use super::script::{Act, Step, Who};
use crate::commands::demo::import;

/// Hour of the first act of a day.
const MORNING: i8 = 9;
/// Between two acts of a day, in milliseconds.
const PAUSE: i64 = 11 * 60_000;

/// Where the stories are played: casework whose clock the script moves.
pub(super) struct Stage {
    casework: Casework,
    now: Arc<AtomicI64>,
    territory: Uuid,
    today: Date,
    residence: Commune,
    people: HashMap<&'static str, Uuid>,
    pub(super) cast: Cast,
}

impl Stage {
    /// On the store of casework that keeps the real time.
    pub(super) fn new(
        casework: &Casework,
        territory: Uuid,
        cast: Cast,
        residence: Commune,
        today: Date,
    ) -> Self {
        let now = Arc::new(AtomicI64::new(0));
        Self {
            casework: Casework::new(casework.store().clone(), Clock::Fixed(now.clone())),
            now,
            territory,
            today,
            residence,
            people: HashMap::new(),
            cast,
        }
    }

    /// The person that a hero became.
    pub(super) fn person(&self, hero: &Hero) -> anyhow::Result<Uuid> {
        let known = self.people.get(hero.last_name).copied();
        known.with_context(|| format!("{} n'est dans aucun fichier", hero.name()))
    }

    /// Plays a step on its day.
    pub(super) async fn play(&mut self, step: Step) -> anyhow::Result<()> {
        let calendar = Calendar::on(self.today, step.days_ago);
        self.move_clock(calendar.now).await?;
        let actor = self.cast.of_who(step.who)?.clone();
        if matches!(step.act, Act::File) {
            return self.import(&actor, &step.hero, calendar).await;
        }
        let person = self.person(&step.hero)?;
        self.act(&actor, person, step, calendar).await
    }

    /// To the morning of a day, or some minutes later when something was done that day.
    async fn move_clock(&self, day: Date) -> anyhow::Result<()> {
        let zone = self.casework.frame(self.territory).await?.zone.clone();
        let morning = day.at(MORNING, 0, 0, 0).to_zoned(zone)?;
        let later = self.now.load(Ordering::Relaxed) + PAUSE;
        let instant = morning.timestamp().as_millisecond().max(later);
        self.now.store(instant, Ordering::Relaxed);
        Ok(())
    }

    async fn import(
        &mut self,
        actor: &Actor,
        hero: &Hero,
        calendar: Calendar,
    ) -> anyhow::Result<()> {
        let (name, content) = match actor.organisation.network {
            Network::MissionLocale => {
                let counsellor = actor.portfolio.as_deref().unwrap_or(&actor.name);
                let file = hero.youth(&self.residence, counsellor, self.today);
                (format!("jeune-{}.csv", calendar.now), file.into_bytes())
            }
            Network::Cfa => {
                let own = self.casework.store().establishments(self.territory).await?;
                let own = own
                    .into_iter()
                    .find(|known| known.organisation == actor.organisation.id)
                    .context("le CFA de la démonstration n'a pas d'établissement")?;
                let file = hero.learner(&own, &self.residence, calendar);
                let content = serde_json::to_vec(&file)?;
                (format!("apprenant-{}.json", calendar.now), content)
            }
        };
        let report = import(&self.casework, actor, &name, content).await?.report;
        anyhow::ensure!(report.counts.failed == 0, "{name} n'est pas accepté");
        let words = fold(&hero.name());
        let filter = PeopleFilter {
            words: words.split(' ').map(str::to_owned).collect(),
            ..PeopleFilter::default()
        };
        let found = self.casework.people(actor, &filter, Sort::Name, 0).await?;
        if let Some(row) = found.page.rows.first() {
            self.people.insert(hero.last_name, row.person);
        }
        Ok(())
    }

    async fn act(
        &self,
        actor: &Actor,
        person: Uuid,
        step: Step,
        calendar: Calendar,
    ) -> anyhow::Result<()> {
        let casework = &self.casework;
        let now = calendar.now;
        match step.act {
            Act::File => {}
            Act::Contact(means) => {
                casework.record_contact(actor, person, now, means).await?;
            }
            Act::Refer(to, need) => self.refer(actor, person, &step.hero, (to, need)).await?,
            Act::Acknowledge => self.answer(actor, person, Move::Acknowledge).await?,
            Act::Meet(on) => {
                let asked = Move::Study(Asked::Interview, Some(calendar.day(on)));
                self.answer(actor, person, asked).await?;
            }
            Act::Refuse(motive, alternative) => {
                let refused = Move::Refuse(motive, alternative);
                self.answer(actor, person, refused).await?;
            }
            Act::Notice(sign) => {
                casework.notice(actor, person, sign).await?;
            }
            Act::ReadAlert => {
                let alert = self.alert(actor, person).await?;
                casework.take_alert(actor, person, alert).await?;
            }
            Act::PlanAlert(goal, owner, due) => {
                let (alert, due) = (self.alert(actor, person).await?, calendar.day(due));
                let planned = casework.plan_alert(actor, person, alert, goal, owner, due);
                planned.await?;
            }
            Act::Ask(kind, text, owner, due) => {
                let asked = (kind, text, owner, calendar.day(due));
                self.ask(actor, person, asked).await?;
            }
            Act::DoTask => self.do_task(actor, person).await?,
            Act::Obstacle(kind) => {
                casework.open_obstacle(actor, person, kind).await?;
            }
            Act::Write(text) => {
                let message = NewMessage {
                    text: Written::from(text),
                    mentions: Vec::new(),
                };
                casework.write_message(actor, person, &message).await?;
            }
            Act::Hear(moment, party, view) => {
                let heard = casework.record_view(actor, person, moment, party, view);
                heard.await?;
            }
            Act::Break(mode, cause) => {
                let declaration = Declaration {
                    mode,
                    on: now,
                    cause,
                    asked_on: None,
                };
                let declared = casework.declare_rupture(actor, person, declaration);
                declared.await?;
            }
            Act::PlanRupture(goal, caller, on) => {
                let on = calendar.day(on);
                let planned = casework.plan_rupture(actor, person, goal, caller, on);
                planned.await?;
            }
            Act::Call(outcome) => {
                casework.record_call(actor, person, now, outcome).await?;
            }
        }
        Ok(())
    }

    async fn refer(
        &self,
        actor: &Actor,
        person: Uuid,
        hero: &Hero,
        (to, need): (Who, Need),
    ) -> anyhow::Result<()> {
        let referral = NewReferral {
            receivers: vec![self.cast.of_who(to)?.organisation.id],
            content: Content {
                trades: vec![RomeCode::parse(hero.trade)?],
                why: Some(Why::LearnTrade),
                needs: vec![need],
                papers: vec![Paper::Identity, Paper::Cv],
                available_from: None,
            },
            informed: true,
        };
        let sent = self.casework.send_referral(actor, person, referral, None);
        sent.await?;
        Ok(())
    }

    /// Moves the referral that waits for an answer of the actor.
    async fn answer(&self, actor: &Actor, person: Uuid, answer: Move) -> anyhow::Result<()> {
        let seen = self.seen(actor, person).await?;
        let waiting = seen
            .referrals
            .iter()
            .find(|view| view.may.contains(&answer.transition()))
            .context("aucune orientation n'attend cette réponse")?;
        let moved = self
            .casework
            .move_referral(actor, waiting.referral.id, answer);
        moved.await?;
        Ok(())
    }

    async fn seen(&self, actor: &Actor, person: Uuid) -> anyhow::Result<PersonView> {
        Ok(self.casework.person(actor, person).await?)
    }

    async fn alert(&self, actor: &Actor, person: Uuid) -> anyhow::Result<Uuid> {
        let alert = self.seen(actor, person).await?.contract.alert;
        Ok(alert.context("aucune alerte n'est ouverte")?.row.id)
    }

    /// Asks for a step of the plan that is under way.
    async fn ask(
        &self,
        actor: &Actor,
        person: Uuid,
        (kind, text, owner, due): (TaskKind, &str, Network, Date),
    ) -> anyhow::Result<()> {
        let contract = self.seen(actor, person).await?.contract;
        let alert = contract
            .alert
            .map(|alert| (TaskOrigin::Alert, alert.row.id));
        let rupture = contract.rupture.and_then(|rupture| rupture.row);
        let rupture = rupture.map(|row| (TaskOrigin::Rupture, row.id));
        let task = NewTask {
            kind: Some(kind),
            text: Written::from(text),
            owner: self.cast.of_network(owner).organisation.id,
            account: None,
            due,
            origin: alert.or(rupture),
        };
        self.casework.ask_task(actor, person, &task).await?;
        Ok(())
    }

    async fn do_task(&self, actor: &Actor, person: Uuid) -> anyhow::Result<()> {
        let shared = self.casework.shared(actor, person).await?;
        let own = |task: &tdu_casework::TaskRow| {
            task.owner == actor.organisation.id && task.standing.state == TaskState::Open
        };
        let mut tasks = shared.tasks.into_iter().map(|view| view.task);
        let task = tasks.find(own).context("aucune tâche n'attend")?;
        let done = self.casework.move_task(actor, task.id, TaskStep::Done);
        done.await?;
        Ok(())
    }
}
