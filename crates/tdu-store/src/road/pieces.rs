//! The pieces of a dossier.

use jiff::civil::Date;
use sea_orm::ConnectionTrait;
use tdu_domain::organisation::Network;
use tdu_domain::road::piece::{Bringer, PieceKind, PieceStanding, PieceState};
use tdu_domain::together::By;
use uuid::Uuid;

use super::{by, day};
use crate::engine::{Session, date_value};
use crate::error::StoreError;
use crate::territory::Transaction;

const TABLE: &str = "piece";

/// A piece that was asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PieceRow {
    /// Key.
    pub id: Uuid,
    /// The person.
    pub person: Uuid,
    /// What it is.
    pub kind: PieceKind,
    /// Who must bring it.
    pub bringer: Bringer,
    /// Who asked for it.
    pub asked: By,
    /// Their network.
    pub asker: Network,
    /// The day.
    pub asked_on: Date,
    /// The day by which.
    pub due: Date,
    /// Where it stands.
    pub standing: PieceStanding,
}

impl Transaction {
    /// Keeps a piece that is asked for.
    pub async fn add_piece(&self, piece: &PieceRow) -> Result<(), StoreError> {
        let sql = "INSERT INTO piece (id, person, kind, bringer, asked_by, asked_by_name, asked_for, asker_network, \
                   asked_on, due, state, reminders) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0)";
        let values = vec![
            piece.id.into(),
            piece.person.into(),
            piece.kind.code().into(),
            piece.bringer.code().into(),
            piece.asked.account.into(),
            piece.asked.name.clone().into(),
            piece.asked.organisation.into(),
            piece.asker.code().into(),
            piece.asked_on.to_string().into(),
            piece.due.to_string().into(),
            PieceState::Asked.code().into(),
        ];
        self.session().execute("keep a piece", sql, values).await?;
        Ok(())
    }

    /// Says where a piece stands now.
    pub async fn set_piece(&self, id: Uuid, now: &PieceStanding) -> Result<(), StoreError> {
        let sql = "UPDATE piece SET state = $2, settled_on = $3, reminded_on = $4, reminders = $5 WHERE id = $1";
        let values = vec![
            id.into(),
            now.state.code().into(),
            date_value(now.settled_on),
            date_value(now.reminded_on),
            i64::from(now.reminders).into(),
        ];
        self.session().execute("move a piece", sql, values).await?;
        Ok(())
    }

    /// Takes pieces away, as if they had not been asked for.
    pub async fn remove_pieces(&self, pieces: &[Uuid]) -> Result<(), StoreError> {
        let sql = "DELETE FROM piece WHERE id IN ({})";
        let ids = crate::engine::keys(pieces.iter().copied());
        self.session()
            .execute_in("take pieces away", sql, &[], &ids)
            .await
    }
}

/// The pieces of someone's dossier, in the order in which they were asked for.
pub(super) async fn of<C: ConnectionTrait>(
    session: &Session<'_, C>,
    person: Uuid,
) -> Result<Vec<PieceRow>, StoreError> {
    let sql = "SELECT id, person, kind, bringer, asked_by, asked_by_name, asked_for, asker_network, asked_on, due, \
               state, settled_on, reminded_on, reminders FROM piece WHERE person = $1 ORDER BY id";
    session
        .all("read pieces", sql, vec![person.into()], |row| {
            Ok(PieceRow {
                id: row.take()?,
                person: row.take()?,
                kind: row.parse(TABLE, "kind", "a piece", PieceKind::from_code)?,
                bringer: row.parse(TABLE, "bringer", "who brings it", Bringer::from_code)?,
                asked: by(row)?,
                asker: row.parse(TABLE, "asker_network", "a network", Network::from_code)?,
                asked_on: row.parse(TABLE, "asked_on", "a date", day)?,
                due: row.parse(TABLE, "due", "a date", day)?,
                standing: PieceStanding {
                    state: row.parse(TABLE, "state", "a state", PieceState::from_code)?,
                    settled_on: row.date(TABLE, "settled_on")?,
                    reminded_on: row.date(TABLE, "reminded_on")?,
                    reminders: u8::try_from(row.take::<i64>()?).unwrap_or(u8::MAX),
                },
            })
        })
        .await
}
