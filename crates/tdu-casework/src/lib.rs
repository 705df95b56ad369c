//! What staff and systems do: one async function per act.
//!
//! The only writer. An act checks access, loads, asks the domain, and writes facts and journal line
//! in one transaction. Pages, the API, the command line and the clock all call these functions.

mod absences;
mod accesses;
mod acting;
mod acts;
mod archive;
mod arrivals;
mod asking;
mod assignments;
mod calls;
mod clock;
mod compute;
mod contract;
mod court;
mod desk;
mod duplicates;
mod erasure;
mod error;
mod frame;
mod hearing;
mod identity;
mod imports;
mod informing;
mod intake;
mod keys;
mod learners;
mod letters;
mod linking;
mod listing;
mod notices;
mod objecting;
mod passkeys;
mod passwords;
mod proof;
mod rebuild;
mod referrals;
mod registry;
mod retention;
mod road;
mod second_factor;
mod seeing;
mod series;
mod sessions;
mod setup;
mod sight;
mod sign_on;
mod signin;
mod team;
mod telling;
mod throttle;
mod together;
mod undoing;
mod watching;
mod webhooks;
mod withdrawing;
mod writing;

use std::collections::HashMap;
use std::sync::Arc;

use tdu_store::Store;
use tokio::sync::RwLock;
use uuid::Uuid;

pub use absences::{AbsencesView, NewAbsence};
pub use acting::Undo;
pub use acts::{KEPT, TakenBack};
pub use archive::PersonArchive;
pub use arrivals::{Arrived, NewArrival};
pub use asking::{Answer, Met, RequestsView, Sought};
pub use calls::{DoneBefore, LineDone};
pub use clock::{Clock, IdSource};
pub use contract::{
    AfterView, AlertWhy, ContractView, Reached as LinkReached, RuptureView, Situated,
};
pub use court::{Chain, CourtArchive, Files, SIGNATURE};
pub use desk::{AskedItem, ChangedLine, Desk, ToldItem, WaitingLine};
pub use duplicates::Searched;
pub use erasure::{Erased, WhatIsKept};
pub use error::{CaseworkError, FieldProblem, Problems};
pub use frame::Frame;
pub use identity::{Decision, DoubtSide, DoubtView, DoubtsView};
pub use imports::{
    ErrorsFile, ImportKind, ImportProblem, ImportReport, ImportState, ImportView, MAX_FILE_BYTES,
    Preview, Progress, RETRY_PAUSES,
};
pub use intake::{Counts, Outcome};
pub use keys::ApiClient;
pub use learners::{Answered, MAX_ITEMS};
pub use letters::{Claimed, LetterLine, LetterTells};
pub use listing::{LONGEST_LIST, Listed};
pub use notices::NoticesView;
pub use objecting::ObjectionView;
pub use passkeys::Site;
pub use proof::{Anchored, ChainProof};
pub use rebuild::Rebuilt;
pub use referrals::{
    MOST_RECEIVERS, NewReferral, ReferralForm, ReferralRow, ReferralView, ReferralsView,
};
pub use retention::{Retained, RetentionList, RetentionPlan, RetentionView};
pub use road::{
    AskedPieces, GivenStep, NewAnswer, NewApplication, NewContact, NewFile, NewTarget, NewTold,
    NewVisit, RoadShort, RoadView, TakenFile, TargetView,
};
pub use second_factor::{Proposed, SetUp};
pub use seeing::{CardView, Companion, PAGE, PeopleView, PersonView, SourceView, TimelineEntry};
pub use series::{LONGEST_SERIES, SeriesAct, SeriesDone};
pub use sessions::{HalfSignedIn, SESSION_ABSOLUTE_HOURS, SESSION_IDLE_HOURS, SignedIn, Step};
pub use setup::NewAccount;
pub use sign_on::{
    Answer as ProviderAnswer, Arrival, Going, IdentityProvider, ProviderError, ProviderSettings,
    Refusal as SignOnRefusal, SiretRule,
};
pub use signin::{DEVICE_DAYS, Entry, Opened, Origin};
pub use tdu_store::{
    AbsenceRow, AccessRequest, AccountEvent, AgendaRow, AlertRow, Announced, AppointmentRow,
    CaseloadRow, ComputedPerson, Covered, Departed, DeskCounts, DeskLine, DoubtState, Emergency,
    ExamRow, Facet, FacetCount, Fault, Information, Invitation, Lane, Link, Load, MOST_COUNTED,
    Member, Membership, MessageRow, Mine, NO_URGENCY, NamedCall, NoticeLine, NoticedRow, Objection,
    ObstacleRow, PasskeyLine, PeopleFilter, PeoplePage, ReceivedRequest, Recontracting, Referral,
    ReferralBox, ReferralCount, Relation, RuleRow, RuptureRow, SavedView, ServiceRow, SessionLine,
    SituationLink, Sort, TaskRow, UnreadThread, ViewRow, WhichNotices, Whose, Wrong,
};
pub use tdu_store::{
    AnswerRow, ApplicationRow, AttachedRow, CareRow, PieceRow, RoadEventRow, RoadFile, RoadRow,
    TargetRow, VisitRow,
};
pub use tdu_store::{Delivery, Webhook};
pub use team::{Guest, InvitationView, Team};
pub use together::{
    AppointmentView, ArchivedMessage, Colleague, MessageView, NewAppointment, NewMessage,
    NewService, NewTask, ObstacleView, Outside, Shared, Slot, TaskMade, TaskView,
};
pub use watching::{Look, WhoSaw};
pub use webhooks::{Addresses, Post, WebhooksView};

/// Everything acts need: the store, the clock, what is known of each territory.
#[derive(Debug, Clone)]
pub struct Casework {
    store: Store,
    clock: Clock,
    ids: IdSource,
    demonstration: bool,
    provider: Option<Arc<IdentityProvider>>,
    retention: bool,
    frames: Arc<RwLock<HashMap<Uuid, Arc<Frame>>>>,
    call: Option<Arc<NamedCall>>,
    sends_letters: bool,
    webhook_addresses: Addresses,
}

impl Casework {
    /// Casework on a store.
    #[must_use]
    pub fn new(store: Store, clock: Clock) -> Self {
        let ids = IdSource::new(clock.clone());
        Self {
            store,
            clock,
            ids,
            demonstration: false,
            provider: None,
            retention: true,
            frames: Arc::default(),
            call: None,
            sends_letters: false,
            webhook_addresses: Addresses::default(),
        }
    }

    /// Says that the people are invented: the accounts made with them may have a password that
    /// everyone knows, and no second factor is asked of them.
    #[must_use]
    pub fn demonstrating(mut self) -> Self {
        self.demonstration = true;
        self
    }

    /// The clock that acts read.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// The store, for the operator's commands.
    #[must_use]
    pub fn store(&self) -> &Store {
        &self.store
    }
}
