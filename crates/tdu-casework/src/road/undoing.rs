//! Taking back what was told of a road, while nothing followed it.

use tdu_domain::journal::Payload;
use tdu_domain::road::RoadEvent;
use tdu_domain::road::piece::PieceStanding;
use uuid::Uuid;

use crate::acting::Act;
use crate::{Casework, CaseworkError};

/// Whether an act is of this module, and may be taken back by it.
pub(crate) fn is_of_the_road(payload: &Payload) -> bool {
    matches!(
        payload,
        Payload::RoadOpened { .. }
            | Payload::RoadTold { .. }
            | Payload::RoadStepGiven { .. }
            | Payload::PiecesAsked { .. }
            | Payload::PieceMoved { .. }
            | Payload::TargetAdded { .. }
            | Payload::TargetDropped { .. }
            | Payload::ApplicationSent { .. }
            | Payload::ApplicationAnswered { .. }
            | Payload::CompanyVisited { .. }
            | Payload::FileAttached { .. }
    )
}

/// Something followed the act.
const FOLLOWED: CaseworkError = CaseworkError::Conflict("road-followed");

impl Casework {
    /// Takes back one of the acts of this module, within the act that undoes it.
    pub(crate) async fn undo_road(
        &self,
        act: &Act,
        line: Uuid,
        payload: &Payload,
    ) -> Result<(), CaseworkError> {
        let transaction = &act.transaction;
        let file = transaction.road_file(act.person).await?;
        match payload {
            Payload::RoadOpened { road, .. } => {
                let used = !file.pieces.is_empty() || !file.targets.is_empty();
                if used || !transaction.remove_road(*road).await? {
                    return Err(FOLLOWED);
                }
            }
            Payload::RoadTold { road, told } => {
                let mut events = file.events.iter().filter(|event| event.road == *road);
                if events.next_back().is_none_or(|last| last.id != line) {
                    return Err(FOLLOWED);
                }
                let ended = matches!(told.event, RoadEvent::Validated | RoadEvent::Closed);
                if ended && file.open().is_some() {
                    return Err(FOLLOWED);
                }
                transaction.remove_road_line(line).await?;
                transaction.end_road(*road, None).await?;
            }
            Payload::RoadStepGiven { .. } => transaction.remove_road_line(line).await?,
            Payload::PiecesAsked { pieces, .. } => {
                let ids: Vec<Uuid> = pieces.iter().map(|(id, _)| *id).collect();
                let asked = file.pieces.iter().filter(|piece| ids.contains(&piece.id));
                if asked
                    .map(|piece| piece.standing)
                    .any(|standing| standing != PieceStanding::new())
                {
                    return Err(FOLLOWED);
                }
                transaction.remove_pieces(&ids).await?;
            }
            Payload::PieceMoved {
                piece,
                step,
                before,
                ..
            } => {
                let present = file.pieces.iter().find(|row| row.id == *piece);
                let moved = present.map(|row| (row.standing.state, row.standing.reminders));
                let expected = before.after(*step, true, act.frame.today());
                let expected = expected.map(|after| (after.state, after.reminders));
                if moved != expected.ok() {
                    return Err(FOLLOWED);
                }
                transaction.set_piece(*piece, before).await?;
            }
            Payload::FileAttached { file, .. } => transaction.remove_attached(*file).await?,
            _ => self.undo_search(act, line, payload).await?,
        }
        Ok(())
    }

    async fn undo_search(
        &self,
        act: &Act,
        line: Uuid,
        payload: &Payload,
    ) -> Result<(), CaseworkError> {
        let transaction = &act.transaction;
        let file = transaction.road_file(act.person).await?;
        let answered = |application: Uuid| {
            let mut answers = file.answers.iter();
            answers.any(|answer| answer.application == application)
        };
        match payload {
            Payload::TargetAdded {
                target,
                application,
                ..
            } => {
                let mut others = file.applications.iter();
                let mut visits = file.visits.iter();
                let followed = others
                    .any(|row| row.target == *target && Some(row.id) != *application)
                    || visits.any(|visit| visit.target == *target)
                    || application.is_some_and(answered);
                if followed {
                    return Err(FOLLOWED);
                }
                transaction.remove_target(*target).await?;
            }
            Payload::TargetDropped { target, .. } => transaction.drop_target(*target, None).await?,
            Payload::ApplicationSent { application, .. } => {
                if answered(*application) {
                    return Err(FOLLOWED);
                }
                transaction.remove_application(*application).await?;
            }
            Payload::ApplicationAnswered { application, .. } => {
                let mut answers = file.answers.iter();
                let of_it = |answer: &&tdu_store::AnswerRow| answer.application == *application;
                if answers.rfind(of_it).is_none_or(|last| last.id != line) {
                    return Err(FOLLOWED);
                }
                transaction.remove_answer(line, *application).await?;
            }
            Payload::CompanyVisited { .. } => transaction.remove_visit(line).await?,
            _ => return Err(CaseworkError::Conflict("undo-impossible")),
        }
        Ok(())
    }
}
