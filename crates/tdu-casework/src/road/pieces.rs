//! The pieces of the dossier: asked for, received, waived, reminded.

use jiff::civil::Date;
use tdu_domain::access::Actor;
use tdu_domain::calendar::plus_days;
use tdu_domain::journal::Payload;
use tdu_domain::road::piece::{Bringer, PieceKind, PieceMove, PieceStanding, PieceState};
use tdu_store::PieceRow;
use uuid::Uuid;

use crate::acting::Undo;
use crate::error::Problems;
use crate::together::by;
use crate::{Casework, CaseworkError};

/// Days ahead by which a piece can be expected.
const FURTHEST_PIECE: i32 = 184;

/// Pieces to ask for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AskedPieces {
    /// Which.
    pub kinds: Vec<PieceKind>,
    /// Who must bring them; whoever usually brings each, when nothing is said.
    pub bringer: Option<Bringer>,
    /// The day by which.
    pub due: Date,
}

impl Casework {
    /// Asks for pieces of someone's dossier. Those that are awaited already are not asked for again.
    pub async fn ask_pieces(
        &self,
        actor: &Actor,
        person: Uuid,
        asked: &AskedPieces,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let today = act.frame.today();
        let mut problems = Problems::default();
        if asked.due < today || asked.due > plus_days(today, FURTHEST_PIECE) {
            problems.refuse("due", "piece-due");
        }
        let file = act.transaction.road_file(person).await?;
        let awaited = |kind: PieceKind| {
            let mut pieces = file.pieces.iter();
            pieces.any(|piece| piece.kind == kind && piece.standing.state == PieceState::Asked)
        };
        let mut kinds: Vec<PieceKind> = asked.kinds.clone();
        kinds.sort_unstable();
        kinds.dedup();
        if kinds.is_empty() {
            problems.refuse("pieces", "choose");
        }
        kinds.retain(|kind| !awaited(*kind));
        if kinds.is_empty() {
            problems.refuse("pieces", "piece-awaited-already");
        }
        problems.settle(Ok(()))?;
        self.needed_road(&act, actor).await?;
        let mut pieces = Vec::with_capacity(kinds.len());
        for kind in kinds {
            let piece = PieceRow {
                id: self.ids.next(),
                person,
                kind,
                bringer: asked.bringer.unwrap_or(kind.usual_bringer()),
                asked: by(actor),
                asker: actor.organisation.network,
                asked_on: today,
                due: asked.due,
                standing: PieceStanding::new(),
            };
            act.transaction.add_piece(&piece).await?;
            pieces.push((piece.id, kind));
        }
        let payload = Payload::PiecesAsked {
            pieces,
            due: asked.due,
        };
        let line = self.ids.next();
        self.finish(act, actor, line, today, &payload).await
    }

    /// Says what became of a piece: it came, it is not needed, whoever brings it was reminded.
    pub async fn move_piece(
        &self,
        actor: &Actor,
        person: Uuid,
        piece: Uuid,
        step: PieceMove,
    ) -> Result<Undo, CaseworkError> {
        let act = self.begin(actor, person).await?;
        let today = act.frame.today();
        let file = act.transaction.road_file(person).await?;
        let found = file.pieces.iter().find(|one| one.id == piece);
        let row = found.ok_or(CaseworkError::NotFound("piece"))?;
        let twin = file.pieces.iter().any(|other| {
            other.id != piece && other.kind == row.kind && other.standing.state == PieceState::Asked
        });
        if step == PieceMove::Reopened && twin {
            return Err(CaseworkError::Conflict("piece-awaited-already"));
        }
        let asker = row.asker == actor.organisation.network;
        let moved = row
            .standing
            .after(step, asker, today)
            .map_err(|refusal| CaseworkError::Conflict(refusal.problem()))?;
        act.transaction.set_piece(piece, &moved).await?;
        let payload = Payload::PieceMoved {
            piece,
            kind: row.kind,
            step,
            before: row.standing,
        };
        let line = self.ids.next();
        self.finish(act, actor, line, today, &payload).await
    }
}
