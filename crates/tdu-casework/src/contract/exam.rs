//! The exam at the end of a training: its outcome says whether the diploma is obtained.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::exam::{ExamOutcome, exam_allowed};
use tdu_domain::facts::{Given, SourcePatch};
use tdu_domain::journal::Payload;
use tdu_store::ExamRow;
use uuid::Uuid;

use crate::acting::Undo;
use crate::{Casework, CaseworkError};

impl Casework {
    /// Records how the exam of the latest training ended, and so whether the diploma is obtained.
    pub async fn record_exam(
        &self,
        actor: &Actor,
        person: Uuid,
        outcome: ExamOutcome,
        on: Date,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let facts = self.facts_in(&act).await?;
        exam_allowed(&facts, on, act.frame.today())?;
        let line = self.ids.next();
        let row = ExamRow {
            id: line,
            person,
            organisation: actor.organisation.id,
            on,
            outcome,
        };
        act.transaction.add_exam(&row).await?;
        let obtained = outcome.gives_diploma();
        let patch = SourcePatch {
            diploma_obtained: Given::Value(obtained),
            diploma_on: if obtained {
                Given::Value(on)
            } else {
                Given::Absent
            },
            ..SourcePatch::default()
        };
        let changes = self.declare_in(&act, actor, patch).await?;
        let payload = Payload::ExamRecorded {
            exam: line,
            outcome,
            changes,
        };
        self.finish(act, actor, line, on, &payload).await
    }
}
