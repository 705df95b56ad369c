//! The pieces of the dossier: what is shown of them, and the acts on them.

use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use serde::Deserialize;
use tdu_casework::{AskedPieces, PieceRow, RoadView};
use tdu_domain::organisation::Network;
use tdu_domain::road::piece::{Bringer, PieceKind, PieceMove, PieceState};
use uuid::Uuid;

use super::{again, done, take};
use crate::pages::form::{Sent, Typed};
use crate::pages::{Fields, Id};
use crate::words::{self, Due};
use crate::{SignedIn, Texts, WebError, WebState};

/// Beginning of the names of the fields that choose pieces.
pub(super) const CHOICE: &str = "piece-";

/// A piece, in words.
pub(super) struct PieceLine {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) bringer: String,
    pub(super) more: String,
    pub(super) due: Option<Due>,
    /// What can be done: code and label.
    pub(super) moves: Vec<(&'static str, String)>,
}

impl PieceLine {
    fn of(t: Texts, piece: &PieceRow, mine: Network, today: Date) -> Self {
        let standing = &piece.standing;
        let awaited = standing.state == PieceState::Asked;
        let asked = t.with(
            "piece-asked-line",
            [
                ("day", t.near(piece.asked_on, today).into()),
                ("who", piece.asked.name.as_str().into()),
            ],
        );
        let reminded = standing.reminded_on.map(|on| {
            t.with(
                "piece-reminders",
                [
                    ("n", i64::from(standing.reminders).into()),
                    ("day", t.near(on, today).into()),
                ],
            )
        });
        let settled = standing.settled_on.map(|on| {
            let state = t.of_code("piece-state", standing.state.code());
            format!(
                "{state} {}",
                t.one("piece-settled-on", "day", t.near(on, today))
            )
        });
        let may = |step: &&PieceMove| {
            let moved = standing.after(**step, piece.asker == mine, today);
            moved.is_ok()
        };
        Self {
            id: piece.id,
            name: t.of_code("piece", piece.kind.code()),
            bringer: t.one(
                "piece-by",
                "who",
                t.of_code("bringer", piece.bringer.code()),
            ),
            more: words::dotted(&[settled.as_deref(), Some(&asked), reminded.as_deref()]),
            due: awaited.then(|| words::due(t, piece.due, today)),
            moves: PieceMove::ALL
                .iter()
                .filter(may)
                .map(|step| (step.code(), t.of_code("piece-do", step.code())))
                .collect(),
        }
    }
}

/// Awaited pieces, the nearest due first; then those settled, the last first.
pub(super) fn lines(t: Texts, view: &RoadView, mine: Network) -> (Vec<PieceLine>, Vec<PieceLine>) {
    let awaited = |piece: &&PieceRow| piece.standing.state == PieceState::Asked;
    let (mut open, mut settled): (Vec<&PieceRow>, Vec<&PieceRow>) =
        view.file.pieces.iter().partition(awaited);
    open.sort_by_key(|piece| (piece.due, piece.id));
    settled.reverse();
    let line = |piece: &PieceRow| PieceLine::of(t, piece, mine, view.today);
    (
        open.into_iter().map(line).collect(),
        settled.into_iter().map(line).collect(),
    )
}

/// The pieces that can be asked for: those that are not awaited, and that of minors only for them.
pub(super) fn choices(t: Texts, view: &RoadView) -> Vec<(&'static str, String)> {
    let awaited = |kind: PieceKind| {
        let mut pieces = view.file.pieces.iter();
        pieces.any(|piece| piece.kind == kind && piece.standing.state == PieceState::Asked)
    };
    let proposed = PieceKind::ALL
        .iter()
        .filter(|kind| !awaited(**kind) && (!kind.is_of_minors() || view.minor != Some(false)));
    proposed
        .map(|kind| (kind.code(), t.of_code("piece", kind.code())))
        .collect()
}

pub(super) async fn ask(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(sent): Fields<Sent>,
) -> Result<Response, WebError> {
    let kinds: Vec<PieceKind> = sent
        .keys()
        .filter_map(|name| PieceKind::from_code(name.strip_prefix(CHOICE)?))
        .collect();
    let mut typed = Typed::of("pieces", sent);
    let asked = AskedPieces {
        kinds,
        bringer: Bringer::from_code(typed.text("apporte")),
        // A day that cannot be read is refused as one that is past, with all that casework finds wrong.
        due: typed.day("avant").unwrap_or(Date::MIN),
    };
    let made = state.casework().ask_pieces(&visitor.actor, person, &asked);
    match made.await {
        Ok(undo) => return Ok(done("pieces-asked", undo, typed.text("retour"), "pieces")),
        Err(error) => take(&mut typed, error)?,
    }
    again(&state, &visitor, person, typed).await
}

#[derive(Debug, Deserialize)]
pub(super) struct Moved {
    #[serde(default)]
    piece: String,
    #[serde(default)]
    pas: String,
    #[serde(default)]
    retour: String,
}

pub(super) async fn step(
    State(state): State<WebState>,
    visitor: SignedIn,
    Id(person): Id,
    Fields(form): Fields<Moved>,
) -> Result<Response, WebError> {
    let step = PieceMove::from_code(&form.pas).ok_or(WebError::BadForm)?;
    let piece: Uuid = form.piece.parse().map_err(|_| WebError::BadForm)?;
    let moved = state
        .casework()
        .move_piece(&visitor.actor, person, piece, step);
    Ok(done("piece-moved", moved.await?, &form.retour, "pieces"))
}
