//! Where facts are kept: SQLite and PostgreSQL through one code path.
//!
//! A [`Store`] holds the directory (who may sign in) and opens [`Territory`] databases. A territory
//! is written through a [`Transaction`], durable once committed, and read through functions that
//! return what a page or an act needs. Queries about people take a [`tdu_domain::access::Scope`].

mod absences;
mod access;
mod accounts;
mod asking;
mod assignments;
mod attempts;
mod backup;
mod batch;
mod calls;
mod caseload;
mod chain;
mod communes;
mod computed;
mod contract;
mod directory;
mod doubts;
mod engine;
mod erasure;
mod error;
mod events;
mod following;
mod identities;
mod imports;
mod journal;
mod keyring;
mod letters;
mod lists;
mod news;
mod notices;
mod passkeys;
mod people;
mod privacy;
mod referrals;
mod retention;
mod road;
mod schema;
mod sealed;
mod second_factor;
mod series;
mod sessions;
mod sources;
mod staff;
mod team;
mod territory;
mod together;
mod webhooks;

pub use absences::{AbsenceRow, Covered};
pub use access::{AccessEntry, AccessLine, AccessLog};
pub use accounts::{Account, ApiKey, Membership, SavedView};
pub use asking::{AccessRequest, Emergency, ReceivedRequest};
pub use assignments::{Assignment, Mine};
pub use attempts::Attempts;
pub use backup::{BackupError, Loose, Manifest, Packed, hex, pack, unpack};
pub use batch::Batch;
pub use calls::NamedCall;
pub use caseload::{CaseloadRow, NO_URGENCY, Relation};
pub use chain::{Fault, Head, Link, Wrong};
pub use computed::{ComputedPerson, PathwayRow};
pub use contract::{
    AlertRow, CallRow, ContractFile, ExamRow, NoticedRow, Recontracting, RuleRow, RupturePlan,
    RuptureRow, SituationLink, SituationRow, ViewRow,
};
pub use directory::{Establishment, Store, StoreAddress, TerritoryRow};
pub use doubts::{Doubt, DoubtState};
pub use engine::{Heard, Plan};
pub use error::StoreError;
pub use events::AccountEvent;
pub use identities::KnownSirets;
pub use imports::{ImportError, ImportRow};
pub use journal::{Anchors, ChainedLine, JournalEntry, JournalLine, Lane, Told};
pub use keyring::{Keyring, KeyringError, Purpose, sealed_by};
pub use letters::{Letter, LetterFate};
pub use lists::{
    AskedLine, AskedPage, AskedQuery, DeskCounts, DeskGroup, DeskLine, DeskQuery, Facet,
    FacetCount, PeopleFilter, PeoplePage, SeenPerson, Sort, ToldLine,
};
pub use news::{Follower, News, Place};
pub use notices::{MOST_COUNTED, NewNotice, NoticeLine, Portfolio, WhichNotices};
pub use passkeys::{NewPasskey, PasskeyLine, PasskeyRow};
pub use people::KnownRecord;
pub use privacy::{Information, Objection};
pub use referrals::{
    Referral, ReferralBox, ReferralCount, ReferralLine, ReferralPage, ReferralQuery,
};
pub use retention::{Announced, Departed};
pub use road::{
    AnswerRow, ApplicationRow, AttachedFile, AttachedRow, CareRow, PieceRow, RoadEventRow,
    RoadFile, RoadRow, TargetRow, VisitRow,
};
pub use series::Series;
pub use sessions::{NewSession, SessionLine, SessionRow};
pub use sources::{NewSource, SourceRecord};
pub use staff::StaffFacts;
pub use team::{Invitation, Member, StaffMember, TeamChange};
pub use territory::{Territory, Transaction};
pub use together::{
    AgendaRow, AppointmentRow, Load, MessageRow, MessageTold, ObstacleRow, ServiceRow, TaskRow,
    UnreadThread, Whose,
};
pub use webhooks::{Delivery, DeliveryFate, Webhook};
