//! Shared tasks: what one staff asks of itself or of the other, by when, and what becomes of it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::By;
use crate::calendar::{days_between, plus_days};
use crate::organisation::Network;
use crate::person::coded;
use crate::signal::{Severity, Signal, SignalCode};

/// Days before its due date from which a task is on the desk.
pub const TASK_NOTICE_DAYS: i32 = 7;
/// Days before its due date from which it presses.
const TASK_PRESSING_DAYS: i32 = 2;
/// Days after today within which a task must be due.
pub const LONGEST_TASK_DAYS: i32 = 366;

coded! {
    /// What is to be done, when a word is enough.
    TaskKind {
        /// Call the young person.
        Call = "call",
        /// Meet them.
        Meet = "meet",
        /// Bring or ask for a document.
        Document = "document",
        /// Look for a company.
        CompanySearch = "company_search",
        /// Call the company.
        CallCompany = "call_company",
        /// Help with a procedure: housing, transport, money, rights.
        Procedure = "procedure",
        /// Tell the other network what becomes of it.
        Report = "report",
    }
}

coded! {
    /// What a task was made for.
    TaskOrigin {
        /// A joint alert and its plan.
        Alert = "alert",
        /// A rupture and its plan.
        Rupture = "rupture",
        /// A referral.
        Referral = "referral",
        /// An appointment.
        Appointment = "appointment",
    }
}

coded! {
    /// Where a task stands.
    TaskState {
        /// To do.
        Open = "open",
        /// Done.
        Done = "done",
        /// No longer needed.
        Dropped = "dropped",
    }
}

coded! {
    /// What can happen to a task.
    TaskStep {
        /// Somebody did it.
        Done = "done",
        /// It is no longer needed.
        Dropped = "dropped",
        /// It was closed too early.
        Reopened = "reopened",
        /// Somebody of the organisation takes it.
        Taken = "taken",
        /// Whoever had it leaves it to the organisation.
        GivenBack = "given_back",
    }
}

coded! {
    /// Why a task does not move so.
    TaskRefusal {
        /// It is neither of this organisation nor asked by it.
        Stranger = "stranger",
        /// Only the organisation that must do it shares it out.
        NotOwner = "not_owner",
        /// It is closed already.
        Closed = "closed",
        /// It is not closed.
        StillOpen = "still_open",
        /// It is theirs already.
        Yours = "yours",
        /// Nobody has it.
        Nobodys = "nobodys",
    }
}

impl TaskRefusal {
    /// Key of the sentence that says why.
    #[must_use]
    pub fn problem(self) -> &'static str {
        match self {
            Self::Stranger => "task-stranger",
            Self::NotOwner => "task-not-owner",
            Self::Closed => "task-closed",
            Self::StillOpen => "task-still-open",
            Self::Yours => "task-yours",
            Self::Nobodys => "task-nobodys",
        }
    }
}

/// Who closed a task, and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closed {
    /// Who.
    pub by: By,
    /// The day.
    pub on: Date,
}

/// Where a task stands, and with whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// To do, done, no longer needed.
    pub state: TaskState,
    /// Who of the organisation has it: account and name.
    pub taken: Option<(Uuid, String)>,
    /// Who closed it.
    pub closed: Option<Closed>,
}

impl Standing {
    /// A task nobody touched yet.
    #[must_use]
    pub fn new(taken: Option<(Uuid, String)>) -> Self {
        Self {
            state: TaskState::Open,
            taken,
            closed: None,
        }
    }
}

/// The two organisations of a task: they may be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Between {
    /// The one that must do it.
    pub owner: Uuid,
    /// The one that asked for it.
    pub asker: Uuid,
}

impl Between {
    /// Where a task stands after a step, or why it does not move so.
    pub fn step(
        self,
        standing: &Standing,
        step: TaskStep,
        by: &By,
        today: Date,
    ) -> Result<Standing, TaskRefusal> {
        if ![self.owner, self.asker].contains(&by.organisation) {
            return Err(TaskRefusal::Stranger);
        }
        let open = standing.state == TaskState::Open;
        match step {
            TaskStep::Reopened if open => return Err(TaskRefusal::StillOpen),
            TaskStep::Reopened => {}
            _ if !open => return Err(TaskRefusal::Closed),
            TaskStep::Taken | TaskStep::GivenBack if by.organisation != self.owner => {
                return Err(TaskRefusal::NotOwner);
            }
            _ => {}
        }
        let holder = standing.taken.as_ref().map(|(account, _)| *account);
        let mut after = standing.clone();
        match step {
            TaskStep::Done | TaskStep::Dropped => {
                after.state = match step {
                    TaskStep::Done => TaskState::Done,
                    _ => TaskState::Dropped,
                };
                after.closed = Some(Closed {
                    by: by.clone(),
                    on: today,
                });
            }
            TaskStep::Reopened => {
                after.state = TaskState::Open;
                after.closed = None;
            }
            TaskStep::Taken if holder == Some(by.account) => return Err(TaskRefusal::Yours),
            TaskStep::Taken => after.taken = Some((by.account, by.name.clone())),
            TaskStep::GivenBack if holder.is_none() => return Err(TaskRefusal::Nobodys),
            TaskStep::GivenBack => after.taken = None,
        }
        Ok(after)
    }
}

/// What of an open task raises a warning.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenTask {
    /// The network that must do it.
    pub owner: Network,
    /// The day by which.
    pub due: Date,
    /// The day it was asked.
    pub asked_on: Date,
    /// Whether another organisation asked, and nobody took it yet.
    pub unanswered: bool,
}

