//! What staff recorded about people, and which goes with them: when two people are made one, when they
//! are made two again, when they are erased.

use uuid::Uuid;

use crate::engine::{first, keys};
use crate::error::StoreError;
use crate::territory::Transaction;

/// Tables whose rows have a key of their own, `id`, and belong to a `person`. Rows of other tables that
/// belong to these are deleted by the database when these are (`ON DELETE CASCADE`).
pub(crate) const FOLLOWING: &[&str] = &[
    "contact",
    "information",
    "objection",
    "task",
    "restriction",
    "referral",
    "message",
    "obstacle",
    "appointment",
    "notice",
    "rupture",
    "alert",
    "noticed",
    "contract_view",
    "after_situation",
    "exam",
    "situation_link",
    "assignment",
    "delivery",
    "road",
    "piece",
    "company_target",
    "attached",
    "seen",
];

impl Transaction {
    /// The keys of all that was recorded about a person, table after table.
    pub async fn following(&self, person: Uuid) -> Result<Vec<Uuid>, StoreError> {
        let mut found = Vec::new();
        for table in FOLLOWING {
            let sql = format!("SELECT id FROM {table} WHERE person = $1 ORDER BY id");
            let session = self.session();
            let rows: Vec<Uuid> = session
                .all(
                    "read what follows a person",
                    &sql,
                    vec![person.into()],
                    first,
                )
                .await?;
            found.extend(rows);
        }
        Ok(found)
    }

    /// Gives what was recorded, whatever it is, to a person.
    pub async fn move_following(&self, rows: &[Uuid], to: Uuid) -> Result<(), StoreError> {
        let ids = keys(rows.iter().copied());
        for table in FOLLOWING {
            let sql = format!("UPDATE {table} SET person = $1 WHERE id IN ({{}})");
            self.session()
                .execute_in("move what follows a person", &sql, &[to.into()], &ids)
                .await?;
        }
        Ok(())
    }

    /// Erases what was recorded about these people.
    pub(crate) async fn erase_following(&self, people: &[Uuid]) -> Result<(), StoreError> {
        let ids = keys(people.iter().copied());
        for table in FOLLOWING {
            let sql = format!("DELETE FROM {table} WHERE person IN ({{}})");
            self.session()
                .execute_in("erase what follows people", &sql, &[], &ids)
                .await?;
        }
        Ok(())
    }
}