impl OpenTask {
    /// Its first day on the desk: at once when another organisation waits for somebody to take it.
    fn since(self) -> Date {
        if self.unanswered {
            self.asked_on
        } else {
            plus_days(self.due, -TASK_NOTICE_DAYS).max(self.asked_on)
        }
    }

    fn signal(self, today: Date) -> Signal {
        let severity = match days_between(today, self.due) {
            ..=0 => Severity::Urgent,
            1..=TASK_PRESSING_DAYS => Severity::Warning,
            _ => Severity::Notice,
        };
        Signal {
            code: SignalCode::TaskDue,
            severity,
            owner: self.owner,
            since: Some(self.since()),
            due: Some(self.due),
            cause_on: Some(self.asked_on),
        }
    }
}

/// For each network, the task that presses most.
pub(super) fn signals(tasks: &[OpenTask], today: Date) -> Vec<Signal> {
    let pressing = |network: &Network| {
        let owned = tasks.iter().filter(|task| task.owner == *network);
        owned
            .filter(|task| task.since() <= today)
            .min_by_key(|task| (task.due, task.asked_on, task.unanswered))
            .map(|task| task.signal(today))
    };
    Network::ALL.iter().filter_map(pressing).collect()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    const TODAY: Date = date(2026, 11, 22);

    fn by(organisation: u128, account: u128) -> By {
        By {
            account: Uuid::from_u128(account),
            name: format!("Membre {account}"),
            organisation: Uuid::from_u128(organisation),
        }
    }

    fn between() -> Between {
        Between {
            owner: Uuid::from_u128(1),
            asker: Uuid::from_u128(2),
        }
    }

    #[test]
    fn who_asked_may_close_but_not_share_out() {
        let open = Standing::new(None);
        let asker = by(2, 20);
        let done = between()
            .step(&open, TaskStep::Done, &asker, TODAY)
            .unwrap();
        assert_eq!(done.state, TaskState::Done);
        assert_eq!(done.closed.as_ref().unwrap().by, asker);
        for step in [TaskStep::Taken, TaskStep::GivenBack] {
            let refused = between().step(&open, step, &asker, TODAY);
            assert_eq!(refused, Err(TaskRefusal::NotOwner));
        }
    }

    #[test]
    fn a_colleague_takes_over_and_gives_back() {
        let taken = Standing::new(Some((Uuid::from_u128(10), "Membre 10".to_owned())));
        let again = between().step(&taken, TaskStep::Taken, &by(1, 10), TODAY);
        assert_eq!(again, Err(TaskRefusal::Yours));
        let over = between()
            .step(&taken, TaskStep::Taken, &by(1, 11), TODAY)
            .unwrap();
        assert_eq!(over.taken.as_ref().unwrap().0, Uuid::from_u128(11));
        let back = between()
            .step(&over, TaskStep::GivenBack, &by(1, 12), TODAY)
            .unwrap();
        assert_eq!(back.taken, None);
        let twice = between().step(&back, TaskStep::GivenBack, &by(1, 12), TODAY);
        assert_eq!(twice, Err(TaskRefusal::Nobodys));
    }

    fn task(owner: Network, due: Date, unanswered: bool) -> OpenTask {
        OpenTask {
            owner,
            due,
            asked_on: date(2026, 11, 2),
            unanswered,
        }
    }

    #[test]
    fn a_task_warns_a_week_before_and_each_network_of_its_own() {
        let tasks = [
            task(Network::Cfa, date(2026, 11, 30), false),
            task(Network::MissionLocale, date(2026, 11, 29), false),
            task(Network::MissionLocale, date(2026, 11, 20), false),
        ];
        let told = signals(&tasks, TODAY);
        assert_eq!(told.len(), 1);
        assert_eq!(told[0].owner, Network::MissionLocale);
        assert_eq!(told[0].due, Some(date(2026, 11, 20)));
        assert_eq!(told[0].severity, Severity::Urgent);
        let tomorrow = signals(&tasks, date(2026, 11, 23));
        assert_eq!(tomorrow.len(), 2);
        assert_eq!(tomorrow[1].since, Some(date(2026, 11, 23)));
    }

    #[test]
    fn what_the_other_network_asks_is_told_at_once() {
        let asked = task(Network::Cfa, date(2027, 1, 15), true);
        let told = signals(&[asked], date(2026, 11, 2));
        assert_eq!(told[0].since, Some(date(2026, 11, 2)));
        assert_eq!(told[0].severity, Severity::Notice);
    }

    proptest! {
        #[test]
        fn a_task_is_closed_when_somebody_closed_it(
            steps in proptest::collection::vec((0..TaskStep::ALL.len(), 1_u128..4, 1_u128..4), 0..30)
        ) {
            let mut standing = Standing::new(None);
            for (step, organisation, account) in steps {
                let step = TaskStep::ALL[step];
                let who = by(organisation, organisation * 10 + account);
                let was = standing.clone();
                match between().step(&standing, step, &who, TODAY) {
                    Ok(after) => {
                        prop_assert!(organisation < 3, "a third organisation moved it");
                        prop_assert_ne!(&after, &was, "a step that changes nothing");
                        prop_assert!(was.state == TaskState::Open || after.state == TaskState::Open);
                        standing = after;
                    }
                    Err(refusal) => prop_assert_eq!(
                        refusal == TaskRefusal::Stranger, organisation == 3
                    ),
                }
                prop_assert_eq!(standing.closed.is_some(), standing.state != TaskState::Open);
                if let Some((holder, _)) = &standing.taken {
                    prop_assert_eq!(holder.as_u128() / 10, 1, "held by another organisation");
                }
            }
        }
    }
}
